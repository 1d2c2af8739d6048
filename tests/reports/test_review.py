"""The doubtful pairs, shown to a person who judges them in a terminal."""

import csv
import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.pipeline import Options
from kg.reports.review import append, judged, pairs
from kg.store import open_store

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = {
    "spring": "South Korea said that North Korea had sent artillery shells to Russia.",
    "autumn": "The United States said that North Korea had shipped artillery shells to Russia.",
    "winter": "Japan said that North Korea had delivered artillery shells to Russia.",
}


def built(articles: Path, store: Path) -> None:
    pipeline.build([articles], store, Options(), lambda step, done, whole: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    articles = tmp_path_factory.mktemp("review") / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / f"{name}.txt").write_text(text + "\n", "utf-8")
    built(articles, articles.parent / "store")
    return articles, articles.parent / "store"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def asked(store: Path, file: Path, answers: str) -> str:
    words = ["review", "--store", str(store), "--decisions", str(file), "--by", "A. Analyst", "--at", "2024-06-01"]
    run = CliRunner().invoke(main, words, input=answers, env={"COLUMNS": "100"})
    assert run.exit_code == 0, run.output
    return run.output


def test_related_transfers_are_in_doubt(made: tuple[Path, Path]) -> None:
    found = pairs(open_store(made[1]))
    assert len(found) == 2
    assert {p.judgement for p in found} == {"related"}


def test_both_sides_are_shown_with_outlet_day_and_words(made: tuple[Path, Path], tmp_path: Path) -> None:
    shown = asked(made[1], tmp_path / "d.csv", "q\n")
    for words in ("1/2", "related", "same giver", "unknown outlet of", "no date", "shells to", "0 decisions written"):
        assert words in shown
    assert not (tmp_path / "d.csv").exists()


def test_each_answer_is_one_row_and_the_command_is_told(made: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    shown = asked(made[1], file, "s one shipment\nperhaps\n\n")
    first = ("same", "one shipment", "A. Analyst", "2024-06-01")
    assert [(r["judgement"], r["because"], r["by"], r["at"]) for r in rows(file)] == [first]
    assert f"apply with: kg build --add --store {made[1]} --decisions {file}" in shown
    assert "1/1" in asked(made[1], file, "d\n"), "what was judged is not asked again, what was skipped is"
    assert [r["judgement"] for r in rows(file)] == ["same", "different"]
    assert asked(made[1], file, "") == "nothing is left in doubt\n"


def test_what_is_decided_is_applied_and_not_asked_again(made: tuple[Path, Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    built(made[0], store)
    words = ["review", "--store", str(store), "--by", "A. Analyst", "--at", "2024-06-01"]
    assert "apply with: kg build --add --store" in CliRunner().invoke(main, words, input="d\ns\n").output
    run = CliRunner().invoke(main, ["build", "--add", "--store", str(store), "--jobs", "1"])
    assert run.exit_code == 0 and "problem" not in run.output, run.output
    (store / "decisions.csv").unlink()
    assert "nothing is left in doubt" in CliRunner().invoke(main, words).output


def test_the_list_is_for_programs(made: tuple[Path, Path]) -> None:
    run = CliRunner().invoke(main, ["review", "--list", "--format", "jsonl", "--store", str(made[1])])
    found = [json.loads(line) for line in run.output.splitlines()]
    assert len(found) == 2
    assert all(f["left"] != f["right"] and f["judgement"] == "related" and f["because"] for f in found)


def test_a_file_without_a_last_line_end_is_not_spoilt(made: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text("left,right,judgement,because,by,at\na,b,same,,me,2024-06-01", "utf-8")
    pair = pairs(open_store(made[1]))[0]
    append(file, pair, "same", 'so "it" is, yes', "A. Analyst", "2024-06-01")
    assert [r["because"] for r in rows(file)] == ["", 'so "it" is, yes']
    assert pair.ids in judged(file)


def test_nothing_is_lost_when_the_person_interrupts(made: tuple[Path, Path], tmp_path: Path) -> None:
    """On a real terminal: one answer, then ctrl-c."""
    file = tmp_path / "d.csv"
    words = [sys.executable, "-m", "kg", "review", "--store", str(made[1]), "--decisions", str(file), "--by", "me"]
    master, slave = pty.openpty()
    child = subprocess.Popen(
        words, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, preexec_fn=_own_terminal
    )
    os.close(slave)
    seen = _until(master, b"[q]uit: ")
    os.write(master, b"d not the same month\n")
    seen += _until(master, b"2/2", b"[q]uit: ")
    assert [r["judgement"] for r in rows(file)] == ["different"], "on the disk before the next question"
    seen += _until(master, b"apply with", keys=b"\x03")
    assert child.wait(timeout=30) == 0
    assert b"1 decision written" in seen
    os.close(master)


def _own_terminal() -> None:
    """Standard input is the terminal that sends ctrl-c, and ctrl-c is not ignored, however the tests were started."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _until(terminal: int, *words: bytes, keys: bytes = b"") -> bytes:
    """What the terminal shows until some words are there; `keys` are pressed until then, since a signal between the
    prompt and the reading of the answer is seen only with the next key."""
    seen, end = b"", time.monotonic() + 60
    while not all(word in seen for word in words) and time.monotonic() < end:
        if keys:
            os.write(terminal, keys)
        while select.select([terminal], [], [], 1)[0] and not all(word in seen for word in words):
            seen += os.read(terminal, 65536)
    assert all(word in seen for word in words), seen.decode(errors="replace")
    return seen
