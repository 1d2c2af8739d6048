"""From what a person calls two events or two actors to the pair that resolution follows.

A person names an event or actor by its IRI, its id, the beginning of one (four characters or more), or its label, as
the build without any decision shows it. A name stays good when more documents come: it is kept as the event mention or
as the actor of one document that it stands for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from kg import ids
from kg.model import Decision, Extraction, Problem, Resolution
from kg.resolve.decided import event_digest

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

_SHORTEST = 4
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Ruling:
    """One row of a decisions file as a person wrote it; `at` is an ISO date or time."""

    left: str
    right: str
    judgement: Literal["same", "different"]
    because: str
    by: str
    at: str
    file: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.file} line {self.line}"


@dataclass(frozen=True, slots=True)
class Named:
    """What can be named, of one kind. `names` has, for each way of naming from the surest on, name → what it names;
    `iris` gives what a decision calls each."""

    kind: str
    names: tuple[Mapping[str, tuple[str, ...]], ...]
    iris: Mapping[str, str]

    def find(self, name: str) -> tuple[str, ...]:
        """What a name may mean; several where nobody can tell."""
        for way in self.names:
            if found := way.get(name) or way.get(_fold(name)):
                return found
        short = [key for key in self.names[0] if len(name) >= _SHORTEST and key.startswith(name)]
        return tuple(dict.fromkeys(thing for key in short for thing in self.names[0][key]))


def named(
    rulings: Iterable[Ruling], resolution: Resolution, extractions: Mapping[str, Extraction], lexicon: "Lexicon"
) -> tuple[dict[Decision, str], tuple[Problem, ...]]:
    """The rulings as decisions that `resolve` takes, each with its place, and what could not be followed.

    `resolution` is the program's own, without any of them.

    The order of the rulings does not matter, and neither does which of a pair is left.
    """
    kinds = _events(resolution, extractions), _actors(resolution, extractions, lexicon)
    decisions: dict[Decision, str] = {}
    problems: list[Problem] = []
    for ruling in sorted(rulings, key=lambda r: (r.file, r.line)):
        made = _decision(ruling, kinds)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            decisions.setdefault(made, ruling.place)
    return decisions, tuple(problems)


def _decision(ruling: Ruling, kinds: Iterable[Named]) -> Decision | Problem:
    tried = [(kind, [kind.find(_bare(side)) for side in (ruling.left, ruling.right)]) for kind in kinds]
    for kind, (left, right) in tried:
        if len(left) == len(right) == 1:
            if left == right:
                return _idle(ruling, kind.kind)
            first, second = sorted((kind.iris[left[0]], kind.iris[right[0]]))
            return Decision(first, second, ruling.judgement, 1.0, ruling.because, ruling.by, ruling.at)
    return _unfollowed(ruling, tried)


def _unfollowed(ruling: Ruling, tried: list[tuple[Named, list[tuple[str, ...]]]]) -> Problem:
    """Why no pair could be made of the names: many of a name, none of it, or one of each kind."""
    for n, side in enumerate((ruling.left, ruling.right)):
        for kind, found in tried:
            if len(found[n]) > 1:
                rest = f" and {len(found[n]) - _SHOWN} more" if len(found[n]) > _SHOWN else ""
                message = f"{side!r} may be any of {', '.join(map(_bare, (kind.iris[f] for f in found[n][:_SHOWN])))}"
                return Problem("decision-ambiguous", ruling.place, message + rest, "Give the id of the one you mean")
    sides = ruling.left, ruling.right
    missing = [s for n, s in enumerate(sides) if not any(found[n] for _, found in tried)]
    message = f"there is no event or actor {' and no '.join(map(repr, missing))}"
    if not missing:
        message = f"{ruling.left!r} and {ruling.right!r} are an event and an actor"
    remedy = "Name two events (kg ask events) or two actors (kg ask actors), or take the line away"
    return Problem("decision-unknown", ruling.place, message, remedy)


def _idle(ruling: Ruling, kind: str) -> Problem:
    remedy = "Take the line away"
    if ruling.judgement == "different":
        remedy = f"Name the two that the {kind} is made of: the decisions in the graph give their IRIs"
    message = f"{ruling.left!r} and {ruling.right!r} are one {kind} already, by the same name"
    return Problem("decision-idle", ruling.place, message, remedy)


def _events(resolution: Resolution, extractions: Mapping[str, Extraction]) -> Named:
    """An event stands for its first mention; the digest in its id names a mention whatever it was joined with since."""
    iris = {e.id: ids.event_mention_iri(x.document, e.id) for x in extractions.values() for e in x.events}
    exact: dict[str, list[str]] = {m: [m] for m in sorted(iris)}
    labels: dict[str, list[str]] = {}
    for event in resolution.events:
        exact.setdefault(event.id, []).append(event.mentions[0])
        labels.setdefault(_fold(event.label), []).append(event.mentions[0])
    digests = {event_digest(m): [m] for m in sorted(iris)}
    return Named("event", (_fixed(exact), _Digests(_fixed(digests)), _fixed(labels)), iris)


class _Digests(dict[str, tuple[str, ...]]):
    """Digests, also as the end of an event's id: "missile-launch-DIGEST", whatever type the event has by now."""

    def get(self, name: str, default: object = None) -> tuple[str, ...]:
        return super().get(name.rsplit("-", 1)[-1]) or ()


