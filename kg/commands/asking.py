"""Ask the graph and look at single things."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    as_of_option,
    ontology_option,
    output_option,
    sink,
    store_option,
)
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Store


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@store_option
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
@output_option
@click.option("--describe", is_flag=True, help="Say what the question means and which parameters it has.")
@as_of_option
@ontology_option
def ask(
    name: str | None, parameters: tuple[str, ...], store: str, form: str, output: Path | None, describe: bool,
    day: str | None, overlays: tuple[Path, ...],
) -> None:  # fmt: skip
    """Answer a saved question; without a NAME list them all.

    \b
    kg ask                                             the list
    kg ask who-said-what-about-transfers --describe    what it asks, its parameters
    kg ask who-said-what-about-transfers --to russia   an actor by name, alias or IRI
    kg ask my-question.rq                              a file of your own
    kg ask launches --as-of 2024-05-20                 from what the documents out by that day say was said by then
    """
    from kg import query

    if name is None:
        with sink(output) as out:
            query.write_list(query.list_queries(), form, out)
        return
    question = query.load_query(name)
    if describe:
        with sink(output) as out:
            query.write_description(question, out)
        return
    answer = query.run(_graph(store, day, overlays), question, _named(parameters))
    with sink(output) as out:
        query.write_answer(answer, form, out)


@click.command()
@click.argument("query_text", metavar="QUERY|FILE|-")
@store_option
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
@output_option
@as_of_option
@ontology_option
def sparql(
    query_text: str, store: str, form: str, output: Path | None, day: str | None, overlays: tuple[Path, ...]
) -> None:
    """Answer a SPARQL query given as text, as a file, or on standard input (-)."""
    from kg import query

    text = sys.stdin.read() if query_text == "-" else query_text
    if query_text != "-" and "{" not in query_text:
        try:
            text = Path(query_text).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(
                f"no file {query_text}", "give a SPARQL query in quotes, the path of a file, or - for standard input"
            ) from error
    answer = query.run_text(_graph(store, day, overlays), text)
    with sink(output) as out:
        query.write_answer(answer, form, out)


@click.command()
@click.argument("thing", metavar="CLAIM|DOCUMENT|EVENT")
@store_option
def show(thing: str, store: str) -> None:
    """Print a claim in its paragraph: the words marked, who passed it on, who denies it."""
    from kg.reports.show import show as show_thing
    from kg.store import open_store

    show_thing(open_store(store), thing, sys.stdout)


def _graph(store: str, day: str | None, overlays: tuple[Path, ...]) -> "Store":
    """The store, or what it would have held on a day; what that leaves out is told on standard error."""
    from kg.store import open_store

    if day is None:
        return open_store(store)
    from kg.as_of import as_of

    try:
        until = date.fromisoformat(day)
    except ValueError as error:
        raise QueryError(f"{day!r} is not a date", "write year, month and day: 2024-05-20") from error
    past = as_of(store, until, overlays)
    known = len(past.documents) + len(past.later) + len(past.undated)
    undated = f"; without a date, and so left out: {', '.join(past.undated)}" if past.undated else ""
    click.echo(f"as of {day}: {len(past.documents)} of {known} documents{undated}", err=True)
    return past.store


def _named(words: Sequence[str]) -> dict[str, str]:
    """`--to russia --from=x` as a mapping."""
    named: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (equals or rest):
            raise QueryError(f"{word!r} is no parameter", "parameters are written --name value")
        named[name] = value if equals else rest.pop(0)
    return named
