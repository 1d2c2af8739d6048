"""Read, check, count and convert the annotated news paragraphs of corpus/ (format: corpus/README.md).

python tools/corpus.py check [--against FILE...]     exit 1 when a block breaks a rule
python tools/corpus.py stats [--jsonl FILE...]       the distribution of forms; of other corpora too, for comparison
python tools/corpus.py jsonl [--part train|dev|all] [--flat] [--core]
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).resolve().parent.parent / "corpus"
FIELDS = ("manner", "topic", "group")
DEV_SHARE = 10  # percent of the documents
NGRAM = 8  # words in a row that no text of anyone else may share with ours
LABEL = r"(\^?)(\d+)([sct])(~?)"
MARK = re.compile(rf"\[({LABEL}(?:\+{LABEL})*) |\]|\\[\[\]]|\[")
SUBJECT_AT_HAND = re.compile(r"(?!according|being)\w+ing\b(?! to be)")
WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"\n]*\"|''[^'\n]+(?:'[^'\n]+)*''", re.M)
Spans: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One marked stretch: which attribution it belongs to, as what, and where in the plain text."""

    number: int
    role: str
    start: int
    end: int
    attitude: bool = False
    carried: bool = False  # belongs to an attribution of the block before


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one claim, in character offsets of its text."""

    number: int
    source: Spans
    cue: Spans
    content: Spans
    attitude: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or headline with its marks taken off."""

    path: Path
    line: int
    header: tuple[tuple[str, str], ...]
    headline: bool
    text: str
    attributions: tuple[Attribution, ...]

    def field(self, name: str) -> str:
        return dict(self.header).get(name, "")


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of one group joined by blank lines."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.message}"


def strip_marks(marked: str) -> tuple[str, list[Part]]:
    r"""Split a marked paragraph into its plain text and its parts; ValueError on brackets that do not fit.

    >>> strip_marks("[1s Kim] [1c said] [1t no]")
    ('Kim said no', [Part(number=1, role='s', start=0, end=3, attitude=False, carried=False), \
Part(number=1, role='c', start=4, end=8, attitude=False, carried=False), \
Part(number=1, role='t', start=9, end=11, attitude=False, carried=False)])
    """
    plain, at, opened = "", 0, list[tuple[int, str]]()
    parts: list[Part] = []
    for mark in MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark[0].startswith("\\"):
            plain += mark[0][1]
        elif mark[0] == "]":
            if not opened:
                raise ValueError(f"a ] closes nothing after {plain[-30:]!r}")
            start, labels = opened.pop()
            parts += _close(plain, start, labels)
        elif mark[1] is None:
            raise ValueError(f"a [ opens no mark before {marked[at : at + 30]!r}; write \\[ for a bracket of the text")
        else:
            opened.append((len(plain), mark[1]))
    if opened:
        raise ValueError(f"mark {opened[-1][1]} is never closed")
    return plain + marked[at:], sorted(parts, key=lambda p: (p.start, -p.end, p.number, p.role))


def _close(plain: str, start: int, labels: str) -> Iterator[Part]:
    words = plain[start:]
    if not words or words != words.strip():
        raise ValueError(f"mark {labels} is empty or has a blank at its edge: {words!r}")
    for carried, number, role, attitude in re.findall(LABEL, labels):
        yield Part(int(number), role, start, len(plain), bool(attitude), bool(carried))


def attributions(parts: Iterable[Part]) -> tuple[Attribution, ...]:
    """Gather parts by number; a number carried over from the block before is kept apart from the block's own."""
    by_number: dict[tuple[bool, int], list[Part]] = {}
    for part in parts:
        by_number.setdefault((not part.carried, part.number), []).append(part)
    return tuple(_gathered(number, mine, carried=not own) for (own, number), mine in sorted(by_number.items()))


def _gathered(number: int, parts: Sequence[Part], carried: bool) -> Attribution:
    source, cue, content = (tuple((p.start, p.end) for p in parts if p.role == role) for role in "sct")
    return Attribution(number, source, cue, content, any(p.attitude for p in parts), carried)


def read_file(path: Path) -> Iterator[Block | Problem]:
    """The blocks of one corpus file; a header holds until the next one."""
    header: tuple[tuple[str, str], ...] = ()
    line = 1
    for chunk in re.split(r"(\n\s*\n)", path.read_text("utf-8")):
        lines = [x for x in chunk.strip().split("\n") if x]
        start = line + len(chunk) - len(chunk.lstrip("\n"))
        line += chunk.count("\n")
        if lines and lines[0].startswith("#"):
            header = tuple((k.strip(), v.strip()) for k, _, v in (f.partition(":") for f in lines[0][1:].split("|")))
            if [k for k, _ in header] != list(FIELDS) or not all(v for _, v in header):
                yield Problem(path, start, f"the header does not read '# {' … | '.join(f + ':' for f in FIELDS)} …'")
            lines, start = lines[1:], start + 1
        if not lines:
            continue
        if len(lines) > 1 or not header:
            yield Problem(path, start, "a block is one line" if header else "no header stands before this block")
            continue
        try:
            text, parts = strip_marks(lines[0].removeprefix("= "))
        except ValueError as bad:
            yield Problem(path, start, str(bad))
            continue
        yield Block(path, start, header, lines[0].startswith("= "), text, attributions(parts))


