"""What changed from one graph to another: documents, claims, events, the ledger, told in words.

An edited article is known again by its address or its name, a claim of it by who says it and by words that are alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz, process

from kg.reports.audit.collect import collect
from kg.reports.audit.values import Article, Audit, Claim, Entry, Event
from kg.store import Store

Kind = Literal["document", "claim", "event", "ledger"]
What = Literal["added", "gone", "changed"]
# Claims of one claimant in two versions of an article are one claim from this likeness of words on (0 to 100); of
# another claimant or stance only where next to nothing else changed.
_ALIKE, _NEARLY_EQUAL = 60, 90


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `left` and `right` are the ids in the first and the second graph ("" where it is not there)."""

    kind: Kind
    what: What
    document: str
    subject: str
    details: tuple[str, ...] = ()
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Ids of the second graph → ids of the first, of what is in both."""

    documents: Mapping[str, str]
    claims: Mapping[str, str]


def changes(first: Store, second: Store) -> tuple[Change, ...]:
    """Every difference, documents first, in the order of the articles; none where the graphs say the same."""
    a, b = collect(first), collect(second)
    documents = _documents(a.articles, b.articles)
    pairing = Pairing(documents, _claims(a, b, documents))
    found = (*_of_documents(a, b, pairing), *_of_claims(a, b, pairing), *_of_events(a, b), *_of_ledger(a, b, pairing))
    order = {"document": 0, "claim": 1, "event": 2, "ledger": 3}
    return tuple(sorted(found, key=lambda c: (order[c.kind], c.document, c.what, c.subject, c.left, c.right)))


def _documents(first: Iterable[Article], second: Iterable[Article]) -> dict[str, str]:
    """The same text by id; an edited one by its address, else by its name, where only one has it."""
    left, right = {a.id: a for a in first}, {b.id: b for b in second}
    pairs = {name: name for name in left if name in right}
    for key in (lambda d: d.url, lambda d: d.name):
        rest = _alone((a for a in left.values() if a.id not in pairs.values()), key)
        others = _alone((b for b in right.values() if b.id not in pairs), key)
        pairs |= {others[k].id: rest[k].id for k in others if k and k in rest}
    return pairs


def _alone(found: Iterable[Article], key: Callable[[Article], str]) -> dict[str, Article]:
    """Those whose key no other has."""
    listed = list(found)
    counts = Counter(map(key, listed))
    return {key(d): d for d in listed if counts[key(d)] == 1}


def _claims(a: Audit, b: Audit, documents: Mapping[str, str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    old = _by_document(a.claims)
    for document, new in sorted(_by_document(b.claims).items()):
        if document in documents:
            pairs |= _paired(old.get(documents[document], []), new)
    return pairs


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.document, []).append(claim)
    return found


def _paired(old: list[Claim], new: list[Claim]) -> dict[str, str]:
    """The claims of two versions of one article: equal ids, then the likest words first."""
    known = {c.id for c in old}
    pairs = {c.id: c.id for c in new if c.id in known}
    left = [c for c in old if c.id not in pairs]
    right = [c for c in new if c.id not in pairs]
    if not left or not right:
        return pairs
    scores = process.cdist([c.words for c in right], [c.words for c in left], scorer=fuzz.ratio)
    ranked = sorted(
        (-_score(right[i], left[j], float(scores[i][j])), i, j) for i in range(len(right)) for j in range(len(left))
    )
    used: set[str] = set()
    for score, i, j in ranked:
        if score < 0 and right[i].id not in pairs and left[j].id not in used:
            pairs[right[i].id] = left[j].id
            used.add(left[j].id)
    return pairs


def _score(new: Claim, old: Claim, likeness: float) -> float:
    """How surely two claims are one; 0: they are not."""
    same = (new.who == old.who) + (new.stance == old.stance) + (new.kind == old.kind)
    least = _ALIKE if new.who == old.who else _NEARLY_EQUAL
    return likeness + same if likeness >= least else 0.0


def _of_documents(a: Audit, b: Audit, pairing: Pairing) -> Iterator[Change]:
    left, right = {d.id: d for d in a.articles}, {d.id: d for d in b.articles}
    for new in right.values():
        old = left.get(pairing.documents.get(new.id, ""))
        if old is None:
            yield Change("document", "added", new.name, _title(new), (), "", new.id)
            continue
        details = list(_told(old, new, ("name", "title", "publisher", "published", "url", "wire")))
        if old.sha256 != new.sha256:
            details.insert(0, f"the text was edited: {len(old.text)} characters, now {len(new.text)}")
        if details:
            yield Change("document", "changed", new.name, _title(new), tuple(details), old.id, new.id)
    for old in left.values():
        if old.id not in pairing.documents.values():
            yield Change("document", "gone", old.name, _title(old), (), old.id, "")


def _title(article: Article) -> str:
    return ", ".join(part for part in (article.title, article.publisher, article.published or "no date") if part)


def _told(old: object, new: object, names: Iterable[str]) -> Iterator[str]:
    """The properties that differ, in words."""
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield f"{name.replace('_', ' ')}: {was or 'none'} → {now or 'none'}"


def _of_claims(a: Audit, b: Audit, pairing: Pairing) -> Iterator[Change]:
    left, right = {c.id: c for c in a.claims}, {c.id: c for c in b.claims}
    for new in right.values():
        old = left.get(pairing.claims.get(new.id, ""))
        name = b.names.get(new.document, new.document)
        if old is None:
            yield Change("claim", "added", name, _said(new), (), "", new.id)
        elif details := tuple(_claim_details(old, new)):
            yield Change("claim", "changed", name, _said(new), details, old.id, new.id)
    for old in left.values():
        if old.id not in pairing.claims.values():
            yield Change("claim", "gone", a.names.get(old.document, old.document), _said(old), (), old.id, "")


def _claim_details(old: Claim, new: Claim) -> Iterator[str]:
    yield from (d.replace("who:", "claimant:", 1) for d in _told(old, new, ("who",)))
    if old.words != new.words:
        yield f"words: {edited(old.words, new.words)}"
    yield from _told(old, new, ("kind", "stance", "certainty", "polarity", "said_earliest", "said_latest"))
    was, now = (" ← ".join(h.relayer.label for h in c.relays) for c in (old, new))
    if was != now:
        yield f"passed on by: {was or 'nobody'} → {now or 'nobody'}"


def edited(old: str, new: str) -> str:
    """The new words with what was there before.

    >>> edited("fired two missiles", "fired four missiles"), edited("may have fired", "fired")
    ('fired [two → four] missiles', '[may have → ] fired')
    """
    was, now = old.split(), new.split()
    out = []
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        before, after = " ".join(was[i:j]), " ".join(now[k:m])
        out.append(after if kind == "equal" else f"[{before} → {after}]")
    return " ".join(out)


def _said(claim: Claim) -> str:
    return f"{claim.who} {claim.stance}: “{' '.join(claim.words.split())}”"


def _of_events(a: Audit, b: Audit) -> Iterator[Change]:
    """By id, which the first mention makes; where that was edited by the label, if only one has it."""
    left, right = {e.id: e for e in a.events}, {e.id: e for e in b.events}
    pairs = {name: name for name in right if name in left}
    rest, others = (
        _sole(e for e in found.values() if e.id not in pairs) for found in (left, right)
    )  # fmt: skip
    pairs |= {others[label].id: rest[label].id for label in others if label in rest}
    for new in right.values():
        old = left.get(pairs.get(new.id, ""))
        if old is None:
            yield Change("event", "added", "", new.label, (_sources(new),), "", new.id)
        elif details := tuple(_event_details(old, new)):
            yield Change("event", "changed", "", new.label, details, old.id, new.id)
    for old in left.values():
        if old.id not in pairs.values():
            yield Change("event", "gone", "", old.label, (_sources(old),), old.id, "")


def _sole(events: Iterable[Event]) -> dict[str, Event]:
    listed = list(events)
    counts = Counter(e.label for e in listed)
    return {e.label: e for e in listed if counts[e.label] == 1}


def _event_details(old: Event, new: Event) -> Iterator[str]:
    yield from _told(old, new, ("label", "type", "earliest", "latest"))
    if _sources(old) != _sources(new):
        yield f"{_sources(old)} → {_sources(new)}"


def _sources(event: Event) -> str:
    if event.statements is None:
        return f"{len(event.claims)} claim{'' if len(event.claims) == 1 else 's'}"
    return f"{event.statements} statements, {event.sources} independent source{'' if event.sources == 1 else 's'}"


def _of_ledger(a: Audit, b: Audit, pairing: Pairing) -> Iterator[Change]:
    left = {_key(e, {}): e for e in a.ledger}
    right = {_key(e, pairing.claims): e for e in b.ledger}
    for key, new in right.items():
        old = left.get(key)
        if old is None:
            yield Change("ledger", "added", "", _entry(new, b), (new.because,), "", new.id)
        elif details := tuple(_told(old, new, ("status", "scope", "explanation", "because"))):
            yield Change("ledger", "changed", "", _entry(new, b), details, old.id, new.id)
    for key, old in left.items():
        if key not in right:
            yield Change("ledger", "gone", "", _entry(old, a), (old.because,), old.id, "")


def _key(entry: Entry, known_as: Mapping[str, str]) -> tuple[str, ...]:
    """A ledger entry by what it is about, in the names of the first graph; of a denial the sides are told apart."""
    sides = [known_as.get(c, c) for c in (entry.left, entry.right)]
    return entry.kind, entry.dimension, *(sides if entry.kind == "denial" else sorted(sides))


def _entry(entry: Entry, audit: Audit) -> str:
    who = {c.id: c.who for c in audit.claims}
    sides = who.get(entry.left, "?"), who.get(entry.right, "?")
    return f"{entry.kind} ({entry.dimension}): {sides[0]} and {sides[1]}"


__all__ = ["Change", "changes", "edited"]
