"""Times in text, resolved as far as the text allows.

Dates and clock times that stand together are one time: "around 11pm GMT on Wednesday, May 7". What is left of a clock
time without a date has a span and a precision only; the event that it belongs to gives it a day.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract import clock
from kg.extract.clock import Clock
from kg.extract.dates import MONTH, WEEKDAY, Dates, dates
from kg.extract.readings import Context, weekday_fits
from kg.model import Precision, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.lexicon import Lexicon
    from kg.lexicon.places import Places
    from kg.text import Paragraph, ParsedText

# What may stand between a date and its clock time, or between a date and the same one in another zone.
_BETWEEN = re.compile(r"[\s,]*(?:\b(?:on|at|around|about|of|from|in the|local time)\b)?[\s,(]*", re.IGNORECASE)
_A_YEAR = timedelta(days=400)
_SUBJUNCTIVE = frozenset({"plan", "set", "schedule", "expect", "due", "slate", "intend", "prepare", "hope", "aim"})
_AHEAD = frozenset({"will", "shall", "'ll", "wo"})
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_HEADING = re.compile(r"\W*(?P<year>(?:19|20)\d\d)(?:\s*:|\s+[-–—])\s")
_DATED = re.compile(rf"(?P<weekday>{WEEKDAY}),?\s+(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?!\d|,?\s+(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Expression:
    """A date, a clock time or both together, at characters [start, end) of a paragraph. `counted` is the day that the
    clock time stands with where it is another one than the date ("early Friday (5:47 p.m. Thursday GMT)")."""

    start: int
    end: int
    dates: Dates | None
    clock: Clock | None
    counted: Dates | None = None


def times(parsed: "ParsedText", lexicon: "Lexicon") -> tuple[When, ...]:
    """Every expression of time in the text, in order."""
    context = Context(parsed.document.published, year=_only_year(parsed))
    found: list[When] = []
    for paragraph in parsed.paragraphs:
        own = list(_of_paragraph(paragraph, context, lexicon.places))
        found += own
        context = replace(context, above=_last_day(own, context.published) or context.above)
    return tuple(found)


def _last_day(told: Iterable[When], news: date | None) -> date | None:
    """The day named last, of about the last year: of older ones nobody tells what came a week later."""
    days = [w.earliest for w in told if w.earliest and w.earliest == w.latest]
    days = [d for d in days if news is None or abs(news - d) < _A_YEAR]
    return days[-1] if days else None


def _of_paragraph(paragraph: "Paragraph", context: Context, places: "Places") -> Iterator[When]:
    for expression in expressions(paragraph.doc, _of_year(paragraph.text, context), places):
        yield _when(paragraph, expression)


def _of_year(text: str, context: Context) -> Context:
    """What a chronology's entry is read against: the dates of "2017: It fires one on July 4" are of that year."""
    found = _HEADING.match(text)
    last = date(int(found["year"]), 12, 31) if found else None
    return (
        replace(context, published=last)
        if last and (context.published is None or last < context.published)
        else context
    )


def expressions(doc: "Doc", context: Context, places: "Places") -> Iterator[Expression]:
    """Dates and clock times of one paragraph, those that belong together joined."""
    text = doc.text
    found = [Expression(d.start, d.end, d, None) for d in dates(text, context, lambda offset: _tense(doc, offset))]
    taken = [Expression(c.start, c.end, None, c) for c in clock.clocks(text, places)]
    free = [c for c in taken if not any(c.start < d.end and d.start < c.end for d in found)]
    joined = _joined(text, sorted([*found, *free], key=lambda e: (e.start, e.end)), places)
    yield from _with_zones(doc, joined)


def _joined(text: str, found: Sequence[Expression], places: "Places") -> Iterator[Expression]:
    left = list(found)
    while left:
        first = left.pop(0)
        while left and (both := _join(text, first, left[0], places)):
            first, left = both, left[1:]
        yield first


