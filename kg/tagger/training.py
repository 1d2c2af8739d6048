"""Training on any corpus in JSONL: texts with their attributions, or with their transfers and launches."""

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from kg.errors import InputError
from kg.tagger import happenings, labels
from kg.tagger.network import Encoder, Roles, export
from kg.tagger.reader import ENCODER, ROLES, TOKENIZER
from kg.tagger.windows import Window, in_context, load_tokenizer, paragraphs, windows
from kg.text import normalised

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# How much the loss of one anchor, and that of the roles of a whole window, weigh for each window of a batch.
_ANCHOR_SHARE, _ROLE_SHARE = 4, 16
_ANCHOR_WEIGHT = 2.0
_WARM = 0.1
_IGNORED = -100
_QUANTIZED = ["MatMul", "Gather"]
# Weights from this size on are packed.
_LARGE = 4096

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the corpus, learning rate of the encoder (tenfold for what is new), tokens a step."""

    epochs: int = 4
    rate: float = 1e-4
    tokens: int = 2048
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A window, its anchors with the role of every token, and the tokens that may or may not be anchors."""

    window: Window
    anchors: tuple[tuple[int, list[int]], ...]
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be learnt: how many roles there are, what a line of a corpus holds and how its lines are read."""

    name: str
    roles: int
    needs: str
    examples: Callable[[dict[str, Any], "Tokenizer"], list[Example]]
    # Whether the network computes in 8-bit integers: twice as fast, but its scores depend on the processor.
    integers: bool = True


def _attributions(row: dict[str, Any], tokenizer: "Tokenizer") -> list[Example]:
    found, text = list(labels.annotated(row)), str(row["text"])
    return [Example(w, tuple(labels.targets(w, text, found))) for w in windows(_parts(text), tokenizer)]


def _events(row: dict[str, Any], tokenizer: "Tokenizer") -> list[Example]:
    (found, unsure, other), text = happenings.annotated(row), str(row["text"])
    out = []
    parts = list(_parts(text))
    for window in (w for n in range(len(parts)) for w in in_context(parts, n, tokenizer)):
        anchors = tuple(happenings.targets(window, found))
        left, kept = (
            tuple(n for start, _ in goods if (n := happenings.token_at(window, start)) is not None)
            for goods in (unsure, other)
        )
        # Where neither goods nor launches are named the network is not asked.
        if anchors or left or kept:
            out.append(Example(window, anchors, left))
    return out


def _parts(text: str) -> Iterator[tuple[int, str]]:
    plain = normalised(text)
    return ((start, plain[start : start + len(line)]) for start, line in paragraphs(text))


TASKS = {
    task.name: task
    for task in (
        Task(
            "attributions", labels.ROLES,
            '"text" and "attributions" with "source", "cue" and "content" as characters', _attributions,
        ),
        Task(
            "events", happenings.ROLES,
            '"text", "parties" with characters, "transfers" with "goods", "giver", "recipient", '
            '"launches" with "words", "agent", "times"; "other"',
            _events,
            integers=False,
        ),
    )
}  # fmt: skip


def examples(corpora: Sequence[Path], tokenizer_file: Path, task: Task) -> list[Example]:
    """The windows of the corpora with what is to be learnt of them.

    Raises InputError that names file and line where a line is no annotated document.
    """
    tokenizer = load_tokenizer(str(tokenizer_file))
    out = []
    for file, number, row in _rows(corpora):
        try:
            out += task.examples(row, tokenizer)
        except (AttributeError, KeyError, TypeError, IndexError, ValueError) as error:
            raise InputError(
                f"{file}, line {number}: no document with {task.name} ({error!r})", f"each line needs {task.needs}"
            ) from error
    if not any(e.anchors for e in out):
        raise InputError(f"the corpora hold no {task.name} to learn from", f"give JSONL with annotated {task.name}")
    return out


def _rows(corpora: Iterable[Path]) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    for file in corpora:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file} cannot be read: {error}", "give a JSONL file in UTF-8") from error
        for number, line in enumerate(lines, 1):
            try:
                yield file, number, json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{file}, line {number}: no JSON ({error})", "one JSON object a line") from error


def train(corpora: Sequence[Path], base: Path, out: Path, plan: Plan, progress: Progress, task: Task) -> None:
    """Train for the task on the corpora, starting from the encoder in `base`, and write the reader to the folder `out`.

    `base` is a folder with a pretrained BERT-like encoder and its tokenizer.json, as Hugging Face keeps them.
    """
    random.seed(plan.seed)
    torch.manual_seed(plan.seed)
    learnt = examples(corpora, base / TOKENIZER, task)
    encoder = Encoder(base)
    roles = Roles(encoder.width, task.roles)
    _fit(encoder, roles, learnt, plan, progress)
    write(encoder, roles, base / TOKENIZER, out, task.integers)


def _fit(encoder: Encoder, roles: Roles, learnt: Sequence[Example], plan: Plan, progress: Progress) -> None:
    fresh = [*encoder.anchor.parameters(), *roles.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": encoder.base.parameters(), "lr": plan.rate}, {"params": fresh, "lr": 10 * plan.rate}],
        weight_decay=0.01,
    )
    steps = [batch for _ in range(plan.epochs) for batch in _batches(learnt, plan.tokens)]
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (_WARM * len(steps)), (len(steps) - n) / len(steps), 1.0)
    )
    encoder.train()
    roles.train()
    for batch in steps:
        loss = _loss(encoder, roles, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *roles.parameters()], 1.0)
        optimiser.step()
        rate.step()
        progress("training", 1, len(steps))


def _batches(learnt: Sequence[Example], tokens: int) -> list[list[Example]]:
    """Examples of like length together, in random order, about `tokens` tokens each."""
    ranked = sorted(learnt, key=lambda e: e.window.size // 16 + 2 * random.random())
    out: list[list[Example]] = [[]]
    for example in ranked:
        longest = max([example.window.size, *(e.window.size for e in out[-1])])
        if out[-1] and longest * (len(out[-1]) + 1) > tokens:
            out.append([])
        out[-1].append(example)
    random.shuffle(out)
    return out


def _loss(encoder: Encoder, roles: Roles, batch: Sequence[Example]) -> Tensor:
    length = max(e.window.size for e in batch)
    ids, mask = torch.zeros(2, len(batch), length, dtype=torch.long)
    wanted = torch.full((len(batch), length), _IGNORED)
    rows, anchors, roled = [], [], []
    for n, example in enumerate(batch):
        size = example.window.size
        ids[n, :size], mask[n, :size] = torch.tensor(example.window.tokens), 1
        wanted[n, example.window.own : size - 1] = 0
        wanted[n, list(example.unsure)] = _IGNORED
        for anchor, found in example.anchors:
            wanted[n, anchor] = 1
            rows.append(n)
            anchors.append(anchor)
            roled.append(found + [_IGNORED] * (length - size))
    hidden, _ = encoder(ids, mask)
    weight = torch.tensor([1.0, _ANCHOR_WEIGHT])
    flat = encoder.scores(hidden).flatten(0, 1)
    loss = _entropy(flat, wanted.flatten(), weight) / _ANCHOR_SHARE
    if rows:
        scores = roles.scores(hidden[torch.tensor(rows)], torch.tensor(anchors)).flatten(0, 1)
        told = torch.tensor(roled).flatten()
        loss = loss + _entropy(scores, told) / _ROLE_SHARE
    return loss / len(batch)


def _entropy(scores: Tensor, wanted: Tensor, weight: Tensor | None = None) -> Tensor:
    return nn.functional.cross_entropy(scores, wanted, weight, ignore_index=_IGNORED, reduction="sum")


def write(encoder: Encoder, roles: Roles, tokenizer: Path, out: Path, integers: bool) -> None:
    """Write the reader's files, weights as 8-bit integers; the folder appears only when all of them are there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        made = Path(folder) / "made"
        made.mkdir()
        full, heads = Path(folder) / ENCODER, Path(folder) / ROLES
        export(encoder, roles, full, heads)
        for file in (full, heads):
            (_in_integers if integers else _packed)(file, made / file.name)
        shutil.copyfile(tokenizer, made / TOKENIZER)
        if out.exists():
            out.rename(Path(folder) / "old")
        made.rename(out)


def _in_integers(file: Path, made: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Convolutions stay as they are: with 8-bit integers they take five times as long.
    quantize_dynamic(str(file), str(made), _QUANTIZED, per_channel=True, weight_type=QuantType.QInt8)


def _packed(file: Path, made: Path) -> None:
    """Large weights as 8-bit integers with one scale a column, unpacked where they are used: what is computed are
    floats, which come out alike on every processor but for the last digits."""
    import numpy as np
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(file))
    graph = model.graph
    for weight in [w for w in graph.initializer if len(w.dims) == 2 and w.dims[0] * w.dims[1] >= _LARGE]:
        values = numpy_helper.to_array(weight)
        scale = np.maximum(np.abs(values).max(axis=0), 1e-8) / 127
        packed = np.round(values / scale).astype(np.int8)
        name = weight.name
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(packed, f"{name}_packed"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
        graph.initializer.append(numpy_helper.from_array(np.zeros(len(scale), np.int8), f"{name}_zero"))
        parts = [f"{name}_packed", f"{name}_scale", f"{name}_zero"]
        graph.node.insert(0, helper.make_node("DequantizeLinear", parts, [name], axis=1))
    onnx.save(model, str(made))
