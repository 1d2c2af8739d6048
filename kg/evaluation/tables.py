"""The tables of an evaluation as text, Markdown or JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from kg.evaluation.counts import Note, Row

_HEAD = ("", "P", "R", "F1", "95 %", "gold", "found")
_NAMES = 28
_WORDS = 300


@dataclass(frozen=True, slots=True)
class Table:
    """What was measured: the gold's name, the reader's, how many documents, the rows, and what was wrong."""

    gold: str
    reader: str
    documents: int
    rows: Sequence[Row]
    notes: Sequence[Note] = ()


def written(table: Table, form: str) -> str:
    """The table in a form: text, md or json."""
    return {"text": _text, "md": _markdown, "json": _json}[form](table)


def _text(table: Table) -> str:
    lines = [f"{table.gold}: {table.documents} documents, read by {table.reader}"]
    for name, rows in groupby(table.rows, key=lambda r: r.table):
        lines += ["", f"{name:{_NAMES}}{'P':>7}{'R':>7}{'F1':>7}  {'95 %':^13}{'gold':>7}{'found':>7}"]
        for row in rows:
            measure, *figures, interval, gold, found = _cells(row)
            lines.append(f"  {measure:{_NAMES - 2}}" + "".join(f"{f:>7}" for f in figures)
                         + f"  {interval:^13}{gold:>7}{found:>7}")  # fmt: skip
    lines += ["", *_listed(table.notes)] if table.notes else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _markdown(table: Table) -> str:
    lines = [f"**{_safe(table.gold)}**: {table.documents} documents, read by {table.reader}"]
    for name, rows in groupby(table.rows, key=lambda r: r.table):
        lines += ["", f"| {' | '.join((name, *_HEAD[1:]))} |", "|---|" + "--:|" * (len(_HEAD) - 1)]
        lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    lines += ["", *(f"- {_safe(line)}" for line in _listed(table.notes))] if table.notes else []
    return "\n".join(lines) + "\n"


def _json(table: Table) -> str:
    return json.dumps(asdict(table), ensure_ascii=False, indent=1) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    """Measure, precision, recall, F1, interval, gold, predicted. "–" where nothing was counted."""
    percents = [f"{100 * f:.1f}" if n else "–" for f, n in _counted(row)]
    interval = f"{100 * row.low:.1f}–{100 * row.high:.1f}" if row.low is not None and row.high is not None else ""
    return row.measure, *percents, interval if row.gold or row.predicted else "", f"{row.gold:g}", f"{row.predicted:g}"


def _counted(row: Row) -> Iterator[tuple[float, float]]:
    yield row.precision, row.predicted
    yield row.recall, row.gold
    yield row.f1, row.gold + row.predicted


def _listed(notes: Sequence[Note]) -> list[str]:
    return [f"{n.what:8}{n.document}  {' '.join(n.words.split())[:_WORDS]}" for n in notes]


def _safe(text: str) -> str:
    """Markdown's own signs in other people's words stay signs."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
