"""What people decided about events, in terms of event mentions: their word goes before the program's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import ids
from kg.model import Decision
from kg.resolve.clusters import Edge, ordered


def event_digest(mention: str) -> str:
    """The end of the id of the event whose smallest mention this is."""
    return ids.digest("event", mention, length=12)


@dataclass(frozen=True, slots=True)
class Word:
    """Pairs of event mentions that a person took for one event, and pairs that a person told apart."""

    same: tuple[Edge, ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, decided: Iterable[Decision], mentions: Iterable[str]) -> "Word":
        """The decisions that speak of mentions of this collection, named by IRI or bare id, or by their event's."""
        known = sorted(mentions)
        by_name = {**{event_digest(m): m for m in known}, **{m: m for m in known}}
        same, different, kept = set(), set(), []
        for decision in sorted(decided, key=lambda d: (d.left, d.right, d.judgement, d.because, d.by, d.at)):
            left, right = _mention(decision.left, by_name), _mention(decision.right, by_name)
            if not left or not right or left == right:
                continue
            kept.append(decision)
            if decision.judgement == "same":
                same.add(Edge(decision.score, *ordered(left, right), decision.because, forced=True))
            elif decision.judgement == "different":
                different.add(ordered(left, right))
        return cls(tuple(sorted(same)), tuple(sorted(different)), tuple(kept))


def _mention(name: str, by_name: Mapping[str, str]) -> str | None:
    last = name.rstrip("/").rsplit("/", 1)[-1]
    return by_name.get(last) or by_name.get(last.rsplit("-", 1)[-1])
