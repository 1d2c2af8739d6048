"""Gold articles: a folder of `NAME.gold.json`, each with the claims and events that a careful reader found in NAME."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from kg import query
from kg.errors import InputError
from kg.evaluation import claims, facts
from kg.evaluation.actors import Names
from kg.evaluation.counts import Scored
from kg.lexicon import Lexicon
from kg.query import Selects

SUFFIX = ".gold.json"
_NEEDED = ("claims", "launches", "transfers")
_LETTERS = {"Launch": "L", "Transfer": "T"}


def read(folder: Path) -> list[dict[str, Any]]:
    """The annotations of a folder in order of name. Raises InputError for one that cannot be used."""
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise InputError(f"{folder} holds no *{SUFFIX}", "give a folder of gold articles, or a file of attributions")
    return [_read(file) for file in files]


def _read(file: Path) -> dict[str, Any]:
    try:
        gold = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise InputError(f"{file}: {error}", "a gold article is a JSON object") from error
    if missing := [name for name in _NEEDED if not isinstance(gold.get(name), list)]:
        raise InputError(f"{file} has no list of {', '.join(missing)}", "give an empty list where there are none")
    return {"doc": file.name.removesuffix(SUFFIX), **gold}


def score(golds: Sequence[dict[str, Any]], store: Selects, lexicon: Lexicon) -> list[Scored]:
    """Each gold article scored against what a store answers to `claims`, `launches`, `transfers` and `events`."""
    rows = {name: list(query.run(store, query.load_query(name)).records()) for name in (*_NEEDED, "events")}
    names = Names(lexicon)
    told = claims.answers(rows["claims"], _kinds(lexicon))
    happened = facts.Facts(
        facts.grouped(rows["launches"]),
        facts.grouped(rows["transfers"], "item"),
        facts.grouped(rows["events"], "actor"),
    )
    return [
        _joined(claims.score(g, told.get(g["doc"], ()), names), facts.score(g, happened, lexicon, names)) for g in golds
    ]


def _joined(a: Scored, b: Scored) -> Scored:
    return replace(a, counts={**a.counts, **b.counts}, notes=(*a.notes, *b.notes))


def _kinds(lexicon: Lexicon) -> dict[str, str]:
    """Which event classes are launches, which are transfers."""
    events = lexicon.events
    return {name: letter for name in events.types for kind, letter in _LETTERS.items() if events.is_a(name, kind)}
