"""Saved questions: their header and linter, safe binding, names, and how answers are written."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import ids
from kg.errors import QueryError
from kg.ontology import Ontology
from kg.query import (
    Answer,
    Query,
    bind,
    list_queries,
    load_query,
    run,
    run_text,
    terms,
    write_answer,
    write_description,
    write_list,
)
from kg.query.header import parse_query, tokens
from kg.query.names import resolve
from kg.rdf import ontology_quads
from kg.store import EmbeddedStore
from tests.sample import sample

GOOD = """#+ summary: Who?
#+ description: First line,
#+   second line.
#+ tags: [one, two]
PREFIX kg: <https://w3id.org/whosaid/ontology#>
SELECT ?a WHERE {
  VALUES ?a { <https://w3id.org/whosaid/actor/japan> }   #+ param: who iri actor the one who speaks
  VALUES ?n { 3 }   #+ param: least int
  ?a ?b ?n
} ORDER BY ?a
"""


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


def parsed(text: str, name: str = "q") -> tuple[Query, list[str]]:
    query, findings = parse_query(text, Path("q.rq"), name)
    return query, [str(f) for f in findings]


def test_a_header_and_its_parameters() -> None:
    query, findings = parsed(GOOD)
    assert findings == []
    assert (query.summary, query.description, query.tags) == ("Who?", "First line, second line.", ("one", "two"))
    assert [(p.name, p.variable, p.kind, p.of, p.line, p.help) for p in query.parameters] == [
        ("who", "a", "iri", "actor", 7, "the one who speaks"),
        ("least", "n", "int", "", 8, ""),
    ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("#+ summary: Who?\n", ""), "q.rq:1: the header has no '#+ summary:'"),
        (("#+ tags", "#+ tag"), "q.rq:4: unknown header key 'tag'"),
        (("#+ tags: [one, two]", "#+ summary: Again?"), "q.rq:4: the header gives 'summary' twice"),
        ((" ORDER BY ?a", ""), "q.rq:10: no ORDER BY"),
        ((" ORDER BY ?a", " # ORDER BY ?a"), "q.rq:10: no ORDER BY"),
        (("?a ?b ?n", "{ SELECT ?a { ?a ?b ?n } ORDER BY ?a }"), None),
        (("SELECT ?a WHERE", "CONSTRUCT WHERE"), "q.rq:6: a saved query is one SELECT"),
        (("?a ?b ?n", "?a ?b ?n }"), "q.rq:10: the braces do not match"),
        (("?a ?b ?n", '?a ?b "}"'), None),
        (("param: least int", "param: who int"), "q.rq:8: two parameters are called 'who'"),
        (("least int", "least number"), "q.rq:8: the parameter 'least' is of kind 'number'"),
        (("least int", "Least int"), "q.rq:8: the parameter's name 'Least'"),
        (("who iri actor the one who speaks", "who iri"), "q.rq:7: the parameter 'who' does not say what it names"),
        (
            ("VALUES ?n { 3 }", "VALUES (?n ?m) { (3 4) }"),
            "q.rq:8: a '#+ param:' mark belongs behind a line of its own",
        ),
        (
            ("  ?a ?b ?n", '  ?a ?b """\nVALUES ?z { 1 }   #+ param: z int\n"""'),
            "q.rq:10: the parameter 'z' stands outs",
        ),
    ],
)
def test_the_linter_names_file_and_line(change: tuple[str, str], finding: str | None) -> None:
    assert change[0] in GOOD
    _, findings = parsed(GOOD.replace(*change))
    assert (findings == []) if finding is None else any(f.startswith(finding) for f in findings), findings


def test_a_parameter_outside_where_is_refused() -> None:
    """A trailing VALUES miscounts aggregates."""
    _, findings = parsed("#+ summary: x\nSELECT ?a { ?a ?b ?c } ORDER BY ?a\nVALUES ?a { 1 }   #+ param: a int\n")
    assert findings == ["q.rq:3: the parameter 'a' stands outside WHERE"]


def test_an_audit_question_needs_problem_and_remedy() -> None:
    _, findings = parsed(GOOD, "audit/q")
    assert [f.partition(": ")[2] for f in findings] == [
        "the header has no '#+ problem:'",
        "the header has no '#+ remedy:'",
    ]


def test_the_shipped_questions_pass_the_linter() -> None:
    assert len(list_queries()) + len(list_queries(audit=True)) > 40
    assert all(q.problem and q.remedy for q in list_queries(audit=True))


