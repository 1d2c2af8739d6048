"""The store in a folder: Oxigraph in this process. rdflib is not needed and not imported."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.base import DumpFormat, Solutions, dump

_Result = TypeVar("_Result", ox.QuerySolutions, ox.QueryBoolean, ox.QueryTriples)


class EmbeddedStore:
    """An Oxigraph store, on disk or in memory. Patterns outside GRAPH match the union of all graphs."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def of(cls, quads: Iterable[str]) -> "EmbeddedStore":
        """A store in memory, of N-Quads lines.

        >>> store = EmbeddedStore.of(['<http://a> <http://b> "c" <http://g> .'])
        >>> [row[0].value for row in store.select("SELECT ?c { ?a ?b ?c }").rows]
        ['c']
        """
        store = ox.Store()
        store.bulk_load("\n".join(quads), ox.RdfFormat.N_QUADS)
        return cls(store)

    def select(self, query: str) -> Solutions:
        found = self._run(query, ox.QuerySolutions, "SELECT")
        return Solutions(tuple(v.value for v in found.variables), _read(tuple(row) for row in found))

    def ask(self, query: str) -> bool:
        return bool(self._run(query, ox.QueryBoolean, "ASK"))

    def construct(self, query: str) -> Iterator[ox.Triple]:
        return _read(iter(self._run(query, ox.QueryTriples, "CONSTRUCT or DESCRIBE")))

    def table(self, query: str, out: BinaryIO) -> None:
        found = self._run(query, ox.QuerySolutions, "SELECT")
        try:
            found.serialize(out, format=ox.QueryResultsFormat.CSV)
        except (ValueError, RuntimeError, OSError) as error:
            raise _unfinished(error) from error

    def graphs(self) -> list[str]:
        return sorted(g.value for g in self._store.named_graphs())

    def graph(self, iri: str) -> list[str]:
        text = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(iri)) or b""
        return sorted(text.decode().split("\n")[:-1])

    def dump(self, form: DumpFormat) -> Iterator[bytes]:
        return dump(self, form)

    def __len__(self) -> int:
        return len(self._store)

    def _run(self, query: str, kind: type[_Result], name: str) -> _Result:
        try:
            found = self._store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(f"this is no SPARQL query: {error.msg}", "the numbers are line and column") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be run: {error}", "simplify it, or ask for less") from error
        if not isinstance(found, kind):
            raise QueryError(f"this is no {name} query", f"write a {name} query here")
        return found


_Row = TypeVar("_Row")


def _read(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Oxigraph evaluates as one reads: what fails then is the query's fault too."""
    try:
        yield from rows
    except (ValueError, RuntimeError, OSError) as error:
        raise _unfinished(error) from error


def _unfinished(error: Exception) -> QueryError:
    return QueryError(f"the query cannot be run to its end: {error}", "simplify it, or ask for less")
