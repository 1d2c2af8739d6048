"""Who gives what to whom: from an annotated corpus to what the network learns, and back from its scores.

The anchor is the head of a good or weapon that passes, or is to pass, from one party to another; every mention of the
giver and of the recipient that the network sees has its role, in the sentences before too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.tagger.windows import Characters, Window, covered

NONE, GIVER, RECIPIENT = range(3)
ROLES = 3
# Below this score a token is no party at all.
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Annotated:
    """One handover of a corpus: the head of the goods, and every mention of either party, as characters of the text."""

    goods: Characters
    givers: tuple[Characters, ...]
    recipients: tuple[Characters, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """What the network reads: the head of the goods, how sure it is that they are handed over (0 to 1), and for words
    of the text the scores of being the giver and the recipient."""

    goods: Characters
    score: float
    parties: tuple[tuple[Characters, float, float], ...]

    def giving(self, place: Characters) -> float:
        """How much speaks for the words at a place as the giver."""
        return max((g for (a, b), g, _ in self.parties if a < place[1] and place[0] < b), default=0.0)

    def receiving(self, place: Characters) -> float:
        """How much speaks for the words at a place as the recipient."""
        return max((r for (a, b), _, r in self.parties if a < place[1] and place[0] < b), default=0.0)


def annotated(row: dict[str, Any]) -> tuple[list[Annotated], list[Characters], list[Characters]]:
    """The handovers of one line of a JSONL corpus, the goods of which it leaves open whether they change hands, and
    those that do not.

    `parties` holds every mention of each party as characters, `transfers` the goods and the names of the parties.
    """
    named = {name: tuple((a, b) for a, b in places) for name, places in row["parties"].items()}

    def mentions(names: Iterable[str]) -> tuple[Characters, ...]:
        return tuple(p for n in names for p in named[n])

    found = [
        Annotated((t["goods"][0], t["goods"][1]), mentions(t["giver"]), mentions(t["recipient"]))
        for t in row["transfers"]
    ]
    unsure, other = ([(a, b) for a, b in row.get(name, ())] for name in ("unsure", "other"))
    return found, unsure, other


def targets(window: Window, found: Iterable[Annotated]) -> list[tuple[int, list[int]]]:
    """For each handover whose goods the window reads: the anchor, and the role of every token."""
    out = []
    for handed in found:
        anchor = token_at(window, handed.goods[0])
        if anchor is not None:
            roles = [NONE] * window.size
            for role, spans in ((GIVER, handed.givers), (RECIPIENT, handed.recipients)):
                for n in covered(window, spans):
                    roles[n] = role
            out.append((anchor, roles))
    return out


def token_at(window: Window, character: int) -> int | None:
    """The token that is read at a character of the text."""
    inside = (n for n in range(window.own, window.size) if window.places[n][0] <= character < window.places[n][1])
    return next(inside, None)


def decoded(window: Window, anchor: int, score: float, roles: Sequence[Sequence[float]]) -> Handover:
    """The handover of an anchor, from the scores of the roles of each token."""
    told = tuple(
        (place, row[GIVER], row[RECIPIENT])
        for place, row in zip(window.places, roles, strict=True)
        if place[0] < place[1] and max(row[GIVER], row[RECIPIENT]) >= _LEAST
    )
    return Handover(window.places[anchor], score, told)
