"""metadata.csv beside the files: title, publisher, published and url that the files do not carry themselves."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.documents.article import Refused
from kg.documents.dates import read_date
from kg.documents.decode import decode
from kg.model import Problem

NAME = "metadata.csv"
FIELDS = ("title", "publisher", "published", "url")


@dataclass(frozen=True, slots=True)
class Row:
    """What metadata.csv says of one file."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


def read_metadata(folder: Path, shown: str, max_bytes: int) -> tuple[dict[str, Row], tuple[Problem, ...]]:
    """The rows of a folder's metadata.csv by file name, and what is wrong with it; no file, no rows."""
    path = folder / NAME
    if not path.is_file():
        return {}, ()
    try:
        if path.stat().st_size > max_bytes:
            raise Refused("metadata", shown, f"{NAME} is larger than {max_bytes:,} bytes", "Divide it by folder")
        text = decode(path.read_bytes(), shown).text
        return _table(text, folder, shown)
    except (Refused, csv.Error) as error:
        return {}, (Problem("metadata", shown, f"{NAME} cannot be read: {error}", "Save it as UTF-8 text"),)
    except OSError as error:
        return {}, (Problem("unreadable", shown, f"{NAME}: {error.strerror}"),)


def _table(text: str, folder: Path, shown: str) -> tuple[dict[str, Row], tuple[Problem, ...]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [name.strip().casefold() for name in next(lines, [])]
    if "document" not in header:
        message = f"{NAME} row 1: no column 'document' that names the files"
        return {}, (Problem("metadata", shown, message, f"The header is: document,{','.join(FIELDS)}"),)
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    for cells in lines:
        if any(c.strip() for c in cells):
            problems += _add(rows, header, cells, f"{NAME} row {lines.line_num}", folder, shown)
    return rows, tuple(problems)


def _add(
    rows: dict[str, Row], header: Sequence[str], cells: list[str], where: str, folder: Path, shown: str
) -> Iterator[Problem]:
    """Adds one row; yields what is wrong with it."""

    def problem(message: str, remedy: str = "") -> Problem:
        return Problem("metadata", shown, f"{where}: {message}", remedy)

    if len(cells) > len(header):
        yield problem(f"{len(cells)} cells, but {len(header)} columns: not used", "Put quotes around cells with commas")
        return
    if len(cells) < len(header):
        yield problem(f"{len(cells)} cells, but {len(header)} columns: the last are taken as empty")
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    name = values.get("document", "")
    if name in rows:
        yield problem(f"a second row for {name}: not used", "Keep one of them")
        return
    if not name or not _exists(folder, name):
        yield problem(f"no file {name or '(empty)'} here", "Correct the name, or take the row out")
        return
    published = read_date(values["published"]) if values.get("published") else None
    if values.get("published") and not published:
        yield problem(f"{values['published']!r} is no date that can be read in one way only", "Write it as 2024-05-30")
    rows[name] = Row(values.get("title") or None, values.get("publisher") or None, published, values.get("url") or None)


def _exists(folder: Path, name: str) -> bool:
    """Whether a row's file is there; it may be named without its ending."""
    try:
        return (folder / name).is_file() or any(p.stem == name for p in folder.iterdir() if p.is_file())
    except (OSError, ValueError):
        return False
