"""What an article prints about its own origin: the agency in its dateline or at its end, and a full date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kg.documents.dates import MONTH, read_date
from kg.model import Section

_MONTH = rf"(?i:{MONTH})\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_DATE = rf"{_DAY}(?:,? \d{{4}})?"
_FULL_DATE = re.compile(rf"\b{_DAY},? \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b")
_CAPITALS = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+)*(?:, [A-Z][\w.’']*(?: [A-Z][\w.’']*)*)*"
_PLACE = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*(?:, [A-Z][\w.’']*(?: [A-Z][\w.’']*)*)*"
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
_LONGEST, _PARAGRAPH, _HEAD = 120, 60, 4


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


def printed_date(text: str, sections: Sequence[Section]) -> date | None:
    """The earliest full date that stands in the page's own date line above the article, or in its dateline."""
    body = [i for i, s in enumerate(sections) if s.part == "body" and s.end - s.start > _PARAGRAPH]
    above = sections[: body[0]] if body else ()
    found = list(_dates(text[s.start : s.end] for s in above if s.part == "furniture" and s.end - s.start < _LONGEST))
    return min(found, default=None)


def _dates(lines: Iterable[str]) -> Iterator[date]:
    for line in lines:
        for match in _FULL_DATE.finditer(" ".join(line.split())):
            day = read_date(match.group())
            if day:
                yield day
