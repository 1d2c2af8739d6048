"""The shapes: every one has an IRI, a message and something that it applies to, and every one fires."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ids, resources
from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.store import open_store
from kg.validate import ENGINES, findings, merged, shapes_file
from tests.sample import sample

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "https://w3id.org/whosaid/shapes#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EXAMPLES = resources.folder("ontology") / "examples"
GOOD = sorted((EXAMPLES / "good").glob("*.trig"))
BAD = sorted((EXAMPLES / "bad").glob("*.trig"))
RUST = [name for name in ENGINES if name != "pyshacl"]


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def load() -> ox.Store:
    store = ox.Store()
    store.load(path=str(shapes_file()), format=ox.RdfFormat.TURTLE)
    return store


RULES = load()


def objects(subject: str, name: str) -> list[str]:
    quads = RULES.quads_for_pattern(node(subject), node(SH + name), None, None)
    return [q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)]


def of_type(name: str) -> list[str]:
    quads = RULES.quads_for_pattern(None, node(TYPE), node(SH + name), None)
    return sorted(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))


PROPERTY_SHAPES = of_type("PropertyShape")
NODE_SHAPES = of_type("NodeShape")


def breaks(file: Path) -> set[str]:
    quads = ox.parse(path=str(file), format=ox.RdfFormat.TRIG)
    return {
        q.object.value for q in quads if q.predicate.value == SHAPE + "breaks" and isinstance(q.object, ox.NamedNode)
    }


def test_good_examples_keep_to_all_shapes() -> None:
    with merged(GOOD) as data:
        assert {engine: findings(data, shapes_file(), engine) for engine in ENGINES} == {
            engine: [] for engine in ENGINES
        }


@pytest.mark.parametrize("engine", RUST)
@pytest.mark.parametrize("file", BAD, ids=[f.stem for f in BAD])
def test_a_bad_example_breaks_the_shape_that_it_names_and_no_other(file: Path, engine: str) -> None:
    with merged([*GOOD, file]) as data:
        assert {f.shape for f in findings(data, shapes_file(), engine)} == breaks(file)


def test_bad_examples_name_shapes_that_exist() -> None:
    known = {*PROPERTY_SHAPES, *NODE_SHAPES}
    assert {file.stem: breaks(file) - known for file in BAD if not breaks(file) or breaks(file) - known} == {}


def test_the_engines_agree_on_all_bad_examples_together() -> None:
    """One run of pyshacl for all: whose shape an engine finds broken, not by which of several components."""
    with merged([*GOOD, *BAD]) as data:
        found = {name: {(f.focus, f.shape) for f in findings(data, shapes_file(), name)} for name in ENGINES}
    assert found["shacl"] == found["pyshacl"]
    assert found["shacl-rust"] == found["pyshacl"]


def test_the_engines_agree_on_the_sample(tmp_path: Path) -> None:
    """With the ontology, which is what a build's gate reads; pyshacl gets the sample's own part of it."""
    quads = [*sample().quads(), *ontology_quads(Ontology.load())]
    whole, part = tmp_path / "whole.nq", tmp_path / "part.nq"
    whole.write_text("".join(quads), encoding="utf-8")
    assert {engine: findings(whole, shapes_file(), engine) for engine in RUST} == {engine: [] for engine in RUST}
    part.write_text("".join(q for q in quads if _needed(q)), encoding="utf-8")
    assert {engine: findings(part, shapes_file(), engine) for engine in ENGINES} == {engine: [] for engine in ENGINES}


def test_the_engines_agree_on_the_seeds(seeds_store: Path, tmp_path: Path) -> None:
    """The graph that a user gets, ontology included: pyshacl takes about ten seconds for it."""
    data = tmp_path / "seeds.nq"
    data.write_bytes(b"".join(open_store(seeds_store).dump("nquads")))
    assert {engine: findings(data, shapes_file(), engine) for engine in ENGINES} == {engine: [] for engine in ENGINES}


def _needed(quad: str) -> bool:
    """Of the ontology's quads, those about classes and what the sample names."""
    names = ("ontology#", "stance/", "weapon/", "place/")
    return f"<{ids.ONTOLOGY_GRAPH}>" not in quad or quad.startswith(tuple(f"<{ids.BASE}{n}" for n in names))


