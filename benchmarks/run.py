"""What is fast, against whom: every figure a ratio or a limit, measured in the same run, the median of several.

    python benchmarks/run.py [--only NAME] [--repeat N] [--json FILE]

Nothing here is a test: a busy machine makes figures noisy, not wrong, and the ratios stand.
Texts: the PolNeAR dev split where `../shared/data` has it, else the seeds, repeated.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
KG = [sys.executable, "-m", "kg"]
QUERIES = ("claims", "who-said-what-about-transfers", "launch-timeline", "denied-claims", "unnamed-sources")

Row = tuple[str, str, str]


def seconds(work: Callable[[], object], repeat: int) -> float:
    """Median wall-clock seconds of the work."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([*KG, *words], check=True, capture_output=True, cwd=ROOT)


def texts() -> list[str]:
    corpus = SHARED / "data" / "polnear" / "dev.jsonl"
    if corpus.exists():
        return [json.loads(line)["text"] for line in corpus.read_text(encoding="utf-8").splitlines()]
    return [f.read_text(encoding="utf-8") for f in sorted((ROOT / "seeds").glob("*.txt"))] * 20


def reading(repeat: int) -> list[Row]:
    """Words per second of the whole build against bare `nlp.pipe` of the model as spaCy loads it, each read anew."""
    import spacy

    from kg.text import DEFAULT_MODEL, normalised

    bodies = texts()
    words = sum(len(t.split()) for t in bodies)
    paragraphs = [[normalised(p) for p in t.split("\n") if p.strip()] for t in bodies]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "texts.jsonl"
        file.write_text("".join(json.dumps({"doc_id": f"d{n}", "text": t}) + "\n" for n, t in enumerate(bodies)))
        one = Path(folder) / "one.jsonl"
        one.write_text(json.dumps({"doc_id": "one", "text": "Nothing happened here on that long day."}) + "\n")

        def bare() -> float:
            # Loaded anew: a model that has seen the texts remembers their words.
            model = spacy.load(DEFAULT_MODEL)
            return seconds(lambda: [None for document in paragraphs for _ in model.pipe(document)], 1)

        def whole(source: Path, reader: str) -> None:
            with TemporaryDirectory() as store:
                command("build", str(source), "--store", store, "--jobs", "1", "--extractor", reader)()

        def taken(reader: str) -> float:
            start_up = seconds(lambda: whole(one, reader), repeat)
            return seconds(lambda: whole(file, reader), repeat) - start_up

        peer, ours, tagger = statistics.median(bare() for _ in range(repeat)), taken("rules"), taken("tagger")
    return [
        ("whole build, words/s", f"{words / ours:,.0f}", "start-up subtracted"),
        ("bare nlp.pipe, words/s", f"{words / peer:,.0f}", "the same model as spaCy loads it, paragraph by paragraph"),
        ("build ÷ bare spaCy", f"{peer / ours:.2f}", "goal ≥ 0.8"),
        ("build with the tagger ÷ bare spaCy", f"{peer / tagger:.2f}", "goal ≥ 0.4"),
    ]


def seeds_store(folder: str) -> Path:
    store = Path(folder) / "store"
    command("build", "seeds", "--store", str(store))()
    return store


def start_up(repeat: int) -> list[Row]:
    """How long a person waits."""
    with TemporaryDirectory() as folder:
        cold = seconds(lambda: seeds_store(folder), 1)
        store = str(Path(folder) / "store")
        warm = seconds(command("build", "seeds", "--store", store), repeat)
        question = seconds(command("ask", "claims", "--store", store), repeat)
    return [
        ("kg --help, s", f"{seconds(command('--help'), repeat):.2f}", "goal < 0.3"),
        ("kg ask on the seeds, s", f"{question:.2f}", "goal < 1"),
        ("kg build seeds, s", f"{cold:.1f}", "goal < 15"),
        ("kg build seeds again, s", f"{warm:.1f}", "nothing parsed"),
    ]


