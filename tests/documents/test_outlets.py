"""kg.documents.outlets: the outlet that a page names as its own, and names that are somebody else's."""

import pytest

from kg.documents.layout import sections
from kg.documents.outlets import outlet

TITLE = "Two missiles fall into the sea"
LONG = "The army saw two missiles fly over the sea on Thursday, and it told the allied forces at once what it had seen."
MORE = "Officials in the capital would not say what the missiles carried, where they fell, or how far they had flown."

DATED, FOOT = "the line that carries its date", "the copyright line"


def name(text: str) -> str:
    """The name and the kind of line that it is taken from, or ""."""
    found = outlet(text, sections(text))
    return f"{found.name} ({found.where})" if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TITLE}\nHANBIT NEWS - Nov 21, 2024 - 11:38 | All, World\n{LONG}", f"HANBIT NEWS ({DATED})"),
        (f"{TITLE}\nHANBIT NEWS HANBIT NEWS - Nov 21, 2024 - 13:40 | All\n{LONG}", f"HANBIT NEWS ({DATED})"),
        (f"{TITLE}\nHANBIT NEWS - 47 minutes ago - 08:15 | World\n{LONG}", f"HANBIT NEWS ({DATED})"),
        (f"{TITLE}\nNora Field | Harbor Tribune | May 30, 2024\n{LONG}", f"Harbor Tribune ({DATED})"),
        (f"HBN WORLD\n{TITLE}\nMay 30, 2024\n{LONG}", "HBN WORLD (the line above the title)"),
        (f"The Harbor Tribune\n{TITLE}\n{LONG}", "The Harbor Tribune (the line above the title)"),
        (f"{TITLE}\nBy Nora Field, The Ridge\n{LONG}", "The Ridge (the line of its author)"),
        (f"{TITLE}\nBy Nora Field, Harbor Tribune\n{LONG}", "Harbor Tribune (the line of its author)"),
        (f"{TITLE}\n{LONG}\n{MORE}\n© 2024 The Harbor Times", f"The Harbor Times ({FOOT})"),
        (f"{TITLE}\n{LONG}\n{MORE}\nCopyright 2024 Daily Beacon. All rights reserved.", f"Daily Beacon ({FOOT})"),
        (f"{TITLE}\n{LONG}\n{MORE}\n(c) Harbor Times, 2019-2024", f"Harbor Times ({FOOT})"),
        (f"{TITLE}\n{LONG}\n{MORE}\nSubscribe to Daily Express Mail", ""),
        (f"{TITLE}\n{LONG}\n{MORE}\nSubscribe to Harbor Express", "Harbor Express (its call for subscribers)"),
        (
            f"{TITLE}\n{LONG}\n{MORE}\nGulf View’s website can also be accessed at the following alternate addresses:",
            "Gulf View (what it says of its own site)",
        ),
        (
            f"The Harbor Times\n{TITLE}\n{LONG}\n{MORE}\n© 2024 Harbor Times",
            "The Harbor Times (the line above the title)",
        ),
    ],
)  # fmt: skip
def test_names_of_the_page_itself(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        # An agency, an owner, an author, a desk.
        f"{TITLE}\nSEOUL, May 30 (Hanbit) -- {LONG}",
        f"{TITLE}\nMOSCOW, May 30. /HANBIT/. {LONG}",
        f"{TITLE}\nBy Nora Field, Associated Press\n{LONG}",
        f"{TITLE}\nBy Nora Field, The Hanbit News Agency\n{LONG}",
        f"{TITLE}\nBy Nora Field, Foreign Reporter\n{LONG}",
        f"{TITLE}\nBy Nora Field, The Asia Desk\n{LONG}",
        f"{TITLE}\nby Nora Field - 08/08/24 4:47 PM ET\n{LONG}",
        f"{TITLE}\nNora Field | May 30, 2024\n{LONG}",
        f"{TITLE}\n{LONG}\n{MORE}\nCopyright 2024 Harbor Media Inc. All rights reserved.",
        f"{TITLE}\n{LONG}\n{MORE}\nCopyright 2024 The Associated Press. All rights reserved.",
        f"{TITLE}\n{LONG}\n{MORE}\n© 2024 The Authors",
        f"{TITLE}\n{LONG}\n{MORE}\n© Harbor Times",
        f"{TITLE}\n{LONG}\n{MORE}\nSource: Harbor Times",
        # Parts of a page, and what the story is about.
        f"{TITLE}\nAll News 10:04 February 20, 2025\n{LONG}",
        f"WORLD NEWS\n{TITLE}\n{LONG}",
        f"Asia\n{TITLE}\n{LONG}",
        f"KOREA NEWS - May 30, 2024\nTwo missiles leave North Korea\n{LONG}",
        f"{TITLE}\nKOREA NEWS - May 30, 2024\n{LONG} North Korea kept silent about it.\n{MORE}",
        f"Asia News\n{TITLE}\n{LONG}",
        # What the story says.
        f"{TITLE}\n{LONG} He told The Harbor Times so.\n{MORE}",
        f"{TITLE}\nA missile in flight. © 2024 The Harbor Times\n{LONG}\n{MORE}",
        f"{TITLE}\n{LONG}\nThe Harbor Times’s report can also be found at many addresses in the old town.\n{MORE}",
        # Two names.
        f"The Harbor Times\n{TITLE}\n{LONG}\n{MORE}\n© 2024 Daily Beacon",
    ],
)
def test_names_that_are_not_the_page_s(text: str) -> None:
    assert name(text) == ""
