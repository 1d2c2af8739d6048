"""The rule of "…, X said, …": a cue inserted like a parenthesis, its content before it or on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import foreign
from kg.extract.clauses import apart, frame, whole
from kg.extract.cues import Match, draft, hearer, pick
from kg.extract.scene import Draft, Region, Scene, Source, trim
from kg.extract.sources import turned
from kg.extract.voices import closing, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_DASHES = frozenset({"-", "--", "–", "—"})
_WH = frozenset({"WDT", "WP", "WRB"})
_BEFORE = _DASHES | {",", '"', "''", "?", "!"}
_COMPLEMENTS = frozenset({"dobj", "xcomp", "acomp", "attr", "oprd", "ccomp"})


def parenthesis(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "…, X said.", "…, said X, …": the content stands before the cue, and may go on after it."""
    match = pick(found, "clause")
    if match is None or source is None or not _inserted(scene, verb, source):
        return None
    start, end = frame(verb, source)
    doc = scene.tokens
    left = whole(scene, (_last_part(scene, max(scene.sentence(verb.i)[0], scene.start), start), start))
    right = _after(scene, verb, end)
    added = _in_relative(scene, start)
    if added is not None and right is not None:
        parts = (added, right) if added[0] < added[1] else (right,)
        return draft(scene, verb, match, source, parts, "clause", "verb:parenthesis")
    if left is not None and doc[left[0]].lower_ == "according":
        comma = next((i for i in range(left[0], left[1]) if doc[i].text == ","), None)
        if comma is None or any(t.pos_ not in {"ADJ", "NOUN"} for t in doc[left[0] + 2 : comma]):
            return None
        left = trim(doc, (comma, left[1]))
    spoken = [r for r in (left, right) if r and any(t.pos_ in _VERBAL for t in doc[r[0] : r[1]])]
    if left is not None and scene.headline and start == left[1] + 1 and end == len(doc):
        spoken = [left]  # in capitals and without articles verbs are often read as nouns
    if left is not None and not spoken and match[0].act.name == "say" and _turned_round(scene, verb, source, left):
        spoken = [left]  # its verb was read as a noun
    if (
        left is None
        or not (spoken or (right and verb.dep_ == "parataxis"))
        or (
            doc[end - 1].i + 1 < scene.sentence(verb.i)[1]
            and right is None
            and doc[start - 1].text not in _DASHES | {","}
        )
    ):
        return None
    parts = (left, right) if right else (left,)
    return draft(scene, verb, match, source, parts, "clause", "verb:parenthesis")


def _last_part(scene: Scene, first: int, end: int) -> int:
    """Where the last of several sentences that semicolons join begins, if it is whole: "…; one sank, she said"."""
    doc = scene.tokens
    for i in range(end - 2, first, -1):
        if doc[i].text == ";" and not scene.quoted(i):
            after = doc[i + 1 : end]
            own = any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in after)
            return i + 1 if own and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in after) else first
    return first


def _turned_round(scene: Scene, verb: Token, source: Source, left: Region) -> bool:
    """Whether a whole sentence is "…, said X."."""
    first, last = scene.sentence(verb.i)
    doc = scene.tokens
    ends = source.region[0] == verb.i + 1 and source.region[1] + 1 == last and doc[last - 1].text == "."
    return ends and left[0] == first and doc[verb.i - 1].text == "," and left[1] - left[0] > 5


def _in_relative(scene: Scene, start: int) -> Region | None:
    """Where a cue that begins at `start` follows a relative word, what of its clause stands before: nothing in
    "…, when, he said, it fell", a noun in "…, most of which, he said, had been lost".
    """
    doc, first = scene.tokens, scene.sentence(start)[0]
    word = start - 2
    if word <= first or doc[start - 1].text != "," or doc[word].tag_ not in _WH:
        return None
    comma = next((i for i in range(word - 1, first, -1) if doc[i].text == ","), None)
    if comma is None or word - comma > 6:
        return None
    if doc[word - 1].lower_ == "of":
        return comma + 1, word + 1
    return (word, word) if doc[word].tag_ == "WRB" else None


