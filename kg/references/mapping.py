"""How the columns of a reference file are read: a TOML file, or `date=Day,weapon=Missile` on the command line."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
from msgspec import field

from kg import resources
from kg.errors import InputError

# What a column can say of a launch. `series` numbers the missiles of one salvo, `text` is prose about the launch.
SAYS = ("date", "time", "type", "actor", "weapon", "site", "toward", "count", "series", "range", "altitude", "outcome",
        "text")  # fmt: skip
_REMEDY = "A mapping is TOML: see ontology/references/*.toml; or --columns date=COLUMN,weapon=COLUMN,…"


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each column says, and what holds for the whole file.

    `columns` maps a name of SAYS to the file's own. `rows` is the path to the rows of a JSON file ("tests/*"). `row`
    says what a row is: a launch, or one missile of it. `type` is the event type, `unknown_type` that of rows whose
    weapon is not known; `types` maps a cell of the type column to an event type, an
    empty one to none; `only` keeps the rows that have one of these cells. `values` says what a cell stands for where
    its own words do not, `unknown` are cells that say nothing. `zone` is the zone of dates and times, where it is not
    the launching state's own.
    """

    columns: dict[str, str]
    publisher: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    rows: str = "*"
    row: str = "launch"
    actor: str = ""
    zone: str = ""
    type: str = "MissileLaunch"
    unknown_type: str = ""
    types: dict[str, str] = {}
    only: dict[str, list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    outcomes: dict[str, str] = field(default_factory=lambda: {"success": "success", "failure": "failure"})
    unknown: list[str] = field(default_factory=lambda: ["unknown", "na", "n/a", "-"])
    units: dict[str, str] = field(default_factory=lambda: {"range": "km", "altitude": "km"})

    def text(self) -> str:
        """The mapping as a document keeps it; equal mappings give equal text."""
        return msgspec.json.encode(self, order="sorted").decode()


def from_text(text: str) -> Mapping:
    """The mapping that a document keeps."""
    return msgspec.json.decode(text, type=Mapping)


def load(file: Path) -> Mapping:
    """A mapping written by a user; raises InputError that names what is wrong."""
    try:
        return _checked(msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Mapping), str(file))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{file}: no mapping: {error}", _REMEDY) from error


def from_columns(columns: str) -> Mapping:
    """The mapping of `date=Day,weapon=Missile type`.

    >>> from_columns("date=Day, weapon=Missile type").columns
    {'date': 'Day', 'weapon': 'Missile type'}
    """
    pairs = [p.partition("=") for p in columns.split(",") if p.strip()]
    if not pairs or not all(equals and name.strip() and column.strip() for name, equals, column in pairs):
        raise InputError(f"--columns {columns}: no pairs of NAME=COLUMN", _REMEDY)
    return _checked(Mapping({name.strip(): column.strip() for name, _, column in pairs}), f"--columns {columns}")


def _checked(mapping: Mapping, where: str) -> Mapping:
    strange = sorted(set(mapping.columns) - set(SAYS))
    if strange:
        raise InputError(f"{where}: a column cannot say {', '.join(strange)}", f"It can say {', '.join(SAYS)}")
    if "date" not in mapping.columns:
        raise InputError(f"{where}: no column says the date", "Add date=COLUMN: without a day nothing can be linked")
    if mapping.row not in ("launch", "missile"):
        raise InputError(f"{where}: a row is {mapping.row!r}", "row is launch or missile")
    return mapping


@cache
def shipped() -> tuple[Mapping, ...]:
    """The mappings that come with the program, those of most columns first."""
    files = sorted((resources.folder("ontology") / "references").glob("*.toml"))
    return tuple(sorted(map(load, files), key=lambda m: -len(m.columns)))


def recognised(names: Iterable[str]) -> Mapping | None:
    """The shipped mapping whose columns a file has."""
    have = set(names)
    return next((m for m in shipped() if have >= {*m.columns.values(), *m.only}), None)
