"""spaCy's attribute ruler with its answers remembered: the same annotations in a fraction of the time.

The ruler looks at one token's form, tag and dependency (in a few patterns at the next token's too), yet matches all
its patterns against every token: a fifth of the pipeline's time. Compared on 25,000 words of news: equal throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What a remembered answer may depend on; a model whose ruler looks at more keeps its own.
_SEEN = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})
# Forms are without number; what is known of them is forgotten when there are so many.
_MOST = 200_000

_Pattern = list[dict[str, Any]]
_Need = Callable[[set[int]], bool]
_Key = tuple[int, int, int]
_Answer = tuple[int, int, int, int | None, int | None]


def quick(ruler: Any) -> Callable[[Doc], Doc] | None:
    """The ruler as a remembering component, or None where its patterns look further than that can."""
    patterns: list[_Pattern] = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
    tokens = [token for pattern in patterns for token in pattern]
    if not all(map(_plain, tokens)):
        return None
    strings = ruler.vocab.strings
    longer = [_needs(pattern, strings) for pattern in patterns if len(pattern) > 1]
    if not all(longer):
        return None
    special = _special(patterns)
    deps = frozenset(strings.add(dep) for token in tokens if "DEP" in token for dep in _words(token["DEP"]) or ())
    forms: dict[int, int] = {}
    memory: dict[_Key, _Answer] = {}

    def form(orth: int) -> int:
        """A token's form where a pattern knows it, 0 for all others: they are treated alike."""
        if orth not in forms:
            if len(forms) > _MOST:
                forms.clear()
            text = strings[orth]
            forms[orth] = orth if text.isspace() or special(text) else 0
        return forms[orth]

    def remembered(doc: Doc) -> Doc:
        rows = doc.to_array(["ORTH", "LOWER", "TAG", "DEP"]).tolist()
        present = {row[1] for row in rows} | {row[3] for row in rows}
        if any(all(need(present) for need in needs) for needs in longer):
            return ruler(doc)  # type: ignore[no-any-return]
        keys = [(form(orth), tag, dep if dep in deps else 0) for orth, _, tag, dep in rows]
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in memory}
        memory.update(zip(new, _answers(ruler, list(new.values())), strict=True))
        token: Any
        for token, key in zip(doc, keys, strict=True):
            token.pos, morph, lemma, tag, dep = memory[key]
            token.set_morph(morph)
            if lemma:
                token.lemma = lemma
            if tag is not None:
                token.tag = tag
            if dep is not None:
                token.dep = dep
        return doc

    return remembered


def _answers(ruler: Any, rows: list[list[int]]) -> list[_Answer]:
    """What the ruler makes of tokens when they stand side by side, where none of its longer patterns can match."""
    import numpy
    from spacy.tokens import Doc

    doc: Any = Doc(ruler.vocab, words=[ruler.vocab.strings[orth] for orth, *_ in rows])
    if rows:
        ruler(doc.from_array(["TAG", "DEP"], numpy.array([row[2:] for row in rows], dtype="uint64")))
    return [_answer(token, row) for token, row in zip(doc, rows, strict=True)]


def _answer(token: Any, before: list[int]) -> _Answer:
    tag = token.tag if token.tag != before[2] else None
    dep = token.dep if token.dep != before[3] else None
    return token.pos, token.morph.key, token.lemma, tag, dep


def _plain(token: dict[str, Any]) -> bool:
    """Whether a token's description looks only at what a remembered answer is filed under."""
    forms = [token[name] for name in ("LOWER", "ORTH") if name in token]
    known = all(isinstance(f, str) or set(f) <= {"IN", "REGEX"} for f in forms)
    return known and set(token) <= _SEEN and _words(token.get("DEP", "")) is not None


def _words(test: str | dict[str, list[str]]) -> list[str] | None:
    """The values that a test tells apart from all others; None for a test of another kind."""
    if isinstance(test, str):
        return [test]
    return [word for words in test.values() for word in words] if set(test) <= {"IN", "NOT_IN"} else None


def _needs(pattern: _Pattern, strings: Any) -> list[_Need]:
    """What a text must hold for a pattern of several tokens to match, as tests of its forms and dependencies."""
    found: list[_Need] = []
    for value in (token[name] for token in pattern for name in ("LOWER", "DEP") if name in token):
        words = [value] if isinstance(value, str) else value.get("IN", [])
        if words:
            found.insert(0, partial(_any_of, frozenset(map(strings.add, words))))
        elif "REGEX" in value:
            found.append(partial(_any_like, re.compile(value["REGEX"]), strings))
    return found


def _any_of(numbers: frozenset[int], present: set[int]) -> bool:
    return not numbers.isdisjoint(present)


def _any_like(shape: re.Pattern[str], strings: Any, present: set[int]) -> bool:
    return any(shape.search(strings[number]) for number in present if number)


def _special(patterns: list[_Pattern]) -> Callable[[str], bool]:
    """Whether a pattern names a form, by itself, in a list or by a regular expression."""
    values = [token[name] for pattern in patterns for token in pattern for name in ("LOWER", "ORTH") if name in token]
    named = {v.lower() for v in values if isinstance(v, str)}
    named |= {w.lower() for v in values if isinstance(v, dict) for w in v.get("IN", ())}
    shapes = [re.compile(v["REGEX"]) for v in values if isinstance(v, dict) and "REGEX" in v]
    return lambda word: word.lower() in named or any(s.search(word.lower()) or s.search(word) for s in shapes)
