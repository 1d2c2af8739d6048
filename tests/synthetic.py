"""A made-up collection of any size, as quads: many outlets that repeat, contradict and deny one another.

Everything follows from the numbers of a document and a claim, so that equal sizes give equal bytes.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kg import ids
from kg.model import (
    Account,
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    EventMention,
    Extraction,
    LedgerEntry,
    Mention,
    Quantity,
    Relay,
    Resolution,
    Role,
    Section,
    Span,
    When,
)
from kg.rdf import Cast, document_quads, resolution_quads

STANCES = ("assert", "assert", "assert", "accuse", "deny", "vow", "warn", "estimate", "condemn", "confirm")
ACTORS = 200
FIRST_DAY = date(2020, 1, 1)


def speaker(n: int) -> str:
    return f"Speaker {n % ACTORS:03}"


def sentence(document: int, claim: int) -> tuple[str, str, str, str]:
    """Source, cue, content and trigger of one claim."""
    event = document * 7 + claim // 3
    source = speaker(document * 31 + claim * 17)
    if event % 4:
        return source, "said", f"North Korea fired {2 + claim % 3} missiles in round {event}", "fired"
    return source, "said", f"North Korea sent shells to {'Russia' if event % 3 else 'Syria'} in round {event}", "sent"


def make_document(n: int, claims: int) -> Document:
    lines = [f"{s} {cue} that {content}." for s, cue, content, _ in (sentence(n, c) for c in range(claims))]
    text = "\n".join(lines) + "\n"
    ends = [sum(map(len, lines[: i + 1])) + i for i in range(len(lines))]
    sections = tuple(Section("body", e - len(line), e) for line, e in zip(lines, ends, strict=True))
    sha = ids.digest(text, length=64)
    return Document(
        id=ids.document_id(text, f"Outlet {n % 40}", None),
        name=f"article-{n:06}",
        text=text,
        sha256=sha,
        source_sha256=sha,
        file=f"article-{n:06}.txt",
        reader="synthetic/1",
        publisher=f"Outlet {n % 40}",
        published=FIRST_DAY + timedelta(days=n % 1500),
        sections=sections,
    )


def collection(documents: int, claims: int, links: int = 1) -> tuple[list[Document], list[Extraction], Resolution]:
    """`documents` articles of `claims` claims each: values as extraction and resolution would give them.

    `links` is how many of the claims after it a claim is held against in the ledger.
    """
    read = [make_document(n, claims) for n in range(documents)]
    made = [_document_values(n, d) for n, d in enumerate(read)]
    actors = [Actor(ids.slug(speaker(n)), speaker(n), "Person") for n in range(ACTORS)]
    actors += [Actor(ids.slug(name), name, "State") for name in ("North Korea", "Russia", "Syria")]
    found = [claim for _, own in made for claim in own]
    events, accounts = _resolve(read, [e for e, _ in made])
    resolution = Resolution(
        actors=_with_mentions(actors, [e for e, _ in made]),
        claims=tuple(found),
        events=events,
        accounts=accounts,
        ledger=tuple(_ledger(found, links)),
    )
    return read, [e for e, _ in made], resolution


def quads(documents: int, claims: int, links: int = 1) -> Iterator[str]:
    """The N-Quads lines of a whole collection."""
    read, extractions, resolution = collection(documents, claims, links)
    cast = Cast.of(resolution, read)
    own: dict[str, list[Claim]] = {}
    for claim in resolution.claims:
        own.setdefault(claim.document, []).append(claim)
    for document, extraction in zip(read, extractions, strict=True):
        yield from document_quads(document, extraction, own[document.id], cast)
    yield from resolution_quads(resolution, read)


def _document_values(n: int, document: Document) -> tuple[Extraction, list[Claim]]:
    mentions: list[Mention] = []
    events: list[EventMention] = []
    claims: list[Claim] = []
    for c, section in enumerate(document.sections):
        source, cue, content, trigger = sentence(n, c)
        start = section.start
        who = document.span(start, start + len(source))
        said = document.span(who.end + 1, who.end + 1 + len(cue))
        words = document.span(section.end - 1 - len(content), section.end - 1)
        mention = _mention(document, who, source)
        mentions.append(mention)
        event = _event(document, n, c, words, trigger, mentions)
        hidden = c % 11 == 10
        passed = c % 5 == 0 and not hidden
        relays = (Relay(None, (), mention.id),) if passed else ()
        attribution = Attribution(
            ids.digest("claim", document.id, c), None if hidden else who, (said,), (words,), "indirect",
            STANCES[(n + c) % len(STANCES)], "probable" if c % 6 == 5 else "certain", "positive", "synthetic:said",
            claimants=() if hidden else (mention.id,), relays=relays,
        )  # fmt: skip
        events.append(event)
        relayers = (ids.slug(speaker(n + c)),) if passed else ()
        claimants = () if hidden else (ids.slug(source),)
        target = ("north-korea",) if attribution.stance == "accuse" else ()
        claims.append(Claim(attribution, document.id, claimants, relayers, target, (event.id,)))
    return Extraction(document.id, tuple(mentions), tuple(c.attribution for c in claims), tuple(events)), claims


def _mention(document: Document, span: Span, name: str) -> Mention:
    id_ = ids.digest("mention", document.id, span.start, span.end, "name")
    return Mention(id_, span, "name", ids.slug(name), name, "Person", "synthetic:name")


def _event(document: Document, n: int, c: int, words: Span, trigger: str, mentions: list[Mention]) -> EventMention:
    at = words.start + words.text.index(trigger)
    north = document.span(words.start, words.start + len("North Korea"))
    mentions.append(_mention(document, north, "North Korea"))
    launch = trigger == "fired"
    roles = [Role("agent" if launch else "giver", north, mention=mentions[-1].id)]
    quantities = ()
    if launch:
        count = document.span(at + len("fired "), at + len("fired ") + 1)
        quantities = (Quantity("count", float(count.text), float(count.text), float(count.text), "", "", count),)
    else:
        to = words.start + words.text.index(" to ") + 4
        name = words.text[words.text.index(" to ") + 4 :].split()[0]
        mentions.append(_mention(document, document.span(to, to + len(name)), name))
        roles.append(Role("recipient", mentions[-1].span, mention=mentions[-1].id))
    day = _day(n * 7 + c // 3)
    return EventMention(
        ids.digest("event-mention", document.id, c), "MissileLaunch" if launch else "ArmsTransfer",
        document.span(at, at + len(trigger)), words, tuple(roles), When(day, day, "day", None), quantities,
        "positive", "actual", None, "synthetic:event", within=ids.digest("claim", document.id, c),
    )  # fmt: skip


def _day(event: int) -> date:
    return FIRST_DAY + timedelta(days=event % 1500)


def _with_mentions(actors: list[Actor], extractions: list[Extraction]) -> tuple[Actor, ...]:
    members: dict[str, list[str]] = {}
    for extraction in extractions:
        for mention in extraction.mentions:
            members.setdefault(mention.actor, []).append(mention.id)
    return tuple(Actor(a.id, a.label, a.type, (), tuple(members.get(a.id, ()))) for a in actors)


def _resolve(documents: list[Document], extractions: list[Extraction]) -> tuple[tuple[Event, ...], tuple[Account, ...]]:
    """Events by their round, and what each document says of them."""
    mentions: dict[str, list[tuple[Document, EventMention]]] = {}
    for document, extraction in zip(documents, extractions, strict=True):
        for mention in extraction.events:
            mentions.setdefault(f"round-{mention.evidence.text.rsplit(' ', 1)[1]}", []).append((document, mention))
    events, accounts = [], []
    for key, found in sorted(mentions.items()):
        first = found[0][1]
        when = first.when
        events.append(
            Event(key, first.type, f"{first.type} {key}", tuple(m.id for _, m in found), ("north-korea",),
                  when.earliest if when else None, when.latest if when else None)
        )  # fmt: skip
        by_document: dict[str, list[EventMention]] = {}
        for document, mention in found:
            by_document.setdefault(document.id, []).append(mention)
        accounts += [_account(key, document, own) for document, own in by_document.items()]
    return tuple(events), tuple(accounts)


def _account(event: str, document: str, own: list[EventMention]) -> Account:
    launch = own[0].type == "MissileLaunch"
    to = "russia" if "Russia" in own[0].evidence.text else "syria"
    return Account(
        event, document, own[0].type, tuple(m.id for m in own), own[0].evidence, "happened",
        actors=("north-korea",) if launch else (),
        givers=() if launch else ("north-korea",),
        recipients=() if launch else (to,),
        items=() if launch else ("shells",),
        when=own[0].when,
        count_min=2 if launch else None, count_max=4 if launch else None,
        weapon="short-range-ballistic-missile" if launch else None,
    )  # fmt: skip


def _ledger(claims: list[Claim], links: int) -> Iterator[LedgerEntry]:
    """Neighbours in one document agree, contradict or deny by turns."""
    for step in range(1, links + 1):
        for n, (left, right) in enumerate(zip(claims, claims[step:], strict=False)):
            if left.document == right.document and n % 3:
                kind = ("agreement", "contradiction", "denial")[n % 9 // 3]
                yield LedgerEntry(kind, "count", left.id, right.id, "made up")  # type: ignore[arg-type]
