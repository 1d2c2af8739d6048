"""Who repeats whom: copied text, the independent sources of an event, warnings about how a claim was passed on; and
what is claimed of a series, counted again."""

from collections.abc import Iterator

from kg import ids
from kg.model import Alert, Copy, Independence, Recount, Resolution, SourceGroup
from kg.rdf import terms
from kg.rdf.spans import marked, span_triples
from kg.rdf.terms import PROV, RDF_TYPE, Triple, day, ref, text, whole
from kg.vocabulary import Class, Property


def source_triples(resolution: Resolution) -> Iterator[Triple]:
    for copy in resolution.copies:
        yield from _copy(copy)
    for count in resolution.independence:
        yield from _independence(count)
    for alert in resolution.alerts:
        yield from _alert(alert)
    for recount in resolution.recounts:
        yield from _recount(recount)


def _copy(copy: Copy) -> Iterator[Triple]:
    origin, later = ids.document_iri(copy.origin), ids.document_iri(copy.copy)
    s = f"{ids.BASE}copy/{ids.digest('copy', copy.origin, copy.copy)}"
    yield s, RDF_TYPE, ref(Class.Copy)
    yield s, Property.origin, ref(origin)
    yield s, Property.copiedBy, ref(later)
    yield s, Property.copyKind, text(copy.kind)
    yield s, Property.share, terms.number(copy.share)
    yield s, Property.because, text(copy.because)
    if copy.kind == "copy":
        yield later, PROV + "hadPrimarySource", ref(origin)
    for n, (first, second) in enumerate(copy.passages, 1):
        node = f"{s}/passage/{n}"
        yield s, Property.passage, ref(node)
        yield node, RDF_TYPE, ref(Class.Passage)
        yield node, Property.originSpan, ref(first.iri)
        yield node, Property.copySpan, ref(second.iri)
        yield from span_triples(first)
        yield from span_triples(second)


def _independence(count: Independence) -> Iterator[Triple]:
    s = f"{ids.BASE}independence/{count.subject}"
    yield s, RDF_TYPE, ref(Class.Independence)
    yield s, Property.event, ref(ids.event_iri(count.subject))
    yield s, Property.statements, whole(count.statements)
    yield s, Property.sources, whole(count.sources)
    yield s, Property.because, text(count.because)
    for n, group in enumerate(count.groups, 1):
        yield s, Property.sourceGroup, ref(f"{s}/source/{n}")
        yield from _group(f"{s}/source/{n}", group)


def _group(s: str, group: SourceGroup) -> Iterator[Triple]:
    yield s, RDF_TYPE, ref(Class.SourceGroup)
    yield s, Property.root, ref(ids.actor_iri(group.root))
    yield s, Property.counted, f'"{str(group.counted).lower()}"^^<{terms.XSD}boolean>'
    yield s, Property.because, text(group.because)
    yield from ((s, Property.statement, ref(ids.claim_iri(c))) for c in group.claims)
    yield from ((s, Property.document, ref(ids.document_iri(d))) for d in group.documents)


def _alert(alert: Alert) -> Iterator[Triple]:
    s = f"{ids.BASE}alert/{alert.id}"
    yield s, RDF_TYPE, ref(Class.Alert)
    yield s, Property.alertKind, text(alert.kind)
    yield s, Property.left, ref(ids.claim_iri(alert.left))
    yield s, Property.right, ref(ids.claim_iri(alert.right))
    yield s, Property.because, text(alert.because)


def _recount(recount: Recount) -> Iterator[Triple]:
    s = f"{ids.BASE}recount/{recount.id}"
    yield s, RDF_TYPE, ref(Class.Recount)
    yield s, Property.statement, ref(ids.claim_iri(recount.claim))
    yield s, Property.verdict, text(recount.verdict)
    yield s, Property.because, text(recount.because)
    yield s, Property.countMin, whole(recount.low)
    yield s, Property.countMax, whole(recount.high)
    yield s, Property.earliest, day(recount.first)
    yield s, Property.latest, day(recount.last)
    yield from ((s, Property.countsEvent, ref(ids.event_iri(e))) for e in recount.counted)
    yield from ((s, Property.disputedEvent, ref(ids.event_iri(e))) for e in recount.disputed)
    yield from marked(s, Property.span, recount.said)
