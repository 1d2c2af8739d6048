"""The rules of corpus/README.md that a program can check."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus_format import WORD, Block, Problem, Spans, overlap

NGRAM = 8  # words in a row that no text of anyone else may share with ours
SUBJECT_AT_HAND = re.compile(r"(?!according|being)\w+ing\b(?! to be)")


def _inside(inner: Spans, outer: Spans) -> bool:
    return all(any(a <= s and e <= b for a, b in outer) for s, e in inner)


def _carried_on(block: Block, number: int, after: Block | None) -> bool:
    """Whether the next paragraph of the same document goes on with this attribution."""
    same = after is not None and after.field("group") == block.field("group")
    return after is not None and same and any(a.carried and a.number == number for a in after.attributions)


def _faults(block: Block, after: Block | None) -> Iterator[str]:
    own = [a for a in block.attributions if not a.carried]
    taken = {a.number for a in block.attributions if a.carried}
    free = [n for n in range(1, len(own) + len(taken) + 1) if n not in taken][: len(own)]
    if [a.number for a in own] != free:
        yield f"attributions are not numbered {free}"
    for a in block.attributions:
        if not a.content and not _carried_on(block, a.number, after):
            yield f"attribution {a.number} has no content"
        if not a.cue and not a.carried:
            yield f"attribution {a.number} has no cue"
        if len(a.source) > 1:
            yield f"attribution {a.number} has its source in two places"
        if a.cue and not a.source and SUBJECT_AT_HAND.match(block.text[slice(*a.cue[0])]):
            yield f"a participle's source is the subject of its clause: attribution {a.number}"
        if a.carried and (a.cue or a.source):
            yield f"what is carried over (^{a.number}) can only be content"
        if overlap(a.source, a.cue) or overlap(a.source + a.cue, a.content):
            yield f"attribution {a.number} overlaps itself"
    for a in own:
        for b in own:
            if a is b or not overlap(a.content, b.cue):
                continue
            if not _inside(b.cue, a.content) or not _inside(b.content, a.content):
                yield f"the cue of {b.number} lies in the content of {a.number}, the rest of it does not"
            if overlap(b.content, a.cue):
                yield f"{a.number} and {b.number} lie inside each other"
    if "  " in block.text or block.text != block.text.strip():
        yield "doubled or outer blanks"


def _quote_faults(block: Block, after: Block | None) -> Iterator[str]:
    """A quotation may stay open only where the next paragraph of the same document opens it anew."""
    goes_on = after is not None and after.field("group") == block.field("group") and after.text[0] in "\"“'"
    if block.text.count('"') % 2 and not goes_on:
        yield "an odd number of quotation marks"
    if block.text.count("“") - block.text.count("”") not in ((0, 1) if goes_on else (0,)):
        yield "curly quotation marks do not pair"


def check(blocks: Sequence[Block]) -> Iterator[Problem]:
    """Every broken rule, in reading order."""
    seen: dict[str, Block] = {}
    last_of: dict[str, int] = {}
    for i, block in enumerate(blocks):
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        before = blocks[i - 1] if i and blocks[i - 1].field("group") == block.field("group") else None
        faults = [*_faults(block, after), *_quote_faults(block, after)]
        for a in block.attributions:
            if a.carried and (before is None or all(a.number != b.number for b in before.attributions)):
                faults.append(f"^{a.number} goes on with nothing of the block before")
        key = " ".join(WORD.findall(block.text.lower()))
        if key in seen:
            faults.append(f"the same text stands in {seen[key].path.name}:{seen[key].line}")
        seen.setdefault(key, block)
        if last_of.get(block.field("group"), i - 1) != i - 1:
            faults.append(f"group {block.field('group')} is taken up again after another")
        last_of[block.field("group")] = i
        yield from (Problem(block.path, block.line, f) for f in faults)


def ngrams(text: str) -> Iterator[str]:
    words = WORD.findall(text.lower().replace("’", "'"))
    return (" ".join(words[i : i + NGRAM]) for i in range(len(words) - NGRAM + 1))


def shared(blocks: Iterable[Block], others: Iterable[str]) -> Iterator[Problem]:
    """Runs of NGRAM words that also stand in a text of someone else."""
    foreign = {g for text in others for g in ngrams(text)}
    for block in blocks:
        for gram in ngrams(block.text):
            if gram in foreign:
                yield Problem(block.path, block.line, f"shares {NGRAM} words with another text: {gram}")
