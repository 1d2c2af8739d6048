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
_VERBAL = frozenset({"VERB", "AUX"})


def stance(scene: Scene, draft: Draft, head: Token | None) -> str:
    """The stance of the cue; plain saying takes on what the words themselves do. `head` is that of the content."""
    act = draft.act
    if act.stance != "assert" or draft.frame not in {"clause", "quotation"} or head is None:
        return act.stance
    return _performed(scene, draft, head) or act.stance


def _performed(scene: Scene, draft: Draft, head: Token) -> str | None:
    """As in "We condemn …" condemns, "we will answer" vows, "… violates the resolutions" accuses."""
    subject = next((t for t in head.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    own = subject is not None and _self(draft, subject)
    if own and head.tag_ in {"VBP", "VB", "VBG"}:
        for cue in scene.stances.verbs.get(head.lower_, ()):
            if not cue.words and cue.act.stance in {"condemn", "vow", "warn", "deny"} and not cue.act.attitude:
                return cue.act.stance
    if own and any(t.lower_ in {"will", "shall", "'ll", "wo"} for t in head.children):
        return "vow"
    if not own and subject is not None and subject.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"}:
        blame = scene.stances.words("blame")
        if any(t.lemma_.lower() in blame for t in head.subtree if draft.covers(t.i)):
            return "accuse"
    return None


def _self(draft: Draft, subject: Token) -> bool:
    """Whether the subject of the content is the speaker: "we" in a quotation."""
    return subject.lower_ in {"i", "we"} and draft.frame == "quotation"


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
    return next((t for t in tops if t.pos_ in _VERBAL), tops[0] if tops else None)
