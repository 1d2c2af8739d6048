"""The answer to a question: columns and rows of plain values, the same whichever store gave them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

Value = str | int | float | bool | None
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
_DECIMALS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


class Selects(Protocol):
    """What a question needs of a store: the variables of a SELECT and its rows, terms or None."""

    def select(self, query: str) -> tuple[Sequence[str], Iterable[Sequence[Term]]]: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in the order of the query's ORDER BY; an absent value is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> Iterator[dict[str, Value]]:
        """The rows as mappings, absent values left out."""
        for row in self.rows:
            yield {c: v for c, v in zip(self.columns, row, strict=True) if v is not None}


def value(term: Term) -> Value:
    """A term as a plain value: numbers as numbers, dates as ISO text, IRIs as text.

    >>> value(ox.Literal("12", datatype=ox.NamedNode(_XSD + "integer"))), value(ox.Literal("2024-05-30"))
    (12, '2024-05-30')
    """
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return str(term) if isinstance(term, ox.Triple) else term.value
    return literal(term.value, term.datatype.value)


def literal(text: str, datatype: str | None) -> Value:
    """The value of a literal; a number that cannot be read, or that JSON cannot hold, stays the text that it is."""
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _DECIMALS:
            number = float(text)
            if math.isfinite(number):
                return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return text
    if datatype == _XSD + "boolean":
        return text in ("true", "1")
    return text
