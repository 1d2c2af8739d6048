"""Direct speech: quotations and the cue that stands before, after or between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.cues import cue_regions, hearer, matches, pick
from kg.extract.openings import opening, says
from kg.extract.quotes import Quote
from kg.extract.quoting import cited_by
from kg.extract.scene import Draft, Hop, Region, Scene, Source, trim
from kg.extract.sources import source_of
from kg.extract.voices import passive, set_off
from kg.lexicon.stances import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = frozenset({".", "!", "?"})
_FARTHEST = 40
_LABEL = 14
_LINKS = frozenset({"while", "but", "although", "though", "whereas"})


def speech_drafts(scene: Scene, previous: Draft | None) -> Iterator[Draft]:
    """The direct quotations of a paragraph. `previous`: the last of the paragraph before, whose speaker may go on."""
    last: Draft | None = None
    for n, quote in enumerate(scene.quotes):
        if not quote.speech:
            continue
        made = _framed(scene, quote, n)
        if made is None:
            made = _labelled(scene, quote, n) or _continued(scene, quote, last, previous)
        elif last is not None and last.anchor == made.anchor and last.frame == "quotation":
            made = None
        if made is not None:
            yield made
            last = made


def announced(scene: Scene) -> Draft | None:
    """Who speaks in the next paragraph, where this one ends with "…, saying:" or is a label "[Sound bite: X]"."""
    doc, say = scene.tokens, scene.stances.act("say")
    last = next((i for i in range(len(doc) - 1, 0, -1) if not doc[i].is_space), 0)
    if say is None or last < 2:
        return None
    if doc[last].text == ":":
        verb = next((t for t in reversed(doc[max(0, last - 6) : last]) if t.pos_ == "VERB" and says(scene, t)), None)
        source = source_of(scene, verb) if verb is not None else None
    else:
        source = _label(scene, last)
    return Draft(scene.place, source, (), (), say, last, "quotation", "quote:announced") if source else None


def _label(scene: Scene, last: int) -> Source | None:
    """The name in "[Sound bite: JCS spokesperson Lee (Korean)]"."""
    doc = scene.tokens
    colon = next((t.i for t in doc[1:6] if t.text == ":"), None)
    if doc[0].text != "[" or doc[last].text != "]" or colon is None or last > _LABEL + 6:
        return None
    bracket = next((i for i in range(colon, last) if doc[i].text == "("), last)
    head = next((doc[i] for i in range(bracket - 1, colon, -1) if doc[i].pos_ == "PROPN"), None)
    return Source((colon + 1, bracket), (head.i,)) if head is not None else None


def _framed(scene: Scene, quote: Quote, n: int) -> Draft | None:
    """The quotation with the verb that introduces it."""
    order = (_after, _before) if quote.last_mark in {",", "?", "!"} else (_before, _after)
    for look in order:
        verb = look(scene, quote, n)
        if verb is None:
            continue
        source = source_of(scene, verb)
        if source is None and any(t.tag_ == "MD" for t in verb.children):
            continue  # 'must be held accountable "for …"'
        hops: tuple[Hop, ...] = ()
        found = matches(scene, verb)
        if pick(found, "citing") and any(t.dep_ in {"dobj", "nsubjpass"} for t in verb.children):
            source, hops = cited_by(scene, verb)
        match = next((m for m in found if "quotation" in m[0].act.frames), None)
        say = scene.stances.act("say")
        act: Act | None = match[0].act if match else say
        if act is None:
            continue
        content = _content(scene, quote, n, verb)
        cue = cue_regions(scene, verb, match[1] if match else (), content)
        return Draft(
            scene.place, source, cue, content, act, verb.i, "quotation", f"quote:{look.__name__[1:]}", hops=hops
        )
    return None


def _labelled(scene: Scene, quote: Quote, n: int) -> Draft | None:
    """A quotation after a speaker's name: 'Gowdy: "Who told you that?"'."""
    doc, say = scene.tokens, scene.stances.act("say")
    start = scene.quotes[n - 1].end if n else scene.start
    mark = quote.start - 1
    if mark < start + 1 or doc[mark].text != ":" or say is None:
        return None
    a = next((i + 1 for i in range(mark - 1, start - 1, -1) if doc[i].text in _ENDS), start)
    end = next((t.i for t in doc[a:mark] if set_off(t)), mark)
    region = trim(doc, (a, end))
    if region is None or end - a > _LABEL or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBG"} for t in doc[a:end]):
        return None
    head = next(
        (t for t in doc[region[0] : region[1]] if t.pos_ in {"PROPN", "NOUN"} and not a <= t.head.i < end), None
    )
    if head is None:
        head = doc[region[1] - 1]
    if head.pos_ not in {"PROPN", "NOUN"}:
        return None
    source = Source(region, (head.i,))
    content = ((quote.first, quote.last),)
    return Draft(scene.place, source, ((mark, mark + 1),), content, say, mark, "quotation", "quote:label")


