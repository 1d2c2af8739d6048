"""Nouns of saying that the parse misreads: "rejected as untrue U.S. claims that …", "rubbished the claim that …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.scene import Region, Scene, Source

_VERBAL = frozenset({"VERB", "AUX"})


def noun_for_verb(scene: Scene, verb: Token) -> bool:
    """Whether a "verb" joined to another by nothing is a plural noun: "claims", "reports", "charges"."""
    other = beside_noun(verb)
    own = next((t for t in verb.children if t.dep_ == "nsubj" and t.i < verb.i), None)
    if other is None or own is None or verb.tag_ != "VBZ" or verb.lower_ not in scene.stances.nouns:
        return False
    before = scene.tokens[own.left_edge.i - 1]
    joined = before.text in {",", ";", ":", "-", "--", "–", "—"} or before.dep_ == "cc"
    return not joined and not any(t.dep_ == "cc" for t in other.children if other.i < t.i < verb.i)


def beside_noun(verb: Token) -> Token | None:
    """The verb before another that is joined to it, or that the parse takes for its content: "dismissed as …"."""
    if verb.dep_ == "conj":
        return verb.head if verb.head.pos_ in _VERBAL else None
    inside = (t for t in verb.children if t.dep_ == "ccomp" and t.i < verb.i and t.pos_ in _VERBAL)
    return next((t for t in inside if any(c.lower_ == "as" and c.i > t.i for c in t.children)), None)


def object_of(scene: Scene, verb: Token) -> Token | None:
    """The object of a verb that the parse has taken for a second verb."""
    joined = [t for t in verb.children if t.dep_ == "conj"] if verb.dep_ != "ccomp" else [verb.head]
    return next((t for t in joined if t.i > verb.i and noun_for_verb(scene, t)), None)


def refused(scene: Scene, verb: Token, clause: Token) -> Token | None:
    """The claim that a verb refuses, whose that-clause the parse has hung on the verb: "rubbished her claim that …"."""
    that = next((t for t in clause.lefts if t.lower_ == "that" and t.dep_ == "mark"), None)
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    if that is None or not any(c.act.polarity == "negative" and not c.act.attitude for c in cues):
        return None
    noun = next((t for t in verb.children if t.dep_ == "dobj" and t.right_edge.i == that.i - 1), None)
    return noun if noun is not None and noun.lemma_ in scene.stances.words("claims") else None


def claim_before(scene: Scene, source: Source | None) -> Region | None:
    """The claim that stands right before whoever speaks of it: "…, an account state radio denied"."""
    doc, a = scene.tokens, source.region[0] if source is not None else 0
    if a < 3 or doc[a - 3].text != "," or doc[a - 2].lower_ not in {"a", "an"}:
        return None
    return (a - 2, a) if doc[a - 1].lemma_ in scene.stances.words("claims") else None
