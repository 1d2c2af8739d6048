"""All drafts of one paragraph: the rules in order, and what they may not say twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.claimants import Names
from kg.extract.headlines import headline_drafts
from kg.extract.nouns import noun_drafts
from kg.extract.phrases import phrase_drafts
from kg.extract.scene import Draft, Region, Scene, minus, trim
from kg.extract.speech import speech_drafts
from kg.extract.stance import content_head
from kg.extract.tagged import tagged_drafts
from kg.extract.verbs import verb_drafts

if TYPE_CHECKING:
    from kg.tagger.labels import Proposal

_THINGS = frozenset({"it", "they", "both", "what"})
_SELF = frozenset({"i", "we", "you", "my", "our", "your", "me", "us"})


def paragraph_drafts(
    scene: Scene, previous: Draft | None, names: Names, proposals: Sequence[Proposal] = ()
) -> tuple[Draft, ...]:
    """The drafts of a paragraph in text order.

    `previous`: the last quotation of the paragraph before; `proposals`: what a trained reader found in this one.
    """
    found = list(speech_drafts(scene, previous))
    used = {d.anchor for d in found}
    told = list(verb_drafts(scene))
    taken = {d.anchor for d in told}
    named = [d for d in noun_drafts(scene) if d.anchor not in taken]
    for d in told:
        if d.anchor not in used and not _lent(d, named):
            used.add(d.anchor)
            found.append(d)
    found += [*named, *phrase_drafts(scene)]
    if scene.headline:
        found += headline_drafts(scene, names)
    found += tagged_drafts(scene, found, proposals)
    spoken = [d for d in found if d.frame == "clause" and d.source is not None and _tells(d)]
    said = (d for d in found if not (_no_claim(scene, d) or _lifeless(scene, d, names) or _owned(scene, d, spoken)))
    clean = [c for d in said for c in _clean(scene, d)]
    return tuple(sorted(clean, key=lambda d: (d.first, d.anchor)))


def _lent(verb: Draft, named: Sequence[Draft]) -> bool:
    """Whether a light verb's object is a noun that reports by itself: "expressed condemnation of …"."""
    return verb.frame == "object" and any(a <= verb.anchor < b for n in named for a, b in n.cue)


def _own_words(scene: Scene, draft: Draft) -> bool:
    """Whether a cue inside a quotation has no named source: "I think …", "they say …" are part of what is quoted."""
    heads = [scene.tokens[h].lower_ for h in draft.source.heads] if draft.source is not None else [""]
    if not scene.wide and not scene.quoted(draft.anchor) and all(h in {"you", "your"} for h in heads):
        return True  # the reader is addressed: "Do you have a question?"
    if draft.frame == "quotation" or not scene.quoted(draft.anchor):
        return False
    if draft.source is None or (draft.method == "verb:object"):
        return True
    named = any(t.pos_ == "PROPN" or t.ent_type_ for t in scene.tokens[draft.source.region[0] : draft.source.region[1]])
    return not named or any(scene.tokens[h].lower_ in _SELF for h in draft.source.heads)


def _unsaid(scene: Scene, draft: Draft) -> bool:
    """Whether a "not" takes the act away: who "did not say" has claimed nothing."""
    return draft.negated and not scene.wide and draft.act.negated is None


def _no_claim(scene: Scene, draft: Draft) -> bool:
    rules = (_own_words, _unsaid, _unspoken, _weighing, _asked, _pictured, _concluded)
    return any(rule(scene, draft) for rule in rules)


def _tells(draft: Draft) -> bool:
    return draft.act.name in {"say", "tell"} or draft.method == "phrase:according-to"


def _asked(scene: Scene, draft: Draft) -> bool:
    """Whether a participle only tells what an answer is to: "Asked whether it would sail, she said …"."""
    when = any(t.lower_ == "when" and t.dep_ in {"advmod", "mark"} for t in scene.tokens[draft.anchor].lefts)
    opens = (draft.source is None or when) and draft.act.stance == "question" and draft.frame != "quotation"
    return not scene.wide and opens and scene.tokens[draft.anchor].tag_ in {"VBN", "VBD"}


def _pictured(scene: Scene, draft: Draft) -> bool:
    """Whether a caption only tells what its picture shows: "This file photo shows …"."""
    nouns = [scene.tokens[h] for h in draft.source.heads] if draft.source is not None else []
    shown = bool(nouns) and all(t.lemma_.lower() in scene.stances.words("credits") for t in nouns)
    return not scene.wide and shown and any(c.lower_ == "this" for t in nouns for c in t.lefts)


def _concluded(scene: Scene, draft: Draft) -> bool:
    """Whether a quotation tells what somebody lets one see, as its speaker thinks: "Oslo is signaling that …"."""
    verb = scene.tokens[draft.anchor]
    seen = draft.method == "quote:before" and scene.tokens[verb.i + 1].text not in {",", ":"}  # 'was seeing "a rise"'
    if scene.wide or draft.source is None or not (seen or (scene.quoted(verb.i) and draft.frame == "clause")):
        return False
    going_on = verb.tag_ == "VBG" and any(t.dep_ == "aux" for t in verb.children)
    return going_on and verb.lemma_ in scene.stances.words("inferring-verbs")


