"""Parties of a transfer that its own clause leaves out and the words around it give."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.anaphors import takes_up
from kg.extract.building import States
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading
    from kg.lexicon import Lexicon

_OTHER = {"giver": "recipient", "recipient": "giver"}


def completed(
    made: EventMention, reading: "Reading", scene: "Setting", before: Sequence[EventMention], states: States
) -> EventMention:
    """A transfer with the party that it lacks: the other one of an exchange told in the same sentence ("Russia wants
    shells from X, while X looks for help"), or who fired the weapons that are handed on."""
    missing = [r for r in _OTHER if not any(made.role(r))]
    if len(missing) != 1 or not scene.lexicon.events.is_a(made.type, "Transfer"):
        return made
    sentence = [e for e in before if _same_sentence(e, reading, scene)]
    found = _exchanged(made, missing[0], sentence, states)
    if found is None and missing[0] == "giver":
        found = _owner(made, reading, scene, sentence, states) or _owner(made, reading, scene, before, states)
    if found is None:
        return made
    return replace(made, roles=(*made.roles, found), method=f"{made.method}+{missing[0]}")


def _exchanged(made: EventMention, role: str, before: Sequence[EventMention], states: States) -> Role | None:
    mine = _actors(made, _OTHER[role], states)
    for event in reversed(before):
        parties = {name: _actors(event, name, states) for name in _OTHER}
        if mine and mine == parties[role] and parties[_OTHER[role]] and mine != parties[_OTHER[role]]:
            return replace(next(event.role(_OTHER[role])), name=role)
    return None


def _owner(
    made: EventMention, reading: "Reading", scene: "Setting", before: Sequence[EventMention], states: States
) -> Role | None:
    item = reading.first("item")
    if item is None or not takes_up(scene.paragraph.doc[item.head]):
        return None
    for event in reversed(before):
        agents = [r for r in event.roles if r.name in ("agent", "giver") and r.mention]
        weapons = any(scene.lexicon.events.is_a(event.type, t) for t in ("Launch", "WeaponsTest", "Transfer"))
        if weapons and agents and not _actors(event, agents[0].name, states) & _actors(made, "recipient", states):
            return replace(agents[0], name="giver")
    return None


def _actors(event: EventMention, role: str, states: States) -> frozenset[str]:
    """The states, or else actors, that fill a role."""
    found = (states.by_id.get(r.mention or "") for r in event.role(role))
    return frozenset(states.slug(m) or m.actor for m in found if m)


def _same_sentence(event: EventMention, reading: "Reading", scene: "Setting") -> bool:
    start = scene.paragraph.start
    return start + reading.token.sent.start_char <= event.trigger.start < start + reading.token.sent.end_char


# What a document's only launching state does where nobody else is named.
_DOERS = ("Launch", "WeaponsTest", "ArtilleryFire", "BalloonLaunch")


def with_agents(events: Sequence[EventMention], states: States, lexicon: "Lexicon") -> Iterator[EventMention]:
    """Launches and tests without an agent, with the only state that launches anything in this document."""
    ours = [e for e in events if any(lexicon.events.is_a(e.type, t) for t in _DOERS)]
    agents = [r for e in ours for r in e.role("agent") if r.mention]
    doers = {states.slug(m) or m.actor for r in agents if (m := states.by_id.get(r.mention or ""))}
    only = agents[0] if len(doers) == 1 else None
    for event in events:
        bare = event in ours and event.modality != "generic" and not any(event.role("agent"))
        if only is None or not bare:
            yield event
        else:
            near = min(agents, key=lambda r: (abs(r.span.start - event.trigger.start), r.span.start))
            yield replace(event, roles=(*event.roles, near), method=f"{event.method}+agent")
