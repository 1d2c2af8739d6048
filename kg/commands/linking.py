"""Link what the news tells to recorded events."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import folder_option, jobs_option, model_option, ontology_option, progress_bar, reader_options
from kg.commands.options import report as tell_build
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.references import Mapping


@click.command()
@click.option(
    "--reference", "references", multiple=True, required=True, metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Recorded launches: JSON or a table (CSV); repeatable.",
)  # fmt: skip
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="A TOML file that says what the columns mean; not needed for what the program knows.")  # fmt: skip
@click.option("--columns", metavar="NAME=COLUMN,…", help="The same in one line: date=Day,weapon=Missile,site=Place.")
@click.option("--publisher", default="", help="Whose record it is (default: the mapping's, else the file's name).")
@click.option("--actor", default="", help="Who launched, where no column says it: a name or slug of the ontology.")
@click.option("--zone", default="", help="The time zone of dates and times (default: the launch site's).")
@folder_option
@ontology_option
@model_option
@jobs_option
def link(
    references: tuple[Path, ...], mapping: Path | None, columns: str | None, publisher: str, actor: str, zone: str,
    store: Path, overlays: tuple[Path, ...], model: str | None, jobs: int,
) -> None:  # fmt: skip
    """Hold the news against recorded launches, and the records against each other.

    A reference is a document like any other: each row is a claim of its publisher, in its own characters. Launches are
    linked on the local date, give or take a day; what differs is in the ledger.

    \b
    kg link --reference launches.json
    kg link --reference mine.csv --columns date=Day,weapon=Missile,count=Number --actor "North Korea"
    """
    from kg.linking import link as add_references
    from kg.reports.linked import write_links
    from kg.store import open_store

    told = _mapping(mapping, columns, publisher=publisher, actor=actor, zone=zone)
    with progress_bar() as progress:
        record = add_references(references, told, store, reader_options(overlays, model, jobs), progress)
    tell_build(record, store)
    write_links(open_store(str(store)), sys.stdout)


def _mapping(file: Path | None, columns: str | None, **given: str) -> "Mapping | None":
    """What the options say of the columns; None: the program must know the file."""
    import msgspec

    from kg.references import from_columns, load

    if file and columns:
        raise InputError("--mapping and --columns both say what the columns mean", "Give one of them")
    said = load(file) if file else from_columns(columns) if columns else None
    named = {name: value for name, value in given.items() if value}
    if said is None and named:
        raise InputError(f"--{min(named)} needs --columns or --mapping", "Give --columns date=COLUMN,weapon=COLUMN,…")
    return msgspec.structs.replace(said, **named) if said else None
