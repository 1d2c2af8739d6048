"""What comes back for a transfer, and the other side of a transfer that only the rest of the document names."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.anaphors import antecedent, takes_up
from kg.extract.building import OTHER, States
from kg.extract.bystanders import NEAR, without_guess
from kg.extract.fillers import Filling, filling
from kg.extract.implied import frame_of
from kg.extract.prepositions import is_price
from kg.extract.wholes import with_conjuncts
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading
    from kg.lexicon import Lexicon
    from kg.lexicon.events import Argument

# Characters before an event within which who else is spoken of may take part in it.
_NEAR = 300
# Words of a party that is no state: "to any country", "Western weapons".
_ANYBODY = re.compile(
    r"\b(?:to|from|with|by) (?:any|other|others|third|anybody|anyone|another (?:country|state|nation|party))\b"
    r"|\b(?:to|from) (?:either|both)\b"
    r"|(?-i:\bWestern)[ -](?:\w+ )?(?:supplied|made|weapons|arms|aid|missiles|rockets|shells|tanks|drones|military)\b"
    # "Its arms exports to its satellites"
    r"|\b(?:to|for) (?:its|their|our|his|her) (?:\w+ )?(?:allies|partners|countries|neighbou?rs|clients|friends)\b",
    re.I,
)


def prices(
    made: EventMention, reading: "Reading", before: Sequence[EventMention], scene: "Setting"
) -> Iterator[EventMention]:
    """The transfer the other way: "got help from Russia in exchange for ammunition"."""
    if not scene.lexicon.events.is_a(made.type, "Transfer") or made.antecedent:
        return
    for token, price in _prices(reading):
        found = _kind(price, scene)
        if not found or any(token.i - reading.token.i > token.i - t.i > 0 for t in _handing(reading, scene)):
            continue
        kind, items = found
        trigger = scene.paragraph.span(token.i, token.i + 1)
        known = all(takes_up(g) and _told(f, before, scene) for g, f in zip(price, items, strict=False))
        turned = tuple(replace(r, name=OTHER[r.name]) for r in made.roles if r.name in OTHER)
        goods = tuple(
            Role("item", scene.paragraph.span(f.first, f.last + 1), f.mention.id if f.mention else None, f.concept)
            for f in items
        )
        yield replace(
            made,
            id=ids.digest("event-mention", trigger.document, kind, trigger.start, trigger.end, "price"),
            type=kind, trigger=trigger, roles=(*turned, *goods), quantities=(), outcome=None, method="noun:price",
            # "In return for the shells": those that it has sent.
            modality="actual" if known else made.modality,
        )  # fmt: skip


def _told(goods: Filling, before: Sequence[EventMention], scene: "Setting") -> bool:
    return goods.concept is not None and bool(antecedent(["Transfer"], goods.concept, before, scene.lexicon, near=True))


def _prices(reading: "Reading") -> Iterator[tuple["Token", list["Token"]]]:
    """ "In exchange for X", "as payment for X" behind the trigger: the noun and the heads of X."""
    for token in reading.token.sent:
        inside = token.i > reading.token.i and is_price(token)
        goods = [o for p in token.children if p.lower_ == "for" for o in p.children if o.dep_ == "pobj"]
        if inside and goods:
            yield token, with_conjuncts(goods)


def _handing(reading: "Reading", scene: "Setting") -> list["Token"]:
    """Verbs of the sentence that may tell of a transfer themselves."""
    verbs = scene.lexicon.events.by_verb
    kinds = scene.lexicon.events
    return [
        t
        for t in reading.token.sent
        if t.pos_ == "VERB" and any(kinds.is_a(f.type, "Transfer") for _, f in verbs.get(t.lemma_.lower(), ()))
    ]


def _kind(goods: Sequence["Token"], scene: "Setting") -> tuple[str, list[Filling]] | None:
    """The type of transfer whose items most of the goods are, the narrowest of several."""
    events = scene.lexicon.events
    frames = {f.name: f for fs in events.by_verb.values() for _, f in fs if f.name == f.type}
    items: list[tuple[int, str, Argument]] = []
    for name in sorted(frames):
        argument = next((a for a in frames[name].of("item") if a.required), None)
        if argument and events.is_a(name, "Transfer"):
            items.append((frames[name].depth, name, argument))
    found = [
        (name, fits)
        for _, name, argument in sorted(items, key=lambda e: (_width(e[2], scene), e[0], e[1]))
        if (fits := [f for g in goods if (f := filling(argument, g, scene))])
    ]
    return max(found, key=lambda e: len(e[1]), default=None)


def _width(argument: "Argument", scene: "Setting") -> int:
    """How many kinds of goods fit: fewer are narrower."""
    concepts = scene.lexicon.weapons.concepts
    return sum(any(scene.lexicon.weapons.is_a(c, f) for f in argument.fillers) for c in concepts)


def with_counterparts(events: Sequence[EventMention], states: States, lexicon: "Lexicon") -> Iterator[EventMention]:
    """Transfers that name one side, with the only state that is the other side of that one in this document: of what
    goes the same way, else of what comes back, else as the giver the only state that launches or tests anything."""
    guessed = {e.id: e for e in events if NEAR in e.method}
    events = [without_guess(e) if e.id in guessed else e for e in events]
    ours = [e for e in events if lexicon.events.is_a(e.type, "Transfer")]
    whole = [e for e in ours if all(states.states_acting(e, name) for name in OTHER)]
    fighting = {s for e in events if any(e.role("target")) for s in states.states_acting(e, "agent")}
    lone = {f.name for f in lexicon.events.frames if f.one_of == ("recipient",)}
    allied, opposite = lexicon.events.marked("_alliance"), lexicon.events.marked("_opposite")
    asked = allied | opposite
    for event in (_as_before(e, whole, lexicon, opposite) if _without_sides(e, ours, asked) else e for e in events):
        missing = [name for name in OTHER if not any(event.role(name))]
        bare = event in ours and len(missing) == 1 and any(event.role("item")) and event.modality != "generic"
        bare = bare and not (event.polarity == "negative" and event.modality == "planned")
        named = bare and not _ANYBODY.search(event.evidence.text)
        role = (
            _only(event, missing[0], whole, fighting, states) or _maker(event, missing[0], events, whole, states)
            if named
            else None
        )
        if role is None and missing == ["recipient"] and frame_of(event) in lone:
            continue
        if role is None:
            yield guessed.get(event.id, event) if named else event
        else:
            yield replace(event, roles=(*event.roles, role), method=f"{event.method}+only {role.name}")


def _without_sides(event: EventMention, ours: Sequence[EventMention], allied: Set[str]) -> bool:
    return frame_of(event) in allied or (
        event in ours and not event.antecedent and not any(r.name in OTHER for r in event.roles)
    )


def _as_before(
    event: EventMention, whole: Sequence[EventMention], lexicon: "Lexicon", opposite: Set[str]
) -> EventMention:
    """Soldiers or arms of whom nobody says who sends them where, with the sides of those told of before them: "it has
    sent shells to Russia. A further 3,000 troops were deployed last year"; "in the other direction" turns them."""
    if any(r.name in OTHER for r in event.roles):
        return event
    alike = [e for e in whole if any(lexicon.events.is_a(e.type, t) for t in ("ArmsTransfer", "TroopDeployment"))]
    last = next((e for e in reversed(alike) if e.trigger.start < event.trigger.start), None)
    sides = [r for name in OTHER for r in last.role(name)] if last else []
    if frame_of(event) in opposite:
        sides = [replace(r, name=OTHER[r.name]) for r in sides]
    return replace(event, roles=(*event.roles, *sides), method=f"{event.method}+sides") if sides else event


