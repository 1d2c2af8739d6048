"""The whole flow on one screen: documents → extraction → resolution → quads → gate → store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from kg import __version__, decisions, lexicon
from kg.documents import Options as Reading
from kg.documents import read
from kg.errors import InputError, StoreError
from kg.files import write_whole
from kg.ids import digest
from kg.llm import VERSION, Estimate, Llm, Told, ask_all
from kg.model import Claim, Document, Extraction, Problem, Resolution
from kg.ontology import Ontology
from kg.rdf import Cast, Input, Manifest, build_quads, document_quads, ontology_quads, resolution_quads
from kg.references import extract_reference
from kg.resolve import resolve
from kg.resolve.naming import Ruling, named, overruled
from kg.store import publish
from kg.validate import gate
from kg.workers import Reader, extract_all, network, seldom_collected

# Told the step's name, the work done since the last call, and the step's whole work.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `at` is a time to record; none is recorded by itself, so that equal inputs give equal bytes."""

    reader: Reader = field(default_factory=Reader)
    jobs: int = 1
    at: str = ""
    decisions: tuple[Path, ...] = ()
    llm: Llm | None = None
    # Told what the questions to a language model will cost; may raise.
    agree: Callable[[Estimate], None] = lambda estimate: None


@dataclass(frozen=True, slots=True)
class Record:
    """What a build was made of, and what was refused or doubtful: kept as JSON beside the graph."""

    manifest: Manifest
    problems: tuple[Problem, ...]


def build(paths: Sequence[Path], store: Path, options: Options, progress: Progress, add: bool = False) -> Record:
    """Make the store equal to its inputs (with `add`: to what it holds and its inputs) and return the record.

    A graph that fails the gate raises GateError and leaves the last good store as it was.
    """
    documents, problems = gather(paths, kept_documents(store) if add else (), skip=(store,))
    rulings, wrong = decisions.gathered(options.decisions, paths, store, add)
    return rebuild(documents, [*problems, *wrong], store, options, progress, rulings)


def remove(names: Iterable[str], store: Path, options: Options, progress: Progress) -> Record:
    """Rebuild the store without the documents named (by name or id)."""
    documents = kept_documents(store)
    for name in names:
        left = [d for d in documents if name not in (d.name, d.id)]
        if len(left) == len(documents):
            raise InputError(f"no document {name!r} in {store}", "kg ask sources-per-document lists them")
        documents = left
    rulings, wrong = decisions.gathered(options.decisions, (), store, add=True)
    return rebuild(documents, wrong, store, options, progress, rulings)


def gather(
    paths: Sequence[Path], kept: Sequence[Document] = (), skip: tuple[Path, ...] = ()
) -> tuple[list[Document], list[Problem]]:
    """The documents at the paths beside those kept; what cannot be read is a Problem, and nothing at all an error."""
    documents = {d.id: d for d in kept}
    problems: list[Problem] = []
    try:
        for item in read(paths, Reading(skip=skip)) if paths else ():
            if isinstance(item, Problem):
                problems.append(item)
            else:
                documents[item.id] = item
    except InputError as error:
        raise InputError(
            "\n".join([error.message, *(f"{p.document}: {p.message}" for p in problems)]), error.remedy
        ) from error
    named, renamed = _named_apart(documents.values())
    return named, problems + renamed


def _named_apart(documents: Iterable[Document]) -> tuple[list[Document], list[Problem]]:
    """Every document under a name of its own: of those that share one the first by id keeps it, whatever came first."""
    shared: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda d: d.id):
        shared.setdefault(document.name.removesuffix(f"-{document.id[:6]}"), []).append(document)
    named, problems = [], []
    for name, (first, *others) in shared.items():
        named.append(replace(first, name=name))
        for other in others:
            own = f"{name}-{other.id[:6]}"
            named.append(replace(other, name=own))
            message = f"another document has the name {name}; this one is called {own}"
            problems.append(Problem("same-name", own, message, "rename one of them, or give each its own doc_id"))
    return named, problems


@seldom_collected()
def rebuild(
    documents: Sequence[Document],
    problems: Sequence[Problem],
    store: Path,
    options: Options,
    progress: Progress,
    rulings: Sequence[Ruling] = (),
) -> Record:
    """Read, resolve, write, check and publish the documents given; what people ruled goes before the program."""
    documents = sorted(documents, key=lambda d: (d.name, d.id))
    extractions = read_all(documents, store, options, progress)
    resolution = resolved(documents, extractions, options, rulings)
    found = (*problems, *(p for e in extractions.values() for p in e.problems), *resolution.problems)
    record = Record(manifest_of(documents, resolution, options), found)
    with TemporaryDirectory(dir=store, prefix="shards-") as folder:
        # One file: several would be loaded one over the other, at more cost and in twice the space.
        graph = Path(folder) / "graph.nq"
        with graph.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(chain(*quads(documents, extractions, resolution, record.manifest, options).values()))
        publish(store, [graph], record.manifest.id, msgspec.json.encode(record), gate)
    _keep(store / "documents", documents)
    decisions.keep(store, rulings)
    return record


