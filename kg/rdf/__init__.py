"""Values to quads: N-Quads lines, escaped, sorted, without blank nodes; the same values give the same bytes.

Each function yields the lines of one kind of graph; `kg.ids` makes every name, `kg.vocabulary` every term.
"""

from kg.rdf.build import Input, Manifest, build_quads, ontology_quads
from kg.rdf.cast import Cast
from kg.rdf.documents import document_quads
from kg.rdf.resolution import resolution_quads

__all__ = ["Cast", "Input", "Manifest", "build_quads", "document_quads", "ontology_quads", "resolution_quads"]
