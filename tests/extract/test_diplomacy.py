"""Meetings, visits, treaties, exercises and protests in the forms that news tells them in."""

from datetime import date

import pytest

from kg.extract import by_rules
from kg.lexicon import load

FOUND = [
    ("“We have lodged a strong protest,” the minister said.", "Protest", "protest"),
    ("Rome has filed a complaint with Lima, the ministry said.", "Protest", "complaint"),
    ("Kim Jong Un travelled to Vladivostok for a summit with Vladimir Putin.", "Meeting", "summit"),
    ("Foreign ministers of the Group of Seven gathered in Rome on Friday.", "Meeting", "gathered"),
    ("The crisis unit convened an emergency session on Monday.", "Meeting", "session"),
    ("Iran and Russia sealed the friendship with a defence pact in May.", "Treaty", "sealed"),
    ("The United States flew a bomber alongside Japanese fighter jets on Sunday.", "Exercise", "flew"),
    ("Sergei Lavrov cut short an official visit.", "Visit", "visit"),
    ("Sergei Lavrov paid a visit to Pyongyang in October.", "Visit", "visit"),
    ("Antony Blinken arrived in Kyiv on Monday.", "Visit", "arrived"),
]
NOTHING = [
    "The doors were sealed with tape.",
    "Troops gathered in Kursk.",
    "The airline flew a plane with 80 passengers.",
    "The company convened no one.",
    "The message went to Moscow.",
    "Vladimir Putin left Moscow in a good mood.",
]


def events(text: str, parse) -> set[tuple[str, str]]:
    found = by_rules(parse(text, published=date(2024, 5, 30)), load()).events
    return {(e.type, e.trigger.text) for e in found}


@pytest.mark.parametrize(("text", "kind", "trigger"), FOUND)
def test_the_event_is_found(text: str, kind: str, trigger: str, parse) -> None:
    assert (kind, trigger) in events(text, parse)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_one_is_none(text: str, parse) -> None:
    assert events(text, parse) == set()
