"""Whether a word can fill a role: an actor, a place, a weapon or good, or any words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import wholes
from kg.extract.anaphors import FURTHER
from kg.lexicon.events import Argument
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.arms import Arm
    from kg.extract.setting import Setting

_EFFORTS = frozenset({"war", "invasion", "campaign", "fight", "effort", "offensive", "use", "aggression"})
_DIRECTIONS = frozenset(
    f"{a}{b}" for a in ("north", "south", "") for b in ("", "east", "west", "ern") if a or b in ("east", "west")
) | {"km", "kilometers", "kilometres", "miles"}
_PEOPLE = frozenset({"civilian", "reporter", "journalist", "people", "resident", "lawmaker"})
_SORTS = frozenset({"type", "kind", "model"})
_WHERE = frozenset({"at", "into", "from", "toward", "towards", "over", "against", "off", "in"})
_MEASURES = frozenset(
    {"kilometer", "kilometre", "km", "mile", "meter", "metre", "hour", "minute", "second", "day", "percent", "mm"}
)
_FACILITIES = frozenset({
    "depot", "port", "base", "warehouse", "plant", "factory", "facility", "airport", "airfield", "station", "city",
    "town", "terminal", "camp", "hub", "storehouse", "harbor", "harbour", "site", "arsenal",
})  # fmt: skip
_UNITS = frozenset({"force", "unit", "troop", "brigade", "command", "division", "branch", "wing", "crew", "arm"})
_OTHERS = frozenset({
    "ally", "partner", "satellite", "neighbor", "neighbour", "client", "proxy", "friend", "rival", "enemy", "foe",
    "adversary", "country", "nation", "border", "frontier",
})  # fmt: skip
_FRIENDS = frozenset({"ally", "partner", "neighbor", "neighbour", "client", "friend", "patron"})
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


def filling(argument: Argument, head: "Token", scene: "Setting") -> Filling | None:
    for filler in argument.fillers:
        found = _fits(filler, argument.role, head, scene)
        if found and found.mention and found.mention.actor.startswith("~") and "place" in argument.fillers:
            # "Russia's Kursk Oblast": a place of the ontology says more than an actor that nobody knows.
            return _fits("place", argument.role, head, scene) or found
        if found:
            return found
    return None


def _fits(filler: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    lexicon = scene.lexicon
    if filler in ("words", "unlisted"):
        return None if filler == "unlisted" and head.i in scene.arms else _words(role, head, scene)
    if filler == "name":
        return _words(role, head, scene) if _names_nobody(head, scene) else None
    if filler in lexicon.weapons.concepts:
        return _armed(filler, role, head, scene)
    if filler == "place" or filler in ("Sea", "Area", "LaunchSite", "Region") or filler in lexicon.places.places:
        return _placed(filler, role, head, scene)
    if filler == "actor" or filler[0].isupper():
        return _acting(filler, role, head, scene)
    # Any other filler is the word itself: "border", "casualty".
    said = filler in (head.lemma_.lower(), head.lower_)
    return Filling(role, *wholes.phrase(head), head.i) if said else None


def _names_nobody(head: "Token", scene: "Setting") -> bool:
    """Whether the word is the name of a town or the like that the ontology does not know."""
    mention = scene.mention(head)
    return head.pos_ == "PROPN" and head.i not in scene.arms and (mention is None or mention.actor.startswith("~"))


def _acting(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    mention = scene.mention(head)
    nobody = head.lemma_ == "target" or (head.lemma_ in _PEOPLE and role in ("giver", "recipient"))
    if nobody or (role == "recipient" and head.lower_ in ("them", "it") and head.dep_ == "dobj"):
        # "Plan to export them"
        return None
    if any(m.first <= head.i <= m.last for m in scene.moments):
        # "On Friday, the army said": the day is not the army's.
        return None
    if mention is not None and any(_parted(o, head) for o in wholes.owners(head)):
        return None
    ship = role == "agent" and _vessel(head, scene)
    if mention is None and role == "agent" and head.lemma_.lower() in _UNITS:
        mention = next(
            (m for of in head.children if of.lower_ == "of" for t in of.children if (m := scene.mention(t))), None
        )
    if head.lemma_ in _EFFORTS and any(c.tag_ == "PRP$" for c in head.children):
        # "Supplying Russia with shells for its war": the pronoun means whom the verb names.
        return None
    if mention is None and not ship:
        # "Its other supplier, North Korea, has provided …"
        mention = next((m for c in head.children if c.dep_ == "appos" and (m := scene.mention(c))), None)
    goods = head.i in scene.arms and role not in ("agent", "giver", "victim")
    # "Its allies" are others.
    goods = goods or head.lemma_ in _OTHERS
    if mention is None and role in _OWNED and (not goods or _whose_men(head, scene)):
        owners = [m for o in wholes.owners(head) if not _parted(o, head) and (m := scene.mention(o))]
        # "Yemen's Houthi group" is the group.
        groups = [m for m in owners if scene.lexicon.actors.is_a(m.type, "ArmedGroup")]
        mention = next(iter([*groups, *owners]), None)
    if mention is None and head.lemma_ in _FRIENDS:
        # "To its Russian partner"
        mention = next((m for c in head.children if c.dep_ == "amod" and (m := scene.mention(c))), None)
        mention = mention if mention is not None and mention.type == "State" else None
    if mention is None and role in ("giver", "recipient") and head.lemma_ in (_FACILITIES | _OTHERS):
        # "To a depot near Samara, Russia", "its partner in Moscow"
        mention = next((m for t in _whereabouts(head) if (m := scene.mention(t)) and m.type == "State"), None)
    if mention is not None and mention.type == "Group" and head.lemma_ in _OTHERS:
        # "Kyiv asked its partners to send missiles": they are other states, whichever.
        return None
    if mention is None or (kind != "actor" and not scene.lexicon.actors.is_a(mention.type, kind)):
        return None
    start = mention.span.start - scene.paragraph.start
    span = scene.paragraph.doc.char_span(start, start + len(mention.span.text), alignment_mode="expand")
    first, last = (span.start, span.end - 1) if span is not None else (head.i, head.i)
    return Filling(role, first, last, head.i, mention=mention)


def _vessel(noun: "Token", scene: "Setting") -> bool:
    """Whether it is a ship, whose name is nobody's: "the submarine Tula fired a missile"."""
    arm = scene.arms.get(noun.i)
    return arm is not None and scene.lexicon.weapons.is_a(arm.concept, "warship")


