"""The whole flow on the seeds, through the real store on disk."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import GateError, InputError
from kg.model import Problem
from kg.pipeline import Options
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


def quiet(step: str, done: int, whole: int) -> None:
    """No progress bar."""


def nquads(store: Path) -> bytes:
    return b"".join(open_store(str(store)).dump("nquads"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "store"
    pipeline.build([SEEDS], folder, Options(), quiet)
    return folder


def test_two_builds_give_the_same_bytes(store: Path, tmp_path: Path) -> None:
    pipeline.build([SEEDS], tmp_path / "again", Options(), quiet)
    assert nquads(tmp_path / "again") == nquads(store)


def test_adding_one_by_one_in_any_order_equals_one_build(store: Path, tmp_path: Path) -> None:
    for file in sorted(SEEDS.glob("*.txt"), reverse=True):
        pipeline.build([file], tmp_path / "added", Options(), quiet, add=True)
    assert nquads(tmp_path / "added") == nquads(store)


def test_two_articles_of_one_name_are_kept_apart_whichever_came_first(tmp_path: Path) -> None:
    for folder, day in (("a", "Monday"), ("b", "Tuesday")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"The ministry said on {day} that the talks had failed.", "utf-8")
    pipeline.build([tmp_path / "a", tmp_path / "b"], tmp_path / "at-once", Options(), quiet)
    for folder in ("b", "a"):
        pipeline.build([tmp_path / folder], tmp_path / "added", Options(), quiet, add=True)
    names = [{d.name for d in pipeline.kept_documents(tmp_path / store)} for store in ("at-once", "added")]
    assert names[0] == names[1]
    assert len(names[0]) == 2


def test_a_wire_credited_by_its_letters_is_the_actor_that_another_text_names(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "one.txt").write_text(
        "OSLO (AP) — North Korea fired a ballistic missile into the sea on Monday.\n\n"
        "Japan said the missile fell off its coast on Monday.\n",
        "utf-8",
    )
    (news / "two.txt").write_text("The Associated Press reported on Tuesday that the talks had failed.\n", "utf-8")
    pipeline.build([news], tmp_path / "store", Options(), quiet)
    quads = nquads(tmp_path / "store")
    assert b"<https://w3id.org/whosaid/ontology#root> <https://w3id.org/whosaid/actor/associated-press>" in quads
    assert b"actor/ap>" not in quads


def test_remove_equals_a_build_without_it(store: Path, tmp_path: Path) -> None:
    first, *rest = sorted(SEEDS.glob("*.txt"))
    pipeline.build(rest, tmp_path / "without", Options(), quiet)
    pipeline.build([SEEDS], tmp_path / "removed", Options(), quiet)
    pipeline.remove([first.stem], tmp_path / "removed", Options(), quiet)
    assert nquads(tmp_path / "removed") == nquads(tmp_path / "without")


def test_a_second_build_parses_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a document was parsed again")

    monkeypatch.setattr("kg.workers._extract_batch", refuse)
    pipeline.build([SEEDS], store, Options(), quiet)


def test_a_failed_gate_leaves_the_last_good_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = nquads(store)

    def refuse(shards: object) -> None:
        raise GateError("the graph is not valid")

    monkeypatch.setattr(pipeline, "gate", refuse)
    with pytest.raises(GateError):
        pipeline.build([next(SEEDS.glob("*.txt"))], store, Options(), quiet)
    assert nquads(store) == before


def test_one_bad_file_costs_the_others_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The ministry said on Monday that the talks with Russia had failed.", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (tmp_path / "empty.txt").write_bytes(b"")
    record = pipeline.build([tmp_path], tmp_path / "store", Options(), quiet)
    assert record.manifest.counts["documents"] == 1
    assert {Path(p.document).name for p in record.problems} == {"bad.txt", "empty.txt"}


def test_nothing_readable_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        pipeline.build([tmp_path], tmp_path / "store", Options(), quiet)
    assert caught.value.remedy
    assert not (tmp_path / "store" / "current").exists()


def test_the_record_on_disk_is_the_record_returned(store: Path) -> None:
    record = pipeline.build([SEEDS], store, Options(), quiet)
    kept = json.loads((store / "builds" / (store / "current").read_text() / "manifest.json").read_text("utf-8"))
    assert kept["manifest"]["counts"] == record.manifest.counts
    assert [Problem(**p) for p in kept["problems"]] == list(record.problems)


def test_a_killed_build_is_finished_by_the_next(store: Path, tmp_path: Path) -> None:
    work = [sys.executable, "-m", "kg", "build", str(SEEDS), "--store", str(tmp_path / "killed"), "--jobs", "1"]
    child = subprocess.Popen(work, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    cache = tmp_path / "killed" / "cache"
    while child.poll() is None and not list(cache.glob("*.json")):
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    pipeline.build([SEEDS], tmp_path / "killed", Options(), quiet)
    assert nquads(tmp_path / "killed") == nquads(store)
