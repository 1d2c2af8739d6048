"""Weapons and goods in text: noun phrases that name a concept of `ontology/weapons.ttl`, with its system if named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.lexicon.weapons import Pattern, Weapons, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words that a weapon's own name never contains: what stands before them belongs to another phrase.
_EDGES = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "AUX", "PRON", "PART"})
_INSIDE = frozenset({"-", '"', "'", "``", "''"})
# What may stand between a weapon's class and its system: "missiles, the Hwasong-18", "missile named 'X'".
_LINKS = frozenset(
    {",", "(", ")", '"', "'", "the", "a", "an", "-", "called", "named", "dubbed", "known", "as", "new", "type"}
)
_WINDOW = 9
_GAPS = 3


_DIRECTION = re.compile(r"(?:north|south|)(?:east|west|north|south)?-?wards?")


@dataclass(frozen=True, slots=True)
class Arm:
    """Tokens [first, head] that name a weapon or good. `modifier`: they only qualify another noun ("missile test")."""

    first: int
    head: int
    concept: str
    system: str | None
    modifier: bool


def arms(doc: "Doc", weapons: Weapons) -> dict[int, Arm]:
    """Every weapon and good that the text names, by the token that heads it; a class and its system named beside it are
    one, and so are "projectiles believed to be missiles": the second head gives the first arm."""
    taken: list[Arm] = []
    end = len(doc)
    for token in reversed(doc):
        if token.i < end:
            found = _ending_at(token, weapons)
            if found:
                taken.append(found)
                end = found.first
    named = _linked(doc, tuple(reversed(taken)), weapons)
    return dict(_refined(doc, named, weapons))


def _ending_at(token: "Token", weapons: Weapons) -> Arm | None:
    no_noun = token.pos_ in ("VERB", "AUX", "ADV", "DET") and not token.text[0].isupper()
    said = words(token.text)
    if no_noun or not said or said[-1] not in weapons.patterns:
        return None
    window = _window(token)
    found = weapons.find([w for w, _ in window])
    if found is None or _gaps(found, window) > _GAPS:
        return None
    first = _first(found, window)
    concept = weapons.class_of(found.slug)
    system: str | None = found.slug if weapons.concepts[found.slug].kind in ("system", "family") else None
    if system is None:
        system, first = _system(window, weapons) or (None, first)
    if system and system != found.slug:
        concept = weapons.narrower(concept, weapons.class_of(system)) or concept
    return Arm(first, token.i, concept, system, _is_modifier(token))


def _window(token: "Token") -> list[tuple[str, int]]:
    """The words up to the token that may belong to its phrase, with their tokens."""
    start = token.i
    for before in reversed(token.doc[max(0, token.i - _WINDOW) : token.i]):
        plain = before.pos_ not in _EDGES and not before.is_punct and not _finite(before)
        plain = plain or _between_hyphens(before)
        if before.is_sent_end or not (plain or before.text in _INSIDE):
            break
        start = before.i
    return _calibres([(w, t.i) for t in token.doc[start : token.i + 1] for w in words(t.text)])


def _calibres(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """ "600" and "mm", which the parser parts, as the one word that they are."""
    out: list[tuple[str, int]] = []
    for word, at in found:
        if word in ("mm", "millimeter", "millimetre") and out and out[-1][0].isdigit():
            out[-1] = (out[-1][0] + "mm", out[-1][1])
        else:
            out.append((word, at))
    return out


def _between_hyphens(token: "Token") -> bool:
    """ "To" in "surface-to-air"."""
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "-" == token.nbor(1).text


def _finite(token: "Token") -> bool:
    """A verb that ends a phrase to its right; "launched" in "submarine-launched" does not."""
    hyphen = token.i > 0 and token.nbor(-1).text == "-"
    return token.pos_ == "VERB" and not hyphen and token.tag_ not in ("VBN", "VBG")


def _gaps(found: Pattern, window: Sequence[tuple[str, int]]) -> int:
    at = [w for w, _ in window]
    return len(at) - _position(found.words, at) - len(found.words)


def _position(pattern: Sequence[str], found: Sequence[str]) -> int:
    """Where the pattern starts when it is read from the end."""
    i = len(found)
    for word in reversed(pattern):
        i = max(n for n in range(i) if found[n] == word)
    return i


def _first(found: Pattern, window: Sequence[tuple[str, int]]) -> int:
    return window[_position(found.words, [w for w, _ in window])][1]


def _system(window: Sequence[tuple[str, int]], weapons: Weapons) -> tuple[str, int] | None:
    """A system named inside the phrase and where it starts: "Hwasong-18 intercontinental ballistic missile"."""
    said = [w for w, _ in window]
    for end in range(len(said) - 1, 0, -1):
        found = weapons.find(said[:end])
        named = found is not None and weapons.concepts[found.slug].kind in ("system", "family")
        if found is not None and named and said[end - len(found.words) : end] == list(found.words):
            return found.slug, window[end - len(found.words)][1]
    return None


_TIMES = frozenset({"minute", "hour", "day", "week", "month"})


def _is_modifier(token: "Token") -> bool:
    if token.i + 1 < len(token.doc) and _DIRECTION.fullmatch(token.nbor(1).lower_):
        # "Two missiles eastwards", where the parser takes the direction for the noun.
        return False
    if token.dep_ == "compound" and token.head.lemma_ in _TIMES and token.head.i == token.i + 1:
        # "Seven missiles hours before the vote", where the parser takes the hours for the noun.
        return False
    if token.dep_ in ("compound", "nmod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN", "VERB"):
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    hyphenated = after is not None and after.text == "-" and not after.whitespace_ and not token.whitespace_
    singular = token.tag_ in ("NN", "NNP")
    noun_follows = after is not None and after.pos_ == "NOUN" and after.dep_ not in ("appos", "npadvmod")
    return bool(hyphenated or (singular and noun_follows))


def _linked(doc: "Doc", found: Sequence[Arm], weapons: Weapons) -> list[tuple[tuple[int, ...], Arm]]:
    """Neighbours of which one names the class and the other the system become one ("Hwasong-12 (KN-17) missile"), known
    by the heads of both."""
    merged: list[tuple[tuple[int, ...], Arm]] = []
    for arm in found:
        heads, last = merged[-1] if merged else ((), None)
        if last is not None and _names_system(doc, heads[-1], last, arm, weapons):
            concept = weapons.narrower(last.concept, arm.concept) or arm.concept
            top = _top(doc, last.head, arm.head)
            modifier = arm.modifier if top == arm.head else last.modifier
            one = Arm(last.first, top, concept, arm.system or last.system, modifier)
            merged[-1] = ((*heads, arm.head), one)
        else:
            merged.append(((arm.head,), arm))
    return merged


def _top(doc: "Doc", a: int, b: int) -> int:
    """Which of two heads governs the other; the first where neither does."""
    return b if doc[b].is_ancestor(doc[a]) else a


def _names_system(doc: "Doc", end: int, a: Arm, b: Arm, weapons: Weapons) -> bool:
    between = [t.lower_ for t in doc[end + 1 : b.first]]
    one_system = a.system != b.system if None in (a.system, b.system) else a.system == b.system
    related = weapons.is_a(a.concept, b.concept) or weapons.is_a(b.concept, a.concept)
    return one_system and related and len(between) <= 5 and all(t in _LINKS for t in between) and bool(between)


def _refined(doc: "Doc", found: Sequence[tuple[tuple[int, ...], Arm]], weapons: Weapons) -> Iterator[tuple[int, Arm]]:
    """ "Projectiles believed to be ballistic missiles" are ballistic missiles; a rocket beside words that its narrower
    classes are known by ("space", "orbit") is one of those."""
    absorbed: dict[int, Arm] = {}
    for n, (heads, arm) in enumerate(found):
        if n in absorbed:
            yield from ((h, absorbed[n]) for h in heads)
            continue
        for m in range(n + 1, len(found)):
            other = found[m][1]
            narrower = weapons.narrower(arm.concept, other.concept)
            if narrower == other.concept != arm.concept and _equated(doc, arm, other):
                arm = replace(arm, concept=other.concept, system=arm.system or other.system)
                absorbed[m] = arm
                break
        arm = replace(arm, concept=_by_context(doc, arm, weapons))
        yield from ((h, arm) for h in heads)


# Words that say what something is taken for: "believed to be", "identified as".
_TAKEN_FOR = frozenset({
    "believed", "thought", "suspected", "presumed", "assessed", "likely", "to", "be", "been", "as",
    "identified", "considered", "described", "deemed", "said", "a", "an", "the", "what", "appear", "appears",
    "appeared", "seem", "seems", "seemed", "possibly", "probably", "apparently", "presumably", "have", "of",
})  # fmt: skip


def _equated(doc: "Doc", a: Arm, b: Arm) -> bool:
    """Whether the second phrase says what the first one is taken to be: "believed to be", "identified as", "or"."""
    between = {t.lower_ for t in doc[a.head + 1 : b.first] if not t.is_punct}
    if between and between <= _TAKEN_FOR and between & {"be", "as", "been"}:
        return True
    return doc[b.head].dep_ == "appos" and doc[b.head].head.i == a.head


def _by_context(doc: "Doc", arm: Arm, weapons: Weapons) -> str:
    said = None
    for slug, around in weapons.context.get(arm.concept, ()):
        said = said or {t.lower_ for t in doc[arm.head].sent}
        if said & around:
            return slug
    return arm.concept
