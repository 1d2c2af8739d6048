"""Where words stand in a document: exactly, else by one match that differs in blanks and quotation marks alone."""

import re
from collections.abc import Iterator, Sequence

Place = tuple[int, int]
"""Characters [start, end) of a document's text."""

_SINGLE = frozenset("‘’‚‛′`´'")
_DOUBLE = frozenset('“”„‟«»″"')
QUOTES = _SINGLE | _DOUBLE
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


def exact(text: str, words: str, start: int, end: int) -> Iterator[Place]:
    """Every place between start and end where the words stand as they are, as whole words.

    >>> list(exact("The weather, he said", "he", 0, 20))
    [(13, 15)]
    """
    at = text.find(words, start, end) if words else -1
    while at >= 0:
        if _whole(text, at, at + len(words)):
            yield at, at + len(words)
        at = text.find(words, at + 1, end)


def similar(text: str, words: str, start: int, end: int) -> list[Place]:
    """Every place where the words stand if blanks and the forms of quotation marks do not count.

    >>> list(similar('He said: “It’s  over,” then.', '"It\\'s over,"', 0, 28))
    [(9, 22)]
    """
    plain, offsets = _plain(text[start:end])
    wanted = _plain(words)[0].strip()
    found = (m.start() for m in re.finditer(f"(?={re.escape(wanted)})", plain)) if wanted else ()
    places = ((start + offsets[a], start + offsets[a + len(wanted) - 1] + 1) for a in found)
    return [p for p in places if _whole(text, *p)]


def gap(a: Place, b: Place) -> int:
    """The characters between two places; 0 where they touch or overlap.

    >>> gap((0, 3), (5, 9)), gap((5, 9), (0, 6))
    (2, 0)
    """
    return max(0, b[0] - a[1], a[0] - b[1])


def apart(a: Place, others: Sequence[Place]) -> bool:
    """Whether a place shares no character with the others."""
    return not any(a[0] < e and s < a[1] for s, e in others)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at the ends."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_letter(before) and _letter(text[start])) and not (_letter(after) and _letter(text[end - 1]))


def _letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with single blanks and plain marks, and for each of its characters the one that it stands for."""
    plain: list[str] = []
    offsets: list[int] = []
    for n, char in enumerate(text):
        if char in _UNSEEN:
            continue
        new = " " if char.isspace() else "'" if char in _SINGLE else '"' if char in _DOUBLE else char
        if new == " " and plain and plain[-1] == " ":
            continue
        plain.append(new)
        offsets.append(n)
    return "".join(plain), offsets
