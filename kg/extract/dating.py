"""Which time belongs to which event, and what day it is where the event happens."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kg.extract.clock import Clock
from kg.extract.times import clock_of, closed, on_day
from kg.model import When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.building import States
    from kg.extract.setting import Moment, Setting
    from kg.extract.triggers import Reading

# Minutes of a day, and of how far local time may be ahead of Greenwich.
_DAY, _FARTHEST_EAST = 1440, 840
_ENUMERATED = re.compile(r"\s*(?:,|,?\s*\b(?:and|or)\b)\s*(?:once\s+)?(?:again|more|then)?\s*(?:on|in)?\s*(?:the\s+)?")
# How exact times are that a list can name, each of an event of its own.
_LISTED = ("month", "week", "day")
# Tokens between a time and the "when" that tells of it.
_RIGHT_BEHIND = 5
# Tokens between a noun that tells of an event and its time.
_SOON = 14
_CARRIED = ("xcomp", "nsubj", "nsubjpass", "dobj", "attr", "oprd", "acomp")
_SKIPPED = frozenset({"on", "early", "late", "earlier", "in", "a", "the", "at", ","})


def moments_of(readings: Sequence["Reading"], scene: "Setting") -> dict[int, list["Moment"]]:
    """The moments of each reading, by its place in `readings`: by the parse, else by nearness in the sentence."""
    anchors = _anchors(readings)
    twins = {n: m for n, r in enumerate(readings) for m in range(n) if readings[m].token == r.token}
    found: dict[int, list[Moment]] = {n: [] for n in range(len(readings))}
    near: dict[int, list[Moment]] = {n: [] for n in range(len(readings))}
    for moment in scene.moments:
        inner = _explained(moment, readings, scene)
        if inner is not None:
            found[inner].append(replace(moment, when=closed(moment.when, scene.paragraph)))
        owner, sure = _owner(moment, anchors, readings, scene)
        if owner is not None and owner != inner:
            (found if sure else near)[owner].append(moment)
    for n, further in near.items():
        # What only stands near dates an event that nothing else dates, or a part of its year; a clock time joins the
        # date.
        dates = [m.when for m in found[n] if m.when.earliest and m.when.precision != "open"]
        found[n] += [m for m in further if m.when.earliest is None or all(_part_of(m.when, w) for w in dates)]
    for n, reading in enumerate(readings):
        if not found[n]:
            own = not reading.anaphoric
            joint = [found[m] for m, o in enumerate(readings) if _inside(o, reading) or (own and _inside(reading, o))]
            found[n] = next((f for f in joint if f), [])
    # Two events of one word ("launched missiles and drones") have one time.
    return {n: found[twins.get(n, n)] for n in found}


def _part_of(when: When, year: When) -> bool:
    """Whether one time lies in the year that the other names."""
    if year.precision != "year" or when.precision == "year" or not (when.earliest and when.latest):
        return False
    return year.earliest is not None and year.earliest <= when.earliest <= when.latest <= (year.latest or when.latest)


def _inside(noun: "Reading", verb: "Reading") -> bool:
    """Whether the verb's event is part of the noun's: "launched missiles in an overnight attack"; or does it: "used a
    missile to hit a depot on Friday"."""
    token = noun.token
    if noun.trigger.verbal and noun.token.dep_ in ("relcl", "acl"):
        # "On Friday it shot down two missiles that were launched from X"
        return verb.frame.type == "Interception" and any(f.head == noun.token.head.i for f in verb.roles)
    if noun.trigger.verbal:
        return any(verb.frame.of("_aim")) and token.dep_ in ("xcomp", "advcl") and token.head == verb.token
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "during") and (token.head.head == verb.token)


