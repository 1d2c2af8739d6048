"""What each document says of each event."""

from datetime import date

import pytest

from kg.model import EventMention
from tests.resolve.worlds import Article, day, resolve_all

SRBM = "short-range-ballistic-missile"


def test_the_most_exact_values_of_headline_and_body_and_the_telling_clause() -> None:
    a = Article(
        "North Korea fires missiles\n\nThe South detected about 12 short-range missiles fired by North Korea "
        "from the Sunan area into the East Sea at 06:14 on Thursday.\n\nTwo of the ballistic missiles fell far out.",
        title="North Korea fires missiles",
    )
    head = a.event(
        "MissileLaunch", "fires", "North Korea fires missiles", agent="North Korea", weapon=("missiles", "missile")
    )
    full = (
        "about 12 short-range missiles fired by North Korea from the Sunan area into the East Sea at 06:14 on Thursday"
    )
    a.event(
        "MissileLaunch", "fired", full, agent="North Korea", weapon=("short-range missiles", "short-range-missile"),
        site=("Sunan area", "sunan"), toward=("East Sea", "sea-of-japan"), count=a.number("about 12"),
        when=day("2024-05-30", clock="2024-05-30T06:14:00+09:00"),
    )  # fmt: skip
    a.event(
        "MissileLaunch", "fell", "Two of the ballistic missiles fell far out",
        weapon=("the ballistic missiles", "ballistic-missile"),
    )  # fmt: skip
    account = resolve_all([a]).account(head)
    assert account.actors == ("north-korea",)
    assert account.weapon == SRBM, "short-range and ballistic together"
    assert (account.site, account.toward) == ("Sunan", "Sea of Japan")
    assert (account.count_min, account.count_max) == (12, 12)
    assert account.when and account.when.start and account.when.earliest == date(2024, 5, 30)
    assert account.evidence.text == full
    assert account.status == "happened"


def test_clauses_that_tell_what_the_evidence_leaves_out_are_quoted_too_in_text_order() -> None:
    lede, rest = "North Korea fired a missile", "it rose from the Sunan area and flew into the East Sea"
    a = Article(f"{lede}, Seoul said. Officials said that {rest}. The missile fell short.")
    first = a.event("MissileLaunch", "fired", lede, agent="North Korea", weapon=("a missile", "missile"))
    a.event(
        "MissileLaunch", "rose", rest, site=("Sunan area", "sunan"), toward=("East Sea", "sea-of-japan"),
        antecedent=first.id,
    )  # fmt: skip
    a.event("MissileLaunch", "fell", "The missile fell short", weapon=("The missile", "missile"), antecedent=first.id)
    account = resolve_all([a]).account(first)
    assert account.evidence.text == rest
    assert [span.text for span in account.further] == [lede]


@pytest.mark.parametrize(
    ("low", "high", "value", "words", "expected"),
    [
        (12, 12, 12, "about 12", (12, 12)),
        (10, None, 10, "at least 10", (10, None)),
        (None, 20, 20, "up to 20", (None, 20)),
        (2, None, None, "several", (None, None)),
        (2, 3, None, "two or three", (2, 3)),
    ],
)
def test_bounds_of_numbers(low, high, value, words, expected) -> None:
    a = Article(f"North Korea fired {words} missiles.")
    quantity = a.number(words, value, low=low, high=high)
    one = a.event("MissileLaunch", "fired", a.text, agent="North Korea", count=quantity)
    account = resolve_all([a]).account(one)
    assert (account.count_min, account.count_max) == expected


def test_a_system_gives_its_class() -> None:
    a = Article("North Korea fired the KN-23 missile.")
    one = a.event("MissileLaunch", "fired", a.text, agent="North Korea", system=("KN-23", "kn-23"))
    account = resolve_all([a]).account(one)
    assert (account.weapon, account.system) == (SRBM, "kn-23")


@pytest.mark.parametrize(
    ("said", "claim", "status"),
    [
        ({}, {}, "happened"),
        ({"outcome": "failure"}, {}, "failed"),
        ({"modality": "planned"}, {}, "planned"),
        ({"modality": "possible"}, {}, "possible"),
        ({"modality": "ongoing"}, {}, "ongoing"),
        ({"polarity": "negative"}, {}, "denied"),
        ({}, {"stance": "deny"}, "denied"),
        ({"polarity": "negative"}, {"stance": "deny"}, "happened"),
    ],
)
def test_status(said: dict[str, str], claim: dict[str, str], status: str) -> None:
    a = Article("Iran said that it had fired a missile.")
    within = a.claim("it had fired a missile", "Iran", **claim)
    one = a.event("MissileLaunch", "fired", "it had fired a missile", within, agent="Iran", **said)
    assert resolve_all([a]).account(one).status == status


def test_an_account_never_says_who_is_right() -> None:
    a = Article("The US said Iran had sent drones to Russia. Iran said it never sent drones to Russia.")
    one, two = a.claim("Iran had sent drones to Russia", "The US"), a.claim("it never sent drones to Russia", "Iran")
    roles = {"giver": "Iran", "recipient": "Russia", "item": ("drones", "drone")}
    yes = a.event("ArmsTransfer", "sent", "Iran had sent drones to Russia", one, **roles)
    no = a.event("ArmsTransfer", "sent", "it never sent drones to Russia", two, nth=1, polarity="negative", **roles)
    world = resolve_all([a])
    assert world.same(yes, no)
    assert world.account(yes).status == "disputed"


