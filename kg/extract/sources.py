"""Who owns a cue: from a verb, noun or preposition to the noun phrase of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.homographs import beside_noun, noun_for_verb
from kg.extract.misplaced import (
    behind_claim,
    behind_opening,
    beside_claim,
    commands,
    explained,
    joined_name,
    speaks,
    told_beside,
)
from kg.extract.neighbours import nearby
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Scene, Source
from kg.extract.tenses import goes_on
from kg.extract.voices import acts, after_aside, agent, before_whose, closing, granted, passive, set_off, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_PATIENTS = frozenset({"nsubj", "nsubjpass"})
_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_OBJECTS = frozenset({"this", "that", "these", "those", "them", "him", "me", "us"})


def felt(scene: Scene, verb: Token) -> bool:
    """Whether a passive only tells of its subject's state: "is convinced that"."""
    if verb.lower_ not in scene.stances.adjectives or agent(verb) is not None:
        return False
    return any(t.dep_ in _PATIENTS for t in verb.children)


def source_of(scene: Scene, verb: Token) -> Source | None:
    """The source of a verb of saying: its subject, its agent, or what they are taken over from."""
    head = owner(scene, verb)
    return noun_phrase(scene, head, verb) if head is not None else None


def owner(scene: Scene, verb: Token, depth: int = 0) -> Token | None:
    """The head noun of the verb's source, through conjunction, participles and relative clauses."""
    if depth > 6:
        return None
    if _unjoined(scene, verb) and (noun := nearby(scene, verb)) is not None:
        return noun
    if (noun := closing(verb)) is not None and speaks(scene, verb):
        return noun
    if (noun := joined_name(scene, verb) or beside_claim(scene, verb)) is not None:
        return noun
    if passive(verb):
        return agent(verb) if not felt(scene, verb) else next(t for t in verb.children if t.dep_ in _PATIENTS)
    own = after_aside(verb) or turned(scene, verb) or subject(verb) or granted(verb) or _absolute(verb)
    if own is not None:
        read = behind_claim(scene, own) or explained(scene, own) or before_whose(verb, own)
        read = read or behind_opening(scene, own, verb)
        return read or antecedent(own, verb)
    if (noun := before_whose(verb, verb)) is not None:
        return noun
    if _then(verb):
        return owner(scene, verb.head, depth + 1)
    above = outer_voice(scene, verb)
    if above is not None:
        return owner(scene, above, depth + 1)
    head = verb.head
    if verb.dep_ == "ROOT" or (verb.tag_ in _FINITE and verb.dep_ not in {"conj", "relcl"}):
        return _inverted(scene, verb) or nearby(scene, verb)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "pcomp", "prep", "acl", "relcl"}:
        return _from_above(scene, verb, head, depth)
    return None


def _then(verb: Token) -> bool:
    """Whether a verb only comes after another of the same subject: "denied the sale, then admitted to it"."""
    after = verb.dep_ == "advcl" and verb.tag_ == verb.head.tag_ and verb.left_edge.lower_ in {"then", "later"}
    return after and verb.head.i < verb.i and not any(t.dep_ in {"mark", "nsubj", "nsubjpass"} for t in verb.lefts)


def _unjoined(scene: Scene, verb: Token) -> bool:
    """Whether nothing joins a verb of saying to the one that the parse hangs it on: "…, envoy Li said on Friday"."""
    if verb.dep_ not in {"conj", "advcl"} or verb.tag_ not in _FINITE or not verb.i or not speaks(scene, verb):
        return False
    noun = verb.nbor(-1)
    apposed = noun.dep_ == "appos" or verb.dep_ == "conj"
    if noun.pos_ not in {"NOUN", "PROPN"} or not apposed or verb.left_edge.i < verb.i or subject(verb) is not None:
        return False
    return not any(t.dep_ == "cc" for t in scene.tokens[verb.head.i : verb.i] if t.head == verb.head)


