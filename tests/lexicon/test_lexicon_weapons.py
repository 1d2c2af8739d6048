import pytest

from kg.lexicon.weapons import read_weapons, words
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
WEAPONS = read_weapons(ONTOLOGY)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("two short-range ballistic missiles", "short-range-ballistic-missile"),
        ("short-range nuclear-capable ballistic missiles", "short-range-ballistic-missile"),
        ("SRBMs", "short-range-ballistic-missile"),
        ("an intercontinental ballistic missile", "intercontinental-ballistic-missile"),
        ("a ballistic missile-like object", "ballistic-missile"),
        ("long-range strategic cruise missiles", "long-range-cruise-missile"),
        ("KN-23", "kn-23"),
        ("Hwasong-11Ga", "kn-23"),
        ("Hwasongpho-16B", "hwasong-16"),
        ("a 600-mm multiple launch rocket system", "kn-25"),
        ("240mm rocket launchers", "mlrs-240mm"),
        ("152mm shells", "artillery-shell"),
        ("Shahed drones", "shahed"),
        ("spy satellites", "satellite"),
        ("a satellite launch vehicle", "satellite-launch-vehicle"),
        ("refined oil", "oil"),
        ("military technology", "technology"),
        ("munitions", "munition"),
        ("a website", None),
        ("the missile program", None),
    ],
)
def test_labels_are_found_as_words_in_order(text: str, slug: str | None) -> None:
    found = WEAPONS.find(words(text))
    assert (found.slug if found else None) == slug


def test_systems_belong_to_classes() -> None:
    assert WEAPONS.class_of("kn-23") == "short-range-ballistic-missile"
    assert WEAPONS.is_a("kn-23", "ballistic-missile")
    assert WEAPONS.is_a("hwasong-18", "projectile")
    assert not WEAPONS.is_a("food", "weapon")
    assert WEAPONS.narrower("missile", "kn-23") == "kn-23"
    assert WEAPONS.narrower("intercontinental-ballistic-missile", "missile") == "intercontinental-ballistic-missile"


def test_every_concept_has_a_label_a_definition_and_a_place_in_the_tree() -> None:
    for iri in ONTOLOGY.instances("kg:Weapon"):
        assert ONTOLOGY.texts(iri, "skos:prefLabel"), iri
        assert ONTOLOGY.texts(iri, "skos:definition"), iri
    for weapon in WEAPONS.concepts.values():
        assert all(above in WEAPONS.concepts for above in weapon.above), weapon
        assert weapon.slug not in weapon.above, weapon


def test_bounds_are_ordered() -> None:
    for weapon in WEAPONS.concepts.values():
        for low, high in ((weapon.range_min, weapon.range_max), (weapon.speed_min, weapon.speed_max)):
            assert low is None or high is None or low < high, weapon


def test_a_ballistic_missile_is_never_as_slow_as_an_airliner() -> None:
    bound = WEAPONS.concepts["ballistic-missile"].speed_min
    assert bound is not None
    assert bound > 500 * 1.609
