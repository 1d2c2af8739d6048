"""SPARQL terms made from what a user types, such that no value can change the structure of a query."""

import re
from datetime import date

import pyoxigraph as ox

from kg.errors import QueryError

_XSD = "http://www.w3.org/2001/XMLSchema#"
# The characters of an IRIREF of SPARQL 1.1, after a scheme.
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20\x7f-\x9f\ud800-\udfff]*')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def iri(value: str) -> str:
    """An IRI in angle brackets.

    >>> iri("https://w3id.org/whosaid/actor/japan")
    '<https://w3id.org/whosaid/actor/japan>'
    """
    remedy = "give a full one, such as https://w3id.org/whosaid/actor/japan"
    if not _IRI.fullmatch(value):
        raise QueryError(f"{value!r} is not an IRI", remedy)
    try:
        ox.NamedNode(value)  # stricter than SPARQL's grammar: RFC 3987
    except ValueError as error:
        raise QueryError(f"{value!r} is not an IRI: {error}", remedy) from error
    return f"<{value}>"


def string(value: str) -> str:
    r"""A plain literal.

    >>> print(string('say "no"\\'))
    "say \"no\"\\"
    """
    if re.search("[\x00\ud800-\udfff]", value):
        raise QueryError(f"{value!r} holds characters that no text has", "leave out NUL and unpaired surrogates")
    return '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'


def day(value: str) -> str:
    """A date as xsd:date.

    >>> day("2024-05-20")
    '"2024-05-20"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    try:
        return f'"{date.fromisoformat(value).isoformat()}"^^<{_XSD}date>'
    except ValueError as error:
        raise QueryError(f"{value!r} is not a date", "write year, month and day: 2024-05-20") from error


def integer(value: str) -> str:
    """A whole number.

    >>> integer(" 012 "), integer("-3")
    ('12', '-3')
    """
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", value):
        raise QueryError(f"{value!r} is not a whole number", "write digits only: 12")
    return str(int(value))
