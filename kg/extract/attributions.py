"""Who said what: attributions by rules over dependencies and quotation marks, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.clauses import body_start
from kg.extract.headlines import headline_drafts
from kg.extract.nouns import noun_drafts
from kg.extract.phrases import phrase_drafts
from kg.extract.quotes import Quote, quotes
from kg.extract.scene import Draft, Region, Scene
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
    return tuple(sorted((d for d in found if not _own_words(scene, d)), key=lambda d: (d.first, d.anchor)))


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
    for d in drafts:
        scene = scenes[d.place]
        content = tuple(scene.paragraph.span(a, b) for a, b in sorted(d.content))
        cue = tuple(scene.paragraph.span(a, b) for a, b in d.cue)
        source = _source_span(scenes, d)
        kind = _kind(scene, d)
        yield Attribution(
            id=ids.digest("claim", scene.paragraph.document.id, source.start if source else "", _offsets(cue), _offsets(content), kind),
            source=source, cue=cue, content=content, kind=kind, stance=stance(scene, d), certainty=certainty(scene, d),
            polarity=polarity(scene, d), method=d.method, claimants=_claimants(scenes, d, mentions),
        )


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
