"""What is read from one document, and the document itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kg import ids

Part = Literal["headline", "caption", "body", "furniture"]
Kind = Literal["direct", "indirect", "mixed", "narrated"]
Certainty = Literal["certain", "probable", "possible", "doubtful"]
Polarity = Literal["positive", "negative"]
# How an event mention presents its event; "generic" ("launches violate resolutions") is no single event.
Modality = Literal["actual", "ongoing", "planned", "possible", "generic"]
Precision = Literal["minute", "hour", "day", "week", "month", "season", "year", "open"]
Judgement = Literal["same", "different", "related", "unsure"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something refused or doubtful, counted and shown, never dropped in silence.

    `code` is a stable kebab-case name, `document` the file or document name, `start`/`end` the place in its text,
    `remedy` what the user can do.
    """

    code: str
    document: str
    message: str
    remedy: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of a document. Made by `Document.span` alone, which checks the text."""

    document: str
    start: int
    end: int
    text: str

    @property
    def iri(self) -> str:
        return ids.span_iri(self.document, self.start, self.end)

    def covers(self, other: "Span") -> bool:
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the text: a paragraph, headline, caption or piece of page furniture."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read. `name` is what answers call it (the file's stem, a JSONL record's doc_id).

    `sha256` hashes `text` as UTF-8, `source_sha256` the bytes of the file or record as they came;
    `reader` names the reader and its version. `sections` cover every non-blank character, in order, without overlap.
    `mapping` says how the rows of a reference file are read (`kg.references`); an article has none.
    """

    id: str
    name: str
    text: str
    sha256: str
    source_sha256: str
    file: str
    reader: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"
    wire: str | None = None
    sections: tuple[Section, ...] = ()
    mapping: str = ""

    def span(self, start: int, end: int) -> Span:
        """The only way to make a Span: an ungrounded statement cannot be represented."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters {start} to {end} in document {self.name} of {len(self.text)}")
        return Span(self.id, start, end, self.text[start:end])

    def part(self, offset: int) -> Part:
        """The part of the page that a character belongs to."""
        return next((s.part for s in self.sections if s.start <= offset < s.end), "body")


@dataclass(frozen=True, slots=True)
class When:
    """A time resolved as far as the text allows.

    `earliest`/`latest` are local dates at the place of the event; None is open. `start`/`stop` carry the clock time
    with its zone where the text gives one. `basis` says what it was resolved against ("publication date 2024-05-30").
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    span: Span | None
    start: datetime | None = None
    stop: datetime | None = None
    basis: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said: "approximately twelve" is value 12, qualifier "approximately", low 12, high 12.

    `role` says of what: count, order, speed, range, altitude, duration, amount. `unit` is a lower-case name or "".
    """

    role: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    qualifier: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor. `actor` is the key of the actor inside the document: a slug of the ontology's
    actor where it is known, else "~" and the slug of the fullest name that the document gives.

    `label` is the display name of the actor ("South Korea Joint Chiefs of Staff", "Lee Sung Joon"), `type` the local
    name of its class in the ontology (State, Person, Organisation, Outlet, Group …), `kind` how the words refer.
    """

    id: str
    span: Span
    kind: Literal["name", "nominal", "pronoun"]
    actor: str
    label: str
    type: str
    method: str


@dataclass(frozen=True, slots=True)
class Relay:
    """A hop that passes a claim on: outlet <- NHK <- Coast Guard. The first relay is the one next to the outlet.

    A hidden hop has no span; `mention` is the id of the actor's Mention.
    """

    span: Span | None
    cue: tuple[Span, ...]
    mention: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what in which words: source, cue, content.

    `source` is the source's words (None: hidden, or the outlet itself when kind is "narrated"), `claimants` the ids of
    the Mentions that it names, in text order (none: an unnamed source). `content` is 1..n spans: a quotation broken
    by "he said" is one claim. `within` is the id of the attribution that this one is nested in, `target` the ids of
    the Mentions accused or addressed, `refers_to` the ids of attributions that an anaphor in the content speaks of
    ("denied these allegations").
    """

    id: str
    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    stance: str
    certainty: Certainty
    polarity: Polarity
    method: str
    claimants: tuple[str, ...] = ()
    said_on: When | None = None
    within: str | None = None
    relays: tuple[Relay, ...] = ()
    target: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return min(s.start for s in self.content)

    def holds(self, span: Span) -> bool:
        """Whether the span lies inside one of the content's parts."""
        return any(part.covers(span) for part in self.content)


@dataclass(frozen=True, slots=True)
class Role:
    """One participant of an event mention. `name` is a role of `ontology/events.ttl` (agent, giver, recipient, item,
    weapon, system, site, toward, participant, counterpart, place, outcome …).

    `mention` is the id of an actor's Mention, `concept` the slug of a weapon or place of the ontology; both may be
    None, then the words alone stand.
    """

    name: str
    span: Span
    mention: str | None = None
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that speak of one event. `type` is the local name of a class in `ontology/events.ttl`.

    `trigger` is the word that names the event, `evidence` the clause that says it, `within` the id of the attribution
    whose content holds it (every event mention has one: what the outlet itself says is a narrated attribution),
    `antecedent` the id of the mention that an anaphor ("the launches") takes up, `part_of` of the one it is a part of.
    `likeness` says of mentions in sight, by id, how sure a trained reader is that they tell of the same event (0 to 1).
    """

    id: str
    type: str
    trigger: Span
    evidence: Span
    roles: tuple[Role, ...]
    when: When | None
    quantities: tuple[Quantity, ...]
    polarity: Polarity
    modality: Modality
    outcome: Literal["success", "failure"] | None
    method: str
    within: str | None = None
    antecedent: str | None = None
    part_of: str | None = None
    likeness: tuple[tuple[str, float], ...] = ()

    def role(self, name: str) -> Iterator[Role]:
        return (r for r in self.roles if r.name == name)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one document says; a pure function of the document, the lexicon and the program's version."""

    document: str
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventMention, ...] = ()
    problems: tuple[Problem, ...] = ()
