"""From parsed text to values: who is named, when, who said what, what happened.

Each step is a pure function of the parsed text and what the steps before it found; none knows another document.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extract.attributions import attributions
from kg.extract.events import event_mentions
from kg.extract.mentions import mentions
from kg.extract.narrated import narrated
from kg.extract.proposed import proposed
from kg.extract.times import times
from kg.llm import Told
from kg.model import Attribution, Extraction, Mention, Problem, When

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.tagger.reader import Happenings, Tagger
    from kg.text import ParsedText


def by_rules(
    parsed: "ParsedText", lexicon: "Lexicon", wide: bool = False, happenings: "Happenings | None" = None
) -> Extraction:
    """Everything that one document says, found by the rules that the ontology feeds.

    `wide` adds attitudes that nobody put into words: what somebody wants, plans or supports.
    """
    named = mentions(parsed, lexicon)
    when = times(parsed, lexicon)
    return _whole(parsed, named, when, attributions(parsed, named, when, lexicon, wide), lexicon, happenings)


def by_tagger(
    parsed: "ParsedText",
    lexicon: "Lexicon",
    wide: bool = False,
    happenings: "Happenings | None" = None,
    *,
    tagger: "Tagger",
) -> Extraction:
    """As `by_rules`, with the claims beside them that a trained reader is sure of and no rule has read."""
    named = mentions(parsed, lexicon)
    when = times(parsed, lexicon)
    found = tagger.proposals((p.start, p.text) for p in parsed.paragraphs)
    return _whole(parsed, named, when, attributions(parsed, named, when, lexicon, wide, found), lexicon, happenings)


def by_language_model(
    parsed: "ParsedText", lexicon: "Lexicon", told: Told, wide: bool = False, happenings: "Happenings | None" = None
) -> Extraction:
    """As `by_rules`, but who said what is what a language model proposed and the document's own words bear out."""
    named = mentions(parsed, lexicon)
    when = times(parsed, lexicon)
    attributed, refused = proposed(parsed, named, when, lexicon, told)
    return _whole(parsed, named, when, attributed, lexicon, happenings, refused)


def _whole(
    parsed: "ParsedText",
    named: tuple[Mention, ...],
    when: tuple[When, ...],
    attributed: tuple[Attribution, ...],
    lexicon: "Lexicon",
    happenings: "Happenings | None",
    refused: tuple[Problem, ...] = (),
) -> Extraction:
    happened = event_mentions(parsed, named, when, attributed, lexicon, happenings)
    own, happened = narrated(parsed, attributed, happened)
    everything = tuple(sorted((*attributed, *own), key=lambda a: (a.start, a.id)))
    return Extraction(parsed.document.id, named, everything, happened, refused)


# What `kg build --extractor NAME` can choose from; a trained reader is given its network, a reader by language model
# what the model told, too.
EXTRACTORS: dict[str, Callable[..., Extraction]] = {
    "rules": by_rules,
    "tagger": by_tagger,
    "llm": by_language_model,
}
