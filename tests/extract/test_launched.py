"""What the trained network reads of launches beside the rules, and what becomes of it: a stub points at the words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from kg import lexicon
from kg.extract import by_rules
from kg.lexicon import Lexicon
from kg.model import EventMention
from kg.tagger.happenings import AGENT, LAUNCH, ROLES, TIME, Happening
from kg.text import ParsedText

Parse = Callable[..., ParsedText]


@dataclass(frozen=True)
class Seen:
    """Words as the stub network points at them: a word that tells of a launch, who launched, what dates it, which other
    words tell of the same launch; each the last place of the words in the text."""

    word: str
    agent: str = ""
    time: str = ""
    same: tuple[str, ...] = ()
    score: float = 0.99
    party: float = 0.99


class Stub:
    def __init__(self, text: str, seen: Sequence[Seen]) -> None:
        self.text, self.seen = text, seen

    def read_in(self, parts: Sequence[tuple[int, str]], numbers: Iterable[int]) -> dict[int, list[Happening]]:
        found = [self._happening(one) for one in self.seen]
        ends = {n: parts[n][0] + len(parts[n][1]) for n in numbers}
        return {n: [h for h in found if parts[n][0] <= h.anchor[0] < end] for n, end in ends.items()}

    def _happening(self, one: Seen) -> Happening:
        roles = [(one.word, LAUNCH, 0.99), (one.agent, AGENT, one.party), (one.time, TIME, 0.99)]
        roles += [(word, LAUNCH, 0.99) for word in one.same]
        told = [(self._place(w), [score * (n == role) for n in range(ROLES)]) for w, role, score in roles if w]
        return Happening(self._place(one.word), one.score, (0, len(self.text)), tuple(told))

    def _place(self, words: str) -> tuple[int, int]:
        at = self.text.rindex(words)
        return at, at + len(words)


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon.load()


@pytest.fixture
def launches(parse: Parse, known: Lexicon) -> Callable[..., list[EventMention]]:
    def read(text: str, *seen: Seen) -> list[EventMention]:
        parsed = parse(text, published=date(2024, 3, 14))
        found = by_rules(parsed, known, happenings=Stub(parsed.document.text, seen)).events  # type: ignore[arg-type]
        return [e for e in found if known.events.is_a(e.type, "Launch")]

    return read


def told(event: EventMention) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for role in event.roles:
        roles.setdefault(role.name, []).append(role.span.text)
    return roles


def day(event: EventMention) -> str:
    return str(event.when.earliest) if event.when else ""


SENTENCE = "North Korea is busy: on January 20 a ballistic missile roared skywards."


def test_a_launch_that_no_rule_reads_is_one_of_its_own(launches: Callable[..., list[EventMention]]) -> None:
    assert launches(SENTENCE) == []
    (made,) = launches(SENTENCE, Seen("roared", "North Korea", "January 20"))
    assert (made.type, made.method, made.modality) == ("MissileLaunch", "network:MissileLaunch", "actual")
    assert told(made) == {"agent": ["North Korea"], "weapon": ["ballistic missile"]}
    assert day(made).endswith("-01-20")
    assert "roared skywards" in made.evidence.text


@pytest.mark.parametrize(
    "seen",
    [
        Seen("roared", "North Korea", score=0.89),
        # Neither who nor when: nothing that could tell it from another.
        Seen("roared", "North Korea", party=0.69),
    ],
)
def test_what_the_network_is_not_sure_of_is_left(launches: Callable[..., list[EventMention]], seen: Seen) -> None:
    assert launches(SENTENCE, seen) == []


def test_nothing_flies_where_no_text_tells_what(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea is busy: on January 20 the crowd roared."
    assert launches(text, Seen("roared", "North Korea", "January 20")) == []


@pytest.mark.parametrize(
    ("text", "seen", "kind", "weapon"),
    [
        (
            "Iran is busy. In January a satellite rode to space on a Qaem-100.",
            Seen("rode", "Iran", "January"), "SatelliteLaunch", "satellite",
        ),
        (
            "Iran is busy. Its satellite is small. One more rode to space in January.",
            Seen("rode", "Iran", "January"), "SatelliteLaunch", "satellite",
        ),
        (
            "Iran fired a missile on March 2. It is busy. One more roared skywards in January.",
            Seen("roared", "Iran", "January"), "MissileLaunch", "missile",
        ),
    ],
)  # fmt: skip
def test_what_flies_stands_in_the_sentence_or_before_it(
    launches: Callable[..., list[EventMention]], known: Lexicon, text: str, seen: Seen, kind: str, weapon: str
) -> None:
    made = launches(text, seen)[-1]
    assert made.type == kind
    flown = next(r.concept for r in made.role("weapon"))
    assert known.weapons.is_a(flown, weapon) or flown == "satellite-launch-vehicle"
    assert made.method.startswith("network:")


def test_a_word_beside_one_that_tells_of_the_same_launch_adds_nothing(
    launches: Callable[..., list[EventMention]],
) -> None:
    text = "North Korea fired a missile on January 20, and it roared skywards."
    (alone,) = launches(text)
    (made,) = launches(text, Seen("roared", "North Korea", same=("fired",)))
    assert made.id == alone.id


def test_what_is_launched_is_delivered_to_nobody(parse: Parse, known: Lexicon) -> None:
    parsed = parse("Iran sent another missile towards Tel Aviv on Tuesday.", published=date(2024, 3, 14))
    stub = Stub(parsed.document.text, [Seen("sent", "Iran", "Tuesday")])
    assert [e.type for e in by_rules(parsed, known).events] == ["ArmsTransfer"]
    assert [e.type for e in by_rules(parsed, known, happenings=stub).events] == ["MissileLaunch"]  # type: ignore[arg-type]


def test_each_time_of_a_list_is_a_launch(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea is busy: missiles roared skywards in January and February."
    found = launches(text, Seen("roared", "North Korea", "January and February"))
    assert sorted(day(e)[5:] for e in found) == ["01-01", "02-01"]
    assert len({e.id for e in found}) == 2


def test_a_day_that_names_the_launch_is_its_day(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea fired a missile on January 3. A January 20 spectacle ended badly for it."
    made = launches(text, Seen("spectacle", "North Korea"))[-1]
    assert (made.method, day(made)[5:]) == ("network:MissileLaunch", "01-20")


def test_since_a_day_is_that_day_where_it_dates_the_launch(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea has tested no missile since January 20, when several roared skywards."
    made = launches(text, Seen("roared", "North Korea", "January 20"))[-1]
    assert made.when is not None and made.when.earliest == made.when.latest
    assert day(made)[5:] == "01-20"


def test_a_state_that_the_network_is_sure_of_takes_the_place_of_one_that_it_does_not_believe_in(
    launches: Callable[..., list[EventMention]],
) -> None:
    text = "Ukraine is at war. British missiles were fired on Wednesday."
    (by_rule,) = launches(text)
    (made,) = launches(text, Seen("fired", "Ukraine"))
    assert (told(by_rule)["agent"], told(made)["agent"]) == (["British"], ["Ukraine"])
    assert (made.method, made.id) == (f"{by_rule.method}+network agent", by_rule.id)
    assert launches(text, Seen("fired", "Ukraine", party=0.89)) == [by_rule], "not sure enough"


def test_a_day_that_the_rules_did_not_find_is_the_network_s(launches: Callable[..., list[EventMention]]) -> None:
    text = "The North held a drill late on February 13, firing two missiles from Sunan."
    (by_rule,) = launches(text)
    (made,) = launches(text, Seen("firing", "The North", "February 13"))
    assert (by_rule.when, day(made)[5:]) == (None, "02-13")
    assert made.method == f"{by_rule.method}+network time"


def test_mentions_say_how_likely_others_in_sight_are_the_same(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea fired a missile in May.\n\nNorth Korea tested two missiles in June.\n\nThe flight was long."
    found = launches(text, Seen("flight", "North Korea", same=("tested",)))
    names = {e.trigger.text: e for e in found}
    assert dict(names["flight"].likeness) == {names["fired"].id: 0.0, names["tested"].id: 0.99}
    assert names["fired"].likeness == ()


def test_what_is_told_not_to_have_been_launched_is_denied(launches: Callable[..., list[EventMention]]) -> None:
    text = "On March 3 no Iranian ballistic missile roared skywards."
    assert {e.polarity for e in launches(text, Seen("roared", "Iranian", "March 3"))} <= {"negative"}


@pytest.mark.parametrize(
    "last", ["Japan launched a satellite on March 7.", "Russia plans to launch a satellite in May."]
)
def test_a_launch_told_later_does_not_say_what_flew(launches: Callable[..., list[EventMention]], last: str) -> None:
    text = "Iran fired a missile on March 1.\n\nIt is busy. One more roared skywards in January. Missiles are its joy."
    text = f"{text}\n\n{last}"
    found = [e for e in launches(text, Seen("roared", "Iran", "January")) if e.method.startswith("network:")]
    assert [e.type for e in found] == ["MissileLaunch"]


def test_the_day_is_that_of_the_place_of_the_launch(launches: Callable[..., list[EventMention]]) -> None:
    text = "North Korea is busy: at 10 pm GMT on February 13 a ballistic missile roared skywards."
    (made,) = launches(text, Seen("roared", "North Korea", "at 10 pm GMT on February 13"))
    assert day(made)[5:] == "02-14"
