"""Nodes and edges as two CSV tables, as Gephi's spreadsheet import, pandas and databases read them."""

import csv
import io
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.errors import InputError
from kg.exports.network import EDGE_FIELDS, NODE_FIELDS, Edge, Network, edge_values
from kg.files import replacing

# Gephi knows these names; the others become attributes.
_NODE_COLUMNS = ("Id", "Label", "kind", "start", *NODE_FIELDS)
_EDGE_COLUMNS = ("Source", "Target", "Type", "Kind", "Weight", *EDGE_FIELDS)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold: the bytes depend on no clock


def write_csv(network: Network, out: Path) -> None:
    """Writes `nodes.csv` and `edges.csv` into a folder, or into an archive where the name ends in `.zip`."""
    if out.suffix == ".csv":
        raise InputError(f"csv is two tables, not the one file {out}", "give -o FOLDER or -o FILE.zip")
    if out.suffix != ".zip":
        out.mkdir(parents=True, exist_ok=True)
        with (out / "nodes.csv").open("wb") as nodes, (out / "edges.csv").open("wb") as edges:
            _write(network, nodes, edges)
        return
    with replacing(out) as part, ZipFile(part, "w", ZIP_DEFLATED) as archive, TemporaryFile() as edges:
        with archive.open(member("nodes.csv"), "w", force_zip64=True) as nodes:
            _write(network, nodes, edges)
        edges.seek(0)
        with archive.open(member("edges.csv"), "w", force_zip64=True) as rest:
            copyfileobj(edges, rest)


def member(name: str) -> ZipInfo:
    """A file of an archive whose bytes depend on no clock and no system."""
    made = ZipInfo(name, _EPOCH)
    made.compress_type = ZIP_DEFLATED
    made.create_system = 3
    return made


def _write(network: Network, nodes: IO[bytes], edges: IO[bytes]) -> None:
    files = [io.TextIOWrapper(file, encoding="utf-8", newline="") for file in (nodes, edges)]
    node_rows, edge_rows = (csv.writer(file, lineterminator="\n") for file in files)
    node_rows.writerow(_NODE_COLUMNS)
    edge_rows.writerow(_EDGE_COLUMNS)
    for part in network.parts():
        if isinstance(part, Edge):
            edge_rows.writerow((part.source, part.target, "Directed", part.kind, part.weight, *edge_values(part)))
        else:
            node_rows.writerow((part.id, part.label, part.kind, part.start, *part.fields))
    for file in files:
        file.flush()
        file.detach()