def _whereabouts(place: "Token") -> list["Token"]:
    """What says in which state a place lies."""
    inside = [p for w in place.children if w.lower_ == "in" for p in w.children if p.dep_ == "pobj"]
    near = [p for w in place.children if w.lower_ in ("near", "at") for p in w.children if p.dep_ == "pobj"]
    return [*inside, *(c for p in (place, *inside, *near) for c in p.children if c.dep_ == "appos")]


def _parted(owner: "Token", head: "Token") -> bool:
    """Whether a plural stands between the two: a headline's verb, "US Sanctions Network Accused of …"."""
    between = owner.doc[owner.i + 1 : head.i]
    return owner.dep_ == "compound" and any(t.tag_ == "NNPS" and t.dep_ == "compound" for t in between)


def _whose_men(head: "Token", scene: "Setting") -> bool:
    """Whether they are somebody's soldiers, who stand for him: "sold to Russia's mercenaries"."""
    arm = scene.arms.get(head.i)
    troops = arm is not None and scene.lexicon.weapons.is_a(arm.concept, "troops")
    return troops and any(c.dep_ == "poss" for c in head.children)


def _placed(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    if head.pos_ in ("VERB", "AUX"):
        # "In what Moscow admitted was a failure"
        return None
    if head.lemma_ in _EFFORTS and role in ("giver", "recipient"):
        # "Troops provided for the war in Ukraine"
        return None
    first, last = wholes.phrase(head)
    places = scene.lexicon.places
    inside = [s for s in scene.sites if first <= s.first and (s.last <= last or s.first <= head.i <= s.last)]
    wanted = [s for s in inside if kind in ("place", s.place) or places.is_a(s.place, kind)]
    if head.lower_ in _DIRECTIONS and any(s.last == head.i - 2 for s in scene.sites):
        # "Near Sariwon, south of Pyongyang": the second only says where the first one is.
        return None
    wanted = [s for s in wanted if s is wanted[0] or not _points_to(head.doc[s.first])]
    # "Busan's Haeundae district" is Haeundae: the place that lies within another.
    best = max(wanted, key=lambda s: (len(places.places[s.place].above), s.first), default=None)
    # No sea gives or gets anything: "delivered to a port on the Caspian Sea".
    nobody = best is not None and role in ("giver", "recipient") and places.places[best.place].state is None
    return Filling(role, first, max(best.last, head.i), head.i, concept=best.place) if best and not nobody else None


def _points_to(place: "Token") -> bool:
    """Whether a direction or distance is told from the place: "south of Pyongyang", "300 km from Seoul"."""
    preposition = place.head
    while preposition.dep_ in ("compound", "poss", "pobj") and preposition.pos_ != "ADP":
        preposition = preposition.head
    return preposition.lower_ in ("of", "from") and preposition.head.lower_ in _DIRECTIONS


def _armed(kind: str, role: str, head: "Token", scene: "Setting") -> Filling | None:
    arm = scene.arms.get(head.i) or _pronoun_arm(kind, head, scene)
    if arm is None or not scene.lexicon.weapons.is_a(arm.concept, kind):
        return None
    stands_in = head.pos_ == "NUM" or head.lower_ in ("ones", "one", "more", "others") or head.lemma_ in _SORTS
    if stands_in or arm is scene.told:
        return Filling(role, *wholes.phrase(head), head.i, concept=arm.concept, system=arm.system)
    return Filling(role, arm.first, arm.head, arm.head, concept=arm.concept, system=arm.system)


def _pronoun_arm(kind: str, head: "Token", scene: "Setting") -> "Arm | None":
    """What a pronoun or a bare number means that stands for a weapon named before it in the sentence: "before shipping
    them", "plans to send another 150", "several short-range ones"; or in the paragraph before: "more were fired"."""
    further = any(c.lower_ in FURTHER for c in head.children)
    bare = head.pos_ == "NUM" and (further or head.dep_ == "dobj")
    counted = ("amod", "nummod", "advmod")
    others = head.lower_ in ("more", "others") and any(c.dep_ in counted for c in head.children)
    # "Launched several more on Tuesday", where the parser takes both for adverbs.
    others = others or (head.lower_ == "more" and head.dep_ == "advmod" and _is_count(head))
    # "The same type was fired on Friday"
    others = others or (head.lemma_ in _SORTS and any(c.lower_ == "same" for c in head.children))
    # "More were fired on Monday", "six were fired at dawn".
    passive = head.dep_ == "nsubjpass" and (head.lower_ in ("more", "others") or head.pos_ == "NUM")
    # Workers are fired, too: a bare number flies somewhere.
    flies = any(c.lower_ in _WHERE for c in head.head.children)
    passive = passive and (head.pos_ != "NUM" or flies)
    bare = bare or (passive and head.pos_ == "NUM")
    others = others or (bare and further) or passive
    substitute = others or (head.lower_ in ("ones", "one") and any(c.dep_ in ("amod", "relcl") for c in head.children))
    if head.lower_ not in ("them", "they", "it") and not bare and not substitute:
        return None
    plural = head.lower_ != "it"
    # "It fired two more on Saturday", "launched one of them": of what the paragraph is about.
    far = others or (head.lower_ == "them" and head.dep_ == "pobj")
    first = 0 if far else head.sent.start
    for token in reversed(list(head.doc[first : head.i])):
        arm = scene.arms.get(token.i)
        # "Kyiv got ATACMS and fired them": a model's name is of one or many.
        any_number = substitute or (plural and arm is not None and arm.system is not None)
        fits = arm and not arm.modifier and (any_number or (token.tag_ in ("NNS", "NNPS")) == plural)
        if arm and fits and scene.lexicon.weapons.is_a(arm.concept, kind):
            return arm
    return scene.told if far and scene.told and scene.lexicon.weapons.is_a(scene.told.concept, kind) else None


def _is_count(more: "Token") -> bool:
    before = more.nbor(-1) if more.i else more
    return before.lower_ in ("several", "many", "some", "a") or before.like_num


def _words(role: str, head: "Token", scene: "Setting") -> Filling | None:
    timed = any(m.first <= head.i <= m.last for m in scene.moments)
    measured = head.lemma_.lower() in _MEASURES and any(c.dep_ == "nummod" for c in head.children)
    # "More than 4,000 have been killed".
    bare = role == "victim" and head.pos_ == "NUM"
    if timed or measured or not (bare or head.pos_ in ("NOUN", "PROPN")):
        return None
    first, last = wholes.phrase(head)
    counting = [
        t.i for c in head.children if c.dep_ in ("nummod", "det", "quantmod") and c.i < head.i for t in c.subtree
    ]
    return Filling(role, max([first, *(i + 1 for i in counting)]), last, head.i)
