"""Rules for verbs of thinking before "to": "X is believed to …" by nobody who is named, "which Y judged to …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.cues import Match, draft, pick
from kg.extract.misplaced import speaks
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Scene, Source
from kg.extract.voices import agent, passive

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "PART"})


def judged(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "a rocket which X judged to have no use": the noun before the verb thinks so of what "which" stands for."""
    match, doc = pick(found, "predicate"), scene.tokens
    if (
        match is None
        or match[0].act.stance != "estimate"
        or verb.dep_ not in {"relcl", "pcomp"}
        or verb.tag_ not in _FINITE
    ):
        return None
    which = next(
        (
            t
            for t in reversed(doc[max(verb.i - 7, 0) : verb.i])
            if t.tag_ in {"WDT", "WP"} or (t.pos_ not in _NAMING and t.lower_ != "of")
        ),
        None,
    )
    if which is None or which.lower_ not in {"which", "that", "what"} or which.i == verb.i - 1:
        return None
    act = next((t for t in verb.children if t.dep_ == "xcomp" and doc[verb.i + 1].head == t), None)
    if act is None or doc[verb.i + 1].lower_ != "to":
        return None
    end = act.right_edge.i + 1
    region = whole(scene, (verb.i + 2, min([end, *additions(scene, act, verb, end)])))
    named = Source((which.i + 1, verb.i), (verb.i - 1,))
    return draft(scene, verb, match, named, (region,), "predicate", "verb:judged", (verb.i + 1,)) if region else None


def raising(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X is believed to …": nobody is named who believes it."""
    match = pick(found, "raising")
    if match is None:
        return None
    act = next(
        (
            t
            for t in verb.children
            if t.dep_ in {"xcomp", "ccomp", "oprd", "advcl"} and t.i > verb.i and any(c.lower_ == "to" for c in t.lefts)
        ),
        None,
    )
    modal = match[0].act.name == "seem"
    if act is None or not (modal or _reduced(verb) or (passive(verb) and agent(verb) is None)):
        return None
    who = next((t for t in verb.children if t.dep_ in {"nsubjpass", "nsubj"} and t.i < verb.i), None)
    if who is None and verb.dep_ in {"acl", "relcl"}:
        who = verb.head
    to = next((c.i for c in act.lefts if c.lower_ == "to"), act.i)
    end = act.right_edge.i + 1
    if verb.dep_ == "acl":
        end = min(
            [end, *(t.left_edge.i for a in act.children if a.dep_ == "attr" for t in a.children if t.dep_ == "acl")]
        )
    added = next((t for t in verb.rights if t.dep_ == "advcl" and t.tag_ == "VBG" and t.left_edge.i == end + 1), None)
    if added is not None and scene.tokens[end].text == "," and not speaks(scene, added):
        end = added.right_edge.i + 1  # "is thought to have failed, falling inland"
    body = whole(scene, (to + 1, min([end, *additions(scene, act, verb, end, occasion=False)])))
    if body is None:
        return None
    name = noun_phrase(scene, who, verb) if who is not None else None
    parts = (name.region, body) if name else (body,)
    return draft(scene, verb, match, None, parts, "raising", "verb:hidden-source", (to,))


def _reduced(verb: Token) -> bool:
    """Whether a participle is a passive without its auxiliary: "a missile believed to be …"."""
    if any(t.dep_ in {"aux", "auxpass", "dobj"} or (t.dep_ == "nsubj" and t.tag_ == "WDT") for t in verb.children):
        return False  # "the army, which claimed to have won"
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ in {"pcomp", "acl", "relcl"})
