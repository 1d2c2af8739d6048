"""What the views of the graph say, and how a large store is read for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.errors import KgError
from kg.exports.network import KINDS, NODE_FIELDS, Edge, verb
from kg.exports.reading import ahead, rows
from kg.exports.sorting import ordered
from kg.exports.views import VIEWS, network
from kg.model import Independence, SourceGroup
from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.rdf.terms import escape
from kg.store import EmbeddedStore, open_store
from tests.sample import gexf, sample
from tests.servers import Server, oxigraph_server  # noqa: F401, a fixture
from tests.synthetic import quads as synthetic_quads

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def edges_of(store: EmbeddedStore, view: str) -> dict[tuple[str, str, str], Edge]:
    return {(e.source, e.kind, e.target): e for e in network(store, view).edges()}


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
    assert {end for e in edges for end in (e.source, e.target)} <= set(ids)


def test_claims_about_one_event_are_joined(store: EmbeddedStore) -> None:
    """By decisions, of which each is one edge; what was judged to be different joins nothing."""
    kinds = [(e.source, e.target) for e in network(store).edges() if e.kind == "same event"]
    labels = {n.id: n.label.partition(":")[0] for n in network(store).nodes()}
    chiefs = "South Korea Joint Chiefs of Staff"
    assert [(labels[s], labels[t]) for s, t in kinds] == [(chiefs, chiefs)]


@pytest.mark.parametrize("portion", [1, 3])
def test_portions_and_ways_to_load_change_nothing(
    store: EmbeddedStore, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    backwards = EmbeddedStore.of([*ontology_quads(Ontology.load()), *reversed(sample().quads())])
    for view in VIEWS:
        whole = gexf(network(store, view))
        monkeypatch.setattr("kg.exports.articles.PORTION", portion)
        assert gexf(network(backwards, view)) == whole
        monkeypatch.undo()


def test_a_document_is_followed_by_its_claims(large: EmbeddedStore) -> None:
    nodes = list(network(large).nodes())
    kinds = [KINDS.index(n.kind) for n in nodes if n.kind not in ("document", "claim")]
    assert kinds == sorted(kinds)
    home = ""
    for found in nodes[len(kinds) :]:
        document = found.fields[NODE_FIELDS.index("document")]
        assert found.kind == "document" or document == home
        home = document


def test_the_words_of_a_claim_are_cut_from_the_text(store: EmbeddedStore) -> None:
    """As the graph gives them with each span."""
    found = store.select(
        "PREFIX kg: <https://w3id.org/whosaid/ontology#> "
        "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> "
        "SELECT ?claim ?words ?at { ?claim kg:content ?s . ?s nif:anchorOf ?words ; nif:beginIndex ?at } ORDER BY ?at"
    ).rows
    parts: dict[str, list[str]] = {}
    for claim, words, _ in found:
        parts.setdefault(claim.value, []).append(words.value)  # type: ignore[union-attr]
    iri, words = NODE_FIELDS.index("iri"), NODE_FIELDS.index("words")
    claims = {n.fields[iri]: n.fields[words] for n in network(store).nodes() if n.kind == "claim"}
    assert claims == {claim: " … ".join(told) for claim, told in parts.items()}


# --- the actor view ---


def test_the_actor_view_joins_actors_by_what_they_say(store: EmbeddedStore) -> None:
    edges = edges_of(store, "actors")
    accused = edges["actor/united-states", "accuses", "actor/north-korea"]
    assert accused.weight == 1
    assert edges["actor/russia", "denies", "actor/united-states"].days == ("2031-03-06",)
    assert edges["actor/nhk", "quotes", "actor/japan-coast-guard"].claims
    assert all(claim.startswith("https://w3id.org/whosaid/claim/") for e in edges.values() for claim in e.claims)
    assert not {"contains", "about"} & {kind for _, kind, _ in edges}


def test_many_outlets_with_one_source_weigh_one(store: EmbeddedStore) -> None:
    """Two outlets carry the Joint Chiefs, and the ledger says that this is one source."""
    chiefs = "actor/south-korea-joint-chiefs-of-staff"
    carried = [e for (_, kind, target), e in edges_of(store, "actors").items() if (kind, target) == ("carries", chiefs)]
    assert len(carried) == 2
    assert {e.weight for e in carried} == {1}


@pytest.mark.parametrize(
    ("roots", "counted", "weight"),
    [
        (("united-states", "south-korea"), True, 2),
        (("united-states", "united-states"), True, 1),
        (("united-states", "south-korea"), False, 1),
    ],
)
def test_weight_is_the_number_of_independent_sources(roots: tuple[str, str], counted: bool, weight: int) -> None:
    whole = sample()
    accused = next(c for c in whole.resolution.claims if c.attribution.stance == "accuse" and c.target)
    groups = tuple(SourceGroup(root, (accused.id,), (accused.document,), counted, "made up") for root in roots)
    counts = (Independence(whole.resolution.events[0].id, 2, len(groups), groups, "made up"),)
    changed = replace(whole, resolution=replace(whole.resolution, independence=counts))
    edges = edges_of(EmbeddedStore.of(changed.quads()), "actors")
    assert edges["actor/united-states", "accuses", "actor/north-korea"].weight == weight


def test_who_confirms_another_is_said(store: EmbeddedStore) -> None:
    """An agreement of a claim that confirms."""
    large = EmbeddedStore.of(synthetic_quads(10, 20))
    kinds = {kind for _, kind, _ in edges_of(large, "actors")}
    assert kinds >= {"accuses", "confirms", "denies", "agrees", "contradicts", "carries", "quotes"}


def test_an_actor_edge_has_a_spell_for_each_of_its_days(large: EmbeddedStore) -> None:
    edges = [e for e in network(large, "actors").edges() if len(e.days) > 1]
    assert edges
    root = etree.fromstring(gexf(network(large, "actors")))
    spells = [len(e) for e in root.iter("{http://gexf.net/1.3}spells")]
    assert sum(spells) == sum(len(e.days) for e in network(large, "actors").edges())


@pytest.mark.parametrize(
    ("stance", "does"), [("vow", "vows"), ("deny", "denies"), ("say", "says"), ("press", "presses")]
)
def test_verbs(stance: str, does: str) -> None:
    assert verb(f"https://w3id.org/whosaid/stance/{stance}") == does


# --- sorting ---


@given(st.lists(st.tuples(TEXT, TEXT)), st.integers(1, 5))
def test_rows_sorted_on_disk_are_rows_sorted(rows: list[tuple[str, str]], run: int) -> None:
    assert list(ordered(rows, run)) == sorted(set(rows))


# --- reading ---


def test_answers_come_in_the_order_of_their_questions(store: EmbeddedStore) -> None:
    asked = [f"SELECT ?x {{ VALUES ?x {{ {n} }} }}" for n in range(20)]
    assert [list(answer) for answer in ahead(store, asked)] == [[[str(n)]] for n in range(20)]


def test_a_wrong_question_ahead_is_told_where_it_is_read(store: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="no SPARQL"):
        list(ahead(store, ["SELECT ?x { VALUES ?x { 1 } }", "SELECT"]))


@given(value=TEXT)
def test_any_text_comes_through_an_answer(value: str) -> None:
    store = EmbeddedStore.of([f'<urn:a> <urn:b> "{escape(value)}" .'])
    found = rows(store, "SELECT ?c ?d { { ?a ?b ?c } UNION { ?a ?b ?d } }")
    assert sorted(found) == sorted([["", value], [value, ""]])


def test_an_iri_with_commas_is_whole_in_the_last_column() -> None:
    store = EmbeddedStore.of(["<urn:a> <urn:b> <urn:c,d,e> ."])
    assert list(rows(store, "SELECT ?a ?c { ?a ?b ?c }")) == [["urn:a", "urn:c,d,e"]]


def test_a_server_gives_the_same_network(oxigraph_server: Server) -> None:  # noqa: F811
    quads = [*sample().quads(), *ontology_quads(Ontology.load())]
    oxigraph_server.load(quads)
    there = open_store(oxigraph_server.query_url)
    for view in VIEWS:
        assert gexf(network(there, view)) == gexf(network(EmbeddedStore.of(quads), view))
