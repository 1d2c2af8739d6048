"""GraphML, for networkx, igraph, yEd and Cytoscape, written as a stream."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from kg.exports.markup import attribute, clean
from kg.exports.network import EDGE_FIELDS, NODE_FIELDS, Edge, Network, Node, edge_values
from kg.exports.writing import write_parts

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NODE_KEYS = ("label", "kind", "start", *NODE_FIELDS)
_EDGE_KEYS = ("kind", "weight", *EDGE_FIELDS)


def write_graphml(network: Network, out: BinaryIO) -> None:
    """Writes the network; every edge has an id, so that parallel ones stay apart."""
    out.write(_HEAD.encode())
    out.writelines(line.encode() for line in _keys())
    frame = b'<graph edgedefault="directed">\n', b"", b"</graph>\n</graphml>\n"
    write_parts(network.parts(), out, _node, _edge, frame)


def _keys() -> Iterator[str]:
    for of, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name in names:
            kind = "int" if name in ("weight", "statements") else "string"
            yield f'<key id="{of[0]}-{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(of: str, names: Iterable[str], values: Iterable[object]) -> str:
    pairs = zip(names, values, strict=True)
    return "".join(f'<data key="{of}-{n}">{escape(clean(str(v)))}</data>' for n, v in pairs if v not in ("", None))


def _node(node: Node) -> str:
    values = (node.label, node.kind, node.start, *node.fields)
    return f"<node{attribute('id', node.id)}>{_data('n', _NODE_KEYS, values)}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    values = (edge.kind, edge.weight, *edge_values(edge))
    ends = attribute("source", edge.source) + attribute("target", edge.target)
    return f'<edge id="{number}"{ends}>{_data("e", _EDGE_KEYS, values)}</edge>\n'
