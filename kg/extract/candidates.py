"""Where to look for who and what fills a role: the words that stand in a function to a trigger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import origins, prepositions, syntax, wholes
from kg.extract.anaphors import takes_up

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting

_FUNCTIONS: dict[str, Callable[["Token"], list["Token"]]] = {
    "subject": syntax.subjects,
    "object": syntax.objects,
    "receiver": syntax.receivers,
    "supporting": syntax.helped,
    "inner": lambda verb: [v for v in [_helped_with(verb)] if v is not None],
    "doer": lambda verb: _doers(verb),
    "product": lambda verb: _products(verb),
    "goal": lambda verb: _goals(verb),
    "need": lambda verb: _needs(verb),
    "origin": origins.of_objects,
    "maker": origins.of_subjects,
    "out": origins.out_of,
    "aim": syntax.aims,
    "opening": lambda verb: _opening(verb),
    "far": lambda verb: _distances(verb),
    "none": lambda _: [],
}


_NEEDS = frozenset({
    "demand", "need", "requirement", "war", "effort", "machine", "army", "military", "industry", "stock", "stockpile",
    "arsenal", "campaign",
})  # fmt: skip
_APPROVALS = frozenset({"approval", "authorization", "authorisation", "clearance"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an event; `verbal` tells how its roles are found.

    `support` is the verb that lends its subject to a noun ("conducted a test"), `overseer` the verb whose subject
    watches over it. `named` are frames whose weapon the noun itself names ("nuclear test").
    """

    token: "Token"
    verbal: bool
    support: "Token | None" = None
    overseer: "Token | None" = None
    named: frozenset[str] = frozenset()


def candidates(function: str, trigger: Trigger, scene: "Setting") -> list["Token"]:
    """The tokens that stand in a function to the trigger; many frames ask the same of one trigger."""
    key = (function, trigger.token.i, trigger.verbal, trigger.support.i if trigger.support else -1)
    if key not in scene.known:
        found = _of_verb(function, trigger.token, scene) if trigger.verbal else _of_noun(function, trigger, scene)
        scene.known[key] = list(found)
    return scene.known[key]


def _of_verb(function: str, token: "Token", scene: "Setting") -> list["Token"]:
    if function == "subject" and token.pos_ in ("NOUN", "PROPN") and token.i and not token.lower_.endswith("ing"):
        # A headline's verb that the parser took for a noun: what stands before it and its prefix ("Test-Fires").
        return [token.nbor(-3 if token.i > 2 and token.nbor(-1).text == "-" else -1)]
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](token)
    if function == "there":
        return _there(token, scene)
    return _behind(token, function, scene) or _further_on(token, function, scene)


