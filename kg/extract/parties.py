"""Parties of a transfer that its own clause leaves out and the words around it give."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import syntax, wholes
from kg.extract.anaphors import takes_up
from kg.extract.building import OTHER, States
from kg.extract.bystanders import NEAR, party, spoken_of, without_guess
from kg.extract.origins import origins
from kg.extract.returns import in_return, of_exchange
from kg.extract.selves import without_itself
from kg.model import Attribution, EventMention, Mention, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

# Claims whose subject, or whom they accuse, does what their words tell; characters before the verb ("secretly").
_CONTROLLED = frozenset({"verb:charge", "verb:gerund", "verb:infinitive"})
_FEW = 20
_COUNTRY = frozenset({"country", "nation", "government", "state", "republic"})
_COMING = frozenset({"come", "stem", "originate"})
_USING = frozenset(
    {"use", "fire", "launch", "need", "want", "fly", "seek", "request", "employ", "deploy", "operate", "send"}
)
_FIRING = frozenset({"use", "fire", "launch", "shoot", "employ", "lob"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my"})


def with_origin(made: EventMention, reading: "Reading", scene: "Setting", states: States) -> EventMention:
    """A transfer told without parties, with those whose goods they are: "the delivery of Iranian drones", "Iranian
    drones were delivered"."""
    told = not reading.trigger.verbal or syntax.is_passive(reading.token)
    if not (told and scene.lexicon.events.is_a(made.type, "Transfer")) or any(any(made.role(r)) for r in OTHER):
        return made
    found = _of_origin(made, reading, scene, states)
    return replace(made, roles=(*made.roles, found), method=f"{made.method}+giver") if found else made


def by_media(made: EventMention, states: States) -> bool:
    """Whether an outlet hands over or gets the goods: photos and papers, no arms."""
    parties = [states.by_id.get(r.mention or "") for name in OTHER for r in made.role(name)]
    return any(m and states.lexicon.actors.is_a(m.type, kind) for m in parties for kind in ("Outlet", "Media"))


def other_parties(made: EventMention, found: EventMention, states: States) -> bool:
    """Whether both name a giver or recipient, and another one."""
    sides = ((states.acting(made, name), states.acting(found, name)) for name in OTHER)
    return any(one and two and not one & two for one, two in sides)


def completed(
    made: EventMention,
    reading: "Reading",
    scene: "Setting",
    before: Sequence[EventMention],
    states: States,
    within: Attribution | None,
    speech: Attribution | None,
) -> EventMention:
    """A transfer with the party that it lacks.

    The claimant who says "we"; whose goods they are ("Iranian missiles"); the other side of an exchange told in the
    same sentence ("Russia wants shells from X, while X looks for help"); who fired the weapons that are handed on;
    whose action the transfer serves ("earns money through exports"); who uses the goods ("shells that Russia fires").
    """
    before = [without_guess(e) for e in before]
    made = of_exchange(without_itself(made, reading, scene, states), reading, before, states)
    missing = [r for r in OTHER if not any(made.role(r))]
    if len(missing) != 1 or not scene.lexicon.events.is_a(made.type, "Transfer"):
        return made
    sentence = before if in_return(reading) else [e for e in before if _same_sentence(e, reading, scene)]
    found = (
        _speaking(made, reading, missing[0], speech, scene, states)
        or _exchanged(made, missing[0], sentence, states)
        or _beside(made, missing[0], sentence, states)
    )
    if found is None and missing[0] == "giver":
        found = (
            _denying(made, within, states)
            or _doing(made, reading, within, states)
            or _of_origin(made, reading, scene, states)
            or _owner(made, reading, scene, sentence, states)
            or _serving(made, reading, scene, states)
            or _owner(made, reading, scene, before, states)
        )
    elif found is None:
        found = _user(made, reading, scene, states) or _tester(made, reading, scene, before, states)
    if found is None:
        near = spoken_of(made, reading, missing[0], within, scene, before, states)
        return replace(made, roles=(*made.roles, near), method=f"{made.method}{NEAR}{missing[0]}") if near else made
    every = any(c.lower_ in ("any", "every", "each", "all", "no") for c in reading.token.children)
    actual = made.modality == "generic" and not reading.trigger.verbal and not every
    return replace(
        made,
        roles=(*made.roles, found),
        modality="actual" if actual else made.modality,
        method=f"{made.method}+{missing[0]}",
    )


