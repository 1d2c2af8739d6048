"""Where a statement begins that a quotation ends, and which verbs introduce quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import matches
from kg.extract.quotes import Quote
from kg.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset({".", "!", "?"})


def says(scene: Scene, verb: Token) -> bool:
    """Whether a verb can introduce a quotation."""
    return any("quotation" in m[0].act.frames for m in matches(scene, verb))


def opening(scene: Scene, quote: Quote) -> int:
    """Where a statement begins that a quotation only ends: 'The plan was "a mistake," he said.'"""
    a = quote.start
    while a > scene.start and scene.tokens[a - 1].text not in _ENDS | {":"}:
        if scene.quoted(a - 1) or scene.tokens[a - 1].text in {'"', "''"}:
            earlier = next((q for q in scene.quotes if q.start < a <= q.end), None)
            if earlier is None or not _part(scene, earlier, quote):
                break
            a = earlier.start
        else:
            a -= 1
    before = scene.tokens[a : quote.start]
    begun = any(
        t.pos_ in {"VERB", "AUX"} or (t.dep_ in {"nsubj", "nsubjpass"} and t.head.i > quote.start) for t in before
    )
    led = before[-1].text in {",", ":"} if len(before) else False
    if len(before) < 2 or not begun or (led and any(says(scene, t) for t in before if t.pos_ == "VERB")):
        return quote.first
    return a


def _part(scene: Scene, before: Quote, quote: Quote) -> bool:
    """Whether a quotation is an earlier part of the statement that another ends: 'It "hurts us" and "must end," …'."""
    doc = scene.tokens
    verb, linked = doc[before.first], doc[before.end : quote.start]
    joined = len(linked) < 3 and any(t.lower_ in {"and", "but", "or"} for t in linked)
    begun = any(t.dep_ in {"nsubj", "nsubjpass"} and t.head == verb for t in doc[scene.start : before.start])
    return joined and not before.last_mark and begun
