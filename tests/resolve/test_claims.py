"""Attributions become claims of actors."""

from dataclasses import replace

from kg import ids
from kg.model import Actor, Relay
from kg.resolve.claims import outlets, reach
from tests.resolve.worlds import Article, resolve_all


def test_claimants_in_order_hidden_ones_unnamed_and_the_outlet_for_its_own_voice() -> None:
    a = Article("The US and Japan said Iran sent drones. It reportedly rained. It was cold.", publisher="Press TV")
    named = a.claim("Iran sent drones", ["The US", "Japan"], slugs=["united-states", "japan"])
    hidden = a.claim("rained")
    own = a.narrated("It was cold")
    world = resolve_all([a])
    by_id = {c.id: c.claimants for c in world.claims}
    assert by_id[named.id] == ("united-states", "japan")
    assert by_id[hidden.id] == (f"unnamed-{hidden.id}",)
    assert by_id[own.id] == ("press-tv",)


def test_an_unknown_outlet_is_one_per_document() -> None:
    a, b = Article("It rained.", "a"), Article("It rained.", "b")
    for article in (a, b):
        article.narrated("It rained")
    claimants = {c.claimants for c in resolve_all([a, b]).claims}
    assert claimants == {(ids.unknown_outlet(x.document.id),) for x in (a, b)}


def test_an_outlet_is_the_actor_that_bears_its_name() -> None:
    actors = [Actor("nhk", "NHK", "Outlet", ("NHK World",)), Actor("tass", "TASS", "Wire")]
    articles = [Article("x", str(n), publisher=p) for n, p in enumerate(("nhk world", "Tass", "Daily News"))]
    found = outlets([a.document for a in articles], actors)
    assert sorted(found.values()) == ["daily-news", "nhk", "tass"]


def test_relays_keep_their_order_and_hidden_hops_are_actors_too() -> None:
    a = Article("Iran sent drones, NHK reported, citing the Coast Guard and others.")
    hops = (Relay(a.span("NHK"), (), a.actor("NHK")), Relay(None, (), None))
    claim = a.claim("Iran sent drones", "the Coast Guard")
    a.attributions[-1] = replace(claim, relays=hops)
    (found,) = resolve_all([a]).claims
    assert found.relayers == ("nhk", f"unnamed-{claim.id}-relay-2")


class TestAbout:
    def test_a_claim_is_about_the_events_in_its_words_and_in_those_nested_in_it(self) -> None:
        a = Article("NHK said Japan saw a launch and a second test.")
        outer = a.claim("Japan saw a launch", "NHK")
        inner = a.claim("a launch and a second test", "Japan", within=outer.id)
        one = a.event("MissileLaunch", "launch", "Japan saw a launch", inner, agent="Japan")
        two = a.event("WeaponsTest", "test", "a second test", inner)
        about = {c.id: c.about for c in resolve_all([a]).claims}
        assert about[outer.id] == about[inner.id] == (one.id, two.id)

    def test_a_denial_is_about_what_the_denied_claims_are_about_also_in_a_circle(self) -> None:
        a = Article("The US said Iran sent drones. Iran denied these allegations. The US rejected the denial.")
        claim = a.claim("Iran sent drones", "The US")
        event = a.event("ArmsTransfer", "sent", "Iran sent drones", claim, giver="Iran", item="drones")
        denial = a.claim("these allegations", "Iran", stance="deny", refers_to=(claim.id,), nth=1)
        rejected = a.claim("the denial", "The US", stance="deny", refers_to=(denial.id,), nth=1)
        about = {c.id: c.about for c in resolve_all([a]).claims}
        assert about == {claim.id: (event.id,), denial.id: (event.id,), rejected.id: (event.id,)}

    def test_circles_end(self) -> None:
        assert reach("a", {"a": ["b"], "b": ["a"]}) == frozenset({"a", "b"})


class TestBareDenials:
    TEXT = (
        "The US accused Iran of sending drones to Russia. Its allies claim that the drones are for the war, but both "
        "Tehran and Moscow have denied these allegations."
    )

    def article(self, text: str, **more) -> tuple:
        a = Article(text)
        accusation = a.claim("sending drones to Russia", "The US", stance="accuse")
        event = a.event("ArmsTransfer", "sending", "sending drones to Russia", accusation, giver="Iran")
        other = a.claim("the drones are for the war", "Its allies")
        denial = a.claim("these allegations", ["Tehran", "Moscow"], stance="deny", **more)
        return a, accusation, event, other, denial

    def test_point_back_to_what_others_allege_in_the_paragraph(self) -> None:
        a, accusation, event, other, denial = self.article(self.TEXT)
        found = next(c for c in resolve_all([a]).claims if c.id == denial.id)
        assert found.attribution.refers_to == (accusation.id, other.id)
        assert found.about == (event.id,)

    def test_or_in_the_paragraph_before(self) -> None:
        a, accusation, _, other, denial = self.article(self.TEXT.replace(", but both", ".\n\nBut both"))
        found = next(c for c in resolve_all([a]).claims if c.id == denial.id)
        assert found.attribution.refers_to == (accusation.id, other.id)

    def test_keep_what_extraction_says(self) -> None:
        a = self.article(self.TEXT)[0]
        a, accusation, _, _, denial = self.article(self.TEXT, refers_to=(a.attributions[0].id,))
        found = next(c for c in resolve_all([a]).claims if c.id == denial.id)
        assert found.attribution.refers_to == (accusation.id,)

    def test_a_denial_in_words_of_its_own_points_nowhere(self) -> None:
        a = Article("The US accused Iran of theft. Iran denied that it had sent any drones to Russia.")
        a.claim("theft", "The US", stance="accuse")
        denial = a.claim("it had sent any drones to Russia", "Iran", stance="deny", nth=1)
        found = next(c for c in resolve_all([a]).claims if c.id == denial.id)
        assert found.attribution.refers_to == ()
