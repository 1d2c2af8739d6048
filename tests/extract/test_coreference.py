from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import lexicon
from kg.extract.mentions import mentions
from kg.lexicon import Lexicon
from kg.text import ParsedText

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "coreference.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:60])
def test_who_is_meant(case: dict[str, Any], parse: Callable[..., ParsedText], words: Lexicon) -> None:
    parsed = parse(case["text"].strip(), published=case.get("published", date(2024, 5, 30)))
    found: dict[str, list[str]] = {}
    for mention in mentions(parsed, words):
        found.setdefault(mention.span.text.replace("’", "'"), []).append(mention.label)
    for said, nth, label in case.get("expect", ()):
        assert found.get(said, [])[nth : nth + 1] == [label], (said, found)
    assert [w for w in case.get("absent", ()) if w in found] == [], found