def _unspoken(scene: Scene, draft: Draft) -> bool:
    """Whether a verb before a quotation is no act: 'the repeated firings "unacceptable"', 'accused of answering with
    "half-measures"'.
    """
    verb = scene.tokens[draft.anchor]
    if draft.method != "quote:before" or scene.wide:
        return False
    accused = verb.dep_ == "pcomp" and verb.tag_ == "VBG" and any(t.lower_ == "with" for t in verb.children)
    return accused or (verb.dep_ == "amod" and draft.source is None)


def _weighing(scene: Scene, draft: Draft) -> bool:
    """Whether somebody is only about to judge: "is assessing whether it worked", not "is assessing that it did"."""
    verb = scene.tokens[draft.anchor]
    going_on = verb.tag_ == "VBG" and any(t.dep_ == "aux" and t.lemma_ == "be" for t in verb.children)
    if scene.wide or not going_on or draft.act.name not in {"think", "estimate"}:
        return False
    return draft.frame == "object" or scene.tokens[draft.first].lower_ in {"whether", "if", "what", "how", "why"}


def _owned(scene: Scene, draft: Draft, spoken: Sequence[Draft]) -> bool:
    """Whether who seems to hide is the speaker: in "the ministry said it is estimated to …" the ministry estimates."""
    verb = scene.tokens[draft.anchor]
    own = next((t for t in verb.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    what = own.lower_ in _THINGS if own is not None else verb.dep_ == "acl"  # "a rocket, presumed to be new"
    if draft.frame != "raising" or scene.wide:
        return False
    over = (d for d in spoken if d.covers(verb.i) and d.place == draft.place)
    return any(what or content_head(scene, d) == verb for d in over)


def _lifeless(scene: Scene, draft: Draft, names: Names) -> bool:
    """Whether a thing lets something be seen, so that nobody says it: "the trajectory suggested …"."""
    if scene.wide or draft.source is None or names.of(scene, draft.source):
        return False
    verb, stances = scene.tokens[draft.anchor], scene.stances
    aimed = verb.tag_ == "VBG" and verb.dep_ == "pcomp"  # "the test was aimed at verifying the range"
    endangers = draft.frame == "object" and draft.act.name == "threaten"  # "a provocation that threatens the peace"
    told = draft.frame in {"predicate", "as"} or endangers or draft.method == "light-verb:object"
    if not aimed and verb.lemma_ not in stances.words("inferring-verbs") and not told:
        return False
    lifeless = stances.words("lifeless")
    heads = [scene.tokens[h] for h in draft.source.heads]
    named = ((t, *(c for c in t.children if c.dep_ == "appos")) for t in heads)
    return all(any(t.lemma_.lower() in lifeless for t in words) for words in named)


def _clean(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """The draft with its cue and source taken out of its content, if anything is left."""
    act = scene.stances.act(draft.act.negated) if draft.negated and draft.act.negated else None
    if act is not None:
        draft = replace(draft, act=act, negated=draft.negated and act.name == draft.act.name)
    holes = [*draft.cue, *([draft.source.region] if draft.source and not draft.follows else [])]
    room = _room(scene, draft)
    if draft.source and not draft.follows and not room[0] <= draft.source.region[0] < room[1]:
        return
    inside = [(max(a, room[0]), min(b, room[1])) for a, b in draft.content if a < room[1] and b > room[0]]
    parts = tuple(r for part in inside for x in minus(part, holes) if (r := trim(scene.tokens, x)) and _words(scene, r))
    if parts and not (len(parts) == 1 and parts[0][1] - parts[0][0] == 1 and _empty(scene, parts[0][0], draft)):
        yield replace(draft, content=parts)


def _room(scene: Scene, draft: Draft) -> Region:
    """What a cue may reach: inside a quotation no further than its marks."""
    n = scene.inside[draft.anchor]
    whole = (0, len(scene.tokens))
    if n < 0 or draft.frame == "quotation":
        return whole
    quote = scene.quotes[n]
    outside = draft.source is not None and draft.source.region[1] <= quote.start
    return whole if outside and not scene.tokens[quote.first].is_title else (quote.first, quote.last)


def _empty(scene: Scene, i: int, draft: Draft) -> bool:
    """Whether a single word is no content: a pronoun that only points, a repeated verb of saying."""
    word = scene.tokens[i]
    return not scene.wide and draft.frame == "clause" and word.pos_ in {"PRON", "VERB", "SCONJ", "DET"}


def _words(scene: Scene, region: Region) -> bool:
    return any(t.is_alpha or t.is_digit or t.like_num for t in scene.tokens[region[0] : region[1]])
