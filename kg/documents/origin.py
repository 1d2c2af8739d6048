"""When an article says that it was published: the dates that its page prints, and which of them counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.documents import years
from kg.documents.cues import FURNITURE, OPENERS, cue
from kg.documents.dateline import Day, dateline_day
from kg.documents.dates import MONTH, calendar_day
from kg.documents.places import below, flat, headline, story
from kg.documents.stamps import Role, Stamp, full_dates, label, stamps
from kg.model import Section


class Origin(NamedTuple):
    """The day of publication, what it is taken from, and the place of the words."""

    day: date
    where: str
    start: int
    end: int


class Unclear(NamedTuple):
    """Why the dates that a page prints tell no day of publication."""

    why: str
    start: int
    end: int


class _Printed(NamedTuple):
    stamp: Stamp
    section: Section
    above: bool  # above the headline, where a page may print the day on which it was looked at


# Kinds of furniture that may print the date of the article.
_READ = frozenset({None, "date line", "byline", "menu path", "a rule, a number, a bullet"})
_TITLED = re.compile(rf"[,–—-] (?:{MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH}\.?,? \d{{4}})$", re.IGNORECASE)
# The years of the Juche calendar count from 1912.
_JUCHE = re.compile(r"\bJuche ?(\d{2,3})[.,] ?(\d{1,2})\.(\d{1,2})\b", re.IGNORECASE)
_BEFORE_JUCHE = 1911
# An update follows its article within days; a month leaves room.
_UPDATED = timedelta(days=31)


def published(text: str, sections: Sequence[Section]) -> Origin | Unclear | None:
    """The first publication: a labelled date before a plain one, both above the story before one below it, then the
    dateline; a date of the last change only where nothing else is printed.
    """
    dateline = dateline_day(text, sections)
    head = [p for p in _printed(text, sections, range(story(text, sections))) if not _in(p.section, dateline)]
    foot = list(_printed(text, sections, range(below(sections), len(sections))))
    named = [p for p in head if p.stamp.role == "published"]
    plain = [p for p in head if p.stamp.role == "plain"]
    found = (
        _one(named, dateline, "the date printed above the article")
        or _one([p for p in plain if not p.above], dateline, "the date printed above the article")
        or _one([p for p in plain if p.above], dateline, "the date printed above the article")
    )
    if isinstance(found, Origin):
        return found
    return (
        _dated(dateline)
        or found
        or _title(text, sections)
        or _one([p for p in foot if p.stamp.role == "published"], dateline, "the date printed below the article")
        or _juche(text, sections)
        or _changed([p for p in head if p.stamp.role == "updated"], dateline)
        or _inferred(text, sections, dateline)
    )


def _in(section: Section, dateline: Day | None) -> bool:
    return dateline is not None and section.start <= dateline.start < section.end


def _printed(text: str, sections: Sequence[Section], places: Iterable[int]) -> Iterator[_Printed]:
    """The dates of the page's own lines at these places, down to a list of other articles."""
    title = headline(sections)
    role: Role = "plain"
    for i in places:
        section = sections[i]
        line = flat(text, section)
        kind = cue(line, FURNITURE)
        if kind in OPENERS and i > title:
            return
        quoted = i > 0 and sections[i - 1].part == "body" and text[sections[i - 1].end - 1] == ":"
        if section.part == "furniture" and kind in _READ and not quoted:
            yield from (_Printed(s, section, i < title) for s in stamps(line, role))
        role = label(line) or "plain"


def _one(printed: list[_Printed], dateline: Day | None, where: str) -> Origin | Unclear | None:
    """The one day that all of these dates can mean; the dateline decides between several."""
    if not printed:
        return None
    left = set(printed[0].stamp.readings)
    for p in printed[1:]:
        left &= set(p.stamp.readings)
    every = {d for p in printed for d in p.stamp.readings}
    if len(left) != 1 and dateline:
        left = {d for d in every if (d.month, d.day) == (dateline.month, dateline.day)}
    if len(left) == 1:
        day = left.pop()
        place = next(p.section for p in printed if day in p.stamp.readings)
        return Origin(day, where, place.start, place.end)
    words = sorted({p.stamp.words for p in printed})
    first, *more = (p.section for p in printed)
    why = f"{words[0]!r} can be read in two ways" if len(words) == 1 else f"{', '.join(words)} are different days"
    return Unclear(why, first.start, (more or [first])[-1].end)


def _dated(dateline: Day | None) -> Origin | None:
    if dateline is None or dateline.year is None:
        return None
    day = date(dateline.year, dateline.month, dateline.day)
    return Origin(day, "the date of its dateline", dateline.start, dateline.end)


def _title(text: str, sections: Sequence[Section]) -> Origin | None:
    """The date with which a headline ends, as those of daily reports do, unless the text prints a later one."""
    i = headline(sections)
    words = flat(text, sections[i]) if i >= 0 else ""
    day = full_dates(words)[-1] if _TITLED.search(words) else None
    if day is None or day < max(full_dates(text)):
        return None
    return Origin(day, "the date in its headline", sections[i].start, sections[i].end)


def _juche(text: str, sections: Sequence[Section]) -> Origin | None:
    for section in sections[below(sections) :]:
        match = _JUCHE.search(text, section.start, section.end) if section.part == "furniture" else None
        day = calendar_day(_BEFORE_JUCHE + int(match[1]), int(match[2]), int(match[3])) if match else None
        if day:
            return Origin(day, "the date printed below the article", section.start, section.end)
    return None


def _changed(printed: list[_Printed], dateline: Day | None) -> Origin | Unclear | None:
    """The day of the last change, or that of the dateline where the change lies within a month behind it."""
    found = _one(printed, None, "the date of its last change, printed above the article")
    if isinstance(found, Origin) and dateline:
        for year in (found.day.year, found.day.year - 1):
            day = calendar_day(year, dateline.month, dateline.day)
            if day and timedelta(0) <= found.day - day <= _UPDATED:
                where = f"the day of its dateline in the year of its last change, {found.day.isoformat()}"
                return Origin(day, where, dateline.start, dateline.end)
    return found


def _inferred(text: str, sections: Sequence[Section], dateline: Day | None) -> Origin | None:
    year = years.infer(text, sections, dateline) if dateline else None
    if dateline is None or year is None:
        return None
    where = f"the day of its dateline in the only year that its own dates allow ({year.because})"
    return Origin(year.day, where, dateline.start, dateline.end)
