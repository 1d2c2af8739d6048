"""Text → sections: which blocks are headline, caption, body or page furniture.

General cues of the language and of news pages only (`kg.documents.cues`) and the place of a block on the page.
Marking a block as furniture loses what it says, so every doubt goes to the body.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.blocks import blocks, finished
from kg.documents.cues import CAPTION, FURNITURE, NOTICES, OPENERS, cue, menu_path
from kg.documents.dateline import opening
from kg.documents.stamps import credited, signed
from kg.model import Part, Section

_WORD = re.compile(r"\w+")
_SENTENCE_BREAK = re.compile(r"[a-z0-9)\]”\"'’][.!?][\"'”’)]* +[\"'“‘(]?[A-Z]")
# Words that stay small in a headline with capitals.
_SMALL = frozenset(
    ("an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "nor", "but", "by", "with", "from", "as", "is")
) | frozenset(("are", "it", "vs", "via", "into", "over", "re", "ll", "ve"))
# A heading between paragraphs; a number or a name with an age in its place is a list's.
_HEADING = re.compile(r"[\"'“‘]?[A-Z](?:.*[^\W\d])?[\"'”’]?")
_QUESTION = re.compile(
    r"(?:What|Why|How|Who|When|Where|Which|Is|Are|Will|Can|Could|Does|Do|Did|Has|Have)\b[^.!\"“”]*\?"
)
# No caption tells the minute.
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_SOURCE = re.compile(r"(?i:sources?|with inputs? from|agenc(?:y|ies)): .{1,60}")
# Cues are short lines; what is longer is prose (and would make patterns slow).
_LONGEST_CUE = 800
# Words of a line without a full stop: up to so many it may be a label, a headline, another article's headline.
_LABEL, _HEADLINE, _TEASER = 4, 30, 22


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    line: str
    words: int
    stop: bool
    prose: bool
    kind: str | None
    part: Part


def _block(text: str, start: int, end: int) -> _Block:
    long = end - start > _LONGEST_CUE
    line = "" if long else " ".join(text[start:end].split())
    words = line.count(" ") + 1
    stop = finished(text[max(start, end - 8) : end])
    sentence = stop and words >= 5 and not (words <= 12 and _QUESTION.fullmatch(line))
    prose = long or words > _HEADLINE or sentence or bool(_SENTENCE_BREAK.search(line))
    kind = None if long else cue(line, FURNITURE)
    if kind:
        return _Block(start, end, line, words, stop, False, kind, "furniture")
    kind = None if long else cue(line, CAPTION)
    if kind:
        return _Block(start, end, line, words, stop, False, kind, "caption")
    kind = None if long else cue(line, NOTICES)
    return _Block(start, end, line, words, stop, prose and not kind, kind, "furniture" if kind else "body")


def _plain(line: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", line).casefold())


def _is_title(line: str, title: list[str]) -> bool:
    """Whether a line says the title, with or without the outlet's name behind it ("Title | Outlet")."""
    words = _plain(line)
    if not words or not title:
        return False
    shorter, longer = sorted((words, title), key=len)
    return longer[: len(shorter)] == shorter and (len(shorter) >= 4 or shorter == longer)


def _heads(block: _Block) -> bool:
    """Whether a line with a stop is a headline all the same: one that ends in ";" or Has Its Words in Capitals."""
    words = [w for w in _WORD.findall(block.line) if w[0].isalpha() and len(w) > 1 and w not in _SMALL]
    short = block.words <= 20 and not _SENTENCE_BREAK.search(block.line) and block.line[:1] not in "\"'“‘"
    return short and (block.line.endswith(";") or (len(words) >= 4 and all(w[0].isupper() for w in words)))


