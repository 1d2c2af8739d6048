"""How the graph came about, and what was refused: from the graph itself and the manifest beside it."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from kg import ids
from kg.errors import StoreError
from kg.model import Problem
from kg.query.answer import Value
from kg.reports.audit.values import Build, File
from kg.store import current_build


class _Manifest(msgspec.Struct):
    problems: tuple[Problem, ...] = ()


def read_build(found: Mapping[str, Mapping[str, list[Value]]]) -> Build:
    """The build as the graph tells it; empty where the graph tells nothing."""
    name = next((iri for iri in found if iri.startswith(ids.BASE + "build/") and "used" in found[iri]), "")
    if not name:
        return Build()
    has = found[name]
    files = (found.get(str(f), {}) for f in has.get("used", []))
    inputs = (File(_text(f, "fileName"), _text(f, "sha256")) for f in files)
    agents = [found.get(str(a), {}) for a in has.get("wasAssociatedWith", [])]
    return Build(
        name.removeprefix(ids.BASE + "build/"),
        next((_text(a, "label") for a in agents), ""),
        _text(has, "endedAtTime"),
        tuple(sorted(inputs, key=lambda f: (f.name, f.sha256))),
        _settings(found, has.get("option", [])),
        _settings(found, has.get("count", [])),
    )


def read_problems(where: str) -> tuple[Problem, ...] | None:
    """The problems of the build that a store shows; None where the store is a server and keeps no manifest."""
    if where.startswith(("http://", "https://")):
        return None
    manifest = current_build(Path(where)) / "manifest.json"
    try:
        return msgspec.json.decode(manifest.read_bytes(), type=_Manifest).problems
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"the manifest {manifest} cannot be read: {error}", "build the store again") from error


def _settings(found: Mapping[str, Mapping[str, list[Value]]], nodes: list[Value]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((_text(found.get(str(n), {}), "label"), _text(found.get(str(n), {}), "value")) for n in nodes))


def _text(has: Mapping[str, list[Value]], name: str) -> str:
    values = has.get(name, [])
    return str(values[0]) if values else ""
