"""The year of a dateline that prints only month and day, where the text's own dates allow exactly one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.documents.cues import FURNITURE, cue
from kg.documents.dateline import Day
from kg.documents.dates import calendar_day
from kg.documents.stamps import full_dates, stamps
from kg.model import Section

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:(?P<other>last|next|since|until|by) )?(?P<day>{'|'.join(_DAYS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:19[5-9]\d|20\d\d)(?![\d%-]|[.,]\d)")
_LONGEST = 400


class Year(NamedTuple):
    """The day with its year, and the bounds that left no other."""

    day: date
    because: str


def infer(text: str, sections: Sequence[Section], dateline: Day) -> Year | None:
    """The one day on which the dateline can lie: not before any date that the text prints, not after the year of its
    copyright or the day of its last change, and on the weekday that the first sentence names or the day after it.

    None where a bound is missing or two years are left. Today's date plays no part.
    """
    last = min(_ends(text, sections), default=None)
    first = max((d for d in _begins(text, sections) if last and d <= last), default=None)
    if first is None or last is None:
        return None
    weekday = _weekday(text, sections, dateline)
    left = [d for d in _in_years(dateline, first, last) if weekday in (None, d.weekday(), _eve(d))]
    if len(left) != 1:
        return None
    named = f", on a {_DAYS[weekday].title()}" if weekday is not None else ""
    return Year(left[0], f"from {first.isoformat()} to {last.isoformat()}{named}")


def _eve(day: date) -> int:
    return (day - timedelta(days=1)).weekday()


def _in_years(dateline: Day, first: date, last: date) -> Iterator[date]:
    days = (calendar_day(year, dateline.month, dateline.day) for year in range(first.year, last.year + 1))
    return (day for day in days if day and first <= day <= last)


def _ends(text: str, sections: Sequence[Section]) -> Iterator[date]:
    """What the article cannot be younger than: the year of its copyright, the day of its last change."""
    for section in sections:
        if section.part != "furniture" or section.end - section.start > _LONGEST:
            continue
        line = " ".join(text[section.start : section.end].split())
        if cue(line, FURNITURE) == "copyright":
            yield from (date(int(y), 12, 31) for y in sorted(_YEAR.findall(line))[-1:])
        yield from (s.readings[0] for s in stamps(line) if s.role == "updated" and len(s.readings) == 1)


def _begins(text: str, sections: Sequence[Section]) -> Iterator[date]:
    """The dates and years that the article, its headline and its captions print."""
    for section in sections:
        if section.part != "furniture":
            words = text[section.start : section.end]
            yield from full_dates(words)
            yield from (date(int(y), 1, 1) for y in _YEAR.findall(words))


def _weekday(text: str, sections: Sequence[Section], dateline: Day) -> int | None:
    """The only weekday of the paragraph that the dateline opens."""
    body = next((s for s in sections if s.part == "body" and s.start > dateline.start), None)
    found = list(_WEEKDAY.finditer(text, body.start, body.end)) if body else []
    days = {m["day"].casefold() for m in found}
    return _DAYS.index(days.pop()) if len(days) == 1 and not any(m["other"] for m in found) else None
