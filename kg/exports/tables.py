"""Nodes and edges as two CSV tables, as Gephi's spreadsheet import, pandas and databases read them."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.errors import InputError
from kg.exports.network import EDGE_FIELDS, NODE_FIELDS, Network

# Gephi knows these names; the others become attributes.
_NODE_COLUMNS = ("Id", "Label", "kind", "start", *NODE_FIELDS)
_EDGE_COLUMNS = ("Source", "Target", "Type", "Kind", "Weight", *EDGE_FIELDS)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold: the bytes depend on no clock


def write_csv(network: Network, out: Path) -> None:
    """Writes `nodes.csv` and `edges.csv` into a folder, or into an archive where the name ends in `.zip`."""
    if out.suffix == ".csv":
        raise InputError(f"csv is two tables, not the one file {out}", "give -o FOLDER or -o FILE.zip")
    if out.suffix == ".zip":
        part = out.with_name(out.name + ".part")
        try:
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                for name, rows in _tables(network):
                    with archive.open(_member(name), "w", force_zip64=True) as file:
                        _write(rows, file)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in _tables(network):
        with (out / name).open("wb") as file:
            _write(rows, file)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _EPOCH)
    member.compress_type = ZIP_DEFLATED
    member.create_system = 3
    return member


def _tables(network: Network) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    yield (
        "nodes.csv",
        _with_head(_NODE_COLUMNS, lambda: ((n.id, n.label, n.kind, n.start, *n.fields) for n in network.nodes())),
    )
    yield (
        "edges.csv",
        _with_head(
            _EDGE_COLUMNS,
            lambda: (
                (e.source, e.target, "Directed", e.kind, e.weight, "; ".join(e.days), "; ".join(e.claims))
                for e in network.edges()
            ),
        ),
    )


def _with_head(
    columns: tuple[str, ...], rows: Callable[[], Iterable[tuple[object, ...]]]
) -> Iterator[tuple[object, ...]]:
    yield columns
    yield from rows()


def _write(rows: Iterable[tuple[object, ...]], file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    text.flush()
    text.detach()
