"""Nanopublications: each claim as a smallest publication of its own (http://nanopub.net/guidelines/working_draft/).

The assertion says who claimed what, with which stance, in which words; the provenance says from which characters of
which document that was read, who passed it on and which rule found it; the publication info says which build made it.
Nothing is signed and nothing is sent: a nanopublication gets its trusty IRI from who signs it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, cast
from zipfile import ZipFile

import pyoxigraph as ox

from kg import ids
from kg.exports.tables import member
from kg.files import replacing
from kg.ontology import PREFIXES
from kg.store import Store
from kg.vocabulary import Class, Property

_NP: Final = "http://www.nanopub.org/nschema#"
_NPX: Final = "http://purl.org/nanopub/x/"
_NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_PROV: Final = "http://www.w3.org/ns/prov#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_PREFIXES: Final = {
    "np": _NP, "npx": _NPX, "nif": _NIF, "prov": _PROV, "dcterms": _DCTERMS,
    **{name: PREFIXES[name] for name in ("actor", "kg", "rdfs", "schema", "stance", "xsd")},
}  # fmt: skip

# What a claim says; all else that the graph knows of it is provenance.
_ASSERTED: Final = frozenset((
    _TYPE, _LABEL, Property.claimant, Property.stance, Property.certainty, Property.polarity, Property.kind,
    Property.content, Property.target, Property.about, Property.within, Property.refersToClaim,
    Property.saidEarliest, Property.saidLatest,
))  # fmt: skip
_ACTORS: Final = (Property.claimant, Property.target, Property.relayer, _DCTERMS + "publisher")
_LABELS: Final = "SELECT ?actor ?label {{ VALUES ?actor {{ {actors} }} GRAPH <{graph}> {{ ?actor <{label}> ?label }} }}"
_BUILDS: Final = f"""SELECT ?document ?build ?program ?name ?time {{ GRAPH <{ids.BUILD_GRAPH}> {{
  ?document <{_PROV}wasGeneratedBy> ?build . ?build <{_PROV}wasAssociatedWith> ?program .
  ?program <{_LABEL}> ?name OPTIONAL {{ ?build <{_PROV}endedAtTime> ?time }} }} }}"""

# Subject IRI, predicate IRI, object.
Statement = tuple[str, str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


@dataclass(frozen=True, slots=True)
class _Home:
    """A document's statements by their subject, the labels of its actors, and what is told of its build."""

    iri: str
    statements: Mapping[str, list[Statement]]
    labels: Mapping[str, ox.Literal]
    build: tuple[Statement, ...]

    def of(self, subject: str) -> list[Statement]:
        return self.statements.get(subject, [])

    def named(self, told: Iterable[Statement]) -> Iterator[Statement]:
        """The labels of the actors that statements point to."""
        for _, name, value in told:
            if name in _ACTORS and isinstance(value, ox.NamedNode) and value.value in self.labels:
                yield value.value, _LABEL, self.labels[value.value]


def nanopubs(store: Store) -> Iterator[tuple[str, bytes]]:
    """The id and the TriG of each claim's nanopublication, by document and claim; equal graphs give equal bytes."""
    builds = _builds(store)
    for graph in store.graphs():
        if graph.startswith(ids.document_iri("")):
            home = _home(store, graph, builds)
            claims = (s for s, told in home.statements.items() if (s, _TYPE, ox.NamedNode(Class.Claim)) in told)
            for claim in sorted(claims):
                yield claim.rpartition("/")[2], _trig(_nanopub_iri(claim), _graphs(claim, home))


def write_nanopubs(store: Store, out: BinaryIO) -> None:
    """All of them as one stream, each with its prefixes, so that it can be cut out."""
    for _, text in nanopubs(store):
        out.write(text + b"\n")


def write_nanopub_files(store: Store, out: Path) -> None:
    """A file for each claim, in an archive: readers of nanopublications take one at a time."""
    with replacing(out) as part, ZipFile(part, "w") as archive:
        for name, text in nanopubs(store):
            archive.writestr(member(f"{name}.trig"), text)


def _nanopub_iri(claim: str) -> str:
    return f"{ids.BASE}nanopub/{claim.rpartition('/')[2]}"


