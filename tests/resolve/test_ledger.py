"""Which claims deny, contradict or agree with which, and why."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.model import Decision
from tests.resolve.worlds import Article, World, day, resolve_all

SRBM = "short-range-ballistic-missile"
THE_DAY = "2024-05-30"


def telling(name: str, by: str, words: str, published: str = THE_DAY, slug: str | None = None, **said) -> Article:
    """One source's telling of the launch of 2024-05-30; `words` is its sentence."""
    a = Article(f"{by} said {words}.", name, published)
    claim = a.claim(words, by, slugs=[slug])
    a.event("MissileLaunch", "fired", words, claim, agent="North Korea", when=said.pop("when", THE_DAY), **said)
    return a


def number(name: str, by: str, words: str, published: str = THE_DAY, **more) -> Article:
    """One source's number of missiles."""
    sentence = f"North Korea fired {words} missiles"
    a = Article(f"{by} said {sentence}.", name, published)
    claim = a.claim(sentence, by)
    a.event("MissileLaunch", "fired", sentence, claim, agent="North Korea", when=THE_DAY, count=a.number(words, **more))
    return a


def found(world: World, dimension: str) -> list[tuple[str, str]]:
    """Kind and status of the entries of a dimension, denials apart."""
    return [(e.kind, e.status) for e in world.ledger if e.dimension == dimension and e.kind != "denial"]


class TestCount:
    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            (("12", {}), ("12", {}), [("agreement", "open")]),
            (("12", {}), ("about 12", {}), [("agreement", "open")]),
            (("about 100", {}), ("105", {}), [("agreement", "open")]),
            (("18", {}), ("about 12", {}), [("contradiction", "open")]),
            (("18", {}), ("12", {}), [("contradiction", "open")]),
            (("about 10", {}), ("12", {}), [("contradiction", "explained")]),
            (("several", {"low": 2, "high": None}), ("12", {}), []),
            (("at least 10", {"low": 10, "high": None}), ("12", {}), []),
            (("at least 15", {"low": 15, "high": None}), ("12", {}), [("contradiction", "open")]),
            (("up to 10", {"low": None, "high": 10}), ("12", {}), [("contradiction", "open")]),
            (("1", {"qualifier": "a"}), ("12", {}), []),
        ],
    )
    def test_numbers(self, one, two, expected) -> None:
        a, b = number("a", "Seoul", one[0], **one[1]), number("b", "Tokyo", two[0], **two[1])
        assert found(resolve_all([a, b]), "count") == expected

    def test_the_reason_names_both_values_speakers_and_days(self) -> None:
        a, b = number("a", "Seoul", "about 12"), number("b", "KCNA", "18", "2024-05-31")
        (entry,) = resolve_all([a, b]).entries("contradiction")
        assert entry.because == "“about 12” (Seoul, 2024-05-30) against “18” (KCNA, 2024-05-31)"

    def test_the_same_claimant_on_another_day_may_have_revised(self) -> None:
        a, b = number("a", "Seoul", "10"), number("b", "Seoul", "18", "2024-05-31")
        (entry,) = resolve_all([a, b]).entries("contradiction")
        assert entry.status == "explained"
        assert entry.explanation == "later revision: the same claimant on 2024-05-30 and on 2024-05-31"

    def test_many_tellers_of_two_numbers_make_few_pairs(self) -> None:
        articles = [number(f"a{n}", f"Outlet {n}", "12") for n in range(5)]
        articles += [number(f"b{n}", f"Paper {n}", "18") for n in range(5)]
        world = resolve_all(articles)
        assert len(world.entries("contradiction", "count")) == 5 + 5 - 1
        assert len(world.entries("agreement", "count")) == 4 + 4

    def test_different_things_are_not_compared(self) -> None:
        a, b = number("a", "Seoul", "2", unit="launcher"), number("b", "Tokyo", "12", unit="missile")
        assert found(resolve_all([a, b]), "count") == []


