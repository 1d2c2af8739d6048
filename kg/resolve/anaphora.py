"""What a denial without words of its own speaks of: "these allegations", "this"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Attribution, Document, Extraction

# "these allegations", "the latest claims", "this", "all of it": a pointer, not a statement.
_POINTER = re.compile(
    r"(?:(?:all|any|both|each) (?:of )?)?(?:this|these|those|that|such|the|it|them|its|their)\b", re.I
)
# "The claims were fabricated", "it was another fabrication": what was said before, and what is thought of it.
_SAID = re.compile(
    r"(?:(?:all )?(?:the|these|those|such|that|this|media|its|their) (?:\w+ ){0,2}?"
    r"(?:allegations?|accusations?|charges?|claims?|reports?|suggestions?|assertions?|speculation|rumou?rs?)\b"
    r"|(?:it|this|that) (?:was|is) )",
    re.I,
)
# Words of a pointer alone, of a verdict without what is judged ("gossip and speculation"), of a pointer with a verdict.
_MOST_WORDS, _VERDICT, _JUDGED = 4, 5, 25
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
    words = " ".join(s.text for s in denial.content).lstrip("\"“‘'")
    count = len(words.split())
    verdict = denial.method == "verb:as" and count <= _VERDICT
    said = bool(_SAID.match(words)) and count <= _JUDGED
    return verdict or said or (bool(_POINTER.match(words)) and count <= _MOST_WORDS)


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
