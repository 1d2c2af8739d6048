"""What a language model may answer: claims in words of the article, as typed JSON and nothing else."""

import re
from typing import Any, Literal

import msgspec

from kg.model import Certainty

Stance = Literal["assert", "confirm", "deny", "accuse", "estimate", "vow", "warn", "condemn", "question", "suggest"]
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]

# What some models put around their JSON: their reasoning, a code fence.
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class Hop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who passes a claim on, in the article's words."""

    source: str
    cue: tuple[str, ...]


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A proposal: nothing in it is believed before its words are found in the article.

    `id` numbers the claims of one answer, `within` is the id of the claim whose content holds this one.
    """

    id: int
    paragraph: int
    source: str | None
    cue: tuple[str, ...]
    content: tuple[str, ...]
    stance: Stance
    certainty: Certainty
    target: str | None
    within: int | None
    relays: tuple[Hop, ...]


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    claims: tuple[Claim, ...]


class _Loose(msgspec.Struct, frozen=True):
    claims: tuple[msgspec.Raw, ...]


class UnusableError(ValueError):
    """The answer, or one of its claims, is not what was asked for."""


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the form that servers with structured output take: an object at the top."""
    (_, parts) = msgspec.json.schema_components([_Answer], ref_template="#/$defs/{name}")
    plain = {name: {k: v for k, v in part.items() if k not in ("title", "description")} for name, part in parts.items()}
    return {**plain.pop("_Answer"), "$defs": plain}


def claims_in(text: str) -> tuple[list[Claim], list[UnusableError]]:
    """The claims of an answer, and why others of it are none. One bad claim does not cost the good ones.

    Raises UnusableError when the whole is no JSON object with a list of claims.

    >>> claims_in('{"claims": [{"id": "one"}]}')
    ([], [UnusableError('Expected `int`, got `str` - at `$.id`')])
    """
    bare = _THOUGHT.sub("", text)
    fenced = _FENCE.match(bare)
    try:
        rows = msgspec.json.decode((fenced[1] if fenced else bare).strip(), type=_Loose).claims
    except msgspec.DecodeError as error:
        raise UnusableError(str(error)) from error
    good, bad = [], []
    for row in rows:
        try:
            good.append(msgspec.json.decode(row, type=Claim))
        except msgspec.DecodeError as error:
            bad.append(UnusableError(str(error)))
    return good, bad
