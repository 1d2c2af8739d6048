"""The trained network at work, by onnxruntime: no torch needed."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from kg.errors import InputError
from kg.tagger import happenings, labels
from kg.tagger.happenings import Happening
from kg.tagger.labels import Proposal, decoded
from kg.tagger.windows import Window, in_context, load_tokenizer, windows

# For every token the score of each role.
Scores = Sequence[Sequence[float]]
ENCODER, ROLES, TOKENIZER = "encoder.onnx", "roles.onnx", "tokenizer.json"
# Below this score a token is not even asked for its roles.
LEAST = 0.5
# Tokens that are read at once, and by how many of them the windows read together may differ.
_BATCH, _PADDED = 1024, 8


def checked(folder: Path) -> Path:
    """The folder, if it holds a trained network and what reads one is installed."""
    missing = [name for name in (ENCODER, ROLES, TOKENIZER) if not (folder / name).is_file()]
    if missing:
        raise InputError(f"{folder} is no trained reader: no {missing[0]}", "train one: kg train CORPUS -o FOLDER")
    if any(find_spec(name) is None for name in ("onnxruntime", "tokenizers")):
        raise InputError(
            "a trained reader needs onnxruntime and tokenizers",
            "pip install onnxruntime tokenizers, or build with --network none",
        )
    return folder


class Network:
    """The files of one trained model, of which each token has one of so many `roles`.

    Raises InputError where the folder holds none or one for another task, or the libraries that read it are missing.
    """

    roles = 0

    def __init__(self, folder: Path) -> None:
        checked(folder)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: workers run side by side, and sums in one order give the same bytes.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Packed weights are unpacked once, to floats: else they are computed with as 8-bit integers, call by call.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._encoder, self._roles = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in (ENCODER, ROLES)
        )
        if self._roles.get_outputs()[0].shape[-1] != self.roles:
            raise InputError(
                f"{folder} is a trained reader of something else",
                "--tagger takes one of claims, --network one of events",
            )
        self.tokenizer = load_tokenizer(str(folder / TOKENIZER))

    def read(self, shown: Sequence[Window]) -> Iterator[tuple[Window, int, float, Scores]]:
        """Window, token, score and the scores of the roles of every token, for each token that may be an anchor."""
        for batch in _batches(shown):
            yield from self._read(batch)

    def _read(self, batch: Sequence[Window]) -> Iterator[tuple[Window, int, float, Scores]]:
        import numpy as np

        length = max(w.size for w in batch)
        ids = np.zeros((len(batch), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for n, window in enumerate(batch):
            ids[n, : window.size], mask[n, : window.size] = window.tokens, 1
        hidden, anchors = self._encoder.run(None, {"ids": ids, "mask": mask})
        for n, window in enumerate(batch):
            at = [k for k in range(window.own, window.size - 1) if anchors[n, k] >= LEAST]
            if at:
                given = {"hidden": hidden[n][None, : window.size], "anchors": np.array(at, dtype=np.int64)}
                (roles,) = self._roles.run(None, given)
                for k, scores in zip(at, roles.tolist(), strict=True):
                    yield window, k, float(anchors[n, k]), scores


class Tagger(Network):
    """Reads who said what."""

    roles = labels.ROLES

    def proposals(self, parts: Iterable[tuple[int, str]]) -> list[Proposal]:
        """What the network reads in paragraphs (place in the document, normalised text), in text order, each once."""
        best: dict[tuple[int, int], Proposal] = {}
        for window, anchor, score, roles in self.read(list(windows(parts, self.tokenizer))):
            made = decoded(window, anchor, score, roles)
            key = window.places[anchor]
            if made is not None and (key not in best or made.score > best[key].score):
                best[key] = made
        return [best[key] for key in sorted(best)]


class Happenings(Network):
    """Reads who gives what to whom, and who launched what when."""

    roles = happenings.ROLES

    def read_in(self, parts: Sequence[tuple[int, str]], numbers: Iterable[int]) -> dict[int, list[Happening]]:
        """What the network reads in the paragraphs of these numbers, each in text order; `parts` are all paragraphs of
        the document (place in the document, normalised text)."""
        shown = {window: n for n in numbers for window in in_context(parts, n, self.tokenizer)}
        found: dict[int, list[Happening]] = {}
        for window, anchor, score, roles in self.read(list(shown)):
            found.setdefault(shown[window], []).append(happenings.decoded(window, anchor, score, roles))
        return {n: sorted(read, key=lambda h: h.anchor) for n, read in found.items()}


def _batches(shown: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows of like length together, so that little is padded; which ones depends on nothing but the document."""
    batch: list[Window] = []
    for window in sorted(shown, key=lambda w: w.size):
        if batch and (window.size - batch[0].size > _PADDED or window.size * (len(batch) + 1) > _BATCH):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
