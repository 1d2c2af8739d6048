"""The rule of "reportedly": a clause with such an adverb is what somebody says who is not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.scene import Draft, Region, Scene, minus, trim
from kg.extract.voices import passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token


_VERBAL = frozenset({"VERB", "AUX"})


def adverb(scene: Scene, word: Token) -> Draft | None:
    """As in "X reportedly did": the clause without the adverb is what a hidden source says."""
    cue = scene.stances.adverbs[word.lower_][0]
    verb = word.head
    while verb.pos_ not in _VERBAL and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in _VERBAL:
        return None
    participle = verb.dep_ in {"acl", "amod"} or (verb.dep_ == "advcl" and subject(verb) is None and not passive(verb))
    a, b = (verb.left_edge.i, verb.right_edge.i + 1) if participle else _finite_clause(scene, verb)
    if not participle:
        b = min([b, *additions(scene, verb, verb, b)])
    own = (word.i, word.i + 1)
    parts = tuple(r for x in minus((a, b), [own]) if (r := trim(scene.tokens, x)))
    made = Draft(scene.place, None, (own,), parts, cue.act, word.i, "raising", "phrase:adverb")
    return made if parts else None


def _finite_clause(scene: Scene, verb: Token) -> Region:
    top = verb
    while top.dep_ in {"xcomp", "auxpass", "aux"} and top.head.pos_ in _VERBAL:
        top = top.head
    a, b = top.left_edge.i, top.right_edge.i + 1
    for t in top.children:
        if t.dep_ in {"mark", "cc"} and t.i < top.i and t.i <= a + 1:
            a = max(a, t.i + 1)
        if t.dep_ == "conj" and t.i > top.i and subject(t) is not None:
            b = min(b, t.left_edge.i)
    return max(a, scene.start), b
