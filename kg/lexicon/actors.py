"""The actors of the ontology as readers of text need them: names to look up, common nouns, offices and holders."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg.lexicon.words import Phrases


@dataclass(frozen=True, slots=True)
class Known:
    """An actor that the ontology knows, or that one of its states makes with one of its nouns.

    `state` is the slug of the state that it is, is an organ of, speaks for or is based in.
    """

    slug: str
    label: str
    type: str
    state: str | None = None
    organ: bool = False
    gender: str | None = None
    family: str = ""
    noun: str | None = None
    bodies: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun for actors. `kind` is ActorNoun, PersonNoun, KinNoun, CounterpartNoun or AddressNoun."""

    slug: str
    label: str
    kind: str
    denotes: tuple[str, ...]
    composed: bool
    unnamed: bool
    bare: bool
    gender: str | None
    broader: tuple[str, ...] = ()
    speaks: bool = False
    collective: bool = False
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a noun, as found in a text."""

    noun: Noun
    plural: bool


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor. `how`: name, demonym ("Russian"), people ("Russians"), capital ("Moscow") or state."""

    slug: str
    how: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office from a day (inclusive) until a day (exclusive); None is open."""

    holder: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Actors:
    """Everything that the ontology says about actors."""

    known: dict[str, Known]
    names: Phrases[Name]
    nouns: Phrases[Form]
    noun: dict[str, Noun]
    offices: dict[tuple[str, str], tuple[Tenure, ...]]
    kin: dict[tuple[str, str], str]
    ancestors: dict[str, frozenset[str]]
    _made: dict[str, Known] = field(default_factory=dict, repr=False)

    def is_a(self, type_: str, *classes: str) -> bool:
        """Whether a class is one of `classes` or below one of them."""
        above = self.ancestors.get(type_, frozenset({type_}))
        return any(c in above for c in classes)

    def called(self, noun: str) -> frozenset[str]:
        """The noun and the broader ones that take it up."""
        return frozenset({noun, *(self.noun[noun].broader if noun in self.noun else ())})

    def composed(self, state: str, noun: str) -> Known:
        """The body that a state and a noun name together: "Japan Coast Guard", "Ukraine air force"."""
        found = self._institutions.get((state, noun))
        if found:
            return self.known[found]
        of, what = self.known[state], self.noun[noun]
        slug = f"{state}-{noun}"
        # Two states never share a slug and nouns neither, so that equal slugs are equal actors.
        label = f"{of.short or of.label} {what.label}"
        return self._made.setdefault(slug, Known(slug, label, what.denotes[0], state, organ=True, noun=noun))

    def has_institution(self, state: str, noun: str) -> bool:
        return (state, noun) in self._institutions

    def rare(self, noun: str) -> str | None:
        """The first state that has an institution which only one or two have: a unification ministry."""
        having = [s for s, n in self._institutions if n == noun]
        return having[0] if 0 < len(having) < 3 else None

    def holder(self, body: str, noun: str, day: date | None) -> str | None:
        """Who held the office on the day; without a day the last known holder if the office had but one."""
        tenures = self.offices.get((body, noun), ())
        if day is None:
            holders = {t.holder for t in tenures}
            return holders.pop() if len(holders) == 1 else None
        return next((t.holder for t in reversed(tenures) if t.covers(day)), None)

    def held(self, person: str) -> tuple[tuple[str, str], ...]:
        """The offices (body, noun) that a person held at any time."""
        return self._held.get(person, ())

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The nouns for offices at the head of a state, in the order of the ontology."""
        return tuple(n.slug for n in self.noun.values() if n.heads)

    def bearers(self, noun: str) -> tuple[str, ...]:
        """The noun and those that it takes up; of one for heads of state, all of them."""
        if noun in self.noun and self.noun[noun].heads and any(noun in n.broader for n in self.noun.values()):
            return self.heads
        return (noun, *(n.slug for n in self.noun.values() if noun in n.broader))

    def alone(self, noun: str) -> Known | None:
        """The actor that the ontology keeps for a noun without a state: media reports."""
        return next((k for k in self.known.values() if k.noun == noun and k.state is None and not k.organ), None)

    @cached_property
    def long_labels(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The labels of bodies in three words or more, by their first letters: (label, slug of noun or actor)."""
        found: dict[str, list[tuple[str, str]]] = {}
        nouns = ((n.label, n.slug) for n in self.noun.values() if n.kind == "ActorNoun")
        bodies = ((k.label, k.slug) for k in self.known.values() if k.type not in ("Person", "State") and not k.noun)
        for label, slug in (*nouns, *bodies):
            if len(label.split()) > 2 and label[:1].isupper():
                found.setdefault("".join(w[0] for w in label.split()), []).append((label, slug))
        return {letters: tuple(sorted(labels)) for letters, labels in found.items()}

    @cached_property
    def by_family(self) -> dict[str, tuple[Known, ...]]:
        """The persons of the ontology by family name."""
        found: dict[str, list[Known]] = {}
        for known in self.known.values():
            if known.family:
                found.setdefault(known.family, []).append(known)
        return {family: tuple(persons) for family, persons in found.items()}

    @cached_property
    def families(self) -> frozenset[str]:
        """The family names of the persons of the ontology."""
        return frozenset(k.family for k in self.known.values() if k.family)

    @cached_property
    def _institutions(self) -> dict[tuple[str, str], str]:
        made: dict[tuple[str, str], str] = {}
        for known in self.known.values():
            if known.noun and known.state and known.organ:
                made.setdefault((known.state, known.noun), known.slug)
        return made

    @cached_property
    def _held(self) -> dict[str, tuple[tuple[str, str], ...]]:
        held: dict[str, dict[tuple[str, str], None]] = {}
        for office, tenures in self.offices.items():
            for tenure in tenures:
                held.setdefault(tenure.holder, {})[office] = None
        return {person: tuple(offices) for person, offices in held.items()}
