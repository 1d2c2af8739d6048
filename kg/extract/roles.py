"""Who and what fills the roles of a frame around its trigger word."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract import prepositions, syntax, wholes
from kg.extract.anaphors import FURTHER
from kg.extract.candidates import Trigger, candidates
from kg.extract.fillers import Filling, filling
from kg.lexicon.events import Argument, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting

# What stands behind these belongs to a noun ("a launch involving two missiles"), not to a verb.
_OF_NOUNS = frozenset({"of", "involving", "with", "for", "in", "carrying"})
# "What it claimed was a missile".
_CALLED = frozenset({
    "claim", "call", "say", "describe", "suspect", "think", "appear", "consider", "dub", "term", "bill", "tout", "hail",
    "label", "present",
})  # fmt: skip
_GOODS = ("good", "technology", "troops")
# Tokens within which a time dates a noun that needs no party ("a summit last week").
_SOON = 18
_LISTING = frozenset({",", "and", "or", "along", "with", "as", "well", "plus", "-", "of"})
_LIST_PARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_ANY = frozenset({"actor", "place", "words"})


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
    own = {a.role for a in required if "subject" in a.functions and "object" not in a.functions}
    flown = [f.head for f in found if f.role == "weapon" and "weapon" in own]
    if flown:
        # Whose rocket it is that blew up, not who else the sentence speaks of.
        found = [f for f in found if f.role != "agent" or f.head in flown]
    found = _without_goal(found, scene)
    return tuple(f for f in found if not f.role.startswith("_")) if _enough(frame, found, trigger, scene) else None


def _without_goal(found: list[Filling], scene: "Setting") -> list[Filling]:
    """ "Toward the high seas in the Pacific", "at a depot in Bryansk": where it goes is not where it started."""
    goals = [f for f in found if f.role in ("toward", "target")]
    sites = [f for f in found if f.role == "site" and f.concept]
    seas = [f for f in sites if scene.lexicon.places.is_a(f.concept or "", "Sea")]
    inside = [s for s in sites if any(g.first <= s.head <= g.last for g in goals)]
    inside += [s for s in seas if any(g.concept == s.concept for g in goals)]
    return [f for f in found if f not in inside]


def _enough(frame: Frame, found: list[Filling], trigger: Trigger, scene: "Setting") -> bool:
    """Whether one of the roles that the frame needs one of is filled. Goods that are handed over without a party stay
    for an earlier transfer to be found ("the shells had been delivered by rail")."""
    if "_further" in frame.one_of:
        heads = [trigger.token.doc[f.head] for f in found if f.role == "item"]
        return any(c.lower_ in FURTHER for h in heads for c in (h, *h.children))
    support = trigger.support is not None and "_support" in frame.one_of
    goods = any(f.role == "item" for f in found)
    timed = "_time" in frame.one_of and any(0 < m.first - trigger.token.i <= _SOON for m in scene.moments)
    sent = trigger.token.sent
    timed = timed or ("_dated" in frame.one_of and any(sent.start <= m.first < sent.end for m in scene.moments))
    return not frame.one_of or support or goods or timed or any(f.role in frame.one_of for f in found)


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
    heads = wholes.with_conjuncts(o for o in syntax.objects(trigger.token) if o.pos_ in ("NOUN", "PROPN", "PRON"))
    used = {f.head for f in found}
    return takes and frame.one_of != () and bool(heads) and not any(h.i in used for h in heads)


def _argument(argument: Argument, trigger: Trigger, scene: "Setting") -> list[Filling]:
    """Fillings of the first function that has any: each coordinated part fills the role."""
    for function in argument.functions:
        if trigger.verbal and (function == "of" or _of_a_noun(argument, function)):
            continue
        found = [f for head in candidates(function, trigger, scene) for f in _parts(argument, head, trigger, scene)]
        if found and argument.role == "item" and trigger.verbal:
            used = {f.head for f in found}
            more = [f for h in prepositions.along_with(trigger.token) for f in _parts(argument, h, trigger, scene)]
            found += [f for f in more if f.head not in used]
        if found:
            direct = function in ("subject", "object")
            return [replace(f, direct=direct) for f in dict.fromkeys(found)]
    return []


def _of_a_noun(argument: Argument, function: str) -> bool:
    """Whether the function finds the weapon of a noun alone ("a launch involving two missiles"); a frame that asks for
    nothing else means the verb ("replied with two missiles")."""
    asked = argument.required and argument.role == "weapon" and function in _OF_NOUNS
    return asked and any(f not in _OF_NOUNS and f != "using" for f in argument.functions)


def _parts(argument: Argument, head: "Token", trigger: Trigger, scene: "Setting") -> list[Filling]:
    """Fillings by a head and what is coordinated with it. What is handed over together with a fitting item is an item,
    whatever it is."""
    heads = [h for h in wholes.with_conjuncts([head]) if h.i != trigger.token.i or h.i == head.i]
    # "N. Korea fires 2 missiles: JCS": nothing behind a verb is coordinated with its subject.
    heads = [h for h in heads if not (trigger.verbal and head.i < trigger.token.i < h.i)]
    # "Offered its own tally: 10,000 containers": behind a colon stands what somebody says.
    doc = trigger.token.doc
    heads = [h for h in heads if h.i < head.i or not any(t.text == ":" for t in doc[trigger.token.i : h.i])]
    if argument.role == "item" and heads:
        heads += [h for h in _listed(heads[-1], scene) if h not in heads]
    found = [f for h in heads if (f := filling(argument, h, scene))]
    if found and argument.role == "item" and len(heads) > 1:
        wide = replace(argument, fillers=("weapon", *_GOODS, "words"))
        found = [f for h in heads if (f := filling(argument, h, scene) or filling(wide, h, scene))]
        return _one_head(found, scene)
    return found


def _listed(last: "Token", scene: "Setting") -> Iterator["Token"]:
    """Weapons that follow in a list which the parser broke: "drones, guided aerial bombs and ammunition", "shells,
    along with at least 100 missiles"."""
    doc = scene.paragraph.doc
    after = doc[last.i + 1].lower_ if last.i + 1 < len(doc) else ""
    # "The modules of a submarine": no list starts with "of".
    if last.i not in scene.arms or after not in _LISTING or after == "of":
        return
    for token in doc[last.i + 1 : last.sent.end]:
        arm = scene.arms.get(token.i)
        if arm is not None and arm.head == token.i and not arm.modifier:
            yield token
            yield from _listed(token, scene)
            return
        if token.tag_ == "VBG" and token.nbor(-1).lower_ == "of":
            # "… with shells, and China of providing tools"
            return
        if token.lower_ not in _LISTING and token.pos_ not in _LIST_PARTS and token.tag_ not in ("VBN", "VBG"):
            return


