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
# Below the first likeness a trained reader is believed that one does not take up the other, below the second that two
# which the text dates apart are two.
_UNLIKE, _TWO = 0.05, 0.1
# What its word weighs for each point above or below 0.5, and where the text gives each its own time.
_ALIKE, _APART, _DATED = 4.0, 1.0, 3.0


def within(
    parts: Sequence[Facts], mentions: Mapping[str, EventMention], background: Background, word: Word
) -> Clustering:
    """The events of one document; a salvo that is part of another event stays an event of its own."""
    wholes = [f for f in parts if not mentions[f.first].part_of]
    known = {f.first: f for f in parts}
    edges = [e for e in word.same if e.left in known and e.right in known]
    edges += _anaphora(wholes, mentions)
    edges += _pairs(wholes, mentions, background)
    enemies = enemies_of([*word.different, *_parts_apart(known, mentions)])
    return cluster(parts, edges, partial(conflict, background=background), enemies)


def _anaphora(parts: Sequence[Facts], mentions: Mapping[str, EventMention]) -> Iterator[Edge]:
    known = {f.first: f for f in parts}
    for one in parts:
        antecedent = known.get(mentions[one.first].antecedent or "")
        if antecedent and not _unlike(one, antecedent, mentions) and _takes_up(one, antecedent):
            words = f"“{mentions[one.first].trigger.text}” takes up “{mentions[antecedent.first].trigger.text}”"
            yield Edge(1.0, *ordered(one.first, antecedent.first), words)


def _takes_up(one: Facts, antecedent: Facts) -> bool:
    """Plans are taken up by plans; what came before the news is not spoken of any more in the next paragraph."""
    if antecedent.planned and not one.planned:
        return False
    return not antecedent.past or one.block == antecedent.block


def _unlike(one: Facts, antecedent: Facts, mentions: Mapping[str, EventMention]) -> bool:
    score = _likeness(one, antecedent, mentions)
    return score is not None and score < _UNLIKE


def _likeness(a: Facts, b: Facts, mentions: Mapping[str, EventMention]) -> float | None:
    """How sure a trained reader is that two mentions tell of one event, from either side; None: it did not say."""
    sides = ((mentions[a.first], b.first), (mentions[b.first], a.first))
    told = [score for one, other in sides for name, score in one.likeness if name == other]
    return sum(told) / len(told) if told else None


def _read_alike(a: Facts, b: Facts, mentions: Mapping[str, EventMention]) -> Reasons:
    score = _likeness(a, b, mentions)
    if score is None:
        return []
    if score >= 0.5:
        return [(_ALIKE * (score - 0.5), "a trained reader takes them for one")]
    weight = _DATED if score < _TWO and _dated_apart(a, b, mentions) else _APART * (0.5 - score)
    return [(-weight, "a trained reader takes them for two")]


def _dated_apart(a: Facts, b: Facts, mentions: Mapping[str, EventMention]) -> bool:
    """Whether each has a time of its own, of another length: "one in January, and on January 28 another"."""
    each = [mentions[f.first].when for f in (a, b)]
    return all(w is not None and w.span is not None for w in each) and a.block == b.block and a.days != b.days


def _pairs(parts: Iterable[Facts], mentions: Mapping[str, EventMention], background: Background) -> Iterator[Edge]:
    for a, b in combinations(sorted(parts, key=lambda f: f.members), 2):
        if conflict(a, b, background):
            continue
        reasons, threshold = _reasons(a, b, background)
        reasons = [*reasons, *_read_alike(a, b, mentions)]
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
