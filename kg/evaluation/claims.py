"""Claims of a store held against gold articles.

  what      the content is found: Jaccard of at least one half between its words and the gold's
  who-what  and the source fits: Jaccard of at least one half, one's words contain the other's, or both are hidden
  named     mean F1 of the claimants' labels, over who-what
  stance    share of the found claims whose stance the gold accepts
  about     share of the found claims about launches or transfers that are about exactly these
  via       mean F1 of those who pass a claim on, where either side has one
Gold marked optional is neither missed nor wrong; what an outlet says in its own voice is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluation.actors import Names
from kg.evaluation.counts import Count, Key, Note, Scored, shares
from kg.evaluation.words import jaccard, pairs, telling, words

Gold = Mapping[str, Any]
KINDS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim of a store: its rows put together."""

    claim: str
    source: str | None
    cue: str | None
    kind: str
    stance: str
    content: tuple[str, ...]
    claimants: tuple[str, ...]
    about: frozenset[str]
    via: tuple[str, ...]


def answers(rows: Iterable[Mapping[str, Any]], kind_of: Mapping[str, str]) -> dict[str, list[Answer]]:
    """The claims by document, from the rows of the question `claims`. `kind_of` tells launches and transfers apart:
    from the local name of an event class to "L" or "T"."""
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["kind"] != "narrated":
            grouped.setdefault((row["document"], row["claim"]), []).append(row)
    found: dict[str, list[Answer]] = {}
    for (document, claim), same in grouped.items():
        found.setdefault(document, []).append(_answer(claim, same, kind_of))
    return found


def _answer(claim: str, rows: Sequence[Mapping[str, Any]], kind_of: Mapping[str, str]) -> Answer:
    first = rows[0]

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(row[name]) for row in rows if row.get(name) not in (None, "")))

    types = (kind_of.get(name) for name in all_of("event_type"))
    return Answer(
        claim, first.get("source"), first.get("cue"), first["kind"], str(first["stance"]).rsplit("/", 1)[-1],
        all_of("content"), all_of("claimant"), frozenset(t for t in types if t), all_of("via"),
    )  # fmt: skip


def score(gold: Gold, mine: Sequence[Answer], names: Names) -> Scored:
    """The claims of one article."""
    document, claims = gold["doc"], gold["claims"]
    matched = [(mine[j], claims[i]) for i, j in pairs(claims, mine, _closeness, first="predicted")]
    spare = sum(bool(c.get("optional")) for _, c in matched)
    need = [c for c in claims if not c.get("optional")]
    found = [(p, c) for p, c in matched if not c.get("optional")]
    fits = [_fits(p, c, names) for p, c in found]
    size = len(need), len(mine) - spare
    counts: dict[Key, Count] = {
        ("claims", "what"): Count(*size, len(found), len(found)),
        ("claims", "who-what"): Count(*size, sum(fits), sum(fits)),
        ("claims", "named"): Count.mean([_named(p, c, names) for (p, c), fit in zip(found, fits, strict=True) if fit]),
        ("claims", "stance"): Count.mean([_stated(p, c) for p, c in found]),
        ("claims", "about"): Count.mean([a for p, c in found if (a := _about(p, c)) is not None]),
        ("claims", "via"): Count.mean([v for p, c in found if (v := _via(p, c, claims, names)) is not None]),
    }
    free = [p for p, c in matched if c.get("optional")]
    counts |= _shared(need, [p for p in mine if p not in free], found, fits)
    return Scored(document, counts, tuple(_notes(gold, mine, matched, names)))


def _shared(
    need: Sequence[Gold], mine: Sequence[Answer], found: Sequence[tuple[Answer, Gold]], fits: Sequence[bool]
) -> dict[Key, Count]:
    """Who-what by the kind and by the stance of the claim."""
    good = [pair for pair, fit in zip(found, fits, strict=True) if fit]
    hit, right = [any(c is g for _, g in good) for c in need], [any(p is m for m, _ in good) for p in mine]
    kinds = shares(KINDS, [c["kind"] for c in need], hit, [p.kind for p in mine], right)
    said = [_listed(c["stance"])[0] for c in need]
    stances = shares(sorted(set(said)), said, hit, [p.stance for p in mine], right)
    return {
        **{("who-what by kind", k): c for k, c in kinds.items()},
        **{("who-what by stance", s): c for s, c in stances.items()},
    }


