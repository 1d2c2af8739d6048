"""Places in a series and totals, counted again: "the sixth this year" against what the references and the graph hold.

Each reference counts by itself. A claim holds where all counts allow it, fails where none does, and depends on the
launches that some of them lack where they differ. Launches of one day are one in a series.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.model import Account, Decision, Event, EventMention, Quantity, Recount
from kg.resolve.accounts import Told
from kg.resolve.background import OFTEN
from kg.resolve.facts import is_number
from kg.resolve.statements import Collection

_TOLD = frozenset({"happened", "failed", "ongoing"})
# A day is known where it lies within so many days.
_KNOWN = timedelta(days=3)
_INFINITE = float("inf")
Verdict = Literal["holds", "fails", "depends"]


@dataclass(frozen=True, slots=True)
class Series:
    """A claim about a series: the event mention and the number that say it, and the days that it spans.

    `things` is whether missiles are counted, not launches; `event` is the one that is given a place, if any.
    """

    claim: str
    mention: EventMention
    number: Quantity
    first: date
    last: date
    event: str | None
    things: bool

    @property
    def low(self) -> float:
        return self.number.low if self.number.low is not None else 0.0

    @property
    def high(self) -> float:
        return self.number.high if self.number.high is not None else _INFINITE

    def allows(self, low: float, high: float) -> Verdict:
        """Whether numbers from low to high are what is said."""
        least = self.low + (1 if self.number.qualifier == "more than" else 0)
        if low >= least and high <= self.high:
            return "holds"
        return "fails" if high < least or low > self.high else "depends"


@dataclass(frozen=True, slots=True)
class Counting:
    """What was launched when, by whom it is told: event → document → account."""

    told: Told
    collection: Collection
    events: Mapping[str, Event]
    accounts: Mapping[str, Mapping[str, Account]]
    twins: Mapping[str, str]
    days: Mapping[tuple[str, str], date]

    @classmethod
    def of(
        cls, told: Told, collection: Collection, events: Iterable[Event], accounts: Iterable[Account],
        decisions: Iterable[Decision] = (), by: str = "",
    ) -> "Counting":  # fmt: skip
        """`decisions` made `by` a rule say which entries of a reference may be one: the later then counts no more."""
        wholes = {e.id: e for e in events if not e.part_of}
        grouped: dict[str, dict[str, Account]] = {}
        for account in accounts:
            if account.event in wholes and account.status in _TOLD:
                grouped.setdefault(account.event, {})[account.document] = account
        pairs = [
            sorted((event, other), key=lambda e: (str(wholes[e].earliest), e))
            for d in decisions
            if d.by == by and (event := _event(d.left, collection)) in wholes
            and (other := _event(d.right, collection)) in wholes
        ]  # fmt: skip
        days = {(e, ""): d for e in grouped if (d := _day(wholes[e].earliest, wholes[e].latest))}
        for event, of_event in grouped.items():
            for document, account in of_event.items():
                when = account.when
                if when and (d := _day(when.earliest, when.latest)):
                    days[(event, document)] = d
        return cls(told, collection, wholes, grouped, {late: early for early, late in pairs}, days)

    def references(self) -> list[str]:
        return sorted(d for d, document in self.told.documents.items() if document.mapping)

    def day(self, event: str, document: str = "") -> date | None:
        """The last day that it may lie on, as a document or all of them say; None where that is too coarse."""
        return self.days.get((event, document))

    def fits(self, event: str, series: Series, document: str = "") -> Literal["sure", "perhaps", ""]:
        """Whether an event is of the kind that the series counts, by one document's account or all."""
        known, whole = self.told.background, self.events[event]
        if not known.comparable(whole.type, series.mention.type):
            return ""
        agents = {self.told.actor_of.get(r.mention or "") for r in series.mention.role("agent")} - {None}
        if agents and whole.actors and not any(known.same_side(a or "", b) for a in agents for b in whole.actors):
            return ""
        kinds = [r.concept for r in series.mention.roles if r.name in ("weapon", "system") and r.concept]
        told = self.accounts.get(event, {})
        own = [w for d, a in told.items() if document in ("", d) for w in (a.weapon, a.system) if w]
        said = own or [w for a in told.values() for w in (a.weapon, a.system) if w]
        if any(not known.compatible(w, k) for w in said for k in kinds):
            return "perhaps" if any(known.under(w, k) for w in said for k in kinds) else ""
        return "sure" if not kinds or any(known.under(w, k) for w in said for k in kinds) else "perhaps"

    def within(self, series: Series, document: str = "", coarse: bool = False) -> Iterator[tuple[str, str]]:
        """The events of the series with how surely they belong to it, in order of days; with `coarse` those too whose
        day is not known, only a longer time within the series."""
        of_day = []
        for event in sorted(self.accounts):
            if document and document not in self.accounts[event]:
                continue
            # What is given its place is counted, however its own day is recorded.
            when = series.last if event == series.event else self.day(event, document)
            when = when or (self._inside(event, series) if coarse else None)
            if when and series.first <= when <= series.last and (how := self.fits(event, series, document)):
                twin = self.twins.get(event)
                of_day.append((when, event, "perhaps" if twin in self.accounts else how))
        yield from ((event, how) for _, event, how in sorted(of_day))

    def _inside(self, event: str, series: Series) -> date | None:
        early, late = self.events[event].earliest, self.events[event].latest
        return late if early and late and series.first <= early and late <= series.last else None

    def numbers(self, found: Sequence[tuple[str, str]], series: Series, document: str = "") -> tuple[float, float]:
        """The least and the most that the events make: days and launches, or missiles."""
        sure = [e for e, how in found if how == "sure"]
        if not series.things:
            return float(len({self.day(e, document) or e for e in sure})), float(len(found))
        return (
            sum(min(self._counts(e, document, least=True)) for e in sure),
            sum(max(self._counts(e, document, least=False)) for e, _ in found),
        )

    def _counts(self, event: str, document: str, least: bool) -> list[float]:
        told = [a for d, a in self.accounts[event].items() if document in ("", d)]
        said = [a.count_min if least else a.count_max for a in told]
        return [float(s) for s in said if s] or [1.0 if least else max(1.0, *(float(a.count_min or 1) for a in told))]


