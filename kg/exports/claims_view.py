"""The view in which claims are nodes: who says, denies, quotes and publishes what, about which event, against whom."""

from collections.abc import Iterable, Iterator
from itertools import chain

from kg import ids
from kg.exports import questions
from kg.exports.articles import Article, Told, articles_of, portions
from kg.exports.network import KINDS, Edge, Network, Node, node, short, verb
from kg.exports.reading import Tables, ahead, rows
from kg.exports.sorting import Row, ordered

_ACCUSES = f"{ids.BASE}stance/accuse"
_PLACE = f"{ids.BASE}place/"
# What accounts of events tell, and whether the event is where the edge starts.
_ACCOUNTS = (
    ("acts in", "kg:agent", False),
    ("gives in", "kg:giver", False),
    ("receives in", "kg:recipient", False),
    ("with", "kg:weapon", True),
    ("with", "kg:system", True),
)
_PAIRS = (("agrees", "Agreement"), ("contradicts", "Contradiction"))
_DECIDED = (("same event", "Same"), ("related event", "Related"))


def claims_view(store: Tables) -> Network:
    return Network(lambda: _parts(store))


def _parts(store: Tables) -> Iterator[Node | Edge]:
    """Actors and events first, then each document, its claims and their edges, then what joins documents."""
    found = articles_of(store)
    places = [row for row in rows(store, questions.FILLERS) if row[0].startswith(_PLACE)]
    yield from _things(store, places)
    for articles in portions(store, found):
        for article in articles:
            yield from _article(article)
    edges = chain(_told_of_events(store, [iri for iri, _ in places]), _held(store))
    for source, target, kind in ordered(edges):
        yield Edge(source, target, kind, 1, (), ())


def _things(store: Tables, places: Iterable[list[str]]) -> Iterator[Node]:
    outlets = {row[0] for row in rows(store, questions.OUTLETS)}
    found = ordered(chain(_actors(store, outlets), _events(store), _concepts(store, places)))
    last = ""
    for rank, id_, label, *values in found:
        # An actor of two classes is one node, of the first.
        if id_ != last:
            type_, iri, earliest, latest = values
            yield node(KINDS[int(rank)], iri, label, type=type_, earliest=earliest, latest=latest)
        last = id_


def actor_rows(store: Tables, outlets: set[str]) -> Iterator[Row]:
    """Rank of the kind, id, label, class, IRI."""
    for iri, label, class_ in rows(store, questions.ACTORS):
        rank = KINDS.index("outlet" if iri in outlets else "actor")
        yield str(rank), short(iri), label, class_.rpartition("#")[2], iri


def _actors(store: Tables, outlets: set[str]) -> Iterator[Row]:
    return ((*row, "", "") for row in actor_rows(store, outlets))


def _events(store: Tables) -> Iterator[Row]:
    rank = str(KINDS.index("event"))
    for iri, label, class_, earliest, latest in rows(store, questions.EVENTS):
        yield rank, short(iri), label, class_.rpartition("#")[2], iri, earliest, latest


def _concepts(store: Tables, places: Iterable[list[str]]) -> Iterator[Row]:
    """Weapons and places, by the name that the ontology gives them, else by their slug."""
    for kind, found in (("weapon", rows(store, questions.WEAPONS)), ("place", places)):
        for iri, name in found:
            yield str(KINDS.index(kind)), short(iri), name or iri.rpartition("/")[2], "", iri, "", ""


def _article(article: Article) -> Iterator[Node | Edge]:
    of = {"document": article.name, "date": article.issued, "url": article.url, "words": article.title}
    yield node("document", article.iri, article.name, article.issued, **of)
    document = short(article.iri)
    issued = (article.issued,) if article.issued else ()
    if article.publisher:
        yield Edge(short(article.publisher), document, "publishes", 1, issued, ())
    for claim in article.claims:
        yield _claim(claim, article)
        claims = (claim.iri,)
        yield Edge(document, short(claim.iri), "contains", 1, issued, claims)
        days = (claim.day,) if claim.day else ()
        for source, target, kind in sorted(_edges(claim)):
            yield Edge(short(source), short(target), kind, 1, days, claims)


def _claim(claim: Told, article: Article) -> Node:
    day = claim.day
    fields = (
        "", claim.iri, article.words(claim), claim.stance.rpartition("/")[2], _value(claim.certainty),
        _value(claim.polarity), _value(claim.voice), article.name, day, "", "", "",
    )  # fmt: skip
    return Node(short(claim.iri), claim.label, "claim", day, fields)


def _value(iri: str) -> str:
    return iri.rpartition("#")[2].lower()


def _edges(claim: Told) -> set[tuple[str, str, str]]:
    """Source, target and kind of every edge that begins or ends at a claim, but for its document's."""
    does = verb(claim.stance)
    found = {(claimant, claim.iri, does) for claimant in claim.claimants}
    for relation, other in claim.relations:
        if relation == "relay":
            found.add((other, claim.iri, "quotes"))
        elif relation == "about":
            found.add((claim.iri, event_of(other), "about"))
        elif relation == "target":
            found.add((claim.iri, other, "accuses" if claim.stance == _ACCUSES else "addresses"))
        else:
            found.add((claim.iri, other, relation))
    return found


def event_of(iri: str) -> str:
    """The event of an account; an event is its own.

    >>> event_of("https://w3id.org/whosaid/event/e1/account/4f1c")
    'https://w3id.org/whosaid/event/e1'
    """
    return iri.partition("/account/")[0]


def _told_of_events(store: Tables, places: list[str]) -> Iterator[Row]:
    """Edges between events and what has to do with them: their ids and kind."""
    asked = [questions.accounts(role) for _, role, _ in _ACCOUNTS]
    # Events have agents too, those on which all accounts agree: the accounts name them, so that nothing is lost.
    for (kind, _, forth), answer in zip(_ACCOUNTS, ahead(store, asked), strict=True):
        for account, other in answer:
            event, thing = short(event_of(account)), short(other)
            yield (event, thing, kind) if forth else (thing, event, kind)
    for part, whole in rows(store, questions.PARTS):
        yield short(part), short(whole), "part of"
    if places:
        for event, place in rows(store, questions.places(places)):
            yield short(event_of(event)), short(place), "at"


def _held(store: Tables) -> Iterator[Row]:
    """Edges between claims of any two documents."""
    asked = [questions.held(name) for _, name in _PAIRS]
    for (kind, _), answer in zip(_PAIRS, ahead(store, asked), strict=True):
        for one, two in pairs(answer):
            yield short(one), short(two), kind
    for denying, denied, scope in rows(store, questions.DENIALS):
        yield short(denying), short(denied), "denies the like" if scope == "related" else "denies"
    for kind, judgement in _DECIDED:
        for left, right in rows(store, questions.decided(judgement)):
            if left != right:
                yield short(min(left, right)), short(max(left, right)), kind


def pairs(found: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """The two claims of each entry, smaller first.

    The two rows of an entry mostly follow one another; where a store mixes them, those without their other wait.

    >>> list(pairs([["e", "b"], ["f", "c"], ["e", "a"], ["f", "d"]]))
    [('a', 'b'), ('c', 'd')]
    """
    waiting: dict[str, str] = {}
    for entry, claim in found:
        other = waiting.pop(entry, None)
        if other is None:
            waiting[entry] = claim
        elif other != claim:
            yield min(other, claim), max(other, claim)
