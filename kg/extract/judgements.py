"""Rules for verbs whose content is no clause: what is called, taken for something, or charged with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.cues import Match, draft, pick
from kg.extract.homographs import object_of
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Scene, Source
from kg.extract.voices import passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})


def predicate(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X called the launch a mistake", "X considers it to be a threat"."""
    match = pick(found, "predicate")
    if match is None or passive(verb):
        return None
    after = [t for t in verb.children if t.i > verb.i]
    obj = next((t for t in after if t.dep_ in {"dobj", "nsubj"}), None)
    obj = next((t for t in verb.children if t.dep_ == "dobj" and t.tag_ == "WDT"), obj)  # "which they call a crime"
    last = next((t for t in after if _says_of(t, obj) or _expected(match, t) or _bare_noun(scene, verb, t)), None)
    last = last or _name_in_quotes(scene, obj, match[0].act.stance == "assert") or _proof(obj)
    if last is None:
        return None
    start = min(t.left_edge.i for t in (last, obj) if t is not None)
    more = next((t for t in after if t.dep_ == "oprd" and t.left_edge.i == last.right_edge.i + 1), None)
    last = more or last
    end = last.right_edge.i + 1
    region = whole(scene, (max(start, verb.i + 1), min([end, *additions(scene, last, verb, end), *_inferred(last)])))
    return draft(scene, verb, match, source, (region,), "predicate", "verb:predicate") if region else None


def _inferred(word: Token) -> Iterator[int]:
    """Where behind a name the text draws its own conclusion: "called it a success, which would make it the first"."""
    for t in word.subtree:
        which = t.left_edge
        before = which.nbor(-1).text if which.i else ""
        if t.dep_ == "relcl" and t.head.dep_ == "appos" and which.i > t.head.i > word.i:
            which = t.head.left_edge  # ", figures that would make it the largest"
            before = which.nbor(-1).text
        elif which.lower_ != "which":
            continue
        added = t.dep_ == "relcl" and before in {",", "-", "--", "–", "—"}
        if added and which.i > word.i and any(c.lower_ in {"would", "makes", "made"} for c in (t, *t.lefts)):
            yield which.i - 1


def _says_of(word: Token, obj: Token | None) -> bool:
    """Whether a child of a verb of calling is what its object is called: oprd, small clause, second object, "to be"."""
    if word.dep_ == "oprd" or (word.dep_ == "dobj" and obj is not None and word.i > obj.i):
        return True
    if word.dep_ in {"ccomp", "xcomp"} and word.pos_ in {"NOUN", "ADJ", "PROPN"}:
        return any(c.dep_ == "nsubj" for c in word.children)
    own = obj is not None or any(c.dep_ == "nsubj" for c in word.children)
    return bool(own and word.dep_ in {"ccomp", "xcomp"} and word.lemma_ == "be" and word.tag_ == "VB")


def _name_in_quotes(scene: Scene, obj: Token | None, calls: bool) -> Token | None:
    """The quoted noun right behind an object that the parse takes for its apposition: 'called the reports "lies"'."""
    begin = {i: scene.tokens[q.start - 1] for q in scene.quotes if q.start for i in (q.start, q.first)}
    after = (t for t in obj.subtree if t.i > obj.i) if obj is not None else ()
    apposed = [t for t in after if t.dep_ == "appos" or (calls and t.dep_ == "amod" and t.i > t.head.i)]
    quoted = (t for t in (obj.subtree if obj is not None and calls else ()) if t.i in begin and t.pos_ == "ADJ")
    if not apposed and (word := next((t for t in quoted if t.dep_ == "pobj" and t.nbor().text == "."), None)):
        return word  # 'called the reports of a sale "absurd."', where the parse takes it for the noun
    return next((t for t in apposed if t.left_edge.i in begin and not begin[t.left_edge.i].is_punct), None)


def _proof(obj: Token | None) -> Token | None:
    """The noun by which a thing is called that the parse made one with it: "called the raid proof that …"."""
    if obj is None or not any(t.dep_ == "acl" and t.i > obj.i for t in obj.children):
        return None
    called = next((t for t in obj.lefts if t.dep_ == "compound" and t.tag_ == "NN"), None)
    whose = called is not None and called.i == obj.i - 1 and obj.left_edge.dep_ in {"det", "poss"}
    that = any(c.dep_ == "mark" and c.lower_ == "that" and c.i == obj.i + 1 for t in obj.children for c in t.lefts)
    return obj if whose and that else None


