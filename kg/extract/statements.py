"""Rules for verbs of saying: the content is a clause, after the cue, before it or on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import clause_after, span_of, whole
from kg.extract.cues import Match, draft, hearer, matches, pick
from kg.extract.homographs import refused
from kg.extract.relatives import end_of_relative, late_verb
from kg.extract.scene import Draft, Region, Scene, Source
from kg.extract.sources import turned
from kg.extract.voices import passive

if TYPE_CHECKING:
    from spacy.tokens import Token


_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SOON = 25
_DASHES = frozenset({"-", "--", "–", "—"})


def said_after(scene: Scene, verb: Token) -> Region | None:
    head = clause_after(scene, verb)
    return span_of(scene, head, verb) if head is not None else None


def remainder(scene: Scene, verb: Token) -> Region | None:
    """What follows the verb in its sentence, for a complement that the parse lost."""
    return whole(scene, (verb.i + 1, scene.sentence(verb.i)[1]))


def clause(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X said that …", "X told reporters …", "X made it clear that …"."""
    match = pick(found, "clause")
    if match is None or _pronoun_that(scene, verb) or _that_as(scene, verb.i + 1, found) or turned(scene, verb):
        return None
    head = clause_after(scene, verb) or next((c for i in match[1] for c in scene.tokens[i].children if _that(c)), None)
    head = head or _supposed(scene, verb)
    if (
        head is not None
        and head.left_edge.i > verb.i
        and any(t.lower_ == "which" for t in scene.tokens[head.left_edge.i : head.left_edge.i + 4])
    ):
        head = None  # "said during a briefing that it sold ships, some of which were old"
    if head is not None and _commented(scene, verb, head, source):
        return None
    if head is not None and refused(scene, verb, head) is not None:
        return None
    body = span_of(scene, head, verb) if head is not None and head.i > max([verb.i, *match[1]]) else None
    if body is not None and (semicolon := next((t.i for t in scene.tokens[verb.i : body[0]] if t.text == ";"), None)):
        body = whole(scene, (verb.i + 1, semicolon))  # "says guns meant for home; ships sunk"
    if body is None:
        return None
    return draft(scene, verb, match, source, (bare(scene, body, verb),), "clause", "verb:clause")


def _commented(scene: Scene, verb: Token, head: Token, source: Source | None) -> bool:
    """Whether what was said stands before, and the text's own comment behind: "It fell, X said, a sign of age"."""
    doc, first = scene.tokens, max(scene.start, scene.sentence(verb.i)[0])
    a = head.left_edge.i
    if a != verb.i + 2 or doc[a - 1].text != "," or doc[a].lower_ not in {"a", "an"} or source is None:
        return False
    before = source.region[0] - 1
    told = any(t.tag_ in _FINITE and t.dep_ == "ccomp" for t in doc[first : max(before, first)])
    return source.region[1] <= verb.i and before > first and doc[before].text == "," and told


def _supposed(scene: Scene, verb: Token) -> Token | None:
    """The verb after "what they allege": "sanctions over what they alleged was the sale of arms"."""
    what = any(t.lower_ == "what" and t.i < verb.i for t in verb.children)
    what = what or (verb.dep_ == "relcl" and any(t.tag_ == "WDT" and t.i < verb.i for t in verb.children))
    nxt = scene.tokens[verb.i + 1] if what and verb.i + 2 < scene.sentence(verb.i)[1] else None
    if nxt is None or nxt.tag_ not in _FINITE:
        return None
    head = nxt.head if nxt.dep_ in {"aux", "auxpass"} and nxt.head.i > nxt.i else nxt
    return (
        head
        if not any(t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ not in {"WDT", "WP"} for t in head.children)
        else None
    )


def _that_as(scene: Scene, that: int, found: tuple[Match, ...]) -> bool:
    """Whether a "that" is what somebody takes for something: "dismissed that as likely to be untrue"."""
    nxt = scene.tokens[that : that + 2]
    return len(nxt) == 2 and [t.lower_ for t in nxt] == ["that", "as"] and pick(found, "as") is not None


def _pronoun_that(scene: Scene, verb: Token) -> bool:
    """Whether "that" after the verb is a pronoun: "rejects that, arguing …"."""
    doc, i = scene.tokens, verb.i + 1
    return bool(
        i + 1 < scene.sentence(verb.i)[1] and doc[i].lower_ in {"that", "this"} and doc[i + 1].text in {",", "."}
    )


