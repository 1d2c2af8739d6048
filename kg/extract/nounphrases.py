"""The words of a noun phrase: with title and apposition, without the clauses that only add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Region, Scene, Source, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LEADING = frozenset({"CC", "RB", "IN", "UH", "WRB"})
_MOST = 45


def noun_phrase(scene: Scene, head: Token, verb: Token | None = None) -> Source | None:
    """The words of a noun phrase with title and apposition, without the clauses that only add."""
    doc = scene.tokens
    a, b = head.left_edge.i, head.right_edge.i + 1
    if verb is not None:
        if head.i < verb.i:
            b = min(b, verb.i)
        elif verb.i < head.i:
            a = max(a, verb.i + 1)
    b = min([b, *(t.left_edge.i for t in _clauses(head, verb) if t.left_edge.i > head.i), *_medium(scene, head)])
    if verb is not None and head.i < b - 1 and head.doc[b - 1].dep_ == "relcl":
        b = next((t.right_edge.i + 1 for t in verb.children if t.dep_ == "nsubj" and t.left_edge.i == b < verb.i), b)
    a = _behind_claim(scene, head, _at_possessor(head, _with_title(scene, head, a)))
    a = next((t.i for t in doc[a : head.i + 1] if t.ent_type_ == "PERSON"), a) if _behind_day(head, a) else a
    if head.pos_ == "PROPN" and doc[a].lower_ == "that" and a < head.i:
        a += 1  # "reported that leader Ana Cole …"
    mark = scene.inside[head.i]
    while a < head.i and (
        scene.inside[a] != mark or doc[a].is_punct or (doc[a].tag_ in _LEADING and not a < doc[a].head.i <= head.i)
    ):
        a += 1
    b = next((i for i in range(head.i, b) if scene.inside[i] != mark), b)
    a = max(a, head.i - _MOST, min(scene.start, head.i))
    b = min(b, head.i + _MOST)
    last = next((i for i in range(b - 1, a, -1) if doc[i].lower_ == "and"), a)
    if any(_verb_before(t) for t in doc[a : min(last, head.i)]) and last < b - 1:
        a, head = last + 1, next((t for t in doc[last + 1 : b] if t.pos_ in _NOMINAL and t.right_edge.i >= b - 2), head)
    region = trim(doc, (a, b))
    if region is None or not region[0] <= head.i < region[1]:
        return None
    heads = tuple(t.i for t in _conjuncts(head) if region[0] <= t.i < region[1])
    more = _lost(scene, region, verb)
    return Source((region[0], more.right_edge.i + 1), (*heads, more.i)) if more is not None else Source(region, heads)


def _behind_day(head: Token, a: int) -> bool:
    """Whether a person's name is made one with the day or month before it: "on Thursday Ana Cole, …"."""
    day, before = head.doc[a], head.doc[a - 1].lower_ if a else ""
    return head.ent_type_ == "PERSON" and before in {"on", "in"} and day.pos_ == "PROPN" and day.ent_type_ != "PERSON"


def _medium(scene: Scene, head: Token) -> Iterator[int]:
    """Where ", in a statement" after a noun begins: it tells of the act."""
    for prep in head.children:
        texts = any(t.dep_ == "pobj" and t.lemma_.lower() in scene.stances.words("texts") for t in prep.children)
        if prep.i > head.i and prep.lower_ in {"at", "during"} and head.pos_ == "PROPN" and _occasion(scene, prep):
            yield prep.i  # "Ana Cole at that summit hinted …"
        if (
            prep.i > head.i
            and texts
            and prep.lower_ in {"in", "on", "through", "via"}
            and head.doc[prep.i - 1].text == ","
        ):
            yield prep.i


def _occasion(scene: Scene, prep: Token) -> bool:
    return any(t.dep_ == "pobj" and t.lemma_ in scene.stances.words("occasions") for t in prep.children)


