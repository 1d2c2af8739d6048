"""How attributions hang together: which lies within which, who only passes on another's words, what "these allegations" are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.scene import Draft, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def parents(drafts: Sequence[Draft]) -> tuple[int | None, ...]:
    """For each draft the number of the innermost one whose content holds its cue."""
    return tuple(_parent(n, drafts) for n in range(len(drafts)))


def _parent(n: int, drafts: Sequence[Draft]) -> int | None:
    mine = drafts[n]
    holders = [
        (_size(d), k)
        for k, d in enumerate(drafts)
        if k != n and d.place == mine.place and d.anchor != mine.anchor and d.covers(mine.anchor) and not (mine.covers(d.anchor) and _outer(mine, n, d, k))
    ]
    return min(holders)[1] if holders else None


def _outer(a: Draft, n: int, b: Draft, k: int) -> bool:
    """Of two drafts that hold each other's cues, whether the first is the outer one: the longer one, else the earlier."""
    return (_size(a), -n) > (_size(b), -k)


def _size(d: Draft) -> int:
    return sum(b - a for a, b in d.content)


def tops(drafts: Sequence[Draft], scene: Scene) -> list[Draft]:
    """The drafts of a paragraph that lie within no other."""
    return [d for d, p in zip(drafts, parents(drafts), strict=True) if p is None]


def depth(token: Token) -> int:
    """How many tokens a token hangs under."""
    return sum(1 for _ in token.ancestors)
