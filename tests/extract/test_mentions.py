from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import lexicon
from kg.extract.mentions import mentions
from kg.lexicon import Lexicon
from kg.model import Mention
from kg.text import ParsedText

Parse = Callable[..., ParsedText]
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "mentions.yaml").read_text(encoding="utf-8"))


def case(row: dict[str, Any]) -> Any:
    """A row of the table; a known miss must go on missing until it is mended."""
    marks = [pytest.mark.xfail(strict=True, reason=row["miss"])] if "miss" in row else []
    return pytest.param(row, id=str(row["text"])[:60], marks=marks)


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return lexicon.load()


def plain(text: str) -> str:
    return text.replace("’", "'")


@pytest.mark.parametrize("row", [case(c) for c in CASES])
def test_words_name_actors(row: dict[str, Any], parse: Parse, words: Lexicon) -> None:
    known = {key: row.get(key) for key in ("publisher", "title")}
    parsed = parse(row["text"], published=row.get("published", date(2024, 5, 30)), **known)
    found: dict[str, list[str]] = {}
    for mention in mentions(parsed, words):
        found.setdefault(plain(mention.span.text), []).append(mention.label)
    for said, label in row.get("expect", {}).items():
        assert label in found.get(said, []), (said, found)
    assert [w for w in row.get("absent", ()) if w in found] == [], found


@pytest.mark.parametrize("seed", ["000", "001", "002"])
def test_every_mention_of_a_seed_is_grounded(
    seed: str, parse_seed: Callable[[str], ParsedText], words: Lexicon
) -> None:
    parsed = parse_seed(seed)
    found = mentions(parsed, words)
    assert found == mentions(parsed, words)
    assert len({m.id for m in found}) == len(found)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
    assert all(m.span.text == parsed.document.text[m.span.start : m.span.end] for m in found)
    assert all(m.label and m.actor and m.method for m in found)
    assert all(m.actor.startswith("~") or " " not in m.actor for m in found)


def labels(found: tuple[Mention, ...], words: str) -> set[str]:
    return {m.label for m in found if plain(m.span.text) == words}


def test_seeds_name_their_claimants(parse_seed: Callable[[str], ParsedText], words: Lexicon) -> None:
    first, second, third = (mentions(parse_seed(n), words) for n in ("000", "001", "002"))
    assert labels(first, "Joint Chiefs of Staff") == {"South Korea Joint Chiefs of Staff"}
    assert labels(first, "its military") == {"South Korea military"}
    assert labels(first, "intelligence agency") == {"South Korea National Intelligence Service"}
    assert labels(first, "the Express") == {"Daily Express"}
    assert labels(first, "He") == {"Kim Jong Un"}
    assert labels(second, "Pandit") == {"Ankit Panda"}
    assert labels(second, "his Russian counterpart") == {"Vladimir Putin"}
    assert labels(second, "Kim") == {"Kim Jong Un"}
    assert labels(third, "leader's sister") == {"Kim Yo Jong"}
    assert labels(third, "official media") == {"North Korea state media"}
    assert labels(third, "its allies") == {"US allies"}
    assert labels(third, "Shin") == {"Shin Won-sik"}


def test_an_empty_text_has_no_mentions(parse: Parse, words: Lexicon) -> None:
    assert mentions(parse("Nothing happened here today."), words) == ()


def test_a_users_actor_is_found(parse: Parse, tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> .\n@prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'actor:harbour-watch a kg:ThinkTank ; rdfs:label "Harbour Watch" ; skos:altLabel "HW" .\n',
        encoding="utf-8",
    )
    found = mentions(parse("Harbour Watch counted ships. HW said more came."), lexicon.load([mine]))
    assert [(m.span.text, m.actor, m.type) for m in found] == [
        ("Harbour Watch", "harbour-watch", "ThinkTank"),
        ("HW", "harbour-watch", "ThinkTank"),
    ]
