"""References held against each other: links within a day, entries entered twice, places in a series counted again."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import permutations

import pytest

from kg import ids
from kg.lexicon import Lexicon, load
from kg.model import Decision, Document, Event, Resolution, Section
from kg.references import extract_reference
from kg.references.mapping import Mapping
from kg.resolve import resolve
from tests.resolve.worlds import Article, day

COLUMNS = ("day", "kind", "site", "number", "words")
MAPPING = Mapping(
    {"date": "day", "weapon": "kind", "site": "site", "count": "number", "text": "words"}, actor="north-korea"
).text()


@cache
def lexicon() -> Lexicon:
    return load()


def reference(publisher: str, *rows: Sequence[str]) -> Document:
    """A table of launches: day, weapon, site, number, words; cells that are left out are empty."""
    filled = [[*row, *[""] * (len(COLUMNS) - len(row))] for row in rows]
    lines = [",".join(COLUMNS), *(",".join(f'"{c}"' for c in row) for row in filled)]
    text = "\n".join(lines) + "\n"
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(1, len(lines))]
    sections = tuple(Section("body", s, s + len(line)) for s, line in zip(starts, lines[1:], strict=True))
    return Document(
        id=ids.document_id(text, publisher, None), name=ids.slug(publisher), text=text, sha256="0" * 64,
        source_sha256="0" * 64, file="t.csv", reader="test", publisher=publisher, sections=sections, mapping=MAPPING,
    )  # fmt: skip


def resolved(*documents: Document, decided: Sequence[Decision] = ()) -> Resolution:
    return resolve(documents, {d.id: extract_reference(d, lexicon()) for d in documents}, lexicon(), decided)


def shared(found: Resolution) -> list[tuple[str | None, str | None]]:
    """The days of the events that more than one reference records."""
    told: dict[str, set[str]] = {}
    for account in found.accounts:
        told.setdefault(account.event, set()).add(account.document)
    events = [e for e in found.events if len(told.get(e.id, ())) > 1]
    return sorted((str(e.earliest), str(e.latest)) for e in events)


def doubles(found: Resolution) -> list[str]:
    return [d.because for d in found.decisions if d.by == "rule:entries-twice"]


SRBM, CRUISE = "short-range ballistic missile", "cruise missile"
LINKS = [
    # rows of two references, the days of the events that both record
    ([("2031-03-05", SRBM)], [("2031-03-05", SRBM)], [("2031-03-05", "2031-03-05")]),
    ([("2031-03-05", SRBM)], [("2031-03-06", SRBM)], [("2031-03-05", "2031-03-06")]),
    ([("2031-03-05", SRBM)], [("2031-03-07", SRBM)], []),
    ([("2031-03-05", SRBM)], [("2031-03-05", CRUISE)], []),
    ([("2031-03-05", SRBM)], [("2031-03-06", CRUISE)], []),
    ([("2031-03-05", SRBM, "Wonsan", "2")], [("2031-03-05", SRBM, "Sunan", "6")], [("2031-03-05", "2031-03-05")]),
    # The class of one ballistic missile may be told in two ways.
    ([("2031-03-05", SRBM)], [("2031-03-05", "medium-range ballistic missile")], [("2031-03-05", "2031-03-05")]),
    # The same day goes before the next one, and what has its own entry takes no other.
    ([("2031-03-05", SRBM)], [("2031-03-05", SRBM), ("2031-03-06", SRBM)], [("2031-03-05", "2031-03-05")]),
    ([("2031-03-05", SRBM), ("2031-03-06", SRBM)], [("2031-03-06", SRBM)], [("2031-03-06", "2031-03-06")]),
    # The day before or the day after: nobody can tell, so neither.
    ([("2031-03-05", SRBM)], [("2031-03-04", SRBM), ("2031-03-06", SRBM)], []),
    ([("2031-03-05", SRBM, "Sunan")], [("2031-03-04", SRBM, "Wonsan"), ("2031-03-06", SRBM, "Sunan")],
     [("2031-03-05", "2031-03-06")]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "expected"), LINKS)
def test_launches_are_linked_within_a_day(
    one: list[tuple[str, ...]], two: list[tuple[str, ...]], expected: list[tuple[str, str]]
) -> None:
    assert shared(resolved(reference("Lantern", *one), reference("Harbour", *two))) == expected


def test_what_differs_is_in_the_ledger_with_both_sides() -> None:
    found = resolved(
        reference("Lantern", ("2031-03-05", SRBM, "Wonsan", "2")),
        reference("Harbour", ("2031-03-06", SRBM, "Sunan", "6")),
    )
    entries = {e.dimension: e.because for e in found.ledger if e.kind == "contradiction"}
    assert sorted(entries) == ["count", "place", "time"]
    assert entries["count"] == "“6” (Harbour) against “2” (Lantern)"
    assert "2031-03-05" in entries["time"] and "2031-03-06" in entries["time"]
    assert "Wonsan" in entries["place"] and "Sunan" in entries["place"]


def test_a_person_keeps_two_launches_apart() -> None:
    documents = reference("Lantern", ("2031-03-05", SRBM)), reference("Harbour", ("2031-03-06", SRBM))
    left, right = (extract_reference(d, lexicon()).events[0] for d in documents)
    names = [ids.event_mention_iri(e.trigger.document, e.id) for e in (left, right)]
    word = Decision(names[0], names[1], "different", 1.0, "two launches", "A. Reader")
    assert shared(resolved(*documents, decided=[word])) == []


TWICE = [
    # the day before is named, and another reference gives the later entry's number
    ([("2031-03-05", SRBM, "Sunan", "10"), ("2031-03-06", "MLRS", "", "18", "18 rockets flew on Wednesday")],
     [("2031-03-05", "KN-25", "Sunan", "18")], 1),
    ([("2031-03-05", SRBM), ("2031-03-05", SRBM)], [], 1),
    ([("2031-03-05", SRBM, "Sunan", "3"), ("2031-03-06", SRBM, "Sunan", "3")], [], 1),
    # two launches
    ([("2031-03-05", SRBM), ("2031-03-06", SRBM)], [], 0),
    ([("2031-03-05", SRBM), ("2031-03-05", CRUISE)], [], 0),
    ([("2031-03-05", SRBM, "Sunan", "1"), ("2031-03-06", SRBM, "Sunan", "1")], [], 0),
    ([("2031-03-05", SRBM, "Sunan", "3"), ("2031-03-08", SRBM, "Sunan", "3")], [], 0),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "others", "number"), TWICE)
def test_entries_that_may_be_one_are_named_and_left_as_two(
    rows: list[tuple[str, ...]], others: list[tuple[str, ...]], number: int
) -> None:
    table = reference("Lantern", *rows)
    found = resolved(table, *([reference("Harbour", *others)] if others else []))
    assert len(doubles(found)) == number
    assert len([a for a in found.accounts if a.document == table.id]) == len(rows)


def test_the_order_of_documents_changes_nothing() -> None:
    documents = (
        reference("Lantern", ("2031-03-05", SRBM), ("2031-03-11", "KN-25", "Sunan", "6")),
        reference("Harbour", ("2031-03-06", SRBM), ("2031-03-11", SRBM, "Wonsan")),
        reference("Beacon", ("2031-03-05", "missile"), ("2031-03-12", SRBM, "Sunan", "6")),
    )
    first = resolved(*documents)
    assert all(resolved(*some) == first for some in permutations(documents))


def test_a_reference_is_no_source_of_its_own() -> None:
    found = resolved(reference("Lantern", ("2031-03-05", SRBM)), reference("Harbour", ("2031-03-05", SRBM)))
    assert [(i.statements, i.sources) for i in found.independence] == [(2, 0)]
    assert not [e for e in found.ledger if e.kind == "agreement"]


def news(words: str, told: str, quantity: str, role: str, value: float, unit: str = "year", how: str = "") -> Article:
    """An article of 2031-05-01 on that day's launch, with a claim about a series."""
    article = Article(
        f"North Korea fired a missile on Thursday.\n\n{words}", published="2031-05-01", publisher="Courier"
    )
    launch = article.event("MissileLaunch", "fired", "North Korea fired a missile on Thursday", agent="North Korea",
                           weapon=("a missile", "missile"), when=day("2031-05-01"))  # fmt: skip
    number = article.number(quantity, value, low=value, high=None if how == "more than" else value)
    number = type(number)(role, value, number.low, number.high, unit if role != "count" else "", how, number.span)
    more = {"antecedent": launch.id} if role == "order" else {"modality": "generic"}
    nth = 1 if told == "fired" else 0
    year = None if role == "order" else day("2031-01-01", "2031-12-31", "year")
    article.event("MissileLaunch", told, words.rstrip("."), weapon=("ballistic missile", "ballistic-missile"),
                  quantities=[number], nth=nth, when=year, **more)  # fmt: skip
    return article


