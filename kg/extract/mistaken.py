"""Verbs of saying that the tagger took for nouns: "South Korea's military reports that …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions, misread
from kg.extract.clauses import whole
from kg.extract.misplaced import speaks
from kg.extract.scene import Draft, Scene, Source, trim
from kg.extract.sources import source_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon.stances import Cue

_VERBAL = frozenset({"VERB", "AUX"})


def mistaken(scene: Scene, noun: Token) -> Draft | None:
    """As in "South Korea's military reports that …" where the verb was taken for a noun."""
    cues = tuple(
        c
        for c in scene.stances.verbs.get(noun.lower_, ())
        if not c.words and "clause" in c.act.frames and not c.act.attitude
    )
    doc, a = scene.tokens, noun.left_edge.i
    that = noun.i + 1
    if misread(scene, noun):
        return _also(scene, noun, cues)
    if (
        not cues
        or noun.tag_ != "NNS"
        or not (noun.dep_ == "ROOT" or (noun.dep_ == "dep" and a == max(scene.start, scene.sentence(noun.i)[0])))
        or a == noun.i
        or that >= scene.sentence(noun.i)[1] - 2
        or doc[that].lower_ != "that"
    ):
        return None
    stop = scene.sentence(noun.i)[1] if noun.dep_ == "ROOT" else noun.right_edge.i + 1  # "…, it added"
    region, body = trim(doc, (max(a, scene.start), noun.i)), whole(scene, (that + 1, stop))
    if region is None or body is None or doc[region[0]].pos_ == "ADJ":
        return None
    end = min([body[1], *additions(scene, doc[that + 1], noun, body[1])])
    return Draft(
        scene.place,
        Source(region, (region[1] - 1,)),
        ((noun.i, that + 1),),
        ((body[0], end),),
        cues[0].act,
        noun.i,
        "clause",
        "verb:mistaken",
    )


def _also(scene: Scene, noun: Token, cues: tuple[Cue, ...]) -> Draft | None:
    """The further claim of whoever the sentence has just heard: "X said that it was old, and suspects that …"."""
    above = next((t for t in noun.ancestors if t.pos_ in _VERBAL and speaks(scene, t)), None)
    source = source_of(scene, above) if above is not None else None
    body = whole(scene, (noun.i + 2, scene.sentence(noun.i)[1]))
    if source is None or body is None:
        return None
    end = min([body[1], *additions(scene, scene.tokens[noun.i + 1], noun, body[1])])
    cue = ((noun.i, noun.i + 2),)
    return Draft(scene.place, source, cue, ((body[0], end),), cues[0].act, noun.i, "clause", "verb:mistaken")
