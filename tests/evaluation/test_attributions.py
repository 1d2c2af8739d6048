"""Attributions held against gold: the measures, and that they agree with the scorer that the project was given."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluation.attributions import Marked, read, score
from kg.evaluation.counts import Count, Row, rows

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "eval" / "score_attribution.py"
DEV = SHARED / "data" / "polnear" / "dev.jsonl"
TEXT = 'The mayor said the bridge was safe. "It will hold," she added. Reportedly, it shook.'


def row(source: str | None, cue: str, content: str, **more: Any) -> dict[str, Any]:
    """An attribution by its words; parts are joined by " … "."""

    def spans(words: str | None) -> list[list[int]] | None:
        parts = words.split(" … ") if words else []
        return [[TEXT.index(p), TEXT.index(p) + len(p)] for p in parts] or None

    return {"source": spans(source), "cue": spans(cue) or [], "content": spans(content), **more}


SAFE = row("The mayor", "said", "the bridge was safe")
HOLD = row("she", "added", '"It will hold,"')
SHOOK = row(None, "Reportedly", "it shook")
GOLD = [SAFE, HOLD, SHOOK]


def counts(predicted: list[dict[str, Any]], gold: list[dict[str, Any]] | None = None) -> dict[str, Count]:
    (scored,) = score({"d": Marked("d", tuple(gold or GOLD), TEXT)}, {"d": predicted})
    return {f"{table}: {name}": count for (table, name), count in scored.counts.items()}


@pytest.mark.parametrize(
    ("predicted", "exact", "j50", "who_what", "what_cue"),
    [
        (GOLD, 3, 3, 3, 3),
        ([], 0, 0, 0, 0),
        ([row("The mayor", "said", "said the bridge was safe")], 0, 1, 1, 1),
        ([row("The mayor", "added", "the bridge was safe")], 0, 0, 1, 0),
        ([row("she", "said", "the bridge was safe")], 0, 0, 0, 1),
        ([row(None, "said", "the bridge was safe")], 0, 0, 0, 1),
        ([row("The mayor", "said", "safe")], 0, 0, 0, 0),
        ([row("she", "added", "It will hold")], 1, 1, 1, 1),
        ([row("she", "added", "It … will hold")], 1, 1, 1, 1),
        ([row("she", "Reportedly", "it shook")], 0, 0, 0, 1),
        ([SAFE, SAFE], 1, 1, 1, 1),
    ],
)
def test_measures_of_claims(
    predicted: list[dict[str, Any]], exact: int, j50: int, who_what: int, what_cue: int
) -> None:
    found = counts(predicted)
    measured = [found[f"claims: {name}"] for name in ("exact", "j50", "who-what", "what-cue")]
    assert [c.found for c in measured] == [exact, j50, who_what, what_cue]
    assert {(c.gold, c.predicted) for c in measured} == {(3, len(predicted))}


def test_spans_that_claims_share_count_once() -> None:
    twice = [SAFE, row("The mayor", "added", '"It will hold,"')]
    assert counts(twice, twice)["spans: source exact"] == Count(1, 1, 1, 1)
    assert counts(GOLD)["spans: source exact"].gold == 2


def test_kinds_are_told_by_quotation_marks_or_by_the_gold() -> None:
    found = counts([HOLD, SAFE])
    assert found["who-what by kind: direct"] == Count(1, 1, 1, 1)
    assert found["who-what by kind: indirect"] == Count(2, 1, 1, 1)
    given = counts([HOLD], [{**HOLD, "kind": "mixed"}])
    assert given["who-what by kind: mixed"] == Count(1, 0, 1, 0)
    assert given["content j50 by kind: direct"] == Count(1, 1, 1, 1)


def test_stance_is_scored_where_the_gold_has_it() -> None:
    gold = [{**SAFE, "stance": ["confirm", "assert"]}, {**HOLD, "stance": "vow"}]
    found = counts([{**SAFE, "stance": "assert"}, {**HOLD, "stance": "warn"}], gold)
    assert found["claims: stance of who-what"] == Count(2, 2, 1, 1)
    assert found["who-what by stance: vow"] == Count(1, 0, 1, 0)
    assert not any("stance" in name for name in counts(GOLD))
    assert not any(name.startswith("claims: stance") for name in counts([SAFE], gold))


def test_what_is_wrong_is_listed_with_its_words() -> None:
    predicted = [row("she", "said", "the bridge was safe"), row("she", "added", "hold"), row(None, "will", "shook")]
    (scored,) = score({"d": Marked("d", (SAFE, HOLD), TEXT)}, {"d": predicted})
    assert [(n.what, n.words) for n in scored.notes] == [
        ("source", "The mayor | said | the bridge was safe  ≠  she | said | the bridge was safe"),
        ("content", 'she | added | "It will hold,"  ≠  she | added | hold'),
        ("extra", "– | will | shook"),
    ]
    (missed,) = score({"d": Marked("d", (SAFE,), TEXT)}, {})
    assert [(n.what, n.document) for n in missed.notes] == [("miss", "d")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no document with attributions"),
        ('{"doc_id": "d"}', "attributions"),
        ('{"doc_id": "d", "attributions": []}', "without its text"),
        ("", "holds no document"),
    ],
)
def test_gold_that_cannot_be_used_is_told(line: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read(file, gold=True)


@pytest.fixture(scope="module")
def scorer() -> Any:
    if not SCORER.exists():
        pytest.skip("the scorer of attributions is not beside this checkout (../shared/eval/score_attribution.py)")
    spec = importlib.util.spec_from_file_location("score_attribution", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compared(scorer: Any, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Our figures and the scorer's: precision, recall and F1 of each measure that both have."""
    mine = score(
        {g["doc_id"]: Marked(g["doc_id"], tuple(g["attributions"]), g["text"]) for g in gold},
        {p["doc_id"]: p["attributions"] for p in predicted},
    )
    ours = {f"{r.table} {r.measure}": r for r in rows(mine, samples=0)}
    theirs = scorer.total(scorer.evaluate({g["doc_id"]: g for g in gold}, {p["doc_id"]: p for p in predicted}))
    names = {
        **{f"spans {role} {m}": (role, m) for role in ("content", "source", "cue") for m in ("exact", "j50")},
        "claims exact": ("tuple", "exact"),
        "claims j50": ("tuple", "j50"),
        "claims who-what": ("who-what", "j50"),
        "claims what-cue": ("what+cue", "j50"),
    }
    kinds = {f"content j50 by kind {k}": (f"recall:{k}", "j50") for k in ("direct", "mixed", "indirect")}

    def figures(found: Row) -> tuple[float, float, float]:
        return found.precision, found.recall, found.f1

    return (
        {n: figures(ours[n]) for n in names} | {n: ours[n].recall for n in kinds},
        {n: theirs[k][:3] for n, k in names.items()} | {n: theirs[k][1] for n, k in kinds.items()},
    )


