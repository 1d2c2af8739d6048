"""Trained readers: of attributions (the word that reports, then source, cue and content around it) and of events
(the goods, then giver and recipient; the word that tells of a launch, then who launched and when).

Each token is scored as an anchor (the first full word of a cue); for each anchor every token of the paragraph is given
a role relative to it. Nested and overlapping claims need nothing special: each has its own anchor. A table of the gold
labels of PolNeAR decodes to 99.5 who-what F1, so what is lost is lost by the model alone.

Reading needs `onnxruntime` and `tokenizers`; training also `torch` and `transformers` (the extra `train`).
"""

from pathlib import Path

# The network of attributions that comes with the program, trained on `corpus/`.
SHIPPED = Path(__file__).parent / "weights"
# The one that reads who gives what to whom and who launched what, trained on `corpus/events/`.
HAPPENINGS = Path(__file__).parent / "event_weights"
