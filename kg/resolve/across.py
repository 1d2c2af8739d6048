"""Which events of different documents are one event: only a shared time, or the same words, can make them one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, islice, pairwise

from kg.model import Document
from kg.resolve.background import Background
from kg.resolve.clusters import Clustering, Edge, cluster, enemies_of, ordered
from kg.resolve.compare import ACROSS, DOUBTFUL, conflict, days, shared_items, shared_parties, weigh
from kg.resolve.decided import Word
from kg.resolve.facts import FRESH, Facts, plain
from kg.resolve.recorded import Recorded
from kg.resolve.within import because

# A coarse time of more days than a month fits too much to say "the same" of two events that happen often.
_MONTH = 31
_YEAR = 366
_COPIED_WORDS = 6
_COARSE, _COPIED = 0.55, 0.95
_RELATED = "same giver, recipient and kind of goods, no common date"


@dataclass(frozen=True, slots=True)
class Across:
    """Events of the whole collection, the edges that joined them, and pairs that are left in doubt.

    `twice` are pairs of entries of one reference that may be one event.
    """

    clusters: tuple[Facts, ...]
    joined: tuple[Edge, ...]
    doubtful: tuple[Edge, ...]
    twice: tuple[Edge, ...] = ()


def across(parts: Sequence[Facts], documents: Iterable[Document], background: Background, word: Word) -> Across:
    """Join the events of single documents: same words, same day, what a reference dates a day off, then coarse times
    with one candidate."""
    documents = list(documents)
    published = {d.id: d.published for d in documents}
    differ = _Differ(background)
    enemies = enemies_of(word.different)
    parts = sorted(parts, key=lambda f: f.members)
    dated, doubtful = _weighed(_day_pairs(parts), background)
    first = cluster(parts, [*word.same, *_copied(parts, published), *dated], differ, enemies)
    recorded = Recorded(frozenset(d.id for d in documents if d.mapping), background)
    second = recorded.day_off(first.clusters, enemies)
    coarse, unsure = _coarse(second.clusters, published, background)
    third = cluster(second.clusters, coarse, differ, enemies)
    left = _still_apart([*doubtful, *unsure], third)
    joined = first.joined + second.joined + third.joined
    return Across(third.clusters, joined, left, tuple(recorded.twice(third.clusters)))


@dataclass(frozen=True, slots=True)
class _Differ:
    background: Background

    def __call__(self, a: Facts, b: Facts) -> str:
        if a.documents & b.documents:
            return "one document tells them apart"
        if a.part != b.part:
            return "a salvo against the whole"
        return conflict(a, b, self.background)


def _copied(parts: Iterable[Facts], published: Mapping[str, date | None]) -> Iterator[Edge]:
    """Events told in the same words by documents of the same days."""
    groups: dict[tuple[frozenset[str], str], list[Facts]] = {}
    for part in parts:
        words = plain(part.evidence)
        if len(words.split()) >= _COPIED_WORDS:
            groups.setdefault((part.types, words), []).append(part)
    for group in groups.values():
        by_day = sorted(group, key=lambda f: (str(_day(f, published)), f.members))
        for a, b in pairwise(by_day):
            if _close(_day(a, published), _day(b, published)):
                yield Edge(_COPIED, *ordered(a.first, b.first), "told in the same words")


def _day(part: Facts, published: Mapping[str, date | None]) -> date | None:
    return min((d for doc in part.documents if (d := published.get(doc))), default=None)


def _close(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= FRESH


def _day_pairs(parts: Iterable[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs that share a day; what says exactly the same is paired with its neighbour only, to keep them few."""
    days_: dict[date, list[Facts]] = {}
    for part in parts:
        if part.dated and part.earliest:
            for n in range(part.days or 0):
                days_.setdefault(part.earliest + timedelta(n), []).append(part)
    seen: set[tuple[str, str]] = set()
    for _, found in sorted(days_.items()):
        for a, b in _sparse(found):
            if (key := ordered(a.first, b.first)) not in seen:
                seen.add(key)
                yield a, b


def _sparse(parts: Iterable[Facts]) -> Iterator[tuple[Facts, Facts]]:
    groups: dict[Facts, list[Facts]] = {}
    for part in parts:
        groups.setdefault(_saying(part), []).append(part)
    for group in groups.values():
        yield from pairwise(group)
    for one, two in combinations(groups.values(), 2):
        yield from islice(((a, b) for a in one for b in two if a.documents != b.documents), 1)


