"""Launches, transfers and other events of a store held against gold articles.

launches   matched by evidence and date; actor and weapon must not contradict. Planned ones are left out.
           date: the day lies within what is answered, and that spans three days at most; a month within 45 days
           count, site, toward, outcome, weapon, actor: over matched launches for which the gold has the value
transfers  matched by both parties, and by items or evidence
events     matched by evidence and type; only recall counts, for the gold names those that must be there
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.evaluation.actors import Names
from kg.evaluation.counts import Count, Key, Note, Scored
from kg.evaluation.words import overlap, pairs, telling
from kg.lexicon import Lexicon
from kg.lexicon.weapons import words as weapon_words

Thing = Mapping[str, Any]
_DAYS = 3
_MONTH, _YEAR = 45, 366
_SHOWN = ("id", "date", "earliest", "weapon", "type", "from", "to", "items", "item", "evidence")


@dataclass(frozen=True)
class Facts:
    """The answers of a store by document: launches and events one each, items and actors as lists."""

    launches: Mapping[str, Sequence[Thing]]
    transfers: Mapping[str, Sequence[Thing]]
    events: Mapping[str, Sequence[Thing]]


def grouped(rows: Iterable[Thing], many: str = "") -> dict[str, list[Thing]]:
    """The rows by document, those of one event together; the column `many` becomes a list."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        event = found.setdefault(row["document"], {}).setdefault(row["event"], {**row, many: []})
        if row.get(many) not in (None, "", *event[many]):
            event[many].append(row[many])
    return {document: list(events.values()) for document, events in found.items()}


def score(gold: Thing, facts: Facts, lexicon: Lexicon, names: Names) -> Scored:
    """The events of one article."""
    judge = _Judge(lexicon, names)
    document = gold["doc"]
    launches = [r for r in facts.launches.get(document, ()) if "planned" not in str(r.get("status", ""))]
    counts, notes = _counted("launches", gold, launches, judge.launch)
    matched = _matched(gold["launches"], launches, judge.launch)
    counts |= {("launches", k): c for k, c in judge.details(matched).items()}
    more, also = _counted("transfers", gold, facts.transfers.get(document, ()), judge.transfer)
    counts |= more
    notes += also
    if "events" in gold:
        more, also = _counted("events", gold, facts.events.get(document, ()), judge.event)
        (found,) = more.values()
        counts["events", "recall"] = Count(found.gold, found.gold, found.found, found.found)
        notes += [n for n in also if n.what == "miss"]
    return Scored(document, counts, tuple(notes))


def _matched(
    gold: Sequence[Thing], mine: Sequence[Thing], fit: Callable[[Thing, Thing], float]
) -> list[tuple[Thing, Thing]]:
    return [(gold[i], mine[j]) for i, j in pairs(gold, mine, fit, first="predicted")]


def _counted(
    what: str, gold: Thing, mine: Sequence[Thing], fit: Callable[[Thing, Thing], float]
) -> tuple[dict[Key, Count], list[Note]]:
    """One kind of event; optional gold counts on neither side."""
    wanted: Sequence[Thing] = gold[what]
    matched = _matched(wanted, mine, fit)
    free = sum(bool(g.get("optional")) for g, _ in matched)
    need = [g for g in wanted if not g.get("optional")]
    right = len(matched) - free
    missed = [g for g in need if not any(g is x for x, _ in matched)]
    extra = [p for p in mine if not any(p is x for _, x in matched)]
    notes = [Note("miss", gold["doc"], f"{what}: {_brief(g)}") for g in missed]
    notes += [Note("extra", gold["doc"], f"{what}: {_brief(p)}") for p in extra]
    return {(what, "found"): Count(len(need), len(mine) - free, right, right)}, notes


