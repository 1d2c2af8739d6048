"""Rules for nouns and adjectives that report: "allegations that …", "criticism of …", "is worried that …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.homographs import refused
from kg.extract.misplaced import speaks
from kg.extract.nounphrases import noun_phrase
from kg.extract.objects import gapped
from kg.extract.scene import Draft, Region, Scene, Source, matched
from kg.extract.sources import owner
from kg.extract.voices import infinitive_mark, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon.stances import Cue

_VERBAL = frozenset({"VERB", "AUX"})
_MAKING = frozenset({"make", "level", "raise", "voice", "produce", "advance", "spread", "circulate", "air", "put"})


def noun_drafts(scene: Scene) -> Iterator[Draft]:
    """All attributions that nouns and adjectives of the paragraph make."""
    for token in scene.tokens:
        if token.i < scene.start:
            continue
        if token.pos_ == "NOUN":
            made = _noun(scene, token)
        elif token.pos_ in {"ADJ", "VERB"} and token.dep_ in {
            "acomp",
            "ROOT",
            "conj",
            "ccomp",
            "advcl",
            "acl",
            "relcl",
        }:
            made = _adjective(scene, token)
        else:
            made = None
        if made is not None:
            yield made


def _noun(scene: Scene, noun: Token) -> Draft | None:
    nouns = scene.stances.nouns
    cues = nouns.get(noun.lower_) or nouns.get(noun.lemma_.lower()) or ()
    for cue, places in matched(scene, noun, cues):
        body, frame, places = _complement(scene, noun, cue, places)
        if body is None:
            continue
        source, light = holder(scene, noun, body)
        if source is None and (frame != "clause" or "unowned" not in cue.act.frames or not _anybody(noun)):
            continue
        start = light.i if light is not None and light.i < noun.i else noun.i
        end = max([noun.i, *places]) + 1
        content, source = _without(source, body)
        return Draft(
            scene.place,
            source,
            ((start, end),),
            (content,),
            cue.act,
            noun.i,
            frame,
            f"{'noun' if light is None else 'light-verb'}:{frame}",
            negated=light is not None and any(t.dep_ == "neg" for t in light.children),
        )
    return None


def _anybody(noun: Token) -> bool:
    """Whether a noun without a holder speaks for people who are not named: "fears that", not "the fact that"."""
    return bool(noun.tag_ in {"NNS", "NNPS"} or not any(t.dep_ == "det" for t in noun.children))


def _without(source: Source | None, body: Region) -> tuple[Region, Source | None]:
    """Content cut before a source that stands inside its end ("allegations that … made by X")."""
    if source and body[0] < source.region[0] <= body[1]:
        return (body[0], source.region[0] - 2), source
    return body, source


def _complement(
    scene: Scene, noun: Token, cue: Cue, places: tuple[int, ...]
) -> tuple[Region | None, str, tuple[int, ...]]:
    """The content of the noun: its that-clause, its infinitive, or what its preposition takes."""
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "in"
        and noun.head.head.pos_ in _VERBAL
        and speaks(scene, noun.head.head)
    ):
        return None, "", ()
    if places:
        prep = scene.tokens[places[-1]]
        obj = next((t for t in prep.children if t.dep_ in {"pobj", "pcomp"}), None)
        if obj is None or prep.head != noun:
            return None, "", ()
        if cue.act.frames == {"deed"} and obj.pos_ == "NOUN" and obj.lemma_.lower() not in scene.stances.words("deeds"):
            return None, "", ()
        frame = "charge" if "charge" in cue.act.frames else "object"
        return _body(scene, prep.i + 1, obj, noun), frame, places
    lent = [c for c in noun.head.children if noun.dep_ == "dobj" and _lent_clause(scene, noun, c)]
    for t in (*noun.children, *lent):
        if (t.dep_ in {"acl", "ccomp", "relcl"} or t in lent) and t.i > noun.i and t.pos_ in _VERBAL:
            opening = next((c for c in t.lefts if c.lower_ == "that"), None)
            if opening is not None and gapped(scene, t) and not scene.wide:
                continue
            if opening is not None and opening.dep_ == "mark" and "clause" in cue.act.frames:
                return _body(scene, opening.i + 1, t, noun), "clause", (opening.i,)
            to = infinitive_mark(t)
            if to is not None and "infinitive" in cue.act.frames:
                return _body(scene, to.i + 1, t, noun), "infinitive", (to.i,)
    return None, "", ()


def _lent_clause(scene: Scene, noun: Token, clause: Token) -> bool:
    """Whether a clause that the parse has hung on the noun's verb is the noun's own: "made the claim that …"."""
    if clause.dep_ == "ccomp" and not speaks(scene, noun.head):
        return True
    return clause.dep_ in {"ccomp", "advcl"} and refused(scene, noun.head, clause) == noun


def _body(scene: Scene, start: int, head: Token, cue: Token) -> Region | None:
    end = head.right_edge.i + 1
    return whole(scene, (start, min([end, *additions(scene, head, cue, end)])))


def holder(scene: Scene, noun: Token, body: Region) -> tuple[Source | None, Token | None]:
    """Who makes the claim that a noun names, and the light verb that says so."""
    whose = next((t for t in noun.children if t.dep_ == "poss"), None)
    if whose is not None and whose.tag_ == "PRP$" and _lent_to(scene, noun):
        own = owner(scene, noun.head)
        return (noun_phrase(scene, own, noun.head), noun.head) if own is not None else (noun_phrase(scene, whose), None)
    if whose is not None:
        return noun_phrase(scene, whose), None
    for t in noun.children:
        if t.lower_ in {"by", "from", "among"} and t.dep_ in {"prep", "agent"}:
            of = next((c for c in t.children if c.dep_ == "pobj"), None)
            if of is not None:
                return noun_phrase(scene, of), None
        if t.lower_ == "of" and t.i > noun.i and (that := scene.tokens[body[0] - 1]).lower_ == "that":
            of = next((c for c in t.children if c.dep_ == "pobj" and c.pos_ != "PRON"), None)
            if of is not None and of.right_edge.i + 1 == that.i:
                return noun_phrase(scene, of), None
    made = next(
        (
            t
            for t in scene.tokens[noun.i + 1 : body[1]]
            if t.lower_ == "by" and t.head.tag_ == "VBN" and t.head.lemma_ in _MAKING
        ),
        None,
    )
    if made is not None:
        of = next((c for c in made.children if c.dep_ == "pobj"), None)
        if of is not None:
            return noun_phrase(scene, of), None
    people = next(
        (t for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod"} and _people(scene, t)),
        None,
    )
    if people is not None:
        return Source((people.left_edge.i, people.i + 1), (people.i,)), None
    up = noun.head
    if noun.dep_ == "conj" and up.tag_ == "VBG" and noun.lower_.endswith("ing"):
        own = owner(scene, up)
        return (noun_phrase(scene, own, up) if own is not None else None), None
    if noun.dep_ == "conj" and up.pos_ == "NOUN":
        up, noun = up.head, up
    if _lent_to(scene, noun):
        own = owner(scene, up)
        return (noun_phrase(scene, own, up), up) if own is not None else (None, up)
    if (
        noun.dep_ == "pobj"
        and up.dep_ == "prep"
        and up.head.pos_ in _VERBAL
        and up.lower_ in {"with", "in", "by", "about"}
    ):
        return None, None
    return None, None


def _lent_to(scene: Scene, noun: Token) -> bool:
    """Whether a noun is the object of a verb that lends it its subject: "repeated his claim"."""
    up = noun.head
    return bool(noun.dep_ == "dobj" and up.pos_ in _VERBAL and up.lemma_ in scene.stances.words("light-verbs"))


def _people(scene: Scene, word: Token) -> bool:
    """Whether a word before a noun of saying names who says it: "Western claims", "a police warning"."""
    if word.ent_type_ in {"NORP", "GPE", "ORG"}:
        return True
    if word.pos_ == "NOUN" and word.lemma_.lower() in scene.stances.words("authorities"):
        return True
    return bool(word.pos_ in {"ADJ", "PROPN"} and word.is_title and not word.is_sent_start and not word.ent_type_)


def _adjective(scene: Scene, word: Token) -> Draft | None:
    cues = scene.stances.adjectives.get(word.lower_, ())
    verb = word.head if word.dep_ == "acomp" else word
    own = subject(verb) or next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
    bare = scene.quoted(word.i) and not scene.quoted(verb.i)  # 'was "aware of it"': nobody says that he is
    if word.dep_ in {"ccomp", "oprd", "xcomp"} and word.head.lemma_ in {"make", "keep", "render"}:
        return None  # "to make the king aware of it": nobody says that he is
    if not cues or bare or own is None or own.lower_ in {"it", "there", "that", "this", "what"}:
        return None
    for cue, places in matched(scene, word, cues):
        body, frame = _of_adjective(scene, word, verb, cue, places)
        source = noun_phrase(scene, owner(scene, verb) or own, verb)
        if body is None or source is None:
            continue
        a = min(verb.i, word.i)
        return Draft(
            scene.place,
            source,
            ((a, max([word.i, *places]) + 1),),
            (body,),
            cue.act,
            word.i,
            frame,
            f"adjective:{frame}",
            negated=any(t.dep_ == "neg" for t in verb.children),
        )
    return None


def _of_adjective(
    scene: Scene, word: Token, verb: Token, cue: Cue, places: tuple[int, ...]
) -> tuple[Region | None, str]:
    if places:
        prep = scene.tokens[places[-1]]
        obj = next((t for t in prep.children if t.dep_ in {"pobj", "pcomp"}), None)
        return (_body(scene, prep.i + 1, obj, word), "object") if obj is not None else (None, "")
    for t in [*word.children, *verb.children]:
        if t.dep_ in {"ccomp", "xcomp", "advcl"} and t.i > word.i:
            opening = next((c for c in t.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
            if opening is not None or (t.dep_ == "ccomp" and subject(t) is not None):
                return _body(scene, (opening.i + 1) if opening else t.left_edge.i, t, word), "clause"
            to = infinitive_mark(t)
            if to is not None and "infinitive" in cue.act.frames:
                return _body(scene, to.i + 1, t, word), "infinitive"
    return None, ""
