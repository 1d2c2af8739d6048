"""What was decided across documents: actors, events with each document's account of them, the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kg import ids
from kg.model import Account, Actor, Decision, Document, Event, LedgerEntry, Resolution
from kg.ontology import Ontology
from kg.rdf import terms
from kg.rdf.assessment import assessment_triples
from kg.rdf.cast import Cast, minor_actors
from kg.rdf.sources import source_triples
from kg.rdf.terms import PROV, RDF_TYPE, RDFS_LABEL, SEM, SKOS_ALT_LABEL, XSD, Triple, day, number, ref, text, whole
from kg.vocabulary import KG, Class, Property, Value

DIMENSIONS = {
    "occurrence": Value.Occurrence,
    "count": Value.Count,
    "time": Value.Time,
    "place": Value.Location,
    "weapon": Value.Armament,
    "parties": Value.Parties,
    "quantity": Value.Amount,
    "purpose": Value.Purpose,
}


def resolution_quads(
    resolution: Resolution, documents: Sequence[Document], ontology: Ontology | None = None
) -> Iterator[str]:
    """The sorted N-Quads lines of the graphs of actors, events and ledger, one graph after another."""
    cast = Cast.of(resolution, documents, ontology)
    # Every mention is in the content of a claim; a generic one ("such launches") has no account.
    documents_of = {m: c.document for c in resolution.claims for m in c.about}
    documents_of |= {m: a.document for a in resolution.accounts for m in a.mentions}
    of_events = [d for d in resolution.decisions if _of_events(d)]
    of_actors = [d for d in resolution.decisions if not _of_events(d)]
    minor = {a.id: a for a in minor_actors(resolution, documents, cast, ontology)}
    actors = {**minor, **{a.id: a for a in resolution.actors}}
    events = chain.from_iterable(_event(e, documents_of) for e in resolution.events)
    accounts = chain.from_iterable(_account(a) for a in resolution.accounts)
    ledger = chain.from_iterable(_entry(e) for e in resolution.ledger)
    assessed = assessment_triples(resolution, {a.id: a.label for a in actors.values()}, ontology)
    people = chain.from_iterable(_actor(a) for a in actors.values())
    yield from terms.lines(ids.ACTORS_GRAPH, chain(people, _decisions(of_actors)))
    yield from terms.lines(ids.EVENTS_GRAPH, chain(events, accounts, _decisions(of_events)))
    yield from terms.lines(ids.LEDGER_GRAPH, chain(ledger, source_triples(resolution), assessed))


def _of_events(decision: Decision) -> bool:
    return "/event/" in decision.left or "/event/" in decision.right


def _actor(actor: Actor) -> Iterator[Triple]:
    s = ids.actor_iri(actor.id)
    yield s, RDF_TYPE, ref(Class.Actor)
    yield s, RDF_TYPE, ref(KG + actor.type)
    yield s, RDFS_LABEL, text(actor.label)
    yield from ((s, SKOS_ALT_LABEL, text(alias)) for alias in actor.aliases)


def _event(event: Event, documents_of: dict[str, str]) -> Iterator[Triple]:
    s = ids.event_iri(event.id)
    for kind in (Class.Event, SEM + "Event", KG + event.type):
        yield s, RDF_TYPE, ref(kind)
    yield s, RDFS_LABEL, text(event.label)
    yield s, Property.eventType, ref(KG + event.type)
    mentions = (ids.event_mention_iri(documents_of[m], m) for m in event.mentions)
    yield from ((s, Property.hasMention, ref(m)) for m in mentions)
    yield from _refs(s, Property.agent, map(ids.actor_iri, event.actors))
    if event.earliest:
        yield s, Property.earliest, day(event.earliest)
    if event.latest:
        yield s, Property.latest, day(event.latest)
    if event.part_of:
        yield s, Property.partOf, ref(ids.event_iri(event.part_of))


def _account(account: Account) -> Iterator[Triple]:
    s = f"{ids.event_iri(account.event)}/account/{account.document}"
    yield s, RDF_TYPE, ref(Class.Account)
    yield s, Property.event, ref(ids.event_iri(account.event))
    yield s, Property.document, ref(ids.document_iri(account.document))
    yield s, Property.eventType, ref(KG + account.type)
    yield s, Property.status, text(account.status)
    yield s, Property.evidence, ref(account.evidence.iri)
    yield from _refs(s, Property.furtherEvidence, (span.iri for span in account.further))
    mentions = (ids.event_mention_iri(account.document, m) for m in account.mentions)
    yield from _refs(s, Property.hasMention, mentions)
    yield from _refs(s, Property.agent, map(ids.actor_iri, account.actors))
    yield from _refs(s, Property.giver, map(ids.actor_iri, account.givers))
    yield from _refs(s, Property.recipient, map(ids.actor_iri, account.recipients))
    yield from ((s, Property.item, text(item)) for item in account.items)
    yield from _account_values(s, account)


def _account_values(s: str, account: Account) -> Iterator[Triple]:
    if account.when:
        yield s, Property.precision, text(account.when.precision)
        days = ((Property.earliest, account.when.earliest), (Property.latest, account.when.latest))
        yield from ((s, name, day(value)) for name, value in days if value)
    counts = ((Property.countMin, account.count_min), (Property.countMax, account.count_max))
    yield from ((s, name, whole(value)) for name, value in counts if value is not None)
    weapons = ((Property.weapon, account.weapon), (Property.system, account.system))
    yield from ((s, name, ref(f"{ids.BASE}weapon/{slug}")) for name, slug in weapons if slug)
    words = ((Property.site, account.site), (Property.toward, account.toward))
    yield from ((s, name, text(label)) for name, label in words if label)
    if account.outcome:
        yield s, Property.outcome, ref(KG + account.outcome.capitalize())


def _entry(entry: LedgerEntry) -> Iterator[Triple]:
    """Of a denial, the left claim is the one that denies, the right one is denied."""
    s, left, right = f"{ids.BASE}ledger/{entry.id}", ids.claim_iri(entry.left), ids.claim_iri(entry.right)
    yield s, RDF_TYPE, ref(KG + entry.kind.capitalize())
    yield s, Property.dimension, ref(DIMENSIONS[entry.dimension])
    yield from _refs(s, Property.between, (left, right))
    if entry.kind == "denial":
        yield s, Property.denyingClaim, ref(left)
        yield s, Property.deniedClaim, ref(right)
        yield from ((s, Property.scope, text(word)) for word in (entry.scope,) if word)
    yield s, Property.because, text(entry.because)
    yield s, Property.status, text(entry.status)
    if entry.explanation:
        yield s, Property.explanation, text(entry.explanation)


def _decisions(decisions: Iterable[Decision]) -> Iterator[Triple]:
    for decision in decisions:
        s = f"{ids.BASE}decision/{decision.id}"
        yield s, RDF_TYPE, ref(Class.Decision)
        yield s, Property.left, ref(_thing(decision.left))
        yield s, Property.right, ref(_thing(decision.right))
        yield s, Property.judgement, ref(KG + decision.judgement.capitalize())
        yield s, Property.score, number(decision.score)
        yield s, Property.because, text(decision.because)
        yield s, Property.decidedBy, text(decision.by)
        if decision.at:
            yield s, PROV + "atTime", f"{text(decision.at)}^^<{XSD}{'dateTime' if 'T' in decision.at else 'date'}>"


def _thing(name: str) -> str:
    """What a decision compares: an IRI, or the id of an actor."""
    return name if name.startswith(ids.BASE) else ids.actor_iri(name)


def _refs(s: str, name: str, iris: Iterable[str]) -> Iterator[Triple]:
    return ((s, name, ref(iri)) for iri in iris)
