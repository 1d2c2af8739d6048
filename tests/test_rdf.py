"""Values to quads: the bytes of the sample, what two parsers read in them, and what never occurs."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset

from kg import ids
from kg.model import Actor, Decision, Document, Extraction, Resolution, When
from kg.ontology import Ontology
from kg.rdf import Cast, Input, Manifest, build_quads, document_quads, ontology_quads, resolution_quads, terms
from kg.vocabulary import KG, Property
from tests.sample import Sample, make_document, sample, words

GOLDEN = Path(__file__).resolve().parent / "golden" / "sample.nq"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def made() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def quads(made: Sample) -> list[str]:
    return made.quads()


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("".join(lines), ox.RdfFormat.N_QUADS))


def about(lines: list[str], subject: str, name: str) -> list[str]:
    """The objects of a subject's property, as N-Quads writes them."""
    start = f"<{subject}> <{name}> "
    return [line.removeprefix(start).rsplit(" <", 1)[0] for line in lines if line.startswith(start)]


def test_the_bytes_are_the_golden_ones(quads: list[str]) -> None:
    assert "".join(quads).encode() == GOLDEN.read_bytes()


def test_two_parsers_read_the_same_number_of_quads(quads: list[str]) -> None:
    rdflib = Dataset()
    rdflib.parse(data="".join(quads), format="nquads")
    assert len(quads) == len(set(quads)) == len(parsed(quads)) == len(list(rdflib.quads()))


def test_a_store_writes_the_same_lines(quads: list[str]) -> None:
    """Canonical escapes, numbers and times: a dump of the store has the bytes of what was loaded."""
    assert sorted(f"{quad} .\n" for quad in parsed(quads)) == sorted(quads)


def test_each_graph_is_sorted_and_the_documents_own(made: Sample) -> None:
    for document, extraction in zip(made.documents, made.extractions, strict=True):
        lines = list(document_quads(document, extraction, made.resolution.claims, made.cast))
        assert lines == sorted(lines)
        assert {q.graph_name.value for q in parsed(lines)} == {ids.document_iri(document.id)}


def test_no_quad_of_one_document_lies_in_anothers_graph(made: Sample) -> None:
    one, two = made.documents
    lines = list(document_quads(one, made.extractions[0], made.claims(one), made.cast))
    assert not any(two.id in line for line in lines)


def test_there_are_no_blank_nodes(quads: list[str]) -> None:
    nodes = [t for q in parsed(quads) for t in (q.subject, q.object, q.graph_name)]
    assert not any(isinstance(t, ox.BlankNode) for t in nodes)


