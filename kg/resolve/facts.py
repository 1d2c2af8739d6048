"""What one event mention, or several taken together, say of an event: the values that comparing looks at."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Literal

from kg.model import Document, EventMention, Extraction, Quantity, Role, When
from kg.resolve.background import OFTEN, Background

Family = Literal["launch", "transfer", "other"]
Names = frozenset[str]
_NO: Names = frozenset()

# Days before the day of publication on which an event is still the news, not its background.
FRESH = 3
# Characters at the top of a document's body that hold its lead.
_LEAD = 350
_GIVERS, _RECIPIENTS = ("giver",), ("recipient",)
_AGENTS = ("agent",)
_SITES, _TOWARDS = ("site",), ("toward",)
_PLAIN = re.compile(r"\w+")
# Words of a noun phrase that say nothing of the thing itself.
_EMPTY = re.compile(
    r"(a|an|the|this|that|these|those|its|his|her|their|our|some|any|more|such|other|several|many|number|of|and|or|for"
    r"|from|in|to|with|by|significant|large|various)"
)
_APART = re.compile(
    r"\b(previous|earlier|prior|last|another|next|further|future|subsequent|other|second|third|additional)\b", re.I
)

# "The volley came days after it tested a missile": the test was no part of the news.
_AFTERWARDS = re.compile(r"\b(?:days|weeks|months|years) after\b[^,.;]*$", re.I)


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of one mention, or of mentions taken for one event (then each set may hold more than one).

    `earliest`/`latest` are the days on which all of them may lie; `clocks` clock times with zone in UTC;
    `counts` low and high bounds of numbers said; `real` whether some mention presents it as having happened. `fresh`
    is what happened around the day of publication, `news` also what the lead tells without a date; `past` what the
    text dates before. `part` is a salvo of a larger event.
    """

    members: tuple[str, ...]
    documents: Names
    types: Names
    agents: Names = _NO
    givers: Names = _NO
    recipients: Names = _NO
    others: Names = _NO
    weapons: Names = _NO
    items: Names = _NO
    sites: Names = _NO
    towards: Names = _NO
    counts: frozenset[tuple[float, float]] = frozenset()
    clocks: frozenset[tuple[datetime, datetime]] = frozenset()
    outcomes: Names = _NO
    earliest: date | None = None
    latest: date | None = None
    real: bool = True
    unreal: bool = False
    planned: bool = False
    lead: bool = False
    fresh: bool = False
    news: bool = False
    past: bool = False
    apart: bool = False
    part: bool = False
    place: int = 0
    block: int = 0
    evidence: str = ""

    @property
    def first(self) -> str:
        return self.members[0]

    @property
    def days(self) -> int | None:
        """How many days the event may lie on; None: not said."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else None

    @property
    def dated(self) -> bool:
        """Whether the day is known within a long weekend."""
        return self.days is not None and self.days <= FRESH + 1

    @property
    def parties(self) -> Names:
        return self.agents | self.givers | self.recipients | self.others

    def family(self, background: Background) -> Family:
        kind = min(self.types)
        if background.under(kind, "Transfer"):
            return "transfer"
        return "launch" if any(background.under(kind, often) for often in OFTEN) else "other"


_SETS = tuple(f.name for f in fields(Facts) if str(f.type).startswith(("Names", "frozenset")))


def pool(one: Facts, two: Facts) -> Facts:
    """What two mentions or clusters say together."""
    joined = {name: getattr(one, name) | getattr(two, name) for name in _SETS}
    earliest = max((d for d in (one.earliest, two.earliest) if d), default=None)
    latest = min((d for d in (one.latest, two.latest) if d), default=None)
    return Facts(
        members=tuple(sorted(one.members + two.members)),
        **joined,
        earliest=earliest,
        latest=latest,
        real=one.real or two.real,
        unreal=one.unreal or two.unreal,
        planned=one.planned or two.planned,
        lead=one.lead or two.lead,
        fresh=one.fresh or two.fresh,
        news=one.news or two.news,
        past=one.past or two.past,
        apart=one.apart and two.apart,
        part=one.part and two.part,
        place=min(one.place, two.place),
        block=min(one.block, two.block),
        # The fullest words: of a mention that is one noun nobody could say that another document copied it.
        evidence=max(one.evidence, two.evidence, key=lambda e: (len(e), e)),
    )


def pooled(parts: Iterable[Facts]) -> Facts:
    return reduce(pool, sorted(parts, key=lambda f: f.members))


def facts(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actor_of: Mapping[str, str],
    background: Background,
) -> Iterator[Facts]:
    """The facts of every event mention that speaks of a single event."""
    for document in documents:
        extraction = extractions.get(document.id)
        lead = _lead_end(document)
        for event in extraction.events if extraction else ():
            if event.modality != "generic" or event.antecedent:
                yield _of(document, event, actor_of, background, lead)


def _lead_end(document: Document) -> int:
    """Where the lead ends: the headline and the first blocks of the body."""
    body = [s for s in document.sections if s.part == "body"]
    start = body[0].start if body else 0
    return next((s.end for s in body if s.end - start >= _LEAD), start + _LEAD)


def _of(
    document: Document, event: EventMention, actor_of: Mapping[str, str], background: Background, lead: int
) -> Facts:
    part = document.part(event.trigger.start)
    when = event.when
    filled = _fillers(event, actor_of, background)
    used = {*_GIVERS, *_RECIPIENTS, *_AGENTS}
    earliest, latest = _bounds(document, event)
    fresh = _fresh(when, document.published)
    top = part == "headline" or (part == "body" and event.trigger.start < lead)
    return Facts(
        members=(event.id,),
        documents=frozenset({document.id}),
        types=frozenset({event.type}),
        agents=filled(_AGENTS),
        givers=filled(_GIVERS),
        recipients=filled(_RECIPIENTS),
        others=filled([r.name for r in event.roles if r.name not in used]),
        weapons=_weapons(event, background),
        items=frozenset(item_key(r) for r in event.role("item")),
        sites=frozenset(r.concept or plain(r.span.text) for r in event.roles if r.name in _SITES),
        towards=frozenset(r.concept or plain(r.span.text) for r in event.roles if r.name in _TOWARDS),
        counts=frozenset(counts(event)),
        clocks=frozenset(_clock(when)),
        outcomes=frozenset({event.outcome}) if event.outcome else _NO,
        earliest=earliest,
        latest=latest,
        real=happened(event),
        unreal=not happened(event),
        planned=event.modality == "planned" and event.polarity == "positive" and not happened(event),
        lead=top,
        fresh=fresh,
        news=fresh or (top and when is None and event.antecedent is None and happened(event)),
        past=_past(document, event, fresh),
        apart=_set_apart(document, event),
        part=event.part_of is not None,
        place=event.trigger.start,
        block=next((s.start for s in document.sections if s.start <= event.trigger.start < s.end), 0),
        evidence=event.evidence.text,
    )


def _weapons(event: EventMention, background: Background) -> Names:
    """Classes and systems; not the payload of a rocket, which is a thing of another kind ("the Chamran-1")."""
    classes = [r.concept for r in event.role("weapon") if r.concept]
    systems = [r.concept for r in event.role("system") if r.concept]
    own = [s for s in systems if not classes or any(background.comparable(s, c) for c in classes)]
    return frozenset((*classes, *own))


def happened(event: EventMention) -> bool:
    """Whether the words present it as done: a success or failure is, whatever was meant to come of it."""
    return event.modality in ("actual", "ongoing") or event.outcome is not None or event.modality == "generic"


def _fillers(
    event: EventMention, actor_of: Mapping[str, str], background: Background
) -> Callable[[Iterable[str]], Names]:
    def filled(names: Iterable[str]) -> Names:
        wanted = set(names)
        found = (who(r, event.type, actor_of, background) for r in event.roles if r.name in wanted)
        return frozenset(a for a in found if a)

    return filled


def who(role: Role, kind: str, actor_of: Mapping[str, str], background: Background) -> str | None:
    """The actor that fills a role of an event: what is "shipped to Vladivostok" goes to the state around it."""
    actor = actor_of.get(role.mention or "")
    if actor is None and role.name in ("giver", "recipient"):
        actor = background.homes.get(role.concept or "")
    return background.party(actor, role.name, kind) if actor else None


def _bounds(document: Document, event: EventMention) -> tuple[date | None, date | None]:
    """The days of the event; what has happened lies before its publication, give or take a time zone."""
    if event.when is None:
        return None, None
    earliest, latest = event.when.earliest, event.when.latest
    if document.published and latest is None and earliest and event.modality == "actual":
        latest = max(earliest, document.published + timedelta(days=1))
    return earliest, latest


def _fresh(when: When | None, published: date | None) -> bool:
    if not (when and published and when.earliest and when.latest):
        return False
    return (published - when.earliest).days <= FRESH and (when.latest - published).days <= 1


def _past(document: Document, event: EventMention, fresh: bool) -> bool:
    """Whether the text dates it before the news: by a day, or as what the news came weeks after."""
    if event.when is None:
        before = document.text[max(event.evidence.start, event.trigger.start - 120) : event.trigger.start]
        return event.antecedent is None and bool(_AFTERWARDS.search(before))
    latest = event.when.latest
    return bool(document.published and latest and latest < document.published and not fresh)


def _clock(when: When | None) -> Iterator[tuple[datetime, datetime]]:
    if when and when.start and when.start.tzinfo:
        stop = when.stop if when.stop and when.stop.tzinfo else when.start
        yield when.start.astimezone(UTC), stop.astimezone(UTC)


def counts(event: EventMention) -> Iterator[tuple[float, float]]:
    """Bounds of the numbers said of how many: "several" and an article give none, a satellite with a name is one."""
    named = event.type == "SatelliteLaunch" and any(event.role("system"))
    for quantity in event.quantities:
        if quantity.role == "count" and is_number(quantity) and (quantity.qualifier != "a" or named):
            yield bounds(quantity)


def is_number(quantity: Quantity) -> bool:
    """Whether a number is said: one, or both ends of a range; "several" says none."""
    return quantity.value is not None or (quantity.low is not None and quantity.high is not None)


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and the most that the words allow: "at least ten" is open above, "up to ten" below."""
    low = quantity.low if quantity.low is not None else 0.0
    return low, quantity.high if quantity.high is not None else float("inf")


def item_key(role: Role) -> str:
    """The concept of an item, else its plain words."""
    return role.concept or plain(role.span.text)


def plain(words: str) -> str:
    """The words that carry meaning, lower case, singular as far as an s goes.

    >>> plain("a significant number of artillery shells"), plain("The raw materials")
    ('artillery shell', 'raw material')
    """
    found = (w.lower() for w in _PLAIN.findall(words))
    return " ".join(_singular(w) for w in found if not _EMPTY.fullmatch(w))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _set_apart(document: Document, event: EventMention) -> bool:
    """Whether words before the trigger say that this is another event than the one spoken of before."""
    before = document.text[max(event.evidence.start, event.trigger.start - 45) : event.trigger.start]
    return bool(_APART.search(before))
