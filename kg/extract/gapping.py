"""Launches whose verb is said only once: "fired one from Kusong on Sept. 28 and two from Sunchon on the 29th".

The second conjunct of a gapped clause repeats all but its verb (Ross 1970, "Gapping and the order of constituents"): it
has a day of its own, and a number, a weapon or a place; the rest is that of the first.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.quantities import counted
from kg.model import EventMention, Quantity, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Moment, Setting
    from kg.extract.triggers import Reading

_GOALS = frozenset({"into", "toward", "towards", "at", "over"})
# Tokens before a day that opens a conjunct: "and on Feb. 14 several missiles".
_DATED_FIRST = 3
_JOINING = frozenset({"and", ";", "then", "but"})


def with_gapped(made: EventMention, reading: "Reading", scene: "Setting") -> Iterator[EventMention]:
    """The event, and those of the conjuncts without a verb that follow it."""
    found = list(_conjuncts(made, reading, scene))
    if not found:
        yield made
        return
    joint = scene.paragraph.doc[found[0][0] - 1]
    first = scene.paragraph.start + joint.idx
    own = tuple(r for r in made.roles if r.name not in ("site", "toward") or r.span.start < first)
    said = scene.paragraph.document.span(made.evidence.start, min(made.evidence.end, first))
    yield replace(made, roles=own, evidence=_stripped(said, scene))
    each: tuple[Quantity, ...] = ()
    for start, stop, moment in found:
        event = _event(made, start, stop, moment, scene)
        words = {t.lower_ for t in scene.paragraph.doc[start:stop]}
        counted = tuple(q for q in event.quantities if q.role == "count")
        if not counted and each:
            event = replace(event, quantities=(*event.quantities, *each))
        each = counted if "each" in words else ()
        yield event


def _conjuncts(made: EventMention, reading: "Reading", scene: "Setting") -> Iterator[tuple[int, int, "Moment"]]:
    """First token, last token + 1 and day of each conjunct."""
    token = reading.token
    # "Carries out a missile test on July 4 and another on July 28"
    told = reading.trigger.verbal or reading.trigger.support is not None
    if not told or not scene.lexicon.events.is_a(made.type, "Launch") or not _is_day(made):
        return
    inside = [m for m in scene.moments if token.sent.start <= m.first < token.sent.end and m.when.precision == "day"]
    # "On Jan. 28 it fired two missiles, and on Feb. 14 several from Hamhung": its own day may stand before the verb.
    moments = [m for m in inside if m.first > token.i or (made.when and m.when.earliest == made.when.earliest)]
    starts = [(_joint(max(a.last, token.i), b, scene), b) for a, b in pairwise(moments) if b.first > token.i]
    bounds = [(joint + 1, m) for joint, m in starts if joint is not None]
    for n, (start, moment) in enumerate(bounds):
        later = bounds[n + 1][0] - 1 if n + 1 < len(bounds) else token.sent.end
        stop = next(
            (t.i for t in token.doc[moment.last + 1 : later] if t.pos_ in ("VERB", "AUX") or t.text in ";,."), later
        )
        if moment.when.earliest != (made.when and made.when.earliest) and _says_more(start, stop, moment, scene):
            yield start, stop, moment


def _is_day(made: EventMention) -> bool:
    return made.when is not None and made.when.earliest is not None and made.when.precision in ("day", "hour", "minute")


def _joint(last: int, two: "Moment", scene: "Setting") -> int | None:
    """The conjunction between a token and a day with no verb between them."""
    between = list(scene.paragraph.doc[last + 1 : two.first])
    followed = next((t.nbor(1) for t in between[:-1] if t.lower_ == "followed" and t.nbor(1).lower_ == "by"), None)
    if followed is not None:
        # "Fired a volley on May 2, followed by another six days later"
        return followed.i if not any(_is_verb(t) for t in between if t.i > followed.i) else None
    if any(_is_verb(t) or t.dep_ == "mark" for t in between):
        return None
    return next((t.i for t in reversed(between) if t.lower_ in _JOINING), None)


def _is_verb(token: "Token") -> bool:
    """Not the participle of "UK-supplied rockets"."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ != "amod"


def _stripped(span: Span, scene: "Setting") -> Span:
    text = span.text.rstrip(" ,;").removesuffix("followed").rstrip(" ,;")
    return scene.paragraph.document.span(span.start, span.start + len(text))


def _says_more(start: int, stop: int, moment: "Moment", scene: "Setting") -> bool:
    own = [i for i in range(start, stop) if not moment.first <= i <= moment.last]
    return any(s.first in own for s in scene.sites) or any(
        i in scene.arms or scene.paragraph.doc[i].tag_ == "CD" or scene.paragraph.doc[i].lower_ == "another"
        for i in own
    )


def _event(made: EventMention, start: int, stop: int, moment: "Moment", scene: "Setting") -> EventMention:
    paragraph, doc = scene.paragraph, scene.paragraph.doc
    own = [i for i in range(start, stop) if not moment.first <= i <= moment.last]
    first = paragraph.start + doc[start].idx
    roles = [
        r for r in made.roles if r.name not in ("site", "target") and not (r.name == "toward" and r.span.start > first)
    ]
    for site in (s for s in scene.sites if s.first in own):
        goal = site.first > 0 and doc[site.first - 1].lower_ in _GOALS
        roles.append(Role("toward" if goal else "site", paragraph.span(site.first, site.last + 1), concept=site.place))
    arm = next((scene.arms[i] for i in own if i in scene.arms and not scene.arms[i].modifier), None)
    if arm is not None:
        roles = [r for r in roles if r.name not in ("weapon", "system")]
        span = paragraph.span(arm.first, arm.head + 1)
        roles += [Role("weapon", span, concept=arm.concept)]
        roles += [Role("system", span, concept=arm.system)] if arm.system else []
    end = arm.first if arm else next((i for i in own if doc[i].pos_ == "ADP"), stop - 1)
    begin = moment.last + 1 if moment.first - start < _DATED_FIRST else start
    many = counted(paragraph, doc[begin], doc[end], doc[arm.head if arm else begin])
    return replace(
        made,
        id=ids.digest("event-mention", made.id, "gapped", moment.first),
        evidence=paragraph.span(start, stop),
        roles=tuple(roles),
        when=moment.when,
        quantities=(many,) if many else (),
        outcome=None,
        antecedent=None,
        method=f"{made.method}+gapped",
    )
