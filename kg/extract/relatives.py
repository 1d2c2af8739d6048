"""Where what somebody says of a noun begins and ends inside a sentence that goes on: "which X said later had sunk"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Region, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_PRONOUNS = frozenset({"WDT", "WP"})


def late_verb(scene: Scene, verb: Token) -> Region | None:
    """What follows a time after a verb of a relative clause: "an alarm that the army said hours later was false"."""
    doc, stop = scene.tokens, scene.sentence(verb.i)[1]
    first = next((t for t in doc[verb.i + 1 : stop] if t.ent_type_ not in {"DATE", "TIME"} and t.pos_ != "ADV"), None)
    which = any(t.tag_ == "WDT" for t in verb.lefts)
    if verb.dep_ != "relcl" or not which or first is None or first.tag_ not in _FINITE or first.i == verb.i + 1:
        return None
    return first.i, end_of_relative(scene, first.i, stop)


def end_of_relative(scene: Scene, start: int, end: int, closed: bool = False) -> int:
    """Where a clause without a subject of its own ends: before ", and in May it fired one"; if it is itself a subject
    (`closed`), before the verb of that: "what X says was a satellite | has blown up".
    """
    doc = scene.tokens
    for t in doc[start + 1 : end]:
        verb = t.head if t.dep_ in {"aux", "auxpass"} else t
        own = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
        if t.tag_ not in _FINITE or scene.quoted(t.i) or t.i == start + 1:
            continue
        link = next((c.i for c in reversed(doc[start : t.i]) if c.text == "," or c.dep_ == "cc"), None)
        if closed and (own is None or own.left_edge.i <= start + 1) and doc[t.i - 1].pos_ in {"NOUN", "PROPN"}:
            return t.i
        fresh = own is not None and own.tag_ not in _PRONOUNS and link is not None and own.left_edge.i > link
        comma = next((i for i in range(start, own.left_edge.i) if _new(scene, i)), None) if own and fresh else None
        if comma is not None:
            return comma
    return end


def _new(scene: Scene, i: int) -> bool:
    return scene.tokens[i].text == "," and scene.tokens[i + 1].lower_ in {"and", "but", "while"}
