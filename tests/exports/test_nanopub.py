"""Nanopublications, held against the rules of their community and against its own reader."""

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg import ids
from kg.exports import export_to
from kg.exports.nanopub import nanopubs
from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.store import EmbeddedStore
from kg.vocabulary import KG
from tests.sample import sample
from tests.synthetic import quads as synthetic_quads

ROOT = Path(__file__).resolve().parent.parent.parent
NP = "http://www.nanopub.org/nschema#"
PARTS = ("head", "assertion", "provenance", "pubinfo")


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


@pytest.fixture(scope="module")
def made(store: EmbeddedStore) -> dict[str, bytes]:
    return dict(nanopubs(store))


def graphs(text: bytes) -> dict[str, list[ox.Quad]]:
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(text, ox.RdfFormat.TRIG):
        found.setdefault(str(quad.graph_name).strip("<>").rpartition("#")[2], []).append(quad)
    return found


def test_every_claim_has_one(store: EmbeddedStore, made: dict[str, bytes]) -> None:
    claims = store.select(f"SELECT ?c {{ ?c a <{KG}Claim> }}").rows
    assert sorted(made) == sorted(str(row[0]).strip("<>").rpartition("/")[2] for row in claims)


def test_four_graphs_that_the_head_names(made: dict[str, bytes]) -> None:
    for name, text in made.items():
        found = graphs(text)
        np = f"{ids.BASE}nanopub/{name}"
        assert set(found) == set(PARTS)
        assert {(str(q.predicate).strip("<>"), str(q.object).strip("<>")) for q in found["head"]} == {
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NP + "Nanopublication"),
            (NP + "hasAssertion", np + "#assertion"),
            (NP + "hasProvenance", np + "#provenance"),
            (NP + "hasPublicationInfo", np + "#pubinfo"),
        }
        assert {str(q.subject) for q in found["head"]} == {f"<{np}>"}
        assert f"<{np}#assertion>" in {str(q.subject) for q in found["provenance"]}
        assert f"<{np}>" in {str(q.subject) for q in found["pubinfo"]}
        terms = [term for part in found.values() for quad in part for term in (quad.subject, quad.object)]
        assert not any(isinstance(term, ox.BlankNode) for term in terms)


def test_the_reader_of_nanopublications_takes_each(made: dict[str, bytes]) -> None:
    """`nanopub` says no (an exception) to what is none; it makes blank nodes of nothing and counts the triples."""
    nanopub: Any = pytest.importorskip("nanopub", reason="pip install nanopub")
    for text in made.values():
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=text, format="trig")
        read = nanopub.Nanopub(rdf=graph, conf=nanopub.NanopubConf())
        assert read.is_valid
        assert len(read.rdf) < nanopub.definitions.MAX_TRIPLES_PER_NANOPUB
        assert len(read.assertion) and len(read.provenance) and len(read.pubinfo)


def test_what_is_asserted_and_what_is_provenance(store: EmbeddedStore, made: dict[str, bytes]) -> None:
    """Who said what in which words; from where, passed on by whom, found by which rule, and by which build."""
    (row,) = store.select(
        'SELECT ?c { ?c <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER (STRSTARTS(?l, "Japan Coast Guard:")) }'
    ).rows
    found = graphs(made[str(row[0]).strip("<>").rpartition("/")[2]])
    said = {(q.predicate.value.rpartition("#")[2], getattr(q.object, "value", "")) for q in found["assertion"]}
    assert said >= {
        ("claimant", f"{ids.BASE}actor/japan-coast-guard"),
        ("label", "Japan Coast Guard"),
        ("stance", f"{ids.BASE}stance/assert"),
        ("anchorOf", "One of them"),
    }
    traced = {q.predicate.value.rpartition("/")[2].rpartition("#")[2] for q in found["provenance"]}
    assert traced >= {"wasDerivedFrom", "wasAttributedTo", "wasQuotedFrom", "relay", "relayer", "method", "beginIndex",
                      "sha256", "publisher"}  # fmt: skip
    assert "isString" not in traced
    assert {q.predicate.value.rpartition("/")[2].rpartition("#")[2] for q in found["pubinfo"]} == {
        "introduces", "label", "creator",
        "wasGeneratedBy",
    }  # fmt: skip


def test_nothing_that_its_document_says_of_a_claim_is_lost(store: EmbeddedStore, made: dict[str, bytes]) -> None:
    for name, text in made.items():
        claim = ox.NamedNode(ids.claim_iri(name))
        told = {(q.predicate, q.object) for q in ox.parse(text, ox.RdfFormat.TRIG) if q.subject == claim}
        asked = f"SELECT ?p ?o {{ GRAPH ?g {{ {claim} <{KG}method> ?rule ; ?p ?o }} }}"
        assert told == set(store.select(asked).rows)


def test_one_file_or_a_file_each(store: EmbeddedStore, made: dict[str, bytes], tmp_path: Path) -> None:
    export_to("nanopub", store, tmp_path / "all.trig")
    export_to("nanopub", store, tmp_path / "each.zip")
    assert (tmp_path / "all.trig").read_bytes() == b"".join(text + b"\n" for text in made.values())
    with zipfile.ZipFile(tmp_path / "each.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {f"{name}.trig": t for name, t in made.items()}
    first = (tmp_path / "each.zip").read_bytes()
    export_to("nanopub", store, tmp_path / "each.zip")
    assert (tmp_path / "each.zip").read_bytes() == first
    assert len(list(ox.parse((tmp_path / "all.trig").read_bytes(), ox.RdfFormat.TRIG))) == sum(
        len(list(ox.parse(t, ox.RdfFormat.TRIG))) for t in made.values()
    )


def test_the_same_bytes_in_every_process(made: dict[str, bytes]) -> None:
    program = (
        "import sys; from kg.exports.nanopub import write_nanopubs; from kg.store import EmbeddedStore; "
        "from kg.ontology import Ontology; from kg.rdf import ontology_quads; from tests.sample import sample; "
        "write_nanopubs(EmbeddedStore.of([*ontology_quads(Ontology.load()), *reversed(sample().quads())]), "
        "sys.stdout.buffer)"
    )
    again = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, timeout=120)
    assert again.stdout == b"".join(text + b"\n" for text in made.values())


def test_a_graph_that_knows_no_build_has_them_too() -> None:
    found = dict(nanopubs(EmbeddedStore.of(synthetic_quads(2, 3))))
    assert len(found) == 6
    assert all({q.predicate.value for q in graphs(text)["pubinfo"]} for text in found.values())
