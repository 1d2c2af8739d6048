"""HTML page → article: text by trafilatura; title, date, outlet and address from what the page says of itself."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

from kg.documents.article import Refused
from kg.documents.decode import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Encodings that the web's standard reads as Windows-1252, and those that need no telling.
_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252", "cp1252"})
_CAPTION_CLASS = re.compile(r"(?:^|[-_ ])caption(?:$|[-_ ])|figcaption|caption(?:-|_)?text", re.IGNORECASE)
_REMEDY = "Save the article's text as .txt (pages that a script fills are empty when saved)"
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "table", "ul", "br"})
# No clock: htmldate's own upper bound would be today.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1980-01-01", "max_date": "2200-01-01"}


@cache
def reader() -> str:
    """The reader's name for `Document.reader`; another version may give another text."""
    return f"trafilatura {version('trafilatura')}, with headline and captions"


@cache
def _quiet() -> None:
    """trafilatura and its helpers log what they meet in a page; a page that fails becomes a Problem anyway."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the article's text, which of its lines are captions, and what the page says of itself."""

    text: str
    captions: frozenset[str] = frozenset()
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


def decode_page(data: bytes, shown: str) -> str:
    """The characters of a page: by its byte order mark, its own declaration, else as any other text."""
    match = _CHARSET.search(data[:4096])
    label = match[1].decode("ascii", "replace").lower() if match else "utf-8"
    label = "cp1252" if label in _WESTERN else label
    if label.startswith("utf") or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data, shown).text
    try:
        return data.decode(label)
    except (LookupError, UnicodeDecodeError):
        return decode(data, shown).text


def read_page(markup: str, shown: str) -> Page:
    """The article of a page; raises Refused where there is none."""
    try:
        return _read_page(markup, shown)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # Pages break every rule there is; one that breaks the extractor must not cost the others theirs.
        message = f"The page could not be read: {type(error).__name__}: {error}"
        raise Refused("page-failed", shown, message, "Save the article's text as .txt") from error


def _read_page(markup: str, shown: str) -> Page:
    import trafilatura

    _quiet()
    tree = trafilatura.load_html(_DECLARATION.sub("", markup, count=1))
    if tree is None:
        raise Refused("no-text", shown, "This is no HTML page", "Give the article's text")
    facts = list(_statements(tree))
    captions = frozenset(_free_captions(tree))
    _free_tables(tree)
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
    )
    if found is None or not (found.text or "").strip():
        raise Refused("no-text", shown, "The page holds no article that can be told from its furniture", _REMEDY)
    publisher = _outlet(facts) or found.sitename
    title = _without_outlet(found.title, publisher)
    text = _with_headline(found.text, title)
    day = date.fromisoformat(found.date) if found.date else None
    return Page(text, captions, title, publisher, day, found.url)


def _free_captions(tree: Any) -> Iterator[str]:
    """Makes paragraphs of the captions, which trafilatura leaves out: a caption may say what the text does not."""
    for element in list(tree.iter("figcaption", "div", "p", "span", "td")):
        if element.tag != "figcaption" and not _CAPTION_CLASS.search(element.get("class") or ""):
            continue
        words = " ".join(element.text_content().split())
        if not words or element.getparent() is None:
            continue
        paragraph = element.makeelement("p")
        paragraph.text = words
        yield words
        if element.tag == "td":
            element.clear()
            element.append(paragraph)
            continue
        figure = next(element.iterancestors("figure"), None)
        (element if figure is None else figure).addnext(paragraph)
        paragraph.tail = None
        element.drop_tree()


def _free_tables(tree: Any) -> None:
    """Marks the tables that only lay the page out, so that their paragraphs stay paragraphs."""
    for table in tree.iter("table"):
        if any(cell.find(f".//{tag}") is not None for cell in table.iter("td") for tag in _BLOCKS):
            table.set("role", "presentation")


def _statements(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, those of a @graph one by one; what does not parse says nothing."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (g for g in [item, *(graph if isinstance(graph, list) else [])] if isinstance(g, dict))


def _outlet(facts: list[dict[str, Any]]) -> str | None:
    """The publisher's name of the article that the page describes."""
    named = {f["@id"]: f for f in facts if isinstance(f.get("@id"), str) and f.get("name")}
    for fact in facts:
        publisher = fact.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if "Article" in str(fact.get("@type")) and isinstance(publisher, dict):
            name = publisher.get("name") or named.get(str(publisher.get("@id")), {}).get("name")
            if isinstance(name, str) and name.strip():
                return " ".join(name.split())
    return None


def _without_outlet(title: str | None, publisher: str | None) -> str | None:
    """A title without the outlet's name that many pages put behind or before it.

    >>> _without_outlet("Two missiles fall | The Beacon", "The Beacon")
    'Two missiles fall'
    """
    if title and publisher:
        name = re.escape(publisher)
        title = re.sub(rf"\s+[|–—:·-]+\s+{name}\s*$|^{name}\s*[|–—:·-]+\s+", "", title, flags=re.IGNORECASE)
    return " ".join(title.split()) if title else None


def _with_headline(text: str, title: str | None) -> str:
    """The text under its headline: the extractor takes some headlines for a part of the page's frame."""
    top = " ".join(" ".join(text.splitlines()[:6]).split()).casefold()
    return text if not title or title.casefold() in top else f"{title}\n{text}"
