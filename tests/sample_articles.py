"""The two articles of the sample and what each of them says."""

from datetime import UTC, date, datetime

from kg import ids
from kg.model import (
    Attribution,
    Document,
    EventMention,
    Extraction,
    Mention,
    Quantity,
    Relay,
    Role,
    Section,
    Span,
    When,
)

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


def mention(
    document: Document, text: str, actor: str, label: str, type_: str, nth: int = 0, kind: str = "name"
) -> Mention:
    span = words(document, text, nth)
    id_ = ids.digest("mention", document.id, span.start, span.end, kind)
    return Mention(id_, span, kind, actor, label, type_, "sample:mention")  # type: ignore[arg-type]


def claim_id(document: Document, name: str) -> str:
    return ids.digest("claim", document.id, name)


def event_id(document: Document, name: str) -> str:
    return ids.digest("event-mention", document.id, name)


THURSDAY = date(2031, 3, 6)


def harbour_mentions(d: Document) -> dict[str, Mention]:
    return {
        "headline-seoul": mention(d, "Seoul", "south-korea", "South Korea", "State"),
        "north": mention(d, "North Korea", "north-korea", "North Korea", "State", 1),
        "headline-north": mention(d, "North Korea", "north-korea", "North Korea", "State", 0),
        "chiefs": mention(
            d,
            "South Korea’s Joint Chiefs of Staff",
            "south-korea-joint-chiefs-of-staff",
            "South Korea Joint Chiefs of Staff",
            "Military",
        ),
        "guard": mention(d, "Japan’s Coast Guard", "japan-coast-guard", "Japan Coast Guard", "Agency"),
        "nhk": mention(d, "broadcaster NHK", "nhk", "NHK", "Outlet"),
        "washington": mention(d, "Washington", "united-states", "United States", "State"),
        "pyongyang": mention(d, "Pyongyang", "north-korea", "North Korea", "State"),
        "russia": mention(d, "Russia", "russia", "Russia", "State"),
        "moscow": mention(d, "Moscow", "russia", "Russia", "State"),
    }


def harbour_attributions(d: Document, m: dict[str, Mention]) -> dict[str, Attribution]:
    thursday = When(THURSDAY, THURSDAY, "day", None, basis="publication date 2031-03-06", method="sample:time")
    outer = claim_id(d, "washington")
    found = [
        Attribution(
            claim_id(d, "headline"),
            words(d, "Seoul"),
            (words(d, "says"),),
            (words(d, "North Korea fires ten missiles"),),
            "indirect", "assert", "certain", "positive", "sample:headline",
            claimants=(m["headline-seoul"].id,),
        ),
        Attribution(
            claim_id(d, "chiefs"),
            m["chiefs"].span,
            (words(d, "said"),),
            (words(d, "North Korea fired about ten short-range ballistic missiles from Sunan early Thursday"),),
            "indirect", "assert", "certain", "positive", "sample:said",
            claimants=(m["chiefs"].id,),
            said_on=thursday,
        ),
        Attribution(
            claim_id(d, "guard"),
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
            claim_id(d, "pyongyang"),
            words(d, "Pyongyang"),
            (words(d, "admitted"),),
            (words(d, "shipping 152mm shells to Russia"),),
            "indirect", "confirm", "certain", "positive", "sample:said",
            claimants=(m["pyongyang"].id,),
            within=outer,
        ),
        Attribution(
            claim_id(d, "hidden"),
            None,
            (words(d, "are believed"),),
            (words(d, "Some of the shells"), words(d, "to have reached Kursk")),
            "indirect", "assert", "probable", "positive", "sample:hidden",
        ),
        Attribution(
            claim_id(d, "moscow"),
            words(d, "Moscow"),
            (words(d, "denied"),),
            (words(d, "receiving any ammunition"),),
            "indirect", "deny", "certain", "negative", "sample:denial",
            claimants=(m["moscow"].id,),
            refers_to=(outer,),
        ),
        Attribution(
            claim_id(d, "narrated"),
            None,
            (),
            (words(d, "The launches came a day after a parade \\ of \"tanks\" \N{ROCKET}"),),
            "narrated", "assert", "certain", "positive", "sample:narrated",
        ),
    ]  # fmt: skip
    return {a.id: a for a in found}


def harbour_events(d: Document, m: dict[str, Mention]) -> tuple[EventMention, ...]:
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
            event_id(d, "launch"),
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
            within=claim_id(d, "chiefs"),
        ),
        EventMention(
            event_id(d, "landing"),
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
            within=claim_id(d, "guard"),
            part_of=event_id(d, "launch"),
        ),
        EventMention(
            event_id(d, "shipping"),
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
            within=claim_id(d, "pyongyang"),
        ),
        EventMention(
            event_id(d, "receiving"),
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
            within=claim_id(d, "moscow"),
        ),
        EventMention(
            event_id(d, "launches"),
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
            within=claim_id(d, "narrated"),
            antecedent=event_id(d, "launch"),
        ),
    )


def lantern_extraction(d: Document) -> Extraction:
    north = mention(d, "The North", "north-korea", "North Korea", "State")
    chiefs = mention(d, "the Joint Chiefs", "~joint-chiefs", "Joint Chiefs", "Military", kind="nominal")
    claim = Attribution(
        claim_id(d, "chiefs"),
        chiefs.span,
        (words(d, "said"),),
        (words(d, "The North launched 18 missiles toward the East Sea on Thursday"),),
        "indirect", "assert", "certain", "positive", "sample:said",
        claimants=(chiefs.id,),
    )  # fmt: skip
    event = EventMention(
        event_id(d, "launch"),
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
