"""The readers of attributions against textacy's quotations: quality and words per second, in the same run.

Gold: the dev part of `corpus/`, and the PolNeAR dev split where `../shared/data` has it; both flat, for textacy nests
nothing. Every reader gets the same documents, the same model of spaCy and one process; its words per second count
parsing and reading, not loading. textacy reads paragraph by paragraph, as its documentation advises for quotation
marks that do not pair: over whole articles it finds next to nothing. The trained network learnt from all of `corpus/`,
so that only PolNeAR tells how well it reads.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PREDICTED = dict[str, list[dict[str, Any]]]
Read = Callable[[Sequence[Any]], PREDICTED]
Row = tuple[str, str, str]


def quotations(repeat: int) -> list[Row]:
    """F1 of who said what, and how fast it was read."""
    from kg.documents import read
    from kg.evaluation import attributions
    from kg.model import Document

    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        for name, file in _golds(Path(folder)):
            gold = attributions.read(file, gold=True)
            documents = [d for d in read([file]) if isinstance(d, Document)]
            words = sum(len(d.text.split()) for d in documents)
            for reader, work in _readers():
                rows.append(_measured(f"{name}: {reader}", work, gold, documents, words, repeat))
    if _textacy() is None:
        rows.append(("textacy", "–", "not installed: pip install 'whosaid[bench]'"))
    return rows


def _golds(folder: Path) -> Iterator[tuple[str, Path]]:
    own = folder / "corpus.jsonl"
    command = [sys.executable, str(ROOT / "tools" / "corpus.py"), "jsonl", "--part", "dev", "--flat"]
    # Its status tells of rules that a file of the corpus breaks; what is printed is good all the same.
    own.write_bytes(subprocess.run(command, check=False, capture_output=True, cwd=ROOT).stdout)
    yield "corpus dev", own
    polnear = SHARED / "data" / "polnear" / "dev.jsonl"
    if polnear.exists():
        yield "PolNeAR dev", polnear


def _measured(name: str, work: Read, gold: Any, documents: Sequence[Any], words: int, repeat: int) -> Row:
    from run import seconds

    from kg.evaluation import attributions
    from kg.evaluation.counts import rows

    found: list[PREDICTED] = []
    work(documents[:1])  # whoever reads first must not pay for what is loaded once
    taken = seconds(lambda: found.append(work(documents)), repeat)
    figures = {(r.table, r.measure): r for r in rows(attributions.score(gold, found[0]))}
    claims, content, source = (
        figures["claims", "who-what"],
        figures["spans", "content j50"],
        figures["spans", "source j50"],
    )
    direct = figures["who-what by kind", "direct"]
    says = (
        f"who-what F1 [{100 * (claims.low or 0):.1f}, {100 * (claims.high or 0):.1f}], content {100 * content.f1:.1f}, "
        f"source {100 * source.f1:.1f}, direct recall {100 * direct.recall:.1f}, {words / taken:,.0f} words/s"
    )
    return name, f"{100 * claims.f1:.1f}", says


def _readers() -> Iterator[tuple[str, Read]]:
    """Every reader that needs no server, and textacy's quotations where they are installed."""
    from kg import lexicon
    from kg.exports.attributions import attribution_line
    from kg.extract import by_rules, by_tagger
    from kg.tagger import SHIPPED
    from kg.tagger.reader import Tagger
    from kg.text import load_model, parse

    model, words = load_model(), lexicon.load()

    def reader(extractor: Callable[..., Any]) -> Read:
        def work(documents: Sequence[Any]) -> PREDICTED:
            made = ((p.document, extractor(p, words)) for p in parse(documents, model))
            return {d.name: json.loads(attribution_line(d, e, flat=True))["attributions"] for d, e in made}

        return work

    yield "rules", reader(by_rules)
    yield "rules, attitudes too", reader(partial(by_rules, wide=True))
    if find_spec("onnxruntime"):
        yield "rules and tagger, attitudes too", reader(partial(by_tagger, wide=True, tagger=Tagger(SHIPPED)))
    triples = _textacy()
    if triples is not None:
        yield "textacy", lambda documents: {p.document.name: list(_quoted(p, triples)) for p in parse(documents, model)}


def _textacy() -> Callable[..., Any] | None:
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    found: Callable[..., Any] = direct_quotations
    return found


def _quoted(parsed: Any, triples: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    for paragraph in parsed.paragraphs:
        try:
            found = list(triples(paragraph.doc))
        except ValueError:  # it gives up where the quotation marks of a paragraph do not pair
            continue
        for triple in found:
            spans = (_span(paragraph, triple.speaker), _span(paragraph, triple.cue), _span(paragraph, triple.content))
            yield dict(zip(("source", "cue", "content"), spans, strict=True))


def _span(paragraph: Any, tokens: Any) -> list[int]:
    first, last = tokens[0], tokens[-1]
    return [paragraph.start + first.idx, paragraph.start + last.idx + len(last)]
