"""The composed collection, read as it stands, has the ledger that was written down for it."""

import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.documents import read
from kg.extract import by_rules
from kg.lexicon import load
from kg.model import Document, Resolution
from kg.resolve import resolve
from kg.text import load_model, parse

CASES = Path(__file__).parent.parent / "cases"
EXPECTED: dict[str, Any] = yaml.safe_load((CASES / "collection_ledger.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Read:
    """A resolved collection, with the words of its ids."""

    documents: tuple[Document, ...]
    resolution: Resolution
    inputs: tuple[Any, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        return {d.id: d.name for d in self.documents}

    @cached_property
    def claims(self) -> dict[str, Any]:
        return {c.id: c for c in self.resolution.claims}

    @cached_property
    def labels(self) -> dict[str, str]:
        return {a.id: a.label for a in self.resolution.actors}

    def who(self, claim: str) -> list[str]:
        return sorted(self.labels.get(c, c) for c in self.claims[claim].claimants)

    def where(self, claim: str) -> str:
        return self.names[self.claims[claim].document]

    def event(self, key: str) -> str:
        """The event that the most documents of a group have an account of, among types that happen."""
        wanted = set(EXPECTED["events"][key])
        told: dict[str, set[str]] = {}
        for account in self.resolution.accounts:
            if account.type in ("MissileLaunch", "ArmsTransfer"):
                told.setdefault(account.event, set()).add(self.names[account.document])
        return max(sorted(told), key=lambda e: len(told[e] & wanted))


@pytest.fixture(scope="module")
def collection() -> Read:
    found = tuple(d for d in read([CASES / "collection"]) if isinstance(d, Document))
    lexicon = load()
    extractions = {p.document.id: by_rules(p, lexicon) for p in parse(found, load_model())}
    return Read(found, resolve(found, extractions, lexicon), (extractions, lexicon))


def test_copies(collection: Read) -> None:
    found = [(collection.names[c.copy], collection.names[c.origin], c.kind) for c in collection.resolution.copies]
    assert sorted(found) == sorted((c["copy"], c["origin"], c["kind"]) for c in EXPECTED["copies"])


@pytest.mark.parametrize("key", EXPECTED["events"])
def test_one_event_in_these_documents(collection: Read, key: str) -> None:
    event = collection.event(key)
    told = {collection.names[a.document] for a in collection.resolution.accounts if a.event == event}
    assert sorted(told) == sorted(EXPECTED["events"][key])


def test_events_stay_apart(collection: Read) -> None:
    events = [collection.event(key) for key in EXPECTED["events"]]
    assert len(set(events)) == len(events)


@pytest.mark.parametrize("key", EXPECTED["independence"])
def test_independent_sources(collection: Read, key: str) -> None:
    expected = EXPECTED["independence"][key]
    event = collection.event(key)
    found = next(i for i in collection.resolution.independence if i.subject == event)
    assert found.sources == expected["sources"], found.because
    if "roots" in expected:
        roots = [collection.labels.get(g.root, g.root) for g in found.groups if g.counted]
        assert sorted(roots) == sorted(expected["roots"])


@pytest.mark.parametrize("kind", ["contradictions", "agreements"])
def test_contradictions_and_agreements(collection: Read, kind: str) -> None:
    """All contradictions are expected ones; of the agreements the expected ones are there."""
    entries = [e for e in collection.resolution.ledger if e.kind == kind.rstrip("s")]
    found = [(e.dimension, {*collection.who(e.left), *collection.who(e.right)}, e.status) for e in entries]
    for expected in EXPECTED[kind]:
        row = (expected["dimension"], {expected["left"], expected["right"]}, expected.get("status", "open"))
        assert row in found
        found.remove(row)
    assert kind == "agreements" or found == []


def test_who_only_passes_on_agrees_with_nobody(collection: Read) -> None:
    agreeing = {
        w
        for e in collection.resolution.ledger
        if e.kind == "agreement"
        for c in (e.left, e.right)
        for w in collection.who(c)
    }
    assert not agreeing & {"Sigma News", "Delta Times", "Meridian Wire"}


def test_denials(collection: Read) -> None:
    entries = [e for e in collection.resolution.ledger if e.kind == "denial"]
    found = [
        (collection.who(e.left), collection.where(e.left), collection.who(e.right), collection.where(e.right),
         e.because.startswith("related"))
        for e in entries
    ]  # fmt: skip
    expected = [(d["denier"], d["in"], sorted(d["denied"]), d["of"], d["related"]) for d in EXPECTED["denials"]]
    assert sorted(found) == sorted(expected)


def test_alerts(collection: Read) -> None:
    found = [
        (a.kind, *sorted((collection.where(a.left), collection.where(a.right)))) for a in collection.resolution.alerts
    ]
    assert sorted(found) == sorted((a["kind"], a["left"], a["right"]) for a in EXPECTED["alerts"])


def test_shuffled_input_gives_the_same(collection: Read) -> None:
    extractions, lexicon = collection.inputs
    for seed in range(3):
        documents, items = list(collection.documents), list(extractions.items())
        random.Random(seed).shuffle(documents)
        random.Random(seed).shuffle(items)
        assert resolve(documents, dict(items), lexicon) == collection.resolution
