"""Rules for phrases beside a clause: "according to X", "as X reported", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.adverbs import adverb
from kg.extract.boundaries import additions
from kg.extract.clauses import whole
from kg.extract.cues import cue_regions, hearer, matches
from kg.extract.misplaced import speaks
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Region, Scene, Source, minus, trim
from kg.extract.voices import agent, passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon.stances import Cue

_VERBAL = frozenset({"VERB", "AUX"})
_SPOKEN = frozenset({"VBD", "VBZ", "VBP", "VBG"})
_COMMAS = frozenset({",", "-", "--", "–", "—", ";"})
_NEW_CLAUSE = frozenset(
    {"and", "but", "while", "as", "who", "which", "although", "after", "when", "with", "without", "though", "so"}
)


def phrase_drafts(scene: Scene) -> Iterator[Draft]:
    """All attributions that phrases of the paragraph make; what one adds is no content of another."""
    found = list(_phrases(scene))
    beside = [
        (d.anchor, (d.cue[0][0], d.source.region[1])) for d in found if d.method == "phrase:according-to" and d.source
    ]
    for d in found:
        holes = [r for anchor, r in beside if anchor != d.anchor and d.method == "phrase:adverb"]
        parts = tuple(t for part in d.content for x in minus(part, holes) if (t := trim(scene.tokens, x)))
        if parts:
            yield replace(d, content=parts)


def _phrases(scene: Scene) -> Iterator[Draft]:
    for token in scene.tokens:
        if token.i < scene.start:
            continue
        word = token.lower_
        made = _according(scene, token) if word in scene.stances.prepositions else None
        if made is None and word == "as":
            made = _as_clause(scene, token)
        elif made is None and word in {"in", "by"}:
            made = _in_view(scene, token)
        elif made is None and word in scene.stances.adverbs:
            made = adverb(scene, token)
        if made is not None:
            yield made


# ------------------------------------------------------------------------------------------------------- according to


def _according(scene: Scene, first: Token) -> Draft | None:
    """As in "According to X, …", "…, according to X", also in the middle of its clause."""
    for cue in scene.stances.prepositions[first.lower_]:
        last = first.i + len(cue.words)
        if last >= scene.sentence(first.i)[1] or any(
            scene.tokens[first.i + 1 + k].lower_ != w for k, w in enumerate(cue.words)
        ):
            continue
        source = _object(scene, first.i, last)
        if source is None or not _named(scene, source, cue) or _told_behind(scene, first, source):
            continue
        end = _before_subject(scene, first, _phrase_end(scene, source, scene.sentence(first.i)[1]))
        content = _around(scene, first, (first.i, end))
        if content:
            return Draft(
                scene.place, source, ((first.i, last + 1),), content, cue.act, first.i, "clause", "phrase:according-to"
            )
    return None


def _told_behind(scene: Scene, first: Token, source: Source) -> bool:
    """Whether a sentence that rests on mere information says at its end who tells it: "According to early data, … she
    said.
    """
    doc, (start, end) = scene.tokens, scene.sentence(first.i)
    plain = all(t.pos_ in {"NOUN", "ADJ"} and not t.ent_type_ for t in doc[source.region[0] : source.region[1]])
    own = _teller(scene, end) if end - start > 4 else None
    opens = first.i == max(start, scene.start)
    return opens and plain and own is not None and source.region[1] < own.i


def _teller(scene: Scene, end: int) -> Token | None:
    """Who says it, at the end of a sentence: "…, she said"."""
    verb = scene.tokens[end - 2]
    told = verb.tag_ in {"VBD", "VBZ"} and not scene.quoted(verb.i) and speaks(scene, verb)
    return subject(verb) if told else None


def _in_view(scene: Scene, prep: Token) -> Draft | None:
    """ "In X's view, …", "by his account, …"."""
    noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
    whose = next((t for t in noun.children if t.dep_ == "poss"), None) if noun is not None else None
    act = scene.stances.act("report")
    if noun is None or whose is None or act is None or noun.lemma_.lower() not in scene.stances.words("viewpoints"):
        return None
    source, phrase = noun_phrase(scene, whose), (prep.i, noun.right_edge.i + 1)
    content = _around(scene, prep, phrase) if source else ()
    if not content:
        return None
    return Draft(scene.place, source, (phrase,), content, act, prep.i, "clause", "phrase:in-view")


def _named(scene: Scene, source: Source, cue: Cue) -> bool:
    """As in "per" also means "for each": its source must be a name."""
    if cue.words:
        return True
    words = scene.tokens[source.region[0] : source.region[1]]
    return any(t.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"} or t.pos_ == "PROPN" for t in words)


def _object(scene: Scene, first: int, last: int) -> Source | None:
    doc = scene.tokens
    for t in doc[first : last + 1]:
        noun = next((c for c in t.children if c.dep_ == "pobj" and c.i > last), None)
        if noun is not None:
            return noun_phrase(scene, noun)
    if last + 1 < len(doc):
        noun = next(
            (
                t
                for t in doc[last + 1 : last + 8]
                if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ not in {"compound", "poss", "amod"}
            ),
            None,
        )
        return noun_phrase(scene, noun) if noun is not None else None
    return None


def _phrase_end(scene: Scene, source: Source, limit: int) -> int:
    """The end of the phrase with what only adds to its source, up to the next comma."""
    head = scene.tokens[source.heads[0]]
    end = max(source.region[1], min(head.right_edge.i + 1, limit))
    for i in range(source.region[1], end):
        if (
            scene.tokens[i].text == ","
            and i + 1 < end
            and scene.tokens[i + 1].tag_ not in {"WDT", "WP", "VBG", "VBN", "DT"}
        ):
            return i
    return end


def _before_subject(scene: Scene, first: Token, end: int) -> int:
    """The end of a phrase that opens a sentence and has swallowed the subject of what follows: the last comma in it.

    "According to the ferry line, which cited two captains, a number of ships have turned back".
    """
    doc = scene.tokens
    limit = scene.sentence(first.i)[1]
    opens = first.i <= max(scene.sentence(first.i)[0], scene.start) + 1
    if not opens or end >= limit or doc[end].tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
        return end
    return next((i for i in range(end - 1, first.i + 2, -1) if doc[i].text == ","), end)


def _around(scene: Scene, first: Token, phrase: Region) -> tuple[Region, ...]:
    """The clause that the phrase stands in, without the phrase."""
    doc = scene.tokens
    a, b = _bounds(scene, first, phrase)
    parts = [trim(doc, r) for r in minus((a, b), [phrase])]
    kept = tuple(w for r in parts if r and (w := whole(scene, r)))
    if phrase[0] - a > 1 and b - phrase[1] > 1:
        return _middle(scene, phrase, (a, b), kept)
    return kept[:1]


def _middle(scene: Scene, phrase: Region, bounds: Region, kept: tuple[Region, ...]) -> tuple[Region, ...]:
    """A phrase in the middle: both sides, unless a new clause begins after it."""
    doc = scene.tokens
    nxt = next((t for t in doc[phrase[1] : bounds[1]] if t.text not in _COMMAS), None)
    teller = _teller(scene, bounds[1])
    if teller is not None and nxt is not None and teller.left_edge.i == nxt.i:
        return kept[:1]  # "…, according to early findings of the guard, the minister said"
    if nxt is not None and (
        nxt.lower_
        in {"and", "but", "while", "as", "who", "which", "although", "after", "when", "with", "without", "though", "so"}
        or nxt.tag_ == "VBG"
    ):
        return kept[:1]
    return kept


def _bounds(scene: Scene, first: Token, phrase: Region) -> Region:
    a, b = scene.sentence(first.i)
    a = max(a, scene.start)
    for t in scene.tokens[max(a, phrase[0] - 3) : phrase[0]]:
        spoken = t.tag_ in _SPOKEN or any(c.lower_ in {"has", "have"} for c in t.children if c.dep_ == "aux")
        if spoken and t.dep_ != "amod" and speaks(scene, t):
            a = phrase[0]
    a = _behind_dash(scene, a, phrase[0])
    if phrase[0] - a <= 1:
        return phrase[1], _end_of_clause(scene, phrase[1], b)
    return a, b


def _behind_dash(scene: Scene, a: int, phrase: int) -> int:
    """Where what a phrase at the end vouches for begins, if it is added to another's words: "Oslo says ships have
    sailed - ten of them, according to the admiral".
    """
    doc = scene.tokens
    spaced = (t for t in doc[a:phrase] if t.text in {"-", "--", "–", "—"} and t.whitespace_ and t.i)
    dashes = [t.i for t in spaced if doc[t.i - 1].whitespace_]
    teller = next((t for t in doc[a : dashes[0]] if t.dep_ == "ROOT"), None) if len(dashes) == 1 else None
    told = teller is not None and speaks(scene, teller) and subject(teller) is not None
    return dashes[0] + 1 if told and phrase + 2 < scene.sentence(phrase)[1] else a


def _end_of_clause(scene: Scene, start: int, end: int) -> int:
    doc = scene.tokens
    root = next((t for t in doc[start:end] if t.dep_ == "ROOT"), None)
    if root is not None and root.i > start:
        return min([end, *additions(scene, root, doc[start - 1], end)])
    return end


# ------------------------------------------------------------------------------------------------------ as X reported


def _as_clause(scene: Scene, word: Token) -> Draft | None:
    """As in "…, as reported by X", "as X put it, …"."""
    doc = scene.tokens
    first, end = scene.sentence(word.i)
    if word.i > first + 1 and doc[word.i - 1].text not in _COMMAS | {"("}:
        return None
    verb = next(
        (
            t
            for t in doc[word.i + 1 : min(word.i + 12, end)]
            if t.pos_ in _VERBAL and t.tag_ in {"VBN", "VBD", "VBZ", "VBP", "VB"} and matches(scene, t)
        ),
        None,
    )
    if verb is None or any(
        t.dep_ in {"ccomp", "xcomp"} and t.i > verb.i and t.text not in {"it"} for t in verb.children
    ):
        return None
    if any(
        t.dep_ == "dobj" and t.pos_ == "NOUN" and t.i > verb.i and not hearer(scene, verb, t) for t in verb.children
    ):
        return None  # "…, as three states announce new sanctions"
    match = next((m for m in matches(scene, verb) if m[0].act.frames & {"clause", "quotation"}), None)
    by = agent(verb) if passive(verb) or doc[verb.i].tag_ == "VBN" else None
    own = by if by is not None else subject(verb)
    if match is None or own is None or not word.i < own.i < end or own.i - word.i > 14:
        return None
    source = noun_phrase(scene, own, verb)
    stop = max(verb.right_edge.i + 1, own.right_edge.i + 1) if verb.left_edge.i >= word.i - 1 else own.right_edge.i + 1
    if source is None:
        return None
    content = _around(scene, word, (word.i, _first_comma(scene, stop, source, verb)))
    return (
        Draft(
            scene.place,
            source,
            ((word.i, verb.i + 1),) if verb.i < own.i else cue_regions(scene, verb, match[1], ()),
            content,
            match[0].act,
            verb.i,
            "clause",
            "phrase:as-reported",
        )
        if content
        else None
    )


def _first_comma(scene: Scene, end: int, source: Source, verb: Token) -> int:
    for i in range(max(source.region[1], verb.i + 1), end):
        if scene.tokens[i].text == ",":
            return i
    return end
