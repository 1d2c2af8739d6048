"""What a reference says: each recorded launch is a claim of the reference's publisher, in the cells that say it.

The launches that a file of single missiles records for one day are one event with its salvos as parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from kg import ids
from kg.model import (
    Attribution,
    Document,
    EventMention,
    Extraction,
    Mention,
    Problem,
    Quantity,
    Role,
    Span,
    When,
)
from kg.references.entries import Entry, Reading
from kg.references.mapping import from_text
from kg.references.rows import Cell, rows
from kg.resolve.background import Background, background
from kg.resolve.dimensions import RECORDED

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.references.prose import Prose


def extract_reference(document: Document, lexicon: "Lexicon") -> Extraction:
    """The recorded launches of a reference, each with its claim; rows that tell of none are counted in a Problem."""
    mapping = from_text(document.mapping)
    found = list(rows(document.text, mapping.rows))
    reading = Reading(document, mapping, lexicon)
    entries = list(reading.entries(found))
    dated = [e for e in entries if e.when]
    teller = _Teller(reading, background(lexicon))
    made = [teller.told(day) for day in _days(dated, mapping.row == "missile")]
    mentions = {m.id: m for one in made for m in one.mentions}
    return Extraction(
        document.id,
        tuple(mentions[name] for name in sorted(mentions, key=lambda n: (mentions[n].span.start, n))),
        tuple(sorted((one.claim for one in made), key=lambda c: (c.start, c.id))),
        tuple(sorted((e for one in made for e in one.events), key=lambda e: (e.trigger.start, e.id))),
        tuple(_problems(document, len(found), entries, dated)),
    )


def _days(entries: Iterable[Entry], together: bool) -> Iterator[list[Entry]]:
    """The launches one by one, or those that follow each other in the file and fell on one local day together."""
    if not together:
        yield from ([e] for e in entries)
        return
    for _, group in groupby(entries, key=lambda e: (e.day or e.cells["date"].value, e.actor)):
        for day in _of_types(list(group)):
            # What nothing but its day names cannot be told from the whole.
            yield from [day] if len(day) == 1 or all(_names_it(e) != "date" for e in day) else ([e] for e in day)


def _of_types(day: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The launches of a day by type; one whose weapon is not known goes with the only type that there is."""
    types = dict.fromkeys(e.type for e in day if e.weapon) or dict.fromkeys(e.type for e in day)
    only = next(iter(types)) if len(types) == 1 else ""
    for kind in dict.fromkeys(only or e.type for e in day):
        yield [replace(e, type=kind) for e in day if (only or e.type) == kind]


