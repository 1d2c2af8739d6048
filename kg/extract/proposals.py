"""What a language model proposes, held against the document: each span anchored in it, or the proposal refused.

Only where words stand, and that they stand near each other, is decided here; what becomes of them is `proposed`'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.extract.anchors import QUOTES, Place, apart, exact, gap, similar
from kg.llm import Claim
from kg.model import Document, Problem

Hop = tuple[Place, tuple[Place, ...]]
"""Who passes a claim on: source and cue parts."""

# How many paragraphs before its content a source may stand (a quotation that goes on), and how far a cue.
_SOURCE_BEFORE = 3
_CUE_AROUND = 1
# Of words as frequent as "he" no more places than these are tried together.
_PLACES = 40
_LOOSE = " \t\n.,;:"
_DOUBLE = frozenset('“”"„«»')


class RefusedError(ValueError):
    """The words are not in the document, not near enough, or in several places."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A proposal with its words found."""

    claim: Claim
    source: Place | None
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    target: Place | None
    relays: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The sections of a document that one answer may speak of, by their places in `Document.sections`."""

    document: Document
    places: tuple[int, ...]

    def section(self, n: int) -> Place:
        section = self.document.sections[n]
        return section.start, section.end

    def of(self, place: Place) -> int:
        """The number, among these sections, of the one that holds a place."""
        return next(k for k, n in enumerate(self.places) if self.section(n)[0] <= place[0] < self.section(n)[1])

    def around(self, first: int, last: int) -> list[Place]:
        """The sections numbered first to last among these, as far as there are such."""
        return [self.section(n) for n in self.places[max(0, first) : last + 1]]

    def named(self, paragraph: int) -> list[Place]:
        """The section that the model calls by a number (from 1), if it is one of these."""
        return [self.section(paragraph - 1)] if paragraph - 1 in self.places else []


def anchored(room: Room, claim: Claim) -> tuple[Anchored | None, list[Problem]]:
    """The proposal in characters of the document, and what of it was refused.

    A source or content that is not found refuses the claim: a claim of somebody must not become one of nobody, nor
    other words his. A cue, a relay or a target that is not found is left out.
    """
    try:
        content = _content(room, claim)
        cue, problems = _each(room, claim, "cue", claim.cue, content)
        source = _source(room, claim, content, cue)
        if source is None and not cue:
            raise RefusedError("a claim without source and cue would be the outlet's own voice")
    except RefusedError as error:
        return None, [_problem(room, claim, str(error))]
    target, off = _each(room, claim, "target", (claim.target,) if claim.target else (), content)
    hops, missed = _hops(room, claim, content)
    return Anchored(claim, source, cue, content, target[0] if target else None, hops), [*problems, *off, *missed]


def _content(room: Room, claim: Claim) -> tuple[Place, ...]:
    """The parts of the content, each after the one before it."""
    if not any(part.strip() for part in claim.content):
        raise RefusedError("a claim without content")
    parts = [part for part in claim.content if part.strip()]
    places = [_first_part(room, claim, parts[0])]
    for part in parts[1:]:
        last = places[-1]
        k = room.of(last)
        found = [p for p in _found(room, part, room.around(k, k + _SOURCE_BEFORE)) if p[0] >= last[1]]
        if not found:
            raise RefusedError(f"these words of its content do not follow the others: “{part}”")
        places.append(_trimmed(room.document.text, min(found)))
    return tuple(places)


def _first_part(room: Room, claim: Claim, words: str) -> Place:
    """The first part of the content: in the paragraph that the model names, else where it stands once."""
    found = _found(room, words, room.named(claim.paragraph))
    if not found:
        found = _found(room, words, room.around(0, len(room.places)))
        if len(found) > 1:
            raise RefusedError(f"its content stands in several places, none of them the paragraph named: “{words}”")
    if not found:
        raise RefusedError(f"its content is not in the text: “{words}”")
    return _trimmed(room.document.text, min(found, key=lambda p: (_cost(room, claim, p), p)))


def _cost(room: Room, claim: Claim, content: Place) -> int:
    """How far from the content its cue and source stand at least: tells apart equal words of one paragraph."""
    k = room.of(content)
    near = room.around(k, k)
    cues = [p for p in _found(room, claim.cue[0] if claim.cue else "", near) if apart(p, [content])] or [content]
    sources = [p for p in _found(room, claim.source or "", near) if apart(p, [content])] or [content]
    pairs = product(cues[:_PLACES], sources[:_PLACES])
    return min(gap(content, cue) + gap(cue, source) for cue, source in pairs)


def _each(
    room: Room, claim: Claim, what: str, words: Sequence[str], content: tuple[Place, ...]
) -> tuple[tuple[Place, ...], list[Problem]]:
    """Each of the words at its place next to the content, and a Problem for those that have none."""
    places: list[Place] = []
    problems = []
    for part in words:
        found = _near(room, part, content, _CUE_AROUND, _CUE_AROUND, places)
        if found is None:
            problems.append(_problem(room, claim, f"its {what} is not in the text near its content: “{part}”", content))
        else:
            places.append(found)
    return tuple(sorted(places)), problems


def _source(room: Room, claim: Claim, content: tuple[Place, ...], cue: tuple[Place, ...]) -> Place | None:
    if claim.source is None:
        return None
    found = _near(room, claim.source, cue[:1] or content, _SOURCE_BEFORE, _CUE_AROUND, content)
    if found is None:
        raise RefusedError(f"its source is not in the text near its content: “{claim.source}”")
    return found


def _hops(room: Room, claim: Claim, content: tuple[Place, ...]) -> tuple[tuple[Hop, ...], list[Problem]]:
    hops: list[Hop] = []
    problems = []
    for hop in claim.relays:
        source, off = _each(room, claim, "relay", (hop.source,), content)
        cue, missed = _each(room, claim, "relay's cue", hop.cue, content) if source else ((), [])
        hops += [(source[0], cue)] if source else []
        problems += [*off, *missed]
    return tuple(hops), problems


def _near(room: Room, words: str, to: Sequence[Place], before: int, after: int, taken: Sequence[Place]) -> Place | None:
    """The place of the words nearest to others, outside those taken where there is one such."""
    numbers = [room.of(p) for p in to]
    found = _found(room, words, room.around(min(numbers) - before, max(numbers) + after))
    free = [p for p in found if apart(p, [*taken, *to])] or [p for p in found if apart(p, taken)] or found
    return min(free, key=lambda p: (min(gap(p, t) for t in to), p), default=None)


def _found(room: Room, words: str, sections: Sequence[Place]) -> list[Place]:
    """Where the words stand in these sections; where they do not stand as they are, their only other match."""
    bare, text = words.strip(), room.document.text
    found = [p for start, end in sections for p in exact(text, bare, start, end)]
    if not found:
        loose = [p for start, end in sections for p in similar(text, bare, start, end)]
        found = loose if len(loose) == 1 else []
    return found


def _trimmed(text: str, place: Place) -> Place:
    """Without the pair of quotation marks around the words, and the full stop or comma that closes them."""
    start, end = place
    while end - start > 1 and text[end - 1] in _LOOSE:
        end -= 1
    within = text[start + 1 : end - 1]
    if within.strip() and text[start] in QUOTES and text[end - 1] in QUOTES and not set(within) & _DOUBLE:
        return _trimmed(text, (start + 1, end - 1))
    return start, end


def _problem(room: Room, claim: Claim, why: str, content: Sequence[Place] = ()) -> Problem:
    words = " … ".join(claim.content)
    message = f"the language model proposed a claim ({claim.source or 'unnamed'}: “{words[:80]}”), but {why[:300]}"
    place = (content[0][0], content[-1][1]) if content else (None, None)
    return Problem("llm-not-in-text", room.document.name, message, "read the words of the document itself", *place)


def nested(found: Sequence[Anchored]) -> Iterator[tuple[Anchored, Anchored | None, str]]:
    """Each with the one that it lies in, and what is wrong with what the model says of that ("": nothing).

    The model's word counts where the outer content holds the inner cue or content; else what holds them does.
    """
    by_id = {a.claim.id: a for a in reversed(found)}
    for a in found:
        outer = by_id.get(a.claim.within) if a.claim.within is not None else None
        if outer is not None and _holds(outer, a):
            yield a, outer, ""
            continue
        around = [b for b in found if _holds(b, a)]
        held = min(around, key=lambda b: (_length(b.content), b.content), default=None)
        yield (
            a,
            held,
            "" if a.claim.within is None else f"claim {a.claim.within}, in which it should lie, does not hold it",
        )


def _holds(outer: Anchored, inner: Anchored) -> bool:
    """Whether the content of one claim holds the cue (without cue: the content) of a shorter one."""
    if outer is inner or _length(outer.content) <= _length(inner.content):
        return False
    return all(any(s <= p[0] and p[1] <= e for s, e in outer.content) for p in inner.cue or inner.content)


def _length(places: Sequence[Place]) -> int:
    return sum(end - start for start, end in places)