def bare(scene: Scene, region: Region, verb: Token) -> Region:
    """Content without the "that" that opens it and the day of speaking before it."""
    a, b = region
    doc = scene.tokens
    if a == verb.i + 1:
        a = _after_day(scene, a, b)
        then = next((i for i in range(a, b) if doc[i].ent_type_ not in {"DATE", "TIME"}), a)
        a = then if doc[then].tag_ in _FINITE else a  # "(an alarm that he said) two hours later (was false)"
    if doc[a].lower_ == "that" and a + 1 < b and doc[a].dep_ != "det" and doc[a + 1].pos_ not in _VERBAL:
        a += 1
    return a, b


def _after_day(scene: Scene, a: int, b: int) -> int:
    """Where content begins that the parse starts with the day of speaking: "said (on Monday) the drills were over"."""
    doc = scene.tokens
    day = a + (doc[a].lower_ in {"on", "late", "early"})
    if (day == a and not doc[a].is_title) or doc[day].ent_type_ != "DATE":
        return a
    end = next((i for i in range(day, b) if doc[i].ent_type_ != "DATE"), b)
    title = end + 1 < b and doc[end].pos_ == "NOUN" and doc[end + 1].pos_ == "PROPN"
    if end >= b or (doc[end].pos_ in {"VERB", "AUX", "PUNCT", "PART", "ADP", "CCONJ", "NOUN"} and not title):
        return a
    return end


