"""Who launches where a sentence does not say: the only state that launches in the document, or who got the weapon."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.anaphors import compatible
from kg.extract.building import States
from kg.model import EventMention, Role

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

# Characters between an adjective and the weapon that it belongs to.
_BESIDE = 20
# Characters after a transfer in which "the missiles" are those handed over.
_NEAR, _FAR = 300, 600
_STANDING = frozenset({"them", "more", "others", "multiple others", "several others", "several more", "some"})
_DEFINITE = re.compile(r"\b(?:the|these|those|them)\s*$", re.I)
_STARTS = re.compile(r"\b(?:from|left|leaving|leave|out of)(?:\s+\w+){0,3}\s*$", re.I)
_PRONOUNS = frozenset({"it", "they", "he", "its", "their", "his"})
# What a document's only launching state does where nobody else is named.
_DOERS = ("Launch", "WeaponsTest", "ArtilleryFire", "BalloonLaunch")


def _without_media(event: EventMention, states: States, lexicon: "Lexicon") -> EventMention:
    """Outlets fire nothing: "it" of "Yonhap reported that it fired rockets" is somebody else."""
    if not any(lexicon.events.is_a(event.type, t) for t in _DOERS):
        return event
    agents = {r: states.by_id.get(r.mention or "") for r in event.role("agent")}
    outlets = [r for r, m in agents.items() if m and any(lexicon.actors.is_a(m.type, k) for k in ("Outlet", "Media"))]
    return replace(event, roles=tuple(r for r in event.roles if r not in outlets)) if outlets else event


def _by_name(event: EventMention, events: Sequence[EventMention], states: States, lexicon: "Lexicon") -> EventMention:
    """Where a pronoun would have a state launch that never does by name: the launching state named last before it."""
    agents = list(event.role("agent"))
    guessed = len(agents) == 1 and agents[0].span.text.lower() in _PRONOUNS
    if not guessed or not lexicon.events.is_a(event.type, "Launch"):
        return event
    launched = [e for e in events if lexicon.events.is_a(e.type, "Launch")]
    named = (r for e in launched for r in e.role("agent") if r.span.text.lower() not in _PRONOUNS)
    doers = {states.slug(m) for r in named if (m := states.by_id.get(r.mention or ""))}
    if states.acting(event, "agent") & doers:
        return event
    at = agents[0].span.start
    before = (m for ms in states.mentions.values() for m in ms if m.kind != "pronoun" and m.span.end <= at)
    beside = (e for e in launched if 0 < event.trigger.start - e.trigger.start < _NEAR)
    alike = any(states.acting(e, "agent") & states.acting(event, "agent") for e in beside)
    if len(doers) == 1 and agents[0].span.text.lower() == "its" and not alike:
        # "Its first attempt, in May, failed": the series of whoever launches here.
        before = (m for m in before if m.actor in doers)
    last = max(before, key=lambda m: m.span.start, default=None)
    if last is None or last.actor not in doers:
        return event
    roles = tuple(replace(r, mention=last.id) if r is agents[0] else r for r in event.roles)
    return replace(event, roles=roles, method=f"{event.method}+launcher")


def _of_places(event: EventMention, role: str, lexicon: "Lexicon") -> set[str]:
    """The states in which the places of a role lie."""
    places = lexicon.places.places
    return {s for r in event.role(role) if (p := places.get(r.concept or "")) and (s := p.state)}


def _by_receiver(
    event: EventMention,
    launched: Sequence[EventMention],
    given: Set[tuple[str, str]],
    states: States,
    lexicon: "Lexicon",
) -> EventMention:
    """ "North Korean missiles were fired on Tuesday" where the text tells that another state got them and fires them:
    whose they are does not say who fired them, least of all at a state with which the maker is not at war."""
    weapon, agents = next(event.role("weapon"), None), list(event.role("agent"))
    beside = weapon is not None and len(agents) == 1 and 0 <= weapon.span.start - agents[0].span.end <= _BESIDE
    verb = event.method.startswith("verb:")
    if weapon is None or not beside or (verb and weapon.span.start > event.trigger.start):
        return event
    maker = states.acting(event, "agent")
    got = {b for a, b in given if a in maker} - maker
    users = {b: r for e in launched for r in e.role("agent") for b in states.acting(e, "agent") & got}
    target = states.acting(event, "target") | _of_places(event, "target", lexicon)
    # "One of the North Korean missiles": of those handed over.
    those = agents[0].span.start - event.evidence.start
    pointed = verb and bool(_DEFINITE.search(event.evidence.text[: max(0, those)]))
    if not users and (target or pointed) and len(got - target) == 1:
        near = states.nearest(next(iter(got - target)), event.trigger.start)
        users = {near.actor: replace(agents[0], span=near.span, mention=near.id)} if near else {}
    user = next(iter(users.values())) if len(users) == 1 and (verb or target) else None
    return replace(event, roles=tuple(user if r is agents[0] and user else r for r in event.roles))


def _from_hand(event: EventMention, events: Sequence[EventMention], states: States, lexicon: "Lexicon") -> Role | None:
    """Who got the weapons just before: "handed missiles to Moscow. One of the missiles was fired on Sunday"."""
    weapon = next(event.role("weapon"), None)
    at = event.trigger.start
    # "One of them was fired on Sunday. More were fired on Monday."
    taken_up = event.method.startswith("verb:") and not event.antecedent
    before_it = weapon is not None and weapon.span.end < event.evidence.start and taken_up
    stands = weapon is not None and (before_it or weapon.span.text.lower() in _STANDING)
    far = _FAR if stands else _NEAR
    before = [e for e in events if lexicon.events.is_a(e.type, "Transfer") and 0 < at - e.trigger.start < far]
    if weapon is None or not before:
        return None
    if not stands and not _DEFINITE.search(event.evidence.text[: weapon.span.start - event.evidence.start]):
        return None
    last = max(before, key=lambda e: e.trigger.start)
    if last.polarity == "negative" or last.modality not in ("actual", "ongoing"):
        return None
    goods = [r.concept for r in last.role("item") if r.concept]
    alike = any(compatible(g, weapon.concept or "", lexicon) for g in goods)
    user = next((r for r in last.role("recipient") if states.slug(states.by_id.get(r.mention or ""))), None)
    homes = _of_places(event, "site", lexicon)
    abroad = user is not None and bool(homes) and states.slug(states.by_id.get(user.mention or "")) not in homes
    target = states.acting(event, "target") | _of_places(event, "target", lexicon)
    own = user is not None and states.slug(states.by_id.get(user.mention or "")) in target
    return replace(user, name="agent") if user and alike and not abroad and not own else None


def _at_home(event: EventMention, states: States, lexicon: "Lexicon") -> EventMention:
    """Where a pronoun would have one state fire from inside another, it is the state of the site that fired."""
    homes = _of_places(event, "site", lexicon)
    agents = [(r, states.by_id.get(r.mention or "")) for r in event.role("agent")]
    abroad = [r for r, m in agents if m and r.span.text.lower() in ("it", "they") and states.slug(m) not in homes]
    home = states.nearest(next(iter(homes)), event.trigger.start) if abroad and len(homes) == 1 else None
    if home is None or not lexicon.events.is_a(event.type, "Launch"):
        return event
    return replace(event, roles=tuple(replace(r, mention=home.id) if r in abroad else r for r in event.roles))


def _from_home(event: EventMention, states: States, lexicon: "Lexicon") -> Role | None:
    """Whose soil a missile starts from, where nobody is said to have fired it: "two missiles left Kourou"."""
    sites = [(r, p) for r in event.role("site") if (p := lexicon.places.places.get(r.concept or "")) and p.state]
    if len(sites) != 1 or not lexicon.events.is_a(event.type, "MissileLaunch"):
        return None
    role, place = sites[0]
    before = event.evidence.text[: max(0, role.span.start - event.evidence.start)]
    if re.search(r"\bat\b", event.evidence.text[event.trigger.end - event.evidence.start : len(before)]):
        # "Hurled at power stations from Odesa to the border"
        return None
    sure = place.kind == "LaunchSite" or (place.kind == "Area" and _STARTS.search(before))
    near = states.acting_for(place.state, event.trigger.start) if sure else None
    return Role("agent", near.span, mention=near.id) if near else None


def with_agents(events: Sequence[EventMention], states: States, lexicon: "Lexicon") -> Iterator[EventMention]:
    """Launches and tests without an agent, with the only state that launches anything in this document."""
    given = {(a, b) for e in events for a in states.acting(e, "giver") for b in states.acting(e, "recipient")}
    events = [_at_home(_without_media(e, states, lexicon), states, lexicon) for e in events]
    events = [_by_name(e, events, states, lexicon) for e in events]
    launched = [e for e in events if lexicon.events.is_a(e.type, "Launch")]
    events = [_by_receiver(e, launched, given, states, lexicon) if e in launched else e for e in events]
    ours = [e for e in events if any(lexicon.events.is_a(e.type, t) for t in _DOERS)]
    agents = [r for e in ours for r in e.role("agent") if r.mention]
    doers = {states.slug(m) or m.actor for r in agents if (m := states.by_id.get(r.mention or ""))}
    only = agents[0] if len(doers) == 1 else None
    for event in events:
        nobody = not any(event.role("agent"))
        got = _from_hand(event, events, states, lexicon) if nobody and event in launched else None
        # What only takes up an earlier launch by its weapon is no launch of its own.
        again = event.antecedent is not None and (not event.roles or event.method.startswith("noun:thing"))
        bare = event in ours and event.modality != "generic" and nobody and not again
        home = _from_home(event, states, lexicon) if bare and event in launched else None
        if got is None and home is not None:
            yield replace(event, roles=(*event.roles, home), method=f"{event.method}+home")
        elif got is not None:
            yield replace(event, roles=(*event.roles, got), method=f"{event.method}+receiver")
        elif only is None or not bare:
            yield event
        else:
            near = min(agents, key=lambda r: (abs(r.span.start - event.trigger.start), r.span.start))
            yield replace(event, roles=(*event.roles, near), method=f"{event.method}+agent")
