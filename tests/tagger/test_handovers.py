"""Who gives what to whom: what the network learns of an annotated text can be read back, and what comes along reads."""

from pathlib import Path

import pytest

from kg.tagger import HANDOVERS
from kg.tagger.handovers import ROLES, Handover, annotated, decoded, targets, token_at
from kg.tagger.reader import TOKENIZER, Handovers
from kg.tagger.windows import in_context, load_tokenizer

TEXT = "Oslo and Rome met. Rome wants ships; Oslo will part with two ferries."
PARTIES = {"norway": [[0, 4], [37, 41]], "italy": [[9, 13], [19, 23]]}
ROW = {
    "text": TEXT,
    "parties": PARTIES,
    "transfers": [{"goods": [61, 68], "giver": ["norway"], "recipient": ["italy"]}],
    "unsure": [[30, 35]],
}


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(str(HANDOVERS / TOKENIZER))


def test_every_mention_of_a_party_is_learnt_and_read_back(tokenizer) -> None:
    found, unsure, other = annotated(ROW)
    (window,) = in_context([(0, TEXT)], 0, tokenizer)
    ((anchor, roles),) = targets(window, found)
    scores = [[float(role == n) for n in range(ROLES)] for role in roles]
    read = decoded(window, anchor, 0.9, scores)
    assert TEXT[slice(*read.goods)].startswith("fer")
    assert [read.giving((a, b)) for a, b in PARTIES["norway"]] == [1.0, 1.0]
    assert [read.receiving((a, b)) for a, b in PARTIES["italy"]] == [1.0, 1.0]
    assert read.giving((9, 13)) == read.receiving((0, 4)) == read.giving((24, 29)) == 0.0
    assert (unsure, other) == ([(30, 35)], [])
    assert TEXT[slice(*window.places[token_at(window, 30) or 0])] == "ships"


def test_words_without_a_score_are_no_party() -> None:
    assert Handover((0, 3), 1.0, ()).giving((0, 3)) == 0.0


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_paragraph_is_read_behind_the_end_of_what_stands_before_it(tokenizer, number: int) -> None:
    lines = ["One " * 80 + "end.", "Two words.", "Three " * 400 + "last."]
    starts = [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]
    parts = list(zip(starts, lines, strict=True))
    text = "\n".join(lines)
    shown = list(in_context(parts, number, tokenizer))
    read = [text[slice(*w.places[n])] for w in shown for n in range(w.own, w.size - 1)]
    assert read == lines[number].replace(".", " .").split(), "each token is read once"
    seen = [text[slice(*w.places[n])] for w in shown[:1] for n in range(1, w.own - 1)]
    assert seen[-1:] == [[], ["."], ["."]][number] and len(seen) == [0, 60, 60][number]


# Of each text the goods that change hands, with the states that the network must take for giver and recipient.
READ = [
    ("Half of the shells that Russian gunners fire come out of North Korean factories.", "shells", "Korean", "Russian"),
    ("Tehran has become a lifeline for Moscow: its drones are everywhere at the front.", "drones", "Tehran", "Moscow"),
]


@pytest.fixture(scope="module")
def network() -> Handovers:
    return Handovers(HANDOVERS)


@pytest.mark.parametrize(("text", "goods", "giver", "recipient"), READ)
def test_what_comes_along_reads_who_gives_what_to_whom(
    network: Handovers, text: str, goods: str, giver: str, recipient: str
) -> None:
    found = {text[slice(*h.goods)]: h for h in network.read_in([(0, text)], 0) if h.score > 0.7}
    handed = next((h for words, h in found.items() if goods.startswith(words)), None)
    assert handed is not None, found
    places = [(text.index(w), text.index(w) + len(w)) for w in (giver, recipient)]
    assert handed.giving(places[0]) > 0.5 > handed.receiving(places[0])
    assert handed.receiving(places[1]) > 0.5 > handed.giving(places[1])


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired two missiles into the sea on Friday, Japan said.",
        "Russia's army has lost 300 tanks since May, Britain's defence ministry said.",
        "Italy and Norway met on Friday to talk about fish.",
    ],
)
def test_where_nothing_changes_hands_nothing_is_read(network: Handovers, text: str) -> None:
    everywhere = (0, len(text))
    found = [h for h in network.read_in([(0, text)], 0) if h.score > 0.7]
    assert [h for h in found if min(h.giving(everywhere), h.receiving(everywhere)) > 0.5] == []


def test_the_network_that_comes_along_is_whole() -> None:
    assert sorted(f.name for f in Path(HANDOVERS).iterdir()) == [
        "README.md", "encoder.onnx", "roles.onnx", "tokenizer.json",
    ]  # fmt: skip
