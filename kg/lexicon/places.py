"""The places of the ontology as readers of text need them."""

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Places:
    """The ontology that the places are read from."""

    ontology: Ontology


def read_places(ontology: Ontology) -> Places:
    """The places of the ontology."""
    return Places(ontology)
