"""Reading a saved query: its `#+` header, its parameters, and the linter that keeps such files in order.

A file runs as it stands in any SPARQL 1.1 engine; what the runner needs to know is in comments:

    #+ summary: What has an actor claimed?
    #+ tags: [claims]
    SELECT … WHERE {
      VALUES ?actor { <https://w3id.org/whosaid/actor/north-korea> }   #+ param: actor iri actor whose claims
      …
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from kg.errors import QueryError

ParameterKind = Literal["iri", "string", "date", "int"]
KEYS = frozenset({"summary", "description", "tags", "problem", "remedy"})

# Strings, IRIs and comments are read whole, so that a brace or a keyword inside them is not taken for structure.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n]*"
    r"|[{}]|[A-Za-z_][\w-]*|[?$]\w+",
    re.DOTALL,
)
_VALUES = re.compile(r"^\s*VALUES\s+\?(?P<variable>\w+)\s*\{(?P<terms>.*)\}\s*\.?\s*#\+\s*param:(?P<about>.*)$")


class Token(NamedTuple):
    """A token of a query that matters for its structure; `depth` counts the braces open before it."""

    text: str
    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A marked VALUES line. `of` is the class that an `iri` names, `default` the terms that the file carries."""

    name: str
    variable: str
    kind: ParameterKind
    of: str
    default: str
    line: int
    help: str = ""

    @property
    def optional(self) -> bool:
        return self.default == "UNDEF"


@dataclass(frozen=True, slots=True)
class Query:
    """One saved question. `problem` and `remedy` are given where every row of the answer is a defect."""

    name: str
    path: Path
    text: str
    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    problem: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the linter holds against a file; `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def tokens(text: str) -> Iterator[Token]:
    """The structural tokens of a SPARQL text.

    >>> [(t.text, t.depth) for t in tokens('SELECT ?x { ?x <a#b> "}" } # }')][-3:]
    [('"}"', 1), ('}', 1), ('# }', 0)]
    """
    depth = line = 0
    last = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        yield Token(match.group(), line + 1, depth)
        depth += {"{": 1, "}": -1}.get(match.group(), 0)


def read_query(path: Path, name: str) -> Query:
    """Reads and lints one file; raises QueryError with every finding, each with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"the query {path} cannot be read: {error}", "give a UTF-8 text file that ends in .rq"
        ) from error
    query, findings = parse_query(text, path, name)
    if findings:
        raise QueryError("\n".join(map(str, findings)), "mend the file; CONTRIBUTING.md shows what a query looks like")
    return query


def parse_query(text: str, path: Path, name: str) -> tuple[Query, tuple[Finding, ...]]:
    """The query that a text holds, and what is wrong with it, in order of lines."""
    fields, findings = _header(text, path)
    parameters, wrong = _parameters(text, path)
    structure = list(tokens(text))
    findings = [*findings, *wrong, *_lint(structure, path), *_lint_places(structure, parameters, path)]
    for key in ("summary", *(("problem", "remedy") if "audit" in Path(name).parts else ())):
        if not fields.get(key):
            findings.append(Finding(path, 1, f"the header has no '#+ {key}:'"))
    tags = tuple(t for t in (t.strip() for t in fields.get("tags", "").strip("[] ").split(",")) if t)
    query = Query(
        name,
        path,
        text,
        fields.get("summary", ""),
        fields.get("description", ""),
        tags,
        tuple(parameters),
        fields.get("problem", ""),
        fields.get("remedy", ""),
    )
    return query, tuple(sorted(findings, key=lambda f: f.line))


def _header(text: str, path: Path) -> tuple[dict[str, str], list[Finding]]:
    """The `#+ key: value` lines; a `#+` line that begins with two spaces continues the one before."""
    fields: dict[str, str] = {}
    findings = []
    key = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#+"):
            continue
        body = line[2:]
        if body.startswith("  ") and key:
            fields[key] += " " + body.strip()
            continue
        key, colon, value = (part.strip() for part in body.partition(":"))
        if not colon or key not in KEYS:
            findings.append(Finding(path, number, f"unknown header key {key!r} (known: {', '.join(sorted(KEYS))})"))
            key = ""
        elif key in fields:
            findings.append(Finding(path, number, f"the header gives {key!r} twice"))
        else:
            fields[key] = value
    return fields, findings


def _parameters(text: str, path: Path) -> tuple[list[Parameter], list[Finding]]:
    found: list[Parameter] = []
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if "#+" not in line or line.startswith("#+"):
            continue
        made = _parameter(line, number)
        if isinstance(made, str):
            findings.append(Finding(path, number, made))
        elif any(p.name == made.name for p in found):
            findings.append(Finding(path, number, f"two parameters are called {made.name!r}"))
        else:
            found.append(made)
    return found, findings


def _parameter(line: str, number: int) -> Parameter | str:
    """The parameter of a marked line, or what is wrong with it."""
    match = _VALUES.match(line)
    if not match:
        return "a '#+ param:' mark belongs behind a line of its own: VALUES ?name { … }   #+ param: name kind"
    name, kind, rest = [*match["about"].split(maxsplit=2), "", "", ""][:3]
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        return f"the parameter's name {name!r} is not made of small letters, digits and hyphens"
    if kind not in get_args(ParameterKind):
        return f"the parameter {name!r} is of kind {kind!r}; known are {', '.join(get_args(ParameterKind))}"
    of, text = [*rest.split(maxsplit=1), "", ""][:2] if kind == "iri" else ("", rest)
    if kind == "iri" and not of:
        return f"the parameter {name!r} does not say what it names: '#+ param: {name} iri actor'"
    return Parameter(name, match["variable"], kind, of, match["terms"].strip(), number, text)


def _lint(structure: list[Token], path: Path) -> Iterator[Finding]:
    words = [t for t in structure if t.text[0] not in "#\"'<"]
    forms = [t for t in words if t.text.upper() in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} and t.depth == 0]
    if [t.text.upper() for t in forms] != ["SELECT"]:
        yield Finding(path, forms[0].line if forms else 1, "a saved query is one SELECT")
    if sum({"{": 1, "}": -1}.get(t.text, 0) for t in words):
        yield Finding(path, words[-1].line, "the braces do not match")
    if not any(a.text.upper() == "ORDER" and b.text.upper() == "BY" and a.depth == 0 for a, b in pairwise(words)):
        yield Finding(
            path, words[-1].line if words else 1, "no ORDER BY: the answer must come in the same order everywhere"
        )


def _lint_places(structure: list[Token], parameters: list[Parameter], path: Path) -> Iterator[Finding]:
    """A parameter outside WHERE would miscount aggregates, one inside a string would not be one."""
    for parameter in parameters:
        at = [t for t in structure if t.line == parameter.line and t.text.upper() == "VALUES"]
        if not at or at[0].depth < 1:
            yield Finding(path, parameter.line, f"the parameter {parameter.name!r} stands outside WHERE")
