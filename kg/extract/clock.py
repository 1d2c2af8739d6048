"""Clock times in text: "around 11:43 to 11:53", "06:14 a.m.", "11pm GMT", "shortly after midnight"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from kg.lexicon.places import Places

_HALF = r"[ap]\.?\s?m\b\.?"
_TIME = (
    rf"(?:(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)(?:\s*{_HALF})?|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s*{_HALF}"
    r"|(?:[01]\d|2[0-4])[0-5]\d(?=\s*(?:hours|hrs|GMT|UTC|KST|JST))|\b(?:noon|midnight)\b)"
)
_LEAD = (
    r"(?:(?:at|around|about|approximately|roughly|nearly|shortly|just|soon|some|starting|after|before|by|from|between)"
    r"\s+)*"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Characters [start, end) that give a time of day, or two; `zone` as the text names it, None where it does not."""

    start: int
    end: int
    first: time
    last: time | None
    zone: ZoneInfo | None
    exact: bool

    def on(self, day: date, zone: ZoneInfo | None = None) -> tuple[datetime, datetime | None]:
        """Start and stop on a day, in the clock's own zone, else in `zone`, else without one."""
        start = datetime.combine(day, self.first, self.zone or zone)
        if self.last is None:
            return start, None
        stop = datetime.combine(day, self.last, self.zone or zone)
        # "11:55 p.m. to 00:00 a.m." ends on the next day.
        return start, stop if stop >= start else stop + timedelta(days=1)


@lru_cache(maxsize=4)
def _pattern(zones: str) -> re.Pattern[str]:
    zone = rf"(?:\s*\(?(?P<zone>{zones}|local time)(?!\w)\)?)?"
    return re.compile(
        rf"(?P<lead>\b{_LEAD})(?<![\d:.,])(?P<first>{_TIME})"
        rf"(?:\s*(?:to|and|until|through|-|–|—)\s*(?:around\s+|about\s+)?(?P<last>{_TIME}))?{zone}",
        re.IGNORECASE,
    )


def clocks(text: str, places: "Places") -> tuple[Clock, ...]:
    """Every clock time of the text, in order."""
    found = (_clock(m, places) for m in _pattern(places.zone_pattern).finditer(text))
    return tuple(c for c in found if c)


def zone_after(text: str, start: int, places: "Places") -> tuple[ZoneInfo, int] | None:
    """A time zone that follows at `start` ("5:47 p.m. Thursday GMT") and where it ends."""
    match = re.compile(rf"\s*\(?({places.zone_pattern})(?!\w)", re.IGNORECASE).match(text, start)
    return (places.zone_names[_key(match.group(1))], match.end()) if match else None


def _clock(match: re.Match[str], places: "Places") -> Clock | None:
    first, last, zone = match["first"], match["last"], match["zone"]
    half = _half(first) or (_half(last) if last and ":" in first else None)
    sure = bool(match["lead"].strip() or zone or last or _half(first) or first.lower() in ("noon", "midnight"))
    start = _time(first, half)
    if start is None or not sure:
        return None
    end = _time(last, _half(last) or half) if last else None
    named = places.zone_names.get(_key(zone)) if zone else None
    words = match["lead"].lower()
    exact = ":" in first and not re.search(r"after|before|by", words)
    return Clock(match.start(), match.end(), start, end, named, exact)


def _half(text: str | None) -> str | None:
    found = re.search(r"([ap])\.?\s?m", text or "", re.IGNORECASE)
    return found.group(1).lower() if found else None


def _time(text: str, half: str | None) -> time | None:
    if text.lower() in ("noon", "midnight"):
        return time(12 if text.lower() == "noon" else 0)
    digits = re.match(r"(\d{1,2})[:.]?(\d{2})?", text)
    if digits is None:
        return None
    hour, minute = int(digits.group(1)), int(digits.group(2) or 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _key(name: str) -> str:
    return " ".join(name.lower().split())
