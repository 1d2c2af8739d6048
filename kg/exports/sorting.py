"""Sorting more rows than memory should hold: sorted runs on disk, merged as they are read."""

import heapq
import marshal
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

# What a row is made of sorts and can be written by marshal; None is written as "".
Row = tuple[str, ...]

RUN = 20_000  # rows that are held at once, some megabytes


def ordered(rows: Iterable[Row], run: int = RUN) -> Iterator[Row]:
    """The rows in order, repeated ones once.

    >>> list(ordered([("b", "2"), ("a", "1"), ("b", "2")], run=1))
    [('a', '1'), ('b', '2')]
    """
    runs: list[IO[bytes]] = []
    held: list[Row] = []
    try:
        for row in rows:
            held.append(row)
            if len(held) >= run:
                runs.append(_written(sorted(held)))
                held = []
        last: Row | None = None
        for row in heapq.merge(*map(_read, runs), sorted(held)):
            if row != last:
                yield row
            last = row
    finally:
        for file in runs:
            file.close()


def _written(rows: list[Row]) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115
    for row in rows:
        marshal.dump(row, file)
    file.seek(0)
    return file


def _read(file: IO[bytes]) -> Iterator[Row]:
    while True:
        try:
            yield marshal.load(file)
        except EOFError:
            return
