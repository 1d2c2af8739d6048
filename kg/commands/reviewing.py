"""Let a person judge what the program left in doubt."""

import getpass
import os
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import DEFAULT_STORE, sink, store_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.reports.review import Pair
    from kg.store import Store

_ANSWERS = {"s": "same", "same": "same", "d": "different", "different": "different", "q": "quit", "quit": "quit",
            "": "skip", "skip": "skip"}  # fmt: skip


@click.command()
@store_option
@click.option("--decisions", "file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Where decisions are written (default: decisions.csv in the store's folder).")  # fmt: skip
@click.option("--by", metavar="NAME", help="Who decides (default: your user name).")
@click.option("--at", metavar="DATE", help="When (default: today).")
@click.option("--list", "only_list", is_flag=True, help="Only list the pairs, without asking.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table",
              show_default=True, help="Of the list.")  # fmt: skip
def review(store: str, file: Path | None, by: str | None, at: str | None, only_list: bool, form: str) -> None:
    """Show the pairs of events or actors that may be one, side by side, and write down what you decide.

    Answers: s same, d different (a reason may follow: "s misdated"), Enter skips, q quits. Each is on the disk before
    the next question. The graph changes when it is built again with the decisions; the last line tells how.
    """
    from kg.query import write_answer
    from kg.reports.review import as_answer, judged, pairs
    from kg.store import open_store

    where = file or _default(store)
    graph = open_store(store)
    done = judged(where)
    open_pairs = [p for p in pairs(graph) if p.ids not in done]
    if only_list:
        with sink(None) as out:
            write_answer(as_answer(open_pairs), form, out)
        return
    if not open_pairs:
        click.echo("nothing is left in doubt")
        return
    written = _ask_all(graph, open_pairs, where, by or _user(), at or date.today().isoformat())
    click.echo(f"{written} decision{'' if written == 1 else 's'} written to {where}")
    if written:
        click.echo(f"apply with: {_command(store, where)}")


def _ask_all(graph: "Store", found: "Sequence[Pair]", file: Path, by: str, at: str) -> int:
    """Ask about each pair until the person quits; the number of decisions written."""
    from rich.console import Console

    from kg.reports.review import append, show_pair

    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    written = 0
    for n, pair in enumerate(found, 1):
        try:
            show_pair(graph, pair, console, f"{n}/{len(found)}")
            answer, because = _answer()
            if answer == "quit":
                break
            if answer != "skip":
                append(file, pair, answer, because, by, at)
                written += 1
        except (click.Abort, KeyboardInterrupt):  # ctrl-c, or the end of the input: what was decided is on the disk
            click.echo()
            break
    return written


def _answer() -> tuple[str, str]:
    """The judgement and the reason, given in one line so that no decision waits for its reason."""
    while True:
        given = click.prompt("[s]ame or [d]ifferent (and why), Enter skips, [q]uit", default="", show_default=False)
        word, _, because = given.strip().partition(" ")
        if (answer := _ANSWERS.get(word.lower().rstrip(",:"))) is not None:
            return answer, because.strip()
        click.echo("write s or d, with a reason if you like (“s the same salvo, misdated”), q, or nothing")


def _default(store: str) -> Path:
    """Inside the store's folder, where every build of it looks; here for a server."""
    return Path("decisions.csv") if "://" in store else Path(store) / "decisions.csv"


def _command(store: str, file: Path) -> str:
    if "://" in store:
        return f"kg build PATH… --decisions {shlex.quote(str(file))}"
    words = ["kg", "build", "--add"]
    words += ["--store", store] if store != DEFAULT_STORE else []
    words += ["--decisions", str(file)] if file.resolve() != _default(store).resolve() else []
    return shlex.join(words)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER") or "unknown user"
