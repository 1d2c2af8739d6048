"""Validation in words: which document, which claim, what is wrong, how to mend it; and the gate."""

from pathlib import Path

import pytest

from kg import resources
from kg.errors import GateError, InputError
from kg.store import EmbeddedStore
from kg.validate import TOLD, default_engine, engines, gate, validate, validate_store
from tests.sample import sample

ONTOLOGY = resources.folder("ontology")
TERMS = [
    ONTOLOGY / f"{name}.ttl"
    for name in ("actors", "assessment", "events", "kg", "places", "stances", "states", "weapons")
]


@pytest.fixture
def quads() -> list[str]:
    return sample().quads()


def write(folder: Path, lines: list[str], name: str = "graph.nq") -> Path:
    (folder / name).write_text("".join(lines), encoding="utf-8")
    return folder / name


def drop(lines: list[str], *words: str) -> list[str]:
    """Without the lines in which all the words occur; there must be some."""
    kept = [line for line in lines if not all(w in line for w in words)]
    assert len(kept) < len(lines)
    return kept


def swap(lines: list[str], old: str, new: str) -> list[str]:
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


def test_the_sample_is_in_order(quads: list[str], tmp_path: Path) -> None:
    assert validate([write(tmp_path, quads), *TERMS]) == ()


@pytest.mark.parametrize("engine", ["shacl", "shacl-rust"])
def test_a_claim_without_a_claimant(quads: list[str], tmp_path: Path, engine: str) -> None:
    hidden = next(c.id for c in sample().resolution.claims if c.attribution.method == "sample:hidden")
    lines = drop(quads, f"claim/{hidden}>", "ontology#claimant>")
    (problem,) = validate([write(tmp_path, lines), *TERMS], engine=engine)
    assert (problem.code, problem.document) == ("claim-claimant", "harbour")
    assert problem.message == "claim “unnamed: Some of the shells … to have reached Kursk”: Nobody makes this claim"
    assert problem.remedy.startswith("Every claim has a claimant: a hidden source is an unnamed actor")
    text = sample().documents[0].text
    assert text[problem.start : problem.end] == "Some of the shells"


def test_words_that_were_changed(quads: list[str], tmp_path: Path) -> None:
    lines = swap(quads, 'anchorOf> "fell"', 'anchorOf> "rose"')
    (problem,) = validate([write(tmp_path, lines), *TERMS])
    assert problem.code == "span-in-text"
    assert problem.message.endswith("do not stand at their characters (found: rose)")
    assert "build it again from its file" in problem.remedy
    assert sample().documents[0].text[problem.start : problem.end] == "fell"


def test_a_thing_without_words_is_told_by_its_name(quads: list[str], tmp_path: Path) -> None:
    lines = drop(quads, "decidedBy>", "person:ana")
    (problem,) = validate([write(tmp_path, lines), *TERMS])
    assert (problem.code, problem.document, problem.start) == ("decision-by", "events", None)
    assert problem.message.startswith("decision “another type”")
    assert "Decision-by in ontology/shapes.ttl" in problem.remedy


def test_long_words_are_cut(quads: list[str], tmp_path: Path) -> None:
    lines = swap(quads, '"North Korea: shipping', '"North Korea: ' + "x" * 500 + "shipping")
    lines = swap(lines, "ontology#Certain>", "ontology#Sure>")
    found = [p for p in validate([write(tmp_path, lines), *TERMS]) if "xxx" in p.message]
    assert len(found) == 1
    assert len(found[0].message) < 300


def test_problems_come_in_the_order_of_the_text(quads: list[str], tmp_path: Path) -> None:
    lines = swap(quads, "ontology#Certain>", "ontology#Sure>")
    found = validate([write(tmp_path, lines), *TERMS])
    places = [(p.document, p.start) for p in found]
    assert len(places) > 5
    assert places == sorted(places)
    assert found == validate([write(tmp_path, lines[::-1]), *TERMS])


def test_the_gate_lets_good_graphs_pass(quads: list[str], tmp_path: Path) -> None:
    gate([write(tmp_path, quads), *TERMS])


def test_the_gate_tells_some_and_counts_the_rest(quads: list[str], tmp_path: Path) -> None:
    lines = drop(quads, "nif-core#anchorOf>")
    with pytest.raises(GateError, match="was not published, because it breaks") as caught:
        gate([write(tmp_path, lines), *TERMS])
    told = caught.value.message.splitlines()
    assert len(told) == TOLD + 2
    assert told[-1].strip().startswith("and ")
    assert caught.value.exit_code == 1


def test_a_store_is_validated(quads: list[str]) -> None:
    codes = {p.code for p in validate_store(EmbeddedStore.of(quads))}
    assert "claim-stance" in codes, "the stances are in the ontology, which is not in this store"
    assert "claim-claimant" not in codes


@pytest.mark.parametrize(("name", "text"), [("a.ttl", "kg:a a ."), ("a.csv", "a,b"), ("a.trig", "{")])
def test_what_is_no_rdf_is_refused(name: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        validate([write(tmp_path, [text], name), *TERMS])
    assert name in caught.value.message
    assert caught.value.remedy


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        validate([tmp_path / "none.nq"])


def test_a_broken_n_quads_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        validate([write(tmp_path, ["<a> nonsense\n"])])


def test_the_fastest_engine_that_is_installed_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = ["shacl", "shacl_rust", "pyshacl"]
    monkeypatch.setattr(engines, "find_spec", lambda name: name if name in installed else None)
    assert default_engine() == "shacl"
    installed.remove("shacl")
    assert default_engine() == "shacl-rust"