def _behind(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("behind", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = prepositions.behind(root)
    return scene.prepositions[key].get(preposition, [])


def _further_on(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("further on", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = prepositions.further_on(root)
    return scene.prepositions[key].get(preposition, [])


def _of_noun(function: str, trigger: Trigger, scene: "Setting") -> Iterator["Token"]:
    noun, support = trigger.token, trigger.support
    if function == "subject":
        yield from (p for p in noun.children if p.dep_ == "poss")
        yield from _behind(noun, "by", scene) or _further_on(noun, "by", scene)
        yield from (c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and scene.mention(c))
        yield from syntax.subjects(support) if support else ()
        yield from _participle_agents(noun)
        yield from _approvers(noun)
    elif function == "object":
        yield from _behind(noun, "of", scene)
        yield from (a for a in _compounds(noun) if a.i in scene.arms)
    elif function == "self":
        yield noun
    elif function == "supporting":
        yield from syntax.helped(support or noun)
    elif function == "owner":
        yield from (p for p in noun.children if p.dep_ == "poss")
    elif function == "make":
        yield from origins.makes(noun)
    elif function == "holder":
        yield from _holders(noun)
    elif function == "around":
        yield from _around(noun)
    elif function == "tested":
        yield from _tested(noun, scene)
    elif function == "helped":
        yield from _helped_by(noun, scene)
    elif function == "whose":
        yield from (p for p in _behind(noun, "of", scene) if p.i not in scene.arms and scene.mention(p))
    elif function not in ("there", *_FUNCTIONS):
        yield from _behind(noun, function, scene) or _further_on(noun, function, scene)
        yield from _behind(support, function, scene) if support else ()
        yield from (t for p in _participles(noun) for t in _behind(p, function, scene))
        yield from _behind(noun.head, function, scene) if _takes_place(noun) else ()


def _takes_place(noun: "Token") -> bool:
    """Whether the verb only says that it happened: "the launches took place near the port"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_ in ("take", "occur", "happen", "come", "originate")


def _around(noun: "Token") -> Iterator["Token"]:
    """The subject of the clause that the noun stands in: "Blinken said on a visit to Kyiv"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("on", "during", "after", "before", "for", "ahead"):
        verb = noun.head.head
        # "The weapons are for export": what is for it is what is exported.
        # "The jets are on their way"
        way = noun.head.lower_ == "on" and noun.lemma_ == "way"
        meant = verb.lemma_ == "be" and (noun.head.lower_ == "for" or way)
        yield from syntax.subjects(verb) if verb.pos_ == "VERB" or meant else ()


def _helped_by(noun: "Token", scene: "Setting") -> list["Token"]:
    """Who does something about arms with it: "solved the engine's problems with Moscow's help"."""
    verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
    means = noun.dep_ == "pobj" and noun.head.lower_ in ("with", "through")
    if verb is None or not means or not any(t.i in scene.arms for t in verb.subtree):
        return []
    return syntax.subjects(verb)


def _tested(noun: "Token", scene: "Setting") -> list["Token"]:
    """What is tried out before it is handed over: "fired two missiles in a check ahead of exports to Russia"."""
    ahead = noun.dep_ == "pobj" and noun.head.lower_ in ("before", "for", "of") and not takes_up(noun)
    if not ahead or (noun.head.lower_ == "of" and noun.head.head.lower_ != "ahead"):
        return []
    before = [a for i, a in sorted(scene.arms.items()) if noun.sent.start <= i < noun.i and not a.modifier]
    return wholes.with_conjuncts([noun.doc[before[0].head]]) if before else []


def _approvers(noun: "Token") -> list["Token"]:
    """Who allows it: "the approval by Washington of the sale of missiles"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if above is not None and above.dep_ == "pobj" and above.head.lower_ == "by":
        # The parser hangs the "of" on Washington.
        above = above.head.head
    if above is None or above.lemma_ not in _APPROVALS:
        return []
    return [p for c in above.children for p in (c, *c.children) if p.dep_ == "poss" or (c.lower_ == "by" and p != c)]


def _holders(noun: "Token") -> list["Token"]:
    """Who or what is said to be it: "Oslo is Kyiv's supplier", "drones, a gift of the governor", "became a source"."""
    if noun.dep_ == "attr":
        return syntax.subjects(noun.head)
    beside = [c for c in noun.children if c.dep_ == "appos"]
    return [noun.head] if noun.dep_ == "appos" else beside


def _there(verb: "Token", scene: "Setting") -> list["Token"]:
    """The place that "there" means: the one named last before the verb, in its sentence or the one before."""
    if not any(t.lower_ == "there" and t.i > verb.i for t in verb.subtree):
        return []
    places = {s.last for s in scene.sites}
    sentence = verb.sent.start
    earlier = verb.doc[sentence - 1].sent.start if sentence else 0
    before = [t for t in reversed(list(verb.doc[sentence : verb.i])) if t.dep_ == "pobj"]
    before += [t for t in reversed(list(verb.doc[earlier:sentence])) if t.dep_ in ("pobj", "dobj")]
    return [t for t in before if t.i in places or ((m := scene.mention(t)) and m.type == "State")][:1]


def _helped_with(verb: "Token") -> "Token | None":
    """The verb of what somebody is helped to do: "helps Iran set up production", "help in building rockets"."""
    inner = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i]
    # "Help the North build satellites", where the parser makes "build" a part of the noun.
    inner += [
        c for o in verb.children if o.dep_ == "dobj" for c in o.children if (c.dep_, c.tag_) == ("compound", "VB")
    ]
    inner += [c for p in verb.children if p.lower_ in ("in", "with") for c in p.children if c.dep_ == "pcomp"]
    return inner[0] if inner else None


def _doers(verb: "Token") -> list["Token"]:
    inner = _helped_with(verb)
    own = [c for c in inner.children if c.dep_ == "nsubj"] if inner is not None else []
    return own or [c for c in verb.children if c.dep_ == "dobj"]


def _products(verb: "Token") -> list["Token"]:
    """What is made with the help: "production of drones" are drones."""
    inner = _helped_with(verb)
    noun = inner is not None and inner.dep_ == "compound"
    made = [] if inner is None else [inner.head] if noun else syntax.objects(inner)
    parts = [p for m in made for of in m.children if of.lower_ == "of" for p in of.children]
    return parts or made


def _goals(verb: "Token") -> list["Token"]:
    """Where somebody goes to do it: "will fly to Pyongyang to beg for shells"."""
    aim = verb.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in verb.children)
    ways = [c for c in verb.head.children if aim and c.lower_ == "to" and c.dep_ == "prep" and c.i < verb.i]
    return [p for way in ways for p in way.children if p.dep_ == "pobj"]


def _opening(verb: "Token") -> list["Token"]:
    """What stands behind the preposition that opens the sentence, wherever the parser hung it: "In return, he added, it
    wants …"; or says without one which way something went: "gone the other way"."""
    first = verb.sent[0]
    around = [c for c in verb.children if c.dep_ == "npadvmod"]
    return around + ([c for c in first.children if c.dep_ == "pobj"] if first.pos_ == "ADP" else [])


def _distances(verb: "Token") -> list["Token"]:
    """How far something is sent: "1,100 kilometers from Oslo", where the parser may hang the measure on "from"."""
    above = (verb, *(c for c in verb.children if c.dep_ == "prep"))
    return [c for t in above for c in t.children if c.dep_ in ("npadvmod", "dobj") and c.i > verb.i]


def _needs(verb: "Token") -> list["Token"]:
    """Whose demand or war is met or kept going: "covers half of Russia's demand for shells"."""
    below = [d for o in syntax.objects(verb) for d in (o, *o.subtree)]
    return [o for d in below if d.lemma_ in _NEEDS for o in wholes.owners(d) if o.dep_ != "compound" or o.ent_type_]


def _participles(noun: "Token") -> list["Token"]:
    """ "The test conducted by …": the participle behind the noun."""
    return [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"]


def _participle_agents(noun: "Token") -> Iterator["Token"]:
    for participle in _participles(noun):
        if syntax.is_passive(participle):
            yield from syntax.subjects(participle)


def _compounds(noun: "Token") -> Iterator["Token"]:
    """The first parts of a compound, at any depth: "short-range ballistic missile launch"."""
    for child in noun.children:
        if child.i < noun.i and child.dep_ in ("compound", "amod", "nmod", "nsubj", "npadvmod", "dep"):
            yield child
            yield from _compounds(child)
