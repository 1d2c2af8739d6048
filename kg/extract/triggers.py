"""Words that may name an event, each with the frame that fits best."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import origins, syntax
from kg.extract.anaphors import takes_up
from kg.extract.candidates import Trigger
from kg.extract.fillers import Filling
from kg.extract.numerals import ordinal
from kg.extract.roles import fill, specificity
from kg.lexicon.events import Events, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting

_NOUN_CHAIN = frozenset(
    {"series", "string", "number", "round", "flurry", "spate", "pair", "couple", "set", "wave", "type"}
)
_SUBSTITUTES = frozenset({"one", "another", "more", "others"})
# What a dated launch does: "another followed on Friday".
_HAPPENING = frozenset({"come", "follow"})

# Tokens between a noun, the relative pronoun behind it and its verb.
_RELATIVE_GAP = 7
# Behind a thing, these say where it goes or comes from.
_WAYS = frozenset({"for", "to", "from"})
# What the parser takes the second word of a verb for: "send up", "send aloft".
_BEHIND = frozenset({"prt", "prep", "advmod", "dobj"})
_SORTS = frozenset({"class", "kind", "type", "sort", "scale", "size"})
_HELP = frozenset({"help", "assistance", "support", "advice", "expertise"})


class Reading:
    """A trigger with its frame and roles; `anaphoric`: required roles are empty, an earlier event must fill them."""

    __slots__ = ("anaphoric", "frame", "roles", "trigger")

    def __init__(self, trigger: Trigger, frame: Frame, roles: tuple[Filling, ...], anaphoric: bool = False) -> None:
        self.trigger, self.frame, self.roles, self.anaphoric = trigger, frame, roles, anaphoric

    @property
    def token(self) -> "Token":
        return self.trigger.token

    def first(self, role: str) -> Filling | None:
        return next((f for f in self.roles if f.role == role), None)


def readings(scene: "Setting") -> list[Reading]:
    """The best reading of every trigger word of the paragraph, in text order."""
    return [r for trigger, frames in _triggers(scene) for r in _best(scene, trigger, frames)]


def _triggers(scene: "Setting") -> Iterator[tuple[Trigger, list[Frame]]]:
    events = scene.lexicon.events
    for token in scene.paragraph.doc:
        placed = any(s.first <= token.i <= s.last for s in scene.sites)
        if events.by_thing and token.i in scene.arms and _goes_or_comes(token, scene):
            yield Trigger(token, verbal=False), list(events.by_thing)
        if placed or (token.i in scene.arms and token.lemma_.lower() not in events.by_noun):
            continue
        if token.dep_ == "amod" and syntax.is_prefixed(token) and token.nbor(-2).lower_ not in ("test", "flight"):
            # "Shoulder-fired missiles" are a kind.
            continue
        progressive = token.lower_.endswith("ing") and token.i > 0 and token.nbor(-1).lemma_ == "be"
        # "Of handing over missiles", where the parser sees a noun.
        phrasal = token.dep_ == "pobj" and any(c.dep_ == "prt" for c in token.children)
        progressive = progressive or (phrasal and token.lower_.endswith("ing"))
        helping = token.dep_ in ("aux", "auxpass")
        if (
            (token.pos_ in ("VERB", "AUX") and not helping)
            or (token.pos_ == "ADJ" and token.lower_ in events.by_verb)
            or progressive
        ):
            frames = list(_verb_frames(token, events))
            if frames:
                yield Trigger(token, verbal=True), frames
        if _is_elliptic(token, scene):
            every = [f for entries in events.by_noun.values() for words, f in entries if len(words) == 1]
            yield Trigger(token, verbal=False), [f for f in every if events.is_a(f.type, "Launch")]
        elif token.lower_ in ("one", "ones") and token.dep_ not in ("nummod", "compound"):
            yield from _substitute(token, scene)
        elif not progressive and (token.pos_ in ("NOUN", "PROPN") or token.tag_ == "VBG"):
            yield from _nominal(token, scene)


def _goes_or_comes(thing: "Token", scene: "Setting") -> bool:
    """Whether words behind a thing may say where it goes or comes from, or where troops are; help always goes
    somewhere."""
    troops = scene.lexicon.weapons.is_a(scene.arms[thing.i].concept, "troops")
    if troops and any(t.lower_ in ("in", "at") for t in thing.doc[thing.i + 1 : thing.i + 3]):
        return True
    way = any(c.lower_ in _WAYS for c in thing.children)
    return way or thing.lemma_ in _HELP or bool(origins.makes(thing))


def _verb_frames(token: "Token", events: Events) -> Iterator[Frame]:
    entries = events.by_verb.get(syntax.form(token, events.by_verb) or "", ())
    after = {c.lower_ for c in token.children if c.i > token.i and c.dep_ in _BEHIND}
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "RB":
        # "Sent aloft three missiles", which the parser hangs on the number.
        after.add(token.nbor(1).lower_)
    # "Taking part in a drill" takes in nothing.
    after -= {c.lower_ for c in token.children if c.lower_ == "in" and c.i > token.i + 1}
    # The parser takes the "down" of "shot down 112 targets" for an adverb.
    beside = [c for c in token.children if c.dep_ == "advmod" and c.i == token.i + 1]
    particle = {c.lower_ for c in token.children if c.dep_ == "prt"} or {c.lower_ for c in beside}
    for words, frame in entries:
        if all(w in after for w in words[1:]) and (
            not particle or particle & set(words[1:]) or not _needs(entries, particle)
        ):
            yield frame


def _needs(entries: tuple[tuple[tuple[str, ...], Frame], ...], particle: set[str]) -> bool:
    """Whether the verb with this particle is a trigger of its own: "shoot down" is no "shoot"."""
    return any(set(words[1:]) & particle for words, _ in entries)


def _noun(token: "Token", events: Events) -> str:
    """The noun in the singular, in headlines too, where the parser takes every word for a name."""
    word = token.lemma_.lower()
    options = (word, word.removesuffix("s"), word.removesuffix("ies") + "y")
    return next((o for o in options if o in events.by_noun), word)


def _ends(before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return before[max(0, len(before) - len(words)) :] == words


def _nominal(token: "Token", scene: "Setting") -> Iterator[tuple[Trigger, list[Frame]]]:
    events = scene.lexicon.events
    if _headline_verb(token, scene) and (verbal := list(_verb_frames(token, events))):
        yield Trigger(token, verbal=True), verbal
        return
    qualifies = token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i
    if qualifies and token.head.pos_ in ("NOUN", "PROPN"):
        return
    meant = events.by_noun.get(_noun(token, events), ())
    before = tuple(t.lower_ for t in token.doc[max(0, token.i - 3) : token.i] if t.text != "-") if meant else ()
    entries = [e for e in meant if _ends(before, e[0][:-1])]
    if not entries:
        return
    frames, named = [f for _, f in entries], frozenset(f.name for w, f in entries if len(w) > 1)
    verbs = _governors(token)
    frames = [f for f in frames if not f.noun_verbs or any(syntax.is_form(v, f.noun_verbs) for v in verbs)]
    # "Took delivery of rockets": a frame that asks for this very verb goes before those of its type that ask for none.
    own = {f.type for f in frames if f.noun_verbs}
    frames = [f for f in frames if f.noun_verbs or f.type not in own]
    asked = [v for v in verbs if any(syntax.is_form(v, f.noun_verbs) for f in frames)]
    verb = next(iter([*asked, *verbs]), None)
    if frames:
        yield replace(_with_support(token, verb, frames, events), named=named), frames


def _substitute(token: "Token", scene: "Setting") -> Iterator[tuple[Trigger, list[Frame]]]:
    """ "One" for a noun said before in the sentence: "weapons tests, the last one involving two missiles"."""
    by_noun = scene.lexicon.events.by_noun
    described = any(c.dep_ == "amod" or c.lower_ in ("involving", "another") for c in token.children)
    for earlier in reversed(list(token.doc[token.sent.start : token.i])):
        if described and earlier.pos_ == "NOUN" and earlier.lemma_.lower() in by_noun:
            yield Trigger(token, verbal=False), [f for _, f in by_noun[earlier.lemma_.lower()] if not f.noun_verbs]
            return


def _is_elliptic(token: "Token", scene: "Setting") -> bool:
    """Whether the word stands for a launch of which it tells how it went: "the first failed in May, the second in
    August", "two more came on Sept. 28"."""
    order = token.i > 0 and token.nbor(-1).lower_ in ("the", "its", "a") and ordinal(token.text) is not None
    further = token.pos_ == "NUM" and any(c.lower_ == "more" for c in token.children)
    # "One of them, launched on Friday, came down": the verbs tell.
    part = any(c.lower_ == "of" for c in token.children) and not order
    if not (order or further or token.lower_ in _SUBSTITUTES) or part or token.i + 1 == len(token.doc):
        return False
    sent = token.sent
    how = scene.lexicon.events.governors["Failure"] | scene.lexicon.events.governors["Success"]
    if any(sent.start <= m.first < sent.end for m in scene.moments):
        how |= _HAPPENING
    after = token.nbor(1)
    lost = token.head.lower_ == "lost" and token.dep_ == "nsubjpass"
    told = lost or (token.head.pos_ == "VERB" and token.head.lemma_ in how)
    elided = after.lower_ in ("in", "on") and any(t.lemma_ in how for t in token.doc[sent.start : token.i])
    return (told and (token.dep_ in ("nsubj", "nsubjpass") or after == token.head)) or (order and elided)


