"""What each view of the graph is made of: the queries for its nodes and for its edges.

A query for nodes gives ?node, ?label, perhaps ?start, and any of the fields of `network.NODE_FIELDS` (?words in several
rows, whose order ?at tells, are joined); one for edges gives ?source ?target ?day ?claim ?outlet ?stance, of which the
last four may be unbound. No ORDER BY: the rows are sorted outside the store, which would hold all of them.
"""

from dataclasses import dataclass
from typing import Final

_PREFIXES: Final = """
PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX graph: <https://w3id.org/whosaid/graph/>
PREFIX stance: <https://w3id.org/whosaid/stance/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <http://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class View:
    """Pairs of a kind and a query."""

    nodes: tuple[tuple[str, str], ...]
    edges: tuple[tuple[str, str], ...]


def _nodes(columns: str, where: str) -> str:
    return f"{_PREFIXES} SELECT DISTINCT {columns} WHERE {{ {where} }}"


def _edges(where: str) -> str:
    return f"{_PREFIXES} SELECT DISTINCT ?source ?target ?day ?claim ?outlet ?stance WHERE {{ {where} }}"


OUTLETS: Final = _nodes(
    "?node",
    """{ GRAPH ?article { ?article dcterms:publisher ?node } }
    UNION { GRAPH graph:actors { ?node a ?class } FILTER (?class IN (kg:Outlet, kg:Wire, kg:Media)) }""",
)

_ACTORS = _nodes(
    "?node ?label ?type",
    """GRAPH graph:actors { ?node a kg:Actor ; rdfs:label ?label ; a ?class FILTER (?class != kg:Actor) }
    BIND (STRAFTER(STR(?class), "#") AS ?type)""",
)
_DOCUMENTS = _nodes(
    "?node ?label ?words ?start ?date ?url ?document",
    """GRAPH ?node { ?node a kg:Document ; kg:name ?label }
    OPTIONAL { GRAPH ?node { ?node dcterms:title ?words } }
    OPTIONAL { GRAPH ?node { ?node dcterms:issued ?start } }
    OPTIONAL { GRAPH ?node { ?node schema:url ?url } }
    BIND (?start AS ?date) BIND (?label AS ?document)""",
)
_CLAIMS = _nodes(
    "?node ?label ?at ?words ?stance ?certainty ?polarity ?voice ?document ?start ?date",
    """GRAPH ?article {
      ?node prov:wasQuotedFrom ?article ; rdfs:label ?label ; kg:stance ?stanceIri ; kg:certainty ?certaintyIri ;
        kg:polarity ?polarityIri ; kg:kind ?kindIri ; kg:content ?span .
      ?span nif:anchorOf ?words ; nif:beginIndex ?at .
      ?article kg:name ?document .
    }
    OPTIONAL { GRAPH ?article { ?node kg:saidLatest ?latest } }
    OPTIONAL { GRAPH ?article { ?node kg:saidEarliest ?earliest } }
    BIND (COALESCE(?earliest, ?latest) AS ?start) BIND (?start AS ?date)
    BIND (STRAFTER(STR(?stanceIri), "/stance/") AS ?stance)
    BIND (LCASE(STRAFTER(STR(?certaintyIri), "#")) AS ?certainty)
    BIND (LCASE(STRAFTER(STR(?polarityIri), "#")) AS ?polarity)
    BIND (LCASE(STRAFTER(STR(?kindIri), "#")) AS ?voice)""",
)
_EVENTS = _nodes(
    "?node ?label ?type ?earliest ?latest",
    """GRAPH graph:events { ?node a kg:Event ; rdfs:label ?label ; kg:eventType ?class }
    OPTIONAL { GRAPH graph:events { ?node kg:earliest ?earliest } }
    OPTIONAL { GRAPH graph:events { ?node kg:latest ?latest } }
    BIND (STRAFTER(STR(?class), "#") AS ?type)""",
)
_WEAPONS = _nodes(
    "?node ?label",
    """{ SELECT DISTINCT ?node WHERE {
      GRAPH graph:events { ?account ?role ?node FILTER (?role IN (kg:weapon, kg:system)) }
    } }
    OPTIONAL { GRAPH graph:ontology { ?node skos:prefLabel ?name } }
    BIND (COALESCE(?name, REPLACE(STR(?node), "^.*/", "")) AS ?label)""",
)
_PLACES = _nodes(
    "?node ?label",
    """{ SELECT DISTINCT ?node WHERE {
      GRAPH ?article { ?role kg:filler ?node FILTER (STRSTARTS(STR(?node), "https://w3id.org/whosaid/place/")) }
    } }
    OPTIONAL { GRAPH graph:ontology { ?node skos:prefLabel ?name } }
    BIND (COALESCE(?name, REPLACE(STR(?node), "^.*/", "")) AS ?label)""",
)

# When a claim was made, for the edges that it makes.
_DAY = """
    OPTIONAL { GRAPH ?article { ?claim kg:saidLatest ?saidLatest } }
    OPTIONAL { GRAPH ?article { ?claim kg:saidEarliest ?saidEarliest } }
    BIND (COALESCE(?saidEarliest, ?saidLatest) AS ?day)"""


def _of_claim(pattern: str, end: str, more: str = "") -> str:
    """Edges from or to a claim (`end` says which) for a pattern of its article's graph."""
    return _edges(f"GRAPH ?article {{ {pattern} }} {more} {_DAY} BIND (?claim AS ?{end})")


