"""Whom a person's name means inside a document: full names, family names alone, other orders, misspellings."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from rapidfuzz.distance import JaroWinkler

from kg.extract.references import Reference, Title
from kg.lexicon import Lexicon
from kg.lexicon.actors import Known
from kg.lexicon.words import pieces

# Jaro-Winkler similarity from which a name that was never introduced is a misspelling of one that was.
_MISSPELT = 0.88


class Named(Protocol):
    """What is known of a person named before."""

    key: str
    label: str
    family: str


class Persons:
    """The persons' names of one document."""

    def __init__(self, references: Sequence[Reference], lexicon: Lexicon, day: date | None):
        self.actors, self.day = lexicon.actors, day
        self.offices = sorted({noun for _, noun in self.actors.offices})
        self.full = [r.text for r in references if r.how == "person" and len(words(r.text)) > 1]
        self.alone = Counter(words(r.text)[0] for r in references if r.how == "person" and len(words(r.text)) == 1)
        self.known_families = {k.family for k in self.actors.known.values() if k.label.startswith(k.family + " ")}
        self.later = [
            self.actors.known[r.actors[0]]
            for r in references
            if r.how == "name" and len(r.actors) == 1 and len(words(r.text)) > 1
        ]

    def find(
        self,
        r: Reference,
        titles: Sequence[Title],
        before: Sequence[Named],
        states: Counter[str],
        other: str | None = None,
    ) -> tuple[Known | None, str, str]:
        """The known person or the name of an unknown one, and the rule; `other` is a name that is not meant."""
        parts = words(r.text)
        if len(parts) > 1:
            return self._full(r.text, before)
        word = parts[0]
        named = next((p for p in before if word in (p.family, *_ends(p.label)) and p.label != other), None)
        if named:
            return self._entity(named, "name:family")
        known = (
            self._by_title(word, titles, states)
            or self._in_office(word, states, self.actors.heads)
            or self._named_later(word, other)
            or self._in_office(word, states, self.offices)
        )
        if known:
            return known, known.label, "name:family"
        later = next((f for f in self.full if word in _ends(f) and f != other), None)
        if later:
            return None, later, "name:family"
        close = next((p for p in before if _misspelt(word, p)), None)
        if close:
            return self._entity(close, "name:misspelt")
        return None, r.text, "name:person"

    def _entity(self, named: Named, method: str) -> tuple[Known | None, str, str]:
        return self.actors.known.get(named.key), named.label, method

    def _full(self, text: str, before: Sequence[Named]) -> tuple[Known | None, str, str]:
        """A full name: one that was named before in another order or spelling, or a new one."""
        plain = without_initials(text)
        found = next(self.actors.names.at(pieces(plain), 0), None) if plain != text else None
        if found and found[0] == len(pieces(plain)) and self.actors.known[found[1][0].slug].type == "Person":
            known = self.actors.known[found[1][0].slug]
            return known, known.label, "name:person"
        for person in before:
            if same_name(text, person.label) or words(person.label)[:-1] == words(text):
                return self._entity(person, "name:person")
        ending = next((f for f in (p.label for p in before) if ends(f, text)), None)
        if ending:
            return self._entity(next(p for p in before if p.label == ending), "name:family")
        fuller = next(
            (
                f
                for f in self.full
                if f != text and set(words(text)) < set(words(f)) and words(f)[-1] == words(text)[-1]
            ),
            None,
        )
        return None, fuller or text, "name:person"

    def _named_later(self, word: str, other: str | None) -> Known | None:
        people = (k for k in self.later if k.type == "Person" and word in (k.family, *_ends(k.label)))
        return next((k for k in people if other is None or not same_name(k.label, other)), None)

    def _by_title(self, word: str, titles: Sequence[Title], states: Counter[str]) -> Known | None:
        """ "Defense Minister Shin": who held that office, of the title's state or of one that the text speaks of."""
        for title in titles:
            for body in (title.state, title.body, *sorted(states, key=lambda s: (-states[s], s))):
                holder = self.actors.holder(body, title.noun.slug, self.day) if body else None
                if holder and self.actors.known[holder].family == word:
                    return self.actors.known[holder]
        return None

    def _in_office(self, word: str, states: Counter[str], offices: Sequence[str]) -> Known | None:
        """A family name alone, never introduced: an office holder of a state that the text speaks of."""
        found: dict[str, Known] = {}
        for person in self.actors.by_family.get(word, ()):
            held = (o for o in self.actors.held(person.slug) if o[1] in offices)
            if person.state in states and any(self.actors.holder(*office, self.day) == person.slug for office in held):
                found[person.slug] = person
        return min(found.values(), key=lambda k: (-states[k.state or ""], k.slug), default=None)

    def named(self, text: str) -> bool:
        """Whether a marked name is the end of some person's full name in the text."""
        return any(ends(full, text) for full in self.full)

    def family(self, name: str) -> str:
        """The family name: the part that stands alone elsewhere, a known first one, else the last word."""
        parts = words(name)
        alone = [p for p in (parts[0], parts[-1]) if self.alone[p]]
        if alone:
            return max(alone, key=lambda p: self.alone[p])
        return parts[0] if parts[0] in self.known_families else parts[-1]


def words(name: str) -> list[str]:
    """The words of a name, hyphens kept inside.

    >>> words("Lee Sung-jun"), words("J.D. Vance")
    (['Lee', 'Sung-jun'], ['J.D.', 'Vance'])
    """
    return [w for w in re.split(r"[\s,]+", name) if w] or [name]


def _ends(name: str) -> tuple[str, str]:
    parts = words(name)
    return parts[0], parts[-1]


def ends(name: str, text: str) -> bool:
    """Whether a family name of several words is the end of a full name.

    >>> ends("Bill de Blasio", "De Blasio"), ends("Bill de Blasio", "Blasio Bill")
    (True, False)
    """
    return name.casefold().endswith(" " + text.casefold())


def without_initials(name: str) -> str:
    """A full name without initials in the middle.

    >>> without_initials("Dmitri S. Peskov"), without_initials("J. D. Vance")
    ('Dmitri Peskov', 'J. D. Vance')
    """
    parts = words(name)
    middle = [w for w in parts[1:-1] if not re.fullmatch(r"[A-Z]\.?", w)]
    return " ".join([parts[0], *middle, parts[-1]]) if len(parts) > 2 and len(parts[0]) > 2 else name


def letters(name: str) -> list[str]:
    """The syllables of a name, folded, in a fixed order, so that order and hyphens do not matter.

    >>> letters("Kim Jong-un") == letters("Jong Un Kim")
    True
    """
    return sorted(w.casefold() for w in re.split(r"[\s,.-]+", name) if w)


def same_name(a: str, b: str) -> bool:
    """Whether two full names are one, whatever the order of the names and the hyphens.

    >>> same_name("Hong Kildong", "Hong Kil-dong"), same_name("Tanaka Ken", "Ken Tanaka")
    (True, True)
    >>> same_name("Kim Jong Un", "Kim Yo Jong")
    False
    """
    return (
        letters(a) == letters(b) or "".join(re.findall(r"\w", a)).casefold() == "".join(re.findall(r"\w", b)).casefold()
    )


def _misspelt(word: str, person: Named) -> bool:
    """A family name written a little wrong: the same first three letters and nearly the same whole."""
    name = person.family or words(person.label)[-1]
    long = len(name) > 4 and len(word) > 4 and "-" not in name + word
    return long and name[:3] == word[:3] and JaroWinkler.similarity(name, word) >= _MISSPELT
