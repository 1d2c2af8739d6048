"""Events in text: trigger words with roles, time, quantities and how they are told, earlier mentions taken up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg import ids
from kg.extract import prepositions, quantities
from kg.extract.anaphors import FURTHER, antecedent, points_near, takes_up
from kg.extract.arms import Arm
from kg.extract.building import States, innermost, mention_of, voice
from kg.extract.coasts import with_seas
from kg.extract.dated import by_day
from kg.extract.dating import moments_of
from kg.extract.exchanges import prices, with_counterparts
from kg.extract.gapping import with_gapped
from kg.extract.handed import handed
from kg.extract.implied import settled
from kg.extract.launched import launched
from kg.extract.launchers import with_agents
from kg.extract.links import current, linked, on_day, retyped, told_like, without_pronoun
from kg.extract.modality import status
from kg.extract.numerals import number, ordinal
from kg.extract.parties import by_media, completed, other_parties, with_origin
from kg.extract.parts import link_parts
from kg.extract.roles import given
from kg.extract.selves import to_itself
from kg.extract.setting import Moment, Setting, setting
from kg.extract.sifting import free, one_per_weapon
from kg.extract.takeups import pointers, things
from kg.extract.times import closed
from kg.extract.triggers import Reading, readings
from kg.extract.undated import announced, at_once, not_ahead, times_of, with_days
from kg.model import Attribution, EventMention, Mention, Quantity, When

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.tagger.reader import Happenings
    from kg.text import ParsedText

_TRIES = frozenset({"attempt", "try", "bid"})
# "A repeat launch in August" follows one in May, which is background itself.
_AGAIN = frozenset({"repeat", "repeated", "another", "similar", "subsequent"})


@dataclass(frozen=True, slots=True)
class Material:
    """What the steps before found in the document."""

    attributions: Sequence[Attribution]
    states: States
    measured: Sequence[Quantity]
    lexicon: "Lexicon"


def event_mentions(
    parsed: "ParsedText",
    mentions: Sequence[Mention],
    times: Sequence[When],
    attributions: Sequence[Attribution],
    lexicon: "Lexicon",
    happenings: "Happenings | None" = None,
) -> tuple[EventMention, ...]:
    """Every event that the text speaks of, in text order; `happenings` reads beside the rules."""
    states = States.of(mentions, lexicon)
    material = Material(attributions, states, quantities.quantities(parsed), lexicon)
    cues = [c for a in attributions for c in a.cue]
    made: list[EventMention] = []
    read: list[tuple[Setting, Sequence[Reading]]] = []
    last: Arm | None = None
    for paragraph in parsed.paragraphs:
        scene = setting(paragraph, lexicon, mentions, times, cues, last)
        found = one_per_weapon(free(readings(scene), scene), scene)
        read.append((scene, found))
        made += _of_paragraph(found, scene, material, made)
        last = next((a for _, a in sorted(scene.arms.items(), reverse=True) if not a.modifier), last)
    # A word that is both a verb's and a noun's trigger ("testing") is one mention: the reading with more roles.
    whole = list(with_counterparts(list(with_agents(made, material.states, lexicon)), material.states, lexicon))
    done = _once(settled(whole, material.states, lexicon))
    if happenings:
        parts = [(p.start, p.text) for p in parsed.paragraphs]
        seen = happenings.read_in(parts, [n for n, (scene, found) in enumerate(read) if _asks(scene, found)])
        done = launched(read, states, attributions, material.measured, seen, done)
        done = handed(read, states, attributions, material.measured, seen, done)
    told = sorted(with_seas(done, material.states, lexicon), key=lambda e: e.trigger.start)
    dated = list(with_days(told, parsed.document, lexicon))
    by_id = {e.id: e for e in _once(at_once(dated, parsed.document, lexicon))}
    # What an event took up may have been left out since: then it takes up nothing.
    held = (e if e.antecedent in by_id else replace(e, antecedent=None) for e in by_id.values())
    return tuple(sorted(held, key=lambda e: (e.trigger.start, e.trigger.end, e.type, e.id)))


def _asks(scene: Setting, found: Sequence[Reading]) -> bool:
    """Whether the network is asked about a paragraph: one that names weapons or goods, or tells of launches."""
    return bool(scene.arms) or any(scene.lexicon.events.is_a(r.frame.type, "Launch") for r in found)


def _once(events: Iterable[EventMention]) -> list[EventMention]:
    """Each mention once, that with the most roles."""
    return list({e.id: e for e in sorted(events, key=lambda e: len(e.roles))}.values())


def _of_paragraph(
    found: Sequence[Reading], scene: Setting, material: Material, before: Sequence[EventMention]
) -> list[EventMention]:
    made, moments = _told(found, scene, material, before)
    idle = [n for n, r in enumerate(found) if r.anaphoric and r.token.lemma_ in _TRIES and moments[n] and not made[n]]
    if idle:
        # "Its last attempt, in May, failed when the rocket exploded": what takes up nothing leaves its time to others.
        found = [r for n, r in enumerate(found) if n not in idle]
        made, _ = _told(found, scene, material, before)
    link_parts(found, made, scene)
    events = [m for ms in made.values() for m in ms]
    used = {f.head for r in found for f in r.roles}
    events += things(scene, used, material.attributions, [*before, *events])
    return [*events, *pointers(scene, material.attributions, material.states, [*before, *events])]


def _told(
    found: Sequence[Reading], scene: Setting, material: Material, before: Sequence[EventMention]
) -> tuple[dict[int, list[EventMention]], dict[int, list[Moment]]]:
    """The events of each reading, by its place in `found`, and its times."""
    moments = moments_of(found, scene)
    made: dict[int, list[EventMention]] = {}
    for n, reading in enumerate(found):
        earlier = [*before, *(m for ms in made.values() for m in ms)]
        times: Sequence[When | None] = times_of(n, found, moments, scene, material.states) or (None,)
        made[n] = [g for e in _events(reading, times, scene, material, earlier) for g in with_gapped(e, reading, scene)]
        made[n] += [e for m in made[n][:1] for e in _before_that(m, reading, moments[n], found, scene)]
    return made, moments


def _events(
    reading: Reading, times: Sequence[When | None], scene: Setting, material: Material, before: Sequence[EventMention]
) -> Iterator[EventMention]:
    trigger = scene.paragraph.span(reading.token.i, reading.token.i + 1)
    within = innermost(trigger, material.attributions)
    if reading.anaphoric:
        for n, when in enumerate(times):
            extra = (when.span.start, when.span.end) if when and when.span and n else ()
            found = _anaphoric(reading, when, scene, material, before, within, extra)
            yield from (_each(m, reading, len(times), scene) for m in found)
        return
    if times == (None,) and reading.trigger.verbal and scene.lexicon.events.is_a(reading.frame.type, "Launch"):
        times = (announced(within, scene.paragraph.document.published),)
    for n, when in enumerate(times):
        told = status(reading, scene, when)
        when = when if told.modality == "planned" else not_ahead(when, scene.paragraph.document.published)
        extra = (when.span.start, when.span.end) if when and when.span and n else ()
        made = mention_of(reading, scene, material.states, when, told, within, material.measured, extra)
        if made.modality == "actual" and made.polarity == "negative" and _none_told(made, within, scene):
            made = replace(made, modality="generic")
        made = retyped(made, reading, scene, before)
        joined = linked(made, reading, scene, before, material.states)
        joined = with_origin(joined, reading, scene, material.states)
        allied = any(mark in reading.frame.one_of for mark in ("_alliance", "_opposite"))
        parties = (*reading.frame.one_of, "giver") if reading.frame.one_of == ("recipient",) else reading.frame.one_of
        if allied or not (parties and reading.first("item") and not any(any(joined.role(r)) for r in parties)):
            speech = voice(within, material.attributions)
            whole = completed(joined, reading, scene, before, material.states, within, speech)
            if not by_media(whole, material.states) and not to_itself(whole, material.states):
                yield whole
                yield from prices(whole, reading, before, scene)
        elif _points_back(reading, scene):
            own = _exact(joined, reading, scene)
            earlier = list(_of_earlier(joined, before, own, scene))
            yield from earlier or ([joined] if own else [])


def _exact(made: EventMention, reading: Reading, scene: Setting) -> bool:
    """Whether counted, dated or named arms change hands, by whom the text tells elsewhere: "100 guns were sent"."""
    arms = reading.frame.type == "ArmsTransfer" and made.modality != "generic" and made.polarity != "negative"
    exact = any(made.role("system")) or any(q.role == "count" for q in made.quantities) or made.when is not None
    timed = {i for m in scene.moments for i in range(m.first, m.last + 1)}
    ways = prepositions.behind(reading.token)
    if any(p.i not in timed for way in ("to", "in", "at", "into", "for") for p in ways.get(way, ())):
        # "40 rifles were sold to a cartel in Mexico" is another story.
        return False
    heads = [scene.paragraph.doc[f.head] for f in reading.roles if f.role == "item"]
    asked = any(t.lower_ == "how" for h in heads for c in h.children for t in (c, *c.children))
    return arms and exact and not asked and any(r.concept for r in made.role("item"))


def _none_told(made: EventMention, within: Attribution | None, scene: Setting) -> bool:
    """Whether no launch at all is told of: "it hadn't tested a missile for a month"; who denies one speaks of it."""
    day = made.when is not None and made.when.earliest is not None and made.when.earliest == made.when.latest
    return within is None and not day and scene.lexicon.events.is_a(made.type, "Launch")


def _points_back(reading: Reading, scene: Setting) -> bool:
    """Whether a transfer without parties may be a part of one told before: not "Western-supplied missiles"."""
    if reading.trigger.verbal:
        return not (reading.token.dep_ == "amod" and reading.token.i > 0 and reading.token.nbor(-1).text == "-")
    heads = [reading.token, *(scene.paragraph.doc[f.head] for f in reading.roles if f.role == "item")]
    further = any(c.lower_ in FURTHER for h in heads for c in h.children)
    # "They have begun large-scale deliveries of howitzers"
    further = further or reading.trigger.support is not None
    return takes_up(reading.token) or any(c.lower_ == "any" for c in reading.token.children) or further


def _each(made: EventMention, reading: Reading, times: int, scene: Setting) -> EventMention:
    """ "Two failures, in May and August": as many as there are times, one each."""
    counted = next((c for c in reading.token.children if c.dep_ == "nummod" and number(c.text) == times > 1), None)
    if counted is None and times > 1 and made.type == "SatelliteLaunch":
        # "Failures in May and August" are one each.
        counted = reading.token
    if counted is None or not scene.lexicon.events.is_a(made.type, "Launch"):
        return made
    one = Quantity("count", 1, 1, 1, "", "each", scene.paragraph.span(counted.i, counted.i + 1))
    return replace(made, quantities=(*made.quantities, one))


def _anaphoric(
    reading: Reading,
    when: When | None,
    scene: Setting,
    material: Material,
    before: Sequence[EventMention],
    within: Attribution | None,
    extra: tuple[object, ...],
) -> Iterator[EventMention]:
    """A noun that names no weapon or item of its own stands for an event told before, or for nothing."""
    by_noun = scene.lexicon.events.by_noun
    entries = by_noun.get(reading.token.lemma_.lower())
    # "One failed in May" may be a launch of any kind.
    # The plain noun first: "the launch" is no "ballistic launch".
    plain = [e for e in chain.from_iterable(by_noun.values()) if len(e[0]) == 1]
    frames = [f for _, f in (sorted(entries, key=lambda e: len(e[0])) if entries is not None else plain)]
    again = any(c.lower_ in _AGAIN or ordinal(c.text) for c in reading.token.children)
    near = points_near(reading.token) or entries is None or (again and when is not None)
    tried = reading.token.lemma_ in _TRIES
    types = [f.type for f in frames] if entries is not None else ["Launch"]
    found = antecedent(types, None, before if near else current(before, scene), scene.lexicon, near)
    dated = [e for e in before if on_day(e, when, types, scene)]
    found = dated[-1] if dated else found
    if found is None:
        # "In October, after two failures in May and August": the sentence itself tells of what they are.
        first = scene.paragraph.start + reading.token.sent.start_char
        found = antecedent(types, None, [e for e in before if e.trigger.start >= first], scene.lexicon, near=True)
    if found is None and tried and again:
        # "A similar attempt failed" may be one with any missile.
        types = ["Launch"]
        found = antecedent(types, None, before if near else current(before, scene), scene.lexicon, near)
    if found is None:
        fresh = by_day(reading, when, frames, scene)
        if fresh is not None:
            told = status(fresh, scene, when)
            yield mention_of(fresh, scene, material.states, when, told, within, material.measured, extra)
        return
    told = status(reading, scene, when)
    when = when if told.modality == "planned" else not_ahead(when, scene.paragraph.document.published)
    if told.modality in ("generic", "planned") and not takes_up(reading.token):
        return
    every = chain(frames, (f for _, f in plain)) if tried else frames
    frame = next((f for f in every if f.type == found.type), reading.frame)
    meant = Reading(reading.trigger, frame, given(frame, reading.trigger, scene), anaphoric=True)
    made = mention_of(meant, scene, material.states, when, told, within, material.measured, extra)
    own = when is not None and (when.earliest is not None or when.latest is not None)
    # "The attempt was its third this year" is no other attempt.
    own = own and not dated and not (when is not None and when.precision == "year" and takes_up(reading.token))
    if other_parties(made, found, material.states):
        return
    made = without_pronoun(made, reading, scene)
    near_by = found.trigger.start >= scene.paragraph.start + reading.token.sent.start_char
    if not any(made.role("weapon")) and (not own or (takes_up(reading.token) and not near_by)):
        made = replace(made, roles=(*made.roles, *(r for r in found.roles if r.name in ("weapon", "system", "item"))))
    tried = made.outcome is not None or tried
    if own and near_by and tried and not any(made.role("agent")):
        # "It put a satellite into orbit after failures in May": they were its own.
        made = replace(made, roles=(*made.roles, *found.role("agent")))
    if entries is None and not own:
        # "The first failed" of several that were launched together.
        made = replace(made, outcome=None)
    # "That launch" is the event just told, with its time.
    time = found.when if when is None and points_near(reading.token) else made.when
    yield told_like(replace(made, antecedent=None if own else found.id, when=time, method="noun:anaphor"), found)


def _of_earlier(
    made: EventMention, before: Sequence[EventMention], own: bool, scene: Setting
) -> Iterator[EventMention]:
    """A transfer without parties, as part of one told before of such goods, or as a further one by its parties ("60
    more are due to be delivered"); nothing where none was told."""
    goods = next((r.concept for r in made.role("item") if r.concept), None)
    found = antecedent(["Transfer"], goods, before, scene.lexicon, near=True) if goods else None
    if found is None:
        return
    number, told = ({q.low for q in e.quantities if q.role == "count"} for e in (made, found))
    # "Supplies weapons … At least 100 missiles had been transferred in 2024": not simply those told of.
    other = bool(told - number) or goods not in {r.concept for r in found.role("item")}
    own = own and other and bool(number - told)
    if own or made.modality == "planned" != found.modality:
        parties = (*found.role("giver"), *found.role("recipient"))
        yield replace(made, roles=(*made.roles, *parties), method=f"{made.method}+further")
    else:
        yield replace(made, antecedent=found.id)


def _before_that(
    made: EventMention, reading: Reading, moments: Sequence[Moment], found: Sequence[Reading], scene: Setting
) -> Iterator[EventMention]:
    """The event before: "its first such test since October last year" tells of one in October."""
    weapon = reading.first("weapon") if reading.trigger.verbal else None
    thing = scene.paragraph.doc[weapon.head] if weapon is not None else reading.token
    # "The fifth such test since January" counts those since then.
    counted = any((ordinal(c.text) or 1) > 1 for c in thing.children)
    ranked = not counted and any(c.lower_ in ("first", "such", "latest", "next") for c in thing.children)
    # "The first missiles since May were fired", but not "fired the first missile since he took office"
    since = weapon is None or any(c.lower_ == "since" for c in thing.children)
    if (reading.trigger.verbal and weapon is None) or not ranked or not since:
        return
    if not scene.lexicon.events.is_a(made.type, "Launch"):
        return
    for moment in (m for m in moments if m.when.precision == "open" and m.when.earliest):
        when = closed(moment.when, scene.paragraph)
        launched = (r for r in found if r.trigger.verbal and scene.lexicon.events.is_a(r.frame.type, "Launch"))
        told = any(0 < r.token.i - moment.last < 12 and _asks_when(r) for r in launched)
        if when.precision in ("day", "month") and not told:
            new = ids.digest("event-mention", made.trigger.document, made.type, made.trigger.start, "since")
            yield replace(
                made,
                id=new,
                when=when,
                antecedent=None,
                quantities=(),
                outcome=None,
                modality="actual",
                method="noun:since",
            )


def _asks_when(reading: Reading) -> bool:
    return any(c.lower_ == "when" for c in reading.token.children)
