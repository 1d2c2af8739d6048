"""Names of bodies in several words with one of them written a little wrong: "Join Chiefs of Staff"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from kg.lexicon.words import pieces

if TYPE_CHECKING:
    from kg.extract.references import Sheet
    from kg.lexicon.actors import Actors

# The likeness from which words with the same first letters are one name: one wrong letter in twenty.
_SAME = 0.95
_MOST_WORDS = 7


class Misspelt(NamedTuple):
    """The tokens [first, last), and the slug of the noun or actor whose label they are meant for."""

    first: int
    last: int
    slug: str


def misspelt(sheet: "Sheet") -> Iterator[Misspelt]:
    """Runs of capitalised words that are nearly a label of the ontology, with the same capitals."""
    tokens, labels = sheet.tokens, sheet.lexicon.actors.long_labels
    for start in (t.i for t in tokens if t.text[:1].isupper()):
        letters = "".join(t.text[:1] for t in tokens[start : start + _MOST_WORDS])
        for last in range(start + len(letters), start + 2, -1):
            if letters[: last - start] not in labels:
                continue
            said = " ".join(t.text for t in tokens[start:last])
            slug = next((s for label, s in labels[letters[: last - start]] if _nearly(said, label)), None)
            if slug is not None and not _known(said, sheet.lexicon.actors):
                yield Misspelt(start, last, slug)
                break


def _known(said: str, actors: "Actors") -> bool:
    """Whether the words are another form that the ontology has."""
    text = pieces(said)
    found = next(actors.names.at(text, 0), None) or next(actors.nouns.at(text, 0), None)
    return found is not None and found[0] == len(text)


def _nearly(said: str, label: str) -> bool:
    """
    >>> _nearly("Join Chiefs of Staff", "Joint Chiefs of Staff")
    True
    >>> _nearly("National Security Counsel", "National Security Council")
    False
    """
    return said != label and Levenshtein.normalized_similarity(said, label) >= _SAME
