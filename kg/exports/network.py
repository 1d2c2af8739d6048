"""The graph as a network: nodes and edges of a view, read from a store in constant memory and in a fixed order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import pyoxigraph as ox

from kg import ids
from kg.errors import QueryError
from kg.exports import views
from kg.exports.sorting import Row, ordered
from kg.query import Selects
from kg.store import Term

# The kinds of node, in the order in which they are written and laid out from the middle outwards.
KINDS = ("actor", "outlet", "event", "weapon", "place", "document", "claim")
# What a node tells besides id, label and kind: titles of columns, the same for every kind, empty where not said.
NODE_FIELDS = (
    "type", "iri", "words", "stance", "certainty", "polarity", "voice", "document", "date", "earliest", "latest", "url",
)  # fmt: skip
EDGE_FIELDS = ("date", "claims")
_WORDS = NODE_FIELDS.index("words")


@dataclass(frozen=True, slots=True)
class Node:
    """`start` is the day from which it is there (a claim's is its utterance), "" for always.

    `fields` are the values of NODE_FIELDS, "" where there is none.
    """

    id: str
    label: str
    kind: str
    start: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """All that one node has to do with another in one way: `weight` counts independent occurrences,
    `days` are those on which it was said, `claims` the ids of the claims that say it."""

    source: str
    target: str
    kind: str
    weight: int
    days: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A view of a store. `nodes()` and `edges()` ask anew at every call and give the same each time."""

    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]


def network(store: Selects, view: str = "claims") -> Network:
    """The view of a store: "claims" has claims as nodes, "actors" joins actors by what they say of one another."""
    if view not in views.VIEWS:
        raise QueryError(f"there is no view {view!r}", f"take one of {', '.join(views.VIEWS)}")
    chosen = views.VIEWS[view]
    return Network(lambda: _nodes(store, chosen), lambda: _edges(store, chosen))


def short(iri: str) -> str:
    """The id of a node: its IRI without what all have in common.

    >>> short("https://w3id.org/whosaid/claim/9b02")
    'claim/9b02'
    """
    return iri.removeprefix(ids.BASE)


def _nodes(store: Selects, view: views.View) -> Iterator[Node]:
    """One node for each IRI, from one row or several: its words may come in parts."""
    outlets = {row[0] for row in _rows(store, views.OUTLETS)}
    rows = chain.from_iterable(_node_rows(store, kind, query, outlets) for kind, query in view.nodes)
    for _, group in groupby(ordered(rows), key=lambda row: row[:2]):
        (rank, id_, _, label, start, *fields), *more = group
        parts = (fields[_WORDS], *(row[-len(NODE_FIELDS) + _WORDS] for row in more))
        fields[_WORDS] = " … ".join(dict.fromkeys(filter(None, parts)))
        yield Node(id_, label, KINDS[int(rank)], start, tuple(fields))


def _node_rows(store: Selects, kind: str, query: str, outlets: set[str]) -> Iterator[Row]:
    """Rank of the kind, id, place of the words, label, start, fields: in the order in which they sort."""
    variables, found = store.select(query)
    at = {name: n for n, name in enumerate(variables)}
    places = [at.get(name) for name in NODE_FIELDS]
    for row in map(_texts, found):
        iri = row[at["node"]]
        fields = ["" if n is None else row[n] for n in places]
        fields[NODE_FIELDS.index("iri")] = iri
        own = "outlet" if kind == "actor" and iri in outlets else kind
        start, begin = (row[at[name]] if name in at else "" for name in ("start", "at"))
        yield (str(KINDS.index(own)), short(iri), begin.rjust(12, "0"), row[at["label"]], start, *fields)


def _edges(store: Selects, view: views.View) -> Iterator[Edge]:
    rows = chain.from_iterable(_edge_rows(store, kind, query) for kind, query in view.edges)
    for (source, target, kind), group in groupby(ordered(rows), key=lambda row: row[:3]):
        days, claims, outlets = zip(*(row[3:] for row in group), strict=True)
        weight = len(set(outlets) - {""}) or 1
        yield Edge(source, target, kind, weight, _distinct(days), _distinct(claims))


def _edge_rows(store: Selects, kind: str, query: str) -> Iterator[Row]:
    """Source, target, kind, day, claim, outlet; `kind` is made of the stance where a query gives one."""
    for source, target, day, claim, outlet, stance in _rows(store, query):
        yield short(source), short(target), verb(stance) if stance else kind, day, short(claim), outlet


def _rows(store: Selects, query: str) -> Iterator[Sequence[str]]:
    return map(_texts, store.select(query)[1])


def _texts(row: Sequence[Term]) -> list[str]:
    """The lexical forms, "" where there is none (no term of ours is a triple)."""
    return ["" if term is None or isinstance(term, ox.Triple) else term.value for term in row]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values) - {""}))


def verb(stance: str) -> str:
    """What a claimant does, from the stance's IRI.

    >>> verb("https://w3id.org/whosaid/stance/deny"), verb(ids.BASE + "stance/assert")
    ('denies', 'asserts')
    """
    name = stance.rpartition("/")[2]
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "z", "ch", "sh")) else "s")
