"""The store: what is asked of it, how a build takes the place of another, and what happens when one is killed."""

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GateError, InputError, QueryError, StoreError
from kg.store import EmbeddedStore, Store, current_build, open_store, publish
from tests.sample import sample
from tests.servers import Server, oxigraph_server

__all__ = ["oxigraph_server"]

ROOT = Path(__file__).resolve().parent.parent
OLD = ['<http://x/a> <http://x/p> "old" <http://x/g> .\n']
NEW = ['<http://x/a> <http://x/p> "new" <http://x/g> .\n', '<http://x/a> <http://x/q> "2" <http://x/h> .\n']
VALUES = "SELECT ?v WHERE { GRAPH ?g { ?s <http://x/p> ?v } } ORDER BY ?v"


def passes(shards: Sequence[Path]) -> None:
    assert all(shard.is_file() for shard in shards)


def fails(shards: Sequence[Path]) -> None:
    raise GateError("one claim has no claimant", "name one")


def shard(folder: Path, lines: Sequence[str], name: str = "shard.nq") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(lines), encoding="utf-8")
    return folder / name


def values(store: Store) -> list[str]:
    return [str(row[0].value) for row in store.select(VALUES).rows if isinstance(row[0], ox.Literal)]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store that holds one published build."""
    publish(tmp_path / "store", [shard(tmp_path, OLD)], "aa", b'{"n": 1}', passes)
    return tmp_path / "store"


def test_a_build_is_published(old: Path) -> None:
    assert values(open_store(old)) == ["old"]
    assert current_build(old) == old / "builds" / "aa"
    assert (current_build(old) / "manifest.json").read_bytes() == b'{"n": 1}'


def test_a_new_build_takes_the_place_of_the_old_one(old: Path, tmp_path: Path) -> None:
    reader = open_store(old)
    publish(old, [shard(tmp_path, NEW)], "bb", b"{}", passes)
    assert values(open_store(old)) == ["new"]
    assert [p.name for p in (old / "builds").iterdir()] == ["bb"]
    assert values(reader) == ["old"], "whoever reads goes on reading what he opened"


def test_a_build_of_the_same_id_is_published_again(old: Path, tmp_path: Path) -> None:
    for expected in ("aa-2", "aa", "aa-2"):
        publish(old, [shard(tmp_path, NEW)], "aa", b"{}", passes)
        assert current_build(old).name == expected
    assert values(open_store(old)) == ["new"]


@pytest.mark.parametrize(("gate", "error"), [(passes, InputError), (fails, GateError)], ids=["passes", "refuses"])
def test_what_cannot_be_loaded_leaves_nothing(
    old: Path, tmp_path: Path, gate: Callable[[Sequence[Path]], None], error: type[Exception]
) -> None:
    """The gate's word goes before the loader's."""
    with pytest.raises(error):
        publish(old, [shard(tmp_path, ["no statement\n"], "bad.nq")], "bb", b"{}", gate)
    assert [p.name for p in (old / "builds").iterdir()] == ["aa"]
    assert values(open_store(old)) == ["old"]


def test_a_failed_gate_leaves_the_last_good_build(old: Path, tmp_path: Path) -> None:
    before = sorted(p.relative_to(old) for p in old.rglob("*"))
    with pytest.raises(GateError):
        publish(old, [shard(tmp_path, NEW)], "bb", b"{}", fails)
    assert values(open_store(old)) == ["old"]
    assert sorted(p.relative_to(old) for p in old.rglob("*")) == before


def test_a_failed_first_build_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(GateError):
        publish(tmp_path / "store", [shard(tmp_path, NEW)], "bb", b"{}", fails)
    with pytest.raises(StoreError, match="no finished build"):
        open_store(tmp_path / "store")


KILL = """
import os, signal, sys
from pathlib import Path
import kg.store.builds as p
step, folder, shard = sys.argv[1:]
def die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)
if step == "gate":
    p.publish(Path(folder), [Path(shard)], "bb", b"{}", die)
if step == "half loaded":
    real = p.ox.Store
    class Half:
        def __init__(self, path): self.store = real(path)
        def bulk_load(self, **k): self.store.bulk_load(**k); die()
    p.ox.Store = Half
else:
    setattr(p, step, die)
