"""One attribution a word: the outermost, with the words next to the cue."""

from collections.abc import Callable

import pytest

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.flat import flatten
from kg.text import ParsedText

CASES = [
    (
        "The envoy said that Minsk had denied the report.",
        [("The envoy", ["Minsk had denied the report"])],
    ),
    (
        '"We won," she said. "It was close."',
        [("she", ["We won", "It was close"])],
    ),
    (
        "The envoy, who arrived on Monday, said talks would resume.",
        [("The envoy, who arrived on Monday", ["talks would resume"])],
    ),
    (
        "He met the envoy who said that talks would resume.",
        [("who", ["talks would resume"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_flat_attributions(text: str, expected: list[object], parse: Callable[..., ParsedText]) -> None:
    parsed = parse(text)
    flat = flatten(attributions(parsed, (), (), lexicon.load(), wide=True), parsed.document)
    assert [(a.source.text if a.source else None, [s.text for s in a.content]) for a in flat] == expected


def test_no_word_belongs_to_two(parse: Callable[..., ParsedText]) -> None:
    parsed = parse(
        "Officials say the ministry believes that the ship, which Tokyo called a threat, is said to be heading home, "
        'and "will not return," the captain told reporters, adding that he hoped so.'
    )
    flat = flatten(attributions(parsed, (), (), lexicon.load(), wide=True), parsed.document)
    taken = [i for a in flat for s in a.content for i in range(s.start, s.end)]
    assert len(taken) == len(set(taken))
