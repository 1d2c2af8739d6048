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


def case(row: dict[str, Any]) -> Any:
    """A row of the table; a known miss must go on missing until it is mended."""
    marks = [pytest.mark.xfail(strict=True, reason=row["miss"])] if "miss" in row else []
    return pytest.param(row, id=str(row["text"])[:60], marks=marks)


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize("row", [case(c) for c in CASES])
def test_who_is_meant(row: dict[str, Any], parse: Callable[..., ParsedText], words: Lexicon) -> None:
    parsed = parse(row["text"].strip(), published=row.get("published", date(2024, 5, 30)))
    found: dict[str, list[str]] = {}
    for mention in mentions(parsed, words):
        found.setdefault(mention.span.text.replace("’", "'"), []).append(mention.label)
    for said, nth, label in row.get("expect", ()):
        assert found.get(said, [])[nth : nth + 1] == [label], (said, found)
    assert [w for w in row.get("absent", ()) if w in found] == [], found
