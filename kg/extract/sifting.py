"""Which readings of a paragraph stand for an event of their own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.fillers import Filling
from kg.extract.setting import Setting
from kg.extract.triggers import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc


_FALLING = frozenset({"wound", "kill", "injure", "die", "capture"})


def free(found: Sequence[Reading], scene: Setting) -> list[Reading]:
    """Readings that stand for themselves.

    Not the purpose of a thing that another reading tells of ("the rocket intended to deploy a satellite"), not the noun
    that another one's verb carries ("suffered casualties").
    """
    doc = scene.paragraph.doc
    launches = [r for r in found if scene.lexicon.events.is_a(r.frame.type, "Launch")]
    things = {f.head for r in launches for f in r.roles if f.role == "weapon"}
    things |= {r.token.i for r in launches if not r.trigger.verbal}
    verbs = {r.token.i for r in found if r.trigger.verbal}
    goods = {f.head for r in found for f in r.roles if f.role in ("item", "weapon") and f.head != r.token.i}
    given = {f.head for r in found if r.trigger.verbal and r.token.dep_ != "relcl" for f in r.roles if f.role == "item"}
    out = []
    for reading in found:
        above = list(reading.token.ancestors)
        purpose = (
            reading in launches
            and reading.trigger.verbal
            and reading.token.tag_ == "VB"
            and any(a.i in things for a in above)
        )
        # "A rocket carrying a satellite exploded".
        described = reading.token.tag_ == "VBG" and reading.token.dep_ == "acl" and reading.token.head.i in things
        purpose = purpose or (described and reading in launches and reading.trigger.verbal)
        verb = reading.token.head.i
        carried = reading.anaphoric and verb in verbs and reading.token.dep_ == "dobj"
        carried = carried and not any(t.text == "," for t in doc[verb : reading.token.i])
        # "Sent shells to Russia" is told by the verb.
        carried = carried or any(f.role == "item" and f.head == reading.token.i in goods for f in reading.roles)
        # "Will be used to kill civilians" tells of no dead.
        used = reading.token.tag_ == "VB" and reading.token.dep_ == "xcomp" and reading.token.head.lemma_ == "use"
        purpose = purpose or (used and reading.frame.type == "Casualties")
        # "Technology that Iran seeks" only says what it is that somebody hands over.
        clause = reading.token.dep_ == "relcl" and reading.token.tag_ in ("VBZ", "VBP")
        wanted = clause and any(f.role == "item" and f.head in given for f in reading.roles)
        carried = carried or (reading in launches and _part_of(reading, verbs))
        shipped = reading in launches and reading.trigger.verbal and _shipped(reading, scene)
        # "Some 300 were wounded while fighting for Russia" tells of the wounded.
        fallen = reading.frame.type == "TroopDeployment" and reading.token.head.lemma_ in _FALLING
        purpose = purpose or (fallen and reading.token.tag_ == "VBG")
        if not purpose and not carried and not wanted and not shipped and not _inside_name(reading, doc):
            out.append(reading)
    return out


def _shipped(reading: Reading, scene: Setting) -> bool:
    """Whether "the missiles reached a port aboard a freighter", not "the satellite was launched aboard a rocket"."""
    aboard = [p for c in reading.token.children if c.lower_ == "aboard" for p in c.children if p.dep_ == "pobj"]
    arms = (scene.arms.get(p.i) for p in aboard)
    return bool(aboard) and not any(a and scene.lexicon.weapons.is_a(a.concept, "projectile") for a in arms)


def _part_of(reading: Reading, verbs: set[int]) -> bool:
    """Whether the noun holds what a verb tells of: "others were fired as part of an overnight barrage of missiles"."""
    part = reading.token.head.head if reading.token.dep_ == "pobj" and reading.token.head.lower_ == "of" else None
    return part is not None and part.lemma_ == "part" and any(a.i in verbs for a in (part, *part.ancestors))


def _inside_name(reading: Reading, doc: "Doc") -> bool:
    """Whether the trigger is part of a name ("Missile Launch Center")."""
    token = reading.token
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    named = token.pos_ == "PROPN" and not reading.trigger.verbal
    return named and token.dep_ == "compound" and after is not None and after.pos_ == "PROPN"


def one_per_weapon(found: Sequence[Reading], scene: Setting) -> list[Reading]:
    """Of the words that tell of one weapon's flight ("detected a missile fired from …"), or of one way of some troops
    ("sent soldiers to fight for X"), the one that says most; the others give it the roles that it lacks."""
    out: list[Reading] = []
    for reading in found:
        weapon = _moved(reading, scene)
        same = next((n for n, o in enumerate(out) if weapon and _same_flight(o, reading, weapon, scene)), None)
        if same is None:
            out.append(reading)
            continue
        first, second = sorted((out[same], reading), key=lambda r: r.frame.name != r.frame.type)
        # "One of them fell near the capital" in the next sentence does not say where they were fired.
        kept = ("agent", "site") if first.token.sent != second.token.sent else ("agent",)
        extra = tuple(f for f in second.roles if not any(f.role == o.role for o in first.roles) and f.role not in kept)
        out[same] = Reading(first.trigger, first.frame, (*first.roles, *extra))
    return out


def _same_flight(other: Reading, reading: Reading, weapon: Filling, scene: Setting) -> bool:
    """Whether two words tell of one launch of one weapon: one of them only of its flight. "The second test of a missile
    that was first launched in April" are two launches."""
    theirs = _moved(other, scene)
    # Nor does "made its maiden flight in April and was launched again in July" tell of one.
    flight = any(r.frame.name != r.frame.type and not r.frame.noun_verbs for r in (other, reading))
    # "Fired a salvo of 18 rockets".
    flight = flight or (reading.token.dep_ == "dobj" and other.token.i in (reading.token.head.i, reading.token.i - 2))
    same = theirs is not None and (theirs.role, theirs.head) == (weapon.role, weapon.head)
    return flight and same


def _moved(reading: Reading, scene: Setting) -> Filling | None:
    """What flies in a launch, or who is sent in a deployment."""
    events = scene.lexicon.events
    if events.is_a(reading.frame.type, "Launch"):
        return reading.first("weapon")
    return reading.first("item") if events.is_a(reading.frame.type, "TroopDeployment") else None