def outer_voice(scene: Scene, verb: Token) -> Token | None:
    """The verb of saying that a participle or coordinated verb goes on with, though the parse hangs it on the content.

    "Peskov said that Russia would …, dismissing the allegations"; "it said it was not aware and called for calm".
    """
    doc = scene.tokens
    first = verb.left_edge.i
    beside = doc[first - 2] if verb.tag_ == "VBG" and first > 2 and doc[first - 1].text == "," else verb
    if beside.tag_ in _FINITE and speaks(scene, beside) and subject(beside) is not None:
        return beside if verb.dep_ in {"advcl", "xcomp"} else None
    if (told := told_beside(scene, verb)) is not None:
        return told
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.left_edge.i > 0 and doc[verb.left_edge.i - 1].text == ",":
        if commands(scene, verb):
            return None
        if verb.head.pos_ in _VERBAL and speaks(scene, verb.head) and not noun_for_verb(scene, verb.head):
            return None
        above = (t for t in (verb.head, *verb.head.ancestors) if t.pos_ in _VERBAL and t.i < verb.i)
        real = (beside_noun(t) if noun_for_verb(scene, t) else t for t in above)
        return next((t for t in real if t is not None and t != verb.head and speaks(scene, t)), None)
    head = verb.head
    while head.dep_ in {"conj", "xcomp"} and head.head.pos_ in _VERBAL:
        head = head.head
    lent = verb.head.dep_ in {"ccomp", "xcomp"} or subject(verb.head) is None
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.head.tag_ == "VB" and lent and subject(verb) is None:
        return next((t for t in verb.head.ancestors if t.tag_ == verb.tag_ and t.i < verb.head.i), None)
    if head.dep_ != "ccomp" or head.head.pos_ not in _VERBAL or not head.head.i < head.i < verb.i:
        return None
    return head.head if verb.dep_ == "conj" and speaks(scene, head.head) and goes_on(scene, head, verb) else None


def _absolute(verb: Token) -> Token | None:
    """The noun of "with X confirming that …" right before the participle."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "amod", "acl", "pcomp"} or verb.left_edge.dep_ == "mark":
        return None
    doc = verb.doc
    at = verb.left_edge.i - 1 - (doc[verb.left_edge.i - 1].text == ",")
    noun = (
        next((t for t in verb.head.children if t.lower_ == "with" and t.i < verb.i), None)
        if verb.dep_ == "advcl"
        else None
    )
    of = next((t for t in noun.children if t.dep_ == "pobj"), None) if noun is not None else None
    return of if of is not None and at - 1 <= of.right_edge.i <= at else None


def _from_above(scene: Scene, verb: Token, head: Token, depth: int) -> Token | None:
    if head.pos_ in _VERBAL or acts(head):
        between = _between(verb) if verb.dep_ == "conj" else None
        if between is not None:
            return antecedent(between, verb)
        if verb.dep_ == "conj" and set_off(head):
            return subject(head)
        if verb.dep_ == "conj" or not passive(head):
            return owner(scene, head, depth + 1)
        return next((t for t in head.children if t.dep_ == "nsubjpass"), None) or owner(scene, head, depth + 1)
    if head.dep_ == "prep" or head.pos_ == "ADP":
        if head.lower_ == "as" and quotes_someone(scene, head.head):
            return next((t for t in head.head.children if t.dep_ in {"dobj", "nsubjpass"}), None)
        charged = next((t for t in head.head.children if t.dep_ == "dobj" and t.i < head.i), None)
        if verb.tag_ == "VBG" and charged is not None and _charges(scene, head):
            return charged
        return _from_above(scene, head, head.head, depth + 1) if depth < 6 else None
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return issuer(scene, head, depth) or head
    if head.pos_ == "ADJ" and head.head.pos_ in _VERBAL:
        return owner(scene, head.head, depth + 1)
    return None


def _charges(scene: Scene, prep: Token) -> bool:
    """Whether what follows a preposition is what somebody is accused of: who does it is the accused."""
    cues = scene.stances.verbs.get(prep.head.lower_) or scene.stances.verbs.get(prep.head.lemma_.lower()) or ()
    return any("charge" in c.act.frames and c.words[-1:] == (prep.lower_,) for c in cues)


def _between(verb: Token) -> Token | None:
    """The subject of a clause between a verb and the one it is joined to: "A said X, but B did not act and said Y"."""
    if verb.doc[verb.left_edge.i - 1].pos_ != "CCONJ":
        return None
    beside = [t for t in verb.head.children if t.dep_ == "conj" and verb.head.i < t.i < verb.i]
    return next((own for t in reversed(beside) if t.pos_ in _VERBAL and (own := subject(t)) is not None), None)


def quotes_someone(scene: Scene, verb: Token) -> bool:
    """Whether a verb gives another's words: "quoted Kim as expressing …"."""
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    return any("citing" in c.act.frames for c in cues)


