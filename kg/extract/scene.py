"""What the attribution rules look at, one paragraph at a time, and the drafts that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lexicon.stances import Act, Cue, Stances

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.quotes import Quote
    from kg.text import Paragraph

Region = tuple[int, int]
"""Tokens [start, end) of a paragraph."""

_TRIMMED = frozenset(".,;:-–—\"'()[]…") | {"--", "''", "...", "``", " ", "*"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One parsed paragraph with its quotations. `place` is its number in the text."""

    place: int
    paragraph: Paragraph
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]
    inside: Sequence[int]
    stances: Stances
    wide: bool
    start: int
    headline: bool
    sentences: Sequence[Region]

    def sentence(self, i: int) -> Region:
        """The tokens [start, end) of the sentence that a token is in."""
        return self.sentences[i]

    def quoted(self, i: int) -> bool:
        return self.inside[i] >= 0


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source and the head tokens of those whom it names."""

    region: Region
    heads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """Somebody who passes an attribution on, in tokens of one paragraph."""

    place: int
    source: Source
    cue: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in tokens of one paragraph, before chains, mentions and stance are settled.

    `anchor` is the head token of the cue (of a continued quotation: its first token), `frame` the shape in which the
    cue took its content, `target` who is accused or addressed, `follows` the draft that a continued quotation goes on.
    """

    place: int
    source: Source | None
    cue: tuple[Region, ...]
    content: tuple[Region, ...]
    act: Act
    anchor: int
    frame: str
    method: str
    target: Region | None = None
    negated: bool = False
    follows: Draft | None = None
    hops: tuple[Hop, ...] = ()

    @property
    def first(self) -> int:
        return min(a for a, _ in self.content)

    def covers(self, i: int) -> bool:
        return any(a <= i < b for a, b in self.content)


def heads(scene: Scene, region: Region) -> tuple[int, ...]:
    """The head of a source's words, and those coordinated with it."""
    root = scene.paragraph.doc[region[0] : region[1]].root
    return tuple(t.i for t in sorted({root, *root.conjuncts}) if region[0] <= t.i < region[1])


def trim(doc: Sequence[Token], region: Region) -> Region | None:
    """The region without punctuation at its ends; quotation marks stay where only one of a pair would go."""
    a, b = region
    marks = sum(t.text in {'"', "''"} for t in doc[a:b])
    while a < b and _loose(doc[a], marks):
        marks -= doc[a].text in {'"', "''"}
        a += 1
    while a < b and _loose(doc[b - 1], marks) and not _closes(doc, a, b):
        marks -= doc[b - 1].text in {'"', "''"}
        b -= 1
    return (a, b) if a < b else None


def _closes(doc: Sequence[Token], a: int, b: int) -> bool:
    """Whether the last token closes a bracket or a single quotation mark that is opened inside."""
    if doc[b - 1].text == "'":
        return any(t.text == "'" and t.tag_ == "``" for t in doc[a : b - 1])
    return doc[b - 1].text in {")", "]"} and any(t.text in {"(", "["} for t in doc[a : b - 1])


def _loose(token: Token, marks: int) -> bool:
    if token.text in {'"', "''"}:
        return marks % 2 == 1
    if token.text == "'":
        return token.tag_ != "POS"
    return token.text in _TRIMMED


def minus(region: Region, holes: Sequence[Region]) -> Iterator[Region]:
    """What is left of a region when the holes are taken out.

    >>> list(minus((0, 10), [(3, 5), (8, 12)]))
    [(0, 3), (5, 8)]
    """
    a, b = region
    for x, y in sorted(holes):
        if y <= a or x >= b:
            continue
        if x > a:
            yield a, x
        a = max(a, y)
    if a < b:
        yield a, b


def matched(scene: Scene, head: Token, cues: Sequence[Cue], gap: int = 3) -> Iterator[tuple[Cue, tuple[int, ...]]]:
    """The cues whose fixed words follow the head, with the places of those words."""
    for cue in cues:
        if cue.act.attitude and not scene.wide:
            continue
        found = _follow(scene, head, cue, gap)
        if found is not None:
            yield cue, found


def _follow(scene: Scene, head: Token, cue: Cue, gap: int) -> tuple[int, ...] | None:
    if not cue.words:
        return ()
    doc = scene.tokens
    places: list[int] = []
    at = head.i
    end = scene.sentence(head.i)[1]
    if len(cue.words) == 1 and head.i + 3 < end and doc[head.i + 1].dep_ == "prep":
        day = doc[head.i + 1].right_edge.i  # "admitted in May to having sold them"
        at = day if day > head.i + 1 and all(t.ent_type_ == "DATE" for t in doc[head.i + 2 : day + 1]) else at
    wide = bool(cue.act.frames & {"charge", "request", "as"})
    for word in cue.words:
        stop = min(end, at + 1 + (20 if wide else gap if places or len(cue.words) > 1 else 2))
        spot = next((i for i in range(at + 1, stop) if _is(doc[i], word)), None)
        if spot is None or (wide and not _attached(doc[spot], head)):
            return None
        places.append(spot)
        at = spot
    return tuple(places)


def _is(token: Token, word: str) -> bool:
    return bool(token.lower_ == word or token.lemma_ == word)


def _attached(word: Token, head: Token) -> bool:
    """Whether a preposition belongs to the verb or its object; "at" with a number also to a clause between."""
    up = word.head
    if word.lower_ == "at" and up.dep_ in {"ccomp", "relcl", "acl"} and head in up.ancestors:
        return any(t.like_num or t.ent_type_ in {"CARDINAL", "QUANTITY", "MONEY", "PERCENT"} for t in word.subtree)
    while up != head and up.ent_type_ in {"DATE", "TIME"} and up.head.dep_ == "prep":
        up = up.head.head  # "accused Minsk on Monday of …"
    return bool(
        up == head or (up.head == head and up.dep_ in {"dobj", "appos"}) or (up.head.head == head and up.dep_ == "conj")
    )