def _join(text: str, a: Expression, b: Expression, places: "Places") -> Expression | None:
    """Two neighbours as one expression, None where they are two times."""
    between = text[a.end : b.start]
    if _spans(text, a, b):
        return Expression(a.start, b.end, _through(a, b), None)
    if not _BETWEEN.fullmatch(between):
        return None
    if a.dates and b.clock and not a.clock and a.dates.precision == "day":
        end, zoned = _zoned(text, b.end, b.clock, places)
        return Expression(a.start, end, a.dates, zoned)
    if a.clock and b.dates and not a.dates and b.dates.precision == "day":
        end, zoned = _zoned(text, b.end, a.clock, places)
        return Expression(a.start, end, b.dates, zoned)
    if a.dates and a.clock and b.dates and a.clock.zone is None and "(" in text[a.start : b.start]:
        end, zoned = _zoned(text, b.end, a.clock, places)
        return Expression(a.start, end, a.dates, zoned, counted=b.dates) if zoned.zone else None
    return None


def _spans(text: str, a: Expression, b: Expression) -> bool:
    """ "between Thursday and Dec. 4", "from Monday to Friday" is one time."""
    days = a.dates and b.dates and not a.clock and not b.clock and a.dates.precision == b.dates.precision == "day"
    lead = re.search(r"\b(between|from)\s+$", text[: a.start], re.IGNORECASE)
    return bool(days and lead and re.fullmatch(r"\s+(?:and|to|until|through)\s+", text[a.end : b.start]))


def _through(a: Expression, b: Expression) -> Dates | None:
    if a.dates is None or b.dates is None:
        return None
    first, last = a.dates.earliest, b.dates.latest
    while a.dates.method == "rule:weekday" and first and last and first + timedelta(days=7) < last:
        first += timedelta(days=7)
    if first and last and last < first:
        last += timedelta(days=7)
    return replace(a.dates, end=b.end, earliest=first, latest=last)


def _zoned(text: str, end: int, found: Clock, places: "Places") -> tuple[int, Clock]:
    zone = clock.zone_after(text, end, places) if found.zone is None else None
    return (zone[1], replace(found, zone=zone[0])) if zone else (end, found)


def _with_zones(doc: "Doc", found: Iterable[Expression]) -> Iterator[Expression]:
    """A clock time without a zone shares that of the one before it in the sentence ("11pm GMT … and again at 1am")."""
    last: tuple[int, Clock] | None = None
    for expression in found:
        sentence = _sentence(doc, expression.start)
        mine = expression.clock
        if mine and mine.zone is None and last and last[0] == sentence and last[1].zone:
            between = doc.text[last[1].end : mine.start]
            mine = replace(mine, zone=last[1].zone) if re.search(r"\b(?:and|again|then)\b", between) else mine
            expression = replace(expression, clock=mine)
        last = (sentence, mine) if mine else last
        yield expression


def _when(paragraph: "Paragraph", e: Expression) -> When:
    span = paragraph.char_span(e.start, e.end)
    if e.dates is None:
        precision: Precision = "minute" if e.clock and e.clock.exact else "hour"
        return When(None, None, precision, span, basis="no day named", method="rule:clock")
    when = When(e.dates.earliest, e.dates.latest, e.dates.precision, span, basis=e.dates.basis, method=e.dates.method)
    return on_day(when, e.clock, e.counted.earliest if e.counted else None) if e.clock else when


def on_day(when: When, found: Clock, counted: date | None = None) -> When:
    """A day with its time of day (on the day `counted` where the text says so); a longer date stays as it is."""
    if when.earliest is None or when.earliest != when.latest:
        return when
    start, stop = found.on(counted or when.earliest)
    return replace(when, start=start, stop=stop, precision="minute" if found.exact else "hour")


def closed(when: When, paragraph: "Paragraph") -> When:
    """The period itself of a time that "since" or "until" has opened: "since December" is from December on, "December"
    the month."""
    if when.precision != "open" or when.span is None:
        return when
    text = "in " + paragraph.text[when.span.start - paragraph.start : when.span.end - paragraph.start]
    found = next(iter(dates(text, Context(paragraph.document.published), lambda _: "")), None)
    return replace(when, earliest=found.earliest, latest=found.latest, precision=found.precision) if found else when


