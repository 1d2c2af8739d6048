"""What changed from one graph to another: an edited article, an added one, a decision; or nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.pipeline import Options
from kg.reports.changes import Change, changes
from kg.store import open_store

MORNING = {
    "launch": "North Korea fired two ballistic missiles on Monday, the coast watch said. "
              "Norway's foreign ministry condemned the launch. "
              "The coast watch said that no ship was hit.",
    "talks": "The harbour office said on Monday that the talks had failed.",
}  # fmt: skip
EVENING = {
    "launch": "North Korea fired four ballistic missiles on Monday, the coast watch said. "
              "Norway's foreign ministry condemned the launch. "
              "Denmark denied that its ships were near.",
    "storm": "The harbour office said on Monday that a storm was near.",
}  # fmt: skip


def build(folder: Path, articles: dict[str, str], *decisions: Path) -> Path:
    here = folder / "articles"
    here.mkdir(parents=True)
    for name, text in articles.items():
        (here / f"{name}.txt").write_text(text + "\n", "utf-8")
    (here / "metadata.csv").write_text(
        "document,published\n" + "".join(f"{n}.txt,2024-05-14\n" for n in articles), "utf-8"
    )
    pipeline.build([here], folder / "store", Options(decisions=decisions), lambda step, done, whole: None)
    return folder / "store"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("changes")
    return build(folder / "morning", MORNING), build(folder / "evening", EVENING)


@pytest.fixture(scope="module")
def found(stores: tuple[Path, Path]) -> tuple[Change, ...]:
    return changes(open_store(stores[0]), open_store(stores[1]))


@pytest.fixture(scope="module")
def of(found: tuple[Change, ...]) -> Callable[..., list[Change]]:
    return lambda kind, what: [c for c in found if (c.kind, c.what) == (kind, what)]


def test_documents_added_gone_and_edited(of: Callable[..., list[Change]]) -> None:
    assert [c.document for c in of("document", "added")] == ["storm"]
    assert [c.document for c in of("document", "gone")] == ["talks"]
    assert [c.document for c in of("document", "changed")] == ["launch"]
    assert of("document", "changed")[0].details[0].startswith("the text was edited: ")


def test_an_edited_claim_is_shown_with_its_old_words(of: Callable[..., list[Change]]) -> None:
    edits = [d for c in of("claim", "changed") for d in c.details]
    assert [d for d in edits if "[two → four]" in d]


def test_claims_that_came_and_went(of: Callable[..., list[Change]]) -> None:
    added, gone = of("claim", "added"), of("claim", "gone")
    assert any("its ships were near" in c.subject and c.document == "launch" for c in added)
    assert any("no ship was hit" in c.subject and c.document == "launch" for c in gone)
    assert any(c.document == "storm" for c in added) and any(c.document == "talks" for c in gone)


def test_what_stayed_is_not_told(found: tuple[Change, ...]) -> None:
    assert not [c for c in found if c.kind == "claim" and "condemn" in c.subject]


def test_turned_round_added_is_gone(stores: tuple[Path, Path], found: tuple[Change, ...]) -> None:
    back = changes(open_store(stores[1]), open_store(stores[0]))
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    assert sorted((c.kind, turned[c.what]) for c in back) == sorted((c.kind, c.what) for c in found)
    assert changes(open_store(stores[0]), open_store(stores[0])) == ()


def test_a_decision_shows_as_a_changed_event(tmp_path: Path) -> None:
    article = {
        "launch": "North Korea fired two missiles on 13 May 2024, the coast watch said. "
        "North Korea fired two missiles on 17 May 2024, the coast watch said."
    }
    file = tmp_path / "mine.csv"
    pair = '"Missile launch, North Korea, 2024-05-13","Missile launch, North Korea, 2024-05-17"'
    file.write_text(f"left,right,judgement,because,by,at\n{pair},same,misdated,me,2024-06-01\n", "utf-8")
    stores = build(tmp_path / "a", article), build(tmp_path / "b", article, file)
    found = [c for c in changes(*map(open_store, stores)) if c.kind == "event"]
    assert sorted(c.what for c in found) == ["changed", "gone"]
    assert any("latest: 2024-05-13 → 2024-05-17" in c.details for c in found) or any(
        "earliest: 2024-05-17 → 2024-05-13" in c.details for c in found
    )


@pytest.mark.parametrize("form", ["text", "md", "jsonl"])
def test_the_command_tells_and_exits_like_diff(stores: tuple[Path, Path], form: str) -> None:
    differ = CliRunner().invoke(main, ["diff", *map(str, stores), "--format", form])
    assert differ.exit_code == 1
    assert "[two → four]" in differ.output.replace("\\", "")
    if form == "jsonl":
        assert {json.loads(line)["kind"] for line in differ.output.splitlines()} >= {"document", "claim"}
    same = CliRunner().invoke(main, ["diff", str(stores[0]), str(stores[0]), "--format", form])
    assert same.exit_code == 0
    assert form == "md" or same.output == ""


def test_a_store_that_is_not_there_is_wrong_use(stores: tuple[Path, Path], tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["diff", str(stores[0]), str(tmp_path / "none")])
    assert run.exit_code == 2 and "remedy:" in run.output