def recount(article: Article, *references: Document) -> list[tuple[str, int, int, int, int]]:
    documents = [article.document, *references]
    extractions = {d.id: extract_reference(d, lexicon()) for d in references} | {
        article.document.id: article.extraction
    }
    found = resolve(documents, extractions, lexicon()).recounts
    return [(r.verdict, r.low, r.high, len(r.counted), len(r.disputed)) for r in found]


YEAR = [("2031-01-14", SRBM, "", "2"), ("2031-03-05", SRBM, "", "3"), ("2031-05-01", SRBM, "", "1")]
LATER = ("2031-06-01", SRBM, "", "9")
SIXTH = ("It was the third ballistic missile test this year.", "test", "third", "order", 3.0)


def test_a_place_in_a_series_holds_where_every_reference_counts_so() -> None:
    one, two = (
        reference("Lantern", *YEAR, LATER),
        reference("Harbour", *YEAR, ("2030-12-31", SRBM), ("2031-02-01", CRUISE)),
    )
    assert recount(news(*SIXTH), one, two) == [("holds", 3, 3, 3, 0)]


def test_it_fails_where_no_count_allows_it() -> None:
    assert recount(news(*SIXTH), reference("Lantern", YEAR[0], YEAR[2])) == [("fails", 2, 2, 2, 0)]


