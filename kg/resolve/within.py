"""Which mentions of one document speak of one event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from kg.model import EventMention
from kg.resolve.background import Background
from kg.resolve.clusters import Clustering, Edge, cluster, enemies_of, ordered
from kg.resolve.compare import WITHIN, Reasons, conflict, nearness, transfer_reasons, weigh
from kg.resolve.decided import Word
from kg.resolve.facts import Facts

_ANTECEDENT = 5.0
_TRANSFER_THRESHOLD = 3.0
# What the weights of a pair may sum up to: scores of decisions are shares of it.
_MOST = 8.0


def within(
    parts: Sequence[Facts], mentions: Mapping[str, EventMention], background: Background, word: Word
) -> Clustering:
    """The events of one document; a salvo that is part of another event stays an event of its own."""
    wholes = [f for f in parts if not mentions[f.first].part_of]
    known = {f.first: f for f in parts}
    edges = [e for e in word.same if e.left in known and e.right in known]
    edges += _anaphora(wholes, mentions)
    edges += _pairs(wholes, background)
    enemies = enemies_of([*word.different, *_parts_apart(known, mentions)])
    return cluster(parts, edges, partial(conflict, background=background), enemies)


def _anaphora(parts: Sequence[Facts], mentions: Mapping[str, EventMention]) -> Iterator[Edge]:
    known = {f.first: f for f in parts}
    for one in parts:
        antecedent = known.get(mentions[one.first].antecedent or "")
        if antecedent and _takes_up(one, antecedent):
            words = f"“{mentions[one.first].trigger.text}” takes up “{mentions[antecedent.first].trigger.text}”"
            yield Edge(1.0, *ordered(one.first, antecedent.first), words)


def _takes_up(one: Facts, antecedent: Facts) -> bool:
    """Plans are taken up by plans; what came before the news is not spoken of any more in the next paragraph."""
    if antecedent.planned and not one.planned:
        return False
    return not antecedent.past or one.block == antecedent.block


def _pairs(parts: Iterable[Facts], background: Background) -> Iterator[Edge]:
    for a, b in combinations(sorted(parts, key=lambda f: f.members), 2):
        if conflict(a, b, background):
            continue
        reasons, threshold = _reasons(a, b, background)
        total = sum(weight for weight, _ in reasons)
        if total >= threshold:
            yield Edge(min(0.99, round(total / _MOST, 2)), *ordered(a.first, b.first), because(reasons))


def _reasons(a: Facts, b: Facts, background: Background) -> tuple[Reasons, float]:
    if a.family(background) == "transfer":
        near = (nearness(a, b) / 2, "near in the text")
        return [*transfer_reasons(a, b, background), near], _TRANSFER_THRESHOLD
    return [*weigh(a, b, background, WITHIN), (nearness(a, b), "near in the text")], WITHIN.threshold


def because(reasons: Reasons) -> str:
    """The reasons in words, the weightiest first, then what spoke against it.

    >>> because([(0.5, "same weapon"), (3.0, "same day"), (-1.5, "other number"), (0.0, "undated")])
    'same day, same weapon; but other number'
    """
    ranked = sorted(reasons, key=lambda r: -abs(r[0]))
    for_, against = [w for s, w in ranked if s > 0.2 or 0 < s < 0.2], [w for s, w in ranked if s < 0]
    return "; but ".join(part for part in (", ".join(for_), ", ".join(against)) if part)


def _parts_apart(known: Iterable[str], mentions: Mapping[str, EventMention]) -> Iterator[tuple[str, str]]:
    """A part is not its whole, and two parts of one whole are two."""
    siblings: dict[str, list[str]] = {}
    for name in sorted(known):
        if whole := mentions[name].part_of:
            yield name, whole
            siblings.setdefault(whole, []).append(name)
    for group in siblings.values():
        yield from combinations(group, 2)
