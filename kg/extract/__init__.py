"""From parsed text to values: who is named, when, who said what, what happened.

Each step is a pure function of the parsed text and what the steps before it found; none knows another document.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.attributions import attributions
from kg.extract.events import event_mentions
from kg.extract.mentions import mentions
from kg.extract.narrated import narrated
from kg.extract.times import times
from kg.model import Extraction

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.text import ParsedText


def by_rules(parsed: "ParsedText", lexicon: "Lexicon", wide: bool = False) -> Extraction:
    """Everything that one document says, found by the rules that the ontology feeds.

    `wide` adds attitudes that nobody put into words: what somebody wants, plans or supports.
    """
    named = mentions(parsed, lexicon)
    when = times(parsed, lexicon)
    attributed = attributions(parsed, named, when, lexicon, wide)
    happened = event_mentions(parsed, named, when, attributed, lexicon)
    own, happened = narrated(parsed, attributed, happened)
    everything = tuple(sorted((*attributed, *own), key=lambda a: (a.start, a.id)))
    return Extraction(parsed.document.id, named, everything, happened)


# What `kg build --extractor NAME` can choose from.
EXTRACTORS: dict[str, Callable[["ParsedText", "Lexicon"], Extraction]] = {
    "rules": by_rules,
    "wide-rules": partial(by_rules, wide=True),
}
