"""Which reader finds who said what, and how a language model is asked: the options that reading commands share."""

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.llm import Estimate
    from kg.pipeline import Options

# From so many questions on, a person at a terminal is asked before the first one.
_MANY = 20
NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose. The key is no option: a command line is seen by every user of a machine."""

    extractor: str
    url: str | None
    model: str | None
    rate: float
    timeout: float
    cache: Path | None
    yes: bool
    trained: Path | None = None
    network: str | None = None

    def of(self, options: "Options", cache: Path | None = None) -> "Options":
        """The options with this reader; `cache` is where a language model's answers are kept by default."""
        reader = replace(
            options.reader, extractor=self.extractor, trained=self._tagger(), happenings=self._happenings()
        )
        options = replace(options, reader=reader)
        if self.extractor != "llm":
            return options
        from kg.llm import Llm

        if not self.url or not self.model:
            raise InputError(
                "the reader by language model needs a server and a model",
                "give --llm-url and --llm-model, or set KG_LLM_URL and KG_LLM_MODEL; the key comes from KG_LLM_API_KEY",
            )
        llm = Llm(self.model, self.url, self.rate, timeout=self.timeout, cache=self.cache or cache)
        return replace(options, llm=llm, agree=self._agree)

    def _happenings(self) -> Path | None:
        from kg.tagger import HAPPENINGS
        from kg.tagger.reader import checked

        return None if self.network == NONE else checked(Path(self.network) if self.network else HAPPENINGS)

    def _tagger(self) -> Path | None:
        if self.extractor != "tagger":
            return None
        from kg.tagger import SHIPPED
        from kg.tagger.reader import checked

        return checked(self.trained or SHIPPED)

    def _agree(self, cost: "Estimate") -> None:
        click.echo(str(cost), err=True)
        if cost.questions >= _MANY and not self.yes and sys.stdin.isatty() and sys.stderr.isatty():
            click.confirm("Go on?", abort=True, err=True)


_OPTIONS = (
    click.option(
        "--extractor", type=click.Choice(["rules", "tagger", "llm"]), default="rules", show_default=True,
        help="Who reads: the rules of the ontology; these and a trained network for what no rule reads; or a language "
             "model whose every word is looked up in the text.",
    ),
    click.option("--tagger", envvar="KG_TAGGER", metavar="FOLDER", show_envvar=True,
                 type=click.Path(path_type=Path, file_okay=False),
                 help="Another trained network than the one that comes along, as kg train writes it."),
    click.option("--llm-url", envvar="KG_LLM_URL", metavar="URL", show_envvar=True,
                 help="A server that speaks the chat-completions protocol; its key is read from KG_LLM_API_KEY."),
    click.option("--llm-model", envvar="KG_LLM_MODEL", metavar="NAME", show_envvar=True, help="The model to ask."),
    click.option("--llm-rate", envvar="KG_LLM_RATE", type=click.FloatRange(0, min_open=True), default=60,
                 show_default=True, metavar="N", help="Questions a minute at most."),
    click.option("--llm-timeout", envvar="KG_LLM_TIMEOUT", type=click.FloatRange(0, min_open=True), default=300,
                 show_default=True, metavar="SECONDS", help="How long to wait for one answer."),
    click.option("--llm-cache", envvar="KG_LLM_CACHE", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
                 help="Where answers are kept (default: beside the graph; without one in the user's cache folder)."),
    click.option("--yes", is_flag=True, help="Do not ask before a long run."),
)  # fmt: skip

_NETWORK = click.option(
    "--network", envvar="KG_NETWORK", metavar="FOLDER|none", show_envvar=True,
    help="What reads transfers and launches beside the rules: another network than the one that comes along, as kg "
         "train --of events writes it; none: the rules alone, which is faster.",
)  # fmt: skip


def extractor_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options; the command is given one `choice` made of them."""
    return claim_options(_NETWORK(command))


def claim_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `extractor_options`, for commands that ask for no events: they need no network that reads them."""

    @functools.wraps(command)
    def chosen(
        *args: Any,
        extractor: str,
        tagger: Path | None,
        network: str | None = NONE,
        llm_url: str | None,
        llm_model: str | None,
        llm_rate: float,
        llm_timeout: float,
        llm_cache: Path | None,
        yes: bool,
        **others: Any,
    ) -> Any:
        choice = Choice(extractor, llm_url, llm_model, llm_rate, llm_timeout, llm_cache, yes, tagger, network)
        return command(*args, choice=choice, **others)

    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen


def user_cache() -> Path:
    """Where answers are kept when there is no store beside which they could lie."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whosaid" / "answers"
