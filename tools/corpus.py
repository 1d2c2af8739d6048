"""Check, count, show and convert the annotated news paragraphs of corpus/ (format: corpus/README.md).

python tools/corpus.py check [--against FILE...]     exit 1 when a block breaks a rule
python tools/corpus.py rows [PREFIX...]              source, cue and content of each attribution, for proof-reading
python tools/corpus.py stats [--jsonl FILE...]       the distribution of forms; of other corpora too, for comparison
python tools/corpus.py jsonl [--part train|dev|all] [--flat] [--core]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus_check import check, shared
from corpus_format import documents, part_of, read, to_jsonl
from corpus_stats import rows, table


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    blocks, problems = read()
    problems += check(blocks)
    if options.against:
        problems += shared(blocks, (p.read_text("utf-8") for p in options.against))
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    if options.action == "stats":
        print(table(list(documents(blocks)), blocks, options.jsonl))
    if options.action == "rows":
        print(*rows(b for b in blocks if b.path.name.startswith(tuple(options.prefix or [""]))), sep="\n")
    if options.action == "jsonl":
        kept = (d for d in documents(blocks) if options.part in ("all", part_of(d.id)))
        sys.stdout.writelines(line + "\n" for line in to_jsonl(kept, options.flat, options.core))
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("action", choices=("check", "rows", "stats", "jsonl"))
    parser.add_argument("prefix", nargs="*", help="rows: only of the files whose names begin so")
    parser.add_argument("--against", nargs="*", type=Path, default=[], help="files that may share no words with ours")
    parser.add_argument("--jsonl", nargs="*", type=Path, default=[], help="other corpora to count beside ours")
    parser.add_argument("--part", choices=("train", "dev", "all"), default="all")
    parser.add_argument("--flat", action="store_true", help="only the outermost attributions")
    parser.add_argument("--core", action="store_true", help="without attitudes and plans (cue marked ~)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
