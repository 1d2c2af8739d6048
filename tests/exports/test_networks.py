"""The exports of the graph as a network: what they say, and that other programs read the same."""

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.errors import KgError
from kg.exports import EXPORTS, export_to, views
from kg.exports import looks as looks_
from kg.exports.gexf import write_gexf
from kg.exports.graphml import write_graphml
from kg.exports.network import KINDS, NODE_FIELDS, Edge, Network, Node, network
from kg.exports.sorting import ordered
from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.store import EmbeddedStore
from tests.sample import sample
from tests.synthetic import quads as synthetic_quads

JS = Path(__file__).resolve().parent.parent / "js"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


@pytest.fixture(scope="module")
def large() -> EmbeddedStore:
    """More nodes than are laid out by forces."""
    return EmbeddedStore.of(synthetic_quads(40, 20))


def gexf(graph: Network) -> bytes:
    out = io.BytesIO()
    write_gexf(graph, out)
    return out.getvalue()


def of(nodes: list[Node], edges: list[Edge]) -> Network:
    return Network(lambda: iter(nodes), lambda: iter(edges))


def node(id_: str, label: str = "", kind: str = "claim", start: str = "", words: str = "") -> Node:
    return Node(id_, label, kind, start, tuple(words if f == "words" else "" for f in NODE_FIELDS))


# --- the claims view ---


def test_nodes_of_every_kind_with_what_a_reader_asks_for(store: EmbeddedStore) -> None:
    nodes = {n.id: n for n in network(store).nodes()}
    assert {n.kind for n in nodes.values()} == set(KINDS)
    claim = next(n for n in nodes.values() if n.label.startswith("Japan Coast Guard:"))
    fields = dict(zip(NODE_FIELDS, claim.fields, strict=True))
    assert fields["words"] == "One of them … fell outside our waters"
    assert (fields["stance"], fields["voice"], fields["document"]) == ("assert", "direct", "harbour")
    assert (claim.start, fields["date"]) == ("2031-03-06", "2031-03-06")
    assert nodes["actor/harbour-daily"].kind == "outlet"
    assert nodes["actor/nhk"].kind == "outlet"
    event = nodes["event/missile-launch-2031-03-06-north-korea"]
    assert dict(zip(NODE_FIELDS, event.fields, strict=True))["earliest"] == "2031-03-06"
    assert event.start == ""  # a claim has its time of utterance, an event is no utterance


def test_edges_say_who_does_what(store: EmbeddedStore) -> None:
    labels = {n.id: n.label for n in network(store).nodes()}
    found = {(labels[e.source], e.kind, labels[e.target]) for e in network(store).edges()}
    said = "United States: Pyongyang admitted shipping 152mm shells to Russia"
    denial = "Russia: receiving any ammunition"
    assert found >= {
        ("United States", "accuses", said),
        ("Russia", "denies", denial),
        (denial, "denies", said),
        (said, "accuses", "North Korea"),
        ("North Korea: shipping 152mm shells to Russia", "within", said),
        ("NHK", "quotes", "Japan Coast Guard: One of them … fell outside our waters"),
        ("unnamed", "quotes", "Japan Coast Guard: One of them … fell outside our waters"),
        ("Harbour Daily", "publishes", "harbour"),
        ("harbour", "contains", said),
        (said, "about", "arms transfer from North Korea to Russia"),
        ("North Korea", "gives in", "arms transfer from North Korea to Russia"),
        ("Russia", "receives in", "arms transfer from North Korea to Russia"),
        ("North Korea", "acts in", "missile launch by North Korea, 2031-03-06"),
        ("missile launch by North Korea, 2031-03-06", "with", "short-range ballistic missile"),
        ("missile launch by North Korea, 2031-03-06", "at", "Sea of Japan"),
    }
    assert {e.kind for e in network(store).edges()} >= {"contradicts"}


@pytest.mark.parametrize("view", ["claims", "actors"])
def test_one_edge_per_source_target_and_kind_and_no_loose_end(large: EmbeddedStore, view: str) -> None:
    ids = [n.id for n in network(large, view).nodes()]
    edges = list(network(large, view).edges())
    keys = [(e.source, e.target, e.kind) for e in edges]
    assert len(set(ids)) == len(ids) and len(set(keys)) == len(keys)
    assert keys == sorted(keys)
    assert {end for e in edges for end in (e.source, e.target)} <= set(ids)


