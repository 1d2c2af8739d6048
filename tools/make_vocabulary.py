"""Write `kg/vocabulary.py` from `ontology/kg.ttl`; with --check only compare.

    python tools/make_vocabulary.py [--check]

Run it after a class, property or value was added to kg.ttl. CI runs it with --check.
"""

import keyword
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "ontology" / "kg.ttl"
TARGET = ROOT / "kg" / "vocabulary.py"
KG = "https://w3id.org/whosaid/ontology#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
OWL = "http://www.w3.org/2002/07/owl#"

HEADER = '''"""The names of `ontology/kg.ttl`, written by `tools/make_vocabulary.py`: change that, not this."""

# ruff: noqa: N815

from typing import Final

KG: Final = "{kg}"
VERSION: Final = "{version}"
'''
# Python class, what it holds, and the OWL types whose instances go into it.
GROUPS = (
    ("Class", "Classes.", ("Class",)),
    ("Property", "Properties.", ("ObjectProperty", "DatatypeProperty")),
    ("Value", "Named values: kinds, certainties, judgements and the like.", ("NamedIndividual",)),
)


def generate(turtle: bytes) -> str:
    """The text of `kg/vocabulary.py` for the text of an ontology: the names of a group sorted, ready for ruff."""
    graph = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE))
    parts = [HEADER.format(kg=KG, version=_version(graph))]
    for name, doc, types in GROUPS:
        lines = [f'    {_python(n)}: Final = KG + "{n}"\n' for n in sorted(set(_names(graph, types)))]
        parts.append(f'\n\nclass {name}:\n    """{doc}"""\n\n' + "".join(lines))
    return "".join(parts)


def _names(graph: ox.Dataset, types: tuple[str, ...]) -> Iterator[str]:
    for name in types:
        for quad in graph.quads_for_object(ox.NamedNode(OWL + name)):
            subject = quad.subject
            if quad.predicate == RDF_TYPE and isinstance(subject, ox.NamedNode) and subject.value.startswith(KG):
                yield subject.value.removeprefix(KG)


def _python(name: str) -> str:
    """A name that Python keeps for itself gets an underscore: `Property.from_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _version(graph: ox.Dataset) -> str:
    found = (q.object for q in graph.quads_for_predicate(ox.NamedNode(OWL + "versionInfo")))
    return next((o.value for o in found if isinstance(o, ox.Literal)), "")


def main(arguments: list[str]) -> int:
    """Exit code 1 where --check finds a difference."""
    wanted = generate(SOURCE.read_bytes())
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{TARGET} is not what {SOURCE} says: run python tools/make_vocabulary.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
