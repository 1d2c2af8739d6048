from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kg.lexicon import load
from kg.lexicon.actor_blocks import person_variants
from kg.lexicon.actors import Actors
from kg.lexicon.words import Phrases, pieces


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load().actors


def named(actors: Actors, text: str) -> list[tuple[str, str]]:
    return [(phrase, found[0].slug) for _, _, found, phrase in actors.names.find(pieces(text))]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Kim Jong Un", ["kim-jong-un"]),
        ("Kim Jong-un", ["kim-jong-un"]),
        ("KIM JONG UN", ["kim-jong-un"]),
        ("Kim Jong-Un", ["kim-jong-un"]),
        ("Nakatani Gen and Gen Nakatani", ["gen-nakatani", "gen-nakatani"]),
        ("the UN and the U.N.", ["united-nations", "united-nations"]),
        ("un poco de us", []),
        ("the DPRK and the D.P.R.K.", ["north-korea", "north-korea"]),
        ("the South Korean side and the South", ["south-korea", "south-korea"]),
        ("Türkiye, Turkey and Ankara", ["turkey", "turkey", "turkey"]),
        ("State media of State", []),
        ("Volodymyr Zelenskyy", ["volodymyr-zelensky"]),
    ],
)
def test_names_are_found_in_any_usual_spelling(actors: Actors, text: str, slugs: list[str]) -> None:
    assert [slug for _, slug in named(actors, text)] == slugs


@pytest.mark.parametrize(
    ("state", "noun", "slug", "label"),
    [
        ("japan", "coast-guard", "japan-coast-guard", "Japan Coast Guard"),
        ("united-states", "military", "us-military", "US military"),
        ("united-states", "navy", "united-states-navy", "US navy"),
        ("ukraine", "military-intelligence", "ukraine-military-intelligence", "Ukraine Main Intelligence Directorate"),
        ("peru", "defense-ministry", "peru-defense-ministry", "Peru Defense Ministry"),
        ("russia", "security-council", "russia-security-council", "Russia Security Council"),
        ("south-korea", "unification-ministry", "south-korea-unification-ministry", "South Korea Unification Ministry"),
    ],
)  # fmt: skip
def test_a_state_and_a_noun_make_a_body(actors: Actors, state: str, noun: str, slug: str, label: str) -> None:
    made = actors.composed(state, noun)
    assert (made.slug, made.label, made.state) == (slug, label, state)


@pytest.mark.parametrize(
    ("body", "noun", "day", "holder"),
    [
        ("south-korea", "defense-minister", date(2024, 5, 30), "shin-won-sik"),
        ("south-korea", "defense-minister", date(2023, 10, 6), "lee-jong-sup"),
        ("south-korea", "president", date(2025, 5, 1), None),
        ("united-states", "president", date(2021, 1, 19), "donald-trump"),
        ("united-states", "president", date(2021, 1, 20), "joe-biden"),
        ("united-states", "president", date(2025, 1, 20), "donald-trump"),
        ("japan", "defense-minister", date(2025, 5, 8), "gen-nakatani"),
        ("japan", "chief-cabinet-secretary", date(2023, 9, 13), "hirokazu-matsuno"),
        ("north-korea", "leader", date(2023, 9, 13), "kim-jong-un"),
        ("north-korea", "leader", None, None),
        ("nato", "secretary-general", date(2024, 10, 1), "mark-rutte"),
    ],
)
def test_offices_have_holders_on_a_day(
    actors: Actors, body: str, noun: str, day: date | None, holder: str | None
) -> None:
    assert actors.holder(body, noun, day) == holder


def test_terms_of_one_office_do_not_overlap(actors: Actors) -> None:
    for office, tenures in actors.offices.items():
        for first, second in pairwise(tenures):
            assert first.end is not None, (office, first)
            assert second.start is not None and first.end <= second.start, (office, first, second)


def test_every_state_media_outlet_has_a_state(actors: Actors) -> None:
    media = [k for k in actors.known.values() if k.organ and actors.is_a(k.type, "Outlet", "Media")]
    assert media and [k.slug for k in media if not k.state] == []


def test_classes_form_a_tree(actors: Actors) -> None:
    assert actors.is_a("Wire", "Outlet", "Person") and actors.is_a("Wire", "Organisation")
    assert not actors.is_a("Person", "Organisation")


def test_kin_and_nouns(actors: Actors) -> None:
    assert actors.kin[("kim-jong-un", "sister")] == "kim-yo-jong"
    forms = [
        (f[0].noun.slug, f[0].plural) for _, _, f, _ in actors.nouns.find(pieces("The ministers and a spy agency"))
    ]
    assert forms == [("minister", True), ("intelligence-agency", False)]


def test_variants_of_a_name() -> None:
    assert set(person_variants("Lee Jae Myung", "Lee")) >= {"Lee Jae-myung", "Lee Jaemyung", "Jae-myung Lee"}
    assert set(person_variants("Ursula von der Leyen", "von der Leyen")) == set()


def test_longest_phrase_wins_and_case_counts() -> None:
    phrases: Phrases[int] = Phrases()
    for n, text in enumerate(["Foreign Ministry", "Foreign Ministry of Peru", "AP", "state media"]):
        phrases.add(text, n)
    found = [
        v for _, _, v, _ in phrases.find(pieces("the Foreign Ministry of Peru, AP, ap, State Media, Foreign ministry"))
    ]
    assert found == [(1,), (2,), (3,)]


def test_an_overlay_adds_an_office_and_a_cue_for_it(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> .\n@prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        "@prefix noun: <https://w3id.org/whosaid/noun/> .\n@prefix office: <https://w3id.org/whosaid/office/> .\n"
        "@prefix tenure: <https://w3id.org/whosaid/tenure/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'actor:ana-example a kg:Person ; rdfs:label "Ana Example" ; kg:memberOf actor:malta .\n'
        "office:pm-of-malta a kg:Office ; kg:organOf actor:malta ; kg:position noun:prime-minister .\n"
        "tenure:ana a kg:Tenure ; kg:office office:pm-of-malta ; kg:holder actor:ana-example .\n",
        encoding="utf-8",
    )
    assert load([mine]).actors.holder("malta", "prime-minister", date(2024, 1, 1)) == "ana-example"
