"""What the ledger says of each claim: who denies, contradicts, agrees, and which alerts it is part of."""

from collections import defaultdict
from dataclasses import dataclass

from kg.reports.audit.values import Audit, Claim


@dataclass(frozen=True, slots=True)
class Relation:
    """How another claim stands to this one: `word` is read between them ("denied by")."""

    word: str
    other: str
    entry: str
    because: str
    open: bool = True
    alert: bool = False


_WORDS = {
    "contradiction": ("contradicts", "contradicts"),
    "agreement": ("agrees with", "agrees with"),
    "denial": ("denies", "denied by"),
}
_RELATED = ("denies something related to", "something related denied by")


def by_document(audit: Audit) -> dict[str, list[Claim]]:
    """The claims of each document, in order."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in audit.claims:
        found[claim.document].append(claim)
    return found


def relations(audit: Audit) -> dict[str, list[Relation]]:
    """Of each claim its relations: alerts first, then in the order of the ledger."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for alert in audit.alerts:
        for mine, other in ((alert.left, alert.right), (alert.right, alert.left)):
            found[mine].append(Relation(alert.kind, other, f"a-{alert.id}", alert.because, alert=True))
    for entry in audit.ledger:
        words = _RELATED if entry.related else _WORDS.get(entry.kind, (entry.kind, entry.kind))
        for word, mine, other in zip(words, (entry.left, entry.right), (entry.right, entry.left), strict=True):
            found[mine].append(Relation(word, other, f"l-{entry.id}", entry.because, entry.status == "open"))
    return found
