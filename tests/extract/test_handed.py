"""What the trained network reads of transfers beside the rules, and what becomes of it: a stub points at the words."""

from collections.abc import Callable, Iterable, Sequence

import pytest

from kg import lexicon
from kg.extract import by_rules
from kg.lexicon import Lexicon
from kg.model import EventMention
from kg.tagger.happenings import GIVER, RECIPIENT, ROLES, Happening
from kg.text import ParsedText

Parse = Callable[..., ParsedText]
# Goods, giver, recipient as the stub network points at them: the last place of the words in the paragraph.
Pointed = tuple[str, str, str]


class Stub:
    """Points at words of the document, as sure as it is told to be."""

    def __init__(self, text: str, pointed: Sequence[Pointed], score: float = 0.99, party: float = 0.99) -> None:
        self.text, self.pointed, self.score, self.party = text, pointed, score, party

    def read_in(self, parts: Sequence[tuple[int, str]], numbers: Iterable[int]) -> dict[int, list[Happening]]:
        return {n: [self._handover(*told) for told in self.pointed if told[0] in parts[n][1]] for n in numbers}

    def _handover(self, goods: str, giver: str, recipient: str) -> Happening:
        parties = ((giver, GIVER), (recipient, RECIPIENT))
        told = [(self._place(words), [self.party * (n == role) for n in range(ROLES)]) for words, role in parties]
        return Happening(self._place(goods), self.score, (0, len(self.text)), tuple(told))

    def _place(self, words: str) -> tuple[int, int]:
        at = self.text.rindex(words)
        return at, at + len(words)


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon.load()


@pytest.fixture
def transfers(parse: Parse, known: Lexicon) -> Callable[..., list[EventMention]]:
    def read(text: str, *pointed: Pointed, score: float = 0.99, party: float = 0.99) -> list[EventMention]:
        parsed = parse(text)
        stub = Stub(parsed.document.text, pointed, score, party)
        found = by_rules(parsed, known, happenings=stub).events  # type: ignore[arg-type]
        return [e for e in found if known.events.is_a(e.type, "Transfer")]

    return read


def told(event: EventMention) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for role in event.roles:
        roles.setdefault(role.name, []).append(role.span.text)
    return {name: roles[name] for name in ("giver", "recipient", "item") if name in roles}


