"""`kg show`: a claim in its paragraph with its words marked; a document with its claims; an event with its accounts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kg import ids
from kg.errors import QueryError
from kg.query import Selects, Value, load_query, run, write_answer
from kg.query.names import local, resolve
from kg.query.table import safe
from kg.reports.claim import ClaimView, Neighbour, read_claim

# Colour alone tells nothing to those who cannot see it: each mark differs in form too.
STYLES = {"source": "bold cyan", "cue": "italic yellow", "content": "underline green", "relay": "bold magenta"}
_KINDS = ("claim", "document", "event")


def show(store: Selects, thing: str, stream: TextIO, width: int | None = None) -> None:
    """Prints the claim, document or event that `thing` names: an IRI, an id, the beginning of one, or a name.

    On a terminal the words are marked by style, elsewhere by brackets: [source …] [cue …] [content …] [relay …].
    """
    kind, iri = find(store, thing)
    console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
    if kind == "claim":
        axes = next(run(store, load_query("assessments"), {"claim": iri}).records(), {})
        for line in _claim(read_claim(store, iri), axes, console.is_terminal):
            console.print(line)
    elif kind == "document":
        _table(store, console, stream, f"document {iri}", "claims-in-document", {"document": iri})
    else:
        _table(store, console, stream, f"event {iri}", "accounts-of-event", {"event": iri})
        _table(store, console, stream, "what is claimed about it", "claims-about-event", {"event": iri})


def find(store: Selects, thing: str) -> tuple[str, str]:
    """What a name names, and its IRI; raises QueryError where it is nothing, or more than one thing."""
    for kind in _KINDS:
        if thing.startswith(f"{ids.BASE}{kind}/") and "#" not in thing:
            return kind, resolve(store, local(thing), kind)
    missed: list[QueryError] = []
    for kind in () if "://" in thing else _KINDS:
        try:
            return kind, resolve(store, thing, kind)
        except QueryError as error:
            if "any of" in error.message:
                raise
            missed.append(error)
    close = [e.remedy for e in missed if "did you mean" in e.remedy]
    raise QueryError(
        f"no claim, document or event is called {thing!r}", close[0] if close else "kg ask claims lists them"
    )


def _claim(claim: ClaimView, axes: Mapping[str, Value], styled: bool) -> Iterator[RenderableType]:
    facts = claim.facts
    yield _rows([("claim", local(claim.iri)), ("document", _document(facts))])
    yield Text()
    for start, text in claim.paragraphs:
        yield marked(safe(text), [(m, s - start, e - start) for m, s, e in claim.marks], styled)
    yield Text()
    if styled:
        yield Text("  ").join(Text(mark, style) for mark, style in STYLES.items())
    yield _rows(_facts(claim))
    yield _rows(_axes(axes))


def _facts(claim: ClaimView) -> Iterator[tuple[str, str]]:
    yield "claimant", "; ".join(claim.claimants)
    yield "says", _stance(claim.facts)
    if said := _said(claim.facts):
        yield "said", said
    yield "reaches us", " ← ".join(dict.fromkeys(claim.chain))
    yield from (("about", f"{label} ({local(iri)})") for iri, label in claim.events)
    yield from ((other.how, _neighbour(other)) for other in claim.neighbours)
    yield "found by", claim.facts["method"]


def _axes(axes: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What to make of the claim, each axis on a line of its own: they are never made one number."""
    yield "certainty", f"{axes.get('certainty', '')} (the claimant's own)"
    precision = axes.get("precision")
    measured = f": {precision:.2f} of such claims were right where it was measured" if precision else ""
    yield "confidence", f"{axes.get('confidence', 'not measured')} (the extractor's){measured}"
    outlet = f"; the outlet {axes.get('outlet_reliability', 'F')}"
    why = f": {axes['reliability_reason']}" if "reliability_reason" in axes else ""
    yield "reliability", f"{axes.get('reliability', 'F')}{outlet} (A to F, F cannot be judged){why}"
    counted = axes.get("credibility_reason")
    yield "credibility", f"{axes.get('credibility', 6)} (1 to 6, 6 cannot be judged){f': {counted}' if counted else ''}"
    yield "likelihood", f"{axes.get('band', 'no band')} (ICD 203, by the words of the claim)"


def _document(facts: dict[str, str]) -> str:
    return ", ".join((facts["document"], facts.get("outlet", ""), facts.get("published", "no date")))


def _rows(facts: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", width=11)
    table.add_column(overflow="fold")
    for name, text in facts:
        table.add_row(name, Text(safe(text)))
    return table


def _neighbour(other: Neighbour) -> str:
    why = f" — {other.because} ({other.status})" if other.because else ""
    return f"{other.label} [{local(other.claim)[:8]}, {other.document}]{why}"


def _stance(facts: dict[str, str]) -> str:
    negative = ", negative" if local(facts["polarity"]) == "Negative" else ""
    return f"{local(facts['stance'])}, {local(facts['kind']).lower()}, {local(facts['certainty']).lower()}{negative}"


def _said(facts: dict[str, str]) -> str:
    """The day of the statement: as the text tells, else the latest that it can be."""
    earliest, latest = facts.get("earliest"), facts.get("latest")
    if earliest and earliest != latest:
        return f"between {earliest} and {latest or 'today'}"
    return earliest or (f"by {latest}" if latest else "")


def marked(text: str, marks: Iterable[tuple[str, int, int]], styled: bool) -> Text:
    """The text with its marks: styles, or brackets where there are none.

    >>> marked("Oslo said no.", [("source", 0, 4), ("cue", 5, 9), ("content", 10, 12)], styled=False).plain
    '[source Oslo] [cue said] [content no].'
    """
    inside = [(m, max(s, 0), min(e, len(text))) for m, s, e in marks if s < len(text) and e > 0]
    if styled:
        out = Text(_flat(text))
        for mark, start, end in inside:
            out.stylize(STYLES[mark], start, end)
        return out
    # At one place brackets close before others open; of those that open together the longest comes first.
    edges = [(e, 0, -s, "]") for _, s, e in inside] + [(s, 1, -e, f"[{m} ") for m, s, e in inside]
    pieces, last = [], 0
    for at, _, _, bracket in sorted(edges):
        pieces += [_flat(text[last:at]), bracket]
        last = at
    return Text("".join((*pieces, _flat(text[last:]))))


def _flat(text: str) -> str:
    """Line ends and tabs as blanks: as many characters as before."""
    return re.sub(r"[\n\t]", " ", text)


def _table(store: Selects, console: Console, stream: TextIO, title: str, name: str, given: dict[str, str]) -> None:
    console.print(Text(title, "bold"))
    write_answer(run(store, load_query(name), given), "table", stream, console.width)
