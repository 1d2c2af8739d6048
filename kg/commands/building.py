"""Build the graph and keep it sound."""

import sys
from pathlib import Path

import click

from kg.commands.options import (
    decisions_option,
    folder_option,
    jobs_option,
    model_option,
    ontology_option,
    output_option,
    problem_line,
    progress_bar,
    reader_options,
    report,
    sink,
    tell,
)
from kg.commands.reading import Choice, claim_options, extractor_options, user_cache
from kg.errors import InputError


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@folder_option
@click.option(
    "--add", is_flag=True, help="Keep what the store holds and add to it (default: the store equals the inputs)."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be read and what would be refused.")
@click.option("--strict", is_flag=True, help="Exit with 1 when any document was refused.")
@click.option("--at", default="", metavar="TIME", help="A time to record with the build; none is recorded by itself.")
@decisions_option
@extractor_options
@ontology_option
@model_option
@jobs_option
def build(
    paths: tuple[Path, ...], store: Path, add: bool, dry_run: bool, strict: bool, at: str,
    decisions: tuple[Path, ...], overlays: tuple[Path, ...], model: str | None, jobs: int, choice: Choice,
) -> None:  # fmt: skip
    """Read articles (.txt, .html, .jsonl, folders, - for standard input) into the graph.

    A metadata.csv beside the files (columns document, title, publisher, published, url) adds what they do not say; in a
    decisions.csv there people say which events or actors are the same or different, which goes before the program.
    Nothing is published before validation ends: a failed gate leaves the last good graph as it was.
    """
    from kg import pipeline

    if not paths and not add:
        raise InputError("nothing to build from", "name files or folders of articles; --add also goes without")
    if dry_run:
        documents, problems = pipeline.gather(paths, pipeline.kept_documents(store) if add else (), skip=(store,))
        for document in documents:
            click.echo(f"{document.name}\t{len(document.text)} characters\t{document.published or 'no date'}")
        tell(problems)
        sys.exit(1 if strict and problems else 0)
    with progress_bar() as progress:
        record = pipeline.build(
            paths, store, choice.of(reader_options(overlays, model, jobs, at, decisions)), progress, add
        )
    report(record, store)
    sys.exit(1 if strict and record.problems else 0)


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@folder_option
@extractor_options
@ontology_option
@model_option
@jobs_option
def remove(
    documents: tuple[str, ...], store: Path, overlays: tuple[Path, ...], model: str | None, jobs: int, choice: Choice
) -> None:
    """Take documents (by name or id) and all that they say out of the graph."""
    from kg import pipeline

    with progress_bar() as progress:
        record = pipeline.remove(documents, store, choice.of(reader_options(overlays, model, jobs)), progress)
    report(record, store)


@click.command()
@folder_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def validate(store: Path, form: str) -> None:
    """Check the graph against its shapes; print what is wrong in words, exit 1 if anything is."""
    from kg.store import open_store
    from kg.validate import validate_store

    found = validate_store(open_store(str(store)))
    if form == "jsonl":
        import msgspec

        for problem in found:
            click.echo(msgspec.json.encode(problem).decode())
    elif found:
        for problem in found:
            click.echo(problem_line(problem))
    click.echo(f"{len(found)} problems" if found else "the graph is valid", err=form == "jsonl")
    sys.exit(1 if found else 0)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--flat", is_flag=True, help="Keep the outermost attribution of each word, for corpora that allow one.")
@output_option
@claim_options
@ontology_option
@model_option
@jobs_option
def extract(
    paths: tuple[Path, ...],
    flat: bool,
    output: Path | None,
    overlays: tuple[Path, ...],
    model: str | None,
    jobs: int,
    choice: Choice,
) -> None:
    """Print who said what, one JSON line a document: source, cue and content as character offsets. Needs no store."""
    from kg import pipeline
    from kg.exports.attributions import attribution_line

    options = choice.of(reader_options(overlays, model, jobs, wide=flat), user_cache())
    with progress_bar() as progress:
        made, problems = pipeline.extracted(paths, options, progress)
    with sink(output) as out:
        for document, extraction in made:
            out.write(attribution_line(document, extraction, flat) + "\n")
    tell(problems)
    if not made:
        raise InputError("nothing to read", "give readable articles")