def _content(scene: Scene, quote: Quote, n: int, verb: Token) -> tuple[Region, ...]:
    """The quotation, and the next one where only the cue stands between them."""
    first = opening(scene, quote) if quote.end <= verb.i else quote.first
    parts = [(first, quote.last if first == quote.first else quote.end)]
    nxt = scene.quotes[n + 1] if n + 1 < len(scene.quotes) else None
    if nxt and quote.end <= verb.i < nxt.start and nxt.start - quote.end < _FARTHEST and nxt.speech:
        between = scene.tokens[quote.end : nxt.start]
        if any(t.i > verb.i and t.pos_ == "VERB" and says(scene, t) for t in between):
            return tuple(parts)
        if not any(t.text in _ENDS for t in between) and between[-1].text in {",", "-", "--", "–", "—", ";"}:
            parts.append((nxt.first, nxt.last))
    return tuple(parts)


def _after(scene: Scene, quote: Quote, n: int) -> Token | None:
    """The verb in "…," said X."""
    doc = scene.tokens
    zone = _zone(scene, quote, n)
    if not zone or doc[zone[0]].lower_ in _LINKS or (quote.last_mark == "." and len(zone) > 9):
        return None
    for i in zone:
        t = doc[i]
        if (
            t.pos_ != "VERB"
            or _on_condition(t)
            or (i > zone[0] and t.dep_ in {"relcl", "acl", "amod", "compound"})
            or doc[i - 1].text == "-"
            or _occasion(t)
        ):
            continue
        if not says(scene, t) and (
            len(zone) < 14 or any(u.dep_ in {"relcl", "acl"} and u.i > zone[0] for u in t.ancestors)
        ):
            continue
        cites = passive(t) and pick(matches(scene, t), "citing") is not None
        source = (cited_by(scene, t)[0] if cites else source_of(scene, t)) if says(scene, t) else None
        if source is None or not quote.end <= source.region[0] < zone[-1] + 1:
            return None
        if not quote.last_mark and min(i, source.region[0]) > quote.end + 1:
            return None
        if quote.last_mark == "." and source.region[0] < i and _ended(scene, quote, t):
            return None
        own = any(c.dep_ == "ccomp" and c.i > t.i for c in t.children)
        if own and (quote.last_mark != "," or doc[zone[0]].pos_ == "CCONJ"):
            return None
        return t
    return None


def _on_condition(verb: Token) -> bool:
    """Whether a clause only tells on what the quotation depends: '"pay the price" if they attack', "should they"."""
    if any(t.dep_ == "mark" and t.lower_ in {"if", "unless"} for t in verb.lefts):
        return True
    own = next((t.i for t in verb.lefts if t.dep_ == "nsubj"), 0)
    return any(t.lower_ in {"should", "had", "were"} and t.dep_ == "aux" and t.i == own - 1 for t in verb.lefts)


def _occasion(verb: Token) -> bool:
    """Whether a clause only tells when something was: '"…," the first since the war began'."""
    return verb.dep_ == "advcl" and any(t.lower_ in {"since", "until", "before", "after"} for t in verb.lefts)


def _ended(scene: Scene, quote: Quote, verb: Token) -> bool:
    """Whether a sentence ends with the quotation: one begun before it, or the verb after it has an object."""
    doc = scene.tokens
    if quote.start > scene.start and doc[quote.start - 1].text not in _ENDS | {'"', "''", ":"}:
        return True
    return any(
        c.i > verb.i and (c.dep_ in {"dobj", "xcomp", "oprd"} or c.lower_ == "as") and not hearer(scene, verb, c)
        for c in verb.children
    )


def _zone(scene: Scene, quote: Quote, n: int) -> range:
    """The tokens after a quotation up to the end of its sentence or the next quotation."""
    stop = scene.quotes[n + 1].start if n + 1 < len(scene.quotes) else len(scene.tokens)
    stop = min(stop, quote.end + _FARTHEST)
    for i in range(quote.end, stop):
        if scene.tokens[i].text in _ENDS:
            return range(quote.end, i)
    return range(quote.end, stop)


