"""How well a reader reads, measured against gold."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.options import (
    jobs_option,
    model_option,
    ontology_option,
    output_option,
    progress_bar,
    reader_options,
    sink,
    store_option,
    tell,
)
from kg.commands.reading import Choice, claim_options, user_cache

if TYPE_CHECKING:
    from kg.evaluation.counts import Scored
    from kg.pipeline import Options


@click.command("eval")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path, exists=True))
@click.option("--predicted", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Attributions read before, or by another program (JSON lines as of kg extract).")  # fmt: skip
@click.option("--flat", is_flag=True, help="The gold allows one attribution a word: keep the outermost.")
@click.option("--misses", is_flag=True, help="List what was missed, what is too much, and what differs.")
@click.option("--samples", type=click.IntRange(0), default=1000, show_default=True,
              help="Draws for the intervals; 0 for none.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
@store_option
@output_option
@claim_options
@ontology_option
@model_option
@jobs_option
def evaluate(
    gold: Path, predicted: Path | None, flat: bool, misses: bool, samples: int, form: str, store: str,
    output: Path | None, overlays: tuple[Path, ...], model: str | None, jobs: int, choice: Choice,
) -> None:  # fmt: skip
    """Measure a reader against GOLD: a file of attributions as JSON lines, or a folder of gold articles.

    \b
    kg eval gold.jsonl --flat                reads the texts of the gold and scores who said what
    kg eval gold.jsonl --predicted mine.jsonl
    kg eval articles/gold --store kg-store   scores what a graph built from the articles answers

    Precision, recall and F1 with intervals from resampled documents, also by kind and by stance.
    """
    from kg.evaluation import counts, tables

    if gold.is_dir():
        scored, reader = _articles(gold, store, overlays), store
    else:
        options = choice.of(reader_options(overlays, model, jobs, wide=flat), user_cache())
        scored = _attributions(gold, predicted, options, flat)
        reader = predicted.name if predicted else options.reader.extractor
    notes = [note for s in scored for note in s.notes] if misses else []
    table = tables.Table(gold.name, reader, len(scored), counts.rows(scored, samples), notes)
    with sink(output) as out:
        out.write(tables.written(table, form))


def _articles(gold: Path, store: str, overlays: tuple[Path, ...]) -> "list[Scored]":
    from kg import lexicon
    from kg.evaluation import articles
    from kg.store import open_store

    return articles.score(articles.read(gold), open_store(store), lexicon.load(overlays))


def _attributions(gold: Path, predicted: Path | None, options: "Options", flat: bool) -> "list[Scored]":
    from kg.evaluation import attributions

    marked = attributions.read(gold, gold=True)
    if predicted:
        return attributions.score(marked, {n: m.attributions for n, m in attributions.read(predicted).items()})
    return attributions.score(marked, _read_now(gold, options, flat))


def _read_now(gold: Path, options: "Options", flat: bool) -> dict[str, list[dict[str, Any]]]:
    from kg import pipeline
    from kg.exports.attributions import attribution_line

    with progress_bar() as progress:
        made, problems = pipeline.extracted([gold], options, progress)
    tell(problems)
    return {d.name: json.loads(attribution_line(d, e, flat))["attributions"] for d, e in made}
