"""Paths → files to read, in an order that does not depend on how they were given; what is no article is named."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.documents.article import File
from kg.documents.metadata import NAME as METADATA
from kg.model import Problem

STDIN = "-"
# What people decided about events and actors: `kg.decisions` reads it.
DECISIONS = "decisions.csv"
TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
PAGE = frozenset({".html", ".htm", ".xhtml"})
RECORDS = frozenset({".jsonl", ".ndjson"})
_NO_ARTICLES = frozenset({METADATA, DECISIONS})
_PANDOC = "convert it: pandoc -t plain --wrap=none FILE -o FILE.txt"
# What is no article, and what makes one of it.
CONVERT = {
    ".pdf": ("a PDF", "convert it: pdftotext FILE.pdf FILE.txt"),
    ".docx": ("a Word document or archive", _PANDOC),
    ".odt": ("an OpenDocument text", _PANDOC),
    ".rtf": ("a Rich Text document", _PANDOC),
    ".epub": ("an e-book", _PANDOC),
    ".doc": ("an old Word document", "convert it: libreoffice --headless --convert-to txt:Text FILE.doc"),
    ".json": ("one JSON value", "make it JSON Lines: jq -c '.[]' FILE.json > FILE.jsonl"),
    ".csv": ("a table", "only metadata.csv and decisions.csv are read; make the articles JSON Lines"),
    ".tsv": ("a table", "only metadata.csv and decisions.csv are read; make the articles JSON Lines"),
    ".xml": ("XML", "give the articles as .txt, .html or .jsonl"),
    ".mhtml": ("a web archive", "save the page as HTML only"),
    ".warc": ("a web archive", "take the pages out as .html"),
    ".eml": ("a mail", "save its text as .txt"),
    ".zip": ("an archive", "unpack it"),
    ".gz": ("compressed", "unpack it: gunzip FILE.gz"),
    ".png": ("a picture", "recognise its text first: tesseract FILE FILE"),
    ".jpg": ("a picture", "recognise its text first: tesseract FILE FILE"),
    ".jpeg": ("a picture", "recognise its text first: tesseract FILE FILE"),
    ".gif": ("a picture", "recognise its text first: tesseract FILE FILE"),
}


def find(paths: Sequence[Path], skip: Sequence[Path] = ()) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """The files that the paths name or hold, each once, and what is wrong with the others."""
    files: dict[str, File] = {}
    problems: list[Problem] = []
    skipped = {os.path.realpath(p) for p in skip}
    for path in paths:
        for item in _below(path, skipped):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                key = os.path.realpath(item.path) if item.path else STDIN
                files[key] = min(files.get(key, item), item, key=_order)
    return tuple(sorted(files.values(), key=_order)), tuple(sorted(set(problems), key=lambda p: (p.document, p.code)))


def _order(file: File) -> tuple[bool, str, str]:
    return file.path is None, file.name, file.shown


def _below(path: Path, skipped: set[str]) -> Iterator[File | Problem]:
    shown = _readable(str(path))
    if path.name in _NO_ARTICLES:
        return
    if str(path) == STDIN:
        yield File(None, "stdin", "standard input", True)
        return
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such path"
        yield Problem("not-found", shown, f"{shown}: {reason}", "Check the path")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, skipped)
    else:
        yield File(path, _readable(path.name), shown, True)


def _folder(folder: Path, skipped: set[str]) -> Iterator[File | Problem]:
    """The files of a folder and those below it; hidden ones and the tables beside them are no articles."""
    failures: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failures.append):
        visible = sorted(f for f in folders if not f.startswith("."))
        links = [f for f in visible if Path(here, f).is_symlink()]
        folders[:] = [f for f in visible if f not in links and os.path.realpath(Path(here, f)) not in skipped]
        for name in links:
            shown = _readable(str(Path(here, name)))
            yield Problem("link", shown, f"{shown} is a link to a folder, which is not followed", "Give it as a path")
        for name in sorted(n for n in names if not n.startswith(".") and n not in _NO_ARTICLES):
            path = Path(here, name)
            yield _file(path, path.relative_to(folder).as_posix())
    for failure in failures:
        shown = _readable(str(failure.filename))
        yield Problem("unreadable", shown, f"{shown}: {failure.strerror}", "Check the permissions")


def _file(path: Path, name: str) -> File | Problem:
    shown = _readable(str(path))
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return Problem("unreadable", shown, f"{shown}: {error.strerror}", "Check the permissions, or a broken link")
    if not regular:
        return Problem("unreadable", shown, f"{shown} is no regular file", "Save what it gives as a file")
    return File(path, _readable(name), shown, False)


def _readable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 shown as "�", accents composed (as some systems do not)."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
