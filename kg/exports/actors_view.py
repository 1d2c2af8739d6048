"""The view that joins actors by what they say of one another; an edge weighs as much as it has independent sources."""

from collections.abc import Iterator
from itertools import chain, groupby

from kg.exports import questions
from kg.exports.articles import Article, articles_of, portions
from kg.exports.claims_view import actor_rows
from kg.exports.network import KINDS, Edge, Network, Node, node, short, verb
from kg.exports.reading import Tables, rows
from kg.exports.sorting import Row, ordered

_NARRATED = "#Narrated"
_LEDGER = (
    ("denies", "kg:Denial", "kg:denyingClaim", "kg:deniedClaim"),
    ("contradicts", "kg:Contradiction", "kg:between", "kg:between"),
    ("agrees", "kg:Agreement", "kg:between", "kg:between"),
)


def actors_view(store: Tables) -> Network:
    return Network(lambda: _parts(store), recurring=True)


def _parts(store: Tables) -> Iterator[Node | Edge]:
    yield from _nodes(store)
    yield from _edges(chain(_carried(store), _held(store)))


def _nodes(store: Tables) -> Iterator[Node]:
    outlets = {row[0] for row in rows(store, questions.OUTLETS)}
    last = ""
    for rank, id_, label, class_, iri in ordered(actor_rows(store, outlets)):
        if id_ != last:
            yield node(KINDS[int(rank)], iri, label, type=class_)
        last = id_


def _edges(found: Iterator[Row]) -> Iterator[Edge]:
    """One edge for each source, target and kind, from rows of these and day, claim, independent source."""
    for (source, target, kind), group in groupby(ordered(found), key=lambda row: row[:3]):
        days, claims, roots = ({*values} - {""} for values in list(zip(*group, strict=True))[3:])
        # What only one claim says has no record of its sources; what has only hidden ones counts none. Both are said.
        yield Edge(source, target, kind, len(roots) or 1, tuple(sorted(days)), tuple(sorted(claims)))


def _carried(store: Tables) -> Iterator[Row]:
    """What single claims make actors do to one another."""
    for articles in portions(store, articles_of(store), sourced=True):
        for article in articles:
            yield from _of_article(article)


def _of_article(article: Article) -> Iterator[Row]:
    for claim in article.claims:
        pairs = {
            (c, other, verb(claim.stance)) for c in claim.claimants for r, other in claim.relations if r == "target"
        }
        pairs |= {(other, c, "quotes") for c in claim.claimants for r, other in claim.relations if r == "relay"}
        if article.publisher and not claim.voice.endswith(_NARRATED):
            pairs |= {(article.publisher, c, "carries") for c in claim.claimants}
        for source, target, kind in pairs:
            for root in claim.roots or {""}:
                yield short(source), short(target), kind, claim.day, claim.iri, root


def _held(store: Tables) -> Iterator[Row]:
    """What two claims, held against one another in the ledger, make their claimants do."""
    for kind, class_, left, right in _LEDGER:
        for source, target, day, claim, root, stance in rows(store, questions.between(class_, left, right)):
            does = verb(stance) if stance and kind == "agrees" else kind
            yield short(source), short(target), does, day, claim, root
