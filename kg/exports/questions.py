"""The SPARQL of the views, made for reading a whole store.

A store on disk spends its time on two things: looking up one statement among millions, and turning the numbers that it
keeps into text. So each pattern is read through on its own for a portion of documents, the patterns are joined by
hashing (a sub-SELECT with a LIMIT is one that an engine does not turn into look-ups), and nothing is told twice. No
ORDER BY: what must be sorted is sorted outside the store, which would hold all of it.
"""

from collections.abc import Iterable
from typing import Final

PREFIXES: Final = """
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
_ALL: Final = 1_000_000_000


def select(columns: str, where: str, distinct: bool = False) -> str:
    return f"{PREFIXES} SELECT {'DISTINCT ' if distinct else ''}{columns} WHERE {{ {where} }}"


ARTICLES: Final = select("?article", "GRAPH ?article { ?article a kg:Document }", distinct=True)
OUTLETS: Final = select(
    "?node",
    """{ GRAPH ?article { ?article dcterms:publisher ?node } }
    UNION { GRAPH graph:actors { ?node a ?class } FILTER (?class IN (kg:Outlet, kg:Wire, kg:Media)) }""",
    distinct=True,
)
ACTORS: Final = select(
    "?node ?label ?class",
    "GRAPH graph:actors { ?node a kg:Actor ; rdfs:label ?label ; a ?class FILTER (!sameTerm(?class, kg:Actor)) }",
)
EVENTS: Final = select(
    "?node ?label ?class ?earliest ?latest",
    """GRAPH graph:events { ?node a kg:Event ; rdfs:label ?label ; kg:eventType ?class
      OPTIONAL { ?node kg:earliest ?earliest } OPTIONAL { ?node kg:latest ?latest } }""",
)
_NAMED: Final = "OPTIONAL { GRAPH graph:ontology { ?node skos:prefLabel ?name } }"
WEAPONS: Final = select(
    "?node ?name",
    "{ SELECT DISTINCT ?node WHERE { GRAPH graph:events { "
    f"{{ ?account kg:weapon ?node }} UNION {{ ?account kg:system ?node }} }} }} }} {_NAMED}",
)
# Whatever fills a role: actors, weapons and places; their IRIs tell them apart.
FILLERS: Final = select(
    "?node ?name", f"{{ SELECT DISTINCT ?node WHERE {{ GRAPH ?article {{ ?role kg:filler ?node }} }} }} {_NAMED}"
)


def _one(article: str, pattern: str, *variables: str) -> str:
    return f"{{ SELECT {' '.join(variables)} WHERE {{ {article} GRAPH ?article {{ {pattern} }} }} LIMIT {_ALL} }}"


def _among(articles: Iterable[str]) -> str:
    return f"VALUES ?article {{ {' '.join(f'<{a}>' for a in articles)} }}"


# What is told of a document, by its name in a row.
DETAILS: Final = {
    "name": "kg:name", "title": "dcterms:title", "issued": "dcterms:issued", "url": "schema:url",
    "publisher": "dcterms:publisher", "text": "nif:isString",
}  # fmt: skip


def documents(articles: Iterable[str]) -> str:
    these = _among(articles)
    parts = (
        f'{{ {these} GRAPH ?article {{ ?article {term} ?value }} BIND ("{name}" AS ?detail) }}'
        for name, term in DETAILS.items()
    )
    return select("?article ?detail ?value", " UNION ".join(parts))


def claims(articles: Iterable[str]) -> str:
    """A row for each claimant and each part of the content of each claim."""
    these = _among(articles)
    parts = (
        ("kg:claimant", "claimant"), ("rdfs:label", "label"), ("kg:stance", "stance"), ("kg:certainty", "certainty"),
        ("kg:polarity", "polarity"), ("kg:kind", "voice"), ("kg:content", "span"),
    )  # fmt: skip
    where = " ".join(_one(these, f"?claim {name} ?{variable}", "?claim", f"?{variable}") for name, variable in parts)
    for name in ("earliest", "latest"):
        said = _one(these, f"?claim kg:said{name.capitalize()} ?{name}", "?claim", f"?{name}")
        where += f" OPTIONAL {said}"
    # The span, whose IRI has a comma, comes last: see `Tables.table`.
    return select("?claim ?label ?stance ?certainty ?polarity ?voice ?earliest ?latest ?claimant ?span", where)


# What a claim points to: its name in a row, and how to get there.
_MENTIONED: Final = "GRAPH graph:events { ?other kg:hasMention ?mention }"
RELATIONS: Final = {
    "target": "GRAPH ?article { ?claim kg:target ?other }",
    "within": "GRAPH ?article { ?claim kg:within ?other }",
    "relay": "GRAPH ?article { ?claim kg:relay ?hop . ?hop kg:relayer ?other }",
    # Events, and the accounts of them, which name the same mentions.
    "about": f"GRAPH ?article {{ ?claim kg:about ?mention }} {_MENTIONED}",
}


def relations(articles: Iterable[str], wanted: Iterable[str]) -> str:
    these = _among(articles)
    parts = (f'{{ {these} {RELATIONS[name]} BIND ("{name}" AS ?relation) }}' for name in wanted)
    return select("?claim ?relation ?other", " UNION ".join(parts))


def sources(articles: Iterable[str]) -> str:
    """The independent sources that stand behind claims, as the ledger counts them."""
    return select(
        "?claim ?root",
        f"""{_among(articles)} GRAPH ?article {{ ?claim a kg:Claim }}
        GRAPH graph:ledger {{ ?group kg:statement ?claim ; kg:counted true ; kg:root ?root }}""",
    )


def places(found: Iterable[str]) -> str:
    """Mentions of events whose roles are filled by these places, by event."""
    return select(
        "?other ?place",
        f"""VALUES ?place {{ {" ".join(f"<{p}>" for p in found)} }}
        GRAPH ?article {{ ?role kg:filler ?place . ?mention kg:role ?role }} {_MENTIONED}""",
    )


def accounts(role: str) -> str:
    """What accounts of events say of one role; their own IRIs tell of which event."""
    return select("?account ?other", f"GRAPH graph:events {{ ?account {role} ?other }}")


PARTS: Final = select("?event ?whole", "GRAPH graph:events { ?event a kg:Event ; kg:partOf ?whole }")
DENIALS: Final = select(
    "?source ?target ?scope",
    """GRAPH graph:ledger { ?entry kg:denyingClaim ?source ; kg:deniedClaim ?target .
                         OPTIONAL { ?entry kg:scope ?scope } }""",
)


def held(kind: str) -> str:
    """The two claims of each entry of the ledger, in two rows."""
    return select("?entry ?claim", f"GRAPH graph:ledger {{ ?entry a kg:{kind} ; kg:between ?claim }}")


def decided(judgement: str) -> str:
    """The claims in which two mentions stand that were judged to be of one event, or of related ones."""
    return select(
        "?source ?target",
        f"""GRAPH graph:events {{
          ?decision a kg:Decision ; kg:judgement kg:{judgement} ; kg:left ?left ; kg:right ?right
        }}
        GRAPH ?here {{ ?left kg:withinClaim ?source }} GRAPH ?there {{ ?right kg:withinClaim ?target }}""",
    )


def between(kind: str, left: str, right: str) -> str:
    """Two claims of the ledger, joined by their claimants; ?stance is that of a claim which confirms.

    A denial of a related matter denies nothing that the other has said, and is left out.
    """
    return select(
        "?source ?target ?day ?claim ?root ?stance",
        f"""GRAPH graph:ledger {{ ?entry a {kind} ; {left} ?claim ; {right} ?other }}
        FILTER (!sameTerm(?claim, ?other))
        FILTER NOT EXISTS {{ GRAPH graph:ledger {{ ?entry kg:scope "related" }} }}
        GRAPH ?article {{ ?claim prov:wasQuotedFrom ?article ; kg:claimant ?source ; kg:stance ?how }}
        GRAPH ?elsewhere {{ ?other prov:wasQuotedFrom ?elsewhere ; kg:claimant ?target }}
        FILTER (!sameTerm(?source, ?target))
        OPTIONAL {{ GRAPH ?article {{ ?claim kg:saidLatest ?saidLatest }} }}
        OPTIONAL {{ GRAPH ?article {{ ?claim kg:saidEarliest ?saidEarliest }} }}
        OPTIONAL {{ GRAPH graph:ledger {{ ?group kg:statement ?claim ; kg:counted true ; kg:root ?root }} }}
        BIND (COALESCE(?saidEarliest, ?saidLatest) AS ?day)
        BIND (IF(sameTerm(?how, stance:confirm), ?how, ?unbound) AS ?stance)""",
    )