class _Page:
    """The blocks of one text while their parts are being settled; each step may change a body block's part only."""

    def __init__(self, text: str, title: str | None, captions: frozenset[str]) -> None:
        self.blocks = [_block(text, start, end) for start, end in blocks(text)]
        self.parts: list[Part] = [b.part for b in self.blocks]
        for i, b in enumerate(self.blocks):
            if b.line in captions and b.part == "body":
                self.parts[i] = "caption"
        self.title = _plain(title or "")
        prose = [i for i, b in enumerate(self.blocks) if b.prose and self.parts[i] == "body"]
        self.first = prose[0] if prose else len(self.blocks)
        self.last = prose[-1] if prose else len(self.blocks)

    def open(self, i: int) -> bool:
        """Whether block `i` is still body and neither a sentence nor the rest of one."""
        b = self.blocks[i]
        return self.parts[i] == "body" and not b.stop and not b.line[:1].islower()

    def mark_headline(self) -> None:
        """The line that says the title, else the first long enough line above the first paragraph."""
        titled = [i for i, b in enumerate(self.blocks) if b.words <= 40 and b.line and _is_title(b.line, self.title)]
        for i in titled:
            self.parts[i] = "headline"
        above = range(min(self.first, len(self.blocks)))
        found = titled[:1] or [i for i in above if self.open(i) and self.blocks[i].words >= _LABEL][:1]
        if not found and self.blocks and self.parts[0] == "body" and _heads(self.blocks[0]):
            found = [0] if len(self.blocks) > 1 else []
        if self.first == len(self.blocks) and not titled:
            return
        if not found and self.first > 0 and self.open(0):
            found = [self.first - 1] if self.open(self.first - 1) else [0]
        for i in found:
            self.parts[i] = "headline"
            self._mark_menu(i)

    def _mark_menu(self, headline: int) -> None:
        for i in range(min(headline, self.first)):
            if self.open(i) and self.blocks[i].words <= 2 * _LABEL:
                self.parts[i] = "furniture"

    def mark_paths(self) -> None:
        """A row of menu entries or a name with a date above the first paragraph; further down both stand in text."""
        for i in range(self.first):
            b = self.blocks[i]
            short = b.line and not b.stop and b.words <= 14 and not _is_title(b.line, self.title)
            if short and (menu_path(b.line) or self._dates(i)):
                self.parts[i] = "furniture"

    def _dates(self, i: int) -> bool:
        """Whether block `i` is a name and a date; the first line may be a headline that ends with one."""
        line, body = self.blocks[i].line, self.open(i)
        named = signed(line) if body or _CLOCK.search(line) else ()
        return bool(named) or (i > 0 and body and credited(line))

    def mark_alternatives(self) -> None:
        """A picture's alternative text: a line whose words the caption beside it repeats, or the credit below it."""
        for i, b in enumerate(self.blocks):
            beside = [j for j in (i + 1, i - 1) if 0 <= j < len(self.blocks) and self.parts[j] == "caption"]
            if self.parts[i] != "body" or not beside or not b.line or b.words > _HEADLINE:
                continue
            words = set(_plain(b.line))
            shared = max(len(words & set(_plain(self.blocks[j].line))) / max(len(words), 1) for j in beside)
            credit = i - 1 in beside and b.words <= _LABEL and b.line.istitle() and not b.stop
            if (shared >= 0.7 and (b.words >= _LABEL or shared == 1)) or credit:
                self.parts[i] = "caption"

    def mark_agency(self) -> None:
        """A bracketed agency closes the last paragraph of a report as it closes a caption."""
        below = range(self.last + 1 if self.last < len(self.blocks) else 0, len(self.blocks))
        for i in below:
            if self.blocks[i].kind == "agency in brackets" and self.blocks[i].stop is False:
                self.parts[i] = "body"
                self.last = i

    def mark_teasers(self) -> None:
        """Other articles' headlines: lines without a full stop under "Related", down to the next sentence."""
        under = False
        for i in range(self.first, len(self.blocks)):
            if self.parts[i] == "furniture":
                under = under or self._opens(i)
            elif not self._teases(i) or self.blocks[i].words > _TEASER:
                under = False
            elif under:
                self.parts[i] = "furniture"

    def _teases(self, i: int) -> bool:
        return self.open(i) or (self.parts[i] == "body" and bool(_QUESTION.fullmatch(self.blocks[i].line)))

    def _opens(self, i: int) -> bool:
        b = self.blocks[i]
        return b.kind in OPENERS and (b.line.endswith(":") or (b.kind == "related links" and b.words <= _LABEL))

    def mark_tail(self) -> None:
        """Below the last paragraph: labels, and every line without a full stop once furniture has begun."""
        begun = False
        for i in range(self.last + 1, len(self.blocks)):
            begun = begun or self.parts[i] == "furniture"
            label = self.blocks[i].words <= (_TEASER if begun else _LABEL) or _SOURCE.fullmatch(self.blocks[i].line)
            if self._teases(i) and label:
                self.parts[i] = "furniture"

    def mark_crossheads(self) -> None:
        """A short line without a full stop, or a short question, over a paragraph and under another heads it."""
        for i in range(1, len(self.blocks) - 1):
            b = self.blocks[i]
            above, below = (self.parts[j] == "body" and self.blocks[j].prose for j in (i - 1, i + 1))
            above = above or (i > self.first and self.parts[i - 1] == "furniture")
            heads = b.words <= 10 and self.open(i) and not b.prose and _HEADING.fullmatch(b.line)
            asks = b.words <= 8 and self.parts[i] == "body" and _QUESTION.fullmatch(b.line)
            if above and below and i > self.first and (heads or asks):
                self.parts[i] = "headline"

    def joined(self, text: str) -> tuple[Section, ...]:
        """The sections; a paragraph that goes on in lower case after a break in mid-sentence is one."""
        found: list[Section] = []
        for b, part in zip(self.blocks, self.parts, strict=True):
            before = found[-1] if found else None
            if before and before.part == part == "body" and text[b.start].islower() and _unfinished(text, before):
                found[-1] = Section(part, before.start, b.end)
            else:
                found.append(Section(part, b.start, b.end))
        return tuple(_without_datelines(text, found))


def _without_datelines(text: str, found: list[Section]) -> Iterator[Section]:
    """A dateline says nothing and misleads the parser: it is furniture of its own before the first paragraphs."""
    seen = 0
    for section in found:
        seen += section.part == "body"
        end = opening(text, section.start, section.end) if section.part == "body" and seen <= 2 else section.start
        if end > section.start:
            yield Section("furniture", section.start, len(text[:end].rstrip()))
        yield Section(section.part, end, section.end)


def _unfinished(text: str, section: Section) -> bool:
    return text[section.end - 1].isalnum() or text[section.end - 1] in ",—–-"


def sections(text: str, title: str | None = None, captions: frozenset[str] = frozenset()) -> tuple[Section, ...]:
    """The blocks of a text in order; together they cover every non-blank character, and none overlap.

    `captions` are lines that are known to be captions (an HTML page says so).

    >>> text = "Asia\\nTwo missiles fall into the sea\\nThe army saw them, it said.\\nRead more: Talks begin"
    >>> [s.part for s in sections(text)]
    ['furniture', 'headline', 'body', 'furniture']
    """
    page = _Page(text, title, captions)
    page.mark_paths()
    page.mark_alternatives()
    page.mark_headline()
    page.mark_agency()
    page.mark_teasers()
    page.mark_tail()
    page.mark_crossheads()
    return page.joined(text)
