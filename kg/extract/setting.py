"""One paragraph with everything that the readers of events look up in it, by token."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.arms import Arm, arms
from kg.extract.clauses import body_start
from kg.model import Mention, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lexicon import Lexicon
    from kg.text import Paragraph


@dataclass(frozen=True, slots=True)
class Site:
    """Tokens [first, last] that name a place of the ontology."""

    first: int
    last: int
    place: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time and the tokens [first, last] that give it; `root` is the token that the parse hangs it on."""

    first: int
    last: int
    root: int
    when: When


@dataclass(frozen=True, slots=True)
class Setting:
    """`mentions` by the token that heads them, `arms` by their head, `sites` and `moments` in order; `cues` are the
    tokens of attribution cues, whose times say when something was said."""

    paragraph: "Paragraph"
    lexicon: "Lexicon"
    mentions: Mapping[int, Mention]
    arms: Mapping[int, Arm]
    sites: tuple[Site, ...]
    moments: tuple[Moment, ...]
    cues: frozenset[int]
    # What the paragraphs before spoke of last.
    told: Arm | None = None
    # What was found out about the paragraph while reading it: asked again by every frame.
    known: dict[tuple[object, ...], list["Token"]] = field(default_factory=dict, compare=False, repr=False)
    prepositions: dict[tuple[str, int], dict[str, list["Token"]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def mention(self, token: "Token") -> Mention | None:
        return self.mentions.get(token.i)

    def site_in(self, first: int, last: int) -> Site | None:
        """The first place named within the tokens [first, last]."""
        return next((s for s in self.sites if first <= s.first and s.last <= last), None)


def setting(
    paragraph: "Paragraph",
    lexicon: "Lexicon",
    mentions: Iterable[Mention],
    times: Iterable[When],
    cues: Iterable[Span],
    told: Arm | None = None,
) -> Setting:
    """What the paragraph holds; `mentions`, `times` and `cues` may be those of the whole document."""
    # "TOKYO (Agency) -- North Korea fired …": the city of a dateline does nothing.
    begin, start, end = paragraph.start + body_start(paragraph.text[:120]), paragraph.start, paragraph.end
    heads: dict[int, Mention] = {}
    for mention in mentions:
        if begin <= mention.span.start < end:
            at = _tokens(paragraph, mention.span)
            # An inner mention ("South Korea" in "South Korea's military") never shares its head with the outer one.
            if at and (at[2] not in heads or len(heads[at[2]].span.text) < len(mention.span.text)):
                heads[at[2]] = mention
            if at and at[1] > at[2] and mention.kind == "name":
                # In headlines the parser does not know the head of a name.
                heads.setdefault(at[1], mention)
    moments = []
    for when in times:
        # The day of a dateline is of the news.
        at = _tokens(paragraph, when.span) if when.span and begin <= when.span.start < end else None
        if at:
            moments.append(Moment(*at, when))
    sites = tuple(_sites(paragraph, lexicon))
    return Setting(
        paragraph,
        lexicon,
        heads,
        _arms(paragraph, sites, lexicon),
        sites,
        tuple(moments),
        frozenset(i for cue in cues if start <= cue.start < end for i in _range(paragraph, cue)),
        told,
    )


def _arms(paragraph: "Paragraph", sites: Sequence[Site], lexicon: "Lexicon") -> dict[int, Arm]:
    """What weapons are named: not the Yars in "Kapustin Yar"."""
    placed = {i for s in sites for i in range(s.first, s.last + 1)}
    return {i: a for i, a in arms(paragraph.doc, lexicon.weapons).items() if a.head not in placed}


def _sites(paragraph: "Paragraph", lexicon: "Lexicon") -> Iterable[Site]:
    for start, end, slug in lexicon.places.find(paragraph.text):
        span = paragraph.doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield Site(span.start, span.end - 1, slug)


def _tokens(paragraph: "Paragraph", span: Span) -> tuple[int, int, int] | None:
    """First, last and head token of a span."""
    start, end = span.start - paragraph.start, span.end - paragraph.start
    found = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return None if found is None else (found.start, found.end - 1, found.root.i)


def _range(paragraph: "Paragraph", span: Span) -> range:
    at = _tokens(paragraph, span)
    return range(at[0], at[1] + 1) if at else range(0)
