"""What came of linking: how much of the news is recorded, what differs, what was counted again, what has no partner."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from kg.query import Answer, load_query, run, write_answer
from kg.query.answer import Value
from kg.store import Store

_SHOWN = {
    "differences": ("earliest", "dimension", "because", "status"),
    "again": ("said", "verdict", "because", "document"),
    "twice": ("reference", "because"),
    "alone": ("document", "earliest", "latest", "event"),
}
Row = Mapping[str, Value]


def write_links(store: Store, stream: TextIO) -> None:
    """The report of `kg link`; every part of it is a saved question that says more."""
    recorded = _rows(store, "recorded-launches")
    differences = _rows(store, "reference-differences")
    again, twice = _rows(store, "recounts"), _rows(store, "double-entries")
    for line in _linked(recorded):
        stream.write(line + "\n")
    tables = {row["reference"] for row in recorded} | {row["reference"] for row in differences}
    news = [row for row in differences if row["document"] not in tables]
    _part(stream, "Where the news and the references differ", "differences", news)
    between = Counter(str(row["dimension"]) for row in differences if row["document"] in tables)
    if between:
        listed = ", ".join(f"{n} on {name}" for name, n in sorted(between.items()))
        stream.write(f"\nThe references differ from each other: {listed} (kg ask reference-differences)\n")
    _part(stream, "Entered twice, perhaps (kg review decides)", "twice", twice)
    _part(stream, "Counted again (kg ask recounted-launches)", "again", again)
    _part(stream, "In no reference", "alone", _alone(recorded))


def _rows(store: Store, name: str) -> list[Row]:
    return list(run(store, load_query(name)).records())


def _linked(recorded: Sequence[Row]) -> Iterable[str]:
    """One line a reference: how many of the dated launches of the news it records."""
    launches: dict[Value, dict[Value, bool]] = {}
    for row in recorded:
        found = launches.setdefault(row["reference"], {})
        found[row["event_iri"]] = found.get(row["event_iri"], False) or "recorded" in row
    for reference, found in sorted(launches.items(), key=lambda item: str(item[0])):
        yield f"{reference} records {sum(found.values())} of {len(found)} dated launches of the news"
    if not launches:
        yield "no article tells of a dated launch"


def _alone(recorded: Sequence[Row]) -> list[Row]:
    held = {row["event_iri"] for row in recorded if "recorded" in row}
    return list({row["event_iri"]: row for row in recorded if row["event_iri"] not in held}.values())


def _part(stream: TextIO, title: str, name: str, rows: Sequence[Row]) -> None:
    if rows:
        columns = _SHOWN[name]
        stream.write(f"\n{title}\n")
        write_answer(Answer(columns, tuple(tuple(r.get(c) for c in columns) for r in rows)), "table", stream)
