"""The places and time zones of the ontology as readers of text need them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology import Ontology, local


@dataclass(frozen=True, slots=True)
class Place:
    """A site, area, region or sea. `state` is the slug of the state that it lies in, `above` the places around it."""

    slug: str
    label: str
    kind: str
    above: tuple[str, ...] = ()
    state: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Places:
    """`places` by slug, `names` from every label to its slug, `zones` from a state's slug to its time zone,
    `zone_names` from the names of zones in text ("KST", "Moscow time") to time zones, `coasts` from "east" or "west"
    and a state's slug to the sea on that side."""

    places: Mapping[str, Place]
    names: Mapping[str, str]
    zones: Mapping[str, ZoneInfo]
    zone_names: Mapping[str, ZoneInfo]
    coasts: Mapping[tuple[str, str], str]
    pattern: re.Pattern[str]
    zone_pattern: str

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and slug of every place that the text names; the longest name wins.

        A name is found as it is written in the ontology, and in capitals (headlines).
        """
        for match in self.pattern.finditer(text):
            yield match.start(), match.end(), self.names[_key(match.group())]

    def is_a(self, slug: str | None, kind: str) -> bool:
        """Whether the place is of that kind (Sea, LaunchSite, Area, Region)."""
        return slug is not None and slug in self.places and self.places[slug].kind == kind

    def zone(self, state: str | None) -> ZoneInfo | None:
        """The time zone of a state's government."""
        return None if state is None else self.zones.get(state)


def read_places(ontology: Ontology) -> Places:
    """The places and time zones of the ontology, overlays included."""
    iris = ontology.instances("kg:Place")
    names = {_key(n): local(iri) for iri in reversed(iris) for n in reversed(_labels(ontology, iri))}
    written = sorted({n for iri in iris for n in _labels(ontology, iri)}, key=lambda n: (-len(n), n))
    zone_names = {
        n.lower(): _zone(ontology, iri) for iri in ontology.instances("kg:TimeZone") for n in _labels(ontology, iri)
    }
    states = [s for s in ontology.subjects("kg:timeZone") if "/actor/" in s]
    return Places(
        {local(iri): _place(ontology, iri) for iri in iris},
        names,
        {local(s): _zone(ontology, s) for s in states},
        zone_names,
        {
            (side, local(state.value)): local(sea)
            for side, term in (("east", "kg:offEast"), ("west", "kg:offWest"))
            for sea in iris
            for state in ontology.objects(sea, term)
            if isinstance(state, ox.NamedNode)
        },
        re.compile(rf"\b(?:{_by_first_letter([v for n in written for v in (n, n.upper())])})(?!\w)"),
        _alternatives(sorted(zone_names, key=lambda n: (-len(n), n))),
    )


def _place(ontology: Ontology, iri: str) -> Place:
    kind = next((local(t) for t in ontology.types(iri) if local(t) != "Place"), "Place")
    above = tuple(sorted(local(a) for a in ontology.superclasses(iri) if a != iri and "/place/" in a))
    state = ontology.iri(iri, "kg:inState")
    degrees = (ontology.text(iri, p) for p in ("kg:latitude", "kg:longitude"))
    latitude, longitude = (None if d is None else float(d) for d in degrees)
    return Place(local(iri), ontology.label(iri), kind, above, state and local(state), latitude, longitude)


def _zone(ontology: Ontology, iri: str) -> ZoneInfo:
    name = ontology.text(iri, "kg:timeZone") or ""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise OntologyError(
            f"{iri}: no time zone {name!r}", "use a name of the IANA database, such as Asia/Seoul"
        ) from error


def _labels(ontology: Ontology, iri: str) -> tuple[str, ...]:
    return (*ontology.texts(iri, "skos:prefLabel"), *ontology.texts(iri, "skos:altLabel"))


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(re.escape(n).replace(r"\ ", r"\s+") for n in names))


def _by_first_letter(names: Sequence[str]) -> str:
    """The alternatives of `_alternatives`, which a search tells apart by one letter before it tries them one by one."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[:1], []).append(name[1:])
    return "|".join(f"{re.escape(letter)}(?:{_alternatives(rest)})" for letter, rest in groups.items())


def _key(name: str) -> str:
    return " ".join(name.lower().split())
