"""Saved questions: found, described, bound and asked, and their answers written."""

from pathlib import Path

from kg import resources
from kg.errors import QueryError
from kg.query.answer import Answer, Selects, Value
from kg.query.header import Parameter, Query, read_query
from kg.query.listing import write_description, write_list
from kg.query.run import bind, run, run_text
from kg.query.write import FORMATS, write_answer

__all__ = [
    "FORMATS",
    "Answer",
    "Parameter",
    "Query",
    "Selects",
    "Value",
    "bind",
    "list_queries",
    "load_query",
    "run",
    "run_text",
    "write_answer",
    "write_description",
    "write_list",
]


def list_queries(audit: bool = False, folder: Path | None = None) -> list[Query]:
    """The saved queries in order of name; with `audit` those whose every row is a defect."""
    root = folder or resources.folder("queries")
    paths = (root / "audit" if audit else root).glob("*.rq")
    return [read_query(path, _name(path, root)) for path in sorted(paths, key=lambda path: path.stem)]


def load_query(name: str | Path, folder: Path | None = None) -> Query:
    """A saved query by its name ("claims", "audit/relay-without-words"), or by the path of a `.rq` file."""
    root = folder or resources.folder("queries")
    inside = root / f"{name}.rq"
    if inside.is_file() and inside.resolve().is_relative_to(root.resolve()):
        return read_query(inside, _name(inside, root))
    if Path(name).suffix == ".rq":
        return read_query(Path(name), Path(name).stem)
    from rapidfuzz import process

    known = [_name(path, root) for path in sorted(root.rglob("*.rq"))]
    close = [found for found, _, _ in process.extract(str(name), known, limit=3, score_cutoff=60)]
    advice = f"did you mean {', '.join(close)}?" if close else "kg ask lists them"
    raise QueryError(f"there is no saved query {str(name)!r}", advice)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()
