"""The weapons of the ontology as readers of text need them."""

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Weapons:
    """The ontology that the weapons are read from."""

    ontology: Ontology


def read_weapons(ontology: Ontology) -> Weapons:
    """The weapons of the ontology."""
    return Weapons(ontology)
