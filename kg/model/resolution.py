"""What is decided over all documents: actors, claims, events, the ledger."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kg import ids
from kg.model.extraction import Attribution, Judgement, Problem, Span, When


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of reasoning: `left` and `right` are the same, different or related, and why.

    Every merge is a Decision; take the row away and the merge is undone. `at` is given, never read from a clock.
    """

    left: str
    right: str
    judgement: Judgement
    score: float
    because: str
    by: str
    at: str = ""

    @property
    def id(self) -> str:
        return ids.digest("decision", self.left, self.right, self.judgement, self.because, self.by, self.at)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the graph: the cluster of the mentions (ids) that refer to it."""

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution whose claimants, relays and events are resolved over the whole collection.

    `claimants`, `relayers` (one per relay, in order) and `target` are actor ids, `about` ids of event mentions.
    `topic` is the launch or transfer told elsewhere in the text that it speaks of where its own words name none.
    """

    attribution: Attribution
    document: str
    claimants: tuple[str, ...]
    relayers: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def id(self) -> str:
        return self.attribution.id


@dataclass(frozen=True, slots=True)
class Account:
    """What one document says about one event: of each property the most specific value that its mentions give.

    `status` is what the document's voices say together: "disputed" where sources of it say so and others of it deny
    that, "alleged" where nobody but accusers says so; the outlet's own word counts for "happened".

    Actors are actor ids, weapons and systems concept slugs; `site` and `toward` are labels; `items` the words.
    `evidence` is the clause that tells most, `further` the clauses that tell what it leaves out, in text order.
    """

    event: str
    document: str
    type: str
    mentions: tuple[str, ...]
    evidence: Span
    status: Literal["happened", "failed", "planned", "ongoing", "denied", "possible", "disputed", "alleged"]
    actors: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    when: When | None = None
    count_min: int | None = None
    count_max: int | None = None
    weapon: str | None = None
    system: str | None = None
    site: str | None = None
    toward: str | None = None
    outcome: str | None = None
    further: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What several mentions, of one document or many, speak of; never more than they agree on."""

    id: str
    type: str
    label: str
    mentions: tuple[str, ...]
    actors: tuple[str, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Two claims held against one another: agreement, contradiction (of one dimension) or denial.

    `scope` says of a denial what it denies: that very "claim" (its words refer to it), the same "event" as the other
    claim, or only a "related" one: the same parties and kind of goods, another event.
    """

    kind: Literal["agreement", "contradiction", "denial"]
    dimension: Literal["occurrence", "count", "time", "place", "weapon", "parties", "quantity", "purpose"]
    left: str
    right: str
    because: str
    status: Literal["open", "explained"] = "open"
    explanation: str = ""
    scope: Literal["", "claim", "event", "related"] = ""

    @property
    def id(self) -> str:
        return ids.digest("ledger", self.kind, self.dimension, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Copy:
    """Text that a document shares with an earlier one. `origin` and `copy` are document ids.

    `share` is the part of the copy's words that the origin has too; a "copy" takes half of its words or more from the
    origin, or holds half of the origin, an "excerpt" less. `passages` are pairs of spans, the origin's first.
    """

    origin: str
    copy: str
    kind: Literal["copy", "excerpt"]
    share: float
    passages: tuple[tuple[Span, Span], ...]
    because: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Statements that go back to one source, however many documents carry them.

    `root` is an actor id; `counted` is false where the source has no name and so cannot be told from another.
    """

    root: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    counted: bool
    because: str


@dataclass(frozen=True, slots=True)
class Independence:
    """How many claims speak of an event (`subject`, an event id) and how many independent sources they have."""

    subject: str
    statements: int
    sources: int
    groups: tuple[SourceGroup, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning about how a claim was passed on: `left` is the earlier or more careful claim, `right` the other.

    "hedge-lost": the same source is less careful in `right`; "hedge-added": more careful; "own-voice": the outlet tells
    as a fact what its sources only allege; "circular": two outlets cite each other and nobody else.
    """

    kind: Literal["hedge-lost", "hedge-added", "own-voice", "circular"]
    left: str
    right: str
    because: str

    @property
    def id(self) -> str:
        return ids.digest("alert", self.kind, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Recount:
    """A claim about a series ("the sixth this year") counted again from the references and the graph.

    `claim` and `mention` (an event mention) say it in the words `said`. From `first` to `last` the sources make it
    `low` to `high`; `counted` are the ids of all events that some source counts, in order, `disputed` those that
    some reference lacks or that may not belong to it.
    """

    claim: str
    mention: str
    document: str
    said: Span
    verdict: Literal["holds", "fails", "depends"]
    because: str
    low: int
    high: int
    counted: tuple[str, ...]
    disputed: tuple[str, ...]
    first: date
    last: date

    @property
    def id(self) -> str:
        return ids.digest("recount", self.claim, self.mention, self.said.start, self.said.end)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything decided across documents, independent of the order in which they came."""

    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()
    decisions: tuple[Decision, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    copies: tuple[Copy, ...] = ()
    independence: tuple[Independence, ...] = ()
    alerts: tuple[Alert, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    recounts: tuple[Recount, ...] = ()
