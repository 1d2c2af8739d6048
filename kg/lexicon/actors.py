"""The actors of the ontology as readers of text need them: names to look up, common nouns, offices and holders."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg import ids
from kg.lexicon.words import Phrases
from kg.ontology import Ontology, expand, local


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


def read_actors(ontology: Ontology) -> Actors:
    """The actors of the ontology."""
    known = {k.slug: k for k in _known(ontology)}
    nouns = {n.slug: n for n in _nouns(ontology)}
    return Actors(
        known=known,
        names=_names(ontology, known),
        nouns=_forms(ontology, nouns),
        noun=nouns,
        offices=_offices(ontology),
        kin={
            (local(of), noun): local(person)
            for person in ontology.subjects("kg:kinOf")
            for of in ontology.iris(person, "kg:kinOf")
            for noun in ontology.texts(person, "kg:kinship")
        },
        ancestors=_ancestors(ontology),
    )


_NOUN = ids.BASE + "noun/"


def _ancestors(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Of each class of actors itself and all above it, by local names."""
    return {local(c): frozenset(map(local, ontology.superclasses(c))) for c in ontology.subclasses("kg:Actor")}


def _known(ontology: Ontology) -> Iterator[Known]:
    prefix = expand("actor:")
    for iri in ontology.subjects("rdf:type"):
        if iri.startswith(prefix):
            type_ = next((local(t) for t in ontology.types(iri) if local(t) != "Actor"), "Actor")
            owners = [local(o) for o in ontology.iris(iri, "kg:organOf")]
            homes = [*owners, *(local(o) for p in ("kg:memberOf", "kg:basedIn") for o in ontology.iris(iri, p))]
            states = [h for h in homes if _is_state(ontology, h)] or [_owner(ontology, h) for h in homes]
            yield Known(
                slug=local(iri),
                label=ontology.label(iri),
                type=type_,
                state=local(iri) if type_ == "State" else next((s for s in states if s), None),
                organ=bool(owners),
                gender=ontology.text(iri, "kg:gender"),
                family=ontology.text(iri, "kg:familyName") or "",
                noun=next((local(n) for n in ontology.iris(iri, "kg:institution")), None),
                bodies=tuple(homes),
                short=ontology.text(iri, "kg:shortLabel") or "",
            )


def _is_state(ontology: Ontology, slug: str) -> bool:
    return expand("kg:State") in ontology.types("actor:" + slug)


def _owner(ontology: Ontology, slug: str) -> str:
    """The state behind a body, else the body itself: the spokesman of a ministry speaks for its state."""
    for predicate in ("kg:organOf", "kg:basedIn"):
        for owner in ontology.iris("actor:" + slug, predicate):
            return local(owner)
    return slug


def _names(ontology: Ontology, known: dict[str, Known]) -> Phrases[Name]:
    phrases: Phrases[Name] = Phrases()
    for slug, actor in known.items():
        iri = "actor:" + slug
        silent = {*ontology.texts(iri, "kg:ambiguous"), *_made_of_words(actor, known, ontology)}
        how = "state" if actor.type == "State" else "name"
        for text in [actor.label, *ontology.texts(iri, "skos:altLabel")]:
            for name in _variants(text, actor):
                if name not in silent:
                    phrases.add(name, Name(slug, how))
        for predicate, kind in (("kg:demonym", "demonym"), ("kg:people", "people"), ("kg:capital", "capital")):
            for text in ontology.texts(iri, predicate):
                phrases.add(text, Name(slug, kind))
    return phrases


def _made_of_words(actor: Known, known: dict[str, Known], ontology: Ontology) -> Iterator[str]:
    """A label that is only the state and the noun, which are read as two words: "South Korea military"."""
    state = known.get(actor.state or "")
    if actor.noun and state and state.type == "State":
        noun = ontology.label(f"{_NOUN}{actor.noun}")
        yield from (f"{name} {noun}" for name in (state.label, state.short) if name)


def _variants(name: str, actor: Known) -> Iterator[str]:
    yield name
    if actor.type == "Person":
        yield from person_variants(name, actor.family)


