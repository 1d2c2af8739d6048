"""Headlines: "Seoul: North fires missile", "North fires missile — KCNA", "North fires missile: JCS"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.claimants import Names
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Region, Scene, Source, trim
from kg.extract.voices import subject
from kg.lexicon.stances import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = frozenset({":", "--", "–", "—", "-"})
_LONGEST = 7
_SMALL = frozenset({"of", "the", "and", "for", "'s", "'", "&", "a", "in", "on", ",", "(", ")", "."})


def headline_drafts(scene: Scene, names: Names) -> Iterator[Draft]:
    """The attribution of a headline, if it has the form of one."""
    doc = scene.tokens
    say = scene.stances.act("say")
    if say is None:
        return
    shared = _shared(scene, say) or _lost_verb(scene)
    if shared is not None:
        yield shared
        return
    start = _after_label(scene)
    for mark in doc[start:]:
        if mark.text not in _MARKS or scene.quoted(mark.i) or (mark.text == "-" and not _spaced(doc, mark.i)):
            continue
        left, right = trim(doc, (start, mark.i)), trim(doc, (mark.i + 1, len(doc)))
        if left is None or right is None or _credit(scene, mark.i):
            continue
        if mark.text == ":" and all(scene.quoted(i) for i in range(*left)) and not scene.quoted(right[0]):
            right = _leading_name(doc, right)
            if all(t.pos_ == "PROPN" for t in doc[right[0] : right[1]]):
                yield Draft(
                    scene.place,
                    Source(right, _heads(doc, right)),
                    ((mark.i, mark.i + 1),),
                    (left,),
                    say,
                    mark.i,
                    "clause",
                    "headline:mark",
                )
                return
        for who, what in ((left, right), (right, left)):
            if (
                _name(scene, who, names, first=who == left, colon=mark.text == ":")
                and what[1] - what[0] > 2
                and not _listed(doc, who, what)
                and _sentence(doc, what)
                and not _topic(doc, what)
            ):
                source = Source(who, _heads(doc, who))
                yield Draft(
                    scene.place, source, ((mark.i, mark.i + 1),), (what,), say, mark.i, "clause", "headline:mark"
                )
                return


def _after_label(scene: Scene) -> int:
    """Where a headline begins after the label of its kind of text: "Analysis: …", "WATCH | …"."""
    doc, labels = scene.tokens, scene.stances.words("labels")
    mark = next((t for t in doc[scene.start : scene.start + 4] if t.text in _MARKS | {"|"}), None)
    words = " ".join(t.lower_ for t in doc[scene.start : mark.i]) if mark is not None else ""
    return mark.i + 1 if mark is not None and words in labels else scene.start


def _shared(scene: Scene, say: Act) -> Draft | None:
    """As in "Ministry sells port, says trade safe": a second verb whose content may lack its own."""
    doc = scene.tokens
    verb = next((t for t in doc[scene.start + 3 : -2] if t.tag_ == "VBZ" and doc[t.i - 1].text == ","), None)
    first = next((t for t in doc[scene.start : verb.i] if t.tag_ == "VBZ"), None) if verb is not None else None
    own = subject(first) if first is not None else None
    if verb is None or own is None or not any(a.name == "say" for a in _acts(scene, verb)):
        return None
    after = doc[verb.i + 1 :]
    said, body = next((t for t in after if t.pos_ != "NOUN"), None), trim(doc, (verb.i + 1, len(doc)))
    source = noun_phrase(scene, own, first)
    if said is None or said.pos_ not in {"ADJ", "ADV"} or after[0].pos_ != "NOUN" or source is None or body is None:
        return None
    return Draft(scene.place, source, ((verb.i, verb.i + 1),), (body,), say, verb.i, "clause", "headline:shared")


def _lost_verb(scene: Scene) -> Draft | None:
    """As in "Union sends envoy, rejects 'baseless' claims": a second verb that was read as a plural noun."""
    doc = scene.tokens
    verb = next((t for t in doc[scene.start + 3 : -2] if t.tag_ == "NNS" and doc[t.i - 1].text == ","), None)
    first = next((t for t in doc[scene.start : verb.i] if t.tag_ == "VBZ"), None) if verb is not None else None
    own = subject(first) if first is not None else None
    body = trim(doc, (verb.i + 1, len(doc))) if verb is not None else None
    if verb is None or own is None or body is None or doc[verb.i + 1].pos_ in {"ADP", "CCONJ", "VERB"}:
        return None
    act = next((a for a in _acts(scene, verb) if "object" in a.frames and a.stance in {"deny", "condemn"}), None)
    source = noun_phrase(scene, own, first)
    if act is None or source is None:
        return None
    return Draft(scene.place, source, ((verb.i, verb.i + 1),), (body,), act, verb.i, "object", "headline:shared")


def _acts(scene: Scene, verb: Token) -> list[Act]:
    return [c.act for c in scene.stances.verbs.get(verb.lemma_.lower(), ()) if not c.words]


def _credit(scene: Scene, mark: int) -> bool:
    """Whether a colon belongs to a picture's credit: "(Image: NTB)"."""
    return mark > 0 and scene.tokens[mark - 1].lemma_.lower() in scene.stances.words("credits")


