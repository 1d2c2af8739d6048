"""The build's record: what went in (with hashes), what came out (counted), what was refused (with reasons).

It is JSON on disk beside the graph and PROV in the graph; both can be checked against the documents.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.ids import digest
from kg.model import Document, Problem, Resolution


@dataclass(frozen=True, slots=True)
class Input:
    """One document that went in."""

    id: str
    name: str
    file: str
    reader: str
    sha256: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build: equal inputs, program and options give an equal manifest. `at` is the time that the user gave, if any."""

    id: str
    version: str
    program: str
    options: dict[str, str]
    inputs: tuple[Input, ...]
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    at: str = ""


def describe(
    documents: Sequence[Document],
    resolution: Resolution,
    problems: Sequence[Problem],
    version: str,
    program: str,
    options: dict[str, str],
    at: str,
) -> Manifest:
    """The manifest of a build; `program` is the fingerprint of everything that reads documents."""
    inputs = tuple(Input(d.id, d.name, d.file, d.reader, d.sha256, d.source_sha256) for d in documents)
    named = digest("build", version, program, *sorted(options.items()), at, *(f"{i}" for i in inputs))
    return Manifest(named, version, program, options, inputs, _count(documents, resolution, problems), tuple(problems), at)


def _count(documents: Sequence[Document], made: Resolution, problems: Sequence[Problem]) -> dict[str, int]:
    kinds = Counter("narrated" if c.attribution.kind == "narrated" else "attributed" for c in made.claims)
    return {
        "documents": len(documents),
        "attributed claims": kinds["attributed"],
        "narrated claims": kinds["narrated"],
        "actors": len(made.actors),
        "events": len(made.events),
        "ledger entries": len(made.ledger),
        "decisions": len(made.decisions),
        "problems": len(problems),
    }
