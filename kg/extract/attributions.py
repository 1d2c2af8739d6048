"""Who said what: attributions by rules over dependencies and quotation marks, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.backward import resolved
from kg.extract.chains import parents, passed_on
from kg.extract.claimants import MEDIA, Names
from kg.extract.clauses import body_start
from kg.extract.conveyed import carried_on
from kg.extract.paragraphs import paragraph_drafts
from kg.extract.quotes import Quote, quotes
from kg.extract.relays import relayed
from kg.extract.scene import Draft, Hop, Region, Scene
from kg.extract.speech import announced
from kg.extract.stance import certainty, content_head, polarity, stance
from kg.lexicon.stances import Stances
from kg.lexicon.words import pieces
from kg.model import Attribution, Document, Kind, Mention, Relay, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon import Lexicon
    from kg.tagger.labels import Proposal
    from kg.text import Paragraph, ParsedText


def attributions(
    parsed: ParsedText,
    mentions: Sequence[Mention],
    times: Sequence[When],
    lexicon: Lexicon,
    wide: bool = False,
    proposals: Sequence[Proposal] = (),
) -> tuple[Attribution, ...]:
    """The attributed claims of a text, nested ones too, in text order.

    `wide` adds attitudes: what somebody wants, plans or supports without having said so. `proposals` are what a trained
    reader found in the text.
    """
    scenes = _scenes(parsed, lexicon.stances, wide)
    names = Names(mentions, times)
    drafts = tuple(d for found in _drafts(scenes, names, proposals) for d in found)
    found: dict[str, Attribution] = {}
    for a in _finish(scenes, drafts, names, _publishers(parsed.document, lexicon)):
        found.setdefault(a.id, a)  # two rules may read the same words: the claim is one, and names the first
    return resolved(tuple(found.values()), names)


def _scenes(parsed: ParsedText, stances: Stances, wide: bool) -> tuple[Scene, ...]:
    out = []
    running = False
    for place, paragraph in enumerate(parsed.paragraphs):
        found = quotes(paragraph, running)
        running = bool(found) and not found[-1].closed
        out.append(_scene(place, paragraph, found, stances, wide))
    return tuple(out)


def _scene(place: int, paragraph: Paragraph, found: tuple[Quote, ...], stances: Stances, wide: bool) -> Scene:
    doc = tuple(paragraph.doc)
    inside = [-1] * len(doc)
    for n, q in enumerate(found):
        inside[q.first : q.last] = [n] * (q.last - q.first)
    offset = body_start(paragraph.document.text[paragraph.start : paragraph.start + 120])
    start = next((t.i for t in doc if t.idx >= offset), 0)
    headline = paragraph.section.part == "headline" or (len(doc) < 30 and doc[-1].text not in {".", "!", '"'})
    return Scene(place, paragraph, doc, found, inside, stances, wide, start, headline, _sentences(doc))


def _sentences(tokens: Sequence[Token]) -> list[Region]:
    """For each token the sentence that it is in."""
    starts = [t.i for t in tokens if t.is_sent_start or t.i == 0]
    bounds = list(zip(starts, [*starts[1:], len(tokens)], strict=True))
    return [bound for bound in bounds for _ in range(*bound)]


def _drafts(scenes: tuple[Scene, ...], names: Names, proposals: Sequence[Proposal]) -> Iterator[tuple[Draft, ...]]:
    previous: Draft | None = None
    before: tuple[Draft, ...] = ()
    places = [p.cue[0][0] for p in proposals]
    for scene in scenes:
        here = proposals[bisect_left(places, scene.paragraph.start) : bisect_left(places, scene.paragraph.end)]
        found = passed_on(scene, relayed(scene, paragraph_drafts(scene, previous, names, here), names), names)
        before = found = carried_on(scene, found, before, scenes, names)
        spoken = [d for d in found if d.frame == "quotation"]
        previous = announced(scene) or (spoken[-1] if spoken else None)
        yield found


def _finish(
    scenes: tuple[Scene, ...], drafts: tuple[Draft, ...], names: Names, own: frozenset[str]
) -> Iterator[Attribution]:
    ready = [_id(scenes, d) for d in drafts]
    for d, name, parent in zip(drafts, ready, _parents(drafts), strict=True):
        scene = scenes[d.place]
        said, head = _speaker(d), content_head(scene, d)
        speakers = names.of(scenes[said.place], said.source)
        selves = {m.actor for m in speakers}
        yield Attribution(
            id=name,
            source=_source_span(scenes, d),
            cue=_spans(scene, d.cue),
            content=_spans(scene, d.content),
            kind=_kind(scene, d),
            stance=stance(scene, d, head),
            certainty=certainty(scene, d, head),
            polarity=polarity(d, head),
            method=d.method,
            claimants=tuple(m.id for m in speakers),
            said_on=names.when(scene, d),
            within=None if parent is None else ready[parent],
            relays=tuple(r for h in d.hops for r in _relays(scenes, h, names, own | selves)),
            target=tuple(m.id for m in names.inside(scene, d.target)) if d.target else (),
        )


def _parents(drafts: tuple[Draft, ...]) -> Iterator[int | None]:
    """For each draft the number of the one that holds it, paragraph by paragraph."""
    first = 0
    for _, group in groupby(drafts, key=lambda d: d.place):
        found = parents(tuple(group))
        yield from (None if p is None else first + p for p in found)
        first += len(found)


def _relays(scenes: tuple[Scene, ...], hop: Hop, names: Names, silent: frozenset[str]) -> Iterator[Relay]:
    """The hop with its mention, one for each of several outlets ("cited by Yonhap and KBS").

    None for the `silent`, the document's own publisher and the speaker: neither passes anything on.
    """
    scene = scenes[hop.place]
    inside = names.inside(scene, hop.source.region)
    named = tuple(m for m in inside if m.type in MEDIA) or names.of(scene, hop.source)
    if any(m.type == "State" for m in named) and names.media_word(scene, hop.source):
        named = ()
    if any(m.actor in silent for m in named):
        return
    if len({m.actor for m in named}) > 1 and all(m.type in MEDIA and m.kind == "name" for m in named):
        yield from (Relay(m.span, _spans(scene, hop.cue), m.id) for m in named)
        return
    yield Relay(scene.paragraph.span(*hop.source.region), _spans(scene, hop.cue), named[0].id if named else None)


def _publishers(document: Document, lexicon: Lexicon) -> frozenset[str]:
    """The actors that the publisher's name stands for."""
    slugs = set()
    for name in {document.publisher or "", (document.publisher or "").removeprefix("The ")} - {""}:
        text = pieces(name)
        found = lexicon.actors.names.at(text, 0) if text else ()
        slugs |= {n.slug for length, values, _ in found if length == len(text) for n in values}
    return frozenset(slugs)


def _speaker(d: Draft) -> Draft:
    """The draft that names the source of a quotation that goes on."""
    while d.follows is not None:
        d = d.follows
    return d


def _id(scenes: tuple[Scene, ...], d: Draft) -> str:
    scene = scenes[d.place]
    source = _source_span(scenes, d)
    where = (
        f"{source.start}-{source.end}" if source else "",
        _offsets(_spans(scene, d.cue)),
        _offsets(_spans(scene, d.content)),
    )
    return ids.digest("claim", scene.paragraph.document.id, *where, _kind(scene, d))


def _spans(scene: Scene, found: Sequence[Region]) -> tuple[Span, ...]:
    return tuple(scene.paragraph.span(a, b) for a, b in sorted(found))


def _offsets(spans: Sequence[Span]) -> str:
    return " ".join(f"{s.start}-{s.end}" for s in spans)


def _source_span(scenes: tuple[Scene, ...], d: Draft) -> Span | None:
    said = _speaker(d)
    return scenes[said.place].paragraph.span(*said.source.region) if said.source else None


def _kind(scene: Scene, d: Draft) -> Kind:
    quoted = [scene.quoted(i) for a, b in d.content for i in range(a, b) if not scene.tokens[i].is_punct]
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
