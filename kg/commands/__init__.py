"""The commands of `kg`, thin over the library; each imports what it needs when it runs, so that --help is fast."""

from kg.commands.asking import ask, show, sparql
from kg.commands.building import build, extract, remove, validate
from kg.commands.comparing import diff
from kg.commands.evaluating import evaluate
from kg.commands.giving import audit, export, verify
from kg.commands.linking import link
from kg.commands.reviewing import review
from kg.commands.training import train

COMMANDS = (
    build,
    remove,
    validate,
    ask,
    sparql,
    show,
    export,
    extract,
    verify,
    audit,
    evaluate,
    review,
    diff,
    link,
    train,
)

__all__ = ["COMMANDS"]
