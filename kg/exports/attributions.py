"""Who said what as JSON lines: character offsets into each document's text, for corpora and for scoring."""

import json

from kg.extract.flat import flatten
from kg.model import Attribution, Document, Extraction, Span


def attribution_line(document: Document, extraction: Extraction, flat: bool) -> str:
    """One document as `{"doc_id", "attributions": [{"source", "cue", "content", "kind", "stance"}]}`.

    Attributed claims only: what the outlet says in its own voice has neither source nor cue. With `flat` each word
    belongs to one attribution, the outermost.
    """
    attributed = tuple(a for a in extraction.attributions if a.kind != "narrated")
    rows = [_row(a) for a in (flatten(attributed, document) if flat else attributed)]
    return json.dumps({"doc_id": document.name, "attributions": rows}, ensure_ascii=False)


def _row(attribution: Attribution) -> dict[str, object]:
    source = attribution.source
    return {
        "source": [source.start, source.end] if source else None,
        "cue": [_offsets(s) for s in attribution.cue],
        "content": [_offsets(s) for s in attribution.content],
        "kind": attribution.kind,
        "stance": attribution.stance,
    }


def _offsets(span: Span) -> list[int]:
    return [span.start, span.end]
