"""The name that a page prints of its own outlet, told by its place and its form; no outlet is known here by name.

A name is taken only from places where a page names itself, and only in a form that sections, authors, owners and
agencies do not have: a wrong publisher would be made the one who tells the story.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.documents.places import below, flat, headline, story
from kg.documents.stamps import signed
from kg.model import Section


class Outlet(NamedTuple):
    """The name, from what kind of line it is taken, and the place of that line."""

    name: str
    where: str
    start: int
    end: int


# What newspapers and broadcasters are called and hardly anything else is.
_SURE = re.compile(
    r"times|post|herald|tribune|gazette|chronicle|observer|guardian|independent|telegraph|journal|courier|examiner"
    r"|[ie]nquirer|dispatch|sentinel|bulletin|broadcasting|beacon|ledger|mirror|express|advertiser|argus",
    re.IGNORECASE,
)
# What outlets and parts of a page are called alike.
_MAYBE = re.compile(r"news|world|today|online|radio|tv|television", re.IGNORECASE)
# What parts of a page are called.
_PARTS = re.compile(
    r"all|world|latest|breaking|top|local|national|international|foreign|global|business|economy|politics|political"
    r"|sports?|science|tech|technology|culture|opinion|video|live|more|related|recent|other|daily|morning|evening"
    r"|home|us|uk|un|eu|asia|europe|africa|americas?|pacific|middle|east|west|north|south|and|the|of|in",
    re.IGNORECASE,
)
# Owners, agencies (whose reports others print with the agency's name) and desks.
_OTHERS = re.compile(
    r"\b(?:inc|ltd|limited|llc|corp|corporation|co|company|group|holdings?|plc|gmbh|ag|sa|bv|media|publishing"
    r"|publications|agency|agence|associated|wire|press (?:association|trust|agency))\b|\bpress$"
    r"|\b(?:desk|bureau|team|staff|service|editors?|reporters?|correspondents?|authors?)\b",
    re.IGNORECASE,
)
_CAP = r"[A-Z][\w.&’'-]*"
_NAME = rf"(?P<name>(?:The )?{_CAP}(?: (?:of |and |& )?{_CAP}){{0,4}}?)"
_YEARS = r"(?:\d{4}[-–])?\d{4}"
_YEAR = re.compile(r"\b\d{4}\b")
_ALONE = re.compile(rf"(?!(?i:by) ){_NAME}")
_COPYRIGHT = re.compile(
    rf"(?i:\W*(?:©|\(c\)|copyright)(?: ?(?:©|\(c\)))?) ?(?:{_YEARS},? )?(?:by )?{_NAME}(?:,? {_YEARS})?"
    r"(?:[.,]? (?i:all rights reserved)\b.*|\W*)"
)
_MIRRORS = re.compile(
    rf"{_NAME}[’']s (?:web ?)?site can (?:also )?be (?:accessed|reached|found|viewed) .*"
    r"\b(?:address(?:es)?|urls?|links?|mirrors?|domains?) ?:?"
)
_BYLINE = re.compile(rf"(?i:by) [^|]{{3,80}}, {_NAME}(?: [-–—|] .*)?")
_SUBSCRIBE = re.compile(rf"(?i:subscribe to) {_NAME}\W*")
_LONGEST = 400


def outlet(text: str, sections: Sequence[Section]) -> Outlet | None:
    """The outlet that the page names as its own, where all its places name the same."""
    found = list(_named(text, sections))
    same = {_key(o.name) for o in found}
    return found[0] if len(same) == 1 else None


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _named(text: str, sections: Sequence[Section]) -> Iterator[Outlet]:
    title, begun, foot = headline(sections), story(text, sections), below(sections)
    told = _words(text, sections)
    for i, section in enumerate(sections):
        line = flat(text, section, _LONGEST) if section.part == "furniture" else ""
        for name, where in _in_line(line, i < title, i < begun, i >= foot):
            if _sure(name) or (where in _HEADS and _acronym(name, told)) or _article(name, where):
                yield Outlet(name, where, section.start, section.end)


_MASTHEAD, _DATED, _FOOT = "the line above the title", "the line that carries its date", "the copyright line"
_ITSELF, _AUTHOR, _ASKS = "what it says of its own site", "the line of its author", "its call for subscribers"
_HEADS = frozenset({_MASTHEAD, _DATED})


def _in_line(line: str, masthead: bool, head: bool, foot: bool) -> Iterator[tuple[str, str]]:
    """The words that stand where a page names its outlet, and what place that is."""
    if masthead:
        yield from _match(_ALONE, line, _MASTHEAD)
    if head:
        for part in signed(line):
            yield from _match(_ALONE, part, _DATED)
        yield from _match(_BYLINE, line, _AUTHOR)
    if foot:
        yield from _match(_COPYRIGHT, line, _FOOT) if _YEAR.search(line) else ()
        yield from _match(_SUBSCRIBE, line, _ASKS)
        yield from _match(_MIRRORS, line, _ITSELF)


def _match(form: re.Pattern[str], line: str, where: str) -> Iterator[tuple[str, str]]:
    match = form.fullmatch(line)
    if match:
        yield _once(match["name"].rstrip(". ")), where


def _once(name: str) -> str:
    """A name without its repetition (a logo's alternative text stands before the name itself)."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half] if len(words) % 2 == 0 and words[:half] == words[half:] else words)


def _sure(name: str) -> bool:
    """Whether a name has the form of a newspaper's: two words or more, the last one what only outlets are called.

    >>> _sure("The Harbor Tribune"), _sure("Daily Beacon"), _sure("Harbor Tribune Media Inc."), _sure("Hard Times")
    (True, True, False, True)
    """
    words = name.casefold().removeprefix("the ").split()
    named = len(words) >= 2 or name.startswith("The ")
    return bool(words) and named and bool(_SURE.fullmatch(words[-1])) and not _OTHERS.search(name)


def _acronym(name: str, told: frozenset[str]) -> bool:
    """Whether a name such as "HBN WORLD" is an outlet's: capitals that name no part of a page and no subject of the
    story.
    """
    *own, last = name.split()
    return (
        0 < len(own) <= 3
        and bool(_MAYBE.fullmatch(last))
        and all(w.isupper() and not _PARTS.fullmatch(w) and w.casefold() not in told for w in own)
    )


def _article(name: str, where: str) -> bool:
    """Whether a name says "The …" where the employer of an author stands, or is what the page calls itself."""
    return where == _ITSELF or (where == _AUTHOR and name.startswith("The ") and not _OTHERS.search(name))


def _words(text: str, sections: Sequence[Section]) -> frozenset[str]:
    """The words of the headline and the story: what it is about."""
    told = " ".join(text[s.start : s.end] for s in sections if s.part in ("headline", "body", "caption"))
    return frozenset(re.findall(r"\w+", told.casefold()))
