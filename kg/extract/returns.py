"""What comes back for a transfer: its parties are those of the transfer that it is told after, the other way round."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.building import OTHER
from kg.extract.prepositions import PRICES
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from kg.extract.building import States
    from kg.extract.triggers import Reading

_PRONOUNS = frozenset({"it", "they", "he", "she", "them", "him"})


def in_return(reading: "Reading") -> bool:
    """Whether the words tell what comes back: "In exchange, Moscow is handing over …", "had sent back"."""
    sent = reading.token.sent
    if reading.trigger.verbal and any(
        c.lower_ == "back" and c.dep_ in ("advmod", "prt") for c in reading.token.children
    ):
        return True
    return any(t.lower_ in PRICES and t.i > sent.start and t.nbor(-1).lower_ == "in" for t in sent)


def of_exchange(
    made: EventMention, reading: "Reading", before: Sequence[EventMention], states: "States"
) -> EventMention:
    """The transfer with the right state for a pronoun: "Iran sent shells. In return, analysts in Oslo say, it gets
    oil" is not about Oslo but about who gave."""
    parties = [r for r in made.roles if r.name in OTHER]
    if len(parties) != 1 or parties[0].span.text.lower() not in _PRONOUNS or not in_return(reading):
        return made
    mine = parties[0]
    for event in reversed(before):
        ends = {n: r for n in OTHER if (r := _party(event, n, states))}
        if len(ends) == len(OTHER) and states.slug(states.by_id.get(mine.mention or "")) not in _slugs(ends, states):
            turned = replace(mine, mention=ends[OTHER[mine.name]].mention)
            back = replace(ends[mine.name], name=OTHER[mine.name])
            return replace(made, roles=(*(r for r in made.roles if r is not mine), turned, back))
        if len(ends) == len(OTHER):
            return made
    return made


def _party(event: EventMention, name: str, states: "States") -> Role | None:
    found = [r for r in event.role(name) if states.slug(states.by_id.get(r.mention or ""))]
    return found[0] if found else None


def _slugs(ends: dict[str, Role], states: "States") -> frozenset[str | None]:
    return frozenset(states.slug(states.by_id.get(r.mention or "")) for r in ends.values())
