"""Article → Document: metadata added, text checked, parts marked, name and id given."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg import ids
from kg.documents.article import Article, File, Options, Refused
from kg.documents.dateline import wire
from kg.documents.language import foreign
from kg.documents.layout import sections
from kg.documents.metadata import NAME, Row, read_metadata
from kg.documents.origin import Unclear, published
from kg.documents.outlets import outlet
from kg.model import Document, Problem, Section


class Settle:
    """Remembers what was seen, so that names are unique and an exact repeat is skipped."""

    def __init__(self, options: Options) -> None:
        self.found = 0
        self._options = options
        self._rows: dict[Path, dict[str, Row]] = {}
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def metadata(self, file: File) -> Iterator[Problem]:
        """Reads the metadata.csv of the file's folder and of those above it that were given; what is wrong with it."""
        for folder in _folders(file):
            if folder not in self._rows:
                rows, problems = read_metadata(folder, str(folder / NAME), self._options.max_bytes)
                self._rows[folder] = rows
                yield from problems

    def document(self, article: Article, file: File) -> Iterator[Document | Problem]:
        """The document with what is doubtful about it, or the one problem that refuses it."""
        try:
            yield from self._document(self._with_row(article, file))
        except Refused as refused:
            yield refused.problem

    def _with_row(self, article: Article, file: File) -> Article:
        """What metadata.csv says of the file goes before what a page says of itself, not before a record's words."""
        row = next(filter(None, (self._row(folder, file) for folder in _folders(file))), None)
        if row is None:
            return article
        record = article.reader == "jsonl"
        return replace(
            article,
            title=(record and article.title) or row.title or article.title,
            publisher=(record and article.publisher) or row.publisher or article.publisher,
            published=(record and article.published) or row.published or article.published,
            url=(record and article.url) or row.url or article.url,
        )

    def _row(self, folder: Path, file: File) -> Row | None:
        assert file.path is not None
        name = file.path.relative_to(folder)
        rows = self._rows.get(folder, {})
        return rows.get(name.as_posix()) or rows.get(name.with_suffix("").as_posix())

    def _document(self, article: Article) -> Iterator[Document | Problem]:
        _check(article, self._options)
        parts = sections(article.text, article.title, article.captions)
        article, doubts = _with_print(article, parts)
        document = ids.document_id(article.text, article.publisher, article.url)
        if document in self._ids:
            message = f"The same text, publisher and address as {self._ids[document]}, which is read"
            raise Refused("duplicate", article.shown, message)
        kinds = {s.part for s in parts}
        if "furniture" in kinds and kinds <= {"furniture", "headline"}:
            message = "Nothing but page furniture" + (" under a headline" if len(kinds) == 2 else "")
            raise Refused("no-text", article.shown, message, "Save the article's text as .txt")
        self._ids[document] = article.shown
        self.found += 1
        name = self._names.setdefault(article.name, article.shown)
        unique = article.name if name == article.shown else f"{article.name}-{document[:6]}"
        if unique != article.name:
            message = f"Another document, {name}, has the name {article.name}; this one is called {unique}"
            yield Problem("same-name", article.shown, message, "Rename one of them, or give each its own doc_id")
        yield from doubts
        yield Document(
            id=document,
            name=unique,
            text=article.text,
            sha256=sha256(article.text.encode("utf-8")).hexdigest(),
            source_sha256=article.source_sha256,
            file=article.file,
            reader=article.reader,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            wire=wire(article.text, parts),
            sections=parts,
        )


def _folders(file: File) -> tuple[Path, ...]:
    """The file's folder and those above it, up to the one that was given."""
    return tuple(file.path.parents)[: file.name.count("/") + 1] if file.path else ()


def _with_print(article: Article, parts: tuple[Section, ...]) -> tuple[Article, list[Problem]]:
    """The article with the date and outlet that its own page prints, where nothing else says them, and the findings."""
    found: list[Problem] = []

    def say(code: str, message: str, field: str, start: int, end: int) -> None:
        found.append(Problem(code, article.shown, message, f"Put the {field} into metadata.csv", start, end))

    day = None if article.published else published(article.text, parts)
    if isinstance(day, Unclear):
        say("date-unclear", f"Left without a date of publication: {day.why}", "date of publication", day.start, day.end)
    elif day:
        message = f"Taken as published on {day.day.isoformat()}, {day.where}"
        say("date-printed", message, "date of publication", day.start, day.end)
        article = replace(article, published=day.day)
    name = None if article.publisher else outlet(article.text, parts)
    if name:
        say("publisher-printed", f"Taken as published by {name.name}, named in {name.where}", "publisher", *name[2:])
        article = replace(article, publisher=name.name)
    return article, found


def _check(article: Article, options: Options) -> None:
    if not article.text:
        raise Refused("empty", article.shown, "The document is empty", "Give the article's text")
    if article.text.isspace():
        raise Refused("empty", article.shown, "The document holds only blanks", "Give the article's text")
    language = None if options.any_language else foreign(article.text)
    if language:
        message = f"The text is not English (it looks like '{language}')"
        raise Refused("not-english", article.shown, message, "Translate it, or take it out")
