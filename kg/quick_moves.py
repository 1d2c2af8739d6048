"""spaCy's parser and entity recogniser with Python's lock kept: the same annotations, names in half of the time.

spaCy lets go of Python's global lock while it chooses move after move. As it is compiled, asking whether a move is
allowed then takes the lock and gives it back, for each of the recogniser's 74 moves at each token, which costs as much
as all the rest. The same moves, chosen by spaCy one step of all texts at a time, find the lock already held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Moves:
    """A component of spaCy that annotates by moves: its parser or its entity recogniser."""

    component: Any

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe((doc,)))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """In the batches that spaCy makes too: sums of other batches may differ in their last bit."""
        for batch in _batches(docs, batch_size):
            for part in _batches(sorted(batch, key=len), max(batch_size // 4, 2)):
                self.component.set_annotations(part, self._states(part))
            yield from batch

    def _states(self, docs: list[Doc]) -> list[Any]:
        """Where each text's moves end."""
        states: list[Any] = self.component.moves.init_batch(docs)
        if any(len(doc) for doc in docs):
            network = self.component.model.predict(docs)
            going = [s for s in states if not s.is_final()]
            while going:
                vectors, _ = network.state2vec(network.get_token_ids(going), False)
                going = self.component.transition_states(going, network.vec2scores.predict(vectors))
            network.clear_memory()
        return states


def moves(component: Any) -> Moves | None:
    """The component with the lock kept, or None where it weighs several ways at once or is of another kind."""
    if not hasattr(component, "transition_states") or component.cfg.get("beam_width") != 1:
        return None
    # Without moves that it was never trained for, the scores of its last layer need no further look.
    shape = component.model.attrs
    return Moves(component) if shape.get("has_upper") and not shape.get("unseen_classes") else None


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(docs)
    while batch := list(islice(docs, size)):
        yield batch
