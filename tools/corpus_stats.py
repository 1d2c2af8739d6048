"""The distribution of forms in an annotated corpus, beside that of others in the same JSONL."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import mean, median
from typing import Any

from corpus_format import QUOTED, WORD, Attribution, Block, Document, part_of, to_jsonl

PRONOUNS = {
    "personal pronoun": "he she they it i we you him them",
    "relative pronoun": "who which that whom",
    "possessive pronoun": "his her their its my our",
}
SENTENCE_END = re.compile(r"[.!?][\"”’']*(?=\s|$)")


def _spans(value: Any) -> list[tuple[int, int]]:
    if not value:
        return []
    return [(value[0], value[1])] if isinstance(value[0], int) else [(s, e) for s, e in value]


def _kind(text: str, quoted: list[tuple[int, int]], content: list[tuple[int, int]]) -> str:
    """Direct, mixed or indirect, by the share of the content's words inside quotation marks as the scorer counts it."""
    starts = [s + w.start() for s, e in content for w in WORD.finditer(text[s:e])]
    share = sum(any(a <= x < b for a, b in quoted) for x in starts) / max(1, len(starts))
    return "direct" if share >= 0.9 else "mixed" if share else "indirect"


def _source_form(words: str) -> str:
    low = words.lower()
    if not low:
        return "hidden"
    for name, pronouns in PRONOUNS.items():
        if low in pronouns.split():
            return name
    if "," in low:
        return "noun phrase with apposition"
    return "name" if words[0].isupper() and not low.startswith(("the ", "a ", "an ")) else "noun phrase"


def _order(row: dict[str, Any]) -> str:
    first = [(s, letter) for key, letter in (("source", "S"), ("cue", "C")) for s, _ in _spans(row[key])[:1]]
    return "".join(x for _, x in sorted(first + [(s, "T") for s, _ in _spans(row["content"])]))[:4]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]


def measure(rows: Iterable[dict[str, Any]]) -> dict[str, Counter[str] | float]:
    """Counters and means over documents in the scorer's JSONL."""
    kinds, forms, orders, cues, loads, ends = (Counter[str]() for _ in range(6))
    words: list[int] = []
    contents: list[int] = []
    for doc in rows:
        text: str = doc["text"]
        quoted = [m.span() for m in QUOTED.finditer(text)]
        marks = [s for a in doc["attributions"] for s, _ in (_spans(a["cue"]) or _spans(a["content"]))[:1]]
        for start, end in _paragraphs(text):
            words.append(len(text[start:end].split()))
            loads[str(min(5, sum(start <= m < end for m in marks)))] += 1
            ends[str(min(6, len(SENTENCE_END.findall(text[start:end]))))] += 1
        for a in doc["attributions"]:
            content = _spans(a["content"])
            contents.append(sum(len(WORD.findall(text[s:e])) for s, e in content))
            kinds[_kind(text, quoted, content)] += 1
            forms[_source_form(" ".join(text[s:e] for s, e in _spans(a["source"])))] += 1
            orders[_order(a)] += 1
            cues[" … ".join(text[s:e].lower() for s, e in _spans(a["cue"]))] += 1
    return {
        "attributions": float(sum(kinds.values())),
        "paragraphs": float(len(words)),
        "words a paragraph (mean)": round(mean(words), 1),
        "words a paragraph (median)": float(median(words)),
        "words a content (median)": float(median(contents)),
        "different cues": float(len(cues)),
        "kind": kinds,
        "source": forms,
        "order (S source, C cue, T content)": orders,
        "attributions a paragraph (5 = and more)": loads,
        "sentences a paragraph (6 = and more)": ends,
        "cue": cues,
    }


def table(docs: Sequence[Document], blocks: Sequence[Block], others: Sequence[Path]) -> str:
    """One column a corpus; counters as percentages of their sum, the twenty most frequent at most."""
    ours = measure([json.loads(line) for line in to_jsonl(docs)])
    columns = {"ours": ours} | {p.stem: measure(map(json.loads, p.read_text("utf-8").splitlines())) for p in others}
    lines = ["".ljust(44) + "".join(name.rjust(12) for name in columns)]
    for name, value in ours.items():
        if isinstance(value, float):
            lines.append(name.ljust(44) + "".join(f"{c[name]:>12}" for c in columns.values()))
            continue
        lines.append(name)
        for key, _ in value.most_common(20):
            shares = [c[key] / max(1, sum(c.values())) for m in columns.values() if isinstance(c := m[name], Counter)]
            lines.append(f"  {key[:40]:42}" + "".join(f"{share:>11.1%} " for share in shares))
    lines += ["manner"] + [f"  {manner:42}{n:>11}" for manner, n in _by_manner(blocks).most_common()]
    nested = sum(_is_nested(a, d) for d in docs for a in d.attributions)
    attitude = sum(a.attitude for d in docs for a in d.attributions)
    dev = sum(part_of(d.id) == "dev" for d in docs)
    lines.append(f"nested {nested}, attitudes and plans (~) {attitude}, documents {len(docs)}, of them dev {dev}")
    return "\n".join(lines)


def _is_nested(a: Attribution, doc: Document) -> bool:
    return any(_within(a.cue, b.content) for b in doc.attributions if b is not a)


def _within(inner: Sequence[tuple[int, int]], outer: Sequence[tuple[int, int]]) -> bool:
    return any(a <= s and e <= b for s, e in inner for a, b in outer)


def _by_manner(blocks: Sequence[Block]) -> Counter[str]:
    return Counter({m: len(list(found)) for m, found in groupby(sorted(b.field("manner") for b in blocks))})


def rows(blocks: Iterable[Block]) -> Iterator[str]:
    """One line an attribution: where it stands, then its source, cue and content side by side."""
    for block in blocks:
        for a in block.attributions:
            parts = (" … ".join(block.text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))
            number = f"{'^' if a.carried else ''}{a.number}{'~' if a.attitude else ''}"
            yield f"{block.path.name}:{block.line} {number} | " + " | ".join(parts)
