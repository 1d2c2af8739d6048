"""Names of actors in a paragraph: those of the ontology, found by lookup, and those that the language model marks."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.governments import governs
from kg.extract.references import Reference, Sheet, head_of, refer
from kg.lexicon.actors import Name
from kg.lexicon.weapons import words
from kg.lexicon.words import pieces

_LINKERS = frozenset({"of", "and", "for", "the", "de", "von", "van", "der", "bin", "al", "el", "-", "'s", "&"})
_NOT_IN_PERSONS = frozenset({"of", "and", "for", "the", "&"})
# Last words of proper names that are no actors: places, days, exercises.
_NOT_BODIES = frozenset({
    "act", "agreement", "area", "award", "base", "campaign", "day", "line", "mausoleum", "operation", "port",
    "prefecture", "prize", "province", "sea", "shield", "shipyard", "site", "station", "treaty", "war", "zone",
})  # fmt: skip
_THINGS = frozenset(
    {"exercise", "drill", "destroyer", "submarine", "ship", "vessel", "missile", "rocket", "satellite", "drone", "tank"}
)
_CALENDAR = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|(sept|octo|nov|dec)em?ber"
)
# Adjectives of a state between an article and its name: "the nuclear-armed North"; "the far North" is a region.
_REGIMES = frozenset({
    "armed", "isolated", "communist", "reclusive", "secretive", "impoverished", "defiant", "authoritarian",
    "sanctioned", "totalitarian", "unpredictable", "belligerent", "capable",
})  # fmt: skip
_NO_NAMES = frozenset({"VERB", "AUX", "ADV", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM"})
# A word that modifies the next is an adjective before it is a name: "US troops".
_MODIFIER_FIRST = ("demonym", "state", "name", "capital", "people")
_NAME_FIRST = ("state", "name", "capital", "people", "demonym")


def names(sheet: Sheet) -> list[Reference]:
    """The names of a paragraph in text order. A state's adjective may lie inside an organisation's name."""
    marked = list(_marked(sheet))
    found = [*_known(sheet), *_described(sheet), *_misspelt(sheet)]
    said = {i for r in found for i in range(r.first, r.last)}
    marked = [m for m in marked if not said.issuperset(range(m.first, m.last))]
    known = [r for r in found if not any(_swallows(m, r) for m in marked)]
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


def _known(sheet: Sheet) -> Iterator[Reference]:
    text, places = sheet.pieces, [*sheet.places, *_longer(sheet)]
    for i, j, found, _ in sheet.lexicon.actors.names.find(text):
        start, end = text[i].start, text[j - 1].end
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in places):
            continue
        first, last = sheet.token_at(start), sheet.token_at(end - 1) + 1
        words_said = j - i - (text[i].folded == "the")
        single = words_said == 1 and not text[j - 1].text.isupper()
        choice = tuple(n for n in found if _plausible(n, sheet, first, last, single))
        if choice:
            slugs = tuple(dict.fromkeys(n.slug for n in choice))
            how = _how(choice, head_of(sheet.tokens[first:last]), last)
            yield refer(sheet, first, last, "name", how, start=start, end=end, actors=slugs, plural=how == "people")


def _described(sheet: Sheet) -> Iterator[Reference]:
    """Names with an article that adjectives part from it: "the nuclear-armed North"."""
    for token in sheet.tokens:
        if not token.is_title or token.dep_ == "compound":
            continue
        article = next((c for c in token.children if c.lower_ == "the" and c.i < token.i - 1), None)
        between = [] if article is None else sheet.tokens[article.i + 1 : token.i]
        if not between or any(t.text[0].isupper() for t in between):
            continue
        found = next(sheet.lexicon.actors.names.at(pieces(f"the {token.text}"), 0), None)
        state = any(t.lower_ in _REGIMES for t in between)
        if found and found[0] == 2 and state and {n.how for n in found[1]} <= {"name", "state"}:
            slugs = tuple(dict.fromkeys(n.slug for n in found[1]))
            yield refer(sheet, token.i, token.i + 1, "name", _how(found[1], token, token.i + 1), actors=slugs)


def _misspelt(sheet: Sheet) -> Iterator[Reference]:
    known = sheet.lexicon.actors.known
    return (refer(sheet, m.first, m.last, "name", "name", actors=(m.slug,)) for m in sheet.misspelt if m.slug in known)


def _how(found: tuple[Name, ...], head: Token, last: int) -> str:
    modifier = head.dep_ in ("amod", "compound", "nmod") and head.head.i >= last
    hows = {n.how for n in found}
    return next(h for h in (_MODIFIER_FIRST if modifier else _NAME_FIRST) if h in hows)


def _longer(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Longer proper names that a state's name ends: the Sea of Japan, the Bank of Korea."""
    tokens = sheet.tokens
    for token in tokens[1:-1]:
        if token.lower_ == "of" and token.i not in sheet.noun_ends:
            before, after = tokens[token.i - 1], tokens[token.i + 1]
            if before.pos_ == "PROPN" and before.is_title and not _names_something(before, sheet):
                end = tokens[min(token.i + 2, len(tokens) - 1)] if after.dep_ in ("compound", "det", "amod") else after
                yield before.idx, end.idx + len(end)


