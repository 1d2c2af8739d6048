"""The blocks of the ontology that describe actors, read into the lexicon's values."""

import re
from collections.abc import Iterator
from datetime import date

from kg import ids
from kg.lexicon.actors import Actors, Form, Known, Name, Noun, Tenure
from kg.lexicon.words import Phrases
from kg.ontology import Ontology, expand, local

_NOUN = ids.BASE + "noun/"


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

    >>> sorted(person_variants("Hong Kil-dong", "Hong"))[:4]
    ['Hong Kil Dong', 'Hong Kil-Dong', 'Hong Kil-dong', 'Hong Kildong']
    >>> sorted(person_variants("Ken Tanaka", "Tanaka"))
    ['Ken Tanaka', 'Tanaka Ken']
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
