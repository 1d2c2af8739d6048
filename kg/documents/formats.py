"""File → articles: which reader a file takes, by its ending, its first bytes or its first character."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from kg.documents import files, pages
from kg.documents.article import Article, File, Refused
from kg.documents.decode import decode, kind_of
from kg.documents.records import read_records
from kg.model import Problem


class Stream(Protocol):
    """What is read of a binary file."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def articles(file: File, max_bytes: int) -> Iterator[Article | Problem]:
    """The articles of one file as its format gives them; a file that cannot be used is a Problem."""
    try:
        if file.path is None:
            yield from _stream(sys.stdin.buffer, file, max_bytes)
        elif file.path.is_file():
            yield from _file(file, file.path, max_bytes)
        else:
            with file.path.open("rb") as stream:
                yield from _stream(stream, file, max_bytes)
    except Refused as refused:
        yield refused.problem
    except OSError as error:
        yield Problem("unreadable", file.shown, f"{file.shown}: {error.strerror}", "Check the permissions")


def _file(file: File, path: Path, max_bytes: int) -> Iterator[Article | Problem]:
    suffix = path.suffix.lower()
    if suffix in files.RECORDS:
        with path.open("rb") as stream:
            yield from read_records(stream, file, max_bytes)
        return
    known = suffix in files.TEXT or suffix in files.PAGE
    if suffix in files.CONVERT or not (known or file.asked):
        raise _unknown(suffix, file.shown)
    size = path.stat().st_size
    if size > max_bytes:
        message = f"{size:,} bytes, more than the {max_bytes:,} that one document may have"
        raise Refused("too-large", file.shown, message, "Divide it, or make it JSON Lines if it holds many articles")
    yield from _whole(path.read_bytes(), file, suffix in files.PAGE)


def _stream(stream: Stream, file: File, max_bytes: int) -> Iterator[Article | Problem]:
    """What comes without a file name: JSON Lines, a page or a text, by its first character."""
    data = stream.read(max_bytes + 1)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        yield from read_records(_Chained(data, stream), file, max_bytes)
        return
    if len(data) > max_bytes:
        message = f"More than the {max_bytes:,} bytes that one document may have"
        raise Refused("too-large", file.shown, message, "Divide it")
    yield from _whole(data, file, start.startswith((b"<!doctype html", b"<html", b"<?xml")))


class _Chained:
    """Bytes already read, then the rest of their stream, a line at a time."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head, self._rest = head, rest

    def readline(self, limit: int, /) -> bytes:
        """The next line with its end, cut at `limit` bytes; empty at the end."""
        end = self._head.find(b"\n", 0, limit)
        cut = min(end + 1 if end >= 0 else len(self._head), limit)
        line, self._head = self._head[:cut], self._head[cut:]
        if not self._head and len(line) < limit and not line.endswith(b"\n"):
            line += self._rest.readline(limit - len(line))
        return line


def _unknown(suffix: str, shown: str) -> Refused:
    """A file that is no article, by its ending or first bytes."""
    what, remedy = files.CONVERT.get(suffix, ("", "Give .txt, .html or .jsonl"))
    message = f"{shown} is {what}" if what else f"{shown}: no file type that holds articles"
    return Refused("file-type", shown, message, remedy[:1].upper() + remedy[1:])


def _whole(data: bytes, file: File, page: bool) -> Iterator[Article | Problem]:
    """The one article of a text file or page."""
    suffix = kind_of(data)
    if suffix:
        raise _unknown(suffix, file.shown)
    source = sha256(data).hexdigest()
    if page:
        found = pages.read_page(pages.decode_page(data, file.shown), file.shown)
        yield Article(
            found.text, file.stem, file.name, file.shown, pages.reader(), source,
            found.title, found.publisher, found.published, found.url, found.captions,
        )  # fmt: skip
        return
    decoded = decode(data, file.shown)
    if decoded.problem:
        yield decoded.problem
    yield Article(decoded.text, file.stem, file.name, file.shown, "text", source)
