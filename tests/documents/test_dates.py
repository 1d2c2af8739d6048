"""kg.documents.dates: a date is read in one way or not at all."""

from datetime import date

import pytest

from kg.documents.dates import read_date

DAY = date(2024, 5, 30)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-30", DAY),
        (" 20240530 ", DAY),
        ("2024-05-30T06:14:00+09:00", DAY),
        ("2024-05-30T23:59:59Z", DAY),
        ("2024-05-30 06:14", DAY),
        ("2024-05-30T21:14:00.000Z", DAY),
        ("May 30, 2024", DAY),
        ("30 May 2024", DAY),
        ("Thursday, May 30th, 2024", DAY),
        ("Sept. 9, 2024", date(2024, 9, 9)),
        ("Thu, 30 May 2024 06:14:00 GMT", DAY),
        ("30.05.2024", DAY),
        ("5/30/2024", DAY),
        ("2024/05/30", DAY),
        ("05/05/2024", date(2024, 5, 5)),
        ("04/05/2024", None),
        ("2024-02-30", None),
        ("May 2024", None),
        ("30 May", None),
        ("yesterday", None),
        ("", None),
        ("1717027200", None),
    ],
)
def test_dates(value: str, day: date | None) -> None:
    assert read_date(value) == day
