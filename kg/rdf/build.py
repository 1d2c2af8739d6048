"""How a graph came about: the ontology it was read with, and the build as PROV."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg import ids
from kg.ontology import Ontology
from kg.rdf import terms
from kg.rdf.terms import PROV, RDF_TYPE, RDF_VALUE, RDFS_LABEL, XSD, Triple, ref, text, whole
from kg.vocabulary import Class, Property


@dataclass(frozen=True, slots=True)
class Input:
    """A file that went in: an article or an ontology file, with the SHA-256 of its bytes."""

    name: str
    sha256: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of. `options` change its result (not the number of jobs, not where the store lies).

    `at` is an xsd:dateTime that the caller gives, never read from a clock: without it two builds give the same bytes.
    """

    version: str
    inputs: tuple[Input, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    at: str = ""

    @property
    def id(self) -> str:
        inputs = sorted(f"{i.sha256} {i.name} {i.document}" for i in self.inputs)
        return ids.digest("build", self.version, *inputs, *sorted(self.options.items()), self.at)


def ontology_quads(ontology: Ontology) -> Iterator[str]:
    """The sorted N-Quads lines of the ontology as it was read, overlays included, shapes not."""
    return terms.lines(ids.ONTOLOGY_GRAPH, ((s, p, str(o)) for s, p, o in ontology.triples))


def build_quads(manifest: Manifest) -> Iterator[str]:
    """The sorted N-Quads lines of a build as a PROV activity: program, version, inputs with hashes, options, counts."""
    return terms.lines(ids.BUILD_GRAPH, _build(manifest))


def _build(manifest: Manifest) -> Iterator[Triple]:
    s, program = f"{ids.BASE}build/{manifest.id}", f"{ids.BASE}software/whosaid/{manifest.version}"
    yield s, RDF_TYPE, ref(Class.Build)
    yield s, RDF_TYPE, ref(PROV + "Activity")
    yield s, PROV + "wasAssociatedWith", ref(program)
    yield program, RDF_TYPE, ref(PROV + "SoftwareAgent")
    yield program, RDFS_LABEL, text(f"whosaid {manifest.version}")
    yield program, Property.version, text(manifest.version)
    if manifest.at:
        yield s, PROV + "endedAtTime", f"{text(manifest.at)}^^<{XSD}dateTime>"
    for item in manifest.inputs:
        yield from _input(s, item)
    for name, value in manifest.options.items():
        yield from _setting(s, "option", Property.option, name, text(value))
    for name, count in manifest.counts.items():
        yield from _setting(s, "count", Property.count, name, whole(count))


def _input(s: str, item: Input) -> Iterator[Triple]:
    """A file is named by its bytes and its name: two files may hold the same bytes."""
    file = f"{ids.BASE}file/{ids.digest(item.sha256, item.name)}"
    yield s, PROV + "used", ref(file)
    yield file, RDF_TYPE, ref(PROV + "Entity")
    yield file, Property.fileName, text(item.name)
    yield file, Property.sha256, text(item.sha256)
    if item.document:
        document = ids.document_iri(item.document)
        yield document, PROV + "wasDerivedFrom", ref(file)
        yield document, PROV + "wasGeneratedBy", ref(s)


def _setting(s: str, kind: str, link: str, name: str, value: str) -> Iterator[Triple]:
    node = f"{s}/{kind}/{ids.slug(name)}"
    yield s, link, ref(node)
    yield node, RDF_TYPE, ref(Class.Setting)
    yield node, RDFS_LABEL, text(name)
    yield node, RDF_VALUE, value
