"""Who said what: attributions by rules over dependencies and quotation marks, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.chains import parents
from kg.extract.clauses import body_start
from kg.extract.headlines import headline_drafts
from kg.extract.nouns import noun_drafts
from kg.extract.phrases import phrase_drafts
from kg.extract.quotes import Quote, quotes
from kg.extract.scene import Draft, Region, Scene, minus, trim
from kg.extract.speech import speech_drafts
from kg.extract.stance import certainty, polarity, stance
from kg.extract.verbs import verb_drafts
from kg.lexicon.stances import Stances
from kg.model import Attribution, Kind, Mention, Span, When

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.text import Paragraph, ParsedText


def attributions(
    parsed: ParsedText, mentions: Sequence[Mention], times: Sequence[When], lexicon: Lexicon, wide: bool = False
) -> tuple[Attribution, ...]:
    """The attributed claims of a text, nested ones too, in text order.

    `wide` adds attitudes: what somebody wants, plans or supports without having said so.
    """
    scenes = _scenes(parsed, lexicon.stances, wide)
    drafts = tuple(d for found in _drafts(scenes) for d in found)
    return tuple(_finish(scenes, drafts, mentions, times))


def _scenes(parsed: ParsedText, stances: Stances, wide: bool) -> tuple[Scene, ...]:
    out = []
    running = False
    for place, paragraph in enumerate(parsed.paragraphs):
        found = quotes(paragraph, running)
        running = bool(found) and not found[-1].closed
        out.append(_scene(place, paragraph, found, stances, wide))
    return tuple(out)


def _scene(place: int, paragraph: Paragraph, found: tuple[Quote, ...], stances: Stances, wide: bool) -> Scene:
    doc = paragraph.doc
    inside = [-1] * len(doc)
    for n, q in enumerate(found):
        inside[q.first : q.last] = [n] * (q.last - q.first)
    offset = body_start(doc.text)
    start = next((t.i for t in doc if t.idx >= offset), 0)
    return Scene(place, paragraph, doc, found, inside, stances, wide, start)


def _drafts(scenes: tuple[Scene, ...]) -> Iterator[tuple[Draft, ...]]:
    previous: Draft | None = None
    for scene in scenes:
        found = _of_paragraph(scene, previous)
        spoken = [d for d in found if d.frame == "quotation"]
        previous = spoken[-1] if spoken else None
        yield found


def _of_paragraph(scene: Scene, previous: Draft | None) -> tuple[Draft, ...]:
    found = list(speech_drafts(scene, previous))
    used = {d.anchor for d in found}
    found += [d for d in verb_drafts(scene) if d.anchor not in used]
    found += noun_drafts(scene)
    found += phrase_drafts(scene)
    if _headline(scene):
        found += headline_drafts(scene)
    clean = [c for d in found if not _own_words(scene, d) and (c := _clean(scene, d)) is not None]
    return tuple(sorted(clean, key=lambda d: (d.first, d.anchor)))


def _clean(scene: Scene, draft: Draft) -> Draft | None:
    """The draft with its cue and source taken out of its content; None if nothing is left."""
    holes = [*draft.cue, *([draft.source.region] if draft.source and not draft.follows else [])]
    parts = [r for part in draft.content for x in minus(part, holes) if (r := trim(scene.doc, x)) and any(t.is_alpha or t.is_digit for t in scene.doc[r[0]:r[1]])]
    return replace(draft, content=tuple(parts)) if parts else None


def _headline(scene: Scene) -> bool:
    doc = scene.doc
    return scene.paragraph.section.part == "headline" or (len(doc) < 30 and doc[-1].text not in {".", "!", '"'})


def _own_words(scene: Scene, draft: Draft) -> bool:
    """Whether a speaker inside a quotation speaks of himself: "I think …" is part of what is quoted."""
    if draft.frame == "quotation" or not scene.quoted(draft.anchor):
        return False
    return draft.source is None or all(scene.doc[h].lower_ in {"i", "we", "you"} for h in draft.source.heads)


def _finish(
    scenes: tuple[Scene, ...], drafts: tuple[Draft, ...], mentions: Sequence[Mention], times: Sequence[When]
) -> Iterator[Attribution]:
    names = [_id(scenes, d) for d in drafts]
    for d, name, parent in zip(drafts, names, parents(drafts), strict=True):
        scene = scenes[d.place]
        yield Attribution(
            id=name, source=_source_span(scenes, d), cue=_spans(scene, d.cue), content=_spans(scene, d.content), kind=_kind(scene, d),
            stance=stance(scene, d), certainty=certainty(scene, d), polarity=polarity(scene, d), method=d.method,
            claimants=_claimants(scenes, d, mentions), within=None if parent is None else names[parent],
        )


def _id(scenes: tuple[Scene, ...], d: Draft) -> str:
    scene = scenes[d.place]
    source = _source_span(scenes, d)
    where = (f"{source.start}-{source.end}" if source else "", _offsets(_spans(scene, d.cue)), _offsets(_spans(scene, d.content)))
    return ids.digest("claim", scene.paragraph.document.id, *where, _kind(scene, d))


def _spans(scene: Scene, found: Sequence[Region]) -> tuple[Span, ...]:
    return tuple(scene.paragraph.span(a, b) for a, b in sorted(found))


def _offsets(spans: Sequence[Span]) -> str:
    return " ".join(f"{s.start}-{s.end}" for s in spans)


def _source_span(scenes: tuple[Scene, ...], d: Draft) -> Span | None:
    while d.follows is not None:
        d = d.follows
    return scenes[d.place].paragraph.span(*d.source.region) if d.source else None


def _claimants(scenes: tuple[Scene, ...], d: Draft, mentions: Sequence[Mention]) -> tuple[str, ...]:
    while d.follows is not None:
        d = d.follows
    if d.source is None:
        return ()
    scene = scenes[d.place]
    heads = [scene.paragraph.span(h, h + 1) for h in d.source.heads]
    found = [m for h in heads for m in mentions if m.span.covers(h)]
    return tuple(dict.fromkeys(m.id for m in found))


def _kind(scene: Scene, d: Draft) -> Kind:
    tokens = [i for a, b in d.content for i in range(a, b) if not scene.doc[i].is_punct]
    share = sum(scene.quoted(i) for i in tokens) / max(1, len(tokens))
    return "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"


def regions(spans: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(sorted(spans))
