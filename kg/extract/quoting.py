"""Rules for "TASS quoted him as saying that …", "…, he was quoted by Yonhap as saying"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.cues import Match, matches, pick
from kg.extract.misplaced import speaks
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Hop, Region, Scene, Source
from kg.extract.sources import owner
from kg.extract.statements import bare, remainder, said_after
from kg.extract.voices import agent, passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})


def as_saying(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "TASS quoted him as saying that …", "he was quoted by Yonhap as saying …"."""
    if pick(found, "citing") is None:
        return None
    prep = next((t for t in verb.subtree if t.lower_ == "as" and t.i > verb.i), None)
    saying = next((t for t in prep.children if t.dep_ == "pcomp" and t.pos_ in _VERBAL), None) if prep else None
    if saying is None or prep is None:
        return None
    match = pick(matches(scene, saying), "clause")
    body = said_after(scene, saying) or _before(scene, verb) or remainder(scene, saying)
    if match is None or body is None or scene.tokens[body[0]].lower_ == "by" or _then(scene, body):
        return None
    if body[1] > verb.i:
        body = body[0], min([body[1], *additions(scene, saying, verb, body[1])])
    said, hops = cited_by(scene, verb)
    cue = (verb.i, saying.i + 1) if said is None or said.region[0] < verb.i else (prep.i, saying.i + 1)
    content = (bare(scene, body, saying),)
    return Draft(
        scene.place, said, (cue,), content, match[0].act, saying.i, "clause", "verb:quoted-as-saying", hops=hops
    )


def _then(scene: Scene, region: Region) -> bool:
    """Whether nothing but a time follows: "was quoted as saying later in the day"."""
    inside = [t for t in scene.tokens[slice(*region)] if t.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", *_VERBAL}]
    return all(t.ent_type_ in {"DATE", "TIME"} or t.lower_ == "day" for t in inside)


def cited_by(scene: Scene, verb: Token) -> tuple[Source | None, tuple[Hop, ...]]:
    """Whose words a verb of quoting gives, and who gives them: "TASS quoted him", "he was quoted by TASS"."""
    dep = "nsubjpass" if passive(verb) else "dobj"
    who = next((t for t in verb.children if t.dep_ == dep), None)
    saying = (t for p in verb.children if p.lower_ == "as" for t in p.children if t.dep_ == "pcomp")
    by = next((a for t in (verb, *saying) if (a := agent(t)) is not None), None)
    by = by if passive(verb) else subject(verb) or _wrote(scene, verb)
    relay = noun_phrase(scene, by, verb) if by is not None else None
    hops = (Hop(scene.place, relay, ((verb.i, verb.i + 1),)),) if relay else ()
    return noun_phrase(scene, who, None) if who is not None else None, hops


def _wrote(scene: Scene, verb: Token) -> Token | None:
    """Who adds a quotation to what it has told: "the paper wrote, quoting her as saying …"."""
    return owner(scene, verb) if verb.dep_ == "advcl" and verb.tag_ == "VBG" and speaks(scene, verb.head) else None


def _before(scene: Scene, verb: Token) -> Region | None:
    """What stands before a closing "…, the minister was quoted as saying"."""
    own = next((t for t in verb.children if t.dep_ == "nsubjpass" and t.i < verb.i), None)
    first, doc = max(scene.start, scene.sentence(verb.i)[0]), scene.tokens
    if own is None or own.left_edge.i - first < 4 or doc[own.left_edge.i - 1].text != ",":
        return None
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first : own.left_edge.i]):
        return None
    return whole(scene, (first, own.left_edge.i - 1))
