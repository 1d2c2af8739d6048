"""From findings to problems: which claim of which document, in its words, what is missing and how to mend it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import ids
from kg.model import Problem
from kg.ontology import expand, local
from kg.validate.engines import Finding
from kg.vocabulary import Property

_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_SH = "http://www.w3.org/ns/shacl#"
_LABELS = (expand("rdfs:label"), _NIF + "anchorOf", expand("skos:prefLabel"), Property.name, Property.because)
# What leads from a thing to the words that it stands in, and from a part to its whole; nearest first.
_SPANS = (Property.span, Property.content, Property.evidence, Property.trigger, Property.source, Property.cue)
_LONGEST = 90


def problems(found: Iterable[Finding], data: Path, shapes: Path) -> list[Problem]:
    """The findings as problems, sorted by document and place."""
    graph, rules = ox.Store(), ox.Store()
    graph.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    rules.bulk_load(path=str(shapes), format=ox.RdfFormat.TURTLE)
    made = {_problem(finding, graph, rules) for finding in found}
    return sorted(made, key=lambda p: (p.document, p.start if p.start is not None else -1, p.code, p.message))


def _problem(finding: Finding, graph: ox.Store, rules: ox.Store) -> Problem:
    what, _, remedy = _message(finding.shape, rules).partition(". ")
    thing = f"{_kind(finding.shape, rules)} “{_words(finding.focus, graph)}”"
    wrong = finding.value if finding.value != f"<{finding.focus}>" else ""
    value = f" (found: {_shown(wrong, graph)})" if wrong else ""
    start, end = _place([finding.focus, finding.value.strip("<>")], graph)
    return Problem(
        code=_code(finding.shape),
        document=_document(finding.focus, graph),
        message=f"{thing}: {what.rstrip('.')}{value}",
        remedy=remedy or f"the rule is {local(finding.shape)} in ontology/shapes.ttl, the thing is <{finding.focus}>",
        start=start,
        end=end,
    )


def _code(shape: str) -> str:
    """The shape's name in kebab-case.

    >>> _code("https://w3id.org/whosaid/shapes#EventMention-claim")
    'event-mention-claim'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local(shape)).lower()


def _message(shape: str, rules: ox.Store) -> str:
    """The message of a shape, or of the SPARQL rule that it consists of."""
    holders = [shape, *(o.value for o in _objects(rules, shape, _SH + "sparql") if isinstance(o, ox.NamedNode))]
    return next((text for h in holders for text in _texts(rules, h, (_SH + "message",))), "It breaks a rule.")


def _kind(shape: str, rules: ox.Store) -> str:
    """What the shape's rule is about: "claim", "event mention"."""
    owners = (q.subject for q in rules.quads_for_pattern(None, ox.NamedNode(_SH + "property"), ox.NamedNode(shape)))
    names = [shape, *sorted(o.value for o in owners if isinstance(o, ox.NamedNode))]
    return next((text for n in names for text in _texts(rules, n, (expand("rdfs:label"),))), "thing")


def _words(focus: str, graph: ox.Store) -> str:
    """What the thing is called, else the words that it stands in, else its IRI without the base."""
    found = next(_texts(graph, focus, _LABELS), None)
    if found is None:
        found = next(
            (text for span in _spans(focus, graph) for text in _texts(graph, span, (_NIF + "anchorOf",))), None
        )
    return _short(found if found is not None else focus.removeprefix(ids.BASE))


def _shown(value: str, graph: ox.Store) -> str:
    if value.startswith("<"):
        return _words(value[1:-1], graph)
    return _short(value.rpartition("^^")[0] or value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _document(focus: str, graph: ox.Store) -> str:
    """The name of the document whose graph the thing is in, else the name of the graph ("events")."""
    quads = graph.quads_for_pattern(ox.NamedNode(focus), None, None, None)
    homes = sorted(q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode))
    names = (name for home in homes for name in _texts(graph, home, (Property.name,)))
    return next(names, local(homes[0]) if homes else "graph")


def _place(things: Iterable[str], graph: ox.Store) -> tuple[int | None, int | None]:
    """The first and the last character of the words that the first of the things stands in that stands in words."""
    for span in (span for thing in things for span in (thing, *_spans(thing, graph))):
        first, _, last = span.partition("#char=")[2].partition(",")
        if first.isdecimal() and last.isdecimal():
            return int(first), int(last)
    return None, None


def _spans(thing: str, graph: ox.Store) -> Iterator[str]:
    found = (o for name in _SPANS for o in _objects(graph, thing, name))
    return (o.value for o in found if isinstance(o, ox.NamedNode))


def _texts(graph: ox.Store, subject: str, names: Iterable[str]) -> Iterator[str]:
    found = (o for name in names for o in _objects(graph, subject, name))
    return (o.value for o in found if isinstance(o, ox.Literal))


def _objects(graph: ox.Store, subject: str, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    """Nothing for a literal, which may be asked for too: it has no properties."""
    if not re.match(r"[a-z]+:[^\s<>\"]+$", subject):
        return []
    quads = graph.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(name), None, None)
    return sorted({q.object for q in quads}, key=str)
