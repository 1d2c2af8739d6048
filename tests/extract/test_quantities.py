from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import number, ordinal
from kg.extract.quantities import counted, quantities
from kg.text import ParsedText

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "quantities.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c[0])[:40])
def test_measures_are_typed(case: list[object], parse: Callable[..., ParsedText]) -> None:
    text, *expected = case
    first = quantities(parse(text, published=date(2024, 5, 30)))[0]
    assert [first.role, first.value, first.low, first.high, first.unit, first.qualifier] == expected
    assert first.span.text in str(text)


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("It fired approximately twelve projectiles.", "projectiles", ("approximately", 12, 12, 12)),
        ("It fired around 10 missiles.", "missiles", ("approximately", 10, 10, 10)),
        ("It fired more than 20 missiles.", "missiles", ("more than", 20, 20, None)),
        ("It fired at least three missiles.", "missiles", ("at least", 3, 3, None)),
        ("It fired several missiles.", "missiles", ("several", None, 2, None)),
        ("It fired a missile.", "missile", ("a", 1, 1, 1)),
        ("It sent an estimated 15,000 troops.", "troops", ("approximately", 15000, 15000, 15000)),
        ("It sent two dozen drones.", "drones", ("", 24, 24, 24)),
        ("It fired a series of missiles.", "missiles", ("a series of", None, 2, None)),
        ("It fired dozens of rockets.", "rockets", ("dozens of", None, 24, None)),
        ("It fired missiles.", "missiles", None),
        ("It fired 240mm rockets.", "rockets", None),
    ],
)
def test_counts_keep_their_qualifier(
    text: str, head: str, expected: tuple[object, ...] | None, parse: Callable[..., ParsedText]
) -> None:
    (paragraph,) = parse(text, published=date(2024, 5, 30)).paragraphs
    token = next(t for t in paragraph.doc if t.text == head)
    found = counted(paragraph, paragraph.doc[2], token, token)
    assert (found and (found.qualifier, found.value, found.low, found.high)) == expected


@given(st.integers(0, 999_999))
def test_digits_are_read_with_and_without_commas(n: int) -> None:
    assert number(f"{n:,}") == number(str(n)) == n


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and eighty", 180),
        ("twenty-five", 25),
        ("2.5 million", 2_500_000),
        ("a dozen", 12),
        ("missiles", None),
    ],
)
def test_numbers_are_read_in_words(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(("text", "value"), [("sixth", 6), ("21st", 21), ("thirty-second", 32), ("test", None)])
def test_ordinals_are_read(text: str, value: int | None) -> None:
    assert ordinal(text) == value
