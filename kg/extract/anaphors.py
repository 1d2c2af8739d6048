"""Which earlier event a mention takes up: "the launches", "this test", "these munitions"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model import EventMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon import Lexicon

# Words that count on from what was told before: "another 150".
FURTHER = frozenset({"another", "more", "further", "additional"})
_TAKING_UP = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def takes_up(noun: "Token") -> bool:
    """Whether the noun phrase points back: a definite article or a demonstrative, no time or order of its own."""
    return any(c.dep_ in ("det", "predet", "poss") and c.lower_ in _TAKING_UP for c in noun.children)


def points_near(noun: "Token") -> bool:
    """Whether the phrase means the event told just before: "that launch", "…, a launch that"."""
    return noun.dep_ == "appos" or any(c.dep_ == "det" and c.lower_ in ("that", "this") for c in noun.children)


def antecedent(
    types: Sequence[str], weapon: str | None, before: Sequence[EventMention], lexicon: "Lexicon", near: bool = False
) -> EventMention | None:
    """The last event told before that the anaphor can mean: of a fitting type, with a fitting weapon or item.

    What is told as background ("in January", "two weeks ago") is meant only where the words point to what is near.
    """
    for mention in reversed(before):
        if mention.modality == "generic" or (not near and _is_background(mention)):
            continue
        if not any(lexicon.events.is_a(mention.type, t) for t in types):
            continue
        concepts = [r.concept for r in mention.roles if r.name in ("weapon", "item", "system") and r.concept]
        loose = not concepts and mention.antecedent is None
        if weapon is None or loose or any(compatible(weapon, c, lexicon) for c in concepts):
            return mention
    return None


def _is_background(mention: EventMention) -> bool:
    """Told from afar, or only to say when something else was ("a day after it fired two missiles")."""
    when = mention.when
    return when is not None and (
        when.precision in ("week", "month", "season", "year", "open") or when.method == "rule:distance"
    )


def compatible(a: str, b: str, lexicon: "Lexicon") -> bool:
    """Whether one weapon or good is the other or a kind of it."""
    return lexicon.weapons.is_a(a, b) or lexicon.weapons.is_a(b, a)