def _builds(store: Store) -> dict[str, tuple[Statement, ...]]:
    """What is told of the build of each document: without a subject, for each nanopublication is one."""
    found: dict[str, tuple[Statement, ...]] = {}
    for document, build, program, name, time in sorted(store.select(_BUILDS).rows, key=str):
        told: list[Statement] = [
            ("", _PROV + "wasGeneratedBy", cast(ox.NamedNode, build)),
            ("", _DCTERMS + "creator", cast(ox.NamedNode, program)),
            (cast(ox.NamedNode, program).value, _LABEL, cast(ox.Literal, name)),
        ]
        if isinstance(time, ox.Literal):
            told.append(("", _DCTERMS + "created", time))
        found[cast(ox.NamedNode, document).value] = tuple(told)
    return found


def _home(store: Store, iri: str, builds: Mapping[str, tuple[Statement, ...]]) -> _Home:
    statements: dict[str, list[Statement]] = {}
    actors: set[str] = set()
    for quad in ox.parse("\n".join(store.graph(iri)), ox.RdfFormat.N_TRIPLES):
        subject, name = cast(ox.NamedNode, quad.subject).value, quad.predicate.value
        statements.setdefault(subject, []).append((subject, name, quad.object))
        if name in _ACTORS:
            actors.add(str(quad.object))
    asked = _LABELS.format(actors=" ".join(sorted(actors)), graph=ids.ACTORS_GRAPH, label=_LABEL)
    found = store.select(asked).rows
    labels = {cast(ox.NamedNode, actor).value: cast(ox.Literal, label) for actor, label in found}
    return _Home(iri, statements, labels, builds.get(iri, ()))


def _graphs(claim: str, home: _Home) -> dict[str, list[Statement]]:
    np = _nanopub_iri(claim)
    head: list[Statement] = [
        (np, _TYPE, ox.NamedNode(_NP + "Nanopublication")),
        *((np, _NP + name, ox.NamedNode(f"{np}#{part}")) for name, part in _PARTS),
    ]
    assertion = list(_assertion(claim, home))
    return {
        "head": head,
        "assertion": assertion,
        "provenance": list(_provenance(claim, f"{np}#assertion", home)),
        "pubinfo": list(_pubinfo(claim, np, home)),
    }


_PARTS: Final = (("hasAssertion", "assertion"), ("hasProvenance", "provenance"), ("hasPublicationInfo", "pubinfo"))


def _assertion(claim: str, home: _Home) -> Iterator[Statement]:
    told = [s for s in home.of(claim) if s[1] in _ASSERTED]
    yield from told
    yield from home.named(told)
    for _, name, value in told:
        if name == Property.content:
            yield from (s for s in home.of(_iri(value)) if s[1] == _NIF + "anchorOf")
        if name == Property.about:
            yield from (s for s in home.of(_iri(value)) if s[1] in (_TYPE, Property.eventType))


def _provenance(claim: str, assertion: str, home: _Home) -> Iterator[Statement]:
    yield assertion, _PROV + "wasDerivedFrom", ox.NamedNode(home.iri)
    # The text itself stays where it is: the hash says which one.
    document = [s for s in home.of(home.iri) if s[1] != _NIF + "isString"]
    yield from ((assertion, _PROV + "wasAttributedTo", s[2]) for s in document if s[1] == _DCTERMS + "publisher")
    told = [s for s in home.of(claim) if s[1] not in _ASSERTED]
    relays = [s for _, name, value in told if name == Property.relay for s in home.of(_iri(value))]
    for statements in (document, told, relays):
        yield from statements
        yield from home.named(statements)
    spans = (Property.source, Property.cue, Property.content)
    for span in sorted({_iri(value) for _, name, value in (*home.of(claim), *relays) if name in spans}):
        yield from home.of(span)


def _pubinfo(claim: str, np: str, home: _Home) -> Iterator[Statement]:
    yield np, _NPX + "introduces", ox.NamedNode(claim)
    yield from ((np, name, value) for _, name, value in home.of(claim) if name == _LABEL)
    yield from ((subject or np, name, value) for subject, name, value in home.build)


def _iri(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode) else ""


def _trig(np: str, graphs: Mapping[str, Iterable[Statement]]) -> bytes:
    """Prefixes by name (Oxigraph writes them in no order), statements sorted inside each graph, each once."""
    prefixes = {**_PREFIXES, "sub": f"{np}#"}
    quads = (
        ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, ox.NamedNode(f"{np}#{name}"))
        for name, statements in graphs.items()
        for s, p, o in sorted(set(statements), key=lambda s: (s[0], s[1], str(s[2])))
    )
    out = BytesIO()
    ox.serialize(quads, out, ox.RdfFormat.TRIG, prefixes=prefixes)
    body = out.getvalue()
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items())).encode() + body
