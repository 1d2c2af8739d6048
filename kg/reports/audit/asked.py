"""The questions that an audit asks of a store: one each for the whole collection, never one a claim."""

PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/whosaid/graph/>
PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
"""

# subject, property, value of each thing of one kind: properties may be absent or have several values.
DOCUMENTS = """SELECT ?s ?p ?o WHERE { GRAPH ?s { ?s a kg:Document ; ?p ?o .
  FILTER (?p IN (nif:isString, kg:name, kg:sha256, kg:sourceSha256, kg:fileName, kg:readBy, kg:wire, dcterms:title,
    dcterms:issued, dcterms:publisher, dcterms:language, schema:url)) } }"""
CLAIMS = """SELECT ?s ?p ?o WHERE { GRAPH ?d { ?s a kg:Claim ; ?p ?o .
  FILTER (?p IN (kg:kind, kg:stance, kg:certainty, kg:polarity, kg:part, kg:method, kg:saidEarliest, kg:saidLatest,
    kg:within, kg:refersToClaim, kg:claimant, kg:target, kg:about, prov:wasQuotedFrom)) } }"""
EVENTS = """SELECT ?s ?p ?o WHERE { GRAPH graph:events { ?s a kg:Event ; ?p ?o .
  FILTER (?p IN (rdfs:label, kg:eventType, kg:hasMention, kg:earliest, kg:latest, kg:partOf)) } }"""
LEDGER = """SELECT ?s ?p ?o WHERE { GRAPH graph:ledger { ?s kg:between ?any ; ?p ?o .
  FILTER (?p IN (rdf:type, kg:dimension, kg:between, kg:denyingClaim, kg:deniedClaim, kg:because, kg:status,
    kg:explanation, kg:scope)) } }"""
ALERTS = """SELECT ?s ?p ?o WHERE { GRAPH graph:ledger { ?s a kg:Alert ; ?p ?o .
  FILTER (?p IN (kg:alertKind, kg:left, kg:right, kg:because)) } }"""
COPIES = """SELECT ?s ?p ?o WHERE { GRAPH graph:ledger { ?s a kg:Copy ; ?p ?o .
  FILTER (?p IN (kg:origin, kg:copiedBy, kg:copyKind, kg:share, kg:because)) } }"""
PASSAGES = """SELECT ?copy ?first ?start ?end ?begin ?stop WHERE { GRAPH graph:ledger {
  ?copy kg:passage ?passage . ?passage kg:originSpan ?first ; kg:copySpan ?second .
  ?first nif:beginIndex ?start ; nif:endIndex ?end . ?second nif:beginIndex ?begin ; nif:endIndex ?stop } }
ORDER BY ?copy ?begin ?stop ?start"""
INDEPENDENCE = """SELECT ?s ?p ?o WHERE { GRAPH graph:ledger { ?s a kg:Independence ; ?p ?o .
  FILTER (?p IN (kg:event, kg:statements, kg:sources, kg:because, kg:sourceGroup)) } }"""
GROUPS = """SELECT ?s ?p ?o WHERE { GRAPH graph:ledger { ?s a kg:SourceGroup ; ?p ?o .
  FILTER (?p IN (kg:root, kg:counted, kg:because, kg:statement)) } }"""
RELAYS = """SELECT ?s ?p ?o WHERE { GRAPH ?d { { ?s a kg:Relay ; ?p ?o . FILTER (?p IN (kg:order, kg:relayer)) }
  UNION { ?o kg:relay ?s . BIND (kg:relay AS ?p) } } }"""
BUILD = """SELECT ?s ?p ?o WHERE { GRAPH graph:build { ?s ?p ?o } }"""

SECTIONS = """SELECT ?d ?start ?end ?part WHERE { GRAPH ?d {
  ?span a kg:Section ; kg:part ?part ; nif:beginIndex ?start ; nif:endIndex ?end } }"""
SPANS = """SELECT ?s ?role ?start ?end WHERE { GRAPH ?d { ?s ?role ?span .
  FILTER (?role IN (kg:source, kg:cue, kg:content)) ?span nif:beginIndex ?start ; nif:endIndex ?end } }"""
MENTION_TYPES = """SELECT ?mention ?type WHERE { GRAPH ?d { ?mention a kg:EventMention ; kg:eventType ?type } }"""
LABELS = """SELECT ?s ?label WHERE { GRAPH graph:actors { ?s a kg:Actor ; rdfs:label ?label } }"""
