"""The words that are the evidence of an event."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

_CUT = frozenset({"conj", "parataxis"})
_TRIMMED = frozenset({"that", "and", "but", "while", "as", "when", "after", "which", "or", "with"})


def evidence(reading: "Reading", scene: "Setting", within: Attribution | None) -> Span:
    """The clause or noun phrase that tells of the event, no longer than the attributed words that hold it."""
    paragraph = scene.paragraph
    root = _clause_root(reading)
    kept = sorted({t.i for t in _kept(root, reading.token)} | {t for f in reading.roles for t in (f.first, f.last)})
    sentence = root.sent
    inside = [i for i in kept if sentence.start <= i < sentence.end] or [reading.token.i]
    inside = _within_semicolons(inside, reading, paragraph.doc)
    first, last = _trimmed(paragraph.doc, inside[0], inside[-1], reading.token.i)
    span = paragraph.span(first, last + 1)
    part = within.content[0] if within and len(within.content) == 1 else None
    if part is None:
        return span
    start, end = max(span.start, part.start), min(span.end, part.end)
    return paragraph.document.span(start, end) if start < end else span


def _within_semicolons(kept: list[int], reading: "Reading", doc: "Doc") -> list[int]:
    """What a semicolon parts from the trigger tells of something else, but for who or what the event's roles name."""
    at = reading.token.i
    first = max((i + 1 for i in range(kept[0], at) if doc[i].text == ";"), default=kept[0])
    last = min((i - 1 for i in range(at, kept[-1]) if doc[i].text == ";"), default=kept[-1])
    own = [i for f in reading.roles for i in (f.first, f.last)]
    first, last = min([first, *own]), max([last, *own])
    return [i for i in kept if first <= i <= last] or [at]


def _clause_root(reading: "Reading") -> "Token":
    token = reading.trigger.support or reading.trigger.overseer or reading.token
    while token.dep_ in (
        "xcomp",
        "pcomp",
        "prep",
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "pobj",
        "acl",
        "auxpass",
        "aux",
    ):
        up = token.head
        if token.dep_ in ("pobj", "prep", "pcomp") and up.pos_ in ("VERB", "AUX"):
            break
        if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and reading.trigger.verbal and token == reading.token:
            break
        token = up
        if token.pos_ == "VERB" and token.dep_ not in ("xcomp", "acl", "pcomp"):
            break
    return token


def _kept(root: "Token", trigger: "Token") -> Iterator["Token"]:
    """The clause's tokens: coordinated clauses and adverbial ones with a subject of their own are left out unless they
    hold the trigger."""
    yield root
    for child in root.children:
        holds = child == trigger or child.is_ancestor(trigger)
        verb = child.pos_ in ("VERB", "AUX")
        own = verb and any(c.dep_.startswith("nsubj") for c in child.children)
        cut = (verb and child.dep_ in _CUT) or (own and child.dep_ in ("advcl", "ccomp"))
        if holds or not cut:
            yield from _kept(child, trigger)


def _trimmed(doc: "Doc", first: int, last: int, keep: int) -> tuple[int, int]:
    while first < keep and (doc[first].is_punct or doc[first].lower_ in _TRIMMED) and doc[first].text not in ('"',):
        first += 1
    while last > keep and doc[last].is_punct and doc[last].text not in (")", '"'):
        last -= 1
    return first, last
