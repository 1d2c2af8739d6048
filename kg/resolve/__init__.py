"""Across documents: who is who, which mentions speak of one event, and which claims stand against which.

Pure and independent of the order of the input: the same documents give the same Resolution.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import Decision, Document, Extraction, Resolution
from kg.resolve.accounts import Told
from kg.resolve.actors import resolve_actors, with_states
from kg.resolve.alerts import alerts
from kg.resolve.background import background
from kg.resolve.claims import claims, outlets
from kg.resolve.copies import copies
from kg.resolve.decided import unheeded
from kg.resolve.events import TWICE, resolved
from kg.resolve.ledger import entries
from kg.resolve.recounts import Counting, recounts
from kg.resolve.statements import Collection
from kg.resolve.syndication import Sources, independence

if TYPE_CHECKING:
    from kg.lexicon import Lexicon


def resolve(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    lexicon: "Lexicon",
    decided: Iterable[Decision] = (),
) -> Resolution:
    """Everything decided across the documents; `extractions` by document id, `decided` by people."""
    documents, decided = sorted(documents, key=lambda d: d.id), tuple(decided)
    known = background(lexicon)
    actors, merges, actor_of = resolve_actors(documents, extractions, lexicon, decided)
    published_by = outlets(documents, actors)
    said = claims(documents, extractions, actor_of, published_by, known)
    events, accounts, decisions = resolved(documents, extractions, actor_of, known, decided)
    actors = with_states(actors, chain.from_iterable((*a.actors, *a.givers, *a.recipients) for a in accounts), lexicon)
    told = Told(extractions, actor_of, known, {d.id: d for d in documents})
    collection = Collection.of(said, events, told, published_by)
    copied = copies(documents)
    sources = Sources.of(collection, told, copied, actors)
    kept = {d.id: d for d in (*merges, *decisions)}
    return Resolution(
        actors=actors,
        claims=said,
        events=events,
        accounts=accounts,
        decisions=tuple(kept[key] for key in sorted(kept)),
        ledger=entries(collection),
        copies=copied,
        independence=independence(sources),
        alerts=alerts(sources),
        problems=tuple(unheeded(decided, events)),
        recounts=recounts(Counting.of(told, collection, events, accounts, decisions, TWICE)),
    )
