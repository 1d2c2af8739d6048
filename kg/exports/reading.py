"""Reading a store of millions of statements: answers as rows of text, asked for a few ahead of who reads them."""

import csv
import ctypes
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Protocol, cast

from kg.query import Selects

_WORKERS = 2
_AHEAD = 3  # answers that wait to be read; each is a portion of the graph
_IN_MEMORY = 1 << 20  # bytes of an answer beyond which it waits on disk
_LONGEST = 1 << 30  # characters of one value: the text of a whole document may be one


class Tables(Selects, Protocol):
    """What an export needs of a store: `table` writes the answer to a SELECT as CSV, as SPARQL 1.1 lays it down.

    Oxigraph (0.5) writes an IRI with a comma without quotation marks: a column of such IRIs must be the last.
    """

    def table(self, query: str, out: BinaryIO) -> None: ...


def rows(store: Tables, query: str) -> Iterator[list[str]]:
    """The rows of an answer: IRIs and lexical forms, "" where there is no value."""
    return _read(_asked(store, query))


def ahead(store: Tables, queries: Iterable[str]) -> Iterator[Iterator[list[str]]]:
    """The answer to each query in turn; the store works on the next ones meanwhile, without Python's lock."""
    waiting: deque[Future[IO[bytes]]] = deque()
    pool = ThreadPoolExecutor(_WORKERS)
    try:
        for query in queries:
            waiting.append(pool.submit(_asked, store, query))
            if len(waiting) > _AHEAD:
                yield _read(waiting.popleft().result())
        while waiting:
            yield _read(waiting.popleft().result())
    finally:
        pool.shutdown(cancel_futures=True)


def spare_memory() -> None:
    """Lets all threads take memory from one place, where the allocator is glibc's; elsewhere does nothing.

    To be called before a store is opened. Each thread has a place of its own otherwise, and what is freed in one is
    not used in another: reading a store of 22 million statements takes twice the memory.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENAS, 1)


_ARENAS = -8  # M_ARENA_MAX of malloc.h


def _asked(store: Tables, query: str) -> IO[bytes]:
    out = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    store.table(query, cast(BinaryIO, out))
    out.seek(0)
    return out


def _read(answer: IO[bytes]) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)
    with answer, TextIOWrapper(answer, encoding="utf-8", newline="") as text:
        found = csv.reader(text)
        width = len(next(found))
        for row in found:
            if len(row) > width:
                row[width - 1 :] = [",".join(row[width - 1 :])]
            yield row or [""]  # an empty line is a row of one absent value
