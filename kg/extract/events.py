"""Events in text: trigger words with roles, time, quantities and how they are told, earlier mentions taken up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kg import ids
from kg.extract import quantities
from kg.extract.anaphors import antecedent, points_near, takes_up
from kg.extract.building import States, innermost, mention_of
from kg.extract.dating import moments_of, whens
from kg.extract.modality import status
from kg.extract.parties import completed, with_agents
from kg.extract.roles import Filling, given
from kg.extract.setting import Moment, Setting, setting
from kg.extract.times import closed
from kg.extract.triggers import Reading, readings
from kg.extract.undated import with_days
from kg.model import Attribution, EventMention, Mention, Quantity, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.lexicon import Lexicon
    from kg.text import ParsedText

_COPULAS = frozenset({"be", "mark", "represent", "become", "constitute", "make"})


@dataclass(frozen=True, slots=True)
class Material:
    """What the steps before found in the document."""

    attributions: Sequence[Attribution]
    states: States
    measured: Sequence[Quantity]
    lexicon: "Lexicon"


def event_mentions(
    parsed: "ParsedText",
    mentions: Sequence[Mention],
    times: Sequence[When],
    attributions: Sequence[Attribution],
    lexicon: "Lexicon",
) -> tuple[EventMention, ...]:
    """Every event that the text speaks of, in text order."""
    material = Material(attributions, States.of(mentions, lexicon), quantities.quantities(parsed), lexicon)
    cues = [c for a in attributions for c in a.cue]
    made: list[EventMention] = []
    for paragraph in parsed.paragraphs:
        scene = setting(paragraph, lexicon, mentions, times, cues)
        made += _of_paragraph(scene, material, made)
    # A word that is both a verb's and a noun's trigger ("testing") is one mention: the reading with more roles.
    told = sorted(with_agents(made, material.states, lexicon), key=lambda e: e.trigger.start)
    by_id = {e.id: e for e in sorted(with_days(told, parsed.document, lexicon), key=lambda e: len(e.roles))}
    return tuple(sorted(by_id.values(), key=lambda e: (e.trigger.start, e.trigger.end, e.type, e.id)))


def _of_paragraph(scene: Setting, material: Material, before: Sequence[EventMention]) -> list[EventMention]:
    found = _one_per_weapon(_free(readings(scene), scene), scene)
    moments = moments_of(found, scene)
    made: dict[int, list[EventMention]] = {}
    for n, reading in enumerate(found):
        earlier = [*before, *(m for ms in made.values() for m in ms)]
        zone = _zone(reading, scene, material)
        times: Sequence[When | None] = whens(moments[n], reading, zone, scene) or (None,)
        made[n] = list(_events(reading, times, scene, material, earlier))
        made[n] += [e for m in made[n][:1] for e in _before_that(m, reading, moments[n], found, scene)]
    _link_parts(found, made)
    return [m for ms in made.values() for m in ms]


def _events(
    reading: Reading, times: Sequence[When | None], scene: Setting, material: Material, before: Sequence[EventMention]
) -> Iterator[EventMention]:
    trigger = scene.paragraph.span(reading.token.i, reading.token.i + 1)
    within = innermost(trigger, material.attributions)
    if reading.anaphoric:
        for n, when in enumerate(times):
            extra = (when.span.start, when.span.end) if when and when.span and n else ()
            yield from _anaphoric(reading, when, scene, material, before, within, extra)
        return
    for n, when in enumerate(times):
        told = status(reading, scene, when)
        extra = (when.span.start, when.span.end) if when and when.span and n else ()
        made = mention_of(reading, scene, material.states, when, told, within, material.measured, extra)
        made = _retyped(made, reading, scene, before)
        linked = _linked(made, reading, scene, before, material)
        yield completed(linked, reading, scene, before, material.states, within)


def _anaphoric(
    reading: Reading,
    when: When | None,
    scene: Setting,
    material: Material,
    before: Sequence[EventMention],
    within: Attribution | None,
    extra: tuple[object, ...],
) -> Iterator[EventMention]:
    """A noun that names no weapon or item of its own stands for an event told before, or for nothing."""
    frames = [f for _, f in scene.lexicon.events.by_noun.get(reading.token.lemma_.lower(), ())]
    found = antecedent([f.type for f in frames], None, before, scene.lexicon, points_near(reading.token))
    if found is None:
        return
    told = status(reading, scene, when)
    if told.modality in ("generic", "planned") and not takes_up(reading.token):
        return
    frame = next((f for f in frames if f.type == found.type), reading.frame)
    meant = Reading(reading.trigger, frame, given(frame, reading.trigger, scene), anaphoric=True)
    made = mention_of(meant, scene, material.states, when, told, within, material.measured, extra)
    own = when is not None and (when.earliest is not None or when.latest is not None)
    if not any(made.role("weapon")) and not own:
        made = replace(made, roles=(*made.roles, *(r for r in found.roles if r.name in ("weapon", "system"))))
    # "That launch" is the event just told, with its time.
    time = found.when if when is None and points_near(reading.token) else made.when
    yield _told_like(replace(made, antecedent=None if own else found.id, when=time, method="noun:anaphor"), found)


def _told_like(made: EventMention, found: EventMention) -> EventMention:
    """What takes up a plan speaks of a plan: "urged Pyongyang to call off the launch"."""
    planned = made.antecedent is not None and found.modality == "planned" and made.modality in ("actual", "possible")
    return replace(made, modality="planned") if planned and made.outcome is None else made


def _before_that(
    made: EventMention, reading: Reading, moments: Sequence[Moment], found: Sequence[Reading], scene: Setting
) -> Iterator[EventMention]:
    """The event before: "its first such test since October last year" tells of one in October."""
    ranked = any(c.lower_ in ("first", "such", "latest", "next") for c in reading.token.children)
    if reading.trigger.verbal or not ranked or not scene.lexicon.events.is_a(made.type, "Launch"):
        return
    for moment in (m for m in moments if m.when.precision == "open" and m.when.earliest):
        when = closed(moment.when, scene.paragraph)
        told = any(r.trigger.verbal and 0 < r.token.i - moment.last < 12 and _asks_when(r) for r in found)
        if when.precision != "open" and not told:
            new = ids.digest("event-mention", made.trigger.document, made.type, made.trigger.start, "since")
            yield replace(
                made,
                id=new,
                when=when,
                antecedent=None,
                quantities=(),
                outcome=None,
                modality="actual",
                method="noun:since",
            )


def _asks_when(reading: Reading) -> bool:
    return any(c.lower_ == "when" for c in reading.token.children)


def _linked(
    made: EventMention, reading: Reading, scene: Setting, before: Sequence[EventMention], material: Material
) -> EventMention:
    """The mention with what it takes up: "the missiles landed", "this marks the sixth test this year"."""
    undated = made.when is None or (made.when.earliest is None and made.when.latest is None)
    weapon = reading.first("weapon") or reading.first("item")
    head = scene.paragraph.doc[weapon.head] if weapon else reading.token
    ranked = _ranked(reading.token)
    definite = takes_up(head) or (not reading.trigger.verbal and takes_up(reading.token))
    if not (ranked or (undated and definite)):
        return made
    near = points_near(head) or points_near(reading.token)
    found = antecedent([made.type], weapon.concept if weapon else None, before, material.lexicon, near)
    if found is None:
        return made
    if ranked:
        return replace(made, antecedent=found.id, when=None, modality=found.modality)
    return _told_like(replace(made, antecedent=found.id), found)


def _retyped(made: EventMention, reading: Reading, scene: Setting, before: Sequence[EventMention]) -> EventMention:
    """ "The rocket" of a text that told of a satellite launch vehicle is one: with its event's type."""
    weapon = reading.first("weapon")
    if weapon is None or weapon.concept is None or not takes_up(scene.paragraph.doc[weapon.head]):
        return made
    narrower = {slug for slug, _ in scene.lexicon.weapons.context.get(weapon.concept, ())}
    for event in reversed(before):
        for role in event.role("weapon"):
            if role.concept in narrower and event.type != made.type and scene.lexicon.events.is_a(event.type, "Launch"):
                roles = tuple(replace(r, concept=role.concept) if r.name == "weapon" else r for r in made.roles)
                new = ids.digest(
                    "event-mention", made.trigger.document, event.type, made.trigger.start, made.trigger.end
                )
                return replace(made, id=new, type=event.type, roles=roles)
    return made


