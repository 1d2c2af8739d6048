"""The rule of verbs that take a noun phrase as content: "denied the allegations", "warned of more launches"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.boundaries import additions
from kg.extract.clauses import condition, whole
from kg.extract.cues import Match, draft, pick
from kg.extract.homographs import claim_before, refused
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Scene, Source
from kg.extract.voices import passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS = frozenset({"he", "she", "they", "him", "her", "them", "me", "us", "you", "who", "whom"})
_ABOUT = frozenset({"about", "against", "concerning", "for", "of", "over", "regarding", "to", "toward", "towards"})
_PARTICLES = frozenset({"off", "aside", "away"})
_TOWARDS = frozenset({"into", "onto", "toward", "towards"})
_CIRCUMSTANCES = frozenset(
    {"during", "after", "before", "since", "until", "despite", "without", "through", "via", "while"}
)


def thing(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """As in "X denied the allegations", "X warned of more launches"; passive: "the strike was condemned by X"."""
    match = pick(found, "object") or pick(found, "matter") or pick(found, "deed")
    if not scene.wide and match is not None and gapped(scene, verb):
        return _antecedent(scene, verb, match, source)
    if not scene.wide and verb.dep_ == "relcl" and _waiting(verb):
        bare = match is None or _deed(scene, verb, match, verb.head)
        return None if bare else _antecedent(scene, verb, match, source)
    if match is None:
        return None
    claim = claim_before(scene, source)
    if claim is not None and not any(t.dep_ == "dobj" for t in verb.children):
        return draft(scene, verb, match, source, (claim,), "object", "verb:object")
    if passive(verb) and source is None:
        return None
    at = match[1][-1] if match[1] else None
    obj = _object(scene, verb, at)
    if obj is not None and _that(obj, verb) and not scene.wide:
        return _antecedent(scene, verb, match, source)
    if obj is None and match[0].act.stance in {"condemn", "deny"} and _added(scene, verb):
        named = noun_phrase(scene, verb.head, verb)  # "a move condemned by Paris"
        return draft(scene, verb, match, source, (named.region,), "object", "verb:object") if named else None
    if (
        obj is None
        or ("matter" in match[0].act.frames and "object" not in match[0].act.frames and _person(obj))
        or (
            obj.pos_ == "PRON"
            and obj.lower_ in {"itself", "himself", "herself", "themselves", "what", "who", "whom", "which"}
        )
    ):
        return None
    if match[0].act.name == "warn" and at is None and obj.ent_type_ in {"GPE", "NORP", "PERSON", "ORG"}:
        return None  # who is warned
    if not scene.wide and obj.lemma_.lower() in scene.stances.words("contentless"):
        return None
    if not scene.wide and _deed(scene, verb, match, obj):
        return None
    match = _felt(scene, verb, obj, match)
    end = _with_phrases(scene, verb, obj)
    end = min([end, *explained(scene, obj)]) if match[0].act.stance in {"deny", "suggest", "assert"} else end
    planned = _with_plan(scene, verb, obj, end)
    cuts = () if planned > end else _when(scene, obj)
    end = planned
    if obj.i < verb.i:
        region = noun_phrase(scene, obj, verb)
        body = region.region if region else None
    else:
        body = whole(scene, (max(obj.left_edge.i, verb.i + 1), min([end, *additions(scene, obj, verb, end), *cuts])))
    return draft(scene, verb, match, source, (body,), "object", "verb:object") if body else None


def _felt(scene: Scene, verb: Token, obj: Token, match: Match) -> Match:
    """The act of the noun that a light verb lends its subject to: 'voiced "deep anger" over the sale' condemns it."""
    after = next((t.lower_ for t in verb.children if t.dep_ == "prep" and t.i > obj.i), None)
    cues = scene.stances.nouns.get(obj.lemma_.lower(), ()) if verb.lemma_ in scene.stances.words("light-verbs") else ()
    cue = next((c for c in cues if c.words == (after,) and not c.act.attitude), None)
    return (cue, ()) if cue is not None else match


def _deed(scene: Scene, verb: Token, match: Match, obj: Token) -> bool:
    """Whether a verb tells what is done and not what is said: goods offered, a ball slammed into the net."""
    if match[0].act.frames & {"object", "matter"} == frozenset():
        return obj.lemma_.lower() not in scene.stances.words("deeds")
    along = [*verb.children, *obj.subtree]
    return verb.lemma_.lower() in scene.stances.words("blows") and any(
        t.lower_ in _TOWARDS and t.i > obj.i for t in along
    )


def _waiting(verb: Token) -> bool:
    """Whether a verb of a relative clause has the noun before it as its object: "a charge (that) Tehran denies"."""
    objects = [t for t in verb.children if t.dep_ in {"dobj", "ccomp", "xcomp", "prep"}]
    return subject(verb) is not None and all(t.tag_ == "WDT" for t in objects)


def gapped(scene: Scene, verb: Token) -> bool:
    """Whether a "that" behind a noun is what is denied and opens no clause: "a notion that Tehran has rejected"."""
    deps = {t.dep_ for t in verb.children}
    if verb.dep_ != "acl" or "nsubj" not in deps or deps & {"dobj", "ccomp", "xcomp", "prep", "attr", "acomp"}:
        return False
    that = next((t for t in verb.lefts if t.lower_ == "that" and t.dep_ == "mark"), None)
    cues = scene.stances.verbs.get(verb.lemma_.lower(), ())
    denies = any(c.act.stance == "deny" and "object" in c.act.frames and not c.words for c in cues)
    return that is not None and that.i == verb.head.i + 1 and denies


def _that(obj: Token, verb: Token) -> bool:
    """Whether an object is the "that" of a relative clause: "a charge that Tehran has often denied"."""
    return obj.lower_ == "that" and verb.dep_ in {"relcl", "acl"} and obj.i == verb.head.i + 1


def _antecedent(scene: Scene, verb: Token, match: Match | None, source: Source | None) -> Draft | None:
    """As in "the test that KCNA reported": the content is what the pronoun stands for."""
    noun = verb.head
    if match is None or source is None or verb.dep_ not in {"relcl", "acl"}:
        return None
    if noun.pos_ not in {"NOUN", "PROPN"} and not (noun.lower_ == "something" and match[0].act.stance == "deny"):
        return None
    named = noun_phrase(scene, noun, verb)
    return draft(scene, verb, match, source, (named.region,), "object", "verb:object") if named else None


def _person(noun: Token) -> bool:
    return noun.ent_type_ in {"PERSON", "NORP"} or (noun.pos_ == "PRON" and noun.lower_ in _PERSONS)


def _with_phrases(scene: Scene, verb: Token, obj: Token) -> int:
    """The end of an object with the phrases that follow it directly: the parser often hangs them on the verb."""
    end = obj.right_edge.i + 1
    for t in sorted(verb.children, key=lambda c: c.i):
        if t.dep_ == "prep" and t.i == end + 1 > verb.i and scene.quoted(t.i) and not scene.quoted(end - 1):
            end = t.right_edge.i + 1  # 'condemned the raid "in the strongest terms"'
        if (
            t.i == end
            and t.dep_ in {"prep", "agent"}
            and t.i > verb.i
            and t.lower_ not in _CIRCUMSTANCES
            and not _of_time(scene, t)
        ):
            end = t.right_edge.i + 1
        if t.i > verb.i and t.dep_ == "ccomp" and t.left_edge.i == end and condition(t, verb):
            end = t.right_edge.i + 1
        if t.i > verb.i and t.dep_ in {"ccomp", "advcl"} and refused(scene, verb, t) == obj:
            end = t.right_edge.i + 1
    return end


def explained(scene: Scene, obj: Token) -> Iterator[int]:
    """Where the text itself explains the last noun of an object: "denied claims of a sale, which would breach …"."""
    for t in obj.subtree:
        which = t.left_edge
        added = t.dep_ == "relcl" and which.tag_ == "WDT" and which.i > obj.i and which.nbor(-1).text == ","
        if added and not scene.quoted(which.i):
            yield which.i - 1


def _with_plan(scene: Scene, verb: Token, obj: Token, end: int) -> int:
    """The end of an object with its infinitive behind a phrase of time: "announced plans in May to build a dam"."""
    act = next((t for t in verb.children if t.dep_ == "xcomp" and t.left_edge.i >= end > obj.i > verb.i), None)
    if act is None or act.left_edge.lower_ != "to":
        return end
    between = [t for t in verb.children if end <= t.left_edge.i < act.left_edge.i]
    timed = all(t.dep_ == "prep" and _of_time(scene, t) for t in between)
    return act.right_edge.i + 1 if timed and (between or any(_when(scene, obj))) else end


def _of_time(scene: Scene, prep: Token) -> bool:
    """Whether a phrase tells when, where or in what an act was done: "on Friday", "in talks", "in a statement"."""
    noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
    return noun is not None and (
        noun.ent_type_ in {"DATE", "TIME"}
        or noun.lower_ == "time"
        or (prep.lower_ not in _ABOUT and noun.lemma_.lower() in scene.stances.words("texts"))
        or noun.lemma_.lower() in _occasions(scene, prep)
    )


def _occasions(scene: Scene, prep: Token) -> frozenset[str]:
    return scene.stances.words("occasions") if prep.lower_ in {"in", "at", "during"} else frozenset()


def _when(scene: Scene, noun: Token) -> Iterator[int]:
    """Where a phrase of time or occasion at the end of an object begins: it belongs to the act."""
    for t in noun.children:
        if any(c.dep_ == "acl" and c.left_edge.lower_ == "to" and c.i > t.i > noun.i for c in noun.children):
            continue  # "plans in May to build a dam"
        if (
            t.dep_ == "prep"
            and t.i > noun.i
            and any(
                c.dep_ == "pobj"
                and (
                    c.ent_type_ in {"DATE", "TIME"}
                    or c.lower_ == "time"
                    or c.lemma_ in _occasions(scene, t)
                    or _posted(scene, t, c)
                )
                for c in t.children
            )
        ):
            yield t.i


def _added(scene: Scene, verb: Token) -> bool:
    """Whether a participle tells what others think of a noun: ", a move condemned by Paris"; no condemned house."""
    if verb.dep_ != "acl" or not passive(verb):
        return False
    return scene.tokens[verb.i - 1].text == "," or scene.tokens[max(verb.head.left_edge.i - 1, 0)].text == ","


def _posted(scene: Scene, prep: Token, noun: Token) -> bool:
    """Whether a phrase tells in what somebody wrote: "(rejected the charge) in a post on the web"."""
    fresh = any(t.lower_ in {"a", "an"} for t in noun.lefts)
    return prep.lower_ == "in" and fresh and noun.lemma_.lower() in scene.stances.words("texts")


def _object(scene: Scene, verb: Token, at: int | None) -> Token | None:
    """The noun that the verb, or the preposition at `at`, takes."""
    if at is not None:
        last = scene.tokens[at]
        if last.dep_ == "prt" or last.pos_ not in {"ADP", "SCONJ", "PART"}:
            return next((t for t in verb.children if t.dep_ == "dobj" and t.i > verb.i), None)
        if last.lower_ in _PARTICLES and any(t.dep_ == "dobj" for t in verb.children):
            return None  # "brushed snow off the rails"
        return next((t for t in last.children if t.dep_ in {"pobj", "pcomp"}), None)
    deps = {"nsubjpass"} if passive(verb) else {"dobj"}
    found = next((t for t in verb.children if t.dep_ in deps), None)
    nxt = scene.tokens[verb.i + 1] if verb.i + 2 < scene.sentence(verb.i)[1] else None
    if found is None and nxt is not None and nxt.lower_ in {"that", "this"} and nxt.nbor().text == ",":
        return nxt
    return found or _shared(verb)


def _shared(verb: Token) -> Token | None:
    """The object that a verb shares with the next one: "denied or declined to discuss the sale"."""
    other = next((t for t in verb.children if t.dep_ == "conj" and t.i == verb.i + 2), None)
    if other is None or verb.nbor().lower_ != "or":
        return None
    acts = [other, *(t for t in other.children if t.dep_ == "xcomp")]
    return next((c for t in acts for c in t.children if c.dep_ == "dobj" and c.i > t.i), None)
