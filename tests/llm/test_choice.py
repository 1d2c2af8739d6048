"""Before a long run of questions a person at a terminal is asked; nobody else is."""

import sys

import click
import pytest

from kg.commands.reading import Choice
from kg.llm import Estimate
from kg.pipeline import Options


@pytest.mark.parametrize(
    ("questions", "yes", "terminal", "answer", "asked", "goes_on"),
    [
        (19, False, True, False, False, True),
        (20, False, True, True, True, True),
        (20, False, True, False, True, False),
        (20, True, True, False, False, True),
        (20, False, False, False, False, True),
    ],
)
def test_a_long_run_is_agreed_to(
    questions: int,
    yes: bool,
    terminal: bool,
    answer: bool,
    asked: bool,
    goes_on: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prompts: list[str] = []

    def confirm(text: str, abort: bool, err: bool) -> None:
        prompts.append(text)
        if not answer:
            raise click.Abort

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    options = Choice("llm", "http://nowhere.invalid/v1", "model", 60, 300, None, yes).of(Options())
    went_on = True
    try:
        options.agree(Estimate("model", questions, 1000, 500, 1.0))
    except click.Abort:
        went_on = False
    assert (bool(prompts), went_on) == (asked, goes_on)
    assert f"{questions} questions to model: about 1,000 tokens to send" in capsys.readouterr().err


def test_the_rules_ask_nobody() -> None:
    assert Choice("rules", None, None, 60, 300, None, False).of(Options()) == Options()
