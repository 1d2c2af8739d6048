"""Papers and sites that nothing but a capital article marks, where they are told something: "told The Fix"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.references import Reference, Sheet, refer


def papers(sheet: Sheet, known: Sequence[Reference]) -> Iterator[Reference]:
    """The names of outlets that `known` lacks: hearers and partners of an interview with a capital "The"."""
    taken = {i for r in known for i in range(r.first, r.last)}
    tokens, stop = sheet.tokens, len(sheet.tokens)
    nouns = sheet.lexicon.actors.noun.values()
    noun = next((n for n in sorted(nouns, key=lambda n: n.slug) if n.denotes[:1] == ("Outlet",)), None)
    for token in tokens:
        if token.text != "The" or token.is_sent_start or sheet.titled:
            continue
        last = token.i + 1
        while last < stop and tokens[last].pos_ == "PROPN" and tokens[last].is_title:
            last += 1
        if last > token.i + 1 and taken.isdisjoint(range(token.i, last)) and _told(tokens[last - 1], sheet):
            yield refer(sheet, token.i, last, "name", "organisation", noun=noun)


def _told(name: Token, sheet: Sheet) -> bool:
    """Whether a name is who is told, or with whom an interview was held."""
    stances = sheet.lexicon.stances
    if name.dep_ in ("dobj", "dative"):
        return any(c.act.name == "tell" for c in stances.verbs.get(name.head.lemma_, ()))
    return (
        name.dep_ == "pobj" and name.head.lower_ in ("with", "to") and name.head.head.lemma_ in stances.words("texts")
    )
