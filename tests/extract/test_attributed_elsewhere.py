"""Claims whose source or end the parse hides, and those that come by another's mouth: who, what, by whom."""

from collections.abc import Callable

import pytest

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.mentions import mentions
from kg.extract.times import times
from kg.lexicon import Lexicon
from kg.text import ParsedText

# A text, its publisher, and of each of its claims the claimants, what they say, and who passes it on.
CASES = [
    # Who carries a person's words carries them on, until he tells or writes elsewhere.
    (
        '"The pad burned," its deputy head said, according to KCNA. He added that the crew was safe.\n\n'
        "The deputy head said the next test would follow.",
        None,
        [
            (["deputy head"], "The pad burned", ["KCNA"]),
            (["deputy head"], "the crew was safe", ["KCNA"]),
            (["deputy head"], "the next test would follow", ["KCNA"]),
        ],
    ),
    (
        "Shin Won-sik told the Interfax news agency that the ship was lost. He said the crew had swum ashore.",
        None,
        [(["Shin Won-sik"], "the ship was lost", ["Interfax"]), (["Shin Won-sik"], "the crew had swum ashore", [])],
    ),
    ("The pact is void, Kim Yo Jong said, according to KCNA.", None, [(["Kim Yo Jong"], "The pact is void", ["KCNA"])]),
    (
        "The North's foreign ministry denounced the drill. The statement was carried by KCNA.",
        None,
        [(["North Korea Foreign Ministry"], "the drill", ["KCNA"])],
    ),
    (
        "Kim Yo Jong denounced the drill, according to state media, and warned that the allies would pay.",
        None,
        [
            (["Kim Yo Jong"], "the drill", ["North Korea state media"]),
            (["Kim Yo Jong"], "the allies would pay", ["North Korea state media"]),
        ],
    ),
    ("The mayor denied the sale. The report was published by the Harbour Board.", None, [([], "the sale", [])]),
    (
        "Two ferries collided in fog, Kyodo reported with reference to the coast guard.",
        None,
        [(["Japan Coast Guard"], "Two ferries collided in fog", ["Kyodo News"])],
    ),
    (
        "Deputy Ana Cole told parliament, citing the coast guard, that two ferries had collided.",
        None,
        [
            (["Ana Cole"], "two ferries had collided", []),
            (["Japan Coast Guard"], "two ferries had collided", ["Ana Cole"]),
        ],
    ),
    (
        "Antonio Guterres, through his spokesman Jon Berg, condemned the launch.",
        None,
        [(["Antonio Guterres"], "the launch", ["Jon Berg"])],
    ),
    ("The minister, through hard work, denied the report.", None, [([], "the report", [])]),
    (
        "The trawler was stolen, according to early findings of the coast guard, Mayor Ana Cole said.",
        None,
        [
            (["Ana Cole"], "The trawler was stolen, according to early findings of the coast guard", []),
            (["Japan Coast Guard"], "The trawler was stolen", ["Ana Cole"]),
        ],
    ),
    (
        "Seoul says the fleet has sailed - ten ships of it, according to Admiral Jon Berg.",
        None,
        [(["South Korea"], "the fleet has sailed - ten ships of it", []), (["Jon Berg"], "ten ships of it", [])],
    ),
    # Whose a body is, and who shares a noun.
    (
        "Diplomats of South Korea, the United States and Japan met on the test, the foreign ministry said.",
        "Yonhap News Agency",
        [
            (
                ["South Korea Foreign Ministry"],
                "Diplomats of South Korea, the United States and Japan met on the test",
                [],
            )
        ],
    ),
    (
        "The Kremlin has said that the pact is sound.\n\nThe North fired two missiles on Monday. It fired another on "
        "Tuesday. A storm came on Wednesday. Nobody was hurt.\n\nThe presidential office warned that Seoul could act.",
        "Yonhap News Agency",
        [(["Kremlin"], "the pact is sound", []), (["South Korea presidential office"], "Seoul could act", [])],
    ),
    (
        "U.S., Ukrainian and South Korean estimates say the fleet has grown.",
        None,
        [(["South Korea", "Ukraine", "United States"], "the fleet has grown", [])],
    ),
    (
        "Danish and Finnish officials say the cable was cut.",
        None,
        [(["Danish officials", "Finnish officials"], "the cable was cut", [])],
    ),
    (
        "In talks with Japan, South Korean officials said the pact would hold.",
        None,
        [(["South Korean officials"], "the pact would hold", [])],
    ),
    (
        "A letter signed by France, Germany and Poland warned of a gap.",
        None,
        [(["France", "Germany", "Poland"], "a gap", [])],
    ),
    ("A letter about France and Germany warned of a gap.", None, [(["France"], "a gap", [])]),
    (
        "Ukraine's intelligence chief said the boats were lost.",
        None,
        [(["Kyrylo Budanov"], "the boats were lost", [])],
    ),
    # Who speaks where the parse has another subject, or none.
    (
        "Sitting beside his host Jon Berg in Oslo, envoy Ana Cole said the fence would stay.",
        None,
        [(["Ana Cole"], "the fence would stay", [])],
    ),
    (
        "In a letter sent to Mayor Ana Cole of Bergen, the Harbour Board warned that the pier was unsafe.",
        None,
        [(["Harbour Board"], "the pier was unsafe", [])],
    ),
    (
        'Jon Berg, for his part, pressed Congress to pass a bill. "Ferries save lives," he said.',
        None,
        [(["Jon Berg"], "Congress to pass a bill", []), (["Jon Berg"], "Ferries save lives", [])],
    ),
    # Where a content begins and ends.
    ("The North showed a new boat, a step sailors say would cut costs.", None, [([], "would cut costs", [])]),
    (
        'The city warned that the owners would "pay a high price" if they sail.',
        None,
        [([], 'the owners would "pay a high price" if they sail', [])],
    ),
    (
        "It was an alarm that the harbour office said two hours later had been raised in error.",
        None,
        [([], "had been raised in error", [])],
    ),
    ("Oslo denied buying ferries, which would breach the pact.", None, [(["Norway"], "buying ferries", [])]),
    (
        "Oslo denied the sale, then admitted in May of that year to having sold boats.",
        None,
        [(["Norway"], "the sale", []), (["Norway"], "having sold boats", [])],
    ),
    (
        "A boat carrying what Oslo says was a new engine has sunk off the coast, KCNA reported.",
        None,
        [
            (["KCNA"], "A boat carrying what Oslo says was a new engine has sunk off the coast", []),
            (["Norway"], "was a new engine", []),
        ],
    ),
    (
        'The union condemned the sale "in the strongest terms."',
        None,
        [([], 'the sale "in the strongest terms."', [])],
    ),
    (
        "Analysts said the ferry sank, in the city's second accident this year.",
        None,
        [(["analysts"], "the ferry sank", [])],
    ),
    (
        "The AB-10, a three-stage rocket, had put a probe at an altitude of 750 km, according to KCNA.",
        None,
        [(["KCNA"], "The AB-10, a three-stage rocket, had put a probe at an altitude of 750 km", [])],
    ),
    ("Analysts put the altitude at 50 km.", None, [(["analysts"], "the altitude at 50 km", [])]),
    ("By showing that it can sail, Oslo wins friends.", None, []),
    ("When asked by a reader whether it would sail, the captain said it would.", None, [([], "it would", [])]),
]


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize(("text", "publisher", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_who_says_what_by_whose_mouth(
    text: str,
    publisher: str | None,
    expected: list[tuple[list[str], str, list[str]]],
    words: Lexicon,
    parse: Callable[..., ParsedText],
) -> None:
    parsed = parse(text, publisher=publisher)
    named, when = mentions(parsed, words), times(parsed, words)
    label = {m.id: m.label for m in named}
    found = [
        (
            sorted(label[m] for m in a.claimants),
            " … ".join(s.text for s in a.content),
            [label.get(r.mention or "", "") for r in a.relays],
        )
        for a in attributions(parsed, named, when, words)
    ]
    assert sorted(found) == sorted(expected)
