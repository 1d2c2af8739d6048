"""The weapons and goods of the ontology as readers of text need them: labels as words, classes above classes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.ontology import Ontology, local

Kind = Literal["class", "family", "system", "good"]

_KINDS: dict[str, Kind] = {"WeaponClass": "class", "WeaponFamily": "family", "WeaponSystem": "system", "Good": "good"}
_MILLIMETRES = re.compile(r"(?<=\d)[ -]?(?:mm|millimet(?:er|re)s?)\b")
_WORD = re.compile(r"[^\W_]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Weapon:
    """A class, family, system or good. `above` are the slugs of everything broader, nearest first.

    `range_min`/`range_max` are kilometres flown, `speed_min`/`speed_max` km/h of the top speed, `apogee_max`
    kilometres: bounds of what is plausible, None where the ontology gives none.
    """

    slug: str
    label: str
    kind: Kind
    above: tuple[str, ...]
    range_min: float | None = None
    range_max: float | None = None
    speed_min: float | None = None
    speed_max: float | None = None
    apogee_max: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one label; the last one is where the phrase's head stands."""

    words: tuple[str, ...]
    slug: str


@dataclass(frozen=True, slots=True)
class Weapons:
    """`concepts` by slug; `patterns` by the last word of the label, most specific first; `context`: what a general
    concept is taken for beside certain words ("rocket" beside "orbit")."""

    concepts: Mapping[str, Weapon]
    patterns: Mapping[str, tuple[Pattern, ...]]
    context: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def is_a(self, slug: str | None, kind: str) -> bool:
        """Whether the concept is `kind` or lies below it."""
        return slug is not None and (slug == kind or (slug in self.concepts and kind in self.concepts[slug].above))

    def label(self, slug: str) -> str:
        return self.concepts[slug].label

    def class_of(self, slug: str) -> str:
        """The class that a system or family belongs to; a class or good is its own."""
        weapon = self.concepts[slug]
        if weapon.kind in ("class", "good"):
            return slug
        return next((a for a in weapon.above if self.concepts[a].kind == "class"), slug)

    def find(self, words: Sequence[str]) -> Pattern | None:
        """The most specific label whose words stand in `words` in this order and end where `words` end."""
        if not words:
            return None
        return next((p for p in self.patterns.get(words[-1], ()) if _in_order(p.words, words)), None)

    def narrower(self, a: str | None, b: str | None) -> str | None:
        """Of two concepts the more specific one where they lie on one line, else the first that is there."""
        if a is None or b is None:
            return a or b
        return b if self.is_a(b, a) else a


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """A text's words as labels are compared: lower case, hyphens apart, plural endings off.

    >>> words("two short-range ballistic missiles"), words("a 240-mm MLRS"), words("supplies")
    (('two', 'short', 'range', 'ballistic', 'missile'), ('a', '240mm', 'mlr'), ('supply',))
    """
    return tuple(_singular(w) for w in _WORD.findall(_MILLIMETRES.sub("mm", text.lower())))


def read_weapons(ontology: Ontology) -> Weapons:
    """The weapons and goods of the ontology, overlays included."""
    iris = ontology.instances("kg:Weapon")
    concepts = {local(iri): _weapon(ontology, iri) for iri in iris}
    found = [(p, concepts[p.slug]) for iri in iris for p in _patterns(ontology, iri)]
    # Longer labels say more; of equally long ones the deeper concept, then the name, decides.
    found.sort(key=lambda f: (-len(f[0].words), -len(f[1].above), f[0].slug, f[0].words))
    patterns: dict[str, list[Pattern]] = {}
    for pattern, _ in found:
        patterns.setdefault(pattern.words[-1], []).append(pattern)
    return Weapons(concepts, {w: tuple(ps) for w, ps in patterns.items()}, _context(ontology, iris))


def _context(ontology: Ontology, iris: Iterable[str]) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for iri in iris:
        for general in ontology.iris(iri, "kg:refines"):
            said = frozenset(ontology.texts(iri, "kg:contextWord"))
            found.setdefault(local(general), []).append((local(iri), said))
    return {general: tuple(entries) for general, entries in found.items()}


def _weapon(ontology: Ontology, iri: str) -> Weapon:
    kinds = [_KINDS[local(t)] for t in ontology.types(iri) if local(t) in _KINDS]
    bounds = (
        _number(ontology.text(iri, f"kg:{p}")) for p in ("rangeMin", "rangeMax", "speedMin", "speedMax", "apogeeMax")
    )
    return Weapon(
        local(iri), ontology.label(iri), kinds[0] if kinds else "class", tuple(_above(ontology, iri)), *bounds
    )


def _above(ontology: Ontology, iri: str) -> Iterable[str]:
    seen: dict[str, None] = {}
    level = list(ontology.iris(iri, "skos:broader"))
    while level:
        seen.update(dict.fromkeys(level))
        level = [b for i in level for b in ontology.iris(i, "skos:broader") if b not in seen]
    return (local(i) for i in seen)


def _patterns(ontology: Ontology, iri: str) -> Iterable[Pattern]:
    labels = (*ontology.texts(iri, "skos:prefLabel"), *ontology.texts(iri, "skos:altLabel"))
    return (Pattern(w, local(iri)) for w in dict.fromkeys(words(label) for label in labels) if w)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _in_order(pattern: Sequence[str], found: Sequence[str]) -> bool:
    """Whether the pattern's words stand in `found` in order, the last at the end."""
    rest = iter(reversed(found))
    return pattern[-1] == next(rest) and all(word in rest for word in reversed(pattern[:-1]))
