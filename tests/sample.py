"""Two small made-up articles with everything that a graph can hold, as values: no language model, no resolution.

`sample()` gives the documents, what they say and what was decided across them; the RDF, the queries, the shapes and the
exports are tested on it. After a wanted change of the quads: python -m tests.sample > tests/golden/sample.nq
"""

import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from kg import ids
from kg.model import (
    Account,
    Actor,
    Alert,
    Attribution,
    Claim,
    Copy,
    Decision,
    Document,
    Event,
    EventMention,
    Extraction,
    Independence,
    LedgerEntry,
    Mention,
    Quantity,
    Relay,
    Resolution,
    Role,
    Section,
    SourceGroup,
    Span,
    When,
)
from kg.rdf import Cast, Input, Manifest, build_quads, document_quads, resolution_quads

HARBOUR = (
    "North Korea fires ten missiles, Seoul says\n"
    "\n"
    "North Korea fired about ten short-range ballistic missiles from Sunan early Thursday, South Korea’s Joint Chiefs "
    "of Staff said.\n"
    "“One of them,” Japan’s Coast Guard said, “fell outside our waters”, according to broadcaster NHK.\n"
    "Washington has said that Pyongyang admitted shipping 152mm shells to Russia. "
    "Some of the shells are believed to have reached Kursk.\n"
    "Moscow denied receiving any ammunition.\n"
    'The launches came a day after a parade \\ of "tanks" \N{ROCKET}\t.\n'
)
LANTERN = "The North launched 18 missiles toward the East Sea on Thursday, the Joint Chiefs said.\n"


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


def words(document: Document, text: str, nth: int = 0) -> Span:
    """The nth occurrence of a text in a document.

    >>> words(harbour(), "shells", 1).text
    'shells'
    """
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(text, start + 1)
    return document.span(start, start + len(text))


def make_document(name: str, text: str, publisher: str | None, published: date | None, **more: str) -> Document:
    """A document whose first line is a headline where an empty line follows it."""
    id_ = ids.document_id(text, publisher, more.get("url"))
    sha = ids.digest(text, length=64)
    sections, offset = [], 0
    for n, line in enumerate(text.splitlines(keepends=True)):
        if body := line.rstrip("\n"):
            part = "headline" if n == 0 and "\n\n" in text else "body"
            sections.append(Section(part, offset, offset + len(body)))  # type: ignore[arg-type]
        offset += len(line)
    return Document(
        id=id_,
        name=name,
        text=text,
        sha256=sha,
        source_sha256=sha,
        file=f"{name}.txt",
        reader="sample/1",
        publisher=publisher,
        published=published,
        sections=tuple(sections),
        **more,
    )


def harbour() -> Document:
    return make_document(
        "harbour",
        HARBOUR,
        "Harbour Daily",
        date(2031, 3, 6),
        title="North Korea fires ten missiles, Seoul says",
        url="https://harbour.example/news?id=1&x=a b",
        wire="Lantern Wire",
    )


def lantern() -> Document:
    return make_document("lantern", LANTERN, None, None)


def _mention(
    document: Document, text: str, actor: str, label: str, type_: str, nth: int = 0, kind: str = "name"
) -> Mention:
    span = words(document, text, nth)
    id_ = ids.digest("mention", document.id, span.start, span.end, kind)
    return Mention(id_, span, kind, actor, label, type_, "sample:mention")  # type: ignore[arg-type]


def _claim_id(document: Document, name: str) -> str:
    return ids.digest("claim", document.id, name)


def _event_id(document: Document, name: str) -> str:
    return ids.digest("event-mention", document.id, name)


THURSDAY = date(2031, 3, 6)


def _harbour_mentions(d: Document) -> dict[str, Mention]:
    return {
        "headline-seoul": _mention(d, "Seoul", "south-korea", "South Korea", "State"),
        "north": _mention(d, "North Korea", "north-korea", "North Korea", "State", 1),
        "headline-north": _mention(d, "North Korea", "north-korea", "North Korea", "State", 0),
        "chiefs": _mention(
            d,
            "South Korea’s Joint Chiefs of Staff",
            "south-korea-joint-chiefs-of-staff",
            "South Korea Joint Chiefs of Staff",
            "Military",
        ),
        "guard": _mention(d, "Japan’s Coast Guard", "japan-coast-guard", "Japan Coast Guard", "Agency"),
        "nhk": _mention(d, "broadcaster NHK", "nhk", "NHK", "Outlet"),
        "washington": _mention(d, "Washington", "united-states", "United States", "State"),
        "pyongyang": _mention(d, "Pyongyang", "north-korea", "North Korea", "State"),
        "russia": _mention(d, "Russia", "russia", "Russia", "State"),
        "moscow": _mention(d, "Moscow", "russia", "Russia", "State"),
    }


