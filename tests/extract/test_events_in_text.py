"""Events read from sentences: what must be found, what must not, and how it is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import lexicon
from kg.extract import by_rules
from kg.lexicon import Lexicon
from kg.model import EventMention, Extraction
from kg.text import ParsedText

FOLDER = Path(__file__).parent.parent / "cases"
CASES = [
    case
    for name in ("events", "launch_forms")
    for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
]
DAY = date(2024, 5, 30)


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.fixture(scope="module")
def read(parse: Callable[..., ParsedText], words: Lexicon) -> Callable[..., Extraction]:
    def extracted(text: str, published: date | None = DAY, **options: Any) -> Extraction:
        return by_rules(parse(text, published=published, **options), words)

    return extracted


def plain(event: EventMention, extraction: Extraction) -> dict[str, Any]:
    """The event in the words of the table of cases."""
    labels = {m.id: m.label for m in extraction.mentions}
    triggers = {e.id: e.trigger.text for e in extraction.events}
    out: dict[str, Any] = {"type": event.type, "trigger": event.trigger.text}
    for name, usual in (("modality", "actual"), ("polarity", "positive"), ("outcome", None)):
        if getattr(event, name) != usual:
            out[name] = getattr(event, name)
    if event.when and (event.when.earliest or event.when.latest):
        out["when"] = [event.when.earliest, event.when.latest]
    roles: dict[str, list[str]] = {}
    for role in event.roles:
        roles.setdefault(role.name, []).append(labels[role.mention] if role.mention else role.concept or role.span.text)
    if roles:
        out["roles"] = roles
    counts = [[q.role, q.value, q.low, q.high] for q in event.quantities if q.role in ("count", "order")]
    if counts:
        out["counts"] = counts
    if event.antecedent:
        out["takes up"] = triggers[event.antecedent]
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:60])
def test_a_sentence_tells_of_its_events_and_no_others(case: dict[str, Any], read: Callable[..., Extraction]) -> None:
    found = read(case["text"], case["published"])
    assert [plain(e, found) for e in found.events] == case["events"]


def test_eleven_at_night_in_london_is_the_next_morning_in_korea(read: Callable[..., Extraction]) -> None:
    text = "North Korea fired missiles from near Wonsan at 11pm GMT on Tuesday, May 28, and again at 1am on Wednesday."
    (event,) = read(text).events
    assert event.when is not None
    assert (event.when.earliest, event.when.latest) == (date(2024, 5, 29), date(2024, 5, 29))
    assert str(event.when.start) == "2024-05-28 23:00:00+00:00"
    assert event.when.basis.endswith("local date in Asia/Pyongyang")


def test_an_undated_lead_is_news_of_the_day_and_an_undated_history_is_not(read: Callable[..., Extraction]) -> None:
    (lead,) = read("North Korea fired a ballistic missile into the East Sea.").events
    assert lead.when is not None
    assert (lead.when.earliest, lead.when.latest, lead.when.method) == (date(2024, 5, 29), DAY, "rule:undated-lead")
    assert read("North Korea fired a ballistic missile into the East Sea.", published=None).events[0].when is None


def test_a_transfer_needs_a_giver_or_a_recipient(read: Callable[..., Extraction]) -> None:
    assert not read("The shipment of shells was delayed by the weather.").events


def test_an_overlay_adds_an_event_type_without_python(parse: Callable[..., ParsedText], tmp_path: Path) -> None:
    block = tmp_path / "own.ttl"
    block.write_text(
        "@prefix kg: <https://w3id.org/whosaid/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kg:Blockade a kg:EventType ; rdfs:subClassOf kg:Event ; rdfs:label "blockade" ; kg:verb "blockade" ; '
        'kg:argument "agent = subject : actor", "target! = object : actor, place" .\n',
        encoding="utf-8",
    )
    text = "Egypt blockaded Gaza on Monday."
    assert not by_rules(parse(text, published=DAY), lexicon.load()).events
    (event,) = by_rules(parse(text, published=DAY), lexicon.load([block])).events
    assert (event.type, event.when and event.when.earliest) == ("Blockade", date(2024, 5, 27))


@pytest.mark.parametrize("seed", ["000", "001", "002"])
def test_every_event_of_a_seed_is_grounded_and_held(
    seed: str, parse_seed: Callable[[str], ParsedText], words: Lexicon
) -> None:
    parsed = parse_seed(seed)
    found = by_rules(parsed, words)
    held = {a.id: a for a in found.attributions}
    assert len({e.id for e in found.events}) == len(found.events)
    for event in found.events:
        assert event.within in held
        assert parsed.document.text[event.evidence.start : event.evidence.end] == event.evidence.text
        assert event.antecedent is None or event.antecedent in {e.id for e in found.events}
        assert all(q.low is not None or q.high is not None for q in event.quantities)


def test_reading_twice_gives_the_same(parse_seed: Callable[[str], ParsedText], words: Lexicon) -> None:
    assert by_rules(parse_seed("001"), words) == by_rules(parse_seed("001"), words)


def test_the_captioned_test_of_a_seed_is_an_event_of_its_own_day(
    parse_seed: Callable[[str], ParsedText], words: Lexicon
) -> None:
    events = by_rules(parse_seed("001"), words).events
    days = {e.when.earliest for e in events if e.type == "MissileLaunch" and e.when and e.when.precision == "day"}
    assert date(2023, 2, 18) in days
