"""Characters of a document as quads: the four triples of NIF and a type."""

from collections.abc import Iterator

from kg import ids
from kg.model import Span
from kg.rdf.terms import NIF, RDF_TYPE, Triple, ref, text, whole
from kg.vocabulary import Class


def span_triples(span: Span) -> Iterator[Triple]:
    s = span.iri
    yield s, RDF_TYPE, ref(Class.Span)
    yield s, NIF + "referenceContext", ref(ids.document_iri(span.document))
    yield s, NIF + "beginIndex", whole(span.start)
    yield s, NIF + "endIndex", whole(span.end)
    yield s, NIF + "anchorOf", text(span.text)


def marked(subject: str, name: str, *spans: Span | None) -> Iterator[Triple]:
    """The subject points to spans, and the spans are there."""
    for span in spans:
        if span:
            yield subject, name, ref(span.iri)
            yield from span_triples(span)