def _with_support(token: "Token", verb: "Token | None", frames: list[Frame], events: Events) -> Trigger:
    if verb is None:
        return Trigger(token, verbal=False)
    beside = {c.lower_ for c in verb.children} | {verb.doc[min(verb.i + 1, len(verb.doc) - 1)].lower_}
    phrasal = {v.split()[0] for v in events.support_verbs if " " in v and v.split()[1] in beside}
    verbs = events.support_verbs | phrasal
    lends = syntax.is_form(verb, verbs) or any(syntax.is_form(verb, f.noun_verbs) for f in frames)
    oversees = syntax.is_form(verb, events.oversee_verbs)
    return Trigger(token, False, verb if lends and not oversees else None, verb if oversees else None)


def _governors(noun: "Token") -> list["Token"]:
    """The verbs whose object, or passive subject, the noun is, measures seen through ("a series of tests")."""
    top = noun
    while top.dep_ == "conj" or (
        top.dep_ == "pobj"
        and (
            (top.head.lower_ == "of" and top.head.head.lemma_ in _NOUN_CHAIN)
            # "$11 billion in arms sales"
            or (top.head.lower_ == "in" and top.head.head.pos_ in ("NUM", "SYM"))
        )
    ):
        top = top.head if top.dep_ == "conj" else top.head.head
    found = [c for c in noun.children if c.dep_ in ("acl", "relcl") and syntax.is_passive(c)]
    found += _signed(noun)
    if top.dep_ in ("dobj", "nsubjpass", "attr") and top.head.pos_ in ("VERB", "AUX"):
        found.insert(0, top.head)
    through = _through_preposition(top)
    return [*found, through] if through is not None else found


