"""Where a page's own lines stand: above the story, below it, above the headline."""

from collections.abc import Sequence

from kg.documents.stamps import date_line
from kg.model import Section

# Characters: a longer body section is a paragraph; so many paragraphs may stand above a date line as subtitles.
_PARAGRAPH, _STANDFIRSTS = 60, 2
_LONGEST = 120


def flat(text: str, section: Section, longest: int = _LONGEST) -> str:
    """The words of a section in one line; none where it is longer than a page's own lines are."""
    return " ".join(text[section.start : section.end].split()) if section.end - section.start < longest else ""


def headline(sections: Sequence[Section]) -> int:
    """The number of the first headline; -1 where there is none."""
    return next((i for i, s in enumerate(sections) if s.part == "headline"), -1)


def story(text: str, sections: Sequence[Section]) -> int:
    """The number of the section with which the story has surely begun; paragraphs above it may be subtitles.

    Where dates head the parts of the story, as in a timeline, the first paragraph is taken to begin it.
    """
    long = _long(sections)
    if not long:
        return 0
    inside = {flat(text, s) for s in sections[long[0] : long[-1]] if s.part == "furniture"}
    timeline = sum(date_line(line) for line in inside if line) > 1
    return long[0] if timeline else long[min(_STANDFIRSTS, len(long) - 1)]


def below(sections: Sequence[Section]) -> int:
    """The number of the first section under the last paragraph."""
    return max(_long(sections), default=len(sections) - 1) + 1


def _long(sections: Sequence[Section]) -> list[int]:
    return [i for i, s in enumerate(sections) if s.part == "body" and s.end - s.start > _PARAGRAPH]