def _one_head(found: list[Filling], scene: "Setting") -> list[Filling]:
    """What shares one head is one: "space and satellite technology", "122 mm and 152 mm shells"."""
    out: list[Filling] = []
    for part in reversed(found):
        head = scene.paragraph.doc[part.head]
        after = out[-1] if out else None
        arm = scene.arms.get(after.head) if after else None
        bare = head.tag_ == "NN" and part.head not in scene.arms and part.first == part.head
        if after and arm and bare and arm.first < arm.head and after.first - part.head == 2:
            out[-1] = replace(after, first=part.first)
        else:
            out.append(part)
    return out[::-1]


def _by_order(argument: Argument, trigger: Trigger, scene: "Setting") -> list[Filling]:
    """A weapon that the parse lost: right of an active verb, left of a passive one or of a verb that it is subject of,
    with no other verb between."""
    arms = [f for f in argument.fillers if f in scene.lexicon.weapons.concepts]
    token = trigger.token
    if not arms or not trigger.verbal or not {"object", "subject"} & set(argument.functions):
        return []
    other = [o for o in syntax.objects(token) if o.pos_ in ("NOUN", "PROPN") and "object" in argument.functions]
    if token.dep_ == "amod" and (token.tag_ == "VBG" or "object" not in argument.functions):
        # "Data from the failed flights"
        return []
    own = [c for c in token.children if c.dep_ == "nsubj" and c.i < token.i]
    acting = own[:1] or ([token.head] if token.dep_ == "acl" and token.tag_ == "VBG" else [])
    if "object" not in argument.functions and acting and acting[0].i == token.i - 1 and acting[0].pos_ != "PRON":
        # "A transport plane flying launchers in": the plane flies.
        return []
    passive = syntax.is_passive(token)
    leftwards = passive if "object" in argument.functions else "subject" in argument.functions and not passive
    at = token.i - token.sent.start
    around = reversed(list(token.sent[:at])) if leftwards else iter(token.sent[at + 1 :])
    if leftwards and passive and argument.role == "item" and other:
        # "Photos of the ship obtained by …": the photos are.
        return []
    found = (scene.arms.get(t.i) for t in _until_verb(around, leftwards))
    fitting = (a for a in found if a and not a.modifier and any(scene.lexicon.weapons.is_a(a.concept, k) for k in arms))
    # "Launched a website about missiles": the object is no weapon.
    end = min(
        (o.i for o in other if o.lemma_ != "attempt" and o.lemma_ not in wholes.PARTITIVE), default=len(token.doc)
    )
    fitting = (a for a in fitting if leftwards or a.head < end)
    return [
        Filling(argument.role, a.first, a.head, a.head, concept=a.concept, system=a.system, sure=False)
        for a in islice(fitting, 1)
    ]


def _until_verb(tokens: Iterable["Token"], leftwards: bool) -> Iterator["Token"]:
    meant = leftwards
    for token in tokens:
        # "Fired what is believed to be a missile", but not "what he gets is oil".
        meant = meant or token.lower_ == "what"
        if token.lemma_ == "be" and token.tag_ in ("VBZ", "VBD", "VBP") and not meant:
            return
        finite = token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP", "VB")
        called = meant and token.lemma_ in _CALLED
        if finite and token.lemma_ not in ("appear", "believe", "seem", "be") and not called:
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
