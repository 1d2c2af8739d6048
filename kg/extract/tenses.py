"""Whose verb it is by tense and number, where the parse joins the speaker's next act to what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.voices import passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.scene import Scene

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def goes_on(scene: Scene, clause: Token, verb: Token) -> bool:
    """Whether a verb joined to a clause of content has the tense and no better subject than the verb of saying."""
    aux = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    own = next((t for t in clause.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject(verb) is None and own is not None and _disagrees(own, clause, aux[0] if aux else verb):
        return True
    tense = aux[0].tag_ if len(aux) == 1 and aux[0].lemma_ == "do" else verb.tag_
    if passive(clause) and any(t.dep_ == "dobj" for t in verb.children):  # "said it was lost but blamed the pilot"
        tense = _tense(verb)
    if tense not in _FINITE or subject(verb) is not None or _tense(clause.head) != tense:
        return False
    if aux:
        lifeless = own is not None and own.lemma_ in scene.stances.words("lifeless")
        return lifeless and len(aux) == 1 and tense != verb.tag_
    # A person who "had inspected a plant and ordered" more is one who acts; a state that had, less so.
    now = _tense(clause) if own is not None and own.ent_type_ == "PERSON" else clause.tag_
    if own is None or own.pos_ == "PRON" or now not in _FINITE or now != tense:
        return True
    return own.ent_type_ not in {"PERSON", "ORG", "GPE", "NORP"} and own.pos_ != "PROPN"


def _disagrees(own: Token, clause: Token, finite: Token) -> bool:
    """Whether a subject has another number than a verb in the present: "the figures are wrong and has asked …"."""
    here = {t.tag_ for t in (clause, *clause.children) if t == clause or t.dep_ in {"aux", "auxpass"}}
    one = own.tag_ in {"NN", "NNP"} and not any(t.dep_ in {"conj", "prep"} for t in own.children)
    other = (own.tag_ == "NNS" and finite.tag_ == "VBZ") or (one and finite.tag_ == "VBP")
    return other and finite.tag_ not in here


def _tense(verb: Token) -> str:
    """The tag of a verb; the past of what has or would be done, and of a participle without its auxiliary."""
    aux = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    past = verb.tag_ == "VBN" and (not aux or aux & {"has", "have", "had"})
    return "VBD" if past or aux & {"would", "did", "could"} else str(verb.tag_)
