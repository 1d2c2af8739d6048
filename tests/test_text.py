"""kg.text: offsets, sections, sentences and the loader's errors."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import text
from kg.errors import KgError
from kg.model import Document
from kg.text import ParsedText, load_model, normalised

Parse = Callable[..., ParsedText]


def sentences(parsed: ParsedText) -> list[str]:
    """The sentences as the document has them."""
    return [p.span(s.start, s.end).text.strip() for p in parsed.paragraphs for s in p.doc.sents]


@pytest.mark.parametrize("seed", ["000", "001", "002"])
def test_tokens_are_characters_of_the_seed(parse_seed: Callable[[str], ParsedText], seed: str) -> None:
    parsed = parse_seed(seed)
    for paragraph in parsed.paragraphs:
        assert paragraph.section.part != "furniture"
        assert normalised(paragraph.span(0, len(paragraph.doc)).text) == paragraph.doc.text
        for token in paragraph.doc:
            assert normalised(paragraph.span(token.i, token.i + 1).text) == token.text
    assert len(parsed.paragraphs) == sum(s.part != "furniture" for s in parsed.document.sections)


@given(st.text(max_size=200))
def test_normalising_keeps_every_offset(raw: str) -> None:
    plain = normalised(raw)
    assert len(plain) == len(raw)
    assert normalised(plain) == plain


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_parsed_on_its_own_characters(parse: Parse, raw: str) -> None:
    for paragraph in parse(raw).paragraphs:
        for token in paragraph.doc:
            span = paragraph.span(token.i, token.i + 1)
            assert raw[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "“Who pays for it?” the minister asked. Nobody spoke.",
            ["“Who pays for it?” the minister asked.", "Nobody spoke."],
        ),
        ("“Never!” he shouted at the crowd.", ["“Never!” he shouted at the crowd."]),
        (
            'The envoy said it was "a threat." Seoul agreed.',
            ['The envoy said it was "a threat."', "Seoul agreed."],
        ),
        (
            "U.S. Gen. Paul LaCamera met Lt. Col. Kim in Seoul. They spoke.",
            ["U.S. Gen. Paul LaCamera met Lt. Col. Kim in Seoul.", "They spoke."],
        ),
        (
            "He said the U.S. will respond; Moscow denied it.",
            ["He said the U.S. will respond; Moscow denied it."],
        ),
        (
            "Two missiles flew at 6:14 a.m. on Thursday, the army said.",
            ["Two missiles flew at 6:14 a.m. on Thursday, the army said."],
        ),
        (
            "“We are ready,” it said. “We will answer.”",
            ["“We are ready,” it said.", "“We will answer.”"],
        ),
    ],
)
def test_sentences(parse: Parse, paragraph: str, expected: list[str]) -> None:
    assert sentences(parse(paragraph)) == expected


def test_no_sentence_crosses_a_paragraph_or_begins_with_a_closing_mark(parse_seed: Callable[[str], ParsedText]) -> None:
    for seed in ("000", "001", "002"):
        for sentence in sentences(parse_seed(seed)):
            assert "\n" not in sentence
            assert not sentence.startswith(("”", ",", ")", ";"))


def test_hard_wrapped_paragraphs_are_one(parse: Parse) -> None:
    raw = "The army said that it had seen two missiles fly\r\nover the strait before they fell into the sea\r\nof it."
    [paragraph] = parse(raw).paragraphs
    assert paragraph.doc.text == raw.replace("\r", " ").replace("\n", " ")
    assert len(list(paragraph.doc.sents)) == 1


def test_a_very_long_paragraph_is_parsed_in_pieces(
    parse: Parse, make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_LONGEST", 300)
    raw = "The army saw a missile. It fell into the sea. " * 20 + "x" * 900
    parsed = parse(raw, name="long")
    assert len(parsed.paragraphs) > 3
    assert {p.section for p in parsed.paragraphs} == set(parsed.document.sections)
    assert "".join(raw[p.start : p.start + len(p.doc.text)] for p in parsed.paragraphs) == raw
    assert parsed.paragraphs[0].doc.text.endswith("sea. ") or parsed.paragraphs[0].doc.text.endswith("missile. ")


def test_documents_come_back_in_order_and_whole(parse: Parse, make_document: Callable[..., Document]) -> None:
    documents = [make_document(f"Message {i} came.\nIt said no more.", name=str(i)) for i in range(150)]
    documents.insert(3, make_document("SHARE THIS ARTICLE", name="furniture"))
    parsed = list(text.parse(documents, load_model()))
    assert [p.document for p in parsed] == documents
    assert [len(p.paragraphs) for p in parsed] == [0 if d.name == "furniture" else 2 for d in documents]
    assert list(text.parse([], load_model())) == []


@pytest.mark.parametrize("name", ["no_such_model", "no/such/path", ""])
def test_a_model_that_is_missing_says_how_to_install_it(name: str) -> None:
    with pytest.raises(KgError, match="pip install"):
        load_model(name)


def test_spacy_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys, kg.text, kg.documents; sys.exit(any(m in sys.modules for m in ('spacy', 'trafilatura', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
