"""The audit as Markdown, for a terminal, a repository or a mail: the same values as the page, in the same order."""

import re
from collections.abc import Iterable, Iterator

from kg.query.answer import Value
from kg.query.names import local
from kg.reports.audit.coverage import WHY
from kg.reports.audit.marks import Mark, marks_of, nested
from kg.reports.audit.relations import Relation, by_document, relations
from kg.reports.audit.shown import period, plain
from kg.reports.audit.values import Alert, Article, Audit, Block, Check, Claim, Entry, Event

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~&$])")
_LINE = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def as_markdown(audit: Audit) -> str:
    """The whole audit; nothing in an article can become a link, a heading or HTML."""
    return "\n".join(_lines(audit)) + "\n"


def escaped(text: str) -> str:
    r"""Text of others as Markdown that shows it.

    >>> print(escaped("<b>*x*</b> 1. y"))
    \<b\>\*x\*\</b\> 1. y
    """
    return _LINE.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(plain(text).split())))


def _lines(audit: Audit) -> Iterator[str]:
    claims = {c.id: c for c in audit.claims}
    label = f" {escaped(audit.focus.label)}" if audit.focus.label else ""
    yield f"# Audit of the {audit.focus.kind}{label}\n"
    yield f"Build `{audit.build.id or 'unknown'}` by {audit.build.program or 'an unknown program'}.\n"
    yield from _ledger(audit, claims)
    yield from _articles(audit, claims)
    yield "\n## Events and independence\n"
    for event in audit.events:
        yield from _event(event, audit.numbers)
    yield from _coverage(audit)
    yield "\n## Findings of the audit queries\n"
    for check in audit.checks:
        yield from _check(check)
    yield from _problems(audit)
    yield from _build(audit)


def _ledger(audit: Audit, claims: dict[str, Claim]) -> Iterator[str]:
    yield "## Ledger\n"
    for entry in audit.ledger:
        told = f"{entry.dimension}, {entry.status}" if entry.kind != "agreement" else entry.dimension
        yield f"- **{entry.kind}** ({told}): {escaped(entry.because)}"
        if entry.explanation:
            yield f"  - explained: {escaped(entry.explanation)}"
        yield from _sides(entry, claims, audit)
    for alert in audit.alerts:
        yield f"- **alert: {alert.kind}**: {escaped(alert.because)}"
        yield from _sides(alert, claims, audit)
    for copy in audit.copies:
        names = [escaped(audit.names.get(d, d)) for d in (copy.copy, copy.origin)]
        yield f"- **{copy.kind}**: {names[0]} of {names[1]}, {100 * copy.share:.0f} % of its words"
        yield f"  - {escaped(copy.because)}"
        for there, here in copy.passages:
            places = f"{there.start}–{there.end} there, {here.start}–{here.end} here"
            yield f"  - shared: “{escaped(here.text)}” ({places})"


def _sides(entry: Entry | Alert, claims: dict[str, Claim], audit: Audit) -> Iterator[str]:
    for name in (entry.left, entry.right):
        claim = claims.get(name)
        if claim is None:
            yield f"  - {name}: a claim that the graph no longer holds"
            continue
        where = ", ".join(f"{p.start}–{p.end}" for p in claim.content)
        document = escaped(audit.names.get(claim.document, claim.document))
        yield f"  - {_short(claim)}: “{escaped(claim.words)}” ({document} {where})"


def _short(claim: Claim) -> str:
    return f"{claim.number} {escaped(claim.who)}, {claim.stance}"


def _articles(audit: Audit, claims: dict[str, Claim]) -> Iterator[str]:
    found, of_article = relations(audit), by_document(audit)
    events = {e.id: e for e in audit.events}
    for article in audit.articles:
        own = of_article.get(article.id, [])
        marks = marks_of(own)
        yield f"\n## {escaped(article.name)}\n"
        told = (article.title, article.publisher, article.published or "no date", article.wire, article.url)
        yield " · ".join(escaped(word) for word in told if word) + "\n"
        folded = audit.focus.kind not in ("collection", "document")
        for block in article.blocks:
            if folded and not any(m.start < block.end and block.start < m.end for m in marks):
                continue
            yield f"`{block.start}–{block.end} {block.part}` {_marked(article, block, marks)}\n"
        for claim in own:
            yield from _claim(claim, found.get(claim.id, []), events, claims)


def _marked(article: Article, block: Block, marks: list[Mark]) -> str:
    """The words with brackets that say whose they are: ⟦3 content 3⟧, ⟨3 source⟩ and ⟨3 cue⟩ by their letter."""
    out: list[str] = []
    stack: list[Mark] = []
    at = block.start

    def until(place: int) -> None:
        nonlocal at
        out.append(_SPECIAL.sub(r"\\\1", plain(article.text[at:place])))
        at = max(at, place)

    def close(before: int) -> None:
        while stack and stack[-1].end <= before:
            until(stack[-1].end)
            mark = stack.pop()
            out.append("⟧" if mark.role in ("content", "narrated") else "⟩")

    for mark in nested(marks, block) if block.part != "furniture" else ():
        close(mark.start)
        until(mark.start)
        numbers = ",".join(str(c.number) for c in mark.claims)
        out.append(f"⟦{numbers} " if mark.role in ("content", "narrated") else f"⟨{numbers} {mark.role}: ")
        stack.append(mark)
    close(block.end)
    until(block.end)
    return " ".join("".join(out).split())


