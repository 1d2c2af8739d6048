"""Denials, each tied to what it denies: by its own words, by the event, or as related to claims elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from kg.model import Claim, LedgerEntry
from kg.resolve.compare import item_fits
from kg.resolve.facts import item_key
from kg.resolve.statements import Collection, Statement, denies, words
from kg.resolve.voices import ALLEGES, REJECTS

Scope = Literal["claim", "event", "related"]
Tie = tuple[Claim, str, Scope]


def denials(collection: Collection) -> Iterator[LedgerEntry]:
    """One entry per denial and claim that it denies; left denies, right is denied."""
    index = _Index(collection)
    for claim in sorted(collection.claims.values(), key=lambda c: c.id):
        if denies(claim) or claim.attribution.stance in REJECTS:
            for denied, because, scope in _ties(claim, index):
                yield LedgerEntry("denial", "occurrence", claim.id, denied.id, because, scope=scope)


class _Index:
    """The collection's statements by event, by document and by who gives what to whom."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.nested: dict[str, list[Claim]] = {}
        for claim in sorted(collection.claims.values(), key=lambda c: (c.attribution.start, c.id)):
            if claim.attribution.within:
                self.nested.setdefault(claim.attribution.within, []).append(claim)
        self.by_event = _grouped(collection.statements, lambda s: [s.event])
        self.by_parties = _grouped(collection.statements, self._parties)
        self.by_claim = _grouped(collection.statements, lambda s: [s.claim.id])

    def _parties(self, statement: Statement) -> list[str]:
        """Keys "giver>recipient" by state, where both are said."""
        state = self.collection.background.state
        givers, recipients = sorted(statement.actors("giver")), sorted(statement.actors("recipient"))
        return [f"{state(g)}>{state(r)}" for g in givers for r in recipients]

    def spoken_of(self, claim: Claim) -> list[Statement]:
        """The statements whose events a claim speaks of, its own first, then those that it refers to."""
        mentions = set(claim.about)
        own = self.by_claim.get(claim.id, [])
        others = [
            s for e in sorted(self.events(claim)) for s in self.by_event[e] if any(m.id in mentions for m in s.mentions)
        ]
        return list(dict.fromkeys((*own, *others)))

    def events(self, claim: Claim) -> set[str]:
        return {e for m in claim.about if (e := self.collection.event_of.get(m)) and e in self.by_event}


def _grouped(statements: Iterable[Statement], keys: Callable[[Statement], Iterable[str]]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        for key in keys(statement):
            groups.setdefault(key, []).append(statement)
    return groups


def _ties(claim: Claim, index: _Index) -> Iterator[Tie]:
    """By the denial's own words first; without them by the event; then what other documents say."""
    named = list(_by_words(claim, index))
    if not named and not denies(claim):
        return
    tied = named or list(_by_event(claim, index))
    seen: set[str] = set()
    for tie in (*tied, *_by_event_elsewhere(claim, index), *_related(claim, index)):
        if tie[0].id not in seen and tie[0].id != claim.id:
            seen.add(tie[0].id)
            yield tie


def _by_words(claim: Claim, index: _Index) -> Iterator[Tie]:
    for name in claim.attribution.refers_to:
        if other := index.collection.claims.get(name):
            because = f"“{words(claim)}” refers to the words of {index.collection.who[name]}: “{words(other)}”"
            yield other, because, "claim"
    for other in index.nested.get(claim.id, ()):
        if other.attribution.stance in ALLEGES and other.claimants != claim.claimants:
            yield other, f"denied in one breath: “{words(claim)}” quotes {index.collection.who[other.id]}", "claim"


def _by_event(claim: Claim, index: _Index) -> Iterator[Tie]:
    """What the same document says of the same event: by sources, else by the outlet itself."""
    events = sorted(index.events(claim))
    found = [
        s for e in events for s in index.by_event[e] if s.claim.document == claim.document and _opposed(s, claim, index)
    ]
    for statement in [s for s in found if not s.narrated] or found:
        yield statement.claim, f"same event in the same document, told by {statement.who}", "event"


def _by_event_elsewhere(claim: Claim, index: _Index) -> Iterator[Tie]:
    events = sorted(index.events(claim))
    found = [
        s for e in events for s in index.by_event[e] if s.claim.document != claim.document and _opposed(s, claim, index)
    ]
    for statement in _one_each(found):
        yield (
            statement.claim,
            f"same event in another document, told by {statement.by()}; {_order(claim, statement, index)}",
            "event",
        )


def _opposed(statement: Statement, claim: Claim, index: _Index) -> bool:
    """Whether a statement affirms what the claim denies, and is not wrapped around it or inside it."""
    if not statement.affirms or set(statement.claim.claimants) & set(claim.claimants):
        return False
    around = _around(claim, index.collection.claims)
    return statement.claim.id not in around and claim.id not in _around(statement.claim, index.collection.claims)


def _around(claim: Claim, claims: Mapping[str, Claim]) -> set[str]:
    found = {claim.id}
    step = claim.attribution.within
    while step and step in claims and step not in found:
        found.add(step)
        step = claims[step].attribution.within
    return found


def _related(claim: Claim, index: _Index) -> Iterator[Tie]:
    """Claims of other documents about other transfers between the same parties, of one class of goods."""
    background = index.collection.background
    events = index.events(claim)
    for said in index.spoken_of(claim):
        goods = _goods(said)
        keys = index._parties(said)
        others = [
            s
            for k in keys
            for s in index.by_parties.get(k, ())
            if s.event not in events and s.claim.document != claim.document and s.affirms and not s.narrated
        ]
        for other in _one_each(others):
            shared = [(a, b) for a in goods for b in _goods(other) if item_fits(a, b, background)]
            if shared:
                yield other.claim, _related_because(keys[0], shared[0], other, claim, index), "related"


def _goods(statement: Statement) -> list[str]:
    return sorted({item_key(r) for m in statement.mentions for r in m.role("item")})


def _related_because(parties: str, goods: tuple[str, str], other: Statement, claim: Claim, index: _Index) -> str:
    label = index.collection.background.label
    giver, recipient = (label(side) for side in parties.split(">"))
    kinds = " and ".join(dict.fromkeys(label(g) for g in goods))
    return (
        f"related, another event: {giver} to {recipient}, goods of one class ({kinds}), told by {other.by()}; "
        f"{_order(claim, other, index)}"
    )


def _order(claim: Claim, other: Statement, index: _Index) -> str:
    """When the denial came, relative to what it denies."""
    own = index.collection.said[claim.id]
    if not own or not other.said:
        return "which came first is not known"
    if own == other.said:
        return "the denial is of the same day"
    days = abs((own - other.said).days)
    unit = f"{days} day{'s' if days > 1 else ''}"
    return f"the denial came {unit} later" if own > other.said else f"the denial came {unit} before"


def _one_each(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of each speaker."""
    first: dict[tuple[str, ...], Statement] = {}
    for statement in sorted(statements, key=lambda s: s.order):
        first.setdefault(statement.speaker, statement)
    return list(first.values())
