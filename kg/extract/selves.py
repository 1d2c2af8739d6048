"""Transfers that would give to who gives: nobody hands over anything to himself."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.origins import origins
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from kg.extract.building import States
    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

_PARTIES = ("giver", "recipient")


def without_itself(made: EventMention, reading: "Reading", scene: "Setting", states: "States") -> EventMention:
    """The transfer without the pronoun or noun that would make it one to itself: that stands for somebody else, for the
    one other state that the sentence names before it ("Russia is close to accepting Iran and will share technology with
    it"). Whose soldiers are sent by another one are given to that one ("Russia deployed North Korean troops")."""
    if not to_itself(made, states):
        return made
    parties = [r for r in made.roles if r.name in _PARTIES]
    wrong = [r for r in parties if not _named(r, states)]
    if len(wrong) == 1:
        meant = _other(wrong[0], reading, scene, states)
        kept = tuple(r for r in made.roles if r is not wrong[0])
        return replace(made, roles=(*kept, meant) if meant else kept)
    owner = _owner_of_goods(made, reading, scene, states)
    if owner is None:
        return made
    return replace(made, roles=(*(r for r in made.roles if r.name != "giver"), owner))


def to_itself(made: EventMention, states: "States") -> bool:
    """Whether giver and recipient are one state or actor."""
    giver, recipient = (states.acting(made, name) for name in _PARTIES)
    return bool(giver & recipient)


def _named(role: Role, states: "States") -> bool:
    """Whether the words of the role hold a name."""
    return any(m.kind == "name" and role.span.covers(m.span) for m in states.by_id.values()) or not any(
        m.span == role.span for m in states.by_id.values()
    )


def _other(role: Role, reading: "Reading", scene: "Setting", states: "States") -> Role | None:
    """The one other state named in the sentence before the words of the role."""
    start = scene.paragraph.start + reading.token.sent.start_char
    itself = states.slug(states.by_id.get(role.mention or ""))
    before = [m for m in states.by_id.values() if m.kind == "name" and start <= m.span.start < role.span.start]
    others = {s: m for m in before if (s := states.slug(m)) and s != itself}
    return Role(role.name, role.span, states.standing_for(*others.values()).id) if len(others) == 1 else None


def _owner_of_goods(made: EventMention, reading: "Reading", scene: "Setting", states: "States") -> Role | None:
    """The other state whose goods or soldiers they are."""
    same = states.acting(made, "recipient")
    for item in (f for f in reading.roles if f.role == "item"):
        for owner in origins(scene.paragraph.doc[item.head]):
            mention = scene.mention(owner)
            state = states.slug(mention)
            if mention is not None and state and state not in same:
                return Role("giver", mention.span, states.standing_for(mention).id)
    return None
