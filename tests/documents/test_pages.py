"""kg.documents.pages: what is read out of news pages of several kinds (tests/documents/html)."""

from datetime import date
from pathlib import Path

import pytest

from kg.documents import read
from kg.documents.article import Refused
from kg.documents.pages import decode_page, read_page
from kg.model import Document, Problem

HTML = Path(__file__).parent / "html"


@pytest.fixture(scope="module")
def pages() -> dict[str, Document]:
    return {d.name: d for d in read([HTML]) if isinstance(d, Document)}


def parts(document: Document, part: str) -> list[str]:
    return [document.text[s.start : s.end] for s in document.sections if s.part == part]


@pytest.mark.parametrize(
    ("name", "title", "publisher", "published", "url"),
    [
        (
            "agency",
            "(LEAD) N. Korea fires multiple short-range ballistic missiles: JCS",
            "Hanbit News Agency",
            "2024-05-30",
            None,
        ),
        (
            "blocks",
            "Troops seen training in Russia's far east",
            "Channel News",
            "2024-10-18",
            "https://channel.example/news/articles/c1e8",
        ),
        ("broadcaster", "Kim's sister rejects arms claims", "GulfView", "2024-05-17", None),
        (
            "graph_json_ld",
            "Satellite launch ends in a fireball",
            "The Strait Observer",
            "2024-05-28",
            "https://straitobserver.example/news/satellite-fireball",
        ),
        ("json_ld", "Seoul detects artillery fire near border islands", "Meridian Press", "2024-01-05", None),
        ("minimal", "Press Statement of Vice-Minister", None, None, None),
        ("old_table", "Daily Beacon: Freighter said to carry shells docks in Rajin", "Daily Beacon", None, None),
        (
            "wordpress",
            "Two missiles fall into the sea, army says",
            "Harbor Tribune",
            "2024-05-30",
            "https://harbortribune.example/2024/05/30/two-missiles-fall/",
        ),
    ],
)
def test_what_a_page_says_of_itself(
    pages: dict[str, Document], name: str, title: str, publisher: str | None, published: str | None, url: str | None
) -> None:
    page = pages[name]
    day = date.fromisoformat(published) if published else None
    assert (page.title, page.publisher, page.published, page.url) == (title, publisher, day, url)
    assert page.reader.startswith("trafilatura 2.")
    assert parts(page, "headline")[0] == title


@pytest.mark.parametrize(
    ("name", "captions"),
    [
        (
            "agency",
            [
                "A screen at Seoul Station shows a file image of a missile launch, "
                "in this photo taken on May 17, 2024. (Hanbit)"
            ],
        ),
        ("blocks", ["Footage is said to show soldiers collecting Russian uniforms at a base"]),
        (
            "broadcaster",
            ["Kim Yo-jong, sister of the North Korean leader, attends a ceremony in Hanoi. (File photo by pool)"],
        ),
        (
            "graph_json_ld",
            [
                "Video released by the Japanese broadcaster shows a bright burst of light "
                "over the Yellow Sea. Image: NHK screen grab"
            ],
        ),
        (
            "json_ld",
            [
                "South Korean marines walk on Yeonpyeong island, "
                "South Korea, Friday, Jan. 5, 2024. (Lim Hak/Korea Pool via MP)"
            ],
        ),
        ("minimal", []),
        ("old_table", []),
        (
            "wordpress",
            [
                "A missile rises from a launcher near the coast "
                "in this undated photo released by state media. (Photo: Peninsula News Agency)"
            ],
        ),
    ],
)
def test_captions_are_kept_and_marked(pages: dict[str, Document], name: str, captions: list[str]) -> None:
    assert parts(pages[name], "caption") == captions


