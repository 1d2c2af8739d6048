"""How well launches of the news are linked to recorded ones: a table of dated prose against a reference.

    python -m benchmarks.linking PROSE.csv REFERENCE --date date --text description --only "type=Missile Provocation"

Every row of prose is read as a document that was published the day after the row's date; the date itself is not told.
A link is right where the recorded day lies within one day of the row's. What differs is listed by cause.
"""

import argparse
import csv
import json
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import pipeline
from kg.linking import link
from kg.pipeline import Options
from kg.query import load_query, run
from kg.store import open_store

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """One launch of a document, and the recorded days that it is linked to."""

    document: str
    earliest: date
    latest: date
    recorded: tuple[date, date] | None

    def near(self, first: date, last: date) -> bool:
        """Whether the recorded days lie within a day of those given."""
        return bool(self.recorded) and first - DAY <= self.recorded[1] and self.recorded[0] <= last + DAY  # type: ignore[index]


def as_documents(rows: Iterable[Mapping[str, str]], where: Path, day: str, text: str) -> dict[str, date]:
    """One document a row; its true date by name."""
    dates = {}
    with where.open("w", encoding="utf-8") as out:
        for n, row in enumerate(rows):
            name, true = f"row-{n}", date.fromisoformat(row[day])
            dates[name] = true
            record = {"doc_id": name, "text": row[text], "published": (true + DAY).isoformat()}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return dates


def found(store: Path) -> list[Found]:
    """Every dated launch of the articles with the day that the reference records for it."""
    opened = open_store(str(store))
    table = pipeline.kept_documents(store)
    reference = next(d.id for d in table if d.mapping)
    days = {r["event"]: r for r in run(opened, load_query("launches")).records() if r["document"] in
            {d.name for d in table if d.id == reference}}  # fmt: skip
    made = []
    for row in run(opened, load_query("recorded-launches")).records():
        known = days.get(row["event_iri"]) if "recorded" in row else None
        recorded = (_date(known["earliest"]), _date(known["latest"])) if known else None
        made.append(
            Found(str(row["document"]), _date(row["earliest"]), _date(row["latest"]), recorded)
        )  # fmt: skip
    return made


def measure(dates: Mapping[str, date], launches: Iterable[Found], recorded: Iterable[date]) -> None:
    """Print precision and recall of the links, and what differs."""
    by_document: dict[str, list[Found]] = defaultdict(list)
    for launch in launches:
        by_document[launch.document].append(launch)
    days = set(recorded)
    links = [f for found_ in by_document.values() for f in found_ if f.recorded]
    right = [f for f in links if f.near(dates[f.document], dates[f.document])]
    # Prose tells of earlier launches too: those are right where the day that it tells is the recorded one.
    earlier = [f for f in links if f not in right and f.near(f.earliest, f.latest)]
    wanted = {d for d, true in dates.items() if {true - DAY, true, true + DAY} & days}
    got = {f.document for f in right}
    missed = sorted(wanted - got)
    good = len(right) + len(earlier)
    print(f"links {len(links)}: {len(right)} to the row's day, {len(earlier)} to the day of an earlier launch told, "
          f"{len(links) - good} wrong: precision {good / max(1, len(links)):.3f}")  # fmt: skip
    print(f"rows with a recorded launch within a day {len(wanted)}, linked {len(wanted & got)}: "
          f"recall {len(wanted & got) / max(1, len(wanted)):.3f}")  # fmt: skip
    for f in links:
        if f not in right:
            cause = "earlier launch" if f in earlier else "wrong day"
            print(f"{cause}\t{f.document}\t{dates[f.document]}\t{f.recorded and f.recorded[0]}\ttold of {f.earliest}")
    for name in missed:
        told = by_document.get(name, [])
        near = [f for f in told if f.earliest - DAY <= dates[name] <= f.latest + DAY]
        cause = "no dated launch read" if not told else "read on another day" if not near else "read, not linked"
        print(f"{cause}\t{name}\t{dates[name]}\t{', '.join(f'{f.earliest}..{f.latest}' for f in told)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prose", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--date", default="date")
    parser.add_argument("--text", default="description")
    parser.add_argument("--only", default="", help="COLUMN=VALUE of the rows that recall is measured on")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    with given.prose.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with TemporaryDirectory() as folder:
        store, prose = given.store or Path(folder) / "store", Path(folder) / "prose.jsonl"
        dates = as_documents(rows, prose, given.date, given.text)
        options = Options(jobs=given.jobs)
        started, cpu = time.perf_counter(), _cpu()
        pipeline.build([prose], store, options, _quiet)
        built, built_cpu = time.perf_counter(), _cpu()
        link([given.reference], None, store, options, _quiet)
        done, done_cpu = time.perf_counter(), _cpu()
        launches = found(store)
        reference = next(d.name for d in pipeline.kept_documents(store) if d.mapping)
        asked = run(open_store(str(store)), load_query("launches")).records()
        recorded = [date.fromisoformat(str(r["latest"])) for r in asked if r["document"] == reference]
    print(f"build {built - started:.1f} s ({built_cpu - cpu:.1f} s of processor), "
          f"link {done - built:.1f} s ({done_cpu - built_cpu:.1f} s of processor)")  # fmt: skip
    column, _, wanted = given.only.partition("=")
    kept = {f"row-{n}" for n, row in enumerate(rows) if not column or row[column] == wanted}
    measure({n: d for n, d in dates.items() if n in kept}, [f for f in launches if f.document in kept], recorded)


def _date(value: object) -> date:
    return date.fromisoformat(str(value))


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _quiet(step: str, done: int, whole: int) -> None:
    """No progress bar."""


if __name__ == "__main__":
    main()