def _of_document(pattern: str, document: str) -> str:
    issued = f"OPTIONAL {{ GRAPH ?{document} {{ ?{document} dcterms:issued ?day }} }}"
    return _edges(f"GRAPH ?{document} {{ {pattern} }} {issued}")


def _of_ledger(pattern: str) -> str:
    return _edges(f"GRAPH graph:ledger {{ ?entry {pattern} }}")


def _of_event(pattern: str) -> str:
    return _edges(f"GRAPH graph:events {{ {pattern} }}")


_PAIR = "kg:between ?source, ?target FILTER (STR(?source) < STR(?target))"
_PLACE = 'FILTER (STRSTARTS(STR(?target), "https://w3id.org/whosaid/place/"))'
_MENTIONED = "GRAPH graph:events { ?event a kg:Event ; kg:hasMention ?mention }"

CLAIMS: Final = View(
    nodes=(
        ("actor", _ACTORS),
        ("event", _EVENTS),
        ("weapon", _WEAPONS),
        ("place", _PLACES),
        ("document", _DOCUMENTS),
        ("claim", _CLAIMS),
    ),
    edges=(
        # The kind of these is the stance: asserts, denies, accuses …
        ("claims", _of_claim("?claim kg:claimant ?source ; kg:stance ?stance", "target")),
        ("quotes", _of_claim("?claim kg:relay ?hop . ?hop kg:relayer ?source", "target")),
        ("publishes", _of_document("?target a kg:Document ; dcterms:publisher ?source", "target")),
        ("contains", _of_document("?target prov:wasQuotedFrom ?source", "source")),
        ("within", _of_claim("?claim kg:within ?target", "source")),
        ("accuses", _of_claim("?claim kg:target ?target ; kg:stance stance:accuse", "source")),
        ("addresses", _of_claim("?claim kg:target ?target ; kg:stance ?how FILTER (?how != stance:accuse)", "source")),
        ("about", _of_claim("?claim kg:about ?mention", "source", _MENTIONED + " BIND (?event AS ?target)")),
        ("agrees", _of_ledger("a kg:Agreement ; " + _PAIR)),
        ("contradicts", _of_ledger("a kg:Contradiction ; " + _PAIR)),
        ("denies", _of_ledger("a kg:Denial ; kg:denyingClaim ?source ; kg:deniedClaim ?target")),
        ("acts in", _of_event("?account a kg:Account ; kg:agent ?source ; kg:event ?target")),
        ("gives in", _of_event("?account a kg:Account ; kg:giver ?source ; kg:event ?target")),
        ("receives in", _of_event("?account a kg:Account ; kg:recipient ?source ; kg:event ?target")),
        ("part of", _of_event("?source kg:partOf ?target")),
        ("with", _of_event("?account a kg:Account ; kg:event ?source ; kg:weapon|kg:system ?target")),
        ("at", _edges(
            f"GRAPH ?article {{ ?role kg:filler ?target . ?mention kg:role ?role }} {_PLACE} {_MENTIONED} "
            "BIND (?event AS ?source)")),
    ),
)  # fmt: skip


def _between(kind: str, left: str, right: str) -> str:
    """Two claims of the ledger, joined by their claimants."""
    return _edges(f"""
      GRAPH graph:ledger {{ ?entry a {kind} ; {left} ?claim ; {right} ?other }}
      FILTER (?claim != ?other)
      GRAPH ?article {{
        ?claim prov:wasQuotedFrom ?article ; kg:claimant ?source . ?article dcterms:publisher ?outlet .
      }}
      GRAPH ?elsewhere {{ ?other prov:wasQuotedFrom ?elsewhere ; kg:claimant ?target }}
      FILTER (?source != ?target) {_DAY}""")


def _carried(pattern: str) -> str:
    """Edges between actors that a claim makes; their weight is the number of outlets that carry it."""
    where = "?claim prov:wasQuotedFrom ?article . ?article dcterms:publisher ?outlet"
    return _edges(f"GRAPH ?article {{ {pattern} . {where} }} {_DAY}")


ACTORS: Final = View(
    nodes=(("actor", _ACTORS),),
    edges=(
        ("says of", _carried("?claim kg:target ?target ; kg:claimant ?source ; kg:stance ?stance")),
        ("denies", _between("kg:Denial", "kg:denyingClaim", "kg:deniedClaim")),
        ("contradicts", _between("kg:Contradiction", "kg:between", "kg:between")),
        ("agrees", _between("kg:Agreement", "kg:between", "kg:between")),
        ("quotes", _carried("?claim kg:relay ?hop ; kg:claimant ?target . ?hop kg:relayer ?source")),
        ("carries", _edges(
            "GRAPH ?article { ?claim kg:claimant ?target ; kg:kind ?voice ; prov:wasQuotedFrom ?article . "
            "?article dcterms:publisher ?source } FILTER (?voice != kg:Narrated) BIND (?article AS ?outlet)" + _DAY)),
    ),
)  # fmt: skip

VIEWS: Final = {"claims": CLAIMS, "actors": ACTORS}
