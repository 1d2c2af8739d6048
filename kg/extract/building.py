"""From a reading to an event mention: spans, roles, quantities and the words that are its evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ids
from kg.extract import quantities, syntax, wholes
from kg.extract.evidence import evidence
from kg.extract.fillers import Filling
from kg.extract.modality import Status
from kg.extract.series import series
from kg.model import Attribution, EventMention, Mention, Quantity, Role, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading
    from kg.lexicon import Lexicon

# The other side of a transfer.
OTHER = {"giver": "recipient", "recipient": "giver"}
# Roles that a state fills even where the text names its leader, its army or a ministry.
_STATELY = frozenset({"agent", "giver", "recipient"})
_OF_STATES = ("Launch", "Transfer", "ArtilleryFire", "BalloonLaunch", "WeaponsTest", "DroneLaunch")


@dataclass(frozen=True, slots=True)
class States:
    """Mentions of states in a document, to stand in for the persons and bodies that act for them."""

    lexicon: "Lexicon"
    mentions: Mapping[str, tuple[Mention, ...]]
    by_id: Mapping[str, Mention]

    @classmethod
    def of(cls, mentions: Iterable[Mention], lexicon: "Lexicon") -> "States":
        found: dict[str, list[Mention]] = {}
        by_id = {m.id: m for m in mentions}
        for mention in by_id.values():
            if lexicon.actors.is_a(mention.type, "State"):
                found.setdefault(mention.actor, []).append(mention)
        return cls(lexicon, {a: tuple(ms) for a, ms in found.items()}, by_id)

    def slug(self, mention: Mention | None) -> str | None:
        """The state that the mention is, leads or serves; an armed group acts for itself."""
        known = self.lexicon.actors.known
        if mention is not None and self.lexicon.actors.is_a(mention.type, "ArmedGroup"):
            return None
        if mention is None or mention.actor in known:
            return known[mention.actor].state if mention else None
        # What is unknown but named after its state: "north-korea-defense-ministry-spokesperson".
        words = mention.actor.lstrip("~").split("-")
        names = ("-".join(words[:n]) for n in range(len(words) - 1, 0, -1))
        return next((n for n in names if n in known and known[n].state == n), None)

    def standing_for(self, mention: Mention) -> Mention:
        """The mention of the state nearest to a mention of a person or body that acts for it; else the mention."""
        if self.lexicon.actors.is_a(mention.type, "ArmedGroup"):
            return mention
        state = self.slug(mention) or self._named_in(mention)
        whole = mention if mention.actor == state else self.nearest(state, mention.span.start)
        return whole or self._body_in(mention) or mention

    def nearest(self, state: str | None, offset: int) -> Mention | None:
        """The mention of a state nearest to a character of the document."""
        near = self.mentions.get(state or "", ())
        return min(near, key=lambda m: (abs(m.span.start - offset), m.span.start), default=None)

    def acting_for(self, state: str | None, offset: int) -> Mention | None:
        """The mention of a state, else of a person or body that acts for it, nearest to a character of the document."""
        own = [m for m in self.by_id.values() if state and m.kind != "pronoun" and self.slug(m) == state]
        near = min(own, key=lambda m: (abs(m.span.start - offset), m.span.start), default=None)
        return self.nearest(state, offset) or near

    def acting(self, event: EventMention, role: str) -> frozenset[str]:
        """The states, or else actors, that fill a role."""
        found = (self.by_id.get(r.mention or "") for r in event.role(role))
        return frozenset(self.slug(m) or m.actor for m in found if m)

    def states_acting(self, event: EventMention, role: str) -> frozenset[str]:
        """The states that fill a role."""
        found = (self.slug(self.by_id.get(r.mention or "")) for r in event.role(role))
        return frozenset(s for s in found if s)

    def _body_in(self, mention: Mention) -> Mention | None:
        """The body that bears an unknown part of it: "the PLA Eastern Theater Command"."""
        if not mention.actor.startswith("~"):
            return None
        inside = (m for m in self.by_id.values() if m is not mention and mention.span.covers(m.span))
        return next((m for m in inside if m.type == "Military" and self.slug(m)), None)

    def _named_in(self, mention: Mention) -> str | None:
        """The state that the words of an unknown actor name: "Russian officials", "the Biden administration"."""
        inside = (m for m in self.by_id.values() if mention.span.covers(m.span) and m is not mention)
        return next((s for m in inside if (s := self.slug(m))), None)


def roles(reading: "Reading", scene: "Setting", states: States) -> tuple[Role, ...]:
    """The filled roles, in text order; a weapon's system is a role of its own."""
    out: list[Role] = []
    stately = any(scene.lexicon.events.is_a(reading.frame.type, t) for t in _OF_STATES)
    for filling in reading.roles:
        out += _role(filling, reading, scene, states, stately)
    default = reading.frame.default_weapon
    if default and not any(r.name == "weapon" for r in out):
        out.append(Role("weapon", scene.paragraph.span(reading.token.i, reading.token.i + 1), concept=default))
    if reading.trigger.overseer is not None:
        out += _overseers(reading.trigger.overseer, scene, states, stately and not any(r.name == "agent" for r in out))
    if stately and not any(r.name in ("agent", "giver") for r in out):
        out += _owner(reading, scene, states)
    return in_order(*_once(out, states))


