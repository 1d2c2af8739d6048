"""Which mentions are one event, inside a document and across documents."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.model import Decision
from kg.resolve.decided import unheeded
from tests.resolve.worlds import Article, day, known, resolve_all

SRBM = "short-range-ballistic-missile"


def launch(article: Article, trigger: str, evidence: str, **said):
    return article.event("MissileLaunch", trigger, evidence, **said)


def report(name: str, day_: str, number: str, published: str = "", site: str = "", weapon: str = SRBM) -> tuple:
    """An article that tells one launch."""
    words = f"{number} missiles from {site or 'its coast'}"
    article = Article(f"North Korea fired {words} toward the sea on {day_}.", name, published or day_)
    roles = {"site": (site, ids.slug(site))} if site else {}
    mention = launch(
        article, "fired", f"North Korea fired {words}", agent="North Korea", weapon=(f"{number} missiles", weapon),
        count=number, when=day_, **roles,
    )  # fmt: skip
    return article, mention


class TestWithin:
    def test_an_undated_headline_a_caption_and_the_dated_body_are_one(self) -> None:
        a = Article(
            "North Korea fires missiles\n\nNorth Korea launched two missiles from Sunan on Thursday, it is said.\n\n"
            "The missiles fell into the sea.\n\nNorth Korea is seen firing a missile (Image: Agency)",
            title="North Korea fires missiles",
        )
        head = launch(a, "fires", "North Korea fires missiles", agent="North Korea", weapon=("missiles", "missile"))
        body = launch(
            a, "launched", "North Korea launched two missiles from Sunan on Thursday", agent="North Korea",
            weapon=("two missiles", SRBM), site=("Sunan", "sunan"), when="2024-05-30",
        )  # fmt: skip
        fell = launch(a, "fell", "The missiles fell into the sea", weapon=("The missiles", "missile"))
        image = launch(a, "firing", "North Korea is seen firing a missile", agent="North Korea", nth=0)
        assert resolve_all([a]).same(head, body, fell, image)

    def test_two_dated_launches_stay_two_and_the_undated_one_goes_to_the_news(self) -> None:
        a = Article(
            "North Korea fired a missile on Thursday. It had fired another one in January. "
            "Japan condemned the launch of the missile.",
        )
        news = launch(a, "fired", "North Korea fired a missile on Thursday", agent="North Korea", when="2024-05-30")
        old = launch(
            a, "fired", "It had fired another one in January", agent="North Korea", nth=1,
            when=day("2024-01-01", "2024-01-31"),
        )  # fmt: skip
        again = launch(a, "launch", "Japan condemned the launch of the missile", weapon=("the missile", "missile"))
        world = resolve_all([a])
        assert world.same(news, again)
        assert not world.same(news, old)

    def test_an_anaphor_goes_to_its_antecedent(self) -> None:
        a = Article("North Korea fired a missile in January. The launch broke a rule. It fired rockets on Thursday.")
        old = launch(a, "fired", "North Korea fired a missile in January", when=day("2024-01-01", "2024-01-31"))
        anaphor = launch(a, "launch", "The launch broke a rule", antecedent=old.id)
        news = launch(a, "fired", "It fired rockets on Thursday", nth=1, when="2024-05-30")
        world = resolve_all([a])
        assert world.same(old, anaphor)
        assert not world.same(old, news)

    @pytest.mark.parametrize(
        ("likeness", "one"), [(None, True), (0.0, False), (0.04, False), (0.06, True), (0.99, True)]
    )
    def test_a_trained_reader_is_believed_that_one_does_not_take_up_the_other(
        self, likeness: float | None, one: bool
    ) -> None:
        a = Article("North Korea fired a missile in January. A launch broke a rule.")
        old = launch(a, "fired", "North Korea fired a missile in January", when=day("2024-01-01", "2024-01-31"))
        said = {"likeness": ((old.id, likeness),)} if likeness is not None else {}
        again = launch(a, "launch", "A launch broke a rule", antecedent=old.id, **said)
        assert resolve_all([a]).same(old, again) is one

    def test_two_times_that_a_trained_reader_tells_apart_are_two_launches(self) -> None:
        def told(likeness: float) -> bool:
            a = Article("In January North Korea fired a missile. On January 28 North Korea tested a missile.")
            month, date_ = (
                replace(day(*days), span=a.span(words))
                for words, days in (("In January", ("2024-01-01", "2024-01-31")), ("On January 28", ("2024-01-28",)))
            )
            said = {"agent": "North Korea", "weapon": ("a missile", "missile")}
            one = launch(a, "fired", "In January North Korea fired a missile", when=month, **said)
            other = launch(
                a, "tested", "North Korea tested a missile", when=date_, likeness=((one.id, likeness),), **said
            )
            return resolve_all([a]).same(one, other)

        assert (told(0.11), told(0.09)) == (True, False)

    def test_other_weapon_classes_are_other_events(self) -> None:
        a = Article("North Korea fired a cruise missile and it fired a ballistic missile on Thursday.")
        cruise = launch(a, "fired", "North Korea fired a cruise missile", weapon=("a cruise missile", "cruise-missile"))
        other = launch(a, "fired", "it fired a ballistic missile", nth=1, weapon=("a ballistic missile", SRBM))
        assert not resolve_all([a]).same(cruise, other)

    def test_a_satellite_launch_is_no_missile_launch(self) -> None:
        a = Article("North Korea fired a missile. It launched a satellite.")
        one = launch(a, "fired", "North Korea fired a missile", agent="North Korea")
        two = a.event("SatelliteLaunch", "launched", "It launched a satellite", agent="North Korea", nth=0)
        assert not resolve_all([a]).same(one, two)

    def test_what_is_planned_is_not_what_has_happened(self) -> None:
        a = Article("North Korea fired a missile on Thursday. It plans to fire a missile.")
        done = launch(a, "fired", "North Korea fired a missile on Thursday", agent="North Korea", when="2024-05-30")
        plan = launch(a, "fire", "It plans to fire a missile", agent="North Korea", modality="planned", nth=1)
        assert not resolve_all([a]).same(done, plan)

    def test_salvos_are_parts_of_one_event_with_one_account(self) -> None:
        a = Article(
            "North Korea fired missiles from Wonsan around 8am and again after 9am on Thursday.", published="2025-05-08"
        )
        whole = launch(
            a, "fired", "North Korea fired missiles from Wonsan", agent="North Korea", site=("Wonsan", "wonsan")
        )
        first = launch(
            a, "around", "around 8am", part_of=whole.id, agent="North Korea",
            when=day("2025-05-08", clock="2025-05-07T23:00:00+00:00"),
        )  # fmt: skip
        second = launch(
            a, "again", "again after 9am on Thursday", part_of=whole.id, agent="North Korea",
            when=day("2025-05-08", clock="2025-05-08T00:05:00+00:00"),
        )  # fmt: skip
        world = resolve_all([a])
        assert {world.event(first).part_of, world.event(second).part_of} == {world.event(whole).id}
        assert not world.same(first, second)
        (account,) = world.accounts
        assert account.when and account.when.earliest == account.when.latest == date(2025, 5, 8)


class TestTransfers:
    def test_one_family_of_goods_is_one_transfer(self) -> None:
        a = Article(
            "The US accused Pyongyang of sending artillery shells and ballistic missiles to Moscow. "
            "Pyongyang had been supplying munitions to Moscow. Moscow is sending food to Pyongyang."
        )
        one = a.event(
            "ArmsTransfer", "sending", "sending artillery shells and ballistic missiles to Moscow", giver="Pyongyang",
            recipient="Moscow",
            item=[("artillery shells", "artillery-shell"), ("ballistic missiles", "ballistic-missile")],
        )  # fmt: skip
        two = a.event(
            "ArmsTransfer", "supplying", "Pyongyang had been supplying munitions to Moscow", giver="Pyongyang",
            recipient="Moscow", item=("munitions", "munition"),
        )  # fmt: skip
        back = a.event(
            "FoodAid", "sending", "Moscow is sending food to Pyongyang", giver="Moscow", recipient="Pyongyang",
            item=("food", "food"), nth=1,
        )  # fmt: skip
        world = resolve_all([a])
        assert world.same(one, two)
        assert not world.same(one, back)
        assert world.account(one).items == ("artillery shells", "ballistic missiles", "munitions")
        assert world.event(one).label == "Arms transfer, Pyongyang to Moscow"

    def test_what_may_come_is_not_what_was_sent_unless_the_goods_are_all_the_same(self) -> None:
        a = Article("Iran may send drones to Russia. Iran sent drones, missiles and troops to Russia.")
        may = a.event(
            "ArmsTransfer", "send", "Iran may send drones to Russia", giver="Iran", recipient="Russia",
            item=("drones", "drone"), modality="possible",
        )  # fmt: skip
        did = a.event(
            "ArmsTransfer", "sent", "Iran sent drones, missiles and troops to Russia", giver="Iran", recipient="Russia",
            item=[("drones", "drone"), ("missiles", "missile"), ("troops", "troops")],
        )  # fmt: skip
        assert not resolve_all([a]).same(may, did)

    @pytest.mark.parametrize(("modality", "one"), [("planned", False), ("possible", True), ("ongoing", True)])
    def test_a_plan_is_not_what_was_sent_though_the_goods_are_the_same(self, modality: str, one: bool) -> None:
        a = Article("Iran is said to send drones to Russia. Iran sent drones to Russia.")
        told = a.event(
            "ArmsTransfer", "send", "Iran is said to send drones to Russia", giver="Iran", recipient="Russia",
            item=("drones", "drone"), modality=modality,
        )  # fmt: skip
        did = a.event("ArmsTransfer", "sent", "Iran sent drones to Russia", giver="Iran", recipient="Russia",
                      item=("drones", "drone"))  # fmt: skip
        assert resolve_all([a]).same(told, did) is one

    def test_training_is_no_arms_transfer(self) -> None:
        a = Article("Iran sent drones to Russia. Iran is training soldiers of Russia.")
        arms = a.event("ArmsTransfer", "sent", "Iran sent drones to Russia", giver="Iran", recipient="Russia",
                       item=("drones", "drone"))  # fmt: skip
        training = a.event("Training", "training", "is training soldiers of Russia", giver="Iran", recipient="Russia")
        assert not resolve_all([a]).same(arms, training)

    def test_goods_and_troops_are_two_unless_one_is_part_of_the_other(self) -> None:
        a = Article("The arms are bound for Russia from Iran. Iran sent missiles and troops to Russia.")
        arms = a.event("ArmsTransfer", "bound", "The arms are bound for Russia from Iran", giver="Iran",
                       recipient="Russia", item=("The arms", "weapon"))  # fmt: skip
        troops = a.event("TroopDeployment", "sent", "Iran sent missiles and troops to Russia", giver="Iran",
                         recipient="Russia", item=[("missiles", "missile"), ("troops", "troops")])  # fmt: skip
        assert not resolve_all([a]).same(arms, troops)

    def test_without_a_common_date_transfers_of_two_documents_are_related_only(self) -> None:
        def told(name: str, published: str, words: str):
            a = Article(f"Iran sent {words} to Russia, officials said.", name, published)
            return a, a.event(
                "ArmsTransfer", "sent", f"Iran sent {words} to Russia", giver="Iran", recipient="Russia",
                item=(words, "drone"),
            )  # fmt: skip

        (a, one), (b, two) = told("a", "2023-01-01", "drones"), told("b", "2024-01-01", "more drones")
        world = resolve_all([a, b])
        assert not world.same(one, two)
        (decision,) = [d for d in world.decisions if d.judgement == "related"]
        assert "no common date" in decision.because


class TestAcross:
    def test_the_same_day_and_actor_make_one_event(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "about 12"), report("b", "2024-05-30", "18", "2024-05-31")
        world = resolve_all([a, b])
        assert world.same(one, two)
        (decision,) = world.decisions
        assert decision.judgement == "same"
        assert decision.because.startswith("same day 2024-05-30")
        assert "other number" in decision.because
        assert {decision.left, decision.right} == {
            ids.event_mention_iri(a.document.id, one.id), ids.event_mention_iri(b.document.id, two.id)
        }  # fmt: skip

    def test_days_that_differ_never_merge_but_a_day_apart_is_doubtful(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-05-31", "18")
        world = resolve_all([a, b])
        assert not world.same(one, two)
        assert [d.judgement for d in world.decisions] == ["unsure"]

    def test_a_month_joins_the_one_day_that_lies_in_it(self) -> None:
        a, one = report("a", "2023-08-24", "two")
        b = Article("North Korea launched a short-range missile last month.", "b", "2023-09-13")
        coarse = launch(
            b, "launched", "North Korea launched a short-range missile last month", agent="North Korea",
            weapon=("a short-range missile", SRBM), when=day("2023-08-01", "2023-08-31"),
        )  # fmt: skip
        world = resolve_all([a, b])
        assert world.same(one, coarse)
        assert world.event(one).earliest == date(2023, 8, 24)
        assert "nothing else fits 2023-08-01 to 2023-08-31" in world.decisions[0].because

    def test_a_month_with_two_candidates_stays_apart_and_says_so(self) -> None:
        (a, one), (c, two) = report("a", "2023-08-24", "two"), report("c", "2023-08-30", "two")
        b = Article("North Korea launched a short-range missile last month.", "b", "2023-09-13")
        coarse = launch(
            b, "launched", "North Korea launched a short-range missile last month", agent="North Korea",
            weapon=("a short-range missile", SRBM), when=day("2023-08-01", "2023-08-31"),
        )  # fmt: skip
        world = resolve_all([a, b, c])
        assert len({world.event(m).id for m in (one, two, coarse)}) == 3
        (decision,) = world.decisions
        assert decision.judgement == "unsure"
        assert decision.because.startswith("2 events fit")

    def test_a_coarse_time_never_joins_two_days_through_itself(self) -> None:
        (a, one), (b, two) = report("a", "2023-08-24", "two"), report("b", "2023-08-30", "two")
        c = Article("North Korea launched a missile last month, and it fired a rocket then.", "c", "2023-09-13")
        launch(c, "launched", "North Korea launched a missile last month", agent="North Korea",
               when=day("2023-08-01", "2023-08-31"))  # fmt: skip
        world = resolve_all([a, b, c])
        assert not world.same(one, two)

    def test_copies_of_an_undated_telling_are_one(self) -> None:
        text = "Iran has handed a large batch of combat drones to Russia, two officials in Washington said."
        mentions = []
        articles = [
            Article(text, name, "2024-05-30", publisher) for name, publisher in (("a", "Daily A"), ("b", "Daily B"))
        ]
        for a in articles:
            mentions.append(a.event(
                "ArmsTransfer", "handed", "Iran has handed a large batch of combat drones to Russia", giver="Iran",
                recipient="Russia", item=("combat drones", "drone"),
            ))  # fmt: skip
        world = resolve_all(articles)
        assert world.same(*mentions)
        assert world.decisions[0].because == "told in the same words"

    def test_one_document_tells_its_events_apart(self) -> None:
        a = Article(
            "North Korea fired a missile from Sunan on Thursday. It fired a missile from Wonsan on Thursday.", "a"
        )
        one = launch(a, "fired", "North Korea fired a missile from Sunan on Thursday", agent="North Korea",
                     site=("Sunan", "sunan"), when="2024-05-30")  # fmt: skip
        two = launch(a, "fired", "It fired a missile from Wonsan on Thursday", agent="North Korea", nth=1,
                     site=("Wonsan", "wonsan"), when="2024-05-30")  # fmt: skip
        b, vague = report("b", "2024-05-30", "one")
        world = resolve_all([a, b])
        assert not world.same(one, two)
        assert world.same(vague, one) != world.same(vague, two)

    def test_weapon_classes_may_be_in_dispute_where_day_and_site_are_one(self) -> None:
        (a, one) = report("a", "2024-05-30", "one", site="Sunan", weapon="intercontinental-ballistic-missile")
        (b, two) = report("b", "2024-05-30", "one", site="Sunan", weapon="intermediate-range-ballistic-missile")
        (c, other) = report("c", "2024-05-30", "one", weapon="cruise-missile")
        world = resolve_all([a, b, c])
        assert world.same(one, two)
        assert not world.same(one, other)

    def test_no_event_holds_two_days(self) -> None:
        articles = [report(str(n), f"2024-05-{n:02}", "two")[0] for n in range(1, 29)]
        assert len(resolve_all(articles).events) == 28


class TestPeople:
    def decision(self, a, one, b, two, judgement: str) -> Decision:
        left, right = ids.event_mention_iri(a.document.id, one.id), ids.event_mention_iri(b.document.id, two.id)
        return Decision(left, right, judgement, 1.0, "I looked", "An Analyst", "2024-06-01")  # type: ignore[arg-type]

    def test_same_wins_over_the_days(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-06-09", "18")
        decision = self.decision(a, one, b, two, "same")
        world = resolve_all([a, b], [decision])
        assert world.same(one, two)
        assert decision in world.decisions
        assert (world.event(one).earliest, world.event(one).latest) == (date(2024, 5, 30), date(2024, 6, 9))

    def test_different_wins_over_the_program(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-05-30", "18")
        assert resolve_all([a, b]).same(one, two)
        assert not resolve_all([a, b], [self.decision(a, one, b, two, "different")]).same(one, two)

    def test_events_may_be_named_instead_of_mentions(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-06-09", "18")
        before = resolve_all([a, b])
        left, right = ids.event_iri(before.event(one).id), ids.event_iri(before.event(two).id)
        assert resolve_all([a, b], [Decision(left, right, "same", 1.0, "one", "An Analyst")]).same(one, two)

    def test_what_cannot_be_followed_is_a_problem(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-05-30", "18")
        same, different = (self.decision(a, one, b, two, j) for j in ("same", "different"))
        gone = Decision(ids.event_iri("missile-launch-0"), same.right, "same", 1.0, "", "An Analyst")
        about_actors = Decision("north-korea", "dprk", "same", 1.0, "", "An Analyst")
        decided = [same, different, gone, about_actors]
        world = resolve_all([a, b], decided)
        codes = [p.code for p in unheeded(decided, world.events)]
        assert sorted(codes) == ["decision-overruled", "decision-unknown"]

    def test_two_people_who_disagree_different_holds(self) -> None:
        (a, one), (b, two) = report("a", "2024-05-30", "18"), report("b", "2024-05-30", "18")
        both = [self.decision(a, one, b, two, "same"), self.decision(a, one, b, two, "different")]
        assert not resolve_all([a, b], both).same(one, two)


def test_the_label_and_the_id_are_made_of_type_party_and_time() -> None:
    a, one = report("a", "2024-05-30", "12")
    event = resolve_all([a]).event(one)
    assert event.label == "Missile launch, North Korea, 2024-05-30"
    assert event.id.startswith("missile-launch-")
    assert event.actors == ("north-korea",)


def test_generic_mentions_are_no_events() -> None:
    a = Article("Ballistic missile launches by North Korea violate resolutions.")
    launch(a, "launches", "Ballistic missile launches by North Korea", agent="North Korea", modality="generic")
    world = resolve_all([a])
    assert world.events == world.accounts == ()


DAYS = ("2024-05-29", "2024-05-30", "2024-05-31", "2024-06-03")
SITES = ("", "Sunan", "Wonsan")
TELLING = st.tuples(st.sampled_from(DAYS), st.sampled_from(("two", "about 12", "18")), st.sampled_from(SITES))


@settings(max_examples=40, deadline=None)
@given(st.lists(TELLING, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(tellings: list[tuple[str, str, str]], shuffle: random.Random) -> None:
    articles = [report(str(n), d, number, site=site)[0] for n, (d, number, site) in enumerate(tellings)]
    first = resolve_all(articles)
    mixed = list(articles)
    shuffle.shuffle(mixed)
    for a in mixed:
        shuffle.shuffle(a.events)
    assert resolve_all(mixed) == first


@settings(max_examples=40, deadline=None)
@given(st.lists(TELLING, min_size=2, max_size=9))
def test_no_event_spans_two_days_and_every_mention_has_one_event(tellings: list[tuple[str, str, str]]) -> None:
    articles = [report(str(n), d, number, site=site)[0] for n, (d, number, site) in enumerate(tellings)]
    world = resolve_all(articles)
    assert all(e.earliest == e.latest for e in world.events)
    assert sorted(m for e in world.events for m in e.mentions) == sorted(e.id for a in articles for e in a.events)


@pytest.mark.parametrize("pair", [("projectile", SRBM), ("rocket", "ballistic-missile"), ("missile", "cruise-missile")])
def test_vague_weapons_fit_exact_ones(pair: tuple[str, str]) -> None:
    assert known().compatible(*pair)
