"""Deterministic IRIs: the same content gives the same name, on every machine, in every build."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

BASE = "https://w3id.org/whosaid/"

ACTORS_GRAPH = BASE + "graph/actors"
EVENTS_GRAPH = BASE + "graph/events"
LEDGER_GRAPH = BASE + "graph/ledger"
BUILD_GRAPH = BASE + "graph/build"
ONTOLOGY_GRAPH = BASE + "graph/ontology"


def digest(*parts: object, length: int = 16) -> str:
    """First `length` hex digits of the SHA-256 of the parts; a separator keeps ("ab", "c") apart from ("a", "bc").

    >>> digest("a", "b") == digest("ab"), len(digest("a"))
    (False, 16)
    """
    data = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.sha256(data.encode("utf-8")).hexdigest()[:length]


def slug(name: str) -> str:
    """An ASCII name for an IRI.

    >>> slug("Kim Jong Un"), slug("São Tomé and Príncipe"), slug("Япония")
    ('kim-jong-un', 'sao-tome-and-principe', 'x-04f911e2')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "x-" + digest(name, length=8)


def document_id(text: str, publisher: str | None, url: str | None) -> str:
    """The id of a document: its text, publisher and address, so that copies of one wire story stay apart."""
    return digest("document", text, publisher, url)


def document_iri(document: str) -> str:
    return f"{BASE}document/{document}"


def span_iri(document: str, start: int, end: int) -> str:
    """The characters [start, end) of a document, as an RFC 5147 text fragment.

    >>> span_iri("4f1c", 823, 842)
    'https://w3id.org/whosaid/document/4f1c#char=823,842'
    """
    return f"{document_iri(document)}#char={start},{end}"


def actor_iri(actor: str) -> str:
    return f"{BASE}actor/{quote(actor)}"


def claim_iri(claim: str) -> str:
    return f"{BASE}claim/{claim}"


def event_iri(event: str) -> str:
    return f"{BASE}event/{event}"


def mention_iri(document: str, mention: str) -> str:
    return f"{document_iri(document)}/mention/{mention}"


def event_mention_iri(document: str, mention: str) -> str:
    return f"{document_iri(document)}/event/{mention}"


def unnamed_actor(claim: str) -> str:
    """The actor id of whoever stands behind a claim without a named source: one per claim, never merged."""
    return f"unnamed-{claim}"


def unknown_outlet(document: str) -> str:
    """The actor id of the publisher of a document that names none: one per document, never merged."""
    return f"unknown-outlet-of-{document}"
