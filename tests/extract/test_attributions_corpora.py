"""Attribution on annotated news that may not travel with the project: skipped where it is not beside the checkout."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.flat import flatten
from kg.extract.mentions import mentions
from kg.text import ParsedText

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "data" / "polnear" / "dev.jsonl"
SCORER = SHARED / "eval" / "score_attribution.py"
# Every seventh article: twelve of 84, a few seconds of parsing.
STEP = 7
# The whole set measures 0.653 (who and what) and 0.71 (what).
FLOORS = {("who-what", "j50"): 0.60, ("content", "j50"): 0.66}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (CORPUS.exists() and SCORER.exists()), reason="PolNeAR is not in ../shared/data/polnear")
def test_flat_attributions_agree_with_the_annotators(parse: Callable[..., ParsedText]) -> None:
    words, score = lexicon.load(), scorer()
    scored = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[::STEP]:
        gold: dict[str, Any] = json.loads(line)
        text = parse(gold["text"], name=gold["doc_id"])
        found = flatten(attributions(text, mentions(text, words), (), words, wide=True), text.document)
        rows = [
            {
                "source": [a.source.start, a.source.end] if a.source else None,
                "cue": [[s.start, s.end] for s in a.cue],
                "content": [[s.start, s.end] for s in a.content],
            }
            for a in found
        ]
        scored.append(score.score_doc(gold["text"], gold["attributions"], rows))
    figures = score.total(scored)
    for key, floor in FLOORS.items():
        assert figures[key][2] >= floor, (key, figures[key][:3])
