"""Document ↔ JSON bytes, for the copies that a store keeps."""

from functools import cache

import msgspec

from kg.model import Document


@cache
def _decoder() -> msgspec.json.Decoder[Document]:
    return msgspec.json.Decoder(Document)


def encode(document: Document) -> bytes:
    """The document as one line of JSON; equal documents give equal bytes."""
    return msgspec.json.encode(document)


def decode(data: bytes) -> Document:
    """The document again, equal to the one encoded; raises ValueError for bytes that are none."""
    return _decoder().decode(data)
