"""Every place where a text refers to an actor, coreference done: names, nominals, pronouns."""

from collections.abc import Iterable, Iterator

from kg import ids
from kg.extract.coreference import Reader, Resolved, is_acronym
from kg.extract.names import names
from kg.extract.nominals import Title, nominals, pronouns
from kg.extract.persons import words
from kg.extract.references import Reference, head_of, is_subject
from kg.lexicon import Lexicon
from kg.model import Mention
from kg.text import Paragraph, ParsedText


def mentions(parsed: ParsedText, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a document in text order.

    A plural that means several actors ("both nations") has one mention for each, all with the same span.
    """
    references, titles = _references(parsed, lexicon)
    found = Reader(parsed, references, titles, lexicon).read()
    made = {m.id: m for r in found for m in _mentions(parsed, r)}
    return tuple(sorted(made.values(), key=lambda m: (m.span.start, -m.span.end, m.actor)))


def _mentions(parsed: ParsedText, resolved: Resolved) -> Iterator[Mention]:
    r = resolved.reference
    span = parsed.paragraphs[r.paragraph].char_span(r.start, r.end)
    for n, entity in enumerate(resolved.entities):
        parts = ("mention", parsed.document.id, span.start, span.end, r.kind)
        yield Mention(
            id=ids.digest(*parts) if n == 0 else ids.digest(*parts, entity.key),
            span=span,
            kind=r.kind,
            actor=entity.key,
            label=entity.label,
            type=entity.type,
            method=resolved.method,
        )


def _references(parsed: ParsedText, lexicon: Lexicon) -> tuple[list[Reference], dict[tuple[int, int], list[Title]]]:
    named = [names(p, i, lexicon) for i, p in enumerate(parsed.paragraphs)]
    families = _families((r for rs in named for r in rs), lexicon)
    references: list[Reference] = []
    titles: dict[tuple[int, int], list[Title]] = {}
    for i, (paragraph, known) in enumerate(zip(parsed.paragraphs, named, strict=True)):
        known = [*known, *_alone(paragraph, i, known, families), *_speakers(paragraph, i, known, families, lexicon)]
        common, borne = nominals(paragraph, i, known, lexicon)
        for title in borne:
            titles.setdefault((i, title.name), []).append(title)
        titled = {t.name for t in borne}
        references += [r for r in known if not _superseded(r, common) and not _doubtful(r, paragraph, families, titled, lexicon)]
        references += [*common, *pronouns(paragraph, i)]
    return [*references, *_acronyms(parsed, references)], titles


def _acronyms(parsed: ParsedText, references: list[Reference]) -> Iterator[Reference]:
    """Short forms that the text itself gives to a name, wherever they stand alone: "Conflict Armament Research (CAR)"."""
    given: set[str] = set()
    for r in references:
        doc = parsed.paragraphs[r.paragraph].doc
        if r.last + 2 < len(doc) and doc[r.last].text == "(" and doc[r.last + 2].text == ")":
            given.add(doc[r.last + 1].text)
    taken = {(r.paragraph, i) for r in references for i in range(r.first, r.last) if r.kind == "name"}
    for i, paragraph in enumerate(parsed.paragraphs):
        for token in paragraph.doc:
            if token.text in given and is_acronym(token.text) and (i, token.i) not in taken:
                yield _single(paragraph, i, token.i, "acronym")


def _superseded(name: Reference, common: Iterable[Reference]) -> bool:
    """An organisation that the language model marked, where a noun and its state make the actor."""
    return name.how == "organisation" and any(
        c.how == "institution" and c.first < name.last and name.first < c.last for c in common
    )


def _doubtful(r: Reference, paragraph: Paragraph, families: frozenset[str], titled: set[int], lexicon: Lexicon) -> bool:
    """A single word that the language model takes for a person, with no title and no full name, that says nothing."""
    if r.how != "person" or r.last - r.first > 1 or r.text in families | lexicon.actors.families or r.start in titled:
        return False
    head = paragraph.doc[r.head]
    return not (r.subject and head.head.lemma_ in lexicon.stances.verbs)


def _families(found: Iterable[Reference], lexicon: Lexicon) -> frozenset[str]:
    """First and last words of all persons' full names: what may stand alone later."""
    known = lexicon.actors.known
    people = [r for r in found if r.how == "person" or (r.actors and known[r.actors[0]].type == "Person")]
    full = [words(r.text) for r in people if len(words(r.text)) in (2, 3, 4)]
    return frozenset(w for parts in full for w in (parts[0], parts[-1]) if w[:1].isupper() and len(w) > 1)


def _alone(paragraph: Paragraph, index: int, known: list[Reference], families: frozenset[str]) -> Iterator[Reference]:
    """Family names alone that the language model did not mark."""
    taken = {i for r in known for i in range(r.first, r.last)}
    for token in paragraph.doc:
        if token.i not in taken and token.text in families and token.pos_ in ("PROPN", "NOUN"):
            yield _single(paragraph, index, token.i, "person")


def _speakers(
    paragraph: Paragraph, index: int, known: list[Reference], families: frozenset[str], lexicon: Lexicon
) -> Iterator[Reference]:
    """A capitalised word that speaks is a name, even where the language model marks none."""
    taken = {i for r in known for i in range(r.first, r.last)}
    for token in paragraph.doc:
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in lexicon.stances.verbs
        if speaks and token.pos_ == "PROPN" and token.i not in taken and token.text not in families and token.text.isalpha():
            alone = not any(c.dep_ == "compound" for c in token.children)
            if alone and token.is_title and not token.is_stop:
                yield _single(paragraph, index, token.i, "person")


def _single(paragraph: Paragraph, index: int, i: int, how: str) -> Reference:
    token = paragraph.doc[i]
    return Reference(
        paragraph=index, first=i, last=i + 1, start=token.idx, end=token.idx + len(token), head=head_of([token]).i,
        sentence=token.sent.start, kind="name", how=how, text=token.text, subject=is_subject(token),
    )  # fmt: skip
