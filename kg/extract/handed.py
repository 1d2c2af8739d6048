"""Transfers that no rule has read and the trained network is sure of: who gives which goods to whom.

The network only points at words: goods that the ontology knows, and mentions of two states. Time, modality, evidence
and numbers are read by the rules, as of every event.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract import wholes
from kg.extract.anaphors import compatible
from kg.extract.arms import Arm
from kg.extract.building import States, innermost, mention_of
from kg.extract.candidates import Trigger
from kg.extract.dating import moments_of, whens, zone_of
from kg.extract.evidence import evidence
from kg.extract.fillers import Filling, filling
from kg.extract.modality import status
from kg.extract.triggers import Reading
from kg.model import Attribution, EventMention, Mention, Quantity, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.lexicon.events import Frame
    from kg.tagger.handovers import Handover
    from kg.tagger.reader import Handovers
    from kg.text import ParsedText

METHOD = "network"
# How sure the network must be that goods change hands, and of each party.
_SURE, _PARTY = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """The network and what it is shown of a document: place and normalised text of each paragraph."""

    network: "Handovers"
    parts: tuple[tuple[int, str], ...]

    @classmethod
    def about(cls, parsed: "ParsedText", network: "Handovers") -> "Asked":
        return cls(network, tuple((p.start, p.text) for p in parsed.paragraphs))

    def of(self, scene: "Setting") -> list["Handover"]:
        """What the network reads in a paragraph; nothing where no goods are named."""
        if all(a.modifier for a in scene.arms.values()):
            return []
        number = next(n for n, (start, _) in enumerate(self.parts) if start == scene.paragraph.start)
        return self.network.read_in(self.parts, number)


@dataclass(frozen=True, slots=True)
class Parties:
    giver: Mention
    recipient: Mention


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods that change hands, by the token that heads them, with the plain frame of such transfers."""

    token: "Token"
    arm: Arm
    frame: "Frame"


def handed(
    scenes: Sequence["Setting"],
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
    asked: Asked,
    made: Sequence[EventMention],
) -> list[EventMention]:
    """The events of a document with the network's. Goods that the rules left out of a transfer between the same two in
    the same sentence are added to it; elsewhere they are another mention of one that was told, or a transfer of their
    own where none between the two hands over such goods."""
    told = list(made)
    for scene in scenes:
        fresh: list[tuple[Goods, Parties]] = []
        seen: set[int] = set()
        for handover in asked.of(scene):
            goods = _goods(handover, scene)
            parties = _parties(handover, states) if goods else None
            if goods is None or parties is None or goods.token.i in seen:
                continue
            # "Containers of shells" may be pointed at twice.
            seen.add(goods.token.i)
            if (rule := _told(goods, told, scene)) is not None:
                told[told.index(rule)] = _with_parties(rule, parties, states)
                continue
            between = [e for e in told if _is_between(e, parties, states, scene)]
            here = [e for e in between if _beside(e, goods, scene)]
            known = [e for e in between if _hands_over(e, goods, scene)]
            alike = [e for e in here if e.type == goods.frame.type]
            if alike or (here and not known):
                one = (alike or here)[0]
                told[told.index(one)] = _with_item(one, goods, scene)
            elif known:
                told.append(_again(known[0], goods, scene, attributions))
            else:
                fresh.append((goods, parties))
        told += _events(fresh, scene, states, attributions, measured)
    return told


def _goods(handover: "Handover", scene: "Setting") -> Goods | None:
    """The goods that the network points at, if the ontology knows them; in "containers of shells" the shells."""
    if handover.score < _SURE:
        return None
    start, end = (place - scene.paragraph.start for place in handover.goods)
    span = scene.paragraph.doc.char_span(start, end, alignment_mode="expand")
    at = span[0].i if span is not None and len(span) else -1
    arm = next((a for a in scene.arms.values() if a.first <= at <= a.head and not a.modifier), None)
    if arm is None:
        return None
    inner = wholes.unwrapped(scene.paragraph.doc[arm.head])
    arm = scene.arms.get(inner.i, arm)
    token = scene.paragraph.doc[arm.head]
    if token.i and token.nbor(-1).text == "-":
        # "Anti-tank", where the parser takes the word for a tank.
        return None
    frame = _frame(token, scene)
    return Goods(token, arm, frame) if frame else None


