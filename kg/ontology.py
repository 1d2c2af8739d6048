"""The ontology as read from `ontology/*.ttl` and from the files that a user lays over it.

Everything is looked up by name: a full IRI or a short form with one of `PREFIXES` ("kg:Launch", "actor:nhk").
Answers come in the order of the files, so that a block of Turtle says which label or cue comes first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg import ids, resources
from kg.errors import OntologyError

PREFIXES = {
    "kg": ids.BASE + "ontology#",
    "actor": ids.BASE + "actor/",
    "office": ids.BASE + "office/",
    "term": ids.BASE + "term/",
    "stance": ids.BASE + "stance/",
    "weapon": ids.BASE + "weapon/",
    "place": ids.BASE + "place/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "schema": "http://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
}
# Constraints on the data, not part of what the program knows.
_NOT_READ = frozenset({"shapes.ttl"})

Term = ox.NamedNode | ox.Literal


def expand(name: str) -> str:
    """The full IRI of a short name; a full IRI stays.

    >>> expand("kg:Launch")
    'https://w3id.org/whosaid/ontology#Launch'
    >>> expand("http://schema.org/Claim")
    'http://schema.org/Claim'
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def local(iri: str) -> str:
    """The last part of an IRI: the slug of an actor, the local name of a class.

    >>> local("https://w3id.org/whosaid/actor/nhk"), local("https://w3id.org/whosaid/ontology#Launch")
    ('nhk', 'Launch')
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Ontology:
    """Triples of the shipped ontology and its overlays, in the order of the files, each once."""

    triples: tuple[tuple[str, str, Term], ...]

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> "Ontology":
        """Read the shipped files and lay `overlays` over them: they add, they take nothing away.

        Raises OntologyError with file and line where a file is no Turtle, and where it holds a blank node.
        """
        seen: dict[tuple[str, str, Term], None] = {}
        for path in [*shipped(), *overlays]:
            seen.update(dict.fromkeys(_read(path)))
        return cls(tuple(seen))

    def objects(self, subject: str, predicate: str) -> tuple[Term, ...]:
        return tuple(self._by_subject.get(expand(subject), {}).get(expand(predicate), ()))

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The literals' texts, without language or datatype."""
        return tuple(o.value for o in self.objects(subject, predicate) if isinstance(o, ox.Literal))

    def text(self, subject: str, predicate: str) -> str | None:
        return next(iter(self.texts(subject, predicate)), None)

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(o.value for o in self.objects(subject, predicate) if isinstance(o, ox.NamedNode))

    def iri(self, subject: str, predicate: str) -> str | None:
        return next(iter(self.iris(subject, predicate)), None)

    def label(self, subject: str) -> str:
        """rdfs:label, else skos:prefLabel, else the last part of the IRI."""
        return self.text(subject, "rdfs:label") or self.text(subject, "skos:prefLabel") or local(expand(subject))

    def subjects(self, predicate: str, obj: str | None = None) -> tuple[str, ...]:
        """Who has the predicate, with that IRI as object if one is given."""
        wanted = None if obj is None else expand(obj)
        found = self._by_predicate.get(expand(predicate), ())
        return tuple(dict.fromkeys(s for s, o in found if wanted is None or o.value == wanted))

    def types(self, subject: str) -> tuple[str, ...]:
        return self.iris(subject, "rdf:type")

    def instances(self, cls: str) -> tuple[str, ...]:
        """Everything that is of the class or of one below it, in the order of the files."""
        classes = self.subclasses(cls)
        found = self._by_predicate.get(expand("rdf:type"), ())
        return tuple(dict.fromkeys(s for s, o in found if o.value in classes))

    def subclasses(self, cls: str) -> frozenset[str]:
        """The class and all below it (rdfs:subClassOf, skos:broader)."""
        return frozenset(_closure(expand(cls), self._down))

    def superclasses(self, cls: str) -> frozenset[str]:
        """The class and all above it."""
        return frozenset(_closure(expand(cls), self._up))

    @cached_property
    def _by_subject(self) -> dict[str, dict[str, list[Term]]]:
        index: dict[str, dict[str, list[Term]]] = {}
        for s, p, o in self.triples:
            index.setdefault(s, {}).setdefault(p, []).append(o)
        return index

    @cached_property
    def _by_predicate(self) -> dict[str, list[tuple[str, Term]]]:
        index: dict[str, list[tuple[str, Term]]] = {}
        for s, p, o in self.triples:
            index.setdefault(p, []).append((s, o))
        return index

    @cached_property
    def _up(self) -> dict[str, list[str]]:
        return _edges((s, o.value) for p in _BROADER for s, o in self._by_predicate.get(p, ()))

    @cached_property
    def _down(self) -> dict[str, list[str]]:
        return _edges((o.value, s) for p in _BROADER for s, o in self._by_predicate.get(p, ()))


_BROADER = (expand("rdfs:subClassOf"), expand("skos:broader"))


def shipped() -> tuple[Path, ...]:
    """The Turtle files that come with the program and are read, sorted by name."""
    found = sorted(p for p in resources.folder("ontology").glob("*.ttl") if p.name not in _NOT_READ)
    if not found:
        raise OntologyError(f"no Turtle file in {resources.folder('ontology')}", "install the package again")
    return tuple(found)


def _read(path: Path) -> Iterator[tuple[str, str, Term]]:
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=ids.BASE):
            s, o = quad.subject, quad.object
            if not isinstance(s, ox.NamedNode) or not isinstance(o, ox.NamedNode | ox.Literal):
                raise OntologyError(
                    f"{path}: a blank node at {quad.predicate.value}", "give it an IRI: blank nodes have no stable name"
                )
            yield s.value, quad.predicate.value, o
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise OntologyError(f"{path}{line}: not Turtle: {error.msg}", "mend the line or leave the file out") from error
    except OSError as error:
        raise OntologyError(f"{path}: {error.strerror or error}", "name a Turtle file that can be read") from error


def _edges(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    edges: dict[str, list[str]] = {}
    for a, b in pairs:
        edges.setdefault(a, []).append(b)
    return edges


def _closure(start: str, edges: dict[str, list[str]]) -> set[str]:
    reached, todo = {start}, [start]
    while todo:
        new = [n for n in edges.get(todo.pop(), ()) if n not in reached]
        reached.update(new)
        todo.extend(new)
    return reached
