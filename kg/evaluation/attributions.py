"""Attributions as JSON lines held against gold: `{"doc_id", "text", "attributions": [{"source", "cue", "content"}]}`.

Spans are sets of word tokens; parts of one span are taken together. Measures:
  exact     all tokens are the same
  j50       Jaccard of at least one half
  who-what  content and source both j50, or both sources hidden; the cue does not count
  what-cue  content j50, and the cues share a token; the source does not count
Claims are matched one to one, best first, by content above all; spans of one role each for themselves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import InputError
from kg.evaluation.counts import Count, Key, Note, Scored, shares
from kg.evaluation.words import Numbers, Tokens, dice, jaccard, pairs, spans_of

KINDS = ("direct", "mixed", "indirect")
_ROLES = ("content", "source", "cue")


class Marked(msgspec.Struct, frozen=True):
    """One document of a file; what else stands in it does not matter. Only gold must have the text."""

    doc_id: str
    attributions: tuple[dict[str, Any], ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution in tokens. `row` is as the file has it."""

    content: Numbers
    source: Numbers
    cue: Numbers
    kind: str
    stances: tuple[str, ...]
    row: Mapping[str, Any]


def read(path: Path, gold: bool = False) -> dict[str, Marked]:
    """The documents of a file by their names. Raises InputError for a line that is not of the form."""
    found: dict[str, Marked] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            document = msgspec.json.decode(line, type=Marked)
        except msgspec.DecodeError as error:
            raise InputError(
                f"{path}:{number}: no document with attributions: {error}", "see kg eval --help"
            ) from error
        if gold and document.text is None:
            raise InputError(f"{path}:{number}: a document of the gold without its text", "give each line a text")
        found[document.doc_id] = document
    if not found:
        raise InputError(f"{path} holds no document", "give a file with one JSON document a line")
    return found


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}", "give a file of attributions as JSON lines"
        ) from error


def score(gold: Mapping[str, Marked], predicted: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Scored]:
    """Each document of the gold scored; one that the reader did not read counts as if it had found nothing."""
    return [_document(name, marked, predicted.get(name, ())) for name, marked in gold.items()]


def _document(name: str, marked: Marked, predicted: Sequence[Mapping[str, Any]]) -> Scored:
    text = marked.text or ""
    tokens = Tokens(text)
    gold = [_claim(tokens, row) for row in marked.attributions]
    mine = [c for c in (_claim(tokens, row) for row in predicted) if c.content or c.cue]
    matched = pairs(gold, mine, _closeness)
    counts = {**_spans(gold, mine), **_claims(gold, mine, matched), **_by_kind(tokens, gold, mine, matched)}
    return Scored(name, counts, tuple(_notes(name, text, gold, mine, matched)))


def _claim(tokens: Tokens, row: Mapping[str, Any]) -> Claim:
    content, source, cue = (tokens.within(spans_of(row.get(role))) for role in _ROLES)
    stance = row.get("stance") or ()
    return Claim(
        content,
        source,
        cue,
        row.get("kind") or tokens.kind(content),
        (stance,) if isinstance(stance, str) else tuple(stance),
        row,
    )


def _closeness(g: Claim, p: Claim) -> float:
    if not g.content & p.content:
        return 0.0
    cue = dice(g.cue, p.cue) if g.cue and p.cue else 0.0
    return 3 * dice(g.content, p.content) + cue + dice(g.source, p.source)


def _what(g: Claim, p: Claim) -> bool:
    return jaccard(g.content, p.content) >= 0.5


def _who(g: Claim, p: Claim) -> bool:
    return jaccard(g.source, p.source) >= 0.5


def _cued(g: Claim, p: Claim) -> bool:
    return bool(g.cue & p.cue) or not (g.cue or p.cue)


def _who_what(g: Claim, p: Claim) -> bool:
    return _what(g, p) and _who(g, p)


_MEASURES: dict[str, Callable[[Claim, Claim], bool]] = {
    "exact": lambda g, p: (g.content, g.source, g.cue) == (p.content, p.source, p.cue),
    "j50": lambda g, p: _who_what(g, p) and _cued(g, p),
    "who-what": _who_what,
    "what-cue": lambda g, p: _what(g, p) and _cued(g, p),
}


