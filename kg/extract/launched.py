"""Launches that no rule has read and the trained network is sure of: that something was launched, by whom and when.

The network only points at words. Weapon, place, outcome, evidence and numbers are read by the rules, as of every event.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.building import States, in_order, innermost, mention_of
from kg.extract.candidates import Trigger
from kg.extract.dating import whens
from kg.extract.fillers import Filling, filling
from kg.extract.handed import METHOD
from kg.extract.modality import status
from kg.extract.roles import given
from kg.extract.takeups import in_sentence
from kg.extract.times import closed
from kg.extract.triggers import Reading
from kg.extract.undated import not_ahead
from kg.model import Attribution, EventMention, Mention, Quantity, Role, Span, When
from kg.tagger.happenings import AGENT, LAUNCH, TIME

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from kg.extract.setting import Moment, Setting
    from kg.lexicon.events import Events, Frame
    from kg.tagger.happenings import Happening

# How sure the network must be that a word tells of a launch, of who launched, of a time in the same sentence, and that
# two words tell of the same launch.
_SURE, _PARTY, _TIME, _SAME = 0.9, 0.7, 0.5, 0.5
# How sure it must be to be believed about what the rules read, and how little it must think of their agent.
_OTHER, _DOUBT = 0.9, 0.3
_KINDS = ("MissileLaunch", "SatelliteLaunch")
_NO_LAUNCH = ("ArtilleryFire", "BalloonLaunch", "DroneLaunch", "EngineTest", "NuclearTest", "UnderwaterTest")


@dataclass(frozen=True, slots=True)
class Found:
    """A word that tells of a launch, what the network reads around it, and where it stands."""

    token: "Token"
    happening: "Happening"
    scene: "Setting"

    def at(self, event: EventMention) -> bool:
        """Whether the word is the trigger of an event mention."""
        start = self.scene.paragraph.start + self.token.idx
        return event.trigger.start < start + len(self.token) and start < event.trigger.end

    def sees(self, event: EventMention) -> bool:
        first, last = self.happening.sight
        return first <= event.trigger.start < last

    def likeness(self, event: EventMention) -> float:
        """How sure the network is that it tells of the launch of an event mention."""
        return self.happening.scored((event.trigger.start, event.trigger.end), LAUNCH)


def launched(
    read: Sequence[tuple["Setting", Sequence[Reading]]],
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
    seen: Mapping[int, Sequence["Happening"]],
    made: Sequence[EventMention],
) -> list[EventMention]:
    """The events of a document with the network's launches; `read` holds each paragraph with its readings.

    What the rules read stays, but for who launched where the network is sure that it was somebody else, for a day that
    they did not find, and for a delivery to nobody where something was launched.
    """
    acting = {m: s for m in states.by_id.values() if (s := states.slug(m))}
    told = sorted(made, key=lambda e: (e.trigger.start, e.trigger.end, e.type, e.id))
    every: list[Found] = []
    for number, (scene, _) in enumerate(read):
        for found in _found(seen.get(number, ()), scene):
            every.append(found)
            launches = [e for e in told if scene.lexicon.events.is_a(e.type, "Launch")]
            own = [e for e in launches if found.at(e)]
            others = {e.when.span for e in launches if _is_another(e, own, found) and e.when and e.when.span}
            for event in own:
                # What takes up another launch has its agent and day.
                if not any(e.id == event.antecedent for e in launches):
                    told[told.index(event)] = _dated(_with_agent(event, found, acting, states), found, acting, others)
            if not own and found.happening.score >= _SURE and not any(_covers(e, found) for e in told):
                new = list(_events(found, acting, states, attributions, measured, launches))
                told = [*(e for e in told if not (new and _misread(e, found))), *new]
    return _alike(told, every, read[0][0].lexicon.events) if read else told


def _found(seen: Sequence["Happening"], scene: "Setting") -> Iterator[Found]:
    for happening in seen:
        if happening.is_launch:
            start, end = (place - scene.paragraph.start for place in happening.anchor)
            span = scene.paragraph.doc.char_span(start, end, alignment_mode="expand")
            if span is not None and len(span):
                yield Found(span[0], happening, scene)


def _misread(event: EventMention, found: Found) -> bool:
    """Whether the rules took the word for a delivery to nobody: "sent another missile towards the port"."""
    transfer = found.scene.lexicon.events.is_a(event.type, "Transfer")
    return transfer and found.at(event) and not any(event.role("recipient"))


def _is_another(event: EventMention, own: Sequence[EventMention], found: Found) -> bool:
    """Whether it tells of another launch than the word, of which the rules read `own`: then its day is not theirs."""
    other = bool(own) and event.type not in {e.type for e in own}
    return event.modality == "actual" and event not in own and (other or found.likeness(event) < _SAME)


def _covers(event: EventMention, found: Found) -> bool:
    """Whether an event mention tells of the launch already, in the same sentence, or of another thing that is fired."""
    events = found.scene.lexicon.events
    if not events.is_a(event.type, "Launch"):
        return found.at(event) and any(events.is_a(event.type, t) for t in _NO_LAUNCH)
    start, end = found.happening.anchor
    if any(r.span.start < end and start < r.span.end for r in event.role("weapon")):
        return True
    return in_sentence(event, found.token, found.scene) and found.likeness(event) >= _SAME


def _dated(event: EventMention, found: Found, acting: Mapping[Mention, str], others: Set[Span]) -> EventMention:
    """With the day that the rules did not find."""
    if event.when is not None or event.modality not in ("actual", "ongoing"):
        return event
    times = [w for w in _times(found, (), acting, _OTHER) if w.span not in others]
    when = not_ahead(times[0], found.scene.paragraph.document.published) if len(times) == 1 else None
    return replace(event, when=when, method=f"{event.method}+{METHOD} time") if when is not None else event


def _with_agent(event: EventMention, found: Found, acting: Mapping[Mention, str], states: States) -> EventMention:
    """Without an agent that the network does not believe in."""
    agent = _agent(found, acting) if event.polarity == "positive" else None
    if agent is None or _score(found, agent.span.start, agent.span.end, AGENT) < _OTHER:
        return event
    made = _launched_by(agent, event, found, states)
    return replace(made, method=f"{event.method}+{METHOD} agent") if made is not event else event


def _launched_by(agent: Mention, event: EventMention, found: Found, states: States) -> EventMention:
    """The event with another agent, unless it has that one or one that the network believes in as well."""
    believed = any(_score(found, r.span.start, r.span.end, AGENT) > _DOUBT for r in event.role("agent"))
    if believed or states.slug(agent) in states.states_acting(event, "agent"):
        return event
    named = states.standing_for(agent)
    kept = (r for r in event.roles if r.name != "agent")
    return replace(event, roles=in_order(*kept, Role("agent", named.span, named.id)))


def _score(found: Found, start: int, end: int, role: int) -> float:
    return found.happening.scored((start, end), role)


def _events(
    found: Found,
    acting: Mapping[Mention, str],
    states: States,
    attributions: Sequence[Attribution],
    measured: Sequence[Quantity],
    launches: Sequence[EventMention],
) -> Iterator[EventMention]:
    """A launch for each time that the word is told of; nothing where nobody knows what was launched or by whom."""
    scene = found.scene
    start = scene.paragraph.span(found.token.i, found.token.i + 1)
    taken = [e for e in launches if found.likeness(e) >= _SAME and e.modality != "generic"]
    before = [e for e in launches if e.trigger.start < start.start and e.modality in ("actual", "ongoing")]
    reading = _reading(_trigger(found.token, scene), scene, taken, sorted(before, key=lambda e: e.trigger.start))
    if reading is None:
        return
    agent = _agent(found, acting)
    within = innermost(start, attributions)
    for n, when in enumerate(_times(found, reading.roles, acting) or [None]):
        told = status(reading, scene, when)
        new = mention_of(reading, scene, states, None, told, within, measured)
        new = _launched_by(agent, new, found, states) if agent is not None else new
        when = not_ahead(when, scene.paragraph.document.published)
        extra = (n,) if n else ()
        if told.modality != "planned" and (any(new.role("agent")) or when is not None):
            yield replace(
                new,
                id=ids.digest("event-mention", start.document, new.type, start.start, start.end, METHOD, *extra),
                trigger=start,
                when=when,
                modality="actual",
                method=f"{METHOD}:{new.type}",
            )


def _trigger(token: "Token", scene: "Setting") -> Trigger:
    """The word itself if it is a verb or a noun that is no weapon, else the verb of its clause."""
    if token.pos_ in ("VERB", "AUX"):
        return Trigger(token, verbal=True)
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if token.i in scene.arms and verb is not None:
        return Trigger(verb, verbal=True)
    return Trigger(token, verbal=False)


def _reading(
    trigger: Trigger, scene: "Setting", taken: Sequence[EventMention], before: Sequence[EventMention]
) -> Reading | None:
    """How the plain frame of a launch reads the word: with what flies in its sentence, else in a launch that it takes
    up, else before it in the paragraph, else in the launch that was told last."""
    token, doc = trigger.token, scene.paragraph.doc
    ways = (
        _flying(token, token.sent, scene), _flown(token, taken),
        _flying(token, doc[: token.sent.start], scene), _flown(token, before[::-1]),
    )  # fmt: skip
    found = next(chain.from_iterable(ways), None)
    if found is None:
        return None
    kind, weapon = found
    frame = _plain(kind, scene)
    others = (f for f in given(frame, trigger, scene) if f.role != "weapon" and not f.role.startswith("_"))
    return Reading(trigger, frame, (weapon, *others))


def _plain(kind: str, scene: "Setting") -> "Frame":
    """The frame of a kind of launch that is named like it."""
    return next(f for f in scene.lexicon.events.frames if f.name == f.type == kind)


def _flying(token: "Token", words: "Words", scene: "Setting") -> Iterator[tuple[str, Filling]]:
    """The nearest weapon among some words as one that was launched, with the kind of launch; a satellite is launched by
    its rocket."""
    weapons = scene.lexicon.weapons
    near = [a for a in scene.arms.values() if words.start <= a.head < words.end]
    orbital = any(weapons.is_a(a.concept, k) for a in near for k in ("satellite", "satellite-launch-vehicle"))
    wanted = ("satellite", "rocket") if orbital else ("projectile",)
    kind = _KINDS[orbital]
    for arm in sorted(near, key=lambda a: (abs(a.head - token.i), a.head)):
        if any(weapons.is_a(arm.concept, k) for k in wanted):
            head = scene.paragraph.doc[arm.head]
            yield from ((kind, w) for a in _plain(kind, scene).of("weapon") if (w := filling(a, head, scene)))


def _flown(token: "Token", before: Sequence[EventMention]) -> Iterator[tuple[str, Filling]]:
    """What was launched in the launches told before, as what the word means."""
    for event in before:
        concepts = [r.concept for r in event.role("weapon") if r.concept]
        if event.type in _KINDS and concepts:
            yield event.type, Filling("weapon", token.i, token.i, token.i, concept=concepts[0])


def _agent(found: Found, acting: Mapping[Mention, str]) -> Mention | None:
    """Of the state that most speaks for as the one who launched, the nearest mention."""
    scores = {m: _score(found, m.span.start, m.span.end, AGENT) for m in acting}
    # Whom a pronoun stands for the rules may have got wrong.
    best = max(scores, key=lambda m: (scores[m] >= _PARTY and m.kind != "pronoun", scores[m], m.id), default=None)
    if best is None or scores[best] < _PARTY:
        return None
    same = (m for m in scores if acting[m] == acting[best] and scores[m] >= _PARTY)
    return min(same, key=lambda m: (m.kind == "pronoun", abs(m.span.start - found.happening.anchor[0]), m.id))


def _times(found: Found, roles: Sequence[Filling], acting: Mapping[Mention, str], least: float = _TIME) -> list[When]:
    """The times in the same sentence that the network takes for that of the launch, or that name it ("a June 26
    launch"), on the day where it was launched: at its site, else at the home of who launched."""
    scene, token = found.scene, found.token
    inside = [m for m in scene.moments if token.sent.start <= m.first < token.sent.end]
    own = [m for m in inside if _dates(m, found, least) or _names(m, token)]
    if not own:
        return []
    own = [replace(m, when=closed(m.when, scene.paragraph)) for m in own]
    agent, places = _agent(found, acting), scene.lexicon.places
    sites = (p.state for f in roles if f.role == "site" and (p := places.places.get(f.concept or "")))
    home = next(sites, None) or (acting[agent] if agent is not None else None)
    frame = _plain(_KINDS[0], scene)
    return whens(own, Reading(_trigger(token, scene), frame, ()), places.zone(home) if home else None, scene)


def _names(moment: "Moment", token: "Token") -> bool:
    """Whether a time stands before a noun that it belongs to."""
    root = token.doc[moment.root]
    return root.head == token and moment.last < token.i and token.pos_ not in ("VERB", "AUX")


def _dates(moment: "Moment", found: Found, least: float) -> bool:
    span = moment.when.span
    return span is not None and _score(found, span.start, span.end, TIME) >= least


def _alike(events: Sequence[EventMention], every: Sequence[Found], known: "Events") -> list[EventMention]:
    """The launches with how likely others in sight are the same."""
    launches = [e for e in events if known.is_a(e.type, "Launch")]
    scores: dict[str, dict[str, float]] = {}
    for found in every:
        for event in (e for e in launches if found.at(e)):
            others = (o for o in launches if o.trigger.start != event.trigger.start and found.sees(o))
            scores.setdefault(event.id, {}).update({o.id: round(found.likeness(o), 3) for o in others})
    return [replace(e, likeness=tuple(sorted(scores[e.id].items()))) if e.id in scores else e for e in events]
