"""Writing a network whose nodes and edges come mixed into a file that wants the nodes first."""

from collections.abc import Callable, Iterable
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from kg.exports.network import Edge, Node

_BUFFER = 1 << 18


def write_parts(
    parts: Iterable[Node | Edge],
    out: BinaryIO,
    node: Callable[[Node], str],
    edge: Callable[[int, Edge], str],
    frame: tuple[bytes, bytes, bytes],
) -> None:
    """Writes the nodes as they come, and the edges, numbered, after the last of them; until then they wait on disk.

    `frame` is what stands before, between and after.
    """
    before, between, after = frame
    number = 0
    with TemporaryFile(buffering=_BUFFER) as edges:
        out.write(before)
        for part in parts:
            if isinstance(part, Edge):
                edges.write(edge(number, part).encode())
                number += 1
            else:
                out.write(node(part).encode())
        out.write(between)
        edges.seek(0)
        copyfileobj(edges, out, _BUFFER)
    out.write(after)
