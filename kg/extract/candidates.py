"""Where to look for who and what fills a role: the words that stand in a function to a trigger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting

_FUNCTIONS: dict[str, Callable[["Token"], list["Token"]]] = {
    "subject": syntax.subjects,
    "object": syntax.objects,
    "receiver": syntax.receivers,
    "supporting": syntax.helped,
    "none": lambda _: [],
}


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
    if function == "subject" and token.pos_ in ("NOUN", "PROPN") and token.i:
        # A headline's verb that the parser took for a noun: what stands before it and its prefix ("Test-Fires").
        return [token.nbor(-3 if token.i > 2 and token.nbor(-1).text == "-" else -1)]
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](token)
    return _behind(token, function, scene) or _further_on(token, function, scene)


def _behind(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("behind", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = syntax.behind(root)
    return scene.prepositions[key].get(preposition, [])


def _further_on(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("further on", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = syntax.further_on(root)
    return scene.prepositions[key].get(preposition, [])


def _of_noun(function: str, trigger: Trigger, scene: "Setting") -> Iterator["Token"]:
    noun, support = trigger.token, trigger.support
    if function == "subject":
        yield from (p for p in noun.children if p.dep_ == "poss")
        yield from _behind(noun, "by", scene) or _further_on(noun, "by", scene)
        yield from (c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and scene.mention(c))
        yield from syntax.subjects(support) if support else ()
        yield from _participle_agents(noun)
    elif function == "object":
        yield from _behind(noun, "of", scene)
        yield from (a for a in _compounds(noun) if a.i in scene.arms)
    elif function == "supporting":
        yield from syntax.helped(support or noun)
    elif function == "around":
        yield from _around(noun)
    elif function not in ("none", "receiver"):
        yield from _behind(noun, function, scene) or _further_on(noun, function, scene)
        yield from _behind(support, function, scene) if support else ()
        yield from (t for p in _participles(noun) for t in _behind(p, function, scene))


def _around(noun: "Token") -> Iterator["Token"]:
    """The subject of the clause that the noun stands in: "Blinken said on a visit to Kyiv"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("on", "during", "after", "before", "for", "ahead"):
        verb = noun.head.head
        yield from syntax.subjects(verb) if verb.pos_ == "VERB" else ()


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
