"""The differences of two graphs as text, as Markdown and as JSON lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from kg.query.table import safe
from kg.reports.audit.markdown import escaped
from kg.reports.changes import Change

_SIGNS = {"added": "+", "gone": "-", "changed": "~"}
_HEADS = {"document": "Documents", "claim": "Claims", "event": "Events", "ledger": "Ledger"}


def written(found: Sequence[Change], form: str) -> Iterator[str]:
    """The lines of a form: text, md or jsonl."""
    if form == "jsonl":
        return (msgspec.json.encode(change).decode() + "\n" for change in found)
    return _markdown(found) if form == "md" else _text(found)


def _text(found: Sequence[Change]) -> Iterator[str]:
    """Nothing for graphs that say the same, as diff does it."""
    for kind, group in groupby(found, key=lambda c: c.kind):
        yield f"{_HEADS[kind]}\n"
        for change in group:
            where = f" [{change.document}]" if change.document and kind != "document" else ""
            name = f"{change.document}: " if kind == "document" else ""
            yield f"{_SIGNS[change.what]} {safe(name + change.subject)}{safe(where)}\n"
            yield from (f"    {safe(' '.join(detail.split()))}\n" for detail in change.details)
    if found:
        yield summary(found) + "\n"


def summary(found: Sequence[Change]) -> str:
    """The differences counted.

    >>> summary([Change("claim", "added", "a", "x"), Change("event", "gone", "", "z")])
    'claims: 1 added; events: 1 gone'
    """
    parts = []
    for kind, head in _HEADS.items():
        counts: Counter[str] = Counter(c.what for c in found if c.kind == kind)
        if counts:
            parts.append(f"{head.lower()}: {', '.join(f'{counts[w]} {w}' for w in _SIGNS if counts[w])}")
    return "; ".join(parts)


def _markdown(found: Sequence[Change]) -> Iterator[str]:
    yield "# What changed\n\n"
    yield f"{escaped(summary(found)) or 'Nothing.'}\n"
    for kind, group in groupby(found, key=lambda c: c.kind):
        yield f"\n## {_HEADS[kind]}\n\n"
        for change in group:
            where = f" ({escaped(change.document)})" if change.document else ""
            yield f"- **{change.what}** {escaped(change.subject)}{where}\n"
            yield from (f"  - {escaped(detail)}\n" for detail in change.details)
