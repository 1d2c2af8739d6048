"""What a claim is about whose own words name no launch and no transfer."""

import pytest

from tests.resolve.worlds import Article, resolve_all

LAUNCH = "North Korea fired two ballistic missiles off its east coast on Monday."


def topics(a: Article) -> dict[str, tuple[str, ...]]:
    """By the content's words the triggers of what each claim is about."""
    triggers = {e.id: e.trigger.text for e in a.events}
    return {
        c.attribution.content[0].text: tuple(triggers[m] for m in (*c.about, c.topic) if m)
        for c in resolve_all([a]).claims
        if c.attribution.kind != "narrated"
    }


def after_launch(rest: str, content: str, by: str, **more) -> tuple[str, ...]:
    a = Article(f"{LAUNCH}{rest}")
    a.event("MissileLaunch", "fired", LAUNCH, weapon=[("two ballistic missiles", "ballistic-missile")])
    a.claim(content, by, **more)
    return topics(a)[content]


@pytest.mark.parametrize(
    ("rest", "content", "by"),
    [
        (" The flight path was odd, Oslo said.", "The flight path was odd", "Oslo"),
        ("\n\nOslo said no damage to ships had been reported.", "no damage to ships had been reported", "Oslo"),
        ("\n\nIt rained.\n\nOslo called it reckless.", "it reckless", "Oslo"),
        (
            "\n\nIt rained.\n\nOslo said the missiles came from a new plant.",
            "the missiles came from a new plant",
            "Oslo",
        ),
        ("\n\nOslo said the move broke several resolutions.", "the move broke several resolutions", "Oslo"),
        ("\n\nOslo put the number at three.", "the number at three", "Oslo"),
        ("\n\nOslo said it had seen no proof of that.", "it had seen no proof of that", "Oslo"),
        ("\n\nA.\n\nB.\n\nC.\n\nOslo said the distance was 300 km.", "the distance was 300 km", "Oslo"),
    ],
)
def test_what_is_tied_to_the_launch_told_before_is_about_it(rest: str, content: str, by: str) -> None:
    assert after_launch(rest, content, by) == ("fired",)


@pytest.mark.parametrize(
    ("rest", "content", "by", "stance"),
    [
        ("\n\nOslo said ties with Lima remain close.", "ties with Lima remain close", "Oslo", "assert"),
        (" Oslo urged both sides to talk.", "both sides to talk", "Oslo", "suggest"),
        (" Oslo vowed to build more missiles.", "to build more missiles", "Oslo", "vow"),
        ("\n\nA.\n\nB.\n\nC.\n\nOslo said it was reckless.", "it was reckless", "Oslo", "assert"),
        ("\n\nOslo said this week will be dry.", "this week will be dry", "Oslo", "assert"),
        ("\n\nOslo said prices for rice had doubled.", "prices for rice had doubled", "Oslo", "assert"),
    ],
)
def test_what_nothing_ties_to_it_is_not(rest: str, content: str, by: str, stance: str) -> None:
    assert after_launch(rest, content, by, stance=stance) == ()


def test_a_pronoun_that_stands_for_an_actor_points_to_no_event() -> None:
    a = Article(f"{LAUNCH}\n\nOslo said it was ready.")
    a.event("MissileLaunch", "fired", LAUNCH)
    a.claim("it was ready", "Oslo")
    a.actor("it", "oslo", nth=a.text.count("it", 0, a.text.index("it was")))
    assert topics(a)["it was ready"] == ()


