"""What one document says, in the graph that bears its name: drop the graph and the document is gone."""

from collections.abc import Iterable, Iterator

from kg import ids
from kg.model import Attribution, Claim, Document, EventMention, Extraction, Mention, Quantity, Role, When
from kg.rdf import terms
from kg.rdf.cast import Cast
from kg.rdf.spans import marked, span_triples
from kg.rdf.terms import DCTERMS, NIF, PROV, RDF_TYPE, RDFS_LABEL, SCHEMA, Triple, day, number, ref, text, whole
from kg.vocabulary import KG, Class, Property, Value

LABEL_WORDS = 12


def document_quads(document: Document, extraction: Extraction, claims: Iterable[Claim], cast: Cast) -> Iterator[str]:
    """The sorted N-Quads lines of a document's graph; `claims` are the document's own, others are passed over."""
    own = [c for c in claims if c.document == document.id]
    return terms.lines(ids.document_iri(document.id), _triples(document, extraction, own, cast))


def _triples(document: Document, extraction: Extraction, claims: Iterable[Claim], cast: Cast) -> Iterator[Triple]:
    yield from _document(document, cast)
    for mention in extraction.mentions:
        yield from _mention(mention, cast)
    for claim in claims:
        yield from _claim(claim, document, cast)
    for event in extraction.events:
        yield from _event(event, cast)


def _document(document: Document, cast: Cast) -> Iterator[Triple]:
    s = ids.document_iri(document.id)
    yield s, RDF_TYPE, ref(Class.Document)
    yield s, RDF_TYPE, ref(SCHEMA + ("Dataset" if document.mapping else "NewsArticle"))
    if document.mapping:
        yield s, RDF_TYPE, ref(Class.Reference)
        yield s, Property.mapping, text(document.mapping)
    yield s, RDF_TYPE, ref(NIF + "Context")
    yield s, NIF + "isString", text(document.text)
    yield s, Property.name, text(document.name)
    yield s, Property.sha256, text(document.sha256)
    yield s, Property.sourceSha256, text(document.source_sha256)
    yield s, Property.fileName, text(document.file)
    yield s, Property.readBy, text(document.reader)
    yield s, DCTERMS + "language", text(document.language)
    yield s, DCTERMS + "publisher", ref(ids.actor_iri(cast.outlet(document)))
    if document.title:
        yield s, DCTERMS + "title", text(document.title)
    if document.published:
        yield s, DCTERMS + "issued", day(document.published)
    if document.url:
        yield s, SCHEMA + "url", terms.address(document.url)
    if document.wire:
        yield s, Property.wire, text(document.wire)
    for section in document.sections:
        span = document.span(section.start, section.end)
        yield from span_triples(span)
        yield span.iri, RDF_TYPE, ref(Class.Section)
        yield span.iri, Property.part, text(section.part)


def _mention(mention: Mention, cast: Cast) -> Iterator[Triple]:
    s = ids.mention_iri(mention.span.document, mention.id)
    yield s, RDF_TYPE, ref(Class.Mention)
    yield from marked(s, Property.span, mention.span)
    yield s, Property.mentionKind, text(mention.kind)
    yield s, Property.method, text(mention.method)
    if actor := cast.of_mention.get(mention.id):
        yield s, Property.refersTo, ref(ids.actor_iri(actor))


def _claim(claim: Claim, document: Document, cast: Cast) -> Iterator[Triple]:
    a, s, home = claim.attribution, ids.claim_iri(claim.id), ids.document_iri(document.id)
    claimants = cast.claimants(claim, document)
    for kind in (Class.Claim, SCHEMA + "Claim", PROV + "Entity"):
        yield s, RDF_TYPE, ref(kind)
    yield s, RDFS_LABEL, text(_label(a, [cast.label(c) for c in claimants]))
    yield s, PROV + "wasQuotedFrom", ref(home)
    yield s, Property.part, text(document.part(a.start))
    yield from _speech_act(s, a)
    yield from _said(s, a, document)
    yield from marked(s, Property.source, a.source)
    yield from marked(s, Property.cue, *a.cue)
    yield from marked(s, Property.content, *a.content)
    yield from ((s, Property.claimant, ref(ids.actor_iri(c))) for c in claimants)
    yield from ((s, Property.target, ref(ids.actor_iri(t))) for t in claim.target)
    yield from ((s, Property.about, ref(ids.event_mention_iri(document.id, e))) for e in claim.about)
    if claim.topic:
        yield s, Property.topic, ref(ids.event_mention_iri(document.id, claim.topic))
    yield from ((s, Property.refersToClaim, ref(ids.claim_iri(r))) for r in a.refers_to)
    if a.within:
        yield s, Property.within, ref(ids.claim_iri(a.within))
    yield from _relays(claim, cast)


def _label(a: Attribution, claimants: list[str]) -> str:
    """Claimants and first words, for a list of claims that people read."""
    words = " … ".join(s.text for s in a.content).split()
    return f"{', '.join(claimants)}: {' '.join(words[:LABEL_WORDS])}{'…' if len(words) > LABEL_WORDS else ''}"


