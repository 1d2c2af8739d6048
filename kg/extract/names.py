"""Names of actors in a paragraph: those of the ontology, found by lookup, and those that the language model marks."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.places_or_powers import governs
from kg.extract.references import Reference, head_of, is_subject
from kg.lexicon import Lexicon
from kg.lexicon.actors import Name
from kg.lexicon.words import pieces
from kg.text import Paragraph

_LINKERS = frozenset({"of", "and", "for", "the", "de", "von", "van", "der", "bin", "al", "el", "-", "'s", "&"})


def names(paragraph: Paragraph, index: int, lexicon: Lexicon) -> list[Reference]:
    """The names of a paragraph in text order. A state's adjective may lie inside an organisation's name."""
    marked = list(_marked(paragraph, index, lexicon))
    known = [r for r in _known(paragraph, index, lexicon) if not any(_swallows(m, r) for m in marked)]
    free = [m for m in marked if not any(_clash(k, m) for k in known)]
    return sorted([*known, *free], key=lambda r: (r.start, -r.end))


def _overlap(a: Reference, b: Reference) -> bool:
    return a.first < b.last and b.first < a.last


def _swallows(marked: Reference, known: Reference) -> bool:
    """One known word inside another's full name, as in "Melania Trump", "Paris Hilton"."""
    longer = marked.last - marked.first > 1 and known.last - known.first == 1
    return marked.how == "person" and longer and _overlap(marked, known)


def _clash(known: Reference, marked: Reference) -> bool:
    inside = known.how in ("demonym", "state", "capital") and marked.how == "organisation" and _covers(marked, known)
    return _overlap(known, marked) and not inside


def _covers(a: Reference, b: Reference) -> bool:
    return a.first <= b.first and b.last <= a.last and a.last - a.first > b.last - b.first


def _known(paragraph: Paragraph, index: int, lexicon: Lexicon) -> Iterator[Reference]:
    doc = paragraph.doc
    text = pieces(doc.text)
    token_at = {c: t.i for t in doc for c in range(t.idx, t.idx + len(t))}
    places = _places(doc, lexicon)
    for i, j, found, _ in lexicon.actors.names.find(text):
        start, end = text[i].start, text[j - 1].end
        first, last = token_at[start], token_at[end - 1] + 1
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in places):
            continue
        single = j - i == 1 and not text[i].text.isupper()
        choice = tuple(n for n in found if _plausible(n, doc, first, last, single, lexicon))
        if choice:
            yield _reference(paragraph, index, first, last, (start, end), choice)


