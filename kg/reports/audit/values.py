"""What an audit shows, as frozen values: HTML, Markdown and JSON say the same because they read these."""

from dataclasses import dataclass
from typing import Literal

from kg.model import Problem
from kg.query.answer import Value

Cover = Literal["attributed", "narrated", "furniture", "unattributed-quotation", "no-claim"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters [start, end) of an article, with the words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A section of an article: headline, caption, body or furniture."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One document of the store."""

    id: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    publisher: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    wire: str = ""
    file: str = ""
    reader: str = ""
    language: str = ""
    sha256: str = ""
    source_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a claim names it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Hop:
    """A relay: who passed the claim on, in which words; without words the hop is hidden."""

    order: int
    relayer: Party
    words: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Axes:
    """What to make of a claim, beside its claimant's own certainty: each for itself, never one number.

    `confidence` is the extractor's, `precision` what it was measured as; `reliability` the claimants' letters (A to F),
    `credibility` the information's number (1 to 6) with what it counts, `band` the likelihood that its words stand for.
    """

    confidence: str = ""
    precision: str = ""
    reliability: str = "F"
    reliability_reason: str = ""
    outlet_reliability: str = "F"
    credibility: str = "6"
    credibility_reason: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `number` counts through the whole collection, so that an audit of a part shows the same numbers."""

    id: str
    number: int
    document: str
    claimants: tuple[Party, ...]
    source: tuple[Passage, ...]
    cue: tuple[Passage, ...]
    content: tuple[Passage, ...]
    kind: str
    stance: str
    certainty: str
    polarity: str
    part: str
    method: str
    said_earliest: str = ""
    said_latest: str = ""
    within: str = ""
    refers_to: tuple[str, ...] = ()
    targets: tuple[Party, ...] = ()
    relays: tuple[Hop, ...] = ()
    events: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    axes: Axes = Axes()

    @property
    def who(self) -> str:
        return ", ".join(p.label for p in self.claimants)

    @property
    def words(self) -> str:
        return " … ".join(p.text for p in self.content)

    @property
    def start(self) -> int:
        return min((p.start for p in self.content), default=0)


@dataclass(frozen=True, slots=True)
class Group:
    """The statements about an event that go back to one source."""

    root: str
    counted: bool
    claims: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event, the claims about it, and how many independent sources they have (None: the graph does not say)."""

    id: str
    label: str
    type: str
    earliest: str
    latest: str
    part_of: str
    claims: tuple[str, ...]
    statements: int | None = None
    sources: int | None = None
    because: str = ""
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A ledger entry; of a denial, `left` denies `right`."""

    id: str
    kind: str
    dimension: str
    left: str
    right: str
    because: str
    status: str
    explanation: str = ""
    scope: str = ""

    @property
    def related(self) -> bool:
        """A denial that was said of another event, and so is none of the claim itself."""
        return self.scope == "related"


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning about how a claim was passed on: `left` is the earlier or more careful claim."""

    id: str
    kind: str
    left: str
    right: str
    because: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Text that a document shares with an earlier one; `passages` are pairs of what stands there and here."""

    origin: str
    copy: str
    kind: str
    share: float
    because: str
    passages: tuple[tuple[Passage, Passage], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """An audit query and its rows: each row is a defect or a warning. `failed` says why it could not be asked."""

    name: str
    summary: str
    problem: str
    remedy: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that went into the build."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Build:
    """How the graph came about, as far as it says so itself."""

    id: str = ""
    program: str = ""
    at: str = ""
    inputs: tuple[File, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or a whole piece of furniture) and whether a claim covers it; `why` is what to tell the reader."""

    document: str
    start: int
    end: int
    cover: Cover
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Focus:
    """What to audit: everything, or what concerns one document, claim, actor or event, by its IRI; or the claims (ids)
    in the answer to one saved question."""

    kind: Literal["collection", "document", "claim", "actor", "event", "query"] = "collection"
    iri: str = ""
    label: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """All that is shown. `problems` is None where the store keeps no manifest (a server), which is not "no problems".

    `claims` holds also those that only the ledger names; `articles` those that are shown with their text; `names` (of
    documents) and `numbers` (of claims) are those of the whole collection.
    """

    focus: Focus
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    ledger: tuple[Entry, ...]
    alerts: tuple[Alert, ...]
    copies: tuple[Copy, ...]
    names: dict[str, str]
    numbers: dict[str, int]
    build: Build
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] | None = None
    coverage: tuple[Sentence, ...] = ()
