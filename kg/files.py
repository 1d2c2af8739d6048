"""Files that are there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path beside `file` to write to: it takes the place of `file` when the block ends well, else it is removed.

    Several processes may write the same file: each has a path of its own.
    """
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def write_whole(file: Path, data: bytes) -> None:
    """Replace a file in one step: after a crash there is the old content or the new, never half of it."""
    with replacing(file) as part, part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