@dataclass(frozen=True)
class _Judge:
    """Whether two records tell of one event."""

    lexicon: Lexicon
    names: Names

    def launch(self, g: Thing, p: Thing) -> float:
        other = p.get("actor") and not self.names.same(p["actor"], g["actor"])
        if other or not self._weapons_agree(p.get("weapon"), g["weapon"]):
            return 0.0
        said, dated = overlap(p.get("evidence"), g["evidence"]), bool(g["date"]) and _dated(p, g["date"])
        return said + dated if said >= 0.5 or (dated and said >= 0.15) else 0.0

    def transfer(self, g: Thing, p: Thing) -> float:
        if any(g[side] and not self.names.same(p.get(side), g[side]) for side in ("from", "to")):
            return 0.0
        mine, gold = _things(p["item"]), _things(g["items"])
        said = overlap(p.get("evidence"), g["evidence"])
        if not ((mine & gold and said >= 0.15) or said >= 0.5):
            return 0.0
        return 0.01 + said + (len(mine & gold) / len(mine | gold) if mine | gold else 1.0)

    def event(self, g: Thing, p: Thing) -> float:
        said = overlap(p.get("evidence"), g["evidence"])
        return said if said >= 0.4 and _stem(g["type"]) in str(p.get("type", "")).lower() else 0.0

    def details(self, matched: Sequence[tuple[Thing, Thing]]) -> dict[str, Count]:
        """The attributes of matched launches, each over those for which the gold has it."""
        tests: dict[str, Callable[[Thing, Thing], bool | None]] = {
            "date": lambda g, p: _dated(p, g["date"]) if g["date"] else None,
            "count": lambda g, p: _count(g["count"], p) if g.get("count") else None,
            "site": lambda g, p: self._place(p.get("site"), g["site"]) if g.get("site") else None,
            "toward": lambda g, p: self._place(p.get("toward"), g["toward"]) if g.get("toward") else None,
            "outcome": lambda g, p: _end(p.get("outcome")) == g["outcome"] if g.get("outcome") else None,
            "weapon": lambda g, p: bool(p.get("weapon")),
            "actor": lambda g, p: bool(p.get("actor")),
        }
        return {k: Count.mean([x for g, p in matched if (x := test(g, p)) is not None]) for k, test in tests.items()}

    def _weapons_agree(self, mine: object, gold: object) -> bool:
        """Whether one of them is unknown, or they stand on one line of the ontology."""
        a, b = self._weapon(mine), self._weapon(gold)
        if a is None or b is None:
            return True
        weapons = self.lexicon.weapons
        return weapons.is_a(a, b) or weapons.is_a(b, a)

    def _weapon(self, label: object) -> str | None:
        found = self.lexicon.weapons.find(weapon_words(str(label or "")))
        return found.slug if found else None

    def _place(self, mine: object, gold: object) -> bool:
        """Whether both name one place of the ontology, or share a word; "A; B" in the gold are alternatives."""
        a, b = ({slug for _, _, slug in self.lexicon.places.find(str(text or ""))} for text in (mine, gold))
        return bool(a & b or telling(mine) & telling(gold))


def _things(items: Iterable[object]) -> set[str]:
    return {w.rstrip("s") for item in items for w in telling(item)}


def _dated(p: Thing, gold: str) -> bool:
    """Whether an answer's days fit a gold day (2024-05-30), month (2024-05) or year."""
    low, high = _day(p.get("earliest")), _day(p.get("latest") or p.get("earliest"))
    if low is None or high is None:
        return False
    if len(gold) >= len("2024-05-30"):
        wanted = _day(gold)
        return wanted is not None and low <= wanted <= high and (high - low).days <= _DAYS
    return str(low)[: len(gold)] == gold and (high - low).days <= (_YEAR if len(gold) == len("2024") else _MONTH)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _count(gold: Mapping[str, int], p: Thing) -> bool:
    return all(str(p.get(f"count_{end}")).split(".")[0] == str(gold[end]) for end in ("min", "max"))


def _end(value: object) -> str:
    return re.split(r"[/#]", str(value or ""))[-1].lower()


def _stem(word: str) -> str:
    """A gold type's word as event classes have it: without the ending of the plural.

    >>> _stem("balloons"), _stem("casualties"), _stem("treaty")
    ('balloon', 'casualt', 'treat')
    """
    return re.sub(r"(?:ies|y|s)$", "", word.lower())


def _brief(thing: Thing) -> str:
    return " | ".join(str(thing[k]) for k in _SHOWN if thing.get(k))