def _ranked(noun: "Token") -> bool:
    """Whether the noun says what an event told before is in a series: "this marks the sixth test this year"."""
    top = noun
    while top.dep_ == "pobj" and top.head.lower_ == "of":
        top = top.head.head
    verb = top.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    pointing = subject is not None and (subject.lower_ in ("this", "it", "that") or takes_up(subject))
    return top.dep_ in ("attr", "dobj") and verb.lemma_ in _COPULAS and pointing


def _link_parts(found: Sequence[Reading], made: dict[int, list[EventMention]]) -> None:
    """ "The launch …, involving the firing of several rockets" is one event: the second takes up the first."""
    for n, reading in enumerate(found):
        around = next((a for a in reading.token.ancestors if a.lower_ in ("involving", "including")), None)
        if around is None or not made[n]:
            continue
        carriers = {around.head.i, *(c.i for c in around.head.children if c.dep_ in ("nsubj", "nsubjpass"))}
        for m, other in enumerate(found):
            if m != n and other.token.i in carriers and made[m]:
                made[n] = [replace(e, antecedent=made[m][0].id) for e in made[n]]


def _free(found: Sequence[Reading], scene: Setting) -> list[Reading]:
    """Readings that stand for themselves.

    Not the purpose of a thing that another reading tells of ("the rocket intended to deploy a satellite"), not the noun
    that another one's verb carries ("suffered casualties").
    """
    doc = scene.paragraph.doc
    launches = [r for r in found if scene.lexicon.events.is_a(r.frame.type, "Launch")]
    things = {f.head for r in launches for f in r.roles if f.role == "weapon"}
    things |= {r.token.i for r in launches if not r.trigger.verbal}
    verbs = {r.token.i for r in found if r.trigger.verbal}
    out = []
    for reading in found:
        above = list(reading.token.ancestors)
        purpose = (
            reading in launches
            and reading.trigger.verbal
            and reading.token.tag_ == "VB"
            and any(a.i in things for a in above)
        )
        carried = reading.anaphoric and reading.token.head.i in verbs and reading.token.dep_ == "dobj"
        if not purpose and not carried and not _inside_name(reading, doc):
            out.append(reading)
    return out


