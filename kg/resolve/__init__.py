"""Across documents: who is who, which mentions speak of one event, and which claims stand against which.

Pure and independent of the order of the input: the same documents give the same Resolution.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.model import Decision, Document, Extraction, Resolution
from kg.resolve.claims import claims, outlets
from kg.resolve.events import resolve_events
from kg.resolve.ledger import ledger

if TYPE_CHECKING:
    from kg.lexicon import Lexicon


def resolve(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    lexicon: "Lexicon",
    decided: Iterable[Decision] = (),
) -> Resolution:
    """Everything decided across the documents; `extractions` by document id, `decided` by people."""
    from kg.resolve.actors import resolve_actors

    documents, decided = sorted(documents, key=lambda d: d.id), tuple(decided)
    actors, merges, actor_of = resolve_actors(documents, extractions, lexicon, decided)
    said = claims(documents, extractions, actor_of, outlets(documents, actors))
    events, accounts, decisions = resolve_events(documents, extractions, actor_of, lexicon, decided)
    held = ledger(said, events, extractions, actor_of, documents, lexicon)
    kept = {d.id: d for d in (*merges, *decisions)}
    return Resolution(
        actors=tuple(sorted(actors, key=lambda a: a.id)),
        claims=said,
        events=events,
        accounts=accounts,
        decisions=tuple(kept[key] for key in sorted(kept)),
        ledger=held,
    )
