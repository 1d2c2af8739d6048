"""kg.quick_rules: the remembering ruler annotates every token as spaCy's own does."""

from collections.abc import Callable
from typing import Any

import pytest

from kg.model import Document
from kg.quick_rules import quick
from kg.text import DEFAULT_MODEL, normalised

ODD = "I ain't gonna go; y'all let's see. There is nothin' to do, c'mon.  You gotta ask 'em: it's ours, there were ten."


@pytest.fixture(scope="module")
def model() -> Any:
    import spacy

    return spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer"])


def annotations(doc: Any) -> list[tuple[object, ...]]:
    return [(t.text, t.pos, t.morph.key, t.lemma, t.tag, t.dep) for t in doc]


def test_the_annotations_are_equal_cold_and_warm(model: Any, read_seed: Callable[[str], Document]) -> None:
    ruler = model.get_pipe("attribute_ruler")
    component = quick(ruler)
    assert component is not None
    texts = [normalised(line) for seed in ("000", "001", "002") for line in read_seed(seed).text.splitlines()]
    with model.select_pipes(disable=["attribute_ruler"]):
        docs = list(model.pipe([*texts, ODD, "", " "]))
    expected = [annotations(ruler(doc.copy())) for doc in docs]
    assert [annotations(component(doc.copy())) for doc in docs] == expected
    assert [annotations(component(doc.copy())) for doc in docs] == expected


@pytest.mark.parametrize(
    "pattern",
    [[{"TEXT": "x"}], [{"LOWER": {"FUZZY": "x"}}], [{"TAG": "NN", "OP": "?"}], [{"DEP": {"REGEX": "x"}}], [{}, {}]],
)
def test_a_ruler_that_looks_further_is_kept(model: Any, pattern: list[dict[str, Any]]) -> None:
    class Ruler:
        patterns = [{"patterns": [pattern], "attrs": {}, "index": 0}]  # noqa: RUF012
        vocab = model.vocab

    assert quick(Ruler()) is None