class TestOtherDimensions:
    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            ("2024-05-30T06:14:00+09:00", "2024-05-30T06:20:00+09:00", [("agreement", "open")]),
            ("2024-05-30T06:14:00+09:00", "2024-05-29T21:14:00+00:00", [("agreement", "open")]),
            ("2024-05-30T06:14:00+09:00", "2024-05-30T09:14:00+09:00", [("contradiction", "open")]),
            ("2024-05-30T06:14:00+09:00", "2024-05-30T06:14:00+00:00", [("contradiction", "explained")]),
        ],
    )
    def test_time(self, one: str, two: str, expected) -> None:
        words = "North Korea fired missiles"
        more = {"site": ("North Korea", "sunan"), "weapon": ("missiles", SRBM)}
        a = telling("a", "Seoul", words, when=day(THE_DAY, clock=one), **more)
        b = telling("b", "Tokyo", words, when=day(THE_DAY, clock=two), **more)
        assert found(resolve_all([a, b]), "time") == expected

    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            (("Sunan", "sunan"), ("Sunan", "sunan"), [("agreement", "open")]),
            (("Sunan", "sunan"), ("Pyongyang", "pyongyang"), [("agreement", "open")]),
            (("Sunan", "sunan"), ("Wonsan", "wonsan"), [("contradiction", "open")]),
            (("Sunan", "sunan"), ("the east coast", None), []),
        ],
    )
    def test_place(self, one, two, expected) -> None:
        def article(name: str, by: str, site) -> Article:
            words = f"North Korea fired a KN-23 from {site[0]}"
            roles = {"site": site, "system": ("KN-23", "kn-23"), "weapon": ("KN-23", SRBM)}
            return telling(name, by, words, count=None, **roles)

        a, b = article("a", "Seoul", one), article("b", "Tokyo", two)
        for x in (a, b):
            x.events[0] = replace(x.events[0], quantities=(x.number("fired", 1),))
        assert found(resolve_all([a, b]), "place") == expected

    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            (SRBM, SRBM, [("agreement", "open")]),
            (SRBM, "ballistic-missile", []),
            ("projectile", "projectile", []),
            ("intercontinental-ballistic-missile", "intermediate-range-ballistic-missile", [("contradiction", "open")]),
        ],
    )
    def test_weapon(self, one: str, two: str, expected) -> None:
        words = "North Korea fired a missile from Sunan"
        site = ("Sunan", "sunan")
        a = telling("a", "Seoul", words, weapon=("a missile", one), site=site)
        b = telling("b", "Tokyo", words, weapon=("a missile", two), site=site)
        assert found(resolve_all([a, b]), "weapon") == expected

    @pytest.mark.parametrize(
        ("one", "two", "expected"),
        [
            (("350 km", 350, "km"), ("350 km", 350, "km"), [("agreement", "open")]),
            (("800 km", 800, "km"), ("497 miles", 497, "miles"), [("agreement", "open")]),
            (("350 km", 350, "km"), ("700 km", 700, "km"), [("contradiction", "open")]),
            (("350 km", 350, "km"), ("5 minutes", 5, "minutes"), []),
        ],
    )
    def test_quantity(self, one, two, expected) -> None:
        def article(name: str, by: str, said) -> Article:
            words = f"North Korea fired a missile that flew {said[0]}"
            a = Article(f"{by} said {words}.", name)
            measure = a.number(said[0], said[1], role="range", unit=said[2])
            claim = a.claim(words, by)
            a.event("MissileLaunch", "fired", words, claim, agent="North Korea", when=THE_DAY, quantities=[measure])
            return a

        world = resolve_all([article("a", "Seoul", one), article("b", "Tokyo", two)])
        assert found(world, "quantity") == expected

    def test_success_against_failure(self) -> None:
        words = "North Korea fired a missile"
        a, b = telling("a", "Seoul", words, outcome="failure"), telling("b", "KCNA", words, outcome="success")
        world = resolve_all([a, b])
        assert found(world, "occurrence") == [("contradiction", "open")]


class TestAgreement:
    def test_sources_of_one_state_are_not_independent(self) -> None:
        words = "North Korea fired 12 missiles"
        a = telling("a", "The military", words, slug="south-korea-military")
        b = telling("b", "The Joint Chiefs", words, slug="south-korea-joint-chiefs-of-staff")
        assert resolve_all([a, b]).ledger == ()

    def test_an_outlets_own_voice_and_a_hidden_source_agree_with_nobody(self) -> None:
        a = Article("North Korea fired missiles on Thursday.", "a", publisher="Daily A")
        a.event("MissileLaunch", "fired", "North Korea fired missiles on Thursday", agent="North Korea", when=THE_DAY)
        b = Article("North Korea reportedly fired missiles.", "b")
        hidden = b.claim("fired missiles")
        b.event("MissileLaunch", "fired", "fired missiles", hidden, agent="North Korea", when=THE_DAY)
        c = telling("c", "Tokyo", "North Korea fired missiles")
        assert resolve_all([a, b, c]).ledger == ()

    def test_where_nothing_more_exact_is_said_they_agree_that_it_happened(self) -> None:
        words = "North Korea fired a missile"
        vague = {"weapon": ("a missile", "projectile")}
        a = telling("a", "Seoul", words, when=day("2024-05-29", "2024-05-31"), **vague)
        b = telling("b", "Tokyo", words, **vague)
        (entry,) = resolve_all([a, b]).ledger
        assert (entry.kind, entry.dimension) == ("agreement", "occurrence")


