"""Every term of the ontology is documented, in its file and on the page that pyLODE builds."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import PROV, SDO

from kg import ids
from kg.ontology import Ontology, local
from kg.vocabulary import VERSION

ROOT = Path(__file__).resolve().parent.parent
KG = ids.BASE + "ontology#"
ONTOLOGY = Ontology.load()
# What has a place on the page, and what else needs a definition.
SHOWN = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "kg:EventType")
KINDS = (*SHOWN, "owl:NamedIndividual", "kg:EventRole", "kg:EventFrame", "kg:Frame")
TERMS = sorted({s for kind in KINDS for s in ONTOLOGY.subjects("rdf:type", kind) if s.startswith(KG)})
ALIGNED = list(ox.parse(path=str(ROOT / "ontology" / "alignments.ttl"), format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("name", ["rdfs:label", "skos:definition", "skos:example"])
def test_every_term_says_it_once(name: str) -> None:
    """Texts that differ in nothing but their language tag count as two: a list would show the term twice."""
    assert {local(t): len(ONTOLOGY.objects(t, name)) for t in TERMS if len(ONTOLOGY.objects(t, name)) != 1} == {}


def test_every_term_that_the_files_use_is_declared() -> None:
    used = {t for s, p, o in ONTOLOGY.triples for t in (s, p, o.value) if t.startswith(KG) and t != KG}
    assert sorted(local(t) for t in used - set(TERMS)) == []


def test_every_property_says_where_it_is_used() -> None:
    own = [q.subject.value for q in ox.parse(path=str(ROOT / "ontology" / "kg.ttl"), format=ox.RdfFormat.TURTLE)
           if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(KG)]  # fmt: skip
    properties = {
        *ONTOLOGY.subjects("rdf:type", "owl:ObjectProperty"),
        *ONTOLOGY.subjects("rdf:type", "owl:DatatypeProperty"),
    }
    assert sorted(local(p) for p in properties & set(own) if not ONTOLOGY.objects(p, "schema:domainIncludes")) == []


def test_the_ontology_has_a_version() -> None:
    iri = KG.rstrip("#")
    assert ONTOLOGY.iri(iri, "owl:versionIRI") == f"{iri}/{VERSION}"
    assert ONTOLOGY.text(iri, "owl:versionInfo") == VERSION
    for name in ("title", "description", "creator", "license", "created"):
        assert ONTOLOGY.objects(iri, f"dcterms:{name}"), name


def test_alignments_speak_of_our_terms() -> None:
    ours = {
        t.value
        for q in ALIGNED
        for t in (q.subject, q.object)
        if isinstance(t, ox.NamedNode) and t.value.startswith(KG)
    }
    assert sorted(local(t) for t in ours - set(TERMS)) == []
    assert len(ours) > 20


def test_alignments_name_terms_that_exist() -> None:
    """rdflib knows all terms of PROV-O and schema.org; the other vocabularies are few enough to be looked up."""
    named = [t.value for q in ALIGNED for t in (q.subject, q.object) if isinstance(t, ox.NamedNode)]
    assert [n for n in named if n.startswith(str(PROV)) and n.removeprefix(str(PROV)) not in PROV] == []
    schema = "http://schema.org/"
    assert [n for n in named if n.startswith(schema) and n.removeprefix(schema) not in SDO] == []


def test_subclasses_form_no_circle() -> None:
    for term in TERMS:
        assert all(term not in ONTOLOGY.superclasses(above) for above in ONTOLOGY.superclasses(term) - {term}), term


def test_the_page_shows_every_class_and_property(tmp_path: Path) -> None:
    page = tmp_path / "ontology.html"
    subprocess.run([sys.executable, "tools/make_docs.py", str(page)], cwd=ROOT, check=True, capture_output=True)
    html = page.read_text(encoding="utf-8")
    shown = {s for kind in SHOWN for s in ONTOLOGY.subjects("rdf:type", kind) if s.startswith(KG)}
    assert sorted(local(t) for t in shown if f">{t}<" not in html) == []
    assert len(shown) > 200