def _signed(noun: "Token") -> list["Token"]:
    """The verb of a relative clause whose object the noun is: "the treaty, which the leaders signed in June"."""
    after = [t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.lower_ in ("which", "that")][:1]
    inner = noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN"
    if inner or not after or after[0].i - noun.i > _RELATIVE_GAP or after[0].i + 1 >= len(noun.doc):
        return []
    verbs = [
        t for t in noun.doc[after[0].i + 1 : after[0].i + _RELATIVE_GAP] if t.pos_ == "VERB" and t.i < noun.sent.end
    ]
    return verbs[:1] if after[0].nbor(1).pos_ in ("DET", "PROPN", "NOUN", "PRON") else []


def _through_preposition(noun: "Token") -> "Token | None":
    """The verb of "carry out a test", where the parser takes "out" for a preposition, and of "take part in a drill"."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return None
    preposition, verb = noun.head, noun.head.head
    if preposition.lower_ == "in" and verb.lemma_ == "part" and verb.dep_ == "dobj":
        return verb.head
    if verb.pos_ != "VERB" or verb.i > noun.i:
        return None
    phrasal = preposition.lower_ in ("out", "over", "in") and (
        preposition.i == verb.i + 1 or preposition.lower_ == "in"
    )
    return verb if phrasal else None


def _headline_verb(token: "Token", scene: "Setting") -> bool:
    """A verb that the parser took for a noun: "Iran fires missiles" after an actor and before a weapon."""
    doc = scene.paragraph.doc
    # "Test-Fires": the actor stands before the prefix.
    before = token.i - (3 if token.i > 2 and doc[token.i - 1].text == "-" else 1)
    if (
        token.tag_ not in ("NNS", "NNPS", "NNP")
        or not token.lower_.endswith("s")
        or before < 0
        or token.i + 1 >= len(doc)
    ):
        return False
    end = scene.paragraph.start + doc[before].idx + len(doc[before])
    acting = any(m.span.end == end for m in scene.mentions.values())
    after = doc[token.i + 1 : token.i + 8]
    follows = after[0].tag_ == "VBN" or after[0].pos_ not in ("ADP", "VERB", "AUX", "PUNCT")
    return acting and follows and any(t.i in scene.arms for t in after)


def _best(scene: "Setting", trigger: Trigger, frames: list[Frame]) -> Iterator[Reading]:
    """The reading that fits best, and further ones for weapons of other kinds: "launched missiles and 96 drones"."""
    filled = [(f, roles) for f in dict.fromkeys(frames) if (roles := fill(f, trigger, scene)) is not None]
    if filled:
        filled.sort(key=lambda e: (specificity(e[0], e[1], scene), e[0].name), reverse=True)
        taken: set[int] = set()
        for frame, roles in filled:
            weapons = {f.head for f in roles if f.role == "weapon"}
            if not taken or (trigger.verbal and weapons and not weapons & taken and all(f.sure for f in roles)):
                yield Reading(trigger, frame, roles)
                taken |= weapons or {-1}
    else:
        anaphor = _anaphor(scene, trigger, frames)
        yield from (anaphor,) if anaphor else ()


def _anaphor(scene: "Setting", trigger: Trigger, frames: list[Frame]) -> Reading | None:
    """A noun without what its frame asks for and without anything else in that place: "the launch", "these tests"."""
    token = trigger.token
    if _is_elliptic(token, scene):
        return Reading(trigger, frames[0], (), anaphoric=True)
    # "Troops in Kursk" are no troops told of before.
    frames = [f for f in frames if "_anew" not in f.one_of and not any("self" in a.functions for a in f.arguments)]
    if trigger.verbal or token.pos_ not in ("NOUN", "PROPN") or not frames:
        return None
    plain = ("repeat", "follow", "maiden", "trial", "record")
    other = [
        c
        for c in token.children
        if (c.dep_ == "compound" and c.lower_ not in plain) or (c.dep_ == "prep" and c.lower_ == "of")
    ]
    # "Following failed attempts in May and August".
    failure = scene.lexicon.events.governors["Failure"] | {"failed"}
    failed = token.lemma_ in ("attempt", "launch", "test") and any(
        c.lower_ in failure for c in token.children if c.dep_ == "amod"
    )
    dated = any(c.lower_ in ("in", "on") and c.dep_ == "prep" for c in token.children)
    failed = failed or (token.lemma_ == "failure" and token.tag_ == "NNS" and dated)
    # "Its third launch of the year after flights in April and July"
    after = token.dep_ == "pobj" and token.head.lower_ in ("after", "following") and token.tag_ == "NNS"
    failed = failed or (after and dated and token.lemma_ in ("flight", "launch", "test"))
    # "The launch of what they called a satellite": the free relative names nothing.
    other = [c for c in other if not any(g.dep_ == "pcomp" for g in c.children)]
    # "The first launch of that class"
    other = [c for c in other if not any(g.lemma_ in _SORTS and takes_up(g) for g in c.children)]
    pointing = any(c.dep_ in ("det", "predet", "nummod", "poss") for c in token.children)
    pointing = pointing or failed or (scene.paragraph.section.part == "headline" and token.tag_ == "NN")
    # "A deal with Oslo", "a package aimed at ships" tell of something new.
    new = any(c.lower_ in ("a", "an") for c in token.children) and token.dep_ != "appos"
    if new and any(c.i > token.i and (c.dep_ == "acl" or c.lower_ in ("with", "for")) for c in token.children):
        return None
    # "An attempt to launch a satellite": the verb tells.
    tried = token.lemma_ in ("attempt", "bid", "try", "failure") and any(
        c.dep_ in ("acl", "xcomp") and c.tag_ == "VB" for c in token.children
    )
    # "Several were fired as part of an overnight barrage": the verb tells.
    part = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "part" and new
    if any(not scene.mention(c) for c in other) or not pointing or tried or part:
        return None
    return Reading(trigger, frames[0], (), anaphoric=True)
