"""whosaid: an auditable knowledge graph of actors, events and attributed claims, built from news.

In a notebook: `import kg; store = kg.open("kg-store"); store.ask("claims")`.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What notebooks use is imported when it is asked for: `import kg` stays quick, and layers stay apart."""
    if name == "open":
        return import_module("kg.notebook").open
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), "open"])