p.publish(Path(folder), [Path(shard)], "bb", b"{}", lambda shards: None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("step", ["gate", "_load", "half loaded", "_free_name", "write_whole"])
def test_a_killed_build_leaves_the_last_good_one_and_the_next_finishes(old: Path, tmp_path: Path, step: str) -> None:
    new = shard(tmp_path, NEW)
    ended = subprocess.run([sys.executable, "-c", KILL, step, str(old), str(new)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert values(open_store(old)) == ["old"]
    publish(old, [new], "bb", b"{}", passes)
    assert values(open_store(old)) == ["new"]
    assert [p.name for p in (old / "builds").iterdir()] == ["bb"]


def test_a_second_writer_is_told(old: Path, tmp_path: Path) -> None:
    def second(_: Sequence[Path]) -> None:
        publish(old, [shard(tmp_path, NEW)], "cc", b"{}", passes)

    with pytest.raises(StoreError, match="another build is writing") as caught:
        publish(old, [shard(tmp_path, NEW)], "bb", b"{}", second)
    assert "wait" in caught.value.remedy
    assert values(open_store(old)) == ["old"]


def damage_format(store: Path) -> None:
    (current_build(store) / "format").write_text("99")


def damage_graph(store: Path) -> None:
    (current_build(store) / "graph" / "CURRENT").write_text("nonsense")


def remove_graph(store: Path) -> None:
    for file in (current_build(store) / "graph").iterdir():
        file.unlink()


def damage_pointer(store: Path) -> None:
    (store / "current").write_bytes(b"\xff\xfe")


@pytest.mark.parametrize(
    ("damage", "says", "remedy"),
    [
        (damage_format, "format 99, this program reads 1", "build it again"),
        (damage_graph, "cannot be read", "build it again"),
        (remove_graph, "cannot be read", "build it again"),
        (damage_pointer, "cannot be read", "build it again"),
    ],
)
def test_a_store_that_cannot_be_read(old: Path, damage: Callable[[Path], None], says: str, remedy: str) -> None:
    damage(old)
    with pytest.raises(StoreError, match=says) as caught:
        open_store(old)
    assert remedy in caught.value.remedy


def test_a_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at") as caught:
        open_store(tmp_path / "nothing")
    assert "kg build" in caught.value.remedy


def test_a_pattern_outside_graph_matches_the_union() -> None:
    store = EmbeddedStore.of(NEW)
    assert store.ask("ASK { ?s <http://x/p> ?v . ?s <http://x/q> ?w }")
    assert [
        str(t.object) for t in store.construct("CONSTRUCT { ?s <http://x/r> ?v } WHERE { ?s <http://x/q> ?v }")
    ] == ['"2"']


@pytest.mark.parametrize("query", ["SELEC ?x", "SELECT ?x WHERE { ?x }", "DROP ALL", "ASK {}", ""])
def test_what_is_no_select_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        EmbeddedStore.of([]).select(query)


def test_unbound_variables_are_none() -> None:
    found = EmbeddedStore.of(OLD).select("SELECT ?v ?none WHERE { ?s ?p ?v }")
    assert found.variables == ("v", "none")
    assert list(found.rows) == [(ox.Literal("old"), None)]


def test_a_dump_is_the_lines_that_went_in(tmp_path: Path) -> None:
    lines = sample().quads()
    publish(tmp_path / "store", [shard(tmp_path, lines)], "aa", b"{}", passes)
    dumped = b"".join(open_store(tmp_path / "store").dump("nquads")).decode()
    assert sorted(dumped.splitlines(keepends=True)) == sorted(lines)
    assert dumped == b"".join(EmbeddedStore.of(reversed(lines)).dump("nquads")).decode()


@pytest.mark.parametrize(("form", "rdf"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_other_formats_hold_the_same_quads(form: str, rdf: ox.RdfFormat) -> None:
    lines = sample().quads()
    data = b"".join(EmbeddedStore.of(lines).dump(form))  # type: ignore[arg-type]
    assert {f"{quad} .\n" for quad in ox.parse(data, rdf)} == set(lines)


def test_a_server_answers_like_a_folder(oxigraph_server: Server) -> None:
    lines = sample().quads()
    oxigraph_server.load(lines)
    near, far = EmbeddedStore.of(lines), open_store(oxigraph_server.query_url)
    query = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o"
    assert far.select(query).variables == ("s", "p", "o")
    assert list(far.select(query).rows) == list(near.select(query).rows)
    assert far.ask("ASK { GRAPH ?g { ?s ?p ?o } }") is True
    assert far.ask("ASK { GRAPH ?g { ?s <http://x/none> ?o } }") is False
    copy = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert set(far.construct(copy)) == set(near.construct(copy))
    assert far.graphs() == near.graphs()
    assert b"".join(far.dump("nquads")) == b"".join(near.dump("nquads"))


def test_a_server_refuses_what_is_no_query(oxigraph_server: Server) -> None:
    store = open_store(oxigraph_server.query_url)
    with pytest.raises(QueryError, match="expected"):
        store.select("SELECT ?x WHERE { ?x }")
    with pytest.raises(QueryError, match="no SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="no ASK"):
        store.ask("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        store.select("DROP ALL")


def test_an_address_that_is_not_sparql(oxigraph_server: Server) -> None:
    for path in ("/", "/nothing"):
        with pytest.raises(StoreError) as caught:
            open_store(oxigraph_server.base + path).select(VALUES)
        assert "query address" in caught.value.remedy


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        open_store("http://127.0.0.1:9/query").select(VALUES)


def test_asking_a_folder_imports_no_rdflib_and_no_http_client(old: Path) -> None:
    code = (
        "import sys; from kg.store import open_store; s = open_store(sys.argv[1]);"
        f"print(len(list(s.select({VALUES!r}).rows)), *({{'rdflib', 'SPARQLWrapper', 'spacy'}} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code, str(old)], cwd=ROOT, check=True, capture_output=True, text=True)
    assert made.stdout.split() == ["1"]