def _closeness(gold: Gold, p: Answer) -> float:
    """How well the contents fit; of equal ones that counts whose source fits, then one that must be found."""
    whole = [gold["content"], " ".join([gold["content"], *gold.get("content_parts", [])])]
    near = max(jaccard(words(m), words(g)) for m in {" ".join(p.content), *p.content} for g in whole)
    if near < 0.5:
        return 0.0
    return near + 0.3 * _source_fits(p.source, gold["source_text"]) + 0.05 * (not gold.get("optional"))


def _source_fits(mine: str | None, gold: str | None) -> bool:
    p, g = telling(mine), telling(gold)
    if not p or not g:
        return not p and not g
    return jaccard(p, g) >= 0.5 or p <= g or g <= p


def _fits(p: Answer, gold: Gold, names: Names) -> bool:
    """Whether the source fits; where the gold's words name none, the claimants decide."""
    return _source_fits(p.source, gold["source_text"]) or (not gold["source_text"] and _named(p, gold, names) > 0)


def _named(p: Answer, gold: Gold, names: Names) -> float:
    wanted = _listed(gold["claimant"])
    if wanted == ["unnamed"] and names.hidden(p.claimants):
        return 1.0
    return names.f1(p.claimants, wanted, _listed(gold.get("claimant_alt")))


def _stated(p: Answer, gold: Gold) -> bool:
    return p.stance in [*_listed(gold["stance"]), *_listed(gold.get("stance_alt"))]


def _about(p: Answer, gold: Gold) -> bool | None:
    """Whether the claim is about launches, about transfers, exactly as in the gold; None where the gold names none."""
    must = {x[0] for x in _listed(gold.get("about"))} & {"L", "T"}
    may = {x[0] for x in _listed(gold.get("about_alt"))} & {"L", "T"}
    return bool(p.about) and p.about <= must | may if must else None


def _via(p: Answer, gold: Gold, claims: Sequence[Gold], names: Names) -> float | None:
    """F1 of the relays; where the gold has none, one that its optional claims name is not held against the answer."""
    spare = [x for c in claims if c.get("optional") for x in _listed(c["claimant"])]
    wanted = [gold["via"]] if gold.get("via") else []
    mine = [v for v in p.via if wanted or not any(names.same(v, s) for s in spare)]
    return names.f1(mine, wanted, _listed(gold.get("via_chain"))) if wanted or mine else None


def _listed(value: Any) -> list[str]:
    """A gold value as a list: lists stay, "A; B" are two, null is none."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [part.strip() for v in values for part in str(v).split(";")]


def _notes(gold: Gold, mine: Sequence[Answer], matched: Sequence[tuple[Answer, Gold]], names: Names) -> list[Note]:
    document = gold["doc"]
    missed = [c for c in gold["claims"] if not c.get("optional") and not any(c is g for _, g in matched)]
    extra = [p for p in mine if not any(p is m for m, _ in matched)]
    notes = [Note("miss", document, f"{c['source_text'] or '–'} | {c['cue'] or '–'} | {c['content']}") for c in missed]
    notes += [Note("extra", document, f"{p.source or '–'} | {p.cue or '–'} | {' … '.join(p.content)}") for p in extra]
    for p, c in ((p, c) for p, c in matched if not c.get("optional")):
        if not _fits(p, c, names) or _named(p, c, names) < 1:
            got = f"{'; '.join(p.claimants)} ({p.source or '–'})"
            who = f"{'; '.join(_listed(c['claimant']))} ({c['source_text'] or '–'})"
            notes.append(Note("source", document, f"{c['id']}: {who}  ≠  {got}"))
        if not _stated(p, c):
            wanted = " or ".join(_listed(c["stance"]))
            notes.append(Note("stance", document, f"{c['id']}: {wanted}  ≠  {p.stance} | {c['content']}"))
    return notes
