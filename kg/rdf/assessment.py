"""How far each claim is borne out by others (1 to 6), and the band of likelihood that its words stand for.

Two of the five axes of ontology/assessment.ttl, which has the rule in words and the table of bands; they are kept apart
and never made one number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import ids
from kg.model import Claim, Resolution, Span
from kg.ontology import Ontology, local
from kg.rdf.cast import UNNAMED_LABEL
from kg.rdf.terms import Triple, ref, text
from kg.vocabulary import KG, Property

_NO_BAND = "NoBand"
# Words that name no likelihood where one of them goes before: what the table itself has with "not" is found first.
_NOT = re.compile(r"\b(?:not|n't|never|no)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule counts of a claim: independent sources of its event (None: no other claim tells of one), and
    claimants who are against it."""

    sources: int | None
    against: tuple[str, ...]

    @property
    def credibility(self) -> int:
        """The number of the Admiralty system.

        >>> [Standing(n, ("Moscow",) * m).credibility for n, m in ((3, 0), (2, 0), (2, 1), (1, 1), (0, 2), (1, 0))]
        [1, 2, 3, 4, 5, 6]
        """
        if not self.against:
            return {0: 6, 1: 6, 2: 2}.get(self.sources or 0, 1)
        if (self.sources or 0) >= 2:
            return 3
        return 4 if len(self.against) == 1 else 5

    @property
    def reason(self) -> str:
        found = f"{self.sources} independent source{'' if self.sources == 1 else 's'}"
        if self.sources is None:
            found = "no other claim to compare it with"
        return f"{found}; against: {', '.join(self.against)}" if self.against else found


def assessment_triples(
    resolution: Resolution, labels: Mapping[str, str], ontology: Ontology | None
) -> Iterator[Triple]:
    """Credibility with its reason for every claim, bands where words of estimation stand."""
    bands = _Bands.of(ontology) if ontology else None
    inside = _nested(resolution.claims)
    standings = standing(resolution, labels)
    for claim in resolution.claims:
        s, found = ids.claim_iri(claim.id), standings[claim.id]
        yield s, Property.credibility, ref(f"{KG}Credibility{found.credibility}")
        yield s, Property.credibilityReason, text(found.reason)
        for band in bands.found(_own_words(claim, inside.get(claim.id, []))) if bands else ():
            yield s, Property.estimativeBand, ref(KG + band)


def standing(resolution: Resolution, labels: Mapping[str, str]) -> dict[str, Standing]:
    """Of each claim (by id) what the rule counts."""
    sources: dict[str, int] = {}
    for event in resolution.independence:
        for name in {c for group in event.groups for c in group.claims}:
            sources[name] = max(sources.get(name, 0), event.sources)
    claims = {c.id: c for c in resolution.claims}
    against: dict[str, set[str]] = defaultdict(set)
    for entry in resolution.ledger:
        if entry.kind != "agreement" and entry.status == "open" and entry.scope != "related":
            against[entry.left].add(_who(claims.get(entry.right), labels))
            against[entry.right].add(_who(claims.get(entry.left), labels))
    return {c: Standing(sources.get(c), tuple(sorted(against[c]))) for c in claims}


def _who(claim: Claim | None, labels: Mapping[str, str]) -> str:
    names = sorted(labels.get(a, a) for a in claim.claimants) if claim else []
    return " and ".join(names) or UNNAMED_LABEL


def _nested(claims: Iterable[Claim]) -> dict[str, list[Span]]:
    """Of each claim the words of those that stand inside it, which speak for themselves."""
    found: dict[str, list[Span]] = defaultdict(list)
    for claim in claims:
        if claim.attribution.within:
            found[claim.attribution.within] += claim.attribution.content
    return found


def _own_words(claim: Claim, inside: Iterable[Span]) -> Iterator[str]:
    """The claim's words with those of others inside it blotted out."""
    inside = list(inside)
    for part in claim.attribution.content:
        words = list(part.text)
        for other in inside:
            for n in range(max(other.start, part.start), min(other.end, part.end)):
                words[n - part.start] = "\n"
        yield "".join(words)


@dataclass(frozen=True, slots=True)
class _Bands:
    """The bands of the ontology: one pattern for all words of estimation, the longest first, and the band of each."""

    pattern: re.Pattern[str]
    of_words: Mapping[str, str]

    @classmethod
    def of(cls, ontology: Ontology) -> "_Bands | None":
        bands = ontology.instances("kg:EstimativeBand")
        words = {w.casefold(): local(b) for b in bands for w in ontology.texts(b, "kg:hedge")}
        if not words:
            return None
        longest = sorted(words, key=lambda w: (-len(w), w))
        each = "|".join(r"\s+".join(map(re.escape, w.split())) for w in longest)
        return cls(re.compile(rf"\b(?:{each})\b", re.IGNORECASE), words)

    def found(self, parts: Iterable[str]) -> list[str]:
        """The bands that words stand for, each once, by name."""
        names = set()
        for part in parts:
            for match in self.pattern.finditer(part):
                band = self.of_words[" ".join(match.group().casefold().split())]
                if band != _NO_BAND and not _NOT.search(part[: match.start()]):
                    names.add(band)
        return sorted(names)
