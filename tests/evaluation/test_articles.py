"""Answers of a store held against gold articles: the measures, and that they agree with the given scorer."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kg import lexicon, query
from kg.errors import InputError
from kg.evaluation import articles, claims, facts
from kg.evaluation.actors import Names
from kg.evaluation.counts import Count, Scored, rows
from kg.lexicon import Lexicon
from kg.store import open_store

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "eval" / "score_claims.py"
SEEDS_GOLD = SHARED / "gold"
GOLD = Path(__file__).resolve().parents[1] / "articles" / "gold"


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.fixture(scope="module")
def names(words: Lexicon) -> Names:
    return Names(words)


CLAIM = {
    "id": "C1", "claimant": ["Japan"], "source_text": "Tokyo", "cue": "said",
    "content": "two missiles fell into the sea", "content_parts": [], "kind": "indirect", "stance": ["assert"],
    "about": ["L1"], "via": None, "negated": False,
}  # fmt: skip
ROW = {
    "document": "d", "claim": "c", "claimant": "Japan", "source": "Tokyo", "cue": "said", "kind": "indirect",
    "content": "two missiles fell into the sea", "stance": "assert", "event": "e", "event_type": "MissileLaunch",
}  # fmt: skip
KIND_OF = {"MissileLaunch": "L", "ArmsTransfer": "T"}


def scored(gold: list[dict[str, Any]], answered: list[dict[str, Any]], names: Names) -> Scored:
    mine = claims.answers(answered, KIND_OF)
    return claims.score({"doc": "d", "claims": gold}, mine.get("d", ()), names)


@pytest.mark.parametrize(
    ("gold", "answered", "found"),
    [
        ({}, {}, {"what": 1, "who-what": 1, "named": 1, "stance": 1, "about": 1}),
        ({}, {"source": "Seoul", "claimant": "South Korea"}, {"what": 1, "who-what": 0, "stance": 1}),
        ({}, {"source": "Tokyo’s spokesman"}, {"who-what": 1}),
        ({}, {"source": None}, {"who-what": 0}),
        ({}, {"claimant": "South Korea"}, {"who-what": 1, "named": 0}),
        ({}, {"stance": "deny"}, {"what": 1, "stance": 0}),
        ({"stance_alt": ["deny"]}, {"stance": "deny"}, {"stance": 1}),
        ({}, {"event_type": "ArmsTransfer"}, {"about": 0}),
        ({}, {"event_type": None}, {"about": 0}),
        ({"about": []}, {"event_type": None}, {"about": 0}),
        ({}, {"content": "missiles"}, {"what": 0}),
        ({}, {"content": "the missiles fell into the sea"}, {"what": 1}),
        ({}, {"kind": "narrated"}, {"what": 0}),
        ({"claimant": ["unnamed"], "source_text": None}, {"claimant": "unnamed", "source": None}, {"named": 1}),
        ({"via": "Kyodo"}, {"via": "Kyodo"}, {"via": 1}),
        ({"via": "Kyodo"}, {}, {"via": 0}),
        ({}, {"via": "Kyodo"}, {"via": 0}),
    ],
)
def test_measures_of_claims(
    gold: dict[str, Any], answered: dict[str, Any], found: dict[str, float], names: Names
) -> None:
    counts = scored([{**CLAIM, **gold}], [{**ROW, **answered}], names).counts
    assert {name: counts["claims", name].found for name in found} == found


def test_optional_gold_is_neither_missed_nor_wrong(names: Names) -> None:
    optional = {**CLAIM, "optional": True}
    assert scored([optional], [ROW], names).counts["claims", "what"] == Count(0, 0, 0, 0)
    assert scored([optional], [], names).counts["claims", "what"] == Count(0, 0, 0, 0)
    assert scored([optional], [], names).notes == ()


def test_rows_of_one_claim_are_one_claim(names: Names) -> None:
    answered = [{**ROW, "claimant": who, "content": part} for who in ("Japan", "South Korea")
                for part in ("two missiles", "fell into the sea")]  # fmt: skip
    counts = scored([{**CLAIM, "claimant": ["Japan", "South Korea"]}], answered, names).counts
    assert (counts["claims", "what"].predicted, counts["claims", "named"].found) == (1, 1)


def test_who_what_by_kind_and_stance(names: Names) -> None:
    counts = scored(
        [CLAIM, {**CLAIM, "content": "no one was hurt", "stance": ["deny"], "kind": "direct"}], [ROW], names
    ).counts
    assert counts["who-what by kind", "direct"] == Count(1, 0, 0, 0)
    assert counts["who-what by kind", "indirect"] == Count(1, 1, 1, 1)
    assert counts["who-what by stance", "deny"] == Count(1, 0, 0, 0)


def test_what_is_wrong_is_listed(names: Names) -> None:
    answered = [{**ROW, "claimant": "South Korea", "stance": "deny"}, {**ROW, "claim": "x", "content": "all is calm"}]
    missed = {**CLAIM, "id": "C2", "content": "no one was hurt"}
    assert [n.what for n in scored([CLAIM, missed], answered, names).notes] == ["miss", "extra", "source", "stance"]


LAUNCH = {
    "id": "L1", "actor": "North Korea", "date": "2024-05-30", "count": {"min": 2, "max": 2}, "outcome": None,
    "weapon": "short-range ballistic missile", "site": "Sunan; Pyongyang International Airport", "toward": "East Sea",
    "evidence": "fired two short-range ballistic missiles",
}  # fmt: skip
FIRED = {
    "document": "d", "event": "e", "actor": "North Korea", "earliest": "2024-05-30", "latest": "2024-05-30",
    "count_min": 2, "count_max": 2, "weapon": "short-range ballistic missile", "site": "Sunan",
    "toward": "Sea of Japan", "evidence": "North Korea fired two short-range ballistic missiles", "status": "happened",
}  # fmt: skip


@pytest.mark.parametrize(
    ("answered", "found"),
    [
        ({}, {"found": 1, "date": 1, "count": 1, "site": 1, "toward": 1, "weapon": 1, "actor": 1}),
        ({"status": "planned"}, {"found": 0}),
        ({"actor": "Japan"}, {"found": 0}),
        ({"actor": None}, {"found": 1, "actor": 0}),
        ({"weapon": "ballistic missile"}, {"found": 1}),
        ({"weapon": "intercontinental ballistic missile"}, {"found": 0}),
        ({"earliest": "2024-05-29", "latest": "2024-06-01"}, {"date": 1}),
        ({"earliest": "2024-05-01", "latest": "2024-05-31"}, {"found": 1, "date": 0}),
        ({"earliest": None, "latest": None}, {"found": 1, "date": 0}),
        ({"count_max": 3}, {"count": 0}),
        ({"site": "Wonsan"}, {"site": 0}),
        ({"toward": "Yellow Sea", "site": None}, {"toward": 1, "site": 0}),
        ({"evidence": "a parade was held"}, {"found": 0}),
        ({"evidence": "missiles flew on Thursday"}, {"found": 1}),
    ],
)
def test_measures_of_launches(answered: dict[str, Any], found: dict[str, float], words: Lexicon, names: Names) -> None:
    launches = facts.grouped([{k: v for k, v in {**FIRED, **answered}.items() if v is not None}])
    gold = {"doc": "d", "launches": [LAUNCH], "transfers": []}
    counts = facts.score(gold, facts.Facts(launches, {}, {}), words, names).counts
    assert {name: counts["launches", name].found for name in found} == found


@pytest.mark.parametrize(
    ("mine", "answer", "right"),
    [
        ("transfers", {"from": "North Korea", "to": "Moscow", "item": "shell", "evidence": "sent shells to Russia"}, 1),
        (
            "transfers",
            {"from": "Russia", "to": "North Korea", "item": "shells", "evidence": "sent shells to Russia"},
            0,
        ),
        ("transfers", {"from": "North Korea", "to": "Russia", "item": "rice", "evidence": "gave something else"}, 0),
        (
            "transfers",
            {"from": "North Korea", "to": "Russia", "item": "rice", "evidence": "has sent shells to Russia"},
            1,
        ),
        ("events", {"type": "Visit", "actor": "Russia", "evidence": "the minister visited Pyongyang"}, 1),
        ("events", {"type": "Meeting", "actor": "Russia", "evidence": "the minister visited Pyongyang"}, 0),
    ],
)
def test_measures_of_transfers_and_events(
    mine: str, answer: dict[str, Any], right: int, words: Lexicon, names: Names
) -> None:
    transfer = {
        "id": "T1",
        "from": "North Korea",
        "to": "Russia",
        "items": ["shells"],
        "evidence": "sent shells to Russia",
    }
    visit = {"id": "E1", "type": "visits", "evidence": "minister visited Pyongyang"}
    gold = {"doc": "d", "launches": [], "transfers": [transfer], "events": [visit]}
    found = facts.grouped([{"document": "d", "event": "e", **answer}], "item" if mine == "transfers" else "actor")
    given = {"transfers": {}, "events": {}} | {mine: found}
    counts = facts.score(gold, facts.Facts({}, **given), words, names).counts
    assert counts[mine, "found" if mine == "transfers" else "recall"].found == right


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "truncated"),
        ("[]", "Expected `object`"),
        ('{"claims": []}', "no list of launches, transfers"),
        (None, "holds no"),
    ],
)
def test_gold_that_cannot_be_used_is_told(text: str | None, message: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "a.gold.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        articles.read(tmp_path)


def test_the_measures_agree_with_the_given_scorer_on_the_seeds(seeds_store: Path, words: Lexicon) -> None:
    """Who is the same actor is told by the ontology here, by a list there: means may differ by a case."""
    if not SCORER.exists() or not SEEDS_GOLD.exists():
        pytest.skip("the scorer of claims and its gold are not beside this checkout (../shared/eval, ../shared/gold)")
    ours = {
        (r.table, r.measure): r for r in rows(articles.score(articles.read(SEEDS_GOLD), open_store(seeds_store), words))
    }
    theirs = given(seeds_store)
    for what in ("what", "who-what"):
        row = ours["claims", what]
        assert (round(row.precision, 3), round(row.recall, 3)) == (
            theirs["claims"][what]["P"],
            theirs["claims"][what]["R"],
        )
    for what in ("launches", "transfers"):
        assert (ours[what, "found"].gold, round(ours[what, "found"].f1, 3)) == (
            theirs[what]["gold"],
            theirs[what]["F1"],
        )
    for what in ("named", "stance", "about", "via"):
        assert ours["claims", what].f1 == pytest.approx(theirs["claims"][what], abs=0.04)
    for what in ("date", "count", "site", "toward", "outcome", "weapon", "actor"):
        assert ours["launches", what].f1 == pytest.approx(theirs["launches"][what], abs=0.01)
    assert round(ours["events", "recall"].recall, 3) == theirs["events"]["R"]


def given(store: Path) -> dict[str, Any]:
    """What the scorer that the project was given says of a store."""
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    answered = store.parent / "answers"
    answered.mkdir(exist_ok=True)
    arguments = []
    for name in ("claims", "launches", "transfers", "events"):
        records = query.run(open_store(store), query.load_query(name)).records()
        (answered / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
        arguments += [f"--{name}", str(answered / f"{name}.jsonl")]
    return printed(module, ["--texts", str(SHARED / "seeds"), "--gold", str(SEEDS_GOLD), *arguments, "--json"])


def printed(module: Any, arguments: list[str]) -> dict[str, Any]:
    import contextlib
    import io

    before, out = sys.argv, io.StringIO()
    sys.argv = ["score_claims.py", *arguments]
    try:
        with contextlib.redirect_stdout(out):
            module.main()
    finally:
        sys.argv = before
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_our_own_articles_are_gold_too() -> None:
    assert len(articles.read(GOLD)) == 16
