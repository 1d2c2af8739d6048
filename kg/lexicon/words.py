"""Phrases to look up in text, longest first, aware of case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_PIECE = re.compile(r"\w+|[^\w\s]")


class Piece(NamedTuple):
    """A run of letters and digits, or one sign, at the characters [start, end) of a text."""

    text: str
    start: int
    end: int
    folded: str


def pieces(text: str) -> list[Piece]:
    """Cut a text the way phrases are cut, whatever a tokeniser makes of hyphens and dots.

    >>> [p.text for p in pieces("Kim Jong-un's U.S. visit")]
    ['Kim', 'Jong', '-', 'un', "'", 's', 'U', '.', 'S', '.', 'visit']
    """
    return [Piece(w := m.group(), m.start(), m.end(), w.casefold()) for m in _PIECE.finditer(text)]


@dataclass(frozen=True)
class Phrases(Generic[T]):
    """Phrases with what they stand for. Capital letters in a phrase count unless it is `folded`.

    >>> names = Phrases()
    >>> names.add("US", 1); names.add("state media", 2); names.add("Nato", 3)
    >>> [(m[2], m[3]) for m in names.find(pieces("State media told us that the US and NATO agree"))]
    [((2,), 'state media'), ((1,), 'US'), ((3,), 'Nato')]
    """

    folded: bool = False
    _entries: dict[str, list[tuple[tuple[str, ...], str, list[T]]]] = field(default_factory=dict)

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; one phrase may stand for several things."""
        words = tuple(_PIECE.findall(phrase))
        if not words:
            return
        rows = self._entries.setdefault(words[0].casefold(), [])
        for have, _, values in rows:
            if have == words:
                if value not in values:
                    values.append(value)
                return
        rows.append((words, phrase, [value]))
        rows.sort(key=lambda row: (-len(row[0]), row[0]))

    def at(self, text: list[Piece], i: int) -> Iterator[tuple[int, tuple[T, ...], str]]:
        """The phrases that start at piece `i`, longest first: (pieces, what for, phrase)."""
        for words, phrase, values in self._entries.get(text[i].folded, ()):
            if i + len(words) <= len(text) and all(
                self._fits(w, text[i + k], len(words) > 1) for k, w in enumerate(words)
            ):
                yield len(words), tuple(values), phrase

    def find(self, text: list[Piece]) -> Iterator[tuple[int, int, tuple[T, ...], str]]:
        """The longest phrases from left to right, without overlap: (first piece, end, what for, phrase)."""
        i = 0
        while i < len(text):
            found = next(self.at(text, i), None) if text[i].folded in self._entries else None
            if found and text[i].folded == "the" and self._beaten(text, i, found[0]):
                found = None
            if found:
                yield i, i + found[0], found[1], found[2]
            i += found[0] if found else 1

    def _beaten(self, text: list[Piece], i: int, length: int) -> bool:
        """Whether a name that starts after "the" reaches further: "the South Korean" is not "the South"."""
        return any(k + n > length for k in range(1, length) for n, _, _ in self.at(text, i + k))

    def _fits(self, word: str, seen: Piece, phrase: bool) -> bool:
        if word == seen.text:
            return True
        if word.casefold() != seen.folded:
            return False
        if self.folded or word.islower():
            return True
        # "Nato" for NATO, "KIM JONG UN" in a headline; never "us" for US.
        shouted = seen.text.isupper() and (phrase or len(word) > 2)
        return shouted or (len(word) > 3 and word.isupper() and seen.text.istitle())