def _verb_before(token: Token) -> bool:
    """Whether a word is the verb of a clause before the noun: also "navy salvaged parts, and …" read as a modifier."""
    if token.tag_ in _FINITE:
        return token.dep_ not in {"relcl", "acl"}
    return token.tag_ == "VBN" and token.dep_ == "amod" and token.nbor(-1).dep_ == "npadvmod" if token.i else False


def _with_title(scene: Scene, head: Token, a: int) -> int:
    """Where the noun before a name begins that the parse has hung on something else: ", the agency RIA wrote"."""
    before = head.doc[a - 1] if a else head
    title = head.pos_ == "PROPN" and head.dep_ == "nsubj" and before.pos_ == "NOUN" and before.dep_ == "appos"
    speakers = scene.stances.words("media") | scene.stances.words("headline-sources")
    title = title and (before.lemma_.lower() in speakers or not before.is_ancestor(head))
    first = before.left_edge.i
    return first if title and first and head.doc[first - 1].text == "," else a


def _at_possessor(head: Token, a: int) -> int:
    """Where a noun begins whose possessor the parse has put behind another noun: "…, a charge Oslo's mayor denies"."""
    whose = next((t.left_edge.i for t in head.children if t.dep_ == "poss" and t.tag_ != "PRP$"), None)
    before = [t for t in head.doc[a:whose] if t.head == head] if whose is not None and a < whose else []
    return whose if whose is not None and any(t.pos_ == "NOUN" for t in before) else a


def _behind_claim(scene: Scene, head: Token, a: int) -> int:
    """Where a noun begins that the parse has made one with a claim: "…, an account state radio denied"."""
    doc = scene.tokens
    own = doc[a + 1 : head.i]
    step = bool(own) and own[-1].tag_ == "NN" and all(t.tag_ == "JJ" for t in own[:-1])
    if head.tag_ == "NNS" and doc[a].lower_ in {"a", "an"} and step:
        return head.i  # "…, a new step analysts say would help"
    claim = a + 1 < head.i and doc[a].lower_ in {"a", "an"} and doc[a + 1].lemma_ in scene.stances.words("claims")
    return a + 2 if claim and doc[a + 1].pos_ == "NOUN" and a and doc[a - 1].text == "," else a


def _lost(scene: Scene, region: Region, verb: Token | None) -> Token | None:
    """A noun joined by "and" right after the region that the parse has hung on a verb."""
    b = region[1]
    doc = scene.tokens
    if b + 1 >= len(doc) or doc[b].lower_ != "and" or doc[b].head.pos_ not in _VERBAL:
        return None
    noun = next((t for t in doc[b].head.children if t.dep_ == "conj" and t.i > b and t.left_edge.i == b + 1), None)
    if (
        noun is None
        or noun.pos_ in _VERBAL
        or noun.right_edge.i - b > 8
        or (verb is not None and b < verb.i <= noun.right_edge.i)
    ):
        return None
    return noun if not any(t.pos_ in _VERBAL for t in noun.subtree) else None


def _clauses(head: Token, verb: Token | None) -> list[Token]:
    """Relative clauses and participles that only add something to the noun, or hold the verb itself."""
    found = []
    for t in [head, *head.conjuncts, *(c for c in head.children if c.dep_ == "appos")]:
        found += [
            c
            for c in t.children
            if c.dep_ in {"relcl", "acl", "advcl", "ccomp"} and (_added(c) or _holds(c, verb) or _of_name(c))
        ]
    return found


def _added(clause: Token) -> bool:
    left = clause.left_edge.i
    return (left > 0 and clause.doc[left - 1].text in {",", "-", "--", "–", "—"}) or clause.dep_ in {"advcl", "ccomp"}


def _of_name(clause: Token) -> bool:
    """Whether a participle stands behind a name: "in an interview with The Fix published on Friday"."""
    return clause.dep_ == "acl" and clause.tag_ == "VBN" and clause.head.pos_ == "PROPN"


def _holds(clause: Token, verb: Token | None) -> bool:
    return verb is not None and clause.left_edge.i <= verb.i <= clause.right_edge.i


def _conjuncts(head: Token) -> list[Token]:
    return [head, *(t for t in head.conjuncts if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"})]