def impersonal(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "it is alleged that …", "…, it has been claimed"."""
    match = pick(found, "clause")
    it = next((t for t in verb.children if t.lower_ == "it" and t.i < verb.i), None)
    if match is None or it is None or not passive(verb):
        return None
    head = next(
        (t for t in verb.children if t.dep_ in {"ccomp", "advcl", "csubjpass"} and t.i > verb.i and _that(t)), None
    )
    if head is not None:
        body = span_of(scene, head, verb)
        body = bare(scene, body, verb) if body else None
    else:
        body = _said_before(scene, it)
    parts = (body,) if body else _said_around(scene, verb, it)
    return draft(scene, verb, match, source, parts, "clause", "verb:impersonal") if parts else None


def _said_before(scene: Scene, it: Token) -> Region | None:
    """What stands before a closing "…, it has been claimed"."""
    doc, first = scene.tokens, max(scene.start, scene.sentence(it.i)[0])
    if it.i - first < 4 or doc[it.i - 1].text not in _DASHES | {","}:
        return None
    return whole(scene, (first, it.i)) if any(t.pos_ in _VERBAL for t in doc[first : it.i]) else None


def _said_around(scene: Scene, verb: Token, it: Token) -> tuple[Region, ...]:
    """The clause around an inserted "…, it is feared, …": what follows, with the subject if that stands before."""
    doc, (first, end), head = scene.tokens, scene.sentence(verb.i), verb.head
    if it.i <= first or verb.i + 2 >= end or doc[it.i - 1].text != "," or doc[verb.i + 1].text != ",":
        return ()
    if head.i < verb.i or head.tag_ not in {"VBN", "VB", *_FINITE}:
        return ()
    before = first if doc[verb.i + 2].tag_ in _FINITE else it.i
    own = next((t.left_edge.i for t in head.lefts if t.dep_ in {"nsubj", "nsubjpass"} and t.i < it.i), before)
    parts = (own, it.i), (verb.i + 2, min([end, *additions(scene, head, verb, end)]))
    return tuple(r for part in parts if part[0] < part[1] and (r := whole(scene, part)))


def _that(clause_head: Token) -> bool:
    return any(t.lower_ == "that" and t.dep_ == "mark" for t in clause_head.lefts)


def that_clause(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X alleged for months that …" whose clause the parse has hung elsewhere."""
    match = next((m for m in found if "clause" in m[0].act.frames and not m[0].words), None)
    that = _complementiser(scene, verb)
    if match is None or source is None or that is None or source.region[0] > verb.i or scene.quoted(verb.i):
        return None
    if _that_as(scene, that, found):
        return None
    if any(t.dep_ == "dobj" and verb.i < t.i < that and not hearer(scene, verb, t) for t in verb.children):
        return None
    if pick(found, "as") and any(t.lower_ == "as" and verb.i < t.i < that for t in verb.children):
        return None
    return _to_the_end(scene, verb, match, source, that + 1)


def _complementiser(scene: Scene, verb: Token) -> int | None:
    """The "that" after a verb, with nothing but phrases between."""
    doc = scene.tokens
    if verb.i + 2 < scene.sentence(verb.i)[1] and doc[verb.i + 1].text == "," and doc[verb.i + 2].lower_ in {"a", "an"}:
        return None
    put_in = doc[verb.i + 1].text == "," if verb.i + 1 < len(doc) else False
    for t in doc[verb.i + 1 : min(verb.i + 18, scene.sentence(verb.i)[1])]:
        if t.lower_ == "that" and put_in and doc[t.i - 1].text != ",":
            return None  # "…, NTB reported, in a drill that some fear": another noun's
        if t.lower_ == "that" and (_of_participle(scene, verb, t) or _of_noun(scene, t)):
            return None
        if t.lower_ == "that" and t.dep_ in {"mark", "advmod", "dobj", "dative"} and _under_phrase(scene, verb, t):
            return int(t.i)
        if t.tag_ in _FINITE or t.text in {";", ":"} or t.dep_ in {"nsubj", "nsubjpass"}:
            return None
        if t.pos_ == "VERB" and pick(matches(scene, t), "clause") and not (_between(scene, verb, t) or _while(verb, t)):
            return None
    return None


def _between(scene: Scene, verb: Token, citing: Token) -> bool:
    """Whether a participle between commas only says on whom a report rests: "reported last year, citing X, that …"."""
    doc, end = scene.tokens, citing.right_edge.i + 1
    told = citing.lower_ in {"citing", "quoting"} and citing.head == verb and doc[citing.i - 1].text == ","
    return told and any(t.text == "," and doc[t.i + 1].lower_ == "that" for t in doc[citing.i + 1 : end - 1])


def _while(verb: Token, doing: Token) -> bool:
    """Whether a participle only tells when something was said: "announced after meeting the king that …"."""
    return (
        doing.dep_ == "pcomp" and doing.head.i == verb.i + 1 and doing.head.lower_ in {"after", "before", "on", "upon"}
    )


def _of_participle(scene: Scene, verb: Token, that: Token) -> bool:
    """Whether a "that" belongs to what a participle tells of: "said on Friday, prompting a warning that …"."""
    above = [t for t in that.ancestors if t.tag_ == "VBG" and verb.i < t.i < that.i and not _while(verb, t)]
    own = [t for t in above if not _between(scene, verb, t)]
    return any(c.dep_ == "dobj" and c.i < that.i for t in own for c in t.children)


def _of_noun(scene: Scene, that: Token) -> bool:
    """Whether a "that" tells what a noun beside the act is of: "said on Friday, in a sign that …"."""
    noun = that.head.head
    if that.dep_ != "mark" or that.head.dep_ != "acl" or noun.dep_ != "pobj" or noun.head.i == 0:
        return False
    word = noun.lemma_.lower()
    apart = noun.nbor(noun.head.i - noun.i - 1).text == ","
    return word not in scene.stances.words("texts") and (apart or word in scene.stances.nouns)


def _under_phrase(scene: Scene, verb: Token, that: Token) -> bool:
    """Whether a "that" opens a clause of the verb, or one hung on a phrase beside it: "claimed at the time that …"."""
    noun = that.head.head
    if that.tag_ == "IN" and that.dep_ == "mark":
        return True
    if that.dep_ == "dobj" and any(t.dep_ == "dobj" and t != that for t in that.head.children):
        return True  # no pronoun where the verb has its object: "told a session that they were building a base"
    if noun.head == verb and hearer(scene, verb, noun):
        return noun.lemma_.lower() in scene.stances.words("hearers")
    beside = bool(noun.dep_ == "pobj" and noun.head.head == verb)
    then = noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_ == "time"
    return beside and (that.dep_ != "dobj" or then or noun.lemma_.lower() in scene.stances.words("texts"))


def rest(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "CBS said it was …" whose clause the parse has lost: what follows up to the end of the sentence."""
    match = next((m for m in found if "clause" in m[0].act.frames and not m[0].words), None)
    if match is None or source is None or match[0].act.name not in {"say", "tell"} or source.region[0] > verb.i:
        return None
    if (body := _of_noun_before(scene, verb) or late_verb(scene, verb)) is not None:
        return draft(scene, verb, match, source, (body,), "clause", "verb:rest")
    obj = next((t for t in verb.children if t.dep_ == "dobj" and t.i > verb.i and not hearer(scene, verb, t)), None)
    if obj is not None and verb.dep_ == "relcl" and _lost_verb(scene, verb, obj):
        body = whole(scene, (obj.i, min([obj.right_edge.i + 1, *additions(scene, obj, verb, obj.right_edge.i + 1)])))
        return draft(scene, verb, match, source, (body,), "clause", "verb:rest") if body else None
    if obj is not None and (pick(found, "object") or not _lost_clause(scene, obj)):
        return None
    if scene.quoted(verb.i) or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    told = [t.right_edge.i for t in verb.children if t.i > verb.i and hearer(scene, verb, t)]
    a, end = max([verb.i, *told]) + 1, scene.sentence(verb.i)[1]
    first = scene.tokens[a] if a < end else None
    if first is not None and any(t.dep_ == "npadvmod" and t.head == verb for t in (first, first.head)):
        return None
    if first is None or first.pos_ in {"ADP", "ADV", "PUNCT", "CCONJ", "SCONJ"} or first.tag_ == "TO":
        return None
    return _to_the_end(scene, verb, match, source, a)


def _of_noun_before(scene: Scene, verb: Token) -> Region | None:
    """What somebody says of the noun before: "images (that) she says show a dam", "a drill he said tested a gun"."""
    end = verb.right_edge.i + 1
    nxt = scene.tokens[verb.i + 1] if verb.i + 2 < end else None
    if verb.dep_ != "relcl" or verb.tag_ not in _FINITE or nxt is None or scene.quoted(verb.i):
        return None
    bare = nxt.dep_ == "xcomp" and nxt.tag_ == "VB"
    read_as_adjective = nxt.dep_ == "amod" and nxt.tag_ == "VBN" and nxt.head.dep_ == "dobj" and nxt.head.head == verb
    own = next((t for t in verb.children if t.dep_ == "nsubj" and t.tag_ not in {"WDT", "WP"}), None)
    if own is None or not verb.head.i < own.i < verb.i or not (bare or read_as_adjective):
        return None
    return whole(scene, (verb.i + 1, end))


def _lost_verb(scene: Scene, verb: Token, obj: Token) -> bool:
    """Whether a bare plural after a verb is the verb of "which": "an engine, which doctors say points to a leak"."""
    which = any(t.lower_ == "which" for t in scene.tokens[max(verb.head.i, verb.i - 8) : verb.i])
    bare = (
        obj.tag_ == "NNS"
        and obj.i == verb.i + 1
        and not any(t.i < obj.i and t.head == obj for t in obj.lefts)
        and obj.right_edge.i > obj.i
    )
    return which and bare


def _lost_clause(scene: Scene, obj: Token) -> bool:
    """Whether the object of a verb that takes none is the subject of a clause whose verb the tagger missed."""
    own = (t.dep_ == "nsubj" and t.pos_ == "PRON" for t in obj.lefts)  # "says it test-fired new gun"
    return any(own) or any(t.dep_ == "relcl" or (t.dep_ == "acl" and t.tag_ in {"VBN", "VBD"}) for t in obj.children)


def _to_the_end(scene: Scene, verb: Token, match: Match, source: Source, start: int) -> Draft | None:
    """The content from `start` to the end of the sentence, if it has a finite verb soon or stands in a headline."""
    doc, end = scene.tokens, scene.sentence(verb.i)[1]
    if verb.dep_ == "ccomp" and verb.head.i > verb.right_edge.i > start:  # "X told Y that …, Z said"
        end = verb.right_edge.i + 1
    if start < end and doc[start].tag_ in _FINITE:
        end = end_of_relative(scene, start, end, any(t.lower_ == "what" for t in doc[max(0, verb.i - 6) : verb.i]))
    head = next((t for t in doc[start:end] if t.tag_ in _FINITE), None)
    if head is None and start < end and (scene.headline or any(t.tag_ == "VBN" for t in doc[start:end])):
        head = doc[end - 1] if scene.headline else next(t for t in doc[start:end] if t.tag_ == "VBN")
    if head is None or head.i - start > _SOON:
        return None
    body = whole(scene, (start, min([end, *additions(scene, doc[start], verb, end)])))
    return draft(scene, verb, match, source, (body,), "clause", "verb:rest") if body else None
