"""The command `kg`."""

import os
import sys
from typing import Any

import click

from kg import __version__
from kg.commands import COMMANDS
from kg.errors import KgError


class Commands(click.Group):
    """Prints an expected error as two lines, what is wrong and what to do, and exits with its code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"error: {error.message}", err=True)
            if error.remedy:
                click.echo(f"remedy: {error.remedy}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader (head, less) has seen enough; that is no error.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn news into an auditable graph of actors, events and attributed claims.

    \b
    kg build articles/          read a folder of articles into the graph
    kg ask                      list the questions that it answers
    kg ask claims-by-actor --actor "North Korea"
    kg show CLAIM               one claim in its paragraph, with who said it and who denies it
    kg audit -o audit.html      everything marked in the articles, to be checked by a reader
    kg export gexf -o graph.gexf

    Exit codes: 0 all well, 1 the answer is a finding (a failed gate, a defect), 2 wrong use or unusable input.
    """


for command in COMMANDS:
    main.add_command(command)
