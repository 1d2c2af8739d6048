"""Hand-made documents and extractions: words of a text become mentions, claims and events without a language model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from kg import ids
from kg.documents.layout import sections
from kg.lexicon import load
from kg.model import (
    Account,
    Actor,
    Alert,
    Attribution,
    Claim,
    Copy,
    Decision,
    Document,
    Event,
    EventMention,
    Extraction,
    Independence,
    LedgerEntry,
    Mention,
    Quantity,
    Relay,
    Role,
    Span,
    When,
)
from kg.resolve.accounts import Told
from kg.resolve.alerts import alerts
from kg.resolve.background import Background, background
from kg.resolve.claims import claims, outlets
from kg.resolve.copies import copies
from kg.resolve.events import resolved
from kg.resolve.ledger import entries
from kg.resolve.statements import Collection
from kg.resolve.syndication import Sources, independence


@cache
def known() -> Background:
    """What the shipped ontology knows."""
    return background(load())


def day(first: str, last: str = "", precision: str = "", clock: str = "", until: str = "") -> When:
    """A time: one ISO day, or two; `clock` and `until` are ISO times with zone."""
    early, late = date.fromisoformat(first), date.fromisoformat(last or first)
    kind = precision or ("day" if early == late else "month")
    start = datetime.fromisoformat(clock) if clock else None
    stop = datetime.fromisoformat(until) if until else None
    return When(early, late, kind, None, start, stop)  # type: ignore[arg-type]


@dataclass
class Article:
    """One article; every method finds its words in the text, `nth` picks among equal ones."""

    text: str
    name: str = "a"
    published: str | None = "2024-05-30"
    publisher: str | None = None
    title: str | None = None
    wire: str | None = None
    mentions: dict[str, Mention] = field(default_factory=dict)
    attributions: list[Attribution] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)

    @property
    def document(self) -> Document:
        return Document(
            id=ids.document_id(self.text, self.publisher, self.name),
            name=self.name,
            text=self.text,
            sha256=ids.digest(self.text, length=64),
            source_sha256=ids.digest(self.text, length=64),
            file=f"{self.name}.txt",
            reader="test",
            title=self.title,
            wire=self.wire,
            publisher=self.publisher,
            published=date.fromisoformat(self.published) if self.published else None,
            sections=sections(self.text, self.title),
        )

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return self.document.span(start, start + len(words))

    def actor(self, words: str, slug: str | None = None, nth: int = 0) -> str:
        """The id of a mention of an actor; its slug is made of its words where none is given."""
        span = self.span(words, nth)
        name = ids.digest("mention", self.document.id, span.start, span.end, "name")
        self.mentions[name] = Mention(name, span, "name", slug or ids.slug(words), words, "State", "test")
        return name

    def claim(self, content: str | Sequence[str], by: str | Sequence[str] = (), **more: Any) -> Attribution:
        """A claim; `by` are words of its source, none: hidden. More: stance, cue, kind, within, refers_to …"""
        parts = tuple(self.span(c) for c in ([content] if isinstance(content, str) else content))
        sources = [by] if isinstance(by, str) else list(by)
        slugs = more.pop("slugs", [None] * len(sources))
        nth = more.pop("nth", 0)
        cue = tuple(self.span(c) for c in more.pop("cue", ()))
        relays = tuple(Relay(self.span(w), (), self.actor(w)) for w in more.pop("relays", ()))
        source = self.span(sources[0], nth) if sources else None
        values = {"kind": "indirect", "stance": "assert", "certainty": "certain", "polarity": "positive", **more}
        name = ids.digest("claim", self.document.id, source, cue, parts, values["kind"])
        made = Attribution(
            id=name,
            source=source,
            cue=cue,
            content=parts,
            method="test",
            claimants=tuple(self.actor(w, s, nth) for w, s in zip(sources, slugs, strict=True)),
            relays=relays,
            **values,
        )
        self.attributions.append(made)
        return made

    def narrated(self, content: str, **more: Any) -> Attribution:
        return self.claim(content, kind="narrated", **more)

    def event(
        self, type_: str, trigger: str, evidence: str, within: Attribution | None = None, nth: int = 0, **said: Any
    ) -> EventMention:
        """An event mention. Roles by name: words of an actor, or (words, concept) of a weapon or place; lists of them.

        Without `within` it is the outlet's own claim.
        """
        span = self.span(trigger, nth)
        fields = {
            k: said.pop(k)
            for k in ("polarity", "modality", "outcome", "antecedent", "part_of", "likeness")
            if k in said
        }
        when, number = said.pop("when", None), said.pop("count", None)
        quantities = [number] if isinstance(number, Quantity) else [self.number(number)] if number else []
        quantities += said.pop("quantities", [])
        within = within or self.narrated(evidence)
        made = EventMention(
            id=ids.digest("event-mention", self.document.id, type_, span.start, span.end),
            type=type_,
            trigger=span,
            evidence=self.span(evidence),
            roles=tuple(self._roles(said)),
            when=day(when) if isinstance(when, str) else when,
            quantities=tuple(quantities),
            method="test",
            within=within.id,
            **{"polarity": "positive", "modality": "actual", "outcome": None, **fields},
        )
        self.events.append(made)
        return made

    def number(self, words: str, value: float | None = None, role: str = "count", **more: Any) -> Quantity:
        """A number as said: "about 12" is found in the text; its value is its last whole number."""
        digits = [float(w) for w in words.split() if w.replace(".", "").isdigit()]
        value = value if value is not None else digits[-1] if digits else None
        qualifier = (
            " ".join(w for w in words.split() if not w.isdigit() and w[:1].islower()) if "unit" not in more else ""
        )
        value = None if more.get("low") != more.get("high") and words[-1:].isalpha() else value
        values: dict[str, Any] = {"low": value, "high": value, "unit": "", "qualifier": qualifier, **more}
        return Quantity(role=role, value=value, span=self.span(words), **values)

    def _roles(self, said: dict[str, Any]) -> Iterable[Role]:
        for name, value in said.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, tuple):
                    yield Role(name, self.span(one[0]), concept=one[1])
                elif name == "item":
                    yield Role(name, self.span(one))
                else:
                    yield Role(name, self.span(one), mention=self.actor(one))

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.document.id, tuple(self.mentions.values()), tuple(self.attributions), tuple(self.events))


@dataclass(frozen=True)
class World:
    """Articles resolved together, actors taken by the slugs of their mentions."""

    events: tuple[Event, ...]
    accounts: tuple[Account, ...]
    decisions: tuple[Decision, ...]
    claims: tuple[Claim, ...]
    ledger: tuple[LedgerEntry, ...]
    copies: tuple[Copy, ...]
    independence: tuple[Independence, ...]
    alerts: tuple[Alert, ...]

    def event(self, mention: EventMention) -> Event:
        return next(e for e in self.events if mention.id in e.mentions)

    def same(self, *mentions: EventMention) -> bool:
        return len({self.event(m).id for m in mentions}) == 1

    def account(self, mention: EventMention) -> Account:
        return next(a for a in self.accounts if mention.id in a.mentions)

    def entries(self, kind: str, dimension: str | None = None) -> list[LedgerEntry]:
        return [e for e in self.ledger if e.kind == kind and dimension in (None, e.dimension)]


def resolve_all(articles: Sequence[Article], decided: Iterable[Decision] = (), actors: Sequence[Actor] = ()) -> World:
    documents = [a.document for a in articles]
    extractions = {a.document.id: a.extraction for a in articles}
    actor_of = {m.id: m.actor for a in articles for m in a.mentions.values()}
    published_by = outlets(documents, actors)
    said = claims(documents, extractions, actor_of, published_by, known())
    events, accounts, decisions = resolved(documents, extractions, actor_of, known(), decided)
    told = Told(extractions, actor_of, known(), {d.id: d for d in documents})
    collection = Collection.of(said, events, told, published_by)
    copied = copies(documents)
    sources = Sources.of(collection, told, copied, actors)
    return World(events, accounts, decisions, said, entries(collection), copied, independence(sources), alerts(sources))


__all__ = ["Article", "World", "day", "known", "replace", "resolve_all"]
