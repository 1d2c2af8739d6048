"""How many independent sources stand behind an event, and what was lost on the way."""

import random

from kg.model import Independence
from tests.resolve.worlds import Article, World, resolve_all

SRBM = "short-range-ballistic-missile"
DAY = "2024-05-30"


def article(name: str, sentence: str, publisher: str | None = None, published: str = DAY, wire: str | None = None):
    return Article(sentence, name, published, publisher, wire=wire)


def launch(a: Article, claim=None, words: str = "North Korea fired a missile", **more):
    return a.event("MissileLaunch", "fired", words, claim, agent="North Korea", when=DAY, **more)


def said(name: str, by: str, publisher: str | None = None, slug: str | None = None, **more) -> Article:
    """An article that lets one source speak."""
    certainty = more.pop("certainty", "certain")
    words = more.pop("words", "North Korea fired a missile")
    a = article(name, f"{by} said {words}.", publisher, **more)
    launch(a, a.claim(words, by, slugs=[slug], certainty=certainty), words)
    return a


def only(world: World) -> Independence:
    (found,) = world.independence
    return found


def test_ten_outlets_with_one_statement_are_one_source() -> None:
    world = resolve_all(
        [said(str(n), "The Joint Chiefs", f"Daily {n}", "south-korea-joint-chiefs-of-staff") for n in range(10)]
    )
    found = only(world)
    assert (found.statements, found.sources) == (10, 1)
    assert found.because == "South Korea Joint Chiefs of Staff: 10 statements in 10 documents"


def test_bodies_of_one_state_are_one_source_and_other_states_are_others() -> None:
    world = resolve_all([
        said("a", "The Joint Chiefs", slug="south-korea-joint-chiefs-of-staff"),
        said("b", "The military", slug="south-korea-military"),
        said("c", "The Coast Guard", slug="japan-coast-guard"),
    ])  # fmt: skip
    found = only(world)
    assert (found.statements, found.sources) == (3, 2)
    assert [g.root for g in found.groups] == ["japan", "south-korea"]


def test_an_outlets_own_voice_rests_on_whom_it_cites() -> None:
    a = article("a", "North Korea fired a missile. It had fired it at dawn, Seoul said.", "Daily A")
    launch(a)
    claim = a.claim("It had fired it at dawn", "Seoul")
    a.event("MissileLaunch", "fired", "It had fired it at dawn", claim, agent="It", nth=1)
    a.mentions = {k: (m if m.label != "It" else type(m)(m.id, m.span, m.kind, "north-korea", m.label, m.type, m.method))
                  for k, m in a.mentions.items()}  # fmt: skip
    found = only(resolve_all([a]))
    assert (found.statements, found.sources) == (2, 1)


def test_an_outlet_that_names_nobody_is_its_own_source_and_a_hidden_one_does_not_count() -> None:
    own = article("a", "North Korea fired a missile.", "Daily A")
    launch(own)
    hidden = article("b", "North Korea reportedly fired a missile.", "Daily B")
    launch(hidden, hidden.claim("fired a missile"), "fired a missile")
    found = only(resolve_all([own, hidden]))
    assert (found.statements, found.sources) == (2, 1)
    assert sorted(g.counted for g in found.groups) == [False, True]


LONG = (
    "North Korea fired a missile. The weapon rose over the eastern mountains shortly after dawn and came down in open "
    "water far from any shipping lane, and residents along the coast heard nothing unusual during the morning hours. "
)


def test_copies_in_the_outlets_own_voice_are_one_source_and_credit_leads_to_the_agency() -> None:
    wire = article("wire", LONG, "Agency", wire="Agency")
    copy = article("copy", LONG + "More follows at noon.", "Daily A")
    credited = article("credited", "Early news. North Korea fired a missile.", "Daily B", wire="Agency")
    for a in (wire, copy, credited):
        launch(a)
    found = only(resolve_all([wire, copy, credited]))
    assert (found.statements, found.sources) == (3, 1)
    assert found.groups[0].root == "agency"
    assert "copy copies wire" in found.because
    assert "credited credits Agency" in found.because


