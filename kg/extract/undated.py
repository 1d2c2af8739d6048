"""The day of what news tells without one: an undated lead is news of the day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.dating import whens, zone_of
from kg.extract.distances import told_by_distance
from kg.model import Attribution, Document, EventMention, Span, When

if TYPE_CHECKING:
    from kg.extract.building import States
    from kg.extract.setting import Moment, Setting
    from kg.extract.triggers import Reading
    from kg.lexicon import Lexicon

# Events that news reports within a day; a treaty or visit without a date may be long past.
_SUDDEN = ("Launch", "WeaponsTest", "ArtilleryFire", "BalloonLaunch", "Attack", "Interception", "Incursion", "Jamming")
_LEAD = 350
_FRESH = timedelta(days=4)
# Characters in which a launch is told of that another one follows, and behind its verb the words that say so.
_NEAR, _BEHIND = 600, 60
_AT_ONCE = re.compile(
    r"\b(?:in (?:response|retaliation|reply)|respond(?:ed|ing)?|retaliat(?:ed|ing)"
    r"|(?:minutes|moments|hours?|shortly|soon|immediately) (?:later|afterwards?|after(?=[,.;])))\b",
    re.I,
)
# News may be dated a day before the event where the outlet sits west of it.
_TOMORROW = timedelta(days=2)


def times_of(
    n: int, readings: Sequence["Reading"], moments: Mapping[int, Sequence["Moment"]], scene: "Setting", states: "States"
) -> list[When]:
    """The times of the reading at a place among those of its paragraph; goods have one time, from first to last."""
    reading = readings[n]
    distance = told_by_distance(n, readings, moments, scene)
    times = [distance] if distance else whens(moments[n], reading, zone_of(reading, scene, states), scene)
    if len(times) > 1 and scene.lexicon.events.is_a(reading.frame.type, "Transfer"):
        # What was handed over "in January and February" is one delivery over both.
        days = [d for t in times for d in (t.earliest, t.latest) if d]
        return [replace(times[0], earliest=min(days), latest=max(days))]
    return times


def with_days(events: Sequence[EventMention], document: Document, lexicon: "Lexicon") -> Iterator[EventMention]:
    """A clock time without a day, and a lead without any time, are of the publication date or the day before it; where
    the document dates such an event itself, a clock time is of that day; never without a publication date."""
    day = document.published
    sudden = [e for e in events if _is_sudden(e, lexicon)]
    fresh = {e.when.earliest for e in sudden if day and e.when and _is_fresh(e.when, day) and _is_day(e.when)}
    dated = day is not None and any(_is_fresh(e.when, day) for e in sudden)
    lead = None if dated else next((e for e in sudden if _is_lead(e, document)), None)
    for event in events:
        clocked = event in sudden and event.when is not None and _is_clock(event.when)
        if clocked and event.when and event.antecedent is None and len(fresh) == 1:
            (news,) = fresh
            basis = f"no day named: the day {news} of the news"
            yield replace(
                event, when=replace(event.when, earliest=news, latest=news, basis=basis, method="rule:clock-of-news")
            )
        elif day is None or dated or not (event is lead or clocked):
            yield event
        else:
            yield replace(event, when=_news_of(day, event.when))


def not_ahead(when: When | None, published: date | None) -> When | None:
    """The time of what is told as done; None where it lies ahead of the news and belongs to something else: "the launch
    failed, adding that it planned to try again in October"."""
    ahead = when and when.earliest and published and when.earliest - published > _TOMORROW
    # A year in so many words is believed, whenever the article says that it was published.
    return None if when and ahead and when.basis != "full date" else when


def at_once(events: Sequence[EventMention], document: Document, lexicon: "Lexicon") -> Iterator[EventMention]:
    """Launches told to have followed at once, without a time of their own, on the day of the one told before: "an hour
    later two more were fired", "in response the South fired three"."""
    last: tuple[int, date] | None = None
    for event in sorted(events, key=lambda e: (e.trigger.start, e.id)):
        launch = lexicon.events.is_a(event.type, "Launch") and event.modality == "actual"
        if launch and last and event.when is None and event.antecedent is None:
            place, day = last
            words = _at_once(event, document) if event.trigger.start - place < _NEAR else None
            basis = f"at once after what happened on {day}"
            when = When(day, day, "day", words, basis=basis, method="rule:at-once") if words else None
            event = replace(event, when=when)
        if launch and event.when is not None and event.when.earliest and _is_day(event.when):
            last = event.trigger.start, event.when.earliest
        yield event


def _at_once(event: EventMention, document: Document) -> Span | None:
    """The words in the sentence of an event that say that it followed at once."""
    text, place = document.text, event.trigger.start
    first = max(text.rfind(stop, 0, place) for stop in (". ", "\n")) + 1
    last = min((e for stop in (". ", "\n") if (e := text.find(stop, place)) >= 0), default=len(text))
    found = _AT_ONCE.search(text, first, min(last, event.trigger.end + _BEHIND))
    return document.span(found.start(), found.end()) if found else None


def announced(within: Attribution | None, published: date | None) -> When | None:
    """The time of what was told on a day before the news: "on Sept. 18 it said that it had tested a missile"."""
    said = within.said_on if within else None
    if not (said and published and said.earliest and said.latest) or published - said.latest <= _FRESH:
        return None
    if said.precision == "month":
        return replace(said, basis=f"said in {said.earliest:%Y-%m}", method="rule:said-then")
    basis = f"said on {said.earliest}, of that day or the one before"
    first = said.earliest - timedelta(days=1)
    return replace(said, earliest=first, basis=basis, method="rule:said-then") if said.precision == "day" else None


def _is_sudden(event: EventMention, lexicon: "Lexicon") -> bool:
    return event.modality in ("actual", "ongoing") and any(lexicon.events.is_a(event.type, t) for t in _SUDDEN)


def _is_lead(event: EventMention, document: Document) -> bool:
    """Told at the beginning, without a time and without pointing back."""
    start = next((s.start for s in document.sections if s.part in ("headline", "body")), 0)
    return event.when is None and event.antecedent is None and event.trigger.start - start < _LEAD


def _is_clock(when: When) -> bool:
    return when.earliest is None and when.latest is None and when.method == "rule:clock"


def _is_fresh(when: When | None, published: date) -> bool:
    return (
        when is not None
        and when.precision in ("day", "hour", "minute")
        and when.earliest is not None
        and (abs(published - when.earliest) <= _FRESH)
    )


def _is_day(when: When) -> bool:
    return when.earliest is not None and when.earliest == when.latest


def _news_of(day: date, clock: When | None) -> When:
    basis = f"no day named: the publication date {day} or the day before"
    if clock is not None:
        return replace(clock, earliest=day - timedelta(days=1), latest=day, basis=basis, method="rule:undated-clock")
    return When(day - timedelta(days=1), day, "day", None, basis=basis, method="rule:undated-lead")
