"""The stances of the ontology as readers of text need them."""

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Stances:
    """The ontology that the stances are read from."""

    ontology: Ontology


def read_stances(ontology: Ontology) -> Stances:
    """The stances of the ontology."""
    return Stances(ontology)
