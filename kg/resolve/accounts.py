"""What each document says of each event: of every property the most exact value that its mentions give.

An account never says who is right. What a source is quoted with counts as what the outlet tells, until somebody in the
same document denies it; a denial makes it "denied" only where nobody in the document says otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kg.model import Account, Document, Event, EventMention, Extraction, Modality, Role, Span, When
from kg.resolve.background import OFTEN, Background
from kg.resolve.compare import item_fits
from kg.resolve.facts import is_number, who
from kg.resolve.voices import Status, Voices, judged, voices_of

_ARTICLE = re.compile(r"(the|an?|these|those|this|that|its|their|his|her|our|some|any)\s", re.I)
# A drill with a name: "the Freedom Shield exercise".
_NAMED = re.compile(r"\b(?:[A-Z][a-z]+ ){2,}(?:exercise|drill)")
Outcome = Literal["success", "failure"]
_PART = {"body": 0, "headline": 1, "caption": 2, "furniture": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """The extractions of all documents, with the actors resolved."""

    extractions: Mapping[str, Extraction]
    actor_of: Mapping[str, str]
    background: Background
    documents: Mapping[str, Document]


def accounts(events: Iterable[Event], told: Told) -> tuple[Account, ...]:
    """One account per document and event; parts (salvos) speak in the account of the whole."""
    events = list(events)
    parts: dict[str, list[Event]] = {}
    for event in events:
        if event.part_of:
            parts.setdefault(event.part_of, []).append(event)
    known = {e.id: (x.document, e) for x in told.extractions.values() for e in x.events}
    voices = {x.document: voices_of(x) for x in told.extractions.values()}
    found = (
        _account(event, document, mentions, voices[document], told)
        for event in events
        if not event.part_of
        for document, mentions in _by_document([event, *parts.get(event.id, ())], known)
    )
    return tuple(sorted((a for a in found if a), key=lambda a: (a.event, a.document)))


def _by_document(
    events: Iterable[Event], known: Mapping[str, tuple[str, EventMention]]
) -> Iterator[tuple[str, list[EventMention]]]:
    groups: dict[str, list[EventMention]] = {}
    for event in events:
        for document, mention in (known[m] for m in event.mentions):
            groups.setdefault(document, []).append(mention)
    for document in sorted(groups):
        yield document, sorted(groups[document], key=lambda m: (m.trigger.start, m.id))


def _account(
    event: Event, document: str, mentions: Sequence[EventMention], voices: Voices, told: Told
) -> Account | None:
    part = told.documents[document].part
    ranked = sorted(mentions, key=lambda m: (_PART[part(m.trigger.start)], m.trigger.start, m.id))
    read = _Reader(ranked, told)
    weapon, system = read.weapon(), read.concept("system")
    evidence = _evidence(_telling(mentions, voices.denied), told.documents[document])
    account = Account(
        event=event.id,
        document=document,
        type=event.type,
        mentions=tuple(m.id for m in mentions),
        evidence=evidence[0],
        further=tuple(sorted(evidence[1:], key=lambda c: (c.start, c.end))),
        status=judged(_status(mentions, voices.denied), mentions, voices, event.type, told.background),
        actors=_principals(read, told.background),
        givers=read.actors("giver"),
        recipients=read.actors("recipient"),
        items=_items(ranked, told.background),
        when=_when(ranked),
        weapon=weapon,
        system=system,
        site=read.words("site"),
        toward=read.words("toward"),
        outcome=_most_told(m.outcome for m in ranked if m.outcome),
    )
    low, high = _count(ranked)
    whole = replace(account, count_min=low, count_max=high)
    return whole if _says_something(whole, told) else None


def _telling(mentions: Sequence[EventMention], denied: frozenset[str]) -> Sequence[EventMention]:
    """The mentions whose words are evidence: not denied ones or denials, if others say anything; not a mere "it"."""
    said = [m for m in mentions if m.roles]
    accepted = [m for m in said if m.id not in denied]
    return [m for m in accepted if m.polarity == "positive"] or accepted or said or mentions


def _says_something(account: Account, told: Told) -> bool:
    """A bare "the launch" that takes up nothing is no account of an event. A dated summit, a drill with a name of its
    own and a number of dead are, whoever took part."""
    parties = account.actors or account.givers or account.recipients
    often = any(told.background.under(account.type, o) for o in (*OFTEN, "Transfer"))
    dated = bool(account.when and account.when.earliest) and not often
    counted = account.count_min is not None and account.type == "Casualties"
    named = account.type == "Exercise" and bool(_NAMED.search(account.evidence.text))
    known = account.when and (account.weapon or account.outcome)
    return bool(parties or account.site or known or dated or counted or named)


def _principals(read: "_Reader", background: Background) -> tuple[str, ...]:
    agents = read.actors("agent")
    if agents and any(background.under(read.type, often) for often in OFTEN):
        return background.own((*agents, *read.actors("recipient")))
    # Who is fired at did not fire.
    hit = read.actors("target") if background.under(read.type, "Launch") else ()
    return agents + tuple(a for a in read.everyone() if a not in (*agents, *hit))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the roles of one document's mentions of an event, body before headline before caption."""

    mentions: Sequence[EventMention]
    told: Told

    @property
    def type(self) -> str:
        return min((m.type for m in self.mentions), key=lambda t: (-self.told.background.depth(t), t))

    def roles(self, *names: str) -> Iterator[Role]:
        return (r for m in self.mentions for r in m.roles if r.name in names)

    def actors(self, name: str) -> tuple[str, ...]:
        return _distinct(self._fillers(self.roles(name)))

    def everyone(self) -> tuple[str, ...]:
        return _distinct(self._fillers(r for m in self.mentions for r in m.roles))

    def _fillers(self, roles: Iterable[Role]) -> Iterator[str]:
        told, kind = self.told, self.type
        return (a for r in roles if (a := who(r, kind, told.actor_of, told.background)))

    def concept(self, name: str) -> str | None:
        """The most exact concept; of equals the one of the body, then the first."""
        found = _distinct(r.concept for r in self.roles(name) if r.concept)
        return min(found, key=lambda c: -self.told.background.depth(c), default=None)

    def weapon(self) -> str | None:
        """The most exact class: also the one class that lies below all that are said."""
        known = self.told.background
        said = _distinct(r.concept for r in self.roles("weapon") if r.concept and r.concept not in known.systems)
        exact = min(said, key=lambda c: -known.depth(c), default=None)
        if exact is None:
            system = self.concept("system")
            above = [c for c in known.above.get(system or "", ()) if c in known.below and c not in known.systems]
            return min(above, key=lambda c: (-known.depth(c), c), default=None) if system else None
        tops = [c for c in said if not any(known.under(o, c) and o != c for o in said)]
        return _meet(tops, known) or exact

    def words(self, name: str) -> str | None:
        """The label of the most exact place, else the words."""
        if concept := self.concept(name):
            return self.told.background.label(concept)
        return next((_bare(r.span.text) for r in self.roles(name)), None)


