"""Numbers as English writes them, in digits and in words."""

import re

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = {**{w: i for i, w in enumerate(_UNITS)}, **{w: 20 + 10 * i for i, w in enumerate(_TENS)}}
_COUNTED = {"dozen": 12, "score": 20, "couple": 2, "pair": 2, "half": 0.5, "a": 1, "an": 1}
_ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
]  # fmt: skip

_WORDS = "|".join(sorted((*_SMALL, *_SCALES), key=len, reverse=True))
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# "12", "4,700", "2.5 million", "twenty-five", "one hundred and eighty", "a dozen", "two dozen".
NUMBER = (
    rf"(?:(?:{DIGITS})(?:\s*(?:hundred|thousand|million|billion|dozen))?"
    rf"|(?:an?\s+)?(?:{_WORDS})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORDS}))*(?:\s+dozen)?"
    r"|(?:an?\s+)?(?:dozen|couple|pair)(?!s))"
)
ORDINAL = (
    rf"(?:\d+(?:st|nd|rd|th)|{'|'.join(_ORDINALS[1:])}|twentieth|thirtieth"
    rf"|(?:{'|'.join(_TENS)})-(?:{'|'.join(_ORDINALS[1:10])}))"
)


def number(text: str) -> float | None:
    """The value of a number in digits or words, None if it is no number.

    >>> number("4,700"), number("twelve"), number("twenty-five"), number("two dozen"), number("2.5 million")
    (4700.0, 12.0, 25.0, 24.0, 2500000.0)
    """
    parts = re.split(r"[\s-]+", text.lower().strip())
    if parts in (["a"], ["an"]):
        return 1.0
    total, current = 0.0, 0.0
    for part in (p for p in parts if p != "and"):
        value = _value(part)
        if value is None:
            return None
        if part in _SCALES or part == "dozen":
            current = (current or 1) * value
            if value >= 1000:
                total, current = total + current, 0.0
        else:
            current = value if part in ("couple", "pair") else current + (value if part not in ("a", "an") else 0)
    return total + current


def ordinal(text: str) -> int | None:
    """The value of an ordinal.

    >>> ordinal("sixth"), ordinal("20th"), ordinal("twenty-first")
    (6, 20, 21)
    """
    word = text.lower()
    if word[:1].isdigit():
        digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
        return int(digits.group(1)) if digits else None
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    if word in ("twentieth", "thirtieth"):
        return 20 if word == "twentieth" else 30
    tens, _, unit = word.partition("-")
    return _SMALL[tens] + _ORDINALS.index(unit) if tens in _SMALL and unit in _ORDINALS else None


def _value(word: str) -> float | None:
    if word[:1].isdigit():
        try:
            return float(word.replace(",", ""))
        except ValueError:
            return None
    if word in _SMALL:
        return float(_SMALL[word])
    return float(_SCALES[word]) if word in _SCALES else _COUNTED.get(word)
