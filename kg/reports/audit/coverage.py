"""Which sentences carry no claim, and why: what an auditor must read with their own eyes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.reports.audit.values import Article, Block, Claim, Cover, Sentence

# The end of a sentence: a stop, perhaps closing quotes, blanks, then a capital, a digit or an opening quote.
_END = re.compile(r"[.!?…]['\"”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sgt|Sen|Rep|Gov|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\.[A-Za-z])\.$"
)
_QUOTED = re.compile(r"[\"“][^\"”]{12,}[\"”]")

WHY: dict[Cover, str] = {
    "attributed": "has a claim with a source",
    "narrated": "told in the outlet's own voice",
    "furniture": "page furniture: not read",
    "unattributed-quotation": "a quotation that no rule gave to anyone",
    "no-claim": "no cue and no event of a known type",
}


def coverage(articles: Iterable[Article], claims: Iterable[Claim]) -> tuple[Sentence, ...]:
    """Every sentence of the articles with what covers it, in order."""
    of_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_article[claim.document].append(claim)
    return tuple(s for a in articles for s in _article(a, of_article.get(a.id, [])))


def _article(article: Article, claims: Sequence[Claim]) -> Iterator[Sentence]:
    # Both sorted by place, so that one pass over the sentences is enough however long the article is.
    marks = sorted((p.start, p.end, c.number, c.kind) for c in claims for p in (*c.source, *c.cue, *c.content))
    first = 0
    for block in article.blocks:
        for start, end in sentences(article.text, block):
            if block.part == "furniture":
                yield Sentence(article.id, start, end, "furniture")
                continue
            while first < len(marks) and marks[first][1] <= start and marks[first][0] < start:
                first += 1
            here = [m for m in _until(marks, first, end) if m[1] > start]
            yield Sentence(article.id, start, end, _cover(article.text[start:end], here), _numbers(here))


def _until(marks: Sequence[tuple[int, int, int, str]], first: int, end: int) -> Iterator[tuple[int, int, int, str]]:
    for mark in marks[first:]:
        if mark[0] >= end:
            return
        yield mark


def _numbers(marks: Iterable[tuple[int, int, int, str]]) -> tuple[int, ...]:
    return tuple(sorted({m[2] for m in marks}))


def _cover(text: str, marks: Sequence[tuple[int, int, int, str]]) -> Cover:
    if any(kind != "narrated" for *_, kind in marks):
        return "attributed"
    if marks:
        return "narrated"
    return "unattributed-quotation" if _QUOTED.search(text) else "no-claim"


def sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a section by their stops, for coverage only: claims do not depend on them.

    >>> list(sentences("One. Mr. Two said so. Three", Block("body", 0, 27)))
    [(0, 4), (5, 21), (22, 27)]
    """
    start = block.start
    if block.part == "furniture":
        yield block.start, block.end
        return
    for match in _END.finditer(text, block.start, block.end):
        if _SHORT.search(text, max(start, match.end() - 8), match.end()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
