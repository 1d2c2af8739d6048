"""What each claim itself says of an event, in words and values that can be held against another claim's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.model import Claim, Document, Event, EventMention, Extraction
from kg.resolve.accounts import Told
from kg.resolve.background import Background

TELLS = frozenset({"assert", "confirm", "accuse", "estimate", "suggest"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim about one event: the event mentions inside the claim's own words, and who says it when.

    `parties` are the roles of those mentions with their actors.
    """

    claim: Claim
    event: str
    mentions: tuple[EventMention, ...]
    who: str
    said: date | None
    parties: tuple[tuple[str, str], ...] = ()

    def actors(self, role: str) -> frozenset[str]:
        return frozenset(actor for name, actor in self.parties if name == role)

    @property
    def narrated(self) -> bool:
        return self.claim.attribution.kind == "narrated"

    @property
    def hidden(self) -> bool:
        return not self.narrated and not self.claim.attribution.claimants

    @property
    def denies(self) -> bool:
        return denies(self.claim)

    @property
    def affirms(self) -> bool:
        return not self.denies and any(m.polarity == "positive" for m in self.mentions)

    @property
    def tells(self) -> bool:
        """Whether it puts the event forward, as done or as alleged; who condemns a launch is no source for it, nor is
        who comments on "the launch"."""
        told = any(m.modality != "planned" and (not m.antecedent or m.when or m.quantities) for m in self.mentions)
        return self.affirms and told and self.claim.attribution.stance in TELLS

    @property
    def speaker(self) -> tuple[str, ...]:
        """Whose word it is; an outlet's own voice and a hidden source are the document's."""
        return (self.claim.document,) if self.hidden else self.claim.claimants

    @property
    def order(self) -> tuple[str, str, int, str]:
        return str(self.said or "9999"), self.claim.document, self.claim.attribution.start, self.claim.id

    def by(self) -> str:
        """Who says it and when."""
        return f"{self.who}{f', {self.said}' if self.said else ''}"


def denies(claim: Claim) -> bool:
    return claim.attribution.stance == "deny" or claim.attribution.polarity == "negative"


def words(claim: Claim, most: int = 110) -> str:
    """The claim's words on one line, cut at a word.

    A long claim keeps its first words.
    """
    text = " … ".join(" ".join(s.text.split()) for s in claim.attribution.content)
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Collection:
    """All claims, and what they say about events.

    `who` and `said` give each claim's claimant in words and its day, `outlets` each document's outlet (an actor id).
    """

    claims: Mapping[str, Claim]
    statements: tuple[Statement, ...]
    event_of: Mapping[str, str]
    background: Background
    who: Mapping[str, str]
    said: Mapping[str, date | None]
    outlets: Mapping[str, str]

    @classmethod
    def of(
        cls, claims: Iterable[Claim], events: Iterable[Event], told: Told, outlets: Mapping[str, str]
    ) -> "Collection":
        by_id = {c.id: c for c in claims}
        extractions, texts = told.extractions, told.documents
        event_of = {m: e.id for e in events for m in e.mentions}
        who = {c.id: _who(c, extractions[c.document], texts[c.document]) for c in by_id.values()}
        said = {c.id: _said(c, texts[c.document]) for c in by_id.values()}
        groups: dict[tuple[str, str], list[EventMention]] = {}
        for claim, mention in _owned(by_id.values(), extractions):
            if mention.id in event_of:
                groups.setdefault((event_of[mention.id], claim), []).append(mention)
        found = [
            Statement(by_id[c], e, tuple(mentions), who[c], said[c], tuple(_parties(mentions, told.actor_of)))
            for (e, c), mentions in sorted(groups.items())
        ]
        found.sort(key=lambda s: (s.event, s.order))
        return cls(by_id, tuple(found), event_of, told.background, who, said, outlets)


def _parties(mentions: Iterable[EventMention], actor_of: Mapping[str, str]) -> list[tuple[str, str]]:
    roles = (r for m in mentions for r in m.roles)
    return sorted({(r.name, actor_of[r.mention]) for r in roles if r.mention and r.mention in actor_of})


def _owned(claims: Iterable[Claim], extractions: Mapping[str, Extraction]) -> Iterator[tuple[str, EventMention]]:
    """Each event mention with the innermost claim that holds it."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    for document, found in sorted(by_document.items()):
        known = {c.id for c in found}
        for mention in extractions[document].events:
            inside = mention.within or ""
            if owner := inside if inside in known else _innermost(found, mention):
                yield owner, mention


def _innermost(claims: Iterable[Claim], mention: EventMention) -> str | None:
    holding = [c for c in claims if c.attribution.holds(mention.trigger)]
    length = {c.id: sum(s.end - s.start for s in c.attribution.content) for c in holding}
    return min(length, key=lambda c: (length[c], c), default=None)


def _who(claim: Claim, extraction: Extraction, document: Document) -> str:
    """The claimant's name as the document gives it."""
    if claim.attribution.kind == "narrated":
        return document.publisher or f"the outlet of {document.name}"
    labels = {m.id: m.label for m in extraction.mentions}
    names = dict.fromkeys(labels[m] for m in claim.attribution.claimants if m in labels)
    source = claim.attribution.source
    return " and ".join(names) or (" ".join(source.text.split()) if source else "an unnamed source")


def _said(claim: Claim, document: Document) -> date | None:
    """When it was said: as the text tells, else the day of publication."""
    when = claim.attribution.said_on
    return (when.latest or when.earliest) if when and (when.latest or when.earliest) else document.published
