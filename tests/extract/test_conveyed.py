"""Who carries the words of another: what stands beside a quotation, what follows it, and what carries nothing."""

from collections.abc import Callable

import pytest

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.mentions import mentions
from kg.extract.times import times
from kg.lexicon import Lexicon
from kg.text import ParsedText

# A text, and of each of its claims the words of the source and of those who pass it on.
CASES = [
    ('"We shall go on," the premier said, according to KCNA. "Nobody can stop us."', [("the premier", ["KCNA"])] * 2),
    ('The envoy said, per state news agency KCNA: "It is a farce."', [("The envoy", ["state news agency KCNA"])]),
    ('Peskov said, according to TASS: "No date is set."', [("Peskov", ["TASS"])]),
    ('"No date is set," Peskov told reporters, as quoted by Interfax.', [("Peskov", ["Interfax"])]),
    (
        'Kim Yo Jong denounced the drill as a rehearsal for war, KCNA reported.\n\n"The fools will pay," Kim said.',
        [("Kim Yo Jong", ["KCNA"]), ("Kim", ["KCNA"])],
    ),
    (
        "Lavrov warned Seoul against forming an alliance directed at the North, Russian news agency Tass reported.",
        [("Lavrov", ["Russian news agency Tass"])],
    ),
    ("Putin told Rossiya 1 television that the pact was binding.", [("Putin", ["Rossiya 1 television"])]),
    (
        "In a tirade on state media, Kim Yo Jong called the trip a farce.",
        [("Kim Yo Jong", ["state media"])],
    ),
    ("In a note carried on KCNA, Kim Yo Jong said the South would pay.", [("Kim Yo Jong", ["KCNA"])]),
    (
        "On Monday it fired a missile that leader Kim Jong Un called a masterpiece, according to KCNA.",
        [("leader Kim Jong Un", ["KCNA"])],
    ),
    ("North Korea's state newspaper Rodong Sinmun said the test went well.", [("newspaper Rodong Sinmun", [])]),
    # Nobody carries these.
    (
        'Kim Yo Jong denounced the drill as a rehearsal for war, KCNA reported.\n\n"We watch," Shin Won-sik said.',
        [("Kim Yo Jong", ["KCNA"]), ("Shin Won-sik", [])],
    ),
    (
        '"No date is set," Peskov told the TASS agency.\n\n"We are friends," Peskov said at a forum in Sochi.',
        [("Peskov", ["the TASS agency"]), ("Peskov", [])],
    ),
    (
        'Peskov told the TASS agency on Monday that no date was set.\n\n"We are friends," Peskov said.',
        [("Peskov", ["the TASS agency"]), ("Peskov", [])],
    ),
    (
        'The minister said in Kyiv that Ukraine "has the right" to do so, a remark the Kremlin denounced as "folly."',
        [("The minister", []), ("the Kremlin", [])],
    ),
    ("Hayashi told a press conference that the launch was a threat.", [("Hayashi", [])]),
    (
        "Pyongyang said it fired a rocket on Monday, aiming at the sea in what state media described as a drill.",
        [("Pyongyang", []), ("state media", [])],
    ),
    (
        "The envoy has said that, according to early data, the ship sank.",
        [("The envoy", []), ("early data", ["envoy"])],
    ),
    ("The minister had himself said that the engine failed.", [("The minister", [])]),
]


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:60] for t, _ in CASES])
def test_who_passes_it_on(
    text: str, expected: list[tuple[str, list[str]]], words: Lexicon, parse: Callable[..., ParsedText]
) -> None:
    parsed = parse(text)
    named = mentions(parsed, words)
    found = attributions(parsed, named, times(parsed, words), words)
    said = [(a.source.text if a.source else "", [r.span.text for r in a.relays if r.span]) for a in found]
    assert len(said) == len(expected), said
    for (source, via), (who, by) in zip(said, expected, strict=True):
        assert who in source and len(via) == len(by), said
        assert all(b in v for b, v in zip(by, via, strict=True)), said