def test_a_negated_claim_of_a_negated_event_is_one_denial_and_no_evidence() -> None:
    a = Article("The US accused Iran of sending drones to Russia. Iran said it had not sent a drone to Russia.")
    one = a.claim("sending drones to Russia", "The US", stance="accuse")
    two = a.claim("it had not sent a drone to Russia", "Iran", polarity="negative")
    roles = {"giver": "Iran", "recipient": "Russia", "item": ("drone", "drone")}
    yes = a.event("ArmsTransfer", "sending", "sending drones to Russia", one, **roles)
    no = a.event("ArmsTransfer", "sent", "it had not sent a drone to Russia", two, polarity="negative", **roles)
    world = resolve_all([a])
    assert world.same(yes, no)
    assert (world.account(yes).status, world.account(yes).evidence.text) == ("disputed", "sending drones to Russia")


def test_a_negated_claim_alone_is_denied() -> None:
    a = Article("Iran said it had not sent a drone to Russia.")
    within = a.claim("it had not sent a drone to Russia", "Iran", polarity="negative")
    roles = {"giver": "Iran", "recipient": "Russia", "item": ("drone", "drone")}
    no = a.event("ArmsTransfer", "sent", "it had not sent a drone to Russia", within, polarity="negative", **roles)
    assert resolve_all([a]).account(no).status == "denied"


SENT = {"giver": "Iran", "recipient": "Russia", "item": ("drones", "drone")}


def sent(a: Article, stance: str = "accuse", **more: object) -> EventMention:
    """Drones sent, in the words of the US."""
    within = a.claim("Iran had sent drones to Russia", "The US", stance=stance)
    return a.event("ArmsTransfer", "sent", "Iran had sent drones to Russia", within, **SENT, **more)


@pytest.mark.parametrize(
    ("stance", "said", "status"),
    [
        ("accuse", {}, "alleged"),
        ("accuse", {"modality": "ongoing"}, "alleged"),
        ("accuse", {"modality": "planned"}, "planned"),
        ("assert", {}, "happened"),
        ("estimate", {"modality": "possible"}, "possible"),
    ],
)
def test_an_accuser_alone_makes_nothing_happen(stance: str, said: dict[str, str], status: str) -> None:
    a = Article("The US said that Iran had sent drones to Russia.")
    one = sent(a, stance, **said)
    assert resolve_all([a]).account(one).status == status


@pytest.mark.parametrize("stance", ["accuse", "assert"])
def test_what_a_denial_refers_to_is_disputed(stance: str) -> None:
    a = Article("The US said that Iran had sent drones to Russia. Both Iran and Russia denied these allegations.")
    one = sent(a, stance)
    a.claim("these allegations", ["Iran", "Russia"], stance="deny", refers_to=(one.within,))
    assert resolve_all([a]).account(one).status == "disputed"


def test_what_a_rejection_quotes_is_disputed() -> None:
    a = Article("Iran rejected allegations by the US that Iran had sent drones to Russia.")
    outer = a.claim("allegations by the US that Iran had sent drones to Russia", "Iran", stance="condemn")
    within = a.claim("Iran had sent drones to Russia", "the US", stance="accuse", within=outer.id)
    one = a.event("ArmsTransfer", "sent", "Iran had sent drones to Russia", within, **SENT)
    assert resolve_all([a]).account(one).status == "disputed"


def test_what_the_outlet_tells_itself_has_happened_for_that_outlet() -> None:
    a = Article("Iran sent drones to Russia. The US said that Iran had sent drones to Russia. Iran denied it.")
    own = a.event(
        "ArmsTransfer", "sent", "Iran sent drones to Russia", a.narrated("Iran sent drones to Russia"), **SENT
    )
    within = a.claim("Iran had sent drones to Russia", "The US", stance="accuse")
    a.event("ArmsTransfer", "sent", "Iran had sent drones to Russia", within, nth=1, **SENT)
    a.claim("it", "Iran", stance="deny", refers_to=(within.id,), nth=2)
    assert resolve_all([a]).account(own).status == "happened"


def test_launches_keep_to_the_words_of_their_answer() -> None:
    a = Article("The US said that Iran had fired a missile.")
    within = a.claim("Iran had fired a missile", "The US", stance="accuse")
    one = a.event("MissileLaunch", "fired", "Iran had fired a missile", within, agent="Iran")
    assert resolve_all([a]).account(one).status == "happened"


def test_a_bare_anaphor_is_no_account() -> None:
    a = Article("The launch was a first.")
    a.event("MissileLaunch", "launch", a.text)
    world = resolve_all([a])
    assert world.accounts == ()
    assert len(world.events) == 1


def test_items_that_an_anaphor_repeats_are_left_out() -> None:
    a = Article("Iran sent artillery shells to Russia. These munitions were sent by sea.")
    one = a.event("ArmsTransfer", "sent", "Iran sent artillery shells to Russia", giver="Iran", recipient="Russia",
                  item=("artillery shells", "artillery-shell"))  # fmt: skip
    a.event("ArmsTransfer", "sent", "These munitions were sent by sea", nth=1, item=("These munitions", "munition"),
            antecedent=one.id)  # fmt: skip
    account = resolve_all([a]).account(one)
    assert account.items == ("artillery shells",)
    assert len(account.mentions) == 2


def test_one_account_per_document() -> None:
    articles = []
    for name in ("a", "b"):
        a = Article("North Korea fired a missile on Thursday.", name)
        a.event("MissileLaunch", "fired", a.text, agent="North Korea", when="2024-05-30")
        articles.append(a)
    world = resolve_all(articles)
    assert len(world.events) == 1
    assert sorted(x.document for x in world.accounts) == sorted(a.document.id for a in articles)
