"""Calendar expressions in text: full dates, weekdays, months, "two weeks ago", "earlier this month"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.extract import readings
from kg.extract.numerals import NUMBER, ORDINAL
from kg.extract.readings import Context, Groups
from kg.model import Precision

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:,]\d)(?!\d|\w|[.:]\d|\s?[ap]\.?m)"
YEAR = r"(?:19|20)\d\d(?!\d|-\w)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?=s?\b)(?!s\b(?!'))|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.(?=\s)"


@dataclass(frozen=True, slots=True)
class Dates:
    """Characters [start, end) that name a day, week, month, season or year; both dates None: not resolved."""

    start: int
    end: int
    earliest: date | None
    latest: date | None
    precision: Precision
    basis: str
    method: str


_UNIT = "(?P<unit>minutes?|hours?|days?|weeks?|months?|years?|decades?)"
_COUNT = f"(?P<count>an?(?= )|{NUMBER})"
_ABOUT = "(?:(?P<about>approximately|about|around|roughly|nearly|almost|some|over|more than) )?"
_PART = "(?P<part>early|late|mid|middle|beginning|end|start)(?: of|-)? ?"
_WITHIN = "(?: (?:morning|afternoon|evening|night|noon))?"
_EARLY = "(?:(?:early|late|earlier|later) )?"
_YEAR = rf"(?:(?: ?, ?| )(?P<year>{YEAR}))?"
_DAY = r"(?P<day>\d{1,2}(?:st|nd|rd|th)?)"
_MONTH_DAY = rf"(?P<month>{MONTH}) {_DAY}"
_UNTIL = rf"(?:(?P<month2>{MONTH}) )?(?P<day2>{DAY}){_YEAR}"
_NAMED = rf"(?:\b(?P<weekday>{WEEKDAY}){_WITHIN},? (?:the )?)?"
_RELATIVE_YEAR = "last year|this year|the previous year"
_LEAD = "in|since|during|until|by|from|throughout|between|back in"
_OF_YEAR = rf"(?:,?(?: of)? (?P<year>{YEAR})| (?:of )?(?P<of>{_RELATIVE_YEAR}|next year))?"
_SEASON = "spring|summer|autumn|fall|winter"
_STOP = r"(?=[.,;]|$)"

# In a pattern one blank stands for any white space.
_PATTERNS: tuple[tuple[str, str, readings.Reader], ...] = (
    ("iso", r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", readings.read_iso),
    ("range", rf"\b{_MONTH_DAY} ?(?:-|–|—|to|through|until) ?{_UNTIL}", readings.read_range),
    ("range", rf"\bbetween {_MONTH_DAY} and {_UNTIL}", readings.read_range),
    (
        "date",
        rf"{_EARLY}{_NAMED}\b(?P<month>{MONTH}) (?P<day>{DAY})(?:(?: of)? (?P<of>{_RELATIVE_YEAR})|{_YEAR}){_WITHIN}",
        readings.read_date,
    ),
    (
        "date",
        rf"{_EARLY}{_NAMED}\b(?P<day>{DAY}) (?:of )?(?P<month>{MONTH})(?:(?: of)? (?P<of>{_RELATIVE_YEAR})|{_YEAR})",
        readings.read_date,
    ),
    (
        "weekday",
        rf"{_EARLY}(?:\b(?P<which>(?i:last|next|this|past|previous|coming)) )?\b(?P<weekday>{WEEKDAY}){_WITHIN}",
        readings.read_weekday,
    ),
    (
        "month",
        rf"\b(?:(?:(?i:{_LEAD}|for|of) )?(?:the )?(?i:{_PART})|(?i:{_LEAD}) (?:(?P<which>last|this|next) )?"
        rf"|(?P<which_2>(?i:last|this|next)) )(?P<month>{MONTH})(?!\.? \d{{1,2}}(?:st|nd|rd|th)?\b){_OF_YEAR}",
        readings.read_month,
    ),
    ("month", rf"\b(?P<month>{MONTH})(?:,| of)? (?P<year>{YEAR})", readings.read_month),
    (
        "day-word",
        rf"(?i:\b{_EARLY}(?:the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|overnight"
        r"|(?:in the course of|during|through|throughout) the night"
        rf"|this (?:morning|afternoon|evening)|last (?:night|evening)){_WITHIN}\b)",
        readings.read_named,
    ),
    (
        "anchored",
        r"(?i:\b(?:the (?:next|following|previous|same|preceding) (?:evening|morning|night|afternoon|(?P<unit>day))"
        r"|that (?:same )?(?:day|night|evening|morning|afternoon)"
        r"|(?P<vague>days|weeks) later|(?:later|earlier) that (?:same )?month|(?:in|of) the same month"
        rf"|(?:(?:half )?an|a few|several|{NUMBER}) hours? (?:later|earlier|afterwards?)"
        rf"|the day before{_STOP}|the (?P<unit_3>week|month|year) before(?: that)?{_STOP}"
        rf"|{_COUNT} (?P<unit_2>days?|weeks?|months?|years?) "
        rf"(?:earlier|later|afterwards?|(?:before|prior)(?: (?:that|then))?{_STOP}))(?! of\b))",
        readings.read_anchored,
    ),
    (
        "ago",
        rf"(?i:\b(?:{_ABOUT}{_COUNT}|(?P<vague>a few|several|some|couple of|many)) {_UNIT} ago\b)",
        readings.read_ago,
    ),
    (
        "period",
        r"(?i:\b(?:(?P<part>earlier|later|early|late|mid|(?:the )?(?:beginning|middle|end|start) of)[ -])?"
        rf"(?P<which>last|this|next|past|previous|coming) (?P<unit>weekend|week|month|year|{_SEASON})\b)",
        readings.read_period,
    ),
    ("period", r"(?i:\b(?P<which>over) the (?P<unit>weekend)\b)", readings.read_period),
    ("year", rf"(?i:\b(?:{_LEAD}|for|of|before|after) (?:{_PART})?(?P<year>{YEAR})\b)", readings.read_year),
    ("year", rf"(?i:\b{_PART}(?P<year>{YEAR})\b)", readings.read_year),
    ("season", rf"(?i:\b(?P<season>{_SEASON}) (?:of )?(?P<year>{YEAR})\b)", readings.read_season),
    (
        "day-of-month",
        rf"(?i:\bon the (?P<day>{ORDINAL})(?= ?(?:[.,;)(]|$|(?:at|when|and|local|from|in|to|around)\b)))",
        readings.read_day_of_month,
    ),
    (
        "recent",
        r"(?i:\b(?:in|over|during|within|for) (?:the )?"
        rf"(?:recent|(?:last|past) (?:few |several )?(?P<count>{NUMBER})?) ?"
        r"(?P<unit>days|weeks|months|years|day|week|month|year)\b)",
        readings.read_recent,
    ),
)
# The longest match wins; of equally long ones the rule that stands first.
_RULES = tuple((name, re.compile(re.sub(r" (?![?])", r"\\s+", p).replace(" ?", r"\s*")), r) for name, p, r in _PATTERNS)
# Every match of a rule holds one of these, in small letters or as it stands here: without any it is not searched for.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ("day", "week", "month", "year")
_HOLDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("range", "date", "month"), _MONTHS),
    **dict.fromkeys(("year", "season"), ("19", "20")),
    "weekday": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "day-word": ("day", "tomorrow", "night", "this", "last"),
    "anchored": (*_UNITS, "evening", "morning", "night", "afternoon", "hour"),
    "ago": ("ago",),
    "period": (*_UNITS, *_SEASON.split("|")),
    "day-of-month": ("on",),
    "recent": _UNITS,
}
_LEADING = re.compile(
    r"(?:in|since|during|until|by|from|for|of|throughout|between|before|after|on|back\s+in|over|within)\s+",
    re.IGNORECASE,
)
_MORE_MONTHS = re.compile(
    rf"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+)(?P<month>{MONTH})(?!\s+\d\d?(?!\d))"
    rf"(?:\s+(?P<year>{YEAR})|\s+(?:of\s+)?(?P<of>last\s+year|this\s+year|the\s+previous\s+year))?"
)
# "On September 12 and 18": behind the last day no goods that it counts ("on May 5, 11 missiles").
_MORE_DAYS = re.compile(
    rf"(?P<days>(?:,\s*{DAY})*,?\s+and\s+(?:the\s+)?{DAY})(?:,?\s+(?P<year>{YEAR})"
    r"|\s+(?:of\s+)?(?P<of>last\s+year|this\s+year|the\s+previous\s+year))?"
    r"(?=\s*(?:[.,;:)]|$|\b(?:when|at|from|in|but|while|as|with|respectively|after|before|and)\b))"
)
# "On 12 and 18 September"
_LESS_DAYS = re.compile(rf"\bon\s+(?P<days>(?:{DAY},\s*)*{DAY})\s+and\s+$")
# "On the 12th and the 18th"
_MORE_NTH = re.compile(r"\s*,?\s+and\s+(?:on\s+)?the\s+(?P<days>\d{1,2}(?:st|nd|rd|th))\b")
_ONE_DAY = re.compile(DAY)
# "In November last year following failures in May": what came before is counted from what it came before.
_BACK = re.compile(r"[^.;]*\b(?:after|following)\b[^.;]*")
_SAID_YEAR = re.compile(rf"\b(?:last|this|next|previous|{YEAR})\b", re.IGNORECASE)
# "(10:40 p.m. GMT on Wednesday)"
_CLOCKED = re.compile(r"\([^()]*(?:\d:\d\d|\b(?:GMT|UTC|[A-Z]{1,3}ST|[AEP]DT)\b|\b[ap]\.?m\b)[^()]*\)?$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|,?\s*and|,?\s*or)\s*(?:on|in)?\s*")


def dates(text: str, context: Context, tense: Callable[[int], str]) -> Iterator[Dates]:
    """Every calendar expression of the text, in order; `tense(offset)` says whether the clause there
    looks "ahead" or "back", if it tells."""
    anchor, last, before, of_year, month = context.anchor, None, None, None, None
    for name, match, read in _matches(text):
        if last and match.start() < last.end:
            continue
        looks = tense(match.start())
        here = replace(context, anchor=anchor, future=looks == "ahead", past=looks == "back")
        between = text[last.end : match.start()] if last else ""
        if last and _BACK.fullmatch(between):
            before = last.latest
        elif not _LISTED.fullmatch(between):
            before = None
        if month and name in ("anchored", "day-of-month"):
            here = replace(here, anchor=month.earliest, until=month.latest)
        of_year = None if "." in between else of_year
        if of_year and name == "month" and not _SAID_YEAR.search(match.group()):
            # "Two failed in 2023: in May it crashed"
            here = replace(here, published=min(of_year, here.published or of_year))
        if before and name in ("month", "date"):
            here = replace(here, published=before, future=False, past=False)
        for found in _read(name, match, read, here):
            last = found
            if found.precision in ("month", "day"):
                # "In November … since August. Later that month"
                month = found if found.precision == "month" and found.earliest else None
            if found.precision == "year":
                of_year = found.latest if text[match.end() : match.end() + 1] == ":" else None
            # "(10:40 p.m. GMT on Wednesday)" says the same day in another zone.
            opened = text.rfind("(", 0, match.start())
            closed = text.find(")", match.end())
            aside = opened > text.rfind(")", 0, match.start()) and bool(_CLOCKED.match(text[opened : closed + 1]))
            if found.precision == "day" and found.earliest and found.earliest == found.latest and not aside:
                anchor = found.earliest
            elif name == "date" and found.precision == "open":
                # "Since November 5"
                anchor = found.earliest or anchor
            yield found


def _matches(text: str) -> list[tuple[str, re.Match[str], readings.Reader]]:
    """Matches that do not overlap: the longest first, of equally long ones that of the rule that stands first."""
    small = text.lower()
    present = {name for name, words in _HOLDS.items() if any(w in text or w in small for w in words)}
    found = [(n, m, r) for n, p, r in _RULES if n in present or n not in _HOLDS for m in p.finditer(text)]
    order = {id(m): i for i, (_, m, _) in enumerate(found)}
    kept: list[tuple[str, re.Match[str], readings.Reader]] = []
    for entry in sorted(found, key=lambda e: (e[1].start() - e[1].end(), order[id(e[1])])):
        if all(entry[1].end() <= k[1].start() or k[1].end() <= entry[1].start() for k in kept):
            kept.append(entry)
    return sorted(kept, key=lambda e: e[1].start())


def _read(name: str, match: re.Match[str], read: readings.Reader, context: Context) -> Iterator[Dates]:
    months = list(_further_months(match)) if name == "month" else []
    days = _further_days(name, match)
    # "In May and August last year": the year is that of all of them.
    year = {k: v for m in (*months[-1:], *days[:1]) for k, v in m.groupdict().items() if k in ("year", "of")}
    reading = read(Groups(match, year), context)
    if reading is None:
        return
    lead = _LEADING.match(match.group())
    start = match.start() + (lead.end() if lead else 0)
    if len(months) == 1 and lead and lead.group().strip().lower() == "between":
        # "Between March and October 2024" is one time.
        last = read(Groups(months[0], year), context)
        if last and reading[0] and last[1] and reading[0] <= last[1]:
            yield Dates(start, months[0].end(), reading[0], last[1], "season", reading[3], f"rule:{name}")
            return
    word = lead.group().strip().lower() if lead else _word_before(match.string, start)
    yield Dates(start, match.end(), *_opened(reading, word, context), f"rule:{name}")
    for listed in days:
        for day in _ONE_DAY.finditer(match.string, *listed.span("days")):
            if other := read(Groups(match, year).of_day(day.group()), context):
                yield Dates(day.start(), day.end(), *other, f"rule:{name}")
    for more in months:
        if other := read(Groups(more, year), context):
            yield Dates(more.start("month"), more.end(), *other, "rule:month")


def _further_days(name: str, match: re.Match[str]) -> list[re.Match[str]]:
    """The days listed with a date: "September 12 and 18", "12 and 18 September", "on the 12th and the 18th"."""
    behind = {"date": _MORE_DAYS, "day-of-month": _MORE_NTH}.get(name)
    said = behind is None or _SAID_YEAR.search(match.group())
    after = behind.match(match.string, match.end()) if behind and not said else None
    before = _LESS_DAYS.search(match.string, 0, match.start()) if name == "date" else None
    return [found for found in (after, before) if found]


def _word_before(text: str, start: int) -> str:
    found = re.search(r"(\w+)\s+(?:on\s+|the\s+)?$", text[max(0, start - 20) : start])
    return found.group(1).lower() if found else ""


def _opened(reading: readings.Reading, lead: str, context: Context) -> readings.Reading:
    """ "since May" has no end but the publication date, "by 2026" no beginning."""
    earliest, latest, precision, basis = reading
    if lead == "since":
        return earliest, context.published, "open", basis
    if lead in ("by", "until"):
        return None, latest, "open", basis
    return earliest, latest, precision, basis


def _further_months(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """The further months of "in January, February and March": each is a time of its own."""
    while more := _MORE_MONTHS.match(match.string, match.end()):
        yield more
        match = more
