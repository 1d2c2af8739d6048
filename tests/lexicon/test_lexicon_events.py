from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.lexicon.events import argument, read_events
from kg.lexicon.weapons import read_weapons
from kg.ontology import Ontology, expand

ONTOLOGY = Ontology.load()
EVENTS = read_events(ONTOLOGY)
EXPECTED = (
    "MissileLaunch SatelliteLaunch WeaponsTest NuclearTest ArtilleryFire EngineTest ArmsTransfer ArmsPurchase "
    "Training TechnologyTransfer FoodAid GoodsTransfer TroopDeployment Casualties Visit Meeting Treaty Exercise "
    "Protest Sanction BalloonLaunch Attack Interception Inspection Ceasefire Parade Unveiling Incursion Jamming"
)


@pytest.mark.parametrize("name", EXPECTED.split())
def test_the_field_is_covered(name: str) -> None:
    assert name in EVENTS.types


def test_types_lie_below_their_kind() -> None:
    assert EVENTS.is_a("SatelliteLaunch", "Launch")
    assert EVENTS.is_a("ArmsPurchase", "Transfer")
    assert EVENTS.is_a("NuclearTest", "WeaponsTest")
    assert not EVENTS.is_a("BalloonLaunch", "Launch")


@pytest.mark.parametrize("kind", ["kg:EventType", "kg:EventFrame"])
def test_every_type_and_frame_is_explained(kind: str) -> None:
    for iri in ONTOLOGY.instances(kind):
        assert ONTOLOGY.texts(iri, "rdfs:label"), iri
        assert ONTOLOGY.texts(iri, "skos:definition"), iri
        assert ONTOLOGY.texts(iri, "skos:example"), iri


def test_every_filler_is_known_or_a_word() -> None:
    weapons = read_weapons(ONTOLOGY)
    frames = {f.name: f for fs in (*EVENTS.by_verb.values(), *EVENTS.by_noun.values()) for _, f in fs}
    for frame in frames.values():
        for one in frame.arguments:
            for filler in one.fillers:
                known = filler in weapons.concepts or filler in ("actor", "place", "words") or filler[0].isupper()
                assert known or filler.isalpha() or "-" in filler, (frame.name, filler)


def test_a_launch_needs_a_weapon_and_an_attack_a_target() -> None:
    launch = next(f for _, f in EVENTS.by_verb["fire"] if f.type == "MissileLaunch")
    assert [a.role for a in launch.arguments if a.required] == ["weapon"]
    attack = next(f for _, f in EVENTS.by_verb["strike"] if f.name == "Attack")
    assert [a.role for a in attack.arguments if a.required] == ["target"]


def test_what_a_type_says_of_a_role_replaces_what_is_said_above() -> None:
    purchase = next(f for _, f in EVENTS.by_verb["buy"] if f.type == "ArmsPurchase")
    assert [a.functions for a in purchase.of("recipient")] == [("subject", "by")]


def test_an_argument_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(OntologyError, match="cannot read the argument"):
        argument("weapon is the object", "events.ttl")


def test_a_new_event_type_is_a_block_of_turtle(tmp_path: Path) -> None:
    block = tmp_path / "own.ttl"
    block.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kg:Blockade a kg:EventType ; rdfs:subClassOf kg:Event ; rdfs:label "blockade" ; kg:verb "blockade" ; '
        'kg:argument "agent = subject : actor", "target! = object : actor, place" .\n',
        encoding="utf-8",
    )
    events = read_events(Ontology.load([block]))
    assert events.is_a("Blockade", "Event")
    assert [f.type for _, f in events.by_verb["blockade"]] == ["Blockade"]
    assert expand("kg:Blockade") not in ONTOLOGY.instances("kg:EventType")