def _plausible(name: Name, sheet: Sheet, first: int, last: int, single: bool) -> bool:
    """Whether the words can mean the actor here: a capital as a government, a short name on its own."""
    if name.how == "capital":
        return governs(sheet, first, last)
    if name.how == "demonym":
        # "an American", "a Russian" is some person.
        token, before = sheet.tokens[last - 1], sheet.tokens[first - 1] if first else None
        some = before is not None and before.lower_ in ("a", "an")
        return not (some and token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound")
    if name.how == "name" and first and sheet.tokens[first].is_lower and sheet.tokens[first - 1].lower_ in ("a", "an"):
        return False
    return not (name.how == "name" and single and _part_of_longer(sheet, first, last))


def _part_of_longer(sheet: Sheet, first: int, last: int) -> bool:
    """A single capitalised word is no name on its own inside a longer one: Freedom Guardian, Trump Tower."""
    tokens, word = sheet.tokens, sheet.tokens[last - 1]
    if first > sheet.sentence[first]:
        before = tokens[first - 1]
        left = before.is_title and before.pos_ == "PROPN" and before.dep_ == "compound" and before.head.i == word.i
        if left and not _names_something(before, sheet):
            return True
    if last < len(tokens) and sheet.sentence[last] == sheet.sentence[first]:
        after = tokens[last]
        right = after.is_title and after.pos_ == "PROPN" and word.dep_ == "compound" and word.head.i == after.i
        return right and not _names_something(after, sheet)
    return False


def _names_something(token: Token, sheet: Sheet) -> bool:
    """Whether the word is a title or a name by itself: "President Trump", "Russian TASS"."""
    text, actors = pieces(token.text), sheet.lexicon.actors
    return bool(text) and any(next(phrases.at(text, 0), None) for phrases in (actors.nouns, actors.names))


def _marked(sheet: Sheet) -> Iterator[Reference]:
    """Persons and organisations that the language model marks, its usual errors taken out."""
    for entity in sheet.doc.ents:
        if entity.label_ not in ("PERSON", "ORG"):
            continue
        if any(a <= entity.start_char and entity.end_char <= b for a, b in sheet.places):
            continue
        tokens = _trimmed(_hyphened(list(entity), sheet), entity.label_, sheet)
        envoy = _sent_to(tokens, sheet)
        tokens = tokens[envoy:]
        if (
            tokens
            and not _weapon(tokens, sheet)
            and _believable(tokens, entity.label_)
            and not all(_is_noun(t, sheet) for t in tokens)
        ):
            person = entity.label_ == "PERSON" or envoy or _explained(tokens, sheet)
            tokens = _trimmed(tokens, "PERSON", sheet) if person else tokens
            how = "person" if person else "organisation"
            yield refer(sheet, tokens[0].i, tokens[-1].i + 1, "name", how)


def _hyphened(tokens: list[Token], sheet: Sheet) -> list[Token]:
    """With the last syllable of a given name that the language model cut off: "Seo Han" of "Seo Han-gil, lawmaker"."""
    last, rest = tokens[-1], sheet.tokens[tokens[-1].i + 1 : tokens[-1].i + 4]
    cut = len(rest) > 1 and rest[0].text == "-" and not (last.whitespace_ or rest[0].whitespace_)
    if last.ent_type_ != "PERSON" or len(tokens) < 2 or not cut or not (rest[1].is_lower and len(rest[1]) <= 5):
        return tokens
    # "a Donald Trump-era rule" is no name.
    describes = len(rest) > 2 and rest[2].pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    return tokens if describes else [*tokens, *rest[:2]]


def _trimmed(tokens: list[Token], label: str, sheet: Sheet) -> list[Token]:
    """Without articles, possessive signs, quotation marks and titles at the ends."""
    while tokens and (tokens[0].lower_ in ("the", "a", "an", "'s") or tokens[0].is_punct):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in ("'s", "'") or (tokens[-1].is_punct and tokens[-1].text != ".")):
        tokens = tokens[:-1]
    while label == "PERSON" and len(tokens) > 1 and _is_noun(tokens[0], sheet):
        tokens = tokens[1:]
    return tokens


