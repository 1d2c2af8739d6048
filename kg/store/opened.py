"""Opening a store by its folder or its address."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore

# Raised when a store that was written before can no longer be read.
FORMAT = "1"


def open_store(where: str | Path) -> Store:
    """The store in a folder or behind a URL, for asking; asking takes no lock and disturbs no build.

    Raises StoreError, with what to do, where there is none, it is damaged or another version wrote it.
    """
    text = str(where)
    if text.startswith(("http://", "https://")):
        from kg.store.endpoint import EndpointStore

        return EndpointStore(text)
    folder = Path(where)
    try:
        return _open(current_build(folder))
    except FileNotFoundError:
        # A build that ended meanwhile has taken the place of the one that was named a moment ago.
        pass
    try:
        return _open(current_build(folder))
    except FileNotFoundError as error:
        raise _damaged(folder, error) from error


def current_build(folder: Path) -> Path:
    """The folder of the build that a store shows: `graph/` and `manifest.json` are in it."""
    if not folder.is_dir():
        raise StoreError(f"no store at {folder}", f"build one: kg build PATH --store {folder}")
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise StoreError(f"{folder} holds no finished build", f"build one: kg build PATH --store {folder}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(folder, error) from error
    build = folder / "builds" / name
    found = _format(build)
    if found != FORMAT:
        raise StoreError(
            f"the store at {folder} was written in format {found or 'unknown'}, this program reads {FORMAT}",
            "build it again with this version",
        )
    return build


def _format(build: Path) -> str:
    try:
        return (build / "format").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _open(build: Path) -> EmbeddedStore:
    try:
        return EmbeddedStore(ox.Store.read_only(str(build / "graph")))
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError) as error:
        raise _damaged(build, error) from error


def _damaged(where: Path, error: Exception) -> StoreError:
    return StoreError(f"the store at {where} cannot be read: {error}", "build it again")