def _speaking(
    made: EventMention,
    reading: "Reading",
    role: str,
    within: Attribution | None,
    scene: "Setting",
    states: States,
) -> Role | None:
    """ "We have sold shells", "our shells": the claimant."""
    heads = syntax.subjects(reading.token) if reading.trigger.verbal else wholes.owners(reading.token)
    if role == "giver":
        goods = [scene.paragraph.doc[f.head] for f in reading.roles if f.role == "item"]
        heads = [*heads, *(o for g in goods for o in wholes.owners(g))]
    claimant = states.by_id.get(within.claimants[0]) if within and within.claimants else None
    if claimant is None or not any(h.lower_ in ("we", "our") or _own_country(h, claimant, scene) for h in heads):
        return None
    state = states.standing_for(claimant)
    slug = states.slug(state)
    return None if slug is None or slug in states.acting(made, OTHER[role]) else Role(role, claimant.span, state.id)


def _own_country(noun: "Token", claimant: Mention, scene: "Setting") -> bool:
    """ "She denied that her country has sold arms"; not "his government" in a report on him."""
    whose = [c for c in noun.children if c.dep_ == "poss" and c.lower_ in _POSSESSIVE]
    meant = [m for c in whose if (m := scene.mention(c))]
    return noun.lemma_ in _COUNTRY and bool(whose) and all(m.actor == claimant.actor for m in meant)


def _doing(made: EventMention, reading: "Reading", within: Attribution | None, states: States) -> Role | None:
    """ "Accused Oslo of selling shells", "does not rule out selling shells": who is accused, or else who speaks, where
    the claim's words start with the verb."""
    if within is None or reading.token.tag_ not in ("VBG", "VB") or not reading.trigger.verbal:
        return None
    early = made.trigger.start - within.content[0].start <= _FEW
    doer = next(iter(within.target or within.claimants), None)
    mention = states.by_id.get(doer or "") if early and within.method in _CONTROLLED else None
    state = states.standing_for(mention) if mention else None
    if mention is None or state is None or states.slug(state) in states.acting(made, "recipient"):
        return None
    return Role("giver", mention.span, state.id)


def _denying(made: EventMention, within: Attribution | None, states: States) -> Role | None:
    """ "The ministry said that it had never sold arms": whoever denies it would have done it."""
    mention = states.by_id.get(next(iter(within.claimants), "")) if within and made.polarity == "negative" else None
    state = states.standing_for(mention) if mention else None
    slug = states.slug(state)
    if mention is None or state is None or slug is None or slug in states.acting(made, "recipient"):
        return None
    return Role("giver", mention.span, state.id)


def _beside(made: EventMention, role: str, before: Sequence[EventMention], states: States) -> Role | None:
    """The other side of another transfer by this party in the sentence: "is sending shells to X and may share …"."""
    mine = states.acting(made, OTHER[role])
    for event in reversed(before):
        if mine and mine == states.acting(event, OTHER[role]) and states.acting(event, role):
            return next(event.role(role))
    return None


def _of_origin(made: EventMention, reading: "Reading", scene: "Setting", states: States) -> Role | None:
    """Whose goods they are: "deliveries of South Korean weapons to Kyiv"."""
    for filling in (f for f in reading.roles if f.role == "item"):
        for owner in origins(scene.paragraph.doc[filling.head]):
            found = party("giver", owner, made, scene, states)
            if found:
                return found
    return None


