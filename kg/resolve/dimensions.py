"""Two claims about one event, dimension by dimension: do they say the same, and if not, what might explain it?"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Literal

from kg.model import Quantity, Role, When
from kg.resolve.background import Background
from kg.resolve.compare import site_fits, site_words
from kg.resolve.facts import bounds
from kg.resolve.statements import Statement

# Of numbers said with "about": within a tenth they agree, within a fifth rounding may explain them.
_AGREE, _ROUNDED = 0.10, 0.20
# "about 10" is said of whole fives and tens.
_ROUND_STEP = 2.5
_SAME_CLOCK_MINUTES = 45
_ZERO = timedelta()
# Qualifier of a count that is the number of a reference's rows.
RECORDED = "recorded"
# Numbers that are no measure of the event: how many, its place in a series, how many of its kind.
_SERIES = ("count", "order", "total")
_ABOUT = frozenset({"about", "approximately", "around", "roughly", "nearly", "almost", "some", "estimated", "circa"})
# To one unit per kind of measure: kilometres, kilometres an hour, minutes, kilograms.
_UNITS = {
    "km": ("length", 1.0), "kilometer": ("length", 1.0), "kilometre": ("length", 1.0), "mile": ("length", 1.609344),
    "nautical mile": ("length", 1.852), "m": ("length", 0.001), "meter": ("length", 0.001),
    "metre": ("length", 0.001), "foot": ("length", 0.0003048), "ft": ("length", 0.0003048),
    "mph": ("speed", 1.609344), "kph": ("speed", 1.0), "km/h": ("speed", 1.0), "kmh": ("speed", 1.0),
    "minute": ("time", 1.0), "hour": ("time", 60.0), "second": ("time", 1 / 60), "day": ("time", 1440.0),
    "kg": ("mass", 1.0), "tonne": ("mass", 1000.0), "ton": ("mass", 1000.0), "metric ton": ("mass", 1000.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Two values held against each other; `explanation` says why they may differ and both be right.

    `gap` orders several findings of one pair of claims: numbers that lie nearest are meant to be one.
    """

    agree: bool
    left: str
    right: str
    explanation: str = ""
    gap: float = 0.0


Compared = Finding | None
Compare = Callable[[Statement, Statement, Background], Compared]


def count(a: Statement, b: Statement, background: Background) -> Compared:
    """Numbers of the event's main thing. "several" and twelve do not contradict; nor do "about 12" and twelve."""
    return _best(_number(x, y) for x, y in product(_quantities(a, "count"), _quantities(b, "count")))


def quantity(a: Statement, b: Statement, background: Background) -> Compared:
    """Speed, range, altitude and other measures, each with its like, in one unit."""
    pairs = product(_quantities(a), _quantities(b))
    return _best(_number(x, y) for x, y in pairs if x.role == y.role and x.role not in _SERIES)


def time(a: Statement, b: Statement, background: Background) -> Compared:
    pairs = product(_times(a), _times(b))
    return _best(_time(x, y) for x, y in pairs)


def place(a: Statement, b: Statement, background: Background) -> Compared:
    return _best(_site(x, y, background) for x, y in product(_roles(a, "site"), _roles(b, "site")))


def weapon(a: Statement, b: Statement, background: Background) -> Compared:
    """Classes and systems: equal ones agree, a more exact one neither agrees nor contradicts."""
    return _best(_weapon(x, y, background) for x, y in product(_roles(a, *_ARMS), _roles(b, *_ARMS)))


def parties(a: Statement, b: Statement, background: Background) -> Compared:
    found = (_party(a, b, name, background) for name in ("agent", "giver", "recipient"))
    return _best(found)


def occurrence(a: Statement, b: Statement, background: Background) -> Compared:
    """Success against failure. Whether it happened at all is a matter of denials."""
    x, y = _outcome(a), _outcome(b)
    return Finding(x == y, x, y) if x and y else None


_ARMS = ("weapon", "system")


def _best(findings: Iterable[Compared]) -> Compared:
    """Where a claim says several things, one that agrees is enough; an explained difference before an open one."""
    found = [f for f in findings if f]
    return min(found, key=lambda f: (not f.agree, not f.explanation, f.gap, f.left, f.right), default=None)


