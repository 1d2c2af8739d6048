"""Text → sections: which lines are headline, caption, body or page furniture."""

import re

from kg.model import Section

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")


def sections(text: str, title: str | None = None) -> tuple[Section, ...]:
    """The blocks of a text in order; together they cover every non-blank character."""
    found = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    return tuple(Section("headline" if title and text[a:b] == title else "body", a, b) for a, b in found)
