"""A changed text, hash or span is found, and named."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import Options, build, kept_documents
from kg.reports.verify import verify
from kg.store import open_store

TEXT = "The ministry said on Monday that the talks with Russia had failed.\n\nMoscow denied that they had begun."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    build([folder / "a.txt"], folder / "store", Options(), lambda *_: None)
    return folder / "store"


def test_an_untouched_store_holds(folder: Path) -> None:
    problems, spans = verify(open_store(str(folder)), kept_documents(folder))
    assert problems == []
    assert spans > 5


def test_a_changed_text_is_found_at_its_place(folder: Path) -> None:
    changed = [replace(d, text=d.text.replace("Russia", "Latvia")) for d in kept_documents(folder)]
    problems, _ = verify(open_store(str(folder)), changed)
    assert {"text-changed", "words-differ"} <= {p.code for p in problems}
    place = TEXT.index("Russia")
    assert all(p.start <= place < (p.end or 0) for p in problems if p.start is not None)


def test_a_missing_document_is_found(folder: Path) -> None:
    problems, spans = verify(open_store(str(folder)), [])
    assert [p.code for p in problems] == ["document-missing"]
    assert spans == 0
