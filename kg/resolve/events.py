"""Which mentions speak of one event: first inside each document, then across documents.

Every merge is a Decision between two event mentions with a reason and a score (0 to 1). Doubtful pairs stay apart and
are Decisions too ("unsure"), and so are transfers that share parties and goods without a common date ("related"). A
person's decision wins over the program's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg import ids
from kg.model import Account, Decision, Document, Event, EventMention, Extraction, Judgement
from kg.resolve.accounts import Told, accounts
from kg.resolve.across import across, one_day_apart, related
from kg.resolve.background import Background, background
from kg.resolve.clusters import Edge
from kg.resolve.decided import Word, event_digest
from kg.resolve.facts import Facts, facts
from kg.resolve.within import within

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

INSIDE, ACROSS, DOUBT = "rule:events-within", "rule:events-across", "rule:events-doubt"
# Entries of one reference that may be one event.
TWICE = "rule:entries-twice"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The event mentions of a collection, the document of each, and the actors of their roles."""

    events: Mapping[str, EventMention]
    document_of: Mapping[str, str]
    actor_of: Mapping[str, str]
    actor_labels: Mapping[str, str]

    @classmethod
    def of(cls, extractions: Mapping[str, Extraction], actor_of: Mapping[str, str]) -> "Mentions":
        found = sorted(extractions.items())
        events = {e.id: e for _, x in found for e in x.events}
        document_of = {e.id: d for d, x in found for e in x.events}
        labels: dict[str, Counter[str]] = {}
        for mention in (m for _, x in found for m in x.mentions if m.id in actor_of):
            labels.setdefault(actor_of[mention.id], Counter())[mention.label] += 1
        return cls(events, document_of, actor_of, {a: min(n, key=lambda w: (-n[w], w)) for a, n in labels.items()})


def resolve_events(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    actor_of: Mapping[str, str],
    lexicon: "Lexicon",
    decided: Iterable[Decision] = (),
) -> tuple[tuple[Event, ...], tuple[Account, ...], tuple[Decision, ...]]:
    """Events, each document's account of them, and the decisions that made them.

    `decided` are a person's decisions on event mentions or events (by IRI or bare id): "same" and "different" hold.
    """
    return resolved(documents, extractions, actor_of, background(lexicon), decided)


def resolved(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    actor_of: Mapping[str, str],
    known: Background,
    decided: Iterable[Decision] = (),
) -> tuple[tuple[Event, ...], tuple[Account, ...], tuple[Decision, ...]]:
    """As `resolve_events`, with what the ontology knows at hand."""
    documents = sorted(documents, key=lambda d: d.id)
    given = {d.id: extractions[d.id] for d in documents if d.id in extractions}
    mentions = Mentions.of(given, actor_of)
    word = Word.of(decided, mentions.events)
    inside, edges = _inside(documents, given, mentions, known, word)
    outcome = across(inside, documents, known, word)
    events = _events(outcome.clusters, mentions, known)
    published = {d.id: d.published for d in documents}
    loose = [*outcome.doubtful, *one_day_apart(outcome.clusters, known)]
    decisions = [
        *_decisions(edges, mentions, "same", INSIDE),
        *_decisions(outcome.joined, mentions, "same", ACROSS),
        *_decisions(loose, mentions, "unsure", DOUBT),
        *_decisions(outcome.twice, mentions, "unsure", TWICE),
        *_decisions(related(outcome.clusters, known, published), mentions, "related", DOUBT),
        *word.decisions,
    ]
    told = Told(given, mentions.actor_of, known, {d.id: d for d in documents})
    return events, accounts(events, told), tuple(sorted(set(decisions), key=_by_ids))


def _inside(
    documents: Sequence[Document], given: Mapping[str, Extraction], mentions: Mentions, known: Background, word: Word
) -> tuple[list[Facts], list[Edge]]:
    clusters: list[Facts] = []
    edges: list[Edge] = []
    for document in documents:
        parts = sorted(facts([document], given, mentions.actor_of, known), key=lambda f: f.members)
        if document.mapping:  # each entry of a reference is an event of its own
            clusters += parts
            continue
        found = within(parts, mentions.events, known, word)
        clusters += found.clusters
        edges += found.joined
    return clusters, edges


