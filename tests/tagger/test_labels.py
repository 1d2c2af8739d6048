"""What the network learns of an annotated text can be read back from it: one row of roles for each anchor."""

import pytest

from kg.errors import InputError
from kg.tagger.labels import ROLES, Annotated, Proposal, annotated, decoded, targets
from kg.tagger.reader import Tagger
from kg.tagger.windows import Window, paragraphs

TEXT = "The mayor has said the bridge is safe, Oslo Radio reported."


def window(text: str) -> Window:
    """Words and marks as tokens, framed as by the tokenizer."""
    places, at = [], 0
    for word in text.replace(",", " ,").replace(".", " .").split():
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    return Window((0,) * (len(places) + 2), ((0, 0), *places, (0, 0)))


def part(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


SAID = Annotated((part("The mayor"),), (part("has said"),), (part("the bridge is safe"),))
REPORTED = Annotated((part("Oslo Radio"),), (part("reported"),), (part("The mayor has said the bridge is safe"),))


def test_nested_claims_have_an_anchor_each() -> None:
    shown = window(TEXT)
    assert [TEXT[slice(*shown.places[k])] for k, _ in targets(shown, TEXT, (SAID, REPORTED))] == ["said", "reported"]


@pytest.mark.parametrize("claim", [SAID, REPORTED])
def test_what_is_learnt_is_read_back(claim: Annotated) -> None:
    shown = window(TEXT)
    ((anchor, roles),) = targets(shown, TEXT, (claim,))
    scores = [[float(role == n) for n in range(ROLES)] for role in roles]
    assert decoded(shown, anchor, 0.9, scores) == Proposal(claim.source, claim.cue, claim.content, 0.9)


def test_without_content_nothing_is_read() -> None:
    shown = window(TEXT)
    assert decoded(shown, 4, 0.9, [[1.0, 0.0, 0.0, 0.0]] * shown.size) is None


def test_a_corpus_line_gives_what_has_cue_and_content() -> None:
    row = {
        "attributions": [
            {"source": [0, 9], "cue": [[14, 18]], "content": [[19, 37]]},
            {"source": None, "cue": [14, 18], "content": [19, 37]},
            {"source": [0, 9], "cue": [], "content": [19, 37]},
        ]
    }
    assert list(annotated(row)) == [
        Annotated(((0, 9),), ((14, 18),), ((19, 37),)),
        Annotated((), ((14, 18),), ((19, 37),)),
    ]


def test_lines_with_words_are_paragraphs() -> None:
    assert list(paragraphs("One.\n \nTwo.\n")) == [(0, "One."), (7, "Two.")]


def test_a_folder_without_a_network_is_refused_with_a_remedy(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(InputError, match=r"no encoder\.onnx") as refused:
        Tagger(tmp_path_factory.mktemp("empty"))
    assert "kg train" in refused.value.remedy