def _actors(resolution: Resolution, extractions: Mapping[str, Extraction], lexicon: "Lexicon") -> Named:
    """An actor stands for the first of the local actors that it is made of; one of the ontology for itself."""
    home = {m.id: x.document for x in extractions.values() for m in x.mentions}
    keys = {m.id: m.actor for x in extractions.values() for m in x.mentions}
    exact: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    aliases: dict[str, list[str]] = {}
    for actor in resolution.actors:
        locals_ = sorted({_local(keys[m], home[m]) for m in actor.mentions if m in keys})
        first = actor.id if actor.id in locals_ or not locals_ else locals_[0]
        exact |= {name: [name] for name in locals_}
        exact.setdefault(actor.id, [first])
        labels.setdefault(_fold(actor.label), []).append(first)
        for alias in actor.aliases:
            aliases.setdefault(_fold(alias), []).append(first)
    for known in lexicon.actors.known.values():
        exact.setdefault(known.slug, [known.slug])
        if known.slug not in labels.setdefault(_fold(known.label), []):
            labels[_fold(known.label)].append(exact[known.slug][0])
    iris = {name: ids.actor_iri(name) for found in exact.values() for name in found}
    return Named("actor", (_fixed(exact), _fixed(labels), _fixed(aliases)), iris)


def _local(key: str, document: str) -> str:
    """What `resolve_actors` calls the actor of a mention before documents are compared."""
    return f"{key[1:]}-of-{document}" if key.startswith("~") else key


def _fixed(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(set(things))) for name, things in sorted(found.items())}


def _bare(name: str) -> str:
    """A name without the part of an IRI that all of its kind share.

    >>> _bare(ids.BASE + "actor/kim-jong-un"), _bare(" Kim Jong Un ")
    ('kim-jong-un', 'Kim Jong Un')
    """
    text = name.strip()
    return unquote(text.rstrip("/").rsplit("/", 1)[-1]) if text.startswith(ids.BASE) else text


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def overruled(
    decided: Mapping[Decision, str], resolution: Resolution, extractions: Mapping[str, Extraction]
) -> Iterator[Problem]:
    """Decisions of people that others undid; `decided` gives the place of each, `resolution` what came of them."""
    keys = {m.id: _local(m.actor, x.document) for x in extractions.values() for m in x.mentions}
    home = {keys[m]: a.id for a in resolution.actors for m in a.mentions if m in keys}
    home |= {m: e.id for e in resolution.events for m in e.mentions}
    for decision, place in sorted(decided.items(), key=lambda d: (d[1], d[0].id)):
        left, right = home.get(_bare(decision.left)), home.get(_bare(decision.right))
        if left and right and (left == right) != (decision.judgement == "same"):
            pair = f"{_bare(decision.left)} and {_bare(decision.right)} are {decision.judgement}"
            message = f"{decision.by} decided that {pair}, but other decisions say otherwise"
            yield Problem("decision-overruled", place, message, "Take one of them away")
