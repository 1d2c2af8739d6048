"""`kg link` on the seeds: with two small references of our own, and with the real ones where they are at hand."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.errors import InputError
from kg.linking import link
from kg.pipeline import Options
from kg.query import list_queries, load_query, run
from kg.references import load
from kg.reports.verify import verify
from kg.store import open_store
from kg.validate import validate_store

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "reference"
REAL = [SHARED / "nagix_test.en.json", SHARED / "stiles_nk_provocations.csv"]
# One row a missile, days and hours in UTC.
SALVOS = """[
{"on": "2024-05-29", "at": "21:13", "kind": "KN-25", "from": "Sunan", "no": 1, "km": 350},
{"on": "2024-05-29", "at": "21:13", "kind": "KN-25", "from": "Sunan", "no": 2, "km": 350},
{"on": "2025-05-07", "at": "23:10", "kind": "KN-25", "from": "Wonsan", "no": 1, "km": 250},
{"on": "2025-05-08", "at": "00:20", "kind": "KN-23", "from": "Wonsan", "no": 1, "km": 800}
]
"""
MAPPING = """publisher = "Salvo Register"
row = "missile"
actor = "North Korea"
zone = "UTC"
[columns]
date = "on"
time = "at"
weapon = "kind"
site = "from"
series = "no"
range = "km"
"""
DAYS = """Day,Missile,Number,Notes
2024-01-14,short-range ballistic missile,1,
2024-04-02,ballistic missile,1,
2024-05-16,short-range ballistic missile,,
2024-05-30,short-range ballistic missile,10,
2024-05-31,MLRS,2,Two rockets were fired on Thursday
"""


def quiet(step: str, done: int, whole: int) -> None:
    """No progress bar."""


def quads(store: Path) -> bytes:
    return b"".join(open_store(str(store)).dump("nquads"))


def rows(store: Path, name: str) -> list[dict[str, object]]:
    return [dict(r) for r in run(open_store(str(store)), load_query(name)).records()]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "salvos.json").write_text(SALVOS, encoding="utf-8")
    (folder / "salvos.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "days.csv").write_text(DAYS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def linked(seeds_store: Path, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("linked") / "store"
    shutil.copytree(seeds_store, store)
    link([tables / "salvos.json"], load(tables / "salvos.toml"), store, Options(), quiet)
    days = ["--reference", str(tables / "days.csv"), "--columns", "date=Day,weapon=Missile,count=Number,text=Notes"]
    made = CliRunner().invoke(main, ["link", *days, "--actor", "North Korea", "--store", str(store)])
    assert made.exit_code == 0, made.output
    assert "days records " in made.output and "In no reference" in made.output
    return store


def test_the_linked_graph_is_sound(linked: Path) -> None:
    assert list(validate_store(open_store(str(linked)))) == []
    problems, spans = verify(open_store(str(linked)), pipeline.kept_documents(linked))
    assert problems == [] and spans > 600


def test_linking_again_changes_no_byte(linked: Path, tables: Path, tmp_path: Path) -> None:
    store = tmp_path / "again"
    shutil.copytree(linked, store)
    link([tables / "salvos.json"], load(tables / "salvos.toml"), store, Options(), quiet)
    assert quads(store) == quads(linked)


def test_removing_the_references_gives_the_seeds_again(linked: Path, seeds_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "less"
    shutil.copytree(linked, store)
    pipeline.remove(["salvos", "days"], store, Options(), quiet)
    assert quads(store) == quads(seeds_store)


def test_adding_an_article_keeps_the_references(linked: Path, tmp_path: Path) -> None:
    store = tmp_path / "more"
    shutil.copytree(linked, store)
    (tmp_path / "note.txt").write_text("North Korea fired a ballistic missile on Friday, Seoul said.", encoding="utf-8")
    pipeline.build([tmp_path / "note.txt"], store, Options(), quiet, add=True)
    assert {"salvos", "days", "note"} <= {d.name for d in pipeline.kept_documents(store)}


def test_launches_of_the_news_are_linked_within_a_day(linked: Path) -> None:
    held = {(str(r["earliest"]), str(r["reference"])) for r in rows(linked, "recorded-launches") if "recorded" in r}
    assert held == {("2024-05-30", "salvos"), ("2025-05-08", "salvos"), ("2024-05-30", "days"), ("2024-05-13", "days")}


def test_disagreements_are_shown_with_both_sides(linked: Path) -> None:
    found = [str(r["because"]) for r in rows(linked, "reference-differences") if r["dimension"] == "count"]
    assert any("approximately twelve" in b and "2 recorded" in b for b in found)
    assert any("“10” (days)" in b and "2 recorded" in b for b in found)


def test_two_salvos_are_parts_of_one_event(linked: Path) -> None:
    told = [r for r in rows(linked, "launches") if r["document"] == "salvos" and r["earliest"] == "2025-05-08"]
    (whole,) = {r["event"] for r in told}
    asked = f"SELECT ?part WHERE {{ GRAPH graph:events {{ ?part kg:partOf <{whole}> ; kg:earliest ?day }} }}"
    assert len(run(open_store(str(linked)), _question(linked, asked)).rows) >= 2


def _question(store: Path, select: str):  # type: ignore[no-untyped-def]
    file = store.parent / "parts.rq"
    file.write_text(
        "#+ summary: parts\n#+ description: parts\n#+ tags: [t]\nPREFIX kg: <https://w3id.org/whosaid/ontology#>\n"
        f"PREFIX graph: <https://w3id.org/whosaid/graph/>\n{select} ORDER BY ?part\n",
        encoding="utf-8",
    )
    return load_query(file)


def test_an_entry_that_is_there_twice_is_named(linked: Path) -> None:
    (found,) = rows(linked, "double-entries")
    assert found["reference"] == "days" and "2024-05-31" in str(found["because"])


def test_a_place_in_a_series_is_counted_again(linked: Path) -> None:
    found = {str(r["said"]): r for r in rows(linked, "recounts")}
    assert found["sixth"]["verdict"] == "fails" and found["sixth"]["count_max"] == 4
    counted = [str(r["earliest"]) for r in rows(linked, "recounted-launches") if r["said"] == "sixth"]
    assert counted == ["2024-01-14", "2024-04-02", "2024-05-16", "2024-05-30"]


def test_numbers_with_a_doubtful_unit_are_flagged_and_kept(linked: Path) -> None:
    (slow,) = rows(linked, "audit/speed-below-plausible")
    assert (slow["said"], slow["weapon"]) == ("up to 500mph", "short-range ballistic missile")
    (alike,) = rows(linked, "audit/number-of-another-unit")
    assert (alike["other_said"], alike["other_measure"], alike["other_document"]) == ("800", "range", "salvos")


def test_both_engines_answer_alike_about_references(linked: Path) -> None:
    from tests.test_queries import Both

    both = Both([line + "\n" for line in quads(linked).decode().split("\n")[:-1]])
    names = {"recounts", "recounted-launches", "recorded-launches", "reference-differences", "double-entries"}
    for query in [*list_queries(), *list_queries(audit=True)]:
        if query.name in names or query.name.startswith(("audit/speed", "audit/number")):
            assert both.on_rdflib(query) == run(both.oxigraph, query), query.name


def test_there_must_be_something_to_link_to(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no documents"):
        link([tables / "salvos.json"], load(tables / "salvos.toml"), tmp_path / "none", Options(), quiet)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--columns", "date=Day", "--mapping", "salvos.toml"], "both say"),
        (["--actor", "North Korea"], "needs --columns"),
        ([], "nobody has said"),
    ],
)
def test_wrong_use_is_told(options: list[str], words: str, tables: Path, linked: Path) -> None:
    given = [str(tables / o) if o.endswith(".toml") else o for o in options]
    made = CliRunner().invoke(main, ["link", "--reference", str(tables / "days.csv"), *given, "--store", str(linked)])
    assert made.exit_code == 2 and words in made.output


@pytest.mark.skipif(not all(f.is_file() for f in REAL), reason="../shared/data/reference is not beside this checkout")
def test_the_seeds_with_the_real_references(seeds_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(seeds_store, store)
    link(REAL, None, store, Options(), quiet)
    recorded = [r for r in rows(store, "recorded-launches") if "recorded" in r]
    assert len({(r["event_iri"], r["reference"]) for r in recorded}) >= 13
    counts = [str(r["because"]) for r in rows(store, "reference-differences") if r["earliest"] == "2024-05-30"]
    assert any("approximately twelve" in b and "18 recorded" in b for b in counts)
    verdicts = {r["said"]: r for r in rows(store, "recounts")}
    assert verdicts["fourth"]["verdict"] == "holds"
    assert verdicts["sixth"]["verdict"] == "depends" and "2024-05-17 (not in" in str(verdicts["sixth"]["because"])
    assert any("2024-05-31" in str(r["because"]) for r in rows(store, "double-entries"))
    assert [r["other_said"] for r in rows(store, "audit/number-of-another-unit")] == ["800"]
