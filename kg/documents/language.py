"""Whether a text is English, as far as its length lets a language model of bytes tell."""

from functools import cache
from typing import Any

# Enough to tell, little enough to cost nothing.
_SAMPLE = 4_000
# A text is refused only when another language is this likely: short texts and lists of names are accepted.
_SURE, _ENGLISH = 0.8, 0.1


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign(text: str) -> str | None:
    """The ISO 639 code of the language, when it is surely not English.

    >>> foreign("Nordkorea hat am Donnerstag mehrere Raketen abgefeuert, teilte das Militär in Seoul mit.")
    'de'
    >>> foreign("North Korea fired several missiles on Thursday."), foreign("Kim Jong Un"), foreign("12")
    (None, None, None)
    """
    ranked: list[tuple[str, float]] = _identifier().rank(text[:_SAMPLE])
    language, likely = ranked[0]
    return language if language != "en" and likely >= _SURE and dict(ranked).get("en", 0.0) < _ENGLISH else None
