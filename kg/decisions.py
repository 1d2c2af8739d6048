"""decisions.csv: what people decided about events and actors, read, and kept in the store for later builds."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from kg.documents.files import DECISIONS
from kg.errors import InputError, StoreError
from kg.files import write_whole
from kg.model import Problem
from kg.resolve.naming import Ruling

FIELDS = ("left", "right", "judgement", "because", "by", "at")
_KEPT = "decisions.json"


def gathered(
    given: Sequence[Path], inputs: Iterable[Path], store: Path, add: bool
) -> tuple[tuple[Ruling, ...], list[Problem]]:
    """The rulings of the files given and of those that lie beside the inputs or in the store, and what is wrong there.

    What the store keeps of other files stays when documents are added, and when no file of rulings is there at all.
    """
    beside = [place.resolve() for place in _beside([*inputs, store])]
    files = list(dict.fromkeys((*(path.resolve() for path in given), *(place for place in beside if place.is_file()))))
    found: list[Ruling] = []
    problems: list[Problem] = []
    for file in files:
        for item in read(file):
            (problems if isinstance(item, Problem) else found).append(item)  # type: ignore[arg-type]
    if add or not files:
        found += [r for r in kept(store) if Path(r.file) not in {*files, *beside}]
    return _sorted(found), problems


def _beside(inputs: Iterable[Path]) -> Iterator[Path]:
    """Where a file of rulings is looked for."""
    return ((path if path.is_dir() else path.parent) / DECISIONS for path in inputs if str(path) != "-")


def read(file: Path) -> Iterator[Ruling | Problem]:
    """The rows of a decisions file; one that cannot be used is a Problem that names its line.

    Raises InputError where the file as a whole cannot be used.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, strict=True)
            missing = [name for name in FIELDS if name not in (rows.fieldnames or ())]
            if missing:
                raise InputError(f"{file} line 1: no column {', '.join(missing)}", f"the header is {','.join(FIELDS)}")
            for row in rows:
                yield _row({k: (row[k] or "").strip() for k in FIELDS}, str(file), rows.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = f"save it as UTF-8 text with the columns {','.join(FIELDS)}"
        raise InputError(f"{file} cannot be read: {error}", remedy) from error


def _row(row: dict[str, str], file: str, line: int) -> Ruling | Problem:
    def wrong(message: str, remedy: str) -> Problem:
        return Problem("decision-row", f"{file} line {line}", message, remedy)

    judgement = row["judgement"].lower()
    if judgement not in ("same", "different"):
        return wrong(f"{row['judgement']!r} is no judgement", "Write same or different")
    if empty := [name for name in ("left", "right", "by", "at") if not row[name]]:
        return wrong(f"nothing in {', '.join(empty)}", "A decision names two things, its author and its date")
    if row["by"].startswith("rule:"):
        return wrong(f"{row['by']!r} is the name of a rule of the program", "Write who decided")
    at = _time(row["at"])
    if not at:
        return wrong(f"{row['at']!r} is no date", "Write year, month and day: 2024-06-01")
    because = row["because"] or "a person's word, without a reason"
    return Ruling(row["left"], row["right"], judgement, because, row["by"], at, file, line)  # type: ignore[arg-type]


def _time(text: str) -> str:
    """A date, or a date and time, as ISO 8601; "" for anything else.

    >>> _time("2024-06-01"), _time("2024-06-01T12:30"), _time("June")
    ('2024-06-01', '2024-06-01T12:30:00', '')
    """
    try:
        return (datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)).isoformat()
    except ValueError:
        return ""


def kept(store: Path) -> tuple[Ruling, ...]:
    """The rulings of the store's last build."""
    file = store / _KEPT
    try:
        return msgspec.json.decode(file.read_bytes(), type=tuple[Ruling, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{file} cannot be read: {error}", "take it away and build with --decisions FILE") from error


def keep(store: Path, rulings: Iterable[Ruling]) -> None:
    """Whole or not at all; nothing is kept of nothing."""
    file, found = store / _KEPT, _sorted(rulings)
    if not found:
        file.unlink(missing_ok=True)
        return
    write_whole(file, msgspec.json.format(msgspec.json.encode(found), indent=1))


def _sorted(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    return tuple(sorted(rulings, key=lambda r: (r.file, r.line)))
