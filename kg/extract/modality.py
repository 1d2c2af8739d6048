"""Whether an event is told as done, under way, planned, possible or in general; denied in its own clause; failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.extract import prepositions
from kg.extract.outcomes import fails_later, hits_later, negated
from kg.model import Modality, Polarity, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

_CAN = frozenset({"can", "could", "may", "might", "would", "should"})
_WILL = frozenset({"will", "shall", "'ll", "wo"})
_HABIT = frozenset(
    {"typically", "usually", "often", "regularly", "routinely", "frequently", "normally", "always", "sometimes"}
)
_WISHES = frozenset({"intention", "plan", "wish", "desire", "interest", "need", "reason"})
_TRIED = frozenset({"attempt", "try", "bid", "effort"})
_REFUSE = frozenset({"refuse", "decline", "refrain", "avoid", "cease"})
_OVER_TIME = frozenset({"already", "repeatedly", "since", "often", "regularly"})
# Characters at the beginning of a text that tell its news.
_LEAD = 300
_EVERY = frozenset({"every", "each", "any", "all"})
_ABLE = frozenset(
    {"ability", "capability", "capacity", "capable", "able", "design", "system", "technology", "range", "right"}
)
_LINKS = ("xcomp", "pcomp", "dobj", "pobj", "prep", "acl", "oprd", "acomp", "attr", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Status:
    """How an event is told."""

    polarity: Polarity
    modality: Modality
    outcome: Literal["success", "failure"] | None


def status(reading: "Reading", scene: "Setting", when: When | None) -> Status:
    """Polarity, modality and outcome of the event that the reading speaks of."""
    chain = list(_chain(reading))
    words = _words(reading, chain)
    governors = scene.lexicon.events.governors
    failed = bool(words & governors["Failure"]) or fails_later(reading, scene)
    # "An attempt to put a satellite into orbit" does not say that it is there.
    own = set() if words & _TRIED else {reading.token.lemma_}
    worked = bool({*words, *own} & governors["Success"] or hits_later(reading, scene)) and not failed
    outcome: Literal["success", "failure"] | None = "failure" if failed else "success" if worked else None
    modality = _modality(reading, scene, chain, words, when)
    # What is only planned has not worked or failed yet: "is preparing to put a satellite into orbit after one failed".
    return Status(_polarity(reading, chain), modality, None if modality == "planned" else outcome)


def _chain(reading: "Reading") -> Iterator["Token"]:
    """The trigger, the verb that carries it, and what governs that: "is aiming to purchase"."""
    token = reading.token
    yield token
    top = token
    for _ in range(6):
        # A participle behind a noun says nothing of what becomes of the noun; "a plan to launch" does.
        participle = top.dep_ == "acl" and not any(c.tag_ == "TO" for c in top.children)
        linked = top.dep_ in _LINKS and top.head.i != top.i and not participle
        adverbial = top.dep_ == "prep" and (top.lower_ not in ("for", "of", "to", "on", "in") or top.head.i > top.i)
        if not linked or adverbial or (top.dep_ == "nsubjpass" and top == token and reading.trigger.verbal):
            return
        top = top.head
        if top.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            yield top
            if top.pos_ == "VERB" and top.tag_ in ("VBD", "VBZ", "VBP") and top.dep_ not in _LINKS:
                return


def _words(reading: "Reading", chain: list["Token"]) -> frozenset[str]:
    """Words that colour the event: governors, adverbs, adjectives."""
    found = {t.lemma_.lower() for t in chain[1:]} | {t.lower_ for t in chain if t.tag_ == "VBN"}
    found |= {f"{t.lemma_.lower()} {c.lower_}" for t in chain for c in t.children if c.i == t.i + 1}
    for token in chain[:2]:
        for child in token.children:
            if child.dep_ in ("amod", "advmod", "acomp", "compound") and not prepositions.opens_clause(child):
                found |= {child.lower_, child.lemma_.lower()}
    if reading.token.dep_ == "nsubj" and reading.token.head.lemma_ == "be":
        # "A repeat launch was unsuccessful"
        found |= {c.lower_ for c in reading.token.head.children if c.dep_ == "acomp"}
    for token in chain[:2]:
        # "Announced plans in December to launch": the parser hangs the infinitive on the verb.
        if token.dep_ in ("xcomp", "advcl") and any(c.tag_ == "TO" for c in token.children):
            found |= {c.lemma_.lower() for c in token.head.children if c.dep_ == "dobj" and c.i < token.i}
    if reading.trigger.verbal and reading.token.dep_ in ("amod",):
        found |= {c.lower_ for c in reading.token.head.children if c.dep_ == "amod"}
    return frozenset(found)


def _polarity(reading: "Reading", chain: list["Token"]) -> Polarity:
    if any(map(_ruled_out, chain)):
        # "Does not rule out sending": two negations leave it open.
        return "negative" if not any(negated(t) for t in chain if _ruled_out(t)) else "positive"
    own = chain if reading.trigger.verbal else [t for t in chain[:2] if t in (reading.token, reading.trigger.support)]
    for token in own:
        if negated(token):
            return "negative"
        if token != reading.token and token.lemma_ in _REFUSE:
            return "negative"
    if any(t.lemma_ in _WISHES and any(c.lower_ == "no" for c in t.children) for t in chain[1:2]):
        # "Has no intention of acquiring missiles"
        return "negative"
    heads = [reading.token, *(reading.token.doc[f.head] for f in reading.roles if f.role in ("weapon", "item"))]
    if any(c.lower_ in ("no", "neither") and c.dep_ == "det" for h in heads for c in h.children):
        return "negative"
    return (
        "negative" if reading.token.dep_ in ("pobj", "pcomp") and reading.token.head.lower_ == "without" else "positive"
    )


def _ruled_out(token: "Token") -> bool:
    return token.lemma_ == "exclude" or (token.lemma_ == "rule" and any(c.lower_ == "out" for c in token.children))


def _modality(
    reading: "Reading", scene: "Setting", chain: list["Token"], words: frozenset[str], when: When | None
) -> Modality:
    token = reading.token
    governors = scene.lexicon.events.governors
    helpers = {c.lower_ for t in _carriers(reading, chain) for c in t.children if c.dep_ in ("aux", "auxpass")}
    if "_ahead" in reading.frame.one_of:
        return "planned"
    if _habitual(reading, chain):
        return "generic"
    # "Is seeking missiles" is a wish, as "seeks to buy missiles" is.
    wished = reading.trigger.verbal and {token.lemma_, f"{token.lemma_} to"} & governors["Planned"]
    if _dated_past(token, scene):
        return "actual"
    if wished or words & governors["Planned"] - _verbal_past(chain, governors["Planned"]) or helpers & _WILL:
        return "planned"
    if ruled := [t for t in chain if _ruled_out(t)]:
        return "possible" if any(map(negated, ruled)) else "planned"
    if _generic(reading, scene, chain, when):
        return "generic"
    # "May be launching" speaks of now, "can be launched" does not.
    under_way = any(c.lower_ == "be" and c.dep_ == "aux" for t in _carriers(reading, chain) for c in t.children)
    carried = reading.trigger.verbal or reading.trigger.support is not None
    ahead = bool(helpers & _CAN) and "have" not in helpers and not under_way and carried
    if ahead and any(scene.lexicon.events.is_a(reading.frame.type, t) for t in ("Launch", "Transfer")):
        # "could launch another satellite" speaks of the future, "may have launched" of the past.
        return "planned"
    if helpers & _CAN or words & governors["PossibleEvent"] or _conditional(token):
        return "possible"
    if _infinitive(token) and reading.trigger.verbal:
        transfer = scene.lexicon.events.is_a(reading.frame.type, "Transfer")
        return "planned" if transfer and token.dep_ == "acl" and not _able(token) else _infinitival(token)
    if token.dep_ == "pcomp" and token.head.lower_ in ("before", "without"):
        return "possible" if scene.lexicon.events.is_a(reading.frame.type, "Transfer") else "planned"
    carrier = token if reading.trigger.verbal else reading.trigger.support
    if (
        carrier is not None
        and carrier.tag_ == "VBG"
        and any(c.lemma_ == "be" for c in carrier.children if c.dep_ == "aux")
    ):
        return "ongoing"
    return "actual"


def _dated_past(noun: "Token", scene: "Setting") -> bool:
    """ "Helped to prepare last month's launch": whose time is past has happened."""
    published = scene.paragraph.document.published
    owners = [c for c in noun.children if c.dep_ == "poss"]
    times = [m.when for m in scene.moments for c in owners if c.left_edge.i <= m.first and m.last <= c.right_edge.i]
    return any(w.latest and published and w.latest < published for w in times)


def _carriers(reading: "Reading", chain: list["Token"]) -> list["Token"]:
    """Verbs whose auxiliaries say how the event is meant: the trigger or its support verb and what governs them."""
    if reading.trigger.verbal:
        return [t for t in chain if t.pos_ in ("VERB", "AUX")]
    support = reading.trigger.support
    return [support] if support is not None else []


def _verbal_past(chain: list["Token"], planned: frozenset[str]) -> frozenset[str]:
    """ "Ordered", "agreed" and their like tell of something done when they stand in the past and carry a noun."""
    aimed = {t.lemma_ for t in chain[1:] if t.lemma_ in ("aim", "intend", "design") and chain[0].dep_ == "nsubjpass"}
    past = ("order",) if _infinitive(chain[0]) else ("order", "look")
    return frozenset({t.lemma_ for t in chain[1:] if t.lemma_ in past and t.lemma_ in planned} | aimed)


def _conditional(token: "Token") -> bool:
    clauses = [t for t in (token, *token.ancestors) if t == token or t.dep_ == "advcl"][:2]
    return any(c.lower_ in ("if", "unless", "whether") and c.dep_ == "mark" for t in clauses for c in t.children)


def _infinitive(token: "Token") -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def _infinitival(token: "Token") -> Modality:
    """What an infinitive tells depends on what governs it: a purpose is planned, "began to" is done."""
    perfect = any(c.lower_ == "have" for c in token.children)
    if perfect:
        return "actual"
    if token.dep_ in ("advcl", "ROOT", "relcl"):
        return "planned"
    if token.dep_ == "ccomp" and token.head.i > token.i and any(c.dep_ == "nsubj" for c in token.children):
        # A headline's future: "Iran to send drones, minister says".
        return "planned"
    if token.dep_ == "acl":
        return "actual" if token.head.lemma_ in ("attempt", "bid", "effort", "failure") else "generic"
    return "actual"


def _habitual(reading: "Reading", chain: list["Token"]) -> bool:
    """A habit, an ability, each of many."""
    token = reading.token
    if any(c.lower_ in _HABIT for t in (token, *chain[1:2]) for c in t.children):
        return True
    if any(g.lower_ in ("anybody", "anyone") for p in token.children if p.dep_ == "prep" for g in p.children):
        return True
    return any(c.lower_ in _EVERY and c.dep_ == "det" for c in token.children) or _able(token)


def _generic(reading: "Reading", scene: "Setting", chain: list["Token"], when: When | None) -> bool:
    """No single event: a kind ("launches violate …"), several together ("the recent tests"), a sum over a year."""
    token = reading.token
    if _summed(reading, scene, when) or _used_up(reading):
        return True
    if reading.trigger.verbal:
        # "A missile that it has been testing since 2019"
        long = token.tag_ == "VBG" and any(c.lower_ == "been" and c.dep_ == "aux" for c in token.children)
        launch = scene.lexicon.events.is_a(reading.frame.type, "Launch")
        return (launch and long) or (when is None and _repeated(reading, scene))
    plural = token.tag_ in ("NNS", "NNPS")
    if plural and when is None and any(c.lower_ in ("recent", "past", "previous", "repeated") for c in token.children):
        return True
    bare = not any(c.dep_ in ("det", "poss", "nummod") for c in token.children)
    named = any(f.role in ("agent", "giver", "participant", "site") for f in reading.roles)
    if any(f.role == "participant" for f in reading.roles):
        return False
    told = reading.trigger.support or reading.trigger.overseer
    past = any(t.tag_ in ("VBD", "VBN") for t in chain[1:]) or (
        token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_ in ("VBD", "VBN")
    )
    return plural and bare and when is None and not told and not (named and past) and not past


_SOME = frozenset({"several", "more", "multiple"})


def _used_up(reading: "Reading") -> bool:
    """Missiles of no number that were used in attacks: "some of which were used on Dec. 30 and Jan. 2"."""
    # "Used missiles to hit a depot" is one attack.
    loose = "_time" in reading.frame.one_of and not any(reading.frame.of("_aim"))
    weapon = reading.first("weapon") if loose and reading.frame.type == "MissileLaunch" else None
    head = reading.token.doc[weapon.head] if weapon is not None else None
    counted = head is not None and any(c.dep_ == "nummod" or c.lower_ in _SOME for c in head.children)
    return head is not None and head.tag_ == "NNS" and not counted


def _repeated(reading: "Reading", scene: "Setting") -> bool:
    """What has been done over some time, told as background: "has fired North Korean missiles at Ukraine", "has already
    fired more than 50"; what missiles do: "they fly low"."""
    token, launch = reading.token, scene.lexicon.events.is_a(reading.frame.type, "Launch")
    weapon = reading.first("weapon")
    if not launch or weapon is None:
        return False
    if _whoever(token):
        return True
    if token.tag_ in ("VBP", "VBZ") and scene.paragraph.section.part == "body" and not _unstopped(scene):
        return reading.frame.name != reading.frame.type
    if _is_lead(scene) and not any(c.lower_ == "since" for c in token.children):
        return False
    perfect = token.tag_ == "VBN" and any(c.lemma_ == "have" and c.dep_ == "aux" for c in token.children)
    head = token.doc[weapon.head]
    plural = head.tag_ in ("NNS", "NNPS")
    over_time = any(c.lower_ in _OVER_TIME for c in token.children)
    vague = not any(c.dep_ in ("nummod", "det", "poss") or c.lower_ in ("several", "multiple") for c in head.children)
    return perfect and plural and (over_time or vague)


