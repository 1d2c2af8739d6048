"""What resolution asks of the ontology: what lies above what, and how things are called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.lexicon.actors import Known
    from kg.lexicon.weapons import Weapon

_NONE: frozenset[str] = frozenset()
_KINDS = ("Launch", "Transfer")
# Types of events that happen often and alike, so that only the time tells one from the next.
OFTEN = ("Launch", "WeaponsTest", "ArtilleryFire", "BalloonLaunch", "Attack")
_STATELY = frozenset({"agent", "giver", "recipient"})


@dataclass(frozen=True, slots=True)
class Background:
    """The ontology as resolution sees it; an unknown name stands alone, under itself.

    `above` maps the local name of an event type and the slug of a weapon or place to itself and all above it,
    `below` the other way round, `states` an actor and `homes` a place to its state, `labels` each of them to its name
    for people. `vague` are concepts that stand for any other of their kind ("projectile"), `systems` single models.
    `topics` are words of launches and transfers, each with the kinds that it tells of.
    """

    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    below: Mapping[str, frozenset[str]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        above: Mapping[str, frozenset[str]],
        states: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        vague: frozenset[str] = frozenset(),
        systems: frozenset[str] = frozenset(),
        topics: Mapping[str, frozenset[str]] | None = None,
        homes: Mapping[str, str] | None = None,
    ) -> "Background":
        """With `below` worked out of `above`."""
        below: dict[str, set[str]] = {}
        for name in sorted(above):
            for upper in above[name]:
                below.setdefault(upper, set()).add(name)
        fixed = {name: frozenset(lower) for name, lower in sorted(below.items())}
        return cls(above, fixed, states or {}, homes or {}, labels or {}, vague, systems, topics or {})

    def under(self, a: str, b: str) -> bool:
        """Whether `a` is `b` or below it."""
        return a == b or b in self.above.get(a, _NONE)

    def comparable(self, a: str, b: str) -> bool:
        """Whether one of the two is the other, or below it: a more exact name of the same thing.

        >>> b = Background({"srbm": frozenset({"srbm", "ballistic"}), "icbm": frozenset({"icbm", "ballistic"})})
        >>> b.comparable("ballistic", "srbm"), b.comparable("icbm", "srbm")
        (True, False)
        """
        return self.under(a, b) or self.under(b, a)

    def compatible(self, a: str, b: str) -> bool:
        """Whether one weapon may go by both names: comparable, with something below both, or one of them vague.

        >>> up = {"srbm": frozenset({"srbm", "ballistic", "short"}), "icbm": frozenset({"icbm", "ballistic"})}
        >>> b = Background.of(up)
        >>> b.compatible("ballistic", "short"), b.compatible("icbm", "short")
        (True, False)
        """
        if self.comparable(a, b) or self.below.get(a, _NONE) & self.below.get(b, _NONE):
            return True
        return any(v in self.vague and any(self.under(o, k) for k in self._kind(v)) for v, o in ((a, b), (b, a)))

    def _kind(self, vague: str) -> frozenset[str]:
        """What a vague word may be: whatever lies below the exactest class above it."""
        above = self.above.get(vague, _NONE) - {vague}
        deepest = max(map(self.depth, above), default=0)
        return frozenset(a for a in above if self.depth(a) == deepest)

    def broad(self, concept: str) -> bool:
        """Whether a weapon's name says next to nothing: a vague one, or one above a vague one."""
        return any(self.under(v, concept) for v in self.vague)

    def depth(self, name: str) -> int:
        """How many names lie above: the larger, the more exact."""
        return len(self.above.get(name, _NONE))

    def state(self, actor: str) -> str:
        """The state that an actor belongs to, else the actor itself.

        >>> Background(states={"japan": "japan"}).state("japan-coast-guard")
        'japan'
        """
        if actor in self.states:
            return self.states[actor]
        words = actor.split("-")
        prefixes = ("-".join(words[:n]) for n in range(len(words) - 1, 0, -1))
        return next((p for p in prefixes if self.states.get(p) == p), actor)

    def party(self, actor: str, role: str, kind: str) -> str:
        """Who fills a role of an event: for what states do, the state of a leader or body, named in the text or not.

        >>> known = Background({"ArmsTransfer": frozenset({"ArmsTransfer", "Transfer"})}, states={"premier": "norway"})
        >>> known.party("premier", "giver", "ArmsTransfer"), known.party("premier", "giver", "Visit")
        ('norway', 'premier')
        """
        stately = role in _STATELY and any(self.under(kind, often) for often in (*OFTEN, "Transfer"))
        return self.state(actor) if stately else actor

    def own(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The actors without those whose state is among them: a leader and his state are one party.

        >>> Background(states={"norway": "norway", "premier": "norway"}).own(["premier", "norway"])
        ('norway',)
        """
        every = tuple(actors)
        return tuple(a for a in every if self.state(a) == a or self.state(a) not in every)

    def same_side(self, a: str, b: str) -> bool:
        """Whether two actors may be one party of an event: the same, or a state and a body or person of it."""
        return a == b or self.state(a) == b or self.state(b) == a

    def label(self, name: str) -> str:
        """The name for people; a type without label is spelled out of its local name.

        >>> Background().label("MissileLaunch"), Background().label("sea-of-japan")
        ('Missile launch', 'sea of japan')
        """
        return self.labels.get(name) or _spelled(name)


def _spelled(name: str) -> str:
    if not name[:1].isupper():
        return name.lstrip("~").replace("-", " ")
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", name)
    return " ".join([parts[0], *(p if p.isupper() else p.lower() for p in parts[1:])]) if parts else name


def background(lexicon: "Lexicon") -> Background:
    """Read from the lexicon what resolution needs, once."""
    weapons, places, types = lexicon.weapons.concepts, lexicon.places.places, lexicon.events.types
    above = {
        **{t.name: t.above | {t.name} for t in types.values()},
        **{p.slug: frozenset({p.slug, *p.above}) for p in places.values()},
        **{w.slug: frozenset({w.slug, *w.above}) for w in weapons.values()},
    }
    states = {k.slug: k.state for k in lexicon.actors.known.values() if k.state and _speaks_for(k)}
    homes = {p.slug: p.state for p in places.values() if p.state}
    labels = {
        **{k.slug: k.label for k in lexicon.actors.known.values()},
        **{p.slug: p.label for p in places.values()},
        **{w.slug: w.label for w in weapons.values()},
        **{t.name: t.label for t in types.values()},
    }
    systems = frozenset(w.slug for w in weapons.values() if w.kind == "system")
    return Background.of(above, states, labels, frozenset(_vague(weapons)), systems, _topics(lexicon), homes)


def _topics(lexicon: "Lexicon") -> dict[str, frozenset[str]]:
    """Words that tell of launches or transfers: nouns that name them, what is launched, what is handed over."""
    events, weapons = lexicon.events, lexicon.weapons
    found: dict[str, set[str]] = {w: set(_KINDS) for w in (*events.shells, *events.topic_words.get("Event", ()))}
    for kind in _KINDS:
        nouns = (n for n, frames in events.by_noun.items() if any(events.is_a(f.type, kind) for _, f in frames))
        for word in (*nouns, *events.topic_words.get(kind, ())):
            found.setdefault(word, set()).add(kind)
    for word, patterns in weapons.patterns.items():
        goods = all(weapons.concepts[p.slug].kind == "good" for p in patterns)
        found.setdefault(word, set()).update(("Transfer",) if goods else _KINDS)
    return {word: frozenset(kinds) for word, kinds in sorted(found.items()) if word.isalpha()}


def _speaks_for(known: "Known") -> bool:
    """A state, a body of it, or its leaders and officials; an outlet that is merely based there is not."""
    return known.organ or known.type in ("State", "Person")


def _vague(weapons: "Mapping[str, Weapon]") -> Iterator[str]:
    """A class without bounds of its own below one that has them names no kind: a "projectile" may be any missile."""
    for weapon in weapons.values():
        nearest = weapons.get(weapon.above[0]) if weapon.above else None
        if weapon.kind == "class" and nearest and _bounded(nearest) and not _bounded(weapon):
            yield weapon.slug


def _bounded(weapon: "Weapon") -> bool:
    return weapon.range_max is not None or weapon.speed_max is not None
