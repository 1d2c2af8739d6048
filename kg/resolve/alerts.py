"""Warnings about how claims were passed on: a hedge that got lost, an outlet that tells what was only alleged."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.model import Alert
from kg.resolve.statements import Statement, words
from kg.resolve.syndication import Sources, circles

_RANK = {"doubtful": 0, "possible": 1, "probable": 2, "certain": 3}
# Stances that put a thing forward without vouching for it as seen.
_ALLEGES = frozenset({"accuse", "suggest", "estimate", "question", "warn"})
# How many of both claims' words they must share to be one statement.
_SAME_STATEMENT = 0.6
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
# Words that carry the hedge, not the statement.
_HEDGES = frozenset({"may", "might", "could", "would", "have", "has", "had", "been", "likely", "possibly", "probably",
                     "appear", "appears", "appeared", "apparently", "the", "and", "that"})  # fmt: skip


def alerts(sources: Sources) -> tuple[Alert, ...]:
    """All alerts, by kind and claims."""
    groups: dict[str, list[Statement]] = {}
    for statement in sources.collection.statements:
        if statement.tells:
            groups.setdefault(statement.event, []).append(statement)
    first: dict[str, int] = {}
    for statement in sources.collection.statements:
        start = min(m.trigger.start for m in statement.mentions)
        first[statement.claim.id] = min(start, first.get(statement.claim.id, start))
    told = [statements for _, statements in sorted(groups.items())]
    found = [a for statements in told for a in (*_hedges(statements), *_own_voice(statements, first))]
    found += [Alert("circular", one.claim.id, two.claim.id, because) for one, two, because in circles(sources)]
    return tuple(sorted(set(found), key=lambda a: (a.kind, a.left, a.right)))


def _hedges(statements: Iterable[Statement]) -> Iterator[Alert]:
    """One source, one statement, told with different care by two documents or on two days."""
    named = sorted((s for s in statements if not s.narrated and not s.hidden), key=lambda s: s.order)
    seen: set[tuple[tuple[str, ...], int, int]] = set()
    for early, late in combinations(named, 2):
        one, two = _rank(early), _rank(late)
        key = (early.claim.claimants, one, two)
        if one == two or key in seen or not _same_statement(early, late):
            continue
        seen.add(key)
        kind, how = ("hedge-lost", "without the hedge") if one < two else ("hedge-added", "more carefully")
        # The day alone does not say which of two reports of one day was first: then the careful one is taken for it.
        if early.said == late.said and one > two:
            early, late, kind, how = late, early, "hedge-lost", "without the hedge"
        yield Alert(kind, early.claim.id, late.claim.id, f"{_told(early)}; {how}: {_told(late)}")  # type: ignore[arg-type]


def _told(statement: Statement) -> str:
    return f"{statement.by()} ({statement.claim.attribution.certainty}): “{words(statement.claim)}”"


def _rank(statement: Statement) -> int:
    return _RANK[statement.claim.attribution.certainty]


def _same_statement(one: Statement, two: Statement) -> bool:
    if set(one.claim.claimants).isdisjoint(two.claim.claimants) or one.claim.document == two.claim.document:
        return False
    a, b = _content(one), _content(two)
    return len(a & b) >= _SAME_STATEMENT * len(a | b) > 0


def _content(statement: Statement) -> frozenset[str]:
    found = _WORD.findall(words(statement.claim, 10**6).lower())
    return frozenset(w.rstrip("s") for w in found if w not in _HEDGES)


def _own_voice(statements: Iterable[Statement], first: Mapping[str, int]) -> Iterator[Alert]:
    """What an article's sources only allege, and nobody in it vouches for, but the outlet tells as a fact."""
    by_document: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.order):
        by_document.setdefault(statement.claim.document, []).append(statement)
    for found in by_document.values():
        own = [s for s in found if s.narrated and _vouches(s) and _mainly(s, first)]
        others = [s for s in found if not s.narrated and any(not m.antecedent for m in s.mentions)]
        if own and others and not any(_vouches(s) for s in others):
            because = f"told as a fact: “{words(own[0].claim)}”; the source only alleges: {_told(others[0])}"
            yield Alert("own-voice", others[0].claim.id, own[0].claim.id, because)


def _mainly(statement: Statement, first: Mapping[str, int]) -> bool:
    """Whether the event is what the claim tells first, not an aside of it ("as Kim visits …")."""
    return min(m.trigger.start for m in statement.mentions) <= first[statement.claim.id]


def _vouches(statement: Statement) -> bool:
    attribution = statement.claim.attribution
    real = any(m.modality in ("actual", "ongoing") and m.polarity == "positive" for m in statement.mentions)
    return real and attribution.certainty == "certain" and attribution.stance not in _ALLEGES and not statement.hidden
