"""kg.documents.years: a dateline without a year gets one only where the text's own dates leave no other."""

import pytest

from kg.documents.dateline import dateline_day
from kg.documents.layout import sections
from kg.documents.years import infer

MORE = "Officials in the capital would not say what the missiles carried, where they fell, or how far they had flown."


def year(head: str, tail: str, said: str = "on Wednesday") -> str:
    """The day inferred for "SEOUL, Aug. 20" (a Wednesday in 2014 and 2025, a Tuesday in 2019 and 2024), or ""."""
    text = (
        f"Two missiles fall into the sea\n{head}\nSEOUL, Aug. 20 (Agency) -- The army said {said} that it saw two "
        f"missiles fly over the sea, and told the allies at once.\n{MORE}\n{MORE}\n{tail}"
    )
    parts = sections(text)
    dateline = dateline_day(text, parts)
    assert dateline is not None
    found = infer(text, parts, dateline)
    return f"{found.day.isoformat()} {found.because}" if found else ""


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "The two sides met for the last time in Geneva in 2024, and agreed on nothing there.\n© 2025 The Beacon",
            "2025-08-20 from 2024-01-01 to 2025-12-31, on a Wednesday",
        ),
        (
            "The last such test was seen by the allies on May 8, 2025, and it had failed.\n© 2025 The Beacon",
            "2025-08-20 from 2025-05-08 to 2025-12-31, on a Wednesday",
        ),
        # The day before the dateline is a Wednesday in 2026.
        ("The last such test was seen by the allies on May 8, 2025, and it had failed.\n© 2026 The Beacon", ""),
        # A bound is missing: a later or an earlier year with this weekday is possible.
        ("The two sides met for the last time in Geneva in 2024, and agreed on nothing there.", ""),
        ("© 2025 The Beacon", ""),
        # The weekday rules every year out.
        ("The two sides met for the last time in Geneva in 2023, and agreed on nothing there.\n© 2024 The Beacon", ""),
        # Two years are left: 2014 and 2025.
        ("The two sides met for the last time in Geneva in 2012, and agreed on nothing there.\n© 2025 The Beacon", ""),
        # Numbers that are no years do not bound.
        ("The army has 2024 launchers and some $2024 for each of its soldiers, they say.\n© 2013 The Beacon", ""),
    ],
)
def test_the_only_year_between_the_bounds(tail: str, expected: str) -> None:
    assert year("By Nora Field", tail) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # Tuesday is the day of the dateline in 2024 and the day before it in 2025.
        ("on Tuesday", ""),
        ("last Wednesday", ""),
        ("on Wednesday after talks on Monday", ""),
        ("today", ""),
    ],
)
def test_a_weekday_that_does_not_decide(said: str, expected: str) -> None:
    tail = "The two sides met for the last time in Geneva in 2024, and agreed on nothing there.\n© 2025 The Beacon"
    assert year("By Nora Field", tail, said) == expected


def test_one_year_needs_no_weekday() -> None:
    tail = "The two sides met for the last time in Geneva on May 8, 2025, and agreed on nothing.\n© 2025 The Beacon"
    assert year("By Nora Field", tail, "today").startswith("2025-08-20 ")


def test_a_picture_and_the_last_change_bound_the_year() -> None:
    head = "A missile in flight on Aug. 18, 2025. (Photo: Agency)"
    assert year(head, "Updated: Aug. 21, 2025") == "2025-08-20 from 2025-08-18 to 2025-08-21, on a Wednesday"
