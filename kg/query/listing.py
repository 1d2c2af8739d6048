"""The list of saved questions and the description of one, for people and for programs."""

from collections.abc import Iterable
from typing import TextIO

from kg.query.answer import Answer
from kg.query.header import Parameter, Query
from kg.query.names import local
from kg.query.write import write_answer


def write_list(queries: Iterable[Query], format: str, stream: TextIO, width: int | None = None) -> None:
    """One row per question: its name, what it asks, its parameters."""
    rows = tuple((q.name, q.summary, " ".join(f"--{p.name}" for p in q.parameters) or None) for q in queries)
    write_answer(Answer(("name", "question", "parameters"), rows), format, stream, width)


def write_description(query: Query, stream: TextIO) -> None:
    """What a question asks, how its answer reads, and which parameters it takes."""
    lines = [query.summary, *([query.description] if query.description else [])]
    if query.problem:
        lines += [f"Every row is a problem: {query.problem}", f"What to do: {query.remedy}"]
    stream.write("\n\n".join(lines) + "\n")
    for number, parameter in enumerate(query.parameters):
        stream.write(("\n" if number == 0 else "") + f"  --{parameter.name} {_kind(parameter)}  {_use(parameter)}\n")
    if query.tags:
        stream.write(f"\ntags: {', '.join(query.tags)}\nfile: {query.path}\n")


def _kind(parameter: Parameter) -> str:
    return (parameter.of if parameter.kind == "iri" else parameter.kind).upper()


def _use(parameter: Parameter) -> str:
    default = "all" if parameter.optional else " ".join(map(_plain, parameter.default.split()))
    return f"{parameter.help} (default: {default})".strip()


def _plain(term: str) -> str:
    """A term of the file as a user would type it.

    >>> _plain("<https://w3id.org/whosaid/actor/russia>"), _plain('"2024-05-30"^^xsd:date'), _plain("kg:Launch")
    ('russia', '2024-05-30', 'Launch')
    """
    if term.startswith("<"):
        return local(term.strip("<>"))
    return term.split('"')[1] if term.startswith('"') else term.rpartition(":")[2]
