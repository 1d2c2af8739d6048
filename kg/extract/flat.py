"""One attribution a word: what corpora without nesting mark."""

from collections.abc import Iterable

from kg.model import Attribution


def flatten(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """The outermost attributions; where two overlap without nesting, the one that begins first keeps the words.

    Narrated ones are left out; a quotation that goes on without a cue is joined to the one that it goes on from.
    """
    told = [a for a in attributions if a.kind != "narrated"]
    return tuple(_join([a for a in told if not _inside(a, told)]))


def _inside(a: Attribution, others: list[Attribution]) -> bool:
    mark = min((s.start for s in a.cue), default=a.start)
    for b in others:
        if b is a or b.id == a.id:
            continue
        if any(s.start <= mark < s.end for s in b.content) and not (a.within is None and _length(a) > _length(b)):
            return True
    return False


def _length(a: Attribution) -> int:
    return sum(s.end - s.start for s in a.content)


def _join(kept: list[Attribution]) -> list[Attribution]:
    from dataclasses import replace

    out: list[Attribution] = []
    for a in kept:
        if a.method.startswith("quote:continued") and out and out[-1].source == a.source:
            out[-1] = replace(out[-1], content=(*out[-1].content, *a.content))
        else:
            out.append(a)
    return out
