"""Text that several documents share: whole articles taken from a wire, and passages quoted word for word.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every few neighbouring word shingles the one with the least
hash is kept, so that any passage of `SURE` words or more leaves a common fingerprint, wherever it stands in the two
texts. Fingerprints only point: the passages are then aligned word by word.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Copy, Document, Span

_SHINGLE, _WINDOW = 6, 5
# The shortest shared passage that is never missed, in words.
SURE = _SHINGLE + _WINDOW - 1
# A document is a copy where this part of it, or of the origin, is shared, and so many words at least; an excerpt is
# one passage of so many words.
_COPY, _COPY_WORDS, _EXCERPT_WORDS = 0.5, 25, 15
# Of documents that share a fingerprint only the earliest are looked at: what all print is nobody's origin.
_EARLIEST, _CANDIDATES = 40, 4
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Text:
    document: Document
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def span(self, first: int, last: int) -> Span:
        """From the first to the last word, both included."""
        return self.document.span(self.places[first][0], self.places[last][1])


@dataclass(frozen=True, slots=True)
class _Block:
    """`size` equal words from word `left` of the origin and word `right` of the copy."""

    left: int
    right: int
    size: int


def copies(documents: Iterable[Document]) -> tuple[Copy, ...]:
    """For each document the earliest one that it shares text with; documents without a date come last.

    References are left out: their rows repeat each other, and a table is nobody's article.
    """
    texts = [_text(d) for d in sorted(documents, key=_earliest_first) if not d.mapping]
    seen: dict[int, list[tuple[int, int]]] = {}
    found: list[Copy] = []
    for n, text in enumerate(texts):
        prints = list(_fingerprints(text.words))
        if copy := _best(text, prints, seen, texts):
            found.append(copy)
        for fingerprint, place in prints:
            places = seen.setdefault(fingerprint, [])
            if len(places) < _EARLIEST:
                places.append((n, place))
    return tuple(sorted(found, key=lambda c: (c.origin, c.copy)))


def _earliest_first(document: Document) -> tuple[date, int, int, str]:
    """The day; of one day an agency's own text, then those who credit an agency; then the longer text."""
    own = document.wire and document.wire.casefold() == (document.publisher or "").casefold()
    rank = 0 if own else 1 if document.wire else 2
    return document.published or date.max, rank, -len(document.text), document.id


def _text(document: Document) -> _Text:
    """The words of the body: headlines and page furniture are the outlet's own."""
    parts = [s for s in document.sections if s.part == "body"]
    found = [m for s in parts for m in _WORD.finditer(document.text, s.start, s.end)]
    return _Text(document, tuple(m.group().lower() for m in found), tuple((m.start(), m.end()) for m in found))


def _fingerprints(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Hashes with their word positions, thinned so that each window keeps its least one."""
    hashes = [zlib.crc32(" ".join(words[n : n + _SHINGLE]).encode()) for n in range(len(words) - _SHINGLE + 1)]
    last = -1
    for start in range(max(1, len(hashes) - _WINDOW + 1) if hashes else 0):
        window = hashes[start : start + _WINDOW]
        place = start + max(i for i, h in enumerate(window) if h == min(window))
        if place != last:
            last = place
            yield hashes[place], place


def _best(
    text: _Text, prints: Sequence[tuple[int, int]], seen: dict[int, list[tuple[int, int]]], texts: Sequence[_Text]
) -> Copy | None:
    """Of the earlier documents that share most, the earliest that this one is a copy of, else the one shared most."""
    votes = Counter(n for fingerprint, _ in prints for n in {m for m, _ in seen.get(fingerprint, ())})
    likely = sorted(n for n, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_CANDIDATES])
    made = [c for n in likely if (c := _copy(texts[n], text, _aligned(n, text, prints, seen, texts[n])))]
    whole = [c for c in made if c.kind == "copy"]
    return whole[0] if whole else max(made, key=lambda c: c.share, default=None)


def _aligned(
    n: int, text: _Text, prints: Sequence[tuple[int, int]], seen: dict[int, list[tuple[int, int]]], origin: _Text
) -> list[_Block]:
    """Common passages, grown from the fingerprints in both directions, the longest first, none over another."""
    seeds = {(left, right) for f, right in prints for m, left in seen.get(f, ()) if m == n}
    grown = {b for left, right in seeds if (b := _grow(origin.words, text.words, left, right)).size >= _SHINGLE}
    taken: set[int] = set()
    kept: list[_Block] = []
    for block in sorted(grown, key=lambda b: (-b.size, b.right, b.left)):
        places = range(block.right, block.right + block.size)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(block)
    return sorted(kept, key=lambda b: b.right)


def _grow(one: Sequence[str], two: Sequence[str], left: int, right: int) -> _Block:
    while left and right and one[left - 1] == two[right - 1]:
        left, right = left - 1, right - 1
    size = 0
    while left + size < len(one) and right + size < len(two) and one[left + size] == two[right + size]:
        size += 1
    return _Block(left, right, size)


def _copy(origin: _Text, text: _Text, blocks: Sequence[_Block]) -> Copy | None:
    shared = sum(b.size for b in blocks)
    share, carried = shared / max(1, len(text.words)), shared / max(1, len(origin.words))
    whole = max(share, carried) >= _COPY and shared >= _COPY_WORDS
    long = [b for b in blocks if b.size >= SURE]
    if not whole and not any(b.size >= _EXCERPT_WORDS for b in long):
        return None
    kept = blocks if whole else long
    return Copy(
        origin=origin.document.id,
        copy=text.document.id,
        kind="copy" if whole else "excerpt",
        share=round(share, 3),
        passages=tuple((_left(origin, b), text.span(b.right, b.right + b.size - 1)) for b in kept),
        because=_because(origin.document, text.document, shared, share, carried),
    )


def _left(origin: _Text, block: _Block) -> Span:
    return origin.span(block.left, block.left + block.size - 1)


def _because(origin: Document, document: Document, shared: int, share: float, carried: float) -> str:
    words = f"{shared} words, {share:.0%} of {document.name} and {carried:.0%} of {origin.name}, are the same"
    days = origin.published, document.published
    if days[0] and days[1]:
        order = (
            "on the same day"
            if days[0] == days[1]
            else f"which is of {days[0]}, {(days[1] - days[0]).days} days earlier"
        )
        words += f", {order}"
    return words + (f"; it credits {document.wire}" if document.wire else "")
