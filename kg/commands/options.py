"""What the commands share: their options, where they write, how they show progress and problems."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from kg.files import replacing

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
decisions_option = click.option(
    "--decisions", multiple=True, metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What people decided about events and actors (CSV: left,right,judgement,because,by,at); repeatable.",
)  # fmt: skip
as_of_option = click.option(
    "--as-of", "day", metavar="DATE",
    help="Only what the documents published by that day say had been said by then; --ontology as the build had it.",
)  # fmt: skip
model_option = click.option("--model", metavar="NAME", help="Another installed spaCy model than the small English one.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="all cores", help="Processes that read."
)


def reader_options(
    overlays: tuple[Path, ...],
    model: str | None,
    jobs: int,
    at: str = "",
    decisions: tuple[Path, ...] = (),
    wide: bool = False,
) -> "Options":
    """`wide`: attitudes ("wants", "supports") count as claims, as corpora with one attribution a word have it."""
    from kg.pipeline import Options
    from kg.text import DEFAULT_MODEL
    from kg.workers import Reader

    reader = Reader(overlays=overlays, model=model or DEFAULT_MODEL, wide=wide)
    return Options(reader, jobs, at, decisions)


@contextmanager
def sink(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is replaced only when all is written."""
    if output is None:
        yield sys.stdout
        return
    with replacing(output) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar with rate and remaining time on standard error; silent when that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda step, done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    tasks: dict[str, Any] = {}

    def advance(step: str, done: int, whole: int) -> None:
        bar.start()  # only now: before the first step the user may be asked something on this line
        if step not in tasks:
            tasks[step] = bar.add_task(step, total=whole)
        bar.update(tasks[step], advance=done)

    try:
        yield advance
    finally:
        bar.stop()


def problem_line(problem: "Problem") -> str:
    place = f" at character {problem.start}" if problem.start is not None else ""
    return f"{problem.document}{place}: {problem.message} [{problem.code}]" + (
        f"\n  remedy: {problem.remedy}" if problem.remedy else ""
    )


def tell(problems: Sequence["Problem"]) -> None:
    for problem in problems:
        click.echo(f"problem: {problem_line(problem)}", err=True)


def report(record: "Record", store: Path) -> None:
    tell(record.problems)
    counts = ", ".join(f"{n} {what}" for what, n in record.manifest.counts.items())
    click.echo(f"{store}: {counts}")
