"""kg.quick_moves: parser and entity recogniser annotate every token as spaCy's own do."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from kg.model import Document
from kg.quick_moves import moves
from kg.text import DEFAULT_MODEL, normalised


@pytest.fixture(scope="module")
def model() -> Any:
    import spacy

    return spacy.load(DEFAULT_MODEL, exclude=["attribute_ruler", "lemmatizer"])


@pytest.fixture(scope="module")
def texts(read_seed: Callable[[str], Document]) -> list[str]:
    lines = [normalised(line) for seed in ("000", "001", "002") for line in read_seed(seed).text.splitlines()]
    return [*lines, "", " "]


def annotations(doc: Any) -> list[tuple[object, ...]]:
    return [(t.text, t.dep, t.head.i, t.is_sent_start, t.ent_iob, t.ent_type) for t in doc]


@pytest.mark.parametrize("name", ["parser", "ner"])
def test_the_annotations_are_equal(model: Any, texts: list[str], name: str) -> None:
    component = model.get_pipe(name)
    quicker = moves(component)
    assert quicker is not None
    with model.select_pipes(disable=[name]):
        own, ours = list(model.pipe(texts)), list(model.pipe(texts))
    expected = [annotations(doc) for doc in component.pipe(own, batch_size=8)]
    assert [annotations(doc) for doc in quicker.pipe(ours, batch_size=8)] == expected
    assert any(token.ent_type or token.dep for doc in ours for token in doc)


def test_one_text_is_annotated_too(model: Any) -> None:
    quicker = moves(model.get_pipe("ner"))
    assert quicker is not None
    with model.select_pipes(disable=["ner"]):
        doc = model("Kim Jong Un visited Russia on Monday.")
    assert [e.text for e in quicker(doc).ents] == ["Kim Jong Un", "Russia", "Monday"]


@pytest.mark.parametrize(
    ("width", "attrs"),
    [(4, {"has_upper": True}), (1, {"has_upper": False}), (1, {"has_upper": True, "unseen_classes": {3}})],
)
def test_a_component_of_another_kind_is_kept(width: int, attrs: dict[str, object]) -> None:
    cfg, network = {"beam_width": width}, SimpleNamespace(attrs=attrs)
    assert moves(SimpleNamespace(transition_states=None, cfg=cfg, model=network)) is None
    assert moves(SimpleNamespace(cfg=cfg, model=network)) is None