def _problems(document: Document, rows_: int, entries: Sequence[Entry], dated: Sequence[Entry]) -> Iterator[Problem]:
    used = sum(len(e.rows) for e in entries)
    if used < rows_:
        message = f"{rows_ - used} of {rows_} rows tell of no launch and are not read"
        yield Problem("rows-not-read", document.name, message, "If they do, say so under [types] in the mapping")
    for entry in entries:
        if entry not in dated:
            cell = entry.cells.get("date")
            said = f"{cell.value!r} is no day that can be read in one way only" if cell else "it has no date"
            place = entry.rows[-1]
            yield Problem("row-without-date", document.name, f"a row is not read: {said}", "Write it as 2024-05-30",
                          place.start, place.end)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of the reference, with the event mentions and actors in it."""

    claim: Attribution
    events: tuple[EventMention, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Teller:
    reading: Reading
    background: Background

    @property
    def document(self) -> Document:
        return self.reading.document

    def told(self, day: Sequence[Entry]) -> Told:
        """One launch; or the launches of one day as one event, each salvo a part of it."""
        agent = self._agent(day[-1])
        parts_ = len(day) > 1
        singles = [self._single(entry, agent, parts_) for entry in day]
        events = [self._whole(day, singles), *singles] if parts_ else singles
        parts = {(s.start, s.end): s for e in events for s in _said(e)}
        content = tuple(parts[key] for key in sorted(parts))
        claim = Attribution(
            id=ids.digest("claim", self.document.id, "", "", *((s.start, s.end) for s in content), "narrated"),
            source=None,
            cue=(),
            content=content,
            kind="narrated",
            stance="assert",
            certainty="certain",
            polarity="positive",
            method="reference:rows",
        )
        return Told(claim, tuple(replace(e, within=claim.id) for e in events), (agent,) if agent else ())

    def _agent(self, entry: Entry) -> Mention | None:
        """Who launched: the cell that says so; the date cell stands for what the mapping says of all rows."""
        known = self.reading.lexicon.actors.known.get(entry.actor or "")
        if known is None:
            return None
        cell = entry.cells.get("actor") or entry.cells["date"]
        method = "reference:actor" if "actor" in entry.cells else "reference:actor-of-file"
        span = self._span(cell)
        name = ids.digest("mention", self.document.id, span.start, span.end, "nominal")
        return Mention(name, span, "nominal", known.slug, known.label, known.type, method)

    def _single(self, entry: Entry, agent: Mention | None, part: bool) -> EventMention:
        trigger = self._span(entry.cells[_names_it(entry) if part else "date"])
        prose = self._prose(entry)
        roles = [Role("agent", agent.span, agent.id)] if agent else []
        roles += self._roles(entry, prose)
        used = [c for name, c in entry.cells.items() if name != "text"]
        return EventMention(
            id=ids.digest("event-mention", self.document.id, entry.type, trigger.start, trigger.end),
            type=entry.type,
            trigger=trigger,
            evidence=self.document.span(min(c.start for c in used), max(c.end for c in used)),
            roles=tuple(roles),
            when=self._when(entry, prose),
            quantities=tuple(self._quantities(entry, prose)),
            polarity="positive",
            modality="actual",
            outcome=entry.outcome,  # type: ignore[arg-type]
            method="reference:salvo" if part else "reference:row",
            part_of=None,
        )

    def _whole(self, day: Sequence[Entry], parts: list[EventMention]) -> EventMention:
        """The launches of a day: what all salvos have in common, and how many missiles they were."""
        last, model = day[-1], parts[-1]
        trigger = self._span(last.cells["date"])
        whole = ids.digest("event-mention", self.document.id, last.type, trigger.start, trigger.end)
        weapon = self._common([e.weapon for e in day])
        named = self._span(last.cells["weapon"]) if "weapon" in last.cells else trigger
        sites = {r.concept: r for p in parts for r in p.role("site")}
        roles = [r for r in model.roles if r.name in ("agent", "toward")]
        roles += [Role("weapon", named, concept=weapon)] if weapon else []
        roles += list(sites.values()) if len(sites) == 1 else []
        counts = [q for p in parts for q in p.quantities if q.role == "count" and q.value]
        total = sum(q.value or 0 for q in counts)
        count = [replace(counts[-1], value=total, low=total, high=total, qualifier=RECORDED)] if counts else []
        for n, part in enumerate(parts):
            parts[n] = replace(part, part_of=whole)
        outcomes = {p.outcome for p in parts}
        return replace(
            model,
            id=whole,
            trigger=trigger,
            roles=tuple(roles),
            quantities=tuple(count),
            when=_spanned([p.when for p in parts if p.when]),
            outcome="success" if "success" in outcomes else model.outcome if len(outcomes) == 1 else None,
            method="reference:day",
            part_of=None,
        )

    def _common(self, weapons: Sequence[str | None]) -> str | None:
        """The most exact class that all weapons belong to."""
        if not all(weapons):
            return None
        above = [self.background.above.get(w or "", frozenset({w or ""})) for w in weapons]
        shared = frozenset.intersection(*above) - self.background.systems
        return min(shared, key=lambda w: (-self.background.depth(w), w), default=None)

    def _roles(self, entry: Entry, prose: "Prose | None") -> Iterator[Role]:
        if entry.weapon:
            system = entry.weapon in self.background.systems
            yield Role("system" if system else "weapon", self._span(entry.cells["weapon"]), concept=entry.weapon)
        for name, concept in (("site", entry.site), ("toward", entry.toward)):
            if name in entry.cells:
                yield Role(name, self._span(entry.cells[name]), concept=concept)
        if prose:
            yield from (r for r in prose.places() if r.name not in entry.cells)

    def _quantities(self, entry: Entry, prose: "Prose | None") -> Iterator[Quantity]:
        count = self._count(entry) or (prose.count(entry.weapon) if prose else None)
        if count:
            yield count
        for name in ("range", "altitude"):
            if name in entry.cells and (value := _number(entry.cells[name].value)) is not None:
                unit = self.reading.mapping.units.get(name, "km")
                yield Quantity(name, value, value, value, unit, "", self._span(entry.cells[name]))

    def _count(self, entry: Entry) -> Quantity | None:
        """The number in the count column; of single missiles the number of their rows, marked as such."""
        if cell := entry.cells.get("count"):
            value = _number(cell.value)
            return Quantity("count", value, value, value, "", "", self._span(cell)) if value else None
        if self.reading.mapping.row != "missile":
            return None
        cell = entry.cells.get("series") or entry.cells.get("weapon") or entry.cells["date"]
        rows_ = float(len(entry.rows))
        return Quantity("count", rows_, rows_, rows_, "", RECORDED, self._span(cell))

    def _when(self, entry: Entry, prose: "Prose | None") -> When | None:
        """The recorded day; where the row's own words name the day before, either of the two."""
        when, recorded = entry.when, entry.day
        said = prose.day(recorded) if prose and recorded else None
        if when and recorded and said and said[0] == recorded - timedelta(days=1):
            basis = f"recorded as {recorded}, its words say {self.document.text[said[1] : said[2]]} {said[0]}"
            return replace(when, earliest=said[0], latest=recorded, basis=basis, method="reference:date-and-weekday")
        return when

    def _prose(self, entry: Entry) -> "Prose | None":
        cell = entry.cells.get("text")
        if cell is None:
            return None
        # What reads prose takes seconds to load: not before there is any.
        from kg.references.prose import Prose

        return Prose(self.document, cell, self.reading.lexicon, self.background)

    def _span(self, cell: Cell) -> Span:
        return self.document.span(cell.start, cell.end)


def _names_it(entry: Entry) -> str:
    """The cell that names a part of a day's launches; the cell of the date names the whole."""
    return next((name for name in ("weapon", "time", "series", "site", "range") if name in entry.cells), "date")


def _said(event: EventMention) -> Iterator[Span]:
    """The characters that say what an event mention holds."""
    yield event.trigger
    yield from (r.span for r in event.roles)
    yield from (q.span for q in event.quantities)
    if event.when and event.when.span:
        yield event.when.span


def _spanned(times: Sequence[When]) -> When | None:
    """One time over several: the days and the clock times from the first to the last."""
    if not times:
        return None
    days: list[date] = [d for w in times for d in (w.earliest, w.latest) if d]
    starts = sorted(w.start for w in times if w.start)
    first = starts[0] if len(starts) == len(times) else None
    return replace(times[-1], earliest=min(days, default=None), latest=max(days, default=None), start=first,
                   stop=starts[-1] if first else None, precision="hour" if first else "day")  # fmt: skip


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


__all__ = ["RECORDED", "extract_reference"]
