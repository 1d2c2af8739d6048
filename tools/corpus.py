"""Check, count, show and convert the annotated news paragraphs of corpus/ (format: corpus/README.md).

python tools/corpus.py check [--against FILE...]     exit 1 when a block breaks a rule
python tools/corpus.py rows [PREFIX...]              source, cue and content of each attribution, for proof-reading
python tools/corpus.py stats [--jsonl FILE...]       the distribution of forms; of other corpora too, for comparison
python tools/corpus.py jsonl [--part train|dev|all] [--flat] [--core]
python tools/corpus.py sample [--every N]            paragraphs without their marks, for an independent reading
python tools/corpus.py agreement [--differences]     how far the two readings in corpus/readings agree
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from corpus_agreement import agreement, differences
from corpus_agreement import table as agreement_table
from corpus_check import check, shared
from corpus_format import FOLDER, Block, Problem, documents, part_of, read, to_jsonl
from corpus_stats import rows, table


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    blocks, problems = read()
    problems += check(blocks)
    if options.against:
        problems += shared(blocks, (p.read_text("utf-8") for p in options.against))
    if options.action == "agreement":
        lines, unread = _agreement(blocks, options.differences)
        print(*lines, sep="\n")
        problems += unread
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    if options.action == "stats":
        print(table(list(documents(blocks)), blocks, options.jsonl))
    if options.action == "rows":
        print(*rows(b for b in blocks if b.path.name.startswith(tuple(options.prefix or [""]))), sep="\n")
    if options.action == "sample":
        print(*_sample(blocks, options.every), sep="\n\n")
    if options.action == "jsonl":
        kept = (d for d in documents(blocks) if options.part in ("all", part_of(d.id)))
        sys.stdout.writelines(line + "\n" for line in to_jsonl(kept, options.flat, options.core))
    return 1 if problems else 0


def _sample(blocks: Sequence[Block], every: int) -> Iterator[str]:
    """The plain paragraphs of each file from the fifth on, headlines marked as in the corpus."""
    for path, found in groupby(blocks, key=lambda b: b.path):
        yield f"## {path.stem}"
        yield from (("= " if b.headline else "") + b.text.replace("[", "\\[") for b in list(found)[4::every])


def _agreement(corpus: Sequence[Block], differing: bool) -> tuple[list[str], list[Problem]]:
    """First against second reading, and both against the corpus in which the differences are decided."""
    (first, bad), (second, worse) = read(FOLDER / "readings" / "first"), read(FOLDER / "readings" / "second")
    pairs = {
        "first with second": (first, second),
        "first with corpus": (corpus, first),
        "second with corpus": (corpus, second),
    }
    counted = {name: agreement(*pair) for name, pair in pairs.items()}
    problems = [*bad, *worse, *(p for _, found in counted.values() for p in found)]
    if differing:
        return list(differences(first, second)), problems
    return [
        f"{len(second)} paragraphs",
        agreement_table({name: counts for name, (counts, _) in counted.items()}),
    ], problems


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("action", choices=("check", "rows", "stats", "jsonl", "sample", "agreement"))
    parser.add_argument("prefix", nargs="*", help="rows: only of the files whose names begin so")
    parser.add_argument("--against", nargs="*", type=Path, default=[], help="files that may share no words with ours")
    parser.add_argument("--jsonl", nargs="*", type=Path, default=[], help="other corpora to count beside ours")
    parser.add_argument("--part", choices=("train", "dev", "all"), default="all")
    parser.add_argument("--flat", action="store_true", help="only the outermost attributions")
    parser.add_argument("--core", action="store_true", help="without attitudes and plans (cue marked ~)")
    parser.add_argument("--every", type=int, default=8, help="sample: the step from paragraph to paragraph")
    parser.add_argument("--differences", action="store_true", help="agreement: what only one of the two readings has")
    return parser


if __name__ == "__main__":
    sys.exit(main())