def _explained(moment: "Moment", readings: Sequence["Reading"], scene: "Setting") -> int | None:
    """The reading that a relative clause tells of a time: "since December last year, when it fired …"."""
    doc = scene.paragraph.doc
    for n, reading in enumerate(readings):
        verb = reading.trigger.support or reading.trigger.overseer or reading.token
        if not reading.trigger.verbal and verb == reading.token and verb.dep_ == "dobj":
            # "When it sent a volley of rockets"
            verb = verb.head
        if verb.head.lemma_ == "let" and verb.dep_ in ("ccomp", "acomp", "oprd", "xcomp"):
            # "When it let loose a barrage"
            verb = verb.head
        asked = next((c.i for c in verb.children if c.lower_ == "when"), None)
        near = verb.dep_ in ("relcl", "advcl") and asked is not None and 0 < asked - moment.last < _RIGHT_BEHIND
        if near and (verb.head.i in range(moment.first, moment.last + 1) or doc[moment.last + 1].text == ","):
            return n
    return None


def _anchors(readings: Sequence["Reading"]) -> dict[int, int]:
    """Tokens that a time may hang on, to the reading that they speak for."""
    anchors: dict[int, int] = {}
    for n, reading in enumerate(readings):
        for token in (reading.token, reading.trigger.support, reading.trigger.overseer):
            if token is not None:
                anchors.setdefault(token.i, n)
            if token is not None and token.dep_ == "amod" and reading.trigger.verbal:
                # "It test-fired missiles on Monday", where the parser hangs the day on the missiles.
                anchors.setdefault(token.head.i, n)
    for n, reading in enumerate(readings):
        for token in _governors(reading):
            anchors.setdefault(token.i, n)
    return anchors


def _governors(reading: "Reading") -> Iterable["Token"]:
    """Verbs that carry the trigger: "is believed to have fired", "the launch came", "set to meet"."""
    token = reading.token
    while token.dep_ in (*_CARRIED, "pcomp") and token.head.i != token.i:
        if token.dep_ == "pcomp":
            # "Succeeded in putting a satellite into orbit"; not "accused on Monday of sending".
            if token.head.lower_ != "in" or token.head.dep_ != "prep":
                return
            token = token.head
        token = token.head
        yield token


def _owner(
    moment: "Moment", anchors: dict[int, int], readings: Sequence["Reading"], scene: "Setting"
) -> tuple[int | None, bool]:
    """The reading that a time belongs to, and whether more than nearness says so."""
    doc = scene.paragraph.doc
    if moment.first == 0 and moment.last + 1 < len(doc) and doc[moment.last + 1].text == ":":
        # "March 16: A missile blows up": a chronology's day is of what it heads.
        return next((n for n, r in enumerate(readings) if r.trigger.verbal), None), True
    if _since_then(doc[moment.root]):
        return None, True
    if _said_then(moment, scene) or _spoken_of(moment, readings, scene):
        return None, True
    beside = _beside(moment, readings, scene)
    if beside is not None:
        return beside, True
    for token in (doc[moment.root], *doc[moment.root].ancestors):
        if token.i in anchors:
            return anchors[token.i], True
        if token.lower_ == "since" and token.dep_ == "prep" and doc[moment.root].head != token:
            # "The first since the end of the war in 1953"
            return None, True
        # "Tested what it called a hypersonic missile in April": the day is of the test.
        free = any(c.lower_ == "what" for c in token.children)
        if token.i in scene.cues and token.pos_ in ("VERB", "AUX") and not free:
            return None, True
        if token.pos_ in ("VERB", "AUX") and token.lemma_ not in ("be", "appear", "seem"):
            break
    return _nearest(moment, readings, doc[moment.root]), False


def _beside(moment: "Moment", readings: Sequence["Reading"], scene: "Setting") -> int | None:
    """The trigger noun right before the time: "two failures, in May and August"."""
    doc = scene.paragraph.doc
    inside = {i for m in scene.moments for i in range(m.first, m.last + 1)}
    i, start = moment.first - 1, doc[moment.first].sent.start
    if (named := _told_by_noun(moment, readings, scene)) is not None:
        return named
    while i >= start and (i in inside or doc[i].is_punct or doc[i].lower_ in ("in", "on", "and", "or", "last", "at")):
        i -= 1
    return next((n for n, r in enumerate(readings) if r.token.i == i >= start and not r.trigger.verbal), None)