def _leading_name(doc: Sequence[Token], region: Region) -> Region:
    """The name that a caption or headline begins with: "Kishida on the launch"."""
    a, b = region
    end = next(
        (
            i
            for i in range(a, b)
            if doc[i].pos_ not in {"PROPN", "NOUN", "ADJ", "PART"} and doc[i].text not in {"'s", "-"}
        ),
        b,
    )
    return (a, end) if end > a else region


def _spaced(doc: Sequence[Token], i: int) -> bool:
    return i > 0 and bool(doc[i - 1].whitespace_) and bool(doc[i].whitespace_)


def _name(scene: Scene, region: Region, names: Names, first: bool, colon: bool) -> bool:
    """Whether the words are nothing but a name of someone who can speak."""
    doc = scene.tokens
    words = [t for t in doc[region[0] : region[1]] if t.lower_ not in _SMALL]
    inside = names.inside(scene, region)
    verbal = any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBG" for t in words)
    surname = len(words) == 1 and words[0].is_title and any(m.type == "Person" for m in inside)
    if not words or len(words) > _LONGEST or (verbal and not surname):
        return False
    if first and not colon:
        return False
    if words[-1].lemma_.lower() in scene.stances.words("headline-sources") or words[-1].lower_ in scene.stances.words(
        "headline-sources"
    ):
        return True
    if any(m.kind == "nominal" and m.type == "Person" for m in inside):
        return _clause(doc, (region[1] + 1, len(doc)) if first else (scene.start, region[0] - 1))
    named = surname or any(t.ent_type_ in {"ORG", "PERSON", "GPE", "NORP"} for t in words) or bool(inside)
    return named and all(t.text[0].isupper() or t.is_digit or t.text.startswith("-") for t in words)


def _clause(doc: Sequence[Token], region: Region) -> bool:
    """Whether a region is a clause with a subject and a finite verb of its own."""
    inside = range(*region)
    finite = (t for t in doc[region[0] : region[1]] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"})
    words = (c for t in finite for c in (*t.children, *t.head.children))
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i in inside for c in words)


def _listed(doc: Sequence[Token], who: Region, what: Region) -> bool:
    """Whether a line only names where a text comes from: "Source: Ukrinform; the army's press office"."""
    named = who[0] < what[0] and who[1] - who[0] == 1 and doc[who[0]].lemma_.lower() == "source"
    return named and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"} for t in doc[what[0] : what[1]])


def _topic(doc: Sequence[Token], region: Region) -> bool:
    """Whether words only say what a text is about: "Typhoon Ana: what we know so far"."""
    a, b = region
    return doc[a].tag_ in {"WP", "WRB", "WDT"} and not any(t.text == "?" for t in doc[a:b])


def _sentence(doc: Sequence[Token], region: Region) -> bool:
    return any(t.pos_ in {"VERB", "AUX"} for t in doc[region[0] : region[1]]) or region[1] - region[0] > 4


def _heads(doc: Sequence[Token], region: Region) -> tuple[int, ...]:
    inside = range(*region)
    heads = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    heads += [i for i in inside if doc[i].dep_ == "conj" and doc[i].head.i in heads]
    # "Japan, South Korea: North fires missiles"
    heads += [i for i in inside if doc[i].pos_ == "PROPN" and i > region[0] and doc[i - 1].text in {",", "and"}]
    return tuple(dict.fromkeys(h for h in heads if doc[h].pos_ in {"NOUN", "PROPN", "PRON", "ADJ"})) or (region[1] - 1,)
