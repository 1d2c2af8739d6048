"""What a language model proposes: kept where its words stand in the article, refused and told where they do not."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import lexicon
from kg.extract import by_language_model
from kg.lexicon import Lexicon
from kg.llm import Told
from kg.model import Extraction
from kg.text import ParsedText

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "proposals.yaml").read_text(encoding="utf-8")
)
THAW = {"content": ["a thaw is near"], "source": "Lima", "cue": ["said"]}
PLAIN = {"paragraph": 1, "source": None, "cue": [], "stance": "assert", "certainty": "certain", "target": None}


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def claim(number: int, **given: Any) -> dict[str, Any]:
    return {"id": number, **PLAIN, "within": None, "relays": [], **given}


def answer(*claims: dict[str, Any]) -> str:
    return json.dumps({"claims": [claim(n, **given) for n, given in enumerate(claims, 1)]})


def read(parsed: ParsedText, words: Lexicon, text: str) -> Extraction:
    """What is read from an article when the model gives this answer to a question about the whole of it."""
    places = tuple(n for n, s in enumerate(parsed.document.sections) if s.part != "furniture")
    return by_language_model(parsed, words, Told("model", ((places, text),)))


def shown(extraction: Extraction) -> list[dict[str, Any]]:
    """The attributed claims as a table of cases has them; what is empty is left out."""
    names = {m.id: m.label for m in extraction.mentions}
    attributed = [a for a in extraction.attributions if a.kind != "narrated"]
    ids = {a.id: n for n, a in enumerate(attributed, 1)}
    rows = [
        {
            "source": a.source.text if a.source else None,
            "who": [names[c] for c in a.claimants],
            "cue": [s.text for s in a.cue],
            "content": [s.text for s in a.content],
            "kind": a.kind,
            "stance": a.stance,
            "polarity": a.polarity if a.polarity == "negative" else None,
            "said_on": a.said_on.earliest if a.said_on else None,
            "within": ids[a.within] if a.within else None,
            "via": [names.get(r.mention or "", "?") for r in a.relays],
            "target": [names[t] for t in a.target],
            "refers_to": [ids[r] for r in a.refers_to],
        }
        for a in attributed
    ]
    return [{key: value for key, value in row.items() if value not in (None, [])} for row in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_proposals_are_anchored_or_refused(
    case: dict[str, Any], parse: Callable[..., ParsedText], words: Lexicon
) -> None:
    found = read(parse(case["text"], published=date(2024, 5, 31)), words, answer(*case["claims"]))
    wanted = [{"stance": "assert", **row} for row in case["read"]]
    made = shown(found)
    assert [{k: v for k, v in row.items() if k in want} for row, want in zip(made, wanted, strict=True)] == wanted
    assert [p.code for p in found.problems] == [code for code, _ in case["refused"]]
    assert [part for p, (_, part) in zip(found.problems, case["refused"], strict=True) if part not in p.message] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_word_is_the_documents_own(
    case: dict[str, Any], parse: Callable[..., ParsedText], words: Lexicon
) -> None:
    parsed = parse(case["text"], published=date(2024, 5, 31))
    found = read(parsed, words, answer(*case["claims"]))
    for a in found.attributions:
        spans = [*a.content, *a.cue, *([a.source] if a.source else []), *(r.span for r in a.relays if r.span)]
        assert all(parsed.document.text[s.start : s.end] == s.text for s in spans)
        assert a.method in ("llm:model", "rule:outlet-voice")


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("I cannot help with that.", 0, "JSON is malformed"),
        ('{"claims": [', 0, "Input data was truncated"),
        ('{"claims": {}}', 0, "Expected `array`"),
        ('[{"id": 1}]', 0, "Expected `object`"),
        ('{"answer": []}', 0, "missing required field `claims`"),
        (answer({**THAW, "stance": "rejoice"}), 0, "Invalid enum"),
        (answer({**THAW, "delete": True}), 0, "unknown field"),
        (answer({**THAW, "content": "a thaw is near"}), 0, "Expected `array`"),
        (answer(THAW), 1, ""),
        (f"```json\n{answer(THAW)}\n```", 1, ""),
        (f"<think>Who?</think>\n{answer(THAW)}", 1, ""),
        (answer(THAW, {"content": [1]}), 1, "Expected `str`"),
        ('{"claims": []}', 0, ""),
    ],
)
def test_only_what_was_asked_for_is_read(
    text: str, kept: int, told: str, parse: Callable[..., ParsedText], words: Lexicon
) -> None:
    found = read(parse("Lima said a thaw is near."), words, text)
    assert len(shown(found)) == kept
    assert [p.code for p in found.problems] == (["llm-no-claim"] if told else [])
    assert all(told in p.message for p in found.problems)


def test_what_failed_to_be_read_is_told_and_events_stay(parse: Callable[..., ParsedText], words: Lexicon) -> None:
    parsed = parse("North Korea fired two ballistic missiles on Thursday.", published=date(2024, 5, 31))
    found = by_language_model(parsed, words, Told("model"))
    assert [e.type for e in found.events] == ["MissileLaunch"]
    assert [a.kind for a in found.attributions] == ["narrated"]
