"""Rows → recorded launches: what each row says in the terms of the ontology, cells that say nothing left out."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kg import ids
from kg.documents.dates import read_date
from kg.errors import InputError
from kg.lexicon.weapons import words
from kg.lexicon.words import pieces
from kg.model import When
from kg.references.mapping import Mapping
from kg.references.rows import Cell, Row

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.model import Document

_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded launch: the rows that tell of it (of a file of missiles several), and what they say.

    `weapon`, `site`, `toward` are concepts of the ontology, or None where it does not know the word.
    """

    rows: tuple[Row, ...]
    cells: dict[str, Cell]
    type: str
    when: When | None
    weapon: str | None
    site: str | None
    toward: str | None
    actor: str | None
    outcome: str | None

    @property
    def day(self) -> date | None:
        """The local day where one is known."""
        return self.when.earliest if self.when and self.when.earliest == self.when.latest else None


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the rows of one document with one mapping."""

    document: "Document"
    mapping: Mapping
    lexicon: "Lexicon"

    def entries(self, found: Iterable[Row]) -> Iterator[Entry]:
        """The launches in file order. Rows of single missiles with one day, hour, weapon and site are one launch."""
        made = [e for row in found if (e := self.entry((row,)))]
        if self.mapping.row == "launch":
            yield from made
            return
        for _, group in groupby(made, key=_salvo):
            same = list(group)
            yield replace(same[-1], rows=tuple(r for e in same for r in e.rows), outcome=_outcome(same))

    def entry(self, found: tuple[Row, ...]) -> Entry | None:
        """What a row says; None where it tells of no launch."""
        cells = {name: c for name in self.mapping.columns if (c := self._cell(found[-1], name))}
        weapon = self._weapon(cells.get("weapon"))
        kind = self._type(cells.get("type"), weapon)
        carrier = next((w for w, t in _carriers(self.lexicon) if t == kind), None)
        if carrier and weapon and not self.lexicon.weapons.is_a(weapon, carrier):
            weapon = carrier  # what flies is the rocket, though the cell names its load
        if not kind or not self._kept(found[-1]):
            return None
        actor = self._actor(cells.get("actor"))
        site = self._place(cells.get("site"), "site")
        outcome = cells.get("outcome")
        return Entry(
            rows=found,
            cells=cells,
            type=kind,
            when=self._when(cells, actor, site),
            weapon=weapon,
            site=site,
            toward=self._place(cells.get("toward"), "toward"),
            actor=actor,
            outcome=self.mapping.outcomes.get(outcome.value.strip().lower()) if outcome else None,
        )

    def _cell(self, row: Row, name: str) -> Cell | None:
        cell = row.cells.get(self.mapping.columns[name])
        if cell is None or not cell.value.strip() or cell.value.strip().lower() in self.mapping.unknown:
            return None
        lead = len(cell.value) - len(cell.value.lstrip())
        trail = len(cell.value) - len(cell.value.rstrip())
        return Cell(cell.start + lead, cell.end - trail, cell.value.strip())

    def _kept(self, row: Row) -> bool:
        only = self.mapping.only.items()
        return all(name in row.cells and row.cells[name].value.strip() in wanted for name, wanted in only)

    def _type(self, cell: Cell | None, weapon: str | None) -> str:
        """The event type: as the mapping says of the cell; else, where a type column is there, only of what flies."""
        if cell and cell.value in self.mapping.types:
            return self.mapping.types[cell.value]
        if cell and not (weapon and self._flies(weapon)):
            return ""
        own = (t for w, t in _carriers(self.lexicon) if self.lexicon.weapons.is_a(weapon, w))
        unknown = self.mapping.unknown_type if weapon is None else ""
        return next(own, unknown or self.mapping.type)

    def _flies(self, weapon: str) -> bool:
        concepts = self.lexicon.weapons.concepts
        return any(concepts[w].range_max is not None for w in (weapon, *concepts[weapon].above) if w in concepts)

    def _weapon(self, cell: Cell | None) -> str | None:
        """The most exact weapon that a cell names."""
        if cell is None:
            return None
        said = words(self.mapping.values.get("weapon", {}).get(cell.value, cell.value))
        found = [p for n in range(1, len(said) + 1) if (p := self.lexicon.weapons.find(said[:n]))]
        above = {p.slug: len(self.lexicon.weapons.concepts[p.slug].above) for p in found}
        return max(found, key=lambda p: (len(p.words), above[p.slug], p.slug)).slug if found else None

    def _place(self, cell: Cell | None, name: str) -> str | None:
        if cell is None:
            return None
        said = self.mapping.values.get(name, {}).get(cell.value, cell.value)
        places = self.lexicon.places
        if ids.slug(said) in places.places:
            return ids.slug(said)
        shown = (said, said.replace("-", " ").title())
        return next((slug for text in shown for _, _, slug in places.find(text)), None)

    def _actor(self, cell: Cell | None) -> str | None:
        """The launching actor: named by the cell, else by the mapping for the whole file; by slug or name."""
        said = cell.value if cell else self.mapping.actor
        known = self.lexicon.actors.known
        if not said or ids.slug(said) in known:
            return ids.slug(said) if said else None
        found = next(self.lexicon.actors.names.find(pieces(said)), None)
        return found[2][0].slug if found else None

    def _when(self, cells: dict[str, Cell], actor: str | None, site: str | None) -> When | None:
        """The day at the launch site; a clock time in the file's zone may move it by one."""
        cell = cells.get("date")
        if cell is None:
            return None
        span = self.document.span(cell.start, cell.end)
        if month := _MONTH.fullmatch(cell.value):
            year, number = int(month[1]), int(month[2])
            if not 1 <= number <= 12:
                return None
            last = date(year, number, monthrange(year, number)[1])
            return When(date(year, number, 1), last, "month", span, basis="as recorded", method="reference:date")
        day = read_date(cell.value)
        clock = _CLOCK.search(cells["time"].value) if "time" in cells else None
        local = self._local(actor, site)
        if day is None or clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
            return When(day, day, "day", span, basis="as recorded", method="reference:date") if day else None
        zone = _zone(self.mapping.zone) or local
        start = datetime.combine(day, time(int(clock[1]), int(clock[2])), zone)
        here = start.astimezone(local).date() if local and zone else day
        basis = f"{cell.value} {clock[0]} {zone}, at the launch site {here}" if zone else "as recorded"
        return When(
            here, here, "minute", span, start if zone else None, start if zone else None, basis, "reference:time"
        )

    def _local(self, actor: str | None, site: str | None) -> ZoneInfo | None:
        """The time zone of the launch site's state, else of the actor's."""
        place = self.lexicon.places.places.get(site or "")
        known = self.lexicon.actors.known.get(actor or "")
        states = (place.state if place else None, known.state if known else None, actor)
        return next((z for s in states if (z := self.lexicon.places.zone(s))), None)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(f"no time zone {name!r}", "Use a name of the IANA database, such as Asia/Seoul") from error


def _salvo(entry: Entry) -> tuple[str | None, ...]:
    kept = (entry.cells.get(name) for name in ("date", "time", "weapon", "site"))
    return tuple(c.value if c else None for c in kept)


def _outcome(entries: Sequence[Entry]) -> str | None:
    """Of several missiles: failed where all did; one that flew makes the launch a success."""
    said = {e.outcome for e in entries}
    return "success" if "success" in said else "failure" if said == {"failure"} else None


def _carriers(lexicon: "Lexicon") -> list[tuple[str, str]]:
    """What flies in every event of a type, with the type: a satellite launch vehicle in a satellite launch."""
    frames = {frame for found in lexicon.events.by_verb.values() for _, frame in found}
    return sorted({(f.default_weapon, f.type) for f in frames if f.default_weapon})