def _harbour_attributions(d: Document, m: dict[str, Mention]) -> dict[str, Attribution]:
    thursday = When(THURSDAY, THURSDAY, "day", None, basis="publication date 2031-03-06", method="sample:time")
    outer = _claim_id(d, "washington")
    found = [
        Attribution(
            _claim_id(d, "headline"),
            words(d, "Seoul"),
            (words(d, "says"),),
            (words(d, "North Korea fires ten missiles"),),
            "indirect", "assert", "certain", "positive", "sample:headline",
            claimants=(m["headline-seoul"].id,),
        ),
        Attribution(
            _claim_id(d, "chiefs"),
            m["chiefs"].span,
            (words(d, "said"),),
            (words(d, "North Korea fired about ten short-range ballistic missiles from Sunan early Thursday"),),
            "indirect", "assert", "certain", "positive", "sample:said",
            claimants=(m["chiefs"].id,),
            said_on=thursday,
        ),
        Attribution(
            _claim_id(d, "guard"),
            m["guard"].span,
            (words(d, "said", 1),),
            (words(d, "One of them"), words(d, "fell outside our waters")),
            "direct", "assert", "certain", "positive", "sample:quotation",
            claimants=(m["guard"].id,),
            relays=(Relay(m["nhk"].span, (words(d, "according to"),), m["nhk"].id), Relay(None, (), None)),
        ),
        Attribution(
            outer,
            words(d, "Washington"),
            (words(d, "has said"),),
            (words(d, "Pyongyang admitted shipping 152mm shells to Russia"),),
            "indirect", "accuse", "certain", "positive", "sample:said",
            claimants=(m["washington"].id,),
            target=(m["pyongyang"].id,),
        ),
        Attribution(
            _claim_id(d, "pyongyang"),
            words(d, "Pyongyang"),
            (words(d, "admitted"),),
            (words(d, "shipping 152mm shells to Russia"),),
            "indirect", "confirm", "certain", "positive", "sample:said",
            claimants=(m["pyongyang"].id,),
            within=outer,
        ),
        Attribution(
            _claim_id(d, "hidden"),
            None,
            (words(d, "are believed"),),
            (words(d, "Some of the shells"), words(d, "to have reached Kursk")),
            "indirect", "assert", "probable", "positive", "sample:hidden",
        ),
        Attribution(
            _claim_id(d, "moscow"),
            words(d, "Moscow"),
            (words(d, "denied"),),
            (words(d, "receiving any ammunition"),),
            "indirect", "deny", "certain", "negative", "sample:denial",
            claimants=(m["moscow"].id,),
            refers_to=(outer,),
        ),
        Attribution(
            _claim_id(d, "narrated"),
            None,
            (),
            (words(d, "The launches came a day after a parade \\ of \"tanks\" \N{ROCKET}"),),
            "narrated", "assert", "certain", "positive", "sample:narrated",
        ),
    ]  # fmt: skip
    return {a.id: a for a in found}


def _harbour_events(d: Document, m: dict[str, Mention]) -> tuple[EventMention, ...]:
    fired = words(d, "North Korea fired about ten short-range ballistic missiles from Sunan early Thursday")
    when = When(
        THURSDAY,
        THURSDAY,
        "day",
        words(d, "early Thursday"),
        start=datetime(2031, 3, 5, 21, 0, tzinfo=UTC),
        basis="publication date 2031-03-06",
        method="sample:weekday",
    )
    return (
        EventMention(
            _event_id(d, "launch"),
            "MissileLaunch",
            words(d, "fired"),
            fired,
            (
                Role("agent", m["north"].span, mention=m["north"].id),
                Role("weapon", words(d, "short-range ballistic missiles"), concept="short-range-ballistic-missile"),
                Role("site", words(d, "Sunan"), concept="sunan"),
            ),
            when,
            (Quantity("count", 10.0, 10.0, 10.0, "", "about", words(d, "about ten")),),
            "positive",
            "actual",
            "success",
            "sample:event",
            within=_claim_id(d, "chiefs"),
        ),
        EventMention(
            _event_id(d, "landing"),
            "MissileLaunch",
            words(d, "fell"),
            words(d, "fell outside our waters"),
            (),
            None,
            (),
            "positive",
            "actual",
            None,
            "sample:event",
            within=_claim_id(d, "guard"),
            part_of=_event_id(d, "launch"),
        ),
        EventMention(
            _event_id(d, "shipping"),
            "ArmsTransfer",
            words(d, "shipping"),
            words(d, "shipping 152mm shells to Russia"),
            (
                Role("giver", m["pyongyang"].span, mention=m["pyongyang"].id),
                Role("recipient", m["russia"].span, mention=m["russia"].id),
                Role("item", words(d, "152mm shells")),
            ),
            None,
            (),
            "positive",
            "actual",
            None,
            "sample:event",
            within=_claim_id(d, "pyongyang"),
        ),
        EventMention(
            _event_id(d, "receiving"),
            "ArmsTransfer",
            words(d, "receiving"),
            words(d, "receiving any ammunition"),
            (
                Role("recipient", m["moscow"].span, mention=m["moscow"].id),
                Role("item", words(d, "any ammunition")),
            ),
            None,
            (),
            "negative",
            "actual",
            None,
            "sample:event",
            within=_claim_id(d, "moscow"),
        ),
        EventMention(
            _event_id(d, "launches"),
            "MissileLaunch",
            words(d, "launches"),
            words(d, "The launches came a day after a parade"),
            (),
            None,
            (),
            "positive",
            "actual",
            None,
            "sample:anaphor",
            within=_claim_id(d, "narrated"),
            antecedent=_event_id(d, "launch"),
        ),
    )