def read(folder: Path = FOLDER) -> tuple[list[Block], list[Problem]]:
    found = [x for path in sorted(folder.glob("[0-9]*.txt")) for x in read_file(path)]
    return [x for x in found if isinstance(x, Block)], [x for x in found if isinstance(x, Problem)]


def _inside(inner: Spans, outer: Spans) -> bool:
    return all(any(a <= s and e <= b for a, b in outer) for s, e in inner)


def _overlap(left: Spans, right: Spans) -> bool:
    return any(s < b and a < e for s, e in left for a, b in right)


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
        if _overlap(a.source, a.cue) or _overlap(a.source + a.cue, a.content):
            yield f"attribution {a.number} overlaps itself"
    for a in own:
        for b in own:
            if a is b or not _overlap(a.content, b.cue):
                continue
            if not _inside(b.cue, a.content) or not _inside(b.content, a.content):
                yield f"the cue of {b.number} lies in the content of {a.number}, the rest of it does not"
            if _overlap(b.content, a.cue):
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


def documents(blocks: Iterable[Block]) -> Iterator[Document]:
    """One document a group, offsets counted in the joined text, carried parts joined to where they belong."""
    for group, members in groupby(blocks, key=lambda b: b.field("group")):
        text, made, before = "", list[Attribution](), dict[int, int]()
        for block in members:
            text += "\n\n" if text else ""
            here = dict[int, int]()
            for a in block.attributions:
                moved = _moved(a, len(text))
                if a.carried:
                    to = here[a.number] = before[a.number]
                    made[to] = _joined(made[to], moved.content)
                else:
                    here[a.number] = len(made)
                    made.append(moved)
            text, before = text + block.text, here
        yield Document(group, text, tuple(made))


def _moved(a: Attribution, by: int) -> Attribution:
    def shift(spans: Spans) -> Spans:
        return tuple((s + by, e + by) for s, e in spans)

    return Attribution(a.number, shift(a.source), shift(a.cue), shift(a.content), a.attitude, a.carried)


def _joined(a: Attribution, content: Spans) -> Attribution:
    return Attribution(a.number, a.source, a.cue, a.content + content, a.attitude, a.carried)


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Without what lies in another's content or source, for corpora that allow one attribution a token."""
    return [a for a in found if not any(b is not a and _overlap(b.content + b.source, a.cue) for b in found)]


def part_of(group: str) -> str:
    """Train or dev, by the name of the document alone, so that adding documents moves none.

    >>> part_of("us-politics-1") in ("train", "dev")
    True
    """
    return "dev" if int(hashlib.sha256(group.encode()).hexdigest(), 16) % 100 < DEV_SHARE else "train"


def to_jsonl(docs: Iterable[Document], flat: bool = False, core: bool = False) -> Iterator[str]:
    """Lines as ../shared/eval/score_attribution.py reads them; `core` leaves out plans and attitudes (cue marked ~)."""
    for doc in docs:
        kept = [a for a in doc.attributions if not (core and a.attitude)]
        rows = [
            {"source": _spans(a.source) or None, "cue": _spans(a.cue), "content": _spans(a.content)}
            for a in (outermost(kept) if flat else kept)
        ]
        yield json.dumps({"doc_id": doc.id, "text": doc.text, "attributions": rows}, ensure_ascii=False)


def _spans(spans: Spans) -> list[int] | list[list[int]]:
    return list(spans[0]) if len(spans) == 1 else [list(s) for s in spans]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("action", choices=("check", "stats", "jsonl"))
    parser.add_argument("--against", nargs="*", type=Path, default=[], help="files that may share no words with ours")
    parser.add_argument("--jsonl", nargs="*", type=Path, default=[], help="other corpora to count beside ours")
    parser.add_argument("--part", choices=("train", "dev", "all"), default="all")
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--core", action="store_true")
    options = parser.parse_args(argv)
    blocks, problems = read()
    problems += check(blocks)
    if options.against:
        problems += shared(blocks, (p.read_text("utf-8") for p in options.against))
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    if options.action == "stats":
        from corpus_stats import table  # beside this file; only this command needs it

        print(table(list(documents(blocks)), blocks, options.jsonl))
    if options.action == "jsonl":
        kept = (d for d in documents(blocks) if options.part in ("all", part_of(d.id)))
        sys.stdout.writelines(line + "\n" for line in to_jsonl(kept, options.flat, options.core))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
