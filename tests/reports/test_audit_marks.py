"""Marks in the words of an article: nested, crossing, shared; and no text that gets out of them."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reports.audit.marks import marked, marks_of, nested
from kg.reports.audit.shown import html
from kg.reports.audit.values import Article, Block, Claim, Passage

TEXT = 'Anna said that Bert said that Carl left <b>early</b> & "ran".'


def article(text: str) -> Article:
    return Article("d1", "d1", text, (Block("body", 0, len(text)),))


def claim(number: int, text: str, *spans: tuple[int, int], kind: str = "indirect") -> Claim:
    content = tuple(Passage(s, e, text[s:e]) for s, e in spans)
    return Claim(f"c{number}", number, "d1", (), (), (), content, kind, "assert", "certain", "positive", "body", "rule")


def shown(text: str, *claims: Claim) -> str:
    return marked(article(text), Block("body", 0, len(text)), marks_of(claims))


def words(page: str) -> str:
    """What a reader sees, without the numbers."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sup>.*?</sup>", "", page)))


def test_a_nested_claim_is_inside_the_outer_one() -> None:
    page = shown(TEXT, claim(1, TEXT, (10, 40)), claim(2, TEXT, (25, 40)))
    assert re.search(r'class="content d0 opens closes".*class="content d1 opens closes"', page)
    assert page.count("</span></span>") == 1


def test_crossing_claims_are_cut_and_each_opens_and_closes_once() -> None:
    found = nested(marks_of([claim(1, TEXT, (0, 20)), claim(2, TEXT, (10, 30))]), Block("body", 0, len(TEXT)))
    assert [(m.start, m.end, m.opens, m.closes) for m in found] == [
        (0, 20, True, True),
        (10, 20, True, False),
        (20, 30, False, True),
    ]


def test_claims_of_the_same_words_share_a_mark_with_both_numbers() -> None:
    page = shown(TEXT, claim(1, TEXT, (0, 4)), claim(2, TEXT, (0, 4)))
    assert page.count("<span") == 1
    assert 'href="#c-c1"' in page and 'href="#c-c2"' in page


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60), st.booleans()), max_size=8),
)
def test_marks_never_change_the_words(text: str, spans: list[tuple[int, int, bool]]) -> None:
    good = [(s, min(e, len(text)), n) for s, e, n in spans if s < min(e, len(text))]
    claims = [claim(k, text, (s, e), kind="narrated" if n else "direct") for k, (s, e, n) in enumerate(good, 1)]
    page = shown(text, *claims)
    assert words(page) == words(html(text))
    assert page.count("<span") == page.count("</span>")


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\u200b", "\ufeff", "\u2028"])
def test_what_steers_the_reader_is_made_visible(char: str) -> None:
    page = html(f"a{char}b")
    assert char not in page
    assert f"U+{ord(char):04X}" in page


@pytest.mark.parametrize("text", ["שלום עולם", "naïve — “quoted”", "👩‍🚀", "a\tb\nc", "नमस्ते"])
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert unescape(html(text)) == text
