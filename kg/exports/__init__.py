"""The graph for other programs: networks for Gephi and its like, tables, RDF."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.exports.gexf import write_gexf
from kg.exports.graphml import write_graphml
from kg.exports.nanopub import write_nanopub_files, write_nanopubs
from kg.exports.reading import spare_memory
from kg.exports.tables import write_csv
from kg.exports.views import network
from kg.files import replacing
from kg.store import DumpFormat, Store

__all__ = ["EXPORTS", "Export", "export_to", "spare_memory"]


@dataclass(frozen=True, slots=True)
class Export:
    """A format. `write` puts a view of a store on a stream, `tables` into a folder or an archive.

    One that has both makes many files where the name of its output ends in `.zip`.
    """

    name: str
    summary: str
    write: Callable[[Store, str, BinaryIO], None] | None
    tables: Callable[[Store, str, Path], None] | None = None


def _gexf(store: Store, view: str, out: BinaryIO) -> None:
    write_gexf(network(store, view), out)


def _graphml(store: Store, view: str, out: BinaryIO) -> None:
    write_graphml(network(store, view), out)


def _csv(store: Store, view: str, out: Path) -> None:
    write_csv(network(store, view), out)


def _rdf(form: DumpFormat, store: Store, view: str, out: BinaryIO) -> None:
    """RDF is the whole graph; a view is one of networks."""
    out.writelines(store.dump(form))


def _nanopub(store: Store, view: str, out: BinaryIO) -> None:
    write_nanopubs(store, out)


def _nanopub_files(store: Store, view: str, out: Path) -> None:
    write_nanopub_files(store, out)


EXPORTS: tuple[Export, ...] = (
    Export("gexf", "network for Gephi, dynamic, with colours and places", _gexf),
    Export("graphml", "network for networkx, igraph, yEd, Cytoscape", _graphml),
    Export("csv", "network as nodes.csv and edges.csv, in a folder or a .zip", None, _csv),
    Export("nanopub", "a nanopublication for each claim, as TriG, in one file or a .zip", _nanopub, _nanopub_files),
    Export("nquads", "the whole graph, one sorted statement a line", partial(_rdf, "nquads")),
    Export("trig", "the whole graph, for people to read", partial(_rdf, "trig")),
    Export("jsonld", "the whole graph as JSON-LD", partial(_rdf, "jsonld")),
)


def export_to(form: str, store: Store, output: Path | None, view: str = "claims") -> None:
    """Writes an export to a file (or folder), or to standard output; a file is replaced only when all is written."""
    known = {e.name: e for e in EXPORTS}
    if form not in known:
        raise InputError(f"there is no export {form!r}", f"take one of {', '.join(known)}")
    export = known[form]
    if export.tables and (export.write is None or (output is not None and output.suffix == ".zip")):
        if output is None:
            raise InputError(f"{form} is two tables", "give -o FOLDER or -o FILE.zip")
        export.tables(store, view, output)
    elif export.write and output is None:
        export.write(store, view, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    elif export.write and output is not None:
        with replacing(output) as part, part.open("wb", buffering=1 << 18) as stream:
            export.write(store, view, stream)
