"""Events that a reference records: linked within a day, and the entries that a reference may have twice.

A reference dates by another clock or by the day of the report, and what it tells of a launch may differ in all else.
What it alone tells is held against what others tell of the same day, else of the days beside it; what fits best, and
has no better entry in the reference, is one event with it, and the differences go to the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from kg.resolve.background import Background
from kg.resolve.clusters import Clustering, Edge, cluster, ordered
from kg.resolve.compare import ACROSS as WEIGHTS
from kg.resolve.compare import conflict, days, shared_parties, weigh
from kg.resolve.facts import Facts
from kg.resolve.within import because

# Days apart, how badly it fits: the least is the best.
Rank = tuple[int, float]
_DAY = timedelta(days=1)
# Days on which an event may lie to be held against a recorded day; and how sure such a link is at most.
_TWO_DAYS, _MOST = 2, 0.6
# A pair of entries of one reference that may be one event; each reason adds to it.
_TWICE, _REASON = 0.4, 0.15


@dataclass(frozen=True, slots=True)
class Recorded:
    """`references` are the ids of documents that record events row by row."""

    references: frozenset[str]
    background: Background

    def day_off(self, clusters: Sequence[Facts], enemies: Mapping[str, frozenset[str]]) -> Clustering:
        """Joins what one reference alone tells to what it fits best within a day, where that has no better entry."""
        made = cluster(clusters, list(self._edges(clusters)), self._differ, enemies)
        return replace(made, clusters=tuple(map(_spanning, made.clusters)))

    def _edges(self, clusters: Sequence[Facts]) -> Iterator[Edge]:
        near = _by_day(c for c in clusters if not c.part)
        lonely = [c for c in clusters if self._lonely(c)]
        fits = {c.first: self._nearest(c, near) for c in lonely}
        rivals: dict[tuple[str, frozenset[str]], list[Rank]] = {}
        for one in lonely:
            for other, rank in fits[one.first]:
                rivals.setdefault((other.first, one.documents), []).append(rank)
        for one in lonely:
            for other, rank in fits[one.first]:
                others = rivals[(other.first, one.documents)]
                if rank == min(others) and others.count(rank) == 1:
                    yield self._edge(one, other, rank[0])

    def _nearest(self, one: Facts, near: Mapping[date, list[Facts]]) -> list[tuple[Facts, Rank]]:
        """What it may be, as near in days as anything is: all that may be one event with it and each other, else the
        one that fits best; each with its rank, the least first."""
        ranked = [(o, (_gap(one, o), -self._score(one, o))) for o in _beside(one, near) if not self._differ(one, o)]
        least = min((rank[0] for _, rank in ranked), default=0)
        nearest = [(o, rank) for o, rank in ranked if rank[0] == least]
        if not any(self._differ(a, b) for (a, _), (b, _) in combinations(nearest, 2)):
            return nearest
        best = min(rank for _, rank in nearest)
        chosen = [(o, rank) for o, rank in nearest if rank == best]
        articles = frozenset.intersection(*(o.documents - self.references for o, _ in chosen))
        # Of two launches that one article tells alike the first is its news.
        return sorted(chosen, key=lambda c: c[0].place)[:1] if len(chosen) == 1 or articles else []

    def _score(self, a: Facts, b: Facts) -> float:
        return round(sum(weight for weight, _ in weigh(a, _moved(b, a), self.background, WEIGHTS)), 3)

    def _lonely(self, part: Facts) -> bool:
        return part.days == 1 and not part.part and len(part.documents) == 1 and part.documents <= self.references

    def _differ(self, a: Facts, b: Facts) -> str:
        """As for events of one day, but for the day."""
        if a.documents & b.documents:
            return "one document tells them apart"
        if a.part != b.part:
            return "a salvo against the whole"
        if a.family(self.background) != "launch" or not (shared_parties(a, b, self.background) or _partyless(a, b)):
            return "no launches of one party"
        narrow, wide = sorted((a, b), key=lambda f: (f.days or _TWO_DAYS + 1, f.members))
        moved = _moved(wide, narrow)
        # Sources may differ on the class of one ballistic missile; a cruise missile is another launch.
        return conflict(narrow, replace(moved, weapons=frozenset()) if self._kin(a, b) else moved, self.background)

    def _kin(self, a: Facts, b: Facts) -> bool:
        """Whether some weapon of the one shares a class that says something with one of the other."""
        known = self.background
        shared = (known.above.get(x, frozenset({x})) & known.above.get(y, frozenset({y})) for x in a.weapons
                  for y in b.weapons)  # fmt: skip
        return any(not known.broad(c) for classes in shared for c in classes)

    def _edge(self, a: Facts, b: Facts, gap: int) -> Edge:
        reasons = [r for r in weigh(a, _moved(b, a), self.background, WEIGHTS) if not r[1].startswith("same day")]
        how = f"recorded a day apart ({days(a)}, {days(b)})" if gap else f"recorded on {days(a)}, told of {days(b)}"
        return Edge(_MOST - gap / 10, *ordered(a.first, b.first), f"{how}, nothing fits better: {because(reasons)}")

    def twice(self, clusters: Iterable[Facts]) -> Iterator[Edge]:
        """Pairs of entries of one reference on one day or two that may be one event, with what says so."""
        parts = [
            c
            for c in clusters
            if c.documents & self.references and not c.part and c.family(self.background) == "launch"
        ]
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


def _spanning(part: Facts) -> Facts:
    """What is dated in two ways lies on the days of both."""
    if part.earliest and part.latest and part.earliest > part.latest:
        return replace(part, earliest=part.latest, latest=part.earliest)
    return part


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
    """What is told of one day or two, of which one is the same, the day before or the day after."""
    assert part.earliest
    found = (o for n in (-1, 0, 1) for o in near.get(part.earliest + n * _DAY, ()) if (o.days or 0) <= _TWO_DAYS)
    return list({o.first: o for o in found if o.first != part.first}.values())


def _gap(one: Facts, other: Facts) -> int:
    """Days between two events; 0 where a day may be both's."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return 0
    return max(0, (other.earliest - one.latest).days, (one.earliest - other.latest).days)


def _touching(part: Facts, near: Mapping[date, list[Facts]]) -> list[Facts]:
    """What is told of the same days, or of those beside them."""
    if not part.earliest or not part.latest:
        return []
    span = range(-1, (part.latest - part.earliest).days + 2)
    found = {o.first: o for n in span for o in near.get(part.earliest + n * _DAY, ()) if o.first != part.first}
    return [found[name] for name in sorted(found)]
