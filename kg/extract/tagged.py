"""What a trained reader proposes beside the rules: the claims that no rule has read, as drafts like theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.cues import matches, negated
from kg.extract.scene import Draft, Region, Scene, Source, heads
from kg.extract.sources import source_of
from kg.lexicon.stances import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.tagger.labels import Proposal
    from kg.tagger.windows import Characters

METHOD = "tagger"
# How sure the reader must be of a cue that no rule has read.
SURE = 0.9
# Two drafts are the same claim from this share of common words on, as scorers of attribution have it.
_SAME = 0.5


def tagged_drafts(scene: Scene, read: Sequence[Draft], proposals: Sequence[Proposal]) -> Iterator[Draft]:
    """The proposals that the rules' drafts do not hold already, the surest first."""
    known = list(read)
    for proposal in sorted(proposals, key=lambda p: (-p.score, p.cue)):
        made = _draft(scene, proposal) if proposal.score >= SURE else None
        if made is not None and not any(_same(made, d) for d in known):
            known.append(made)
            yield made


def _draft(scene: Scene, proposal: Proposal) -> Draft | None:
    cue = _regions(scene, proposal.cue)
    content = _regions(scene, proposal.content)
    if not cue or not content:
        return None
    head = scene.paragraph.doc[cue[0][0] : cue[0][1]].root
    said = _regions(scene, proposal.source)
    source = Source(said[0], heads(scene, said[0])) if said else source_of(scene, head)
    return Draft(scene.place, source, cue, content, _act(scene, head), head.i, "tagged", METHOD, None, negated(head))


def _regions(scene: Scene, places: Sequence[Characters]) -> tuple[Region, ...]:
    doc, start = scene.paragraph.doc, scene.paragraph.start
    found = (doc.char_span(a - start, b - start, alignment_mode="expand") for a, b in places)
    return tuple((span.start, span.end) for span in found if span is not None and len(span))


def _act(scene: Scene, head: Token) -> Act:
    """What the cue does by the ontology; one that it does not know asserts."""
    found = matches(scene, head)
    if found:
        return found[0][0].act
    stances = scene.stances
    for table in (stances.nouns, stances.adjectives, stances.adverbs, stances.prepositions):
        cues = table.get(head.lower_) or table.get(head.lemma_.lower()) or ()
        for cue in cues:
            if scene.wide or not cue.act.attitude:
                return cue.act
    return Act("tagged", "assert", None, "positive", frozenset(), attitude=False)


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts stand on one cue, or give the same words as content."""
    if any(x <= b.anchor < y for x, y in a.cue) or any(x <= a.anchor < y for x, y in b.cue):
        return True
    own, other = _tokens(a.content), _tokens(b.content)
    return len(own & other) >= _SAME * len(own | other)


def _tokens(regions: Sequence[Region]) -> set[int]:
    return {i for a, b in regions for i in range(a, b)}
