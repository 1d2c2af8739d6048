"""kg.documents.dateline: agencies and days as datelines print them, and what only looks like one."""

import pytest

from kg.documents.dateline import dateline_day, wire
from kg.documents.layout import sections

LONG = "The army saw two missiles fly over the sea on Thursday, and it told the allied forces at once what it had seen."


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ("SEOUL, May 30 (Yonhap) -- ", "Yonhap"),
        ("SEOUL, South Korea (AP) — ", "AP"),
        ("(Reuters) - ", "Reuters"),
        ("TOKYO, May 30 (Kyodo) - ", "Kyodo"),
        ("Tokyo, 30 May 2024 (Kyodo News) – ", "Kyodo News"),
        ("MOSCOW, May 30. /TASS/. ", "TASS"),
        ("WASHINGTON, D.C., June 1 (UPI) — ", "UPI"),
        ("[AFP] - ", "AFP"),
        ("WASHINGTON/SEOUL, Feb 8 (Reuters) - ", "Reuters"),
        ("Seoul/Tokyo, 8 February (Kyodo) - ", "Kyodo"),
        ("The Joint Chiefs of Staff (JCS) - as it is called - spoke. ", None),
        ("Kim Jong Un (KJU) - the leader - spoke. ", None),
        ("SEOUL (the capital) slept. ", None),
    ],
)
def test_the_agency_of_a_dateline(head: str, agency: str | None) -> None:
    text = f"Two missiles fall into the sea\n{head}{LONG}\n{LONG}"
    found = sections(text)
    assert wire(text, found) == agency
    assert [s.part for s in found] == ["headline", *(["furniture"] if agency else []), "body", "body"]


@pytest.mark.parametrize(
    ("head", "furniture"),
    [
        ("MANCHESTER, N.H. — ", True),
        ("WASHINGTON -- ", True),
        ("UNITED NATIONS - ", True),
        ("SEOUL – ", True),
        ("SEOUL/TOKYO -- ", True),
        ("KN-23/KN-24 missiles flew. ", False),
        ("KCNA — the official agency — agreed. ", False),
        ("POLLS NOT NECESSARILY WRONG, JUST TOO EARLY - ", False),
        ("ICBM-class missiles flew. ", False),
        ("Seoul — and only Seoul — agreed. ", False),
    ],
)
def test_a_dateline_without_agency(head: str, furniture: bool) -> None:
    text = f"Two missiles fall into the sea\n{head}{LONG}"
    assert [s.part for s in sections(text)] == ["headline", *(["furniture"] if furniture else []), "body"]
    assert wire(text, sections(text)) is None


@pytest.mark.parametrize(
    ("tail", "agency"),
    [
        (f"{LONG} (AFP)", "AFP"),
        (f"{LONG}\nSource: AFP", "AFP"),
        (f"{LONG}\n(With inputs from AFP)", "AFP"),
        (f"{LONG}\n[Xinhua]", "Xinhua"),
        (f"{LONG} (END)", None),
        (f"{LONG} He was alone (in the room).", None),
        (f"{LONG}\n(more)", None),
    ],
)
def test_the_agency_at_the_end(tail: str, agency: str | None) -> None:
    text = f"Two missiles fall into the sea\n{LONG}\n{tail}"
    assert wire(text, sections(text)) == agency


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("SEOUL, May 30 (Yonhap) -- ", (5, 30, None)),
        ("SEOUL, May 30, 2024 (Yonhap) -- ", (5, 30, 2024)),
        ("WASHINGTON/SEOUL, Feb 8 (Reuters) - ", (2, 8, None)),
        ("Tokyo, 30 May 2024 (Kyodo News) – ", (5, 30, 2024)),
        ("MOSCOW, November 9. /TASS/. ", (11, 9, None)),
        ("SEOUL, Feb. 29 (Agency) -- ", (2, 29, None)),
        ("SEOUL, Feb. 30 (Agency) -- ", None),
        ("SEOUL, South Korea (AP) — ", None),
        ("On May 30 the army slept. ", None),
    ],
)
def test_the_day_of_a_dateline(dateline: str, day: tuple[int, int, int | None] | None) -> None:
    text = f"Two missiles fall into the sea\n{dateline}{LONG} He had come on June 1, 2023.\n{LONG}"
    found = dateline_day(text, sections(text))
    assert (found[:3] if found else None) == day
    assert found is None or text[found.start : found.end] in dateline
