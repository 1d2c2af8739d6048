"""Noun phrases: what is coordinated, what a noun of measure measures out, whose it is, which words belong to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns that only measure out what stands behind their "of".
PARTITIVE = frozenset({
    "series", "string", "number", "flurry", "barrage", "volley", "salvo", "pair", "couple", "dozen",
    "hundred", "thousand", "type", "kind", "range", "array", "batch", "family", "round", "lot", "variety",
    "quantity", "amount", "bunch", "group", "cache", "shipment", "wave", "million", "load", "set", "spate",
    "mix", "combination", "supply", "stockpile", "consignment", "tranche", "total", "container", "worth",
    "billion", "percent", "ton", "crate", "box", "shipload", "ten", "half", "third", "quarter", "bulk", "majority",
    "share", "portion", "part", "%", "barrel", "tonne", "trainload", "truckload", "boatload", "planeload", "wagon",
    "version", "variant", "model", "prototype", "upward", "upwards", "shot",
    "handful", "score", "volume", "cargo", "haul", "battery", "litre", "liter", "gallon", "piece", "unit", "rest",
    "team",
})  # fmt: skip
_SERIES = frozenset({"family", "series", "line"})
_LOADED = frozenset({"fill", "load", "pack", "hold", "carry", "contain", "stuff", "cram"})


def with_conjuncts(heads: Iterable["Token"]) -> list["Token"]:
    """Each head and what is coordinated with it, measures seen through ("a series of missiles" → missiles)."""
    out: dict[int, Token] = {}
    for head in heads:
        for token in (head, *(c for c in head.conjuncts if c.i > head.i)):
            inner = unwrapped(token)
            for part in (
                inner,
                *(c for c in inner.conjuncts if c.i > inner.i),
                *_including(inner),
                *_before_and(inner),
            ):
                out.setdefault(part.i, part)
    return [out[i] for i in sorted(out)]


def _before_and(noun: "Token") -> list["Token"]:
    """ "Nuclear technology and space information", where the parser makes the first noun a part of the second."""
    inside = (c for c in noun.children if c.dep_ in ("nmod", "compound") and c.pos_ == "NOUN" and c.i < noun.i)
    return [c for c in inside if any(g.dep_ == "cc" for g in c.children) and any(g.dep_ == "amod" for g in c.children)]


def _including(noun: "Token") -> list["Token"]:
    """What "including" or "such as" adds to a noun."""
    return [p for c in noun.children if c.lower_ == "including" for p in c.children if p.dep_ in ("pobj", "dobj")]


def unwrapped(token: "Token") -> "Token":
    """The noun that a noun of measure measures out; other nouns stand for themselves."""
    if token.lemma_ == "number" and any(c.lower_ == "the" for c in token.children):
        return token
    if token.lemma_ in _SERIES and not any(c.lower_ == "of" for c in token.children):
        # "The KN-23 family"
        return next((c for c in reversed(list(token.lefts)) if c.dep_ in ("compound", "nmod")), token)
    if token.lemma_.lower() in PARTITIVE and (load := _loaded(token)) is not None:
        return load
    if (
        token.lemma_.lower() in PARTITIVE
        or token.pos_ == "NUM"
        or token.lower_ in ("some", "several", "many", "most", "all", "both")
    ):
        for of in token.children:
            if of.lower_ == "of":
                # "The barrage of Jan. 2"
                parts = (c for c in of.children if c.dep_ == "pobj" and c.ent_type_ != "DATE")
                return next((unwrapped(c) for c in parts), token)
    return token


def _loaded(container: "Token") -> "Token | None":
    """What is in it: "containers filled with shells", "trucks carrying shells"."""
    for verb in (c for c in container.children if c.dep_ in ("acl", "relcl") and c.lemma_ in _LOADED):
        filled = [p for w in verb.children if w.lower_ == "with" for p in w.children if p.dep_ == "pobj"]
        held = [c for c in verb.children if c.dep_ == "dobj"]
        if load := next(iter([*filled, *held]), None):
            return unwrapped(load)
    return None


def owners(noun: "Token") -> list["Token"]:
    """Whose it is, or of what nation: "North Korea's missile", "North Korean missile"."""
    return [c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod") and c.i < noun.i]


def possessors(noun: "Token") -> list["Token"]:
    found = [c for c in noun.children if c.dep_ == "poss"]
    return found or [p for by in noun.children if by.lower_ == "by" for p in by.children if p.dep_ == "pobj"]


def phrase(head: "Token") -> tuple[int, int]:
    """First and last token of a noun phrase, without relative clauses, appositions and what is coordinated."""
    keep = [head]
    for child in head.children:
        if child.lower_ in ("toward", "towards", "into", "onto", "from", "to") and child.i > head.i:
            continue
        if child.dep_ in ("relcl", "conj", "cc", "punct", "appos", "acl", "advcl", "parataxis") and child.i > head.i:
            continue
        behind = child.dep_ in ("prep", "poss", "nummod", "case", "npadvmod") or child.tag_ == "RB"
        whole = child.i < head.i or behind
        keep += list(child.subtree) if whole else [child]
    at = [t.i for t in keep]
    return min(at), max(at)
