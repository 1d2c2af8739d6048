"""A person's word on events and actors: read from a table, followed before the program, taken back without a trace."""

from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import decisions, ids, pipeline
from kg.cli import main
from kg.errors import InputError, StoreError
from kg.model import Problem
from kg.pipeline import Options
from kg.store import open_store

HEADER = "left,right,judgement,because,by,at\n"
PREFIXES = (
    "PREFIX kg: <https://w3id.org/whosaid/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
ARTICLES = {
    "monday": ("2024-05-13", "North Korea fired two ballistic missiles on Monday, the harbour office said. "
                             "Captain Olav Brandt of the harbour office said that the shots were loud."),
    "friday": ("2024-05-17", "North Korea fired four ballistic missiles on Friday, the coast watch said. "
                             "Captain Olaf Brandtson of the harbour office said that the shots were louder."),
}  # fmt: skip


def quiet(step: str, done: int, whole: int) -> None:
    """No progress bar."""


@pytest.fixture(autouse=True)
def one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of the program's files is no part of what is compared here."""
    monkeypatch.setattr("kg.workers.Reader.fingerprint", lambda self: "program")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, (_, text) in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text + "\n", "utf-8")
    rows = "".join(f"{name}.txt,{day}\n" for name, (day, _) in ARTICLES.items())
    (folder / "metadata.csv").write_text("document,published\n" + rows, "utf-8")
    return folder


def table(path: Path, *rows: str) -> Path:
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def built(articles: Path, store: Path, *files: Path, add: bool = False) -> pipeline.Record:
    return pipeline.build([articles], store, Options(decisions=files), quiet, add=add)


def nquads(store: Path) -> bytes:
    return b"".join(open_store(str(store)).dump("nquads"))


def labels(store: Path, kind: str = "kg:MissileLaunch") -> list[str]:
    rows = open_store(str(store)).select(PREFIXES + f"SELECT ?l {{ ?s a {kind} ; rdfs:label ?l }} ORDER BY ?l").rows
    return [row[0].value for row in rows]  # type: ignore[union-attr]


def names(store: Path, kind: str = "kg:MissileLaunch") -> list[str]:
    rows = open_store(str(store)).select(PREFIXES + f"SELECT ?s {{ ?s a {kind} }} ORDER BY ?s").rows
    return [row[0].value for row in rows]  # type: ignore[union-attr]


MONDAY, FRIDAY = "Missile launch, North Korea, 2024-05-13", "Missile launch, North Korea, 2024-05-17"
SAME = f'"{MONDAY}","{FRIDAY}",same,one salvo misdated,A. Analyst,2024-06-01'


