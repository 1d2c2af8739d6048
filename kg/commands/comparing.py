"""Compare two graphs."""

import sys
from pathlib import Path

import click

from kg.commands.options import output_option, sink


@click.command()
@click.argument("first", metavar="STORE_A")
@click.argument("second", metavar="STORE_B")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "md"]), default="text", show_default=True)
@output_option
def diff(first: str, second: str, form: str, output: Path | None) -> None:
    """Tell in words what changed from one graph to another: documents, claims, events, the ledger.

    An article that was edited is known again by its address or name, and each of its claims by who says it and by words
    that are alike. Each store is a folder or the address of a SPARQL server. Exit 0: they say the same; 1: they differ.
    """
    from kg.reports.changes import changes
    from kg.reports.changes_written import written
    from kg.store import open_store

    found = changes(open_store(first), open_store(second))
    with sink(output) as out:
        out.writelines(written(found, form))
    sys.exit(1 if found else 0)
