"""The event types of the ontology as readers of text need them: trigger words, and who fills which role."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import OntologyError
from kg.ontology import Ontology, local

_ARGUMENT = re.compile(r"(?P<role>_?[a-z]+)(?P<required>!?)\s*=\s*(?P<functions>[^:]+):\s*(?P<fillers>.+)")
_GOVERNORS = ("Planned", "PossibleEvent", "Failure", "Success")


@dataclass(frozen=True, slots=True)
class Argument:
    """Who fills a role: in one of `functions` (subject, object, receiver, supporting, a preposition), of one of
    the kinds `fillers`. Without a `required` one the words do not speak of the event."""

    role: str
    functions: tuple[str, ...]
    fillers: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that speak of an event type. Verbs and nouns are split into words ("shoot down"); a noun counts only below
    one of `noun_verbs` if there are any; of the roles in `one_of` one must be filled if there are any."""

    name: str
    type: str
    verbs: tuple[tuple[str, ...], ...]
    nouns: tuple[tuple[str, ...], ...]
    noun_verbs: frozenset[str]
    arguments: tuple[Argument, ...]
    one_of: tuple[str, ...]
    default_weapon: str | None
    depth: int

    def of(self, role: str) -> Iterator[Argument]:
        return (a for a in self.arguments if a.role == role)


@dataclass(frozen=True, slots=True)
class EventType:
    """A class of events. `above` are the names of the classes above it."""

    name: str
    label: str
    above: frozenset[str]


@dataclass(frozen=True, slots=True)
class Events:
    """`by_verb` and `by_noun` find frames by the head word of a trigger, the longest and most specific first.

    `governors` maps Planned, PossibleEvent, Failure and Success to the words that say so; `shells` are nouns that may
    stand for an event told before ("the report").
    """

    types: Mapping[str, EventType]
    by_verb: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    by_noun: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    support_verbs: frozenset[str]
    oversee_verbs: frozenset[str]
    governors: Mapping[str, frozenset[str]]
    shells: frozenset[str] = frozenset()
    # Frames whose trigger is the thing itself: "shells for Russia".
    by_thing: tuple[Frame, ...] = ()
    # Words of what events of a type do or lead to, by the type's name.
    topic_words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def frames(self) -> list[Frame]:
        """The frames that a verb or a thing evokes, one for each of its words."""
        return [*(f for fs in self.by_verb.values() for _, f in fs), *self.by_thing]

    def marked(self, mark: str) -> frozenset[str]:
        """The names of the frames that a mark of `kg:needsOneOf` tells apart: "_alliance"."""
        return frozenset(f.name for f in self.frames if mark in f.one_of)

    def is_a(self, name: str, kind: str) -> bool:
        """Whether the event type is `kind` or lies below it."""
        return name == kind or (name in self.types and kind in self.types[name].above)


def read_events(ontology: Ontology) -> Events:
    """The event types of the ontology, overlays included; raises OntologyError on an argument that cannot be read."""
    types = {t.name: t for t in (_type(ontology, iri) for iri in ontology.instances("kg:EventType"))}
    frames = [*(_frame(ontology, iri, iri) for iri in ontology.instances("kg:EventType")), *_further(ontology)]
    return Events(
        types,
        _index((v[0], v, f) for f in frames for v in f.verbs),
        _index((n[-1], n, f) for f in frames for n in f.nouns),
        frozenset(ontology.texts("kg:Event", "kg:supportVerb")),
        frozenset(ontology.texts("kg:Event", "kg:overseeVerb")),
        {g: frozenset(ontology.texts(f"kg:{g}", "kg:governingWord")) for g in _GOVERNORS},
        frozenset(ontology.texts("kg:Event", "kg:shellNoun")),
        tuple(f for f in frames if any("self" in a.functions for a in f.arguments)),
        {t: frozenset(ontology.texts(f"kg:{t}", "kg:topicWord")) for t in types},
    )


def argument(text: str, where: str = "") -> Argument:
    """Read one argument of the ontology.

    >>> argument("weapon! = object, of : missile, rocket")
    Argument(role='weapon', functions=('object', 'of'), fillers=('missile', 'rocket'), required=True)
    """
    match = _ARGUMENT.fullmatch(text.strip())
    if not match:
        raise OntologyError(f"{where}: cannot read the argument {text!r}", "write it as: role! = object, of : missile")
    return Argument(match["role"], _listed(match["functions"]), _listed(match["fillers"]), bool(match["required"]))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _type(ontology: Ontology, iri: str) -> EventType:
    return EventType(
        local(iri), ontology.label(iri), frozenset(local(a) for a in ontology.superclasses(iri) if a != iri)
    )


def _further(ontology: Ontology) -> Iterator[Frame]:
    for iri in ontology.instances("kg:EventFrame"):
        for evoked in ontology.iris(iri, "kg:evokes"):
            yield _frame(ontology, iri, evoked)


def _frame(ontology: Ontology, iri: str, type_iri: str) -> Frame:
    line = tuple(_upwards(ontology, type_iri))
    sources = (iri, *line)
    weapon = next((w for s in (iri, type_iri, *line) for w in ontology.iris(s, "kg:defaultWeapon")), None)
    one_of = next((t for s in (iri, type_iri, *line) for t in ontology.texts(s, "kg:needsOneOf")), "")
    return Frame(
        name=local(iri),
        type=local(type_iri),
        verbs=tuple(tuple(v.split()) for v in ontology.texts(iri, "kg:verb")),
        nouns=tuple(tuple(n.replace("-", " ").split()) for n in ontology.texts(iri, "kg:noun")),
        noun_verbs=frozenset(ontology.texts(iri, "kg:nounNeedsVerb")),
        arguments=tuple(_arguments(ontology, sources)),
        one_of=_listed(one_of),
        default_weapon=weapon and local(weapon),
        depth=len(line),
    )


def _upwards(ontology: Ontology, iri: str) -> Iterator[str]:
    """The types above, nearest first."""
    for above in ontology.iris(iri, "rdfs:subClassOf"):
        if above.startswith("https://w3id.org/whosaid/"):
            yield above
            yield from _upwards(ontology, above)


def _arguments(ontology: Ontology, sources: Iterable[str]) -> Iterator[Argument]:
    """Arguments of the nearest source that speaks of each role: what is said lower down replaces what is said above."""
    known: set[str] = set()
    for source in sources:
        found = [argument(t, source) for t in ontology.texts(source, "kg:argument")]
        yield from (a for a in found if a.role not in known)
        known.update(a.role for a in found)


def _index(
    entries: Iterable[tuple[str, tuple[str, ...], Frame]],
) -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for head, words, frame in entries:
        found.setdefault(head, []).append((words, frame))
    order = {h: sorted(fs, key=lambda e: (-len(e[0]), -e[1].depth, e[1].name)) for h, fs in found.items()}
    return {h: tuple(fs) for h, fs in order.items()}
