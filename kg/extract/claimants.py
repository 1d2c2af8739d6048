"""Which mentions a source names, who is addressed, when it was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.scene import Draft, Region, Scene, Source
from kg.model import Mention, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon.stances import Stances

MEDIA = frozenset({"Outlet", "Wire", "Media"})
_MAKERS = MEDIA | {"State", "Group", "Organisation", "Agency", "ThinkTank", "Ministry", "InternationalOrganisation"}
_FAR = 12


class Names:
    """The mentions and times of a text, found by place."""

    def __init__(self, mentions: Sequence[Mention], times: Sequence[When]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.id))
        self._starts = [m.span.start for m in self._mentions]
        self._longest = max((m.span.end - m.span.start for m in mentions), default=0)
        timed = [(w.span.start, w.span.end, n) for n, w in enumerate(times) if w.span]
        self._times = [times[n] for _, _, n in sorted(timed)]
        self._clock = [start for start, _, _ in sorted(timed)]

    def at(self, scene: Scene, token: int) -> list[Mention]:
        """The mentions that cover a token, the longest first."""
        start = scene.paragraph.start + scene.tokens[token].idx
        end = start + len(scene.tokens[token])
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, start)
        found = [m for m in self._mentions[first:last] if m.span.start <= start and end <= m.span.end]
        return sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start))

    def inside(self, scene: Scene, region: Region) -> list[Mention]:
        """The mentions that lie in a region, in text order, those inside another left out."""
        start, end = _offsets(scene, region)
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
        found = [m for m in self._mentions[first:last] if m.span.end <= end]
        return [m for m in found if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in found)]

    def of(self, scene: Scene, source: Source | None) -> tuple[Mention, ...]:
        """The mentions that head a source; where the head is none ("a spokesman for X"), whom it speaks for."""
        if source is None:
            return ()
        found: list[Mention] = []
        for head in source.heads:
            named = self._named_beside(scene, head, source)
            found += named or _widest(self.at(scene, head)) or self._under(scene, head, source)
        return tuple(dict.fromkeys(found)) or self._spoken_for(scene, source)

    def _named_beside(self, scene: Scene, head: int, source: Source) -> list[Mention]:
        """The person who is named behind an office: "the commander of the fleet, Admiral Ana Cole"."""
        office = scene.tokens[head]
        if office.pos_ != "NOUN" or not any(m.kind == "nominal" and m.type == "Person" for m in self.at(scene, head)):
            return []
        beside = (
            t
            for t in office.subtree
            if t.dep_ == "appos" and t.i > head and scene.tokens[t.left_edge.i - 1].text == ","
        )
        close = next(
            (t for t in beside if source.region[0] <= t.i < source.region[1] and t.ent_type_ == "PERSON"), None
        )
        if close is None or (close.head.i != head and close.head.dep_ not in {"pobj", "poss", "nmod", "compound"}):
            return []
        return [m for m in _widest(self.at(scene, close.i)) if m.kind == "name" and m.type == "Person"]

    def _spoken_for(self, scene: Scene, source: Source) -> tuple[Mention, ...]:
        """A person named in the source, else the body that it names."""
        inside = [m for m in self.inside(scene, source.region) if not self._only_saw(scene, m)]
        people = [m for m in inside if m.type == "Person" and m.kind == "name" and not _owns(scene, m)]
        # "North Korea's newspaper X": the state only says whose it is.
        first = (people or [m for m in inside if not _owns(scene, m)] or inside)[:1]
        return (*first, *_beside(scene, first[0], inside, source)) if first else ()

    def _only_saw(self, scene: Scene, mention: Mention) -> bool:
        """Whether somebody has only read or carried the words: "a memo seen by the paper"."""
        first = mention.span.start - scene.paragraph.start
        token = next((t for t in scene.tokens if t.idx >= first), None)
        agents = (t for t in token.ancestors if t.lower_ == "by") if token is not None else ()
        verbs = scene.stances.words("seeing-verbs")
        return any(by.head.tag_ == "VBN" and by.head.lemma_ in verbs for by in agents)

    def _under(self, scene: Scene, head: int, source: Source) -> list[Mention]:
        """What a counting word stands for: "some of its allies"."""
        of = next((t for t in scene.tokens[head].children if t.lower_ == "of"), None)
        noun = next((t for t in of.children if t.dep_ == "pobj"), None) if of is not None else None
        if noun is None or not source.region[0] <= noun.i < source.region[1]:
            return []
        return _widest(self.at(scene, noun.i))

    def media(self, scene: Scene, source: Source | None, stances: Stances) -> bool:
        """Whether the source is an outlet, a wire or "state media"."""
        named = self.of(scene, source)
        if named:
            return all(m.type in MEDIA for m in named)
        words = stances.words("media")
        return source is not None and all(scene.tokens[h].lemma_.lower() in words for h in source.heads)

    def media_word(self, scene: Scene, source: Source) -> bool:
        """Whether the source's words say that it is an outlet: "Ukrainian outlet RBC"."""
        words = scene.stances.words("media")
        return any(t.lemma_.lower() in words for t in scene.tokens[source.region[0] : source.region[1]])

    def when(self, scene: Scene, draft: Draft) -> When | None:
        """The time of speaking: beside the cue, outside content and source."""
        if draft.source is None or not draft.cue:
            return None
        near = [(gap, w) for w in self._times_of(scene, draft.anchor) if (gap := _gap(scene, draft, w)) is not None]
        return min(near, key=lambda p: p[0])[1] if near else None

    def _times_of(self, scene: Scene, token: int) -> list[When]:
        """The times, of a day or less, in the sentence of a token."""
        start, end = _offsets(scene, scene.sentence(token))
        first, last = bisect_left(self._clock, start), bisect_right(self._clock, end)
        found = [w for w in self._times[first:last] if w.span and w.span.end <= end]
        return [w for w in found if w.earliest is not None and w.precision in {"minute", "hour", "day"}]


