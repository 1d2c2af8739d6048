"""A reference file as a document, and what it says."""

from datetime import date
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.lexicon import Lexicon
from kg.lexicon import load as load_lexicon
from kg.model import Document, EventMention, Extraction
from kg.references import extract_reference, from_columns, load, read_reference
from kg.references.mapping import Mapping, from_text, shipped

HERE = Path(__file__).parent
TABLE = "date=Day,weapon=Missile,site=Where,count=Number,toward=Toward,outcome=Result,text=Notes"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def table(actor: str = "north-korea") -> Document:
    import msgspec

    mapping = msgspec.structs.replace(from_columns(TABLE), actor=actor, publisher="Harbour Register")
    return read_reference(HERE / "launches.csv", mapping)


def missiles() -> Document:
    return read_reference(HERE / "missiles.json", load(HERE / "missiles.toml"))


def wholes(extraction: Extraction) -> list[EventMention]:
    return sorted((e for e in extraction.events if not e.part_of), key=lambda e: str(e.when and e.when.earliest))


def said(event: EventMention, name: str) -> list[str | None]:
    return [r.concept for r in event.role(name)]


def counts(event: EventMention) -> list[tuple[float | None, str]]:
    return [(q.value, q.qualifier) for q in event.quantities if q.role == "count"]


def test_each_row_is_a_section_and_every_character_belongs_to_one() -> None:
    for document in (table(), missiles()):
        covered = [document.text[s.start : s.end] for s in document.sections]
        assert "".join("".join(covered).split()) == "".join(document.text.split())
        assert all(a.end <= b.start for a, b in zip(document.sections, document.sections[1:], strict=False))
        assert sum(s.part == "body" for s in document.sections) == 5
        assert from_text(document.mapping).columns["date"] in ("Day", "date")


def test_a_table_says_what_its_cells_say(lexicon: Lexicon) -> None:
    found = extract_reference(table(), lexicon)
    first, second, third, fourth = wholes(found)
    assert [e.type for e in (first, second, third, fourth)] == ["MissileLaunch"] * 4
    assert first.when and (first.when.earliest, first.when.precision) == (date(2031, 3, 4), "day")
    assert (said(first, "weapon"), said(first, "site")) == (["short-range-ballistic-missile"], ["wonsan"])
    assert said(second, "system") == ["kn-25"]
    assert [counts(e) for e in (first, second, third, fourth)] == [[(2, "")], [(6, "")], [], [(1, "")]]
    assert [e.outcome for e in (first, second, third, fourth)] == ["success", "success", None, "failure"]
    assert [(p.code, p.document) for p in found.problems] == [("row-without-date", "launches")]


def test_every_row_is_a_claim_of_the_publisher_in_its_own_characters(lexicon: Lexicon) -> None:
    for document in (table(), missiles()):
        found = extract_reference(document, lexicon)
        claims = {a.id: a for a in found.attributions}
        assert all(a.kind == "narrated" and a.source is None and a.cue == () for a in claims.values())
        for event in found.events:
            claim = claims[event.within or ""]
            held = [event.trigger, *(r.span for r in event.roles), *(q.span for q in event.quantities)]
            assert all(claim.holds(span) for span in held)
        spans = [s for a in claims.values() for s in a.content]
        assert all(document.text[s.start : s.end] == s.text for s in spans)
        bodies = [s for s in document.sections if s.part == "body"]
        assert all(any(b.start <= s.start and s.end <= b.end for b in bodies) for s in spans)


def test_single_missiles_are_counted_and_the_launches_of_a_local_day_are_one_event(lexicon: Lexicon) -> None:
    found = extract_reference(missiles(), lexicon)
    first, second, third = wholes(found)
    assert first.when and first.when.earliest == first.when.latest == date(2031, 3, 4)
    assert counts(first) == [(3, "recorded")]
    assert said(first, "weapon") == ["short-range-ballistic-missile"], "what both systems are"
    parts = [e for e in found.events if e.part_of == first.id]
    assert [(said(e, "system"), counts(e)) for e in parts] == [
        (["kn-23"], [(2, "recorded")]),
        (["kn-25"], [(1, "recorded")]),
    ]
    assert len({e.id for e in found.events}) == len(found.events)
    # 21:13 UTC on the 10th is the morning of the 11th where it was launched.
    assert second.when and second.when.earliest == date(2031, 3, 11)
    assert second.when.span and second.when.span.text == "2031-03-10"
    assert third.when and (third.when.earliest, third.when.start) == (date(2031, 4, 1), None)


def test_a_file_without_an_actor_tells_of_launches_by_nobody(lexicon: Lexicon) -> None:
    found = extract_reference(table(actor=""), lexicon)
    assert found.mentions == () and not any(list(e.role("agent")) for e in found.events)


