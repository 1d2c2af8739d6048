import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import Ontology, expand, local


@pytest.fixture(scope="module")
def shipped() -> Ontology:
    return Ontology.load()


def test_short_and_full_names_are_one(shipped: Ontology) -> None:
    assert shipped.label("actor:nhk") == shipped.label(expand("actor:nhk")) == "NHK"
    assert shipped.label("actor:nobody-at-all") == "nobody-at-all"


def test_every_actor_has_one_label(shipped: Ontology) -> None:
    actors = {s for s in shipped.subjects("rdf:type") if s.startswith(expand("actor:"))}
    assert actors
    assert [local(a) for a in sorted(actors) if len(shipped.texts(a, "rdfs:label")) != 1] == []


def test_an_overlay_adds(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'actor:nhk skos:altLabel "the Corporation" .\n',
        encoding="utf-8",
    )
    assert Ontology.load([mine]).texts("actor:nhk", "skos:altLabel")[-1] == "the Corporation"
    assert "the Corporation" not in Ontology.load().texts("actor:nhk", "skos:altLabel")


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix a: <http://a/> .\na:b a:c .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bad\.ttl, line 2"):
        Ontology.load([bad])


def test_a_blank_node_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "blank.ttl"
    bad.write_text("@prefix a: <http://a/> .\na:b a:c [] .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="blank node"):
        Ontology.load([bad])


def test_a_missing_overlay_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="absent"):
        Ontology.load([tmp_path / "absent.ttl"])


def test_classes_close_over_subclasses(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> .\n@prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "kg:A rdfs:subClassOf kg:B . kg:B rdfs:subClassOf kg:C . actor:x a kg:A .\n",
        encoding="utf-8",
    )
    o = Ontology.load([mine])
    assert {local(c) for c in o.subclasses("kg:C")} == {"A", "B", "C"}
    assert {local(c) for c in o.superclasses("kg:A")} >= {"A", "B", "C"}
    assert o.instances("kg:C") == (expand("actor:x"),)


def test_states_come_from_the_libraries() -> None:
    """The generator writes the same bytes again; needs the development libraries."""
    pytest.importorskip("countryinfo")
    pytest.importorskip("pycountry")
    tool = Path(__file__).parent.parent / "tools" / "make_states.py"
    made = subprocess.run([sys.executable, str(tool), "-"], capture_output=True, check=True).stdout
    assert made == (tool.parent.parent / "ontology" / "states.ttl").read_bytes()


def test_all_states_are_there(shipped: Ontology) -> None:
    states = shipped.subjects("rdf:type", "kg:State")
    assert len(states) == 197
    assert [local(s) for s in states if not shipped.texts(s, "kg:demonym")] == []
    assert shipped.texts("actor:kosovo", "kg:capital") == ("Pristina",)
    assert shipped.texts("actor:kazakhstan", "kg:capital")[0] == "Astana"


def test_wikidata_has_a_status(shipped: Ontology) -> None:
    items = {local(s): shipped.text(s, "kg:wikidataStatus") for s in shipped.subjects("kg:wikidata")}
    assert set(items.values()) == {"verified", "from memory"}
    assert {s for s, status in items.items() if status == "from memory"} == {"united-states", "ukraine"}


def test_nothing_points_nowhere(shipped: Ontology) -> None:
    """Every actor, noun, office and term that a block of actors speaks of is itself described."""
    described = {s for s, _, _ in shipped.triples}
    kinds = ("actor/", "noun/", "office/", "tenure/")
    spoken = {o for s, p, t in shipped.triples if isinstance(o := t.value, str) and o.startswith(expand("actor:")[:-6])}
    assert (
        sorted(o for o in spoken if o.removeprefix(expand("actor:")[:-6]).startswith(kinds) and o not in described)
        == []
    )
    assert all(" " not in s for s in described)


def test_loading_is_quick(shipped: Ontology) -> None:
    def once() -> float:
        start = time.process_time()
        Ontology.load()
        return time.process_time() - start

    assert min(once() for _ in range(3)) < 0.3