def _meet(said: Sequence[str], known: Background) -> str | None:
    """The one topmost class below all of several ("ballistic" and "short-range" missile); None: there is none."""
    if len(said) < 2:
        return None
    shared = frozenset.intersection(*(known.below.get(s, frozenset()) for s in said)) - known.systems
    tops = [c for c in shared if not any(known.under(c, o) and c != o for o in shared)]
    return tops[0] if len(tops) == 1 else None


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _bare(words: str) -> str:
    """The words without a leading article or possessive.

    >>> _bare("their latest missiles"), _bare("food")
    ('latest missiles', 'food')
    """
    text = " ".join(words.split())
    return text[match.end() :] if (match := _ARTICLE.match(text)) else text


def _items(mentions: Iterable[EventMention], background: Background) -> tuple[str, ...]:
    """Distinct words; what an anaphor repeats more broadly ("these arms") is left out."""
    roles = [(m, r) for m in mentions for r in m.role("item")]
    exact = [r for m, r in roles if not m.antecedent] or [r for _, r in roles]
    kept = [r for m, r in roles if r in exact or not any(_repeats(r, e, background) for e in exact)]
    return tuple({_bare(r.span.text).lower(): _bare(r.span.text) for r in reversed(kept)}.values())[::-1]


def _repeats(role: Role, exact: Role, background: Background) -> bool:
    return item_fits(role.concept or role.span.text, exact.concept or exact.span.text, background)


def _when(mentions: Sequence[EventMention]) -> When | None:
    """The narrowest time; of equals the one with a clock, then the one of the body. Parts that differ are spanned."""
    whole = [m.when for m in mentions if m.when and not m.part_of]
    parts = [m.when for m in mentions if m.when and m.part_of]
    found = whole or parts
    best = min(found, key=lambda w: (_width(w), w.start is None), default=None)
    return _span_of(best, parts) if best and not whole and len(parts) > 1 else best


