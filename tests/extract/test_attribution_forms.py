"""Forms of attribution that parses break, and their look-alikes that must make no claim or another one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.mentions import mentions
from kg.extract.times import times
from kg.lexicon import Lexicon
from kg.text import ParsedText

FILE = Path(__file__).parent.parent / "cases" / "attributions-forms.yaml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def claims(text: ParsedText, words: Lexicon) -> list[list[str | None]]:
    """Of each claim who speaks, the stance and the content."""
    named = mentions(text, words)
    found = attributions(text, named, times(text, words), words)
    return [[a.source and a.source.text, a.stance, " … ".join(s.text for s in a.content)] for a in found]


@pytest.mark.parametrize("row", [pytest.param(r, id=str(r["text"])[:70]) for r in CASES])
def test_a_form_makes_these_claims(
    row: dict[str, list[list[str | None]]], words: Lexicon, parse: Callable[..., ParsedText]
) -> None:
    assert claims(parse(row["text"], published=date(2024, 6, 1)), words) == row["claims"]


def test_a_person_behind_an_office_is_the_speaker(words: Lexicon, parse: Callable[..., ParsedText]) -> None:
    text = parse("The commander of the fleet, Rear Admiral Lars Berg, said the ship sank. He said it was old.")
    named = mentions(text, words)
    found = attributions(text, named, times(text, words), words)
    actors = {m.id: m.actor for m in named}
    assert len({actors[c] for a in found for c in a.claimants}) == 1


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("The king told state television that the dam was safe.", []),
        ("The mayor said a barge carried what he called a gift.", []),
        ('TASS reported that the dam was old.\n\n"It is safe," Lars Berg was quoted as saying.', ["TASS"]),
        ('"It is safe," Lars Berg was quoted as saying.', []),
    ],
)
def test_who_passes_on_the_last_claim(
    text: str, via: list[str], words: Lexicon, parse: Callable[..., ParsedText]
) -> None:
    parsed = parse(text)
    found = attributions(parsed, mentions(parsed, words), times(parsed, words), words)
    assert [r.span.text for r in found[-1].relays if r.span] == via
