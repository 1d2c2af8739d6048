"""Extraction of many documents: in parallel, each result kept on disk as soon as it is there.

The cache is keyed by the document's content and everything that its extraction depends on, so a second build of an
unchanged folder parses nothing and a killed build loses at most the documents in hand.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from kg import resources
from kg.errors import StoreError
from kg.files import write_whole
from kg.ids import digest
from kg.llm import Told
from kg.model import Document, Extraction, Problem
from kg.tagger import HAPPENINGS
from kg.text import DEFAULT_MODEL

# Loading the model costs a worker about two seconds; below this many characters one process is faster.
PARALLEL_FROM = 60_000
# Python looks for dead cycles after every 700 new objects; in a build, whose objects stay alive, that took a tenth of
# the time.
_NEW_OBJECTS = 100_000
# A worker takes documents in batches of about this many characters: small enough for a lively progress bar.
BATCH = 20_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Work that leaves hardly any cycles is seldom searched for them, and what was there before not at all."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the documents: the name of an extractor, of a spaCy model, and the user's ontology files.

    `wide`: attitudes count as claims ("wants", "supports"). `trained` is the folder of the network of a trained reader,
    `happenings` that of the network which reads transfers and launches beside the rules, if any.
    """

    extractor: str = "rules"
    model: str = DEFAULT_MODEL
    overlays: tuple[Path, ...] = ()
    wide: bool = False
    trained: Path | None = None
    happenings: Path | None = HAPPENINGS

    def fingerprint(self) -> str:
        """Changes whenever the same document could be read differently."""
        package = Path(__file__).parent
        code = [*(package / "extract").rglob("*.py"), *(package / "lexicon").glob("*.py")]
        code += [*(package / "tagger").glob("*.py")] if self.networks else []
        code += (package / "model").glob("*.py")
        code += [package / name for name in ("text.py", "ids.py", "ontology.py", "llm/answers.py")]
        files = [*sorted(code), *sorted(resources.folder("ontology").glob("*.ttl")), *self.overlays]
        name = f"wide {self.extractor}" if self.wide else self.extractor
        networks = [network(folder) for folder in self.networks]
        used = [version("spacy"), *([version("onnxruntime"), *networks] if networks else [])]
        return digest(name, self.model, *used, *(f.read_bytes().hex() for f in files))

    @property
    def networks(self) -> tuple[Path, ...]:
        return tuple(folder for folder in (self.trained, self.happenings) if folder)


def network(folder: Path) -> str:
    """Names a trained network by what its files hold."""
    files = sorted(f for kind in ("*.onnx", "*.json") for f in folder.glob(kind))
    return _hashed(tuple((f, f.stat().st_mtime_ns, f.stat().st_size) for f in files))


@lru_cache(maxsize=4)
def _hashed(files: tuple[tuple[Path, int, int], ...]) -> str:
    """A build asks several times for the hash of files that take a tenth of a second; changed ones are read again."""
    return digest(*(sha256(f.read_bytes()).hexdigest() for f, _, _ in files)) if files else ""


def extract_all(
    documents: Sequence[Document],
    reader: Reader,
    cache: Path,
    jobs: int,
    advance: Callable[[int], None] = lambda characters: None,
    told: Mapping[str, Told] | None = None,
) -> dict[str, Extraction]:
    """The extraction of each document, by document id, from the cache or made now.

    `advance` is told the characters of each document that is done, `told` is what a language model said of each.
    """
    cache.mkdir(parents=True, exist_ok=True)
    mark = reader.fingerprint()
    told = told or {}
    files = {d.id: cache / f"{digest(mark, *(_bytes(d, told)))}.json" for d in documents}
    done: dict[str, Extraction] = {}
    for document in documents:
        kept = _load(files[document.id], document)
        if kept is not None:
            done[document.id] = kept
            advance(len(document.text))
    missing = {d.id: d for d in documents if d.id not in done}
    for made in _make(list(missing.values()), reader, files, jobs, told):
        done[made.document] = made
        advance(len(missing[made.document].text))
    return {d.id: done[d.id] for d in documents}


def _bytes(document: Document, told: Mapping[str, Told]) -> Iterator[str]:
    """What an extraction depends on beside the reader."""
    yield msgspec.json.encode(document).hex()
    if document.id in told:
        yield msgspec.json.encode(told[document.id]).hex()


def _load(file: Path, document: Document) -> Extraction | None:
    """A kept extraction; a damaged file is made again."""
    with suppress(FileNotFoundError, msgspec.DecodeError):
        kept = msgspec.json.decode(file.read_bytes(), type=Extraction)
        return kept if kept.document == document.id else None
    return None


def _make(
    missing: Sequence[Document], reader: Reader, files: dict[str, Path], jobs: int, told: Mapping[str, Told]
) -> Iterator[Extraction]:
    if not missing:
        return
    if jobs < 2 or sum(len(d.text) for d in missing) < PARALLEL_FROM:
        yield from _extract_batch(missing, reader, files, told)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        work = [pool.submit(_extract_list, batch, reader, files, _of(batch, told)) for batch in _batches(missing)]
        try:
            for future in as_completed(work):
                yield from future.result()
        except BrokenProcessPool as error:
            raise StoreError(
                "a worker process died while reading the documents (out of memory?)",
                "run the build again: it goes on where it stopped; --jobs 1 needs less memory",
            ) from error


def _of(batch: Sequence[Document], told: Mapping[str, Told]) -> dict[str, Told]:
    return {d.id: told[d.id] for d in batch if d.id in told}


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _extract_list(
    batch: Sequence[Document], reader: Reader, files: dict[str, Path], told: Mapping[str, Told]
) -> list[Extraction]:
    with seldom_collected():
        return list(_extract_batch(batch, reader, files, told))


def _extract_batch(
    batch: Sequence[Document], reader: Reader, files: dict[str, Path], told: Mapping[str, Told]
) -> Iterator[Extraction]:
    from kg.extract import EXTRACTORS
    from kg.text import parse

    model, lexicon = _tools(reader)
    for parsed in parse(batch, model):
        extractor = partial(EXTRACTORS[reader.extractor], wide=reader.wide)
        if reader.trained:
            extractor = partial(extractor, tagger=_tagger(reader.trained))
        if reader.happenings:
            extractor = partial(extractor, happenings=_happenings(reader.happenings))
        if parsed.document.id in told:
            extractor = partial(extractor, told=told[parsed.document.id])
        made = _guarded(extractor, parsed, lexicon)
        write_whole(files[parsed.document.id], msgspec.json.encode(made))
        yield made


@lru_cache(maxsize=1)
def _tagger(folder: Path) -> Any:
    from kg.tagger.reader import Tagger

    return Tagger(folder)


@lru_cache(maxsize=1)
def _happenings(folder: Path) -> Any:
    from kg.tagger.reader import Happenings

    return Happenings(folder)


@lru_cache(maxsize=1)
def _tools(reader: Reader) -> tuple[Any, Any]:
    from kg.lexicon import load
    from kg.text import load_model

    return load_model(reader.model), load(reader.overlays)


def _guarded(extractor: Callable[..., Extraction], parsed: Any, lexicon: Any) -> Extraction:
    """A document that breaks a rule must not cost the others theirs: it becomes a Problem that names the fault."""
    try:
        return extractor(parsed, lexicon)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "unknown place"
        problem = Problem(
            "extraction-failed",
            parsed.document.name,
            f"the program failed on this document: {type(error).__name__}: {error} at {place}",
            "the document is in the graph without claims; please report it with the text",
        )
        return replace(Extraction(parsed.document.id), problems=(problem,))