def test_the_measures_agree_with_the_given_scorer_on_small_cases(scorer: Any) -> None:
    gold = [{"doc_id": "d", "text": TEXT, "attributions": GOLD}]
    for predicted in ([SAFE], [HOLD, SHOOK], [row("she", "said", "bridge was safe"), HOLD], [SAFE, SAFE, SHOOK], []):
        ours, theirs = compared(scorer, gold, [{"doc_id": "d", "attributions": predicted}])
        assert ours == theirs


def test_the_measures_agree_with_the_given_scorer_on_a_corpus(scorer: Any) -> None:
    """What is compared with the gold is the gold itself, damaged: no reader is needed and every measure is tried."""
    if not DEV.exists():
        pytest.skip("PolNeAR is not beside this checkout (../shared/data/polnear/dev.jsonl)")
    gold = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    ours, theirs = compared(scorer, gold, [damaged(g) for g in gold])
    assert ours == theirs
    assert 0.2 < ours["claims who-what"][2] < 0.9


def damaged(document: dict[str, Any]) -> dict[str, Any]:
    """Every third source is lost, every fourth claim too, contents are cut or run on, cues change places."""
    out = []
    for n, given in enumerate(document["attributions"]):
        if n % 4 == 3:
            continue
        fragments = given["content"]
        if not fragments:
            continue
        (start, end), *rest = fragments if isinstance(fragments[0], list) else [fragments]
        cut = [[start, end - (end - start) * (n % 7) // 8], *rest] if n % 2 else [[max(0, start - 5 * n), end], *rest]
        cue = document["attributions"][n - 1]["cue"] if n % 5 == 1 else given["cue"]
        out.append({"source": None if n % 3 == 2 else given["source"], "cue": cue, "content": cut})
    return {"doc_id": document["doc_id"], "attributions": out}
