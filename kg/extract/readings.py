"""What a matched calendar expression means: from its words and a context to earliest and latest day.

What needs a day to count from is counted from the publication date, or from the date last named in the text ("the
following day"); without one it stays open.
"""

import calendar
import math
import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.numerals import number, ordinal
from kg.model import Precision

_MONTHS = [m.lower() for m in calendar.month_name][1:]
_DAYS = [d.lower() for d in calendar.day_name]
_MONTH = 31
_YEARS_AWAY = {"last year": -1, "the previous year": -1, "this year": 0, "next year": 1}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: publication date, the date last named (`until` its last day, where it is a
    month), the day last named in the paragraphs `above`, whether the clause speaks of the future or the past, the year
    of dates without one where the text allows only one."""

    published: date | None
    anchor: date | None = None
    until: date | None = None
    future: bool = False
    past: bool = False
    year: int | None = None
    above: date | None = None


class Groups:
    """The named groups of a match: "" for what is absent; "unit_2" answers for "unit" where a rule has alternatives.
    `shared` holds a year that stands with another expression and counts for this one, if it has none of its own."""

    def __init__(self, match: re.Match[str], shared: Mapping[str, str | None] | None = None) -> None:
        self.text = match.group()
        self._names = match.groupdict()
        if not any(self._names.get(k) for k in ("year", "of")):
            self._names |= shared or {}

    def of_day(self, day: str) -> "Groups":
        """The same month and year, another day."""
        other = copy(self)
        other._names = {**self._names, "day": day, "weekday": ""}
        return other

    def __call__(self, name: str) -> str:
        return next((v for n in (name, f"{name}_2", f"{name}_3") if (v := self._names.get(n))), "")


Reading = tuple[date | None, date | None, Precision, str]
Reader = Callable[[Groups, Context], Reading | None]


def month_number(text: str) -> int:
    """The number of a month's name, short or long.

    >>> month_number("Sept."), month_number("July")
    (9, 7)
    """
    return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(text.lower().rstrip(".")[:3]))


def month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_from(day: date, count: int) -> tuple[date, date]:
    """First and last day of the month that lies `count` months from the day's."""
    index = day.year * 12 + day.month - 1 + count
    return month_span(index // 12, index % 12 + 1)


def _said(context: Context) -> str:
    return f"publication date {context.published}" if context.published else "no publication date"


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_without_year(month: int, day: int, weekday: str, c: Context) -> tuple[date | None, str]:
    """The nearest such day, rather past than ahead; a weekday named beside it and a future tense decide."""
    if c.published is None:
        found = _valid(c.year, month, day) if c.year else None
        return found, "the text's own years" if found else "no publication date"
    candidates = [d for y in range(c.published.year - 3, c.published.year + 2) if (d := _valid(y, month, day))]
    if weekday:
        fitting = [d for d in candidates if _DAYS[d.weekday()].startswith(weekday.lower().rstrip(".")[:3])]
        near = [d for d in fitting if abs((d - c.published).days) < 370]
        candidates = near or candidates
    if c.future:
        candidates = [d for d in candidates if c.published <= d] or candidates
    elif c.past:
        # "Had lobbed several on Jan. 14"; a day ahead is west of the event.
        candidates = [d for d in candidates if (d - c.published).days <= 1] or candidates
    published = c.published
    found = min(candidates, key=lambda d: (_distance(d, published), d), default=None)
    if found and c.anchor and not c.future and (found - published).days > 1:
        # "It tried on May 31, 2023. A repeat launch on August 24 failed": of the year told, not of the months to come.
        told = next((d for d in candidates if d.year == c.anchor.year and c.anchor < d < published), None)
        return (told, f"date named before: {c.anchor}") if told else (found, _said(c))
    return found, _said(c)


def _distance(day: date, published: date) -> int:
    """Days between, those ahead counted threefold: news leaves the year away from what lies months back, not ahead.
    A day ahead happens where the outlet sits west of the event."""
    ahead = (day - published).days
    return 3 * ahead if ahead > 1 else abs(ahead)


def read_date(m: Groups, c: Context) -> Reading | None:
    month, day = month_number(m("month")), int(re.sub(r"\D", "", m("day")))
    if m("year"):
        found = _valid(int(m("year")), month, day)
        return (found, found, "day", "full date") if found else None
    shift = _YEARS_AWAY.get(m("of").lower())
    if shift is not None and c.published:
        found = _valid(c.published.year + shift, month, day)
        return (found, found, "day", _said(c)) if found else None
    found, basis = _day_without_year(month, day, m("weekday"), c)
    return found, found, "day", basis


def read_range(m: Groups, c: Context) -> Reading | None:
    first, last = month_number(m("month")), month_number(m("month2") or m("month"))
    year = int(m("year")) if m("year") else None
    days = [int(re.sub(r"\D", "", m(g))) for g in ("day", "day2")]
    if year:
        start, stop = _valid(year, first, days[0]), _valid(year, last, days[1])
        basis = "full date"
    else:
        stop, basis = _day_without_year(last, days[1], "", c)
        start = _valid(stop.year, first, days[0]) if stop else None
    if start and stop and start > stop:
        start = _valid(stop.year - 1, first, days[0])
    return start, stop, "day", basis


def read_iso(m: Groups, c: Context) -> Reading | None:
    found = _valid(int(m("year")), int(m("m")), int(m("d")))
    return (found, found, "day", "full date") if found else None


def read_weekday(m: Groups, c: Context) -> Reading | None:
    if c.published is None:
        return None, None, "day", "no publication date"
    wanted = next(i for i, d in enumerate(_DAYS) if d.startswith(m("weekday").lower().rstrip(".")[:3]))
    back = (c.published.weekday() - wanted) % 7
    which = m("which").lower()
    if which == "next" or (c.future and which not in ("last", "past", "previous")):
        ahead = (wanted - c.published.weekday()) % 7
        found = c.published + timedelta(days=ahead or (7 if which == "next" else 0))
    else:
        # "Last Monday" on a Tuesday is not yesterday.
        found = c.published - timedelta(days=back + 7 if which in ("last", "previous") and back <= 1 else back)
    return found, found, "day", _said(c)


def read_month(m: Groups, c: Context) -> Reading | None:
    month = month_number(m("month"))
    year = _month_year(m, month, c)
    if year is None:
        return None, None, "month", "no publication date"
    first, last = month_span(year, month)
    part = m("part").lower()
    if part:
        first, last = _part_of_month(first, last, part)
    return first, last, "month" if not part else "week", "full date" if m("year") else _said(c)


def _month_year(m: Groups, month: int, c: Context) -> int | None:
    if m("year"):
        return int(m("year"))
    if c.published is None:
        return c.year
    shift = _YEARS_AWAY.get(m("of").lower())
    if shift is not None:
        return c.published.year + shift
    which = m("which").lower()
    if which == "next" or c.future:
        return c.published.year + (month < c.published.month)
    same_month_is_past = which == "last" and month == c.published.month
    return c.published.year - (month > c.published.month or same_month_is_past)


def _part_of_month(first: date, last: date, part: str) -> tuple[date, date]:
    if part in ("early", "beginning", "start"):
        return first, first.replace(day=10)
    if part in ("mid", "middle"):
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def read_named(m: Groups, c: Context) -> Reading | None:
    """today, yesterday, tonight, overnight, this morning …"""
    if c.published is None:
        return None, None, "day", "no publication date"
    word = m.text.lower()
    if "overnight" in word or word.endswith("the night"):
        return c.published - timedelta(days=1), c.published, "day", _said(c)
    shift = -1 if re.search(r"yesterday|last (?:night|evening)", word) else 1 if "tomorrow" in word else 0
    if "before yesterday" in word or "after tomorrow" in word:
        shift *= 2
    day = c.published + timedelta(days=shift)
    return day, day, "day", _said(c)


# Days that "days later" and "weeks later" lie behind what was told.
_SOME_LATER = {"days": (1, 13), "weeks": (7, 42)}


def read_anchored(m: Groups, c: Context) -> Reading | None:
    """The next day, the previous day, two days later, a week earlier: counted from the date last named."""
    named = c.anchor or c.above
    base, basis = (named, f"date named before: {named}") if named else (c.published, _said(c))
    word = m.text.lower()
    # "A week later" than what has no day is not counted from the news.
    if base is None or (named is None and m("unit") and word.endswith(("later", "afterward", "afterwards"))):
        return None, None, "day", "no date to count from"
    if vague := m("vague").lower():
        if named is None:
            return None
        least, most = (timedelta(days=d) for d in _SOME_LATER[vague])
        return base + least, (c.until or base) + most, "week", basis
    count = number(m("count")) if m("count") else 1.0
    if count is None:
        return None
    if word.endswith(("that month", "same month")):
        return (*month_span(base.year, base.month), "month", basis)
    if "hour" in word and named is None:
        return None
    if "hour" in word:
        # Half a day may lie on either side of midnight and is told as the same day.
        away = math.ceil((number(word.partition(" hour")[0]) or 1) / 24 - 0.5)
        later = base + timedelta(days=-away if "earlier" in word else away)
        return later, later, "day", basis
    if "same" in word or word.startswith("that"):
        return base, base, "day", basis
    sign = -1 if re.search(r"earlier|before|previous|prior|preceding", word) else 1
    first, last, precision, basis = _shifted(base, int(count) * sign, (m("unit") or "day").lower(), basis)
    if named and precision == "week" and first and last:
        # From a day that is told "two weeks later" is a day more or less.
        first, last = first + timedelta(days=2), last - timedelta(days=2)
    if c.until and last and base == c.anchor and precision != "month":
        return first, last + (c.until - base), "month", basis
    return first, last, precision, basis


def read_ago(m: Groups, c: Context) -> Reading | None:
    if c.published is None:
        return None, None, "open", "no publication date"
    count = number(m("count")) if m("count") else 2.0 if m("vague").lower().startswith("couple") else None
    if count is None:
        return None, c.published, "open", _said(c)
    return _shifted(c.published, -int(count), m("unit").lower(), _said(c), bool(m("about")))


# Units of time in years, roughly.
_YEARS = {"minute": 0.0, "hour": 0.0, "day": 0.003, "week": 0.02, "month": 0.084, "decade": 10.0}


def _shifted(base: date, count: int, unit: str, basis: str, about: bool = False) -> Reading:
    """`count` units from a day: days are exact, "two weeks ago" may be three days off, months and years are whole.
    What lies outside the calendar ("4,000 years ago") stays open."""
    years = next((y for name, y in _YEARS.items() if unit.startswith(name)), 1.0)
    if not date.min.year + 1 < base.year + count * years < date.max.year - 1:
        return (None, base, "open", basis) if count < 0 else (base, None, "open", basis)
    if unit.startswith(("hour", "minute")):
        return base - timedelta(days=1), base, "day", basis
    if unit.startswith("day"):
        slack = timedelta(days=1 if about or abs(count) > 6 else 0)
        return base + timedelta(days=count) - slack, base + timedelta(days=count) + slack, "day", basis
    if unit.startswith("week"):
        middle = base + timedelta(weeks=count)
        return middle - timedelta(days=3), middle + timedelta(days=3), "week", basis
    if unit.startswith("month"):
        return (*months_from(base, count), "month", basis)
    if unit.startswith("decade"):
        count *= 10
    return date(base.year + count, 1, 1), date(base.year + count, 12, 31), "year", basis


def read_period(m: Groups, c: Context) -> Reading | None:
    """last week, earlier this month, late last year, next month, this weekend."""
    if c.published is None:
        return None, None, "open", "no publication date"
    which, unit, part = m("which").lower(), m("unit").lower(), m("part").lower()
    shift = -1 if which in ("last", "previous", "past") else 1 if which in ("next", "coming") else 0
    first, last, precision = _period(c.published, shift, unit)
    if part == "earlier" and shift == 0:
        last = min(last, c.published)
    elif part == "later" and shift == 0:
        first = max(first, c.published)
    elif part and unit == "month":
        first, last = _part_of_month(first, last, part)
    elif part and unit == "year":
        first, last = _part_of_year(first.year, part)
    if shift == 0 and not c.future and part != "later":
        last = min(last, c.published)
    return first, last, precision, _said(c)


def _period(base: date, shift: int, unit: str) -> tuple[date, date, Precision]:
    if unit.startswith("week"):
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        if unit == "weekend":
            # "the weekend" said on a Sunday is the one under way, said on a Monday the one before.
            saturday = base - timedelta(days=(base.weekday() + 2) % 7) + timedelta(weeks=max(shift, 0))
            return saturday, saturday + timedelta(days=1), "day"
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        return (*months_from(base, shift), "month")
    if unit in _SEASONS:
        year = base.year + (shift if shift > 0 else -1 if shift < 0 and _SEASONS[unit][0] >= base.month else 0)
        return (*_season(year, unit), "season")
    return date(base.year + shift, 1, 1), date(base.year + shift, 12, 31), "year"


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


def _season(year: int, name: str) -> tuple[date, date]:
    first, last = _SEASONS[name]
    return date(year, first, 1), month_span(year + (last < first), last)[1]


_PARTS_OF_YEAR = {"early": (1, 3), "beginning": (1, 3), "start": (1, 3), "mid": (5, 8), "middle": (5, 8)}


def _part_of_year(year: int, part: str) -> tuple[date, date]:
    first, last = _PARTS_OF_YEAR.get(part, (10, 12))
    return date(year, first, 1), month_span(year, last)[1]


def read_year(m: Groups, c: Context) -> Reading | None:
    year, part = int(m("year")), m("part").lower()
    if part:
        return (*_part_of_year(year, part), "year", "full date")
    return date(year, 1, 1), date(year, 12, 31), "year", "full date"


def read_season(m: Groups, c: Context) -> Reading | None:
    return (*_season(int(m("year")), m("season").lower()), "season", "full date")


def read_day_of_month(m: Groups, c: Context) -> Reading | None:
    """ "on the 20th": of the month last named, if that is not the month of the news; else of this month if it is past,
    or of the one before."""
    day = ordinal(m("day"))
    if c.published is None or day is None or not 1 <= day <= 31:
        return None
    if (
        c.anchor
        and (c.until or abs((c.published - c.anchor).days) > _MONTH)
        and (told := _valid(c.anchor.year, c.anchor.month, day))
    ):
        return told, told, "day", f"date named before: {c.anchor}"
    for shift in (0, -1, -2) if not c.future else (0, 1, 2):
        first, _ = months_from(c.published, shift)
        found = _valid(first.year, first.month, day)
        if found and (found >= c.published if c.future else found <= c.published + timedelta(days=1)):
            return found, found, "day", _said(c)
    return None


def read_recent(m: Groups, c: Context) -> Reading | None:
    if c.published is None:
        return None, None, "open", "no publication date"
    unit = m("unit").lower().rstrip("s")
    count = int(number(m("count")) or 1) if m("count") else {"day": 7, "week": 6, "month": 6, "year": 5}.get(unit, 1)
    first = _shifted(c.published, -count, unit, "")[0]
    return first, c.published, "open", _said(c)


def weekday_fits(year: int, weekday: str, month: str, day: int) -> bool:
    """Whether the date falls on that weekday in that year.

    >>> weekday_fits(2025, "Wednesday", "May", 7), weekday_fits(2024, "Wednesday", "May", 7)
    (True, False)
    """
    found = _valid(year, month_number(month), day)
    return found is not None and _DAYS[found.weekday()].startswith(weekday.lower().rstrip(".")[:3])