def _parties(handover: "Handover", states: States) -> Parties | None:
    """The mentions of two states that the network takes for giver and recipient."""
    known = [m for m in states.by_id.values() if states.slug(m)]
    giving = {m.id: handover.giving((m.span.start, m.span.end)) for m in known}
    receiving = {m.id: handover.receiving((m.span.start, m.span.end)) for m in known}
    far = {m.id: abs(m.span.start - handover.goods[0]) for m in known}
    giver = max(known, key=lambda m: (giving[m.id], -far[m.id], m.id), default=None)
    others = [m for m in known if giver and states.slug(m) != states.slug(giver)]
    recipient = max(others, key=lambda m: (receiving[m.id], -far[m.id], m.id), default=None)
    if giver is None or recipient is None or min(giving[giver.id], receiving[recipient.id]) < _PARTY:
        return None
    return Parties(states.standing_for(giver), states.standing_for(recipient))


def _told(goods: Goods, told: Sequence[EventMention], scene: "Setting") -> EventMention | None:
    """The transfer that tells what became of the goods, if one was read."""
    place = scene.paragraph.start + goods.token.idx
    transfers = (e for e in told if scene.lexicon.events.is_a(e.type, "Transfer"))
    return next((e for e in transfers for r in e.role("item") if r.span.start <= place < r.span.end), None)


def _with_parties(event: EventMention, parties: Parties, states: States) -> EventMention:
    """With the network's party where the rules read none, or guessed one from the words around, and agree otherwise."""
    sides = {"giver": parties.giver, "recipient": parties.recipient}
    guesses = event.method.partition("+")[2]
    own = {name: {states.slug(states.by_id.get(r.mention or "")) for r in event.role(name)} for name in sides}
    other = {name for name, mention in sides.items() if states.slug(mention) not in own[name]}
    sure = {name for name in other if own[name] and not any(g in guesses for g in (name, "sides", "further"))}
    if not other or sure or event.antecedent is not None or METHOD in guesses:
        return event
    kept = (r for r in event.roles if r.name not in other)
    new = (Role(name, sides[name].span, sides[name].id) for name in sorted(other))
    return replace(
        event,
        roles=tuple(sorted((*kept, *new), key=_in_order)),
        method=f"{event.method}+{METHOD} {' '.join(sorted(other))}",
    )


def _is_between(event: EventMention, parties: Parties, states: States, scene: "Setting") -> bool:
    sides = ((event.role("giver"), parties.giver), (event.role("recipient"), parties.recipient))
    same = (states.slug(m) in {states.slug(states.by_id.get(r.mention or "")) for r in rs} for rs, m in sides)
    return scene.lexicon.events.is_a(event.type, "Transfer") and event.modality != "generic" and all(same)


def _hands_over(event: EventMention, goods: Goods, scene: "Setting") -> bool:
    """Whether it hands over such goods; "containers" hold whatever."""
    concepts = [r.concept for r in event.role("item") if r.concept]
    return goods.arm.concept == "good" or any(compatible(goods.arm.concept, c, scene.lexicon) for c in concepts)


def _beside(event: EventMention, goods: Goods, scene: "Setting") -> bool:
    """Whether the sentence tells of the event and the goods together, the goods not in a clause of their own ("food is
    part of it, and it may send missiles")."""
    start, sentence = scene.paragraph.start, goods.token.sent
    inside = start + sentence.start_char <= event.trigger.start < start + sentence.end_char
    alone = goods.token.dep_ in ("nsubj", "nsubjpass") and event.modality != "actual"
    again = event.antecedent is not None or not any(event.role("item"))
    return inside and not alone and not again


