"""GEXF 1.3 for Gephi, written as a stream.

The XML attribute `kind` keeps parallel edges apart (Gephi would merge *asserts* with *denies*), the ids of attributes
are numbers (other readers take a word for the title), and dates stand twice: as the time of nodes and edges, which
makes the graph dynamic, and as plain attributes, for readers without time.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import BinaryIO

from kg.exports import looks
from kg.exports.markup import attribute, escaped
from kg.exports.network import EDGE_FIELDS, NODE_FIELDS, Edge, Network, Node
from kg.exports.writing import write_parts

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>whosaid</creator><description>actors, events and attributed claims</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
# Ids are numbers over both classes: readers that keep one table of attributes do not mix them up.
_NODE_TITLES = ("kind", *NODE_FIELDS)
_EDGE_TITLES = ("relation", *EDGE_FIELDS)
_RELATION, _DATE, _CLAIMS, _STATEMENTS = range(len(_NODE_TITLES), len(_NODE_TITLES) + len(_EDGE_TITLES))


def write_gexf(network: Network, out: BinaryIO) -> None:
    """Writes the network; equal networks give equal bytes, and memory does not grow with it (but for small ones,
    whose places are found by forces)."""
    out.write(_HEAD.encode())
    out.writelines(line.encode() for line in _attributes("node", _NODE_TITLES, 0))
    out.writelines(line.encode() for line in _attributes("edge", _EDGE_TITLES, len(_NODE_TITLES)))
    parts, place = _placed(network.parts())
    write_parts(
        parts, out, lambda node: _node(node, place(node)), lambda n, edge: _edge(n, edge, network.recurring),
        (b"<nodes>\n", b"</nodes>\n<edges>\n", b"</edges>\n</graph>\n</gexf>\n"),
    )  # fmt: skip


def _placed(parts: Iterator[Node | Edge]) -> tuple[Iterable[Node | Edge], Callable[[Node], looks.Place]]:
    """The parts, and what gives each node of them its place."""
    first: list[Node | Edge] = []
    nodes = 0
    for part in parts:
        first.append(part)
        nodes += isinstance(part, Node)
        if nodes > looks.SMALL:
            return chain(first, parts), looks.Clumps().place
    found = looks.places([p for p in first if isinstance(p, Node)], [p for p in first if isinstance(p, Edge)])
    return first, lambda node: found[node.id]


def _attributes(of: str, titles: tuple[str, ...], first: int) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for number, title in enumerate(titles, first):
        kind = "integer" if title == "statements" else "string"
        yield f'<attribute id="{number}" title="{title}" type="{kind}"/>\n'
    yield "</attributes>\n"


def _node(node: Node, place: looks.Place) -> str:
    values = "".join(f'<attvalue for="{n}"{attribute("value", v)}/>' for n, v in enumerate(node.fields, 1) if v)
    start = attribute("start", node.start) if node.start else ""
    kind, look = _look_of_node(node.kind)
    return (
        f"<node{attribute('id', node.id)}{attribute('label', node.label)}{start}><attvalues>{kind}{values}</attvalues>"
        f'{look}<viz:position x="{place[0]}" y="{place[1]}" z="0"/></node>\n'
    )


@cache
def _look_of_node(kind: str) -> tuple[str, str]:
    """The attribute that tells the kind; colour and size."""
    colour, size = _colour(looks.NODE_COLOURS[kind]), looks.NODE_SIZES[kind]
    return f'<attvalue for="0"{attribute("value", kind)}/>', f'{colour}<viz:size value="{size}"/>'


def _edge(number: int, edge: Edge, recurring: bool) -> str:
    source, target, kind, weight, days, claims = edge
    names, relation, end = _look_of_edge(kind)
    start = f' start="{days[0]}"' if len(days) == 1 and not recurring else ""
    dates = f'<attvalue for="{_DATE}" value="{"; ".join(days)}"/>' if days else ""
    told = ""
    if claims:
        listed = escaped("; ".join(claims))
        told = f'<attvalue for="{_CLAIMS}" value="{listed}"/><attvalue for="{_STATEMENTS}" value="{len(claims)}"/>'
    return (
        f'<edge id="{number}" source="{escaped(source)}" target="{escaped(target)}"{names} weight="{weight}"{start}>'
        f"<attvalues>{relation}{dates}{told}</attvalues>{_spells(days, recurring)}{end}"
    )


@cache
def _look_of_edge(kind: str) -> tuple[str, str, str]:
    """The kind as Gephi reads it, as an attribute; colour and the end of the element."""
    names = attribute("kind", kind) + attribute("label", kind)
    relation = f'<attvalue for="{_RELATION}"{attribute("value", kind)}/>'
    return names, relation, f"{_colour(looks.edge_colour(kind))}</edge>\n"


def _colour(colour: looks.Colour) -> str:
    return '<viz:color r="{}" g="{}" b="{}"/>'.format(*colour)


def _spells(days: tuple[str, ...], recurring: bool) -> str:
    """What recurs is there on each of its days; what was said once stays said: it has a start and no end."""
    if not days or (len(days) == 1 and not recurring):
        return ""
    spells = (f'<spell start="{day}" end="{day}"/>' for day in days)
    return f"<spells>{''.join(spells)}</spells>"