def _inserted(scene: Scene, verb: Token, source: Source) -> bool:
    """Whether "X said" stands like a parenthesis: after a comma, with nothing of its own to say."""
    start, end = frame(verb, source)
    doc = scene.tokens
    if start <= max(scene.start, scene.sentence(verb.i)[0]) or doc[start - 1].text not in _BEFORE:
        return False
    if doc[start - 1].text in {'"', "''"} and not any(q.end == start for q in scene.quotes):
        return False
    if subject(verb) is None and source.region[0] < verb.i != source.region[1] and not scene.headline:
        return False
    if scene.headline and _goes_on(scene, verb, source):
        return False
    if turned(scene, verb) is not None or closing(verb) is not None:
        return True
    titled = verb.dep_ == "relcl" and source.region[0] <= verb.head.i < source.region[1]
    titled = titled or _closed_off(scene, verb, source)
    if (verb.dep_ in {"relcl", "acl", "xcomp"} and not titled) or any(
        t.dep_ == "mark" or (t.tag_ in _WH and t.i != start - 2) for t in verb.lefts
    ):
        return False
    if any(_own(scene, verb, t, end) for t in verb.children):
        return False
    # "the TASS news agency reported at the time": a participle only by its form.
    plain = (
        verb.tag_ == "VBN"
        and verb.dep_ == "ROOT"
        and any(t.dep_ == "nsubj" and t.i == verb.i - 1 for t in verb.children)
    )
    return plain or verb.tag_ in {"VBD", "VBZ", "VBP"} or any(t.dep_ == "aux" for t in verb.children)


def _closed_off(scene: Scene, verb: Token, source: Source) -> bool:
    """Whether commas close off who says it, though the parse makes a relative clause of that: "…, X believes, …"."""
    doc, start = scene.tokens, source.region[0]
    bare = verb.dep_ == "relcl" and verb.i == source.region[1] and verb.i + 1 < len(doc) and not list(verb.rights)[1:]
    if verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.i == source.region[1] and doc[start - 1].text == ",":
        after = doc[verb.i + 1 : scene.sentence(verb.i)[1]]  # "…, NTB (the agency) reported early Friday."
        return all(t.ent_type_ in {"DATE", "TIME"} or t.is_punct for t in after)
    return (
        bare
        and doc[start - 1].text == ","
        and doc[verb.i + 1].text in {",", "."}
        and verb.tag_ in {"VBZ", "VBD", "VBP"}
    )


def _goes_on(scene: Scene, verb: Token, source: Source) -> bool:
    """Whether a headline's noun after ", says" begins what is said: "Ministry sells port, says trade safe"."""
    end = source.region[1]
    return source.region[0] > verb.i and end < len(scene.tokens) and scene.tokens[end].pos_ in {"ADJ", "ADV", *_VERBAL}


def _own(scene: Scene, verb: Token, child: Token, end: int) -> bool:
    """Whether a child is what the verb itself says; not a hearer, nor what stands apart after a comma."""
    if child.dep_ not in _COMPLEMENTS or child.i < verb.i or apart(child) or hearer(scene, verb, child):
        return False
    first = child.left_edge
    remark = child.dep_ == "dobj" and first.lower_ in {"a", "an"}  # "…, X said on Thursday, a sign of …"
    closed = end < len(scene.tokens) and scene.tokens[first.i - 1 if remark else end].text == ","
    return not (closed and child.dep_ in {"xcomp", "dobj", "attr", "ccomp"} and child.left_edge.i > end)


def _after(scene: Scene, verb: Token, end: int) -> Region | None:
    """The content after "…, X said, …" if it goes on there."""
    doc = scene.tokens
    stop = scene.sentence(verb.i)[1]
    for t in verb.children:
        if (
            t.i >= end
            and t.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj"}
            and t.right_edge.i + 1 < stop
            and t.left_edge.i == end
        ):
            end = t.right_edge.i + 1
    if end + 2 >= stop or doc[end].text not in _DASHES | {","}:
        return None
    first = doc[end + 1]
    told = (t for t in doc[scene.sentence(verb.i)[0] : verb.i] if t.head != verb or t.dep_ == "ccomp")
    if first.lower_ in {"a", "an"} and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in told):
        return None  # the text's own comment: "…, X said, a sign that …"
    if first.tag_ == "VBG" or first.lower_ in {
        "even",
        "though",
        "although",
        "whereas",
        "citing",
        "according",
        "who",
        "which",
        "in",
        "on",
        "as",
        "after",
        "when",
        "during",
        "while",
        "but",
    }:
        return None
    if any(t.lower_ in {"after", "before", "since"} for t in doc[end + 1 : min(end + 4, stop)]):
        return None
    cuts = [
        i
        for i in range(end + 1, stop - 1)
        if doc[i].text == "," and not scene.quoted(i) and foreign(scene, doc[i + 1], stop)
    ]
    return trim(doc, (end + 1, min([stop, *cuts])))