def _with_item(event: EventMention, goods: Goods, scene: "Setting") -> EventMention:
    item = Role("item", _span(goods, scene), concept=goods.arm.concept)
    method = event.method if METHOD in event.method else f"{event.method}+{METHOD} item"
    return replace(event, roles=tuple(sorted((*event.roles, item), key=_in_order)), method=method)


def _again(event: EventMention, goods: Goods, scene: "Setting", attributions: Sequence[Attribution]) -> EventMention:
    """A further mention of an event, which adds the words and nothing else."""
    trigger = _span(goods, scene)
    within = innermost(trigger, attributions)
    reading = Reading(_trigger(goods.token), goods.frame, ())
    # "Seven thousand containers": of what they held.
    items = (Role("item", trigger, concept=goods.arm.concept),) if goods.arm.concept != "good" else ()
    return replace(
        event, id=ids.digest("event-mention", trigger.document, event.type, trigger.start, trigger.end, METHOD),
        trigger=trigger, evidence=evidence(reading, scene, within), when=None, quantities=(), outcome=None,
        roles=(*items, *event.role("giver"), *event.role("recipient")),
        method=f"{METHOD}:again", within=within.id if within else None, antecedent=event.id, part_of=None,
    )  # fmt: skip


def _span(goods: Goods, scene: "Setting") -> Span:
    return scene.paragraph.span(goods.arm.first, goods.arm.head + 1)


def _in_order(role: Role) -> tuple[int, int, str]:
    return role.span.start, role.span.end, role.name


def _events(
    fresh: Sequence[tuple[Goods, Parties]],
    scene: "Setting",
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
) -> Iterator[EventMention]:
    """One event for the goods of a sentence that go the same way."""
    groups: dict[tuple[int, str, str | None, str | None], list[tuple[Goods, Parties]]] = {}
    for goods, parties in fresh:
        key = (goods.token.sent.start, goods.frame.type, states.slug(parties.giver), states.slug(parties.recipient))
        groups.setdefault(key, []).append((goods, parties))
    for group in groups.values():
        goods, parties = group[0]
        items = tuple(f for g, _ in group if (f := _item(goods.frame, g.token, scene)))
        reading = Reading(_trigger(goods.token), goods.frame, items)
        times = whens(moments_of([reading], scene)[0], reading, zone_of(reading, scene, states), scene)
        when = times[0] if times else None
        trigger = scene.paragraph.span(goods.token.i, goods.token.i + 1)
        within = innermost(trigger, attributions)
        made = mention_of(reading, scene, states, when, status(reading, scene, when), within, measured)
        sides = (
            Role("giver", parties.giver.span, parties.giver.id),
            Role("recipient", parties.recipient.span, parties.recipient.id),
        )
        kept = (r for r in made.roles if r.name not in ("giver", "recipient"))
        yield replace(
            made,
            id=ids.digest("event-mention", trigger.document, made.type, trigger.start, trigger.end, METHOD),
            trigger=trigger,
            roles=tuple(sorted((*kept, *sides), key=_in_order)),
            method=f"{METHOD}:{made.type}",
        )


def _trigger(goods: "Token") -> Trigger:
    """The verb of the clause in which the goods stand, else the goods."""
    verb = next((t for t in goods.ancestors if t.pos_ == "VERB"), None)
    return Trigger(verb, verbal=True) if verb is not None else Trigger(goods, verbal=False)


def _frame(goods: "Token", scene: "Setting") -> "Frame | None":
    """The plain frame of the kind of transfer that hands over such goods."""
    events = scene.lexicon.events
    plain = (f for _, f in events.by_verb.get("send", ()) if f.name == f.type and events.is_a(f.type, "Transfer"))
    fitting = (f for f in sorted(plain, key=lambda f: (-f.depth, f.name)) if _item(f, goods, scene))
    return next(fitting, None)


def _item(frame: "Frame", goods: "Token", scene: "Setting") -> Filling | None:
    return next((f for a in frame.of("item") if (f := filling(a, goods, scene))), None)
