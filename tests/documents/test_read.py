"""kg.documents.read: a folder in, documents and problems out, whatever the folder holds."""

import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ids
from kg.documents import READ_ANYWAY, Options, read, save
from kg.errors import InputError
from kg.model import Document, Problem

SAID = "North Korea fired two missiles into the sea on Thursday, the South Korean army said in a message to reporters."
GERMAN = "Nordkorea hat am Donnerstag mehrere Raketen abgefeuert, teilte das Militär in Seoul den Journalisten mit."
SEEDS = Path(__file__).parent.parent.parent / "seeds"


def split(paths: Sequence[Path], options: Options | None = None) -> tuple[list[Document], list[Problem]]:
    """What is read, and the problems; nothing readable at all is no error here."""
    documents: list[Document] = []
    problems: list[Problem] = []
    try:
        for item in read(paths, options):
            if isinstance(item, Document):
                documents.append(item)
            else:
                problems.append(item)
    except InputError:
        assert not documents
    return documents, problems


def fill(folder: Path, files: dict[str, bytes | str]) -> Path:
    """Writes the files of a case."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_the_seeds() -> None:
    documents, problems = split([SEEDS])
    assert [(d.name[:3], d.publisher, d.published) for d in documents] == [
        ("000", None, date(2025, 5, 8)),
        ("001", "Press TV", date(2023, 9, 13)),
        ("002", None, date(2024, 5, 30)),
    ]
    assert not problems
    for document in documents:
        data = (SEEDS / document.file).read_bytes()
        assert document.text == data.decode()
        assert document.source_sha256 == document.sha256 == sha256(data).hexdigest()


def test_one_seed_alone_has_its_row_of_metadata() -> None:
    alone = split([next(SEEDS.glob("001*"))])
    assert alone == ([d for d in split([SEEDS])[0] if d.name.startswith("001")], [])


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.txt", " \r\n\t\u00a0\n", "empty", "only blanks"),
        ("a.txt", b"text\x00text", "binary", "NUL byte at 4"),
        ("a.txt", b"%PDF-1.4\x00", "file-type", "pdftotext"),
        ("a.pdf", b"anything", "file-type", "pdftotext"),
        ("a.docx", b"PK\x03\x04", "file-type", "pandoc"),
        ("a.txt", b"PK\x03\x04", "file-type", "pandoc"),
        ("a.doc", b"x", "file-type", "libreoffice"),
        ("a.json", b"[]", "file-type", "jq"),
        ("a.png", b"\x89PNG", "file-type", "tesseract"),
        ("a.xyz", SAID, "file-type", ".jsonl"),
        ("a", SAID, "file-type", ".jsonl"),
        ("a.txt", GERMAN, "not-english", "'de'"),
        ("a.txt", "北朝鮮は木曜日に複数の弾道ミサイルを発射したと韓国軍が発表した。" * 3, "not-english", "'ja'"),
        ("a.txt", "SHARE THIS ARTICLE\nwww.example.com", "no-text", "furniture"),
        ("a.html", "<html><body></body></html>", "no-text", "no article"),
        ("a.html", b"<p>one\x00two and more</p>", "binary", "NUL"),
        ("a.txt", "caf\u00e9 \u0416".encode("cp1251", "replace") + b"\xff\xfe\x98", "encoding", "not UTF-8"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, content: bytes | str, code: str, words: str) -> None:
    folder = fill(tmp_path, {name: content, "good.txt": SAID})
    documents, [problem] = split([folder])
    assert [d.name for d in documents] == ["good"]
    assert problem.code == code
    assert problem.document.endswith(name)
    assert words in f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize("text", ["Kim Jong Un", "Hwasong-18, KN-23, Pukguksong-3", "Yes.", SAID * 3000])
def test_what_is_accepted(tmp_path: Path, text: str) -> None:
    [document], problems = split([fill(tmp_path, {"a.txt": text}) / "a.txt"])
    assert (document.text, problems) == (text, [])


@pytest.mark.parametrize("text", [f"{SAID}\r\n{SAID}", f"\ufeff{SAID}", f"{SAID}\u202e\u200b\x07\u2028 x", f"{SAID}\r"])
def test_the_text_is_the_file_decoded(tmp_path: Path, text: str) -> None:
    [document], _ = split([fill(tmp_path, {"a.txt": text})])
    assert document.text == text.removeprefix("\ufeff")
    assert document.source_sha256 == sha256(text.encode()).hexdigest()
    assert document.sha256 == sha256(document.text.encode()).hexdigest()
    for section in document.sections:
        assert (
            document.span(section.start, section.end).text == text.removeprefix("\ufeff")[section.start : section.end]
        )


def test_eight_bit_text_is_read_and_named(tmp_path: Path) -> None:
    [document], [problem] = split([fill(tmp_path, {"a.txt": f"{SAID} “Yes,” it said – at once.".encode("cp1252")})])
    assert "“Yes,”" in document.text
    assert problem.code == "encoding-guessed" in READ_ANYWAY


def test_a_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 2**30)
    documents, [problem] = split([fill(tmp_path, {"a.txt": SAID})])
    assert len(documents) == 1
    assert (problem.code, problem.document) == ("too-large", str(large))
    assert split([tmp_path / "a.txt"], Options(max_bytes=50))[1][0].code == "too-large"


def test_an_exact_repeat_is_skipped_and_the_first_named(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"a.txt": SAID, "sub/b.txt": SAID, "c.txt": SAID})
    folder = fill(folder, {"metadata.csv": "document,publisher\nc.txt,The Beacon\n"})
    documents, [problem] = split([folder])
    assert [(d.name, d.publisher) for d in documents] == [("a", None), ("c", "The Beacon")]
    assert problem.code == "duplicate"
    assert problem.document == str(folder / "sub" / "b.txt")
    assert str(folder / "a.txt") in problem.message


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"x.txt": SAID, "sub/x.txt": SAID + " It said no more.", "x.md": SAID + " That was all."})
    documents, problems = split([folder])
    names = [d.name for d in documents]
    assert len(set(names)) == 3
    assert [n.split("-")[0] for n in names] == ["x", "x", "x"]
    assert [p.code for p in problems] == ["same-name", "same-name"]
    assert all(n == "x" or n == f"x-{d.id[:6]}" for n, d in zip(names, documents, strict=True))


def test_hidden_files_links_and_folders_left_out(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"a.txt": SAID, ".hidden.txt": "no", ".git/b.txt": "no", "store/c.txt": "no"})
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    documents, problems = split([folder], Options(skip=(folder / "store",)))
    assert [d.name for d in documents] == ["a"]
    assert sorted((p.code, Path(p.document).name) for p in problems) == [
        ("link", "loop"),
        ("unreadable", "gone.txt"),
        ("unreadable", "pipe.txt"),
    ]


def test_nothing_readable_is_an_error_after_the_problems(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = read([tmp_path / "empty", tmp_path / "missing"])
    assert next(found) == Problem(
        "not-found", str(tmp_path / "missing"), f"{tmp_path / 'missing'}: No such file or directory", "Check the path"
    )
    with pytest.raises(InputError, match="Nothing to read in"):
        next(found)


def test_a_missing_path_among_good_ones_is_a_problem(tmp_path: Path) -> None:
    documents, [problem] = split([fill(tmp_path, {"a.txt": SAID}), tmp_path / "nope"])
    assert (len(documents), problem.code) == (1, "not-found")


def test_a_file_asked_for_by_name_may_have_any_ending(tmp_path: Path) -> None:
    folder = fill(
        tmp_path, {"a.log": SAID, "b": f'{{"text": "{SAID}", "doc_id": "rec"}}\n', "c": f"<html><p>{SAID}</p></html>"}
    )
    assert split([folder / "a.log"])[0][0].text == SAID
    assert split([folder / "metadata.csv"]) == ([], [])


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(SAID, encoding="utf-8")
    [document], _ = split([tmp_path])
    assert document.name == "caf\ufffd"
    assert save.decode(save.encode(document)) == document


class TestRecords:
    """JSON Lines."""

    def test_fields_names_and_hashes(self, tmp_path: Path) -> None:
        record = {
            "text": SAID,
            "title": "T",
            "published": "2024-05-30T06:14:00+09:00",
            "publisher": "P",
            "url": "u",
            "doc_id": "r1",
        }
        lines = [json.dumps(record), "", json.dumps({"text": SAID})]
        documents, problems = split([fill(tmp_path, {"in.jsonl": "\ufeff" + "\r\n".join(lines) + "\r\n"})])
        assert not problems
        first, second = documents
        assert (first.name, first.file, first.title, first.publisher, first.url) == ("r1", "in.jsonl:1", "T", "P", "u")
        assert first.published == date(2024, 5, 30)
        assert first.source_sha256 == sha256(lines[0].encode()).hexdigest()
        assert (second.name, second.file, second.published) == ("in:3", "in.jsonl:3", None)

    @pytest.mark.parametrize(
        ("line", "code", "words"),
        [
            (b'{"text": "x"', "bad-json", "no JSON"),
            (b"[]", "bad-json", "no JSON object"),
            (b"null", "bad-json", "no JSON object"),
            (b'{"title": "x"}', "bad-json", "no 'text'"),
            (b'{"text": 5}', "bad-json", "no 'text'"),
            (b'{"text": "caf\xe9"}', "encoding", "Byte 13"),
            (b'{"text": ""}', "empty", "empty"),
            (b'{"text": "a\\u0000b"}', "binary", "NUL"),
            (b"[" * 100_000, "bad-json", ""),
        ],
    )
    def test_a_bad_line_is_named_and_the_others_go_on(self, tmp_path: Path, line: bytes, code: str, words: str) -> None:
        good = json.dumps({"text": SAID, "doc_id": "good"}).encode()
        documents, [problem] = split([fill(tmp_path, {"in.jsonl": b"\n".join([line, good])})])
        assert [d.name for d in documents] == ["good"]
        assert (problem.code, problem.document) == (code, f"{tmp_path / 'in.jsonl'}:1")
        assert words in problem.message

    @pytest.mark.parametrize(
        ("field", "code"),
        [
            ({"published": "04/05/2024"}, "bad-date"),
            ({"published": 1717027200}, "bad-date"),
            ({"title": ["x"]}, "bad-field"),
            ({"text": SAID + "\ud800"}, "surrogate"),
        ],
    )
    def test_a_doubtful_field_costs_no_document(self, tmp_path: Path, field: dict[str, object], code: str) -> None:
        [document], [problem] = split([fill(tmp_path, {"in.jsonl": json.dumps({"text": SAID, **field})})])
        assert problem.code == code in READ_ANYWAY
        assert document.text.startswith(SAID)
        assert save.decode(save.encode(document)) == document

    def test_a_long_line_is_skipped_and_the_next_read(self, tmp_path: Path) -> None:
        lines = [json.dumps({"text": SAID * 40}), json.dumps({"text": SAID, "doc_id": "next"})]
        documents, [problem] = split([fill(tmp_path, {"in.jsonl": "\n".join(lines)})], Options(max_bytes=1000))
        assert [d.name for d in documents] == ["next"]
        assert (problem.code, problem.document.endswith("in.jsonl:1")) == ("too-large", True)


class TestMetadata:
    """metadata.csv beside the files."""

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("nope.txt,T,P,2024-05-30,u", "row 2: no file nope.txt"),
            (",T,P,2024-05-30,u", "row 2: no file (empty)"),
            ("a.txt,T,P,30 Febtober,u", "row 2: '30 Febtober' is no date"),
            ("a.txt,T,P,2024-05-30,u,more", "row 2: 6 cells, but 5 columns"),
            ("a.txt,T", "row 2: 2 cells, but 5 columns"),
            ("a.txt,T,P,,u\na.txt,T2,P,,u", "row 3: a second row for a.txt"),
        ],
    )
    def test_a_bad_row_is_named(self, tmp_path: Path, row: str, words: str) -> None:
        head = "document,title,publisher,published,url\n"
        documents, [problem] = split([fill(tmp_path, {"a.txt": SAID, "metadata.csv": head + row + "\n"})])
        assert len(documents) == 1
        assert problem.code == "metadata"
        assert words in problem.message

    @pytest.mark.parametrize(
        ("table", "title"),
        [
            ("document,title\na.txt,T\n", "T"),
            ("\ufeffDocument;Title\r\na.txt;T\r\n", "T"),
            ("title\tdocument\nT\ta\n", "T"),
            ('note,title,document\n"x, y","T, U",a.txt\n\n', "T, U"),
            ("document\na.txt\n", None),
        ],
    )
    def test_tables_that_are_read(self, tmp_path: Path, table: str, title: str | None) -> None:
        [document], problems = split([fill(tmp_path, {"a.txt": SAID, "metadata.csv": table})])
        assert (document.title, problems) == (title, [])

    @pytest.mark.parametrize(
        "table", ["title\nT\n", "", "a,b\n1,2\n", b"document,title\na.txt,\xff\x00\n", 'document\n"a']
    )
    def test_a_table_that_cannot_be_used_is_named_once(self, tmp_path: Path, table: bytes | str) -> None:
        [document], [problem] = split([fill(tmp_path, {"a.txt": SAID, "metadata.csv": table})])
        assert (document.title, problem.code) == (None, "metadata")

    def test_rows_of_the_folder_above(self, tmp_path: Path) -> None:
        table = "document,publisher\nsub/a.txt,Above\n"
        folder = fill(tmp_path, {"sub/a.txt": SAID, "metadata.csv": table})
        assert split([folder])[0][0].publisher == "Above"

    def test_a_row_goes_before_the_page_and_after_the_record(self, tmp_path: Path) -> None:
        table = "document,publisher\na.html,Row\nb.jsonl,Row\n"
        outlet = "<meta property='og:site_name' content='Page'>"
        page = f"<html><head>{outlet}</head><body><p>{SAID}</p><p>{SAID}</p></body></html>"
        record = json.dumps({"text": SAID, "publisher": "Record"}) + "\n" + json.dumps({"text": SAID + " Yes."})
        documents, _ = split([fill(tmp_path, {"a.html": page, "b.jsonl": record, "metadata.csv": table})])
        assert [d.publisher for d in documents] == ["Row", "Record", "Row"]


@pytest.mark.parametrize(
    ("data", "names", "reader"),
    [
        (SAID, ["stdin"], "text"),
        (
            json.dumps({"text": SAID}) + "\n" + json.dumps({"text": SAID + " Yes.", "doc_id": "r"}),
            ["stdin:1", "r"],
            "jsonl",
        ),
        (f"<!DOCTYPE html><html><body><p>{SAID}</p><p>{SAID}</p></body></html>", ["stdin"], "trafilatura"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, names: list[str], reader: str) -> None:
    class Input:
        buffer = io.BytesIO(data.encode())

    monkeypatch.setattr(sys, "stdin", Input)
    documents, problems = split([Path("-")])
    assert [d.name for d in documents] == names
    assert not problems
    assert all(d.reader.startswith(reader) for d in documents)


def test_long_json_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"text": f"{SAID} Message {i}.", "doc_id": str(i)}) for i in range(50)]

    class Input:
        buffer = io.BytesIO("\n".join(lines).encode())

    monkeypatch.setattr(sys, "stdin", Input)
    documents, problems = split([Path("-")], Options(max_bytes=400))
    assert [d.name for d in documents] == [str(i) for i in range(50)]
    assert not problems


def test_the_order_of_paths_and_what_is_given_twice_change_nothing(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"b/x.txt": SAID, "a/x.txt": SAID + " Yes.", "c.txt": SAID, "d.pdf": "", "a/.x": ""})
    paths = [folder / "a", folder / "b", folder / "c.txt", folder / "d.pdf"]
    expected = split(paths)
    assert len(expected[0]) == 2
    assert all(split(order) == expected for order in permutations(paths))
    assert split([*paths, *paths]) == expected
    assert split([folder]) == split([folder, folder / "b" / "x.txt", folder / "a"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.binary(max_size=120) | st.text(max_size=120).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_give_documents_or_problems(tmp_path: Path, data: bytes) -> None:
    for ending in ("txt", "jsonl", "html"):
        path = tmp_path / f"a.{ending}"
        path.write_bytes(data)
        documents, problems = split([path])
        assert documents or problems or ending == "jsonl"
        assert all(save.decode(save.encode(d)) == d for d in documents)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.none() | st.dates())
def test_a_document_comes_back_from_its_copy(text: str, day: date | None) -> None:
    document = Document("i", "n", text, "s", "t", "f", "r", published=day)
    assert save.decode(save.encode(document)) == document
    with pytest.raises(ValueError, match=r"."):
        save.decode(save.encode(document)[:-2])


PAGE = "\n".join(
    [
        "Two missiles fall into the sea",
        "HANBIT NEWS - Nov 21, 2024 - 11:38 | All, World",
        "The army saw two missiles fly over the sea on Thursday, and it told the allied forces at once.",
        "The officials in the capital would not say what the missiles carried, or where they fell.",
    ]
)


def test_what_a_page_prints_of_itself_is_taken_and_named(tmp_path: Path) -> None:
    [document], problems = split([fill(tmp_path, {"a.txt": PAGE})])
    assert (document.publisher, document.published) == ("HANBIT NEWS", date(2024, 11, 21))
    assert document.id == ids.document_id(PAGE, "HANBIT NEWS", None)
    assert [(p.code, p.message) for p in problems] == [
        ("date-printed", "Taken as published on 2024-11-21, the date printed above the article"),
        ("publisher-printed", "Taken as published by HANBIT NEWS, named in the line that carries its date"),
    ]
    assert {PAGE[p.start : p.end] for p in problems} == {PAGE.splitlines()[1]}
    assert all(p.code in READ_ANYWAY for p in problems)


def test_metadata_goes_before_what_a_page_prints(tmp_path: Path) -> None:
    table = "document,publisher,published\na.txt,The Beacon,2024-11-22\n"
    [document], problems = split([fill(tmp_path, {"a.txt": PAGE, "metadata.csv": table})])
    assert (document.publisher, document.published, problems) == ("The Beacon", date(2024, 11, 22), [])


def test_a_date_that_may_be_two_days_is_left_and_named(tmp_path: Path) -> None:
    [document], problems = split([fill(tmp_path, {"a.txt": PAGE.replace("Nov 21, 2024", "04/05/24")})])
    assert document.published is None
    assert ("date-unclear", "Left without a date of publication: '04/05/24' can be read in two ways") in [
        (p.code, p.message) for p in problems
    ]
    assert all(p.code in READ_ANYWAY for p in problems)