def _serving(made: EventMention, reading: "Reading", scene: "Setting", states: States) -> Role | None:
    """Who does something by the transfer: "earns money through arms exports to Russia"."""
    token = reading.token
    means = token.dep_ in ("pobj", "pcomp") and token.head.lower_ in ("through", "via", "by", "before", "after", "with")
    verb = token.head.head if token.dep_ in ("pobj", "pcomp") else None
    earned = verb is not None and token.head.lower_ == "from" and verb.lemma_ in ("earn", "make", "profit", "gain")
    if verb is None or not (means or earned) or verb.pos_ != "VERB" or verb.i in scene.cues:
        return None
    return next((r for s in syntax.subjects(verb) if (r := party("giver", s, made, scene, states))), None)


def _user(made: EventMention, reading: "Reading", scene: "Setting", states: States) -> Role | None:
    """Who uses what is handed over: "the shells that Russian forces fire", "half of Russia's shells
    come from …"."""
    doc = scene.paragraph.doc
    for filling in (f for f in reading.roles if f.role == "item"):
        head = doc[filling.head]
        share = head.dep_ == "pobj" and head.head.head.lemma_ in wholes.PARTITIVE
        mine = wholes.owners(head) if reading.token.lemma_ in _COMING or share else []
        # "Fired a missile provided by X"
        firing = head.dep_ == "dobj" and head.head.lemma_ in _FIRING
        mine += syntax.subjects(head.head) if firing else []
        if found := next((r for o in mine if (r := party("recipient", o, made, scene, states))), None):
            return found
        above = [doc[filling.head], *doc[filling.head].ancestors]
        clauses = [c for t in above[:3] for c in t.children if c.dep_ in ("relcl", "acl") and c.i > filling.head]
        users = [s for c in clauses if c.lemma_ in _USING for s in syntax.subjects(c)]
        found = next((r for u in users if (r := party("recipient", u, made, scene, states))), None)
        if found:
            return found
    return None


def _tester(
    made: EventMention, reading: "Reading", scene: "Setting", before: Sequence[EventMention], states: States
) -> Role | None:
    """Who launched the weapon that help is for: "fuel technology for the missile"."""
    doc = scene.paragraph.doc
    heads = [reading.token, *(doc[f.head] for f in reading.roles if f.role == "item")]
    ends = [p for h in heads for w in h.children if w.lower_ == "for" for p in w.children if p.dep_ == "pobj"]
    concepts = [scene.arms[p.i].concept for p in ends if p.i in scene.arms and takes_up(p)]
    for event in reversed(before if concepts else ()):
        fits = any(
            scene.lexicon.weapons.is_a(r.concept, c) for c in concepts for r in event.role("weapon") if r.concept
        )
        agent = next((r for r in event.role("agent") if r.mention), None)
        if fits and agent and not states.acting(event, "agent") & states.acting(made, "giver"):
            return replace(agent, name="recipient")
    return None


def _exchanged(made: EventMention, role: str, before: Sequence[EventMention], states: States) -> Role | None:
    mine = states.acting(made, OTHER[role])
    for event in reversed(before):
        parties = {name: states.acting(event, name) for name in OTHER}
        if mine and mine == parties[role] and parties[OTHER[role]] and mine != parties[OTHER[role]]:
            return replace(next(event.role(OTHER[role])), name=role)
    return None


def _owner(
    made: EventMention, reading: "Reading", scene: "Setting", before: Sequence[EventMention], states: States
) -> Role | None:
    item = reading.first("item")
    if item is None or not takes_up(scene.paragraph.doc[item.head]):
        return None
    for event in reversed(before):
        agents = [r for r in event.roles if r.name in ("agent", "giver") and r.mention]
        weapons = any(scene.lexicon.events.is_a(event.type, t) for t in ("Launch", "WeaponsTest", "Transfer"))
        if weapons and agents and not states.acting(event, agents[0].name) & states.acting(made, "recipient"):
            return replace(agents[0], name="giver")
    return None


def _same_sentence(event: EventMention, reading: "Reading", scene: "Setting") -> bool:
    start = scene.paragraph.start
    return start + reading.token.sent.start_char <= event.trigger.start < start + reading.token.sent.end_char
