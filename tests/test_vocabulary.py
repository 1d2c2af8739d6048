"""The generated names are those of the ontology."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg import vocabulary
from kg.vocabulary import KG, Class, Property, Value

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "tools" / "make_vocabulary.py"


def names(group: type) -> dict[str, str]:
    return {name: value for name, value in vars(group).items() if not name.startswith("__")}


def test_the_file_is_what_the_ontology_says() -> None:
    made = subprocess.run([sys.executable, TOOL, "--check"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("group", [Class, Property, Value])
def test_a_name_is_the_end_of_its_iri(group: type) -> None:
    assert {name: KG + name.rstrip("_") for name in names(group)} == names(group)
    assert len(names(group)) > 20


def test_groups_do_not_overlap() -> None:
    """Class.Event and Property.event are two terms; Class.Place and Value.Place would be one with two meanings."""
    assert names(Class).keys() & names(Value).keys() == set()


def test_the_version_is_the_ontologys() -> None:
    assert vocabulary.VERSION == "0.1.0"
