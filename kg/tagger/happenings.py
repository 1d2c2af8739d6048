"""What happens, as the network learns it from an annotated corpus and reads it: handovers and launches.

The anchor of a handover is the head of a good or weapon that passes, or is to pass, from one party to another. A launch
that took place has an anchor in every word that tells of it ("fired", "the launch", "the missile flew"). Mentions of
the parties and the words that date a launch have their roles in the sentences before, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.tagger.windows import Characters, Window, covered

# `LAUNCH` are the words that tell of one launch, the anchor among them: what has no such anchor is a handover.
NONE, GIVER, RECIPIENT, AGENT, TIME, LAUNCH = range(6)
ROLES = 6
# Below this score a token has no role at all.
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Annotated:
    """One anchor of a corpus, and the words of each role, as characters of the text."""

    anchor: Characters
    roles: Mapping[int, tuple[Characters, ...]]


@dataclass(frozen=True, slots=True)
class Happening:
    """What the network reads: the anchor, how sure it is of it (0 to 1), and for words of the text the scores of the
    roles. `sight` is as far as it sees."""

    anchor: Characters
    score: float
    sight: Characters
    told: tuple[tuple[Characters, Sequence[float]], ...]

    def scored(self, place: Characters, role: int) -> float:
        """How much speaks for a role of the words at a place."""
        return max((s[role] for (a, b), s in self.told if a < place[1] and place[0] < b), default=0.0)

    @property
    def is_launch(self) -> bool:
        return self.scored(self.anchor, LAUNCH) >= 0.5


def annotated(row: dict[str, Any]) -> tuple[list[Annotated], list[Characters], list[Characters]]:
    """The anchors of one line of a JSONL corpus, the words of which it leaves open whether they are any, and those that
    are none.

    `parties` holds every mention of each party as characters; `transfers` the goods and the names of the parties;
    `launches` the words that tell of one, the name of who launched and the words that date it.
    """
    named = {name: _places(places) for name, places in row["parties"].items()}
    found = [*_handovers(row["transfers"], named), *_launches(row["launches"], named)]
    return found, list(_places(row.get("unsure", ()))), list(_places(row.get("other", ())))


def _handovers(rows: Iterable[Mapping[str, Any]], named: Mapping[str, tuple[Characters, ...]]) -> Iterator[Annotated]:
    for row in rows:
        (goods,) = _places([row["goods"]])
        yield Annotated(goods, {GIVER: _of(row["giver"], named), RECIPIENT: _of(row["recipient"], named)})


def _launches(rows: Iterable[Mapping[str, Any]], named: Mapping[str, tuple[Characters, ...]]) -> Iterator[Annotated]:
    for row in rows:
        words = _places(row["words"])
        roles = {AGENT: _of(row["agent"], named), TIME: _places(row["times"]), LAUNCH: words}
        yield from (Annotated(word, roles) for word in words)


def _of(names: Iterable[str], named: Mapping[str, tuple[Characters, ...]]) -> tuple[Characters, ...]:
    return tuple(place for name in names for place in named[name])


def _places(given: Iterable[Sequence[int]]) -> tuple[Characters, ...]:
    return tuple((a, b) for a, b in given)


def targets(window: Window, found: Iterable[Annotated]) -> list[tuple[int, list[int]]]:
    """For each anchor that the window reads: its token, and the role of every token."""
    out = []
    for one in found:
        anchor = token_at(window, one.anchor[0])
        if anchor is not None:
            roles = [NONE] * window.size
            for role, spans in one.roles.items():
                for n in covered(window, spans):
                    roles[n] = role
            out.append((anchor, roles))
    return out


def token_at(window: Window, character: int) -> int | None:
    """The token that is read at a character of the text."""
    inside = (n for n in range(window.own, window.size) if window.places[n][0] <= character < window.places[n][1])
    return next(inside, None)


def decoded(window: Window, anchor: int, score: float, roles: Sequence[Sequence[float]]) -> Happening:
    """What happens at an anchor, from the scores of the roles of each token."""
    told = tuple(
        (place, tuple(row))
        for place, row in zip(window.places, roles, strict=True)
        if place[0] < place[1] and max(row[NONE + 1 :]) >= _LEAST
    )
    return Happening(window.places[anchor], score, (window.places[1][0], window.places[-2][1]), told)
