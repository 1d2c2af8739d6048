"""Lines of a page that hold a date: the words that may stand in them, and the dates that they print."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from kg.documents.dates import MONTH, WEEKDAY, calendar_day, read_date

Role = Literal["plain", "published", "updated"]


class Stamp(NamedTuple):
    """A date that a page prints: what for, the days that it may mean ("04/05/24" may mean two), and its words."""

    role: Role
    readings: tuple[date, ...]
    words: str


_TOKEN = re.compile(
    rf"{WEEKDAY}|{MONTH}"
    r"|\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]\.?m\.?)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:t\d\d:\d\d\S{0,12})?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\d{1,4}(?:st|nd|rd|th)?|[ap]\.?m\.?|at|on|of|the|in|local|time|first|last|updated?|published|posted|modified"
    r"|writ(?:e|ten)|issued|created|date|publication|release|uk|(?:gmt|utc)(?:[+-]\d\d?(?::?\d\d)?)?|z"
    r"|[ecmp][sd]?t|bst|ce?st|kst|jst|ist|hkt|sgt|ae[sd]t|msk|[–—/+-]|[+-]\d\d:?\d\d",
    re.IGNORECASE,
)
# Where pages leave out the blank: "30 May 2024Updated", "16:46 KSTModified", "Published30", "20246:45 AM".
_GLUED = re.compile(
    r"(?<=[\dA-Z])(?=(?:Updated?|Published|Posted|Modified|Last)\b)|(?<=Published)(?=\d)"
    r"|(?<=Updated)(?=\d)|(?<=\b20\d\d)(?=\d\d?:\d\d|[JFMASOND][a-z]{2,8}\b)"
)
_AGE = r"(?:\d+|an?) (?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month)s? ago"
# What stands beside a date and is none: "3 min read", "Updated 2 hours ago", "Editor: nfield", "(Outlet)".
_BESIDE = re.compile(
    rf"\b\d+[ -]?min(?:ute)?s?[ -](?:read|listen|watch)\b|\b(?:(?:last )?updated|published|posted)?:? ?{_AGE}"
    r"|\b(?:source|editor|writer|author): ?[\w’'-]+|(?<=\d) \((?-i:[A-Z])[\w. ]{1,30}\)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last )?(?:updated?|modified|edited|corrected|revised))"
    r"|(?P<published>(?:(?:first|originally) )?(?:published|posted|written|issued|filed|created)"
    r"|(?:write|(?:publication |release )?date)(?= ?:)))(?: on| at)?\b",
    re.IGNORECASE,
)
_WORDS = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{MONTH}\.?,?[ -]\d{{4}}|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_NUMBERS = r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d\d))"
_FULL = re.compile(rf"(?<![\w/.-])(?:{_WORDS}|{_NUMBERS})(?![\d/-]|\.\d)", re.IGNORECASE)
_THREE = re.compile(r"(\d+)([-/.])(\d+)[-/.](\d+)")
# A clock that only pages of the United States print, which write the month first; "CST" is China's as well.
_MONTH_FIRST = re.compile(r"\b(?:E[SD]?T|CD?T|M[SD]T|P[SD]?T)\b")
_BAR = re.compile(r" ?[|•·] ?| ?/ (?=\D)")
_APART = re.compile(r" [-–—|•·] | ?[|•·] ?")
_CAPITALS = re.compile(r"[A-Z][\w.&’'-]*(?:,? [A-Z][\w.&’'-]*){0,5}")
_SMALL = frozenset({"by", "and", "in", "for", "from", "de", "van", "von", "al", "bin", "s"})
_BY = re.compile(r"\W*(?:by (?:[^\W\d_][\w.’'-]*,? ){1,6})?(?:on )?\W*", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:[Bb]y|BY)(?: (?:and|[A-Z][\w.’'-]*),?){1,8}? (?=(?i:published|updated|posted|last|first)\b)")
_CREDITED = re.compile(rf"(?:(?:[Bb]y|BY) )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,3}},? (?:on )?(?i:{_WORDS})")
_LONGEST = 16


def _tokens(line: str) -> list[str]:
    return [t.strip(".:[]") for t in re.findall(r"[^\s,|•·()]+", line)]


def _bare(line: str) -> str:
    """A line without what is no date in it, and with the blank that some pages leave out before a label."""
    return _BESIDE.sub(" ", _GLUED.sub(" ", line))


def date_line(line: str) -> bool:
    """A line that holds a date and nothing else, such as "Updated 12:03 GMT, May 30, 2024".

    With a clock time, a month and a year it may begin with the name of a page's part ("All News 18:29 May 30, 2024").
    """
    tokens = [t for t in _tokens(_bare(line)) if t]
    dated = [bool(_TOKEN.fullmatch(t)) for t in tokens]
    other = [t for d, t in zip(dated, tokens, strict=True) if not d and not _FILLER.fullmatch(t)]
    label = sum(dated) >= 2 and len(other) <= 2 and tokens[: len(other)] == other and line[-1].isdigit()
    return any(dated) and (not other or label) and any(c.isdigit() for c in line)


def signed(line: str) -> tuple[str, ...]:
    """The names in front of a date or an age, set off by a dash or a bar, in a line that holds nothing else.

    >>> signed("THE BEACON - May 30, 2024 - 11:38 | All, World"), signed("Seoul - and only Seoul - agreed on May 30")
    (('THE BEACON',), ())
    """
    parts = [p for p in _APART.split(_GLUED.sub(" ", line)) if p]
    when = [date_line(p) or bool(_BESIDE.fullmatch(p)) for p in parts]
    if not any(when) or not all(w or _CAPITALS.fullmatch(p) for w, p in zip(when, parts, strict=True)):
        return ()
    return tuple(parts[: when.index(True)])


def label(line: str) -> Role | None:
    """What the date in the next line is for, where a line says that alone.

    >>> label("Published"), label("Last updated on:"), label("Published in Seoul")
    ('published', 'updated', None)
    """
    match = _LABEL.fullmatch(line.rstrip(" :"))
    return _role(match) if match else None


def _role(match: re.Match[str]) -> Role:
    return "updated" if match["updated"] else "published"


def credited(line: str) -> bool:
    """A name or a place with a full date behind it and nothing else ("Nora Field May 30, 2024")."""
    return bool(_CREDITED.fullmatch(line))


def labelled(line: str) -> bool:
    """A label with a date or clock time behind it and at most names beside ("Posted by Jo Field on 30 May, 6:14")."""
    named = _AUTHOR.match(line)
    return (
        bool(_LABEL.match(line, named.end() if named else 0))
        and any(c.isdigit() for c in line)
        and _clean(_FULL.sub(" ", _bare(line)))
    )


def stamps(line: str, role: Role = "plain") -> tuple[Stamp, ...]:
    """The full dates of a line of names, labels, clock times and dates; a line that says more prints none.

    `role` is what the line above says that the date is for. A label counts for the dates behind it.

    >>> [(s.role, s.readings[0].isoformat()) for s in stamps("Published: 22:58, 21 May 2023 | Updated: 22 May 2023")]
    [('published', '2023-05-21'), ('updated', '2023-05-22')]
    >>> stamps("The treaty was published on May 30, 2024")
    ()
    """
    found: list[Stamp] = []
    for part in _BAR.split(_bare(line)):
        if not part:
            continue
        clean = _clean(_FULL.sub(" ", part))
        behind = 0
        for match in _FULL.finditer(part):
            labels = list(_LABEL.finditer(part, behind, match.start()))
            if labels:
                role = _role(labels[-1])
                clean = clean and _empty(part[labels[-1].end() : match.start()])
            behind = match.end()
            days = readings(match.group(), month_first=bool(_MONTH_FIRST.search(part, behind)))
            if clean and days:
                found.append(Stamp(role, days, match.group()))
        if not behind and (alone := label(part.strip())):
            role = alone
    return tuple(found)


def full_dates(words: str) -> tuple[date, ...]:
    """Every full date in running text that can be read in one way only."""
    found = (readings(" ".join(match.group().split())) for match in _FULL.finditer(" ".join(words.split())))
    return tuple(days[0] for days in found if len(days) == 1)


def _clean(rest: str) -> bool:
    """Whether what stands beside a date is only names, labels and clock times: a line that says something is none."""
    tokens = _tokens(rest)
    return len(tokens) <= _LONGEST and all(
        not t or _FILLER.fullmatch(t) or _TOKEN.fullmatch(t) or t.casefold() in _SMALL or _capital(t) for t in tokens
    )


def _capital(token: str) -> bool:
    return not token[0].islower() and token[0] not in "\"“”‘’'"


def _empty(between: str) -> bool:
    """Whether only clock times, fillers or an author stand between a label and its date."""
    rest = [t for t in _tokens(between) if t and not (_FILLER.fullmatch(t) or _TOKEN.fullmatch(t))]
    return not rest or bool(_BY.fullmatch(between))


def readings(words: str, month_first: bool = False) -> tuple[date, ...]:
    """The days that a full date may mean, in their order.

    A year of two digits is one of this century. Dots and hyphens may put such a year first; a slash does not.

    >>> [d.isoformat() for d in readings("04/05/24")], [d.isoformat() for d in readings("04/05/24", month_first=True)]
    (['2024-04-05', '2024-05-04'], ['2024-04-05'])
    """
    match = _THREE.fullmatch(words)
    if not match:
        spelt = re.sub(r"-|\bof\b", " ", words) if not words[:4].isdigit() else words
        day = read_date(spelt)
        return (day,) if day else ()
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return tuple(_days((a, b, c)))
    year = c if len(match[4]) == 4 else 2000 + c
    first = tuple(_days((year, a, b)))
    if month_first and first:
        return first
    short = len(match[4]) == 2 and match[2] != "/"
    return tuple(sorted({*first, *_days((year, b, a)), *(_days((2000 + a, b, c)) if short else ())}))


def _days(*numbers: tuple[int, int, int]) -> Iterator[date]:
    return (day for n in numbers if (day := calendar_day(*n)))
