"""A publication date as files write it → date, or None where it could be read in two ways."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})")
_WORDY = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%A %d %B %Y", "%A %B %d %Y", "%a %d %b %Y", "%a %b %d %Y")


def read_date(value: str) -> date | None:
    """The date as printed, in its own time zone; a time of day is dropped.

    >>> read_date("2024-05-30T23:30:00-05:00"), read_date("May 30, 2024"), read_date("30/05/2024")
    (datetime.date(2024, 5, 30), datetime.date(2024, 5, 30), datetime.date(2024, 5, 30))
    >>> read_date("05/04/2024")  # April or May?
    """
    value = value.strip()
    return _iso(value) or _wordy(value) or _numbers(value) or _mail(value)


def _iso(value: str) -> date | None:
    if not _ISO.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _wordy(value: str) -> date | None:
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", " ", value)
    words = re.sub(r"\bsept\b", "Sep", words, flags=re.IGNORECASE)
    for form in _WORDY:
        try:
            return datetime.strptime(" ".join(words.split()), form).date()
        except ValueError:
            continue
    return None


def _numbers(value: str) -> date | None:
    match = _NUMBERS.fullmatch(value)
    if not match:
        return None
    a, b, c = (int(n) for n in match.groups())
    orders = {(a, b, c)} if len(match[1]) == 4 else {(c, b, a), (c, a, b)}
    found = {d for y, m, d_ in orders if (d := calendar_day(y, m, d_))}
    return found.pop() if len(found) == 1 and min(found).year >= 1000 else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mail(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except ValueError:
        return None
