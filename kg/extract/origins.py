"""Words that say where things come from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract import syntax, wholes

if TYPE_CHECKING:
    from spacy.tokens import Token

_MADE = frozenset({"make", "build", "produce", "manufacture", "supply", "provide", "design", "develop"})
_MAKE = frozenset({"make", "origin", "manufacture", "production", "design", "provenance"})
_SOURCES = frozenset({"from", "of"})


def origins(noun: "Token") -> Iterator["Token"]:
    """Words that may say where a thing comes from: "North Korean shells", "shells made in North Korea", "a gun of North
    Korean make", "missiles from Iran", "troops of the DPRK"."""
    yield from wholes.owners(noun)
    if noun.dep_ == "conj" and not any(o.ent_type_ or o.dep_ == "poss" for o in wholes.owners(noun)):
        # "North Korean shells and rockets"
        yield from origins(noun.head)
    # "Iranian-made drones"
    yield from (c for made in noun.children if made.i < noun.i and made.lemma_ in _MADE for c in made.children)
    for child in (c for c in noun.children if c.i > noun.i):
        if child.dep_ == "acl" and child.lemma_ in _MADE:
            yield from (p for w in child.children if w.lower_ in ("by", "in") for p in w.children if p.dep_ == "pobj")
        for sort in (p for p in child.children if child.lower_ in _SOURCES and p.dep_ == "pobj"):
            if child.lower_ == "from" or sort.ent_type_ in ("GPE", "NORP", "ORG"):
                yield sort
            elif sort.lemma_ in _MAKE:
                yield from wholes.owners(sort)


def of_objects(verb: "Token") -> list["Token"]:
    """Where what is done something to comes from: "is using Iranian drones"."""
    return [o for head in wholes.with_conjuncts(syntax.objects(verb)) for o in origins(head)]


def of_subjects(verb: "Token") -> list["Token"]:
    """Where what does something comes from: "Iranian data helped …"."""
    return [o for head in wholes.with_conjuncts(syntax.subjects(verb)) for o in origins(head)]


def makes(noun: "Token") -> list["Token"]:
    """Whose make or of what origin a thing is: "an engine of Russian origin"."""
    sorts = [p for of in noun.children if of.lower_ == "of" for p in of.children if p.lemma_ in _MAKE]
    return [o for sort in sorts for o in wholes.owners(sort)]


def out_of(verb: "Token") -> list["Token"]:
    """Of what or whom something is got: "gets ammunition out of the North"."""
    return [
        p
        for out in verb.children
        if out.lower_ == "out"
        for of in out.children
        if of.lower_ == "of"
        for p in of.children
    ]
