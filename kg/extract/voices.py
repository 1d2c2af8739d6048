"""The subject, the agent and the voice of a verb, also where the parse has hung them elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_ENDS = frozenset({".", "!", "?", ";"})


def subject(verb: Token) -> Token | None:
    """The verb's own subject; not that of a passive, and no "it" or "there" that stands for nothing."""
    own = [t for t in verb.children if t.dep_ in _SUBJECTS and not (t.tag_ == "IN" and t.i < verb.i - 1)]
    near = min(own, key=lambda t: abs(t.i - verb.i), default=None)
    if near is not None and near.lower_ in _SELVES and near.i:
        # "The envoy had himself said": the parse may hang the envoy on "had".
        return next((t for t in near.nbor(-1).children if t.dep_ in _SUBJECTS and t.i < near.i), near)
    return next((t for t in own if near is not None and _visiting(t, near)), near)


def _visiting(noun: Token, near: Token) -> bool:
    """Whether a second subject is the object of the first one's relative clause: "the envoy who visits Rome told …"."""
    return near.i > noun.i and any(
        t.dep_ == "relcl" and t.i == near.left_edge.i - 1 and any(c.tag_ in _RELATIVE for c in t.children)
        for t in noun.children
    )


def acts(noun: Token) -> bool:
    """Whether a "noun" has a subject and an object, so that it is a verb: "experts at the firm estimate it at 5"."""
    if noun.pos_ != "NOUN":
        return False
    deps = {t.dep_ for t in noun.children}
    return "nsubj" in deps and bool(deps & {"dobj", "ccomp"})


def passive(verb: Token) -> bool:
    """Whether the verb is a passive: "was told", "reported by"."""
    if after_aside(verb) is not None:
        return False
    if any(t.dep_ in {"auxpass", "nsubjpass"} for t in verb.children) or set_off(verb):
        return True
    return bool(
        verb.tag_ in {"VBN", "VBD"} and (verb.dep_ in {"acl", "advcl", "pcomp"} or agent(verb)) and not _active(verb)
    )


def after_aside(verb: Token) -> Token | None:
    """The noun before ", which is its ally," whose verb comes after, where the parse hangs that verb elsewhere."""
    if (citing := _after_citing(verb)) is not None:
        return citing
    doc, i = verb.doc, verb.i
    while i and doc[i - 1].dep_ in {"advmod", "aux"} and doc[i - 1].head == verb:
        i -= 1
    if verb.tag_ != "VBD" or verb.dep_ not in {"acl", "relcl"} or i < 5 or doc[i - 1].text != ",":
        return None
    if any(t.dep_ in {"nsubj", "nsubjpass", "auxpass", "agent"} for t in verb.children):
        return None
    aside = next((t for t in reversed(doc[max(1, i - 30) : i - 2]) if t.tag_ in {"WDT", "WP"}), None)
    if aside is None or doc[aside.i - 1].text != "," or any(t.text in _ENDS for t in doc[aside.i : i]):
        return None
    noun = doc[aside.i - 2] if aside.i > 1 else aside
    return noun if noun.pos_ in _NOMINAL and not any(t.pos_ in _VERBAL for t in noun.ancestors) else None


def granted(verb: Token) -> Token | None:
    """The subject that the parse gave a participle between commas: "Two aides, granted anonymity to talk, said …"."""
    aside = next((t for t in verb.children if t.dep_ == "ccomp" and t.i < verb.i and t.tag_ in {"VBN", "VBD"}), None)
    if aside is None or verb.tag_ != "VBD" or verb.nbor(-1).text != "," or aside.right_edge.i + 2 != verb.i:
        return None
    own = next((t for t in aside.lefts if t.dep_ in _SUBJECTS), None)
    bare = own is not None and not any(t.dep_ in {"aux", "auxpass"} for t in aside.children)
    return own if bare and aside.nbor(-1).text == "," else None


