import calendar
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import lexicon
from kg.extract.dates import Context, dates
from kg.extract.times import times
from kg.lexicon import Lexicon
from kg.model import When
from kg.text import ParsedText

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "times.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def cases() -> list[Any]:
    return [
        pytest.param(
            c, marks=[pytest.mark.xfail(strict=True, reason=c["xfail"])] if "xfail" in c else [], id=c["text"][:50]
        )
        for c in CASES
    ]


def row(when: When, clock: bool) -> list[object]:
    assert when.span is not None
    found: list[object] = [when.span.text, when.earliest, when.latest, when.precision]
    return [*found, when.start.isoformat()] if clock and when.start else found


@pytest.mark.parametrize("case", cases())
def test_times_are_read_as_far_as_the_text_allows(
    case: dict[str, Any], parse: Callable[..., ParsedText], words: Lexicon
) -> None:
    found = times(parse(case["text"], published=case["published"]), words)
    assert [row(w, len(t) > 4) for w, t in zip(found, case["times"], strict=False)] == case["times"]
    assert len(found) == len(case["times"])


def test_what_a_time_was_counted_from_is_said(parse: Callable[..., ParsedText], words: Lexicon) -> None:
    (when,) = times(parse("It fired on Monday.", published=date(2024, 5, 30)), words)
    assert (when.basis, when.method) == ("publication date 2024-05-30", "rule:weekday")


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_a_weekday_is_the_nearest_one_in_the_past(published: date, weekday: int) -> None:
    name = calendar.day_name[weekday]
    (found,) = dates(f"on {name}", Context(published), lambda _: False)
    assert found.earliest is not None
    assert found.earliest.weekday() == weekday
    assert timedelta(0) <= published - found.earliest < timedelta(days=7)


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.dates(date(1990, 1, 1), date(2035, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_full_date_is_read_without_a_publication_date(day: date, published: date) -> None:
    text = f"{day.strftime('%B')} {day.day}, {day.year}"
    for context in (Context(None), Context(published)):
        (found,) = dates(text, context, lambda _: False)
        assert (found.earliest, found.latest, found.precision) == (day, day, "day")


@given(st.text(alphabet="0123456789 :,.-/ap.mMayJunethsdFriGT()", max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    for found in dates(text, Context(date(2024, 5, 30)), lambda _: False):
        assert text[found.start : found.end].strip()
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