def test_the_actor_view_joins_actors_by_what_they_say(store: EmbeddedStore) -> None:
    edges = {(e.source, e.kind, e.target): e for e in network(store, "actors").edges()}
    assert edges["actor/united-states", "accuses", "actor/north-korea"].weight == 1
    assert edges["actor/russia", "denies", "actor/united-states"].days == ("2031-03-06",)
    assert edges["actor/nhk", "quotes", "actor/japan-coast-guard"].claims


def test_weight_counts_outlets_not_repetitions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three claims on two days in two outlets are one edge of weight two."""
    rows = "(<urn:a> <urn:b> '2024-05-01' <urn:1> <urn:x>) (<urn:a> <urn:b> '2024-05-01' <urn:2> <urn:x>)"
    rows += " (<urn:a> <urn:b> '2024-05-03' <urn:3> <urn:y>)"
    columns = "?source ?target ?day ?claim ?outlet"
    query = f"SELECT {columns} ?stance {{ VALUES ({columns}) {{ {rows} }} BIND (1/0 AS ?stance) }}"
    monkeypatch.setitem(views.VIEWS, "made", views.View((), (("accuses", query),)))
    edge = Edge("urn:a", "urn:b", "accuses", 2, ("2024-05-01", "2024-05-03"), ("urn:1", "urn:2", "urn:3"))
    assert list(network(EmbeddedStore.of([]), "made").edges()) == [edge]


# --- GEXF ---


def test_gexf_is_what_gephi_wants(store: EmbeddedStore) -> None:
    root = etree.fromstring(gexf(network(store)))
    g = "{http://gexf.net/1.3}"
    assert root.get("version") == "1.3"
    graph = root.find(f"{g}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timerepresentation"), graph.get("timeformat")) == (
        "dynamic",
        "interval",
        "date",
    )
    attributes = [a.get("id", "") for a in graph.iter(f"{g}attribute")]
    assert all(a.isdigit() for a in attributes) and len(set(attributes)) == len(attributes)
    edges = list(graph.iter(f"{g}edge"))
    assert all(e.get("kind") for e in edges)
    assert len({e.get("id") for e in edges}) == len(edges)
    assert b"lastmodifieddate" not in gexf(network(store))
    assert all(n.find("{http://gexf.net/1.3/viz}position") is not None for n in graph.iter(f"{g}node"))


@pytest.mark.parametrize("which", ["store", "large"])
def test_the_same_graph_gives_the_same_bytes(which: str, request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(which)
    assert gexf(network(graph)) == gexf(network(graph))


def test_networkx_reads_every_node_and_edge(large: EmbeddedStore, tmp_path: Path) -> None:
    export_to("gexf", large, tmp_path / "g.gexf")
    read = nx.read_gexf(tmp_path / "g.gexf", version="1.3")
    edges = list(network(large).edges())
    assert read.number_of_nodes() == sum(1 for _ in network(large).nodes())
    found = sorted((s, t, d["relation"]) for s, t, d in read.edges(data=True))
    assert found == [(e.source, e.target, e.kind) for e in edges]


def test_graphology_reads_every_node_and_edge(large: EmbeddedStore, tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (JS / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("graphology-gexf is not installed: npm ci --prefix tests/js")
    export_to("gexf", large, tmp_path / "g.gexf")
    script = [shutil.which("node") or "", str(JS / "read_gexf.mjs"), str(tmp_path / "g.gexf")]
    read = json.loads(subprocess.run(script, capture_output=True, text=True, check=True, timeout=120).stdout)
    nodes, edges = list(network(large).nodes()), list(network(large).edges())
    assert [(n["id"], n["label"], n["kind"]) for n in read["nodes"]] == [(n.id, n.label, n.kind) for n in nodes]
    assert [n.get("words", "") for n in read["nodes"]] == [n.fields[NODE_FIELDS.index("words")] for n in nodes]
    assert [(e["source"], e["target"], e["relation"]) for e in read["edges"]] == [
        (e.source, e.target, e.kind) for e in edges
    ]


@pytest.mark.parametrize("write", [write_gexf, write_graphml])
@given(label=TEXT, words=TEXT)
def test_any_text_is_well_formed_and_comes_back(
    write: Callable[[Network, io.BytesIO], None], label: str, words: str
) -> None:
    out = io.BytesIO()
    write(of([node("claim/a", label, words=words)], []), out)
    text = "".join(v for e in etree.fromstring(out.getvalue()).iter() for v in (*e.attrib.values(), e.text or ""))
    for value in (label, words):
        allowed = "".join(c if c in "\t\n\r" or " " <= c not in "\ufffe\uffff" else "\ufffd" for c in value)
        # A text node of XML has no carriage return: parsers read a line end.
        assert allowed.replace("\r\n", "\n").replace("\r", "\n") in text.replace("\r\n", "\n").replace("\r", "\n")


def test_an_edge_of_several_days_is_there_on_each() -> None:
    edge = Edge("a", "b", "accuses", 2, ("2024-05-01", "2024-05-03"), ("claim/x", "claim/y"))
    text = gexf(of([node("a", kind="actor"), node("b", kind="actor")], [edge])).decode()
    assert '<spell start="2024-05-01" end="2024-05-01"/><spell start="2024-05-03" end="2024-05-03"/>' in text
    assert 'value="2024-05-01; 2024-05-03"' in text  # a plain attribute too, for readers without time
    assert 'weight="2"' in text


def test_small_graphs_are_laid_out_by_forces_large_ones_on_a_spiral(large: EmbeddedStore) -> None:
    few = list(network(large).nodes())[:50]
    assert len(set(looks_.places(few, network(large).edges()))) == 50
    assert 'x="21.2" y="0.0"' in gexf(network(large)).decode()


# --- GraphML, CSV, RDF ---


def test_networkx_reads_graphml(store: EmbeddedStore, tmp_path: Path) -> None:
    export_to("graphml", store, tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    edges = list(network(store).edges())
    assert read.number_of_nodes() == sum(1 for _ in network(store).nodes())
    assert sorted((s, t, d["kind"], d["weight"]) for s, t, d in read.edges(data=True)) == [
        (e.source, e.target, e.kind, e.weight) for e in edges
    ]


def test_csv_into_a_folder_and_into_an_archive(store: EmbeddedStore, tmp_path: Path) -> None:
    export_to("csv", store, tmp_path / "tables")
    export_to("csv", store, tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        for name in ("nodes.csv", "edges.csv"):
            assert archive.read(name) == (tmp_path / "tables" / name).read_bytes()
    rows = list(csv.DictReader((tmp_path / "tables" / "edges.csv").open(encoding="utf-8", newline="")))
    assert [(r["Source"], r["Target"], r["Kind"]) for r in rows] == [
        (e.source, e.target, e.kind) for e in network(store).edges()
    ]
    first = (tmp_path / "tables.zip").read_bytes()
    export_to("csv", store, tmp_path / "tables.zip")
    assert (tmp_path / "tables.zip").read_bytes() == first


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_rdf_is_the_whole_graph(store: EmbeddedStore, tmp_path: Path, form: str) -> None:
    import pyoxigraph as ox

    export_to(form, store, tmp_path / "g")
    formats = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
    assert len(set(ox.parse((tmp_path / "g").read_bytes(), formats[form]))) == len(store)


def test_every_export_is_in_the_list_and_writes_to_standard_output(
    store: EmbeddedStore, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert [e.name for e in EXPORTS] == ["gexf", "graphml", "csv", "nquads", "trig", "jsonld"]
    for export in EXPORTS:
        if export.write:
            export_to(export.name, store, None)
            assert capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("form", "output", "view", "says"),
    [
        ("gexfx", "x", "claims", "no export 'gexfx'"),
        ("csv", None, "claims", "csv is two tables"),
        ("csv", "x.csv", "claims", "csv is two tables"),
        ("gexf", "x", "people", "no view 'people'"),
    ],
)
def test_wrong_use_is_told(
    store: EmbeddedStore, tmp_path: Path, form: str, output: str | None, view: str, says: str
) -> None:
    with pytest.raises(KgError, match=says) as caught:
        export_to(form, store, tmp_path / output if output else None, view)
    assert caught.value.remedy
    assert not list(tmp_path.iterdir())


# --- sorting ---


@given(st.lists(st.tuples(TEXT, TEXT)), st.integers(1, 5))
def test_rows_sorted_on_disk_are_rows_sorted(rows: list[tuple[str, str]], run: int) -> None:
    assert list(ordered(rows, run)) == sorted(set(rows))