def _told_by_noun(moment: "Moment", readings: Sequence["Reading"], scene: "Setting") -> int | None:
    """The launch whose weapon the time stands behind: "helped the North's launch of a satellite on November 21"."""
    doc = scene.paragraph.doc
    before = doc[moment.first - 1] if moment.first else None
    thing = before.nbor(-1).i if before is not None and before.i and before.lower_ in ("on", "in") else None
    for n, reading in enumerate(readings):
        weapon = reading.first("weapon")
        nominal = not reading.trigger.verbal and scene.lexicon.events.is_a(reading.frame.type, "Launch")
        carried = reading.trigger.support or reading.trigger.overseer
        behind = before is not None and not reading.trigger.verbal and _inside_phrase(reading, before, readings)
        if nominal and weapon is not None and not carried and behind:
            return n
        if nominal and weapon is not None and weapon.head == thing != reading.token.i and not carried:
            return n
    return None


def _inside_phrase(noun: "Reading", before: "Token", readings: Sequence["Reading"]) -> bool:
    """Whether a time stands at the end of what a noun tells: "Oslo's firing of missiles into Chad this week"."""
    told = noun.token.is_ancestor(before) and 1 < before.i - noun.token.i < _SOON
    between = noun.token.doc[noun.token.i + 1 : before.i + 1]
    other = any(noun.token.i < r.token.i <= before.i for r in readings)
    return told and not other and not any(t.pos_ in ("VERB", "AUX") for t in between)


def _said_then(moment: "Moment", scene: "Setting") -> bool:
    """Whether the time stands right behind the cue: "said on Monday that"."""
    doc = scene.paragraph.doc
    if doc[moment.root].dep_ in ("compound", "nmod"):
        # "Said a May 8 launch may have been …"
        return False
    i = moment.first - 1
    while i >= 0 and doc[i].lower_ in _SKIPPED:
        i -= 1
    return i >= 0 and i in scene.cues and doc[i].pos_ in ("VERB", "AUX")


