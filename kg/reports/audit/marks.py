"""The words of an article with source, cue and content of its claims marked and numbered, nested ones inside."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kg.reports.audit.shown import anchor, html
from kg.reports.audit.values import Article, Block, Claim, Passage

# What is outermost where several marks cover the same words.
_ORDER = {"content": 0, "narrated": 1, "relay": 2, "source": 3, "cue": 4}
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Words marked for one or more claims; `opens` and `closes` are false where a mark that crosses another was cut."""

    start: int
    end: int
    role: str
    claims: tuple[Claim, ...]
    opens: bool = True
    closes: bool = True

    @property
    def key(self) -> tuple[int, int, int, tuple[int, ...]]:
        return self.start, -self.end, _ORDER[self.role], tuple(c.number for c in self.claims)


def marks_of(claims: Iterable[Claim]) -> list[Mark]:
    """One mark for each run of words and role, however many claims share it, in the order of opening."""
    found: dict[tuple[int, int, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for role, passages in _roles(claim):
            for p in passages:
                if claim not in found[p.start, p.end, role]:
                    found[p.start, p.end, role].append(claim)
    made = (Mark(start, end, role, tuple(of)) for (start, end, role), of in found.items())
    return sorted(made, key=lambda m: m.key)


def _roles(claim: Claim) -> Iterator[tuple[str, Iterable[Passage]]]:
    yield "narrated" if claim.kind == "narrated" else "content", claim.content
    yield "source", claim.source
    yield "cue", claim.cue
    yield "relay", (p for hop in claim.relays for p in hop.words)


def nested(marks: Sequence[Mark], block: Block) -> list[Mark]:
    """The marks inside a block, cut so that none crosses the end of another or of the block."""
    inside = (m for m in marks if m.start < block.end and block.start < m.end)
    heap = [(m.key, n, m) for n, m in enumerate(_clip(m, block) for m in inside)]
    heapq.heapify(heap)
    count = len(heap)
    open_until: list[int] = []
    done = []
    while heap:
        _, _, mark = heapq.heappop(heap)
        while open_until and open_until[-1] <= mark.start:
            open_until.pop()
        if open_until and mark.end > open_until[-1]:
            rest = replace(mark, start=open_until[-1], opens=False)
            mark = replace(mark, end=open_until[-1], closes=False)
            count += 1
            heapq.heappush(heap, (rest.key, count, rest))
        open_until.append(mark.end)
        done.append(mark)
    return done


def _clip(mark: Mark, block: Block) -> Mark:
    start, end = max(mark.start, block.start), min(mark.end, block.end)
    return replace(
        mark, start=start, end=end, opens=mark.opens and start == mark.start, closes=mark.closes and end == mark.end
    )


def marked(article: Article, block: Block, marks: Sequence[Mark]) -> Markup:
    """The block's words as HTML."""
    out: list[str] = []
    stack: list[Mark] = []
    at = block.start

    def until(place: int) -> None:
        nonlocal at
        if place > at:
            out.append(html(article.text[at:place]))
            at = place

    def close(before: int) -> None:
        while stack and stack[-1].end <= before:
            until(stack[-1].end)
            out.append(_closing(stack.pop()))

    for mark in nested(marks, block):
        close(mark.start)
        until(mark.start)
        out.append(_opening(article, mark, sum(m.role in ("content", "narrated") for m in stack)))
        stack.append(mark)
    close(block.end)
    until(block.end)
    return Markup("").join(Markup(piece) for piece in out)


def _opening(article: Article, mark: Mark, depth: int) -> str:
    numbers = ", ".join(str(c.number) for c in mark.claims)
    classes = f"{mark.role} d{min(depth, _DEEPEST)}{' opens' if mark.opens else ''}{' closes' if mark.closes else ''}"
    name = f' id="{span_anchor(article.id, mark.start, mark.end, mark.role)}"' if mark.opens else ""
    told = f"{mark.role} of claim {numbers}, characters {mark.start} to {mark.end}"
    start = f'<span class="{classes}"{name} title="{told}">'
    return start + (_links(mark) if mark.opens and mark.role in ("content", "narrated") else "")


def _closing(mark: Mark) -> str:
    return (_links(mark) if mark.closes and mark.role not in ("content", "narrated") else "") + "</span>"


def _links(mark: Mark) -> str:
    """The numbers of the claims, each a link to its card; the card links back to the first words of the content."""
    links = []
    for claim in mark.claims:
        here = mark.role in ("content", "narrated") and claim.start == mark.start
        name = f' id="m-{anchor(claim.id)}"' if here else ""
        links.append(f'<a{name} href="#c-{anchor(claim.id)}" aria-label="claim {claim.number}">{claim.number}</a>')
    return f"<sup>{' '.join(links)}</sup>"


def span_anchor(document: str, start: int, end: int, role: str) -> str:
    return f"s-{anchor(document)}-{start}-{end}-{role[0]}"