def test_goods_that_no_rule_reads_are_a_transfer_of_their_own(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Tehran has become a lifeline for Moscow: its drones are everywhere at the front."
    assert transfers(text) == []
    (made,) = transfers(text, ("drones", "Tehran", "Moscow"))
    assert (made.type, made.method) == ("ArmsTransfer", "network:ArmsTransfer")
    assert told(made) == {"giver": ["Tehran"], "recipient": ["Moscow"], "item": ["drones"]}
    assert "drones" in made.evidence.text


@pytest.mark.parametrize(("score", "party"), [(0.97, 0.99), (0.99, 0.89)])
def test_what_the_network_is_not_sure_of_is_left(
    transfers: Callable[..., list[EventMention]], score: float, party: float
) -> None:
    text = "Tehran has become a lifeline for Moscow: its drones are everywhere at the front."
    assert transfers(text, ("drones", "Tehran", "Moscow"), score=score, party=party) == []


def test_words_that_are_no_goods_hand_over_nothing(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Tehran has become a lifeline for Moscow: its drones are everywhere at the front."
    assert transfers(text, ("lifeline", "Tehran", "Moscow")) == []
    assert transfers("Its anti-tank is from Tehran, and Moscow likes it.", ("tank", "Tehran", "Moscow")) == []


def test_goods_that_the_rules_left_out_of_a_transfer_are_added_to_it(
    transfers: Callable[..., list[EventMention]],
) -> None:
    text = "Iran sent drones to Russia last year, and the rockets on its launchers are from there as well."
    (by_rule,) = transfers(text)
    (made,) = transfers(text, ("rockets", "Iran", "Russia"))
    assert told(by_rule)["item"] == ["drones"]
    assert told(made)["item"] == ["drones", "rockets"]
    assert made.method == f"{by_rule.method}+network item"
    assert made.id == by_rule.id


def test_what_was_told_before_is_taken_up_and_nothing_added(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Iran sent 200 drones to Russia in May.\n\nRussia's nights belong to 300 drones made by Iran{}."
    assert len(transfers(text.format(""), ("drones", "Iran", "Russia's"))) == 1, "nobody claims anything of them"
    first, again = transfers(text.format(", Kyiv said"), ("drones", "Iran", "Russia's"))
    assert again.antecedent == first.id
    assert (again.when, again.quantities, again.method) == (None, (), "network:again")


def test_containers_stand_for_what_they_hold(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Iran sent shells to Russia in May.\n\nKyiv said some 7,000 containers from Iran stood in Russia."
    first, again = transfers(text, ("containers", "Iran", "Russia"))
    assert again.antecedent == first.id
    assert told(again)["item"] == ["shells"]


def test_a_state_gives_itself_nothing(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Iran has become a lifeline for Moscow: Iranian drones are everywhere at the front."
    assert transfers(text, ("drones", "Iran", "Iranian")) == []


@pytest.mark.parametrize(
    ("text", "goods", "method"),
    [
        ("Moscow has been sent 300 drones. Tehran was silent.", "drones", "verb:ArmsTransfer+network giver"),
        (
            "Pyongyang was silent. In return, Moscow alleges, it has got oil, as Tehran knows.",
            "oil",
            "verb:frame-goods-received+near giver+network giver",
        ),
    ],
)
def test_a_party_that_the_rules_lack_or_guessed_is_the_network_s(
    transfers: Callable[..., list[EventMention]], text: str, goods: str, method: str
) -> None:
    (made,) = transfers(text, (goods, "Tehran", "Moscow"))
    assert told(made)["giver"] == ["Tehran"]
    assert made.method == method


def test_a_party_that_the_rules_read_stays(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Iran sent drones to Russia, and China looked on."
    (made,) = transfers(text, ("drones", "China", "Russia"))
    assert told(made)["giver"] == ["Iran"]


def test_goods_are_not_added_to_what_was_not_sent(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Iran did not send missiles to Russia, but its drones are flown there."
    denied, made = transfers(text, ("drones", "Iran", "Russia"))
    assert (denied.polarity, told(denied)["item"]) == ("negative", ["missiles"])
    assert (made.polarity, told(made)["item"]) == ("positive", ["drones"])


def test_soldiers_and_shells_of_two_clauses_are_two_transfers(transfers: Callable[..., list[EventMention]]) -> None:
    text = "North Korea sent 10,000 troops to Russia, where gunners now live on its shells."
    found = {e.type: told(e)["item"] for e in transfers(text, ("shells", "North Korea", "Russia"))}
    assert found == {"TroopDeployment": ["troops"], "ArmsTransfer": ["shells"]}


def test_goods_of_several_kinds_in_one_sentence_are_one_transfer(transfers: Callable[..., list[EventMention]]) -> None:
    text = "Pyongyang's friend is Moscow: food, oil and rockets are part of it."
    pointed = [(goods, "Moscow", "Pyongyang") for goods in ("food", "oil", "rockets")]
    (made,) = transfers(text, *pointed)
    assert told(made)["item"] == ["food", "oil", "rockets"]


def test_the_day_of_another_event_is_not_taken(transfers: Callable[..., list[EventMention]]) -> None:
    text = "North Korea fired two missiles on Friday, days after its shells turned up in Russian lines."
    (made,) = transfers(text, ("shells", "North Korea", "Russian"))
    assert made.when is None


def test_what_is_told_later_is_taken_up_only_where_nothing_was_before(
    transfers: Callable[..., list[EventMention]],
) -> None:
    text = "Russia's nights belong to 300 drones made by Iran, Kyiv said.\n\nIran sent 200 drones to Russia in May."
    again, first = transfers(text, ("drones made", "Iran,", "Russia's"))
    assert (again.antecedent, first.antecedent) == (first.id, None)
