"""Who speaks of an event in one document, and what their voices together make of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.model import Attribution, EventMention, Extraction
from kg.resolve.background import Background

Status = Literal["happened", "failed", "planned", "ongoing", "denied", "possible", "disputed", "alleged"]
# A rejection that is no denial by itself: it is one where its object is an allegation.
REJECTS = frozenset({"condemn", "question", "warn"})
ALLEGES = frozenset({"accuse", "assert", "estimate", "suggest", "confirm"})
_LAUNCH = "Launch"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in the event mentions of one document (ids): `denied` stand in a denial or are negative themselves,
    `opposed` in words that somebody else in the document denies, `own` are told by the outlet itself, `accused` by an
    accuser."""

    denied: frozenset[str]
    opposed: frozenset[str]
    own: frozenset[str]
    accused: frozenset[str]


def voices_of(extraction: Extraction) -> Voices:
    claims = {a.id: a for a in extraction.attributions}
    opposed = set(_opposed(claims))
    by = {e.id: claims.get(e.within or "") for e in extraction.events}
    return Voices(
        frozenset(e.id for e in extraction.events if _denied(e, by[e.id])),
        frozenset(m for m, claim in by.items() if claim and claim.id in opposed),
        frozenset(e.id for e in extraction.events if _tells(e) and (c := by[e.id]) and c.kind == "narrated"),
        frozenset(m for m, claim in by.items() if claim and claim.stance == "accuse"),
    )


def _opposed(claims: Mapping[str, Attribution]) -> Iterator[str]:
    """The claims that a denial refers to, and those that a rejection quotes."""
    for claim in claims.values():
        outer = claims.get(claim.within or "")
        if _denies(claim):
            yield from claim.refers_to
        if outer and (_denies(outer) or outer.stance in REJECTS) and outer.claimants != claim.claimants:
            yield from (claim.id,) if claim.stance in ALLEGES else ()


def _tells(mention: EventMention) -> bool:
    """Whether it puts the event forward, and does not only speak of it ("the shipments")."""
    return mention.modality in ("actual", "ongoing") and not mention.antecedent


def _denied(mention: EventMention, claim: Attribution | None) -> bool:
    """Whether the words deny the event: "denied selling" does, and so does "said that it had not sold", whose claim and
    event are one negation; "denied that it had not sold" does not."""
    negative = mention.polarity == "negative"
    if claim is not None and claim.stance == "deny":
        return not negative
    return negative or _denies(claim)


def _denies(claim: Attribution | None) -> bool:
    return claim is not None and (claim.stance == "deny" or claim.polarity == "negative")


def judged(
    status: Status, mentions: Sequence[EventMention], voices: Voices, kind: str, background: Background
) -> Status:
    """Nothing has happened by an accuser's word alone, nor where it is denied and the outlet does not tell it itself.

    Launches keep to the four words of their answer: nobody alleges what radars see.
    """
    here = {m.id for m in mentions}
    if status not in ("happened", "failed", "ongoing") or here & voices.own or background.under(kind, _LAUNCH):
        return status
    if here & (voices.denied | voices.opposed):
        return "disputed"
    return "alleged" if here - voices.denied <= voices.accused else status
