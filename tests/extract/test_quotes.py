"""Quotation marks of all kinds, open, closed, nested and stray."""

from collections.abc import Callable

import pytest

from kg.extract.quotes import quotes
from kg.text import ParsedText

CASES = [
    ('He said "it is over" and left.', ["it is over"]),
    ("“It is over,” he said.", ["It is over"]),
    ("''It is over,'' he said.", ["It is over"]),
    ("'It is over,' he said.", ["It is over"]),
    ("The Republicans' plan was the Democrats' plan.", []),
    ("It's the country's turn.", []),
    ('"One," she said. "Two."', ["One", "Two."]),
    ('The so-called "experts" agreed.', ["experts"]),
    ("No marks at all.", []),
    ('A stray " mark', ["mark"]),
    ('"It goes on and on', ["It goes on and on"]),
    ("He called it a 'rehearsal for war'.", ["rehearsal for war"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_quotations_of_a_sentence(text: str, expected: list[str], parse: Callable[..., ParsedText]) -> None:
    paragraph = parse(text).paragraphs[0]
    assert [paragraph.span(q.first, q.last).text for q in quotes(paragraph)] == expected


def test_an_open_quotation_is_marked(parse: Callable[..., ParsedText]) -> None:
    (quote,) = quotes(parse('"We will go on to the end.').paragraphs[0])
    assert not quote.closed


def test_a_quotation_of_the_paragraph_before_may_end_here(parse: Callable[..., ParsedText]) -> None:
    paragraph = parse('and that is all," he said.').paragraphs[0]
    assert [paragraph.span(q.first, q.last).text for q in quotes(paragraph, running=True)] == ["and that is all"]
