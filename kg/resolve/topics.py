"""What a claim speaks of that names no launch and no transfer: the one that the text has just told.

"It poses a threat", "no damage was reported", "the figure was 7,000": the matter is the event told last, if anything
ties the words to it: they stand in its paragraph, point back to it, have a word of such matters, or go on with a claim
about it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.lexicon.weapons import words
from kg.model import Attribution, Document, EventMention, Extraction
from kg.resolve.background import Background

_MATTERS = ("Launch", "Transfer")
# A test is a matter of its own; what an attack or launch led to is none.
_OWN = (*_MATTERS, "WeaponsTest")
_EFFECTS = ("Attack", "Casualties", "Interception")
_NAMING = frozenset({"weapon", "item", "system"})
# Who vows or warns speaks of what is to come; who calls for something opens a matter unless words say otherwise.
_OF_THE_FUTURE, _OPENS = frozenset({"vow", "warn"}), frozenset({"suggest"})
# Paragraphs back in which a claim's words find what they speak of; further back where it is
# a denial, or where they tell of one kind of events alone ("containers", "altitude").
_BACK, _FAR_BACK, _AHEAD = 2, 4, 2
# Characters after which a long paragraph has moved on.
_FAR = 900
_POINTER = re.compile(
    r"\b(?:(?:it|they|them|its|their|these|those|such|(?:both|one|some|none) of)\b"
    r"|this\b(?! (?:week|month|year|morning|afternoon|evening|spring|summer|autumn|fall|winter|time)\b))"
    r"|(?:^|[\"“‘'.,;] ?)that(?= (?:is|was|would|could)\b)|\b(?:of|about|for|with) that(?! \w)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']*\s|\n")
_DEFINITE = re.compile(r"\b(?:the|this|that)\W+$", re.I)
_SHORTEST = 4


def topics(
    about: Mapping[str, tuple[str, ...]], extraction: Extraction, document: Document, background: Background
) -> dict[str, str]:
    """For claims whose own words (`about`) name no launch and no transfer the mention of the one they speak of."""
    text = _Text(extraction, document, background)
    events = {e.id: e for e in extraction.events}
    found: dict[str, str] = {}
    last: tuple[Attribution, EventMention] | None = None
    for claim in sorted(extraction.attributions, key=lambda a: (a.content[0].start, a.id)):
        own = [events[e] for e in about[claim.id]]
        matter = next((e for e in own if text.is_a(e, _MATTERS)), None)
        if claim.kind != "narrated" and not any(text.is_a(e, _OWN) for e in own):
            matter = text.topic(claim, own)
            if matter is None and last and text.goes_on(last[0], claim, own):
                matter = last[1]
            if matter:
                found[claim.id] = matter.id
        last = (claim, matter) if matter and claim.kind != "narrated" else None
    return found


@dataclass(frozen=True)
class _Text:
    """One document's launches and transfers, in the order in which it tells them."""

    extraction: Extraction
    document: Document
    background: Background

    @cached_property
    def matters(self) -> list[EventMention]:
        told = [e for e in self.extraction.events if e.modality != "generic" and self.is_a(e, _MATTERS)]
        return sorted(told, key=lambda e: (e.trigger.start, e.id))

    @cached_property
    def starts(self) -> list[int]:
        return sorted(s.start for s in self.document.sections if s.part != "furniture")

    def is_a(self, event: EventMention, kinds: Iterable[str]) -> bool:
        return any(self.background.under(event.type, k) for k in kinds)

    def paragraph(self, place: int) -> int:
        return bisect_right(self.starts, place)

    def topic(self, claim: Attribution, own: Sequence[EventMention]) -> EventMention | None:
        """The event told before that the claim's words share a word with; else the last one, if the claim is tied to
        it. Before all events of its kind (in a headline) a claim is about the first that follows."""
        if claim.stance in _OF_THE_FUTURE:
            return None
        said = frozenset(_telling(" ".join(s.text for s in claim.content)))
        kinds = self._kinds(said)
        start = claim.content[0].start
        before = [e for e in self.matters if e.trigger.start < start]
        if not any(self.is_a(e, kinds or _MATTERS) for e in before):
            first = self._first_after(start, said)
            if not before or (first and self.is_a(first, kinds)):
                return first
        if shared := self._fitting([e for e in self._within(before, start, _BACK) if said & _named(e)], said):
            return shared[-1]
        if any(self._opens(e, start) for e in own):
            return None
        back = _FAR_BACK if claim.stance == "deny" or kinds else _BACK
        near = self._fitting(self._within(before, start, back), said)
        tied = own or self._points(claim)
        return next((e for e in near[-1:] if tied or self._told_by(e, said) or self._beside(e, claim)), None)

    def goes_on(self, last: Attribution, claim: Attribution, own: Sequence[EventMention]) -> bool:
        """Whether a claim follows another in one sentence: "called it reckless, adding that …"."""
        between = self.document.text[last.content[-1].end - 1 : claim.content[0].start]
        opens = any(self._opens(e, claim.content[0].start) for e in own)
        return not opens and claim.stance not in _OF_THE_FUTURE | _OPENS and not _SENTENCE_END.search(between)

    def _within(self, events: Sequence[EventMention], place: int, most: int) -> list[EventMention]:
        here = self.paragraph(place)
        return [e for e in events if abs(here - self.paragraph(e.trigger.start)) <= most]

    def _kinds(self, said: frozenset[str]) -> frozenset[str]:
        """The kind that the words tell of, where they tell of one: "containers", "altitude"."""
        kinds = frozenset(k for w in said for k in self.background.topics.get(w, ()))
        return kinds if len(kinds) == 1 else frozenset()

    def _fitting(self, events: Sequence[EventMention], said: frozenset[str]) -> Sequence[EventMention]:
        return [e for e in events if self.is_a(e, self._kinds(said))] or events

    def _first_after(self, start: int, said: frozenset[str]) -> EventMention | None:
        known = said & self.background.topics.keys()
        after = self._within([e for e in self.matters if e.trigger.start > start], start, _AHEAD)
        return next((e for e in self._fitting(after, said) if known or said & _named(e)), None)

    def _opens(self, event: EventMention, start: int) -> bool:
        """Whether a claim's own event, of another kind, is what it speaks of: "the drill" that nobody told of before
        is another name for the launch, and an attack's victims are part of the story."""
        if self.is_a(event, _EFFECTS):
            return False
        told = any(e.type == event.type and e.trigger.start < start for e in self.extraction.events)
        return told or not _DEFINITE.search(self.document.text[: event.trigger.start][-20:])

    def _told_by(self, event: EventMention, said: frozenset[str]) -> bool:
        return any(self.is_a(event, self.background.topics.get(w, ())) for w in said)

    def _points(self, claim: Attribution) -> bool:
        """Whether a pronoun or demonstrative of the claim stands for no actor."""
        return any(not any(m.span.start <= p < m.span.end for m in self.extraction.mentions) for p in _pointers(claim))

    def _beside(self, event: EventMention, claim: Attribution) -> bool:
        start = claim.content[0].start
        together = self.paragraph(event.trigger.start) == self.paragraph(start) and start - event.trigger.start <= _FAR
        return together and claim.stance not in _OPENS


def _pointers(claim: Attribution) -> Iterator[int]:
    return (s.start + m.start() for s in claim.content for m in _POINTER.finditer(s.text))


def _named(event: EventMention) -> set[str]:
    """The words that name an event: its trigger, and what is launched or handed over."""
    spans = (event.trigger, *(r.span for r in event.roles if r.name in _NAMING))
    return {w for s in spans for w in _telling(s.text)}


def _telling(text: str) -> Iterator[str]:
    return (w for w in words(text) if len(w) >= _SHORTEST)
