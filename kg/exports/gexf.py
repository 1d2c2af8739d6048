"""GEXF 1.3 for Gephi, written as a stream.

The XML attribute `kind` keeps parallel edges apart (Gephi would merge *asserts* with *denies*), the ids of attributes
are numbers (other readers take a word for the title), and dates stand twice: as the time of nodes and edges, which
makes the graph dynamic, and as plain attributes, for readers without time.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from kg.exports import looks
from kg.exports.markup import attribute
from kg.exports.network import EDGE_FIELDS, NODE_FIELDS, Edge, Network, Node

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>whosaid</creator><description>actors, events and attributed claims</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
# Ids are numbers over both classes: readers that keep one table of attributes do not mix them up.
_NODE_TITLES = ("kind", *NODE_FIELDS)
_EDGE_TITLES = ("relation", *EDGE_FIELDS)


def write_gexf(network: Network, out: BinaryIO) -> None:
    """Writes the network; equal networks give equal bytes, and memory does not grow with it (but for small ones,
    whose places are found by forces)."""
    out.write(_HEAD.encode())
    out.writelines(line.encode() for line in _attributes("node", _NODE_TITLES, 0))
    out.writelines(line.encode() for line in _attributes("edge", _EDGE_TITLES, len(_NODE_TITLES)))
    out.write(b"<nodes>\n")
    for node, place in _placed(network):
        out.write(_node(node, place).encode())
    out.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(network.edges()):
        out.write(_edge(number, edge).encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")


def _placed(network: Network) -> Iterator[tuple[Node, looks.Place]]:
    nodes = network.nodes()
    few = list(islice(nodes, looks.SMALL + 1))
    if len(few) <= looks.SMALL:
        return zip(few, looks.places(few, network.edges()), strict=True)
    return zip(chain(few, nodes), looks.spiral(), strict=False)


def _attributes(of: str, titles: tuple[str, ...], first: int) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for number, title in enumerate(titles, first):
        yield f'<attribute id="{number}" title="{title}" type="string"/>\n'
    yield "</attributes>\n"


def _values(values: tuple[str, ...], first: int) -> str:
    given = (f'<attvalue for="{n}"{attribute("value", v)}/>' for n, v in enumerate(values, first) if v)
    return f"<attvalues>{''.join(given)}</attvalues>"


def _node(node: Node, place: looks.Place) -> str:
    start = attribute("start", node.start) if node.start else ""
    return (
        f"<node{attribute('id', node.id)}{attribute('label', node.label)}{start}>"
        f"{_values((node.kind, *node.fields), 0)}"
        f"{_colour(looks.NODE_COLOURS[node.kind])}"
        f'<viz:size value="{looks.NODE_SIZES[node.kind]}"/>'
        f'<viz:position x="{place[0]}" y="{place[1]}" z="0"/></node>\n'
    )


def _edge(number: int, edge: Edge) -> str:
    values = (edge.kind, "; ".join(edge.days), "; ".join(edge.claims))
    return (
        f'<edge id="{number}"{attribute("source", edge.source)}{attribute("target", edge.target)}'
        f'{attribute("kind", edge.kind)}{attribute("label", edge.kind)} weight="{edge.weight}"{_time(edge)}>'
        f"{_values(values, len(_NODE_TITLES))}"
        f"{_spells(edge)}"
        f"{_colour(looks.edge_colour(edge.kind))}</edge>\n"
    )


def _colour(colour: looks.Colour) -> str:
    return '<viz:color r="{}" g="{}" b="{}"/>'.format(*colour)


def _time(edge: Edge) -> str:
    """What was said once stays said: an edge of one day has a start and no end."""
    return attribute("start", edge.days[0]) if len(edge.days) == 1 else ""


def _spells(edge: Edge) -> str:
    """An edge of several days is there on each of them."""
    if len(edge.days) < 2:
        return ""
    spells = (f'<spell start="{day}" end="{day}"/>' for day in edge.days)
    return f"<spells>{''.join(spells)}</spells>"
