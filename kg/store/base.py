"""What every store can do, and the one way in which a graph is written out."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, Literal, NamedTuple, Protocol, get_args

import pyoxigraph as ox

from kg.ontology import PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
DumpFormat = Literal["nquads", "trig", "jsonld"]
DUMP_FORMATS: tuple[str, ...] = get_args(DumpFormat)
_RDF_FORMATS = {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
_MORE_PREFIXES = {"nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"}


class Solutions(NamedTuple):
    """The variables of a SELECT, without question marks, and its rows: a term or None for each variable."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term, ...]]


class Store(Protocol):
    """A graph that can be asked. Wrong SPARQL raises QueryError, a store that does not answer StoreError."""

    def select(self, query: str) -> Solutions: ...

    def ask(self, query: str) -> bool: ...

    def construct(self, query: str) -> Iterator[ox.Triple]: ...

    def table(self, query: str, out: BinaryIO) -> None:
        """The answer to a SELECT as CSV (SPARQL 1.1 Query Results): no Python object a value, for large answers."""
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        ...

    def graph(self, iri: str) -> list[str]:
        """The N-Triples lines of a named graph, sorted, without line ends."""
        ...

    def dump(self, form: DumpFormat) -> Iterator[bytes]:
        """The whole graph in pieces: graphs by name, triples sorted inside; equal graphs give equal bytes."""
        ...


def dump(store: Store, form: DumpFormat) -> Iterator[bytes]:
    """Write a store out, one graph in memory at a time; JSON-LD and TriG are one document and need all of it."""
    pieces = (_quads(iri, store.graph(iri)) for iri in store.graphs())
    if form == "nquads":
        yield from pieces
        return
    out = BytesIO()
    quads = (quad for piece in pieces for quad in ox.parse(piece, ox.RdfFormat.N_QUADS))
    ox.serialize(quads, out, _RDF_FORMATS[form], prefixes={**PREFIXES, **_MORE_PREFIXES})
    yield out.getvalue()


def _quads(graph: str, triples: Iterable[str]) -> bytes:
    """N-Triples lines end in " ."; as N-Quads they name their graph before it."""
    return "".join(f"{line.removesuffix(' .')} <{graph}> .\n" for line in triples).encode()
