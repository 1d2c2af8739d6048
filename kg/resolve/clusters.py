"""Constrained clustering: what fits best is joined first, and no cluster holds two that cannot be one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.facts import Facts, pool


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A reason to take two members for one event. A forced one is a person's word and knows no conflict."""

    score: float
    left: str
    right: str
    because: str
    forced: bool = False


Conflict = Callable[[Facts, Facts], str]
"""Why two clusters cannot be one event; empty: they can."""


@dataclass(frozen=True, slots=True)
class Clustering:
    clusters: tuple[Facts, ...]
    joined: tuple[Edge, ...]
    refused: tuple[tuple[Edge, str], ...]


def cluster(
    parts: Iterable[Facts], edges: Iterable[Edge], conflict: Conflict, enemies: Mapping[str, frozenset[str]]
) -> Clustering:
    """Join along the edges, best first, wherever the two clusters as wholes agree.

    `enemies` maps a mention to those that it must never share a cluster with. Equal scores are taken in the order
    of the ids, so that the outcome does not depend on the order of the input.
    """
    home = {m: part for part in parts for m in part.members}
    joined: list[Edge] = []
    refused: list[tuple[Edge, str]] = []
    for edge in sorted(set(edges), key=_best_first):
        left, right = home[edge.left], home[edge.right]
        if left is right:
            continue
        reason = "a person keeps them apart" if _hostile(left, right, enemies) else ""
        if reason or (not edge.forced and (reason := conflict(left, right))):
            refused.append((edge, reason))
            continue
        home.update(dict.fromkeys(left.members + right.members, pool(left, right)))
        joined.append(edge)
    return Clustering(_distinct(home.values()), tuple(joined), tuple(refused))


def _best_first(edge: Edge) -> tuple[bool, float, str, str, str]:
    return (not edge.forced, -edge.score, edge.left, edge.right, edge.because)


def _hostile(left: Facts, right: Facts, enemies: Mapping[str, frozenset[str]]) -> bool:
    small, great = sorted((left, right), key=lambda f: len(f.members))
    inside = frozenset(great.members)
    return any(enemies.get(m, frozenset()) & inside for m in small.members)


def _distinct(clusters: Iterable[Facts]) -> tuple[Facts, ...]:
    return tuple(sorted({c.members: c for c in clusters}.values(), key=lambda c: c.members))


def ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left <= right else (right, left)


def enemies_of(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Pairs that must stay apart, looked up from either side.

    >>> enemies_of([("a", "b")])
    {'a': frozenset({'b'}), 'b': frozenset({'a'})}
    """
    found: dict[str, set[str]] = {}
    for left, right in pairs:
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {m: frozenset(others) for m, others in sorted(found.items())}
