from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.lexicon.places import read_places
from kg.ontology import Ontology

PLACES = read_places(Ontology.load())


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("from Pyongyang's Sunan area", ["pyongyang", "sunan"]),
        ("into the Sea of Japan, also known as the East Sea", ["sea-of-japan", "sea-of-japan"]),
        ("from the Sohae Satellite Launching Ground in Tongchang-ri", ["sohae", "sohae"]),
        ("an area near WONSAN", ["wonsan"]),
        ("to the sea between Korea and Japan", ["sea-of-japan"]),
        ("the Kursk region of Russia", ["kursk"]),
        ("the sunny area", []),
    ],
)
def test_places_are_found_by_their_longest_name(text: str, slugs: list[str]) -> None:
    assert [slug for _, _, slug in PLACES.find(text)] == slugs


def test_a_site_lies_in_a_state_and_has_coordinates() -> None:
    sunan = PLACES.places["sunan"]
    assert (sunan.state, sunan.kind) == ("north-korea", "Area")
    assert sunan.latitude is not None
    assert sunan.longitude is not None
    assert 39 < sunan.latitude < 40
    assert "pyongyang" in sunan.above


def test_seas_are_seas() -> None:
    assert PLACES.is_a("yellow-sea", "Sea")
    assert not PLACES.is_a("wonsan", "Sea")


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2015-08-10", 9), ("2015-08-20", 8.5), ("2018-05-03", 8.5), ("2018-05-06", 9), ("2025-05-08", 9)],
)
def test_pyongyang_kept_its_own_time_for_three_years(day: str, hours: float) -> None:
    zone = PLACES.zone("north-korea")
    assert datetime.fromisoformat(day).replace(tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_zones_have_names_in_text() -> None:
    assert str(PLACES.zone_names["kst"]) == "Asia/Seoul"
    assert str(PLACES.zone_names["moscow time"]) == "Europe/Moscow"
    assert PLACES.zone("atlantis") is None


def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> . @prefix actor: <https://w3id.org/whosaid/actor/> .\n"
        'actor:mongolia kg:timeZone "Asia/Nowhere" .\n',
        encoding="utf-8",
    )
    ontology = Ontology.load([wrong])
    triples = tuple(
        t for t in ontology.triples if not (t[0].endswith("/mongolia") and t[2].value == "Asia/Ulaanbaatar")
    )
    with pytest.raises(OntologyError, match="no time zone"):
        read_places(Ontology(triples))
