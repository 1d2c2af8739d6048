"""Who is who across documents: the ontology's actors by slug, unknown ones by their names and what is said of them.

Every merge is a Decision between two local actors, named `SLUG-of-DOCUMENT`, or a local one and an actor of the
ontology. A family name alone, an unnamed source and an unnamed group stay inside their document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kg import ids
from kg.lexicon.words import pieces
from kg.model import Actor, Decision, Document, Extraction, Mention
from kg.resolve.spellings import SAME_SPELLING, blocks, likeness

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

_BY = "rule:actor-names"


@dataclass
class Local:
    """One actor of one document, before documents are compared. `id` is its slug for an actor of the ontology."""

    id: str
    name: str
    type: str
    known: bool
    unnamed: bool
    mentions: list[Mention] = field(default_factory=list)
    states: set[str] = field(default_factory=set)


def resolve_actors(
    documents: Sequence[Document],
    extractions: Mapping[str, Extraction],
    lexicon: "Lexicon",
    decided: Iterable[Decision] = (),
) -> tuple[tuple[Actor, ...], tuple[Decision, ...], dict[str, str]]:
    """Actors, the decisions that merged them, and the actor id of every mention id.

    What people `decided` goes first: "same" joins and "different" keeps apart, by actor ids or IRIs of either kind.
    """
    locals_ = _locals(documents, extractions, lexicon)
    words = sorted(decided, key=lambda d: (d.left, d.right, d.judgement, d.by, d.at))
    clusters = _Clusters(locals_, words)
    decisions = [*clusters.by_word(words), *(d for d in _proposals(locals_.values(), lexicon) if clusters.join(d))]
    actors = _named(clusters.groups(), locals_)
    actor_of = {m.id: a for a, group in actors.items() for name in group for m in locals_[name].mentions}
    made = [_actor(a, [locals_[name] for name in group], lexicon) for a, group in actors.items()]
    everybody = sorted(_with_outlets(made, documents, lexicon), key=lambda a: a.id)
    return tuple(everybody), tuple(sorted(decisions, key=lambda d: d.id)), actor_of


def _locals(
    documents: Sequence[Document], extractions: Mapping[str, Extraction], lexicon: "Lexicon"
) -> dict[str, Local]:
    """The actors of each document; the ontology's are one over all documents."""
    found: dict[str, Local] = {}
    for document in sorted(documents, key=lambda d: d.id):
        extraction = extractions.get(document.id)
        for mention in extraction.mentions if extraction else ():
            known = not mention.actor.startswith("~")
            name = mention.actor if known else f"{mention.actor[1:]}-of-{document.id}"
            local = found.setdefault(name, Local(name, mention.label, mention.type, known, unnamed=not known))
            local.mentions.append(mention)
            local.unnamed = local.unnamed and mention.kind != "name"
        if extraction:
            _contexts(document, extraction, found, lexicon)
    return found


def _contexts(document: Document, extraction: Extraction, found: dict[str, Local], lexicon: "Lexicon") -> None:
    """The states in the titles before an unknown name: "Ukrainian deputy minister NAME"."""
    ends = sorted((m for m in extraction.mentions if m.kind != "pronoun"), key=lambda m: m.span.end)
    for mention in extraction.mentions:
        if mention.actor.startswith("~") and mention.kind == "name":
            local = found[f"{mention.actor[1:]}-of-{document.id}"]
            for other in ends:
                gap = document.text[other.span.end : mention.span.start]
                if 0 < mention.span.start - other.span.end <= 60 and not set(gap) & set(',.;:()\n"”'):
                    state = lexicon.actors.known.get(other.actor)
                    local.states |= {state.state} if state and state.state and state.type != "Person" else set()


