"""Rules for verbs whose content is what somebody shall do: "urged Y to …", "vowed to …", "denied sending …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.cues import Match, draft, pick
from kg.extract.objects import explained
from kg.extract.scene import Draft, Region, Scene, Source, minus, trim
from kg.extract.voices import infinitive_mark, passive

if TYPE_CHECKING:
    from spacy.tokens import Token


def request(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X urged Y to …", "X called on Y to …": who shall act, and what."""
    match = pick(found, "request")
    if match is None:
        return None
    act = next(
        (t for t in verb.children if t.dep_ in {"xcomp", "ccomp", "advcl"} and t.i > verb.i and infinitive_mark(t)),
        None,
    )
    at = max([verb.i, *match[1]])
    if act is None:
        act = next(
            (
                t
                for t in scene.tokens[at].subtree
                if t.dep_ in {"acl", "relcl", "xcomp"} and t.i > at and infinitive_mark(t)
            ),
            None,
        )
    if act is None or act.i < at:
        return None
    who = next((t for t in act.children if t.dep_ == "nsubj" and t.i > at), None) or next(
        (t for t in verb.children if t.dep_ in {"dobj", "dative"} and at < t.i < act.i), None
    )
    if who is None:
        who = next((t for t in scene.tokens[at].children if t.dep_ == "pobj" and at < t.i < act.i), None)
    if who is None and not passive(verb):
        return None
    first = who.left_edge.i if who is not None else act.left_edge.i
    end = act.right_edge.i + 1
    region = whole(scene, (max(first, at + 1), min([end, *additions(scene, act, verb, end)])))
    target = (who.left_edge.i, min(who.right_edge.i + 1, act.i)) if who is not None else None
    if region is None:
        return None
    parts = tuple(
        r for hole in (_means(scene, verb, act, target),) for x in minus(region, hole) if (r := trim(scene.tokens, x))
    )
    return draft(scene, verb, match, source, parts, "request", "verb:request", target=target)


def _means(scene: Scene, verb: Token, act: Token, target: Region | None) -> list[Region]:
    """What tells in what a request was made: "urged Oslo (in a joint statement) to sign"."""
    texts = scene.stances.words("texts")
    own = (t for t in verb.children if t.dep_ == "prep" and t.lower_ in {"in", "through", "via"} and t.i < act.i)
    said = (t for t in own if target is not None and t.left_edge.i >= target[1])
    return [
        (t.left_edge.i, min(t.right_edge.i, act.left_edge.i - 1) + 1)
        for t in said
        if any(c.dep_ == "pobj" and c.lemma_.lower() in texts for c in t.children)
    ]


def infinitive(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X vowed to …": the content is the infinitive, "to" belongs to the cue."""
    match = pick(found, "infinitive")
    act = next((t for t in verb.children if t.dep_ == "xcomp" and t.i > verb.i and infinitive_mark(t)), None)
    to = infinitive_mark(act) if act is not None else None
    if match is None or act is None or to is None or passive(verb):
        return None
    end = act.right_edge.i + 1
    region = whole(scene, (to.i + 1, min([end, *additions(scene, act, verb, end)])))
    return draft(scene, verb, match, source, (region,), "infinitive", "verb:infinitive") if region else None


def gerund(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X denied sending shells"."""
    match = pick(found, "gerund")
    act = next((t for t in verb.children if t.dep_ in {"xcomp", "ccomp"} and t.i > verb.i and t.tag_ == "VBG"), None)
    if match is None or act is None or passive(verb):
        return None
    end = act.right_edge.i + 1
    if match[0].act.stance == "deny":
        end = min([end, *explained(scene, act)])
    region = whole(scene, (act.left_edge.i, min([end, *additions(scene, act, verb, end)])))
    return draft(scene, verb, match, source, (region,), "gerund", "verb:gerund") if region else None