def antecedent(own: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the subject itself."""
    if own.tag_ in _RELATIVE and own.lower_ not in {"what", "whoever"}:
        clause = verb
        while clause.dep_ == "conj" and clause.head.pos_ in _VERBAL:
            clause = clause.head
        if (noun := _before_aside(clause)) is not None:
            return noun
        if clause.dep_ in {"relcl", "acl"} and clause.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            named = clause.head.dep_ == "appos" and clause.head.pos_ == "NOUN" and clause.head.head.pos_ == "PROPN"
            return clause.head.head if named else clause.head
    return own


def _before_aside(clause: Token) -> Token | None:
    """The noun before a participle between commas and ", which": "a memo, seen by the paper, which said …"."""
    by, which = clause.head.head, clause.left_edge
    if clause.dep_ != "relcl" or by.dep_ != "agent" or by.head.dep_ != "acl" or which.i < 2:
        return None
    aside = by.head
    closed = aside.left_edge.i > 0 and aside.left_edge.nbor(-1).text == "," and which.nbor(-1).text == ","
    return aside.head if closed and aside.tag_ == "VBN" and clause.head.right_edge == clause.right_edge else None


def issuer(scene: Scene, noun: Token, depth: int = 0) -> Token | None:
    """Who made a text or took a light verb's noun: possessor, "by" or "from" phrase, subject of the verb around it."""
    if depth > 6:
        return None
    texts = scene.stances.words("texts")
    whose = next((t for t in noun.children if t.dep_ == "poss"), None)
    if noun.lemma_.lower() not in texts:
        return None
    if whose is not None:
        return whose
    for prep in noun.children:
        if prep.lower_ in {"by", "from"}:
            of = next((t for t in prep.children if t.dep_ == "pobj"), None)
            if of is not None and of.ent_type_ not in {"DATE", "TIME"}:
                return of
    return _around(scene, noun, depth)


def _around(scene: Scene, noun: Token, depth: int) -> Token | None:
    """The subject of the verb that a noun is object of ("issued a statement") or stands with ("said in a letter")."""
    up = noun.head
    if noun.dep_ == "dobj" and up.pos_ in _VERBAL and up.lemma_ in scene.stances.words("light-verbs"):
        return owner(scene, up, depth + 1)
    if noun.dep_ == "pobj" and up.lower_ in {"in", "with", "through", "via", "on"}:
        if up.head.pos_ in _VERBAL:
            return owner(scene, up.head, depth + 1)
        if up.head.dep_ == "nsubj" and noun.doc[up.i - 1].text == ",":  # "The ministry, in a statement warned …"
            return up.head
    return None


def turned(scene: Scene, verb: Token) -> Token | None:
    """The speaker of an inserted ", said X,": the noun between the verb and the next comma."""
    doc, (first, end) = scene.tokens, scene.sentence(verb.i)
    if verb.i - 1 <= first or doc[verb.i - 1].text != "," or verb.tag_ not in _FINITE or not speaks(scene, verb):
        return None
    noun = _inverted(scene, verb)
    own = subject(verb)
    if noun is None or own is None or own.i > verb.i:
        return None
    if scene.inside[noun.i] != scene.inside[noun.right_edge.i]:
        return None  # ', called the reports "false," and …'
    after = noun.right_edge.i + 1
    return noun if after < end and doc[after].text == "," and _voice(scene, verb, noun) else None


def _voice(scene: Scene, verb: Token, noun: Token) -> bool:
    """Whether a noun after a verb that may take an object is its speaker all the same."""
    cues = scene.stances.verbs.get(verb.lemma_.lower(), ())
    if noun.pos_ != "NOUN" or not any("object" in c.act.frames and not c.words and not c.act.attitude for c in cues):
        return True
    word, stances = noun.lemma_.lower(), scene.stances
    return word in stances.words("media") | stances.words("headline-sources") and word not in stances.words("claims")


def _inverted(scene: Scene, verb: Token) -> Token | None:
    """The noun right after a verb of saying whose parse lost it: "…, said Kim"."""
    doc = scene.tokens
    i = verb.i + 1
    if i >= scene.sentence(verb.i)[1] or not (
        verb.i > scene.sentence(verb.i)[0] and doc[verb.i - 1].text in {",", '"', "''"}
    ):
        return None
    if any(t.dep_ == "xcomp" and t.left_edge.lower_ == "to" for t in verb.children):
        return None  # "Cole, for her part, pressed Congress to act"
    for t in doc[i : min(i + 8, scene.sentence(verb.i)[1])]:
        if t.lower_ in _OBJECTS or t.tag_ == "EX":  # "…, said there was no proof"
            break
        if t.pos_ in {"PROPN", "NOUN", "PRON"}:
            return next((a for a in [t, *t.ancestors] if a.head == verb), t)
        if t.pos_ not in {"DET", "ADJ", "NUM"}:
            break
    return None