class TestEvents:
    def test_the_program_keeps_the_two_days_apart_and_a_person_joins_them(self, articles: Path, tmp_path: Path) -> None:
        built(articles, tmp_path / "store")
        assert labels(tmp_path / "store") == [MONDAY, FRIDAY]
        record = built(articles, tmp_path / "store", table(tmp_path / "mine.csv", SAME))
        assert labels(tmp_path / "store") == ["Missile launch, North Korea, 2024-05-13 to 2024-05-17"]
        assert not record.problems

    def test_it_is_recorded_with_author_date_and_reason(self, articles: Path, tmp_path: Path) -> None:
        built(articles, tmp_path / "store", table(tmp_path / "mine.csv", SAME))
        query = "SELECT ?by ?at ?why { ?d kg:decidedBy ?by ; prov:atTime ?at ; kg:because ?why ; kg:judgement kg:Same }"
        rows = open_store(str(tmp_path / "store")).select(PREFIXES + query).rows
        assert [[t.value for t in row] for row in rows] == [["A. Analyst", "2024-06-01", "one salvo misdated"]]  # type: ignore[union-attr]

    def test_taken_away_the_old_graph_is_back_byte_for_byte(self, articles: Path, tmp_path: Path) -> None:
        store = tmp_path / "store"
        built(articles, store)
        before = nquads(store)
        mine = table(tmp_path / "mine.csv", SAME)
        built(articles, store, mine)
        assert nquads(store) != before
        built(articles, store, table(mine))
        assert nquads(store) == before

    @pytest.mark.parametrize("how", ["iri", "id", "beginning", "label"])
    def test_every_way_of_naming_gives_the_same_graph(self, articles: Path, tmp_path: Path, how: str) -> None:
        built(articles, tmp_path / "plain")
        pair = names(tmp_path / "plain")
        given = {
            "iri": pair,
            "id": [p.rsplit("/", 1)[1] for p in pair],
            "beginning": [p.rsplit("/", 1)[1][:-4] for p in pair],
            "label": [f'"{label}"' for label in (MONDAY, FRIDAY)],
        }[how]
        row = f"{','.join(given)},same,one salvo misdated,A. Analyst,2024-06-01"
        record = built(articles, tmp_path / "named", table(tmp_path / "mine.csv", row))
        assert not record.problems
        assert len(names(tmp_path / "named")) == 1
        built(articles, tmp_path / "labelled", table(tmp_path / "labels.csv", SAME))
        assert nquads(tmp_path / "named") == nquads(tmp_path / "labelled")

    def test_the_id_of_a_joined_event_still_names_it(self, articles: Path, tmp_path: Path) -> None:
        mine = table(tmp_path / "mine.csv", SAME)
        built(articles, tmp_path / "store", mine)
        joined = names(tmp_path / "store")[0]
        other = f"{joined},{FRIDAY.replace(',', ';')},same,,A. Analyst,2024-06-01"
        record = built(articles, tmp_path / "store", table(mine, SAME, other))
        assert [p.code for p in record.problems] == ["decision-unknown"]
        assert "no event or actor 'Missile launch;" in record.problems[0].message

    def test_different_holds_against_the_program(self, articles: Path, tmp_path: Path) -> None:
        (articles / "friday.txt").write_text(
            "North Korea fired two ballistic missiles on Monday, the coast watch said.\n", "utf-8"
        )
        store = tmp_path / "store"
        built(articles, store)
        assert labels(store) == [MONDAY]
        event = open_store(str(store)).select(PREFIXES + "SELECT ?m { ?e a kg:Event ; kg:hasMention ?m } ORDER BY ?m")
        mentions = [row[0].value for row in event.rows]  # type: ignore[union-attr]
        row = f"{mentions[0]},{mentions[1]},different,two shots,A. Analyst,2024-06-01T09:00"
        record = built(articles, store, table(tmp_path / "mine.csv", row))
        assert labels(store) == [MONDAY, MONDAY]
        assert not record.problems

    def test_the_order_of_lines_files_and_sides_does_not_matter(self, articles: Path, tmp_path: Path) -> None:
        turned = f'"{FRIDAY}","{MONDAY}",same,again,B. Analyst,2024-06-02'
        actors = "Olav Brandt,Olaf Brandtson,same,one captain,B. Analyst,2024-06-02"
        found = set()
        for n, rows in enumerate(permutations([SAME, turned, actors])):
            one = table(tmp_path / f"{n}-a.csv", *rows[:2])
            two = table(tmp_path / f"{n}-b.csv", *rows[2:])
            built(articles, tmp_path / "store", *((one, two) if n % 2 else (two, one)))
            found.add(nquads(tmp_path / "store"))
        assert len(found) == 1
        assert len(labels(tmp_path / "store")) == 1

    def test_those_who_disagree_are_told_file_and_line(self, articles: Path, tmp_path: Path) -> None:
        other = f'"{MONDAY}","{FRIDAY}",different,no,B. Analyst,2024-06-02'
        record = built(articles, tmp_path / "store", table(tmp_path / "mine.csv", SAME, other))
        assert [(p.code, p.document) for p in record.problems] == [
            ("decision-overruled", f"{tmp_path / 'mine.csv'} line 2")
        ]


class TestActors:
    SAME = "Olav Brandt,Olaf Brandtson,same,one captain,A. Analyst,2024-06-01"

    def test_two_are_joined_and_parted_again(self, articles: Path, tmp_path: Path) -> None:
        store = tmp_path / "store"
        built(articles, store)
        before = nquads(store)
        assert {"Olav Brandt", "Olaf Brandtson"} <= set(labels(store, "kg:Person"))
        assert not built(articles, store, table(tmp_path / "mine.csv", self.SAME)).problems
        assert len({"Olav Brandt", "Olaf Brandtson"} & set(labels(store, "kg:Person"))) == 1
        built(articles, store, table(tmp_path / "mine.csv"))
        assert nquads(store) == before

    def test_an_actor_of_the_ontology_can_be_meant(self, articles: Path, tmp_path: Path) -> None:
        row = "Olav Brandt,Lee Sung Joon,same,a nickname,A. Analyst,2024-06-01"
        record = built(articles, tmp_path / "store", table(tmp_path / "mine.csv", row))
        assert [p.code for p in record.problems] in ([], ["decision-unknown"])
        row = "Olav Brandt,Kim Jong Un,same,a nickname,A. Analyst,2024-06-01"
        built(articles, tmp_path / "store", table(tmp_path / "mine.csv", row))
        assert ids.actor_iri("kim-jong-un") in names(tmp_path / "store", "kg:Person")