def _roles(statement: Statement, *names: str) -> Iterator[Role]:
    return (r for m in statement.mentions if not m.part_of for r in m.roles if r.name in names)


def _quantities(statement: Statement, role: str | None = None) -> Iterator[Quantity]:
    """The numbers of the whole event: what is said of a part is not held against what is said of the whole."""
    return (q for m in statement.mentions if not m.part_of for q in m.quantities if role in (None, q.role))


def _times(statement: Statement) -> Iterator[When]:
    return (m.when for m in statement.mentions if m.when)


def _outcome(statement: Statement) -> str:
    return next((m.outcome for m in statement.mentions if m.outcome), "")


def _number(a: Quantity, b: Quantity) -> Compared:
    factor = _factor(a.unit, b.unit)
    if factor is None:
        return None
    left, right = _said(a), _said(b)
    if a.value is None or b.value is None or _open(a) or _open(b):
        return _bounds(a, b, factor, left, right)
    x, y = a.value, b.value * factor
    gap, size = abs(x - y), max(abs(x), abs(y), 1e-9)
    loose = _loose(a) or _loose(b) or factor != 1.0
    if gap / size < 1e-6 or (loose and gap / size <= _AGREE):
        return Finding(True, left, right)
    if loose and (gap / size <= _ROUNDED or (gap <= _ROUND_STEP and (x % 5 == 0 or y % 5 == 0))):
        return Finding(False, left, right, "rounding: one of the numbers is given as approximate", gap / size)
    return Finding(False, left, right, gap=gap / size)


def _bounds(a: Quantity, b: Quantity, factor: float, left: str, right: str) -> Compared:
    """ "At least ten" against an exact number or another bound: only where they cannot both hold."""
    low_a, high_a = _least_and_most(a)
    low_b, high_b = (v * factor for v in _least_and_most(b))
    return Finding(False, left, right) if low_a > high_b or low_b > high_a else None


def _least_and_most(quantity: Quantity) -> tuple[float, float]:
    low, high = bounds(quantity)
    return (low, float("inf")) if quantity.qualifier == "a" else (low, high)


def _open(quantity: Quantity) -> bool:
    """At least, up to, several; and a mere article: "a missile" may be one of many."""
    return quantity.low is None or quantity.high is None or quantity.qualifier == "a"


def _loose(quantity: Quantity) -> bool:
    return bool(_ABOUT & set(quantity.qualifier.lower().split()))


def _said(quantity: Quantity) -> str:
    """Its words; a number that nobody wrote down, as rows were counted, in digits."""
    if quantity.qualifier == RECORDED:
        return f"{quantity.value:g} recorded"
    return " ".join(quantity.span.text.split())


def _factor(one: str, two: str) -> float | None:
    """What a number in unit `two` is worth in unit `one`; None: they measure different things.

    >>> round(_factor("km", "miles"), 3), _factor("missile", "launcher"), _factor("missiles", "")
    (1.609, None, 1.0)
    """
    a, b = one.lower().rstrip("s"), two.lower().rstrip("s")
    if a == b or not a or not b:
        return 1.0
    x, y = _UNITS.get(a), _UNITS.get(b)
    return y[1] / x[1] if x and y and x[0] == y[0] else None


def _time(a: When, b: When) -> Compared:
    left, right = _day(a), _day(b)
    if not left or not right:
        return None
    if a.earliest and b.latest and a.latest and b.earliest and (a.earliest > b.latest or b.earliest > a.latest):
        return Finding(False, left, right, _next_day(a, b))
    gap = _minutes_apart(a, b)
    if gap is None:
        return Finding(True, left, right) if a.earliest == a.latest == b.earliest == b.latest else None
    if gap <= _SAME_CLOCK_MINUTES:
        return Finding(True, left, right)
    return Finding(False, left, right, _zone(a, b, gap))


def _minutes_apart(a: When, b: When) -> float | None:
    """Minutes between two clock times with zones; None where one is without."""
    if not _zoned(a.start) or not _zoned(b.start) or not a.start or not b.start:
        return None
    stops = (a.stop or a.start, b.stop or b.start)
    return max(0.0, (max(a.start, b.start) - min(stops)).total_seconds() / 60)


def _zoned(moment: datetime | None) -> bool:
    return moment is not None and moment.tzinfo is not None


