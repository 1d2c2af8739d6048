"""Attributions become claims: claimants, relays and targets are actors of the whole collection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import ids
from kg.model import Actor, Attribution, Claim, Document, Extraction
from kg.resolve.anaphora import with_references
from kg.resolve.background import Background
from kg.resolve.topics import topics


def claims(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    actor_of: Mapping[str, str],
    outlets: Mapping[str, str],
    background: Background,
) -> tuple[Claim, ...]:
    """The claims of all documents, by document and place in the text.

    `outlets` gives each document's outlet (an actor id): what is narrated is the outlet's own claim. A hidden source
    is an unnamed actor of its own.
    """
    found: list[Claim] = []
    for document in sorted(documents, key=lambda d: d.id):
        if extraction := extractions.get(document.id):
            whole = replace(extraction, attributions=with_references(extraction, document))
            found += _of_document(whole, document, actor_of, outlets[document.id], background)
    return tuple(found)


def outlets(documents: Iterable[Document], actors: Sequence[Actor]) -> dict[str, str]:
    """Each document's outlet: the actor that bears the publisher's name, else one made of that name.

    A document that names no publisher has an unknown outlet of its own.
    """
    named: dict[str, str] = {}
    for actor in sorted(actors, key=lambda a: a.id):
        for name in (actor.label, *actor.aliases):
            named.setdefault(name.casefold(), actor.id)
    return {
        d.id: (named.get(d.publisher.casefold()) or ids.slug(d.publisher)) if d.publisher else ids.unknown_outlet(d.id)
        for d in sorted(documents, key=lambda d: d.id)
    }


def _of_document(
    extraction: Extraction, document: Document, actor_of: Mapping[str, str], outlet: str, background: Background
) -> Iterator[Claim]:
    about = _about(extraction)
    topic = topics(about, extraction, document, background)
    for attribution in sorted(extraction.attributions, key=lambda a: (a.start, a.id)):
        yield Claim(
            attribution=attribution,
            document=extraction.document,
            claimants=_claimants(attribution, actor_of, outlet),
            relayers=tuple(_relayers(attribution, actor_of)),
            target=_actors(attribution.target, actor_of),
            about=about[attribution.id],
            topic=topic.get(attribution.id),
        )


def _claimants(attribution: Attribution, actor_of: Mapping[str, str], outlet: str) -> tuple[str, ...]:
    if attribution.kind == "narrated":
        return (outlet,)
    return _actors(attribution.claimants, actor_of) or (ids.unnamed_actor(attribution.id),)


def _relayers(attribution: Attribution, actor_of: Mapping[str, str]) -> Iterator[str]:
    for n, relay in enumerate(attribution.relays, 1):
        yield actor_of.get(relay.mention or "") or f"{ids.unnamed_actor(attribution.id)}-relay-{n}"


def _actors(mentions: Iterable[str], actor_of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor_of[m] for m in mentions if m in actor_of))


def _about(extraction: Extraction) -> dict[str, tuple[str, ...]]:
    """Per attribution the event mentions that it speaks of: in its own words, in those of the claims nested in it,
    and in those that it refers to ("denied these allegations")."""
    links = {a.id: set(a.refers_to) for a in extraction.attributions}
    for attribution in extraction.attributions:
        if attribution.within in links:
            links[attribution.within].add(attribution.id)
    own = {
        a.id: {e.id for e in extraction.events if e.within == a.id or a.holds(e.trigger)}
        for a in extraction.attributions
    }
    for attribution in extraction.attributions:
        # "The missiles are presumed to be new", he said: what nobody in particular presumes is about the same missiles.
        if attribution.source is None and attribution.within in own and not own[attribution.id]:
            own[attribution.id] = own[attribution.within]
    place = {e.id: (e.trigger.start, e.id) for e in extraction.events}
    reached = {name: reach(name, links) for name in links}
    return {
        name: tuple(sorted({e for r in reached[name] for e in own.get(r, ())}, key=place.__getitem__)) for name in links
    }


def reach(start: str, links: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everything that links lead to, the start included; circles do no harm.

    >>> sorted(reach("a", {"a": ["b"], "b": ["a", "c"]}))
    ['a', 'b', 'c']
    """
    found, todo = {start}, [start]
    while todo:
        new = sorted(set(links.get(todo.pop(), ())) - found)
        found.update(new)
        todo.extend(new)
    return frozenset(found)