def _speech_act(s: str, a: Attribution) -> Iterator[Triple]:
    yield s, Property.kind, ref(KG + a.kind.capitalize())
    yield s, Property.stance, ref(f"{ids.BASE}stance/{a.stance}")
    yield s, Property.certainty, ref(KG + a.certainty.capitalize())
    yield s, Property.polarity, ref(KG + a.polarity.capitalize())
    yield s, Property.method, text(a.method)


def _said(s: str, a: Attribution, document: Document) -> Iterator[Triple]:
    """When it was said: as the text tells, else at the latest on the day of publication."""
    earliest = a.said_on.earliest if a.said_on else None
    latest = (a.said_on.latest if a.said_on else None) or document.published
    if earliest:
        yield s, Property.saidEarliest, day(earliest)
    if latest:
        yield s, Property.saidLatest, day(latest)


def _relays(claim: Claim, cast: Cast) -> Iterator[Triple]:
    for n, (relay, relayer) in enumerate(zip(claim.attribution.relays, cast.relayers(claim), strict=True), 1):
        s = f"{ids.claim_iri(claim.id)}/relay/{n}"
        yield ids.claim_iri(claim.id), Property.relay, ref(s)
        yield s, RDF_TYPE, ref(Class.Relay)
        yield s, Property.order, whole(n)
        yield s, Property.relayer, ref(ids.actor_iri(relayer))
        yield from marked(s, Property.source, relay.span)
        yield from marked(s, Property.cue, *relay.cue)


def _event(event: EventMention, cast: Cast) -> Iterator[Triple]:
    document = event.trigger.document
    s = ids.event_mention_iri(document, event.id)
    yield s, RDF_TYPE, ref(Class.EventMention)
    yield s, Property.eventType, ref(KG + event.type)
    yield from marked(s, Property.trigger, event.trigger)
    yield from marked(s, Property.evidence, event.evidence)
    yield s, Property.polarity, ref(KG + event.polarity.capitalize())
    yield s, Property.modality, ref(MODALITIES[event.modality])
    yield s, Property.method, text(event.method)
    if event.outcome:
        yield s, Property.outcome, ref(KG + event.outcome.capitalize())
    if event.within:
        yield s, Property.withinClaim, ref(ids.claim_iri(event.within))
    if event.antecedent:
        yield s, Property.antecedent, ref(ids.event_mention_iri(document, event.antecedent))
    if event.part_of:
        yield s, Property.partOfMention, ref(ids.event_mention_iri(document, event.part_of))
    for n, role in enumerate(event.roles, 1):
        yield s, Property.role, ref(f"{s}/role/{n}")
        yield from _role(f"{s}/role/{n}", role, cast)
    for n, quantity in enumerate(event.quantities, 1):
        yield s, Property.quantity, ref(f"{s}/quantity/{n}")
        yield from _quantity(f"{s}/quantity/{n}", quantity)
    if event.when:
        yield s, Property.when, ref(f"{s}/when")
        yield from _when(f"{s}/when", event.when)


MODALITIES = {
    "actual": Value.Actual,
    "ongoing": Value.Ongoing,
    "planned": Value.Planned,
    "possible": Value.PossibleEvent,
    "generic": Value.Generic,
}


def _role(s: str, role: Role, cast: Cast) -> Iterator[Triple]:
    yield s, RDF_TYPE, ref(Class.Role)
    yield s, Property.roleName, text(role.name)
    yield from marked(s, Property.span, role.span)
    if role.mention and (actor := cast.of_mention.get(role.mention)):
        yield s, Property.filler, ref(ids.actor_iri(actor))
    if role.concept:
        scheme = "place" if role.concept in cast.places else "weapon"
        yield s, Property.filler, ref(f"{ids.BASE}{scheme}/{role.concept}")


def _quantity(s: str, quantity: Quantity) -> Iterator[Triple]:
    yield s, RDF_TYPE, ref(Class.Quantity)
    yield s, Property.quantityRole, text(quantity.role)
    yield from marked(s, Property.span, quantity.span)
    values = ((Property.value, quantity.value), (Property.low, quantity.low), (Property.high, quantity.high))
    yield from ((s, name, number(value)) for name, value in values if value is not None)
    words = ((Property.unit, quantity.unit), (Property.qualifier, quantity.qualifier))
    yield from ((s, name, text(word)) for name, word in words if word)


def _when(s: str, when: When) -> Iterator[Triple]:
    yield s, RDF_TYPE, ref(Class.When)
    # A clock time whose day nobody names is open: how exact it is says nothing about the day.
    yield s, Property.precision, text(when.precision if when.earliest or when.latest else "open")
    days = ((Property.earliest, when.earliest), (Property.latest, when.latest))
    yield from ((s, name, day(value)) for name, value in days if value)
    clock = ((Property.startTime, when.start), (Property.stopTime, when.stop))
    yield from ((s, name, terms.moment(value)) for name, value in clock if value)
    yield from ((s, name, text(v)) for name, v in ((Property.basis, when.basis), (Property.method, when.method)) if v)
    yield from marked(s, Property.span, when.span)