def _zone(a: When, b: When, gap: float) -> str:
    if not a.start or not b.start:
        return ""
    shift = abs(((a.start.utcoffset() or _ZERO) - (b.start.utcoffset() or _ZERO)).total_seconds()) / 60
    return f"time zone: {shift / 60:g} hours apart, as the zones are" if shift and abs(gap - shift) <= 5 else ""


def _next_day(a: When, b: When) -> str:
    gaps = [(x - y).days for x, y in ((a.earliest, b.latest), (b.earliest, a.latest)) if x and y and x > y]
    if gaps == [1] and (_zones_differ(a, b) or _dated_elsewhere(a, b) or _dated_elsewhere(b, a)):
        return "time zone: one day apart, local date against another"
    return ""


def _dated_elsewhere(a: When, b: When) -> bool:
    """Whether the clock of one, in the zone that it is given in, shows the other's day."""
    return bool(a.start and a.start.tzinfo and b.earliest and b.latest and b.earliest <= a.start.date() <= b.latest)


def _zones_differ(a: When, b: When) -> bool:
    return bool(a.start and b.start and a.start.utcoffset() != b.start.utcoffset())


def _day(when: When) -> str:
    """The words of the time with the day they were resolved to."""
    if not when.earliest or not when.latest:
        return ""
    day = str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    return f"{' '.join(when.span.text.split())} ({day})" if when.span and when.span.text != day else day


def _site(a: Role, b: Role, background: Background) -> Compared:
    """Only named places contradict each other: an "east coast" is nowhere in particular."""
    x, y = a.concept or a.span.text.lower(), b.concept or b.span.text.lower()
    left, right = " ".join(a.span.text.split()), " ".join(b.span.text.split())
    if site_fits(x, y, background):
        return Finding(True, left, right)
    named = all(r.concept or (r.span.text.lower() != r.span.text and site_words(r.span.text.lower())) for r in (a, b))
    return Finding(False, left, right) if named else None


def _weapon(a: Role, b: Role, background: Background) -> Compared:
    if not a.concept or not b.concept:
        return None
    left, right = background.label(a.concept), background.label(b.concept)
    if a.concept == b.concept:
        return None if background.broad(a.concept) else Finding(True, left, right)
    return None if background.compatible(a.concept, b.concept) else Finding(False, left, right)


def _party(a: Statement, b: Statement, name: str, background: Background) -> Compared:
    ones, twos = a.actors(name), b.actors(name)
    if not ones or not twos or any(background.same_side(x, y) for x in ones for y in twos):
        return None
    left, right = (" and ".join(sorted(map(background.label, side))) for side in (ones, twos))
    return Finding(False, f"{name} {left}", f"{name} {right}")


def _count_values(statement: Statement) -> Hashable:
    return frozenset((q.value, q.low, q.high, q.unit, _loose(q)) for q in _quantities(statement, "count"))


def _quantity_values(statement: Statement) -> Hashable:
    measures = (q for q in _quantities(statement) if q.role not in _SERIES)
    return frozenset((q.role, q.value, q.low, q.high, q.unit, _loose(q)) for q in measures)


def _time_values(statement: Statement) -> Hashable:
    return frozenset((w.earliest, w.latest, w.start, w.stop) for w in _times(statement))


def _site_values(statement: Statement) -> Hashable:
    return frozenset(r.concept or r.span.text.lower() for r in _roles(statement, "site"))


def _weapon_values(statement: Statement) -> Hashable:
    return frozenset(r.concept for r in _roles(statement, *_ARMS) if r.concept)


@dataclass(frozen=True, slots=True)
class Dimension:
    """`values` is what a statement says in this dimension, empty where it says nothing; equal values are one."""

    values: Callable[[Statement], Hashable]
    compare: Compare


Dimensions = Literal["occurrence", "count", "time", "place", "weapon", "parties", "quantity"]
DIMENSIONS: dict[Dimensions, Dimension] = {
    "occurrence": Dimension(_outcome, occurrence),
    "count": Dimension(_count_values, count),
    "time": Dimension(_time_values, time),
    "place": Dimension(_site_values, place),
    "weapon": Dimension(_weapon_values, weapon),
    "parties": Dimension(lambda s: s.parties, parties),
    "quantity": Dimension(_quantity_values, quantity),
}
