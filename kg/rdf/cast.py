"""Who is who in one build: what the quads of every document need to know of the actors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import ids
from kg.model import Actor, Claim, Document, Resolution

UNNAMED_LABEL = "unnamed"


@dataclass(frozen=True, slots=True)
class Cast:
    """Three look-ups: the actor of a mention, the label of an actor, the outlet (an actor) of a document, all by id."""

    of_mention: Mapping[str, str]
    labels: Mapping[str, str]
    outlets: Mapping[str, str]

    @classmethod
    def of(cls, resolution: Resolution, documents: Iterable[Document]) -> "Cast":
        """The cast of a resolved collection.

        A document's outlet is the claimant of what it says in its own voice; where it says nothing itself, the actor
        that bears the publisher's name.
        """
        spoken = {c.document: c.claimants[0] for c in resolution.claims if _own_voice(c)}
        named = {name: a.id for a in reversed(resolution.actors) for name in (*a.aliases, a.label)}
        outlets = {d.id: spoken.get(d.id) or _publisher(d, named) for d in documents}
        labels = {a.id: a.label for a in resolution.actors}
        return cls({m: a.id for a in resolution.actors for m in a.mentions}, labels, outlets)

    def outlet(self, document: Document) -> str:
        return self.outlets.get(document.id) or _publisher(document, {})

    def label(self, actor: str) -> str:
        """The label of an actor; of an unnamed one, that it is unnamed."""
        return self.labels.get(actor) or (UNNAMED_LABEL if actor.startswith(ids.unnamed_actor("")) else actor)

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


def minor_actors(resolution: Resolution, documents: Iterable[Document]) -> Iterator[Actor]:
    """Actors that the quads name though no mention does: unnamed sources, hidden hops and outlets."""
    cast = Cast.of(resolution, documents)
    by_id = {d.id: d for d in documents}
    for claim in resolution.claims:
        ids_of_claim = (*cast.claimants(claim, by_id[claim.document]), *cast.relayers(claim), *claim.target)
        yield from (Actor(a, UNNAMED_LABEL, "UnnamedSource") for a in ids_of_claim if _unnamed(a))
    for document in by_id.values():
        label = document.publisher or f"unknown outlet of {document.name}"
        yield Actor(cast.outlet(document), label, "Outlet")


def _own_voice(claim: Claim) -> bool:
    return claim.attribution.kind == "narrated" and bool(claim.claimants)


def _unnamed(actor: str) -> bool:
    return actor.startswith(ids.unnamed_actor(""))


def _publisher(document: Document, named: Mapping[str, str]) -> str:
    if not document.publisher:
        return ids.unknown_outlet(document.id)
    return named.get(document.publisher) or ids.slug(document.publisher)