def person_variants(name: str, family: str) -> Iterator[str]:
    """The spellings of a person's name: order of the names, hyphen between the syllables of the given one.

    >>> sorted(person_variants("Shin Won-sik", "Shin"))[:4]
    ['Shin Won Sik', 'Shin Won-Sik', 'Shin Won-sik', 'Shin Wonsik']
    >>> sorted(person_variants("Gen Nakatani", "Nakatani"))
    ['Gen Nakatani', 'Nakatani Gen']
    """
    words = name.split()
    if len(words) < 2 or not family:
        return
    if words[0] == family:
        given = " ".join(words[1:])
        for spelled in dict.fromkeys(given_variants(given)):
            yield f"{family} {spelled}"
            yield f"{spelled} {family}"
    elif name.endswith(" " + family) and len(words) == 2:
        yield f"{family} {words[0]}"
        yield name


def given_variants(given: str) -> Iterator[str]:
    """A given name of two syllables, as four styles write it; others as they stand."""
    yield given
    syllables = re.split(r"[ -]", given)
    if len(syllables) == 2:
        first, second = syllables
        yield from (f"{first} {second.capitalize()}", f"{first}-{second.lower()}", f"{first}-{second.capitalize()}")
        yield first + second.lower()


def _nouns(ontology: Ontology) -> Iterator[Noun]:
    for kind in ("ActorNoun", "PersonNoun", "KinNoun", "CounterpartNoun", "AddressNoun"):
        for iri in ontology.subjects("rdf:type", "kg:" + kind):
            yield Noun(
                slug=local(iri),
                label=ontology.label(iri),
                kind=kind,
                denotes=tuple(local(c) for c in ontology.iris(iri, "kg:denotes")),
                composed=ontology.text(iri, "kg:composed") == "true",
                unnamed=ontology.text(iri, "kg:unnamed") == "true",
                bare=ontology.text(iri, "kg:bare") != "false",
                gender=ontology.text(iri, "kg:gender"),
                broader=tuple(local(n) for n in ontology.iris(iri, "skos:broader")),
                speaks=ontology.text(iri, "kg:speaks") == "true",
                collective=ontology.text(iri, "kg:collective") == "true",
                heads=ontology.text(iri, "kg:headsState") == "true",
            )


def _forms(ontology: Ontology, nouns: dict[str, Noun]) -> Phrases[Form]:
    phrases: Phrases[Form] = Phrases(folded=True)
    for slug, noun in nouns.items():
        iri = _NOUN + slug
        plurals = set(ontology.texts(iri, "kg:plural"))
        for text in dict.fromkeys([noun.label, *ontology.texts(iri, "skos:altLabel"), *plurals]):
            phrases.add(text, Form(noun, plural=text in plurals))
            regular = noun.kind in ("PersonNoun", "ActorNoun") and text not in plurals
            if regular and not (plurals and text == noun.label):
                phrases.add(_plural(text), Form(noun, plural=True))
    return phrases


def _plural(text: str) -> str:
    """The regular plural of the noun that heads a phrase ("ministers of defense")."""
    head, of, rest = text.partition(" of ") if " of " in text else text.partition(" to ")
    return (head[:-1] + "ies" if re.search(r"[^aeiou]y$", head) else head + "s") + of + rest


def _offices(ontology: Ontology) -> dict[tuple[str, str], tuple[Tenure, ...]]:
    found: dict[tuple[str, str], list[Tenure]] = {}
    for iri in ontology.subjects("rdf:type", "kg:Tenure"):
        holder, office = ontology.iri(iri, "kg:holder"), ontology.iri(iri, "kg:office")
        if holder and office:
            body, noun = ontology.iri(office, "kg:organOf"), ontology.iri(office, "kg:position")
            tenure = Tenure(local(holder), _day(ontology.text(iri, "kg:from")), _day(ontology.text(iri, "kg:until")))
            if body and noun:
                found.setdefault((local(body), local(noun)), []).append(tenure)
    return {key: tuple(sorted(t, key=lambda x: x.start or date.min)) for key, t in found.items()}


def _day(text: str | None) -> date | None:
    """The first day of a date, month or year."""
    return date.fromisoformat((text + "-01-01")[:10]) if text else None
