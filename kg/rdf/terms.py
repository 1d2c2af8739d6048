"""Terms as N-Quads writes them. Subjects and predicates are plain IRIs here, objects ready-made terms."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final

# Subject IRI, predicate IRI, object term.
Triple = tuple[str, str, str]

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDF_VALUE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS_ALT_LABEL: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "http://schema.org/"
DCTERMS: Final = "http://purl.org/dc/terms/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# The escapes of canonical N-Quads, so that a store that writes them again gives the same bytes.
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **{ord(c): f"\\{e}" for c, e in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)},
}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]')


def escape(text: str) -> str:
    r"""The text between the quotes of an N-Quads literal.

    >>> print(escape('a "b"\n\x01'))
    a \"b\"\n\u0001
    """
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


def ref(iri: str) -> str:
    return f"<{iri}>"


def text(value: str) -> str:
    return f'"{escape(value)}"'


def whole(value: int) -> str:
    """xsd:integer also for offsets: stores keep no xsd:nonNegativeInteger apart from it."""
    return f'"{value}"^^<{XSD}integer>'


def number(value: float) -> str:
    """A decimal without exponent or idle zeros, as stores write it.

    >>> number(12.0), number(1e-3)
    ('"12"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"0.001"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    digits = format(Decimal(repr(value + 0.0)), "f")  # + 0.0 makes -0.0 a plain zero
    return f'"{digits.rstrip("0").rstrip(".") if "." in digits else digits}"^^<{XSD}decimal>'


def day(value: date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def moment(value: datetime) -> str:
    """A clock time with its zone; UTC is Z.

    >>> from datetime import UTC
    >>> moment(datetime(2024, 5, 7, 23, 0, tzinfo=UTC))
    '"2024-05-07T23:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    """
    return f'"{value.isoformat().replace("+00:00", "Z")}"^^<{XSD}dateTime>'


def address(value: str) -> str:
    """A web address as a literal: what people type is often no valid IRI."""
    return f'"{escape(value)}"^^<{XSD}anyURI>'


def lines(graph: str, triples: Iterable[Triple]) -> Iterator[str]:
    """N-Quads lines of one graph, sorted, each once."""
    yield from sorted({f"<{s}> <{p}> {o} <{graph}> .\n" for s, p, o in triples})
