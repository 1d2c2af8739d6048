"""Give the graph to other programs and to readers: exports and the audit."""

import sys
from pathlib import Path

import click

from kg.commands.options import (
    folder_option,
    output_option,
    sink,
    store_option,
    tell,
)
from kg.errors import QueryError


@click.command()
@click.argument("form", metavar="FORMAT")
@store_option
@output_option
@click.option("--view", type=click.Choice(["claims", "actors"]), default="claims", show_default=True,
              help="For Gephi: claims as nodes, or who accuses, confirms, denies whom.")  # fmt: skip
def export(form: str, store: str, output: Path | None, view: str) -> None:
    """Write the graph for other programs: gexf, graphml, csv, nanopub, nquads, trig, jsonld."""
    from kg.exports import export_to, spare_memory
    from kg.store import open_store

    spare_memory()
    export_to(form, open_store(store), output, view)


@click.command()
@folder_option
def verify(store: Path) -> None:
    """Re-read every document of the store and prove every span's words against the stored hash."""
    from kg.pipeline import kept_documents
    from kg.reports.verify import verify as check
    from kg.store import open_store

    found, spans = check(open_store(str(store)), kept_documents(store))
    tell(found)
    click.echo(f"{spans} spans checked, {len(found)} do not hold")
    sys.exit(1 if found or not spans else 0)


@click.command()
@store_option
@click.option("--document", metavar="NAME", help="Only this document.")
@click.option("--claim", metavar="ID", help="Only this claim, with what it answers and what answers it.")
@click.option("--actor", metavar="NAME", help="Only what this actor said, passed on or was accused of.")
@click.option("--event", metavar="ID", help="Only the claims about this event.")
@click.option("--query", metavar="NAME", help="Only the claims in the answer to this saved question.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE",
              help="A parameter of that question: --param to=russia; repeatable.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="html", show_default=True)
@output_option
def audit(
    store: str, document: str | None, claim: str | None, actor: str | None, event: str | None, query: str | None,
    parameters: tuple[str, ...], form: str, output: Path | None,
) -> None:  # fmt: skip
    """Write the audit: the articles with their claims marked, who denies and agrees, and what no claim covers.

    \b
    kg audit -o audit.html                       the whole collection as one page, for screen, phone and print
    kg audit --actor "North Korea" --format md   what one actor said, as Markdown
    kg audit --query denied-claims -o audit.html the claims in one question's answer
    """
    from kg.reports.audit import audit_text

    given = {}
    for word in parameters:
        name, equals, value = word.partition("=")
        if not equals:
            raise QueryError(f"{word!r} is no parameter", "write --param name=value")
        given[name.removeprefix("--")] = value
    text = audit_text(store, form, given, document=document, claim=claim, actor=actor, event=event, query=query)
    with sink(output) as out:
        out.write(text)
