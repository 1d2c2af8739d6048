"""Words of one sentence that tell of one event: the second takes up the first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import EventMention

if TYPE_CHECKING:
    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading

_TESTS = ("Launch", "WeaponsTest", "Exercise")


def link_parts(found: Sequence["Reading"], made: dict[int, list[EventMention]], scene: "Setting") -> None:
    """Give each mention of `made`, by the place of its reading in `found`, the antecedent in its sentence."""
    for n, reading in enumerate(found):
        whole = next((m for m in (*_involving(reading, found), *_participle(n, found, made, scene)) if made[m]), None)
        if whole is not None and whole != n and made[n]:
            made[n] = [replace(e, antecedent=made[whole][0].id) for e in made[n]]


def _involving(reading: "Reading", found: Sequence["Reading"]) -> Iterator[int]:
    """ "The launch …, involving the firing of several rockets"."""
    around = next((a for a in reading.token.ancestors if a.lower_ in ("involving", "including")), None)
    if around is not None:
        carriers = {around.head.i, *(c.i for c in around.head.children if c.dep_ in ("nsubj", "nsubjpass"))}
        yield from (m for m, other in enumerate(found) if other.token.i in carriers and other is not reading)


def _participle(
    n: int, found: Sequence["Reading"], made: dict[int, list[EventMention]], scene: "Setting"
) -> Iterator[int]:
    """ "It held a drill on Monday, firing two rockets", "launched missiles on Nov. 5, firing at least seven"."""
    verb = found[n].token
    kinds = scene.lexicon.events
    told = [m for m, r in enumerate(found) if made[m] and any(kinds.is_a(made[m][0].type, t) for t in _TESTS)]
    launches = [m for m in told if kinds.is_a(made[m][0].type, "Launch")]
    behind = verb.tag_ == "VBG" and verb.i > verb.sent.start and verb.nbor(-1).text == ","
    if n in launches and behind and all(e.when is None and e.antecedent is None for e in made[n]):
        yield from (m for m in reversed(told) if m < n and found[m].token.sent == verb.sent)
