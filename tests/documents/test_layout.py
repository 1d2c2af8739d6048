"""kg.documents.layout: every page of the table is divided as written there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.layout import sections

PARTS = {"H": "headline", "C": "caption", "B": "body", "F": "furniture"}
TABLE = Path(__file__).parent.parent / "cases" / "layout.txt"


def pages() -> list[tuple[str, str | None, list[tuple[str, str]]]]:
    """The pages of the table: name, title, and each block's part and lines."""
    found: list[tuple[str, str | None, list[tuple[str, str]]]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found.append((line[4:], None, []))
        elif line.startswith("title: "):
            found[-1] = (found[-1][0], line[7:], found[-1][2])
        elif line == ".":
            part, text = found[-1][2][-1]
            found[-1][2][-1] = (part, text + "\n")
        elif line.startswith("+ "):
            part, text = found[-1][2][-1]
            found[-1][2][-1] = (part, f"{text}\n{line[2:]}")
        elif line and not line.startswith("#"):
            found[-1][2].append((PARTS[line[0]], line[2:]))
    return found


@pytest.mark.parametrize(("name", "title", "blocks"), pages(), ids=lambda v: v if isinstance(v, str) else "")
def test_pages(name: str, title: str | None, blocks: list[tuple[str, str]]) -> None:
    # A dateline stands in one line with the paragraph that it opens.
    text = "".join(t + (" " if t.endswith((" —", " --", "/.")) else "\n") for _, t in blocks)
    found = [(s.part, text[s.start : s.end]) for s in sections(text, title)]
    assert found == [(part, t.strip()) for part, t in blocks]


def test_the_table_has_many_styles() -> None:
    assert len(pages()) >= 20


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the launch, the exchange said.",
        "Updated missiles were shown at the parade, experts said.",
        "By Monday the army had counted ten launches.",
        "Follow the money, he said.",
        "Like Trump, Kim announced it on Twitter.",
        "Register of arms exports to Russia grows, envoy says",
        "Subscribe to the theory or not, the shells have arrived, he wrote.",
        "Read in Seoul as a threat, the statement was short.",
        "Copy of the letter reached Tokyo, officials said.",
        "Related claims were denied by Moscow.",
        "The report can be accessed by all members, the panel said.",
        "Watch for a launch in May, he warned.",
        "Save the regime, that is what the missiles must do, she wrote.",
        "In 2016 they met in Geneva.",
        "May 30 was the day of the launch.",
        "Home to ten bases, the region is closed.",
        "Contact with Pyongyang was lost, Seoul said.",
        "Exclusive economic zone waters were not reached, the ministry said.",
        "More than ten missiles were fired on Thursday.",
        "Most missiles fell into the sea.",
        "Print runs of the party paper were cut, defectors say.",
        "The pact must not be broken or weakened.",
        "Kim Jong Un (left in charge) said no.",
        "By signing the pact Moscow would accept the North's weapons, he said.",
        "Updated with the ministry's count of 30 missiles",
        "Published in the journal Orbit on May 30, 2024",
        "Kim Il Sung - born April 15, 1912",
        "Staff writers were not let in, the agency said.",
        "On May 30, 2024 the North fired ten missiles",
        "Published works of Kim Il Sung, 1990 edition",
        "Posted guards doubled at 30 sites on May 30",
        "Updated missile range: 2,000 km",
        "Editor: army lied about May 30, 2024 launch",
        "Date: the day on which the test is planned, May 30",
        "Write: no more letters to Kim",
        "Source: 30 missiles were fired on May 30, 2024",
        "Timeline of the launches since May 30, 2024",
        "Issued warnings: 12",
    ],
)
def test_what_an_article_says_is_no_furniture(line: str) -> None:
    for above in (f"{_PROSE}\n", ""):
        page = f"Talks begin in the capital today\n{above}{line}\n{_PROSE}"
        assert {s.part for s in sections(page) if page[s.start : s.end] == line} <= {"body", "headline"}


_PROSE = "The two sides met for three hours and agreed on nothing, a spokesman told reporters on Thursday."


@pytest.mark.parametrize(
    "line",
    [
        "North Korea fires two missiles from Sunan, May 30, 2024. (Photo: Agency)",
        "FILE PHOTO: North Korea fires a missile in this picture released in 2023",
        "Two missiles were fired on Thursday. REUTERS/Kim Lee",
        "People watch news of a launch (L) while soldiers (R) stand guard in Seoul.",
        "A rocket lifts off from Sohae / Agency",
        "An undated handout photo shows the launch of a missile.",
        "Image caption, The missile flew over Japan",
        "Kim inspects launchers, in this undated photo provided by the government.",
        "The missile flew over Japan. [File: Yuri Maltsev/Agency]",
    ],
)
def test_a_caption_is_marked_and_kept(line: str) -> None:
    page = f"Talks begin in the capital today\n{_PROSE}\n{line}\n{_PROSE}"
    assert [s.part for s in sections(page)] == ["headline", "body", "caption", "body"]


def test_a_picture_s_alternative_text_is_a_caption() -> None:
    alternative, caption = "A missile leaves a launcher", "A missile leaves a launcher at night (Image: Pool)"
    page = f"Talks begin\n{_PROSE}\n{alternative}\n{caption}\n{_PROSE}"
    assert [s.part for s in sections(page, "Talks begin")] == ["headline", "body", "caption", "caption", "body"]


def test_captions_that_the_page_names_are_known() -> None:
    page = f"{_PROSE}\nFootage said to show soldiers\n{_PROSE}"
    assert [s.part for s in sections(page, None, frozenset({"Footage said to show soldiers"}))][1] == "caption"


def test_repeated_title_and_title_with_outlet() -> None:
    page = f"Two missiles fall into the sea | The Beacon\nTwo missiles fall into the sea\n{_PROSE}"
    assert [s.part for s in sections(page, "Two missiles fall into the sea")] == ["headline", "headline", "body"]


WORDS = [
    "North Korea fired",
    "a missile.",
    "Share",
    "By Kim Lee",
    "(Photo: X)",
    "Related:",
    "May 30, 2024",
    "“No,”",
    "the",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([*WORDS, "\n", "\r\n", "\n\n", " ", "\u00a0", "\u2028", "/", "|", "©", "1"]), max_size=60
    ).map("".join),
)


@given(TEXTS, st.none() | st.text(max_size=30))
def test_sections_cover_every_character_in_order_without_overlap(text: str, title: str | None) -> None:
    found = sections(text, title)
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())
    edges = [edge for s in found for edge in (s.start, s.end)]
    assert edges == sorted(edges)
    assert all(s.start < s.end and not text[s.start].isspace() and not text[s.end - 1].isspace() for s in found)


@given(TEXTS)
def test_an_added_last_newline_changes_nothing(text: str) -> None:
    assert sections(text) == sections(text + "\n")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit", ["a", "a ", ". ", "<>", "(", "/ A", "1 ", "A/A ", "a\n", "\n ", "Photo (", "May 1, ", "\u00a0"]
)
def test_long_and_strange_texts_take_linear_time(unit: str) -> None:
    for size in (790, 200_000):
        text = unit * (size // len(unit)) + "x"
        assert sections(text)[-1].end == len(text)