def _is_noun(token: Token, sheet: Sheet) -> bool:
    """A common noun for actors, or a sign: no name."""
    return (
        token.is_punct or next(sheet.lexicon.actors.nouns.at(pieces(token.text) or sheet.pieces, 0), None) is not None
    )


def _sent_to(tokens: list[Token], sheet: Sheet) -> int:
    """How many words before a name say where an envoy is: one in "Ambassador to the U.S. NAME"."""
    if not 2 < len(tokens) < 5 or not all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in tokens):
        return 0
    before = tokens[0].i - 1
    before -= before > 0 and sheet.tokens[before].lower_ == "the"
    to = before > 0 and sheet.tokens[before].lower_ == "to" and _ends_in_person(sheet.tokens[before - 1], sheet)
    names = sheet.lexicon.actors.names.at(pieces(tokens[0].text), 0)
    named = next((n for _, found, _ in names for n in found if n.how in ("state", "demonym", "name")), None)
    return 1 if to and named is not None else 0


def _explained(tokens: list[Token], sheet: Sheet) -> bool:
    """Whether an apposition says that it is a person: "NAME, a specialist in …", "the envoy to the UN, NAME,"."""
    named = {t.i for t in tokens}
    plain = 1 < len(tokens) < 5 and all(t.is_title for t in tokens)
    appositions = [c for t in tokens for c in t.children if c.dep_ == "appos" and c.i not in named]
    own = [t.head for t in tokens if t.dep_ == "appos" and t.head.i < tokens[0].i]
    owners = [h.head.head if h.dep_ == "pobj" else h for h in own]
    return plain and any(_ends_in_person(t, sheet) for t in (*appositions, *owners))


def _ends_in_person(token: Token, sheet: Sheet) -> bool:
    """ "Acting National Security Adviser" is no organisation."""
    forms = next(sheet.lexicon.actors.nouns.at(pieces(token.text) or sheet.pieces, 0), None)
    return forms is not None and any(f.noun.kind == "PersonNoun" for f in forms[1])


def _weapon(tokens: list[Token], sheet: Sheet) -> bool:
    """A weapon's name, whole or at its head: "Iskander-M", "Patriot batteries"."""
    said = words("".join(t.text_with_ws for t in tokens))
    weapons = sheet.lexicon.weapons
    return weapons.find(said) is not None or weapons.find(said[:1]) is not None


def _believable(tokens: list[Token], label: str) -> bool:
    """Names are written with capitals; weapons, times and single common words are no actors."""
    text = "".join(t.text_with_ws for t in tokens).strip()
    if re.search(r"[\d@#/\n]|\.com|\.co\b", text) or not tokens[0].text[:1].isupper():
        return False
    after = tokens[-1].nbor() if tokens[-1].i + 1 < len(tokens[-1].doc) else None
    if (
        tokens[-1].lower_ in _NOT_BODIES
        or _CALENDAR.fullmatch(text.lower())
        or (after is not None and after.lemma_ in _THINGS)
    ):
        return False
    if label == "PERSON":
        lone = len(tokens) == 1 and (text.isupper() or tokens[0].pos_ in _NO_NAMES)
        plain = all(_name_like(t) or (t.i and t.nbor(-1).text == "-") for t in tokens)
        return not lone and len(tokens) <= 7 and plain and not any(t.lower_ in _NOT_IN_PERSONS for t in tokens)
    capital = [t for t in tokens if t.text[:1].isupper()]
    verbs = any(t.pos_ in ("VERB", "AUX") for t in tokens)
    return len(capital) >= 2 and not verbs and all(_name_like(t) or t.is_punct for t in tokens)


def _name_like(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in _LINKERS
