"""Pairs of events or actors that the program left in doubt, side by side for a person to judge."""

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.query import Answer, Selects, run_text
from kg.query.names import local
from kg.query.table import safe

FIELDS = ("left", "right", "judgement", "because", "by", "at")
_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/whosaid/graph/>
PREFIX kg: <https://w3id.org/whosaid/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# A decision names mentions of events; what a person judges are the events that they belong to by now.
_DOUBTS = """SELECT DISTINCT ?left ?left_label ?right ?right_label ?judgement ?score ?because WHERE {
  GRAPH %s {
    VALUES ?doubt { kg:Unsure kg:Related }
    ?decision kg:left ?one ; kg:right ?two ; kg:judgement ?doubt ; kg:score ?score ; kg:because ?because .
    %s
    ?left rdfs:label ?left_label . ?right rdfs:label ?right_label .
    FILTER (?left != ?right)
  }
  BIND (LCASE(STRAFTER(STR(?doubt), "#")) AS ?judgement)
} ORDER BY DESC(?judgement) DESC(?score) ?left ?right ?because"""
_OF_EVENTS = "?left a kg:Event ; kg:hasMention ?one . ?right a kg:Event ; kg:hasMention ?two ."
_OF_ACTORS = "BIND (?one AS ?left) BIND (?two AS ?right)"
_DECIDED = """SELECT DISTINCT ?left ?right WHERE {
  GRAPH ?in {
    ?decision kg:left ?one ; kg:right ?two ; kg:decidedBy ?by ; kg:judgement ?judgement .
    FILTER (?judgement IN (kg:Same, kg:Different) && !STRSTARTS(?by, "rule:"))
    OPTIONAL { ?e a kg:Event ; kg:hasMention ?one } OPTIONAL { ?f a kg:Event ; kg:hasMention ?two }
    BIND (COALESCE(?e, ?one) AS ?left) BIND (COALESCE(?f, ?two) AS ?right)
  }
} ORDER BY ?left ?right"""
_ACCOUNTS = """SELECT ?document ?outlet ?published ?status ?earliest ?latest ?low ?high ?evidence WHERE {
  GRAPH graph:events {
    ?account a kg:Account ; kg:event %s ; kg:document ?article ; kg:evidence ?span ; kg:status ?status
  }
  GRAPH ?article { ?article kg:name ?document ; dcterms:publisher ?publisher . ?span nif:anchorOf ?evidence }
  GRAPH graph:actors { ?publisher rdfs:label ?outlet }
  OPTIONAL { GRAPH ?article { ?article dcterms:issued ?published } }
  OPTIONAL { GRAPH graph:events { ?account kg:earliest ?earliest } }
  OPTIONAL { GRAPH graph:events { ?account kg:latest ?latest } }
  OPTIONAL { GRAPH graph:events { ?account kg:countMin ?low } }
  OPTIONAL { GRAPH graph:events { ?account kg:countMax ?high } }
} ORDER BY ?published ?document ?evidence"""
_CLAIMS = """SELECT DISTINCT ?who ?stance ?words ?document ?begin WHERE {
  GRAPH graph:events { %s kg:hasMention ?mention }
  GRAPH ?article {
    ?mention kg:withinClaim ?claim .
    ?claim kg:claimant ?actor ; kg:stance ?stanceIri ; kg:content ?span ; kg:kind ?kind .
    ?span nif:anchorOf ?words ; nif:beginIndex ?begin . ?article kg:name ?document .
  }
  GRAPH graph:actors { ?actor rdfs:label ?who }
  FILTER (?kind != kg:Narrated)
  BIND (STRAFTER(STR(?stanceIri), "/stance/") AS ?stance)
} ORDER BY ?document ?begin ?who"""
_ACTOR = """SELECT DISTINCT ?who ?stance ?words ?document ?begin WHERE {
  GRAPH ?article {
    ?claim kg:claimant %s ; kg:stance ?stanceIri ; kg:content ?span .
    ?span nif:anchorOf ?words ; nif:beginIndex ?begin .
    ?article kg:name ?document .
  }
  GRAPH graph:actors { %s rdfs:label ?who }
  BIND (STRAFTER(STR(?stanceIri), "/stance/") AS ?stance)
} ORDER BY ?document ?begin ?who"""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events or actors (IRIs) that may be one, why the program doubts it, and how sure it was (0 to 1)."""

    left: str
    left_label: str
    right: str
    right_label: str
    judgement: Literal["unsure", "related"]
    score: float
    because: str

    @property
    def ids(self) -> frozenset[str]:
        return frozenset((local(self.left), local(self.right)))

    @property
    def of_events(self) -> bool:
        return "/event/" in self.left


def pairs(store: Selects) -> tuple[Pair, ...]:
    """What the program left in doubt and no person decided: the unsure first, then the related, each pair once."""
    decided = {frozenset((str(a), str(b))) for a, b in run_text(store, _PREFIXES + _DECIDED).rows}
    found: dict[frozenset[str], Pair] = {}
    for graph, pattern in (("graph:events", _OF_EVENTS), ("graph:actors", _OF_ACTORS)):
        for left, left_label, right, right_label, judgement, score, because in run_text(
            store, _PREFIXES + _DOUBTS % (graph, pattern)
        ).rows:
            both = frozenset((str(left), str(right)))
            if both not in decided:
                kind: Literal["unsure", "related"] = "unsure" if judgement == "unsure" else "related"
                labels = str(left_label), str(right_label)
                pair = Pair(str(left), labels[0], str(right), labels[1], kind, float(score or 0), str(because))
                found.setdefault(both, pair)
    return tuple(found.values())


def as_answer(found: Iterable[Pair]) -> Answer:
    """The pairs as a table, for programs and for those who only look."""
    columns = ("left", "left_label", "right", "right_label", "judgement", "score", "because")
    return Answer(columns, tuple(tuple(getattr(p, c) for c in columns) for p in found))


def show_pair(store: Selects, pair: Pair, console: Console, number: str) -> None:
    """The two side by side: what each document tells of them, in which words, and who says so."""
    told = f" ({pair.score:g})" if pair.score else ""
    console.print(Text(f"{number}  {pair.judgement}{told}: {safe(pair.because)}", "bold"))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(*(_side(store, iri, label) for iri, label in _sides(pair)))
    console.print(table)


def _sides(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.left, pair.left_label), (pair.right, pair.right_label)


def _side(store: Selects, iri: str, label: str) -> Text:
    out = Text()
    out.append(f"{safe(label)}\n", "underline")
    out.append(f"{local(iri)}\n", "dim")
    for head, words in _lines(store, iri):
        out.append(f"\n{safe(head)}\n", "cyan")
        out.append(f"{safe(' '.join(words.split()))}\n")
    return out


def _lines(store: Selects, iri: str) -> Iterator[tuple[str, str]]:
    """What is shown of one side: a heading and words each."""
    name = f"<{iri}>"
    if "/event/" not in iri:
        yield from _said(run_text(store, _PREFIXES + _ACTOR.replace("%s", name)))
        return
    accounts = run_text(store, _PREFIXES + _ACCOUNTS % name).rows
    for document, outlet, published, status, earliest, latest, low, high, evidence in accounts[:_MOST]:
        head = f"{document}, {outlet}, {published or 'no date'}: {status}"
        when = " to ".join(dict.fromkeys(str(d) for d in (earliest, latest) if d)) or "no day"
        count = " to ".join(dict.fromkeys(str(n) for n in (low, high) if n is not None))
        yield f"{head}, {when}{f', count {count}' if count else ''}", f"“{evidence}”"
    if len(accounts) > _MOST:
        yield f"and {len(accounts) - _MOST} more documents", ""
    yield from _said(run_text(store, _PREFIXES + _CLAIMS % name))


def _said(claims: Answer) -> Iterator[tuple[str, str]]:
    """Each claim's words once, with all who say them."""
    speakers: dict[tuple[str, str, str], list[str]] = {}
    for who, stance, words, document, _ in claims.rows:
        speakers.setdefault((str(words), str(stance), str(document)), []).append(str(who))
    for (said, how, where), all_ in list(speakers.items())[:_MOST]:
        yield f"{'; '.join(dict.fromkeys(all_))}: {how} ({where})", f"“{said}”"
    if len(speakers) > _MOST:
        yield f"and {len(speakers) - _MOST} more claims", ""


def judged(file: Path) -> set[frozenset[str]]:
    """The pairs that a decisions file already holds."""
    if not file.is_file():
        return set()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream)
        return {frozenset(local((row.get(side) or "").strip()) for side in ("left", "right")) for row in rows}


def append(file: Path, pair: Pair, judgement: str, because: str, by: str, at: str) -> None:
    """Write one decision to the end of the file, and to the disk, before anything else happens."""
    fresh = not file.exists() or file.stat().st_size == 0
    ends = fresh or file.read_bytes().endswith(b"\n")
    with file.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if not ends:
            stream.write("\n")
        if fresh:
            writer.writerow(FIELDS)
        writer.writerow((local(pair.left), local(pair.right), judgement, because, by, at))
        stream.flush()
        os.fsync(stream.fileno())


__all__ = ["Pair", "append", "as_answer", "judged", "pairs", "show_pair"]