PROSE = [
    (
        "Two short-range ballistic missiles flew from the Sunan area toward the East Sea.",
        2,
        "",
        "sunan",
        "sea-of-japan",
    ),
    ("It fired about 12 missiles into the Yellow Sea.", 12, "approximately", None, "yellow-sea"),
    ("At least 18 rockets were fired at once.", 18, "at least", None, None),
    ("A 600mm launcher fired; the missile flew 350 kilometers from Wonsan.", None, "", "wonsan", None),
    ("The launch came two days after a drill, at 6:14 a.m.", None, "", None, None),
]


@pytest.mark.parametrize(("prose", "count", "how", "site", "toward"), PROSE)
def test_prose_adds_what_no_cell_says(
    prose: str, count: int | None, how: str, site: str | None, toward: str | None, lexicon: Lexicon, tmp_path: Path
) -> None:
    file = tmp_path / "prose.csv"
    file.write_text(f'day,kind,words\n2031-03-05,ballistic missile,"{prose}"\n', encoding="utf-8")
    mapping = from_columns("date=day,weapon=kind,text=words")
    (event,) = extract_reference(read_reference(file, mapping), lexicon).events
    assert counts(event) == ([] if count is None else [(count, how)])
    assert (said(event, "site"), said(event, "toward")) == ([site] if site else [], [toward] if toward else [])


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Ten missiles were fired on Tuesday, state media said on Wednesday.", ("2031-03-04", "2031-03-05")),
        ("Ten missiles were fired on Wednesday.", ("2031-03-05", "2031-03-05")),
        ("Ten missiles were fired; on Monday envoys had met.", ("2031-03-05", "2031-03-05")),
    ],
)
def test_prose_that_names_the_day_before_leaves_both_days_open(
    words: str, days: tuple[str, str], lexicon: Lexicon, tmp_path: Path
) -> None:
    file = tmp_path / "prose.csv"
    file.write_text(f'day,kind,words\n2031-03-05,missile,"{words}"\n', encoding="utf-8")
    (event,) = extract_reference(read_reference(file, from_columns("date=day,weapon=kind,text=words")), lexicon).events
    assert event.when and (str(event.when.earliest), str(event.when.latest)) == days


def test_rows_of_other_kinds_are_counted_not_dropped(lexicon: Lexicon, tmp_path: Path) -> None:
    file = tmp_path / "mixed.csv"
    file.write_text(
        "day,kind\n2031-03-05,Short-range Missile Launch\n2031-03-06,Border Talks\n2031-03-07,Satellite Launch\n"
        "2031-03-08,Rocket Engine Test\n",
        encoding="utf-8",
    )
    mapping = Mapping(
        {"date": "day", "type": "kind", "weapon": "kind"},
        types={"Satellite Launch": "SatelliteLaunch", "Rocket Engine Test": ""},
    )
    found = extract_reference(read_reference(file, mapping), lexicon)
    assert [e.type for e in found.events] == ["MissileLaunch", "SatelliteLaunch"]
    assert [p.message for p in found.problems] == ["2 of 4 rows tell of no launch and are not read"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("", "no pairs"),
        ("date", "no pairs"),
        ("weapon=Missile", "no column says the date"),
        ("date=Day,colour=Missile", "cannot say colour"),
        ("date=Tag", "no column Tag"),
    ],
)
def test_wrong_columns_are_named(columns: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_reference(HERE / "launches.csv", from_columns(columns))


@pytest.mark.parametrize(
    ("text", "words"),
    [("columns = 3", "no mapping"), ("columns = {date = 'a'}\nfoo = 1", "foo"), ("[columns", "no mapping"),
     ("row = 'week'\n[columns]\ndate = 'a'", "a row is 'week'")],
)  # fmt: skip
def test_a_wrong_mapping_is_named(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load(file)


def test_a_file_that_nobody_knows_is_refused_with_its_columns() -> None:
    with pytest.raises(InputError, match="Day, Missile"):
        read_reference(HERE / "launches.csv")


def test_a_shipped_mapping_is_taken_where_its_columns_fit(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text(
        '{"timeBins": [{"data": [{"date": "2031-03-10", "time": "21:13 (UTC)", "missile": "kn-25", "facility": "sunan",'
        ' "landing": "sea-of-japan", "series": 1, "distance": 350, "apogee": 90, "outcome": "success"}]}]}',
        encoding="utf-8",
    )
    document = read_reference(file)
    assert document.publisher == shipped()[0].publisher
    (event,) = extract_reference(document, load_lexicon()).events
    assert event.when and event.when.earliest == date(2031, 3, 11)