def read_all(documents: Sequence[Document], store: Path, options: Options, progress: Progress) -> dict[str, Extraction]:
    """What each document says, by document id: from the store's cache, or read now."""
    whole = sum(len(d.text) for d in documents)
    articles = [d for d in documents if not d.mapping]
    told = _told(articles, options, store / "cache" / "answers", progress)
    extractions = extract_all(
        articles, options.reader, store / "cache", options.jobs, lambda n: progress("reading", n, whole), told
    )
    references = [d for d in documents if d.mapping]
    words = lexicon.load(options.reader.overlays) if references else None
    return extractions | {d.id: extract_reference(d, words) for d in references if words}


def resolved(
    documents: Sequence[Document], extractions: Mapping[str, Extraction], options: Options, rulings: Sequence[Ruling]
) -> Resolution:
    """Resolved by the program alone, so that people's words can be understood, then again with them."""
    words = lexicon.load(options.reader.overlays)
    own = resolve(documents, extractions, words)
    if not rulings:
        return own
    decided, problems = named(rulings, own, extractions, words)
    final = resolve(documents, extractions, words, decided) if decided else own
    # The resolution tells of decisions that others undid too, but does not know where they are written.
    told = (p for p in final.problems if p.code != "decision-overruled")
    return replace(final, problems=(*told, *problems, *overruled(decided, final, extractions)))


def kept_documents(store: Path) -> list[Document]:
    """The documents that a store holds, as they were read."""
    files = sorted((store / "documents").glob("*.json"))
    try:
        return [msgspec.json.decode(f.read_bytes(), type=Document) for f in files]
    except msgspec.DecodeError as error:
        raise StoreError(
            f"{store}/documents holds a file that is no document: {error}", "build the store again"
        ) from error


@seldom_collected()
def extracted(
    paths: Sequence[Path], options: Options, progress: Progress
) -> tuple[list[tuple[Document, Extraction]], list[Problem]]:
    """What each document says, in the order read, without a store."""
    documents, problems = gather(paths)
    whole = sum(len(d.text) for d in documents)
    with TemporaryDirectory(prefix="kg-extract-") as folder:
        told = _told(documents, options, Path(folder) / "answers", progress)
        made = extract_all(
            documents, options.reader, Path(folder), options.jobs, lambda n: progress("reading", n, whole), told
        )
    problems += [p for e in made.values() for p in e.problems]
    return [(d, made[d.id]) for d in documents], problems


def _told(documents: Sequence[Document], options: Options, cache: Path, progress: Progress) -> dict[str, Told]:
    """What the language model says of each document, where one reads."""
    if options.llm is None:
        return {}
    advance = partial(progress, "asking")
    return ask_all(documents, options.llm, options.llm.cache or cache, options.jobs, options.agree, advance)


def manifest_of(documents: Sequence[Document], resolution: Resolution, options: Options) -> Manifest:
    files = [Input(d.file, d.source_sha256, d.id) for d in documents]
    files += [Input(f.name, digest(f.read_bytes().hex(), length=64)) for f in options.reader.overlays]
    settings = {
        "extractor": options.reader.extractor,
        "model": options.reader.model,
        "program": options.reader.fingerprint(),
    }
    if options.reader.trained:
        settings["trained reader"] = network(options.reader.trained)
    if options.reader.happenings:
        settings["network of events"] = network(options.reader.happenings)
    if options.llm:
        settings |= {"language model": options.llm.model, "question": VERSION}
    narrated = sum(c.attribution.kind == "narrated" for c in resolution.claims)
    counts = {
        "documents": len(documents),
        "attributed claims": len(resolution.claims) - narrated,
        "narrated claims": narrated,
        "actors": len(resolution.actors),
        "events": len(resolution.events),
        "ledger entries": len(resolution.ledger),
        "decisions": len(resolution.decisions),
    }
    if people := sorted(d.id for d in resolution.decisions if not d.by.startswith("rule:")):
        settings["decisions by people"] = digest(*people)
        counts["decisions by people"] = len(people)
    return Manifest(__version__, tuple(files), settings, counts, options.at)


def quads(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    resolution: Resolution,
    manifest: Manifest,
    options: Options,
) -> dict[str, Iterable[str]]:
    """The graph as N-Quads lines: of all documents, of what was decided across them, of how it was made."""
    ontology = Ontology.load(options.reader.overlays)
    cast = Cast.of(resolution, documents, ontology)
    claims: dict[str, list[Claim]] = {}
    for claim in resolution.claims:
        claims.setdefault(claim.document, []).append(claim)
    return {
        "documents": (q for d in documents for q in document_quads(d, extractions[d.id], claims.get(d.id, ()), cast)),
        "resolution": resolution_quads(resolution, documents, ontology),
        "ontology": ontology_quads(ontology),
        "build": build_quads(manifest),
    }


def _keep(folder: Path, documents: Sequence[Document]) -> None:
    """The documents as read lie beside the graph, for --add, verify and the audit."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {folder / f"{d.id}.json": d for d in documents}
    for file, document in wanted.items():
        write_whole(file, msgspec.json.encode(document))
    for file in folder.glob("*.json"):
        if file not in wanted:
            file.unlink()
