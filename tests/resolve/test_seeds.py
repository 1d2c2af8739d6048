"""The three seeds together: accounts of launches and the ledger between the articles."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extract import by_rules
from kg.lexicon import load
from kg.model import Document, Resolution
from kg.resolve import resolve
from kg.text import ParsedText

CASES = Path(__file__).parent.parent / "cases"
EXPECTED: dict[str, Any] = yaml.safe_load((CASES / "seeds_ledger.yaml").read_text(encoding="utf-8"))
Read = tuple[dict[str, str], Resolution]


@pytest.fixture(scope="module")
def seeds(parse_seed: Callable[[str], ParsedText]) -> Read:
    lexicon = load()
    parsed = [parse_seed(prefix) for prefix in ("000", "001", "002")]
    documents: list[Document] = [p.document for p in parsed]
    resolution = resolve(documents, {p.document.id: by_rules(p, lexicon) for p in parsed}, lexicon)
    return {d.id: d.name[:3] for d in documents}, resolution


@pytest.mark.parametrize("expected", EXPECTED["denials"], ids=lambda d: f"{d['denier'][0]}-{d['of']}-{d['denied'][0]}")
def test_denials(seeds: Read, expected: dict[str, Any]) -> None:
    names, resolution = seeds
    claims = {c.id: c for c in resolution.claims}
    labels = {a.id: a.label for a in resolution.actors}

    def who(claim: str) -> list[str]:
        return sorted({"unnamed" if c.startswith("unnamed-") else labels.get(c, c) for c in claims[claim].claimants})

    found = [
        (who(e.left), names[claims[e.right].document], who(e.right), e.because.startswith("related"))
        for e in resolution.ledger
        if e.kind == "denial"
    ]
    assert (sorted(expected["denier"]), expected["of"], sorted(expected["denied"]), expected["related"]) in found


def test_nothing_contradicts(seeds: Read) -> None:
    assert [e.because for e in seeds[1].ledger if e.kind == "contradiction"] == EXPECTED["contradictions"]


@pytest.mark.parametrize("name", EXPECTED["launches"])
def test_launches(seeds: Read, name: str) -> None:
    names, resolution = seeds
    found = [
        [a.when.earliest, a.when.latest, a.status]
        for a in resolution.accounts
        if names[a.document] == name and a.type in ("MissileLaunch", "SatelliteLaunch") and a.when
    ]
    assert sorted(found, key=str) == sorted(EXPECTED["launches"][name], key=str)


def test_independent_sources_of_each_articles_launch(seeds: Read) -> None:
    """The Joint Chiefs and the military of one state are one source; the coast guard of another is a second."""
    names, resolution = seeds
    documents = {a.event: names[a.document] for a in resolution.accounts}
    roots = {
        documents[i.subject]: {g.root for g in i.groups if g.counted}
        for i in sorted(resolution.independence, key=lambda i: i.statements)
        if i.subject.startswith("missile-launch-")
    }
    assert "south-korea" in roots["000"]
    assert {"south-korea", "japan"} <= roots["001"]
    assert {"south-korea", "japan"} <= roots["002"]
