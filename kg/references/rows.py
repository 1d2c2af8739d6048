"""The rows of a table or of JSON, each cell with its characters in the file's text."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.errors import InputError

_FIELD = re.compile(r'"((?:[^"]|"")*)"|[^"\r\n]*')
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[-+.\w]+|[\[\]{},:])', re.DOTALL)


class Cell(NamedTuple):
    """What a cell holds, and the characters [start, end) that say it (quotes left out)."""

    start: int
    end: int
    value: str


class Row(NamedTuple):
    """The characters of one row, and its cells by column."""

    start: int
    end: int
    cells: dict[str, Cell]


def rows(text: str, path: str) -> Iterator[Row]:
    r"""The rows of a text: JSON where it begins like that, else a table with a header.

    >>> [(r.cells["a"], r.cells["b"].value) for r in rows('a,b\n1,"x, ""y"" "\n', "*")]
    [(Cell(start=4, end=5, value='1'), 'x, "y" ')]
    >>> [r.cells["a"] for r in rows('{"all": [{"a": "1"}]}', "all/*")]
    [Cell(start=16, end=17, value='1')]
    """
    return _json_rows(text, path) if text.lstrip()[:1] in ("[", "{") else _table_rows(text)


def _table_rows(text: str) -> Iterator[Row]:
    lines = _lines(text)
    header = [c.value.strip() for c in next(lines, [])]
    for cells in lines:
        if any(c.value.strip() for c in cells):
            named = dict(zip(header, cells, strict=False))
            yield Row(_outer(text, cells[0])[0], _outer(text, cells[-1])[1], named)


def _outer(text: str, cell: Cell) -> tuple[int, int]:
    """The characters of a cell with its quotes."""
    quoted = cell.start > 0 and text[cell.start - 1] == '"' and text[cell.end : cell.end + 1] == '"'
    return (cell.start - 1, cell.end + 1) if quoted else (cell.start, cell.end)


def _lines(text: str) -> Iterator[list[Cell]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    plain = re.compile(rf"[^{delimiter}\r\n]*")
    place, cells = 0, []
    while place < len(text):
        quoted = _FIELD.match(text, place) if text[place] == '"' else None
        match = quoted or plain.match(text, place)
        assert match is not None
        start, end = match.span(1) if quoted else match.span()
        cells.append(Cell(start, end, text[start:end].replace('""', '"') if quoted else text[start:end]))
        place = match.end()
        if text[place : place + 1] == delimiter:
            place += 1
            if place == len(text):
                cells.append(Cell(place, place, ""))
        elif place < len(text) and text[place] not in "\r\n":
            raise InputError(
                f"character {place}: a quotation mark inside a cell is not doubled", "Save it as CSV again"
            )
        else:
            yield cells
            place = next((n for n in range(place, len(text)) if text[n] not in "\r\n"), len(text))
            cells = []
    if cells:
        yield cells


class _Node(NamedTuple):
    start: int
    end: int
    value: Any


def _json_rows(text: str, path: str) -> Iterator[Row]:
    try:
        node, _ = _node(text, 0)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}", "Save it as JSON or CSV again") from error
    for found in _at(node, [p for p in path.split("/") if p]):
        if isinstance(found.value, dict):
            leaves = {k: n for k, n in found.value.items() if not isinstance(n.value, (dict, list))}
            yield Row(found.start, found.end, {k: Cell(n.start, n.end, _said(n.value)) for k, n in leaves.items()})


def _said(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _at(node: _Node, path: list[str]) -> Iterator[_Node]:
    if not path:
        yield node
        return
    name, *rest = path
    below: list[_Node] = []
    if isinstance(node.value, list) and name == "*":
        below = node.value
    elif isinstance(node.value, dict):
        below = [n for k, n in node.value.items() if name in ("*", k)]
    for one in below:
        yield from _at(one, rest)


def _node(text: str, place: int) -> tuple[_Node, int]:
    """The value at a place, with its characters; strings without their quotes."""
    token, start, end = _token(text, place)
    if token == "{":
        return _object(text, start, end)
    if token == "[":
        return _array(text, start, end)
    value = json.loads(token)
    inner = (start + 1, end - 1) if token.startswith('"') else (start, end)
    return _Node(*inner, value), end


def _object(text: str, start: int, place: int) -> tuple[_Node, int]:
    found: dict[str, _Node] = {}
    token, _, end = _token(text, place)
    while token != "}":
        name = json.loads(token)
        colon, _, end = _token(text, end)
        if colon != ":":
            raise ValueError(f"no colon at character {end}")
        found[name], end = _node(text, end)
        token, _, end = _token(text, end)
        if token == ",":
            token, _, end = _token(text, end)
    return _Node(start, end, found), end


def _array(text: str, start: int, place: int) -> tuple[_Node, int]:
    found: list[_Node] = []
    token, _, end = _token(text, place)
    while token != "]":
        node, place = _node(text, place)
        found.append(node)
        token, _, end = _token(text, place)
        if token == ",":
            place = end
    return _Node(start, end, found), end


def _token(text: str, place: int) -> tuple[str, int, int]:
    match = _TOKEN.match(text, place)
    if match is None:
        raise ValueError(f"nothing that JSON knows at character {place}")
    return match[1], match.start(1), match.end(1)
