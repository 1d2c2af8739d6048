"""Who speaks where the parse has put a verb or a name elsewhere: joined names, claims, asides, participles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Scene
from kg.extract.voices import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def speaks(scene: Scene, verb: Token) -> bool:
    """Whether the verb by itself, without fixed words, reports what somebody says or thinks."""
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    return any(not c.words and not c.act.attitude for c in cues)


def joined_name(scene: Scene, verb: Token) -> Token | None:
    """The name that the parse joins to the verb before: 'called it "false," and Li, his aide, has said that …'."""
    if verb.dep_ != "conj" or verb.head.pos_ not in _VERBAL or subject(verb) is not None:
        return None
    beside = (t for t in verb.head.children if t.dep_ == "conj" and t.pos_ == "PROPN" and verb.head.i < t.i < verb.i)
    name = next(beside, None)
    if name is None or scene.tokens[name.left_edge.i - 1].pos_ != "CCONJ":
        return None
    return name if name.right_edge.i + 1 >= verb.left_edge.i - 1 and speaks(scene, verb) else None


def beside_claim(scene: Scene, verb: Token) -> Token | None:
    """Who speaks of a claim that stands before: "…, a charge its owner, Ana Cole, dismissed as false"."""
    claim = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or claim.lemma_ not in scene.stances.words("claims"):
        return None
    own = next((t for t in claim.children if t.dep_ == "appos" and t.left_edge.i == claim.i + 1), None)
    return own if own is not None and own.i < verb.i and any(t.lower_ in {"a", "an"} for t in claim.lefts) else None


def behind_claim(scene: Scene, own: Token) -> Token | None:
    """Who speaks of a claim that was taken for the subject: "…, a charge (that) the bank's lawyers deny"."""
    claim = own.lemma_ in scene.stances.words("claims") and any(t.lower_ in {"a", "an"} for t in own.children)
    beside = (t for t in own.children if t.dep_ == "appos" and t.left_edge.i == own.i + 1)
    return next(beside, None) if claim else None


def explained(scene: Scene, own: Token) -> Token | None:
    """The name that a subject only explains, where the parse has lost it: "In a post on a site, Li, a critic, …"."""
    doc, first = scene.tokens, scene.sentence(own.i)[0]
    at, after = own.left_edge.i - 1, own.right_edge.i + 1
    if own.pos_ != "NOUN" or at - 2 <= first or doc[first].pos_ != "ADP" or doc[at].text != ",":
        return None
    name = doc[at - 1]
    alone = name.dep_ == "appos" and doc[name.left_edge.i - 1].text == ","
    closed = own.head.i >= after and (doc[after].text == "," or doc[after - 1].text == ",")
    return name if alone and closed and name.ent_type_ == "PERSON" else None


def behind_opening(scene: Scene, own: Token, verb: Token) -> Token | None:
    """The speaker behind an opening that the parse took for the subject: "Sitting beside his host, envoy Cole said"."""
    if own.i > verb.i:
        return None
    name = verb.left_edge.nbor(-1) if verb.left_edge.i > own.i else verb.nbor(-1)
    first = name.left_edge.i
    opens = own.dep_ == "csubj" and own.tag_ == "VBG" and own.i <= scene.sentence(own.i)[0] + 1
    return name if opens and name.pos_ == "PROPN" and own.i < first and scene.tokens[first - 1].text == "," else None


def told_beside(scene: Scene, verb: Token) -> Token | None:
    """The verb of saying right before a participle that goes on with it though the parse hangs it above both.

    "The raid came hours after the guild denounced the tax, warning that it …".
    """
    first = verb.left_edge.i
    comma = first - 1 - (first > 1 and scene.tokens[first - 1].is_quote)
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or comma < 2 or scene.tokens[comma].text != ",":
        return None
    if verb.head.pos_ not in _VERBAL or speaks(scene, verb.head):
        return None
    before = (t for t in verb.head.children if t.dep_ == "advcl" and verb.head.i < t.i < first)
    last = next((t for t in before if t.right_edge.i == comma - 1 and t.tag_ in _FINITE), None)
    return last if last is not None and speaks(scene, last) and subject(last) is not None else None


def commands(scene: Scene, verb: Token) -> bool:
    """Whether a person in a report gives the order that follows: "NTB said Li saw a drill, telling men to be ready"."""
    inner, outer = subject(verb.head), next((t for t in verb.head.ancestors if speaks(scene, t)), None)
    teller = subject(outer) if outer is not None else None
    if inner is None or teller is None or speaks(scene, verb.head) or verb.head.dep_ != "ccomp":
        return False
    told = any(t.dep_ == "dobj" for t in verb.children) and any(t.dep_ == "xcomp" for t in verb.children)
    return told and inner.ent_type_ == "PERSON" and teller.ent_type_ != "PERSON" and teller.pos_ == "PROPN"
