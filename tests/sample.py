"""Two small made-up articles with everything that a graph can hold, as values: no language model, no resolution.

`sample()` gives the documents, what they say and what was decided across them; the RDF, the queries, the shapes and the
exports are tested on it. After a wanted change of the quads: python -m tests.sample > tests/golden/sample.nq
"""

import io
import sys
from dataclasses import dataclass, replace

from kg import ids
from kg.exports.gexf import write_gexf
from kg.exports.network import Network
from kg.model import (
    Account,
    Actor,
    Alert,
    Claim,
    Copy,
    Decision,
    Document,
    Event,
    Extraction,
    Independence,
    LedgerEntry,
    Mention,
    Resolution,
    SourceGroup,
    When,
)
from kg.rdf import Cast, Input, Manifest, build_quads, document_quads, resolution_quads
from tests.sample_articles import (
    THURSDAY,
    claim_id,
    event_id,
    harbour,
    harbour_attributions,
    harbour_events,
    harbour_mentions,
    lantern,
    lantern_extraction,
    make_document,
    words,
)

__all__ = ["Sample", "make_document", "sample", "words"]


@dataclass(frozen=True, slots=True)
class Sample:
    """The documents, one extraction for each, in the same order, and the resolution."""

    documents: tuple[Document, ...]
    extractions: tuple[Extraction, ...]
    resolution: Resolution

    @property
    def cast(self) -> Cast:
        """With the places that are named, which a build takes from the ontology."""
        return replace(Cast.of(self.resolution, self.documents), places=frozenset({"sea-of-japan", "sunan"}))

    @property
    def manifest(self) -> Manifest:
        files = tuple(Input(d.file, d.source_sha256, d.id) for d in self.documents)
        return Manifest("0.1.0", files, {"extractor": "sample"}, {"documents": len(self.documents)})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        return tuple(c for c in self.resolution.claims if c.document == document.id)

    def quads(self) -> list[str]:
        """The N-Quads lines of the documents' graphs, of actors, events and ledger, and of the build."""
        pairs = zip(self.documents, self.extractions, strict=True)
        lines = [line for d, e in pairs for line in document_quads(d, e, self.claims(d), self.cast)]
        return [*lines, *resolution_quads(self.resolution, self.documents), *build_quads(self.manifest)]


def _actors(first: Document, mentions: dict[str, Mention], second: Extraction) -> tuple[Actor, ...]:
    north, chiefs = second.mentions
    members: dict[str, list[Mention]] = {}
    for mention in mentions.values():
        members.setdefault(mention.actor, []).append(mention)
    members["north-korea"].append(north)
    members["south-korea-joint-chiefs-of-staff"].append(chiefs)
    actors = [
        Actor(
            id=key,
            label=found[0].label,
            type=found[0].type,
            aliases=("DPRK",) if key == "north-korea" else (),
            mentions=tuple(sorted(m.id for m in found)),
        )
        for key, found in sorted(members.items())
    ]
    return (*actors, Actor("harbour-daily", first.publisher or "", "Outlet"))


def _claims(d: Document, e: Extraction, actor: dict[str, str], about: dict[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            attribution=a,
            document=d.id,
            claimants=tuple(actor[c] for c in a.claimants),
            relayers=tuple(actor[r.mention] if r.mention else "" for r in a.relays),
            target=tuple(actor[t] for t in a.target),
            about=about.get(a.id, ()),
        )
        for a in e.attributions
    )


