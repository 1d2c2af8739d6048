"""kg.documents.origin: which printed date is the day of publication, and which dates are not."""

import pytest

from kg.documents.layout import sections
from kg.documents.origin import Origin, Unclear, published
from kg.documents.outlets import outlet

TITLE = "Two missiles fall into the sea"
SUB = "The army says that it had warned of such a test for weeks before it came"
LONG = "The army saw two missiles fly over the sea on Thursday, and it told the allied forces at once what it had seen."
MORE = "Officials in the capital would not say what the missiles carried, where they fell, or how far they had flown."
ABOVE, BELOW = "the date printed above the article", "the date printed below the article"
CHANGED = "the date of its last change, printed above the article"


def day(text: str) -> str:
    """The day and what it is taken from; "unclear: …" where the page's dates tell none; "" where there are none."""
    found = published(text, sections(text))
    if isinstance(found, Unclear):
        return f"unclear: {found.why}"
    return f"{found.day.isoformat()} {found.where}" if found else ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Published: May 30, 2024\nUpdated: June 2, 2024", "2024-05-30"),
        ("Updated: June 2, 2024\nPublished: May 30, 2024", "2024-05-30"),
        ("Published\n27 March 2024", "2024-03-27"),
        ("Published\n27 March 2024\nUpdated\n28 March 2024", "2024-03-27"),
        ("Published: 22:58, 21 May 2023 | Updated: 8:12, 22 May 2023", "2023-05-21"),
        ("By Nora Field\nPublished 8:47 AM EDT, March 14, 2024", "2024-03-14"),
        ("2024-05-30 06:14", "2024-05-30"),
        ("05/23/2025", "2025-05-23"),
        ("by Nora Field - 08/08/24 4:47 PM ET", "2024-08-08"),
        ("by Nora Field - 04/05/24 4:47 PM ET", "2024-04-05"),
        ("All News 10:04 February 20, 2025", "2025-02-20"),
        ("HANBIT NEWS - Nov 21, 2024 - 11:38 | All, Japan, World", "2024-11-21"),
        ("Nora Field | Ha Eun-byul January 15, 2024", "2024-01-15"),
        ("by Nora Field\nJanuary 23, 2025 7:18 PM\n2 min read", "2025-01-23"),
        ("BY NORA FIELD\nSTAFF WRITER\nNov 26, 2024", "2024-11-26"),
        (f"{SUB}\nBy Nora Field\nDec. 3, 2023", "2023-12-03"),
        ("May 30, 2024\nMay 30, 2024", "2024-05-30"),
    ],
)
def test_dates_between_title_and_story(lines: str, expected: str) -> None:
    assert day(f"{TITLE}\n{lines}\n{LONG}\n{MORE}\n{MORE}\n{LONG}") == f"{expected} {ABOVE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"9 NOV 2023, 14:26\n{TITLE}\n{SUB}\n{LONG}\n{MORE}", f"2023-11-09 {ABOVE}"),
        # The day at the top of the page is that of the visit.
        (f"Saturday, June 1, 2024\n{TITLE}\nMay 30, 2024\n{LONG}\n{MORE}", f"2024-05-30 {ABOVE}"),
        (f"{TITLE}\nSEOUL, May 30, 2024 — {LONG}\n{MORE}", "2024-05-30 the date of its dateline"),
        (f"{TITLE}\n04/05/24\nSEOUL, May 4 (Agency) — {LONG}\n{MORE}", f"2024-05-04 {ABOVE}"),
        (f"{TITLE}\n{LONG}\n{MORE}\nNews ID 194882\nPublished: 12 December 2022 - 15:37", f"2022-12-12 {BELOW}"),
        (f"{TITLE}\n{LONG}\n{MORE}\nwww.outlet.example (Juche113.6.27.)", f"2024-06-27 {BELOW}"),
        (f"{TITLE} again, November 3, 2025\n{LONG}\n{MORE}", "2025-11-03 the date in its headline"),
        (f"{TITLE}\nUpdated June 2, 2024\n{LONG}\n{MORE}", f"2024-06-02 {CHANGED}"),
        (
            f"{TITLE}\nUpdated January 2, 2024\nSEOUL, Dec. 30 (Agency) — {LONG}\n{MORE}",
            "2023-12-30 the day of its dateline in the year of its last change, 2024-01-02",
        ),
    ],
)  # fmt: skip
def test_dates_in_other_places(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        TITLE,
        f"{TITLE}\n{LONG} He spoke on May 30, 2024.\n{MORE}",
        f"{TITLE}\n{LONG} Published in the journal Orbit on May 30, 2024.\n{MORE}",
        f"{TITLE}\nPublished in the journal Orbit on May 30, 2024\n{LONG}\n{MORE}",
        f"{TITLE}\nA missile leaves its launcher on May 30, 2024. (Photo: Agency)\n{LONG}\n{MORE}",
        f"{TITLE}\nIn this photo released on May 30, 2024, Kim watches a test\n{LONG}\n{MORE}",
        f"{TITLE}\n{LONG}\n{MORE}\nMay 30, 2024",
        f"{TITLE}\nSEOUL, May 30 (Agency) — {LONG}\n{MORE}",
        f"{TITLE}\n47 minutes ago\n{LONG}\n{MORE}",
        # A letter that the story quotes, and what follows a list of other articles.
        f"{TITLE}\n{LONG} The letter to the ministry reads in full as follows:\nMay 30, 1951\n{MORE}\n{MORE}",
        f"{TITLE}\n{LONG}\nRelated articles\nKim visits the yard\nMay 30, 2023\n{MORE}\n{MORE}",
        # A timeline dates its parts.
        f"{TITLE}\n{SUB}\nJan. 14, 2024\n{LONG}\nApril 2, 2024\n{MORE}\nMay 30, 2024\n{MORE}",
        # Too late in the story, and a headline older than what the text prints.
        f"{TITLE}\n{LONG}\n{MORE}\n{LONG}\nMay 30, 2024\n{MORE}",
        f"How the war began, June 25, 1950\n{LONG} He wrote on May 30, 2024.\n{MORE}",
        f"{TITLE}\n{LONG}\n{MORE}\nCopyright 2024 The Beacon",
    ],
)  # fmt: skip
def test_dates_that_are_not_the_article_s(text: str) -> None:
    assert day(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{TITLE}\n04/05/24\n{LONG}\n{MORE}", "'04/05/24' can be read in two ways"),
        (f"{TITLE}\n04/05/2024 16:47 CST\n{LONG}\n{MORE}", "'04/05/2024' can be read in two ways"),
        # A list of articles, each with its date.
        (
            f"{TITLE}\nMay 30, 2024\nKim visits the yard\nMay 28, 2024\nShells leave it\nMay 2, 2024\n{LONG}\n{MORE}",
            "May 2, 2024, May 28, 2024, May 30, 2024 are different days",
        ),
    ],
)  # fmt: skip
def test_dates_that_may_be_read_in_two_ways_are_left(text: str, why: str) -> None:
    assert day(text) == f"unclear: {why}"


