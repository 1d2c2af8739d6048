"""The audit: articles with their claims marked, who denies and agrees, what no claim covers, what was refused.

Made from a store alone; the same store gives the same bytes.
"""

from dataclasses import replace

import msgspec

from kg import ids
from kg.errors import QueryError
from kg.query import Query, list_queries, load_query, run
from kg.query.answer import value
from kg.query.names import local, resolve
from kg.query.run import Given
from kg.reports.audit.build import read_problems
from kg.reports.audit.chosen import choose, concerning
from kg.reports.audit.collect import collect
from kg.reports.audit.coverage import coverage
from kg.reports.audit.markdown import as_markdown
from kg.reports.audit.page import as_html
from kg.reports.audit.values import Audit, Check, Focus
from kg.store import Store, open_store

FORMS = ("html", "md", "json")

__all__ = ["FORMS", "Audit", "Focus", "audit", "audit_text", "focus_on", "written"]


def audit_text(where: str, form: str, given: Given | None = None, **names: str | None) -> str:
    """The audit of the store in a folder or behind a URL, whole or of the one thing named (document, claim, …).

    `given` are parameters of the saved question, where it is the answer to one (query) that is audited.
    """
    store = open_store(where)
    return written(audit(store, where, focus_on(store, given, **names)), form)


def focus_on(store: Store, parameters: Given | None = None, **names: str | None) -> Focus:
    """What to audit, by the names that a user gives; raises QueryError for more than one and for what is unknown."""
    given = [(kind, name) for kind, name in names.items() if name]
    if not given:
        return Focus()
    if len(given) > 1:
        raise QueryError(
            f"an audit is of one thing, not of {' and '.join(kind for kind, _ in given)}", "give one of these options"
        )
    kind, name = given[0]
    if kind == "query":
        return _answered(store, name, parameters or {})
    if kind not in ("document", "claim", "actor", "event"):
        raise QueryError(f"no audit of a {kind}", "give a document, a claim, an actor, an event or a query")
    return Focus(kind, resolve(store, name, kind), name)  # type: ignore[arg-type]


def _answered(store: Store, name: str, given: Given) -> Focus:
    """The claims that the answer to a saved question names; where it names events only, the claims about them."""
    query = load_query(name)
    values = {str(v) for row in run(store, query, given).rows for v in row}
    claims = {v.rsplit("/", 1)[-1] for v in values if v.startswith(f"{ids.BASE}claim/")}
    if not claims:
        events = {v for v in values if v.startswith(f"{ids.BASE}event/")}
        rows = store.select(_ABOUT).rows if events else iter(())
        claims = {local(str(value(c))) for e, c in rows if str(value(e)) in events}
    if not claims:
        raise QueryError(f"the answer to {query.name} names no claim and no event", "ask it to see why: kg ask NAME")
    told = " ".join(f"--{key} {words}" for key, words in given.items())
    return Focus("query", query.name, f"{query.name} {told}".strip(), tuple(sorted(claims)))


_ABOUT = """PREFIX kg: <https://w3id.org/whosaid/ontology#> PREFIX graph: <https://w3id.org/whosaid/graph/>
SELECT DISTINCT ?event ?claim WHERE {
  GRAPH graph:events { ?event a kg:Event ; kg:hasMention ?mention } GRAPH ?d { ?claim kg:about ?mention }
} ORDER BY ?event ?claim"""


def audit(store: Store, where: str = "", focus: Focus | None = None) -> Audit:
    """Everything that an audit of the focus shows. `where` is the store's folder, for the problems of its build."""
    whole = replace(collect(store), problems=read_problems(where) if where else None)
    shown = choose(whole, focus or Focus())
    full = shown.focus.kind in ("collection", "document")
    return replace(
        shown,
        checks=concerning((_check(store, query) for query in list_queries(audit=True)), shown),
        coverage=coverage(shown.articles, shown.claims) if full else (),
    )


def written(shown: Audit, form: str) -> str:
    """The audit as HTML, Markdown or JSON."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() + "\n"
    return as_html(shown) if form == "html" else as_markdown(shown)


def _check(store: Store, query: Query) -> Check:
    """An audit query's rows; one that cannot be asked here is shown as such and does not stop the others."""
    check = Check(query.name, query.summary, query.problem, query.remedy)
    try:
        answer = run(store, query)
    except QueryError as error:
        return replace(check, failed=error.message)
    return replace(check, columns=answer.columns, rows=answer.rows)
