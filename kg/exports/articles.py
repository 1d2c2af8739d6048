"""Documents and their claims, read in portions: what the views of the graph have in common."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.exports import questions
from kg.exports.reading import Tables, ahead, rows

PORTION = 50  # documents that are asked for at once: more, and memory grows; fewer, and each question costs its reading


@dataclass(slots=True)
class Told:
    """A claim as its rows come in."""

    iri: str
    label: str
    stance: str
    certainty: str
    polarity: str
    voice: str
    earliest: str
    latest: str
    claimants: set[str] = field(default_factory=set)
    spans: set[str] = field(default_factory=set)
    relations: set[tuple[str, str]] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)

    @property
    def day(self) -> str:
        """When it was uttered, as well as the text tells."""
        return self.earliest or self.latest


@dataclass(slots=True)
class Article:
    """A document; the fields that may be absent are ""."""

    iri: str
    name: str = ""
    title: str = ""
    issued: str = ""
    url: str = ""
    publisher: str = ""
    text: str = ""
    claims: list[Told] = field(default_factory=list)

    def words(self, claim: Told) -> str:
        """The content of a claim; a span's IRI ends in its offsets, by which it is cut from the text."""
        found = sorted(tuple(map(int, span.rpartition("=")[2].split(","))) for span in claim.spans)
        return " … ".join(self.text[start:end] for start, end in found)


def articles_of(store: Tables) -> list[str]:
    """The IRIs of all documents, sorted."""
    return sorted(row[0] for row in rows(store, questions.ARTICLES))


def portions(store: Tables, found: list[str], sourced: bool = False) -> Iterator[list[Article]]:
    """The documents in order of their IRIs, each with its claims in order of theirs.

    `sourced` claims know the independent sources behind them, and not what they are about and stand within.
    """
    answers = ahead(store, _questions(found, sourced))
    for documents in answers:
        articles: dict[str, Article] = {}
        for iri, detail, value in documents:
            setattr(articles.setdefault(iri, Article(iri)), detail, value)
        claims = _claims(next(answers))
        for iri, relation, other in next(answers):
            if told := claims.get(iri):
                told.relations.add((relation, other))
        for iri, root in next(answers) if sourced else ():
            if told := claims.get(iri):
                told.roots.add(root)
        for iri in sorted(claims):
            told = claims[iri]
            articles[min(told.spans).partition("#")[0]].claims.append(told)
        yield [articles[iri] for iri in sorted(articles)]


def _questions(found: list[str], sourced: bool) -> Iterator[str]:
    for start in range(0, len(found), PORTION):
        these = found[start : start + PORTION]
        yield questions.documents(these)
        yield questions.claims(these)
        yield questions.relations(these, ("target", "relay") if sourced else questions.RELATIONS)
        if sourced:
            yield questions.sources(these)


def _claims(found: Iterable[list[str]]) -> dict[str, Told]:
    claims: dict[str, Told] = {}
    for iri, label, stance, certainty, polarity, voice, earliest, latest, claimant, span in found:
        told = claims.get(iri)
        if told is None:
            told = claims[iri] = Told(iri, label, stance, certainty, polarity, voice, earliest, latest)
        told.claimants.add(claimant)
        told.spans.add(span)
    return claims
