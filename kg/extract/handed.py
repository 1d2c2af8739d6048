"""Transfers that no rule has read and the trained network is sure of: who gives which goods to whom.

The network only points at words. Time, modality, evidence and numbers are read by the rules, as of every event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.anaphors import compatible
from kg.extract.building import States, in_order, innermost, mention_of
from kg.extract.candidates import Trigger
from kg.extract.dating import moments_of
from kg.extract.evidence import evidence
from kg.extract.modality import status
from kg.extract.pointed import Pointed, pointed
from kg.extract.takeups import in_sentence
from kg.extract.triggers import Reading
from kg.extract.undated import not_ahead, times_of
from kg.model import Attribution, EventMention, Quantity, Role, Span

if TYPE_CHECKING:
    from kg.extract.setting import Setting
    from kg.tagger.happenings import Happening

METHOD = "network"
_SIDES = ("giver", "recipient")
# People and their skills are no goods among goods.
_APART = ("TroopDeployment", "Training")


def handed(
    read: Sequence[tuple["Setting", Sequence[Reading]]],
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
    seen: Mapping[int, Sequence["Happening"]],
    made: Sequence[EventMention],
) -> list[EventMention]:
    """The events of a document with the network's; `read` holds each paragraph with its readings.

    Goods that the rules left out of a transfer between the same two in the same sentence are added to it; elsewhere
    they are another mention of one that is told, or a transfer of their own where none between the two hands over such
    goods. What the rules read stays, but for parties that they guessed from the words around.
    """
    told = sorted(made, key=lambda e: (e.trigger.start, e.trigger.end, e.type, e.id))
    for number, (scene, found) in enumerate(read):
        fresh: list[Pointed] = []
        for goods in pointed(seen.get(number, ()), scene, states):
            if (by_rule := _told(goods, told, scene)) is not None:
                told[told.index(by_rule)] = _with_parties(by_rule, goods, states)
                continue
            between = [e for e in told if _is_between(e, goods, states, scene)]
            here = next((e for e in between if _beside(e, goods, scene)), None)
            known = [e for e in between if _hands_over(e, goods, scene)]
            if here is not None:
                told[told.index(here)] = _with_item(here, goods, scene, attributions)
            elif known:
                told += _again(_nearest(known, goods, scene), goods, scene, attributions)
            else:
                fresh.append(goods)
        told += _events(fresh, found, scene, states, attributions, measured)
    return told


def _told(goods: Pointed, told: Sequence[EventMention], scene: "Setting") -> EventMention | None:
    """The transfer that tells what became of the goods, if one was read."""
    place = scene.paragraph.start + goods.token.idx
    transfers = (e for e in told if scene.lexicon.events.is_a(e.type, "Transfer"))
    return next((e for e in transfers for r in e.role("item") if r.span.start <= place < r.span.end), None)


def _with_parties(event: EventMention, goods: Pointed, states: States) -> EventMention:
    """With the network's party where the rules read none, or guessed one from the words around, and agree otherwise."""
    guesses = event.method.partition("+")[2].replace("+", " ").split()
    other = [n for n in _SIDES if states.slug(goods.party(n)) not in states.states_acting(event, n)]
    sure = [n for n in other if any(event.role(n)) and not {n, "sides", "further"} & set(guesses)]
    if not other or sure or event.antecedent is not None or METHOD in guesses:
        return event
    kept = (r for r in event.roles if r.name not in other)
    new = (_side(name, goods) for name in other)
    return replace(event, roles=in_order(*kept, *new), method=f"{event.method}+{METHOD} {' '.join(other)}")


def _side(name: str, goods: Pointed) -> Role:
    mention = goods.party(name)
    return Role(name, mention.span, mention.id)


def _is_between(event: EventMention, goods: Pointed, states: States, scene: "Setting") -> bool:
    """Whether it is a transfer of such a kind between the two, which somebody says there is."""
    events = scene.lexicon.events
    kind = all(events.is_a(event.type, a) == events.is_a(goods.frame.type, a) for a in _APART)
    # "Sent soldiers as well as shells"
    kind = kind or event.trigger.start == scene.paragraph.start + _trigger(goods).token.idx
    kind = kind and events.is_a(event.type, "Transfer")
    same = all(states.slug(goods.party(n)) in states.states_acting(event, n) for n in _SIDES)
    return kind and same and event.modality != "generic" and event.polarity == "positive"


