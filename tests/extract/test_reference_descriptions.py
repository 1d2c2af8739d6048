"""Launches read from dated descriptions that this project did not write: every fifth row of the reference file."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kg import lexicon
from kg.extract import by_rules
from kg.lexicon import Lexicon
from kg.model import Account, Document, Extraction
from kg.resolve import resolve
from kg.text import ParsedText

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "reference" / "stiles_nk_provocations.csv"
DAY = timedelta(days=1)
# Words of a description that tell of a launch, and the part of a class's label that they must be read as.
CLASSES = {"icbm": "intercontinental", "srbm": "short", "cruise missile": "cruise", "satellite": "satellite"}

pytestmark = pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference descriptions are not beside the project")


def read_rows() -> list[dict[str, str]]:
    with REFERENCE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))[::5]


def launches(extraction: Extraction, doc: Document, words: Lexicon) -> Iterator[Account]:
    told = resolve([doc], {doc.id: extraction}, words).accounts
    yield from (
        a for a in told if words.events.is_a(a.type, "Launch") and a.status in ("happened", "failed", "ongoing")
    )


def near(account: Account, day: date) -> bool:
    when = account.when
    if when is None or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 3:
        return False
    return when.earliest - DAY <= day <= when.latest + DAY


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.fixture(scope="module")
def told(parse: Callable[..., ParsedText], words: Lexicon) -> list[tuple[dict[str, str], list[Account]]]:
    out = []
    for number, row in enumerate(read_rows()):
        text = parse(row["description"], published=date.fromisoformat(row["date"]) + DAY, name=f"r{number}")
        out.append((row, list(launches(by_rules(text, words), text.document, words))))
    return out


def test_launches_are_found_on_their_day(told: list[tuple[dict[str, str], list[Account]]]) -> None:
    rows = [(r, found) for r, found in told if r["type"] == "Missile Provocation"]
    hit = [r for r, found in rows if any(near(a, date.fromisoformat(r["date"])) for a in found)]
    assert len(hit) / len(rows) >= 0.95


def test_classes_that_are_named_are_read(told: list[tuple[dict[str, str], list[Account]]], words: Lexicon) -> None:
    checked, right = 0, 0
    for row, found in told:
        sentence = row["description"].lower().split(". ")[0]
        wanted = {part for word, part in CLASSES.items() if word in sentence}
        if row["type"] == "Missile Provocation" and len(wanted) == 1 and found:
            named = {w for a in found for w in (a.weapon, a.system) if w}
            labels = " ".join(words.weapons.label(c) for w in named for c in (w, *words.weapons.concepts[w].above))
            checked, right = checked + 1, right + (next(iter(wanted)) in labels)
    assert right / checked >= 0.9


def test_no_launch_is_invented(told: list[tuple[dict[str, str], list[Account]]]) -> None:
    silent = ("missile", "rocket", "satellite", "projectile", "mlrs", "launcher")
    rows = [
        (r, f)
        for r, f in told
        if r["type"] == "Other Provocation" and not any(w in r["description"].lower() for w in silent)
    ]
    assert sum(bool(found) for _, found in rows) / len(rows) <= 0.05