def test_a_file_with_findings_cannot_be_loaded(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?a { ?a ?b ?c }")
    with pytest.raises(QueryError, match=r"mine.rq:1: the header has no") as caught:
        load_query(file)
    assert "no ORDER BY" in caught.value.message


def test_an_unknown_question_gets_close_names() -> None:
    with pytest.raises(QueryError) as caught:
        load_query("launch-timelin")
    assert "launch-timeline" in caught.value.remedy


@pytest.mark.parametrize("name", ["../kg/cli", "no-such.rq", "/etc/passwd"])
def test_nothing_outside_is_taken_for_a_question(name: str) -> None:
    with pytest.raises(QueryError):
        load_query(name)


# --- binding: no value can change the structure of a query ---


def structure(text: str) -> list[str]:
    """The tokens of a query but for the terms inside its VALUES blocks."""
    return [t.text for t in tokens(re.sub(r"(VALUES \?\w+ \{).*\}", r"\1 }", text))]


ATTACKS = [
    '"} DROP ALL #',
    "> } { <",
    "\\",
    '\\"',
    "\\u0022 } ",
    "'''",
    '"""',
    "\n}",
    "}\r\n#",
    "\x85",
    "\u2028",
    "{{}}",
]
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(ATTACKS)).map("".join))


@given(ANY_TEXT)
def test_a_string_is_one_literal_with_that_value(value: str) -> None:
    try:
        term = terms.string(value)
    except QueryError:
        assert re.search("[\x00\ud800-\udfff]", value)
        return
    query, _ = parsed('#+ summary: x\nSELECT ?s {\n  VALUES ?s { "a" }   #+ param: s string\n} ORDER BY ?s\n')
    text = bind(query, {"s": [term]})
    assert [t.text for t in tokens(term)] == [term]
    assert text.count("\n") == query.text.count("\n")
    found = list(ox.Store().query(text))
    assert [row["s"].value for row in found] == [value]


@example("\ufff0")
@example("%zz")
@given(ANY_TEXT)
def test_an_iri_is_one_iri_or_refused(value: str) -> None:
    try:
        term = terms.iri("https://example.org/" + value)
    except QueryError:
        return
    assert [t.text for t in tokens(term)] == [term]
    query, _ = parsed(GOOD)
    text = bind(query, {"who": [term]})
    assert structure(text) == structure(bind(query, {"who": ["<https://example.org/>"]}))
    ox.Store().query(text)


@given(ANY_TEXT)
def test_a_number_or_a_day_is_one_term_or_refused(value: str) -> None:
    for make, whole in (
        (terms.integer, r"-?\d+"),
        (terms.day, r'"\d{4}-\d\d-\d\d"\^\^<http://www.w3.org/2001/XMLSch.*>'),
    ):
        try:
            assert re.fullmatch(whole, make(value), re.ASCII)
        except QueryError:
            continue


def test_several_values_mean_any_of_them(store: EmbeddedStore) -> None:
    query = load_query("claims-by-actor")
    one, both = (run(store, query, {"actor": names}) for names in ("Russia", ["russia", "United States"]))
    assert (len(one.rows), len(both.rows)) == (1, 2)


def test_an_unknown_parameter_is_told_which_there_are(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="has no parameter 'from'") as caught:
        run(store, load_query("claims-by-actor"), {"from": "x"})
    assert "--actor" in caught.value.remedy


