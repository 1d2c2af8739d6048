"""The exports of the graph as a network: what they say, and that other programs read the same."""

import csv
import io
import json
import math
import re
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
from kg.exports import EXPORTS, export_to, looks
from kg.exports.gexf import write_gexf
from kg.exports.graphml import write_graphml
from kg.exports.network import NODE_FIELDS, Edge, Network, Node
from kg.exports.views import VIEWS, network
from kg.store import EmbeddedStore
from tests.sample import gexf

JS = Path(__file__).resolve().parent.parent / "js"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def of(nodes: list[Node], edges: list[Edge]) -> Network:
    return Network(lambda: iter([*edges, *nodes]))


def node(id_: str, label: str = "", kind: str = "claim", start: str = "", words: str = "") -> Node:
    return Node(id_, label, kind, start, tuple(words if f == "words" else "" for f in NODE_FIELDS))


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


@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_every_node_and_edge(large: EmbeddedStore, tmp_path: Path, view: str) -> None:
    export_to("gexf", large, tmp_path / "g.gexf", view)
    read = nx.read_gexf(tmp_path / "g.gexf", version="1.3")
    assert list(read.nodes) == [n.id for n in network(large, view).nodes()]
    found = sorted((s, t, d["relation"], d["weight"]) for s, t, d in read.edges(data=True))
    assert found == sorted((e.source, e.target, e.kind, e.weight) for e in network(large, view).edges())


@pytest.mark.parametrize("view", VIEWS)
def test_graphology_reads_every_node_and_edge(large: EmbeddedStore, tmp_path: Path, view: str) -> None:
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    if not (JS / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("graphology-gexf is not installed: npm ci --prefix tests/js")
    export_to("gexf", large, tmp_path / "g.gexf", view)
    script = [shutil.which("node") or "", str(JS / "read_gexf.mjs"), str(tmp_path / "g.gexf")]
    read = json.loads(subprocess.run(script, capture_output=True, text=True, check=True, timeout=120).stdout)
    nodes, edges = list(network(large, view).nodes()), list(network(large, view).edges())
    assert [(n["id"], n["label"], n["kind"]) for n in read["nodes"]] == [(n.id, n.label, n.kind) for n in nodes]
    assert [n.get("words", "") for n in read["nodes"]] == [n.fields[NODE_FIELDS.index("words")] for n in nodes]
    assert [(e["source"], e["target"], e["relation"], e.get("statements", 0)) for e in read["edges"]] == [
        (e.source, e.target, e.kind, len(e.claims)) for e in edges
    ]
    # Dates are read though the reader knows nothing of dynamic graphs: they are plain attributes too.
    assert [e.get("date", "") for e in read["edges"]] == ["; ".join(e.days) for e in edges]


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


def test_what_recurs_is_there_on_its_days_and_a_statement_ever_after() -> None:
    edge = Edge("a", "b", "accuses", 1, ("2024-05-01",), ("claim/x",))
    ends = [node("a", kind="actor"), node("b", kind="actor")]
    out = io.BytesIO()
    write_gexf(Network(lambda: iter([*ends, edge]), recurring=True), out)
    assert '<spell start="2024-05-01" end="2024-05-01"/>' in out.getvalue().decode()
    assert 'weight="1" start="2024-05-01">' in gexf(of(ends, [edge])).decode()


def test_small_graphs_are_laid_out_by_forces_large_ones_in_clumps(large: EmbeddedStore) -> None:
    few = list(network(large).nodes())[:50]
    assert len(set(looks.places(few, network(large).edges()).values())) == 50
    text = gexf(network(large)).decode()
    assert 'x="21.2" y="0.0"' in text
    places = re.findall(r'<viz:position x="([^"]+)" y="([^"]+)"', text)
    assert len(set(places)) > 0.99 * len(places)


def test_claims_lie_around_their_document() -> None:
    clumps = looks.Clumps()
    for n in range(300):
        clumps.place(node(f"actor/{n}", kind="actor"))
    x, y = clumps.place(node("document/a", kind="document"))
    for n in range(30):
        at = clumps.place(node(f"claim/{n}", kind="claim"))
        assert 0 < math.dist(at, (x, y)) < 30 * math.sqrt(n + 2)
    assert math.hypot(x, y) > 30 * math.sqrt(299)


# --- GraphML, CSV, RDF ---


def test_networkx_reads_graphml(store: EmbeddedStore, tmp_path: Path) -> None:
    export_to("graphml", store, tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    edges = list(network(store).edges())
    assert read.number_of_nodes() == sum(1 for _ in network(store).nodes())
    assert sorted((s, t, d["kind"], d["weight"]) for s, t, d in read.edges(data=True)) == sorted(
        (e.source, e.target, e.kind, e.weight) for e in edges
    )


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
    assert [e.name for e in EXPORTS] == ["gexf", "graphml", "csv", "nanopub", "nquads", "trig", "jsonld"]
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
