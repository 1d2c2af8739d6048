"""The audit's page in a real browser: readable by all, at desk and phone width, and deaf to what an article holds."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import Attribution, Claim, Document, Extraction, Resolution
from kg.rdf import Cast, document_quads, resolution_quads
from kg.reports.audit import audit, written
from kg.store import EmbeddedStore
from tests.sample import sample

JS = Path(__file__).resolve().parent.parent / "js"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
BAD = (
    "<script>alert(1)</script> \"double\" 'single' </p></body>\u202eback\u202c\u2066x\u2069\x07 "
    "<img src=x onerror=alert(2)> {{7*7}} {% raw %} &amp; [a](javascript:alert(3)) `code` &#x3c;"
)

browser = pytest.mark.skipif(
    not (CHROMIUM and shutil.which("node") and (JS / "node_modules" / "axe-core").is_dir()),
    reason="needs chromium, node and the packages of tests/js (npm ci)",
)


def looked_at(page: Path, width: int, judge: str = "axe") -> dict[str, Any]:
    """What axe-core and the browser say of a page, with every fold opened."""
    done = subprocess.run(
        ["node", str(JS / "axe.mjs"), str(page), str(width), judge],
        capture_output=True, text=True, timeout=240, check=True, env={**os.environ, "CHROMIUM": CHROMIUM},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def hostile(make_document: Callable[..., Document], line: int) -> EmbeddedStore:
    """An article that tries to get out: markup in every field, claims across it, then one line so many words long."""
    text = f"{BAD}\n\n{'word<b>' * line}"
    document = make_document(text, name="<b>\"name'", publisher="<script>", title=BAD, url="javascript:alert(4)")
    spans = ((0, len(BAD)), (5, 20), (10, 40), (len(BAD) + 2, len(text) - 100))
    made = tuple(
        Attribution(
            f"{n:016x}", document.span(e - 3, e), (document.span(s, s + 2),), (document.span(s, e),),
            "indirect", "assert", "certain", "positive", "<rule>",
        )
        for n, (s, e) in enumerate(spans)
    )  # fmt: skip
    claims = tuple(Claim(a, document.id, ()) for a in made)
    resolution = Resolution(claims=claims)
    extraction = Extraction(document.id, attributions=made)
    quads = document_quads(document, extraction, claims, Cast.of(resolution, [document]))
    return EmbeddedStore.of([*quads, *resolution_quads(resolution, [document])])


def test_a_hostile_article_shows_as_text(make_document: Callable[..., Document]) -> None:
    shown = audit(hostile(make_document, 150_000))
    page = written(shown, "html")
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "{{7*7}}" in page and "\u202e" not in page and 'href="javascript' not in page
    text = written(shown, "md")
    assert "\u202e" not in text and "<script>" not in text.replace("\\<script\\>", "")


@browser
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_an_audit(tmp_path: Path, width: int) -> None:
    page = tmp_path / "audit.html"
    page.write_text(written(audit(EmbeddedStore.of(sample().quads())), "html"), encoding="utf-8")
    found = looked_at(page, width)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert found["overflow"] <= 0
    assert found["said"] == []
    assert found["asked"] == [page.as_uri()]


@browser
@pytest.mark.parametrize(("line", "judge"), [(2_000, "axe"), (150_000, "none")])
def test_nothing_in_a_hostile_article_acts(
    tmp_path: Path, make_document: Callable[..., Document], line: int, judge: str
) -> None:
    """On a million characters axe-core takes minutes; there it is enough that the page loads, is still and fits."""
    page = tmp_path / "hostile.html"
    page.write_text(written(audit(hostile(make_document, line)), "html"), encoding="utf-8")
    found = looked_at(page, 390, judge)
    assert found["said"] == []
    assert found["asked"] == [page.as_uri()]
    assert found["overflow"] <= 0
    assert found["violations"] == []
