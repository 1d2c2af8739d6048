"""How attributions hang together: which lies within which, and who only passes on another's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.claimants import Names
from kg.extract.scene import Draft, Hop, Region, Scene
from kg.extract.stance import content_head

if TYPE_CHECKING:
    from spacy.tokens import Token

# An attribution whose content is another attribution to this share only passes that one on.
_SHARE = 0.7
_PASSING = frozenset({"assert", "confirm", "estimate", "suggest"})


def parents(drafts: Sequence[Draft]) -> tuple[int | None, ...]:
    """For each draft the number of the innermost one whose content holds its cue."""
    return tuple(_parent(n, drafts) for n in range(len(drafts)))


def _parent(n: int, drafts: Sequence[Draft]) -> int | None:
    mine = drafts[n]
    holders = [
        (_size(d), k)
        for k, d in enumerate(drafts)
        if k != n
        and d.place == mine.place
        and d.anchor != mine.anchor
        and d.covers(mine.anchor)
        and not (mine.covers(d.anchor) and _outer(mine, n, d, k))
    ]
    return min(holders)[1] if holders else None


def _outer(a: Draft, n: int, b: Draft, k: int) -> bool:
    """Of two drafts that hold each other's cues, whether the first is the outer one: the longer, else the earlier."""
    return (_size(a), -n) > (_size(b), -k)


def _size(d: Draft) -> int:
    return sum(b - a for a, b in d.content)


def passed_on(scene: Scene, drafts: Sequence[Draft], names: Names) -> tuple[Draft, ...]:
    """The drafts of a paragraph without those that only pass others on; these become hops, the outermost first."""
    drafts = tuple(_of_clause(scene, d, drafts, names) for d in drafts)
    drafts = tuple(_without_remark(scene, d, drafts) for d in drafts)
    up = parents(drafts)
    mere = {n for n in range(len(drafts)) if _merely(scene, n, drafts, up, names)}
    return tuple(_passed(d, _hops(scene, n, drafts, up)) for n, d in enumerate(drafts) if n not in mere)


def _passed(draft: Draft, around: tuple[Hop, ...]) -> Draft:
    """The draft with the hops around it, but for one that it has already: "he said, as cited by X"."""
    own = {h.source.region for h in draft.hops}
    return replace(draft, hops=(*(h for h in around if h.source.region not in own), *draft.hops))


def _of_clause(scene: Scene, draft: Draft, drafts: Sequence[Draft], names: Names) -> Draft:
    """A draft whose content is only the last relative clause that its phrase stands behind: the outlet's own words come
    before, as in "It tested a missile that the leader called a success, according to the agency".
    """
    if scene.wide or draft.method != "phrase:according-to" or not names.media(scene, draft.source, scene.stances):
        return draft
    told = (d for d in drafts if d is not draft and d.source and max(b for _, b in d.content) <= draft.anchor)
    for inner in told:
        verb = scene.tokens[inner.anchor]
        ends = max(b for _, b in inner.content)
        added = verb.dep_ == "relcl" and inner.source is not None and ends >= draft.anchor - 1
        if added and inner.source is not None and draft.covers(verb.i) and draft.first < verb.left_edge.i:
            return replace(draft, content=((min(inner.source.region[0], inner.first), ends),))
    return draft