def _beside(event: EventMention, goods: Pointed, scene: "Setting") -> bool:
    """Whether the sentence tells of the event and the goods together, the goods not in a clause of their own ("food is
    part of it, and it may send missiles")."""
    alone = goods.token.dep_ in ("nsubj", "nsubjpass") and event.modality != "actual"
    again = event.antecedent is not None or not any(event.role("item"))
    return in_sentence(event, goods.token, scene) and not alone and not again


def _hands_over(event: EventMention, goods: Pointed, scene: "Setting") -> bool:
    """Whether it hands over such goods; "containers" hold whatever."""
    concepts = [r.concept for r in event.role("item") if r.concept]
    return _holds_any(goods) or any(compatible(goods.arm.concept, c, scene.lexicon) for c in concepts)


def _holds_any(goods: Pointed) -> bool:
    return goods.arm.concept == "good"


def _nearest(known: Sequence[EventMention], goods: Pointed, scene: "Setting") -> EventMention:
    """The last told before the goods, else the first behind them; what takes up another only where nothing else is."""
    place = scene.paragraph.start + goods.token.idx
    return min(known, key=lambda e: (e.antecedent is not None, e.trigger.start > place, abs(place - e.trigger.start)))


def _with_item(
    event: EventMention, goods: Pointed, scene: "Setting", attributions: Sequence[Attribution]
) -> EventMention:
    """With the goods as a further item; what bears them out is quoted up to them, if the same claim holds both."""
    words = _span(goods, scene)
    items = [Role("item", words, concept=goods.arm.concept)]
    items += [Role("system", words, concept=goods.arm.system)] if goods.arm.system else []
    within = innermost(words, attributions)
    start, end = min(event.evidence.start, words.start), max(event.evidence.end, words.end)
    joined = scene.paragraph.document.span(start, end) if event.within == (within.id if within else None) else None
    method = event.method if METHOD in event.method.split("+") else f"{event.method}+{METHOD} item"
    return replace(event, roles=in_order(*event.roles, *items), evidence=joined or event.evidence, method=method)


def _again(
    event: EventMention, goods: Pointed, scene: "Setting", attributions: Sequence[Attribution]
) -> Iterator[EventMention]:
    """A further mention of an event, for a claim about its goods; it adds the words and nothing else."""
    trigger = _span(goods, scene)
    within = innermost(trigger, attributions)
    if within is None:
        return
    yield replace(
        event, id=ids.digest("event-mention", trigger.document, event.type, trigger.start, trigger.end, METHOD),
        trigger=trigger, evidence=evidence(Reading(_trigger(goods), goods.frame, ()), scene, within), when=None,
        roles=in_order(*(r for n in ("item", *_SIDES) for r in event.role(n))), quantities=(), outcome=None,
        method=f"{METHOD}:again", within=within.id, antecedent=event.id, part_of=None,
    )  # fmt: skip


def _span(goods: Pointed, scene: "Setting") -> Span:
    return scene.paragraph.span(goods.arm.first, goods.arm.head + 1)


def _events(
    fresh: Sequence[Pointed],
    found: Sequence[Reading],
    scene: "Setting",
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
) -> Iterator[EventMention]:
    """One event for the goods of a sentence that go the same way."""
    groups: dict[tuple[object, ...], list[Pointed]] = {}
    for goods in fresh:
        apart = goods.frame.type if goods.frame.type in _APART else ""
        key = (goods.token.sent.start, apart, states.slug(goods.giver), states.slug(goods.recipient))
        groups.setdefault(key, []).append(goods)
    for group in groups.values():
        goods = group[0]
        reading = Reading(_trigger(goods), goods.frame, tuple(g.item for g in group))
        # The paragraph's times belong to what the rules read first.
        every = [*found, reading]
        times = times_of(len(found), every, moments_of(every, scene), scene, states)
        when = times[0] if times else None
        told = status(reading, scene, when)
        when = when if told.modality == "planned" else not_ahead(when, scene.paragraph.document.published)
        trigger = scene.paragraph.span(goods.token.i, goods.token.i + 1)
        made = mention_of(reading, scene, states, when, told, innermost(trigger, attributions), measured)
        yield replace(
            made,
            id=ids.digest("event-mention", trigger.document, made.type, trigger.start, trigger.end, METHOD),
            trigger=trigger,
            roles=in_order(*(r for r in made.roles if r.name not in _SIDES), *(_side(n, goods) for n in _SIDES)),
            method=f"{METHOD}:{made.type}",
        )


def _trigger(goods: Pointed) -> Trigger:
    """The verb of the clause in which the goods stand, else the goods."""
    verb = next((t for t in goods.token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return Trigger(verb, verbal=True) if verb is not None else Trigger(goods.token, verbal=False)
