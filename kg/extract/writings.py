"""Whose words a writing holds: "a statement of the ministry", "the ministry's statement", "it said in a statement"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.memory import Entity, Memory
from kg.extract.references import SUBJECT, Reference
from kg.extract.whose import NEAR
from kg.lexicon.actors import Noun

_BY = frozenset({"of", "by", "from"})


def author(r: Reference, noun: Noun, memory: Memory) -> Entity | None:
    """Who made the statement that "the statement" takes up; an outlet that carried it did not."""
    if not (r.definite and noun.speaks and {"Actor", "Outlet"} & {*noun.denotes}):
        return None
    # Agency paragraphs are single sentences: as far back as the sentences reach.
    for paragraph in range(r.paragraph, r.paragraph - NEAR - 1, -1):
        if paragraph < 0:
            break
        sheet = memory.sheets[paragraph]
        named = [f for f in sheet.nouns if any(form.noun.slug == noun.slug for form in f.forms)]
        for found in reversed([f for f in named if paragraph != r.paragraph or f.last <= r.first]):
            entity = _made(sheet.tokens[found.last - 1], paragraph, memory)
            if entity is not None and memory.near(r, (paragraph, sheet.sentence[found.first]), NEAR):
                return entity
    return None


def _made(writing: Token, paragraph: int, memory: Memory) -> Entity | None:
    media = memory.lexicon.actors.is_a
    for token in _makers(writing):
        seen = [s for s in memory.seen if s.reference.paragraph == paragraph and s.reference.head == token.i]
        whole = max(seen, key=lambda s: s.reference.end - s.reference.start, default=None)
        if whole is not None and not media(whole.entities[0].type, "Outlet", "Media"):
            return whole.entities[0]
    return None


def _makers(writing: Token) -> Iterator[Token]:
    """The words that may name the author, the surest first."""
    yield from (c for c in writing.children if c.dep_ == "poss")
    links = [c for c in writing.children if c.dep_ in ("prep", "agent") and c.lower_ in _BY]
    # "a report released in May by the team"
    links += [c for v in writing.children if v.dep_ == "acl" for c in v.children if c.dep_ == "agent"]
    yield from (c for link in links for c in link.children if c.dep_ == "pobj")
    verb = writing.head.head if writing.dep_ == "pobj" and writing.head.lower_ == "in" else writing.head
    if writing.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB":
        yield from (c for c in verb.children if c.dep_ in SUBJECT)