def _since_then(root: "Token") -> bool:
    """Whether the time is of what lies before: "the first test since he took office in June"."""
    clause = next((t for t in root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return clause is not None and clause.dep_ == "advcl" and any(c.lower_ == "since" for c in clause.children)


def _spoken_of(moment: "Moment", readings: Sequence["Reading"], scene: "Setting") -> bool:
    """Whether the day is of the verb that speaks of what was told before: "acknowledged the failure on Thursday"."""
    verb = next((t for t in scene.paragraph.doc[moment.root].ancestors if t.pos_ == "VERB"), None)
    if verb is None or moment.when.earliest is None or verb.lemma_.lower() not in scene.lexicon.stances.verbs:
        return False
    told = (r for r in readings if r.anaphoric and r.token.dep_ == "dobj" and r.token.head == verb)
    return any(verb not in (r.trigger.support, r.trigger.overseer) for r in told)


def _nearest(moment: "Moment", readings: Sequence["Reading"], root: "Token") -> int | None:
    """The last trigger before the time in its sentence, else the first one behind it."""
    sentence = root.sent
    inside = [n for n, r in enumerate(readings) if sentence.start <= r.token.i < sentence.end]
    before = [n for n in inside if readings[n].token.i < moment.first]
    after = [n for n in inside if readings[n].token.i > moment.last]
    return before[-1] if before else after[0] if after else None


def whens(moments: Sequence["Moment"], reading: "Reading", zone: ZoneInfo | None, scene: "Setting") -> list[When]:
    """The time of the event, local to `zone`; several where the text names several months."""
    places = scene.lexicon.places
    days = [m.when for m in moments if m.when.earliest or m.when.latest]
    clocks = [
        c for m in moments if m.when.earliest is None and m.when.latest is None and (c := clock_of(m.when, places))
    ]
    timed = [w for w in days if w.start]
    if timed:
        whole = _together(timed)
        return [localised(whole, zone) if zone else _beside_local(whole, clocks)]
    if not reading.trigger.verbal:
        # "The first launch since July" says nothing of when this one was.
        moments = [m for m in moments if m.when.precision != "open"]
        days = [w for w in days if w.precision != "open"]
    # "This year, in late May and again on August 24": the year only holds the others, as a month does its days.
    fine = [w for w in days if w.precision != "year" and not any(_holds(w, o) for o in days)]
    several = list({(w.earliest, w.latest): w for w in fine if w.precision in _LISTED}.values())
    if len(several) > 1 and all(w.precision in _LISTED for w in fine) and _listed(several, scene):
        return several
    if days:
        days = [w for w in days if w.precision != "open"] or days
        best = min(days, key=lambda w: (_width(w), abs(_offset(w, scene) - reading.token.idx)))
        return [localised(on_day(best, clocks[0]), zone) if clocks else best]
    return [m.when for m in moments[:1]]


def _holds(month: When, day: When) -> bool:
    """Whether a day lies in the month that is told: "In September, on the 12th and the 18th"."""
    if month.precision != "month" or day.precision != "day" or not (month.earliest and month.latest and day.earliest):
        return False
    return month.earliest <= day.earliest <= month.latest


def _listed(several: Sequence[When], scene: "Setting") -> bool:
    """Whether nothing but commas and "and" stands between the times: "in January and March"."""
    text, start = scene.paragraph.text, scene.paragraph.start
    spans = [w.span for w in several if w.span]
    between = [text[a.end - start : b.start - start] for a, b in pairwise(spans)]
    # "Less than a week earlier, on Oct. 31" is one time.
    joined = bool(between) and re.search(r"\b(?:and|or)\b", between[-1])
    return len(spans) == len(several) and bool(joined) and all(_ENUMERATED.fullmatch(b) for b in between)


def _together(timed: Sequence[When]) -> When:
    """From the first to the last of several clock times of one event, where they lie within a day."""
    first = timed[0]
    for other in timed[1:]:
        if first.start and other.start and _close(first, other):
            stop = max(other.stop or other.start, first.stop or first.start)
            latest = max(d for d in (first.latest, other.latest) if d)
            first = replace(first, stop=stop, latest=latest)
    return first


def _close(a: When, b: When) -> bool:
    if not a.start or not b.start or (a.start.tzinfo is None) != (b.start.tzinfo is None):
        return False
    return abs((a.start - b.start).total_seconds()) <= 86400


def localised(when: When, zone: ZoneInfo | None) -> When:
    """The same time as a local date: 11pm GMT on May 7 is May 8 in Korea."""
    if when.start is None or when.start.tzinfo is None or zone is None:
        return when
    start = when.start.astimezone(zone).date()
    stop = when.stop.astimezone(zone).date() if when.stop else start
    return replace(
        when, earliest=min(start, stop), latest=max(start, stop), basis=f"{when.basis}; local date in {zone.key}"
    )


def _beside_local(when: When, clocks: Sequence[Clock]) -> When:
    """The local date where no zone is known but the local time stands beside: "7:44 am (2244 GMT Thursday)"."""
    local = next((c for c in clocks if c.zone is None), None)
    if local is None or when.start is None or when.start.tzinfo is None:
        return when
    ahead = (local.first.hour * 60 + local.first.minute - when.start.hour * 60 - when.start.minute) % _DAY
    day = (when.start + timedelta(minutes=ahead if ahead <= _FARTHEST_EAST else ahead - _DAY)).date()
    return replace(when, earliest=day, latest=day, basis=f"{when.basis}; the local time told beside it")


def zone_of(reading: "Reading", scene: "Setting", states: "States") -> ZoneInfo | None:
    """The time zone at the place of the event: of its site, else of who does it."""
    places = scene.lexicon.places
    for role in ("site", "place"):
        filling = reading.first(role)
        if filling and filling.concept and filling.concept in places.places:
            zone = places.zone(places.places[filling.concept].state)
            if zone:
                return zone
    for role in ("agent", "giver", "participant"):
        filling = reading.first(role)
        if filling and filling.mention:
            return places.zone(states.slug(filling.mention))
    return None


def _width(when: When) -> int:
    if when.earliest is None or when.latest is None:
        return 100_000
    return (when.latest - when.earliest).days


def _offset(when: When, scene: "Setting") -> int:
    return when.span.start - scene.paragraph.start if when.span else 0