def _bare_noun(scene: Scene, verb: Token, word: Token) -> bool:
    """Whether a headline's noun without article was taken for a verb: "Berg calls delay unacceptable"."""
    said = any(c.dep_ in {"dobj", "acomp", "oprd", "attr"} for c in word.children)
    return (
        scene.headline
        and word.i == verb.i + 1
        and word.dep_ in {"xcomp", "ccomp"}
        and word.tag_ in {"VB", "VBP"}
        and said
    )


def _expected(match: Match, word: Token) -> bool:
    """Whether a child of a verb of thinking is a clause with "to": "expects prices to fall"."""
    own = any(c.dep_ == "nsubj" for c in word.children)
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in word.lefts)
    return bool(match[0].act.stance == "estimate" and word.dep_ == "ccomp" and own and to)


def taken_as(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X views the drills as a rehearsal", "what X has described as a test"."""
    match = pick(found, "as")
    if match is None:
        return None
    deps = {"nsubjpass"} if match[1] and passive(verb) else {"dobj"}
    obj = next((t for t in verb.children if t.dep_ in deps), None) or object_of(scene, verb)
    particle = scene.tokens[match[1][-1]] if match[1] else None
    prep: Token | None = None
    if (so := _as_adjective(verb, obj)) is not None and not passive(verb):
        end = min([so.right_edge.i + 1, *additions(scene, so, verb, so.right_edge.i + 1)])
        region = whole(scene, (verb.i + 1, end))
        return draft(scene, verb, (match[0], ()), source, (region,), "as", "verb:as") if region else None
    if particle is not None and obj is not None and particle.lower_ in {"at", "to", "on"}:
        prep, particle = particle, None
    else:
        of = particle if particle is not None and (obj is None or particle.dep_ == "prt") else None
        obj = obj or next((t for t in of.children if t.dep_ == "pobj"), None) if of is not None else obj
        prep = _as(verb, obj)
    if prep is None or not list(prep.children) or (match[1] and obj is None and particle is None):
        return None
    taken = [obj, *obj.conjuncts] if obj is not None and obj.i > verb.i else []
    if match[0].act.name == "put" and not any(_figure(t) for t in prep.subtree):
        return None  # "put its crew at risk"
    a = max(t.right_edge.i for t in (prep, *taken)) + 1
    a = _second(scene, verb, prep, a) if match[0].act.name == "put" else a
    further = (t for o in taken for t in _inferred(o) if t > prep.i)
    end = min([a, *additions(scene, prep, verb, a), *_inferred(prep), *further])
    match = (match[0], ())
    places = (particle.i,) if particle is not None and (obj is None or particle.i < obj.i) else ()
    if obj is not None and verb.i < obj.i < prep.i:
        region = whole(scene, (min(obj.left_edge.i, obj.i), end))
    elif match[0].act.name in {"put", "attribute", "blame-on"} and obj is not None and _relative(verb, obj):
        noun = verb.head  # the parse hangs the clause on the last name: "the murder of Li, which it blames on …"
        while noun.ent_type_ == "PERSON" and noun.dep_ in {"pobj", "appos"} and noun.head.pos_ in {"ADP", "NOUN"}:
            noun = noun.head.head if noun.head.pos_ == "ADP" else noun.head
        named = noun_phrase(scene, noun, verb)
        cause = whole(scene, (prep.i + 1, end)) if match[0].act.name == "attribute" else None
        parts = tuple(r for r in (named.region if named else None, cause) if r)
        return draft(scene, verb, match, source, parts, "as", "verb:as", (*places, prep.i)) if named else None
    else:
        region, places = whole(scene, (prep.i + 1, end)), (*places, prep.i)
    return draft(scene, verb, match, source, (region,), "as", "verb:as", places) if region else None


def _figure(word: Token) -> bool:
    return word.tag_ == "CD" or word.pos_ == "NUM" or word.lemma_.lower() in {"dozen", "hundred", "thousand", "half"}


def _relative(verb: Token, obj: Token) -> bool:
    """Whether the object is the pronoun of a relative clause: "the raid, which it blames on Minsk"."""
    return (
        (obj.tag_ == "WDT" or obj.lower_ == "that")
        and obj.i < verb.i
        and verb.dep_ == "relcl"
        and subject(verb) is not None
    )


def _second(scene: Scene, verb: Token, prep: Token, end: int) -> int:
    """The end of a second figure: "put the range at 80 km and the peak at 6 km"."""
    doc, stop = scene.tokens, scene.sentence(verb.i)[1]
    if end + 3 >= stop or doc[end].lower_ != "and":
        return end
    other = next((t for t in doc[end + 1 : stop] if t.lower_ == prep.lower_), None)
    noun = other.head if other is not None else None
    if noun is None or noun.pos_ != "NOUN" or noun.left_edge.i != end + 1:
        return end
    return max(t.right_edge.i for t in noun.children if t.dep_ == "prep" and t.i <= other.i) + 1 if other else end


def _as_adjective(verb: Token, obj: Token | None) -> Token | None:
    """The adjective of "dismissed that as likely to be untrue", where the parse takes "as" for its adverb."""
    nxt = verb.doc[verb.i + 1 : verb.i + 3]
    that = [t.lower_ for t in nxt] in (["that", "as"], ["this", "as"])
    start = verb.i + 2 if that else obj.right_edge.i + 1 if obj is not None and obj.i > verb.i else None
    clauses = (t for t in verb.children if t.dep_ in {"advcl", "acomp", "xcomp", "ccomp"} and t.pos_ == "ADJ")
    found = ((t, {t.left_edge.i, *(c.i for c in t.children)}) for t in clauses)
    return next((t for t, own in found if start in own and verb.doc[start].lower_ == "as"), None) if start else None


def _as(verb: Token, obj: Token | None) -> Token | None:
    """The "as" of a verb, or of its object where the parse has put it."""
    own = [t for t in verb.children if t.lower_ == "as" and t.i > verb.i and t.dep_ in {"prep", "mark", "advmod"}]
    if own:  # "described her work as a nurse as heroic"
        return next((t for t in reversed(own[1:]) if t.nbor(-1).text != ","), own[0])
    if obj is None or obj.i < verb.i:
        return None
    # "described the press reports as a hoax", "rejected the charge at the time as propaganda"
    for top in (obj, *(t for t in verb.children if t.dep_ == "prep" and t.i > obj.i and t.nbor(-1).text != ",")):
        within = [t for t in top.subtree if t.lower_ == "as" and t.dep_ == "prep"]
        last = [t for t in within if t.head == obj or t.right_edge == top.right_edge]
        if last:
            return last[-1]
    return None


def charge(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X accused Y of …": Y is the target, no content."""
    match = pick(found, "charge")
    if match is None:
        return None
    prep = scene.tokens[match[1][-1]]
    obj = next((t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}), None)
    if obj is None and verb.dep_ == "relcl" and not passive(verb) and subject(verb) is not None:
        obj = verb.head
    end = _charged_with(verb, prep, obj)
    region = whole(scene, (prep.i + 1, min([end, *additions(scene, prep, verb, end)])))
    terms = next((t.lemma_.lower() for t in prep.children if t.dep_ == "pobj"), "")
    if not scene.wide and terms in scene.stances.words("contentless"):  # "briefed reporters on condition of anonymity"
        return None
    if region is None or obj is None or obj.i > prep.i:
        return None
    last = verb.left_edge.i if obj == verb.head else prep.i if obj.i < prep.i else obj.right_edge.i + 1
    target = (obj.left_edge.i, min(obj.right_edge.i + 1, last))
    return draft(scene, verb, match, source, (region,), "charge", "verb:charge", target=target)


def _charged_with(verb: Token, prep: Token, obj: Token | None) -> int:
    """The end of a charge with the goods that the parse joined to the accused: "of selling shells and guns to us"."""
    end = prep.right_edge.i + 1
    more = next((t for t in obj.conjuncts if t.i > end), None) if obj is not None and obj.i < prep.i else None
    if more is None or verb.doc[end].lower_ not in {"and", "or"} or more.left_edge.i != end + 1:
        return end
    end = more.right_edge.i + 1
    for t in sorted(verb.children, key=lambda c: c.i):
        end = t.right_edge.i + 1 if t.dep_ == "prep" and t.left_edge.i == end else end
    return end