class TestDenial:
    def accused(self, name: str = "a", published: str = THE_DAY, goods=("shells", "artillery-shell")) -> tuple:
        accusation = f"The US accused Iran of sending {goods[0]} to Russia."
        a = Article(f"{accusation} Both Iran and Russia denied these allegations.", name, published)
        words = f"sending {goods[0]} to Russia"
        claim = a.claim(words, "The US", stance="accuse")
        a.event("ArmsTransfer", "sending", words, claim, giver="Iran", recipient="Russia", item=goods)
        return a, claim

    def test_by_its_own_words(self) -> None:
        a, claim = self.accused()
        denial = a.claim("these allegations", ["Iran", "Russia"], stance="deny", refers_to=(claim.id,))
        (entry,) = resolve_all([a]).ledger
        assert (entry.kind, entry.dimension, entry.left, entry.right) == ("denial", "occurrence", denial.id, claim.id)
        assert entry.because == "“these allegations” refers to the words of The US: “sending shells to Russia”"

    def test_an_allegation_rejected_in_the_same_breath(self) -> None:
        a = Article("Kim criticized allegations by the US that Iran sent shells to Russia.")
        outer = a.claim("allegations by the US that Iran sent shells to Russia", "Kim", stance="condemn")
        inner = a.claim("Iran sent shells to Russia", "the US", stance="accuse", within=outer.id)
        a.event("ArmsTransfer", "sent", "Iran sent shells to Russia", inner, giver="Iran", recipient="Russia")
        (entry,) = resolve_all([a]).ledger
        assert (entry.left, entry.right) == (outer.id, inner.id)
        assert "in one breath" in entry.because

    def test_condemning_an_event_is_no_denial(self) -> None:
        a = telling("a", "Seoul", "North Korea fired a missile")
        b = Article("Japan condemned the launch of the missile.", "b")
        claim = b.claim("the launch of the missile", "Japan", stance="condemn")
        b.event("MissileLaunch", "launch", "the launch of the missile", claim, when=THE_DAY)
        assert resolve_all([a, b]).entries("denial") == []

    def test_by_the_event_where_no_words_point(self) -> None:
        a, claim = self.accused()
        words = "Iran and Russia denied"
        denial = a.claim(words, "Iran", stance="deny", nth=1)
        a.event("ArmsTransfer", "denied", words, denial, giver="Iran", recipient="Russia")
        (entry,) = resolve_all([a]).ledger
        assert (entry.left, entry.right) == (denial.id, claim.id)
        assert entry.because == "same event in the same document, told by The US"

    def test_in_another_document_the_same_event(self) -> None:
        a = telling("a", "Seoul", "North Korea fired a missile", "2024-05-30")
        b = Article("North Korea said it fired no missile.", "b", "2024-06-02")
        denial = b.claim("it fired no missile", "North Korea", polarity="negative")
        b.event("MissileLaunch", "fired", "it fired no missile", denial, agent="North Korea", when=THE_DAY,
                polarity="negative")  # fmt: skip
        (entry,) = resolve_all([a, b]).ledger
        assert (entry.left, entry.right) == (denial.id, a.attributions[0].id)
        assert (
            entry.because == "same event in another document, told by Seoul, 2024-05-30; the denial came 3 days later"
        )

    def test_as_related_where_only_parties_and_goods_are_the_same(self) -> None:
        a, claim = self.accused("a", "2024-05-30")
        denial = a.claim("these allegations", ["Iran", "Russia"], stance="deny", refers_to=(claim.id,))
        b, other = self.accused("b", "2023-09-13", ("artillery", "munition"))
        c, _ = self.accused("c", "2023-09-14", ("food", "food"))
        world = resolve_all([a, b, c])
        mine = {e.right: e.because for e in world.ledger if e.left == denial.id}
        assert set(mine) == {claim.id, other.id}
        assert mine[other.id].startswith("related, another event: Iran to Russia, goods of one class")
        assert mine[other.id].endswith("the denial came 260 days later")

    def test_nobody_denies_himself(self) -> None:
        a = Article("Iran said it sent shells to Russia. Iran denied it sent shells to Russia.")
        yes, no = (
            a.claim("it sent shells to Russia", "Iran"),
            a.claim("denied it sent shells to Russia", "Iran", stance="deny", nth=1),
        )
        for claim, nth in ((yes, 0), (no, 1)):
            a.event(
                "ArmsTransfer", "sent", "it sent shells to Russia", claim, nth=nth, giver="Iran", recipient="Russia"
            )
        assert resolve_all([a]).entries("denial") == []


def test_days_that_a_person_joined_are_a_contradiction_of_time() -> None:
    words = "North Korea fired missiles"
    a, b = telling("a", "Seoul", words), telling("b", "Tokyo", words, "2024-06-01", when="2024-05-31")
    left, right = (ids.event_mention_iri(x.document.id, x.events[0].id) for x in (a, b))
    world = resolve_all([a, b], [Decision(left, right, "same", 1.0, "entered twice", "An Analyst")])
    (entry,) = world.entries("contradiction")
    assert entry.dimension == "time"
    assert str(date(2024, 5, 31)) in entry.because


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(("Seoul", "Tokyo", "KCNA")), st.sampled_from(("12", "about 12", "18"))), max_size=7
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_input_does_not_matter(tellings: list[tuple[str, str]], shuffle: random.Random) -> None:
    articles = [number(str(n), by, words) for n, (by, words) in enumerate(tellings)]
    first = resolve_all(articles).ledger
    shuffle.shuffle(articles)
    assert resolve_all(articles).ledger == first
