"""The tables as text, Markdown and JSON, and the command that prints them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli
from kg.evaluation.counts import Note, Row
from kg.evaluation.tables import Table, written

ROWS = (
    Row("claims", "who-what", 10, 8, 0.75, 0.6, 2 / 3, 0.5, 0.8123),
    Row("claims", "exact", 10, 0, 0.0, 0.0, 0.0, 0.0, 0.0),
    Row("who-what by kind", "direct", 0, 0, 0.0, 0.0, 0.0),
)
TABLE = Table("gold.jsonl", "rules", 4, ROWS, (Note("miss", "d1", "a*b | said |  it"),))
GOLD = {
    "doc_id": "d",
    "text": "The mayor said the bridge was safe.",
    "attributions": [{"source": [0, 9], "cue": [10, 14], "content": [15, 34]}],
}


def test_text() -> None:
    assert written(TABLE, "text").splitlines() == [
        "gold.jsonl: 4 documents, read by rules",
        "",
        "claims                            P      R     F1      95 %        gold  found",
        "  who-what                     75.0   60.0   66.7    50.0–81.2       10      8",
        "  exact                           –    0.0    0.0     0.0–0.0        10      0",
        "",
        "who-what by kind                  P      R     F1      95 %        gold  found",
        "  direct                          –      –      –                     0      0",
        "",
        "miss    d1  a*b | said | it",
    ]


def test_markdown() -> None:
    lines = written(TABLE, "md").splitlines()
    assert lines[2:5] == [
        "| claims | P | R | F1 | 95 % | gold | found |",
        "|---|--:|--:|--:|--:|--:|--:|",
        "| who-what | 75.0 | 60.0 | 66.7 | 50.0–81.2 | 10 | 8 |",
    ]
    assert lines[-1] == "- miss    d1  a\\*b \\| said \\| it"


def test_json() -> None:
    found = json.loads(written(TABLE, "json"))
    assert (found["gold"], found["documents"]) == ("gold.jsonl", 4)
    assert found["rows"][0]["f1"] == 2 / 3
    assert found["rows"][2]["low"] is None
    assert found["notes"] == [{"what": "miss", "document": "d1", "words": "a*b | said |  it"}]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return file


def test_the_command_reads_the_texts_of_the_gold(gold: Path) -> None:
    for flat in ([], ["--flat"]):
        made = CliRunner().invoke(cli.main, ["eval", str(gold), "--jobs", "1", "--format", "json", *flat])
        assert made.exit_code == 0, made.output
        figures = {(r["table"], r["measure"]): r["f1"] for r in json.loads(made.stdout)["rows"]}
        assert figures["claims", "who-what"] == figures["spans", "source exact"] == 1


def test_the_command_scores_what_another_program_read(gold: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text('{"doc_id": "d", "attributions": [{"source": null, "cue": [10, 14], "content": [15, 34]}]}\n')
    made = CliRunner().invoke(cli.main, ["eval", str(gold), "--predicted", str(mine), "--misses"])
    assert made.exit_code == 0, made.output
    assert "read by mine.jsonl" in made.output
    wrong = "source  d  The mayor | said | the bridge was safe ≠ – | said | the bridge was safe"
    assert wrong in made.output


def test_the_command_scores_a_store(seeds_store: Path, tmp_path: Path) -> None:
    (tmp_path / "x.gold.json").write_text('{"claims": [], "launches": [], "transfers": []}', encoding="utf-8")
    made = CliRunner().invoke(cli.main, ["eval", str(tmp_path), "--store", str(seeds_store), "--format", "md"])
    assert made.exit_code == 0, made.output
    assert "1 documents" in made.output and "| who-what | – | – | – |" in made.output


@pytest.mark.parametrize("text", ["", "{", '{"doc_id": "d", "attributions": []}'])
def test_gold_that_cannot_be_used_is_wrong_use(text: str, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(text, encoding="utf-8")
    made = CliRunner().invoke(cli.main, ["eval", str(file)])
    assert made.exit_code == 2 and "remedy:" in made.output
