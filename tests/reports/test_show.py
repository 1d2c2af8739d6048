"""`kg show`: a claim in its paragraph, with its words marked and its neighbours named."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kg import ids
from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query import load_query, run
from kg.query.table import safe
from kg.rdf import ontology_quads
from kg.reports.show import find, marked, show
from kg.store import EmbeddedStore
from tests.sample import sample

TEXT = st.text(st.characters(exclude_characters="[]", exclude_categories=["Cs"]), min_size=1)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


def shown(store: EmbeddedStore, thing: str, width: int = 200) -> str:
    out = io.StringIO()
    show(store, thing, out, width)
    return out.getvalue()


def claim_of(store: EmbeddedStore, claimant: str, document: str = "harbour") -> str:
    rows = run(store, load_query("claims")).records()
    return str(next(r["claim"] for r in rows if r["claimant"] == claimant and r["document"] == document))


def lines(text: str) -> dict[str, list[str]]:
    """The facts by name."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if match := re.fullmatch(r"(\S[^\[]{0,10}?) {2,}(\S.*?) *", line):
            found.setdefault(match[1], []).append(match[2])
    return found


def test_a_claim_in_its_paragraph(store: EmbeddedStore) -> None:
    text = shown(store, claim_of(store, "Japan Coast Guard"))
    assert (
        "“[content One of them],” [source Japan’s Coast Guard] [cue said], “[content fell outside our waters]”, "
        "[relay according to] [relay broadcaster NHK]."
    ) in text
    facts = lines(text)
    assert facts["claimant"] == ["Japan Coast Guard"]
    assert facts["says"] == ["assert, direct, certain"]
    assert facts["reaches us"] == ["Harbour Daily ← NHK (“broadcaster NHK”) ← unnamed ← Japan Coast Guard"]
    assert facts["found by"] == ["sample:quotation"]
    assert facts["document"] == ["harbour, Harbour Daily, 2031-03-06"]


def test_who_denies_it_and_what_stands_inside(store: EmbeddedStore) -> None:
    facts = lines(shown(store, claim_of(store, "United States")))
    assert [f.partition(" [")[0] for f in facts["denied by"]] == ["Russia: receiving any ammunition"]
    assert "Moscow denies what Washington says (open)" in facts["denied by"][0]
    assert facts["holds"][0].startswith("North Korea: shipping 152mm shells to Russia")
    inner = lines(shown(store, claim_of(store, "North Korea")))
    assert inner["reaches us"] == ["Harbour Daily ← United States ← North Korea"]
    assert inner["about"] == ["arms transfer from North Korea to Russia (arms-transfer-north-korea-russia)"]


def test_a_contradiction_is_named_on_both_sides(store: EmbeddedStore) -> None:
    chiefs = "South Korea Joint Chiefs of Staff"
    for document in ("harbour", "lantern"):
        facts = lines(shown(store, claim_of(store, chiefs, document)))
        assert "about 10 against 18 (explained)" in facts["contradicts"][0]


def test_a_hidden_source_and_a_negative_claim(store: EmbeddedStore) -> None:
    text = shown(store, claim_of(store, "unnamed"))
    assert "[content Some of the shells] [cue are believed] [content to have reached Kursk]" in text
    assert lines(text)["claimant"] == ["unnamed"]
    assert lines(shown(store, claim_of(store, "Russia")))["says"] == ["deny, indirect, certain, negative"]


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(store: EmbeddedStore, width: int) -> None:
    for thing in (claim_of(store, "United States"), "harbour", "missile-launch-2031-03-06-north-korea"):
        assert max(map(len, shown(store, thing, width).splitlines())) <= width


def test_every_claim_can_be_shown(store: EmbeddedStore) -> None:
    for claim in {str(r["claim"]) for r in run(store, load_query("claims")).records()}:
        assert "[content " in shown(store, claim)


def test_a_document_and_an_event(store: EmbeddedStore) -> None:
    assert "Pyongyang admitted shipping 152mm shells" in shown(store, "harbour", 120)
    event = shown(store, "arms-transfer-north-korea-russia", 120)
    assert "denied" in event and "receiving any ammunition" in event


def test_what_can_be_named(store: EmbeddedStore) -> None:
    claim = claim_of(store, "Russia")
    assert find(store, claim) == find(store, claim.rpartition("/")[2]) == find(store, claim.rpartition("/")[2][:8])
    assert find(store, claim) == ("claim", claim)
    assert find(store, "harbour")[0] == "document"
    assert find(store, ids.event_iri("arms-transfer-north-korea-russia"))[0] == "event"


@pytest.mark.parametrize("thing", ["nonesuch", ids.claim_iri("0000"), f"{ids.BASE}document/x#char=1,2", "http://x.y/z"])
def test_what_is_not_there(store: EmbeddedStore, thing: str) -> None:
    with pytest.raises(QueryError) as caught:
        find(store, thing)
    assert caught.value.remedy


def test_on_a_terminal_words_are_styled_and_the_styles_explained(store: EmbeddedStore) -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80)
    console.print(marked("Oslo said no.", [("source", 0, 4), ("cue", 5, 9), ("content", 10, 12)], styled=True))
    assert "[source" not in out.getvalue()
    assert "\x1b[1;36mOslo\x1b[0m" in out.getvalue()


@given(TEXT, st.data())
def test_brackets_keep_the_words(text: str, data: st.DataObject) -> None:
    at = st.integers(0, len(text) - 1)
    spans = [tuple(sorted((data.draw(at), data.draw(at)))) for _ in range(3)]
    marks = [(name, s, e + 1) for name, (s, e) in zip(("source", "cue", "content"), spans, strict=True)]
    plain = marked(safe(text), marks, styled=False).plain
    assert re.sub(r"\[(source|cue|content) |\]", "", plain) == re.sub(r"[\n\t]", " ", safe(text))
    assert plain.count("[") == plain.count("]") == 3
