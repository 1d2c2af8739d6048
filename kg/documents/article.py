"""What a reader gets out of a file, before it is checked and becomes a Document; and the refusal of one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import KgError
from kg.model import Problem


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the most bytes that one document may have, whether texts that are not English are kept, and
    folders to leave out (a store that lies among the articles).
    """

    max_bytes: int = 5_000_000
    any_language: bool = False
    skip: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `name` is its path below the folder that was given (what the graph stores: it is the same on
    every machine), `shown` the path as the user would type it. Standard input has no path.
    """

    path: Path | None
    name: str
    shown: str
    asked: bool

    @property
    def stem(self) -> str:
        return Path(self.name).stem


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its format gives it: text and what the page or record says about itself."""

    text: str
    name: str
    file: str
    shown: str
    reader: str
    source_sha256: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    captions: frozenset[str] = frozenset()


class Refused(KgError):  # noqa: N818 - a refusal is a finding, not a failure of the program
    """One file or record that cannot be used; the reading goes on with the next. Becomes a Problem."""

    def __init__(self, code: str, document: str, message: str, remedy: str = "", start: int | None = None) -> None:
        super().__init__(message, remedy)
        self.problem = Problem(code, document, message, remedy, start)
