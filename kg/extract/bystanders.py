"""Who else is spoken of around a transfer and may be its other side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import wholes
from kg.extract.building import OTHER, States
from kg.model import Attribution, EventMention, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

# How a party that only stands in the same sentence is marked, until the document is known to name no other.
NEAR = "+near "
# Verbs and nouns of dealing with somebody: "has turned to Oslo", "talks with Oslo".
_DEALING = frozenset({
    "turn", "look", "rely", "depend", "lean", "appeal", "deal", "talk", "negotiate", "negotiation", "cooperate",
    "cooperation", "discussion", "agreement", "contract", "pact", "treaty", "partnership",
    "alliance", "trade", "delegation", "ask",
})  # fmt: skip


def without_guess(event: EventMention) -> EventMention:
    """Without the party that merely stands in the same sentence."""
    method, near, rest = event.method.partition(NEAR)
    if not near:
        return event
    role, more, after = rest.partition("+")
    return replace(event, roles=tuple(r for r in event.roles if r.name != role), method=method + more + after)


def party(role: str, head: "Token", made: EventMention, scene: "Setting", states: States) -> Role | None:
    """The state that a noun names or whose it is, if it is not already the other party."""
    mention = scene.mention(head) or next((m for o in wholes.owners(head) if (m := scene.mention(o))), None)
    if mention is None:
        return None
    state = states.standing_for(mention)
    other = states.acting(made, OTHER[role])
    return Role(role, mention.span, state.id) if states.slug(state) and states.slug(state) not in other else None


def spoken_of(
    made: EventMention,
    reading: "Reading",
    role: str,
    within: Attribution | None,
    scene: "Setting",
    told: Sequence[EventMention],
    states: States,
) -> Role | None:
    """The only other state that the sentence, or else the one before, speaks of as taking part: "has turned to Oslo,
    which offers rockets"."""
    item = reading.first("item")
    if item is None or made.modality == "generic" or made.polarity == "negative":
        return None
    if role == "recipient" and any(c.pos_ == "PRON" for c in reading.token.children if c.dep_ in ("dobj", "dative")):
        # "Rewarded him with missiles": whoever he is.
        return None
    speaking = {states.slug(states.by_id.get(c)) for c in (within.claimants if within else ())}
    shut = speaking | _only_other(role, told, states)
    sentence = reading.token.sent
    before = sentence[0].nbor(-1).sent if sentence.start else None
    for here in (sentence, before) if before is not None else (sentence,):
        found: dict[str | None, Role] = {}
        for token in (t for t in here if _takes_part(t, reading, scene)):
            side = party(role, token, made, scene, states)
            mention = states.by_id.get(side.mention or "") if side else None
            if side and mention and states.slug(mention) not in shut:
                found.setdefault(states.slug(mention), side)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _only_other(role: str, told: Sequence[EventMention], states: States) -> frozenset[str]:
    """The states that were told to be on the other side of transfers, and never on this one."""
    there = {s for e in told for s in states.states_acting(e, OTHER[role])}
    return frozenset(there - {s for e in told for s in states.states_acting(e, role)})


def _takes_part(token: "Token", reading: "Reading", scene: "Setting") -> bool:
    """Whether the words make somebody a party of what the sentence tells: what it is done with or to, who does the main
    thing; not who is quoted."""
    if token.dep_ == "pobj":
        return token.head.lower_ in ("with", "to", "on", "upon") and token.head.head.lemma_ in _DEALING
    does = token.dep_ in ("nsubj", "nsubjpass") and token.head.i not in scene.cues
    if does and token.sent == reading.token.sent:
        # "Ukraine shot down drones that were sold in 2022": only the clause above that deals with the giver.
        inner = any(t.dep_ in ("relcl", "acl") for t in (reading.token, *reading.token.ancestors))
        return token.head.is_ancestor(reading.token) and (not inner or token.head.lemma_ in _DEALING)
    return does
