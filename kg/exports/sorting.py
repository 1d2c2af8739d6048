"""Sorting more rows than memory should hold: sorted runs on disk, merged as they are read."""

import heapq
import marshal
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

# What a row is made of sorts and can be written by marshal; None is written as "".
Row = tuple[str, ...]

RUN = 40_000  # rows that are held at once, some megabytes
_CHUNK = 500  # rows that a run gives back at once: few, for all runs are open together


def ordered(rows: Iterable[Row], run: int = RUN) -> Iterator[Row]:
    """The rows in order, repeated ones once.

    >>> list(ordered([("b", "2"), ("a", "1"), ("b", "2")], run=1))
    [('a', '1'), ('b', '2')]
    """
    runs: list[IO[bytes]] = []
    held: set[Row] = set()
    try:
        for row in rows:
            held.add(row)
            if len(held) >= run:
                runs.append(_written(sorted(held)))
                held = set()
        if not runs:
            yield from sorted(held)
            return
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
    for start in range(0, len(rows), _CHUNK):
        marshal.dump(rows[start : start + _CHUNK], file)
    file.seek(0)
    return file


def _read(file: IO[bytes]) -> Iterator[Row]:
    while True:
        try:
            yield from marshal.load(file)
        except EOFError:
            return
