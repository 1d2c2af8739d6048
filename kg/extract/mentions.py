"""Every place where a text refers to an actor, coreference done: names, nominals, pronouns."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg import ids
from kg.extract.coreference import Reader, bracketed
from kg.extract.memory import Seen
from kg.extract.modifiers import gives
from kg.extract.names import names
from kg.extract.nominals import nominals
from kg.extract.papers import papers
from kg.extract.persons import words
from kg.extract.pronouns import pronouns
from kg.extract.references import Reference, Sheet, Title, according, refer, speaks
from kg.lexicon import Lexicon
from kg.lexicon.words import pieces
from kg.model import Mention
from kg.text import ParsedText

# Small words inside the names of bodies.
_WITHIN = frozenset({"of", "for", "on", "and", "the"})


def mentions(parsed: ParsedText, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a document in text order.

    A plural that means several actors ("both nations") has one mention for each, all with the same span.
    """
    sheets = [Sheet(paragraph, index, lexicon) for index, paragraph in enumerate(parsed.paragraphs)]
    references, titles = _references(sheets, lexicon)
    found = Reader(parsed.document, sheets, references, titles, lexicon).read()
    made = {m.id: m for seen in found for m in _mentions(parsed, seen)}
    return tuple(sorted(made.values(), key=lambda m: (m.span.start, -m.span.end, m.actor)))


def _mentions(parsed: ParsedText, seen: Seen) -> Iterator[Mention]:
    r = seen.reference
    span = parsed.paragraphs[r.paragraph].char_span(r.start, r.end)
    parts = ("mention", parsed.document.id, span.start, span.end, r.kind)
    for n, entity in enumerate(seen.entities):
        name = ids.digest(*parts, entity.key) if n else ids.digest(*parts)
        yield Mention(name, span, r.kind, entity.key, entity.label, entity.type, seen.method)


def _references(
    sheets: Sequence[Sheet], lexicon: Lexicon
) -> tuple[list[Reference], dict[tuple[int, int], list[Title]]]:
    """Everything in the text that may refer to an actor, and the titles of its names."""
    named = [names(sheet) for sheet in sheets]
    families = _families((r for rs in named for r in rs), lexicon)
    references: list[Reference] = []
    titles: dict[tuple[int, int], list[Title]] = {}
    for sheet, known in zip(sheets, named, strict=True):
        known = [*known, *_addressed(sheet, known)]
        known = [*known, *_alone(sheet, known, families)]
        known = [*known, *_unmarked_bodies(sheet, known)]
        known = [*known, *papers(sheet, known)]
        common, borne = nominals(sheet, known)
        for title in borne:
            titles.setdefault((sheet.index, title.name), []).append(title)
        bearers = {t.name for t in borne}
        references += (r for r in known if _kept(r, sheet, common, families, bearers))
        references += (*common, *pronouns(sheet))
    return [*references, *_acronyms(sheets, references)], titles


def _families(found: Iterable[Reference], lexicon: Lexicon) -> frozenset[str]:
    """First and last words of all persons' full names: what may stand alone later."""
    known = lexicon.actors.known
    people = [r for r in found if r.how == "person" or (r.actors and known[r.actors[0]].type == "Person")]
    full = [words(r.text) for r in people if len(words(r.text)) in (2, 3, 4)]
    return frozenset(w for parts in full for w in (parts[0], parts[-1]) if w[:1].isupper() and len(w) > 1)


def _alone(sheet: Sheet, known: list[Reference], families: frozenset[str]) -> Iterator[Reference]:
    """Family names alone, and capitalised words that speak, where the language model marks none."""
    taken = {i for r in known for i in range(r.first, r.last)}
    for token in sheet.tokens:
        # A name like "Sarkisian" may be read as an adjective.
        named = token.pos_ == "ADJ" and token.dep_ != "amod" and token.text in families
        free = token.i not in taken and (token.pos_ in ("PROPN", "NOUN") or named) and token.text[:1].isupper()
        if free and (
            gives(sheet, token.i)
            or token.text in families
            or _unmarked_speaker(token, sheet)
            or _known_speaker(token, sheet)
        ):
            body = token.text not in families and token.i > 0 and sheet.tokens[token.i - 1].lower_ == "the"
            yield refer(sheet, token.i, token.i + 1, "name", "organisation" if body else "person")


def _addressed(sheet: Sheet, known: list[Reference]) -> Iterator[Reference]:
    """Persons whom a title announces and the language model does not mark: "Col. Ants Kiviselg", "Head Oleh Kiper"."""
    taken = {i for r in known for i in range(r.first, r.last)} | {
        i for n in sheet.nouns for i in range(n.first, n.last)
    }
    tokens, stop = sheet.tokens, len(sheet.tokens)
    for start, first, _, forms in sheet.nouns:
        last = first
        while last < stop and last not in taken and tokens[last].pos_ == "PROPN" and tokens[last].is_title:
            last += 1
        title = tokens[start].text[:1].isupper() and any(f.noun.kind in ("AddressNoun", "PersonNoun") for f in forms)
        told = last - first > 1 and tokens[start].dep_ == "compound" and speaks(tokens[last - 1], sheet.lexicon)
        title = title or (told and any(f.noun.kind == "PersonNoun" for f in forms))
        if title and first < last <= first + 4 and last not in taken:
            yield refer(sheet, first, last, "name", "person")


