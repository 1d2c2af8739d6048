"""Text of others on a page: escaped, with what steers the reading direction or is no character made visible."""

import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup, escape

# Controls (tab and line ends excepted), marks that turn the reading direction, invisible blanks that hide words.
STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def html(text: str) -> Markup:
    """The text as HTML that shows it and does nothing.

    >>> print(html("a<b>" + chr(0x202E) + "c"))
    a&lt;b&gt;<span class="ctl" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>c
    """
    if not STEERING.search(text):
        return escape(text)
    out = []
    last = 0
    for match in STEERING.finditer(text):
        out += [escape(text[last : match.start()]), _sign(match.group())]
        last = match.end()
    return Markup("").join([*out, escape(text[last:])])


def plain(text: str) -> str:
    """The text with such characters written out, for where no markup can stand."""
    return STEERING.sub(lambda m: f"⟨U+{ord(m.group()):04X}⟩", text)


def _sign(char: str) -> Markup:
    name = unicodedata.name(char, "control character")
    return Markup('<span class="ctl" title="{}">U+{:04X}</span>').format(name, ord(char))


@lru_cache(maxsize=4096)
def anchor(name: str) -> str:
    """An id that can stand in an attribute and after a number sign, whatever the name holds."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)


def in_words(name: str) -> str:
    """The name of a class as words.

    >>> in_words("MissileLaunch")
    'missile launch'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def period(earliest: str, latest: str) -> str:
    """Two days as people write them.

    >>> period("2024-05-01", "2024-05-31"), period("2024-05-30", "2024-05-30"), period("", "2024-05-30"), period("", "")
    ('2024-05', '2024-05-30', 'up to 2024-05-30', '')
    """
    if earliest == latest or not latest:
        return earliest + ("" if latest or not earliest else " or later")
    if not earliest:
        return f"up to {latest}"
    if earliest.endswith("-01-01") and latest == f"{earliest[:4]}-12-31":
        return earliest[:4]
    if earliest[:7] == latest[:7] and earliest.endswith("-01") and latest[8:] in _LAST[earliest[5:7]]:
        return earliest[:7]
    return f"{earliest} to {latest}"


_LAST = {f"{m:02}": ("28", "29") if m == 2 else (("30",) if m in (4, 6, 9, 11) else ("31",)) for m in range(1, 13)}
