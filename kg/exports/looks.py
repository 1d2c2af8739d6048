"""How nodes and edges look in Gephi: colours, sizes and places."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from kg.exports.network import Edge, Node

Colour = tuple[int, int, int]
Place = tuple[float, float]

# Colours that those who confuse red and green can tell apart (Okabe and Ito 2008).
NODE_COLOURS: Final[Mapping[str, Colour]] = {
    "actor": (0, 114, 178),
    "outlet": (86, 180, 233),
    "event": (213, 94, 0),
    "weapon": (230, 159, 0),
    "place": (0, 158, 115),
    "document": (120, 120, 120),
    "claim": (204, 121, 167),
}
NODE_SIZES: Final[Mapping[str, int]] = {
    "actor": 16, "outlet": 14, "event": 14, "weapon": 9, "place": 9, "document": 8, "claim": 5,
}  # fmt: skip
_DISPUTE: Final[Colour] = (200, 30, 30)
_QUIET: Final[Colour] = (170, 170, 170)
EDGE_COLOURS: Final[Mapping[str, Colour]] = {
    "denies": _DISPUTE,
    "contradicts": _DISPUTE,
    "accuses": (150, 60, 0),
    "condemns": (150, 60, 0),
    "agrees": (0, 130, 80),
    "confirms": (0, 130, 80),
}

SMALL = 600  # nodes up to which forces are worth their time (a few seconds)
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SPACING = 30.0
_SPREAD = 4  # what ForceAtlas2 makes is too dense for nodes of these sizes


def edge_colour(kind: str) -> Colour:
    return EDGE_COLOURS.get(kind, _QUIET)


def _sunflower(number: int, turn: int) -> Place:
    """The point of a sunflower's spiral with `number` others inside it: evenly spread however many follow."""
    radius, angle = _SPACING * math.sqrt(number + 0.5), turn * _GOLDEN_ANGLE
    return round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)


_around = cache(_sunflower)  # documents have claims in like number: the same places around each


class Clumps:
    """Places for a graph of any size, in one pass: actors, events and things in the middle, around them the documents,
    each amid its claims, which come after it.

    >>> clumps = Clumps()
    >>> [clumps.place(Node(str(n), "", "actor", "", ())) for n in range(2)]
    [(21.2, 0.0), (-27.1, 24.8)]
    """

    def __init__(self) -> None:
        self._nodes = self._turn = self._claims = 0
        self._at: Place = (0.0, 0.0)

    def place(self, node: Node) -> Place:
        if node.kind == "claim":
            self._claims += 1
            x, y = _around(self._claims, self._claims)
            place = round(self._at[0] + x, 1), round(self._at[1] + y, 1)
        else:
            place = self._at = _sunflower(self._nodes, self._turn)
            self._turn, self._claims = self._turn + 1, 0
        self._nodes += 1
        return place


def places(nodes: Sequence[Node], edges: Iterable[Edge]) -> dict[str, Place]:
    """A place for each node of a small graph by its id, drawn together by the edges (ForceAtlas2 of networkx).

    Whole numbers: the last bits of floating-point sums differ between processors.
    """
    import networkx as nx  # slow to import, and only this layout needs it

    graph = nx.Graph()
    start = {node.id: _sunflower(n, n) for n, node in enumerate(nodes)}
    graph.add_nodes_from(start)
    graph.add_edges_from((e.source, e.target) for e in edges if e.source in start and e.target in start)
    if not graph.number_of_edges():
        return start
    pos = {node: list(place) for node, place in start.items()}
    found = nx.forceatlas2_layout(graph, pos=pos, max_iter=60, scaling_ratio=20.0, gravity=2.0, seed=1)
    return {node: (float(round(_SPREAD * x)), float(round(_SPREAD * y))) for node, (x, y) in found.items()}
