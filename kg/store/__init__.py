"""Where a graph is kept: an Oxigraph store in a folder, or any SPARQL 1.1 server; asked in the same way."""

from kg.store.base import DUMP_FORMATS, DumpFormat, Solutions, Store, Term
from kg.store.builds import Gate, publish
from kg.store.embedded import EmbeddedStore
from kg.store.opened import current_build, open_store

__all__ = [
    "DUMP_FORMATS",
    "DumpFormat",
    "EmbeddedStore",
    "Gate",
    "Solutions",
    "Store",
    "Term",
    "current_build",
    "open_store",
    "publish",
]
