"""Seas named by the side of a state that they lie on: "waters off its east coast", "its eastern seas"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.building import States
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

_SIDE = re.compile(
    r"\b(?:(east|west)(?:ern)?\s+(?:waters|seas?)|(?:waters|seas?)\s+(?:off|to|east|west)\b.{0,40}?\b(east|west)(?:ern)?"
    r"|(?:waters|seas?)\s+(east|west)\s+of\b)",
    re.IGNORECASE,
)


def with_seas(events: Iterable[EventMention], states: States, lexicon: "Lexicon") -> Iterator[EventMention]:
    """The sea that a weapon flew toward, where the text tells only on which side of who launched it."""
    for event in events:
        doers = (states.by_id.get(r.mention or "") for r in event.role("agent"))
        slug = next((s for d in doers if (s := states.slug(d))), None)
        seas = lexicon.places.coasts
        yield replace(event, roles=tuple(_named(r, event, slug, seas) for r in event.roles)) if slug else event


def _named(role: Role, event: EventMention, state: str, seas: Mapping[tuple[str, str], str]) -> Role:
    if role.name != "toward" or role.concept is not None:
        return role
    found = _SIDE.search(event.evidence.text, max(0, role.span.start - event.evidence.start))
    side = next((g.lower() for g in found.groups() if g), "") if found else ""
    return replace(role, concept=seas[side, state]) if (side, state) in seas else role
