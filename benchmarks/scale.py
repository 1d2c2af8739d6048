"""The network of a large store as GEXF: seconds, memory, and how much of them the store itself takes.

    python benchmarks/scale.py [--documents N] [--store FOLDER] [--view claims|actors] [--json FILE]

A made-up collection (tests/synthetic.py) of N documents of 20 claims each is built where the folder holds no store;
with 8,500 documents that is 19 million statements, 246,000 nodes and a million edges, and the build takes half an hour
and 6 GB. Every figure is of a process of its own, over a store on disk. The row "store" asks what the export asks and
throws the answers away unread: what is left to the export is the difference.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Row = tuple[str, str, str]

_ASKING = """
import os, sys
from itertools import chain
from kg.exports import claims_view, questions as q, spare_memory
from kg.exports.articles import _questions, articles_of
spare_memory()
from kg.store import open_store
store, out = open_store(sys.argv[1]), open(os.devnull, "wb")
ahead = _questions(articles_of(store), False)
roles = [q.accounts(role) for _, role, _ in claims_view._ACCOUNTS]
held = [q.held(name) for _, name in claims_view._PAIRS]
for text in chain([q.OUTLETS, q.ACTORS, q.EVENTS, q.WEAPONS, q.FILLERS], ahead, roles, held, [q.DENIALS, q.PARTS]):
    store.table(text, out)
"""


def build(documents: int, store: Path) -> None:
    """A store as `kg build` would leave it, without its gate."""
    from kg.store import publish
    from tests.synthetic import quads

    with TemporaryDirectory() as folder:
        shard = Path(folder) / "all.nq"
        with shard.open("w", encoding="utf-8") as out:
            out.writelines(quads(documents, 20, links=3))
        publish(store, [shard], f"synthetic-{documents}", b"{}", lambda _: None)


def measured(*words: str) -> tuple[float, float, int]:
    """Wall-clock and processor seconds and the most memory, in MB, of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words[:4]} ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def rows(store: Path, view: str) -> list[Row]:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "graph.gexf"
        asked = measured(sys.executable, "-c", _ASKING, str(store)) if view == "claims" else None
        wall, cpu, memory = measured(
            sys.executable, "-m", "kg", "export", "gexf", "--view", view, "--store", str(store), "-o", str(target)
        )
        with target.open(encoding="utf-8") as lines:
            counts = {"<node ": 0, "<edge ": 0}
            for line in lines:
                if found := re.match("<node |<edge ", line):
                    counts[found.group()] += 1
    nodes, edges = counts.values()
    found: list[Row] = [
        (f"kg export gexf --view {view}, s", f"{wall:.0f}", f"{nodes:,} nodes, {edges:,} edges; {cpu:.0f} CPU-s"),
        ("its most memory, MB", f"{memory}", "all of the process, the store's caches and indexes with it"),
    ]
    if asked:
        found.append(("store: the same questions, s", f"{asked[0]:.0f}", f"{asked[1]:.0f} CPU-s, {asked[2]} MB"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=850)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--view", choices=("claims", "actors"), default="claims")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store"
        if not (store / "current").exists():
            # Apart: the memory of a process counts what it was forked from.
            child = Process(target=build, args=(options.documents, store))
            child.start()
            child.join()
        found = rows(store, options.view)
    for row in found:
        print(f"{row[0]:36} {row[1]:>10}  {row[2]}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
