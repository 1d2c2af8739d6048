"""kg.documents.stamps: lines that hold a date, what each date is for, and lines that only mention one."""

from datetime import date

import pytest

from kg.documents.stamps import date_line, label, labelled, readings, signed, stamps


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("May 30, 2024", "plain 2024-05-30"),
        ("30th May 2024", "plain 2024-05-30"),
        ("9 NOV 2023, 14:26", "plain 2023-11-09"),
        ("Thu 20 Jun 2024 13.07 BST", "plain 2024-06-20"),
        ("2024-05-30T06:14:00+09:00", "plain 2024-05-30"),
        ("2024.05.30 10:04", "plain 2024-05-30"),
        ("30-May-2024", "plain 2024-05-30"),
        ("05/23/2025", "plain 2025-05-23"),
        ("23/05/25", "plain 2025-05-23"),
        ("04/05/24", "plain 2024-04-05/2024-05-04"),
        ("04/05/24 4:47 PM ET", "plain 2024-04-05"),
        ("04/05/2024 16:47 CST", "plain 2024-04-05/2024-05-04"),
        ("24.05.30", "plain 2024-05-30/2030-05-24"),
        ("All News 10:04 February 20, 2025", "plain 2025-02-20"),
        ("January 23, 2025 7:18 PM 2 min read", "plain 2025-01-23"),
        ("March 10, 2025 9:47 AM GMT+9 · Updated 2 hours ago", "plain 2025-03-10"),
        ("by Nora Field - 08/08/24 4:47 PM ET", "plain 2024-08-08"),
        ("Nora Field | Ha Eun-byul January 15, 2024", "plain 2024-01-15"),
        ("Source: Agency | Editor: huaxin | 2024-10-28 20:13:00", "plain 2024-10-28"),
        ("THE BEACON - Nov 21, 2024 - 11:38 | All, World", "plain 2024-11-21"),
        ("Published: 22:58, 21 May 2023 | Updated: 8:12, 22 May 2023", "published 2023-05-21, updated 2023-05-22"),
        ("Written: 2024-03-05 10:02:41 / Updated: 2024-03-06 16:37:18", "published 2024-03-05, updated 2024-03-06"),
        ("30 May 2024Updated 11:02, 31 May 2024", "plain 2024-05-30, updated 2024-05-31"),
        ("Monday, 3 June 2024 [ Last Update: Tuesday, 4 June 2024 ]", "plain 2024-06-03, updated 2024-06-04"),
        ("published : 18 Nov 2022 at 14:06", "published 2022-11-18"),
        ("Posted by Jo Field on May 30, 2024", "published 2024-05-30"),
        # No date, no full date, or a line that says something.
        ("47 minutes ago", ""),
        ("SEOUL, May 30", ""),
        ("May 2024", ""),
        ("31/31/2024", ""),
        ("2024-02-30", ""),
        ("Published in the journal Orbit on May 30, 2024", ""),
        ("The treaty was published on May 30, 2024", ""),
        ("This picture taken on May 30, 2024 shows Kim", ""),
        ("“May 30, 1950, Moscow”", ""),
        ("A version of this article appears in print on Jan. 6, 2024", ""),
        ("Version 1.2.2024.5", ""),
        ("", ""),
    ],
)
def test_stamps(line: str, found: str) -> None:
    assert ", ".join(f"{s.role} {'/'.join(map(str, s.readings))}" for s in stamps(line)) == found


def test_the_label_of_the_line_above_counts() -> None:
    assert [s.role for s in stamps("27 March 2024", "published")] == ["published"]
    assert [s.role for s in stamps("27 March 2024 | Updated 28 March 2024", "published")] == ["published", "updated"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Published", "published"),
        ("PUBLISHED ON:", "published"),
        ("First published", "published"),
        ("Last updated", "updated"),
        ("Published in Seoul", None),
        ("Update", "updated"),
        ("Writing", None),
    ],
)
def test_labels(line: str, role: str | None) -> None:
    assert label(line) == role


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("THE BEACON - Nov 21, 2024 - 11:38 | All, Japan, World", ("THE BEACON",)),
        ("THE BEACON - 47 minutes ago - 08:15 | World, All", ("THE BEACON",)),
        ("Harbor Tribune | May 30, 2024", ("Harbor Tribune",)),
        ("May 30, 2024 | World", ()),
        ("Kim Il Sung - born April 15, 1912", ()),
        ("SEOUL - The army said on May 30, 2024 that it saw two", ()),
        ("THE BEACON | World", ()),
    ],
)
def test_names_in_front_of_a_date(line: str, names: tuple[str, ...]) -> None:
    assert signed(line) == names


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("June 10, 2025 4:27 PM 3 min read", True),
        ("October 24, 2024 3:41 PM UTC Updated 2 hours ago", True),
        ("Updated 2 hours ago", False),
        ("May 30 was the day of the launch", False),
        ("Three minutes read", False),
    ],
)
def test_date_lines(line: str, alone: bool) -> None:
    assert date_line(line) is alone


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Published On 28 Mar 2024", True),
        ("Updated at 2:15 p.m. EDT", True),
        ("Posted by Jo Field, 30 May, 6:14", True),
        ("Updated with the ministry's count of 30 missiles", False),
        ("Published in the journal Orbit on May 30, 2024", False),
        ("Updated", False),
    ],
)
def test_labelled_lines(line: str, furniture: bool) -> None:
    assert labelled(line) is furniture


def test_a_day_that_is_none_has_no_reading() -> None:
    assert readings("2024-02-30") == readings("30/30/2024") == readings("May 32, 2024") == ()
    assert readings("05/05/24") == (date(2024, 5, 5),)
