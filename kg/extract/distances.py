"""Times told by their distance from another event: "eight days after launching a missile"."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.numerals import number
from kg.model import When

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Moment, Setting
    from kg.extract.triggers import Reading

_DAYS = {"day": 1, "week": 7, "hour": 0}
# No launch is told of by more days or weeks than this.
_MANY = 100
_LATEST = frozenset({"latest", "current", "newest"})
# An event after which another "came" is as old as the news, and so much older.
_FOLLOWING = frozenset({"come", "happen", "occur", "take", "follow", "arrive", "be"})


def told_by_distance(
    n: int, readings: Sequence["Reading"], moments: Mapping[int, Sequence["Moment"]], scene: "Setting"
) -> When | None:
    """The day of the event of reading `n`, if the text says how many days before or after another one it was."""
    if not moments[n] and (told := _same_day(readings[n], scene) or _from_the_news(readings[n], scene)):
        return told
    link = _link(readings[n].token)
    if link is not None and any(m.first > link.i and m.when.earliest for m in moments[n]):
        return None
    unit = scene.paragraph.doc[link.i - 1] if link is not None and link.i else None
    if link is None or unit is None or unit.lemma_.lower() not in _DAYS:
        return None
    counted = next((c for c in unit.children if c.dep_ in ("nummod", "det") and c.i < unit.i), None)
    many = number(counted.text) if counted is not None and counted.dep_ == "nummod" else 1
    if counted is None or many is None or many > _MANY:
        return None
    away = -1 if link.lower_ == "after" else 1
    days = round(many * _DAYS[unit.lemma_.lower()]) * away
    other = _other(link, readings, moments)
    words = scene.paragraph.span(counted.i, link.i + 1)
    news = _following(link, scene)
    base = other or news
    if base is not None and days and _at_most(counted):
        # "Less than a week after": any day between.
        ends = base + timedelta(days=days), base + timedelta(days=away)
        basis = f"less than “{words.text}” {base}"
        return When(min(ends), max(ends), "day", words, basis=basis, method="rule:distance")
    if other is not None:
        day = other + timedelta(days=days)
        edge = day if days else day + timedelta(days=away)  # some hours before may be the day before
        basis = f"“{words.text}” what happened on {other}"
        return When(min(day, edge), max(day, edge), "day", words, basis=basis, method="rule:distance")
    if news is None:
        return None
    first, last = news + timedelta(days=days - 1), news + timedelta(days=days)
    return When(first, last, "day", words, basis=f"“{words.text}” the news of {news}", method="rule:distance")


def _following(link: "Token", scene: "Setting") -> date | None:
    """The day of the news, where it is what followed."""
    return scene.paragraph.document.published if any(a.lemma_ in _FOLLOWING for a in link.ancestors) else None


def _at_most(counted: "Token") -> bool:
    """ "Less than a week", "under two weeks": so many at most."""
    before = counted.doc[max(0, counted.i - 2) : counted.i].text.lower()
    return before in ("less than", "fewer than") or before.split()[-1:] == ["under"]


def _same_day(reading: "Reading", scene: "Setting") -> When | None:
    """ "Hours before the two met on May 2, it fired two missiles": of that day or the one beside it."""
    for clause in (c for c in reading.token.children if c.dep_ == "advcl"):
        link = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ in ("after", "before")), None)
        unit = scene.paragraph.doc[link.i - 1] if link is not None and link.i else None
        if link is None or unit is None or unit.lower_ not in ("hours", "minutes", "shortly", "just", "soon"):
            continue
        below = {t.i for t in clause.subtree}
        inside = (m.when for m in scene.moments if m.first in below and m.when.precision == "day")
        days = {w.earliest for w in inside if w.earliest is not None}
        if len(days) == 1:
            day = days.pop()
            beside = day + timedelta(days=-1 if link.lower_ == "before" else 1)
            words = scene.paragraph.span(unit.i, link.i + 1)
            basis = f"“{words.text}” what happened on {day}"
            return When(min(day, beside), max(day, beside), "day", words, basis=basis, method="rule:distance")
    return None


def _from_the_news(reading: "Reading", scene: "Setting") -> When | None:
    """ "A day before the latest launch it fired two missiles": counted from the day of the news."""
    news, doc = scene.paragraph.document.published, scene.paragraph.doc
    launches = scene.lexicon.events.by_noun
    for link in (t for t in reading.token.sent if t.lower_ == "before" and t.i > 1):
        unit = doc[link.i - 1]
        many = 1 if doc[unit.i - 1].lower_ in ("a", "the") else number(doc[unit.i - 1].text)
        named = [c for c in link.children if c.dep_ == "pobj" and c.lemma_ in launches]
        latest = any(g.lower_ in _LATEST for c in named for g in c.children)
        own = link.head == reading.token or (link.head == unit and unit.head == reading.token)
        if news is None or many is None or many > _MANY or not latest or not own or unit.lemma_.lower() not in _DAYS:
            continue
        day = news - timedelta(days=round(many * _DAYS[unit.lemma_.lower()]))
        words = scene.paragraph.span(unit.i - 1, link.i + 1)
        basis = f"“{words.text}” the news of {news}"
        return When(day - timedelta(days=1), day, "day", words, basis=basis, method="rule:distance")
    return None


def _link(verb: "Token") -> "Token | None":
    """The "after" or "before" that a clause, or a noun, stands behind."""
    tried = verb.head if verb.dep_ == "acl" and verb.head.dep_ in ("nsubj", "nsubjpass") else None
    # "Three days after its bid to launch a satellite failed"
    ended: tuple[Token, ...] = tuple(tried.head.children) if tried is not None else ()
    for word in (*verb.children, verb.head, *ended):
        linked = word.dep_ == "mark" or (word == verb.head and verb.dep_ in ("pcomp", "pobj"))
        if linked and word.lower_ in ("after", "before") and word.i < verb.i:
            return word
    return None


def _other(link: "Token", readings: Sequence["Reading"], moments: Mapping[int, Sequence["Moment"]]) -> date | None:
    """The day of the event from which the distance is told: the one whose clause holds the words."""
    above = {a.i for a in link.ancestors}
    for n, reading in enumerate(readings):
        days = {m.when.earliest for m in moments.get(n, ()) if m.when.earliest and m.when.earliest == m.when.latest}
        if reading.token.i in above and len(days) == 1:
            return days.pop()
    return None
