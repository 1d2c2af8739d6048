"""`kg.open` in a notebook: pandas tables, networkx graphs and an rdflib Dataset over one store."""

import builtins
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from rdflib import RDF, Literal, URIRef

import kg
from kg import notebook, query
from kg.errors import KgError
from kg.exports.network import NODE_FIELDS
from kg.exports.views import network
from kg.notebook import OpenStore
from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.store import EmbeddedStore, publish
from kg.vocabulary import KG
from tests.sample import sample

CLAIM = URIRef(KG + "Claim")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("notebook")
    shard = at / "all.nq"
    shard.write_text("".join([*sample().quads(), *ontology_quads(Ontology.load())]), encoding="utf-8")
    publish(at / "store", [shard], "sample", b"{}", lambda _: None)
    return at / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[OpenStore]:
    with kg.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def memory() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


# --- tables ---


def test_a_saved_question_gives_a_table(store: OpenStore, memory: EmbeddedStore) -> None:
    pandas: Any = pytest.importorskip("pandas")
    table = store.ask("who-said-what-about-transfers", to="russia")
    answer = query.run(memory, query.load_query("who-said-what-about-transfers"), {"to": "russia"})
    assert isinstance(table, pandas.DataFrame)
    assert tuple(table.columns) == answer.columns
    assert len(table) == len(answer.rows) > 0
    found = [tuple(None if pandas.isna(v) else v for v in row) for row in table.itertuples(index=False)]
    assert found == list(answer.rows)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("said-up-to", {"until": "2031-03-31"}),
        ("claims-by-actor", {"actor": "Japan Coast Guard"}),
        ("claims-by-actor", {"actor": ["japan-coast-guard", "Russia"]}),
        ("events-in-period", {"from_": date(2031, 3, 1), "to": "2031-03-31"}),
    ],
)
def test_parameters_are_named_as_on_the_command_line(store: OpenStore, question: str, given: dict[str, Any]) -> None:
    pytest.importorskip("pandas")
    assert len(store.ask(question, **given))


def test_whole_numbers_stay_whole_beside_absent_values(store: OpenStore) -> None:
    pytest.importorskip("pandas")
    table = store.sparql("SELECT ?n ?word { VALUES (?n ?word) { (1 'a') (UNDEF 'b') } } ORDER BY ?word")
    assert str(table["n"].dtype) == "Int64"
    assert store.sparql("SELECT ?n { VALUES ?n {} }").columns.tolist() == ["n"]


def test_the_questions_are_listed(store: OpenStore) -> None:
    pytest.importorskip("pandas")
    listed = store.questions()
    assert listed["name"].tolist() == [q.name for q in query.list_queries()]


@pytest.mark.parametrize(
    ("question", "given", "says"),
    [
        ("who-said-wat", {}, "no saved query"),
        ("claims-by-actor", {"actr": "x"}, "no parameter 'actr'"),
        ("claims-by-actor", {"actor": "Atlantis"}, "Atlantis"),
    ],
)
def test_wrong_use_is_told_with_a_remedy(store: OpenStore, question: str, given: dict[str, Any], says: str) -> None:
    with pytest.raises(KgError, match=says) as caught:
        store.ask(question, **given)
    assert caught.value.remedy