@pytest.mark.parametrize(
    ("name", "paragraphs", "first", "last"),
    [
        ("agency", 4, "North Korea fired around 10", "The launches came days after"),
        ("broadcaster", 4, "The sister of North Korea's leader", "The United States and South Korea"),
        ("graph_json_ld", 4, "North Korea’s attempt to put", "South Korean officials suggested"),
        ("json_ld", 3, "North Korea fired about 200", "North Korea said later"),
        ("minimal", 3, "The vice-minister of national defence", "The statement said"),
        ("old_table", 3, "A Russian freighter docked", "The Russian embassy at a café"),
        ("wordpress", 5, "North Korea fired two", "Moscow has denied"),
    ],
)
def test_the_body_is_the_article(pages: dict[str, Document], name: str, paragraphs: int, first: str, last: str) -> None:
    body = parts(pages[name], "body")
    assert (len(body), body[0].startswith(first), body[-1].startswith(last)) == (paragraphs, True, True)


def test_nothing_of_the_frame_is_left_in_the_body(pages: dict[str, Document]) -> None:
    said = " ".join(text for page in pages.values() for part in ("body", "caption") for text in parts(page, part))
    for words in (
        "cookie",
        "Advertisement",
        "Related",
        "Balloons land",
        "rights reserved",
        "Roku",
        "newsletter",
        "Share",
    ):
        assert words not in said


def test_a_page_that_a_script_fills_is_refused() -> None:
    problems = [(p.code, Path(p.document).name) for p in read([HTML]) if isinstance(p, Problem)]
    assert problems == [("no-text", "app_shell.html"), ("publisher-printed", "old_table.html")]


@pytest.mark.parametrize(
    ("markup", "encoding", "text"),
    [
        ('<meta charset="iso-8859-1"><p>“é”', "cp1252", "“é”"),
        ('<meta charset="utf-8"><p>“é”', "utf-8", "“é”"),
        ("<p>“é”", "utf-8", "“é”"),
        ('<meta charset="euc-kr"><p>서울', "euc-kr", "서울"),
        ('<meta charset="utf-8"><p>said “yes”', "cp1252", "said “yes”"),
        ('<meta charset="no-such"><p>“é”', "utf-8", "“é”"),
        ("<p>“é”", "utf-16", "“é”"),
    ],
)
def test_the_characters_of_a_page(markup: str, encoding: str, text: str) -> None:
    assert decode_page(markup.encode(encoding), "f").endswith(text)


@pytest.mark.parametrize(
    "markup", ["", "<", "plain words", "<html><p></p></html>", "<?xml version='1.0' encoding='utf-8'?><html/>"]
)
def test_no_article(markup: str) -> None:
    with pytest.raises(Refused):
        read_page(markup, "f")


def test_a_page_is_read_the_same_twice() -> None:
    markup = (HTML / "wordpress.html").read_text(encoding="utf-8")
    assert read_page(markup, "f") == read_page(markup, "f")


@pytest.mark.parametrize(
    "fact", ["{", "[]", '{"@graph": 5}', '[{"@type": ["NewsArticle"], "publisher": [{}]}]', "[" * 5000]
)
def test_broken_statements_of_a_page_do_no_harm(fact: str) -> None:
    said = "<p>North Korea fired two missiles into the sea on Thursday, the army said in a long message.</p>" * 3
    page = read_page(
        f'<html><head><script type="application/ld+json">{fact}</script></head><body>{said}</body></html>', "f"
    )
    assert "two missiles" in page.text


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img alt='x'><figcaption>Two missiles are <b>fired</b>.</figcaption></figure>",
        "<div class='img-caption'>Two missiles are fired.</div>",
        "<p class='wp-caption-text'>Two missiles are fired.</p>",
        "<table><tr><td><img alt='x'></td></tr><tr><td class='caption'>Two missiles are fired.</td></tr></table>",
    ],
)
def test_a_caption_stays_where_it_stood(figure: str) -> None:
    said = "North Korea fired two missiles into the sea on Thursday, the army said in a message."
    body = f"<p>{said}</p>{figure}<p>{said} Yes.</p><p>{said} No.</p>"
    page = read_page(f"<html><body><article>{body}</article></body></html>", "f")
    assert page.text.splitlines()[1] == "Two missiles are fired."
    assert page.captions == {"Two missiles are fired."}
