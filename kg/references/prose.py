"""What the prose of a row adds to its cells: how many, from where, in which direction, on which day of the week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.numerals import NUMBER, number
from kg.extract.quantities import QUALIFIERS, bounds, qualifier
from kg.lexicon.weapons import words
from kg.model import Document, Quantity, Role
from kg.references.rows import Cell
from kg.resolve.background import Background

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

_HOW = "|".join(p for p, _ in QUALIFIERS)
_NUMBER = re.compile(rf"(?<![\w.,-])(?:(?P<how>(?:{_HOW}))\s+)?(?P<number>{NUMBER}|an?)(?=\s)", re.IGNORECASE)
# Where the noun phrase that a number counts ends.
_END = re.compile(r"[.,;:()]|\b(?:from|to|at|of|in|into|off|toward|towards|on|with|and|that|which|was|were|is|are)\b")
_MOST_WORDS = 7
_FROM = re.compile(
    r"\b(?:from|near|at|in|of)\s+(?:(?:the|an?|its|area|areas|northern|eastern|western|city)\s+)*$", re.I
)
_TOWARD = re.compile(r"\b(?:toward|towards|into)\s+(?:the\s+)?$", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prose:
    """One cell of prose. Its characters are those of the file as long as no quotation mark is doubled."""

    document: Document
    cell: Cell
    lexicon: "Lexicon"
    background: Background

    @property
    def text(self) -> str:
        return self.document.text[self.cell.start : self.cell.end]

    def count(self, weapon: str | None) -> Quantity | None:
        """The first number of things that may be the row's weapon."""
        return next((q for q in self._counts(weapon) if q.qualifier != "a"), None)

    def _counts(self, weapon: str | None) -> Iterator[Quantity]:
        for match in _NUMBER.finditer(self.text):
            value = number(match["number"])
            after = _END.split(self.text[match.end() : match.end() + 90])[0]
            if value and match["number"].lower() not in ("a", "an") and self._counted(after, weapon):
                how = qualifier(match["how"] or "")
                low, high = bounds(value, how)
                span = self.document.span(self.cell.start + match.start(), self.cell.start + match.end())
                yield Quantity("count", value, low, high, "", how, span)

    def _counted(self, after: str, weapon: str | None) -> bool:
        said = words(after)[:_MOST_WORDS]
        found = (self.lexicon.weapons.find(said[:n]) for n in range(1, len(said) + 1))
        return any(p and (weapon is None or self.background.compatible(p.slug, weapon)) for p in found)

    def places(self) -> Iterator[Role]:
        """The first place that something starts from, and the first that it flies to."""
        named: set[str] = set()
        for start, end, slug in self.lexicon.places.find(self.text):
            before = self.text[max(0, start - 40) : start]
            sea = self.lexicon.places.is_a(slug, "Sea")
            name = "toward" if sea and _TOWARD.search(before) else "site" if not sea and _FROM.search(before) else ""
            if name and name not in named:
                named.add(name)
                yield Role(name, self.document.span(self.cell.start + start, self.cell.start + end), concept=slug)

    def day(self, recorded: date) -> tuple[date, int, int] | None:
        """The day that the first weekday of the prose names, at most six days before the recorded one, and where."""
        match = _WEEKDAY.search(self.text)
        if match is None:
            return None
        back = (recorded.weekday() - _DAYS.index(match[1].lower())) % 7
        return recorded - timedelta(days=back), self.cell.start + match.start(), self.cell.start + match.end()
