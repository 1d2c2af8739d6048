"""Files, folders, pages and records → Document, or a Problem that says what could not be read and what to do."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.documents.article import Article, Options
from kg.documents.files import find
from kg.documents.formats import articles
from kg.documents.settle import Settle
from kg.errors import InputError
from kg.model import Document, Problem

__all__ = ["READ_ANYWAY", "Options", "read"]

# Codes of problems whose document is read all the same; every other code means that something was refused.
READ_ANYWAY = frozenset(
    {
        "encoding-guessed",
        "surrogate",
        "bad-date",
        "bad-field",
        "same-name",
        "metadata",
        "date-printed",
        "date-unclear",
        "publisher-printed",
    }
)


def read(paths: Sequence[Path], options: Options | None = None) -> Iterator[Document | Problem]:
    """The documents of files, folders and "-" (standard input), and a Problem for everything that is none.

    Their order, names and ids do not depend on the order of `paths`. Raises InputError after the last problem when
    nothing at all could be read.
    """
    options = options or Options()
    found, problems = find(paths, options.skip)
    yield from problems
    settle = Settle(options)
    for file in found:
        yield from settle.metadata(file)
        for item in articles(file, options.max_bytes):
            yield from settle.document(item, file) if isinstance(item, Article) else (item,)
    if not settle.found:
        shown = ", ".join(str(p) for p in paths) or "no path"
        raise InputError(f"Nothing to read in {shown}", "Give .txt, .html or .jsonl files, or folders that hold some")
