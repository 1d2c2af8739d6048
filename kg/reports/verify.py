"""Proof that every span's words stand where the graph says, in the document whose hash the graph holds."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from kg import ids
from kg.model import Document, Problem
from kg.query.answer import Value, value
from kg.store import Store

_SPANS = """PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT ?start ?end ?words WHERE { GRAPH <%s> {
  ?span a kg:Span ; nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?words
} } ORDER BY ?start ?end"""
_DOCUMENTS = """PREFIX kg: <https://w3id.org/whosaid/ontology#>
SELECT ?document ?name ?hash WHERE { GRAPH ?document { ?document a kg:Document ; kg:name ?name ; kg:sha256 ?hash } }
ORDER BY ?document"""


def verify(store: Store, documents: Iterable[Document]) -> tuple[list[Problem], int]:
    """What does not hold, and how many spans were checked. `documents` are the copies kept beside the graph."""
    kept = {ids.document_iri(d.id): d for d in documents}
    problems: list[Problem] = []
    checked = 0
    for row in store.select(_DOCUMENTS).rows:
        iri, name, graph_hash = (str(value(term)) for term in row)
        problems += _hashes(name, graph_hash, kept.get(iri))
        if document := kept.get(iri):
            spans = [tuple(value(term) for term in found) for found in store.select(_SPANS % iri).rows]
            checked += len(spans)
            problems += _spans(document, spans)
    return problems, checked


def _hashes(name: str, graph_hash: str, document: Document | None) -> Iterator[Problem]:
    remedy = "build the store again from the original documents"
    if document is None:
        yield Problem("document-missing", name, "the graph speaks of a document that the store no longer holds", remedy)
        return
    now = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    for whose, kept_hash in (("the graph", graph_hash), ("the copy", document.sha256)):
        if kept_hash != now:
            yield Problem(
                "text-changed", name, f"the text hashes to {now[:12]}…, {whose} says {kept_hash[:12]}…", remedy
            )


def _spans(document: Document, spans: Iterable[tuple[Value, ...]]) -> Iterator[Problem]:
    for start, end, words in spans:
        first, last = int(start or 0), int(end or 0)
        if document.text[first:last] != words:
            message = f"the graph has “{words}”, the document “{document.text[first:last]}”"
            remedy = "do not use this span; build the store again"
            yield Problem("words-differ", document.name, message, remedy, first, last)