def _owns(scene: Scene, mention: Mention) -> bool:
    """Whether a name only says whose: "the owner's" in "the owner's sister Ana Cole"."""
    end = mention.span.end - scene.paragraph.start
    return any(t.tag_ == "POS" for t in scene.tokens if t.idx == end)


def _beside(scene: Scene, first: Mention, inside: Sequence[Mention], source: Source) -> list[Mention]:
    """The states after the first that share its noun: "Danish, Finnish and US estimates"."""
    found, end = [], first.span.end
    noun = scene.tokens[source.heads[0]]
    head = scene.paragraph.start + noun.idx
    for m in inside:
        between = scene.paragraph.document.text[end : m.span.start].replace(",", " , ").split()
        joined = bool(between) and {*between} <= {",", "and", "the"} and {*between} != {"the"}
        shared = m.type == first.type == "State" and m.span.end <= head
        # "a joint statement by Oslo, Paris and ten others": each of them
        made = m.type in _MAKERS and head < first.span.start and _made_by(scene, noun, first)
        if joined and (shared or made):
            found.append(m)
            end = m.span.end
    return found


def _made_by(scene: Scene, noun: Token, maker: Mention) -> bool:
    """Whether a mention stands right behind the "by" of a text: "a report (issued) by X and Y"."""
    start = maker.span.start - scene.paragraph.start
    agents = (t for t in noun.subtree if t.lower_ == "by" and t.i > noun.i)
    return any(c.dep_ == "pobj" and c.left_edge.idx <= start <= c.idx for by in agents for c in by.children)


def _gap(scene: Scene, draft: Draft, when: When) -> int | None:
    """How many tokens lie between a time and the cue; None where the time belongs to content or source or is far."""
    if when.span is None or draft.source is None:
        return None
    start, end = when.span.start - scene.paragraph.start, when.span.end - scene.paragraph.start
    a, b = scene.sentence(draft.anchor)
    inside = [t.i for t in scene.tokens[a:b] if t.idx < end and start < t.idx + len(t)]
    if not inside or any(x <= i < y for i in inside for x, y in (*draft.content, draft.source.region)):
        return None
    first, last = inside[0], inside[-1] + 1
    gap = max(first - draft.anchor, draft.anchor - last)
    leading = first - a <= 1 and draft.source.region[0] - last <= 2
    return gap if gap <= _FAR or leading else None


def _widest(found: Sequence[Mention]) -> list[Mention]:
    """The longest mention, and those of the same words: "both nations" has one for each."""
    return [m for m in found if m.span == found[0].span]


def _offsets(scene: Scene, region: Region) -> Region:
    a, b = region
    doc, start = scene.tokens, scene.paragraph.start
    return start + doc[a].idx, start + doc[b - 1].idx + len(doc[b - 1])
