"""Everything about one claim that a reader asks for, read from a store."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from kg.query import Answer, Selects, Value, run_text

Mark = Literal["source", "cue", "content", "relay"]

_PREFIXES: Final = """
PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX graph: <https://w3id.org/whosaid/graph/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_FACTS = """SELECT ?document ?outlet ?published ?kind ?stance ?certainty ?polarity ?method ?earliest ?latest WHERE {
  GRAPH ?article {
    %s prov:wasQuotedFrom ?article ; kg:kind ?kind ; kg:stance ?stance ; kg:certainty ?certainty ;
      kg:polarity ?polarity ; kg:method ?method .
    ?article kg:name ?document ; dcterms:publisher ?publisher .
    OPTIONAL { ?article dcterms:issued ?published }
    OPTIONAL { %s kg:saidEarliest ?earliest }
    OPTIONAL { %s kg:saidLatest ?latest }
  }
  OPTIONAL { GRAPH graph:actors { ?publisher rdfs:label ?outlet } }
}"""
_MARKS = """SELECT ?mark ?start ?end WHERE {
  GRAPH ?article {
    { %s kg:source ?span BIND ("source" AS ?mark) } UNION { %s kg:cue ?span BIND ("cue" AS ?mark) }
    UNION { %s kg:content ?span BIND ("content" AS ?mark) }
    UNION { %s kg:relay ?relay . ?relay kg:source|kg:cue ?span BIND ("relay" AS ?mark) }
    ?span nif:beginIndex ?start ; nif:endIndex ?end .
  }
} ORDER BY ?start DESC(?end) ?mark"""
_SECTIONS = """SELECT ?start ?end ?text WHERE {
  GRAPH ?article {
    %s prov:wasQuotedFrom ?article .
    ?section a kg:Section ; nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?text .
  }
} ORDER BY ?start"""
_CLAIMANTS = """SELECT ?label WHERE {
  GRAPH ?article { %s kg:claimant ?actor } GRAPH graph:actors { ?actor rdfs:label ?label }
} ORDER BY ?label"""
_RELAYS = """SELECT ?label ?words WHERE {
  GRAPH ?article { %s kg:relay ?relay . ?relay kg:order ?order ; kg:relayer ?actor }
  OPTIONAL { GRAPH ?article { ?relay kg:source ?span . ?span nif:anchorOf ?words } }
  GRAPH graph:actors { ?actor rdfs:label ?label }
} ORDER BY ?order"""
_EVENTS = """SELECT DISTINCT ?event ?label WHERE {
  GRAPH ?article { %s kg:about ?mention }
  GRAPH graph:events { ?event a kg:Event ; kg:hasMention ?mention ; rdfs:label ?label }
} ORDER BY ?label ?event"""
_OUTER = """SELECT ?outer ?label WHERE {
  GRAPH ?article { %s kg:within+ ?outer . ?outer kg:claimant ?actor ; kg:content ?span . ?span nif:beginIndex ?begin }
  GRAPH graph:actors { ?actor rdfs:label ?label }
} ORDER BY ?begin ?outer ?label"""
# What a denial says of another event is no denial of the claim: it is named apart.
_LEDGER = """SELECT DISTINCT ?how ?claim ?label ?document ?because ?status WHERE {
  GRAPH graph:ledger {
    { ?entry kg:deniedClaim %s ; kg:denyingClaim ?claim OPTIONAL { ?entry kg:scope ?scope }
      BIND (IF(COALESCE(?scope, "") = "related", "related denial", "denied by") AS ?how) }
    UNION { ?entry kg:denyingClaim %s ; kg:deniedClaim ?claim OPTIONAL { ?entry kg:scope ?scope }
      BIND (IF(COALESCE(?scope, "") = "related", "related to", "denies") AS ?how) }
    UNION { ?entry a kg:Agreement ; kg:between %s, ?claim BIND ("agrees with" AS ?how) }
    UNION { ?entry a kg:Contradiction ; kg:between %s, ?claim BIND ("contradicts" AS ?how) }
    ?entry kg:because ?because ; kg:status ?status .
  }
  FILTER (?claim != %s)
  GRAPH ?article { ?claim prov:wasQuotedFrom ?article ; rdfs:label ?label . ?article kg:name ?document }
} ORDER BY ?how ?document ?claim ?because"""
_NESTED = """SELECT ?how ?claim ?label ?document ("" AS ?because) ("" AS ?status) WHERE {
  GRAPH ?article {
    { %s kg:within ?claim BIND ("inside" AS ?how) } UNION { ?claim kg:within %s BIND ("holds" AS ?how) }
    ?claim prov:wasQuotedFrom ?article ; rdfs:label ?label .
    ?article kg:name ?document .
  }
} ORDER BY ?how ?claim"""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A claim that this one denies, is denied by, agrees with, contradicts, holds or stands in."""

    how: str
    claim: str
    label: str
    document: str
    because: str
    status: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as a reader sees it. `paragraphs` are (start, text) of what its marks touch, `marks` (mark, start, end);
    offsets count characters of the document. `facts` are single values by name, "" where the graph has none."""

    iri: str
    facts: dict[str, str]
    paragraphs: tuple[tuple[int, str], ...]
    marks: tuple[tuple[str, int, int], ...]
    claimants: tuple[str, ...]
    chain: tuple[str, ...]
    events: tuple[tuple[str, str], ...]
    neighbours: tuple[Neighbour, ...]


def read_claim(store: Selects, iri: str) -> ClaimView:
    """Reads a claim by its IRI, which must be one of the store's."""
    facts = next(_ask(store, _FACTS, iri).records())
    marks = tuple((str(m), _int(s), _int(e)) for m, s, e in _ask(store, _MARKS, iri).rows)
    sections = [(_int(s), _int(e), str(t)) for s, e, t in _ask(store, _SECTIONS, iri).rows]
    touched = tuple((s, text) for s, e, text in sections if any(s < end and start < e for _, start, end in marks))
    claimants = tuple(str(row[0]) for row in _ask(store, _CLAIMANTS, iri).rows)
    return ClaimView(
        iri,
        {name: str(value) for name, value in facts.items()},
        touched,
        marks,
        claimants,
        (str(facts.get("outlet", "")), *_hops(store, iri), "; ".join(claimants)),
        tuple((str(e), str(label)) for e, label in _ask(store, _EVENTS, iri).rows),
        tuple(Neighbour(*map(str, row)) for query in (_LEDGER, _NESTED) for row in _ask(store, query, iri).rows),
    )


def _hops(store: Selects, iri: str) -> Iterator[str]:
    """Who stands between the outlet and the claimant: relays, then those in whose words the claim is told."""
    for label, words in _ask(store, _RELAYS, iri).rows:
        yield f"{label} (“{words}”)" if words else str(label)
    for _, rows in groupby(_ask(store, _OUTER, iri).rows, key=lambda row: row[0]):
        yield "; ".join(dict.fromkeys(str(row[1]) for row in rows))


def _ask(store: Selects, query: str, iri: str) -> Answer:
    """The IRI comes from the store, so that it needs no check."""
    return run_text(store, _PREFIXES + query.replace("%s", f"<{iri}>"))


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0
