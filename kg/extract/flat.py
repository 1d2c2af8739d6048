"""One attribution a word: what corpora without nesting mark."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.model import Attribution, Document, Span


def flatten(attributions: Iterable[Attribution], document: Document) -> tuple[Attribution, ...]:
    """The outermost attributions; where two overlap all the same, the longer one keeps the words.

    Narrated ones are left out; a quotation that goes on without a cue is joined to the one that it goes on from.
    The source is what stands next to the cue: the pronoun of a relative clause, a noun with the clause that adds to it.
    """
    outer = [_nearest(a, document) for a in attributions if a.kind != "narrated" and a.within is None]
    return tuple(_apart(_joined(outer)))


_RELATIVE = re.compile(r"\b(who|which|that)\s+(?:\w+ly\s+|also\s+|ha(?:s|ve|d)\s+|would\s+|will\s+)*$")
_ADDED = re.compile(r",?\s(?:who|whose|which)\b[^.;:“”\"]{1,200}?(?=,?\s*$)")


def _nearest(a: Attribution, document: Document) -> Attribution:
    if a.source is None or not a.cue:
        return a
    between = document.text[a.source.end : a.cue[0].start] if a.source.end <= a.cue[0].start else ""
    pronoun = _RELATIVE.search(between)
    if pronoun and pronoun.start() >= 0:
        start = a.source.end + pronoun.start()
        return replace(a, source=document.span(start, start + len(pronoun[1])))
    added = _ADDED.match(between)
    return replace(a, source=document.span(a.source.start, a.source.end + added.end())) if added else a


def _joined(outer: list[Attribution]) -> list[Attribution]:
    out: list[Attribution] = []
    for a in outer:
        before = next((n for n in range(len(out) - 1, -1, -1) if _same_voice(out[n], a)), None)
        if a.method == "quote:continued" and before is not None:
            out[before] = replace(out[before], content=(*out[before].content, *a.content))
        else:
            out.append(a)
    return out


def _same_voice(a: Attribution, b: Attribution) -> bool:
    return a.source == b.source and a.kind != "indirect"


def _apart(found: list[Attribution]) -> list[Attribution]:
    """Without those whose words a longer one has already taken, in text order."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: (-_length(a.content), a.start)):
        if not any(_shared(a, b) * 2 > _length(a.content) for b in kept):
            kept.append(a)
    return sorted(kept, key=lambda a: (a.start, a.id))


def _shared(a: Attribution, b: Attribution) -> int:
    return sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a.content for t in b.content)


def _length(spans: Iterable[Span]) -> int:
    return sum(s.end - s.start for s in spans)