def clock_of(when: When, places: "Places") -> Clock | None:
    """The clock time in the words of a time."""
    return next(iter(clock.clocks(when.span.text, places)), None) if when.span else None


def _sentence(doc: "Doc", offset: int) -> int:
    return next((s.start for s in doc.sents if s.start_char <= offset < s.end_char), -1)


def _tense(doc: "Doc", offset: int) -> str:
    """Whether the clause that holds the character looks "ahead" (will, is set to, plans to …) or "back"."""
    token = next((t for t in doc if t.idx <= offset < t.idx + len(t.text_with_ws)), None)
    if token is None:
        return ""
    above = (token, *token.ancestors)
    verb = next((t for t in above if t.pos_ in ("VERB", "AUX")), None)
    # "Will try again after two failures in May": what it comes after is past.
    if verb is None or any(map(_failed_before, above)):
        return ""
    if _future(verb, token):
        return "ahead"
    # "Was moved to Dec. 7"
    way = token.head.lower_ if token.head != verb else "on"
    return "back" if way in ("on", "in") and verb in (token.head, token.head.head) and _past(verb) else ""


def _past(verb: "Token") -> bool:
    """Whether the verb tells of what has been: "fired", "had lobbed", "was launched"; not "was planned for"."""
    helping = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    finite = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helping & {"had", "has", "have", "was", "were"}))
    # "Claimed to have tested it on Jan. 6"
    perfect = verb.tag_ == "VBN" and {"to", "have"} <= helping
    return perfect or (finite and verb.lemma_ not in _SUBJUNCTIVE and not helping & {"would", "to", "will"})


def _failed_before(noun: "Token") -> bool:
    return noun.lemma_ in ("failure", "attempt") and noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following")


def _future(verb: "Token", time: "Token") -> bool:
    if time.dep_ in ("nmod", "compound") and any(c.lower_ == "have" for c in verb.children if c.dep_ == "aux"):
        # "A May 8 launch may have been intended to …"
        return False
    reported = verb.lemma_ not in ("be", "mark", "represent") and time.i > verb.i
    if reported and any(c.lower_ == "would" for c in verb.children if c.dep_ == "aux"):
        # "Said that it would try again in October"
        return True
    if any(c.lower_ in _AHEAD for c in verb.children if c.dep_ in ("aux", "auxpass")):
        return True
    if verb.lemma_ in _SUBJUNCTIVE and verb.tag_ not in ("VBD",):
        return any(c.dep_ in ("xcomp", "ccomp") for c in verb.children) or verb.dep_ in ("amod", "acl")
    # An infinitive takes its time from what governs it: "is set to meet on Wednesday".
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    governor = verb.head
    # "the rocket intended to deploy a satellite on Monday" tells of what is past.
    told = governor.dep_ not in ("acl", "relcl", "amod")
    if infinitive and told and governor != verb and verb.dep_ in ("xcomp", "ccomp", "acl", "advcl"):
        return governor.lemma_ in _SUBJUNCTIVE or any(c.lower_ in _AHEAD for c in governor.children)
    return False


def _only_year(parsed: "ParsedText") -> int | None:
    """The year of dates without one, where there is no publication date and the text allows only one year: of the years
    named in it and their neighbours only one in which every weekday named with a date falls on that date."""
    if parsed.document.published:
        return None
    text = "\n".join(p.text for p in parsed.paragraphs)
    named = {int(y) for y in _YEARS.findall(text)}
    dated = [(m["weekday"], m["month"], int(m["day"])) for m in _DATED.finditer(text)]
    years = sorted({y + n for y in named for n in (-1, 0, 1)})
    fitting = [y for y in years if dated and all(weekday_fits(y, *d) for d in dated)]
    return fitting[0] if len(fitting) == 1 else None
