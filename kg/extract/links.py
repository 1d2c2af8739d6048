"""How a mention takes up an event told before, and what it gets from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.anaphors import antecedent, points_near, takes_up
from kg.extract.building import States
from kg.extract.numerals import ordinal
from kg.extract.parties import other_parties
from kg.extract.setting import Setting
from kg.extract.triggers import Reading
from kg.model import EventMention, When

if TYPE_CHECKING:
    from spacy.tokens import Token

# Days before the publication after which an event is no news any more.
_NEWS = 4
_COPULAS = frozenset({"be", "mark", "represent", "become", "constitute", "make"})


def on_day(event: EventMention, when: When | None, types: Sequence[str], scene: Setting) -> bool:
    """Whether the event is the launch of that very day: "Thursday's launch"."""
    days = [w.earliest for w in (when, event.when) if w and w.earliest and w.earliest == w.latest]
    launch = scene.lexicon.events.is_a(event.type, "Launch") and any(
        scene.lexicon.events.is_a(event.type, t) for t in types
    )
    return launch and len(days) == 2 and days[0] == days[1] and event.modality != "generic"


def current(before: Sequence[EventMention], scene: Setting) -> list[EventMention]:
    """Without the days before the news that other paragraphs tell of: "the launch" is the one that is reported on."""
    start, news = scene.paragraph.start, scene.paragraph.document.published
    if news is None:
        return list(before)
    old = [
        e
        for e in before
        if e.trigger.start < start and e.when and e.when.latest and (news - e.when.latest).days > _NEWS
    ]
    return [e for e in before if e not in old and e.antecedent not in {o.id for o in old}] or list(before)


def told_like(made: EventMention, found: EventMention) -> EventMention:
    """What takes up a plan speaks of a plan: "urged Pyongyang to call off the launch"."""
    planned = made.antecedent is not None and found.modality == "planned" and made.modality in ("actual", "possible")
    return replace(made, modality="planned") if planned and made.outcome is None else made


def _same_moment(
    made: EventMention, reading: Reading, scene: Setting, before: Sequence[EventMention]
) -> EventMention | None:
    """The launch that a clause tells more of: "it last fired missiles on July 1, when it launched two from X"."""
    if not reading.trigger.verbal or made.when is None or not scene.lexicon.events.is_a(made.type, "Launch"):
        return None
    clauses = [t for t in (reading.token, *reading.token.ancestors) if any(c.lower_ == "when" for c in t.children)]
    above = {scene.paragraph.start + t.idx for c in clauses[:1] for t in c.ancestors}
    same = (e for e in before if e.trigger.start in above and e.type == made.type and e.when is not None)
    return next((e for e in same if e.when and made.when.earliest and _overlap(e.when, made.when)), None)


def _overlap(a: When, b: When) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.earliest <= b.latest and b.earliest <= a.latest


def linked(
    made: EventMention, reading: Reading, scene: Setting, before: Sequence[EventMention], states: States
) -> EventMention:
    """The mention with what it takes up: "the missiles landed", "this marks the sixth test this year"."""
    if whole := _same_moment(made, reading, scene, before):
        return replace(made, antecedent=whole.id)
    undated = made.when is None or (made.when.earliest is None and made.when.latest is None)
    weapon = reading.first("weapon") or reading.first("item")
    head = scene.paragraph.doc[weapon.head] if weapon else reading.token
    ranked = _ranked(reading.token)
    definite = takes_up(head) or (not reading.trigger.verbal and takes_up(reading.token))
    if not (ranked or definite):
        return made
    near = points_near(head) or points_near(reading.token)
    told = before if near else current(before, scene)
    found = antecedent([made.type], weapon.concept if weapon else None, told, scene.lexicon, near)
    if found is None:
        return made
    if any(other_parties(made, e, states) for e in _chain(found, before)):
        return made
    if not (ranked or undated):
        return _of_whom(made, found)
    if ranked:
        return replace(without_pronoun(made, reading, scene), antecedent=found.id, when=None, modality=found.modality)
    return told_like(replace(made, antecedent=found.id), found)


def _chain(found: EventMention, before: Sequence[EventMention]) -> Iterator[EventMention]:
    """An event and those that it takes up, one through the other."""
    by_id = {e.id: e for e in before}
    one: EventMention | None = found
    while one is not None:
        yield one
        one = by_id.pop(one.antecedent or "", None)


def _of_whom(made: EventMention, found: EventMention) -> EventMention:
    """ "The missile was launched at dawn": by whoever was said to have launched it, with a day of its own."""
    weapon = any(made.role("weapon")) and any(found.role("agent")) and not any(made.role("agent"))
    return replace(made, roles=(*made.roles, *found.role("agent"))) if weapon else made


def retyped(made: EventMention, reading: Reading, scene: Setting, before: Sequence[EventMention]) -> EventMention:
    """ "The rocket" of a text that told of a satellite launch vehicle is one: with its event's type."""
    weapon = reading.first("weapon")
    if weapon is None or weapon.concept is None or not takes_up(scene.paragraph.doc[weapon.head]):
        return made
    narrower = {weapon.concept, *(slug for slug, _ in scene.lexicon.weapons.context.get(weapon.concept, ()))}
    for event in reversed(before):
        for role in event.role("weapon"):
            if role.concept in narrower and event.type != made.type and scene.lexicon.events.is_a(event.type, "Launch"):
                roles = tuple(replace(r, concept=role.concept) if r.name == "weapon" else r for r in made.roles)
                new = ids.digest(
                    "event-mention", made.trigger.document, event.type, made.trigger.start, made.trigger.end
                )
                return replace(made, id=new, type=event.type, roles=roles)
    return made


def without_pronoun(made: EventMention, reading: Reading, scene: Setting) -> EventMention:
    """ "X fired missiles, Y said, in its third test", "despite its failure": whose it is says the event taken up."""
    how = scene.lexicon.events.governors["Failure"] | scene.lexicon.events.governors["Success"]
    outcome = reading.token.lemma_ in how and any(c.tag_ == "PRP$" for c in reading.token.children)
    if not outcome and not _in_series(reading.token):
        return made
    return replace(made, roles=tuple(r for r in made.roles if r.name != "agent"))


def _in_series(noun: "Token") -> bool:
    """Whether the noun is behind "in its third …"."""
    owned = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
    ranked = any(c.lower_ == "such" or ordinal(c.text) for c in noun.children)
    return owned and ranked and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for", "with")


def _ranked(noun: "Token") -> bool:
    """Whether the noun says what an event told before is in a series: "this marks the sixth test this year"."""
    if _in_series(noun):
        return True
    top = noun
    while top.dep_ == "pobj" and top.head.lower_ == "of":
        top = top.head.head
    verb = top.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    pointing = subject is not None and (subject.lower_ in ("this", "it", "that") or takes_up(subject))
    pointing = pointing or (subject is None and verb.tag_ == "VBG")
    return top.dep_ in ("attr", "dobj") and verb.lemma_ in _COPULAS and pointing
