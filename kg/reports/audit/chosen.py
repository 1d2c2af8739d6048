"""An audit of a part: what concerns one document, claim, actor or event, or what one question's answer names."""

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Problem
from kg.query.answer import Value
from kg.reports.audit.values import Audit, Check, Claim, Focus


def choose(audit: Audit, focus: Focus) -> Audit:
    """The audit with nothing in it but what concerns the focus; numbers stay those of the whole collection.

    Whoever answers a chosen claim (in the ledger, in an alert, around it) is kept beside it, so that both passages of
    every entry are there.
    """
    if focus.kind == "collection":
        return replace(audit, focus=focus)
    name = focus.iri.rsplit("/", 1)[-1]
    audit = replace(audit, focus=focus)
    chosen = {c.id for c in audit.claims if _concerns(c, focus.kind, name, audit)}
    ledger = tuple(e for e in audit.ledger if e.left in chosen or e.right in chosen)
    alerts = tuple(a for a in audit.alerts if a.left in chosen or a.right in chosen)
    pairs = [*((e.left, e.right) for e in ledger), *((a.left, a.right) for a in alerts)]
    beside = chosen | {c for pair in pairs for c in pair} | _around(audit.claims, chosen)
    claims = tuple(c for c in audit.claims if c.id in beside)
    homes = {name} if focus.kind == "document" else {c.document for c in claims}
    about = {e for c in claims for e in c.events} | ({name} if focus.kind == "event" else set())
    return replace(
        audit,
        focus=focus,
        articles=tuple(a for a in audit.articles if a.id in homes),
        claims=claims,
        events=tuple(e for e in audit.events if e.id in about),
        ledger=ledger,
        alerts=alerts,
        copies=tuple(c for c in audit.copies if homes & {c.origin, c.copy}),
        problems=_problems(audit, homes),
    )


def concerning(checks: Iterable[Check], audit: Audit) -> tuple[Check, ...]:
    """The checks with only the rows that name something of the audit."""
    if audit.focus.kind == "collection":
        return tuple(checks)
    keys = {c.id for c in audit.claims} | {a.id for a in audit.articles} | {e.id for e in audit.events}
    keys |= {a.name for a in audit.articles} | {audit.focus.iri.rsplit("/", 1)[-1]}
    return tuple(replace(c, rows=tuple(r for r in c.rows if any(_names(v, keys) for v in r))) for c in checks)


def _names(value: Value, keys: set[str]) -> bool:
    if not isinstance(value, str):
        return False
    return value in keys or any(part in keys for part in value.partition("#")[0].split("/"))


def _concerns(claim: Claim, kind: str, name: str, audit: Audit) -> bool:
    if kind == "document":
        return claim.document == name
    if kind == "claim":
        return claim.id == name
    if kind == "query":
        return claim.id in audit.focus.claims
    if kind == "event":
        parts = {e.id for e in audit.events if e.part_of == name}
        return bool({name, *parts} & set(claim.events))
    return name in {p.id for p in (*claim.claimants, *claim.targets, *(h.relayer for h in claim.relays))}


def _around(claims: Iterable[Claim], chosen: set[str]) -> set[str]:
    """The claims that the chosen ones are nested in or take up, to any depth."""
    by_id = {c.id: c for c in claims}
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        claim = by_id.get(waiting.pop())
        for other in (claim.within, *claim.refers_to) if claim else ():
            if other in by_id and other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _problems(audit: Audit, homes: set[str]) -> tuple[Problem, ...] | None:
    if audit.problems is None:
        return None
    known = {word for a in audit.articles if a.id in homes for word in (a.name, a.file, a.id)}
    return tuple(p for p in audit.problems if p.document in known)