def test_the_place_of_the_date_is_told() -> None:
    text = f"{TITLE}\nPublished: May 30, 2024\n{LONG}\n{MORE}"
    found = published(text, sections(text))
    assert found is not None
    assert text[found.start : found.end] == "Published: May 30, 2024"


@pytest.mark.parametrize(
    "line",
    [
        "Published On 30 May 2024",
        "05/30/2024May 30, 2024",
        "Issued on: 30/05/2024 - 06:14Modified: 30/05/2024 - 08:10",
        "May 30, 2024 at 6:45 AM JST",
        "Published : May 30, 2024 - 06:45:12",
        "Posted : 2024-05-30 16:41Updated : 2024-05-31 10:00",
        "Published: 30 May. 2024, 18:53",
        "Posted on : 2024-05-30 16:46 KSTModified on : 2024-05-31 16:46 KST",
        "May 30, 20246:45 AM UTCUpdated 2 hours ago",
        "May 30, 202410:45 AM UTC",
        "Colin Park May 30, 2024",
        "First published on Thu 30 May 2024 06.14 BST",
        "Published30 May 2024",
        "Thursday 30 May 2024 06:14, UK",
        "30 May 2024 • 6:14am",
        "30 May 2024 6:14am BST",
        "Published: 06:14 EDT, 30 May 2024 | Updated: 08:10 EDT, 31 May 2024",
        "May 30, 2024, 6:14 a.m. ET",
        "Published May 30, 2024 at 6:14 a.m. EDT|Updated May 31, 2024 at 6:14 a.m. EDT",
        "May 30, 2024 at 6:14 AM GMT+9",
        "2024.05.30",
        "06:14 GMT 30.05.2024 (Updated: 08:10 GMT 31.05.2024)",
        "Xinhua | 2024-05-30 06:14:00",
        "Source: Xinhua Editor: huaxia 2024-05-30 20:13:00",
        "By Global Beacon Published: May 30, 2024 06:14 PM",
        "By Nora Field and Jo Park, Published: May 30, 2024 06:14 PM",
        "May 30, 2024 - 18:53",
        "OLENA FIELD — THURSDAY, 30 MAY 2024, 06:14",
        "06:14 30.05.2024",
        "Published - May 30, 2024 06:14 am IST - SEOUL",
        "World Desk / May 30, 2024, 06:14 IST",
        "Published: 6:14am, 30 May, 2024",
        "May 30, 2024 (Hanbit Japan)",
        "May 30, 2024 / 6:14 AM",
        "Published on 30/05/2024 - 06:14 GMT+2•Updated 08:10",
        "30.05.2024 - Update : 31.05.2024",
        "May 30, 2024, 6:14 AM UTC / Updated May 31, 2024, 8:10 AM UTC",
        "Write: 2024-05-30 06:45:21 / Update: 2024-05-31 07:00:00",
        "Date: May 30, 2024",
        "Publication date: 30 May 2024",
        "Release Date: May 30, 2024",
        "Thursday, 30 May, 2024",
        "THU, MAY 30, 2024",
        "30-05-2024",
        "30 May 2024 - 06:14",
        "May 30, 2024 | 6:14 PM",
        "2024/05/30 18:53",
        "2024-05-30T06:14:00Z",
        "30 May 2024 | By Nora Field",
        "By Nora Field | May 30, 2024",
        "By Nora Field on May 30, 2024",
        "By Nora Field, May 30, 2024",
        "By Nora Field / May 30, 2024",
        "Nora Field, Seoul · 30 May 2024",
        "Seoul, May 30, 2024",
        "Asia | May 30, 2024",
        "World - 30 May 2024 - 06:14",
        "Posted by: Nora Field | May 30, 2024",
        "May 30, 2024 6:14 pm (Updated May 31, 2024 7:00 am)",
        "Published 6:14 PM, Thu May 30, 2024",
        "May 30th, 2024",
        "the 30th of May 2024",
        "5/30/24",
        "5.30.24",
        "30/5/2024 6:14 PM",
        "May 30 2024",
        "LAST UPDATED: MAY 30, 2024",
    ],
)
def test_forms_of_a_date_line(line: str) -> None:
    text = f"{TITLE}\n{line}\n{LONG}\n{MORE}\n{LONG}"
    parts = sections(text)
    assert [text[s.start : s.end] for s in parts if s.part == "furniture"] == [line]
    found = published(text, parts)
    assert isinstance(found, Origin)
    assert found.day.isoformat() == "2024-05-30"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["A ", "May 30, 2024 ", "By A, ", "© 2024 A ", "1/1/2024 - ", "A | ", "Published: "])
def test_long_and_strange_texts_take_linear_time(unit: str) -> None:
    for text in (unit * 20000, f"{unit * 9}\n" * 2000):
        parts = sections(text)
        published(text, parts)
        outlet(text, parts)