def test_of_two_events_the_words_choose() -> None:
    text = "Iran put a satellite into orbit. Iran sent tonnes of wheat to Peru. Lima said the altitude was 500 km."
    a = Article(f"{text} Oslo said the ship held 40 containers. Rome said it was glad.")
    a.event("SatelliteLaunch", "put", "Iran put a satellite into orbit", weapon=[("satellite", "satellite")])
    a.event("FoodAid", "sent", "Iran sent tonnes of wheat to Peru", giver="Iran", item="tonnes of wheat")
    for content, by in (
        ("the altitude was 500 km", "Lima"),
        ("the ship held 40 containers", "Oslo"),
        ("it was", "Rome"),
    ):
        a.claim(content, by)
    found = topics(a)
    assert found == {"the altitude was 500 km": ("put",), "the ship held 40 containers": ("sent",), "it was": ("sent",)}


def test_a_claim_with_a_matter_of_its_own_is_about_that() -> None:
    a = Article(f"{LAUNCH} Oslo and Rome had held drills in May, Lima said. Oslo said it joined a drill in June.")
    a.event("MissileLaunch", "fired", LAUNCH)
    one = a.claim("Oslo and Rome had held drills in May", "Lima")
    a.event("Exercise", "drills", "Oslo and Rome had held drills in May", one)
    two = a.claim("it joined a drill in June", "Oslo", nth=1)
    a.event("Exercise", "drill", "it joined a drill in June", two, nth=1)
    assert topics(a) == {one.content[0].text: ("drills",), two.content[0].text: ("drill",)}


def test_the_drill_that_nobody_told_of_before_is_another_name_for_the_launch() -> None:
    a = Article(f"{LAUNCH}\n\nThe drill went well, Oslo said.")
    a.event("MissileLaunch", "fired", LAUNCH)
    claim = a.claim("The drill went well", "Oslo")
    a.event("Exercise", "drill", "The drill went well", claim)
    assert topics(a)["The drill went well"] == ("drill", "fired")


def test_a_denial_answers_what_was_said_further_up_and_a_headline_what_comes_first() -> None:
    a = Article(
        "Oslo: ammunition for Lima\n\nRome sent ammunition to Lima.\n\nA.\n\nB.\n\nC.\n\nRome denied the account."
    )
    a.event("ArmsTransfer", "sent", "Rome sent ammunition to Lima", giver="Rome", item="ammunition to")
    a.claim("ammunition for Lima", "Oslo")
    a.claim("the account", "Rome", nth=1, stance="deny")
    assert topics(a) == {"ammunition for Lima": ("sent",), "the account": ("sent",)}


def test_what_a_claim_is_about_by_its_place_alone_denies_nothing() -> None:
    a = Article(f"Lima said: {LAUNCH} Oslo said it posed no threat.")
    told = a.claim(LAUNCH, "Lima")
    event = a.event("MissileLaunch", "fired", LAUNCH, told)
    calm = a.claim("it posed no threat", "Oslo", polarity="negative")
    world = resolve_all([a])
    found = next(c for c in world.claims if c.id == calm.id)
    assert (found.about, found.topic) == ((), event.id)
    assert world.entries("denial") == []


def test_a_claim_goes_on_with_what_the_sentence_has_claimed() -> None:
    a = Article(
        f"{LAUNCH}\n\nA.\n\nB.\n\nOslo called the altitude odd, adding that Lima was calm. Rome said Lima was glad."
    )
    a.event("MissileLaunch", "fired", LAUNCH)
    a.claim("the altitude odd", "Oslo")
    a.claim("Lima was calm", "Oslo")
    a.claim("Lima was glad", "Rome")
    assert topics(a) == {"the altitude odd": ("fired",), "Lima was calm": ("fired",), "Lima was glad": ()}


def test_words_of_one_kind_wait_for_the_first_event_of_that_kind() -> None:
    a = Article(f"{LAUNCH}\n\nOslo said soldiers were in Lima.\n\nRome sent soldiers to Lima in May.")
    a.event("MissileLaunch", "fired", LAUNCH)
    a.claim("soldiers were in Lima", "Oslo")
    a.event("TroopDeployment", "sent", "Rome sent soldiers to Lima in May", giver="Rome", item="soldiers to Lima")
    assert topics(a)["soldiers were in Lima"] == ("sent",)
