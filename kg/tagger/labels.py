"""From annotated attributions to what the network learns, and back from its scores to attributions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.tagger.windows import Characters, Window, covered

NONE, CONTENT, SOURCE, CUE = range(4)
ROLES = 4
# Tokens left out inside a span of a role that are taken into it.
_GAPS = {CONTENT: 3, SOURCE: 2, CUE: 2}
# Words of a cue that do not report by themselves: the anchor is the first other word.
_HELPING = frozenset({
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "can", "could", "may",
    "might", "must", "should", "do", "does", "did", "also", "not", "n't", "t", "'s", "to", "a", "an", "the", "it",
    "that", "in", "as", "by",
})  # fmt: skip
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Annotated:
    """One attribution of a corpus: parts as characters of the text."""

    source: tuple[Characters, ...]
    cue: tuple[Characters, ...]
    content: tuple[Characters, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the network reads: parts as characters, and how sure it is of the anchor (0 to 1)."""

    source: tuple[Characters, ...]
    cue: tuple[Characters, ...]
    content: tuple[Characters, ...]
    score: float


def annotated(row: dict[str, Any]) -> Iterator[Annotated]:
    """The attributions of one line of a JSONL corpus that have a cue and a content."""
    for a in row["attributions"]:
        parts = {k: _parts(a.get(k)) for k in ("source", "cue", "content")}
        if parts["cue"] and parts["content"]:
            yield Annotated(**parts)


def _parts(value: Any) -> tuple[Characters, ...]:
    if not value:
        return ()
    return (tuple(value),) if isinstance(value[0], int) else tuple((a, b) for a, b in value)


def targets(window: Window, text: str, found: Iterable[Annotated]) -> list[tuple[int, list[int]]]:
    """For each attribution whose anchor lies in the window: the anchor, and the role of every token."""
    out = []
    for a in found:
        anchor = _anchor(window, text, a.cue)
        if anchor is not None:
            roles = [NONE] * window.size
            for role, spans in ((CONTENT, a.content), (SOURCE, a.source), (CUE, a.cue)):
                for n in covered(window, spans):
                    roles[n] = role
            out.append((anchor, roles))
    return out


def _anchor(window: Window, text: str, cue: Sequence[Characters]) -> int | None:
    inside = list(covered(window, cue))
    full = (n for n in inside if _reports(text[slice(*window.places[n])].lower()))
    return next(full, inside[0] if inside else None)


def _reports(word: str) -> bool:
    return word not in _HELPING and bool(_WORD.match(word))


def decoded(window: Window, anchor: int, score: float, roles: Sequence[Sequence[float]]) -> Proposal | None:
    """The attribution of an anchor, from the scores of the roles of each token; None without content."""
    best = [max(range(ROLES), key=row.__getitem__) for row in roles]
    best[0] = best[-1] = NONE
    source = _runs(best, SOURCE)
    if len(source) > 1:
        source = [max(source, key=lambda r: sum(roles[n][SOURCE] for n in range(*r)))]
    cue, content = _runs(best, CUE), _runs(best, CONTENT)
    if not content:
        return None
    here = window.places[anchor]
    return Proposal(_places(window, source), _places(window, cue) or (here,), _places(window, content), score)


def _runs(best: Sequence[int], role: int) -> list[tuple[int, int]]:
    """Where a role stands, small gaps of no role closed.

    >>> _runs([0, 1, 1, 0, 1, 2, 1], CONTENT)
    [(1, 5), (6, 7)]
    """
    runs: list[tuple[int, int]] = []
    for n, found in enumerate(best):
        if found != role:
            continue
        if runs and n - runs[-1][1] <= _GAPS[role] and not any(best[runs[-1][1] : n]):
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


def _places(window: Window, runs: Iterable[tuple[int, int]]) -> tuple[Characters, ...]:
    return tuple((window.places[a][0], window.places[b - 1][1]) for a, b in runs)