def _lantern_extraction(d: Document) -> Extraction:
    north = _mention(d, "The North", "north-korea", "North Korea", "State")
    chiefs = _mention(d, "the Joint Chiefs", "~joint-chiefs", "Joint Chiefs", "Military", kind="nominal")
    claim = Attribution(
        _claim_id(d, "chiefs"),
        chiefs.span,
        (words(d, "said"),),
        (words(d, "The North launched 18 missiles toward the East Sea on Thursday"),),
        "indirect", "assert", "certain", "positive", "sample:said",
        claimants=(chiefs.id,),
    )  # fmt: skip
    event = EventMention(
        _event_id(d, "launch"),
        "MissileLaunch",
        words(d, "launched"),
        claim.content[0],
        (
            Role("agent", north.span, mention=north.id),
            Role("weapon", words(d, "missiles"), concept="missile"),
            Role("toward", words(d, "the East Sea"), concept="sea-of-japan"),
        ),
        When(None, None, "open", words(d, "Thursday"), method="sample:weekday"),
        (Quantity("count", 18.0, 18.0, 18.0, "", "", words(d, "18")),),
        "positive",
        "actual",
        None,
        "sample:event",
        within=claim.id,
    )
    return Extraction(d.id, (north, chiefs), (claim,), (event,))


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
    here = tuple(_event_id(first, n) for n in ("launch", "landing", "launches"))
    there = (_event_id(second, "launch"),)
    shells = tuple(_event_id(first, n) for n in ("shipping", "receiving"))
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
    here, there = (ids.event_mention_iri(d.id, _event_id(d, "launch")) for d in (first, second))
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
    mentions = _harbour_mentions(first)
    attributions = _harbour_attributions(first, mentions)
    one = Extraction(first.id, tuple(mentions.values()), tuple(attributions.values()), _harbour_events(first, mentions))
    two = _lantern_extraction(second)
    actors = _actors(first, mentions, two)
    actor = {m: a.id for a in actors for m in a.mentions}
    about = {
        _claim_id(first, "chiefs"): (_event_id(first, "launch"),),
        _claim_id(first, "guard"): (_event_id(first, "landing"),),
        _claim_id(first, "washington"): (_event_id(first, "shipping"),),
        _claim_id(first, "pyongyang"): (_event_id(first, "shipping"),),
        _claim_id(first, "moscow"): (_event_id(first, "receiving"), _event_id(first, "shipping")),
        _claim_id(first, "narrated"): (_event_id(first, "launches"),),
        _claim_id(second, "chiefs"): (_event_id(second, "launch"),),
    }
    events, accounts = _events(first, second)
    ledger = (
        LedgerEntry("denial", "occurrence", _claim_id(first, "moscow"), _claim_id(first, "washington"),
                    "Moscow denies what Washington says"),
        LedgerEntry("contradiction", "count", _claim_id(first, "chiefs"), _claim_id(second, "chiefs"),
                    "about 10 against 18", "explained", "a later count"),
    )  # fmt: skip
    event = events[0].id
    told = tuple(sorted((_claim_id(first, "chiefs"), _claim_id(second, "chiefs"))))
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
        alerts=(Alert("hedge-lost", _claim_id(first, "chiefs"), _claim_id(second, "chiefs"), "“about” is gone"),),
    )
    return Sample((first, second), (one, two), resolution)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines(sample().quads())
