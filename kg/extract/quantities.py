"""Numbers with what they count or measure: "approximately twelve projectiles", "up to 500mph", "some 350 km"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.numerals import NUMBER, number, ordinal
from kg.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text import Paragraph, ParsedText

# Unit words, what they measure, and the name of the unit.
_UNITS: tuple[tuple[str, str, str], ...] = (
    (r"km/h|kph|kmh|kilomet(?:er|re)s?\s+(?:per|an)\s+hour", "speed", "km/h"),
    (r"mph|miles?\s+(?:per|an)\s+hour", "speed", "mph"),
    (r"m/s|met(?:er|re)s?\s+(?:per|a)\s+second", "speed", "m/s"),
    (r"knots?", "speed", "knot"),
    (r"km|kms|kilomet(?:er|re)s?", "range", "km"),
    (r"nautical\s+miles?|nm", "range", "nautical mile"),
    (r"miles?", "range", "mile"),
    (r"met(?:er|re)s?|m(?=\s+(?:high|altitude))", "range", "m"),
    (r"feet|foot|ft", "range", "foot"),
    (r"seconds?|secs?", "duration", "second"),
    (r"minutes?|mins?", "duration", "minute"),
    (r"hours?|hrs?", "duration", "hour"),
    (r"days?", "duration", "day"),
    (r"metric\s+tons?|tonnes?|tons?", "amount", "ton"),
    (r"kilotons?", "amount", "kiloton"),
    (r"barrels?", "amount", "barrel"),
    (r"containers?", "amount", "container"),
    (r"percent|per\s+cent|%", "amount", "percent"),
)
QUALIFIERS: tuple[tuple[str, str], ...] = (
    (r"more\s+than|over|upwards?\s+of|in\s+excess\s+of|exceeding|above", "more than"),
    (r"at\s+least|no\s+(?:fewer|less)\s+than|a\s+minimum\s+of", "at least"),
    (r"up\s+to|as\s+(?:many|much|far|high)\s+as|at\s+most|no\s+more\s+than|a\s+maximum\s+of|maximum", "up to"),
    (r"fewer\s+than|less\s+than|under|below", "less than"),
    (r"nearly|almost|close\s+to", "nearly"),
    (r"approximately|approx\.?|around|about|roughly|some|circa|an?\s+estimated|estimated", "approximately"),
    (r"exactly|precisely", ""),
)
# Words of number that give no number: what is least meant by them.
_VAGUE: tuple[tuple[str, float], ...] = (
    (r"a\s+(?:series|string|flurry|barrage|volley|salvo|slew|spate|number|range|succession)\s+of", 2),
    (r"(?:a\s+)?(?:large|great|significant|substantial|unspecified|unknown)\s+(?:number|quantity|amount)s?\s+of", 2),
    (r"several(?:\s+(?:different\s+types|types|kinds|rounds)\s+of)?|multiple|various|a\s+few|numerous|many", 2),
    (r"(?:several\s+|many\s+)?dozens\s+of|dozens", 24),
    (r"scores\s+of", 40),
    (r"(?:several\s+|many\s+)?hundreds(?:\s+of)?|several\s+hundred", 200),
    (r"(?:several\s+|many\s+)?thousands(?:\s+of)?|several\s+thousand", 2000),
    (r"tens\s+of\s+thousands(?:\s+of)?", 20000),
    (r"(?:several\s+|many\s+)?millions(?:\s+of)?|several\s+million", 2000000),
)
_CLAUSE = re.compile(r"[,;]\s|\b(?:during|flight|flew|flying|distance|travell?ed)\b", re.IGNORECASE)
_ALTITUDE = re.compile(r"altitude|apogee|height|high|peak|above", re.IGNORECASE)


def _one_of(patterns: tuple[str, ...]) -> str:
    return "|".join(patterns)


@dataclass(frozen=True, slots=True)
class Number:
    """Characters [start, end) that say a number: value or bounds, as far as they are said."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str


@cache
def _measure() -> re.Pattern[str]:
    how = _one_of(tuple(p for p, _ in QUALIFIERS))
    unit = _one_of(tuple(rf"(?P<u{i}>{p})" for i, (p, _, _) in enumerate(_UNITS)))
    to = rf"(?:\s*(?:-|–|to|and)\s*(?P<last>{NUMBER}))?"
    return re.compile(
        rf"(?<![\w.,$€£])(?:(?P<qualifier>(?:{how})(?:\s+(?:{how}))?)\s+)?"
        rf"(?:(?P<mach>Mach\s+(?P<machs>\d+(?:\.\d+)?))|(?P<first>{NUMBER}){to}[\s-]*(?:{unit})(?!\w))",
        re.IGNORECASE,
    )


