"""Rows with the characters that say each cell: the same values as the standard readers give."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.references.rows import Row, rows

TABLES = [
    ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
    ("a;b\r\n1;2\r\n3;\r\n", [{"a": "1", "b": "2"}, {"a": "3", "b": ""}]),
    ('a,b\n"x, y","two\nlines"\n', [{"a": "x, y", "b": "two\nlines"}]),
    ('a,b\n"said ""no""",2', [{"a": 'said "no"', "b": "2"}]),
    ("a\tb\n1\t2\n\n\n3\t4\n", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
    ("a,b,c\n1,2\n", [{"a": "1", "b": "2"}]),
    ("a,b\n,\n", []),
    ("a,b\n", []),
    ("a,b\n1,2,\n", [{"a": "1", "b": "2"}]),
]
RECORDS = [
    ('[{"a": 1}, {"a": "x\\ny"}]', "*", ["1", "x\ny"]),
    ('{"all": {"m": [{"a": true}], "n": [{"a": null}]}}', "all/*/*", ["true", ""]),
    ('{"all": [{"a": [1], "b": 2}]}', "all/*", [""]),
    ('{"all": []}', "all/*", []),
    ('{"all": [1, "two"]}', "all/*", []),
]


def values(found: list[Row]) -> list[dict[str, str]]:
    return [{name: cell.value for name, cell in row.cells.items()} for row in found]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables(text: str, expected: list[dict[str, str]]) -> None:
    assert values(list(rows(text, "*"))) == expected


@pytest.mark.parametrize(("text", "path", "expected"), RECORDS)
def test_json(text: str, path: str, expected: list[str]) -> None:
    assert [row.cells["a"].value if "a" in row.cells else "" for row in rows(text, path)] == expected


CELLS = st.lists(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8), min_size=3, max_size=3),
    min_size=1,
    max_size=5,
)


@given(CELLS)
def test_a_written_table_is_read_again_and_every_cell_stands_at_its_characters(cells: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *cells])
    text = out.getvalue()
    found = list(rows(text, "*"))
    assert [list(v.values()) for v in values(found)] == [row for row in cells if any(c.strip() for c in row)]
    for row in found:
        for cell in row.cells.values():
            assert text[cell.start : cell.end].replace('""', '"') == cell.value
            assert row.start <= cell.start <= cell.end <= row.end


@given(st.lists(st.dictionaries(st.text(min_size=1, max_size=4), st.text(max_size=6), min_size=1, max_size=3)))
def test_written_json_is_read_again(records: list[dict[str, str]]) -> None:
    text = json.dumps({"all": records}, indent=1)
    found = list(rows(text, "all/*"))
    assert values(found) == records
    assert all(text[row.start] == "{" and text[row.end - 1] == "}" for row in found)


@pytest.mark.parametrize("text", ['[{"a": 1}', '{"a" 1}', "[1,,", '{"a": "never ends}', "[" * 3000])
def test_broken_json_is_an_error_that_says_so(text: str) -> None:
    with pytest.raises(InputError, match="no JSON"):
        list(rows(text, "*"))


def test_a_quotation_mark_inside_a_cell_is_an_error_with_its_place() -> None:
    with pytest.raises(InputError, match="character 7"):
        list(rows('a,b\n"1"2,3\n', "*"))
