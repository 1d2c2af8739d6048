"""The graph as it would have been on a day: of the documents that were out by then, and of what they say was said.

It is resolved anew from what the store holds of these documents, and not cut out of the graph of all: the dates,
labels and ledger of an event must not know what only a later article told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from kg import decisions, pipeline
from kg.errors import StoreError
from kg.model import Attribution, Extraction
from kg.store import EmbeddedStore, current_build
from kg.workers import Reader, network


@dataclass(frozen=True, slots=True)
class Past:
    """A graph in memory, and what it leaves out: names of documents that came later, or that have no date."""

    store: EmbeddedStore
    documents: tuple[str, ...]
    later: tuple[str, ...]
    undated: tuple[str, ...]


class _Manifest(msgspec.Struct):
    options: dict[str, str]


class _Record(msgspec.Struct):
    manifest: _Manifest


def as_of(where: str, day: date, overlays: tuple[Path, ...] = ()) -> Past:
    """The graph of a store's folder as of the end of a day; the store itself is not changed.

    Raises StoreError for a server, and where the store was built in another way than can be done again now.
    """
    if "://" in where:
        raise StoreError(
            f"{where} is a server: it cannot leave out what came after {day}",
            "give the folder of the store, or ask the server for what is dated: kg ask said-up-to --until DATE",
        )
    store = Path(where)
    options = _options(store, overlays)
    kept = pipeline.kept_documents(store)
    documents = sorted((d for d in kept if d.published and d.published <= day), key=lambda d: (d.name, d.id))
    read = pipeline.read_all(documents, store, options, lambda step, done, whole: None)
    said = {name: said_by(extraction, day) for name, extraction in read.items()}
    resolution = pipeline.resolved(documents, said, options, decisions.kept(store))
    made = pipeline.manifest_of(documents, resolution, options)
    made = replace(made, options={**made.options, "as of": day.isoformat()})
    quads = pipeline.quads(documents, said, resolution, made, options)
    return Past(
        EmbeddedStore.of(line.removesuffix("\n") for lines in quads.values() for line in lines),
        tuple(d.name for d in documents),
        tuple(sorted(d.name for d in kept if d.published and d.published > day)),
        tuple(sorted(d.name for d in kept if not d.published)),
    )


def said_by(extraction: Extraction, day: date) -> Extraction:
    """What was said on or before the day: without claims that the text dates later, and all that is in them."""
    known = {a.id: a for a in extraction.attributions}
    gone = {a.id for a in known.values() if any(_later(w, day) for w in _around(a, known))}
    if not gone:
        return extraction
    kept = tuple(
        replace(a, refers_to=tuple(r for r in a.refers_to if r not in gone))
        for a in extraction.attributions
        if a.id not in gone
    )
    events = tuple(e for e in extraction.events if e.within not in gone)
    left = {e.id for e in events}
    events = tuple(
        replace(e, antecedent=_if(e.antecedent, left), part_of=_if(e.part_of, left)) for e in events
    )  # fmt: skip
    return replace(extraction, attributions=kept, events=events)


def _around(claim: Attribution, known: dict[str, Attribution]) -> Iterable[Attribution]:
    """A claim and those that it is nested in."""
    found: dict[str, Attribution] = {}
    step: Attribution | None = claim
    while step and step.id not in found:
        found[step.id] = step
        step = known.get(step.within or "")
    return found.values()


def _later(claim: Attribution, day: date) -> bool:
    return bool(claim.said_on and claim.said_on.earliest and claim.said_on.earliest > day)


def _if(name: str | None, known: set[str]) -> str | None:
    return name if name in known else None


def _options(store: Path, overlays: tuple[Path, ...]) -> pipeline.Options:
    """The options of the build that the store shows."""
    file = current_build(store) / "manifest.json"
    try:
        told = msgspec.json.decode(file.read_bytes(), type=_Record).manifest.options
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"the manifest {file} cannot be read: {error}", "build the store again") from error
    asked = next((name for name in ("language model", "trained reader") if name in told), None)
    if asked:
        raise StoreError(
            f"{store} was read by a {asked}, which --as-of does not ask again",
            "build a store without it, or ask for what is dated: kg ask said-up-to --until DATE",
        )
    default = Reader()
    used = told.get("network of events")
    happenings = default.happenings if used else None
    if used and default.happenings and used != network(default.happenings):
        raise StoreError(
            f"{store} was read with another network of events than the one that comes along",
            "build a store without it, or ask for what is dated: kg ask said-up-to --until DATE",
        )
    extractor, model = told.get("extractor", default.extractor), told.get("model", default.model)
    reader = Reader(extractor, model, overlays, happenings=happenings)
    if told.get("program") != reader.fingerprint():
        raise StoreError(
            f"{store} was built by another version of the program, or with other ontology files",
            "give the --ontology files of the build, or build the store again",
        )
    return pipeline.Options(reader)