@pytest.mark.parametrize(("given_", "says"), [("30 May", "is not a date"), ("2024-13-01", "is not a date")])
def test_a_wrong_date(store: EmbeddedStore, given_: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        run(store, load_query("said-up-to"), {"until": given_})


# --- names ---


@pytest.mark.parametrize(
    ("name", "of", "local"),
    [
        ("South Korea", "actor", "south-korea"),
        ("south korea", "actor", "south-korea"),
        ("russia", "actor", "russia"),
        ("DPRK", "actor", "north-korea"),
        ("the u.s.", "actor", "united-states"),
        ("south-korea-joint-chiefs-of-staff", "actor", "south-korea-joint-chiefs-of-staff"),
        ("short-range ballistic missile", "weapon", "short-range-ballistic-missile"),
        ("accuse", "stance", "accuse"),
        ("MissileLaunch", "type", "MissileLaunch"),
        ("missile launch", "type", "MissileLaunch"),
        ("count", "dimension", "Count"),
        ("probable", "certainty", "Probable"),
        ("harbour", "document", None),
        ("https://example.org/x", "actor", None),
    ],
)
def test_what_a_name_names(store: EmbeddedStore, name: str, of: str, local: str | None) -> None:
    assert local is None or re.split("[/#]", resolve(store, name, of))[-1] == local


def test_the_beginning_of_an_id_is_enough(store: EmbeddedStore) -> None:
    claim = next(run(store, load_query("claims")).records())["claim"]
    assert resolve(store, str(claim).rpartition("/")[2][:8], "claim") == claim


@pytest.mark.parametrize(
    ("name", "of", "message", "remedy"),
    [
        ("Rusia", "actor", "no actor is called 'Rusia'", "russia (Russia)"),
        ("South Koria", "actor", "no actor is called", "south-korea (South Korea)"),
        ("unnamed", "actor", "may be any of unnamed-", "the one that you mean"),
        ("qqqqqq", "document", "no document is called", "kg ask documents"),
    ],
)
def test_a_miss_is_answered_with_close_names(
    store: EmbeddedStore, name: str, of: str, message: str, remedy: str
) -> None:
    with pytest.raises(QueryError) as caught:
        resolve(store, name, of)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


# --- answers ---

ANSWER = Answer(
    ("claim", "claimant", "claimant_iri", "content", "n", "sure", "empty"),
    (
        (f"{ids.BASE}claim/1b05c2faf006e193", "Åse, “A”", f"{ids.BASE}actor/ase", 'a "b", c\nd', 3, True, None),
        (f"{ids.BASE}claim/22", "unnamed", f"{ids.BASE}actor/unnamed-22", "\x1b[31mred\u202e", 2.5, None, None),
    ),
)


def written(answer: Answer, form: str, width: int | None = None) -> str:
    out = io.StringIO()
    write_answer(answer, form, out, width)
    return out.getvalue()


def test_jsonl_leaves_absent_values_out() -> None:
    first, second = map(json.loads, written(ANSWER, "jsonl").splitlines())
    assert first["n"] == 3 and first["sure"] is True and "empty" not in first
    assert "sure" not in second and second["content"] == "\x1b[31mred\u202e"
    assert json.loads(written(ANSWER, "json")) == [first, second]


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(written(ANSWER, "csv"))))
    assert tuple(rows[0]) == ANSWER.columns
    assert rows[1][3:] == ['a "b", c\nd', "3", "true", ""]


def test_a_table_shows_labels_for_iris_and_nothing_that_moves_the_cursor() -> None:
    table = written(ANSWER, "table", 100)
    assert "claimant_iri" not in table and "empty" not in table
    assert "1b05c2fa" in table and "1b05c2faf" not in table
    assert "\x1b" not in table and "\u202e" not in table
    assert "2 rows" in table


@pytest.mark.parametrize("width", [30, 60, 80, 132])
@pytest.mark.parametrize("name", ["claims", "claims-about-actor", "actors"])
def test_no_line_of_a_table_is_wider_than_the_terminal(store: EmbeddedStore, name: str, width: int) -> None:
    lines = written(run(store, load_query(name)), "table", width).splitlines()
    assert max(map(len, lines)) <= width


def test_a_question_of_six_columns_is_a_table_at_eighty(store: EmbeddedStore) -> None:
    table = written(run(store, load_query("who-said-what-about-transfers")), "table", 80)
    assert table.splitlines()[0].split() == ["claimant", "stance", "content", "date", "document", "claim"]


def test_no_rows() -> None:
    assert written(Answer(("a",), ()), "table", 80) == "no rows\n"
    assert written(Answer(("a",), ()), "jsonl") == ""
    assert written(Answer(("a",), ()), "csv") == "a\n"


def test_an_unknown_format() -> None:
    with pytest.raises(QueryError, match="no format 'xml'"):
        written(ANSWER, "xml")


def test_numbers_are_numbers_and_dates_are_iso(store: EmbeddedStore) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    text = f'SELECT (1 AS ?i) (1.50 AS ?d) ("2024-05-30"^^<{xsd}date> AS ?t) (true AS ?b) ("x"@en AS ?l) '
    answer = run_text(store, text + f'("INF"^^<{xsd}double> AS ?inf) {{}}')
    assert answer.rows == ((1, 1.5, "2024-05-30", True, "x", "INF"),)  # JSON has no infinity


def test_the_list_and_a_description() -> None:
    out = io.StringIO()
    write_list(list_queries(), "table", out, 100)
    write_description(load_query("who-said-what-about-transfers"), out)
    assert "--to ACTOR  the recipient (default: russia)" in out.getvalue()
    assert [q.name for q in list_queries()] == sorted(q.name for q in list_queries())


def test_asking_imports_neither_rdflib_nor_a_language_model() -> None:
    code = "import sys, kg.query, kg.store; print(sorted({'rdflib', 'spacy', 'networkx', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