def _without_remark(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A draft without the remark at its end by which the text explains it: "…, a step analysts say would help"."""
    ends = max(b for _, b in draft.content)
    for inner in drafts:
        if scene.wide or inner is draft or inner.source is None or not _after_name(scene, inner):
            continue
        comma = inner.source.region[0] - 3
        if comma < 1 or scene.tokens[comma - 1].pos_ == "PROPN":
            continue  # what a name is: "the AB-10, a rocket Minsk says it will sell"
        if draft.covers(comma) and draft.covers(inner.anchor) and max(b for _, b in inner.content) >= ends:
            return replace(draft, content=tuple((a, min(b, comma)) for a, b in draft.content if a < comma))
    return draft


def _hops(scene: Scene, n: int, drafts: Sequence[Draft], up: Sequence[int | None]) -> tuple[Hop, ...]:
    """The sources around a draft, from the outlet inwards, as far as they say what it says."""
    chain: list[Hop] = []
    if drafts[n].method.startswith("noun:"):
        return ()
    k = up[n]
    while k is not None:
        d = drafts[k]
        passes = d.source is not None and d.act.stance in _PASSING and d.frame in {"clause", "quotation"}
        if passes and d.source is not None and not _aside(scene, drafts[n], d):
            chain = [*d.hops, Hop(d.place, d.source, d.cue), *chain]
        k = up[k]
    return tuple(chain)


def _aside(scene: Scene, inner: Draft, outer: Draft) -> bool:
    """Whether the inner claim stands in a subject, after "which" or in "in what X called": spoken of, or added, not
    passed on.
    """
    if _after_name(scene, inner):
        return True
    for t in [scene.tokens[inner.anchor], *scene.tokens[inner.anchor].ancestors]:
        if not outer.covers(t.i):
            return False
        if t.dep_ in {"nsubj", "nsubjpass"}:
            return True
        if t.i == inner.anchor and any(c.lower_ == "what" and c.i < t.i for c in t.children):
            return True  # "a rocket carrying what it called a satellite"
        if t.dep_ == "pcomp" and t.head.lower_ == "in" and any(c.lower_ == "what" for c in t.subtree if c.i < t.i):
            return True
        # "…, a remark (that) X denounced as folly"
        added = t.head.dep_ == "appos" or any(c.tag_ in {"WDT", "WP"} for c in t.subtree)
        if t.dep_ == "relcl" and outer.covers(t.head.i) and added:
            return True
    return False


def _after_name(scene: Scene, inner: Draft) -> bool:
    """Whether a clause only explains what its speakers stand behind: "…, a step analysts say would help"."""
    first = inner.source.region[0] if inner.source is not None else 0
    if first < 3 or scene.tokens[first - 1].tag_ != "NN":
        return False
    return scene.tokens[first - 2].lower_ in {"a", "an"} and scene.tokens[first - 3].text in {",", "-", "–", "—"}


def _merely(scene: Scene, n: int, drafts: Sequence[Draft], up: Sequence[int | None], names: Names) -> bool:
    """Whether an outlet says nothing but what another one has said; broad corpora mark both."""
    d = drafts[n]
    inner = [drafts[k] for k in range(len(drafts)) if up[k] == n and drafts[k].source is not None]
    inner = [x for x in inner if not _added_to(scene, x)]
    if scene.wide or not inner or d.source is None or not names.media(scene, d.source, scene.stances):
        return False
    head = content_head(scene, d)
    if head is not None and any(a <= head.i < b for i in inner for a, b in i.cue):
        return True
    if head is not None and _tells(head) and not any(i.covers(head.i) for i in inner):
        return False
    told = {i for x in inner for a, b in (*x.content, *x.cue, *_region(x)) for i in range(a, b)}
    mine = [i for a, b in d.content for i in range(a, b) if not scene.tokens[i].is_punct]
    return sum(i in told for i in mine) >= _SHARE * len(mine)


def _added_to(scene: Scene, draft: Draft) -> bool:
    """Whether a claim is what a text is found to show: "NTB said it had seen memos, which showed that …"."""
    verb = scene.tokens[draft.anchor]
    shows = verb.dep_ == "relcl" and verb.lemma_ in scene.stances.words("inferring-verbs")
    return shows and any(t.lower_ == "which" for t in verb.lefts)


def _tells(head: Token) -> bool:
    """Whether the main verb of a content tells something by itself: "the leader watched the test and vowed …"."""
    perfect = head.tag_ == "VBN" and any(t.lower_ == "had" for t in head.lefts)
    return bool(
        (perfect or head.tag_ in {"VBD", "VBZ", "VBP"})
        and any(t.dep_ == "nsubj" for t in head.children)
        and any(t.dep_ in {"dobj", "prep", "npadvmod"} for t in head.children)
        and any(t.dep_ == "conj" for t in head.children)
    )


def _region(d: Draft) -> tuple[Region, ...]:
    return (d.source.region,) if d.source else ()
