"""Where in a sentence another voice begins, so that a content ends there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.cues import matches
from kg.extract.homographs import noun_for_verb
from kg.extract.misplaced import speaks
from kg.extract.scene import Scene
from kg.extract.sources import outer_voice
from kg.extract.voices import infinitive_mark, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "CCONJ", "PART"})
_LINKS = frozenset({"but", "while", "although", "though", "and", "whereas", "as", "even"})
_ORDINALS = frozenset({"latest", "last", "first", "second", "third", "fourth", "fifth"})


def additions(scene: Scene, head: Token, verb: Token, end: int, occasion: bool = True) -> Iterator[int]:
    """Places where, after a comma, another voice begins: "…, adding that", "…, according to", "…, but X denied".

    Also where the speaker's next act is only joined by "and": "said it was not aware and called for calm"; and, unless
    `occasion` is off, where a past occasion follows what somebody shall do.
    """
    doc = scene.tokens
    yield from _joined(scene, head, verb, end)
    if scene.headline:
        yield from _meanwhile(scene, head, end)
    if occasion:
        yield from _occasion(head)
    for i in range(head.i + 1, end - 1):
        closes = doc[i].is_quote and doc[i - 1].text == "," and not scene.quoted(i + 1)
        if not closes and (doc[i].text not in {",", "-", "--", "–", "—", ";"} or scene.quoted(i)):
            continue
        if foreign(scene, doc[i + 1], end) or _aside(scene, head, doc[i + 1]):
            yield i


def _meanwhile(scene: Scene, head: Token, end: int) -> Iterator[int]:
    """Where a headline goes over to what others do: "says the bridge is safe as engineers walk out"."""
    doc = scene.tokens
    for t in doc[head.i + 1 : max(end - 2, head.i + 1)]:
        if t.lower_ != "as" or scene.quoted(t.i) or doc[t.i - 1].tag_ in {"VBN", "VBD", "RB"}:
            continue
        verb = next((u for u in doc[t.i + 2 : min(t.i + 12, end)] if u.tag_ in _FINITE | {"MD"}), None)
        between = doc[t.i + 1 : verb.i] if verb is not None else ()
        if verb is not None and all(u.pos_ in _NAMING or u.text == "," for u in between):
            yield t.i


def _occasion(head: Token) -> Iterator[int]:
    """Where behind what somebody shall do its past occasion begins: "to stay calm after a bomb went off"."""
    if infinitive_mark(head) is None:
        return
    for t in (c for verb in _undertaken(head) for c in verb.children):
        after = next((c.i for c in t.lefts if c.lower_ in {"after", "when"} and c.dep_ in {"mark", "advmod"}), None)
        past = t.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in t.children)
        if t.dep_ == "advcl" and past and after is not None and after > head.i:
            yield after


def _undertaken(head: Token) -> Iterator[Token]:
    """A verb and the infinitives in it, each of which the parse may give the occasion: "to help them build dams"."""
    yield head
    for t in head.children:
        if t.dep_ in {"xcomp", "ccomp"} and t.tag_ == "VB":
            yield from _undertaken(t)


def _aside(scene: Scene, head: Token, token: Token) -> bool:
    """Whether what begins after a comma belongs to the clause around the cue and not to its content.

    ", in a pact that …" after an undertaking; ", the third strike …" after a content whose subject is the event before
    it; ", a week before leaders gather" in the present tense after a content in the past, ", a week after they met" the
    other way round.
    """
    doc = scene.tokens
    nxt = doc[token.i + 1 : token.i + 4]
    if len(nxt) < 3:
        return False
    if token.lower_ == "in" and any(_counted(t) for t in token.children if t.dep_ == "pobj"):
        return True  # "Seoul says the test failed, in the North's second launch this week"
    if token.lower_ == "in" and head.dep_ == "xcomp":
        return any(t.dep_ == "pobj" and t.lemma_.lower() in scene.stances.words("accords") for t in token.children)
    if token.lower_ in {"the", "its"} and (nxt[0].ent_type_ == "ORDINAL" or nxt[0].lower_ in _ORDINALS):
        return not any(t.dep_ in {"nsubj", "nsubjpass"} for t in head.children)
    before = next((t for t in nxt if t.lower_ in {"before", "after"} and t.dep_ == "mark"), None)
    if token.tag_ not in {"DT", "CD"} or before is None:
        return False
    tenses = {head.tag_, *(t.tag_ for t in head.children if t.dep_ == "aux")}
    if before.lower_ == "after" and before.head.tag_ == "VBD":
        return not tenses & {"VBD", "VBN", "MD"}
    return before.head.tag_ in {"VBP", "VBZ", "VB"} and "VBD" in tenses


def _counted(noun: Token) -> bool:
    """Whether a noun is somebody's first, second or latest."""
    whose = any(t.dep_ == "poss" for t in noun.lefts)
    return whose and any(t.lower_ in _ORDINALS or t.ent_type_ == "ORDINAL" for t in noun.lefts)


