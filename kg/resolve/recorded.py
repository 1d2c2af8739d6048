"""Events that a reference records: linked across a day's difference, and the entries that a reference may have twice.

A reference dates by another clock or by the day of the report. What it alone tells is held against what others tell
of the days beside it; where one event fits, and only one, the two are one event that is dated in two ways.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.resolve.background import Background
from kg.resolve.clusters import Clustering, Edge, cluster, ordered
from kg.resolve.compare import conflict, days, shared_parties, weigh
from kg.resolve.compare import ACROSS as WEIGHTS
from kg.resolve.facts import Facts
from kg.resolve.within import because

_DAY = timedelta(days=1)
# Across a day's difference nothing is surer than this.
_MOST = 0.6
# A pair of entries of one reference that may be one event; each reason adds to it.
_TWICE, _REASON = 0.4, 0.15


@dataclass(frozen=True, slots=True)
class Recorded:
    """`references` are the ids of documents that record events row by row."""

    references: frozenset[str]
    background: Background

    def day_off(self, clusters: Sequence[Facts], enemies: Mapping[str, frozenset[str]]) -> Clustering:
        """Joins what one reference alone tells to the one event of the day before or after that it fits."""
        edges = list(self._edges(clusters))
        return cluster(clusters, edges, self._differ, enemies)

    def _edges(self, clusters: Sequence[Facts]) -> Iterator[Edge]:
        near = _by_day(clusters)
        lonely = [c for c in clusters if self._lonely(c)]
        fits = {c.first: [o for o in _beside(c, near) if not self._differ(c, o)] for c in lonely}
        wanted: dict[tuple[str, frozenset[str]], int] = {}
        for one in lonely:
            for other in fits[one.first]:
                key = (other.first, one.documents)
                wanted[key] = wanted.get(key, 0) + 1
        for one in lonely:
            found = fits[one.first]
            if len(found) == 1 and wanted[(found[0].first, one.documents)] == 1:
                yield self._edge(one, found[0])

    def _lonely(self, part: Facts) -> bool:
        return part.days == 1 and len(part.documents) == 1 and part.documents <= self.references

    def _differ(self, a: Facts, b: Facts) -> str:
        """As for events of one day, but for the day."""
        if a.documents & b.documents:
            return "one document tells them apart"
        if a.part != b.part:
            return "a salvo against the whole"
        if a.family(self.background) != "launch" or not (shared_parties(a, b, self.background) or _partyless(a, b)):
            return "no launches of one party"
        return conflict(a, _moved(b, a), self.background)

    def _edge(self, a: Facts, b: Facts) -> Edge:
        reasons = [r for r in weigh(a, _moved(b, a), self.background, WEIGHTS) if not r[1].startswith("same day")]
        words = f"recorded a day apart ({days(a)}, {days(b)}), nothing else fits: {because(reasons)}"
        return Edge(_MOST, *ordered(a.first, b.first), words.rstrip(": "))

    def twice(self, clusters: Iterable[Facts]) -> Iterator[Edge]:
        """Pairs of entries of one reference on one day or two that may be one event, with what says so."""
        parts = [c for c in clusters if c.documents & self.references and not c.part and c.family(self.background) == "launch"]
        near = _by_day(parts)
        for one in parts:
            for other in _touching(one, near):
                shared = one.documents & other.documents & self.references
                if shared and one.first < other.first and (reasons := self._reasons(one, other)):
                    score = round(min(0.85, _TWICE + _REASON * len(reasons)), 2)
                    words = f"two entries of one reference ({days(one)}, {days(other)}): {', '.join(reasons)}"
                    yield Edge(score, *ordered(one.first, other.first), words)

    def _reasons(self, a: Facts, b: Facts) -> list[str]:
        moved = replace(b, documents=frozenset(), earliest=a.earliest, latest=a.latest, clocks=frozenset())
        if conflict(replace(a, clocks=frozenset()), moved, self.background):
            return []
        if _told_apart(a, b):
            return []
        found = []
        if a.days and b.days and max(a.days, b.days) > 1 and _overlap(a, b):
            found.append("the words of one name the other's day")
        if shared := sorted(a.counts & b.counts - {(1.0, 1.0)}):
            found.append(f"both {shared[0][0]:g}")
        if a.days == b.days == 1 and a.earliest == b.earliest:
            found.append("the same day")
        return found


def _told_apart(a: Facts, b: Facts) -> bool:
    """Whether clock times say that these are two: nothing of one lies within three hours of the other."""
    gaps = [abs(s - t) for s, _ in a.clocks for t, _ in b.clocks]
    return bool(gaps) and min(gaps) > timedelta(hours=3)


def _overlap(a: Facts, b: Facts) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.earliest <= b.latest and b.earliest <= a.latest


def _partyless(a: Facts, b: Facts) -> bool:
    return not a.parties or not b.parties


def _moved(part: Facts, to: Facts) -> Facts:
    return replace(part, earliest=to.earliest, latest=to.latest, clocks=frozenset())


def _by_day(clusters: Iterable[Facts]) -> dict[date, list[Facts]]:
    found: dict[date, list[Facts]] = {}
    for part in clusters:
        if part.dated and part.earliest:
            for n in range(part.days or 0):
                found.setdefault(part.earliest + n * _DAY, []).append(part)
    return found


def _beside(part: Facts, near: Mapping[date, list[Facts]]) -> list[Facts]:
    """What is told of the day before or after, and of that day alone."""
    assert part.earliest
    return [o for day in (part.earliest - _DAY, part.earliest + _DAY) for o in near.get(day, ()) if o.days == 1]


def _touching(part: Facts, near: Mapping[date, list[Facts]]) -> list[Facts]:
    """What is told of the same days, or of those beside them."""
    if not part.earliest or not part.latest:
        return []
    span = range(-1, (part.latest - part.earliest).days + 2)
    found = {o.first: o for n in span for o in near.get(part.earliest + n * _DAY, ()) if o.first != part.first}
    return [found[name] for name in sorted(found)]