def test_it_depends_on_what_one_reference_lacks() -> None:
    one, two = reference("Lantern", *YEAR), reference("Harbour", YEAR[0], YEAR[2])
    assert recount(news(*SIXTH), one, two) == [("depends", 2, 3, 3, 1)]


def test_it_depends_on_what_may_be_of_the_kind() -> None:
    assert recount(news(*SIXTH), reference("Lantern", YEAR[0], ("2031-03-05", "missile"), YEAR[2])) == [
        ("depends", 2, 3, 3, 1)
    ]


def test_a_reference_that_ends_before_counts_nothing() -> None:
    short = reference("Harbour", YEAR[0])
    assert recount(news(*SIXTH), reference("Lantern", *YEAR), short) == [("holds", 3, 3, 3, 0)]


def test_without_a_reference_the_graph_alone_cannot_refute_it() -> None:
    assert recount(news(*SIXTH)) == [("depends", 1, 1, 1, 0)]


@pytest.mark.parametrize(
    ("value", "verdict"), [(5.0, "holds"), (6.0, "fails"), (4.0, "holds")]
)  # six missiles are recorded: more than five, not more than six
def test_missiles_are_counted_by_the_number_of_each_launch(value: float, verdict: str) -> None:
    words = "North Korea has fired more than 5 ballistic missiles this year."
    article = news(words, "fired", "more than 5", "count", value, how="more than")
    assert [r[:3] for r in recount(article, reference("Lantern", *YEAR, LATER))] == [(verdict, 6, 6)]


def test_totals_of_launches_are_counted() -> None:
    article = news("North Korea has held 3 ballistic missile tests this year.", "tests", "3", "total", 3.0)
    assert [r[:3] for r in recount(article, reference("Lantern", *YEAR, LATER))] == [("holds", 3, 3)]


def test_events_of_the_world_are_dates() -> None:
    """The days of linked events span both records."""
    found = resolved(reference("Lantern", ("2031-03-05", SRBM)), reference("Harbour", ("2031-03-06", SRBM)))
    (event,) = [e for e in found.events if isinstance(e, Event)]
    assert (event.earliest, event.latest) == (date(2031, 3, 5), date(2031, 3, 6))