def _claim(
    claim: Claim, related: Iterable[Relation], events: dict[str, Event], claims: dict[str, Claim]
) -> Iterator[str]:
    said = period(claim.said_earliest, claim.said_latest)
    facts = [claim.kind, claim.certainty, claim.polarity, *([f"said {said}"] if said else [])]
    yield f"- **{claim.number} {escaped(claim.who)}** {claim.stance}: {', '.join(facts)}"
    yield f"  - rule `{claim.method}`, claim `{claim.id}`"
    yield f"  - {', '.join(escaped(f'{name} {told}') for name, told in axes(claim))}"
    for role, passages in (("source", claim.source), ("cue", claim.cue), ("content", claim.content)):
        for p in passages:
            yield f"  - {role} {p.start}–{p.end}: “{escaped(p.text)}”"
    for hop in claim.relays:
        yield f"  - passed on by {escaped(hop.relayer.label)}{'' if hop.words else ' (hidden)'}"
    for word, others in (("nested in", (claim.within,)), ("takes up", claim.refers_to)):
        for other in others:
            if other in claims:
                yield f"  - {word} {_short(claims[other])}"
    for target in claim.targets:
        yield f"  - aimed at {escaped(target.label)}"
    for event in (events[e] for e in claim.events if e in events):
        yield f"  - about {escaped(event.label)}: {_sources(event)}"
    for relation in related:
        if relation.other in claims:
            yield f"  - {relation.word} {_short(claims[relation.other])}: {escaped(relation.because)}"


def axes(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The five axes by name, each for itself."""
    found = claim.axes
    return (
        ("claimant's certainty", claim.certainty),
        ("extractor's confidence", found.confidence or "not measured"),
        ("source reliability", found.reliability),
        ("information credibility", found.credibility),
        ("likelihood", found.band or "no band"),
    )


def _sources(event: Event) -> str:
    if event.statements is None:
        return f"{len(event.claims)} statements"
    return f"{event.statements} statements, {event.sources} independent sources"


def _event(event: Event, numbers: dict[str, int]) -> Iterator[str]:
    told = " ".join(str(numbers[c]) for c in event.claims if c in numbers)
    dates = period(event.earliest, event.latest) or "no date"
    yield f"- **{escaped(event.label)}** ({dates}): {_sources(event)}: {told}"
    for group in event.groups:
        counted = "" if group.counted else " (without a name: not counted)"
        yield f"  - {escaped(group.root)}{counted}: {escaped(group.because)}"


def _coverage(audit: Audit) -> Iterator[str]:
    if not audit.coverage:
        return
    yield "\n## Coverage\n"
    texts = {a.id: a for a in audit.articles}
    for sentence in audit.coverage:
        if sentence.cover != "attributed":
            article = texts[sentence.document]
            words = escaped(article.text[sentence.start : sentence.end][:300])
            place = f"{escaped(article.name)} {sentence.start}–{sentence.end}"
            yield f"- {place}: {WHY[sentence.cover]}: {words}"


def _check(check: Check) -> Iterator[str]:
    yield f"- **{escaped(check.summary)}** `{check.name}`: {len(check.rows)} found"
    if check.failed:
        yield f"  - could not be asked: {escaped(check.failed)}"
    if check.rows:
        yield f"  - {escaped(check.problem)} Remedy: {escaped(check.remedy)}"
    for row in check.rows:
        yield f"  - {'; '.join(_cell(c, v) for c, v in zip(check.columns, row, strict=True) if v is not None)}"


def _cell(column: str, value: Value) -> str:
    return f"{column} {escaped(local(value)) if isinstance(value, str) else value}"


def _problems(audit: Audit) -> Iterator[str]:
    yield "\n## Problems of the build\n"
    if audit.problems is None:
        yield "This store keeps no manifest: what its build refused is not known here."
        return
    if not audit.problems:
        yield "Nothing was refused and nothing was doubtful."
    for p in audit.problems:
        place = f" {p.start}" if p.start is not None else ""
        yield f"- {escaped(p.document)}{place}: {escaped(p.message)} ({p.code}). {escaped(p.remedy)}"


def _build(audit: Audit) -> Iterator[str]:
    yield "\n## Build\n"
    for name, found in (*audit.build.options, *audit.build.counts):
        yield f"- {escaped(name)}: {escaped(found)}"
    for article in audit.articles:
        yield f"- {escaped(article.name)}: text `{article.sha256}`"
        yield f"  - file {escaped(article.file)} `{article.source_sha256}`, read by {escaped(article.reader)}"
    for file in audit.build.inputs:
        yield f"- input {escaped(file.name)} `{file.sha256}`"
