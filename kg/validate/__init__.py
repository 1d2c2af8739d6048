"""SHACL over a graph, told as problems that an analyst understands."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg import ids, resources
from kg.errors import GateError, InputError
from kg.model import Problem
from kg.store import Store
from kg.validate.engines import ENGINES, Finding, default_engine, findings
from kg.validate.words import problems

__all__ = [
    "ENGINES",
    "Finding",
    "default_engine",
    "findings",
    "gate",
    "merged",
    "problems",
    "shapes_file",
    "validate",
    "validate_store",
]

# So many problems are told in full when a build is refused; the rest is counted.
TOLD = 10
_FORMATS = {
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}


def shapes_file() -> Path:
    """The shapes that come with the program."""
    return resources.folder("ontology") / "shapes.ttl"


def validate(files: Sequence[Path], shapes: Path | None = None, engine: str = "") -> tuple[Problem, ...]:
    """What is wrong with the graph that the files make together, sorted by document and place; empty: nothing.

    Raises InputError where a file is no RDF.
    """
    rules = shapes or shapes_file()
    with merged(files) as data:
        found = findings(data, rules, engine)
        return tuple(problems(found, data, rules)) if found else ()


def validate_store(store: Store) -> tuple[Problem, ...]:
    """What is wrong with the graph of a store."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "store.nq"
        with data.open("wb") as out:
            out.writelines(store.dump("nquads"))
        return validate([data])


def gate(shards: Sequence[Path]) -> None:
    """Let a build pass, or raise GateError that tells what is wrong with it."""
    if not (found := validate(shards)):
        return
    told = "".join(f"\n  {p.document}: {p.message}; {p.remedy}" for p in found[:TOLD])
    more = f"\n  and {len(found) - TOLD} more" if len(found) > TOLD else ""
    places = "one place" if len(found) == 1 else f"{len(found)} places"
    raise GateError(
        f"the graph was not published, because it breaks the rules of ontology/shapes.ttl in {places}:{told}{more}",
        "the store shows what it showed before",
    )


@contextmanager
def merged(files: Sequence[Path]) -> Iterator[Path]:
    """One N-Quads file with the quads of all files; several N-Quads files are joined as bytes, for speed."""
    if len(files) == 1 and files[0].suffix == ".nq":
        yield files[0]
        return
    with TemporaryDirectory() as folder:
        data = Path(folder) / "merged.nq"
        with data.open("wb") as out:
            for file in files:
                if file.suffix == ".nq":
                    with file.open("rb") as lines:
                        shutil.copyfileobj(lines, out)
                else:
                    out.write(_quads(file))
        yield data


def _quads(file: Path) -> bytes:
    if file.suffix not in _FORMATS:
        raise InputError(f"{file}: no RDF file is called so", f"its name should end in one of {', '.join(_FORMATS)}")
    try:
        quads = ox.parse(path=str(file), format=_FORMATS[file.suffix], base_iri=ids.BASE, rename_blank_nodes=True)
        return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    except (SyntaxError, OSError) as error:
        raise InputError(f"{file} cannot be read: {error}", "mend the file or leave it out") from error
