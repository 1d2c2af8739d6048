"""Which earlier event a mention takes up: "the launches", "this test", "these munitions"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model import EventMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon import Lexicon

_TAKING_UP = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def takes_up(noun: "Token") -> bool:
    """Whether the noun phrase points back: a definite article or a demonstrative, no time or order of its own."""
    return any(c.dep_ in ("det", "predet", "poss") and c.lower_ in _TAKING_UP for c in noun.children)


def antecedent(
    types: Sequence[str], weapon: str | None, before: Sequence[EventMention], lexicon: "Lexicon"
) -> EventMention | None:
    """The last event told before that the anaphor can mean: of a fitting type, with a fitting weapon or item."""
    for mention in reversed(before):
        if mention.modality == "generic" or not any(_fits(mention.type, t, lexicon) for t in types):
            continue
        concepts = [r.concept for r in mention.roles if r.name in ("weapon", "item", "system") and r.concept]
        if weapon is None or not concepts or any(_compatible(weapon, c, lexicon) for c in concepts):
            return mention
    return None


def _fits(kind: str, wanted: str, lexicon: "Lexicon") -> bool:
    events = lexicon.events
    return events.is_a(kind, wanted) or events.is_a(wanted, kind)


def _compatible(a: str, b: str, lexicon: "Lexicon") -> bool:
    return lexicon.weapons.is_a(a, b) or lexicon.weapons.is_a(b, a)
