"""What happens: what the network learns of an annotated text can be read back, and what comes along reads."""

from pathlib import Path

import pytest

from kg.tagger import HAPPENINGS
from kg.tagger.happenings import (
    AGENT,
    GIVER,
    LAUNCH,
    RECIPIENT,
    ROLES,
    TIME,
    Happening,
    annotated,
    decoded,
    targets,
    token_at,
)
from kg.tagger.reader import TOKENIZER, Happenings
from kg.tagger.windows import in_context, load_tokenizer

TEXT = "Oslo and Rome met. Rome wants ships; Oslo will part with two ferries."
PARTIES = {"norway": [[0, 4], [37, 41]], "italy": [[9, 13], [19, 23]]}
ROW = {
    "text": TEXT,
    "parties": PARTIES,
    "transfers": [{"goods": [61, 68], "giver": ["norway"], "recipient": ["italy"]}],
    "launches": [{"words": [[5, 8]], "agent": ["italy"], "times": [[14, 18]]}],
    "unsure": [[30, 35]],
}


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(str(HAPPENINGS / TOKENIZER))


def test_every_mention_of_a_party_is_learnt_and_read_back(tokenizer) -> None:
    found, unsure, other = annotated(ROW)
    (window,) = in_context([(0, TEXT)], 0, tokenizer)
    handed, met = (
        decoded(window, anchor, 0.9, [[float(role == n) for n in range(ROLES)] for role in roles])
        for anchor, roles in targets(window, found)
    )
    assert TEXT[slice(*handed.anchor)].startswith("fer") and not handed.is_launch
    assert [handed.scored((a, b), GIVER) for a, b in PARTIES["norway"]] == [1.0, 1.0]
    assert [handed.scored((a, b), RECIPIENT) for a, b in PARTIES["italy"]] == [1.0, 1.0]
    assert handed.scored((9, 13), GIVER) == handed.scored((0, 4), RECIPIENT) == handed.scored((24, 29), GIVER) == 0.0
    assert TEXT[slice(*met.anchor)] == "and" and met.is_launch
    assert [met.scored(place, role) for place, role in (((9, 13), AGENT), ((14, 18), TIME), ((5, 8), LAUNCH))] == [
        1.0
    ] * 3
    assert (unsure, other) == ([(30, 35)], [])
    assert TEXT[slice(*window.places[token_at(window, 30) or 0])] == "ships"


def test_words_without_a_score_are_no_party() -> None:
    assert Happening((0, 3), 1.0, (0, 9), ()).scored((0, 3), GIVER) == 0.0


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
def network() -> Happenings:
    return Happenings(HAPPENINGS)


@pytest.mark.parametrize(("text", "goods", "giver", "recipient"), READ)
def test_what_comes_along_reads_who_gives_what_to_whom(
    network: Happenings, text: str, goods: str, giver: str, recipient: str
) -> None:
    found = {text[slice(*h.anchor)]: h for h in network.read_in([(0, text)], [0])[0] if h.score > 0.7}
    handed = next((h for words, h in found.items() if goods.startswith(words)), None)
    assert handed is not None, found
    places = [(text.index(w), text.index(w) + len(w)) for w in (giver, recipient)]
    assert handed.scored(places[0], GIVER) > 0.5 > handed.scored(places[0], RECIPIENT)
    assert handed.scored(places[1], RECIPIENT) > 0.5 > handed.scored(places[1], GIVER)


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired two missiles into the sea on Friday, Japan said.",
        "Russia's army has lost 300 tanks since May, Britain's defence ministry said.",
        "Italy and Norway met on Friday to talk about fish.",
    ],
)
def test_where_nothing_changes_hands_nothing_is_read(network: Happenings, text: str) -> None:
    everywhere = (0, len(text))
    found = [h for h in network.read_in([(0, text)], [0]).get(0, []) if h.score > 0.7]
    assert [h for h in found if min(h.scored(everywhere, role) for role in (GIVER, RECIPIENT)) > 0.9] == []


def test_the_network_that_comes_along_is_whole() -> None:
    assert sorted(f.name for f in Path(HAPPENINGS).iterdir()) == [
        "README.md", "encoder.onnx", "roles.onnx", "tokenizer.json",
    ]  # fmt: skip


# Of each text a word that tells of a launch, who launched, and what dates it.
LAUNCHED = [
    ("North Korea is busy. On January 20 a missile roared skywards from Sunan.", "roared", "North Korea", "January 20"),
    ("On 9 March a Turkish Tayfun was let loose from Rize.", "let", "Turkish", "9 March"),
]


@pytest.mark.parametrize(("text", "word", "agent", "time"), LAUNCHED)
def test_what_comes_along_reads_who_launched_when(
    network: Happenings, text: str, word: str, agent: str, time: str
) -> None:
    found = {text[slice(*h.anchor)]: h for h in network.read_in([(0, text)], [0])[0]}
    launched = found[word]
    assert launched.is_launch and launched.score > 0.9
    for words, role in ((agent, AGENT), (time, TIME)):
        assert launched.scored((text.index(words), text.index(words) + len(words)), role) > 0.5


@pytest.mark.parametrize(
    "text",
    ["North Korea may launch a satellite in May, Japan said.", "The ministry launched a website about missiles."],
)
def test_where_nothing_was_launched_no_launch_is_read(network: Happenings, text: str) -> None:
    found = network.read_in([(0, text)], [0]).get(0, [])
    assert [text[slice(*h.anchor)] for h in found if h.is_launch and h.score > 0.9] == []