def test_a_circle_of_outlets_is_one_source_and_an_alert() -> None:
    a, b = said("a", "Sigma News", "Delta Times"), said("b", "Delta Times", "Sigma News")
    world = resolve_all([a, b])
    found = only(world)
    assert found.sources == 1
    assert found.because.startswith("a circle without a source outside it (a cites Sigma News and b cites Delta Times)")
    (alert,) = [x for x in world.alerts if x.kind == "circular"]
    assert {alert.left, alert.right} == {a.attributions[0].id, b.attributions[0].id}


def test_a_circle_with_a_source_outside_is_none() -> None:
    a, b = said("a", "Sigma News", "Delta Times"), said("b", "Delta Times", "Sigma News")
    c = said("c", "Seoul", "Sigma News", words="North Korea fired a missile")
    world = resolve_all([a, b, c])
    assert only(world).sources == 1
    assert [g.root for g in only(world).groups] == ["seoul"]
    assert world.alerts == ()


class TestAlerts:
    def test_a_hedge_that_gets_lost(self) -> None:
        careful = said(
            "a", "Tokyo", "Ledger", certainty="possible", words="North Korea may have fired a missile over land"
        )
        sure = said("b", "Tokyo", "Star", published="2024-05-31", words="North Korea fired a missile over land")
        (alert,) = resolve_all([sure, careful]).alerts
        assert (alert.kind, alert.left, alert.right) == (
            "hedge-lost",
            careful.attributions[0].id,
            sure.attributions[0].id,
        )
        assert "may have fired" in alert.because
        assert "without the hedge" in alert.because

    def test_a_hedge_that_is_added_later(self) -> None:
        sure = said("a", "Tokyo", "Ledger", words="North Korea fired a missile over land")
        careful = said("b", "Tokyo", "Star", published="2024-05-31", certainty="possible",
                       words="North Korea may have fired a missile over land")  # fmt: skip
        (alert,) = resolve_all([sure, careful]).alerts
        assert alert.kind == "hedge-added"

    def test_another_statement_of_the_same_source_is_no_alert(self) -> None:
        one = said("a", "Tokyo", "Ledger", certainty="possible", words="North Korea may have fired it to test exports")
        two = said("b", "Tokyo", "Star", words="North Korea fired a missile")
        assert resolve_all([one, two]).alerts == ()

    def test_an_outlet_that_tells_as_a_fact_what_is_only_alleged(self) -> None:
        a = article("a", "Iran sent drones to Russia. The US accuses Iran of sending drones to Russia.", "Daily A")
        roles = {"giver": "Iran", "recipient": "Russia", "item": ("drones", "drone")}
        own = a.event("ArmsTransfer", "sent", "Iran sent drones to Russia", **roles)
        claim = a.claim("sending drones to Russia", "The US", stance="accuse")
        a.event("ArmsTransfer", "sending", "sending drones to Russia", claim, **roles)
        (alert,) = resolve_all([a]).alerts
        assert (alert.kind, alert.left, alert.right) == ("own-voice", claim.id, own.within)

    def test_an_outlet_with_a_source_that_vouches_is_no_alert(self) -> None:
        a = article("a", "North Korea fired a missile. North Korea fired a missile, Seoul said.", "Daily A")
        launch(a)
        claim = a.claim("North Korea fired a missile", "Seoul")
        a.event("MissileLaunch", "fired", "North Korea fired a missile", claim, nth=1, agent="North Korea", when=DAY)
        assert resolve_all([a]).alerts == ()


def test_the_order_of_the_input_does_not_matter() -> None:
    articles = [said(str(n), by, pub) for n, (by, pub) in enumerate(
        [("Seoul", "A"), ("Sigma News", "Delta Times"), ("Delta Times", "Sigma News"), ("Tokyo", "B"), ("Seoul", "C")]
    )]  # fmt: skip
    first = resolve_all(articles)
    for seed in range(5):
        mixed = list(articles)
        random.Random(seed).shuffle(mixed)
        assert resolve_all(mixed) == first
