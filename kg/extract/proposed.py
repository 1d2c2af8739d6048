"""From anchored proposals of a language model to attributions: whom they name, when it was said, what holds what.

Everything but who said which words comes from the same rules as elsewhere: mentions, times, polarity, anaphors, events.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.anchors import Place
from kg.extract.backward import resolved
from kg.extract.claimants import Names
from kg.extract.proposals import Anchored, Hop, Room, anchored, nested
from kg.extract.quotes import quotes
from kg.extract.scene import Draft, Region, Scene, Source, heads
from kg.extract.stance import content_head, polarity
from kg.lexicon.stances import Act
from kg.llm import Told, UnusableError, claims_in
from kg.model import Attribution, Kind, Mention, Polarity, Problem, Relay, Span, When

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.text import ParsedText

# Who says "A said that …" passes A's words on; who denies or condemns them does not.
_PASSING = frozenset({"assert", "confirm", "estimate", "suggest"})


def proposed(
    parsed: ParsedText, mentions: Sequence[Mention], times: Sequence[When], lexicon: Lexicon, told: Told
) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
    """The attributions that a language model proposed, as far as their words stand in the text; what was refused."""
    text = _Text(parsed, Names(mentions, times), lexicon, f"llm:{told.model}")
    found: dict[str, Attribution] = {}
    problems = list(told.problems)
    for places, answer in told.answers:
        kept, off = _read(Room(parsed.document, places), answer)
        problems += off
        ranked = list(nested(kept))
        around = {a: outer for a, outer, _ in ranked}
        for a, _, wrong in ranked:
            made = text.attribution(a, _chain(a, around))
            if made.id in found:
                problems.append(_problem(text, made, "llm-repeated", "it was proposed before"))
            elif wrong:
                problems.append(_problem(text, made, "llm-not-nested", wrong))
            found.setdefault(made.id, made)
    ordered = tuple(sorted(found.values(), key=lambda a: (a.start, a.id)))
    return resolved(ordered, text.names), tuple(problems)


def _chain(a: Anchored, around: Mapping[Anchored, Anchored | None]) -> list[Anchored]:
    """The claims that hold one, the innermost first."""
    chain = []
    while (outer := around.get(a)) is not None:
        chain.append(outer)
        a = outer
    return chain


def _read(room: Room, answer: str) -> tuple[list[Anchored], list[Problem]]:
    """The claims of one answer whose words stand in the sections that were asked about."""
    try:
        claims, bad = claims_in(answer)
    except UnusableError as error:
        claims, bad = [], [error]
    message = "the language model proposed something that is no claim: {}"
    problems = [
        Problem("llm-no-claim", room.document.name, message.format(str(b)[:300]), "nothing of it is in the graph")
        for b in bad
    ]
    kept = []
    for claim in claims:
        found, off = anchored(room, claim)
        problems += off
        kept += [found] if found else []
    return kept, problems


class _Text:
    """A parsed text in which characters are looked up as tokens."""

    def __init__(self, parsed: ParsedText, names: Names, lexicon: Lexicon, method: str) -> None:
        self.document = parsed.document
        self.names = names
        self._method = method
        self._scenes = tuple(_scenes(parsed, lexicon))
        self._starts = [p.start for p in parsed.paragraphs]

    def attribution(self, a: Anchored, chain: Sequence[Anchored]) -> Attribution:
        """The claim; `chain` are the claims that hold it, the innermost first."""
        scene, draft = self._draft(a)
        source = self._span(a.source)
        return Attribution(
            id=self._id(a),
            source=source,
            cue=self._spans(a.cue),
            content=self._spans(a.content),
            kind=self._kind(a.content),
            stance=a.claim.stance,
            certainty=a.claim.certainty,
            polarity=polarity(draft, content_head(scene, draft)),
            method=self._method,
            claimants=tuple(m.id for m in self._named(a.source)),
            said_on=self.names.when(scene, draft),
            within=self._id(chain[0]) if chain else None,
            relays=tuple(self._relays([*_passing(chain), *a.relays])),
            target=tuple(m.id for m in self._inside(a.target)),
        )

    def _draft(self, a: Anchored) -> tuple[Scene, Draft]:
        """The claim in tokens of the paragraph of its cue (without cue: of its content), as far as it stands there."""
        scene, anchor = self._at((a.cue or a.content)[0])
        here = [self._at(p) for p in a.content]
        content = tuple(region for s, region in here if s is scene) or (here[0][1],)
        where, region = self._at(a.source) if a.source else (None, (0, 0))
        source = Source(region, heads(scene, region)) if where is scene else None
        turned: Polarity = "negative" if a.claim.stance == "deny" else "positive"
        act = Act("proposed", a.claim.stance, a.claim.certainty, turned, frozenset(), attitude=False)
        head = scene.paragraph.doc[anchor[0] : anchor[1]].root.i
        cue = tuple(self._at(p)[1] for p in a.cue)
        return scene, Draft(scene.place, source, cue, content, act, head, "proposed", self._method)

    def _at(self, place: Place) -> tuple[Scene, Region]:
        """The paragraph that holds a place's beginning, and the place's tokens there."""
        scene = self._scenes[max(0, bisect_right(self._starts, place[0]) - 1)]
        start, end = place[0] - scene.paragraph.start, place[1] - scene.paragraph.start
        first = next((t.i for t in scene.tokens if start < t.idx + len(t)), len(scene.tokens) - 1)
        behind = next((t.i for t in scene.tokens if t.idx >= end), len(scene.tokens))
        return scene, (first, max(behind, first + 1))

    def _named(self, source: Place | None) -> tuple[Mention, ...]:
        if source is None:
            return ()
        scene, region = self._at(source)
        return self.names.of(scene, Source(region, heads(scene, region)))

    def _inside(self, place: Place | None) -> list[Mention]:
        return self.names.inside(*self._at(place)) if place else []

    def _relays(self, hops: Sequence[Hop]) -> Iterator[Relay]:
        """The hops, each once, without the document's own publisher, which is the outlet and no hop."""
        own = (self.document.publisher or "").removeprefix("The ").casefold()
        seen = set()
        for source, cue in hops:
            named = self._named(source)
            if source not in seen and not any(m.label.removeprefix("The ").casefold() == own for m in named):
                yield Relay(self._span(source), self._spans(cue), named[0].id if named else None)
            seen.add(source)

    def _kind(self, content: Sequence[Place]) -> Kind:
        quoted = [
            scene.quoted(i)
            for scene, (first, end) in map(self._at, content)
            for i in range(first, end)
            if not scene.tokens[i].is_punct
        ]
        return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"

    def _id(self, a: Anchored) -> str:
        source = f"{a.source[0]}-{a.source[1]}" if a.source else ""
        cue, content = (" ".join(f"{s}-{e}" for s, e in places) for places in (a.cue, a.content))
        return ids.digest("claim", self.document.id, source, cue, content, self._kind(a.content))

    def _span(self, place: Place | None) -> Span | None:
        return self.document.span(*place) if place else None

    def _spans(self, places: Sequence[Place]) -> tuple[Span, ...]:
        return tuple(self.document.span(*p) for p in places)