def test_every_shape_is_named() -> None:
    """Without an IRI, what a report calls the source shape changes from run to run."""
    linked = {q.object for q in RULES.quads_for_pattern(None, node(SH + "property"), None, None)}
    assert all(isinstance(shape, ox.NamedNode) for shape in linked)
    assert {shape.value for shape in linked if isinstance(shape, ox.NamedNode)} == set(PROPERTY_SHAPES)


def test_every_shape_that_is_aimed_at_something_has_a_message() -> None:
    aimed = [s for s in NODE_SHAPES if any(objects(s, t) for t in ("targetClass", "targetObjectsOf"))]
    reported = [p for s in aimed for p in objects(s, "property")]
    alone = [s for s in aimed if not objects(s, "property")]
    told = [s for s in (*reported, *alone) if any(objects(h, "message") for h in (s, *objects(s, "sparql")))]
    assert sorted(told) == sorted([*reported, *alone])


def test_few_rules_need_sparql() -> None:
    assert len(list(RULES.quads_for_pattern(None, node(SH + "sparql"), None, None))) <= 3


def test_every_class_of_the_graph_is_aimed_at() -> None:
    """Each class of kg.ttl has a shape, or one above it has."""
    ontology = Ontology.load()
    aimed = {c for s in NODE_SHAPES for c in objects(s, "targetClass")}
    kg = ids.BASE + "ontology#"
    classes = [c for c in ontology.subjects("rdf:type", "owl:Class") if c.startswith(kg) and _has_definition_here(c)]
    assert [c for c in classes if not aimed & ontology.superclasses(c) and not _above(ontology, c) & aimed] == []


def _above(ontology: Ontology, cls: str) -> frozenset[str]:
    """A class that only gathers others, such as kg:LedgerEntry, is aimed at through them."""
    return ontology.subclasses(cls)


def _has_definition_here(cls: str) -> bool:
    quads = ox.parse(path=str(resources.folder("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE)
    return any(q.subject == node(cls) for q in quads)


def mutations(shape: str) -> Iterator[tuple[str, str, str]]:
    """What breaks a property shape with a plain path: (how, path, the term to put there, empty for none)."""
    paths = objects(shape, "path")
    if not paths:
        return
    counts = {name: int(v) for name in ("minCount", "maxCount") for v in objects(shape, name)}
    if counts.get("minCount", 0) > 0:
        yield "take away", paths[0], ""
    if counts.get("maxCount") == 1:
        yield "add", paths[0], "<https://example.org/another>"
    if objects(shape, "class") or objects(shape, "datatype") or _has(shape, "in"):
        yield "replace", paths[0], '"nonsense"@en'


def _has(shape: str, name: str) -> bool:
    return any(RULES.quads_for_pattern(node(shape), node(SH + name), None, None))


def aimed(shape: str) -> bool:
    """Whether a node shape with a target owns it; the parts of a choice are tried by the bad examples instead."""
    quads = RULES.quads_for_pattern(None, node(SH + "property"), node(shape), None)
    owners = [q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)]
    return any(objects(o, target) for o in owners for target in ("targetClass", "targetObjectsOf"))


CASES = [(shape, *m) for shape in PROPERTY_SHAPES if aimed(shape) for m in mutations(shape)]


@pytest.fixture(scope="module")
def good_lines() -> list[str]:
    with merged(GOOD) as data:
        return data.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize(
    ("shape", "how", "path", "term"), CASES, ids=[f"{c[0].removeprefix(SHAPE)}-{c[1]}" for c in CASES]
)
def test_every_property_shape_fires(
    shape: str, how: str, path: str, term: str, good_lines: list[str], tmp_path: Path
) -> None:
    """Spoil the property for everything in the good examples, and see that the shape says so."""
    spoilt = [new for line in good_lines for new in spoil(line, how, path, term)]
    (tmp_path / "spoilt.nq").write_text("".join(spoilt), encoding="utf-8")
    assert shape in {f.shape for f in findings(tmp_path / "spoilt.nq", shapes_file())}


def spoil(line: str, how: str, path: str, term: str) -> Iterator[str]:
    subject, predicate, _ = line.split(" ", 2)
    graph = line.rsplit(" ", 2)[1]
    hit = predicate == f"<{path}>"
    if not hit or how == "add":
        yield line
    if hit and term:
        yield f"{subject} {predicate} {term} {graph} .\n"