def misread(scene: Scene, noun: Token) -> bool:
    """Whether a "noun" joined by "and" is a verb of saying with its clause: "looked old, and suspects that …"."""
    doc, end = scene.tokens, scene.sentence(noun.i)[1]
    if noun.tag_ != "NNS" or noun.dep_ != "conj" or noun.i + 3 >= end or doc[noun.i + 1].lower_ != "that":
        return False
    cues = scene.stances.verbs.get(noun.lower_, ())
    return (
        doc[noun.i - 1].dep_ == "cc"
        and doc[noun.i + 1].dep_ == "mark"
        and any(not c.words and "clause" in c.act.frames and not c.act.attitude for c in cues)
    )


def _joined(scene: Scene, head: Token, verb: Token, end: int) -> Iterator[int]:
    for t in scene.tokens[head.i + 1 : end]:
        if misread(scene, t):
            yield t.i - 1
        if _that(t):
            continue  # "said it had sailed, but that it would take a week"
        if t.dep_ == "conj" and t.pos_ in _VERBAL and _next_act(scene, t) and not noun_for_verb(scene, t):
            link = t.left_edge.i - 1
            if t.head == verb or outer_voice(scene, t) == verb:
                link = next((c.i for c in t.head.children if c.dep_ == "cc" and head.i < c.i < t.i), link + 1)
                yield link - (scene.tokens[link - 1].text == ",")


def _that(verb: Token) -> bool:
    return any(t.dep_ == "mark" and t.lower_ == "that" for t in verb.lefts)


