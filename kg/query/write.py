"""Writing an answer: for people a table that fits the terminal, for programs CSV, JSON and JSON lines."""

import csv
import json
from typing import Literal, TextIO, get_args

from kg.errors import QueryError
from kg.query.answer import Answer

Format = Literal["table", "csv", "json", "jsonl"]
FORMATS: tuple[str, ...] = get_args(Format)


def write_answer(answer: Answer, format: str, stream: TextIO, width: int | None = None) -> None:
    """Writes an answer to a text stream. `width` (of a table, in columns) is the terminal's unless given."""
    if format == "table":
        from kg.query.table import write_table

        write_table(answer, stream, width)
    elif format == "csv":
        _write_csv(answer, stream)
    elif format == "json":
        json.dump(list(answer.records()), stream, ensure_ascii=False, indent=1)
        stream.write("\n")
    elif format == "jsonl":
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in answer.records())
    else:
        raise QueryError(f"there is no format {format!r}", f"take one of {', '.join(FORMATS)}")


def _write_csv(answer: Answer, stream: TextIO) -> None:
    """RFC 4180 but for the line ends; an absent value is an empty cell, as in SPARQL's own CSV."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow(["" if v is None else str(v).lower() if isinstance(v, bool) else v for v in row])
