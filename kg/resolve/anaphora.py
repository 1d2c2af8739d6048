"""What a denial without words of its own speaks of: "these allegations", "this"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Attribution, Document, Extraction

# "these allegations", "the latest claims", "this", "all of it": a pointer, not a statement.
_POINTER = re.compile(
    r"(?:(?:all|any|both|each) (?:of )?)?(?:this|these|those|that|such|the|it|them|its|their)\b", re.I
)
_MOST_WORDS = 4
_ALLEGES = frozenset({"accuse", "assert", "confirm", "estimate", "suggest", "warn"})
_MOST = 3


def with_references(extraction: Extraction, document: Document) -> tuple[Attribution, ...]:
    """The attributions, bare denials with the claims that they point to where extraction has not said so.

    They point back to what others allege earlier in the paragraph, in the paragraph before where it has none:
    accusations and the last allegation.
    """
    triggers = [e.trigger for e in extraction.events]
    said = sorted(extraction.attributions, key=lambda a: (a.start, a.id))

    def completed(denial: Attribution) -> Attribution:
        bare = denial.stance == "deny" and not denial.refers_to and _points(denial)
        if not bare or any(denial.holds(t) for t in triggers):
            return denial
        return replace(denial, refers_to=tuple(a.id for a in _alleged(denial, said, document)))

    return tuple(map(completed, said))


def _points(denial: Attribution) -> bool:
    words = " ".join(s.text for s in denial.content)
    return bool(_POINTER.match(words)) and len(words.split()) <= _MOST_WORDS


def _alleged(denial: Attribution, said: Sequence[Attribution], document: Document) -> list[Attribution]:
    before = [a for a in said if a.start < denial.start and _by_others(a, denial)]
    blocks = [s for s in document.sections if s.start <= denial.start]
    for block in reversed(blocks[-2:]):
        if found := [a for a in before if block.start <= a.start < block.end]:
            accusing = [a for a in found[:-1] if a.stance == "accuse"]
            return [*accusing[-(_MOST - 1) :], found[-1]]
    return []


def _by_others(claim: Attribution, denial: Attribution) -> bool:
    inside = claim.id == denial.within or denial.id == claim.within
    return claim.kind != "narrated" and claim.stance in _ALLEGES and not inside and not _same_source(claim, denial)


def _same_source(one: Attribution, two: Attribution) -> bool:
    return bool(_texts(one) & _texts(two))


def _texts(claim: Attribution) -> frozenset[str]:
    return frozenset({claim.source.text}) if claim.source else frozenset()