def _day(early: date | None, late: date | None) -> date | None:
    return late if early and late and late - early <= _KNOWN else None


def recounts(counting: Counting) -> tuple[Recount, ...]:
    """Every claim about a series, counted again, by document and place."""
    found = [_recount(s, counting) for s in _series(counting)]
    return tuple(sorted(found, key=lambda r: (r.document, r.said.start, r.id)))


def _event(iri: str, collection: Collection) -> str | None:
    return collection.event_of.get(iri.rsplit("/", 1)[-1])


def _series(counting: Counting) -> Iterator[Series]:
    known = counting.told.background
    for document, extraction in sorted(counting.told.extractions.items()):
        published = counting.told.documents[document].published
        for mention in extraction.events:
            if mention.within is None or not any(known.under(mention.type, often) for often in OFTEN):
                continue
            event = counting.collection.event_of.get(mention.id)
            for number in mention.quantities:
                placed = event if number.role == "order" and event in counting.events else None
                last = counting.day(placed) if placed else published
                if last and (period := _period(number, mention, last)):
                    things = number.role == "count"
                    yield Series(mention.within, mention, number, period[0], min(last, period[1]), placed, things)


def _period(number: Quantity, mention: EventMention, day: date) -> tuple[date, date] | None:
    """The days of a series: of the year or month that its words name, or of the time of a mention of no one event."""
    if number.role in ("order", "total") and number.unit:
        if number.unit == "month":
            return day.replace(day=1), day
        year = int(number.unit) if number.unit.isdigit() else day.year
        return date(year, 1, 1), date(year, 12, 31)
    when = mention.when
    if number.role != "count" or mention.modality != "generic" or not is_number(number) or number.qualifier == "a":
        return None
    # "since 2022" is open and has no end of its own.
    if when and when.precision in ("year", "month") and when.earliest and when.earliest.day == 1:
        return when.earliest, when.latest or day
    return None


def _recount(series: Series, counting: Counting) -> Recount:
    tallies = {r: list(counting.within(series, r)) for r in counting.references() if _covers(r, series, counting)}
    # Where days are recorded, "in January" may be any of them; where none are, it is one more.
    every = list(counting.within(series, coarse=not tallies))
    low, high = _bounds(series, every, tallies, counting)
    lacking = {e: [r for r, found in tallies.items() if e not in dict(found)] for e, _ in every}
    disputed = [e for e, how in every if lacking[e] or how == "perhaps"]
    verdict = series.allows(low, high)
    if not tallies and verdict == "fails" and high < series.low:
        verdict = "depends"  # a few articles never tell of all launches
    notes = [_note(e, dict(every)[e], lacking[e], counting) for e in disputed]
    together = counting.numbers(every, series)
    return Recount(
        claim=series.claim,
        mention=series.mention.id,
        document=series.number.span.document,
        said=series.number.span,
        verdict=verdict,
        because=_because(series, tallies, counting, together, notes if verdict == "depends" else []),
        low=int(low),
        high=int(high),
        counted=tuple(e for e, _ in every),
        disputed=tuple(disputed),
        first=series.first,
        last=series.last,
    )


def _covers(reference: str, series: Series, counting: Counting) -> bool:
    """Whether a reference records the period: something of it, and something on its last day or later."""
    days = [d for e, told in counting.accounts.items() if reference in told and (d := counting.day(e, reference))]
    return any(series.first <= d <= series.last for d in days) and max(days) >= series.last - timedelta(days=1)


def _bounds(
    series: Series,
    every: Sequence[tuple[str, str]],
    tallies: Mapping[str, Sequence[tuple[str, str]]],
    counting: Counting,
) -> tuple[float, float]:
    """From what all references count to what any source does."""
    if not tallies:
        return counting.numbers(every, series)
    each = [counting.numbers(found, series, r) for r, found in tallies.items()]
    union = counting.numbers(every, series)
    return min(low for low, _ in each), max(union[1] if not series.things else 0, *(high for _, high in each))


def _note(event: str, how: str, lacking: Sequence[str], counting: Counting) -> str:
    """The day of an event that some count and others do not, and why."""
    reasons = [f"not in {_publisher(r, counting)}" for r in lacking]
    reasons += ["perhaps not of the kind"] if how == "perhaps" else []
    told = counting.events[event]
    return f"{counting.day(event) or f'{told.earliest} to {told.latest}'} ({', '.join(reasons)})"


def _publisher(reference: str, counting: Counting) -> str:
    document = counting.told.documents[reference]
    return document.publisher or document.name


def _because(
    series: Series, tallies: Mapping[str, Sequence[tuple[str, str]]], counting: Counting,
    together: tuple[float, float], notes: Sequence[str],
) -> str:  # fmt: skip
    what = "missiles" if series.things else "launches"
    parts = []
    for reference, counted in sorted(tallies.items()):
        numbers = counting.numbers(counted, series, reference)
        parts.append(f"{_publisher(reference, counting)} counts {_range(*numbers)}")
    parts.append(
        f"together {_range(*together)}" if tallies else f"no reference covers it; known are {_range(*together)}"
    )
    depends = f"; depends on {', '.join(notes)}" if notes else ""
    return f"{what} from {series.first} to {series.last}: {', '.join(parts)}{depends}"


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