def _decisions(edges: Iterable[Edge], mentions: Mentions, judgement: Judgement, by: str) -> Iterator[Decision]:
    """A person's own decision stands for the edge that it forced."""
    for edge in edges:
        if not edge.forced:
            left, right = (ids.event_mention_iri(mentions.document_of[m], m) for m in (edge.left, edge.right))
            yield Decision(left, right, judgement, edge.score, edge.because, by)


def _by_ids(decision: Decision) -> tuple[str, ...]:
    return decision.left, decision.right, decision.judgement, decision.because, decision.by, decision.at


def _events(clusters: Sequence[Facts], mentions: Mentions, known: Background) -> tuple[Event, ...]:
    event_of = {m: _event_id(c, mentions, known) for c in clusters for m in c.members}
    return tuple(sorted((_event(c, event_of, mentions, known) for c in clusters), key=lambda e: e.id))


def _event(cluster: Facts, event_of: Mapping[str, str], mentions: Mentions, known: Background) -> Event:
    kind = _type(cluster, mentions, known)
    earliest, latest = _days(cluster)
    actors = principals(cluster, known)
    wholes = sorted({event_of[w] for m in cluster.members if (w := mentions.events[m].part_of) and w in event_of})
    own = event_of[cluster.first]
    return Event(
        id=own,
        type=kind,
        label=_label(kind, cluster, mentions, known),
        mentions=cluster.members,
        actors=actors,
        earliest=earliest,
        latest=latest,
        part_of=next((w for w in wholes if w != own), None),
    )


def _event_id(cluster: Facts, mentions: Mentions, known: Background) -> str:
    kind = known.label(_type(cluster, mentions, known))
    return f"{ids.slug(kind)}-{event_digest(cluster.first)}"


def _type(cluster: Facts, mentions: Mentions, known: Background) -> str:
    """The most exact type; of equals the one that most mentions have."""
    said = Counter(mentions.events[m].type for m in cluster.members)
    return min(said, key=lambda t: (-known.depth(t), -said[t], t))


def _days(cluster: Facts) -> tuple[date | None, date | None]:
    """What a person joined may lie on two days: then the event spans both."""
    early, late = cluster.earliest, cluster.latest
    return (late, early) if early and late and early > late else (early, late)


def principals(cluster: Facts, known: Background) -> tuple[str, ...]:
    """Who did it: giver and recipient of a transfer, agents, else all who took part; a state stands for its bodies."""
    if cluster.givers or cluster.recipients:
        sides = (cluster.givers or cluster.agents, cluster.recipients)
        return tuple(dict.fromkeys(a for side in sides for a in known.own(sorted(side))))
    if cluster.agents and cluster.family(known) == "launch":
        return known.own(sorted(cluster.agents))
    return tuple(sorted(cluster.parties))


def _label(kind: str, cluster: Facts, mentions: Mentions, known: Background) -> str:
    def names(actors: Iterable[str]) -> str:
        return " and ".join(mentions.actor_labels.get(a) or known.label(a) for a in known.own(sorted(set(actors))))

    parties = names(principals(cluster, known))
    if cluster.recipients:
        parties = f"{names(cluster.givers or cluster.agents)} to {names(cluster.recipients)}".strip()
    title = known.label(kind)
    return ", ".join(part for part in (title[:1].upper() + title[1:], parties, _time(cluster)) if part)


def _time(cluster: Facts) -> str:
    """The time in a label: a day, a month, a year, or an interval.

    >>> from datetime import date
    >>> _time(Facts(("m",), frozenset(), frozenset(), earliest=date(2023, 8, 1), latest=date(2023, 8, 31)))
    '2023-08'
    """
    early, late = _days(cluster)
    if not early or not late:
        return f"since {early}" if early else f"until {late}" if late else ""
    if early == late:
        return early.isoformat()
    if (early.year, early.month) == (late.year, late.month) and (late - early).days >= 27:
        return early.isoformat()[:7]
    if early.year == late.year and (late - early).days >= 364:
        return str(early.year)
    return f"{early} to {late}"


__all__ = ["Mentions", "principals", "resolve_events", "resolved"]