def test_only_declared_terms_are_used(quads: list[str]) -> None:
    ontology = Ontology.load()
    declared = {s for s, p, _ in ontology.triples if p.endswith("#type")}
    used = {t.value for q in parsed(quads) for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    assert {t for t in used if t.startswith(KG)} <= declared


def test_the_order_of_the_values_does_not_matter(made: Sample) -> None:
    def turned(values: Any) -> Any:
        return values[::-1]

    r = made.resolution
    back = replace(r, **{f.name: turned(getattr(r, f.name)) for f in fields(r)})
    assert list(resolution_quads(back, made.documents[::-1])) == list(resolution_quads(r, made.documents))
    document, e = made.documents[0], made.extractions[0]
    shuffled = Extraction(e.document, e.mentions[::-1], e.attributions[::-1], e.events[::-1])
    lines = list(document_quads(document, shuffled, r.claims[::-1], made.cast))
    assert lines == list(document_quads(document, e, r.claims, made.cast))


def test_ids_do_not_change() -> None:
    """Written down once: an id that changes breaks every link into a published graph."""
    assert ids.document_id("text", "Outlet", None) == "234f8f3beccd99b2"
    assert ids.digest("claim", "d", 1, 2) == "2932a9dc9eb9cf0e"


def test_a_claim_of_a_hidden_source_has_an_unnamed_claimant(made: Sample, quads: list[str]) -> None:
    claim = next(c for c in made.resolution.claims if c.attribution.method == "sample:hidden")
    actor = ids.actor_iri(f"unnamed-{claim.id}")
    assert about(quads, ids.claim_iri(claim.id), Property.claimant) == [f"<{actor}>"]
    assert about(quads, actor, terms.RDFS_LABEL) == ['"unnamed"']
    assert about(quads, ids.claim_iri(claim.id), Property.source) == []


def test_what_the_outlet_says_is_the_outlets_claim(made: Sample, quads: list[str]) -> None:
    claim = next(c for c in made.resolution.claims if c.attribution.kind == "narrated")
    assert about(quads, ids.claim_iri(claim.id), Property.claimant) == [f"<{ids.actor_iri('harbour-daily')}>"]


def test_an_unknown_outlet_is_the_documents_own(made: Sample, quads: list[str]) -> None:
    outlet = ids.actor_iri(f"unknown-outlet-of-{made.documents[1].id}")
    assert about(quads, ids.document_iri(made.documents[1].id), terms.DCTERMS + "publisher") == [f"<{outlet}>"]
    assert about(quads, outlet, terms.RDFS_LABEL) == ['"unknown outlet of lantern"']


def test_a_hidden_hop_is_an_unnamed_actor(made: Sample, quads: list[str]) -> None:
    claim = next(c for c in made.resolution.claims if len(c.attribution.relays) == 2)
    relay = f"{ids.claim_iri(claim.id)}/relay/2"
    assert about(quads, relay, Property.relayer) == [f"<{ids.actor_iri(f'unnamed-{claim.id}-relay-2')}>"]
    assert about(quads, relay, Property.order) == [terms.whole(2)]


def test_the_outlet_is_called_as_the_ontology_calls_it() -> None:
    document = make_document("d", "Rain fell.\n", "nhk", None)
    ontology = Ontology.load()
    lines = list(resolution_quads(Resolution(), [document], ontology))
    assert about(lines, ids.actor_iri("nhk"), terms.RDFS_LABEL) == ['"NHK"']
    named = Resolution(actors=(Actor("the-nhk", "NHK", "Outlet"),))
    assert Cast.of(named, [document], ontology).outlet(document) == "the-nhk"


@pytest.mark.parametrize(
    ("said_on", "published", "earliest", "latest"),
    [
        (None, None, None, None),
        (None, date(2031, 3, 6), None, "2031-03-06"),
        (When(date(2031, 3, 5), date(2031, 3, 5), "day", None), date(2031, 3, 6), "2031-03-05", "2031-03-05"),
        (When(date(2031, 3, 5), None, "open", None), date(2031, 3, 6), "2031-03-05", "2031-03-06"),
        (When(None, date(2031, 3, 5), "open", None), None, None, "2031-03-05"),
    ],
)
def test_when_it_was_said(
    made: Sample, said_on: When | None, published: date | None, earliest: str | None, latest: str | None
) -> None:
    document = replace(made.documents[1], published=published)
    (claim,) = made.claims(document)
    claim = replace(claim, attribution=replace(claim.attribution, said_on=said_on))
    lines = list(document_quads(document, Extraction(document.id), [claim], made.cast))
    found = [about(lines, ids.claim_iri(claim.id), name) for name in (Property.saidEarliest, Property.saidLatest)]
    assert found == [[terms.day(date.fromisoformat(d))] if d else [] for d in (earliest, latest)]


def test_decisions_lie_with_what_they_decide() -> None:
    decisions = (
        Decision("lee-of-d1", "lee", "same", 1, "the same name", "rule:names"),
        Decision(
            ids.event_iri("a"),
            ids.event_iri("b"),
            "related",
            0.25,
            "same parties",
            "person:ana",
            "2031-03-07T10:00:00Z",
        ),
    )
    lines = list(resolution_quads(Resolution(decisions=decisions), []))
    graphs = {q.graph_name.value: q.subject.value for q in parsed(lines)}
    assert graphs == {
        ids.ACTORS_GRAPH: f"{ids.BASE}decision/{decisions[0].id}",
        ids.EVENTS_GRAPH: f"{ids.BASE}decision/{decisions[1].id}",
    }
    assert any(f"<{ids.actor_iri('lee-of-d1')}>" in line for line in lines)
    assert any('"2031-03-07T10:00:00Z"^^' in line for line in lines)


def test_a_build_is_prov() -> None:
    manifest = Manifest(
        "0.1.0", (Input("a.txt", "ab" * 32, "d1"),), {"model": "small"}, {"claims": 3}, "2031-03-07T10:00:00Z"
    )
    lines = list(build_quads(manifest))
    build = f"{ids.BASE}build/{manifest.id}"
    (file,) = about(lines, build, terms.PROV + "used")
    assert about(lines, ids.document_iri("d1"), terms.PROV + "wasDerivedFrom") == [file]
    assert about(lines, build, terms.PROV + "endedAtTime") == [
        '"2031-03-07T10:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    ]
    assert about(lines, f"{build}/option/model", terms.RDF_VALUE) == ['"small"']
    assert about(lines, f"{build}/count/claims", terms.RDF_VALUE) == [terms.whole(3)]


def test_a_build_without_a_time_has_none() -> None:
    assert not any("Time>" in line for line in build_quads(Manifest("0.1.0")))


def test_the_id_of_a_build_is_what_went_in() -> None:
    one, two = Input("a.txt", "aa"), Input("b.txt", "bb")
    assert Manifest("1", (one, two)).id == Manifest("1", (two, one), {}, {"claims": 9}).id
    assert Manifest("1", (one,)).id != Manifest("1", (two,)).id != Manifest("2", (two,)).id


def test_the_ontology_is_a_graph_of_its_own() -> None:
    lines = list(ontology_quads(Ontology.load()))
    assert lines == sorted(lines)
    assert {q.graph_name.value for q in parsed(lines)} == {ids.ONTOLOGY_GRAPH}
    assert not any("ns/shacl#" in line for line in lines)


@given(TEXT)
def test_any_text_comes_back_from_a_literal(text: str) -> None:
    line = f"<http://a> <http://b> {terms.text(text)} <http://g> .\n"
    (quad,) = ox.parse(line, ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text
    assert str(quad.object) == terms.text(text), "the store's escapes are ours"
    assert "\n" not in line[:-1]


@given(TEXT)
def test_rdflib_reads_any_text_too(text: str) -> None:
    data = Dataset()
    data.parse(data=f"<http://a> <http://b> {terms.text(text)} <http://g> .\n", format="nquads")
    assert [str(o) for _, _, o, _ in data.quads()] == [text]


@pytest.mark.parametrize(
    "text",
    ["\x00\x01\x1f\x7f\x85", 'a "b" \\n \\', "\r\n\t\b\f", "\u2028\u2029\ufeff", "\u202eabc\u202c", "🚀\U0010ffff"],
)
def test_awkward_text_comes_back(text: str) -> None:
    (quad,) = parsed([f"<http://a> <http://b> {terms.text(text)} <http://g> .\n"])
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text


@given(TEXT.filter(lambda t: t.strip() != ""), st.data())
def test_any_span_comes_back_from_its_document(text: str, data: st.DataObject) -> None:
    document = make_document("d", text, None, None)
    start = data.draw(st.integers(0, len(text) - 1))
    span = document.span(start, data.draw(st.integers(start + 1, len(text))))
    (section,) = _span_of(replace(document, sections=()), span.start, span.end)
    assert section == span.text


def _span_of(document: Document, start: int, end: int) -> list[str]:
    from kg.model import Section

    document = replace(document, sections=(Section("body", start, end),))
    lines = list(document_quads(document, Extraction(document.id), [], Cast({}, {}, {})))
    quads = [q for q in parsed(lines) if q.predicate.value.endswith("anchorOf")]
    return [q.object.value for q in quads if isinstance(q.object, ox.Literal)]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).map(lambda x: round(x, 6)))
def test_numbers_are_written_as_the_store_writes_them(value: float) -> None:
    (quad,) = parsed([f"<http://a> <http://b> {terms.number(value)} <http://g> .\n"])
    store = ox.Store()
    store.add(quad)
    (kept,) = store
    assert isinstance(kept.object, ox.Literal)
    assert str(kept.object) == terms.number(value)
    assert float(kept.object.value) == value


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=8, minutes=30))])
def test_times_keep_their_zone(zone: timezone) -> None:
    time = datetime(2031, 3, 6, 5, 0, 30, tzinfo=zone)
    store = ox.Store()
    store.load(f"<http://a> <http://b> {terms.moment(time)} <http://g> .\n", ox.RdfFormat.N_QUADS)
    (kept,) = store
    assert str(kept.object) == terms.moment(time)


def test_a_file_name_with_awkward_characters() -> None:
    document = make_document('a "b"\\c', "Rain fell.\n", "The “Sun”", None, url='https://x.example/?q=<a b>"')
    lines = list(document_quads(document, Extraction(document.id), [], Cast.of(Resolution(), [document])))
    values = {q.object.value for q in parsed(lines) if isinstance(q.object, ox.Literal)}
    assert {'a "b"\\c', 'a "b"\\c.txt', 'https://x.example/?q=<a b>"'} <= values


def test_words_finds_the_nth() -> None:
    document = make_document("d", "a b a\n", None, None)
    assert (words(document, "a", 1).start, words(document, "a").start) == (4, 0)
