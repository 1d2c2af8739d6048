"""Any SPARQL 1.1 server over HTTP. SPARQLWrapper is dormant: it is used here alone, where it can be replaced."""

import re
import socket
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from SPARQLWrapper import POST, SELECT, SPARQLExceptions, SPARQLWrapper

from kg.errors import QueryError, StoreError
from kg.store.base import DumpFormat, Solutions, dump

TIMEOUT = 60
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_TABLE = "text/csv"
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


class EndpointStore:
    """A server's query address. What a pattern outside GRAPH matches is the server's choice: name graphs."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        self.url = url
        self._timeout = timeout

    def select(self, query: str) -> Solutions:
        found = self._results(query, "SELECT")
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("this is no SELECT query", "write a SELECT query here")
        return Solutions(tuple(v.value for v in found.variables), (tuple(row) for row in found))

    def ask(self, query: str) -> bool:
        found = self._results(query, "ASK")
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError("this is no ASK query", "write an ASK query here")
        return bool(found)

    def construct(self, query: str) -> Iterator[ox.Triple]:
        try:
            return iter([q.triple for q in ox.parse(self._send(query, _TRIPLES), ox.RdfFormat.N_TRIPLES)])
        except SyntaxError as error:
            raise self._strange(error) from error

    def table(self, query: str, out: BinaryIO) -> None:
        out.write(self._send(query, _TABLE))

    def graphs(self) -> list[str]:
        return sorted(row[0].value for row in self.select(_GRAPHS).rows if isinstance(row[0], ox.NamedNode))

    def graph(self, iri: str) -> list[str]:
        text = self._send(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}", _TRIPLES)
        return sorted({f"{q.triple} ." for q in ox.parse(text, ox.RdfFormat.N_TRIPLES)})

    def dump(self, form: DumpFormat) -> Iterator[bytes]:
        return dump(self, form)

    def _results(self, query: str, kind: str) -> ox.QuerySolutions | ox.QueryBoolean:
        data = self._send(query, _RESULTS)
        try:
            return ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise self._strange(error) from error

    def _send(self, query: str, accept: str) -> bytes:
        try:
            data: bytes = self._wrapper(query, accept).query().response.read()
        except SPARQLExceptions.QueryBadFormed as error:
            raise QueryError(f"{self.url} does not understand the query: {_words(error)}", "mend the query") from error
        except (SPARQLExceptions.SPARQLWrapperException, HTTPError) as error:
            raise StoreError(
                f"{self.url} refused: {_words(error)}", "is it the query address of a SPARQL server?"
            ) from error
        except (URLError, TimeoutError, ConnectionError, socket.gaierror) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"{self.url} does not answer: {reason}", "start the server or mend the address") from error
        return data

    def _wrapper(self, query: str, accept: str) -> Any:
        wrapper = SPARQLWrapper(self.url, agent="whosaid")
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wrapper.setQuery(query)
        # It guesses the kind of query, and would send what it takes for an update as one: asking never changes a store.
        wrapper.queryType = SELECT
        wrapper.addCustomHttpHeader("Accept", accept)
        return wrapper

    def _strange(self, error: Exception) -> StoreError:
        return StoreError(
            f"{self.url} answers, but not in SPARQL: {error}",
            "give the query address, such as http://localhost:7878/query",
        )


def _words(error: Exception) -> str:
    """What the server said, without SPARQLWrapper's words around it, which show the answer as Python bytes."""
    told = str(error)
    found = re.search(r"Response:\s*(?:b['\"])?(.+)", told, re.DOTALL)
    words = found[1].rstrip("'\"") if found else told
    return " ".join(words.replace("\\n", " ").split())[:300]
