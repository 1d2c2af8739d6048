"""Whose body it is: short forms, words that take a body up, and bodies that two states have by one name."""

from collections.abc import Callable
from datetime import date

import pytest

from kg import lexicon
from kg.extract.mentions import mentions
from kg.lexicon import Lexicon
from kg.text import ParsedText

MSMT, DIA = "Multilateral Sanctions Monitoring Team", "South Korea Defense Intelligence Agency"
NIS, HUR = "South Korea National Intelligence Service", "Ukraine Main Intelligence Directorate"
GERMAN = "Germany Foreign Ministry"
# A text, words in it, which occurrence of them (from the last one back), and the actor that they mean.
CASES = [
    ("The State Department spoke up. Japan's Defense Ministry, too, spoke. The ministry saw two missiles, a department "
     "spokesperson said.", "department spokesperson", "US State Department spokesperson"),
    ("The UK Foreign Office was asked. The ministry said no. The German Foreign Ministry said yes, a ministry "
     "spokesperson told us.", "ministry spokesperson", f"{GERMAN} spokesperson"),
    ("A police department spokesman said he was held.", "police department spokesman", "police department spokesman"),
    ("South Korean military intelligence counted boxes. The Defense Intelligence Agency said more.",
     "Defense Intelligence Agency", DIA),
    ("The Pentagon's Defense Intelligence Agency counted boxes. The Defense Intelligence Agency said more.",
     "Defense Intelligence Agency", "US Defense Intelligence Agency"),
    ("Seoul was braced. Its defence intelligence agency told lawmakers so.", "Its defence intelligence agency", DIA),
    ("South Korea's main spy agency, the National Intelligence Service, told lawmakers so.",
     "South Korea's main spy agency", NIS),
    ("The IAEA has a plan. South Korea's spy agency has one, too. The agency said no more.", "agency", NIS),
    ("South Korea's spies claim that more left.", "South Korea's spies", NIS),
    (f"The {MSMT} (MSMT) was new. In the paper, the team said that ships sailed.", "team", MSMT),
    (f"A report released in May by the {MSMT}, which took over from a UN panel, lists them. According to the report, "
     "guns went too.", "report", MSMT),
    (f"A report by the {MSMT} was out. The monitoring team said that more would follow.", "monitoring team", MSMT),
    ("Iran launched a satellite on a rocket built by the Revolutionary Guards, state-run media reported.",
     "state-run media", "Iran state media"),
    ("KCNA said the launch failed. The state space agency, known as NADA, said it knew why. The US protested.",
     "state space agency", "National Aerospace Technology Administration"),
    ("In Japan, the government issued alerts. The US was told.", "government", "Japan government"),
    ("Talks with Iran went on, John Kirby said, though the administration does not believe so.", "administration",
     "US administration"),
    ("South Korea's administration said it knew.", "South Korea's administration", "South Korea administration"),
    ("Putin visited the North. He told state television that it was fine.", "state television", "Russia state media"),
    ("The SSU said so.", "SSU", "Security Service of Ukraine"),
    ("Defence Intelligence of Ukraine said so.", "Defence Intelligence of Ukraine", HUR),
    ("The IDF said it struck.", "IDF", "Israel Defense Forces"),
    ("N. Korea sent shells: defense chief\n\nN. Korea has sent shells, Defense Minister Shin Won-sik said in Seoul.",
     "defense chief", "Shin Won-sik"),
    ("Putin fires missile at Kyiv: Tyrant boasts\n\nVladimir Putin has fired a missile at the city of Kyiv, he said.",
     "Tyrant", "Vladimir Putin"),
]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


@pytest.mark.parametrize(("text", "said", "label"), CASES, ids=[f"{c[1]}-{n}" for n, c in enumerate(CASES)])
def test_whose_body_is_meant(
    text: str, said: str, label: str, words: Lexicon, parse: Callable[..., ParsedText]
) -> None:
    found = mentions(parse(text, published=date(2024, 6, 10)), words)
    meant = [m.label for m in found if m.span.text == said]
    assert meant[-1:] == [label], [(m.span.text, m.label) for m in found]


@pytest.mark.parametrize(
    ("text", "said", "label"),
    [
        ("Shells were fired, Yuriy Ignat said.", "Yuriy Ignat", "Yurii Ihnat"),
        ("Ukrainian outlet RBC-Ukraine wrote so.", "RBC-Ukraine", "RBC-Ukraine"),
        ("Japan's weather agency, the Japan Meteorological Agency, saw it.", "Japan Meteorological Agency",
         "Japan Meteorological Agency"),
        ("Shin Won-sik spoke to reporters. Shells had left, a ministry official said.", "ministry official",
         "South Korea Defense Ministry official"),
        ("South Korea's Defense Ministry was asked. Japan's Defense Ministry spoke. South Korean Defense Minister Shin "
         "Won-sik spoke. Shells had left, a ministry official said.", "ministry official",
         "South Korea Defense Ministry official"),
        ("Gen. John Kelly said so. Kelly added more.", "Kelly", "John Kelly"),
    ],
)  # fmt: skip
def test_who_speaks_is_told(text: str, said: str, label: str, words: Lexicon, parse: Callable[..., ParsedText]) -> None:
    found = mentions(parse(text, published=date(2024, 6, 10)), words)
    assert [m.label for m in found if m.span.text == said][-1:] == [label], [(m.span.text, m.label) for m in found]
