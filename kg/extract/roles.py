"""Who and what fills the roles of a frame around its trigger word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.lexicon.events import Argument, Frame
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.arms import Arm
    from kg.extract.setting import Setting

# What stands behind these belongs to a noun ("a launch involving two missiles"), not to a verb.
_OF_NOUNS = frozenset({"of", "involving", "with", "for", "in", "carrying"})
_GOODS = ("good", "technology", "troops")
_FUNCTIONS: dict[str, Callable[["Token"], list["Token"]]] = {
    "subject": syntax.subjects,
    "object": syntax.objects,
    "receiver": syntax.receivers,
    "supporting": syntax.helped,
    "none": lambda _: [],
}
_ANY = frozenset({"actor", "place", "words"})
# Roles that the owner of a noun can fill: "North Korea's missiles" are fired by North Korea.
_OWNED = frozenset({"agent", "giver", "recipient", "participant", "counterpart", "victim", "target"})


@dataclass(frozen=True, slots=True)
class Filling:
    """Tokens [first, last] that fill a role; `head` is their head.

    `sure` tells what the parse says from mere word order, `direct` a subject or object from what stands behind a
    preposition.
    """

    role: str
    first: int
    last: int
    head: int
    mention: Mention | None = None
    concept: str | None = None
    system: str | None = None
    sure: bool = True
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an event; `verbal` tells how its roles are found.

    `support` is the verb that lends its subject to a noun ("conducted a test"), `overseer` the verb whose subject
    watches over it. `named` are frames whose weapon the noun itself names ("nuclear test").
    """

    token: "Token"
    verbal: bool
    support: "Token | None" = None
    overseer: "Token | None" = None
    named: frozenset[str] = frozenset()


def given(frame: Frame, trigger: Trigger, scene: "Setting") -> tuple[Filling, ...]:
    """The roles of the frame that the parse fills, required or not."""
    return tuple(_filled((), frame.arguments, trigger, scene))


def fill(frame: Frame, trigger: Trigger, scene: "Setting") -> tuple[Filling, ...] | None:
    """The roles of the frame; None where a required one is empty."""
    named = frame.name in trigger.named
    required = [a for a in frame.arguments if a.required and not (named and a.role == "weapon")]
    found = _filled((), required, trigger, scene)
    for argument in required:
        if not any(f.role == argument.role for f in found):
            guessed = _by_order(argument, trigger, scene)
            if not guessed:
                return None
            found += guessed
    found = _filled(found, [a for a in frame.arguments if a not in required], trigger, scene)
    if trigger.verbal and _other_object(frame, found, trigger):
        return None
    support = trigger.support is not None
    if frame.one_of and not any(f.role in frame.one_of for f in found) and not ("_support" in frame.one_of and support):
        return None
    return tuple(f for f in found if not f.role.startswith("_"))


def _filled(
    before: Iterable[Filling], arguments: Iterable[Argument], trigger: Trigger, scene: "Setting"
) -> list[Filling]:
    """What is filled already and what the arguments add: one word fills one role."""
    found = list(before)
    for argument in arguments:
        if not any(f.role == argument.role for f in found):
            used = {f.head for f in found}
            found += [f for f in _argument(argument, trigger, scene) if f.head not in used]
    return found


def _other_object(frame: Frame, found: list[Filling], trigger: Trigger) -> bool:
    """Whether the verb has an object that fills none of the frame's roles: "met the deadline"."""
    takes = not any(a.required and "object" in a.functions for a in frame.arguments)
    heads = syntax.with_conjuncts(o for o in syntax.objects(trigger.token) if o.pos_ in ("NOUN", "PROPN", "PRON"))
    used = {f.head for f in found}
    return takes and frame.one_of != () and bool(heads) and not any(h.i in used for h in heads)


def _argument(argument: Argument, trigger: Trigger, scene: "Setting") -> list[Filling]:
    """Fillings of the first function that has any: each coordinated part fills the role."""
    for function in argument.functions:
        if trigger.verbal and (
            function == "of" or (argument.required and argument.role == "weapon" and function in _OF_NOUNS)
        ):
            continue
        found = [f for head in _candidates(function, trigger, scene) for f in _parts(argument, head, trigger, scene)]
        if found:
            direct = function in ("subject", "object")
            return [replace(f, direct=direct) for f in dict.fromkeys(found)]
    return []


def _parts(argument: Argument, head: "Token", trigger: Trigger, scene: "Setting") -> list[Filling]:
    """Fillings by a head and what is coordinated with it. What is handed over together with a fitting item is an item,
    whatever it is."""
    heads = [h for h in syntax.with_conjuncts([head]) if h.i != trigger.token.i]
    # "N. Korea fires 2 missiles: JCS": nothing behind a verb is coordinated with its subject.
    heads = [h for h in heads if not (trigger.verbal and head.i < trigger.token.i < h.i)]
    found = [f for h in heads if (f := _filling(argument, h, scene))]
    if found and argument.role == "item" and len(heads) > 1:
        wide = replace(argument, fillers=("weapon", *_GOODS, "words"))
        return [f for h in heads if (f := _filling(argument, h, scene) or _filling(wide, h, scene))]
    return found


