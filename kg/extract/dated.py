"""Launches of which a text tells only by their day: "Thursday's salvo", "the January 30 launch"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.fillers import Filling
from kg.extract.triggers import Reading
from kg.model import When

if TYPE_CHECKING:
    from kg.extract.setting import Setting
    from kg.lexicon.events import Frame

_KINDS = ("SatelliteLaunch", "MissileLaunch")


def by_day(reading: Reading, when: When | None, frames: Sequence["Frame"], scene: "Setting") -> Reading | None:
    """The reading with what flies filled in from the words around; None where the noun does not name its day or nothing
    that flies is spoken of."""
    day = when is not None and when.span is not None and when.earliest is not None and when.earliest == when.latest
    if not day or not any(f.type in _KINDS for f in frames) or not _names(reading, when):
        return None
    for concept in _flying(reading, scene):
        kind = _KINDS[0] if scene.lexicon.weapons.is_a(concept, "satellite-launch-vehicle") else _KINDS[1]
        frame = next((f for f in frames if f.type == kind), None)
        if frame is not None:
            token = reading.token
            return Reading(reading.trigger, frame, (Filling("weapon", token.i, token.i, token.i, concept=concept),))
    return None


def _names(reading: Reading, when: When | None) -> bool:
    """Whether the day stands before the noun, as its owner or as part of it."""
    doc = reading.token.doc
    before = [c for c in reading.token.children if c.i < reading.token.i and c.dep_ in ("poss", "compound", "nmod")]
    words = " ".join(doc[c.left_edge.i : c.right_edge.i + 1].text for c in before)
    return when is not None and when.span is not None and when.span.text.split()[0] in words


def _flying(reading: Reading, scene: "Setting") -> Iterator[str]:
    """Kinds of what the paragraph speaks of that flies, the nearest first; else what the one before spoke of last."""
    weapons = scene.lexicon.weapons
    near = sorted(scene.arms.values(), key=lambda a: (abs(a.head - reading.token.i), a.head))
    for arm in (*near, *([scene.told] if scene.told else [])):
        if weapons.is_a(arm.concept, "projectile"):
            # Of which class they were the words around may tell of other missiles.
            yield "missile" if weapons.is_a(arm.concept, "missile") else arm.concept
