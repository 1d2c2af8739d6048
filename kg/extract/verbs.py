"""Verbs that report: the rules of their frames, tried in the order of `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.extract import inserted, judgements, objects, quoting, raised, statements, undertakings
from kg.extract.cues import Match, matches
from kg.extract.mistaken import mistaken
from kg.extract.scene import Draft, Scene, Source
from kg.extract.sources import felt, source_of
from kg.extract.voices import acts, asked, infinitive_mark, passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Callable[[Scene, "Token", tuple[Match, ...], Source | None], Draft | None]
_VERBAL = frozenset({"VERB", "AUX"})
_PERSONS = frozenset({"i", "he", "she", "we"})
_UNREAL = frozenset({"will", "would", "may", "might", "could", "should", "must", "shall", "'ll", "'d", "wo"})


def read_verb(scene: Scene, verb: Token) -> Draft | None:
    """The attribution that the verb makes, by the first rule that fits."""
    found = matches(scene, verb)
    if not found or undone(scene, verb) or felt(scene, verb):
        return None
    source = source_of(scene, verb)
    for rule in RULES:
        made = rule(scene, verb, found, source)
        if made is not None:
            return made if _owned(scene, verb, made) else None
    return None


def _owned(scene: Scene, verb: Token, made: Draft) -> bool:
    """Whether somebody does what the verb says: an active verb without a subject is no hidden source but a lost one."""
    if made.source is None:
        told = made.frame == "clause" or (made.frame == "charge" and _accused(scene, verb, made))
        return made.frame == "raising" or (passive(verb) and (scene.wide or told))
    if not scene.wide and verb.dep_ == "acl" and verb.tag_ == "VBG" and made.act.name == "evidence":
        return verb.head.i in made.source.heads
    if made.frame == "object" and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head.lemma_.lower() in scene.stances.words("texts") or scene.tokens[verb.i - 1].text == ","
    return scene.wide or not any(t.dep_ == "aux" and t.lower_ in _UNREAL for t in verb.children)


def _accused(scene: Scene, verb: Token, made: Draft) -> bool:
    """Whether nobody is named who accuses: "is also accused of selling drones"; a charge in court is no claim."""
    finite = any(t.dep_ == "auxpass" and t.tag_ in {"VBZ", "VBP", "VBD", "VBN"} for t in verb.children)
    return finite and scene.tokens[made.cue[0][1] - 1].lower_ == "of"


def undone(scene: Scene, verb: Token) -> bool:
    """Whether the speech act is only refused, planned or wished for: "declined to say", "if asked"."""
    up, own = verb.head, subject(verb)
    if (verb.dep_ == "pcomp" and up.lower_ == "without") or (own is not None and asked(verb, own)):
        return True
    if not scene.wide and verb.tag_ == "VBG" and verb.lemma_ in scene.stances.words("inferring-verbs"):
        own = next((t for t in verb.children if t.dep_ == "nsubj"), None)
        if own is not None and (own.ent_type_ == "PERSON" or own.lower_ in _PERSONS):
            return True
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.lemma_ in scene.stances.words("inferring-verbs")
        and not scene.wide
    ):
        return not any(t.dep_ in {"nsubj", "nsubjpass"} for t in verb.children)
    if verb.dep_ == "pcomp" and up.dep_ == "prep" and not (up.lower_ == "with" and subject(verb) is not None):
        if up.lower_ == "by" and verb.lemma_ in scene.stances.words("inferring-verbs") and not scene.wide:
            return True  # "by showing that it can sail, Oslo …"
        up = up.head if up.head.pos_ in _VERBAL else up.head.head
        return up.lemma_ in scene.stances.words("undoing-verbs")
    while verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VB" and not any(t.dep_ == "aux" for t in verb.lefts):
        verb = verb.head  # "refused to confirm or deny that …"
    up = verb.head
    if infinitive_mark(verb) is None:
        return False
    if scene.wide:
        return bool(verb.dep_ == "xcomp" and up.lemma_ in scene.stances.words("undoing-verbs"))
    return not (verb.dep_ == "xcomp" and up.pos_ in _VERBAL and up.lemma_ in scene.stances.words("aspect-verbs"))


RULES: tuple[Rule, ...] = (
    quoting.as_saying,
    raised.judged,
    raised.raising,
    statements.impersonal,
    statements.clause,
    statements.that_clause,
    judgements.predicate,
    judgements.taken_as,
    judgements.charge,
    undertakings.request,
    undertakings.infinitive,
    undertakings.gerund,
    inserted.parenthesis,
    objects.thing,
    statements.rest,
)


def _participle(scene: Scene, token: Token) -> bool:
    """Whether a word in -ing after a comma was taken for a noun: "…, warning of retaliation"."""
    return bool(token.dep_ == "advcl" and token.lower_.endswith("ing") and scene.tokens[token.i - 1].text == ",")


def verb_drafts(scene: Scene) -> Iterator[Draft]:
    """All attributions that verbs of the paragraph make."""
    for token in scene.tokens[scene.start :]:
        if token.pos_ in _VERBAL or token.tag_.startswith("VB") or _participle(scene, token) or acts(token):
            made = read_verb(scene, token)
        else:
            made = mistaken(scene, token) if token.tag_ == "NNS" else None
        if made is not None:
            yield made
