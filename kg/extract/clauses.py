"""Where content begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.scene import Region, Scene, Source, trim
from kg.extract.voices import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_SENSES = frozenset({"see", "hear", "feel", "watch", "let", "make", "help", "have", "find", "notice", "show"})
_JOINING = frozenset({"and", "but", "or", "yet"})
_STOPS = frozenset({".", "!", "?", ";"})


def clause_after(scene: Scene, verb: Token) -> Token | None:
    """The head of the finite clause that follows the verb as its content."""
    for t in verb.children:
        if t.i > verb.i and t.dep_ == "ccomp" and _finite(t) and not apart(t) and not condition(t, verb):
            return t
    return _joined_to_object(verb)


def _joined_to_object(verb: Token) -> Token | None:
    """The verb of a clause whose subject the parse took for an object: "stating the launches violated resolutions"."""
    obj = next((t for t in verb.children if t.dep_ == "dobj" and t.i > verb.i), None)
    if obj is None:
        return None
    last = max(t.i for t in (obj, *obj.conjuncts))
    if last + 1 == len(verb.doc):
        return None
    nxt = verb.doc[last + 1]
    if nxt.tag_ not in {"VBD", "VBZ", "VBP", "MD"} or nxt.dep_ not in {"conj", "ccomp", "acl", "relcl"}:
        return None
    own = {t.dep_ for t in nxt.children}
    if own & {"nsubj", "nsubjpass", "agent"} or not own & {"dobj", "attr", "acomp", "ccomp"}:
        return None
    return nxt


def apart(clause: Token) -> bool:
    """Whether a clause only stands beside the verb that the parse hangs it on: after a semicolon, or ", who …"."""
    first = clause.left_edge
    at = first.i - 1 - (first.i > 1 and clause.doc[first.i - 1].is_quote)
    before = clause.doc[at].text if first.i else ""
    return before == ";" or (before == "," and first.tag_ in {"WP", "WDT"})


def condition(clause: Token, verb: Token) -> bool:
    """Whether a clause behind an object begins with its auxiliary, and so is an "if": "… should that happen"."""
    first, own = clause.left_edge, subject(clause)
    turned = first.dep_ in {"aux", "auxpass"} and own is not None and own.i > first.i
    return turned and first.i > verb.i + 1 and not first.nbor(-1).is_punct and first.lower_ in {"should", "had", "were"}


def _finite(clause: Token) -> bool:
    """A clause with a finite verb or a subject of its own; "him leave" is none."""
    if clause.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    aux = [t for t in clause.children if t.dep_ in {"aux", "auxpass", "cop"}]
    if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in aux):
        return True
    bare = clause.tag_ == "VB" and not aux and clause.head.lemma_ not in _SENSES
    if bare and any(t.dep_ == "nsubj" and t.tag_ in {"NNS", "NNPS"} for t in clause.lefts):
        return True  # "fears rockets help the rebels": a plural's verb that was read as an infinitive
    return any(t.lower_ in {"that", "whether", "if", "how", "why", "what"} for t in clause.lefts)


def frame(verb: Token, source: Source | None) -> Region:
    """The tokens of the cue with its source."""
    a, b = verb.i, verb.i + 1
    for t in verb.children:
        if t.dep_ in {"aux", "auxpass", "neg", "advmod", "prt"} and t.tag_ != "WRB" and abs(t.i - verb.i) < 4:
            a, b = min(a, t.i), max(b, t.i + 1)
    if source:
        a, b = min(a, source.region[0]), max(b, source.region[1])
    return a, b


def span_of(scene: Scene, head: Token, verb: Token) -> Region | None:
    """The content of a clause after its cue: the clause without what the sentence adds in its own voice."""
    a, b = head.left_edge.i, head.right_edge.i + 1
    that = next((t.i for t in head.lefts if t.dep_ == "mark" and t.lower_ == "that" and t.i > verb.i), a)
    a = max(a, verb.i + 1, that)
    for t in sorted(verb.children, key=lambda c: c.i):
        if t.dep_ == "conj" and t.i >= b and _continues(scene, t, verb):
            b = t.right_edge.i + 1
    for t in sorted(verb.children, key=lambda c: c.i):
        if t.dep_ == "ccomp" and t.i >= b and t.left_edge.i - b <= 1 and not apart(t) and not _telling(scene, t):
            b = t.right_edge.i + 1
    b = _apposed(scene, verb, b)
    stop = scene.sentence(verb.i)[1]
    nxt = next((t for t in scene.tokens[b : min(b + 2, stop - 2)] if not t.is_quote), None)
    if nxt is not None and nxt.lower_ == "that" and nxt.tag_ == "IN":
        b = stop
    if _second_that(scene, verb, head, b):
        b = stop
    b = min([b, *(cut for cut in additions(scene, head, verb, b))])
    lost = next((t for t in verb.children if verb.i < t.i < a and (t.dep_ == "dobj" or _reduced(t, a))), None)
    if lost is not None and scene.tokens[a].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        a = lost.left_edge.i
    return whole(scene, (a, b))


def _apposed(scene: Scene, verb: Token, end: int) -> int:
    """The end with an apposition to the last noun that the parse gave the verb: '"two ships," the first such …'."""
    noun = next((t for t in verb.children if t.dep_ == "dobj" and end < t.left_edge.i <= end + 2), None)
    if noun is None or scene.tokens[end].text != "," or noun.left_edge.lower_ != "the":
        return end
    return noun.right_edge.i + 1


def _second_that(scene: Scene, verb: Token, head: Token, end: int) -> bool:
    """Whether what was said goes on behind its end: "said (that) it would sail, but that it had no crew".

    Not what somebody thought in what another said, unless that has a "that" of its own.
    """
    stop = scene.sentence(verb.i)[1]
    link = next((t for t in scene.tokens[end : min(end + 3, stop - 2)] if t.lower_ in _JOINING), None)
    if link is None or link.nbor().lower_ != "that" or link.nbor().tag_ != "IN":
        return False
    inner = verb.dep_ == "ccomp" and verb.head.i < verb.i and any_cue(scene, verb.head)
    return not inner or any(t.lower_ == "that" and t.dep_ == "mark" for t in head.lefts)


def _telling(scene: Scene, verb: Token) -> bool:
    """Whether a clause behind a comma only says who tells it all: "…, the paper reported on Monday"."""
    own = subject(verb)
    bare = not any(t.dep_ in {"ccomp", "xcomp", "dobj"} for t in verb.children)
    behind = own is not None and 0 < own.left_edge.i < verb.i and own.left_edge.nbor(-1).text == ","
    return bare and behind and any_cue(scene, verb)


def _reduced(word: Token, end: int) -> bool:
    """Whether a participle right before a clause adds to its subject: "saying all pumps used there were old"."""
    own = any(t.dep_ in {"nsubj", "nsubjpass"} for t in word.children)
    return bool(word.dep_ == "ccomp" and word.tag_ == "VBN" and own and word.right_edge.i + 1 == end)


def _continues(scene: Scene, verb: Token, cue: Token) -> bool:
    """Whether a verb joined to the cue goes on with its content: "said it flew 300 km, reached …, and landed"."""
    return bool(
        verb.tag_ == cue.tag_
        and subject(verb) is None
        and not any_cue(scene, verb)
        and not any(t.dep_ == "conj" for t in cue.lefts)
    )


def any_cue(scene: Scene, verb: Token) -> bool:
    """Whether the verb is the head of any cue."""
    return verb.lower_ in scene.stances.verbs or verb.lemma_.lower() in scene.stances.verbs


def whole(scene: Scene, region: Region) -> Region | None:
    """The region widened so that it cuts no quotation, then trimmed."""
    a, b = region
    for q in scene.quotes:
        if q.start < a < q.end and q.end <= b + 30:
            a = q.start if b > q.first + 1 and a <= q.first + 2 else a
        if q.start < b < q.end and a <= q.start:
            b = q.end
    return trim(scene.tokens, (a, _clock_end(scene, b)))


def _clock_end(scene: Scene, end: int) -> int:
    """The end of a region with the "a.m." of a time that it would cut in two, and the day that follows it."""
    doc = scene.tokens
    if not 0 < end < len(doc) or doc[end].lower_.rstrip(".") not in {"a.m", "p.m", "am", "pm"}:
        return end
    if not doc[end - 1].like_num and ":" not in doc[end - 1].text:
        return end
    nxt = doc[end + 1] if end + 1 < len(doc) else None
    day = next((a for a in (nxt, *nxt.ancestors) if a.dep_ == "npadvmod" and a.i > end), None) if nxt else None
    return day.right_edge.i + 1 if day is not None and day.left_edge.i == end + 1 else end + 1


_TAGS = re.compile(r"^(?:[(\[][^)\]a-z]{2,20}[)\]]|\[[^\]]{2,24}\])\s*:?\s*")
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'/ -]+[A-Z](?:,[^-–—(:]{1,30})?(?:\([^)]{1,40}\))?|[A-Z][\w.'/ ,-]{1,50}\([A-Z][^)]{1,40}\))"
    r"\s?(?:--|—|–|-)\s"
    r"|^\([A-Z][A-Za-z ]{1,30}\)\s?(?:--|—|–|-)\s"
    r"|^[A-Z][A-Za-z' ]{2,20}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?) \([A-Z]{2,8}\)\s"
)


def body_start(paragraph_text: str) -> int:
    """The offset after a dateline or the tags of a wire.

    >>> body_start("SEOUL, May 8 (Yonhap) -- North Korea fired a missile")
    25
    >>> body_start("Hanoi, June 2 (VNA) China fired a missile")
    20
    >>> body_start("(LEAD) North Korea fired a missile")
    7
    """
    tags = _TAGS.match(paragraph_text)
    if tags:
        return tags.end()
    found = _DATELINE.match(paragraph_text)
    return found.end() if found else 0
