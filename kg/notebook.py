"""A store in a notebook: answers as pandas tables, views as networkx graphs, statements as rdflib knows them.

    import kg
    with kg.open("kg-store") as store:
        store.ask("who-said-what-about-transfers", to="russia")

Whatever is large to import is imported when it is asked for.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg import query
from kg.errors import KgError, StoreError
from kg.query import Answer
from kg.store import Store, open_store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

Given = str | int | date


def open(where: str | Path = "kg-store") -> "OpenStore":
    """The store in a folder, or behind the address of a SPARQL server.

    Raises StoreError, with what to do, where there is none.
    """
    return OpenStore(open_store(where), str(where))


class OpenStore:
    """A store that is open for reading; closed at the end of a `with`, or by `close()`."""

    def __init__(self, store: Store, name: str) -> None:
        self._store: Store | None = store
        self._name = name

    def ask(self, question: str | Path, **parameters: Given | Sequence[Given]) -> "pd.DataFrame":
        """The answer to a saved question, by its name or the path of a `.rq` file; `questions()` lists them.

        Parameters are named as on the command line, with _ for -, and with a _ behind where Python knows the word:
        `ask("events-in-period", from_="2024-01-01")`. Several values are given as a list.
        """
        given = {name.rstrip("_").replace("_", "-"): _texts(value) for name, value in parameters.items()}
        return _table(query.run(self._open(), query.load_query(question), given))

    def sparql(self, text: str) -> "pd.DataFrame":
        """The answer to a SELECT in SPARQL."""
        return _table(query.run_text(self._open(), text))

    def questions(self) -> "pd.DataFrame":
        """The saved questions: their names, what they ask, their parameters."""
        rows = ((q.name, q.summary, ", ".join(p.name for p in q.parameters)) for q in query.list_queries())
        return _table(Answer(("name", "question", "parameters"), tuple(rows)))

    def graph(self, view: str = "claims") -> "nx.MultiDiGraph[str]":
        """A view of the store as a networkx graph; the key of an edge is its kind.

        "claims" has claims as nodes; "actors" joins actors by what they say of one another, `weight` is the number of
        independent sources. Nodes and edges carry what the exports give; what is absent has no key.
        """
        import networkx as nx

        from kg.exports.network import NODE_FIELDS, Node
        from kg.exports.views import network

        found: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=f"{self._name}: {view}")
        edges = []
        for part in network(self._open(), view).parts():
            if isinstance(part, Node):
                fields = {n: v for n, v in zip(NODE_FIELDS, part.fields, strict=True) if v}
                found.add_node(part.id, label=part.label, kind=part.kind, **fields)
            else:
                told = {"weight": part.weight, "days": list(part.days), "claims": list(part.claims)}
                edges.append((part.source, part.target, part.kind, {"kind": part.kind, **told}))
        # Nodes first: an edge may come before the second of its ends, and nodes keep their order.
        found.add_edges_from(edges)
        return found

    def dataset(self) -> "rdflib.Dataset":
        """The same store as an rdflib Dataset, for reading: nothing is copied, its default graph is the union."""
        from kg.store.dataset import dataset

        return dataset(self._open())

    def close(self) -> None:
        self._store = None

    def __enter__(self) -> "OpenStore":
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<whosaid store {self._name}{'' if self._store else ', closed'}>"

    def _open(self) -> Store:
        if self._store is None:
            raise StoreError(f"the store {self._name} is closed", "open it again: kg.open(…)")
        return self._store


def _texts(value: Given | Sequence[Given]) -> list[str]:
    """What a user gives as they would type it.

    >>> _texts(date(2024, 5, 30)), _texts(["russia", 3])
    (['2024-05-30'], ['russia', '3'])
    """
    return [str(value)] if isinstance(value, str | int | date) else [str(v) for v in value]


def _table(answer: Answer) -> "pd.DataFrame":
    """An answer as pandas has it: whole numbers stay whole beside absent values."""
    pandas = _pandas()
    return pandas.DataFrame(list(answer.rows), columns=list(answer.columns)).convert_dtypes()


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise KgError(
            "pandas is not installed, and answers in a notebook are its tables", "pip install 'whosaid[notebook]'"
        ) from error
    return pandas