def _inside_name(reading: Reading, doc: "Doc") -> bool:
    """Whether the trigger is part of a name ("Missile Launch Center")."""
    token = reading.token
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return token.pos_ == "PROPN" and token.dep_ == "compound" and after is not None and after.pos_ == "PROPN"


def _one_per_weapon(found: Sequence[Reading], scene: Setting) -> list[Reading]:
    """Of the words that tell of one weapon's flight ("detected a missile fired from …") the one that says most; the
    others give it the roles that it lacks."""
    out: list[Reading] = []
    for reading in found:
        weapon = reading.first("weapon") if scene.lexicon.events.is_a(reading.frame.type, "Launch") else None
        same = next((n for n, o in enumerate(out) if weapon and _same_weapon(o, weapon, scene)), None)
        if same is None:
            out.append(reading)
            continue
        first, second = sorted((out[same], reading), key=lambda r: r.frame.name != r.frame.type)
        extra = tuple(f for f in second.roles if not any(f.role == o.role for o in first.roles) and f.role != "agent")
        out[same] = Reading(first.trigger, first.frame, (*first.roles, *extra))
    return out


def _same_weapon(reading: Reading, weapon: Filling, scene: Setting) -> bool:
    mine = reading.first("weapon")
    return mine is not None and mine.head == weapon.head and scene.lexicon.events.is_a(reading.frame.type, "Launch")


def _zone(reading: Reading, scene: Setting, material: Material) -> ZoneInfo | None:
    """The time zone at the place of the event: of its site, else of who does it."""
    places = scene.lexicon.places
    for role in ("site", "place"):
        filling = reading.first(role)
        if filling and filling.concept and filling.concept in places.places:
            zone = places.zone(places.places[filling.concept].state)
            if zone:
                return zone
    for role in ("agent", "giver", "participant"):
        filling = reading.first(role)
        if filling and filling.mention:
            return places.zone(material.states.slug(filling.mention))
    return None
