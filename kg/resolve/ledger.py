"""The ledger: which claims deny, contradict or agree with which, dimension by dimension, with reasons in words.

Nothing is decided by majority and nothing retires a claim. Pairs are kept few: per event and dimension every claimant
is held once against each value that others give.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.model import LedgerEntry
from kg.resolve.background import Background
from kg.resolve.denials import denials
from kg.resolve.dimensions import DIMENSIONS, Dimension, Dimensions, Finding
from kg.resolve.statements import Collection, Statement

if TYPE_CHECKING:
    pass


def entries(collection: Collection) -> tuple[LedgerEntry, ...]:
    """All entries, sorted by kind, dimension and claims."""
    found = {(e.kind, e.dimension, e.left, e.right): e for e in (*denials(collection), *_compared(collection))}
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class Sides:
    """Who may stand as a source of his own: `outlets` of the collection only pass on what others say."""

    background: Background
    outlets: frozenset[str]

    def one(self, a: str, b: str) -> bool:
        if self._passes_on(a) or self._passes_on(b):
            return True
        return self.background.state(a) == self.background.state(b)

    def _passes_on(self, actor: str) -> bool:
        return actor in self.outlets and self.background.state(actor) == actor


def _compared(collection: Collection) -> Iterator[LedgerEntry]:
    groups: dict[str, list[Statement]] = {}
    for statement in collection.statements:
        if not statement.denies:
            groups.setdefault(statement.event, []).append(statement)
    outlets = frozenset(collection.outlets.values())
    for _, statements in sorted(groups.items()):
        yield from _of_event(statements, Sides(collection.background, outlets))


def _of_event(statements: Sequence[Statement], sides: Sides) -> Iterator[LedgerEntry]:
    agreed: set[tuple[str, ...]] = set()
    for name, dimension in DIMENSIONS.items():
        for a, b in _pairs(statements, dimension):
            finding = dimension.compare(a, b, sides.background)
            if finding and not finding.agree and (a.speaker != b.speaker or a.claim.document != b.claim.document):
                yield _contradiction(a, b, name, finding)
            elif finding and finding.agree and _independent(a, b, sides):
                agreed |= {a.speaker, b.speaker}
                yield _entry("agreement", name, a, b, f"{a.by()} and {b.by()} both say {_both(finding)}")
    yield from _happened([s for s in statements if s.speaker not in agreed], statements, sides)


def _pairs(statements: Sequence[Statement], dimension: Dimension) -> Iterator[tuple[Statement, Statement]]:
    """Each speaker once per value: held against the first of each other value, and against the first of its own."""
    groups: dict[Hashable, dict[tuple[str, ...], Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.order):
        if value := dimension.values(statement):
            groups.setdefault(value, {}).setdefault(statement.speaker, statement)
    said = [list(group.values()) for group in groups.values()]
    for group in said:
        yield from ((group[0], other) for other in group[1:])
    for one, two in combinations(said, 2):
        yield from ((one[0], other) for other in two)
        yield from ((other, two[0]) for other in one[1:])


def _independent(a: Statement, b: Statement, sides: Sides) -> bool:
    """Whether two named sources of different sides speak: an outlet's own voice and a hidden source may repeat."""
    if a.narrated or b.narrated or a.hidden or b.hidden or not (a.affirms and b.affirms):
        return False
    return not any(sides.one(x, y) for x in a.claim.claimants for y in b.claim.claimants)


def _happened(rest: Sequence[Statement], all_: Sequence[Statement], sides: Sides) -> Iterator[LedgerEntry]:
    """Sources that agree on nothing more exact than that it happened: each with the first independent one."""
    real = [s for s in sorted(all_, key=lambda s: s.order) if _vouches(s)]
    done: set[tuple[str, ...]] = set()
    for statement in (s for s in real if s in rest and s.speaker not in done):
        other = next((o for o in real if o.speaker != statement.speaker and _independent(statement, o, sides)), None)
        if other:
            done |= {statement.speaker, other.speaker}
            a, b = sorted((statement, other), key=lambda s: s.order)
            yield _entry("agreement", "occurrence", a, b, f"{a.by()} and {b.by()} both speak of it as having happened")


def _vouches(statement: Statement) -> bool:
    """Whether a claim tells the event itself; a mere "the launch" in a comment does not."""
    told = any(m.modality == "actual" and not m.antecedent for m in statement.mentions)
    return told and statement.claim.attribution.stance in ("assert", "confirm")


def _both(finding: Finding) -> str:
    return finding.left if finding.left == finding.right else f"{finding.left}, {finding.right}"


def _contradiction(a: Statement, b: Statement, name: Dimensions, finding: Finding) -> LedgerEntry:
    because = f"“{finding.left}” ({a.by()}) against “{finding.right}” ({b.by()})"
    explanation = _revised(a, b) or finding.explanation
    return _entry("contradiction", name, a, b, because, explanation)


def _revised(a: Statement, b: Statement) -> str:
    """The same claimant on two days: the later word may revise the earlier."""
    if a.speaker != b.speaker or not a.said or not b.said or a.said == b.said:
        return ""
    early, late = sorted((a.said, b.said))
    return f"later revision: the same claimant on {early} and on {late}"


def _entry(
    kind: Literal["agreement", "contradiction"],
    name: Dimensions,
    a: Statement,
    b: Statement,
    because: str,
    explanation: str = "",
) -> LedgerEntry:
    left, right = sorted((a, b), key=lambda s: s.order)
    status: Literal["open", "explained"] = "explained" if explanation else "open"
    return LedgerEntry(kind, name, left.claim.id, right.claim.id, because, status, explanation)
