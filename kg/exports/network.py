"""The graph as a network: nodes and edges of a view, read from a store in constant memory and in a fixed order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg import ids

# The kinds of node, in the order in which they are written; a document is followed by its claims.
KINDS = ("actor", "outlet", "event", "weapon", "place", "document", "claim")
# What a node tells besides id, label and kind: titles of columns, the same for every kind, empty where not said.
NODE_FIELDS = (
    "type", "iri", "words", "stance", "certainty", "polarity", "voice", "document", "date", "earliest", "latest", "url",
)  # fmt: skip
EDGE_FIELDS = ("date", "claims", "statements")


class Node(NamedTuple):
    """`start` is the day from which it is there (a claim's is its utterance), "" for always.

    `fields` are the values of NODE_FIELDS, "" where there is none.
    """

    id: str
    label: str
    kind: str
    start: str
    fields: tuple[str, ...]


class Edge(NamedTuple):
    """All that one node has to do with another in one way.

    `weight` counts the independent sources, at least 1; `days` are those on which it was said, `claims` the IRIs of
    the claims that say it.
    """

    source: str
    target: str
    kind: str
    weight: int
    days: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A view of a store. `parts()` asks anew at every call and gives the same each time.

    Nodes and edges come mixed, as the store is read once. Where edges are `recurring`, each is there on its days only;
    else what was said stays said.
    """

    parts: Callable[[], Iterator[Node | Edge]]
    recurring: bool = False

    def nodes(self) -> Iterator[Node]:
        return (part for part in self.parts() if isinstance(part, Node))

    def edges(self) -> Iterator[Edge]:
        return (part for part in self.parts() if isinstance(part, Edge))


def node(kind: str, iri: str, label: str, start: str = "", **values: str) -> Node:
    """A node with the fields that are named."""
    values["iri"] = iri
    return Node(short(iri), label, kind, start, tuple(values.get(name, "") for name in NODE_FIELDS))


def edge_values(edge: Edge) -> tuple[str, ...]:
    """The values of EDGE_FIELDS."""
    return "; ".join(edge.days), "; ".join(edge.claims), str(len(edge.claims) or "")


def short(iri: str) -> str:
    """The id of a node: its IRI without what all have in common.

    >>> short("https://w3id.org/whosaid/claim/9b02")
    'claim/9b02'
    """
    return iri.removeprefix(ids.BASE)


def verb(stance: str) -> str:
    """What a claimant does, from the stance's IRI.

    >>> verb("https://w3id.org/whosaid/stance/deny"), verb(ids.BASE + "stance/assert")
    ('denies', 'asserts')
    """
    name = stance.rpartition("/")[2]
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "z", "ch", "sh")) else "s")
