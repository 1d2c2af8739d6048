"""What an audit says, in all three forms, over a small made-up collection that holds everything a graph can hold."""

import io
import json
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import ids
from kg.cli import main
from kg.errors import QueryError
from kg.reports.audit import Audit, Focus, audit, audit_text, focus_on, written
from kg.reports.audit.collect import collect
from kg.reports.audit.coverage import coverage, sentences
from kg.reports.audit.shown import period
from kg.reports.audit.values import Article, Block
from kg.reports.show import show
from kg.store import EmbeddedStore, Store, publish
from tests.sample import sample
from tests.servers import Server, oxigraph_server  # noqa: F401, a fixture


@pytest.fixture(scope="module")
def store() -> Store:
    return EmbeddedStore.of(sample().quads())


@pytest.fixture(scope="module")
def whole(store: Store) -> Audit:
    return audit(store)


class Page(HTMLParser):
    """The ids, the links inside the page, and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        self.tags.append((tag, has))
        self.ids += [has["id"] or ""] if "id" in has else []
        self.links += [has["href"] or ""] if "href" in has else []


def test_the_same_store_gives_the_same_bytes_in_whatever_order_it_was_filled(whole: Audit) -> None:
    again = audit(EmbeddedStore.of(list(reversed(sample().quads()))))
    assert all(written(again, form) == written(whole, form) for form in ("html", "md", "json"))


def test_everything_of_the_graph_is_there(whole: Audit) -> None:
    resolution = sample().resolution
    assert {c.id for c in whole.claims} == {c.id for c in resolution.claims}
    assert {e.id for e in whole.events} == {e.id for e in resolution.events}
    assert {e.id for e in whole.ledger} == {e.id for e in resolution.ledger}
    assert {a.id for a in whole.alerts} == {a.id for a in resolution.alerts}
    assert [c.number for c in whole.claims] == list(range(1, len(whole.claims) + 1))


def test_every_passage_has_the_words_of_its_characters(whole: Audit) -> None:
    texts = {a.id: a.text for a in whole.articles}
    for claim in whole.claims:
        hops = [p for hop in claim.relays for p in hop.words]
        for passage in (*claim.source, *claim.cue, *claim.content, *hops):
            assert passage.text == texts[claim.document][passage.start : passage.end] != ""


def test_independence_and_its_reasons_come_from_the_ledger(whole: Audit) -> None:
    counts = {i.subject: (i.statements, i.sources, len(i.groups)) for i in sample().resolution.independence}
    assert counts
    assert {e.id: (e.statements, e.sources, len(e.groups)) for e in whole.events if e.statements is not None} == counts


@pytest.mark.parametrize("kind", ["collection", "document", "claim", "actor", "event"])
def test_every_link_of_the_page_leads_somewhere_and_no_id_is_twice(store: Store, whole: Audit, kind: str) -> None:
    names = {
        "collection": "",
        "document": ids.document_iri(whole.articles[0].id),
        "claim": ids.claim_iri(whole.ledger[0].left),
        "actor": ids.actor_iri("north-korea"),
        "event": ids.event_iri(whole.events[0].id),
    }
    page = Page(written(audit(store, focus=Focus(kind, names[kind], kind)), "html"))  # type: ignore[arg-type]
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_every_claim_has_its_card_and_its_words(whole: Audit) -> None:
    named = set(Page(written(whole, "html")).ids)
    assert {f"c-{c.id}" for c in whole.claims} | {f"m-{c.id}" for c in whole.claims} <= named


def test_the_page_fetches_nothing(whole: Audit) -> None:
    page = Page(written(whole, "html"))
    assert not [tag for tag, has in page.tags if "src" in has or tag in ("link", "img", "iframe", "object", "base")]
    policy = next(has["content"] or "" for tag, has in page.tags if has.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_an_audit_of_a_part_keeps_the_numbers_and_both_sides_of_each_entry(store: Store, whole: Audit) -> None:
    denied = next(e for e in whole.ledger if e.kind == "denial")
    part = audit(store, focus=Focus("claim", ids.claim_iri(denied.left)))
    numbers = {c.id: c.number for c in whole.claims}
    assert {denied.left, denied.right} <= {c.id for c in part.claims}
    assert all(numbers[c.id] == c.number for c in part.claims)
    assert {e.id for e in part.ledger} == {e.id for e in whole.ledger if denied.left in (e.left, e.right)}


def test_an_audit_of_a_document_shows_it_whole(store: Store, whole: Audit) -> None:
    first = whole.articles[0]
    part = audit(store, focus=Focus("document", ids.document_iri(first.id), first.name))
    assert [a.id for a in part.articles] == [first.id]
    assert [c for c in part.claims if c.document == first.id] == [c for c in whole.claims if c.document == first.id]
    assert part.coverage == tuple(s for s in whole.coverage if s.document == first.id)


def test_an_audit_of_an_actor_holds_only_what_concerns_it(store: Store) -> None:
    part = audit(store, focus=focus_on(store, actor="North Korea"))
    named = {
        c.id
        for c in part.claims
        if "north-korea" in {p.id for p in (*c.claimants, *c.targets, *(h.relayer for h in c.relays))}
    }
    beside = {c for e in (*part.ledger, *part.alerts) for c in (e.left, e.right)}
    around = {x for c in part.claims for x in (c.within, *c.refers_to)}
    assert named
    assert {c.id for c in part.claims} <= named | beside | around
    assert not part.coverage


def test_two_things_at_once_are_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="not of document and actor"):
        focus_on(store, document="harbour", actor="North Korea")


def test_json_holds_what_the_page_shows(whole: Audit) -> None:
    read = json.loads(written(whole, "json"))
    assert [c["id"] for c in read["claims"]] == [c.id for c in whole.claims]
    assert read["articles"][0]["text"] == whole.articles[0].text
    assert read["problems"] is None


def test_markdown_tells_every_claim_with_its_characters(whole: Audit) -> None:
    text = written(whole, "md")
    for claim in whole.claims:
        assert f"- **{claim.number} " in text
        assert all(f"{p.start}–{p.end}" in text for p in claim.content)


def test_a_store_that_says_nothing_of_its_build_is_audited_all_the_same(whole: Audit) -> None:
    bare = audit(EmbeddedStore.of([q for q in sample().quads() if ids.BUILD_GRAPH not in q]))
    assert [c.id for c in bare.claims] == [c.id for c in whole.claims]
    assert "does not say how it was built" in written(bare, "html")
    assert "keeps no manifest" in written(bare, "md")


def test_an_empty_graph_gives_an_empty_audit() -> None:
    empty = audit(EmbeddedStore.of([]))
    assert not empty.claims
    assert all(written(empty, form) for form in ("html", "md", "json"))


def test_each_sentence_is_covered_once_and_nothing_is_left_over(whole: Audit) -> None:
    for article in whole.articles:
        found = [s for s in whole.coverage if s.document == article.id]
        assert all(a.end <= b.start for a, b in pairwise(found))
        covered = {n for s in found for n in range(s.start, s.end)}
        assert not [
            n for b in article.blocks for n in range(b.start, b.end) if n not in covered and article.text[n].strip()
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Lee spoke. He left.", ["Gen. Lee spoke.", "He left."]),
        ("It flew 3.5 km. It fell.", ["It flew 3.5 km.", "It fell."]),
        ("“It flew.” He left.", ["“It flew.”", "He left."]),
        ("The U.S. Army said so.", ["The U.S. Army said so."]),
        ("One line\nanother", ["One line", "another"]),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_sentences_for_coverage(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in sentences(text, Block("body", 0, len(text)))] == expected


@pytest.mark.parametrize(
    ("part", "text", "cover"),
    [
        ("furniture", "Share this. Sign up.", "furniture"),
        ("body", "Somebody called it “the gravest error of all”.", "unattributed-quotation"),
        ("body", "The weather was fine.", "no-claim"),
    ],
)
def test_why_a_sentence_carries_no_claim(part: str, text: str, cover: str) -> None:
    article = Article("a", "a", text, (Block(part, 0, len(text)),))
    assert {s.cover for s in coverage([article], [])} == {cover}


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-20", "2024-02-01 to 2024-02-20"),
        ("2024-02-01", "", "2024-02-01 or later"),
        ("2023-12-31", "2024-01-01", "2023-12-31 to 2024-01-01"),
    ],
)
def test_periods_read_as_people_write_them(earliest: str, latest: str, expected: str) -> None:
    assert period(earliest, latest) == expected


def test_questions_do_not_grow_with_the_collection(store: Store) -> None:
    asked: list[str] = []

    class Counting:
        def select(self, query: str) -> object:
            asked.append(query)
            return store.select(query)

    collect(Counting())  # type: ignore[arg-type]
    assert len(asked) <= 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in a folder, with a problem in its manifest."""
    path = tmp_path_factory.mktemp("audit") / "store"
    shard = path.parent / "all.nq"
    shard.write_text("".join(sample().quads()), encoding="utf-8")
    problem = {"code": "unreadable", "document": "<i>broken.html", "message": "no text \u202e in it", "remedy": "look"}
    publish(path, [shard], "b1", json.dumps({"manifest": {}, "problems": [problem]}).encode(), lambda shards: None)
    return path


