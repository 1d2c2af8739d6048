"""What people decided about events, in terms of event mentions: their word goes before the program's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import ids
from kg.model import Decision, Event, Problem
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


def unheeded(decided: Iterable[Decision], events: Iterable[Event]) -> Iterator[Problem]:
    """People's decisions about events that could not be followed: nothing of that name, or another one against it."""
    event_of = {m: e.id for e in events for m in e.mentions}
    by_name = {**{event_digest(m): m for m in event_of}, **{m: m for m in event_of}}
    for decision in sorted(decided, key=lambda d: d.id):
        if "/event/" not in decision.left + decision.right or decision.judgement not in ("same", "different"):
            continue
        names = [_mention(side, by_name) for side in (decision.left, decision.right)]
        told = f"the decision of {decision.by} that {decision.left} and {decision.right} are {decision.judgement}"
        if None in names:
            missing = [s for s, n in zip((decision.left, decision.right), names, strict=True) if n is None]
            yield Problem("decision-unknown", "", f"{told}: there is no {' and no '.join(missing)}", _CHECK)
        elif (event_of[names[0] or ""] == event_of[names[1] or ""]) != (decision.judgement == "same"):
            yield Problem("decision-overruled", "", f"{told}: other decisions say otherwise", "Take one of them away")


_CHECK = "Name event mentions or events as this build shows them, or take the decision away"


def _mention(name: str, by_name: Mapping[str, str]) -> str | None:
    last = name.rstrip("/").rsplit("/", 1)[-1]
    return by_name.get(last) or by_name.get(last.rsplit("-", 1)[-1])