def _places(doc: Doc, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Names of places, and longer proper names that a state's name ends: the Sea of Japan, the Bank of Korea."""
    found = [(start, end) for start, end, _ in lexicon.places.find(doc.text)]
    for token in doc[1:-1]:
        before, after = doc[token.i - 1], doc[token.i + 1]
        if token.lower_ == "of" and before.pos_ == "PROPN" and before.is_title and not _names_something(before, lexicon):
            found.append((before.idx, max(t.idx + len(t) for t in (after, *after.lefts))))
            if after.i + 1 < len(doc):
                found.append((before.idx, doc[after.i + 1].idx + len(doc[after.i + 1])))
    return found


def _reference(
    paragraph: Paragraph, index: int, first: int, last: int, offsets: tuple[int, int], found: tuple[Name, ...]
) -> Reference:
    doc = paragraph.doc
    head = head_of(list(doc[first:last]))
    hows = {n.how for n in found}
    modifier = head.dep_ in ("amod", "compound", "nmod") and head.head.i >= last
    order = ("demonym", "state", "name", "capital", "people") if modifier else ("state", "name", "capital", "people", "demonym")
    how = next(h for h in (*order, "person", "organisation") if h in hows)
    return Reference(
        paragraph=index,
        first=first,
        last=last,
        start=offsets[0],
        end=offsets[1],
        head=head.i,
        sentence=head.sent.start,
        kind="name",
        how=how,
        text=doc.text[offsets[0] : offsets[1]],
        actors=tuple(dict.fromkeys(n.slug for n in found if n.slug)),
        plural=how == "people",
        subject=is_subject(head),
    )


def _plausible(name: Name, doc: Doc, first: int, last: int, single: bool, lexicon: Lexicon) -> bool:
    """Whether the words can mean the actor here: a capital as a government, a short name on its own."""
    if name.how == "capital":
        return governs(doc, first, last)
    if name.how == "demonym":
        # "an American", "a Russian" is some person.
        return not (doc[last - 1].pos_ in ("NOUN", "PROPN") and first > 0 and doc[first - 1].lower_ in ("a", "an") and doc[last - 1].dep_ != "compound")
    return not (name.how == "name" and single and _part_of_longer(doc, first, last, lexicon))


def _part_of_longer(doc: Doc, first: int, last: int, lexicon: Lexicon) -> bool:
    """A single capitalised word is no name on its own inside a longer one: Freedom Guardian, Trump Tower."""
    before = doc[first - 1] if first > doc[first].sent.start else None
    after = doc[last] if last < len(doc) and last < doc[first].sent.end else None
    left = before is not None and before.is_title and before.pos_ == "PROPN" and before.dep_ == "compound" and before.head.i == last - 1
    right = after is not None and after.is_title and after.pos_ == "PROPN" and doc[last - 1].dep_ == "compound" and doc[last - 1].head is after
    return (left and before is not None and not _names_something(before, lexicon)) or (
        right and after is not None and not _names_something(after, lexicon)
    )


def _names_something(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is a title or a name by itself: "President Trump", "Russian TASS"."""
    text = pieces(token.text)
    actors = lexicon.actors
    return bool(text) and (next(actors.nouns.at(text, 0), None) is not None or next(actors.names.at(text, 0), None) is not None)


def _marked(paragraph: Paragraph, index: int, lexicon: Lexicon) -> Iterator[Reference]:
    """Persons and organisations that the language model marks, its usual errors taken out."""
    doc = paragraph.doc
    places = [(a, b) for a, b, _ in lexicon.places.find(doc.text)]
    for entity in doc.ents:
        if any(a <= entity.start_char and entity.end_char <= b for a, b in places):
            continue
        if entity.label_ in ("PERSON", "ORG"):
            tokens = _trimmed(list(entity), entity.label_, lexicon)
            if all(t.is_punct or next(lexicon.actors.nouns.at(pieces(t.text), 0), None) for t in tokens):
                continue
            if tokens and _believable(tokens, entity.label_):
                how = "person" if entity.label_ == "PERSON" else "organisation"
                offsets = (tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
                yield _reference(paragraph, index, tokens[0].i, tokens[-1].i + 1, offsets, (Name("", how),))


def _trimmed(tokens: list[Token], label: str, lexicon: Lexicon) -> list[Token]:
    """Without articles, possessive signs, quotation marks and titles at the ends."""
    while tokens and (tokens[0].lower_ in ("the", "a", "an", "'s") or tokens[0].is_punct):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in ("'s", "'") or (tokens[-1].is_punct and tokens[-1].text != ".")):
        tokens = tokens[:-1]
    while label == "PERSON" and len(tokens) > 1 and next(lexicon.actors.nouns.at(pieces(tokens[0].text), 0), None):
        tokens = tokens[1:]
    return tokens


def _believable(tokens: list[Token], label: str) -> bool:
    """Names are written with capitals; weapons, times and single common words are no actors."""
    text = "".join(t.text_with_ws for t in tokens).strip()
    if re.search(r"[\d@#/\n]|\.com|\.co\b", text) or not tokens[0].text[:1].isupper():
        return False
    if label == "PERSON":
        fits = all(t.text[:1].isupper() or t.lower_ in _LINKERS or (t.i and t.nbor(-1).text == "-") for t in tokens)
        return fits and len(tokens) <= 7 and not (len(tokens) == 1 and (text.isupper() or tokens[0].pos_ not in ("PROPN", "NOUN")))
    capital = [t for t in tokens if t.text[:1].isupper()]
    return len(capital) >= 2 and all(t.text[:1].isupper() or t.lower_ in _LINKERS or t.is_punct for t in tokens)
