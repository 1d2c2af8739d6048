"""The events that have a date, one a line, with the claims about them: a picture without colour as its only sign.

Years take room by how much lies in them, so that one event of long ago does not press the others together. Places on
the axis are percentages, sizes are pixels: the picture is as readable on a phone as on a desk.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from markupsafe import Markup, escape

from kg.reports.audit.shown import anchor, plain
from kg.reports.audit.values import Claim, Event

MOST = 80
LABEL = 46
_ROW, _TOP = 46, 30
_SIGNS = {"deny": "deny", "accuse": "accuse", "condemn": "accuse", "warn": "accuse"}


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each year begins and ends, in percent of the width."""

    years: Mapping[int, tuple[float, float]]

    @classmethod
    def of(cls, days: Iterable[date]) -> "Axis":
        weights = {year: sqrt(n) for year, n in sorted(Counter(d.year for d in days).items())}
        whole = sum(weights.values()) or 1
        at, years = 0.0, {}
        for year, weight in weights.items():
            years[year] = (at, at + 100 * weight / whole)
            at = years[year][1]
        return cls(years)

    def place(self, day: date) -> float:
        start, end = self.years[day.year]
        return start + (end - start) * (0.02 + 0.96 * (day.timetuple().tm_yday - 1) / 366)


def drawn(events: Iterable[Event]) -> tuple[list[Event], int]:
    """The events of the picture, in order of time, and how many dated ones are left out for room."""
    dated = [e for e in events if _days(e)]
    kept = sorted(dated, key=lambda e: (-len(e.claims), e.earliest, e.id))[:MOST]
    return sorted(kept, key=lambda e: (e.earliest or e.latest, e.latest, e.label, e.id)), len(dated) - len(kept)


def timeline(events: Sequence[Event], claims: Mapping[str, Claim]) -> Markup:
    """The picture of the events given, as SVG."""
    said = {e.id: [(d, claims[c]) for c in e.claims if c in claims for d in _said(claims[c])] for e in events}
    days = [d for e in events for d in _days(e)] + [d for found in said.values() for d, _ in found]
    axis = Axis.of(days)
    height = _TOP + _ROW * len(events) + 6
    out = [
        f'<svg class="timeline" role="group" aria-labelledby="timeline-title" width="100%" height="{height}">'
        '<title id="timeline-title">Events in order of time, with the claims about them</title>'
    ]
    for year, (start, end) in axis.years.items():
        out.append(f'<line class="year" x1="{start:.2f}%" x2="{start:.2f}%" y1="0" y2="{height}"/>')
        if end - start > 7:
            out.append(f'<text class="tick" x="{start:.2f}%" dx="4" y="14">{year}</text>')
    for n, event in enumerate(events):
        out.append(_row(event, said[event.id], axis, _TOP + _ROW * n))
    return Markup("".join(out) + "</svg>")


def _row(event: Event, said: Sequence[tuple[date, Claim]], axis: Axis, top: int) -> str:
    days = _days(event)
    start, end = axis.place(days[0]), axis.place(days[-1])
    label = plain(event.label)
    short = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    rail = top + 26
    # A day is drawn as wide as it can be seen, around its place.
    width, shift = (f"{end - start:.2f}%", "") if end - start > 0.6 else ("7", ' transform="translate(-3.5 0)"')
    shape = f'<rect class="event" x="{start:.2f}%" y="{rail - 6}" width="{width}" height="6"{shift}/>'
    return (
        f'<g><line class="rail" x1="0" x2="100%" y1="{rail}" y2="{rail}"/>{shape}'
        f'<text class="label" x="4" y="{top + 14}"><a href="#e-{anchor(event.id)}">{escape(short)}</a></text>'
        f"{_signs(said, axis, rail + 8)}</g>"
    )


def _signs(said: Sequence[tuple[date, Claim]], axis: Axis, middle: int) -> str:
    """One sign for all claims of one day and kind, with their number: they would hide each other."""
    groups: dict[tuple[date, str], list[Claim]] = defaultdict(list)
    for day, claim in said:
        groups[day, _SIGNS.get(claim.stance, "tell")].append(claim)
    used: Counter[date] = Counter()
    out = []
    for (day, sign), claims in sorted(groups.items()):
        shift = 28 * used[day]
        used[day] += 1
        count = f'<text class="count" x="6" y="4">{len(claims)}</text>' if len(claims) > 1 else ""
        x = axis.place(day)
        # A nested svg takes a percentage as its place, which a transform cannot.
        side = -shift if x > 88 else shift
        out.append(
            f'<svg x="{x:.2f}%" y="{middle}" overflow="visible"><g transform="translate({side} 0)">'
            f"{_SHAPES[sign]}{count}</g></svg>"
        )
    return "".join(out)


_SHAPES = {
    "tell": '<circle class="tell" r="4"/>',
    "deny": '<path class="deny" d="M-4-4 4 4M4-4-4 4"/>',
    "accuse": '<path class="accuse" d="M0-5 5 4-5 4Z"/>',
}


def _days(event: Event) -> list[date]:
    found = [_day(d) for d in (event.earliest, event.latest)]
    return sorted(d for d in found if d)


def _said(claim: Claim) -> list[date]:
    found = _day(claim.said_earliest) or _day(claim.said_latest)
    return [found] if found else []


def _day(text: str) -> date | None:
    """A day of the graph; None for what is absent or no date (a server may hold anything)."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
