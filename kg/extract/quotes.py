"""Quotation marks → quotations of one paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.text import normalised

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.text import Paragraph

_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»″")
_ENDS = frozenset(",.?!…-")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks: tokens [start, end) with the marks, [first, last) without them and a closing comma.

    `closed` is false where the quotation runs on beyond the paragraph; `last_mark` is the punctuation that the words
    end with inside the marks (",", ".", "?", …) or "".
    """

    start: int
    end: int
    first: int
    last: int
    closed: bool
    last_mark: str
    speech: bool


def quotes(paragraph: Paragraph, running: bool = False) -> tuple[Quote, ...]:
    """The quotations of a paragraph in order. `running`: one of the paragraph before was left open."""
    doc = paragraph.doc
    starts = [t.idx for t in doc]
    found: list[Quote] = []
    for a, b, closed in _pairs(paragraph, running):
        quote = _quote(doc, bisect_right(starts, a) - 1, bisect_right(starts, b) - 1, closed)
        if quote and (not found or quote.start >= found[-1].end):
            found.append(quote)
    return tuple(found)


def _quote(doc: Doc, opening: int, closing: int, closed: bool) -> Quote | None:
    """From the tokens that hold the marks; an unclosed quotation ends with the last token."""
    first = opening + 1 if not any(c.isalnum() for c in doc[opening].text) else opening
    end = closing + 1
    last = closing if closed and not any(c.isalnum() for c in doc[closing].text) else end
    mark = doc[last - 1].text[-1] if last > first else ""
    if not closed and last > first and doc[last - 1].text in {'"', "''"}:
        last -= 1
    while last > first and doc[last - 1].text in {",", "-", "--", "–", "—"}:
        last -= 1
    if last <= first:
        return None
    words = [t for t in doc[first:last] if t.is_alpha]
    verb = any(t.pos_ in {"VERB", "AUX"} for t in words)
    ended = mark in _ENDS
    speech = (len(words) >= 2 and (ended or (verb and len(words) >= 4))) or (ended and len(words) >= 1)
    return Quote(opening, end, first, last, closed, mark if ended else "", speech)


def _pairs(paragraph: Paragraph, running: bool) -> Iterator[tuple[int, int, bool]]:
    """Offsets of opening and closing marks in the paragraph, and whether the closing one is there."""
    section = paragraph.section
    text = normalised(paragraph.document.text[section.start : section.end])
    original = paragraph.document.text
    start = paragraph.start
    opened: int | None = None
    for at, width in _marks(text):
        shape = original[start + at]
        before = text[at - 1] if at else " "
        after = text[at + width] if at + width < len(text) else " "
        if opened is None:
            stray = shape in _CLOSING or (
                shape not in _OPENING and not before.isspace() and not after.isalnum() and before not in "([-—–"
            )
            if not stray:
                opened = at
            elif running and not any(c in '"' for c in text[:at]):
                yield 0, at, True
        elif before in ",.?!" and not after.isalnum():
            yield opened, at, True
            opened = None
        elif shape in _OPENING or (
            shape not in _CLOSING and before.isspace() and not after.isspace() and at > opened + 1
        ):
            yield opened, at - 1, False
            opened = at
        else:
            yield opened, at, True
            opened = None
    if opened is not None and len(text) - opened > 2:
        yield opened, len(text) - 1, False
    if not any(True for _ in _marks(text)):
        yield from _single(text)


_MARK = re.compile("''|\"")


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Offsets and widths of double quotation marks, also those typed as two single ones."""
    return ((m.start(), m.end() - m.start()) for m in _MARK.finditer(text))


def _single(text: str) -> Iterator[tuple[int, int, bool]]:
    """Quotations in single marks, where the paragraph has no double ones."""
    opened: int | None = None
    for i, c in enumerate(text):
        if c != "'":
            continue
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if opened is None:
            if (before.isspace() or before in "([-—–:") and after.isalnum():
                opened = i
        elif not after.isalnum() and not before.isspace():
            if text[i - 1] == "s" and "'" in text[i + 1 :] and not _closes(text, i):
                continue
            yield opened, i, True
            opened = None


def _closes(text: str, at: int) -> bool:
    """Whether a mark after an s closes a quotation and is no possessive: punctuation or the end follows."""
    return at + 1 >= len(text) or text[at + 1] in ",.;:?!)"
