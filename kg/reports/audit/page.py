"""The audit as one HTML file: no other file, no address is fetched, and nothing in an article can act."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.query.answer import Value
from kg.query.names import local
from kg.reports.audit.coverage import WHY
from kg.reports.audit.markdown import axes
from kg.reports.audit.marks import Mark, marked, marks_of, span_anchor
from kg.reports.audit.relations import by_document, relations
from kg.reports.audit.shown import STEERING, anchor, html, in_words, period, plain
from kg.reports.audit.timeline import drawn, timeline
from kg.reports.audit.values import Article, Audit, Block, Check, Claim, Sentence

LONG = 20_000
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Row:
    """A section of an article with the claims that begin in it; without words it stands for sections left out."""

    block: Block
    words: Markup
    claims: tuple[Claim, ...]
    left_out: int = 0

    @property
    def long(self) -> bool:
        """Whether the words get a scroll bar of their own, so that the next section is still found."""
        return self.block.end - self.block.start > LONG


def as_html(audit: Audit) -> str:
    """The page; the same audit gives the same bytes."""
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("audit.css", "audit.js"))
    by_id = {c.id: c for c in audit.claims}
    of_article = by_document(audit)
    pictured, left_out = drawn(audit.events)
    return (
        _environment()
        .get_template("audit.html")
        .render(
            audit=audit,
            style=Markup(style),
            script=Markup(script),
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'",
            claims=by_id,
            number=_numbers(audit),
            who=_who(audit),
            related=relations(audit),
            events={e.id: e for e in audit.events},
            articles=[(a, list(_rows(a, of_article.get(a.id, []), audit))) for a in audit.articles],
            picture=timeline(pictured, by_id) if pictured else "",
            left_out=left_out,
            undated=[e for e in audit.events if not (e.earliest or e.latest)],
            gaps=_gaps(audit.coverage),
            totals=_totals(audit.coverage),
            why=WHY,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What steers the reading direction is made visible wherever it comes from, not only in the articles.
        finalize=_steered,
    )
    environment.filters |= {"anchor": anchor, "attribute": _attribute, "cell": _cell, "columns": _columns}
    environment.filters |= {"in_words": in_words, "is_address": _is_address}
    environment.globals |= {"period": period, "span_anchor": span_anchor, "axes": axes}
    return environment


def _steered(found: object) -> object:
    """What holds no steering character goes on as it is, to be escaped like the rest."""
    steers = isinstance(found, str) and not isinstance(found, Markup) and STEERING.search(found)
    return html(str(found)) if steers else found


def _attribute(text: str) -> Markup:
    """For a value between quotes, where no markup can stand."""
    return escape(plain(text))


def _cell(value: Value) -> str:
    return "" if value is None else local(value) if isinstance(value, str) else str(value)


def _columns(check: Check) -> list[int]:
    """The columns worth showing: no address where a name stands beside it (document, document_iri)."""
    return [n for n, name in enumerate(check.columns) if name.removesuffix("_iri") not in {*check.columns} - {name}]


def _is_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


class _Named(dict[str, Markup]):
    """What stands for a claim wherever it is named; made once each, since a denied claim is named a hundred times."""

    def __init__(self, given: Iterable[tuple[str, Markup]], missing: str) -> None:
        super().__init__(given)
        self._missing = missing

    def __missing__(self, name: str) -> Markup:
        return Markup(self._missing).format(name)


def _numbers(audit: Audit) -> _Named:
    """The number of each claim, as a link where its article is on the page."""
    shown = {a.id for a in audit.articles}
    link = Markup('<a href="#c-{}" aria-label="claim {}">{}</a>')
    links = ((c, link.format(anchor(c.id), c.number, c.number)) for c in audit.claims)
    linked = {c.id: made for c, made in links if c.document in shown}
    bare = {name: Markup(n) for name, n in audit.numbers.items()}
    return _Named((bare | linked).items(), "<code>{}</code>")


def _who(audit: Audit) -> _Named:
    named = ((c.id, Markup("<bdi>{}</bdi>").format(html(c.who))) for c in audit.claims)
    return _Named(named, "a claim that the graph no longer holds")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _rows(article: Article, claims: Sequence[Claim], audit: Audit) -> Iterator[Row]:
    """The sections in order; in an audit of a claim, an actor or an event, those without a claim are left out."""
    marks = marks_of(claims)
    folded = audit.focus.kind not in ("collection", "document")
    homes = _homes(article, claims)
    skipped: list[Block] = []
    for block in article.blocks:
        if folded and not homes[block] and not any(m.start < block.end and block.start < m.end for m in marks):
            skipped.append(block)
            continue
        yield from _left_out(skipped)
        skipped = []
        yield Row(block, _words(article, block, marks), tuple(homes[block]))
    yield from _left_out(skipped)


def _words(article: Article, block: Block, marks: list[Mark]) -> Markup:
    return html(article.text[block.start : block.end]) if block.part == "furniture" else marked(article, block, marks)


def _left_out(skipped: list[Block]) -> Iterator[Row]:
    if skipped:
        yield Row(Block("left-out", skipped[0].start, skipped[-1].end), Markup(""), (), len(skipped))


def _homes(article: Article, claims: Iterable[Claim]) -> dict[Block, list[Claim]]:
    """The claims by the section that they begin in; one outside all (the graph may hold anything) by the last."""
    homes: dict[Block, list[Claim]] = {block: [] for block in article.blocks}
    blocks = iter(article.blocks)
    block = next(blocks)
    for claim in sorted(claims, key=lambda c: (c.start, c.number)):
        while block.end <= claim.start and (following := next(blocks, None)):
            block = following
        homes[block].append(claim)
    return homes


def _gaps(coverage: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """By article, the sentences that no source stands behind."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in coverage:
        if sentence.cover != "attributed":
            found[sentence.document].append(sentence)
    return found


def _totals(coverage: Iterable[Sentence]) -> dict[str, dict[str, int]]:
    """By article, how many sentences are covered in which way."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(WHY, 0))
    for sentence in coverage:
        found[sentence.document][sentence.cover] += 1
    return found