def _claims(gold: Sequence[Claim], mine: Sequence[Claim], matched: Sequence[tuple[int, int]]) -> dict[Key, Count]:
    right = {name: sum(fits(gold[i], mine[j]) for i, j in matched) for name, fits in _MEASURES.items()}
    counts = {("claims", name): Count(len(gold), len(mine), n, n) for name, n in right.items()}
    stated = [(gold[i], mine[j]) for i, j in matched if _who_what(gold[i], mine[j]) and gold[i].stances]
    if any(p.stances for p in mine) and any(g.stances for g in gold):
        counts["claims", "stance of who-what"] = Count.mean([bool(set(g.stances) & set(p.stances)) for g, p in stated])
    return counts


def _spans(gold: Sequence[Claim], mine: Sequence[Claim]) -> dict[Key, Count]:
    """Each role for itself; spans that several claims share count once."""
    counts = {}
    for role in _ROLES:
        g, p = _distinct(gold, role), _distinct(mine, role)
        matched = pairs(g, p, lambda x, y: dice(x, y) if x & y else 0.0)
        for name, least in (("exact", 1.0), ("j50", 0.5)):
            right = sum(jaccard(g[i], p[j]) >= least for i, j in matched)
            counts["spans", f"{role} {name}"] = Count(len(g), len(p), right, right)
    return counts


def _distinct(claims: Sequence[Claim], role: str) -> list[Numbers]:
    found: set[Numbers] = {getattr(c, role) for c in claims if getattr(c, role)}
    return sorted(found, key=sorted)


def _by_kind(
    tokens: Tokens, gold: Sequence[Claim], mine: Sequence[Claim], matched: Sequence[tuple[int, int]]
) -> dict[Key, Count]:
    g, p = _distinct(gold, "content"), _distinct(mine, "content")
    near = [(i, j) for i, j in pairs(g, p, lambda x, y: dice(x, y) if x & y else 0.0) if jaccard(g[i], p[j]) >= 0.5]
    good = [(i, j) for i, j in matched if _who_what(gold[i], mine[j])]
    content = shares(
        KINDS, [tokens.kind(x) for x in g], _hit(g, near, 0), [tokens.kind(x) for x in p], _hit(p, near, 1)
    )
    claims = shares(KINDS, [c.kind for c in gold], _hit(gold, good, 0), [c.kind for c in mine], _hit(mine, good, 1))
    stances = sorted({s for c in gold for s in c.stances[:1]})
    said = [c.stances[0] if c.stances else "" for c in gold], [c.stances[0] if c.stances else "" for c in mine]
    stance = shares(stances, said[0], _hit(gold, good, 0), said[1], _hit(mine, good, 1))
    return {
        **{("content j50 by kind", k): c for k, c in content.items()},
        **{("who-what by kind", k): c for k, c in claims.items()},
        **{("who-what by stance", s): c for s, c in stance.items()},
    }


def _hit(things: Sequence[object], good: Sequence[tuple[int, int]], side: int) -> list[bool]:
    hit = {pair[side] for pair in good}
    return [n in hit for n in range(len(things))]


def _notes(
    name: str, text: str, gold: Sequence[Claim], mine: Sequence[Claim], matched: Sequence[tuple[int, int]]
) -> list[Note]:
    """What was missed, what is too much, and what of a match is wrong, in the order of the text."""
    found: list[tuple[int, Note]] = []
    for n in sorted(set(range(len(gold))) - {i for i, _ in matched}):
        found.append((min(gold[n].content, default=0), Note("miss", name, _shown(text, gold[n]))))
    for n in sorted(set(range(len(mine))) - {j for _, j in matched}):
        found.append((min(mine[n].content, default=0), Note("extra", name, _shown(text, mine[n]))))
    for i, j in matched:
        g, p = gold[i], mine[j]
        if not _who_what(g, p):
            what = "source" if _what(g, p) else "content"
            words = f"{_shown(text, g)}  ≠  {_shown(text, p)}"
            found.append((min(g.content), Note(what, name, words)))
    return [note for _, note in sorted(found, key=lambda f: (f[0], f[1].what, f[1].words))]


def _shown(text: str, claim: Claim) -> str:
    """source | cue | content; "–" where there are no words."""
    parts = (
        " … ".join(" ".join(text[s:e].split()) for s, e in sorted(spans_of(claim.row.get(role)))) or "–"
        for role in ("source", "cue", "content")
    )
    return " | ".join(parts)
