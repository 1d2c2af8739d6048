"""Who merely repeats: how many statements an event has, and how many independent sources stand behind them.

Every statement is followed back: a relay to the source that it names, an outlet's own voice to the sources that its
article names, a copied passage to the document that it was copied from, an article that credits an agency to the
agency. Where that ends lies a source. Bodies of one state are one source; a circle of outlets that cite each other is
one source, and an alert.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg import ids
from kg.model import Actor, Copy, Independence, SourceGroup, Span
from kg.resolve.accounts import Told
from kg.resolve.claims import reach
from kg.resolve.statements import Collection, Statement

Node = str
"""An actor id, or "unnamed in DOCUMENT" for the hidden sources of one document."""

_UNNAMED = "unnamed in "


@dataclass(frozen=True, slots=True)
class Sources:
    """What following statements back needs to know.

    `origins` maps documents to the copies that they are, `named` the names of actors to their ids; `crowds` are groups
    without names ("other countries"), which cannot be counted, and those who compile what others report.
    """

    collection: Collection
    told: Told
    origins: Mapping[str, Copy]
    named: Mapping[str, str]
    labels: Mapping[str, str]
    crowds: frozenset[str]

    @classmethod
    def of(cls, collection: Collection, told: Told, copies: Iterable[Copy], actors: Sequence[Actor] = ()) -> "Sources":
        named: dict[str, str] = {}
        for actor in sorted(actors, key=lambda a: a.id):
            for name in (actor.label, *actor.aliases):
                named.setdefault(name.casefold(), actor.id)
        labels = {o: told.documents[d].publisher or "" for d, o in sorted(collection.outlets.items())}
        labels.update((a.id, a.label) for a in actors)
        crowds = frozenset(a.id for a in actors if a.type == "Group") | _compilers(collection.outlets, told)
        return cls(collection, told, {c.copy: c for c in copies}, named, labels, crowds)

    def label(self, actor: str) -> str:
        return self.labels.get(actor) or self.collection.background.label(actor)

    @property
    def outlets(self) -> Mapping[str, str]:
        return self.collection.outlets

    def wire(self, document: str) -> str | None:
        """The agency that a document credits, as an actor id; None where it is the publisher itself."""
        name = self.told.documents[document].wire
        agency = (self.named.get(name.casefold()) or ids.slug(name)) if name else None
        return agency if agency != self.outlets[document] else None

    def copied(self, statement: Statement) -> str | None:
        """The document that a statement's words were copied from."""
        copy = self.origins.get(statement.claim.document)
        if copy is None:
            return None
        inside = sum(_inside(part, copy) for part in statement.claim.attribution.content)
        length = sum(part.end - part.start for part in statement.claim.attribution.content)
        return (
            copy.origin if 2 * inside >= length or (copy.kind == "copy" and _headline(statement, self.told)) else None
        )


def _compilers(outlets: Mapping[str, str], told: Told) -> frozenset[str]:
    """Publishers of nothing but references."""
    articles = {o for d, o in outlets.items() if not told.documents[d].mapping}
    return frozenset(o for d, o in outlets.items() if told.documents[d].mapping) - articles


def _headline(statement: Statement, told: Told) -> bool:
    document = told.documents[statement.claim.document]
    return document.part(statement.claim.attribution.start) != "body"


def _inside(part: Span, copy: Copy) -> int:
    return sum(max(0, min(part.end, p.end) - max(part.start, p.start)) for _, p in copy.passages)


@dataclass
class Tracing:
    """One event's statements as a graph: who relies on whom. `reasons` say why an edge is there."""

    links: dict[Node, set[Node]] = field(default_factory=dict)
    reasons: dict[tuple[Node, Node], set[str]] = field(default_factory=dict)

    def rely(self, one: Node, other: Node, because: str) -> None:
        if one != other:
            self.links.setdefault(one, set()).add(other)
            self.reasons.setdefault((one, other), set()).add(because)

    def roots(self, node: Node) -> tuple[frozenset[Node], ...]:
        """Where following leads from a node: single sources, or a circle without a way out."""
        reached = {n: reach(n, self.links) for n in reach(node, self.links)}
        circles = {frozenset(m for m in reached[n] if n in reach(m, self.links)) for n in reached}
        return tuple(sorted((c for c in circles if all(reached[n] <= c for n in c)), key=sorted))


def independence(sources: Sources) -> tuple[Independence, ...]:
    """For every event that more than one claim tells as done or doubts, its statements and their sources."""
    groups: dict[str, list[Statement]] = {}
    for statement in sources.collection.statements:
        if statement.tells:
            groups.setdefault(statement.event, []).append(statement)
    return tuple(_of_event(e, found, sources) for e, found in sorted(groups.items()) if len(found) > 1)


def tracing(statements: Iterable[Statement], sources: Sources) -> Tracing:
    """Who relies on whom for one event."""
    graph = Tracing()
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        by_document.setdefault(statement.claim.document, []).append(statement)
    for document, found in sorted(by_document.items()):
        _follow_hidden(graph, document, found, sources)
        _follow_outlet(graph, document, found, sources)
    return graph