def _width(when: When) -> int:
    return (when.latest - when.earliest).days if when.earliest and when.latest else 10**6


def _span_of(best: When, parts: Sequence[When]) -> When:
    early: list[date] = [w.earliest for w in parts if w.earliest]
    late: list[date] = [w.latest for w in parts if w.latest]
    return replace(best, earliest=min(early, default=None), latest=max(late, default=None))


def _most_told(said: Iterable[Outcome]) -> Outcome | None:
    """What most mentions say; of equals what the first says."""
    counted = Counter(said)
    return max(counted, key=lambda value: counted[value], default=None)


def _count(mentions: Sequence[EventMention]) -> tuple[int | None, int | None]:
    """Bounds of the number said of the whole: an exact number before a bound, a mere article ("a missile") last."""
    said = [q for m in mentions if not m.part_of for q in m.quantities if q.role == "count" and is_number(q)]
    best = min(said, key=lambda q: (q.qualifier == "a", q.low is None or q.high is None), default=None)
    if best is None:
        return None, None
    return (None if best.low is None else int(best.low)), (None if best.high is None else int(best.high))


def _status(mentions: Sequence[EventMention], denied: frozenset[str]) -> Status:
    said = [m for m in mentions if m.id not in denied]
    if not said:
        return "denied"
    if any(m.outcome == "failure" for m in said):
        return "failed"
    if any(m.outcome == "success" for m in said):
        return "happened"
    modalities = {m.modality for m in said}
    ranks: tuple[tuple[Modality, Status], ...] = (
        ("actual", "happened"),
        ("ongoing", "ongoing"),
        ("possible", "possible"),
        ("planned", "planned"),
    )
    return next((status for modality, status in ranks if modality in modalities), "possible")


def _evidence(mentions: Sequence[EventMention], document: Document) -> tuple[Span, ...]:
    """The clause that tells most (a day and a place more than a mere name, whichever mention they belong to), then
    those that tell what the clauses before leave out, each time the one that adds most."""
    told = [found for m in mentions for found in _weighted(m)]
    left = {m.evidence: _tells(m.evidence, told) for m in mentions}
    found: list[Span] = []
    known: dict[str, float] = {}
    while left:
        new = {c: sum(max(0.0, w - known.get(what, 0.0)) for what, w in tells.items()) for c, tells in left.items()}
        fit = [c for c in left if not found or new[c] >= _WORTH_QUOTING]
        rank = {c: (new[c] + 0.75 * (document.part(c.start) == "body"), c.start - c.end, -c.start) for c in fit}
        if not fit:
            break
        best = max(fit, key=lambda c: rank[c])
        found.append(best)
        own = left.pop(best)
        known = {what: max(known.get(what, 0.0), own.get(what, 0.0)) for what in {*known, *own}}
    return tuple(found)


def _weighted(mention: EventMention) -> Iterator[tuple[str, float, Span]]:
    """What a mention tells, what that is worth to somebody who looks for the event, and the words."""
    if mention.when and mention.when.span:
        clocked = mention.when.start is not None or mention.when.precision in ("minute", "hour")
        yield "when", 4.0 if clocked else 3.0 if _width(mention.when) <= 1 else 1.0, mention.when.span
    for role in mention.roles:
        what = role.span.text.lower() if role.name == "item" else ""
        yield f"{role.name} {what}", _WORTH.get(role.name, 0.5), role.span
    for quantity in mention.quantities:
        if quantity.role == "count" and is_number(quantity) and quantity.qualifier != "a":
            yield "count", 1.0, quantity.span
    yield "trigger", 0.5, mention.trigger


# A clause that adds less than a weapon or a party is not quoted beside the one that tells most.
_WORTH_QUOTING = 1.0
_WORTH = {"site": 2.0, "agent": 1.0, "giver": 1.0, "recipient": 1.0, "item": 1.0, "weapon": 1.0, "toward": 1.0}


def _tells(clause: Span, told: Iterable[tuple[str, float, Span]]) -> dict[str, float]:
    """What a clause tells, with what each is worth."""
    best: dict[str, float] = {}
    for name, worth, span in told:
        if clause.covers(span):
            best[name] = max(worth, best.get(name, 0.0))
    return best
