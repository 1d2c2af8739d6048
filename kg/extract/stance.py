"""What a claimant does with a claim: stance, certainty, polarity, from the cue and the mood of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Draft, Scene
from kg.lexicon.stances import Stances
from kg.model import Certainty, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDER: tuple[Certainty, ...] = ("certain", "probable", "possible", "doubtful")
_NEGATIVE = frozenset({"no", "not", "n't", "never", "neither", "nobody", "nothing", "none"})
# A quotation of so few words is judged by them: "Groundless," he said.
_SHORT = 4
_VERBAL = frozenset({"VERB", "AUX"})


def stance(scene: Scene, draft: Draft, head: Token | None) -> str:
    """The stance of the cue; plain saying takes on what the words themselves do. `head` is that of the content."""
    act = draft.act
    if act.stance != "assert":
        return act.stance
    if draft.frame in {"predicate", "as"}:
        if _has(scene, draft, "refusals") or (_has(scene, draft, "claims") and _has(scene, draft, "fictions")):
            return "deny"
        return "condemn" if _has(scene, draft, "bad") else act.stance
    if draft.frame not in {"clause", "quotation"} or head is None:
        return act.stance
    if sum(b - a for a, b in draft.content) <= _SHORT and _has(scene, draft, "refusals"):
        return "deny"
    return _performed(scene, draft, head) or act.stance


def _performed(scene: Scene, draft: Draft, head: Token) -> str | None:
    """What the words themselves do: "we condemn …", "we will …", "… violates the pact", "the reports are false"."""
    subject = next((t for t in head.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return None
    if subject.lemma_.lower() in scene.stances.words("claims") and (
        _has(scene, draft, "refusals") or _has(scene, draft, "fictions")
    ):
        return "deny"
    if _self(scene, draft, subject):
        return _own_act(scene, head, subject)
    blow = head.lemma_.lower() in scene.stances.words("blows")
    against = not blow and any(c.act.name == "oppose" for c in scene.stances.verbs.get(head.lower_, ()))
    if against:
        return "condemn"
    blamed = subject.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"} and _has(scene, draft, "blame", head)
    return "accuse" if blamed else None


def _own_act(scene: Scene, head: Token, subject: Token) -> str | None:
    """What "we …" or "China …" does: the act of its verb, a vow in the future tense, a denial of what was done."""
    if head.tag_ in {"VBP", "VB", "VBG", "VBZ"}:
        for cue in scene.stances.verbs.get(head.lower_, ()):
            if not cue.words and cue.act.stance in {"condemn", "vow", "warn", "deny"}:
                return cue.act.stance
    if subject.lower_ not in {"i", "we"}:
        return None
    words = {t.lower_ for t in head.children}
    if words & {"will", "shall", "'ll", "wo"}:
        return "vow"
    return "deny" if words & {"have", "'ve"} and words & {"never", "not", "n't"} else None


def _has(scene: Scene, draft: Draft, words: str, head: Token | None = None) -> bool:
    """Whether the content, or its sentence around `head`, has a word of a list of the ontology."""
    listed = scene.stances.words(words)
    first, end = scene.sentence(head.i) if head is not None else (0, len(scene.tokens))
    return any(
        scene.tokens[i].lemma_.lower() in listed or scene.tokens[i].lower_ in listed
        for a, b in draft.content
        for i in range(max(a, first), min(b, end))
    )


def _self(scene: Scene, draft: Draft, subject: Token) -> bool:
    """Whether the subject of the content is the speaker: "we" in a quotation, or the source's own name."""
    if subject.lower_ in {"i", "we"}:
        return draft.frame == "quotation"
    source = draft.source.region if draft.source and not draft.follows else (0, 0)
    return any(t.text == subject.text for t in scene.tokens[source[0] : source[1]])


def certainty(scene: Scene, draft: Draft, head: Token | None) -> Certainty:
    """The weaker of what the cue says and what hedges in the content's main clause say."""
    found: list[Certainty] = [draft.act.certainty or "certain"]
    if head is not None:
        found += [
            c
            for t in _clause_words(head)
            if draft.covers(t.i) and (c := _hedge(scene.stances, t)) and (t != head or c != "possible")
        ]
    return max(found, key=_ORDER.index)


def _hedge(stances: Stances, token: Token) -> Certainty | None:
    if (
        token.lemma_.lower() in {"believe", "think", "expect", "suspect", "estimate", "presume", "assume"}
        and token.tag_ != "VBN"
    ):
        return None
    return stances.certainty.get(token.lower_) or stances.certainty.get(token.lemma_.lower())


def _clause_words(head: Token) -> list[Token]:
    """The verb group with its adverbs and predicate, and the verb that it hangs under by "to"."""
    words = [head]
    for t in head.children:
        if t.dep_ in {"aux", "auxpass", "advmod", "acomp", "oprd", "neg"}:
            words += [t, *t.children]
        elif t.dep_ == "xcomp":
            words += [t, *(c for c in t.children if c.dep_ in {"aux", "advmod"})]
    return words


def polarity(draft: Draft, head: Token | None) -> Polarity:
    """Whether the claim says that its content is so: a denying cue and a negated main clause each turn it."""
    negative = draft.act.polarity == "negative"
    if draft.negated:
        negative = not negative
    if (
        head is not None
        and head.pos_ in _VERBAL
        and any(t.dep_ == "neg" or t.lower_ in _NEGATIVE for t in head.children if draft.covers(t.i))
    ):
        negative = not negative
    return "negative" if negative else "positive"


def content_head(scene: Scene, draft: Draft) -> Token | None:
    """The verb or noun on which the content hangs."""
    inside = {i for a, b in draft.content for i in range(a, b)}
    tops = [t for i in sorted(inside) if (h := (t := scene.tokens[i]).head.i) == i or h not in inside]
    tops = [t for t in tops if not t.is_punct]
    verbal = (t for t in tops if t.pos_ in _VERBAL and draft.frame != "as")
    return next(verbal, tops[0] if tops else None)
