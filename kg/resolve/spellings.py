"""Spellings of one name: order of the names, hyphens, and the usual romanisations of Korean and Slavic names."""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import JaroWinkler

# The likeness from which two spellings are taken for one name. Tuned on pairs of romanisations of the same names
# (Sung-jun, Sung Joon, Seong-jun) against different persons of one family (Myung-soo, Min-seok, Myung-bak).
SAME_SPELLING = 0.94
# Letters and groups that romanisations of one sound vary in; the right side stands for all of them.
_SOUNDS = (
    ("yeong", "yong"), ("young", "yong"), ("yung", "yong"), ("eou", "u"), ("oo", "u"), ("ou", "u"), ("eo", "u"),
    ("eu", "u"), ("ee", "i"), ("yy", "y"), ("iy", "y"), ("yi", "y"), ("ii", "y"), ("ey", "ei"), ("ay", "ai"),
    ("ch", "j"), ("kh", "h"), ("ks", "x"), ("th", "t"), ("dj", "j"), ("q", "k"),
)  # fmt: skip


def plain(name: str) -> str:
    """Without accents, in lower case, signs as blanks.

    >>> plain("Aleksandar Vučić"), plain("Kim Jong-un")
    ('aleksandar vucic', 'kim jong un')
    """
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def sound(word: str) -> str:
    """A word with the variants of one sound made equal.

    >>> sound("joon") == sound("jun"), sound("zelenskyy") == sound("zelenskiy"), sound("soo") == sound("seok")
    (True, True, False)
    """
    for variant, one in _SOUNDS:
        word = word.replace(variant, one)
    return re.sub(r"(.)\1", r"\1", word)


def blocks(name: str, type_: str) -> Iterator[str]:
    """Names that share no block are not compared: the sounds of the first and the last word, the whole of a body's."""
    words = plain(name).split()
    if type_ == "Person":
        yield from sorted({f"person {sound(words[0])}", f"person {sound(words[-1])}"} if words else set())
    else:
        yield f"body {_bare(name)}"


def _bare(name: str) -> str:
    return plain(name).removeprefix("the ")


def likeness(a: str, b: str, person: bool) -> float:
    """1 for one name, whatever the order and the hyphens; less for other spellings; 0 for other names.

    >>> likeness("Lee Sung Joon", "Lee Sung-jun", person=True) >= SAME_SPELLING
    True
    >>> likeness("Tanaka Ken", "Ken Tanaka", person=True)
    1.0
    >>> likeness("Kim Myung-soo", "Kim Min-seok", person=True) < SAME_SPELLING
    True
    """
    if not person:
        return 1.0 if _bare(a) == _bare(b) else 0.0
    left, right = plain(a).split(), plain(b).split()
    if sorted(left) == sorted(right) or "".join(left) == "".join(right):
        return 1.0
    return max(_spelled(left, right), _spelled(left, right[-1:] + right[:-1]))


def _spelled(left: list[str], right: list[str]) -> float:
    """The likeness of the given names, where the family names (first or last) sound the same."""
    best = 0.0
    for family, given in ((0, slice(1, None)), (-1, slice(None, -1))):
        if sound(left[family]) == sound(right[family]):
            one, two = ("".join(sound(w) for w in x[given]) for x in (left, right))
            if one and two and one[0] == two[0]:
                best = max(best, 0.999 if one == two else JaroWinkler.similarity(one, two) - 0.04)
    return best