def _candidates(function: str, trigger: Trigger, scene: "Setting") -> list["Token"]:
    """The tokens that stand in a function to the trigger; many frames ask the same of one trigger."""
    key = (function, trigger.token.i, trigger.verbal, trigger.support.i if trigger.support else -1)
    if key not in scene.known:
        found = _of_verb(function, trigger.token, scene) if trigger.verbal else _of_noun(function, trigger, scene)
        scene.known[key] = list(found)
    return scene.known[key]


def _of_verb(function: str, token: "Token", scene: "Setting") -> list["Token"]:
    if function == "subject" and token.pos_ in ("NOUN", "PROPN") and token.i:
        # A headline's verb that the parser took for a noun: what stands before it.
        return [token.nbor(-1)]
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](token)
    return _behind(token, function, scene) or _further_on(token, function, scene)


def _behind(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("behind", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = syntax.behind(root)
    return scene.prepositions[key].get(preposition, [])


def _further_on(root: "Token", preposition: str, scene: "Setting") -> list["Token"]:
    key = ("further on", root.i)
    if key not in scene.prepositions:
        scene.prepositions[key] = syntax.further_on(root)
    return scene.prepositions[key].get(preposition, [])


def _of_noun(function: str, trigger: Trigger, scene: "Setting") -> Iterator["Token"]:
    noun, support = trigger.token, trigger.support
    if function == "subject":
        yield from (p for p in noun.children if p.dep_ == "poss")
        yield from _behind(noun, "by", scene) or _further_on(noun, "by", scene)
        yield from (c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and scene.mention(c))
        yield from syntax.subjects(support) if support else ()
        yield from _participle_agents(noun)
    elif function == "object":
        yield from _behind(noun, "of", scene)
        yield from (a for a in _compounds(noun) if a.i in scene.arms)
    elif function == "supporting":
        yield from syntax.helped(support or noun)
    elif function == "around":
        yield from _around(noun)
    elif function not in ("none", "receiver"):
        yield from _behind(noun, function, scene) or _further_on(noun, function, scene)
        yield from _behind(support, function, scene) if support else ()
        yield from (t for p in _participles(noun) for t in _behind(p, function, scene))


def _around(noun: "Token") -> Iterator["Token"]:
    """The subject of the clause that the noun stands in: "Blinken said on a visit to Kyiv"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("on", "during", "after", "before", "for", "ahead"):
        verb = noun.head.head
        yield from syntax.subjects(verb) if verb.pos_ == "VERB" else ()


def _participles(noun: "Token") -> list["Token"]:
    """ "The test conducted by …": the participle behind the noun."""
    return [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"]


def _participle_agents(noun: "Token") -> Iterator["Token"]:
    for participle in _participles(noun):
        if syntax.is_passive(participle):
            yield from syntax.subjects(participle)


def _compounds(noun: "Token") -> Iterator["Token"]:
    """The first parts of a compound, at any depth: "short-range ballistic missile launch"."""
    for child in noun.children:
        if child.i < noun.i and child.dep_ in ("compound", "amod", "nmod", "nsubj", "npadvmod", "dep"):
            yield child
            yield from _compounds(child)


def _filling(argument: Argument, head: "Token", scene: "Setting") -> Filling | None:
    for filler in argument.fillers:
        found = _fits(filler, argument.role, head, scene)
        if found:
            return found
    return None


def _fits(filler: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    lexicon = scene.lexicon
    if filler == "words":
        return _words(role, head, scene)
    if filler in lexicon.weapons.concepts:
        return _armed(filler, role, head, scene)
    if filler == "place" or filler in ("Sea", "Area", "LaunchSite", "Region") or filler in lexicon.places.places:
        return _placed(filler, role, head, scene)
    if filler == "actor" or filler[0].isupper():
        return _acting(filler, role, head, scene)
    # Any other filler is the word itself: "border", "casualty".
    said = filler in (head.lemma_.lower(), head.lower_)
    return Filling(role, *syntax.phrase(head), head.i) if said else None


def _acting(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    mention = scene.mention(head)
    if mention is None and role in _OWNED and not (head.i in scene.arms and role not in ("agent", "giver", "victim")):
        mention = next((m for o in syntax.owners(head) if (m := scene.mention(o))), None)
    if mention is None or (kind != "actor" and not scene.lexicon.actors.is_a(mention.type, kind)):
        return None
    start = mention.span.start - scene.paragraph.start
    span = scene.paragraph.doc.char_span(start, start + len(mention.span.text), alignment_mode="expand")
    first, last = (span.start, span.end - 1) if span is not None else (head.i, head.i)
    return Filling(role, first, last, head.i, mention=mention)


def _placed(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    first, last = syntax.phrase(head)
    places = scene.lexicon.places
    wanted = [
        s
        for s in scene.sites
        if first <= s.first and s.last <= last and (kind in ("place", s.place) or places.is_a(s.place, kind))
    ]
    # "Pyongyang's Sunan area" is Sunan: the place that lies within another.
    best = max(wanted, key=lambda s: (len(places.places[s.place].above), s.first), default=None)
    return Filling(role, first, max(best.last, head.i), head.i, concept=best.place) if best else None


def _armed(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    arm = scene.arms.get(head.i) or _pronoun_arm(kind, head, scene)
    if arm is None or not scene.lexicon.weapons.is_a(arm.concept, kind):
        return None
    return Filling(role, arm.first, arm.head, arm.head, concept=arm.concept, system=arm.system)


def _pronoun_arm(kind: str, head: "Token", scene: "Setting") -> "Arm | None":
    """What a pronoun means that stands for a weapon named before it in the sentence: "before shipping them"."""
    if head.lower_ not in ("them", "they", "it"):
        return None
    plural = head.lower_ != "it"
    for token in reversed(list(head.doc[head.sent.start : head.i])):
        arm = scene.arms.get(token.i)
        fits = arm and not arm.modifier and (token.tag_ in ("NNS", "NNPS")) == plural
        if arm and fits and scene.lexicon.weapons.is_a(arm.concept, kind):
            return arm
    return None


def _words(role: str, head: "Token", scene: "Setting") -> Filling | None:
    timed = any(m.first <= head.i <= m.last for m in scene.moments)
    if timed or head.pos_ not in ("NOUN", "PROPN"):
        return None
    first, last = syntax.phrase(head)
    counting = [
        t.i for c in head.children if c.dep_ in ("nummod", "det", "quantmod") and c.i < head.i for t in c.subtree
    ]
    return Filling(role, max([first, *(i + 1 for i in counting)]), last, head.i)


def _by_order(argument: Argument, trigger: Trigger, scene: "Setting") -> list[Filling]:
    """A weapon that the parse lost: right of an active verb, left of a passive one or of a verb that it is subject of,
    with no other verb between."""
    arms = [f for f in argument.fillers if f in scene.lexicon.weapons.concepts]
    token = trigger.token
    other = [o for o in syntax.objects(token) if o.pos_ in ("NOUN", "PROPN") and "object" in argument.functions]
    if not arms or not trigger.verbal:
        return []
    passive = syntax.is_passive(token)
    leftwards = passive if "object" in argument.functions else "subject" in argument.functions and not passive
    at = token.i - token.sent.start
    around = reversed(list(token.sent[:at])) if leftwards else iter(token.sent[at + 1 :])
    found = (scene.arms.get(t.i) for t in _until_verb(around))
    fitting = (a for a in found if a and not a.modifier and any(scene.lexicon.weapons.is_a(a.concept, k) for k in arms))
    # "Launched a website about missiles": the object is no weapon.
    end = min((o.i for o in other if o.lemma_ not in ("attempt", "salvo", "volley")), default=len(token.doc))
    fitting = (a for a in fitting if leftwards or a.head < end)
    return [
        Filling(argument.role, a.first, a.head, a.head, concept=a.concept, system=a.system, sure=False)
        for a in islice(fitting, 1)
    ]


def _until_verb(tokens: Iterable["Token"]) -> Iterator["Token"]:
    for token in tokens:
        finite = token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP", "VB")
        if finite and token.lemma_ not in ("appear", "believe", "seem", "be"):
            return
        if token.text in (";", ":") or (token.lower_ in ("and", "but", "while") and token.head.pos_ == "VERB"):
            return
        yield token


def specificity(frame: Frame, filled: tuple[Filling, ...], scene: "Setting") -> tuple[int, ...]:
    """How well a frame fits: sure over guessed, more required roles over fewer, narrower fillers over wider ones."""
    required = {a.role: a for a in frame.arguments if a.required}
    depth = 0
    for argument in required.values():
        filling = (
            next(f for f in filled if f.role == argument.role) if any(f.role == argument.role for f in filled) else None
        )
        depth += max((_depth(f, scene) for f in argument.fillers if filling and _under(f, filling, scene)), default=0)
    sure = all(f.sure for f in filled)
    direct = sum(f.direct for f in filled if f.role in required)
    first = min((f.head for f in filled if f.role in required), default=0)
    return (int(sure), direct, len(required), -first, depth, len(filled), frame.depth)


def _depth(filler: str, scene: "Setting") -> int:
    concept = scene.lexicon.weapons.concepts.get(filler)
    return 0 if filler in _ANY or concept is None else 1 + len(concept.above)


def _under(filler: str, filling: Filling, scene: "Setting") -> bool:
    return filling.concept is not None and scene.lexicon.weapons.is_a(filling.concept, filler)
