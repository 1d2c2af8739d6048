"""What the writers of XML share."""

import re
from xml.sax.saxutils import quoteattr

# Characters that XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def attribute(name: str, value: object) -> str:
    r"""` name="value"`, escaped.

    >>> print(attribute("label", 'a "b" <c>\x00'))
     label='a "b" &lt;c&gt;\ufffd'
    """
    return f" {name}={quoteattr(clean(str(value)), _BREAKS)}"


def clean(text: str) -> str:
    """The text with what XML cannot carry replaced."""
    return _FORBIDDEN.sub("\ufffd", text)
