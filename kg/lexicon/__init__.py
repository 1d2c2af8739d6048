"""What the ontology says, arranged for readers of text: words to look up, not triples."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon.actor_blocks import read_actors
from kg.lexicon.actors import Actors
from kg.lexicon.events import Events, read_events
from kg.lexicon.places import Places, read_places
from kg.lexicon.stances import Stances, read_stances
from kg.lexicon.weapons import Weapons, read_weapons
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the ontology: made once per process, read by every step that reads text."""

    actors: Actors
    stances: Stances
    events: Events
    weapons: Weapons
    places: Places


def load(overlays: Sequence[Path] = ()) -> Lexicon:
    """The lexicon of the shipped ontology with the user's files laid over it."""
    ontology = Ontology.load(overlays)
    return Lexicon(
        actors=read_actors(ontology),
        stances=read_stances(ontology),
        events=read_events(ontology),
        weapons=read_weapons(ontology),
        places=read_places(ontology),
    )