def quantities(parsed: "ParsedText") -> tuple[Quantity, ...]:
    """Every measured quantity of the text (speed, range, altitude, duration, amount) and every ordinal of a series,
    in order; counts of things are found with the things (`counted`)."""
    return tuple(q for p in parsed.paragraphs for q in of_paragraph(p))


def of_paragraph(paragraph: "Paragraph") -> Iterator[Quantity]:
    for match in _measure().finditer(paragraph.text):
        quantity = _measured(paragraph, match)
        if quantity:
            yield quantity


def _measured(paragraph: "Paragraph", match: re.Match[str]) -> Quantity | None:
    text = paragraph.text
    how = qualifier(match["qualifier"] or "")
    span = paragraph.char_span(match.start(), match.end())
    if match["mach"]:
        value = float(match["machs"])
        return Quantity("speed", value, *bounds(value, how), "mach", how, span)
    found = next(i for i in range(len(_UNITS)) if match[f"u{i}"])
    _, role, unit = _UNITS[found]
    first, last = number(match["first"]), number(match["last"] or "")
    if first is None:
        return None
    if role == "range" and _ALTITUDE.search(_CLAUSE.split(text[max(0, match.start() - 28) : match.end() + 5])[-1]):
        role = "altitude"
    if match["last"] and last is not None:
        return Quantity(role, None, min(first, last), max(first, last), unit, how, span)
    return Quantity(role, first, *bounds(first, how), unit, how, span)


def qualifier(text: str) -> str:
    """The name of the words before a number: "some", "about" are "approximately"; "" where they are none."""
    return next((name for pattern, name in QUALIFIERS if re.match(pattern, text.strip(), re.IGNORECASE)), "")


def bounds(value: float, qualifier: str) -> tuple[float | None, float | None]:
    """Lowest and highest value that the words allow; "approximately" gives the number itself."""
    if qualifier in ("more than", "at least"):
        return value, None
    if qualifier in ("up to", "less than", "nearly"):
        return (value, value) if qualifier == "nearly" else (None, value)
    return value, value


_HOW = _one_of(tuple(p for p, _ in QUALIFIERS))
_COUNT = re.compile(
    rf"(?:(?P<qualifier>(?:{_HOW})(?:\s+(?:{_HOW}))?)\s+)?"
    rf"(?<![\w-])(?:(?P<vague>{_one_of(tuple(p for p, _ in _VAGUE))})"
    rf"|(?P<first>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<last>{NUMBER}))?"
    r"|(?P<article>an?|one|another|the|its|his|her|their|a\s+single))(?:\s+(?:of\s+)?|$)",
    re.IGNORECASE,
)


def counted(paragraph: "Paragraph", first: "Token", name: "Token", head: "Token") -> Quantity | None:
    """How many of what the noun phrase names, from the words between `first` and `name`; a singular `head` with an
    article is one."""
    text = paragraph.text
    words = text[first.idx : name.idx]
    plural = _is_plural(head)
    found = [q for m in _COUNT.finditer(words) if (q := _count(paragraph, first.idx + m.start(), m, plural))]
    # "A salvo of 18 rockets" are 18.
    ranked = sorted(found, key=lambda q: (q.qualifier == "a", q.value is None and not q.qualifier.startswith("up")))
    if found and found[0].qualifier.endswith(" of") and ranked[0].value is not None:
        return ranked[0]
    return next((q for q in found if q.qualifier != "a"), found[0] if found else None)


def _count(paragraph: "Paragraph", start: int, match: re.Match[str], plural: bool) -> Quantity | None:
    span = paragraph.char_span(start, start + len(match.group().rstrip()))
    how = qualifier(match["qualifier"] or "")
    if match["vague"]:
        low = next(least for pattern, least in _VAGUE if re.fullmatch(pattern, match["vague"], re.IGNORECASE))
        return Quantity("count", None, low, None, "", " ".join(match["vague"].lower().split()), span)
    if match["article"]:
        return None if plural else Quantity("count", 1, 1, 1, "", "a", span)
    first, last = number(match["first"]), number(match["last"] or "")
    if first is None:
        return None
    if match["last"] and last is not None:
        return Quantity("count", None, min(first, last), max(first, last), "", how, span)
    return Quantity("count", first, *bounds(first, how), "", how, span)


def _is_plural(head: "Token") -> bool:
    return head.tag_ in ("NNS", "NNPS")


def order(noun: "Token", paragraph: "Paragraph") -> Quantity | None:
    """The place in a series that a noun is given: "the sixth ballistic missile test this year"."""
    for token in noun.children:
        value = ordinal(token.text) if token.i < noun.i else None
        if value:
            return Quantity("order", value, value, value, "", "", paragraph.span(token.i, token.i + 1))
    return None
