"""The views of the graph that exports and notebooks offer."""

from collections.abc import Callable, Mapping
from typing import Final

from kg.errors import QueryError
from kg.exports.actors_view import actors_view
from kg.exports.claims_view import claims_view
from kg.exports.network import Network
from kg.exports.reading import Tables

VIEWS: Final[Mapping[str, Callable[[Tables], Network]]] = {"claims": claims_view, "actors": actors_view}


def network(store: Tables, view: str = "claims") -> Network:
    """The view of a store: "claims" has claims as nodes, "actors" joins actors by what they say of one another."""
    if view not in VIEWS:
        raise QueryError(f"there is no view {view!r}", f"take one of {', '.join(VIEWS)}")
    return VIEWS[view](store)