def _whoever(verb: "Token") -> bool:
    """ "An enemy who launches missiles" is nobody in particular."""
    head = verb.head
    article = any(c.lower_ in ("a", "an", "any") for c in head.children)
    return verb.dep_ == "relcl" and verb.tag_ in ("VBZ", "VBP") and article


def _unstopped(scene: "Setting") -> bool:
    """A line without a full stop is news told as in a headline: "URGENT: Rocket lifts off from Kourou"."""
    return scene.paragraph.text.rstrip()[-1:].isalnum()


def _is_lead(scene: "Setting") -> bool:
    """Whether the paragraph is the headline, a caption or the first words of the text."""
    paragraph = scene.paragraph
    body = next((s.start for s in paragraph.document.sections if s.part == "body"), 0)
    return paragraph.section.part in ("headline", "caption") or paragraph.start - body < _LEAD


def _able(token: "Token") -> bool:
    """ "The ability to strike", "capable of launching", "designed to carry"."""
    head = token.head
    if token.dep_ == "pcomp" and head.dep_ == "prep":
        head = head.head
    return token.dep_ in ("acl", "xcomp", "pcomp") and token.tag_ in ("VB", "VBG") and head.lemma_.lower() in _ABLE


def _summed(reading: "Reading", scene: "Setting", when: When | None) -> bool:
    """More than one event counted together over a long time: "more than 20 missiles this year"."""
    spans = [p for c in reading.token.children if c.dep_ == "prep" for p in c.children if p.lemma_ == "period"]
    if when is None and spans and scene.lexicon.events.is_a(reading.frame.type, "Launch"):
        # "During the reporting period it launched seven missiles"
        return True
    if when is None or when.precision not in ("year", "open", "season") or when.span is None:
        return False
    doc = reading.token.doc
    weapon = reading.first("weapon")
    head = doc[weapon.head] if weapon else reading.token
    plural = head.tag_ in ("NNS", "NNPS") or reading.token.tag_ in ("NNS", "NNPS")
    return plural and scene.lexicon.events.is_a(reading.frame.type, "Event") and not _ordered(reading.token)


def _ordered(token: "Token") -> bool:
    return any(
        c.dep_ in ("amod", "nummod") and c.lower_ in ("last", "latest", "previous", "first") for c in token.children
    )
