"""From what a user calls something to its IRI: a label, an alias, a slug or the IRI itself."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from kg import ids
from kg.errors import QueryError
from kg.query.answer import Selects, value

_PREFIXES = """
PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX graph: <https://w3id.org/whosaid/graph/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_KG = ids.BASE + "ontology#"


def _labels(*graphs: str, having: str = "") -> str:
    """The query for all things in graphs that have labels: what they are called, and whether that is the label."""
    each = (
        f"{{ GRAPH {graph} {{ ?thing {name} ?name {having} }} BIND ({best} AS ?preferred) }}"
        for graph in graphs
        for name, best in (("rdfs:label", "true"), ("skos:prefLabel", "true"), ("skos:altLabel", "false"))
    )
    return f"{_PREFIXES} SELECT ?thing ?name ?preferred WHERE {{ {' UNION '.join(each)} }}"


# What an `iri` parameter may name: where its IRIs begin, and the query that lists them.
CLASSES: dict[str, tuple[str, str]] = {
    "actor": (ids.BASE + "actor/", _labels("graph:actors", "graph:ontology")),
    "weapon": (ids.BASE + "weapon/", _labels("graph:ontology")),
    "place": (ids.BASE + "place/", _labels("graph:ontology")),
    "stance": (ids.BASE + "stance/", _labels("graph:ontology")),
    "event": (ids.BASE + "event/", _labels("graph:events")),
    "type": (_KG, _labels("graph:ontology", having="; rdfs:subClassOf+ kg:Event")),
    "certainty": (_KG, _labels("graph:ontology", having="; a kg:Certainty")),
    "dimension": (_KG, _labels("graph:ontology", having="; a kg:Dimension")),
    "document": (
        ids.BASE + "document/",
        _PREFIXES + "SELECT ?thing ?name (true AS ?preferred) WHERE { GRAPH ?thing { ?thing kg:name ?name } }",
    ),
    "claim": (
        ids.BASE + "claim/",
        _PREFIXES
        + "SELECT ?thing ?name (true AS ?preferred) WHERE { GRAPH ?in { ?thing a kg:Claim ; rdfs:label ?name } }",
    ),
}


# The saved questions that list what a name may be.
_LISTS = {name: f"kg ask {name}s lists them" for name in ("actor", "document", "event", "claim")}


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
    raise QueryError(f"no {of} is called {name!r}", _advice(name, known, base) or _LISTS.get(of, ""))


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
    from rapidfuzz import fuzz, process

    scored = process.extract(fold(name), [n for n, _ in names], scorer=fuzz.WRatio, limit=20, score_cutoff=60)
    close: list[str] = []
    for _, _, index in sorted(scored, key=lambda s: (-s[1], s[2])):
        if names[index][1] not in close:
            close.append(names[index][1])
    return f"did you mean {_listed(close[:5], known, base)}?" if close else ""