def _only(
    event: EventMention, missing: str, whole: Sequence[EventMention], fighting: Set[str], states: States
) -> Role | None:
    mine = states.states_acting(event, OTHER[missing])
    for here, there in ((OTHER[missing], missing), (missing, OTHER[missing])):
        alike = [e for e in whole if mine and states.states_acting(e, here) == mine]
        sides = {states.states_acting(e, there) for e in alike} - {mine}
        if len(sides) == 1:
            near = min(alike, key=lambda e: (abs(e.trigger.start - event.trigger.start), e.trigger.start))
            return replace(next(near.role(there)), name=missing)
        if sides:
            return None
    # All that anybody gives here goes to one state; but who else helps one that fires at others is not to be guessed.
    sure = [e for e in whole if e.modality in ("actual", "ongoing")]
    others = {s: next(e.role(missing)) for e in sure for s in states.states_acting(e, missing) - mine}
    lone = next(iter(others.items())) if len(others) == 1 and missing == "recipient" else None
    return lone[1] if lone and lone[0] not in fighting and _named_near(event, lone[0], states) else None


def _named_near(event: EventMention, state: str, states: States) -> bool:
    """Whether the words just before an event name the state."""
    at = event.trigger.start
    near = (m for m in states.by_id.values() if m.kind == "name" and at - _NEAR <= m.span.start < at)
    return any(states.slug(m) == state for m in near)


def _maker(
    event: EventMention, missing: str, events: Sequence[EventMention], whole: Sequence[EventMention], states: States
) -> Role | None:
    """The one state that tries out arms in a document: they are its arms ("a test ahead of arms exports to Russia"),
    and it is helped with them ("Moscow had supplied the engine")."""
    kinds = states.lexicon.events
    tried = [e for e in events if any(kinds.is_a(e.type, t) for t in ("Launch", "WeaponsTest"))]
    makers = {s: r for e in tried for r in e.role("agent") if (s := states.slug(states.by_id.get(r.mention or "")))}
    arms = kinds.is_a(event.type, "ArmsTransfer")
    if missing == "recipient":
        # Whole weapons go to it only where the words before speak of it: others get some too.
        arms = event.type != "TroopDeployment" and (not arms or any(_named_near(event, m, states) for m in makers))
    others = {s for e in whole for s in states.states_acting(e, "recipient")} - set(makers)
    if missing == "recipient" and others and not others & states.states_acting(event, "giver"):
        # What all others give goes to somebody else: "China has been accused of providing machine tools".
        return None
    if not arms or len(makers) != 1 or set(makers) & states.states_acting(event, OTHER[missing]):
        return None
    return replace(next(iter(makers.values())), name=missing)