def test_without_pandas_the_remedy_is_told(store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(KgError, match="pandas is not installed") as caught:
        store.questions()
    assert "whosaid[notebook]" in caught.value.remedy


# --- graphs ---


@pytest.mark.parametrize("view", ["claims", "actors"])
def test_a_view_is_a_graph(store: OpenStore, memory: EmbeddedStore, view: str) -> None:
    graph = store.graph(view=view)
    assert isinstance(graph, nx.MultiDiGraph)
    seen = network(memory, view)
    assert list(graph.nodes) == [n.id for n in seen.nodes()]
    assert sorted(graph.edges(keys=True)) == sorted((e.source, e.target, e.kind) for e in seen.edges())
    words = NODE_FIELDS.index("words")
    assert {n: told.get("words", "") for n, told in graph.nodes(data=True)} == {
        n.id: n.fields[words] for n in seen.nodes()
    }
    heavy = {(s, t, k): told["weight"] for s, t, k, told in graph.edges(keys=True, data=True)}
    assert heavy == {(e.source, e.target, e.kind): e.weight for e in seen.edges()}


def test_an_unknown_view_is_told(store: OpenStore) -> None:
    with pytest.raises(KgError, match="no view 'people'"):
        store.graph("people")


# --- rdflib ---


def test_the_dataset_says_what_the_store_says(
    store: OpenStore, memory: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against a copy of the same graph in rdflib's own store, which must not spell literals anew."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    copy = rdflib.Dataset(default_union=True)
    copy.parse(data=b"".join(memory.dump("nquads")), format="nquads")
    found = store.dataset()
    assert len(found) == len(copy)
    assert sorted(g.identifier for g in found.graphs()) == sorted(g.identifier for g in copy.graphs())
    assert set(found.triples((None, RDF.type, CLAIM))) == set(copy.triples((None, RDF.type, CLAIM)))
    assert set(found.quads((None, RDF.type, CLAIM, None))) == set(copy.quads((None, RDF.type, CLAIM, None)))
    claim = next(found.subjects(RDF.type, CLAIM))
    assert set(found.predicate_objects(claim)) == set(copy.predicate_objects(claim))
    label = found.value(claim, rdflib.RDFS.label)
    assert isinstance(label, Literal) and list(found.subjects(rdflib.RDFS.label, label)) == [claim]
    assert (claim, RDF.type, CLAIM) in found and (claim, RDF.type, RDF.List) not in found
    home = next(c for c in found.graphs() if (claim, RDF.type, CLAIM) in c)
    assert set(home) == set(copy.graph(home.identifier))
    assert len(home) == len(copy.graph(home.identifier))


@pytest.mark.parametrize("bound", [False, True])
def test_sparql_through_rdflib(store: OpenStore, bound: bool) -> None:
    """Text is answered by the store, a query with values bound by rdflib itself; they agree."""
    found = store.dataset()
    text = "SELECT ?claim ?label { ?claim a kg:Claim ; rdfs:label ?label } ORDER BY ?label"
    given = {"initNs": {"kg": KG, "rdfs": rdflib.RDFS}, **({"initBindings": {"unused": CLAIM}} if bound else {})}
    rows = [(str(row.claim), str(row.label)) for row in found.query(text, **given)]  # type: ignore[union-attr]
    memory = EmbeddedStore.of(sample().quads())
    asked = memory.select(f"PREFIX kg: <{KG}> PREFIX rdfs: <{rdflib.RDFS}> {text}").rows
    assert rows == [tuple(term.value for term in row) for row in asked]  # type: ignore[union-attr]


def test_the_other_forms_of_sparql(store: OpenStore) -> None:
    found = store.dataset()
    assert found.query(f"ASK {{ ?c a <{CLAIM}> }}").askAnswer is True
    made = found.query(f"CONSTRUCT WHERE {{ ?c a <{CLAIM}> }}").graph
    assert made is not None and len(made) == len(set(found.subjects(RDF.type, CLAIM)))
    with pytest.raises(KgError, match="no SPARQL"):
        found.query("SELECT WHERE")


def test_a_dataset_cannot_be_changed(store: OpenStore) -> None:
    found = store.dataset()
    for change in (found.add, found.remove):
        with pytest.raises(KgError, match="changed by building"):
            change((CLAIM, RDF.type, CLAIM))


# --- opening and closing ---


def test_a_closed_store_says_so(folder: Path) -> None:
    with kg.open(str(folder)) as opened:
        assert repr(opened) == f"<whosaid store {folder}>"
    assert repr(opened).endswith("closed>")
    with pytest.raises(KgError, match="is closed"):
        opened.graph()
    with pytest.raises(KgError, match="is closed"), opened:
        pass


def test_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no store") as caught:
        kg.open(tmp_path / "none")
    assert "kg build" in caught.value.remedy


def test_importing_kg_imports_nothing_else() -> None:
    program = "import sys, kg; print(sorted(m for m in sys.modules if m.split('.')[0] in ('kg', 'rdflib', 'networkx', "
    program += "'pandas', 'pyoxigraph', 'spacy'))); print(kg.open.__module__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["['kg']", "kg.notebook"]


def test_kg_has_what_it_names() -> None:
    assert "open" in dir(kg) and kg.open is notebook.open
    with pytest.raises(AttributeError, match="no attribute 'opn'"):
        _ = kg.opn
