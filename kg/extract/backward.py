"""What an anaphor in a claim speaks of: "denied these allegations" → the claims that alleged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract.claimants import Names
from kg.model import Attribution

_BACK = re.compile(
    r"^(?:(?:all |any |both )?(?:the|these|those|this|that|such|his|her|its|their)\s+(?:\w+\s+){0,2}?(?P<noun>[a-z]+)"
    r"|(?P<pronoun>it|this|that|them|both))$",
    re.I,
)
_ACCUSING = frozenset({"allegation", "accusation", "charge"})
_SAYING = _ACCUSING | {
    "claim",
    "report",
    "suggestion",
    "assertion",
    "statement",
    "rumor",
    "rumour",
    "speculation",
    "comment",
    "remark",
    "warning",
    "threat",
    "demand",
    "criticism",
    "assessment",
    "estimate",
    "view",
    "idea",
    "notion",
    "theory",
    "proposal",
}
_ANSWERS = frozenset({"deny", "confirm", "condemn", "question"})
_FARTHEST = 1200


def resolved(found: tuple[Attribution, ...], names: Names) -> tuple[Attribution, ...]:
    """The attributions with `refers_to` filled where their content only points back."""
    return tuple(replace(a, refers_to=_antecedents(n, found)) if _points(a) else a for n, a in enumerate(found))


def _points(a: Attribution) -> str | None:
    """The noun or pronoun by which a claim's whole content points back, if it does."""
    if a.stance not in _ANSWERS or len(a.content) != 1:
        return None
    match = _BACK.match(a.content[0].text.strip())
    if match is None:
        return None
    word = (match["noun"] or match["pronoun"]).lower()
    noun = word[:-1] if word.endswith("s") and word[:-1] in _SAYING else word
    return noun if match["pronoun"] or noun in _SAYING else None


def _antecedents(n: int, found: Sequence[Attribution]) -> tuple[str, ...]:
    """The claims before it that others made and that fit the noun: the nearest, with those of its sentence."""
    a = found[n]
    noun = _points(a)
    recent = takewhile(lambda b: a.start - b.start < _FARTHEST, (found[k] for k in range(n - 1, -1, -1)))
    before = [b for b in recent if b.start < a.start and b.id != a.id and not set(b.claimants) & set(a.claimants)][::-1]
    before = [b for b in before if b.stance not in {"deny", "condemn"} and b.id != a.within]
    accusing = [b for b in before if b.stance == "accuse"]
    nearest = max((b.start for b in before), default=None)
    if nearest is None:
        return ()
    near = (
        [b for b in before if nearest - b.start < 300]
        if noun in _ACCUSING
        else [b for b in before if b.start == nearest]
    )
    chosen = [b for b in near if b.stance == "accuse" or b.start == nearest] if noun in _ACCUSING else near
    if noun in _ACCUSING and accusing and not any(b.stance == "accuse" for b in chosen):
        chosen.append(accusing[-1])
    return tuple(b.id for b in sorted(chosen, key=lambda b: b.start))