def _saying(part: Facts) -> Facts:
    """What a part says, without who says it where."""
    nothing: frozenset[str] = frozenset()
    return replace(
        part,
        members=("",),
        documents=nothing,
        evidence="",
        place=0,
        block=0,
        lead=False,
        fresh=False,
        news=False,
        past=False,
        apart=False,
    )


def _weighed(pairs: Iterable[tuple[Facts, Facts]], background: Background) -> tuple[list[Edge], list[Edge]]:
    """Edges that are sure enough, and those that are doubtful."""
    sure, doubtful = [], []
    for a, b in pairs:
        if _Differ(background)(a, b):
            continue
        edge = _edge(a, b, background)
        if edge.score >= ACROSS.threshold:
            sure.append(edge)
        elif edge.score >= DOUBTFUL:
            doubtful.append(edge)
    return sure, doubtful


def _edge(a: Facts, b: Facts, background: Background) -> Edge:
    reasons = weigh(a, b, background, ACROSS)
    if a.family(background) == "transfer" and shared_items(a.items, b.items, background):
        reasons.append((0.1, "same kind of goods"))
    total = sum(weight for weight, _ in reasons)
    return Edge(max(0.0, min(1.0, round(total, 2))), *ordered(a.first, b.first), because(reasons))


def _coarse(
    clusters: Sequence[Facts], published: Mapping[str, date | None], background: Background
) -> tuple[list[Edge], list[Edge]]:
    """Events whose time is coarse: joined where all that fits is one event, else in doubt."""
    differ = _Differ(background)
    dated = _by_day(c for c in clusters if c.dated)
    rest = [w for c in clusters if not c.dated and (w := _window(c, published, background))]
    coarse, guessed = _by_month(rest), frozenset(c.first for c in clusters if not c.days)
    joined, unsure = [], []
    for one in rest:
        fits = [d for d in _near(one, dated) if _alike(one, d, background) and not differ(one, d)]
        beside = (o for o in _beside(one, coarse) if _comparable(one, o, guessed))
        fits = fits or [o for o in beside if _both_coarse(one, o, background) and not differ(one, o)]
        edges = [_coarse_edge(one, f, background) for f in fits]
        if fits and not any(differ(a, b) for a, b in combinations(fits, 2)):
            joined += edges
        elif fits:
            unsure.append(replace(max(edges), because=f"{len(fits)} events fit: {max(edges).because}"))
    return joined, unsure


def _comparable(a: Facts, b: Facts, guessed: frozenset[str]) -> bool:
    """Two events without any date are of one day only where both were published on one."""
    if a.first in guessed or b.first in guessed:
        return a.first in guessed and b.first in guessed and a.latest == b.latest
    return True


def _by_day(parts: Iterable[Facts]) -> dict[date, list[Facts]]:
    days_: dict[date, list[Facts]] = {}
    for part in parts:
        if part.earliest:
            days_.setdefault(part.earliest, []).append(part)
    return days_


def _near(one: Facts, dated: Mapping[date, list[Facts]]) -> list[Facts]:
    """The dated events that begin within the days of a coarse one."""
    if not one.earliest or not one.days:
        return []
    return [d for n in range(one.days) for d in dated.get(one.earliest + timedelta(n), ())]


def _by_month(parts: Iterable[Facts]) -> dict[tuple[int, int], list[Facts]]:
    months: dict[tuple[int, int], list[Facts]] = {}
    for part in parts:
        for month in _months(part):
            months.setdefault(month, []).append(part)
    return months


def _months(part: Facts) -> list[tuple[int, int]]:
    """The months that a part of at most a year touches; a longer one is too coarse to be joined to its like."""
    if not part.earliest or not part.latest or (part.days or 0) > _YEAR:
        return []
    first, last = (d.year * 12 + d.month - 1 for d in (part.earliest, part.latest))
    return [divmod(n, 12) for n in range(first, last + 1)]


def _beside(one: Facts, coarse: Mapping[tuple[int, int], list[Facts]]) -> list[Facts]:
    return list(dict.fromkeys(o for month in _months(one) for o in coarse[month]))


