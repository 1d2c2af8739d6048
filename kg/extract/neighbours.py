"""Who speaks where the parse has lost the subject: the noun right before the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def _dated(name: Token, first: int) -> bool:
    """Whether a person is made one with the day that opens a sentence: "Late on Thursday Ana Cole, …, said"."""
    opens = name.head.lower_ == "on" and name.head.i <= first + 1
    return opens and name.ent_type_ == "PERSON" and name.left_edge.ent_type_ != "PERSON"


def _behind_phrase(scene: Scene, noun: Token, first: int) -> bool:
    """Whether a noun follows a phrase that opens the sentence: "In a report to Mayor Li of Oslo, the guard said"."""
    doc, a = scene.tokens, noun.left_edge.i
    opens = doc[first].pos_ == "ADP" and a > first + 2 and doc[a - 1].text == ","
    return opens and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first:a])


def _apart(noun: Token, last: int) -> bool:
    """Whether a noun that a comma parts from an object is who speaks, alone or with one more."""
    beside = noun.dep_ == "conj" and noun.head.dep_ in {"pobj", "dobj"} and noun.right_edge.i == last
    joined = any(t.dep_ in {"conj", "cc"} for t in noun.head.children if t.i < noun.left_edge.i)
    return beside and not joined and noun.left_edge.nbor(-1).text == ","


def _person(noun: Token) -> bool:
    """Whether a noun joined to another kind of noun is a person, and so was joined by mistake."""
    return noun.ent_type_ == "PERSON" != noun.head.ent_type_


def _spelt_out(bracket: Token, first: int) -> Token | None:
    """The name right before a verb that its short form in brackets follows: "…, the Harbour Board (HB) said"."""
    name, short = bracket.head, bracket.nbor(-1)
    alone = short.head == name and name.pos_ == "PROPN" and name.right_edge == bracket
    return name if alone and name.left_edge.i > first and name.left_edge.nbor(-1).text == "," else None


def nearby(scene: Scene, verb: Token) -> Token | None:
    """The noun right before a finite verb whose parse lost its subject: "Mook, his aide, said"."""
    doc, first = scene.tokens, max(scene.sentence(verb.i)[0], scene.start)
    i = verb.i - 1
    while i > first and doc[i].pos_ in {"AUX", "ADV", "PART"}:
        i -= 1
    if i >= first and doc[i].text == ",":
        comma = next(
            (k for k in range(i - 1, max(first, i - 30), -1) if doc[k].text == "," and doc[k - 1].pos_ in _NOMINAL),
            None,
        )
        i = comma - 1 if comma is not None else i - 1
    if i > first and doc[i].text == ")" and (named := _spelt_out(doc[i], first)) is not None:
        return named
    if (
        i < first
        or doc[i].pos_ not in _NOMINAL
        or (doc[i].dep_ in {"pobj", "dobj"} and not (_dated(doc[i], first) or _behind_phrase(scene, doc[i], first)))
        or scene.quoted(i) != scene.quoted(verb.i)
    ):
        return None
    noun = doc[i]
    while noun.dep_ in {"conj", "appos", "compound"} and noun.head.pos_ in _NOMINAL and noun.head.i < noun.i:
        if noun.dep_ == "appos" and i == verb.i - 1 and noun.head.dep_ == "pobj":  # "… in Rome, its envoy Sala said"
            break
        if _apart(noun, i) and (
            verb.i + 2 >= scene.sentence(verb.i)[1] or _person(noun)
        ):  # "… against stations, Oslo and its allies say."; "… and in Rome, the envoy Ana Sala told a briefing."
            break
        if noun.head.dep_ == "pobj" and noun.head.head.left_edge.i == first:  # "In Seoul, an official, …, said"
            break
        noun = noun.head
    return noun