def _passing(chain: Sequence[Anchored]) -> list[Hop]:
    """Those around a claim who say what it says, the outermost first: each with those who pass on theirs."""
    hops: list[Hop] = []
    for outer in reversed(chain):
        own = [(outer.source, outer.cue)] if outer.source and outer.claim.stance in _PASSING else []
        hops += [*outer.relays, *own]
    return hops


def _scenes(parsed: ParsedText, lexicon: Lexicon) -> Iterator[Scene]:
    """The paragraphs with their quotations, in which who is named and what is quoted can be looked up."""
    running = False
    for place, paragraph in enumerate(parsed.paragraphs):
        found = quotes(paragraph, running)
        running = bool(found) and not found[-1].closed
        doc = tuple(paragraph.doc)
        inside = [next((n for n, q in enumerate(found) if q.first <= t.i < q.last), -1) for t in doc]
        sentences = [(t.sent.start, t.sent.end) for t in doc]
        yield Scene(place, paragraph, doc, found, inside, lexicon.stances, False, 0, False, sentences)


def _problem(text: _Text, a: Attribution, code: str, why: str) -> Problem:
    message = f"the language model proposed a claim (“{a.content[0].text[:80]}”), but {why}"
    return Problem(
        code, text.document.name, message, "the claim stands without it", a.content[0].start, a.content[-1].end
    )
