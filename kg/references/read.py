"""A reference file → Document: its text is the file's, each row is a section, and its mapping goes with it."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from kg import ids
from kg.documents.article import Refused
from kg.documents.dates import read_date
from kg.documents.decode import decode
from kg.errors import InputError
from kg.model import Document, Problem, Section
from kg.references.mapping import Mapping, recognised
from kg.references.rows import Row, rows

READER = "reference/1"
_WORDS = re.compile(r"\w")


def read_reference(file: Path, mapping: Mapping | None = None) -> Document:
    """The document of a reference file. Without a mapping one that the program knows is taken where its columns fit.

    Raises InputError that names what is missing.
    """
    try:
        data = file.read_bytes()
        text = decode(data, str(file)).text
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}", "Check the path") from error
    except Refused as error:
        raise InputError(f"{file}: {error.message}", error.remedy) from error
    if mapping is None:
        mapping = _guessed(text, file)
    found = _rows(text, mapping, file)
    publisher = mapping.publisher or file.stem
    return Document(
        id=ids.document_id(text, publisher, mapping.url or None),
        name=file.stem,
        text=text,
        sha256=sha256(text.encode("utf-8")).hexdigest(),
        source_sha256=sha256(data).hexdigest(),
        file=file.name,
        reader=READER,
        title=mapping.title or None,
        publisher=publisher,
        published=read_date(mapping.published) if mapping.published else None,
        url=mapping.url or None,
        sections=tuple(_sections(text, found)),
        mapping=mapping.text(),
    )


def _guessed(text: str, file: Path) -> Mapping:
    """A shipped mapping under whose path rows with all its columns lie."""
    from kg.references.mapping import shipped

    seen: set[str] = set()
    for path in dict.fromkeys(m.rows for m in shipped()):
        try:
            first = next(iter(rows(text, path)), None)
        except InputError as error:
            raise InputError(f"{file}: {error.message}", error.remedy) from error
        seen |= set(first.cells) if first else set()
        mapping = recognised(first.cells) if first else None
        if mapping and mapping.rows == path:
            return mapping
    names = ", ".join(sorted(seen)) or "none"
    raise InputError(
        f"{file}: nobody has said what its columns mean (found: {names})",
        "Give --columns date=COLUMN,weapon=COLUMN,… or --mapping FILE.toml",
    )


def _rows(text: str, mapping: Mapping, file: Path) -> list[Row]:
    try:
        found = list(rows(text, mapping.rows))
    except InputError as error:
        raise InputError(f"{file}: {error.message}", error.remedy) from error
    if not found:
        raise InputError(f"{file}: no rows at {mapping.rows!r}", 'Say where they lie: rows = "tests/*" in the mapping')
    columns = {name for row in found for name in row.cells}
    missing = sorted(set(mapping.columns.values()) - columns)
    if missing:
        raise InputError(f"{file}: no column {', '.join(missing)}", f"It has {', '.join(sorted(columns))}")
    return found


def _sections(text: str, found: list[Row]) -> Iterator[Section]:
    """Each row is body; what lies between is furniture where it has words, else it goes with the row before it."""
    place = 0
    for n, row in enumerate(found):
        yield from _between(text, place, row.start)
        following = found[n + 1].start if n + 1 < len(found) else len(text)
        gap = text[row.end : following]
        end = row.end + len(gap.rstrip()) if not _WORDS.search(gap) else row.end
        yield Section("body", row.start, end)
        place = end
    yield from _between(text, place, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Section]:
    words = text[start:end].strip()
    if words:
        first = text.index(words[0], start)
        yield Section("furniture", first, first + len(words))


def skipped(document: str, number: int, why: str, remedy: str) -> Problem:
    return Problem("rows-not-read", document, f"{number} row{'' if number == 1 else 's'} {why}", remedy)
