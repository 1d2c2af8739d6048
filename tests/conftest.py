"""Fixtures that the tests share: seeds as documents, and sentences parsed once a session."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg import ids
from kg.documents import read
from kg.documents.layout import sections
from kg.model import Document
from kg.text import ParsedText, load_model
from kg.text import parse as parse_documents

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden answers anew instead of comparing")


def document(
    text: str,
    published: date | None = None,
    name: str = "t",
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Document:
    """A document made in a test, with sections, as `kg.documents.read` would make it."""
    return Document(
        id=ids.document_id(text, publisher, url),
        name=name,
        text=text,
        sha256=ids.digest(text, length=64),
        source_sha256=ids.digest(text, length=64),
        file=f"{name}.txt",
        reader="test",
        title=title,
        publisher=publisher,
        published=published,
        url=url,
        sections=sections(text, title),
    )


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """`make_document("text", published=…, name=…, publisher=…, title=…) -> Document`."""
    return document


@pytest.fixture(scope="session")
def parse() -> Callable[..., ParsedText]:
    """`parse("text", published=…, name=…, publisher=…, title=…) -> ParsedText`; equal calls are parsed once."""
    model = load_model()
    known: dict[tuple[object, ...], ParsedText] = {}

    def parsed(
        text: str,
        published: date | None = None,
        name: str = "t",
        publisher: str | None = None,
        title: str | None = None,
    ) -> ParsedText:
        key = (text, published, name, publisher, title)
        if key not in known:
            known[key] = next(parse_documents([document(text, published, name, publisher, title)], model))
        return known[key]

    return parsed


@pytest.fixture(scope="session")
def read_seed() -> Callable[[str], Document]:
    """`read_seed("001") -> Document`: the seed whose file name starts so, with its row of metadata.csv."""
    seeds = [d for d in read([SEEDS]) if isinstance(d, Document)]
    return lambda prefix: next(d for d in seeds if d.name.startswith(prefix))


@pytest.fixture(scope="session")
def parse_seed(parse: Callable[..., ParsedText], read_seed: Callable[[str], Document]) -> Callable[[str], ParsedText]:
    """`parse_seed("001") -> ParsedText`."""

    def parsed(prefix: str) -> ParsedText:
        seed = read_seed(prefix)
        return parse(seed.text, seed.published, seed.name, seed.publisher, seed.title)

    return parsed


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store built from the seeds, once a session; ask it, do not change it."""
    from kg import pipeline

    folder = tmp_path_factory.mktemp("seeds") / "store"
    pipeline.build([SEEDS], folder, pipeline.Options(), lambda step, done, whole: None)
    return folder
