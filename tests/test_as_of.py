"""What had been said by a day: every saved question, asked of what was out by then and of nothing that came later."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.as_of import as_of, said_by
from kg.cli import main
from kg.errors import StoreError
from kg.model import Attribution, Document, EventMention, Extraction, When
from kg.pipeline import Options
from kg.query import list_queries, run
from kg.store import open_store

ARTICLES = {
    "accused": ("2024-05-14", "The United States accused North Korea of sending artillery shells to Russia in April."),
    "denied": ("2024-05-22", "North Korea denied that it had sent artillery shells to Russia in April."),
    "undated": ("", "Japan said that North Korea had sent artillery shells to Russia in April 2024."),
}


@pytest.fixture(autouse=True)
def one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of the program's files is no part of what is compared here."""
    monkeypatch.setattr("kg.workers.Reader.fingerprint", lambda self: f"program {self.overlays}")


def build(folder: Path, names: list[str]) -> Path:
    here = folder / "articles"
    here.mkdir(parents=True)
    for name in names:
        (here / f"{name}.txt").write_text(ARTICLES[name][1] + "\n", "utf-8")
    rows = "".join(f"{name}.txt,{ARTICLES[name][0]}\n" for name in names)
    (here / "metadata.csv").write_text("document,published\n" + rows, "utf-8")
    pipeline.build([here], folder / "store", Options(), lambda step, done, whole: None)
    return folder / "store"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build(tmp_path / "all", list(ARTICLES))


def test_every_question_answers_as_a_store_of_that_day_would(store: Path, tmp_path: Path) -> None:
    past = as_of(str(store), date(2024, 5, 20))
    then = open_store(str(build(tmp_path / "then", ["accused"])))
    for query in (*list_queries(), *list_queries(audit=True)):
        assert run(past.store, query) == run(then, query), query.name


def test_a_ledger_entry_needs_both_sides(store: Path) -> None:
    denials = next(q for q in list_queries() if q.name == "denied-claims")
    days = {day: len(run(as_of(str(store), day).store, denials).rows) for day in (date(2024, 5, 20), date(2024, 5, 22))}
    assert days == {date(2024, 5, 20): 0, date(2024, 5, 22): 1}


def test_what_is_left_out_is_told(store: Path) -> None:
    past = as_of(str(store), date(2024, 5, 20))
    assert (past.documents, past.later, past.undated) == (("accused",), ("denied",), ("undated",))
    words = ["ask", "claims", "--store", str(store), "--as-of", "2024-05-20", "--format", "jsonl"]
    asked = CliRunner().invoke(main, words)
    assert asked.exit_code == 0
    assert "as of 2024-05-20: 1 of 3 documents; without a date, and so left out: undated" in asked.stderr
    assert "United States" in asked.stdout and "denied" not in asked.stdout


def test_before_everything_nothing_had_been_said(store: Path) -> None:
    claims = next(q for q in list_queries() if q.name == "claims")
    assert run(as_of(str(store), date(2000, 1, 1)).store, claims).rows == ()


def test_the_store_is_as_it_was(store: Path) -> None:
    before = b"".join(open_store(str(store)).dump("nquads"))
    as_of(str(store), date(2024, 5, 20))
    assert b"".join(open_store(str(store)).dump("nquads")) == before


def test_free_sparql_too(store: Path) -> None:
    count = "SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/whosaid/ontology#Document> }"
    words = ["sparql", count, "--store", str(store), "--as-of", "2024-05-20", "--format", "csv"]
    assert CliRunner().invoke(main, words).stdout.split() == ["n", "1"]


@pytest.mark.parametrize(
    ("where", "day", "words"),
    [
        ("http://localhost:1/query", "2024-05-20", "is a server"),
        ("STORE", "in May", "'in May' is not a date"),
        ("nowhere", "2024-05-20", "no store at"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(store: Path, where: str, day: str, words: str) -> None:
    where = str(store) if where == "STORE" else where
    asked = CliRunner().invoke(main, ["ask", "claims", "--store", where, "--as-of", day])
    assert asked.exit_code == 2
    assert words in asked.output and "remedy:" in asked.output


def test_another_program_cannot_do_the_build_again(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("", "utf-8")
    with pytest.raises(StoreError, match="with other ontology files"):
        as_of(str(store), date(2024, 5, 20), (tmp_path / "mine.ttl",))


def test_a_claim_dated_later_goes_with_all_that_is_in_it() -> None:
    text = "A said that B said x."
    document = Document("d", "d", text, "", "", "d.txt", "test")

    def claim(name: str, within: str | None, day: int) -> Attribution:
        when = When(date(2024, 5, day), date(2024, 5, day), "day", None)
        parts = (document.span(12, 20),)
        return Attribution(name, None, (), parts, "indirect", "assert", "certain", "positive", "test",
                           said_on=when, within=within, refers_to=("c",) if name == "a" else ())  # fmt: skip

    trigger = document.span(19, 20)
    event = EventMention("e", "Visit", trigger, trigger, (), None, (), "positive", "actual", None, "test", within="c")
    extraction = Extraction("d", (), (claim("a", None, 1), claim("b", None, 9), claim("c", "b", 1)), (event,))
    kept = said_by(extraction, date(2024, 5, 5))
    assert [(a.id, a.refers_to) for a in kept.attributions] == [("a", ())]
    assert kept.events == ()
    assert said_by(extraction, date(2024, 5, 9)) == extraction
    assert replace(kept, attributions=(), events=()) == Extraction("d")