def _proposals(locals_: Iterable[Local], lexicon: "Lexicon") -> Iterator[Decision]:
    """Pairs that may be one, the surest first: equal full names, then other spellings of them."""
    free = [x for x in locals_ if not x.known and not x.unnamed and _full(x)]
    people = [k for k in lexicon.actors.known.values() if k.type == "Person"]
    groups: dict[str, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
    for local in free:
        for block in blocks(local.name, local.type):
            groups[block].append((local.id, local.name, frozenset(local.states)))
    taken = set(groups)
    for known in people:
        for block in blocks(known.label, "Person"):
            if block in taken:
                groups[block].append((known.slug, known.label, frozenset({known.state} if known.state else ())))
    persons = {x.id for x in free if x.type == "Person"} | {k.slug for k in people}
    found: dict[tuple[str, str], Decision] = {}
    for block in sorted(groups):
        for left, right in combinations(sorted(groups[block]), 2):
            decision = _compare(left, right, persons)
            if decision is not None:
                found[(left[0], right[0])] = decision
    yield from sorted(found.values(), key=lambda d: (-d.score, d.left, d.right))


def _compare(
    left: tuple[str, str, frozenset[str]], right: tuple[str, str, frozenset[str]], persons: set[str]
) -> Decision | None:
    (a, name_a, states_a), (b, name_b, states_b) = left, right
    if (a in persons) != (b in persons) or ("-of-" not in a and "-of-" not in b):
        return None
    if states_a and states_b and not states_a & states_b:
        return None
    score = likeness(name_a, name_b, person=a in persons)
    if score < SAME_SPELLING:
        return None
    shared = f", both of {sorted(states_a & states_b)[0]}" if states_a & states_b else ""
    reason = f"the same name{shared}: {name_a}" if score == 1 else f"spellings of one name{shared}: {name_a}, {name_b}"
    return Decision(a, b, "same", round(score, 3), reason, _BY)


def _full(local: Local) -> bool:
    """A person needs two names to be known again elsewhere; a body's name is enough."""
    return local.type != "Person" or len(local.name.split()) > 1


class _Clusters:
    """Union of local actors that never joins what a person keeps apart, nor two actors of the ontology by rule."""

    def __init__(self, locals_: Mapping[str, Local], words: Sequence[Decision]) -> None:
        self.parent = {name: name for name in locals_}
        self.members = {name: {name} for name in locals_}
        self.apart = {frozenset((_id(d.left), _id(d.right))) for d in words if d.judgement == "different"}
        self.slugs = {name: local.known for name, local in locals_.items()}

    def find(self, name: str) -> str:
        while self.parent[name] != name:
            name = self.parent[name]
        return name

    def by_word(self, words: Sequence[Decision]) -> Iterator[Decision]:
        """The decisions of people that speak of actors of this collection."""
        for word in words:
            left, right = _id(word.left), _id(word.right)
            self._add(left, right)
            if left in self.parent and right in self.parent:
                if word.judgement == "same":
                    self._union(left, right)
                yield word

    def _add(self, *names: str) -> None:
        """An actor of the ontology that no text names yet can still be pointed at, if one of the pair is here."""
        if any(n in self.parent for n in names):
            for name in names:
                if name not in self.parent and "-of-" not in name:
                    self.parent[name], self.members[name], self.slugs[name] = name, {name}, True

    def join(self, decision: Decision) -> bool:
        """Carry out a rule's decision unless the clusters must stay apart; says whether it joined two."""
        self._add(decision.left, decision.right)
        left, right = self.find(decision.left), self.find(decision.right)
        if left == right:
            return False
        pairs = (frozenset((a, b)) for a in self.members[left] for b in self.members[right])
        two_known = any(self.slugs[a] for a in self.members[left]) and any(self.slugs[b] for b in self.members[right])
        if two_known or not self.apart.isdisjoint(pairs):
            return False
        self._union(left, right)
        return True

    def _union(self, a: str, b: str) -> None:
        keep, gone = sorted((self.find(a), self.find(b)))
        if keep != gone:
            self.parent[gone] = keep
            self.members[keep] |= self.members.pop(gone)

    def groups(self) -> list[list[str]]:
        return sorted(sorted(group) for group in self.members.values())


def _id(name: str) -> str:
    """An actor's id, given as id or IRI."""
    return name.rsplit("/", 1)[-1]


def _named(groups: Iterable[list[str]], locals_: Mapping[str, Local]) -> dict[str, list[str]]:
    """An id for each cluster: the ontology's slug, else the slug of its label, made unique where two share one."""
    named: dict[str, list[str]] = {}
    spare: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups:
        here = [name for name in group if name in locals_]
        known = [n for n in group if n not in locals_ or locals_[n].known]
        if not here:
            continue
        if known:
            named[known[0]] = [*named.get(known[0], []), *here]
        elif len(here) == 1 and (locals_[here[0]].unnamed or not _full(locals_[here[0]])):
            named[here[0]] = here
        else:
            spare[ids.slug(_label([locals_[n] for n in here]))].append(here)
    for slug, rivals in spare.items():
        for here in rivals:
            free = len(rivals) == 1 and slug not in named
            named[slug if free else f"{slug}-of-{ids.digest(*here, length=8)}"] = here
    return named


def _label(group: Sequence[Local]) -> str:
    """The most frequent of the fullest names, the first in the alphabet of equals."""
    counts = Counter({local.name: 0 for local in group})
    for local in group:
        counts[local.name] += len(local.mentions)
    fullest = max(len(name.split()) for name in counts)
    return min((name for name in counts if len(name.split()) == fullest), key=lambda n: (-counts[n], n))


def _actor(actor: str, group: Sequence[Local], lexicon: "Lexicon") -> Actor:
    known = lexicon.actors.known.get(actor)
    label = known.label if known else _label(group)
    names = {m.span.text for local in group for m in local.mentions if m.kind == "name"}
    names |= set() if known else {local.name for local in group}
    types = Counter(local.type for local in group)
    return Actor(
        id=actor,
        label=label,
        type=known.type if known else min(types, key=lambda t: (-types[t], t)),
        aliases=tuple(sorted(names - {label})),
        mentions=tuple(sorted(m.id for local in group for m in local.mentions)),
    )


def _with_outlets(made: Sequence[Actor], documents: Sequence[Document], lexicon: "Lexicon") -> Iterator[Actor]:
    """The actors, with those that published a document, or that one credits as its wire, by the names used there: the
    outlets of the ontology, and wires that it does not know."""
    named: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for name in filter(None, (document.publisher, document.wire)):
            slug = outlet(name, lexicon) or (ids.slug(name) if name == document.wire else None)
            if slug:
                named[slug].add(name)
    for actor in made:
        aliases = {*actor.aliases, *named.pop(actor.id, ())} - {actor.label}
        yield replace(actor, aliases=tuple(sorted(aliases)))
    for slug, names in sorted(named.items()):
        known = lexicon.actors.known.get(slug)
        label, kind = (known.label, known.type) if known else (min(names), "Wire")
        yield Actor(slug, label, kind, tuple(sorted(names - {label})))


def with_states(actors: Sequence[Actor], used: Iterable[str], lexicon: "Lexicon") -> tuple[Actor, ...]:
    """The actors, with those of the ontology that events name as parties though no text does: "its
    president's forces" are the state's."""
    here = {a.id for a in actors}
    named = (lexicon.actors.known[a] for a in sorted(set(used) - here) if a in lexicon.actors.known)
    return tuple(sorted([*actors, *(Actor(k.slug, k.label, k.type) for k in named)], key=lambda a: a.id))


def outlet(publisher: str | None, lexicon: "Lexicon") -> str | None:
    """The slug of the outlet that bears the publisher's name, whole or after "The"."""
    if not publisher:
        return None
    text = pieces(publisher)
    for start in (0, 1) if text and text[0].text.lower() == "the" else (0,):
        for i, j, found, _ in lexicon.actors.names.find(text[start:]):
            media = [n.slug for n in found if lexicon.actors.is_a(lexicon.actors.known[n.slug].type, "Outlet", "Media")]
            if i == 0 and start + j == len(text) and media:
                return media[0]
    return None
