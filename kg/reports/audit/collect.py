"""From a store to the values that an audit shows, in a dozen questions however many documents there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache

from kg import ids
from kg.query import load_query, run
from kg.query.answer import Value, value
from kg.query.names import local
from kg.reports.audit import asked
from kg.reports.audit.build import read_build
from kg.reports.audit.values import (
    Alert,
    Article,
    Audit,
    Axes,
    Block,
    Claim,
    Copy,
    Entry,
    Event,
    Focus,
    Group,
    Hop,
    Party,
    Passage,
)
from kg.store import Store

# Of each thing the values of each property (its local name), sorted.
Table = dict[str, dict[str, list[Value]]]
Spans = Mapping[tuple[str, str], list[tuple[int, int]]]


def collect(store: Store) -> Audit:
    """Everything that the graph holds, without checks, problems and coverage."""
    labels = {str(s): str(label) for s, label in rows(store, asked.LABELS)}
    articles = sorted(_articles(store, labels), key=lambda a: (a.name, a.id))
    events_of, events = _events(store)
    claims = _numbered(_assessed(store, _claims(store, articles, labels, events_of)), articles)
    numbers = {c.id: c.number for c in claims}
    return Audit(
        Focus(),
        tuple(articles),
        claims,
        _with_claims(_with_independence(events, store, labels), claims),
        _ledger(table(store, asked.LEDGER), numbers),
        _alerts(table(store, asked.ALERTS), numbers),
        _copies(store, {a.id: a.text for a in articles}),
        {a.id: a.name for a in articles},
        numbers,
        read_build(table(store, asked.BUILD)),
    )


def rows(store: Store, query: str) -> Iterator[tuple[Value, ...]]:
    return (tuple(value(term) for term in row) for row in store.select(asked.PREFIXES + query).rows)


def table(store: Store, query: str) -> Table:
    found: Table = defaultdict(lambda: defaultdict(list))
    for s, p, o in rows(store, query):
        found[str(s)][_property(str(p))].append(o)
    for things in found.values():
        for values in (v for v in things.values() if len(v) > 1):
            values.sort(key=lambda v: (str(type(v)), v if isinstance(v, int | float) else 0, str(v)))
    return {s: dict(things) for s, things in sorted(found.items())}


@lru_cache(maxsize=256)
def _property(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def one(things: Mapping[str, list[Value]], name: str) -> str:
    """The value of a property as text; "" where there is none."""
    values = things.get(name, [])
    return "" if not values or values[0] is None else str(values[0])


# The same few kinds, stances and types come back with every claim.
_local = lru_cache(maxsize=1024)(local)


def _name(iri: str) -> str:
    """The local name of a value of the ontology in small letters: kg:Indirect is "indirect"."""
    return _local(iri).lower()


def _id(iri: str) -> str:
    """The id of a thing of ours: what follows its class in the IRI."""
    return iri.removeprefix(ids.BASE).partition("/")[2] or iri


def _articles(store: Store, labels: Mapping[str, str]) -> Iterator[Article]:
    blocks: dict[str, list[Block]] = defaultdict(list)
    for d, start, end, part in rows(store, asked.SECTIONS):
        blocks[str(d)].append(Block(str(part), _int(start), _int(end)))
    for iri, has in table(store, asked.DOCUMENTS).items():
        text = one(has, "isString")
        sections = sorted(blocks.get(iri, []), key=lambda b: (b.start, b.end)) or [Block("body", 0, len(text))]
        publisher = one(has, "publisher")
        yield Article(
            _id(iri), one(has, "name"), text, tuple(sections), labels.get(publisher, local(publisher)),
            one(has, "title"), one(has, "issued"), one(has, "url"), one(has, "wire"), one(has, "fileName"),
            one(has, "readBy"), one(has, "language"), one(has, "sha256"), one(has, "sourceSha256"),
        )  # fmt: skip


def _int(given: Value) -> int:
    return int(given or 0)


def _events(store: Store) -> tuple[dict[str, str], list[Event]]:
    """The event of each mention, and the events."""
    of_mention: dict[str, str] = {}
    events = []
    for iri, has in table(store, asked.EVENTS).items():
        of_mention |= {str(m): _id(iri) for m in has.get("hasMention", [])}
        events.append(
            Event(
                _id(iri), one(has, "label"), _local(one(has, "eventType")), one(has, "earliest"), one(has, "latest"),
                _id(one(has, "partOf")) if one(has, "partOf") else "", (),
            )
        )  # fmt: skip
    return of_mention, sorted(events, key=lambda e: (e.earliest or "9999", e.latest, e.label, e.id))


def _claims(
    store: Store, articles: Iterable[Article], labels: Mapping[str, str], events_of: Mapping[str, str]
) -> Iterator[Claim]:
    texts = {a.id: a.text for a in articles}
    spans: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for s, role, start, end in rows(store, asked.SPANS):
        spans[str(s), _local(str(role))].append((_int(start), _int(end)))
    types = {str(m): _local(str(t)) for m, t in rows(store, asked.MENTION_TYPES)}
    relays = _relays(store)
    for iri, has in table(store, asked.CLAIMS).items():
        document = _id(one(has, "wasQuotedFrom"))
        text = texts.get(document, "")
        about = [str(m) for m in has.get("about", [])]
        yield Claim(
            _id(iri), 0, document, _parties(has, "claimant", labels),
            _passages(spans, iri, "source", text), _passages(spans, iri, "cue", text),
            _passages(spans, iri, "content", text), _name(one(has, "kind")), _local(one(has, "stance")),
            _name(one(has, "certainty")), _name(one(has, "polarity")), one(has, "part"), one(has, "method"),
            one(has, "saidEarliest"), one(has, "saidLatest"), _id(one(has, "within")) if one(has, "within") else "",
            tuple(_id(str(c)) for c in has.get("refersToClaim", [])), _parties(has, "target", labels),
            tuple(sorted((_hop(r, h, spans, text, labels) for r, h in relays.get(iri, [])), key=lambda h: h.order)),
            tuple(sorted({events_of[m] for m in about if m in events_of})),
            tuple(sorted({types[m] for m in about if m not in events_of and m in types})),
        )  # fmt: skip


def _assessed(store: Store, claims: Iterable[Claim]) -> Iterator[Claim]:
    """With the axes of the saved question "assessments"."""
    names = [f.name for f in fields(Axes)]
    found = {_id(str(r["claim"])): r for r in run(store, load_query("assessments")).records()}
    for claim in claims:
        row = found.get(claim.id, {})
        yield replace(claim, axes=Axes(**{n: str(row[n]) for n in names if n in row}))


def _relays(store: Store) -> dict[str, list[tuple[str, dict[str, list[Value]]]]]:
    found: dict[str, list[tuple[str, dict[str, list[Value]]]]] = defaultdict(list)
    for iri, has in table(store, asked.RELAYS).items():
        found[one(has, "relay")].append((iri, has))
    return found


def _hop(iri: str, has: Mapping[str, list[Value]], spans: Spans, text: str, labels: Mapping[str, str]) -> Hop:
    words = (*_passages(spans, iri, "source", text), *_passages(spans, iri, "cue", text))
    relayer = one(has, "relayer")
    order = _int(has.get("order", [0])[0])
    return Hop(
        order, Party(_id(relayer), labels.get(relayer, local(relayer))), tuple(sorted(words, key=lambda p: p.start))
    )


def _passages(spans: Spans, iri: str, role: str, text: str) -> tuple[Passage, ...]:
    return tuple(Passage(s, e, text[s:e]) for s, e in sorted(spans.get((iri, role), ())))


def _parties(has: Mapping[str, list[Value]], name: str, labels: Mapping[str, str]) -> tuple[Party, ...]:
    actors = [str(a) for a in has.get(name, [])]
    return tuple(sorted((Party(_id(a), labels.get(a) or local(a)) for a in actors), key=lambda p: (p.label, p.id)))


def _numbered(claims: Iterable[Claim], articles: Iterable[Article]) -> tuple[Claim, ...]:
    """Numbered in the order of articles and words, an outer claim before what is nested in it."""
    place = {a.id: n for n, a in enumerate(articles)}
    ordered = sorted(
        claims,
        key=lambda c: (place.get(c.document, len(place)), c.start, -max((p.end for p in c.content), default=0), c.id),
    )
    return tuple(replace(c, number=n) for n, c in enumerate(ordered, 1))


def _with_independence(events: Iterable[Event], store: Store, labels: Mapping[str, str]) -> Iterator[Event]:
    groups = {
        iri: Group(
            labels.get(one(has, "root"), local(one(has, "root"))),
            bool(has.get("counted", [True])[0]),
            tuple(_id(str(c)) for c in has.get("statement", [])),
            one(has, "because"),
        )
        for iri, has in table(store, asked.GROUPS).items()
    }
    counts = {_id(one(has, "event")): has for has in table(store, asked.INDEPENDENCE).values()}
    for event in events:
        has = counts.get(event.id)
        if has is None:
            yield event
            continue
        named = [groups[str(g)] for g in has.get("sourceGroup", []) if str(g) in groups]
        yield replace(
            event,
            statements=_int(has.get("statements", [0])[0]),
            sources=_int(has.get("sources", [0])[0]),
            because=one(has, "because"),
            groups=tuple(sorted(named, key=lambda g: (not g.counted, g.root, g.claims))),
        )


def _with_claims(events: Iterable[Event], claims: Iterable[Claim]) -> tuple[Event, ...]:
    about: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for event in claim.events:
            about[event].append(claim.id)
    return tuple(replace(e, claims=tuple(about.get(e.id, ()))) for e in events)


def _ledger(found: Table, numbers: Mapping[str, int]) -> tuple[Entry, ...]:
    entries = []
    for iri, has in found.items():
        between = [_id(str(c)) for c in has.get("between", [])]
        left, right = one(has, "denyingClaim"), one(has, "deniedClaim")
        # Of a denial the graph says which is which; the others are symmetric.
        between.sort(key=lambda c: (numbers.get(c, 0), c))
        pair = (_id(left), _id(right)) if left and right else (between[0], between[-1])
        entries.append(
            Entry(
                _id(iri), next((_name(str(t)) for t in has.get("type", []) if _name(str(t)) != "ledgerentry"), ""),
                _name(one(has, "dimension")), *pair, one(has, "because"), one(has, "status"), one(has, "explanation"),
                one(has, "scope"),
            )
        )  # fmt: skip
    order = {"contradiction": 0, "denial": 1, "agreement": 2}

    def place(e: Entry) -> tuple[object, ...]:
        sides = numbers.get(e.left, 0), numbers.get(e.right, 0)
        return order.get(e.kind, 3), e.related, e.status != "open", *sides, e.dimension, e.id

    return tuple(sorted(entries, key=place))


def _alerts(found: Table, numbers: Mapping[str, int]) -> tuple[Alert, ...]:
    made = (
        Alert(_id(iri), one(has, "alertKind"), _id(one(has, "left")), _id(one(has, "right")), one(has, "because"))
        for iri, has in found.items()
    )
    return tuple(sorted(made, key=lambda a: (a.kind, numbers.get(a.left, 0), numbers.get(a.right, 0), a.id)))


def _copies(store: Store, texts: Mapping[str, str]) -> tuple[Copy, ...]:
    spans: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for copy, _, *places in rows(store, asked.PASSAGES):
        spans[str(copy)].append(tuple(map(_int, places)))
    made = []
    for iri, has in table(store, asked.COPIES).items():
        origin, copied = _id(one(has, "origin")), _id(one(has, "copiedBy"))
        there, here = texts.get(origin, ""), texts.get(copied, "")
        passages = tuple(
            (Passage(a, b, there[a:b]), Passage(c, d, here[c:d]))
            for a, b, c, d in sorted(spans[iri], key=lambda s: s[2:])
        )
        share = float(has.get("share", [0])[0] or 0)
        made.append(Copy(origin, copied, one(has, "copyKind"), share, one(has, "because"), passages))
    return tuple(sorted(made, key=lambda c: (c.origin, c.copy)))
