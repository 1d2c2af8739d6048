"""Five axes for a claim, each by itself: the rule of credibility, the bands of likelihood, letters that people give."""

from itertools import pairwise
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import main
from kg.errors import GateError
from kg.ontology import Ontology, local
from kg.pipeline import Options
from kg.query import list_queries, run
from kg.rdf.assessment import Standing, _Bands
from kg.store import open_store
from kg.workers import Reader
from tests.sample import sample

ONTOLOGY = Ontology.load()


@pytest.mark.parametrize(
    ("sources", "against", "number"),
    [
        (None, 0, 6), (0, 0, 6), (1, 0, 6), (2, 0, 2), (3, 0, 1), (10, 0, 1),
        (None, 1, 4), (1, 1, 4), (2, 1, 3), (5, 3, 3), (1, 2, 5), (0, 4, 5),
    ],
)  # fmt: skip
def test_the_rule_of_credibility(sources: int | None, against: int, number: int) -> None:
    standing = Standing(sources, tuple("ABCD"[:against]))
    assert standing.credibility == number
    assert ("against: A" in standing.reason) == bool(against)


@pytest.mark.parametrize(
    ("words", "bands"),
    [
        ("Russia is likely to provide more technology", ["Likely"]),
        ("it will very likely fail", ["VeryLikely"]),
        ("it was highly  probable that shells were sent", ["VeryLikely"]),
        ("a strike is unlikely", ["Unlikely"]),
        ("a strike is not likely", ["Unlikely"]),
        ("it is highly unlikely", ["VeryUnlikely"]),
        ("almost certainly from the north, probably by ship", ["AlmostCertain", "Likely"]),
        ("there is almost no chance of talks", ["AlmostNoChance"]),
        ("a roughly even chance", ["RoughlyEvenChance"]),
        ("Probably a missile", ["Likely"]),
        ("it is more likely than not", []),
        ("it may, might or could have fired", []),
        ("the likelihood of a strike", []),
        ("a remote island", []),
        ("he never probably", []),
        ("", []),
    ],
)
def test_words_of_estimation_and_their_bands(words: str, bands: list[str]) -> None:
    table = _Bands.of(ONTOLOGY)
    assert table and table.found([words]) == bands


def test_the_bands_are_those_of_the_directive() -> None:
    found = {
        local(b): tuple(int(ONTOLOGY.text(b, f"kg:{side}Percent") or 0) for side in ("low", "high"))
        for b in ONTOLOGY.instances("kg:EstimativeBand")
        if local(b) != "NoBand"
    }
    edges = [1, 5, 20, 45, 55, 80, 95, 99]
    assert sorted(found.values()) == list(pairwise(edges))


def test_no_actor_is_given_a_letter_by_the_program() -> None:
    assert ONTOLOGY.subjects("kg:reliability") == ()


def test_every_claim_has_a_number_and_a_reason() -> None:
    lines = [line for line in sample().quads() if "credibility" in line]
    assert len(lines) == 2 * len(sample().resolution.claims)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "Norway's foreign ministry said on Monday that Russia was likely to send food to North Korea. "
        "The office may have known, Denmark said.\n",
        "utf-8",
    )
    return tmp_path / "in"


def assessed(articles: Path, store: Path, overlay: str = "") -> dict[str, dict[str, object]]:
    """The answer of the saved question by claimant."""
    file = articles.parent / "mine.ttl"
    file.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> .\n@prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        + overlay,
        "utf-8",
    )
    options = Options(Reader(overlays=(file,)))
    pipeline.build([articles], store, options, lambda step, done, whole: None)
    question = next(q for q in list_queries() if q.name == "assessments")
    return {str(r["claimant"]): dict(r) for r in run(open_store(str(store)), question).records()}


def test_a_person_gives_a_letter_with_a_reason(articles: Path, tmp_path: Path) -> None:
    plain = assessed(articles, tmp_path / "store")
    assert {r["reliability"] for r in plain.values()} == {"F"}
    letter = 'actor:denmark kg:reliability kg:ReliabilityB ; kg:reliabilityReason "an example, no judgement" .\n'
    given = assessed(articles, tmp_path / "store", letter)
    assert {who: r["reliability"] for who, r in given.items()} == {
        who: "B" if who == "Denmark" else "F" for who in plain
    }
    reasons = {who: r["reliability_reason"] for who, r in given.items() if "reliability_reason" in r}
    assert reasons == {"Denmark": "Denmark: an example, no judgement"}


def test_a_letter_without_a_reason_stops_the_build(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(GateError, match="comes with a reason"):
        assessed(articles, tmp_path / "store", "actor:denmark kg:reliability kg:ReliabilityB .\n")


def test_axes_are_shown_apart(articles: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    found = assessed(articles, tmp_path / "store")
    ministry = next(r for who, r in found.items() if "Norway" in who)
    assert (ministry["band"], ministry["credibility"]) == ("likely", "6")
    shown = CliRunner().invoke(main, ["show", str(ministry["claim"]), "--store", str(tmp_path / "store")]).output
    for word in ("certainty", "confidence", "reliability", "credibility", "likelihood"):
        assert [line for line in shown.splitlines() if line.startswith(word)], word
    page = CliRunner().invoke(main, ["audit", "--store", str(tmp_path / "store"), "--format", "md"]).output
    assert "claimant's certainty" in page and "likelihood likely" in page
