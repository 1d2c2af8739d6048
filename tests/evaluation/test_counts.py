"""Precision, recall, F1 and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.counts import Count, Scored, f1, rows


def scored(*counts: tuple[int, int, int]) -> list[Scored]:
    return [Scored(f"d{n}", {("t", "m"): Count(g, p, r, r)}) for n, (g, p, r) in enumerate(counts)]


def test_documents_are_summed_before_anything_is_divided() -> None:
    (row,) = rows(scored((10, 5, 5), (0, 5, 0)), samples=0)
    assert (row.gold, row.predicted, row.precision, row.recall, row.f1) == (10, 10, 0.5, 0.5, 0.5)
    assert (row.low, row.high) == (None, None)


def test_nothing_to_find_and_nothing_found_is_zero_not_an_error() -> None:
    (row,) = rows(scored((0, 0, 0), (0, 0, 0)))
    assert (row.precision, row.recall, row.f1, row.low) == (0, 0, 0, None)
    assert rows([]) == []


def test_intervals_are_the_same_each_time_and_differ_by_seed() -> None:
    documents = scored(*((10, 8 + n % 3, n % 9) for n in range(20)))
    assert rows(documents) == rows(documents)
    assert rows(documents, seed=1) != rows(documents)


def test_draws_without_anything_to_find_are_left_out() -> None:
    (row,) = rows(scored((1, 1, 1), *[(0, 0, 0)] * 9))
    assert (row.low, row.f1, row.high) == (1, 1, 1)


def test_one_document_has_no_interval() -> None:
    (row,) = rows(scored((4, 4, 2)))
    assert (row.f1, row.low, row.high) == (0.5, None, None)


def test_tables_stay_together_and_rows_keep_their_order() -> None:
    one = Scored("a", {("claims", "x"): Count(), ("spans", "y"): Count()})
    two = Scored("b", {("claims", "z"): Count(), ("claims", "x"): Count()})
    assert [(r.table, r.measure) for r in rows([one, two])] == [("claims", "x"), ("claims", "z"), ("spans", "y")]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8))
def test_figures_stay_between_nought_and_one(counts: list[tuple[int, int, int]]) -> None:
    for row in rows(scored(*((g, p, min(g, p, r)) for g, p, r in counts)), samples=50):
        assert 0 <= row.precision <= 1 and 0 <= row.recall <= 1
        assert row.low is None or 0 <= row.low <= row.f1 + 1e-9 or row.low <= 1
        assert row.low is None or (row.high is not None and row.low <= row.high)


@pytest.mark.parametrize(("p", "r", "f"), [(0, 0, 0), (1, 1, 1), (0.5, 1, 2 / 3), (0, 1, 0)])
def test_f1_is_the_harmonic_mean(p: float, r: float, f: float) -> None:
    assert f1(p, r) == pytest.approx(f)
