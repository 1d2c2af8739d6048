"""The stores that are exported."""

import pytest

from kg.ontology import Ontology
from kg.rdf import ontology_quads
from kg.store import EmbeddedStore
from tests.sample import sample
from tests.synthetic import quads as synthetic_quads


@pytest.fixture(scope="package")
def store() -> EmbeddedStore:
    return EmbeddedStore.of([*sample().quads(), *ontology_quads(Ontology.load())])


@pytest.fixture(scope="package")
def large() -> EmbeddedStore:
    """More nodes than are laid out by forces."""
    return EmbeddedStore.of(synthetic_quads(40, 20))
