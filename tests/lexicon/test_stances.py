"""The speech acts of the ontology: complete, readable, and each example does what its block says."""

from collections.abc import Callable

import pytest

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.mentions import mentions
from kg.lexicon import Lexicon
from kg.lexicon.stances import Stances, noun_forms, verb_forms
from kg.ontology import Ontology, local
from kg.text import ParsedText

ONTOLOGY = Ontology.load()
ACTS = [local(iri) for iri in ONTOLOGY.instances("kg:SpeechAct")]
STANCES = {"assert", "confirm", "deny", "accuse", "estimate", "vow", "warn", "condemn", "question", "suggest"}
# Examples whose act is seen in its words but whose sentence another act's cue explains as well.
NOT_BY_EXAMPLE = {"hearsay"}


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def test_there_are_ten_stances() -> None:
    assert {local(iri) for iri in ONTOLOGY.instances("kg:Stance")} == STANCES


@pytest.mark.parametrize("kind", ["kg:Stance", "kg:SpeechAct", "kg:Frame", "kg:WordList"])
def test_everything_has_label_definition_and_example(kind: str) -> None:
    for iri in ONTOLOGY.instances(kind):
        for predicate in ("rdfs:label", "skos:definition", "skos:example"):
            assert ONTOLOGY.texts(iri, predicate), f"{local(iri)} has no {predicate}"


def test_every_act_has_a_known_stance_frames_and_cues() -> None:
    frames = set(ONTOLOGY.instances("kg:Frame"))
    for iri in ONTOLOGY.instances("kg:SpeechAct"):
        assert local(ONTOLOGY.iri(iri, "kg:stance") or "") in STANCES
        assert ONTOLOGY.iris(iri, "kg:frame") and set(ONTOLOGY.iris(iri, "kg:frame")) <= frames
        cues = ("kg:verb", "kg:noun", "kg:adjective", "kg:adverb", "kg:preposition")
        assert any(ONTOLOGY.texts(iri, p) for p in cues), f"{local(iri)} has no cue"


def test_what_a_negated_act_becomes_is_an_act() -> None:
    for iri in ONTOLOGY.instances("kg:SpeechAct"):
        assert set(ONTOLOGY.iris(iri, "kg:whenNegated")) <= set(ONTOLOGY.instances("kg:SpeechAct"))


def test_the_vocabulary_covers_english_news(words: Lexicon) -> None:
    verbs = {v.split()[0] for iri in ONTOLOGY.instances("kg:SpeechAct") for v in ONTOLOGY.texts(iri, "kg:verb")}
    assert len(verbs) > 400
    common = "say tell add ask announce claim deny confirm accuse warn vow suggest believe estimate condemn report urge"
    assert set(common.split()) <= verbs
    assert {"said", "says", "denies", "accusing", "urged"} & set(words.stances.verbs) >= {"says", "denies", "accusing"}


def test_cues_with_fixed_words_are_tried_first(words: Lexicon) -> None:
    lengths = [len(cue.words) for cue in words.stances.verbs["call"]]
    assert lengths == sorted(lengths, reverse=True)


def test_a_user_adds_a_cue_by_a_line_of_turtle(
    tmp_path: pytest.TempPathFactory, parse: Callable[..., ParsedText]
) -> None:
    file = tmp_path / "mine.ttl"  # type: ignore[operator]
    file.write_text(
        '@prefix kg: <https://w3id.org/whosaid/ontology#> .\n<https://w3id.org/whosaid/act/say> kg:verb "burble" .\n'
    )
    text = parse("The envoy burbled that the talks had failed.")
    assert attributions(text, (), (), lexicon.load()) == ()
    found = attributions(text, (), (), lexicon.load([file]))
    assert [a.content[0].text for a in found] == ["the talks had failed"]


@pytest.mark.parametrize("name", [n for n in ACTS if n not in NOT_BY_EXAMPLE])
def test_the_example_of_an_act_makes_a_claim_of_its_stance(
    name: str, words: Lexicon, parse: Callable[..., ParsedText]
) -> None:
    iri = f"https://w3id.org/whosaid/act/{name}"
    text = parse(ONTOLOGY.text(iri, "skos:example") or "")
    found = attributions(text, mentions(text, words), (), words, wide=True)
    assert local(ONTOLOGY.iri(iri, "kg:stance") or "") in {a.stance for a in found}


def test_forms_are_regular() -> None:
    assert verb_forms("stress") == ("stress", "stresses", "stressed", "stressing")
    assert "quipped" in verb_forms("quip")
    assert noun_forms("speech") == ("speech", "speeches")


def test_lists_that_the_rules_read_are_there(words: Lexicon) -> None:
    stances: Stances = words.stances
    for name in (
        "light-verbs", "aspect-verbs", "undoing-verbs", "blame", "bad", "refusals", "claims", "texts", "media",
        "headline-sources", "inferring-verbs", "contentless", "viewpoints", "carrying-verbs",
    ):  # fmt: skip
        assert stances.words(name), name
    assert stances.certainty["may"] == "possible"
    assert stances.certainty["unlikely"] == "doubtful"
