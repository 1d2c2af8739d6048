"""Putting a new build in the place of the last good one, in one step or not at all.

A store's folder holds `current` (the name of the build that is shown) and `builds/NAME/` with the graph, its manifest
and the format that it is written in. `current` is replaced by renaming, so that whoever asks sees the old build or the
new one; a build that failed or was killed leaves a folder that nobody names, and the next one sweeps it away.
"""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.files import write_whole
from kg.store.opened import FORMAT

Gate = Callable[[Sequence[Path]], None]
"""Raises GateError where the N-Quads files given must not be published."""


def publish(folder: Path, shards: Iterable[Path], build_id: str, manifest: bytes, gate: Gate) -> Path:
    """Let the shards (N-Quads files) pass the gate, load them, and show them as the store's graph.

    Returns the folder of the build. Raises what the gate raises, and StoreError where another build of this store is
    running or the disk is full; then the store shows what it showed before.
    """
    shards = list(shards)
    builds = folder / "builds"
    try:
        builds.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _sweep(builds, keep=_shown(folder))
            part = builds / f"{build_id}.part"
            _load_beside(part, shards, gate)
            (part / "manifest.json").write_bytes(manifest)
            (part / "format").write_text(FORMAT, encoding="utf-8")
            done = part.rename(_free_name(builds, build_id))
            write_whole(folder / "current", done.name.encode())
            _sweep(builds, keep=done.name)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written: {error}", "free the space or the rights, and build again"
        ) from error
    return done


def _load_beside(part: Path, shards: Sequence[Path], gate: Gate) -> None:
    """Load the shards while they pass the gate: both take long and neither needs Python. What is refused, or cannot be
    loaded, leaves nothing behind; the gate's word goes first."""
    try:
        with ThreadPoolExecutor(1) as beside:
            passing = beside.submit(gate, shards)
            try:
                _load(part / "graph", shards)
            finally:
                passing.result()
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _load(graph: Path, shards: Sequence[Path]) -> None:
    graph.parent.mkdir()
    store = ox.Store(str(graph))
    for shard in shards:
        try:
            # The gate has read the same lines with care: IRIs need no second look.
            store.bulk_load(path=str(shard), format=ox.RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise InputError(f"{shard}: not N-Quads: {error.msg}", "report this: the program wrote it") from error
    # After a bulk load this makes queries three to five times faster.
    store.optimize()
    store.flush()


def _shown(folder: Path) -> str:
    current = folder / "current"
    return current.read_text(encoding="utf-8").strip() if current.is_file() else ""


def _free_name(builds: Path, build_id: str) -> Path:
    """Equal inputs give equal ids: the build shown may bear this one's name, and stays until the new one is shown."""
    names = (build_id if n == 1 else f"{build_id}-{n}" for n in range(1, sys.maxsize))
    return next(builds / name for name in names if not (builds / name).exists())


def _sweep(builds: Path, keep: str) -> None:
    for old in builds.iterdir():
        if old.name != keep:
            shutil.rmtree(old)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time; the lock is the process's and goes with it, however it ends."""
    with (folder / "lock").open("a") as lock:
        try:
            _lock(lock.fileno())
        except OSError as error:
            raise StoreError(f"another build is writing to {folder}", "wait for it to end, or stop it") from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
