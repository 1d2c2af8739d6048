"""Texts and spans as words: marks and blanks never matter when two readings are compared."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

_TOKEN = re.compile(r"\w+(?:['’.\-]\w+)*")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"\n]*\"", re.MULTILINE)
# Words that do not tell one source from another.
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "s",
        "in",
        "to",
        "and",
        "its",
        "his",
        "her",
        "their",
        "some",
        "both",
        "for",
        "on",
        "at",
        "by",
    ]
)

G = TypeVar("G")
P = TypeVar("P")
Numbers = frozenset[int]
"""The numbers of some tokens of a text."""


class Tokens:
    """The tokens of a text by their places."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        self.quoted = self.within(m.span() for m in _QUOTED.finditer(text))

    def within(self, spans: Any) -> Numbers:
        """The tokens that lie in the spans, wholly or in part."""
        return frozenset(
            n for start, end in spans for n in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def kind(self, content: Numbers) -> str:
        """direct: nine in ten of the tokens stand in quotation marks; mixed: some do; indirect: none does."""
        share = len(content & self.quoted) / max(1, len(content))
        return "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"


def spans_of(value: Any) -> list[tuple[int, int]]:
    """The spans of a source, cue or content as JSON has them: `[s, e]`, `[[s, e], …]`, `[]` or null."""
    if not value:
        return []
    return [(value[0], value[1])] if isinstance(value[0], int) else [(s, e) for s, e in value]


def words(text: object) -> list[str]:
    """The words of a text in lower case; of None none.

    >>> words("Kim’s ‘test-fire’")
    ['kim', 's', 'test', 'fire']
    """
    return [w.lower() for w in _WORD.findall(str(text or ""))]


def telling(text: object) -> frozenset[str]:
    """The words that tell one source from another."""
    return frozenset(words(text)) - _SMALL


def jaccard(a: Collection[Any], b: Collection[Any]) -> float:
    """The share of common members among all; 1 where both are empty."""
    left, right = frozenset(a), frozenset(b)
    return len(left & right) / len(left | right) if left or right else 1.0


def dice(a: Numbers, b: Numbers) -> float:
    """Twice the common members by the sum of both sizes; 1 where both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def overlap(a: object, b: object) -> float:
    """How much two texts say the same: Jaccard, or nearly 1 where one's words contain the other's."""
    left, right = frozenset(words(a)), frozenset(words(b))
    if not left or not right:
        return 0.0
    return max(jaccard(left, right), 0.9 * len(left & right) / min(len(left), len(right)))


def pairs(gold: Sequence[G], predicted: Sequence[P], score: Callable[[G, P], float],
          first: str = "gold") -> list[tuple[int, int]]:  # fmt: skip
    """Numbers of gold and predicted things matched one to one, best score first; a score of 0 is no match.

    Of equal scores those first in the list of `first` ("gold" or "predicted") win.
    """
    found = [(score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    order = (lambda f: (-f[0], f[1], f[2])) if first == "gold" else (lambda f: (-f[0], f[2], f[1]))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out = []
    for _, i, j in sorted((f for f in found if f[0] > 0), key=order):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((i, j))
    return out
