"""Who is who in one build: what the quads of every document need to know of the actors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import ids
from kg.model import Actor, Claim, Document, Resolution
from kg.ontology import Ontology, local

UNNAMED_LABEL = "unnamed"


@dataclass(frozen=True, slots=True)
class Cast:
    """Look-ups by id: the actor of a mention, the label of an actor, the outlet (an actor) of a document; and the slugs
    of the ontology's places, to tell them from weapons."""

    of_mention: Mapping[str, str]
    labels: Mapping[str, str]
    outlets: Mapping[str, str]
    places: frozenset[str] = frozenset()

    @classmethod
    def of(cls, resolution: Resolution, documents: Iterable[Document], ontology: Ontology | None = None) -> "Cast":
        """The cast of a resolved collection.

        A document's outlet is the claimant of what it says in its own voice; where it says nothing itself, the actor
        that bears the publisher's name.
        """
        spoken = {c.document: c.claimants[0] for c in resolution.claims if _own_voice(c)}
        actors = sorted(resolution.actors, key=lambda a: a.id, reverse=True)
        named = {name.casefold(): a.id for a in actors for name in (*a.aliases, a.label)}
        outlets = {d.id: spoken.get(d.id) or _publisher(d, named) for d in documents}
        places = map(local, ontology.instances("kg:Place")) if ontology else ()
        mentions = {m: a.id for a in actors for m in a.mentions}
        return cls(mentions, {a.id: a.label for a in actors}, outlets, frozenset(places))

    def outlet(self, document: Document) -> str:
        return self.outlets.get(document.id) or _publisher(document, {})

    def label(self, actor: str) -> str:
        """The label of an actor; of an unnamed one, that it is unnamed."""
        return self.labels.get(actor) or (UNNAMED_LABEL if _unnamed(actor) else actor)

    def claimants(self, claim: Claim, document: Document) -> tuple[str, ...]:
        """Every claim has a claimant: one without a source is the outlet's own or an unnamed actor's."""
        if claim.claimants:
            return claim.claimants
        return (self.outlet(document) if claim.attribution.kind == "narrated" else ids.unnamed_actor(claim.id),)

    def relayers(self, claim: Claim) -> tuple[str, ...]:
        """One actor per relay, in order; a hidden hop is an unnamed actor of its own."""
        given = dict(enumerate(claim.relayers))
        hops = range(len(claim.attribution.relays))
        return tuple(given.get(n) or f"{ids.unnamed_actor(claim.id)}-relay-{n + 1}" for n in hops)


def minor_actors(
    resolution: Resolution, documents: Iterable[Document], cast: Cast, ontology: Ontology | None = None
) -> Iterator[Actor]:
    """Actors that the quads name though no mention does: unnamed sources, hidden hops and outlets."""
    by_id = {d.id: d for d in documents}
    for claim in resolution.claims:
        named = (*cast.claimants(claim, by_id[claim.document]), *cast.relayers(claim), *claim.target)
        yield from (Actor(a, UNNAMED_LABEL, "UnnamedSource") for a in named if _unnamed(a))
    for document in by_id.values():
        outlet = cast.outlet(document)
        yield _known(outlet, ontology) or _outlet(outlet, document)


def _outlet(outlet: str, document: Document) -> Actor:
    return Actor(outlet, document.publisher or f"unknown outlet of {document.name}", "Outlet")


def _known(actor: str, ontology: Ontology | None) -> Actor | None:
    """An actor of the ontology, called as the ontology calls it, however the publisher spells itself."""
    iri = ids.actor_iri(actor)
    types = ontology.types(iri) if ontology else ()
    return Actor(actor, ontology.label(iri), local(types[0])) if ontology and types else None


def _own_voice(claim: Claim) -> bool:
    return claim.attribution.kind == "narrated" and bool(claim.claimants)


def _unnamed(actor: str) -> bool:
    return actor.startswith(ids.unnamed_actor(""))


def _publisher(document: Document, named: Mapping[str, str]) -> str:
    if not document.publisher:
        return ids.unknown_outlet(document.id)
    return named.get(document.publisher.casefold()) or ids.slug(document.publisher)