def _after_citing(verb: Token) -> Token | None:
    """The outlet of "The Post, quoting officials, reported that …", where the parse makes two participles of it."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBN"} or verb.dep_ != "acl" or doc[verb.i - 1].text != ",":
        return None
    noun = next(t for t in (verb.head, *verb.head.ancestors) if t.head == t)
    cited = (t for t in noun.children if t.lower_ in {"citing", "quoting"} and noun.i + 1 < t.i < verb.i)
    told = any(t.dep_ == "ccomp" and t.i > verb.i for t in verb.children)
    return noun if told and noun.pos_ in _NOMINAL and any(doc[t.i - 1].text == "," for t in cited) else None


def before_whose(verb: Token, own: Token) -> Token | None:
    """The noun before ", whose …," where the parse hung the verb after it on that clause."""
    doc, i = verb.doc, verb.i
    whose = next((t for t in reversed(doc[: own.i]) if t.tag_ == "WP$" or t.text in _ENDS), None)
    if i < 5 or doc[i - 1].text != "," or whose is None or whose.tag_ != "WP$" or whose.i < 2 or verb.tag_ != "VBD":
        return None
    told = any(t.dep_ == "aux" and t.tag_ in _FINITE for t in doc[whose.i : i])
    noun = doc[whose.i - 2]
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    return noun if told and doc[whose.i - 1].text == "," and noun.i < whose.i and noun.pos_ in _NOMINAL else None


def set_off(verb: Token) -> bool:
    """As in "Putin, asked about …, replied": a participle between commas that the parse took for the main verb."""
    own = subject(verb)
    if verb.tag_ not in {"VBD", "VBN"} or own is None or own.i >= verb.i - 1 or verb.doc[verb.i - 1].text != ",":
        return False
    if asked(verb, own) or _closed(verb, own):
        return True
    following = [
        t for t in verb.children if t.dep_ == "conj" and t.tag_ in _FINITE and verb.doc[t.left_edge.i - 1].text == ","
    ]
    return own.right_edge.i <= verb.i - 1 and any(t.left_edge.i == t.i for t in following)


def _closed(verb: Token, own: Token) -> bool:
    """Whether a comma behind the participle goes over to the sentence's verb: "The envoy, asked about it, said …"."""
    doc, before = verb.doc, verb.doc[own.left_edge.i : verb.i - 1]
    if verb.lemma_ != "ask" or any(t.text == "," for t in before):
        return False
    nxt = next((t for t in doc[verb.i + 1 :] if t.text in _ENDS or t.tag_ in _FINITE), None)
    return nxt is not None and nxt.tag_ in _FINITE and nxt.nbor(-1).text == "," and subject(nxt) is None


def asked(verb: Token, own: Token) -> bool:
    """Whether a participle only tells what a quotation answers: 'The envoy, asked about the wreck: "No comment."'"""
    doc, named = verb.doc, verb.doc[own.left_edge.i : verb.i - 1]
    if not verb.i or doc[verb.i - 1].text != ",":
        return False
    colon = next((t.i for t in doc[verb.i : -1] if t.text in _ENDS | {":"}), None)
    if colon is None or doc[colon].text != ":" or not doc[colon + 1].is_quote or any(t.text == "," for t in named):
        return False
    return not any(t.dep_ in {"nsubj", "nsubjpass"} and t.head == own.head for t in doc[verb.i : colon])


def closing(verb: Token) -> Token | None:
    """The noun whose verb closes a sentence where the parse took it for a participle: "…, a study of dams found."."""
    doc, noun = verb.doc, verb.head
    ended = verb.i + 1 == len(doc) or doc[verb.i + 1].text in _ENDS
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or noun.dep_ != "pobj" or not ended or verb.left_edge.i < verb.i:
        return None
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    first = noun.left_edge
    return noun if noun.pos_ == "NOUN" and first.i > 2 and doc[first.i - 1].text == "," else None


def _active(verb: Token) -> bool:
    return any(
        (t.dep_ == "aux" and t.lemma_ == "have")
        or t.dep_ == "dobj"
        or (t.dep_ == "nsubj" and (verb.tag_ == "VBD" or verb.dep_ == "acl"))
        for t in verb.children
    )


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive."""
    by = next((t for t in verb.children if t.lower_ == "by" and t.dep_ in {"agent", "prep"}), None)
    return next((t for t in by.children if t.dep_ == "pobj"), None) if by else None


def infinitive_mark(verb: Token) -> Token | None:
    """The "to" before an infinitive."""
    return next((t for t in verb.lefts if t.lower_ == "to" and t.dep_ == "aux"), None)