def _before(scene: Scene, quote: Quote, n: int) -> Token | None:
    """The verb in X said: "…"."""
    doc = scene.tokens
    start = scene.quotes[n - 1].end if n else scene.start
    a = quote.start
    while a > start and doc[a - 1].text not in _ENDS:
        a -= 1
    zone = doc[a : quote.start]
    if len(zone) < 2:
        return None
    lead = zone[-1]
    if lead.text == ":" and _writing(zone[-2]):
        return zone[-2]
    if lead.text == ":" and any(set_off(t) for t in zone if t.pos_ == "VERB"):
        return None
    verbs = [t for t in zone if t.pos_ in {"VERB", "AUX"} and says(scene, t)]
    if lead.lower_ == "as" and verbs and pick(matches(scene, verbs[-1]), "as"):
        return None
    if lead.text in {",", ":"} or (verbs and verbs[-1].i >= quote.start - 2):
        if verbs and lead.text not in {",", ":"} and _to(verbs[-1]):
            return None
        if verbs and _inserted(scene, verbs[-1], quote):
            return None
        if verbs and not (lead.text not in {",", ":"} and _gives(scene, verbs[-1], quote)):
            return verbs[-1] if not _filled(scene, verbs[-1], quote) else None
        if lead.text == ":" and quote.last_mark:
            return next((t for t in zone if t.pos_ == "VERB" and t.dep_ in {"ROOT", "ccomp", "conj"}), None)
    return None


def _writing(word: Token) -> bool:
    """Whether a participle before a colon was taken for a noun: 'refused it in a post, writing: "…"'."""
    return (
        word.lower_.endswith("ing")
        and word.tag_ == "NN"
        and word.dep_ == "advcl"
        and word.i > 0
        and word.nbor(-1).text == ","
    )


def _gives(scene: Scene, verb: Token, quote: Quote) -> bool:
    """Whether what stands in quotation marks is a thing that is offered: 'is offering the port "a new crane"'."""
    goods = all("deed" in c.act.frames for c, _ in matches(scene, verb) if "quotation" in c.act.frames)
    return goods and not scene.tokens[quote.first].is_title


def _to(verb: Token) -> bool:
    """Whether a verb before a quotation only tells for what something is done: 'a test to verify the "gliding …"'."""
    return bool(verb.tag_ == "VB" and any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children))


def _inserted(scene: Scene, verb: Token, quote: Quote) -> bool:
    """Whether a statement only goes on in the quotation: 'The ship has sailed, he added, "which may be late."'"""
    doc, first = scene.tokens, scene.sentence(verb.i)[0]
    own = source_of(scene, verb)
    if own is None or own.region[0] - 1 <= first or doc[own.region[0] - 1].text != "," or own.region[0] > verb.i:
        return False
    said = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first : own.region[0] - 1])
    return said and doc[quote.first].tag_ in {"WDT", "WP", "CC", "VBG"} and not doc[quote.first].is_title


def _filled(scene: Scene, verb: Token, quote: Quote) -> bool:
    """Whether a verb before a quotation has other content: a clause begun, or a subject that waits for its verb."""
    if any(t.dep_ == "mark" or t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in scene.tokens[verb.i + 1 : quote.start]):
        return True
    start = scene.sentence(verb.i)[0]
    before = scene.tokens[start : quote.start]
    return any(t.dep_ in {"nsubj", "nsubjpass"} and quote.first <= t.head.i < quote.last for t in before)


def _continued(scene: Scene, quote: Quote, last: Draft | None, previous: Draft | None) -> Draft | None:
    """A quotation without a cue: the speaker of the one before goes on."""
    before = last
    if before is None and quote.start <= scene.start + 1:
        before = previous
    if before is None or not quote.last_mark:
        return None
    zone = scene.tokens[quote.start - 1].text if quote.start > scene.start else "."
    if zone not in _ENDS and zone not in {'"', "''"}:
        return None
    asked = before.act.stance == "question" and quote.last_mark != "?"
    return Draft(
        scene.place,
        before.source if before.place == scene.place else None,
        (),
        ((quote.first, quote.last),),
        (scene.stances.act("say") if asked else None) or before.act,
        quote.start,
        "quotation",
        "quote:continued",
        follows=before,
    )
