"""The actors of the ontology as readers of text need them."""

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Actors:
    """The ontology that the actors are read from."""

    ontology: Ontology


def read_actors(ontology: Ontology) -> Actors:
    """The actors of the ontology."""
    return Actors(ontology)