def questions(repeat: int) -> list[Row]:
    """Five saved queries on Oxigraph against rdflib, over the seeds' graph."""
    import rdflib

    from kg import query
    from kg.store import open_store

    rows = []
    with TemporaryDirectory() as folder:
        store = open_store(str(seeds_store(folder)))
        graph = rdflib.Dataset()
        graph.parse(data=b"".join(store.dump("nquads")).decode(), format="nquads")
        for name in QUERIES:
            question = query.load_query(name)
            text = query.bind(question, {})
            fast = seconds(lambda: list(store.select(text).rows), repeat)  # noqa: B023
            slow = seconds(lambda: list(graph.query(text)), 1)  # noqa: B023
            rows.append(
                (f"query {name}", f"{slow / fast:.0f}×", f"Oxigraph {fast * 1000:.1f} ms, rdflib {slow * 1000:.0f} ms")
            )
    return rows


def validation(repeat: int) -> list[Row]:
    """The shapes over the seeds' graph: the engine that guards every build against pyshacl."""
    from kg.store import open_store
    from kg.validate import default_engine, findings, shapes_file

    with TemporaryDirectory() as folder:
        data = Path(folder) / "seeds.nq"
        data.write_bytes(b"".join(open_store(str(seeds_store(folder))).dump("nquads")))
        quads = data.read_bytes().count(b"\n")
        fast = seconds(lambda: findings(data, shapes_file()), repeat)
        slow = seconds(lambda: findings(data, shapes_file(), "pyshacl"), 1)
    return [
        ("validation", f"{slow / fast:.0f}×", f"{default_engine()} {fast:.2f} s, pyshacl {slow:.1f} s, {quads:,} quads")
    ]


def gexf(repeat: int) -> list[Row]:
    """Our streaming GEXF writer against networkx's, on a network of 20,000 nodes and 100,000 edges."""
    import io
    from itertools import chain

    import networkx

    from kg.exports.gexf import write_gexf
    from kg.exports.network import NODE_FIELDS, Edge, Network, Node

    size, kinds = 20_000, ("asserts", "denies", "accuses", "about", "publishes")
    fields = tuple("x" * n for n in range(len(NODE_FIELDS)))
    nodes = [Node(f"claim/{n}", f"claim {n}", "claim", "2024-05-30", fields) for n in range(size)]
    edges = [
        Edge(f"claim/{n}", f"claim/{(n * 7 + k) % size}", kind, 1, ("2024-05-30",), (f"{n}",))
        for n in range(size)
        for k, kind in enumerate(kinds)
    ]
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from((n.id, {"label": n.label, **dict(zip(NODE_FIELDS, n.fields, strict=True))}) for n in nodes)
    graph.add_edges_from((e.source, e.target, {"kind": e.kind, "weight": e.weight, "date": e.days[0]}) for e in edges)
    fast = seconds(lambda: write_gexf(Network(lambda: chain(nodes, edges)), io.BytesIO()), repeat)
    slow = seconds(lambda: networkx.write_gexf(graph, io.BytesIO()), 1)
    return [("GEXF, 20,000 nodes, 100,000 edges", f"{slow / fast:.0f}×", f"ours {fast:.1f} s, networkx {slow:.1f} s")]


def quotations(repeat: int) -> list[Row]:
    """Who said what: our readers against textacy's quotations."""
    from quotations import quotations as measured

    return measured(repeat)


BENCHMARKS = {
    "start-up": start_up,
    "reading": reading,
    "quotations": quotations,
    "questions": questions,
    "validation": validation,
    "gexf": gexf,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(BENCHMARKS), action="append")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for name in options.only or BENCHMARKS:
        for row in BENCHMARKS[name](options.repeat):
            print(f"{row[0]:36} {row[1]:>10}  {row[2]}", flush=True)
            rows.append(row)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
