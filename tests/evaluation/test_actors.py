"""Whether two labels name one actor."""

import pytest

from kg import lexicon
from kg.evaluation.actors import Names


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(lexicon.load())


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("North Korea", "DPRK", True),
        ("Pyongyang", "North Korea", True),
        ("North Korea", "South Korea", False),
        ("South Korea Joint Chiefs of Staff", "Joint Chiefs of Staff", True),
        ("South Korea Joint Chiefs of Staff", "South Korea’s Joint Chiefs of Staff", True),
        ("South Korea Joint Chiefs of Staff", "Japan Joint Chiefs of Staff", False),
        ("South Korea Joint Chiefs of Staff", "South Korea", False),
        ("President Vladimir Putin", "Vladimir Putin", True),
        ("Lee Sung Joon", "Lee Sung-jun", True),
        ("Ana Ruiz", "Ana Ruiz Soto", False),
        ("a spokesman", "spokesman", True),
        ("Ana Ruiz", "", False),
        (None, None, False),
    ],
)
def test_labels_of_one_actor(a: str | None, b: str | None, same: bool, names: Names) -> None:
    assert names.same(a, b) is same
    assert names.same(b, a) is same


@pytest.mark.parametrize(
    ("mine", "gold", "also", "f1"),
    [
        (["Russia"], ["Moscow"], [], 1),
        (["Russia", "Japan"], ["Russia"], [], 2 / 3),
        (["Russia"], ["Russia", "Japan"], [], 2 / 3),
        (["Ukraine"], ["Russia"], ["Ukraine"], 1),
        ([], ["Russia"], [], 0),
        (["Russia"], [], [], 0),
    ],
)
def test_sets_of_labels(mine: list[str], gold: list[str], also: list[str], f1: float, names: Names) -> None:
    assert names.f1(mine, gold, also) == pytest.approx(f1)


def test_nobody_is_named(names: Names) -> None:
    assert names.hidden([]) and names.hidden(["unnamed"]) and not names.hidden(["unnamed", "Russia"])
