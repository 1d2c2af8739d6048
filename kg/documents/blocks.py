"""Text → blocks: where paragraphs begin and end, in texts of one paragraph a line and in hard-wrapped ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_FINISHED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_FIRST_WORD = re.compile(r"\S+")

# A column width that somebody may have wrapped prose to, in characters. Below it stand lists, above it paragraphs.
_NARROWEST, _WIDEST = 30, 250
# In wrapped English prose more than half of the continuing lines begin in lower case, in lists next to none do.
_LOWER_SHARE = 0.35
# A line that had room for the next word ends its paragraph; the slack is for ragged hand-made breaks.
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    after_blank: bool


def finished(line: str) -> bool:
    """Whether a line ends as a sentence or an introduction does.

    >>> finished("He said so."), finished('“Yes,” he said: "No."'), finished("North Korea fires missiles")
    (True, True, False)
    """
    return bool(_FINISHED.search(line[-8:]))


def _lines(text: str) -> Iterator[_Line]:
    previous_end = 0
    for match in _LINE.finditer(text):
        content = match.group()
        stripped = content.strip()
        if not stripped:
            continue
        indent = len(content) - len(content.lstrip())
        start = match.start() + indent
        gap = text[previous_end:start]
        yield _Line(start, start + len(stripped), indent, gap.count("\n") > 1 or gap.count("\r") > 1)
        previous_end = start + len(stripped)


def _first_word(text: str, line: _Line) -> str:
    match = _FIRST_WORD.match(text, line.start, line.end)
    return match.group() if match else ""


def _width(text: str, lines: list[_Line]) -> int:
    """The column that the text was wrapped to, or 0 when each line is a paragraph of its own."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    lower = [a for a, b in pairs if text[b.start].islower() and not finished(text[a.start : a.end])]
    if len(lower) < 2 or len(lower) < _LOWER_SHARE * len(pairs):
        return 0
    lengths = sorted(a.end - a.start for a, _ in pairs)
    width = lengths[len(lengths) * 9 // 10]
    return width if _NARROWEST <= width <= _WIDEST else 0


def _continues(text: str, a: _Line, b: _Line, width: int) -> bool:
    """Whether line `b` goes on with the paragraph of line `a`."""
    if b.after_blank or b.indent >= a.indent + 2:
        return False
    if text[b.start].islower() and not finished(text[a.start : a.end]):
        return True
    return a.end - a.start + 1 + len(_first_word(text, b)) >= _FULL * width


def blocks(text: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs as [start, end), without the blanks around them.

    >>> blocks("One line.\\nTwo lines.\\n")
    ((0, 9), (10, 20))
    """
    lines = list(_lines(text))
    width = _width(text, lines)
    found: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if width and i and _continues(text, lines[i - 1], line, width):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
    return tuple(found)
