"""Pieces of text that the network can see at once, with the characters of each token."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Tokens in a window, and how many of them the next one shows again.
SIZE, OVERLAP = 256, 64
# Tokens of what stands before a paragraph that are shown with it, and of the paragraph itself.
_BEFORE, _OWN = 60, 190
_CLS, _SEP = 101, 102
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")

Characters = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Token numbers, framed by the marks of begin and end, and the characters of the text that each stands for.

    `own` is the first token that is read; those before it are only seen.
    """

    tokens: tuple[int, ...]
    places: tuple[Characters, ...]
    own: int = 1

    @property
    def size(self) -> int:
        return len(self.tokens)


def covered(window: Window, spans: Sequence[Characters]) -> Iterator[int]:
    """The tokens of a window that stand in any of the spans; the marks of begin and end stand nowhere."""
    for n, (start, end) in enumerate(window.places):
        if start < end and any(a < end and start < b for a, b in spans):
            yield n


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with words in them, and where each begins.

    >>> list(paragraphs("One.\\n\\n Two."))
    [(0, 'One.'), (6, ' Two.')]
    """
    return ((m.start(), m.group()) for m in _PARAGRAPH.finditer(text))


def windows(parts: Iterable[tuple[int, str]], tokenizer: "Tokenizer") -> Iterator[Window]:
    """The windows of paragraphs, given as place in the document and normalised text of the same length."""
    for part in parts:
        tokens = _tokens(part, tokenizer)
        none = (part[0],) * 2
        room = SIZE - 2
        for first in range(0, max(1, len(tokens) - OVERLAP), room - OVERLAP):
            shown = tokens[first : first + room]
            if shown:
                yield Window((_CLS, *(t for t, _ in shown), _SEP), (none, *(p for _, p in shown), none))


def in_context(parts: Sequence[tuple[int, str]], number: int, tokenizer: "Tokenizer") -> Iterator[Window]:
    """The windows of one of a document's paragraphs, each behind the end of what stands before it."""
    own, before, above = _tokens(parts[number], tokenizer), list[tuple[int, Characters]](), number
    while above and len(before) < _BEFORE:
        above -= 1
        before = [*_tokens(parts[above], tokenizer), *before]
    none = (parts[number][0],) * 2
    for first in range(0, len(own), _OWN):
        seen, read = [*before, *own[:first]][-_BEFORE:], own[first : first + _OWN]
        yield Window(
            (_CLS, *(t for t, _ in seen), _SEP, *(t for t, _ in read), _SEP),
            (none, *(p for _, p in seen), none, *(p for _, p in read), none),
            len(seen) + 2,
        )


def _tokens(part: tuple[int, str], tokenizer: "Tokenizer") -> list[tuple[int, Characters]]:
    start, text = part
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return [(i, (start + a, start + b)) for i, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)]


def load_tokenizer(file: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
