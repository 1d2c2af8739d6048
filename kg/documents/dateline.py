"""What stands in a dateline or behind the last sentence: the agency, and the day of the report."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.documents.dates import MONTH, read_date
from kg.model import Section

_MONTH = rf"(?i:{MONTH})\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_DATE = rf"{_DAY}(?:,? \d{{4}})?"
_DAY_YEAR = re.compile(
    rf"\b(?:(?P<m>{MONTH})\.?\s(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s(?P<m2>{MONTH})\b)(?!\d)(?:\.?,?\s(?P<y>\d{{4}})\b)?",
    re.IGNORECASE,
)
_CAPITALS = r"[A-Z][A-Z.’'-]+(?:[ /][A-Z][A-Z.’'-]+)*(?:, [A-Z][\w.’']*(?: [A-Z][\w.’']*)*)*"
_PLACE = r"[A-Z][\w.’'-]+(?:[ /][A-Z][\w.’'-]+)*(?:, [A-Z][\w.’']*(?: [A-Z][\w.’']*)*)*"
_NAME = r"(?P<name>[A-Za-z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4})"
_TAG = rf"(?:\({_NAME}\)|\[{_NAME.replace('name', 'square')}\])"
_DASH = r"\s*(?:--?|–|—|:)"
# "SEOUL, May 30 (Agency) —", "(Agency) -", "Tokyo, 30 May 2024 (Agency) –"; with a dash, or it may be an abbreviation.
_OPENING = re.compile(rf"(?:(?:{_CAPITALS})(?:,? {_DATE})?,? |(?:{_PLACE}),? {_DATE},? )?{_TAG}{_DASH}")
# "MOSCOW, May 30. /Agency/."
_SLASHED = re.compile(rf"(?:{_PLACE}),? {_DATE}[.,]? /{_NAME}/\.?")
# "SEOUL, May 30, 2024 —"
_PLAIN = re.compile(rf"(?:{_PLACE})(?:, | \()(?P<date>{_DATE})\)?(?: {_TAG})?{_DASH}")
# "MANCHESTER, N.H. — The", but not "KCNA — the official agency — said"
_CITY = re.compile(rf"(?=[^—–]{{3,28}} ?[—–-]){_CAPITALS}\s+(?:(?:--|–|—)\s*|-\s+)(?=[\"“‘']?[A-Z])")
_CLOSING = re.compile(
    rf"(?:^|[.!?”\"] ?){_TAG}\.?$"
    r"|^\W*(?i:sources?|agenc(?:y|ies)|with (?:inputs?|files|reporting) from|text by):? "
    rf"{_NAME.replace('name', 'last')}\W*$"
)
_LONGEST, _HEAD = 120, 4


def opening(text: str, start: int, end: int) -> int:
    """Where the dateline that opens the paragraph [start, end) ends; `start` when it has none.

    >>> text = "SEOUL, May 30 (Agency) -- The army saw two missiles."
    >>> text[opening(text, 0, len(text)):]
    'The army saw two missiles.'
    """
    head = re.sub(r"\s", " ", text[start : min(end, start + _LONGEST)])
    match = _OPENING.match(head) or _SLASHED.match(head) or _PLAIN.match(head) or _CITY.match(head)
    rest = head[match.end() :] if match else ""
    return start + len(head) - len(rest.lstrip()) if match and rest.strip() else start


def wire(text: str, sections: Sequence[Section]) -> str | None:
    """The agency whose report this is, as printed, where the article says so in the customary places."""
    body = [i for i, s in enumerate(sections) if s.part == "body"]
    for section in sections[: body[:_HEAD][-1] + 1] if body else ():
        head = " ".join(text[section.start : section.start + _LONGEST].split())
        match = _OPENING.match(head) or _SLASHED.match(head)
        if match and section.part != "headline":
            return _name(match)
    for section in sections[body[-1] :] if body else ():
        tail = " ".join(text[max(section.start, section.end - _LONGEST) : section.end].split())
        match = _CLOSING.search(tail)
        if match and _agency(_name(match)):
            return _name(match)
    return None


def _name(match: re.Match[str]) -> str:
    return next(value for value in match.groupdict().values() if value)


def _agency(name: str) -> bool:
    """Whether a bracketed word at the end may be an agency: its letters are capitals, and it is no page mark."""
    return name[-1] != "." and name not in _MARKS and (name.isupper() or (name.istitle() and len(name) > 3))


_MARKS = frozenset({"END", "ENDS", "ENDITEM", "MORE", "LEAD", "PHOTO", "PHOTOS", "VIDEO", "FILE"})


class Day(NamedTuple):
    """The day that a dateline names, its year where it is printed, and the place of its words."""

    month: int
    day: int
    year: int | None
    start: int
    end: int


def dateline_day(text: str, sections: Sequence[Section]) -> Day | None:
    """The day of the first dateline that names one."""
    for section, after in pairwise(sections):
        if section.part != "furniture" or opening(text, section.start, after.end) != after.start:
            continue
        match = _DAY_YEAR.search(text, section.start, section.end)
        day = (
            read_date(f"{match['d'] or match['d2']} {match['m'] or match['m2']} {match['y'] or 2000}")
            if match
            else None
        )
        if match and day:
            return Day(day.month, day.day, int(match["y"]) if match["y"] else None, match.start(), match.end())
    return None
