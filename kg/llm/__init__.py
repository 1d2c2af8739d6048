"""The optional reader by language model: what it is asked, how it answers, and the server that it talks to.

It only proposes. `kg.extract.proposals` anchors each proposal in the document's characters or refuses it.
"""

from kg.llm.answers import STANCES, Claim, Hop, UnusableError, claims_in, schema
from kg.llm.asking import Estimate, Llm, Told, ask_all
from kg.llm.prompt import VERSION, Chunk, chunks

__all__ = [
    "STANCES",
    "VERSION",
    "Chunk",
    "Claim",
    "Estimate",
    "Hop",
    "Llm",
    "Told",
    "UnusableError",
    "ask_all",
    "chunks",
    "claims_in",
    "schema",
]
