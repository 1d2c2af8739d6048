"""kg.text: offsets, sections and the loader's error."""

from collections.abc import Callable

import pytest

from kg.errors import KgError
from kg.text import ParsedText, load_model


def test_spans_are_offsets_of_the_document(parse_seed: Callable[[str], ParsedText]) -> None:
    parsed = parse_seed("001")
    for paragraph in parsed.paragraphs:
        for token in paragraph.doc:
            span = paragraph.span(token.i, token.i + 1)
            assert len(span.text) == len(token.text)


def test_a_model_that_is_missing_says_how_to_install_it() -> None:
    with pytest.raises(KgError, match="pip install no-such-model"):
        load_model("no_such_model")
