"""Counting, and what follows from counts: precision, recall, F1, and how sure they are."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Key = tuple[str, str]
"""Table and measure."""

# The share of resampled figures that lies inside an interval.
_INSIDE = 0.95


class Count(NamedTuple):
    """`found` of `gold` were found, `right` of `predicted` are right. The two differ where gold and prediction are
    counted by kinds of their own. A mean over n cases is a count of n whose `found` is the sum."""

    gold: float = 0
    predicted: float = 0
    found: float = 0
    right: float = 0

    @classmethod
    def mean(cls, values: Sequence[float]) -> "Count":
        return cls(len(values), len(values), sum(values), sum(values))

    def plus(self, other: "Count") -> "Count":
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the reader got wrong, with its words. `what`: miss, extra, or what of a match differs."""

    what: str
    document: str
    words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What was counted in one document."""

    document: str
    counts: Mapping[Key, Count]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `low` and `high` bound the F1 in 95 of 100 collections drawn from these documents."""

    table: str
    measure: str
    gold: float
    predicted: float
    precision: float
    recall: float
    f1: float
    low: float | None = None
    high: float | None = None


def rows(scored: Sequence[Scored], samples: int = 1000, seed: int = 0) -> list[Row]:
    """The table of the documents together.

    Intervals are percentiles of F1 over `samples` draws of as many documents with replacement (Efron's bootstrap);
    documents are drawn, not claims, because the claims of one document are alike. Equal seeds give equal intervals.
    """
    found = dict.fromkeys(key for s in scored for key in s.counts)
    order = list(dict.fromkeys(table for table, _ in found))
    keys = sorted(found, key=lambda key: order.index(key[0]))
    columns = {key: [s.counts.get(key, Count()) for s in scored] for key in keys}
    drawn = random.Random(seed)
    draws = [drawn.choices(range(len(scored)), k=len(scored)) for _ in range(samples if len(scored) > 1 else 0)]
    return [_row(key, columns[key], draws) for key in keys]


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _row(key: Key, column: Sequence[Count], draws: Sequence[Sequence[int]]) -> Row:
    parts = [[c[n] for c in column] for n in range(4)]
    whole = Count(*map(sum, parts))
    drawn = (Count(*(sum(map(part.__getitem__, draw)) for part in parts)) for draw in draws)
    # A draw in which there was nothing to find says nothing of how much is found.
    found = sorted(_figures(count)[2] for count in drawn if count.gold or count.predicted)
    tail = (1 - _INSIDE) / 2
    low, high = (found[int(tail * len(found))], found[int((1 - tail) * len(found))]) if found else (None, None)
    return Row(*key, whole.gold, whole.predicted, *_figures(whole), low, high)


def _figures(c: Count) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = (c.right / c.predicted if c.predicted else 0.0), (c.found / c.gold if c.gold else 0.0)
    return precision, recall, f1(precision, recall)


def shares(names: Iterable[str], gold: Sequence[str], hit: Sequence[bool], predicted: Sequence[str],
           good: Sequence[bool]) -> dict[str, Count]:  # fmt: skip
    """Counts by a label: of the gold things of each label how many were found, of the predicted how many are right.

    >>> shares(["direct"], ["direct", "mixed"], [True, False], ["direct", "direct"], [True, False])["direct"]
    Count(gold=1, predicted=2, found=1, right=1)
    """
    return {
        name: Count(
            gold.count(name),
            predicted.count(name),
            sum(h for label, h in zip(gold, hit, strict=True) if label == name),
            sum(g for label, g in zip(predicted, good, strict=True) if label == name),
        )
        for name in names
    }
