"""Places in a series with their period, and totals of launches."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kg.extract import by_rules
from kg.lexicon import load

LEXICON = load()
SERIES = [
    ("This marks the ninth ballistic missile test by North Korea this year.", [("order", 9, "year", "ninth")]),
    ("It was the North's fifth missile launch in 2024.", [("order", 5, "2024", "fifth")]),
    ("It was North Korea's second missile launch this month.", [("order", 2, "month", "second")]),
    ("It was the third round of missile tests of the year, officials said.", [("order", 3, "year", "third")]),
    ("North Korea failed to launch a satellite in its second attempt.", []),
    ("It was the first missile launch since Kim's visit.", [("order", 1, "", "first")]),
    ("North Korea has conducted 12 missile tests so far this year.", [("total", 12, "year", "12")]),
    ("North Korea has conducted at least 12 missile tests this year.", [("total", 12, "year", "at least 12")]),
    # No series: a number of tests without a period, and things that are counted as such.
    ("North Korea conducted two missile tests on Thursday.", []),
    ("North Korea fired two missiles this year.", []),
]


@pytest.mark.parametrize(("text", "expected"), SERIES)
def test_series(parse: Callable[..., Any], text: str, expected: list[tuple[str, float, str, str]]) -> None:
    found = by_rules(parse(text, date(2024, 5, 30)), LEXICON).events
    said = [(q.role, q.value, q.unit, q.span.text) for e in found for q in e.quantities if q.role in ("order", "total")]
    assert said == expected
