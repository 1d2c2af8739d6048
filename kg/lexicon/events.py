"""The events of the ontology as readers of text need them."""

from dataclasses import dataclass

from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Events:
    """The ontology that the events are read from."""

    ontology: Ontology


def read_events(ontology: Ontology) -> Events:
    """The events of the ontology."""
    return Events(ontology)
