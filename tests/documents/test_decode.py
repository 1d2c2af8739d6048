"""kg.documents.decode: every encoding that is read, and every one that is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.article import Refused
from kg.documents.decode import decode, kind_of

SAID = "Korea’s army said: “We are ready” – café\r\nEnd"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SAID.encode(), SAID),
        (b"\xef\xbb\xbf" + SAID.encode(), SAID),
        (b"\xff\xfe" + SAID.encode("utf-16-le"), SAID),
        (b"\xfe\xff" + SAID.encode("utf-16-be"), SAID),
        (b"\xff\xfe\x00\x00" + SAID.encode("utf-32-le"), SAID),
        (b"", ""),
        ("\ufeff\ufeffx".encode(), "\ufeffx"),
        ("a\x07b\u202ec\u2028d".encode(), "a\x07b\u202ec\u2028d"),
    ],
)
def test_unicode_is_read_exactly(data: bytes, text: str) -> None:
    assert decode(data, "f") == (text, None)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_eight_bit_text_is_read_and_reported(encoding: str) -> None:
    text, problem = decode(SAID.encode(encoding), "f.txt")
    assert text == SAID
    assert problem is not None
    assert (problem.code, problem.document) == ("encoding-guessed", "f.txt")
    assert "Byte 5 " in problem.message and encoding in problem.message


@pytest.mark.parametrize(
    ("data", "code", "start", "words"),
    [
        (b"caf\xc3\xa9 said \x92", "encoding", 11, "0x92, line 1"),
        ("Сеул".encode("cp1251"), "encoding", 0, "not UTF-8"),
        ("서울".encode("euc-kr"), "encoding", 0, "not UTF-8"),
        (b"\xff\xfea", "encoding", 2, "UTF-16-LE"),
        ("Seoul".encode("utf-16-le"), "encoding", 1, "UTF-16LE without"),
        ("Seoul".encode("utf-16-be"), "encoding", 0, "UTF-16BE without"),
        (b"text \x00 more text follows here", "binary", 5, "NUL byte at 5"),
        (b"\xff\xfe" + "a\0b".encode("utf-16-le"), "binary", 1, "NUL"),
    ],
)
def test_what_would_be_a_guess_is_refused_with_its_place(data: bytes, code: str, start: int, words: str) -> None:
    with pytest.raises(Refused) as error:
        decode(data, "f")
    problem = error.value.problem
    assert (problem.code, problem.start) == (code, start)
    assert words in problem.message


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(b"%PDF-1.7", ".pdf"), (b"PK\x03\x04..", ".docx"), (b"{\\rtf1", ".rtf"), (b"\x89PNG", ".png"), (b"Plain", None)],
)
def test_other_file_types_are_known_by_their_first_bytes(data: bytes, suffix: str | None) -> None:
    assert kind_of(data) == suffix


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "f").text == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "f").text
    except Refused as refused:
        assert refused.problem.message
    else:
        assert "\0" not in text
