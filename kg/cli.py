"""The command `kg`: thin commands over the library; each imports what it needs when it runs, so that --help is fast."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from kg import __version__
from kg.errors import InputError, KgError, QueryError

if TYPE_CHECKING:
    from kg.model import Problem
    from kg.pipeline import Options, Record

DEFAULT_STORE = "kg-store"

store_option = click.option(
    "--store", default=DEFAULT_STORE, show_default=True, metavar="DIR|URL",
    help="The graph: a folder, or the address of a SPARQL server.",
)  # fmt: skip
folder_option = click.option(
    "--store", default=DEFAULT_STORE, show_default=True, metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False), help="The folder of the graph.",
)  # fmt: skip
output_option = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write (default: standard output).",
)  # fmt: skip
ontology_option = click.option(
    "--ontology", "overlays", multiple=True, metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A Turtle file of your own actors, cues, events or weapons, laid over the shipped ones; repeatable.",
)  # fmt: skip
model_option = click.option("--model", metavar="NAME", help="Another installed spaCy model than the small English one.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="all cores", help="Processes that read."
)


class Commands(click.Group):
    """Prints an expected error as two lines, what is wrong and what to do, and exits with its code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"error: {error.message}", err=True)
            if error.remedy:
                click.echo(f"remedy: {error.remedy}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader (head, less) has seen enough; that is no error.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn news into an auditable graph of actors, events and attributed claims.

    \b
    kg build articles/          read a folder of articles into the graph
    kg ask                      list the questions that it answers
    kg ask claims-by-actor --actor "North Korea"
    kg show CLAIM               one claim in its paragraph, with who said it and who denies it
    kg audit -o audit.html      everything marked in the articles, to be checked by a reader
    kg export gexf -o graph.gexf

    Exit codes: 0 all well, 1 the answer is a finding (a failed gate, a defect), 2 wrong use or unusable input.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@folder_option
@click.option(
    "--add", is_flag=True, help="Keep what the store holds and add to it (default: the store equals the inputs)."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be read and what would be refused.")
@click.option("--strict", is_flag=True, help="Exit with 1 when any document was refused.")
@click.option("--at", default="", metavar="TIME", help="A time to record with the build; none is recorded by itself.")
@ontology_option
@model_option
@jobs_option
def build(
    paths: tuple[Path, ...], store: Path, add: bool, dry_run: bool, strict: bool, at: str,
    overlays: tuple[Path, ...], model: str | None, jobs: int,
) -> None:  # fmt: skip
    """Read articles (.txt, .html, .jsonl, folders, - for standard input) into the graph.

    A metadata.csv beside the files (columns document, title, publisher, published, url) adds what they do not say.
    Nothing is published before validation ends: a failed gate leaves the last good graph as it was.
    """
    from kg import pipeline

    if dry_run:
        documents, problems = pipeline.gather(paths, pipeline.kept_documents(store) if add else (), skip=(store,))
        for document in documents:
            click.echo(f"{document.name}\t{len(document.text)} characters\t{document.published or 'no date'}")
        _tell(problems)
        sys.exit(1 if strict and problems else 0)
    with _progress() as progress:
        record = pipeline.build(paths, store, _options(overlays, model, jobs, at), progress, add)
    _report(record, store)
    sys.exit(1 if strict and record.problems else 0)


@main.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@folder_option
@ontology_option
@model_option
@jobs_option
def remove(documents: tuple[str, ...], store: Path, overlays: tuple[Path, ...], model: str | None, jobs: int) -> None:
    """Take documents (by name or id) and all that they say out of the graph."""
    from kg import pipeline

    with _progress() as progress:
        record = pipeline.remove(documents, store, _options(overlays, model, jobs), progress)
    _report(record, store)


@main.command()
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
            click.echo(_line(problem))
    click.echo(f"{len(found)} problems" if found else "the graph is valid", err=form == "jsonl")
    sys.exit(1 if found else 0)


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@store_option
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
@output_option
@click.option("--describe", is_flag=True, help="Say what the question means and which parameters it has.")
def ask(
    name: str | None, parameters: tuple[str, ...], store: str, form: str, output: Path | None, describe: bool
) -> None:
    """Answer a saved question; without a NAME list them all.

    \b
    kg ask                                             the list
    kg ask who-said-what-about-transfers --describe    what it asks, its parameters
    kg ask who-said-what-about-transfers --to russia   an actor by name, alias or IRI
    kg ask my-question.rq                              a file of your own
    """
    from kg import query
    from kg.store import open_store

    if name is None:
        with _sink(output) as out:
            query.write_list(query.list_queries(), form, out)
        return
    question = query.load_query(name)
    if describe:
        with _sink(output) as out:
            query.write_description(question, out)
        return
    answer = query.run(open_store(store), question, _named(parameters))
    with _sink(output) as out:
        query.write_answer(answer, form, out)


@main.command()
@click.argument("query_text", metavar="QUERY|FILE|-")
@store_option
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True
)
@output_option
def sparql(query_text: str, store: str, form: str, output: Path | None) -> None:
    """Answer a SPARQL query given as text, as a file, or on standard input (-)."""
    from kg import query
    from kg.store import open_store

    text = sys.stdin.read() if query_text == "-" else query_text
    if query_text != "-" and "{" not in query_text:
        try:
            text = Path(query_text).read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(
                f"no file {query_text}", "give a SPARQL query in quotes, the path of a file, or - for standard input"
            ) from error
    answer = query.run_text(open_store(store), text)
    with _sink(output) as out:
        query.write_answer(answer, form, out)


@main.command()
@click.argument("thing", metavar="CLAIM|DOCUMENT|EVENT")
@store_option
def show(thing: str, store: str) -> None:
    """Print a claim in its paragraph: the words marked, who passed it on, who denies it."""
    from kg.reports.show import show as show_thing
    from kg.store import open_store

    show_thing(open_store(store), thing, sys.stdout)


@main.command()
@click.argument("form", metavar="FORMAT")
@store_option
@output_option
@click.option("--view", type=click.Choice(["claims", "actors"]), default="claims", show_default=True,
              help="For Gephi: claims as nodes, or who accuses, confirms, denies whom.")  # fmt: skip
def export(form: str, store: str, output: Path | None, view: str) -> None:
    """Write the graph for other programs: gexf, graphml, csv, nquads, trig, jsonld."""
    from kg.exports import export_to
    from kg.store import open_store

    export_to(form, open_store(store), output, view)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--flat", is_flag=True, help="Keep the outermost attribution of each word, for corpora that allow one.")
@output_option
@ontology_option
@model_option
@jobs_option
def extract(
    paths: tuple[Path, ...], flat: bool, output: Path | None, overlays: tuple[Path, ...], model: str | None, jobs: int
) -> None:
    """Print who said what, one JSON line a document: source, cue and content as character offsets. Needs no store."""
    from kg import pipeline
    from kg.exports.attributions import attribution_line

    options = _options(overlays, model, jobs)
    if flat:  # such corpora mark attitudes ("wants", "supports") as well as words
        options = replace(options, reader=replace(options.reader, extractor="wide-rules"))
    with _progress() as progress:
        made, problems = pipeline.extracted(paths, options, progress)
    with _sink(output) as out:
        for document, extraction in made:
            out.write(attribution_line(document, extraction, flat) + "\n")
    _tell(problems)
    if not made:
        raise InputError("nothing to read", "give readable articles")


@main.command()
@folder_option
def verify(store: Path) -> None:
    """Re-read every document of the store and prove every span's words against the stored hash."""
    from kg.pipeline import kept_documents
    from kg.reports.verify import verify as check
    from kg.store import open_store

    found, spans = check(open_store(str(store)), kept_documents(store))
    _tell(found)
    click.echo(f"{spans} spans checked, {len(found)} do not hold")
    sys.exit(1 if found or not spans else 0)


@main.command()
@store_option
@click.option("--document", metavar="NAME", help="Only this document.")
@click.option("--claim", metavar="ID", help="Only this claim, with what it answers and what answers it.")
@click.option("--actor", metavar="NAME", help="Only what this actor said, passed on or was accused of.")
@click.option("--event", metavar="ID", help="Only the claims about this event.")
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="html", show_default=True)
@output_option
def audit(
    store: str, document: str | None, claim: str | None, actor: str | None, event: str | None, form: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Write the audit: the articles with their claims marked, who denies and agrees, and what no claim covers.

    \b
    kg audit -o audit.html                       the whole collection as one page, for screen, phone and print
    kg audit --actor "North Korea" --format md   what one actor said, as Markdown
    """
    from kg.reports.audit import audit_text

    text = audit_text(store, form, document=document, claim=claim, actor=actor, event=event)
    with _sink(output) as out:
        out.write(text)


def _options(overlays: tuple[Path, ...], model: str | None, jobs: int, at: str = "") -> "Options":
    from kg.pipeline import Options
    from kg.workers import Reader

    reader = Reader(overlays=overlays, model=model) if model else Reader(overlays=overlays)
    return Options(reader, jobs, at)


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


@contextmanager
def _sink(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is replaced only when all is written."""
    if output is None:
        yield sys.stdout
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar with rate and remaining time on standard error; silent when that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda step, done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def advance(step: str, done: int, whole: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=whole)
            bar.update(tasks[step], advance=done)

        yield advance


def _line(problem: "Problem") -> str:
    place = f" at character {problem.start}" if problem.start is not None else ""
    return f"{problem.document}{place}: {problem.message} [{problem.code}]" + (
        f"\n  remedy: {problem.remedy}" if problem.remedy else ""
    )


def _tell(problems: Sequence["Problem"]) -> None:
    for problem in problems:
        click.echo(f"problem: {_line(problem)}", err=True)


def _report(record: "Record", store: Path) -> None:
    _tell(record.problems)
    counts = ", ".join(f"{n} {what}" for what, n in record.manifest.counts.items())
    click.echo(f"{store}: {counts}")
