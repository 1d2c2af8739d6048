"""Blocks, marks and documents of corpus/: how they are read and how they go out (format: corpus/README.md)."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).resolve().parent.parent / "corpus"
FIELDS = ("manner", "topic", "group")
DEV_SHARE = 10  # percent of the documents
LABEL = r"(\^?)(\d+)([sct])(~?)"
MARK = re.compile(rf"\[({LABEL}(?:\+{LABEL})*) |\]|\\[\[\]]|\[")
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

    >>> text, parts = strip_marks("[1s Kim] [1c said] [1t no]")
    >>> text, [(p.number, p.role, p.start, p.end) for p in parts]
    ('Kim said no', [(1, 's', 0, 3), (1, 'c', 4, 8), (1, 't', 9, 11)])
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


def overlap(left: Spans, right: Spans) -> bool:
    return any(s < b and a < e for s, e in left for a, b in right)


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Without what lies in another's content or source, for corpora that allow one attribution a token."""
    return [a for a in found if not any(b is not a and overlap(b.content + b.source, a.cue) for b in found)]


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
