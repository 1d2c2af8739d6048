"""Binding a saved query's parameters and running it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.errors import QueryError
from kg.query import terms
from kg.query.answer import Answer, Selects, Term, Value, value
from kg.query.header import Parameter, Query
from kg.query.names import CLASSES, resolve

# A parameter takes one value or several; several mean any of them.
Given = Mapping[str, str | Sequence[str]]


def bind(query: Query, values: Mapping[str, Sequence[str]]) -> str:
    """The query's text with the marked VALUES lines filled with terms; every other line stays as it is.

    `values` holds finished SPARQL terms, made by `kg.query.terms` and by nothing else.
    """
    lines = query.text.split("\n")
    for parameter in query.parameters:
        if given := values.get(parameter.name):
            indent = lines[parameter.line - 1].partition("VALUES")[0]
            lines[parameter.line - 1] = f"{indent}VALUES ?{parameter.variable} {{ {' '.join(given)} }}"
    return "\n".join(lines)


def run(store: Selects, query: Query, given: Given | None = None) -> Answer:
    """Asks a store a saved question.

    Raises QueryError for a parameter that the query does not have and for a value that names nothing.
    """
    given = {name: [v] if isinstance(v, str) else list(v) for name, v in (given or {}).items()}
    known = {p.name: p for p in query.parameters}
    if unknown := sorted(set(given) - set(known)):
        has = f"it takes --{', --'.join(known)}" if known else "it takes none"
        raise QueryError(f"the query {query.name} has no parameter {unknown[0]!r}", has)
    values = {name: [term(store, known[name], v) for v in chosen] for name, chosen in given.items()}
    return run_text(store, bind(query, values))


def run_text(store: Selects, text: str) -> Answer:
    """Asks a store a question in SPARQL."""
    columns, rows = store.select(text)
    return Answer(tuple(columns), tuple(_rows(rows)))


def _rows(rows: Iterable[Sequence[Term]]) -> Iterator[tuple[Value, ...]]:
    return (tuple(value(term) for term in row) for row in rows)


def term(store: Selects, parameter: Parameter, given: str) -> str:
    """The SPARQL term for a value that a user gave for a parameter."""
    if parameter.kind == "iri":
        return terms.iri(resolve(store, given, parameter.of) if parameter.of in CLASSES else given)
    return {"string": terms.string, "date": terms.day, "int": terms.integer}[parameter.kind](given)
