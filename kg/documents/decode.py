"""Bytes → text, exactly: no character is changed, added or dropped, but the byte order mark."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from kg.documents.article import Refused
from kg.model import Problem

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# 8-bit encodings that English text is found in, and the characters above ASCII that such text holds.
_EIGHT_BIT = ("cp1252", "mac_roman")
_PUNCTUATION = frozenset("“”‘’‚„–—…•·†‡«»‹›©®™°±×£€¥§¶½¼¾¹²³ªº¡¿\xa0\xad")
_LETTERS = re.compile(r"[^\W\d_]+")
_CONVERTED = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"), (b"{\\rtf", ".rtf"), (b"\xd0\xcf\x11\xe0", ".doc"),
              (b"\x1f\x8b", ".gz"), (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))  # fmt: skip


class Decoded(NamedTuple):
    """The text, and what had to be guessed to read it."""

    text: str
    problem: Problem | None = None


def kind_of(data: bytes) -> str | None:
    """The file type that the first bytes give away, as a suffix, when it is none that holds plain text."""
    return next((suffix for magic, suffix in _CONVERTED if data.startswith(magic)), None)


def decode(data: bytes, shown: str) -> Decoded:
    """The bytes of one document as text; raises Refused where that would be a guess without ground."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, shown, len(mark)))
    zero = data.find(b"\0")
    if zero >= 0:
        raise _binary(data, shown, zero)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _eight_bit(data, shown, error)


def _strict(data: bytes, encoding: str, shown: str, skipped: int) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            "encoding",
            shown,
            f"Byte {error.start + skipped} is not {encoding.upper()}, which the byte order mark announces",
            "Save the file again as UTF-8",
            error.start + skipped,
        ) from error
    if "\0" in text:
        raise Refused("binary", shown, "NUL characters: this is no text", "", text.index("\0"))
    return text


def _binary(data: bytes, shown: str, zero: int) -> Refused:
    sample = data[:2000]
    for offset, encoding in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        if sample[offset::2].count(0) > 0.6 * len(sample[offset::2]) > 0:
            message = f"NUL byte at {zero}: it looks like {encoding} without a byte order mark"
            return Refused("encoding", shown, message, f"iconv -f {encoding} -t UTF-8", zero)
    return Refused("binary", shown, f"NUL byte at {zero}: this is no text file", "Give the article's text", zero)


def _eight_bit(data: bytes, shown: str, error: UnicodeDecodeError) -> Decoded:
    byte = data[error.start]
    line = data.count(b"\n", 0, error.start) + 1
    where = f"Byte {error.start} (0x{byte:02X}, line {line}) is not UTF-8"
    if not re.search(r"[^\x00-\x7f\ufffd]", data.decode("utf-8", "replace")):
        for encoding in _EIGHT_BIT:
            text = _plausible(data, encoding)
            if text is not None:
                remedy = f"If that is wrong, convert it: iconv -f ENCODING -t UTF-8; if right: iconv -f {encoding}"
                return Decoded(text, Problem("encoding-guessed", shown, f"{where}; read as {encoding}", remedy))
    remedy = "Save it as UTF-8, or convert it: iconv -f ENCODING -t UTF-8"
    raise Refused("encoding", shown, where, remedy, error.start)


def _plausible(data: bytes, encoding: str) -> str | None:
    """The text in an 8-bit encoding, if what it makes of the bytes above ASCII can stand in English text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    high = {c for c in text if c > "\x7f"}
    known = all(c in _PUNCTUATION or "LATIN" in unicodedata.name(c, "") for c in high)
    return text if known and not _inside_out(text) else None


def _inside_out(text: str) -> bool:
    """Whether letters above ASCII stand where no English text has them ("KoreaÕs", "ÒWe", "Ñåóë"): a wrong encoding."""
    words = [w for w in _LETTERS.findall(text) if not w.isascii()]
    capital = (w for w in words if any(c > "\x7f" and c.isupper() for c in w))
    alien = any(all(c > "\x7f" for c in w) for w in words)
    return alien or any(not (w.istitle() or w.isupper()) for w in capital)
