"""Where words stand: exactly, else by one match that differs in blanks and quotation marks alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.anchors import apart, exact, gap, similar

TEXT = "“It’s  over,” he said.\nThe weather\u00a0is the same; ''so'' he said."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("he said", [(14, 21), (55, 62)]),
        ("he", [(14, 16), (55, 57)]),
        ("weather", [(27, 34)]),
        ("eather", []),
        ("“It’s", [(0, 5)]),
        ("It's", []),
        ("", []),
    ],
)
def test_words_stand_as_they_are(words: str, found: list[tuple[int, int]]) -> None:
    assert list(exact(TEXT, words, 0, len(TEXT))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"It\'s over,"', ["“It’s  over,”"]),
        ("It's over", ["It’s  over"]),
        ("The weather is the same", ["The weather\u00a0is the same"]),
        ("said. The weather", ["said.\nThe weather"]),
        ("it's over", []),
        ("Its over", []),
        ("he said", ["he said", "he said"]),
        ("   ", []),
        ("\u200bweather", ["weather"]),
    ],
)
def test_blanks_and_marks_do_not_count(words: str, found: list[str]) -> None:
    assert [TEXT[s:e] for s, e in similar(TEXT, words, 0, len(TEXT))] == found


def test_only_between_the_bounds() -> None:
    assert list(exact(TEXT, "he said", 20, len(TEXT))) == [(55, 62)]
    assert list(exact(TEXT, "he said", 0, 20)) == []
    assert similar(TEXT, "The  weather", 0, 30) == []


@given(st.text(alphabet="ab '’\"“ \n\u00a0.", max_size=30), st.data())
def test_every_slice_at_word_bounds_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    cut = text[max(0, start - 1) : start + 1].isalpha() and start > 0
    cut = cut or (end < len(text) and text[end - 1 : end + 1].isalpha())
    if words.strip() and words == words.strip() and not cut:
        assert (start, end) in list(exact(text, words, 0, len(text)))
        assert any(s <= start < e for s, e in similar(text, words, 0, len(text)))


@given(st.tuples(st.integers(0, 9), st.integers(10, 19)), st.tuples(st.integers(0, 19), st.integers(20, 30)))
def test_what_is_apart_has_no_common_character(a: tuple[int, int], b: tuple[int, int]) -> None:
    assert apart(a, [b]) == (not set(range(*a)) & set(range(*b)))
    assert gap(a, b) == gap(b, a) >= 0
