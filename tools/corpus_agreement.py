"""How far two readings of the same paragraphs agree, in the measures that readers of news are scored with.

Spans are compared as sets of words, so that quotation marks and blanks never matter. Source, cue and content are each
paired one to one within a paragraph, the most alike first, and so are whole attributions. F1 is the same whichever
reading comes first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus_format import QUOTED, WORD, Attribution, Block, Problem, Spans

Words: TypeAlias = frozenset[int]  # numbers of words in the paragraph's text
ALIKE = 0.5  # least Jaccard of spans that count as found


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution as sets of words, with what it is counted under."""

    source: Words
    cue: Words
    content: Words
    forms: frozenset[str]


@dataclass(slots=True)
class Count:
    """Of how many in each reading, and how many of them agree (from each side: forms may differ within a pair)."""

    first: int = 0
    second: int = 0
    hits_first: int = 0
    hits_second: int = 0

    @property
    def f1(self) -> float:
        """The share of both readings that agrees, 0 to 1; 0 where there is nothing."""
        return (self.hits_first + self.hits_second) / max(1, self.first + self.second)


def jaccard(a: Words, b: Words) -> float:
    """
    >>> jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4})), jaccard(frozenset(), frozenset())
    (0.5, 1.0)
    """
    return len(a & b) / len(a | b) if a | b else 1.0


def paired(first: Sequence[Reading], second: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Attributions one to one, content counting most; contents must share a word."""

    def like(a: Reading, b: Reading) -> float:
        if not a.content & b.content:
            return 0.0
        return 3 * jaccard(a.content, b.content) + jaccard(a.cue, b.cue) + jaccard(a.source, b.source)

    return [
        (first[i], second[j]) for i, j in _matching(len(first), len(second), lambda i, j: like(first[i], second[j]))
    ]


def _matching(n: int, m: int, like: Callable[[int, int], float]) -> Iterator[tuple[int, int]]:
    ranked = sorted((-like(i, j), i, j) for i in range(n) for j in range(m) if like(i, j) > 0)
    left, right = set[int](), set[int]()
    for _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield i, j


def readings(block: Block) -> list[Reading]:
    words = [m.start() for m in WORD.finditer(block.text)]
    quoted = [m.span() for m in QUOTED.finditer(block.text)]

    def ids(spans: Spans) -> Words:
        return frozenset(i for i, at in enumerate(words) if any(s <= at < e for s, e in spans))

    inside = ids(tuple(quoted))
    made = []
    for a in block.attributions:
        content = ids(a.content)
        share = len(content & inside) / max(1, len(content))
        forms = {
            "direct" if share >= 0.9 else "mixed" if share else "indirect",
            "attitude ~" if a.attitude else "words",
        }
        forms |= {"carried on"} if a.carried else {"source hidden"} if not a.source else set()
        forms |= {"nested"} if _nested(a, block.attributions) else set()
        made.append(Reading(ids(a.source), ids(a.cue), content, frozenset(forms)))
    return made


def _nested(a: Attribution, others: Sequence[Attribution]) -> bool:
    return any(b is not a and any(s <= a.cue[0][0] < e for s, e in b.content) for b in others if a.cue)


def agreement(first: Sequence[Block], second: Sequence[Block]) -> tuple[dict[str, Count], list[Problem]]:
    """Counts by measure over the paragraphs of `second`, and a problem for each that `first` has not."""
    by_text = {b.text: b for b in first}
    counts: dict[str, Count] = {}
    problems = []
    for block in second:
        if block.text not in by_text:
            problems.append(Problem(block.path, block.line, "the first reading has no paragraph of these words"))
            continue
        _add(counts, readings(by_text[block.text]), readings(block))
    return counts, problems


def _add(counts: dict[str, Count], first: Sequence[Reading], second: Sequence[Reading]) -> None:
    for role in ("source", "cue", "content"):
        ours, theirs = (sorted({getattr(r, role) for r in rs} - {frozenset()}, key=sorted) for rs in (first, second))
        found = list(_matching(len(ours), len(theirs), lambda i, j, a=ours, b=theirs: jaccard(a[i], b[j])))  # type: ignore[misc]
        alike = [jaccard(ours[i], theirs[j]) for i, j in found]
        for name, least in ((f"{role} exact", 1.0), (f"{role} j50", ALIKE)):
            _count(counts, name, len(ours), len(theirs), sum(x >= least for x in alike))
    pairs = paired(first, second)
    agreed = [
        p for p in pairs if jaccard(p[0].content, p[1].content) >= ALIKE and jaccard(p[0].source, p[1].source) >= ALIKE
    ]
    _count(
        counts,
        "all three exact",
        len(first),
        len(second),
        sum((a.source, a.cue, a.content) == (b.source, b.cue, b.content) for a, b in pairs),
    )
    _count(counts, "who-what j50", len(first), len(second), len(agreed))
    for form in sorted(set().union(*(r.forms for r in (*first, *second)))):
        count = counts.setdefault(f"who-what j50, {form}", Count())
        count.first += sum(form in r.forms for r in first)
        count.second += sum(form in r.forms for r in second)
        count.hits_first += sum(form in a.forms for a, _ in agreed)
        count.hits_second += sum(form in b.forms for _, b in agreed)


def _count(counts: dict[str, Count], name: str, first: int, second: int, hits: int) -> None:
    count = counts.setdefault(name, Count())
    count.first += first
    count.second += second
    count.hits_first += hits
    count.hits_second += hits


def table(columns: Mapping[str, Mapping[str, Count]]) -> str:
    """F1 in percent and the numbers in both readings, one column for each pair of readings."""
    names = sorted(set().union(*columns.values()))
    lines = [" " * 32 + "".join(name.rjust(28) for name in columns)]
    for name in sorted(names, key=lambda n: (n.startswith("who-what j50,"), n)):
        cells = (counts.get(name, Count()) for counts in columns.values())
        lines.append(f"{name:32}" + "".join(f"{100 * c.f1:15.1f} ({c.first:>4}, {c.second:>4})" for c in cells))
    return "\n".join(lines)


def differences(first: Sequence[Block], second: Sequence[Block]) -> Iterator[str]:
    """Each attribution that only one reading has exactly so, for those who decide between them."""
    by_text = {b.text: b for b in first}
    for block in second:
        if (other := by_text.get(block.text)) is None:
            continue
        rows = [{_row(b, a) for a in b.attributions} for b in (other, block)]
        if rows[0] != rows[1]:
            yield f"{other.path.name}:{other.line} {block.text}"
            yield from (f"  - {row}" for row in sorted(rows[0] - rows[1]))
            yield from (f"  + {row}" for row in sorted(rows[1] - rows[0]))


def _row(block: Block, a: Attribution) -> str:
    parts = (" … ".join(block.text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))
    return ("~ " if a.attitude else "") + " | ".join(parts)
