"""An answer as a table that fits the terminal.

IRIs are shown by what names them inside their class and left out where a label stands beside them. Where the
columns cannot fit, each row becomes a block of lines, a column a line.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kg.query.answer import Answer, Value
from kg.query.names import local

_GAP = 2  # blanks between two columns of the box
_HASH = 8  # digits of a hash that are shown
_PROSE = 24  # cells that a column of prose needs at least, to be readable
_LONGEST = (24, 16, 10)  # words longer than this may be broken; the later are for narrow terminals
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def write_table(answer: Answer, stream: TextIO, width: int | None = None) -> None:
    """Writes the table and, beneath it, the number of rows."""
    console = Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)
    columns = _shown(answer)
    rows = [[show(row[i]) for i in columns] for row in answer.rows]
    names = [answer.columns[i] for i in columns]
    if not rows:
        console.print("no rows")
        return
    widths = _widths(names, rows, console.width)
    if widths:
        console.print(_table(answer, columns, names, rows, widths))
    else:
        for block in _blocks(names, rows, console.width):
            console.print(block)
    console.print(f"{len(rows)} row{'s' if len(rows) != 1 else ''}", style="dim")


def show(value: Value) -> str:
    """A value as one line that cannot move the cursor, colour the terminal or turn the reading direction.

    >>> show("a\\n b\\x1b[31m"), show("https://w3id.org/whosaid/claim/1b05c2faf006e193"), show(None), show(True)
    ('a b\\ufffd[31m', '1b05c2fa', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe(re.sub(r"\s+", " ", _brief(value))) if isinstance(value, str) else str(value)


def _brief(value: str) -> str:
    """An IRI of ours by what names it; of a hash its beginning, which `kg show` takes too."""
    name = local(value)
    return name[:_HASH] if name != value and re.fullmatch("[0-9a-f]{16}", name) else name


def safe(text: str) -> str:
    """A text whose control characters are made visible; line ends and tabs stay."""
    return "".join("\ufffd" if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in _BIDI else c for c in text)


def _shown(answer: Answer) -> list[int]:
    """The columns worth showing: some row has a value, and no label stands for it (claimant for claimant_iri)."""
    used = [i for i in range(len(answer.columns)) if any(row[i] is not None for row in answer.rows)]
    names = {answer.columns[i] for i in used}
    return [i for i in used if answer.columns[i].removesuffix("_iri") not in names - {answer.columns[i]}]


def _widths(names: list[str], rows: list[list[str]], whole: int) -> list[int]:
    """The width of each column, none if they do not fit: what each needs, then the rest to those that want more."""
    cells = [[name, *(row[n] for row in rows)] for n, name in enumerate(names)]
    wanted = [max(map(cell_len, column)) for column in cells]
    room = whole - _GAP * (len(names) - 1)
    for word in _LONGEST:
        widths = [_least(column, most, word) for column, most in zip(cells, wanted, strict=True)]
        if (rest := room - sum(widths)) >= 0:
            break
    else:
        return []
    while rest and (open_ := [n for n, most in enumerate(wanted) if widths[n] < most]):
        # A column of prose wants more the longer it is; one cell at a time keeps it fair.
        n = max(open_, key=lambda n: (wanted[n] / widths[n], -n))
        widths[n], rest = widths[n] + 1, rest - 1
    return widths


def _least(cells: list[str], widest: int, limit: int) -> int:
    """The cells that a column needs: its longest word up to a limit, and enough for prose where it holds prose."""
    longest = max((cell_len(word) for cell in cells for word in cell.split()), default=1)
    return max(min(longest, limit), _PROSE if widest > 2 * _PROSE else 0)


def _table(answer: Answer, columns: list[int], names: list[str], rows: list[list[str]], widths: list[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for i, name, width in zip(columns, names, widths, strict=True):
        numbers = all(isinstance(row[i], int | float | None) for row in answer.rows)
        table.add_column(name, overflow="fold", width=width, justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _blocks(names: list[str], rows: list[list[str]], width: int) -> Iterator[Rule | Table]:
    """Each row as a block; a column without a value is left out."""
    label = max(map(cell_len, names))
    for number, row in enumerate(rows, 1):
        yield Rule(Text(str(number), style="dim"), align="left", style="dim")
        block = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), width=width)
        block.add_column(style="bold", width=min(label, max(8, width // 3)), overflow="fold")
        block.add_column(overflow="fold", ratio=1)
        for name, cell in zip(names, row, strict=True):
            if cell:
                block.add_row(name, Text(cell))
        yield block