def test_the_problems_of_the_build_are_told(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit.html"
    result = CliRunner().invoke(main, ["audit", "--store", str(folder), "-o", str(out)])
    assert result.exit_code == 0, result.output
    page = out.read_text(encoding="utf-8")
    assert "&lt;i&gt;broken.html" in page and "unreadable" in page and "\u202e" not in page
    told = CliRunner().invoke(main, ["audit", "--store", str(folder), "--format", "json"])
    assert json.loads(told.output)["problems"][0]["code"] == "unreadable"


def test_a_server_tells_the_same_but_for_its_problems(
    folder: Path,
    oxigraph_server: Server,  # noqa: F811
) -> None:
    oxigraph_server.load(sample().quads())
    here, there = (json.loads(audit_text(w, "json")) for w in (str(folder), oxigraph_server.query_url))
    assert there["problems"] is None
    assert {**here, "problems": None} == there


def test_the_command_writes_a_file_and_names_what_it_does_not_know(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["audit", "--store", str(tmp_path / "none"), "-o", str(tmp_path / "a.html")])
    assert result.exit_code == 2
    assert "no store at" in result.output
    assert not (tmp_path / "a.html").exists()


def test_an_audit_of_an_answer_holds_its_claims_and_who_answers_them(store: Store, whole: Audit) -> None:
    denied = {c for e in whole.ledger if e.kind == "denial" for c in (e.left, e.right)}
    part = audit(store, focus=focus_on(store, query="denied-claims"))
    assert denied and set(part.focus.claims) == denied
    assert denied <= {c.id for c in part.claims}
    assert len(part.claims) < len(whole.claims)
    assert "the answer to <bdi>denied-claims</bdi>" in written(part, "html")


def test_an_answer_of_events_means_the_claims_about_them(store: Store, whole: Audit) -> None:
    part = focus_on(store, query="events")
    assert set(part.claims) == {c.id for c in whole.claims if c.events} != set()


def test_an_answer_with_parameters_and_one_without_claims(store: Store) -> None:
    about = focus_on(store, {"actor": "north-korea"}, query="claims-by-actor")
    assert about.label == "claims-by-actor --actor north-korea" and about.claims
    with pytest.raises(QueryError, match="names no claim"):
        focus_on(store, query="documents")
    with pytest.raises(QueryError, match="no saved query"):
        focus_on(store, query="nonsense")


def test_the_command_takes_a_question_and_its_parameters(folder: Path) -> None:
    words = ["audit", "--store", str(folder), "--query", "claims-by-actor", "--format", "md"]
    told = CliRunner().invoke(main, [*words, "--param", "actor=north-korea"])
    assert told.exit_code == 0, told.output
    assert "claims-by-actor --actor north-korea" in told.output.replace("\\", "")
    assert CliRunner().invoke(main, [*words, "--param", "actor"]).exit_code == 2


def test_copies_are_shown_with_origin_share_and_every_shared_passage(whole: Audit) -> None:
    assert whole.copies
    texts = {a.id: a.text for a in whole.articles}
    for copy in whole.copies:
        assert copy.passages
        for there, here in copy.passages:
            assert there.text == texts[copy.origin][there.start : there.end] != ""
            assert here.text == texts[copy.copy][here.start : here.end] != ""
        page = written(whole, "html")
        assert f'id="x-{copy.origin}-{copy.copy}"' in page and f'href="#x-{copy.origin}-{copy.copy}"' in page
        assert "shared: “" in written(whole, "md")


def test_a_denial_of_something_related_is_kept_apart() -> None:
    """It is no denial of the claim: neither on the page, nor in `kg show`, nor among the denied of an accuser."""
    entry = next(e for e in sample().resolution.ledger if e.kind == "denial")
    scope = f'<{ids.BASE}ledger/{entry.id}> <{ids.BASE}ontology#scope> "related" <{ids.LEDGER_GRAPH}> .\n'
    there = EmbeddedStore.of([*sample().quads(), scope])
    shown = audit(there)
    assert [e.id for e in shown.ledger if e.related] == [entry.id]
    page = written(shown, "html")
    assert "Denials of something related (1)" in page and "something related denied by" in page
    out = io.StringIO()
    show(there, ids.claim_iri(entry.right), out, 100)
    assert "denied by" not in out.getvalue() and "related" in out.getvalue()
