"""Three SHACL engines behind one function: from a data file and a shapes file to findings.

`shacl` checks a million quads in some four seconds; where it has no wheel, `shacl-rust` takes its place. pyshacl is the
second opinion of the tests: hundreds of times slower, and known to everybody.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import InputError

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result: whom it is about, the shape that it breaks, the component ("MinCountConstraintComponent") and the
    value that is wrong, in N-Triples syntax, where there is one."""

    focus: str
    shape: str
    component: str
    value: str = ""


Engine = Callable[[Path, Path], Iterable[Finding]]
"""Reads an N-Quads file as one graph, and shapes in Turtle."""


def findings(data: Path, shapes: Path, engine: str = "") -> list[Finding]:
    """What an engine (by default the fastest one installed) finds, sorted, each once.

    Raises InputError where a file cannot be read.
    """
    try:
        return sorted(set(ENGINES[engine or default_engine()](data, shapes)))
    except (OSError, ValueError, RuntimeError, SyntaxError) as error:
        raise InputError(f"{data} cannot be validated: {error}", "mend the file or leave it out") from error


def default_engine() -> str:
    return next(name for name in ENGINES if find_spec(name.replace("-", "_")))


def _by_shacl(data: Path, shapes: Path) -> Iterator[Finding]:
    import shacl

    for r in shacl.Shapes.from_file(str(shapes)).validate_file(str(data)).results:
        yield Finding(_plain(r.focus_node), _plain(r.source_shape or ""), r.component, r.value or "")


def _by_shacl_rust(data: Path, shapes: Path) -> Iterator[Finding]:
    import shacl_rust

    report = shacl_rust.validate_file(str(data), str(shapes), experimental_index=True)
    for r in report["results"]:
        component = _plain(r["sourceConstraintComponent"]).removeprefix(_SH)
        yield Finding(_plain(r["focusNode"]), _plain(r["sourceShape"]), component, r.get("value", ""))


def _by_pyshacl(data: Path, shapes: Path) -> Iterator[Finding]:
    import pyshacl
    from rdflib import Dataset, Graph, URIRef

    union, quads = Graph(), Dataset()
    quads.parse(data, format="nquads")
    for s, p, o, _ in quads.quads((None, None, None, None)):
        union.add((s, p, o))
    _, report, _ = pyshacl.validate(union, shacl_graph=Graph().parse(shapes))

    def get(result: Any, name: str) -> Any:
        return report.value(result, URIRef(_SH + name))

    for result in report.objects(None, URIRef(_SH + "result")):
        component = str(get(result, "sourceConstraintComponent")).removeprefix(_SH)
        value = get(result, "value")
        shown = value.n3() if value is not None else ""
        yield Finding(str(get(result, "focusNode")), str(get(result, "sourceShape")), component, shown)


def _plain(term: str) -> str:
    """An IRI in N-Triples syntax without its brackets."""
    return term.removeprefix("<").removesuffix(">")


ENGINES: dict[str, Engine] = {"shacl": _by_shacl, "shacl-rust": _by_shacl_rust, "pyshacl": _by_pyshacl}
