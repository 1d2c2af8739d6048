"""Recorded launches as documents: a table or JSON, read row by row, each row a claim of whoever published it."""

from kg.references.extract import RECORDED, extract_reference
from kg.references.mapping import Mapping, from_columns, load
from kg.references.read import read_reference

__all__ = ["RECORDED", "Mapping", "extract_reference", "from_columns", "load", "read_reference"]