def _known_speaker(token: Token, sheet: Sheet) -> bool:
    """A family name of the ontology that acts alone: "Zakharova, the ministry's spokeswoman, said"."""
    family = token.text in sheet.lexicon.actors.families and token.pos_ == "PROPN" and len(token) > 3
    return family and token.dep_ == "nsubj" and not any(c.dep_ == "compound" for c in token.children)


def _unmarked_speaker(token: Token, sheet: Sheet) -> bool:
    alone = token.is_title and token.is_alpha and not token.is_stop and token.pos_ == "PROPN"
    if not alone or not speaks(token, sheet.lexicon) or any(c.dep_ == "compound" for c in token.children):
        return False
    # "Time will tell": at the head of a sentence the capital says nothing.
    sure = not token.is_sent_start or token.nbor().tag_ in ("VBD", "VBZ")
    return sure and next(sheet.lexicon.actors.nouns.at(pieces(token.text), 0), None) is None


def _kept(r: Reference, sheet: Sheet, common: Sequence[Reference], families: frozenset[str], bearers: set[int]) -> bool:
    """Not an organisation that a noun and its state make, nor a single word that may be no person at all."""
    if r.how == "organisation":
        return not any(
            c.noun is not None and c.noun.kind == "ActorNoun" and c.first < r.last and r.first < c.last for c in common
        )
    if r.how == "name":
        # "Russia's Security Council": the noun and its state mean another body than the name alone.
        noun = sheet.lexicon.actors.known[r.actors[0]].noun
        longer = (c for c in common if c.noun is not None and c.first < r.first and c.last == r.last)
        return not any(c.core < r.first or (c.state and c.noun and c.noun.slug == noun) for c in longer if noun)
    if r.how != "person" or r.start in bearers:
        return True
    if r.last - r.first > 1:
        return not _thing(r, sheet)
    after = sheet.tokens[r.last] if r.last < len(sheet.tokens) else None
    if gives(sheet, r.first):
        return True
    if after is not None and after.tag_ in ("VBD", "VBZ") and after.lemma_ in sheet.lexicon.stances.verbs:
        return True
    return r.text in families or r.text in sheet.lexicon.actors.families or speaks(sheet.tokens[r.head], sheet.lexicon)


def _thing(r: Reference, sheet: Sheet) -> bool:
    """A ship, exercise or weapon that the language model takes for a person: "the destroyer NAME", "NAME exercise"."""
    head = sheet.tokens[r.head]
    before = sheet.tokens[r.first - 1] if r.first > sheet.sentence[r.first] else None
    described = before is not None and before.pos_ == "NOUN" and before.dep_ == "compound" and before.is_lower
    describes = head.dep_ == "compound" and head.head.i >= r.last and head.head.pos_ == "NOUN" and head.head.is_lower
    return (described or describes) and not speaks(head, sheet.lexicon)


def _acronyms(sheets: Sequence[Sheet], references: Sequence[Reference]) -> Iterator[Reference]:
    """Short forms that the text gives to a name, wherever they stand alone: "Conflict Armament Research (CAR)"."""
    given = {short for r in references if (short := bracketed(sheets[r.paragraph], r.last))}
    taken = {(r.paragraph, i) for r in references if r.kind == "name" for i in range(r.first, r.last)}
    for sheet in sheets if given else ():
        for token in sheet.tokens:
            if token.text in given and (sheet.index, token.i) not in taken:
                yield refer(sheet, token.i, token.i + 1, "name", "acronym")


def _unmarked_bodies(sheet: Sheet, known: list[Reference]) -> Iterator[Reference]:
    """Capitalised names of bodies that speak and that the language model does not mark: "the Institute for Peace"."""
    taken = {i for r in known for i in range(r.first, r.last)}
    taken |= {i for m in sheet.misspelt for i in range(m.first, m.last)}
    persons = {n.last - 1 for n in sheet.nouns if any(f.noun.kind != "ActorNoun" for f in n.forms)}
    for token in sheet.tokens[1:]:
        if token.i in taken | persons or not token.is_title or not (speaks(token, sheet.lexicon) or according(token)):
            continue
        first, last = token.i, token.i + 1
        while first - 1 not in taken and first > sheet.sentence[token.i] and _capital(sheet.tokens[first - 1]):
            first -= 1
        last = _end_of_name(sheet, last, taken)
        article = first > 0 and sheet.tokens[first - 1].lower_ == "the"
        if article and last - first > 1 and not sheet.titled:
            yield refer(sheet, first, last, "name", "organisation", head=token.i)


def _capital(token: Token) -> bool:
    return token.is_title and token.pos_ in ("PROPN", "NOUN", "ADJ") and token.lower_ != "the"


def _end_of_name(sheet: Sheet, last: int, taken: set[int]) -> int:
    """Over "for Strategy and Economy", "of the Arts" behind a body's noun."""
    tokens, end = sheet.tokens, last
    while last < len(tokens) and last not in taken and (_capital(tokens[last]) or tokens[last].lower_ in _WITHIN):
        last += 1
        end = last if _capital(tokens[last - 1]) else end
    return end
