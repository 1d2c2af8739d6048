"""The same store as rdflib sees it: nothing is copied, what is asked in SPARQL is answered by the store itself."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef, Variable
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.store import Store as RdflibStore

from kg.errors import QueryError, StoreError
from kg.store.base import Store, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ANY = (None, None, None)


def dataset(store: Store) -> Dataset:
    """A store as an rdflib Dataset, whose default graph is the union of all; it cannot be changed."""
    return Dataset(store=_View(store), default_union=True)


class _View(RdflibStore):
    """The part of rdflib's store that reading needs."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = False

    def __init__(self, store: Store) -> None:
        self._kept = store
        self._namespaces: dict[str, URIRef] = {}
        super().__init__()

    def triples(self, pattern: Any, context: Any = None) -> Iterator[tuple[Any, Iterator[Any]]]:
        """The triples of a pattern, each with the graphs that hold it."""
        if _is_default(context):
            return
        terms = dict(zip("spo", pattern, strict=True))
        where = " ".join(f"?{name}" if term is None else term.n3() for name, term in terms.items())
        free = [name for name, term in terms.items() if term is None]
        columns = " ".join(f"?{name}" for name in free) or "(1 AS ?found)"
        query = f"SELECT DISTINCT {columns} WHERE {{ GRAPH {_graph(context)} {{ {where} }} }}"
        for row in self._kept.select(query).rows:
            found = dict(zip(free, map(_node, row), strict=False))
            triple = tuple(found.get(name, term) for name, term in terms.items())
            yield triple, iter([context]) if context is not None else self.contexts(triple)

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The graphs that hold a triple, or all of them, by their names."""
        names = self._kept.graphs() if triple is None or triple == _ANY else self._holders(triple)
        yield from (Graph(store=self, identifier=URIRef(name)) for name in names)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **more: Any,
    ) -> Result:
        """Answers SPARQL text over the whole; rdflib itself does what is prepared, bound, or of one graph."""
        if not isinstance(query, str) or initBindings or queryGraph != "__UNION__":
            raise NotImplementedError  # rdflib's word for: do it yourself
        prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in initNs.items())
        return _answer(self._kept, prefixes + query)

    def __len__(self, context: Any = None) -> int:
        if _is_default(context):
            return 0
        # A triple that two graphs hold is one in their union.
        triples = f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH {_graph(context)} {{ ?s ?p ?o }} }}"
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {triples} }} }}"
        return next(int(row[0].value) for row in self._kept.select(query).rows if isinstance(row[0], ox.Literal))

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        raise _unchangeable()

    def remove(self, triple: Any, context: Any = None) -> None:
        raise _unchangeable()

    def add_graph(self, graph: Any) -> None:
        """Naming a graph of a dataset changes nothing."""

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        if override or prefix not in self._namespaces:
            self._namespaces[prefix] = namespace

    def prefix(self, namespace: URIRef) -> str | None:
        return next((name for name, iri in self._namespaces.items() if iri == namespace), None)

    def namespace(self, prefix: str) -> URIRef | None:
        return self._namespaces.get(prefix)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        yield from self._namespaces.items()

    def _holders(self, triple: Any) -> list[str]:
        where = " ".join("?" + n if t is None else t.n3() for n, t in zip("spo", triple, strict=True))
        found = self._kept.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {where} }} }}").rows
        return sorted(row[0].value for row in found if isinstance(row[0], ox.NamedNode))


def _answer(store: Store, query: str) -> Result:
    """Of whichever form the question is: only the store can tell."""
    try:
        found = store.select(query)
    except QueryError as error:
        if "no SELECT" not in error.message:
            raise
    else:
        result = Result("SELECT")
        result.vars = [Variable(name) for name in found.variables]
        result.bindings = [
            {v: _node(term) for v, term in zip(result.vars, row, strict=True) if term is not None} for row in found.rows
        ]
        return result
    try:
        result = Result("ASK")
        result.askAnswer = store.ask(query)
    except QueryError:
        result = Result("CONSTRUCT")
        result.graph = Graph()
        for triple in store.construct(query):
            result.graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return result


def _is_default(context: Any) -> bool:
    """The store keeps nothing outside its named graphs."""
    return context is not None and _identifier(context) == DATASET_DEFAULT_GRAPH_ID


def _identifier(context: Any) -> Any:
    return context.identifier if isinstance(context, Graph) else context


def _graph(context: Any) -> str:
    return "?g" if context is None else str(_identifier(context).n3())


def _node(term: Term) -> Any:
    """A term of the store as rdflib has it; a plain literal has no datatype there, and keeps its spelling."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
        return Literal(term.value, datatype=datatype, normalize=False)
    raise StoreError(f"rdflib has no such term: {term}", "ask for its parts")


def _unchangeable() -> StoreError:
    return StoreError("a store is changed by building only", "copy what you want to change into a Graph of your own")
