"""Recorded launches beside the news: references are added to a store and resolved with what it holds."""

from collections.abc import Sequence
from pathlib import Path

from kg import decisions
from kg.errors import InputError
from kg.model import Document, Problem
from kg.pipeline import Options, Progress, Record, kept_documents, rebuild
from kg.references import Mapping, read_reference


def link(files: Sequence[Path], mapping: Mapping | None, store: Path, options: Options, progress: Progress) -> Record:
    """Add reference files to a store; one that it holds already under the name is replaced, so that twice is once.

    Raises InputError where there is no store to link to, or a file that nobody can read.
    """
    kept = kept_documents(store)
    if not kept:
        raise InputError(f"{store} holds no documents to link to", f"kg build ARTICLES --store {store}")
    fresh = [read_reference(file, mapping) for file in files]
    documents, problems = _replaced(kept, fresh)
    rulings, wrong = decisions.gathered(options.decisions, (), store, add=True)
    return rebuild(documents, [*problems, *wrong], store, options, progress, rulings)


def _replaced(kept: Sequence[Document], fresh: Sequence[Document]) -> tuple[list[Document], list[Problem]]:
    """The documents with the new references; an article that bears a reference's name keeps it."""
    new = {d.name: d for d in fresh}
    taken = sorted(d.name for d in kept if not d.mapping and d.name in new)
    if taken:
        raise InputError(f"the store holds an article named {taken[0]}", "Rename the reference file")
    stays = [d for d in kept if d.name not in new]
    problems = [
        Problem("reference-replaced", d.name, "another version of this reference was in the store; it is replaced")
        for d in kept
        if d.name in new and d != new[d.name]
    ]
    return [*stays, *new.values()], problems
