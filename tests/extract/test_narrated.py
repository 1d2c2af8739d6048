from collections.abc import Callable
from datetime import date

import pytest

from kg import lexicon
from kg.extract import by_rules
from kg.lexicon import Lexicon
from kg.text import ParsedText


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def test_the_outlet_owns_what_nobody_else_says(parse: Callable[..., ParsedText], words: Lexicon) -> None:
    text = "North Korea fired two missiles on Tuesday and sent shells to Russia. Seoul said Pyongyang fired a missile."
    found = by_rules(parse(text, published=date(2024, 5, 30)), words)
    own = [a for a in found.attributions if a.kind == "narrated"]
    assert [a.content[0].text for a in own] == ["North Korea fired two missiles on Tuesday and sent shells to Russia"]
    assert own[0].source is None
    assert own[0].cue == ()
    assert own[0].method == "rule:outlet-voice"
    within = [e.within for e in found.events]
    assert within[:2] == [own[0].id, own[0].id]
    assert within[2] not in (None, own[0].id)


def test_a_sentence_without_an_event_has_no_narrated_claim(parse: Callable[..., ParsedText], words: Lexicon) -> None:
    found = by_rules(parse("The weather was fine.", published=date(2024, 5, 30)), words)
    assert not found.attributions
    assert not found.events
