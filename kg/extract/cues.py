"""From a verb to the cues that it can be, and from a cue to its words in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Draft, Region, Scene, Source, matched

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon.stances import Cue

Match = tuple["Cue", tuple[int, ...]]
"""A cue and the places of its fixed words."""


def matches(scene: Scene, verb: Token) -> tuple[Match, ...]:
    """The cues that the verb can be, longest first."""
    stances = scene.stances.verbs
    cues = stances.get(verb.lower_) or stances.get(verb.lemma_.lower()) or ()
    if verb.lemma_.lower() in stances and verb.lower_ in stances:
        cues = tuple(dict.fromkeys((*stances[verb.lower_], *stances[verb.lemma_.lower()])))
    return tuple(matched(scene, verb, cues))


def pick(found: tuple[Match, ...], name: str) -> Match | None:
    return next((m for m in found if name in m[0].act.frames), None)


def draft(
    scene: Scene,
    verb: Token,
    match: Match,
    source: Source | None,
    content: tuple[Region, ...],
    frame_name: str,
    method: str,
    more: tuple[int, ...] = (),
    target: Region | None = None,
) -> Draft:
    """A draft with the verb's group as its cue."""
    cue, places = match
    return Draft(
        scene.place,
        source,
        cue_regions(scene, verb, (*places, *more), content),
        content,
        cue.act,
        verb.i,
        frame_name,
        method,
        target,
        negated(verb),
    )


def cue_regions(scene: Scene, verb: Token, places: tuple[int, ...], content: tuple[Region, ...]) -> tuple[Region, ...]:
    """Auxiliaries, verb, fixed words and the hearer between them, and the "that" or "to" before the content."""
    doc = scene.tokens
    a = verb.i
    while (
        a > scene.sentence(verb.i)[0]
        and doc[a - 1].head == verb
        and doc[a - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}
    ):
        a -= 1
    b = max([verb.i, *places]) + 1
    first = next((x for x, _ in sorted(content) if x >= b), None)
    if first is None or doc[first - 1].lower_ not in {"that", "to"} or first - 1 < b:
        return ((a, b),)
    if all(t.head != verb or t.dep_ in {"dobj", "dative", "prt"} for t in doc[b : first - 1]) and first - b < 8:
        return ((a, first),)
    return (a, b), (first - 1, first)


def negated(verb: Token) -> bool:
    """Whether "not", "never", "neither" or "nor" undoes the act."""
    before = [t for t in verb.children if t.i < verb.i]
    if any(t.dep_ == "neg" or t.lower_ in {"never", "neither", "nor"} for t in before):
        return True
    if any(c.lower_ == "neither" for t in before if t.dep_ in {"nsubj", "nsubjpass"} for c in t.lefts):
        return True  # "neither country has confirmed it"
    return verb.dep_ == "conj" and any(t.lower_ == "nor" for t in verb.head.children)


def hearer(scene: Scene, verb: Token, noun: Token) -> bool:
    """Whether an object is who is told: "told reporters"."""
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    return noun.dep_ in {"dobj", "dative"} and any(c.act.name == "tell" for c in cues)
