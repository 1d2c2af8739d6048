"""Whether two labels name one actor, as far as the ontology can tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from kg.lexicon import Lexicon
from kg.lexicon.words import Piece, pieces

_SMALL = frozenset(["the", "a", "an", "of", "s", "in", "to", "and", "its", "for", "on", "at", "by", "unnamed"])
_STATE, _TITLE = "state:", "title:"
# Two spellings of one name ("Lee Sung Joon", "Lee Sungjun") are this much alike and at least this long.
_ALIKE = 0.85
_LONG = 10


@dataclass(frozen=True)
class Names:
    """The actors of an ontology by their labels."""

    lexicon: Lexicon
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def same(self, a: object, b: object) -> bool:
        """Whether two labels name one actor.

        Names, demonyms and capitals of states stand for the state; titles do not count; a body is the same with and
        without its state; long names may be spelt a little differently.
        """
        left, right = self._parts(str(a or "")), self._parts(str(b or ""))
        if not left or not right:
            return False
        if set(left) == set(right):
            return True
        extra, common = set(left) ^ set(right), set(left) & set(right)
        if len(extra) == 1 and all(map(_state, extra)) and any(not _state(c) for c in common):
            return True
        x, y = _spelt(left), _spelt(right)
        alike = Indel.normalized_similarity("".join(x), "".join(y)) >= _ALIKE
        return alike and x[0] == y[0] and not any(map(_state, extra)) and _long(x) and _long(y)

    def f1(self, mine: Sequence[str], gold: Sequence[str], also: Sequence[str] = ()) -> float:
        """F1 of two sets of labels; one that the gold only tolerates (`also`) may stand for one that it names."""
        hits = sum(any(self.same(m, g) for m in mine) for g in gold)
        if not hits and any(self.same(m, x) for m in mine for x in also):
            hits = 1
        good = sum(any(self.same(m, g) for g in [*gold, *also]) for m in mine)
        precision, recall = (good / len(mine) if mine else 0.0), (min(1.0, hits / len(gold)) if gold else 0.0)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def hidden(self, labels: Sequence[str]) -> bool:
        """Whether nobody is named."""
        return not labels or all(label.split()[:1] == ["unnamed"] for label in labels)

    def _parts(self, label: str) -> tuple[str, ...]:
        """What the label is made of: slugs of states, other actors and nouns, else words; titles only if all are."""
        if label not in self._known:
            parts = [p for p in self._read(label) if p.removeprefix(_TITLE) not in _SMALL]
            self._known[label] = tuple([p for p in parts if not p.startswith(_TITLE)] or parts)
        return self._known[label]

    def _read(self, label: str) -> Iterator[str]:
        text = pieces(label.replace("’", "'").replace("-", " "))
        i = 0
        while i < len(text):
            length, part = next(self._at(text, i), (1, text[i].folded))
            if any(c.isalnum() for c in part):
                yield part
            i += length

    def _at(self, text: list[Piece], i: int) -> Iterator[tuple[int, str]]:
        """The actor or noun whose name begins here, with the length of the name: none where several have it."""
        actors = self.lexicon.actors
        for length, names, _ in actors.names.at(text, i):
            slugs = {n.slug for n in names}
            if len(slugs) == 1:
                slug = slugs.pop()
                yield length, f"{_STATE if actors.is_a(actors.known[slug].type, 'State') else 'actor:'}{slug}"
        for length, forms, _ in actors.nouns.at(text, i):
            noun = forms[0].noun
            yield length, f"{'noun:' if noun.kind == 'ActorNoun' else _TITLE}{noun.slug}"


def _spelt(parts: Sequence[str]) -> list[str]:
    """The words of a label, those of an actor's slug included."""
    return [word for part in parts for word in part.rpartition(":")[2].split("-")]


def _long(words: Sequence[str]) -> bool:
    return sum(map(len, words)) >= _LONG


def _state(part: str) -> bool:
    return part.startswith(_STATE)