def in_order(*found: Role) -> tuple[Role, ...]:
    """Roles in text order."""
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end, r.name)))


def _once(found: Sequence[Role], states: States) -> Iterator[Role]:
    """Each actor once in a role, under its name rather than a pronoun."""
    known: dict[tuple[str, str], Role] = {}
    for role in found:
        mention = states.by_id.get(role.mention or "")
        key = (role.name, mention.actor if mention else f"{role.span.start} {role.concept}")
        if key not in known or (len(role.span.text) > len(known[key].span.text) and mention):
            known[key] = role
    yield from known.values()


def _role(filling: Filling, reading: "Reading", scene: "Setting", states: States, stately: bool) -> Iterator[Role]:
    span = scene.paragraph.span(filling.first, filling.last + 1)
    concept = filling.concept
    mention = filling.mention
    if filling.role == "weapon" and reading.frame.default_weapon:
        concept = reading.frame.default_weapon
    if mention and stately and filling.role in _STATELY:
        state = states.standing_for(mention)
        if state is not mention and scene.lexicon.actors.is_a(mention.type, "Person") and filling.role == "agent":
            yield Role("overseer", span, mention=mention.id)
        mention = state
    if concept and mention is None and stately and filling.role in _STATELY:
        # "shipped from Rajin", "sent to Kursk": the state in which the place lies.
        place = scene.lexicon.places.places.get(concept)
        mention = states.nearest(place.state, span.start) if place else None
        concept = concept if mention is None else None
    yield Role(filling.role, span, mention=mention.id if mention else None, concept=concept)
    if filling.system and filling.role in ("weapon", "item"):
        yield Role("system", span, concept=filling.system)


def _overseers(verb: "Token", scene: "Setting", states: States, stately: bool) -> Iterator[Role]:
    for subject in wholes.with_conjuncts(syntax.subjects(verb)):
        mention = scene.mention(subject)
        if mention:
            yield Role("overseer", mention.span, mention=mention.id)
            state = states.standing_for(mention)
            if stately and state is not mention:
                yield Role("agent", mention.span, mention=state.id)


def _owner(reading: "Reading", scene: "Setting", states: States) -> Iterator[Role]:
    """Whose weapon it is, where nobody is said to have fired it: "a North Korean missile landed"."""
    weapon = reading.first("weapon")
    if weapon is None or scene.paragraph.doc[weapon.head].sent != reading.token.sent:
        # "Several more were fired": whose they were was said of others.
        return
    heads = [scene.paragraph.doc[weapon.head], reading.token]
    for owner in (o for h in heads for o in wholes.owners(h)):
        mention = scene.mention(owner)
        if mention:
            yield Role("agent", mention.span, mention=states.standing_for(mention).id)
            return


