"""Places in a series, and how long the series is: "the sixth test this year", "12 launches so far in 2024"."""

import re
from typing import TYPE_CHECKING

from kg.extract.numerals import number
from kg.extract.quantities import bounds, order, qualifier
from kg.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from kg.text import Paragraph

# A series is of the year or month that the words around its noun name: "this year", "in 2024", "of the month".
_PERIOD = re.compile(
    r"\b(?:this|the|current|so\s+far\s+this)\s+(?P<unit>year|month)\b"
    r"|\b(?:in|of|since\s+the\s+(?:start|beginning)\s+of)\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<start>year)\s+to\s+date\b|\bthis\s+(?P<own>year|month)['’]s\b",
    re.IGNORECASE,
)


def series(noun: "Token", paragraph: "Paragraph") -> Quantity | None:
    """The place in a series that a noun is given, or how many events a plural noun counts; `unit` is the period of the
    series ("year", "month", "2024"), empty where none is named."""
    when = period(noun.sent, noun)
    # The parser may hang "second" on "missile" in "second missile launch this month".
    nouns = (noun, *(c for c in noun.children if when and c.dep_ == "compound" and c.i < noun.i))
    place = next((p for n in nouns if (p := order(n, paragraph))), None)
    if place:
        return Quantity("order", place.value, place.low, place.high, when, "", place.span)
    return _total(noun, paragraph, when)


def _total(noun: "Token", paragraph: "Paragraph", when: str) -> Quantity | None:
    """ "12 missile tests so far this year": a number of events, said only of a series with a period."""
    counter = next((c for c in noun.children if c.dep_ == "nummod" and c.i < noun.i), None)
    value = number(counter.text) if counter is not None else None
    if counter is None or value is None or value < 2 or not when:
        return None
    first = counter.left_edge
    how = qualifier(paragraph.doc[first.i : counter.i].text)
    low, high = bounds(value, how)
    return Quantity("total", value, low, high, when, how, paragraph.span(first.i, counter.i + 1))


def period(sentence: "Sentence", noun: "Token") -> str:
    """The period that a sentence names nearest to a noun: "year", "month", a year's number, or ""."""
    place = noun.idx - sentence.start_char
    found = sorted(_PERIOD.finditer(sentence.text), key=lambda m: (abs(m.start() - place), m.start()))
    return next((_name(m) for m in found), "")


def _name(match: re.Match[str]) -> str:
    return (match["unit"] or match["year"] or match["start"] or match["own"] or "").lower()
