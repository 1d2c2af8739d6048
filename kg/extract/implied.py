"""Transfers that the words only imply: they stand where the document does not tell of them outright."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import EventMention

if TYPE_CHECKING:
    from kg.extract.building import States
    from kg.lexicon import Lexicon

_PARTIES = ("giver", "recipient")
# How what only takes up something by its name was read.
_THING = "noun:thing"
_ROLES = (*_PARTIES, "agent", "item", "weapon")


def settled(events: Sequence[EventMention], states: "States", lexicon: "Lexicon") -> Iterator[EventMention]:
    """The events without implied transfers that are told of in other words.

    "North Korean troops are in Kursk" tells of a deployment where something else passes between the two states (without
    that they may be invaders), "Russia is using North Korean guns" of an arms transfer.
    """
    kinds = lexicon.events
    allied = kinds.marked("_alliance")
    implied = allied | kinds.marked("_untold")
    told_by = {e.trigger: e.id for e in events if e.method != _THING}
    outright = [e for e in events if kinds.is_a(e.type, "Transfer") and frame_of(e) not in implied and not e.antecedent]
    instead: dict[str, str | None] = {}
    for event in (e for e in events if frame_of(e) in implied):
        pair = _pair(event, states)
        told = next((e for e in outright if e.type == event.type and _pair(e, states) == pair), None)
        friends = any(_pair(e, states) in (pair, pair[::-1]) for e in outright)
        if told is not None or not all(pair) or (frame_of(event) in allied and not friends):
            instead[event.id] = told.id if told is not None else None
    for event in events:
        twice = event.method == _THING and event.trigger in told_by
        # Arms of which the document never says whose they are.
        nobody = kinds.is_a(event.type, "Transfer") and not event.antecedent
        nobody = nobody and not any(r.name in _PARTIES for r in event.roles)
        if twice or nobody or (kinds.is_a(event.type, "ArmsTransfer") and _is_bare(event)):
            instead.setdefault(event.id, told_by[event.trigger] if twice else None)
    yield from _relinked(events, instead)


def _is_bare(event: EventMention) -> bool:
    """Whether it names neither goods nor more than one side: "those arming the war machine"; or one side that does
    not want it: "has no intention of acquiring nuclear weapons"."""
    sides = sum(any(event.role(name)) for name in _PARTIES)
    unwanted = event.polarity == "negative"
    return (unwanted or not any(event.role("item"))) and sides < len(_PARTIES) and event.antecedent is None


def frame_of(event: EventMention) -> str:
    """The frame by which an event was read.

    >>> from types import SimpleNamespace
    >>> frame_of(SimpleNamespace(method="verb:frame-arm+giver"))
    'frame-arm'
    """
    return event.method.partition(":")[2].partition("+")[0]


def _relinked(events: Sequence[EventMention], instead: dict[str, str | None]) -> Iterator[EventMention]:
    """The events that stay. What takes up one that is left out takes up the one that tells of it, or nothing."""
    by_id = {e.id: e for e in events}
    for event in (e for e in events if e.id not in instead):
        if event.antecedent not in instead:
            yield event
            continue
        left = by_id[event.antecedent]
        told = by_id.get(instead[left.id] or "")
        # Its goods are those of the one that tells of it, not the words left out.
        kept = tuple(r for r in event.roles if r not in left.roles)
        kept += tuple(told.role("item")) if told and len(kept) < len(event.roles) else ()
        if told or any(r.name in _ROLES for r in kept):
            yield replace(event, roles=kept, antecedent=told.id if told else None)
        else:
            instead[event.id] = None


def _pair(event: EventMention, states: "States") -> tuple[tuple[str, ...], ...]:
    """The states that give and those that get."""
    return tuple(tuple(sorted(states.states_acting(event, name))) for name in _PARTIES)