def counts(reading: "Reading", scene: "Setting") -> Iterator[Quantity]:
    """How many were launched, and the place of the event in a series."""
    doc = scene.paragraph.doc
    for filling in reading.roles:
        arm = scene.arms.get(filling.head)
        if filling.role in ("weapon", "item", "victim") and (arm is None or not arm.modifier):
            start = doc[min(_left(doc[filling.head]), filling.first)]
            name = doc[filling.first if arm else filling.head]
            if arm is None and name.pos_ == "NUM" and name.i + 1 < len(doc):
                name = name.nbor(1)
            found = quantities.counted(scene.paragraph, start, name, doc[filling.head])
            dated = found and any(m.when.span and m.when.span.covers(found.span) for m in scene.moments)
            if found and not dated and (filling.role == "weapon" or found.qualifier != "a"):
                yield found
            elif found is None and filling.role == "weapon" and (whose := _day_of(doc[filling.head], scene)):
                # "Tuesday's missile" is one.
                yield Quantity("count", 1, 1, 1, "", "a", scene.paragraph.span(whose.i, whose.i + 1))
        elif filling.role == "weapon" and arm and not reading.trigger.verbal and reading.token.tag_ == "NN":
            # "An ICBM test" is of one.
            article = next((c for c in reading.token.children if c.lower_ in ("a", "an")), None)
            if article is not None:
                yield Quantity("count", 1, 1, 1, "", "a", scene.paragraph.span(article.i, article.i + 1))
    # "Its second attempt" counts what was tried, which may be anything.
    if not reading.trigger.verbal and reading.token.lemma_ != "attempt":
        place = series(_measured(reading.token), scene.paragraph)
        if place:
            yield place


def _day_of(head: "Token", scene: "Setting") -> "Token | None":
    """The day whose single missile it is."""
    single = head.tag_ in ("NN", "NNP") and head.i in scene.arms
    days = (c for c in head.children if c.dep_ == "poss" and any(m.first <= c.i <= m.last for m in scene.moments))
    return next(days, None) if single else None


def _left(head: "Token") -> int:
    """Where the noun phrase starts, nouns of measure included: "an estimated total of …"."""
    return min(wholes.phrase(_measured(head))[0], wholes.phrase(head)[0])


def _measured(head: "Token") -> "Token":
    top = head
    while top.dep_ == "pobj" and top.head.lower_ == "of" and wholes.unwrapped(top.head.head) == top:
        top = top.head.head
    return top


def innermost(trigger: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution with the shortest content that holds the trigger."""
    holding = [a for a in attributions if a.holds(trigger)]
    return min(holding, key=lambda a: (sum(s.end - s.start for s in a.content), a.id), default=None)


def voice(within: Attribution | None, attributions: Sequence[Attribution]) -> Attribution | None:
    """Whose "we" it is: inside a quotation the speaker's, whatever others are said there to have said."""
    known = {a.id: a for a in attributions}
    for _ in range(4):
        outer = known.get(within.within or "") if within else None
        if outer is None or outer.kind != "direct":
            break
        within = outer
    return within


def mention_of(
    reading: "Reading",
    scene: "Setting",
    states: States,
    when: When | None,
    told: Status,
    within: Attribution | None,
    measured: Sequence[Quantity],
    extra: tuple[object, ...] = (),
) -> EventMention:
    """The event mention of a reading; `extra` keeps apart the ids of several events of one trigger."""
    document = scene.paragraph.document
    trigger = scene.paragraph.span(reading.token.i, reading.token.i + 1)
    words = evidence(reading, scene, within)
    near = [q for q in measured if words.start <= q.span.start < words.end]
    how = "verb" if reading.trigger.verbal else "noun"
    return EventMention(
        id=ids.digest("event-mention", document.id, reading.frame.type, trigger.start, trigger.end, *extra),
        type=reading.frame.type,
        trigger=trigger,
        evidence=words,
        roles=roles(reading, scene, states),
        when=when,
        quantities=tuple(sorted({*counts(reading, scene), *near}, key=lambda q: (q.span.start, q.span.end, q.role))),
        polarity=told.polarity,
        modality=told.modality,
        outcome=told.outcome,
        method=f"{how}:{reading.frame.name}",
        within=within.id if within else None,
    )