def _follow_hidden(graph: Tracing, document: str, found: Iterable[Statement], sources: Sources) -> None:
    """A source without a name in a copied passage is the one of the document that it was copied from."""
    origins = {o for s in found if s.hidden and (o := sources.copied(s))}
    for origin in sorted(origins):
        graph.rely(f"{_UNNAMED}{document}", f"{_UNNAMED}{origin}", _copies(document, origin, sources))


def _follow_outlet(graph: Tracing, document: str, found: Iterable[Statement], sources: Sources) -> None:
    """An outlet relies on the document that it copies, else on the agency that it credits, else on whom it cites."""
    outlet, name = sources.outlets[document], sources.told.documents[document].name
    origins = {o for s in found if s.narrated and (o := sources.copied(s))}
    agency = sources.wire(document)
    for origin in sorted(origins):
        graph.rely(outlet, sources.outlets[origin], _copies(document, origin, sources))
    if agency and not origins:
        graph.rely(outlet, agency, f"{name} credits {sources.told.documents[document].wire}")
    if not agency and not origins:
        for statement in (s for s in found if not s.narrated):
            for node in nodes(statement, sources):
                graph.rely(outlet, node, f"{name} cites {statement.who}")


def _copies(document: str, origin: str, sources: Sources) -> str:
    return f"{sources.told.documents[document].name} copies {sources.told.documents[origin].name}"


def nodes(statement: Statement, sources: Sources) -> tuple[Node, ...]:
    """Where a statement starts: its claimants by side, its outlet, or an unnamed source."""
    if statement.narrated:
        return (sources.outlets[statement.claim.document],)
    if statement.hidden:
        return (f"{_UNNAMED}{statement.claim.document}",)
    return tuple(dict.fromkeys(_side(c, sources) for c in statement.claim.claimants))


def _side(actor: str, sources: Sources) -> Node:
    """A state for its bodies and officials; an outlet that publishes here stays itself, so that it can be followed."""
    return actor if actor in sources.outlets.values() else sources.collection.background.state(actor)


def _of_event(event: str, statements: list[Statement], sources: Sources) -> Independence:
    graph = tracing(statements, sources)
    by_root: dict[frozenset[Node], list[Statement]] = {}
    for statement in statements:
        for root in {r for n in nodes(statement, sources) for r in graph.roots(n)}:
            by_root.setdefault(root, []).append(statement)
    groups = tuple(
        _group(root, found, graph, sources) for root, found in sorted(by_root.items(), key=lambda g: sorted(g[0]))
    )
    counted = sum(g.counted for g in groups)
    return Independence(event, len(statements), counted, groups, "; ".join(g.because for g in groups))


def _group(root: frozenset[Node], statements: list[Statement], graph: Tracing, sources: Sources) -> SourceGroup:
    documents = tuple(sorted({s.claim.document for s in statements}))
    unnamed = all(n.startswith(_UNNAMED) for n in root)
    first = min(root)
    return SourceGroup(
        root=ids.unnamed_actor(min(s.claim.id for s in statements if s.hidden)) if unnamed else first,
        claims=tuple(sorted(s.claim.id for s in statements)),
        documents=documents,
        counted=not unnamed and not root <= sources.crowds,
        because=_because(root, statements, len(documents), graph, sources),
    )


def _because(
    root: frozenset[Node], statements: list[Statement], documents: int, graph: Tracing, sources: Sources
) -> str:
    spread = f"{_times(len(statements), 'statement')} in {_times(documents, 'document')}"
    if len(root) > 1:
        cites = " and ".join(sorted(r for pair, rs in graph.reasons.items() if set(pair) <= root for r in rs))
        return f"a circle without a source outside it ({cites}): {spread}"
    if min(root).startswith(_UNNAMED):
        return f"a source without a name, not counted: {spread}"
    speakers = {c for s in statements if not s.narrated for c in s.claim.claimants if _side(c, sources) in root}
    names = sorted(sources.label(c) for c in speakers) or [sources.label(min(root))]
    reasons = sorted({r for (_, to), rs in graph.reasons.items() if to in root for r in rs if " cites " not in r})
    spread += ", not counted" if root <= sources.crowds else ""
    how = f" ({', '.join(reasons)})" if reasons else ""
    return f"{' and '.join(names)}: {spread}{how}"


def _times(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def circles(sources: Sources) -> Iterator[tuple[Statement, Statement, str]]:
    """Statements of outlets that cite each other for one event while no other source stands behind either."""
    groups: dict[str, list[Statement]] = {}
    for statement in (s for s in sources.collection.statements if s.tells):
        groups.setdefault(statement.event, []).append(statement)
    for _, statements in sorted(groups.items()):
        graph = tracing(statements, sources)
        rings = {r for s in statements for n in nodes(s, sources) for r in graph.roots(n) if len(r) > 1}
        for ring in sorted(rings, key=sorted):
            citing = [s for s in statements if not s.narrated and set(nodes(s, sources)) & ring]
            first = {sources.outlets[s.claim.document]: s for s in sorted(citing, key=lambda s: s.order, reverse=True)}
            inside = sorted((s for o, s in first.items() if o in ring), key=lambda s: s.order)
            cites = " and ".join(sorted(r for pair, rs in graph.reasons.items() if set(pair) <= ring for r in rs))
            for one, two in pairwise(inside):
                yield one, two, f"{cites}; no source outside the circle"
