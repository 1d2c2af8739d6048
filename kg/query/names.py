"""From what a user calls something to its IRI: a label, an alias, a slug or the IRI itself."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from rapidfuzz import fuzz, process

from kg import ids
from kg.errors import QueryError
from kg.query.answer import Selects, value

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name ?preferred WHERE {
  { GRAPH ?graph { ?thing rdfs:label ?name } BIND (true AS ?preferred) }
  UNION { GRAPH ?graph { ?thing skos:prefLabel ?name } BIND (true AS ?preferred) }
  UNION { GRAPH ?graph { ?thing skos:altLabel ?name } BIND (false AS ?preferred) }
  VALUES ?graph { %s }
}"""
_DOCUMENTS = """
SELECT ?thing ?name (true AS ?preferred) WHERE {
  GRAPH ?thing { ?thing <https://w3id.org/whosaid/ontology#name> ?name }
}"""
_CLAIMS = """
SELECT ?thing ?thing (true AS ?preferred) WHERE {
  GRAPH ?document { ?thing a <https://w3id.org/whosaid/ontology#Claim> }
}"""
_KG = ids.BASE + "ontology#"
_GRAPHS = " ".join(f"<{g}>" for g in (ids.ACTORS_GRAPH, ids.EVENTS_GRAPH, ids.ONTOLOGY_GRAPH))

# What an `iri` parameter may name: where its IRIs begin, and the query that lists them.
CLASSES: dict[str, tuple[str, str]] = {
    "actor": (ids.BASE + "actor/", _NAMES % _GRAPHS),
    "weapon": (ids.BASE + "weapon/", _NAMES % _GRAPHS),
    "place": (ids.BASE + "place/", _NAMES % _GRAPHS),
    "stance": (ids.BASE + "stance/", _NAMES % _GRAPHS),
    "event": (ids.BASE + "event/", _NAMES % _GRAPHS),
    "type": (_KG, _NAMES % _GRAPHS),
    "document": (ids.BASE + "document/", _DOCUMENTS),
    "claim": (ids.BASE + "claim/", _CLAIMS),
}


def resolve(store: Selects, name: str, of: str) -> str:
    """The IRI of the thing of class `of` that is called `name`.

    An IRI stands for itself; the label wins over an alias, an alias over a slug; the beginning of a claim's or an
    event's id is enough where only one begins so. Raises QueryError with close matches where nothing or more than
    one thing fits.
    """
    if re.match(r"https?://", name):
        return name
    base = CLASSES[of][0]
    known = list(_known(store, of))
    for fits in _ways(name, base):
        found = sorted({iri for iri, label, preferred in known if fits(iri, label, preferred)})
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError(f"{name!r} may be any of {_listed(found, known, base)}", "give the one that you mean")
    if not known:
        raise QueryError(f"this store knows no {of} at all", "build it first: kg build PATH")
    raise QueryError(f"no {of} is called {name!r}", _advice(name, known, base))


def local(iri: str) -> str:
    """What names an IRI of ours inside its class.

    >>> local("https://w3id.org/whosaid/actor/south-korea"), local("https://w3id.org/whosaid/ontology#Visit")
    ('south-korea', 'Visit')
    """
    return re.split(r"[/#]", iri)[-1] if iri.startswith(ids.BASE) and "#char=" not in iri else iri


def _known(store: Selects, of: str) -> Iterator[tuple[str, str, bool]]:
    base, query = CLASSES[of]
    _, rows = store.select(query)
    for row in rows:
        thing, name, preferred = map(value, row)
        if isinstance(thing, str) and thing.startswith(base):
            yield thing, str(name), bool(preferred)


def _ways(name: str, base: str) -> Iterator[Callable[[str, str, bool], bool]]:
    """The ways in which a name may fit, best first."""
    key = fold(name)
    slug = ids.slug(name)
    yield lambda iri, label, preferred: preferred and fold(label) == key
    yield lambda iri, label, preferred: fold(label) == key
    yield lambda iri, label, preferred: iri[len(base) :].casefold() in (name.casefold(), slug, quote(name.casefold()))
    if len(name) >= 4 and base.endswith(("claim/", "event/", "document/")):
        yield lambda iri, label, preferred: iri[len(base) :].startswith(name)


def fold(name: str) -> str:
    """A name without case, accents, punctuation and article, to compare with others.

    >>> fold("The U.S."), fold("Kim Jong-un"), fold("São Tomé")
    ('us', 'kim jong un', 'sao tome')
    """
    plain = unicodedata.normalize("NFKD", name).replace(".", "")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _listed(found: list[str], known: list[tuple[str, str, bool]], base: str) -> str:
    labels = {iri: label for iri, label, preferred in sorted(known, reverse=True) if preferred}
    shown = [f"{iri[len(base) :]} ({labels.get(iri, '')})" for iri in found[:8]]
    return ", ".join(shown) + (f" and {len(found) - 8} more" if len(found) > 8 else "")


def _advice(name: str, known: list[tuple[str, str, bool]], base: str) -> str:
    """Names that are close: by shared words first, then by spelling."""
    names = sorted(
        {(fold(label), iri) for iri, label, _ in known} | {(fold(iri[len(base) :]), iri) for iri, _, _ in known}
    )
    scored = process.extract(fold(name), [n for n, _ in names], scorer=fuzz.WRatio, limit=20, score_cutoff=60)
    close: list[str] = []
    for _, _, index in sorted(scored, key=lambda s: (-s[1], s[2])):
        if names[index][1] not in close:
            close.append(names[index][1])
    return f"did you mean {_listed(close[:5], known, base)}?" if close else "look with: kg ask actors"
