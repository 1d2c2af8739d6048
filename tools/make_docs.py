"""Write the ontology's documentation as one HTML page, with pyLODE (of the extra `dev`).

    python tools/make_docs.py [FILE]        default build/ontology.html

Classes, event types and properties with their definitions, examples and alignments (named values in the examples of
their class); not the words, actors, weapons and places, which are data.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ontology"
ONTOLOGY = URIRef("https://w3id.org/whosaid/ontology")
KG = Namespace("https://w3id.org/whosaid/ontology#")
SCHEMA = Namespace("http://schema.org/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, KG.EventType)
# pyLODE knows schema.org's terms by https; everything else here is read as it stands.
SAID = {
    **{p: p for p in (RDF.type, RDFS.label, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.definition, SKOS.example)},
    **{p: p for p in (SKOS.closeMatch, SKOS.relatedMatch)},
    SCHEMA.domainIncludes: SDO.domainIncludes,
    SCHEMA.rangeIncludes: SDO.rangeIncludes,
}


def documented() -> Graph:
    """What the page shows: the ontology's own statement and all terms of its namespace."""
    read, shown = Graph(), Graph()
    for file in sorted(FOLDER.glob("*.ttl")):
        if file.name != "shapes.ttl":
            read.parse(file)
    for triple in read.triples((ONTOLOGY, None, None)):
        shown.add(triple)
    for term in terms(read):
        for p, o in read.predicate_objects(term):
            if isinstance(p, URIRef) and p in SAID:
                shown.add((term, SAID[p], OWL.Class if o == KG.EventType else o))
    return shown


def terms(read: Graph) -> Iterator[Node]:
    """Everything of the namespace that is a class, an event type or a property."""
    found = {s for kind in KINDS for s in read.subjects(RDF.type, kind) if str(s).startswith(str(KG))}
    return iter(sorted(found, key=str))


def main(arguments: list[str]) -> int:
    from pylode import OntPub

    out = Path(arguments[0]) if arguments else ROOT / "build" / "ontology.html"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(OntPub(ontology=documented()).make_html(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
