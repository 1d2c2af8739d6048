"""What the writers of XML share."""

import re

# Characters that XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def attribute(name: str, value: str) -> str:
    r"""` name="value"`, escaped.

    >>> print(attribute("label", 'a "b" <c>\x00'))
     label="a &quot;b&quot; &lt;c&gt;\ufffd"
    """
    return f' {name}="{escaped(value)}"'


def escaped(value: str) -> str:
    """The text as it stands between the quotation marks of an attribute."""
    return _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group(), "\ufffd")


def clean(text: str) -> str:
    """The text with what XML cannot carry replaced."""
    return _FORBIDDEN.sub("\ufffd", text)
