"""JSON Lines → articles: one record a line, with text, title, published, publisher, url and doc_id."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Protocol

from kg.documents.article import Article, File, Refused
from kg.documents.dates import read_date
from kg.model import Problem

READER = "jsonl"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Lines(Protocol):
    """A binary file, of which only lines are read."""

    def readline(self, size: int, /) -> bytes: ...


def read_records(stream: Lines, file: File, max_bytes: int) -> Iterator[Article | Problem]:
    """The records of a stream; a bad line is a Problem and the next one is read."""
    for number, line in _lines(stream, max_bytes):
        shown = f"{file.shown}:{number}"
        if line is None:
            yield Problem("too-large", shown, f"The line is longer than {max_bytes:,} bytes", "Divide the document")
        elif line.strip():
            try:
                yield from _article(_record(line, shown), line, number, file, shown)
            except Refused as refused:
                yield refused.problem


def _lines(stream: Lines, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers; None for one that is too long, which is never held whole."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes)
            yield number, None
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield number, line.rstrip(b"\r\n")


def _record(line: bytes, shown: str) -> dict[str, Any]:
    remedy = "One JSON object a line, in UTF-8, with at least a text"
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        message = f"Byte {error.start} of the line is not UTF-8"
        raise Refused("encoding", shown, message, "Save it as UTF-8", error.start) from error
    except ValueError as error:
        raise Refused("bad-json", shown, f"The line is no JSON: {error}", remedy) from error
    except RecursionError as error:
        raise Refused("bad-json", shown, "The line is nested too deeply", remedy) from error
    if not isinstance(record, dict):
        raise Refused("bad-json", shown, "The line holds no JSON object", remedy)
    if not isinstance(record.get("text"), str):
        raise Refused("bad-json", shown, "The record has no 'text' that is a string", remedy)
    return record


def _article(record: dict[str, Any], line: bytes, number: int, file: File, shown: str) -> Iterator[Article | Problem]:
    text: str = record["text"]
    if "\0" in text:
        raise Refused("binary", shown, "NUL characters: this is no text", "", text.index("\0"))
    found = _SURROGATE.search(text)
    if found:
        text = _SURROGATE.sub("\ufffd", text)
        message = f"Character {found.start()} is half of a surrogate pair, which no file can hold; it is read as U+FFFD"
        yield Problem("surrogate", shown, message, "", found.start(), found.start() + 1)
    values: dict[str, str | None] = {}
    for key in ("title", "publisher", "published", "url", "doc_id"):
        value = record.get(key)
        if value is not None and not isinstance(value, (str, int)):
            yield Problem("bad-field", shown, f"'{key}' is no string and is not used", "Write it as a JSON string")
            value = None
        values[key] = _SURROGATE.sub("\ufffd", str(value)).strip() or None if value is not None else None
    published = read_date(values["published"]) if values["published"] else None
    if values["published"] and not published:
        message = f"published {values['published']!r} is no date that can be read in one way only"
        yield Problem("bad-date", shown, message, "Write it as 2024-05-30")
    yield Article(
        text=text,
        name=values["doc_id"] or f"{file.stem}:{number}",
        file=f"{file.name}:{number}",
        shown=shown,
        reader=READER,
        source_sha256=sha256(line).hexdigest(),
        title=values["title"],
        publisher=values["publisher"],
        published=published,
        url=values["url"],
    )