def _window(part: Facts, published: Mapping[str, date | None], background: Background) -> Facts | None:
    """The part with the days on which it may lie; None where nothing limits them.

    What a lead tells without a date has happened in the days before its publication.
    """
    if part.days:
        return part
    day = _day(part, published)
    if day and part.lead and not part.planned and part.family(background) == "launch":
        return replace(part, earliest=day - timedelta(FRESH - 1), latest=day)
    return None


def _alike(a: Facts, b: Facts, background: Background) -> bool:
    """Whether what they share is more than a time: the parties, and for a coarse time also the weapon or the goods."""
    if a.family(background) == "transfer":
        return bool(shared_parties(a, b, background)) and shared_items(a.items, b.items, background)
    if a.family(background) == "launch":
        return bool(shared_parties(a, b, background)) and (bool(a.weapons and b.weapons) or (a.days or 0) <= _MONTH)
    return len(shared_parties(a, b, background)) >= min(2, len(a.parties), len(b.parties)) > 0


def _both_coarse(a: Facts, b: Facts, background: Background) -> bool:
    if a.members == b.members or not _alike(a, b, background):
        return False
    longest = max(a.days or _YEAR + 1, b.days or _YEAR + 1)
    often = a.family(background) != "other"
    return longest <= _MONTH if often else longest <= _YEAR


def _coarse_edge(a: Facts, b: Facts, background: Background) -> Edge:
    edge = _edge(a, b, background)
    exact, loose = (a, b) if (a.days or 0) <= (b.days or 0) else (b, a)
    words = f"nothing else fits {days(loose)}" if exact.days != loose.days else f"both {days(loose)}"
    return replace(edge, score=min(_COARSE, max(edge.score, 0.3)), because=f"{words}: {edge.because}")


def _still_apart(edges: Iterable[Edge], clustering: Clustering) -> tuple[Edge, ...]:
    """The doubtful edges whose ends are two events in the end, the best one a pair of events."""
    home = {m: c.first for c in clustering.clusters for m in c.members}
    best: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges, key=lambda e: (-e.score, e.left, e.right)):
        left, right = home[edge.left], home[edge.right]
        if left != right:
            best.setdefault(ordered(left, right), edge)
    return tuple(best[k] for k in sorted(best))


def one_day_apart(clusters: Iterable[Facts], background: Background) -> Iterator[Edge]:
    """Launches a day apart that agree in weapon and number or site: perhaps one, told in two time zones or twice."""
    by_day: dict[date, list[Facts]] = {}
    for part in clusters:
        if part.days == 1 and part.earliest and part.family(background) == "launch":
            by_day.setdefault(part.earliest, []).append(part)
    for day, parts in sorted(by_day.items()):
        for a in parts:
            for b in by_day.get(day + timedelta(1), ()):
                if not a.documents & b.documents and _twins(a, b, background):
                    yield Edge(DOUBTFUL, *ordered(a.first, b.first), f"a day apart ({days(a)}, {days(b)}), else alike")


def _twins(a: Facts, b: Facts, background: Background) -> bool:
    moved = replace(b, earliest=a.earliest, latest=a.latest, clocks=frozenset())
    alike = bool(a.weapons & b.weapons) and bool(a.counts & b.counts or a.sites & b.sites)
    return alike and not conflict(a, moved, background)


def related(clusters: Iterable[Facts], background: Background, published: Mapping[str, date | None]) -> Iterator[Edge]:
    """Transfers of different documents with the same giver, recipient and goods that no common date makes one."""
    groups: dict[tuple[str, ...], list[Facts]] = {}
    for part in clusters:
        if part.family(background) == "transfer" and part.givers and part.recipients:
            sides = (map(background.state, part.givers), map(background.state, part.recipients))
            groups.setdefault(tuple(" ".join(sorted(side)) for side in sides), []).append(part)
    for _, group in sorted(groups.items()):
        ordered_ = sorted(group, key=lambda f: (str(_day(f, published)), f.members))
        for n, late in enumerate(ordered_):
            early = [e for e in ordered_[:n] if not e.documents & late.documents]
            if fits := [e for e in early if shared_items(e.items, late.items, background)]:
                yield Edge(0.5, *ordered(fits[-1].first, late.first), _RELATED)