def _next_act(scene: Scene, verb: Token) -> bool:
    """Whether a verb is a public act of its own (urging, vowing, denying …), has a clause of its own, or undoes one."""
    if verb.lemma_ in scene.stances.words("undoing-verbs"):
        return True
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    said = [c.act for c in cues if not c.act.attitude]
    own = any(t.dep_ == "ccomp" and t.i > verb.i for t in verb.children)
    inner = next((t for t in verb.head.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    thing = inner is not None and (inner.pos_ == "NOUN" or verb.head.tag_ in {"VB", "VBN"})
    return any(own or thing or act.stance not in {"assert", "estimate"} for act in said)


def foreign(scene: Scene, token: Token, end: int) -> bool:
    """Whether what begins here, after a comma, is told by somebody else than the clause before."""
    doc = scene.tokens
    words = [t.lower_ for t in doc[token.i : token.i + 4]]
    if _remark(token, end) or _called(scene, token, end):
        return True
    if words[0] == "which" and (_by_another(scene, token) or _through(scene, token, end)):
        return True
    if words[:2] == ["which", ","] and _put_in(scene, token):
        return True
    if words[:2] == ["which", ","] and (own := _late_subject(scene, token)) is not None:
        return any(m[0].act.frames & {"predicate", "as"} for m in matches(scene, own.head))
    if words[0] == "where" and token.head.dep_ == "relcl" and speaks(scene, token.head):
        return subject(token.head) is not None  # ", where he said …"
    if "whom" in words or "which" in words[1:]:
        word = next(t for t in doc[token.i : token.i + 4] if t.lower_ in {"whom", "which"})
        if word.i == token.i + 2 and doc[word.i - 1].lower_ == "of" and _through(scene, word, end):
            return True
    if words[0] in {"who", "whose"} and _closing(doc[token.i].head, end):
        return True
    if words[:2] in (["according", "to"], ["as", "reported"], ["reported", "by"]) or words[0] in {"citing", "quoting"}:
        return True
    if token.tag_ == "VBG" and speaks(scene, token):
        return token.lemma_ not in scene.stances.words("inferring-verbs")
    if words[0] == "with" and _voice_with(scene, token):
        return True
    if words[0] == "in" and _medium(scene, token):
        return True
    if token.lower_ in {"though", "although"} and token.nbor().lower_ == "there":
        return True
    if words[0] == "while" and token.head.tag_ == "VBG" and token.head.i == token.i + 1:
        return speaks(scene, token.head) and token.head.lemma_ not in scene.stances.words("inferring-verbs")
    return token.lower_ in _LINKS and _other_voice(scene, token)


def _put_in(scene: Scene, which: Token) -> bool:
    """Whether the speaker is put in again behind ", which": "…, which, he said, has cost lives"."""
    stop = scene.sentence(which.i)[1]
    own = scene.tokens[which.i + 2] if which.i + 5 < stop else which
    verb = own.head
    return own.dep_ == "nsubj" and own.i < verb.i < stop - 1 and speaks(scene, verb) and verb.nbor().text == ","


def _remark(token: Token, end: int) -> bool:
    """Whether an apposition with a clause of its own begins here: "…, a practice the panel had banned"."""
    noun = token.head
    if (
        token.lower_ not in {"a", "an"}
        or noun.pos_ != "NOUN"
        or not token.i < noun.i < token.i + 5
        or noun.i + 1 >= end
    ):
        return False
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.head.i == token.i - 2:
        if noun.head.ent_type_ in {"GPE", "LOC", "NORP", "DATE", "TIME"}:  # "sold shells to Oslo, a move that …"
            return noun.right_edge.i + 2 >= end
        return False  # what a name is: "Spring Shield, a drill that …"
    if token.i > 1 and noun.i and _model(token.nbor(-2)):
        return False  # "the AB-10 and CD-20, a pair of rockets that …"
    related = noun.right_edge.i + 2 >= end and any(t.dep_ in {"relcl", "acl"} for t in noun.children)
    return related or noun.nbor().tag_ in {"WDT", "WP"} or noun.nbor().lower_ == "that"


def _model(word: Token) -> bool:
    """Whether a word is the name of a model: "CD-20"."""
    return word.text[0].isupper() and word.text[-1].isdigit() and "-" in word.text


def _called(scene: Scene, token: Token, end: int) -> bool:
    """Whether what was said is taken up as a claim that another speaks of: "…, an assertion Oslo's mayor denied"."""
    if token.lower_ not in {"a", "an"} or token.i + 3 >= end:
        return False
    claim, *after = scene.tokens[token.i + 1 : min(token.i + 12, end)]
    named = after[0].pos_ in {"DET", "PROPN", "PRON"} or after[0].ent_type_ in {"NORP", "GPE", "ORG"}
    spoken = any(t.tag_ in {"VBD", "VBZ", "VBP"} and matches(scene, t) for t in after)
    return named and spoken and claim.lemma_ in scene.stances.words("claims")


def _by_another(scene: Scene, which: Token) -> bool:
    """Whether ", which" is what somebody else speaks of: "…, which his lawyer dismissed as fantasy"."""
    own, found = subject(which.head), matches(scene, which.head)
    if which.dep_ != "dobj" or own is None or own.i < which.i or not found:
        return False
    return own.pos_ != "PRON" or any(m[0].act.frames & {"predicate", "as"} for m in found)


def _late_subject(scene: Scene, which: Token) -> Token | None:
    """The subject of a relative clause that an aside breaks: ", which, for all its size, they call a toy"."""
    doc, stop = scene.tokens, scene.sentence(which.i)[1]
    close = next((i for i in range(which.i + 3, min(which.i + 14, stop - 2)) if doc[i].text == ","), None)
    if close is None:
        return None
    word = next(t for t in doc[close + 1 :] if not t.is_quote)
    own = word.head if word.dep_ in {"det", "compound", "poss", "amod"} else word
    return own if own.dep_ == "nsubj" and own.head.tag_ in _FINITE and own.i < own.head.i else None


def _through(scene: Scene, which: Token, end: int) -> bool:
    """Whether a relative clause is told by somebody: ", some of whom he said were ill", ", which all say is rare"."""
    for t in scene.tokens[which.i + 1 : min(which.i + 8, end - 1)]:
        if t.tag_ in _FINITE and speaks(scene, t):
            own = subject(t)
            return own is not None and own.i > which.i and scene.tokens[t.i + 1].tag_ in _FINITE | {"MD", "NNS"}
        if t.text in {",", ";"} or t.tag_ in _FINITE:
            return False
    return False


def _medium(scene: Scene, prep: Token) -> bool:
    """Whether "in a statement …" begins here."""
    noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
    return noun is not None and noun.lemma_.lower() in scene.stances.words("texts")


def _voice_with(scene: Scene, token: Token) -> bool:
    """Whether "with X saying …" begins here."""
    end = scene.sentence(token.i)[1]
    for t in scene.tokens[token.i + 1 : min(token.i + 9, end)]:
        if t.tag_ == "VBG":
            return speaks(scene, t) and t.lemma_ not in scene.stances.words("inferring-verbs")
        if t.text in {",", ";"}:
            return False
    return False


def _closing(clause: Token, end: int) -> bool:
    """Whether a relative clause runs up to the end of the content."""
    return bool(clause.right_edge.i + 2 >= end)


def _other_voice(scene: Scene, link: Token) -> bool:
    """A clause after the link whose verb is a cue with a subject of its own."""
    if link.dep_ == "mark" and speaks(scene, link.head) and (own := subject(link.head)) is not None and own.i > link.i:
        return True
    stop = scene.sentence(link.i)[1]
    if link.i + 1 < stop and any(_own_voice(scene, t, link) for t in scene.tokens[link.i + 1].ancestors):
        return True
    for t in scene.tokens[link.i + 1 : min(link.i + 14, stop)]:
        told = t.pos_ in _VERBAL and (speaks(scene, t) or matches(scene, t))
        if told and (own := subject(t)) is not None:
            return own.i > link.i
        if t.text in {",", ";"}:
            return False
    return False


def _own_voice(scene: Scene, noun: Token, link: Token) -> bool:
    """Whether the noun behind a link is, with its apposition, who says the next: "and its head, Ana Cole, warned …"."""
    verb = noun.head
    return (
        noun.dep_ == "nsubj"
        and noun.left_edge.i == link.i + 1
        and verb.pos_ in _VERBAL
        and verb.i > noun.i
        and verb.dep_ not in {"relcl", "acl"}
        and speaks(scene, verb)
    )