class TestFiles:
    def test_one_beside_the_articles_is_found_and_is_no_article(self, articles: Path, tmp_path: Path) -> None:
        table(articles / "decisions.csv", SAME)
        record = built(articles, tmp_path / "store")
        assert not record.problems
        assert record.manifest.counts["documents"] == 2
        assert record.manifest.counts["decisions by people"] == 1
        assert len(labels(tmp_path / "store")) == 1
        (articles / "decisions.csv").unlink()
        built(articles, tmp_path / "store")
        assert len(labels(tmp_path / "store")) == 2

    def test_the_store_keeps_them_for_add_remove_and_later_builds(self, articles: Path, tmp_path: Path) -> None:
        store = tmp_path / "store"
        built(articles, store, table(tmp_path / "mine.csv", SAME))
        whole = nquads(store)
        built(articles, store)
        assert nquads(store) == whole
        record = pipeline.remove(["friday"], store, Options(), quiet)
        assert [(p.code, p.document) for p in record.problems] == [
            ("decision-unknown", f"{tmp_path / 'mine.csv'} line 2")
        ]
        pipeline.build([articles / "friday.txt"], store, Options(), quiet, add=True)
        assert nquads(store) == whole

    def test_adding_without_articles_applies_what_the_store_holds(self, articles: Path, tmp_path: Path) -> None:
        store = tmp_path / "store"
        built(articles, store)
        table(store / "decisions.csv", SAME)
        run = CliRunner().invoke(main, ["build", "--add", "--store", str(store), "--jobs", "1"])
        assert run.exit_code == 0, run.output
        assert len(labels(store)) == 1
        run = CliRunner().invoke(main, ["build", "--store", str(store)])
        assert run.exit_code == 2 and "remedy:" in run.output

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("a,b,perhaps,,A. Analyst,2024-06-01", "'perhaps' is no judgement"),
            ("a,b,same,,,2024-06-01", "nothing in by"),
            ("a,b,same,,A. Analyst,", "nothing in at"),
            ("a,b,same,,A. Analyst,yesterday", "'yesterday' is no date"),
            ("a,b,same,,rule:mine,2024-06-01", "a rule of the program"),
            ("a,b", "'' is no judgement"),
        ],
    )
    def test_a_bad_row_is_a_problem_with_its_line(self, tmp_path: Path, row: str, words: str) -> None:
        good = "x,y,Same,,A. Analyst,2024-06-01"
        found = list(decisions.read(table(tmp_path / "mine.csv", good, row)))
        assert [type(item).__name__ for item in found] == ["Ruling", "Problem"]
        problem = found[1]
        assert isinstance(problem, Problem)
        assert problem.document == f"{tmp_path / 'mine.csv'} line 3"
        assert words in problem.message and problem.remedy

    @pytest.mark.parametrize("data", [b"left,right\na,b\n", b"\xff\xfe\x00", b""])
    def test_a_file_that_is_no_table_of_decisions_is_refused(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "mine.csv").write_bytes(data)
        with pytest.raises(InputError) as caught:
            list(decisions.read(tmp_path / "mine.csv"))
        assert "left,right,judgement,because,by,at" in caught.value.remedy

    def test_the_mark_of_spreadsheets_is_no_part_of_the_header(self, tmp_path: Path) -> None:
        (tmp_path / "mine.csv").write_text("\ufeff" + HEADER + "x,y,same,,A. Analyst,2024-06-01\r\n", "utf-8")
        assert len(list(decisions.read(tmp_path / "mine.csv"))) == 1

    def test_what_is_kept_and_spoilt_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "decisions.json").write_text("{}")
        with pytest.raises(StoreError) as caught:
            decisions.kept(tmp_path)
        assert caught.value.remedy


class TestNames:
    @pytest.mark.parametrize(
        ("left", "right", "code", "words"),
        [
            ("missile-launch-000000000000", MONDAY, "decision-unknown", "no event or actor 'missile-launch-0000"),
            (MONDAY, "Olav Brandt", "decision-unknown", "are an event and an actor"),
            ("missile", MONDAY, "decision-ambiguous", "'missile' may be any of "),
            (MONDAY, MONDAY, "decision-idle", "are one event already"),
        ],
    )
    def test_what_names_no_pair_is_a_problem(
        self, articles: Path, tmp_path: Path, left: str, right: str, code: str, words: str
    ) -> None:
        file = table(tmp_path / "mine.csv", f'"{left}","{right}",same,,A. Analyst,2024-06-01')
        record = built(articles, tmp_path / "store", file)
        assert [(p.code, p.document) for p in record.problems] == [(code, f"{file} line 2")]
        assert words in record.problems[0].message and record.problems[0].remedy