def _events(first: Document, second: Document) -> tuple[tuple[Event, ...], tuple[Account, ...]]:
    launch, transfer = "missile-launch-2031-03-06-north-korea", "arms-transfer-north-korea-russia"
    here = tuple(event_id(first, n) for n in ("launch", "landing", "launches"))
    there = (event_id(second, "launch"),)
    shells = tuple(event_id(first, n) for n in ("shipping", "receiving"))
    events = (
        Event(launch, "MissileLaunch", "missile launch by North Korea, 2031-03-06", (*here, *there), ("north-korea",),
              THURSDAY, THURSDAY),
        Event(transfer, "ArmsTransfer", "arms transfer from North Korea to Russia", shells, ("north-korea",)),
    )  # fmt: skip
    accounts = (
        Account(
            launch, first.id, "MissileLaunch", here,
            words(first, "North Korea fired about ten short-range ballistic missiles from Sunan early Thursday"),
            "happened",
            actors=("north-korea",),
            when=When(THURSDAY, THURSDAY, "day", None),
            count_min=10, count_max=10,
            weapon="short-range-ballistic-missile", site="Sunan", outcome="success",
            further=(words(first, "shipping 152mm shells to Russia"),),
        ),
        Account(
            launch, second.id, "MissileLaunch", there,
            words(second, "The North launched 18 missiles toward the East Sea on Thursday"),
            "happened",
            actors=("north-korea",),
            count_min=18, count_max=18,
            weapon="missile", toward="Sea of Japan",
        ),
        Account(
            transfer, first.id, "ArmsTransfer", shells, words(first, "shipping 152mm shells to Russia"), "denied",
            givers=("north-korea",), recipients=("russia",), items=("152mm shells", "any ammunition"),
        ),
    )  # fmt: skip
    return events, accounts


def _decisions(first: Document, second: Document, events: tuple[Event, ...]) -> tuple[Decision, ...]:
    here, there = (ids.event_mention_iri(d.id, event_id(d, "launch")) for d in (first, second))
    return (
        Decision(here, there, "same", 0.9, "same actor and day", "rule:launch-day"),
        Decision(there, ids.event_iri(events[1].id), "different", 1, "another type", "person:ana", "2031-03-07"),
        Decision(
            ids.actor_iri("south-korea-joint-chiefs-of-staff"),
            ids.actor_iri("~joint-chiefs"),
            "same",
            0.75,
            "the only Joint Chiefs in the document",
            "rule:alias",
        ),
    )


def sample() -> Sample:
    """The two articles; the same values on every call."""
    first, second = harbour(), lantern()
    mentions = harbour_mentions(first)
    attributions = harbour_attributions(first, mentions)
    one = Extraction(first.id, tuple(mentions.values()), tuple(attributions.values()), harbour_events(first, mentions))
    two = lantern_extraction(second)
    actors = _actors(first, mentions, two)
    actor = {m: a.id for a in actors for m in a.mentions}
    about = {
        claim_id(first, "chiefs"): (event_id(first, "launch"),),
        claim_id(first, "guard"): (event_id(first, "landing"),),
        claim_id(first, "washington"): (event_id(first, "shipping"),),
        claim_id(first, "pyongyang"): (event_id(first, "shipping"),),
        claim_id(first, "moscow"): (event_id(first, "receiving"), event_id(first, "shipping")),
        claim_id(first, "narrated"): (event_id(first, "launches"),),
        claim_id(second, "chiefs"): (event_id(second, "launch"),),
    }
    events, accounts = _events(first, second)
    ledger = (
        LedgerEntry("denial", "occurrence", claim_id(first, "moscow"), claim_id(first, "washington"),
                    "Moscow denies what Washington says"),
        LedgerEntry("contradiction", "count", claim_id(first, "chiefs"), claim_id(second, "chiefs"),
                    "about 10 against 18", "explained", "a later count"),
    )  # fmt: skip
    event = events[0].id
    told = tuple(sorted((claim_id(first, "chiefs"), claim_id(second, "chiefs"))))
    group = SourceGroup(
        "south-korea-joint-chiefs-of-staff", told, (first.id, second.id), True, "both name the Joint Chiefs"
    )
    resolution = Resolution(
        actors=actors,
        claims=_claims(first, one, actor, about) + _claims(second, two, actor, about),
        events=events,
        accounts=accounts,
        decisions=_decisions(first, second, events),
        ledger=ledger,
        copies=(
            Copy(
                first.id,
                second.id,
                "excerpt",
                0.25,
                ((words(first, "missiles", 1), words(second, "missiles")),),
                "one word",
            ),
        ),
        independence=(Independence(event, 2, 1, (group,), "one source, named twice"),),
        alerts=(Alert("hedge-lost", claim_id(first, "chiefs"), claim_id(second, "chiefs"), "“about” is gone"),),
    )
    return Sample((first, second), (one, two), resolution)


def gexf(graph: Network) -> bytes:
    out = io.BytesIO()
    write_gexf(graph, out)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines(sample().quads())
