"""Who carries a quotation: "…," he said, according to KCNA; and who still carries it where the speaker goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.claimants import MEDIA, Names
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Hop, Region, Scene, Source, minus, trim
from kg.extract.voices import agent

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ"})
_THE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_IN_NAME = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART"})


# ----------------------------------------------------------------------- "…," he said, according to KCNA; per KCNA: "…"


def beside(scene: Scene, drafts: Sequence[Draft], names: Names) -> tuple[Draft, ...]:
    """The drafts with the outlets that a phrase beside a quotation's cue names."""
    phrases = [found for t in scene.tokens[scene.start :] if (found := _phrase(scene, t, names))]
    taken = {d.anchor: d for d in drafts}
    for cue, source in phrases:
        told = taken.get(cue[0])
        quoted = [d for d in drafts if told is None or _only(scene, told, d)]
        carried = {id(d): _with(scene, d, [(cue, source)]) for d in quoted}
        if any(d.hops for d in carried.values()):
            drafts = [carried.get(id(d), d) for d in drafts if d is not told]
    return tuple(drafts)


def _only(scene: Scene, told: Draft, quotation: Draft) -> bool:
    """Whether the outlet's content is nothing but the quotation."""
    mine = [i for a, b in told.content for i in range(a, b) if not scene.tokens[i].is_punct]
    return quotation is not told and all(quotation.covers(i) for i in mine)


def _with(scene: Scene, draft: Draft, phrases: Sequence[tuple[Region, Source]]) -> Draft:
    told = draft.frame == "quotation" or draft.method == "verb:parenthesis"
    if not told or draft.source is None or draft.follows is not None or draft.hops:
        return draft
    if draft.frame != "quotation":  # "The ship has sailed, he said, as quoted by NTB": whose words they are is said
        end = max([draft.anchor + 1, draft.source.region[1]])
        phrases = [p for p in phrases if scene.tokens[p[0][0]].lower_ == "as" or p[0][0] == end + 1]
    here = scene.sentence(draft.anchor)
    near = (p for p in phrases if draft.anchor < p[0][0] < here[1] and not draft.covers(p[0][0]))
    cue, source = next(near, (None, None))
    return replace(draft, hops=(Hop(scene.place, source, (cue,)),)) if cue and source else draft


def _phrase(scene: Scene, first: Token, names: Names) -> tuple[Region, Source] | None:
    """The cue and the outlet of "according to X", "per X" outside quotation marks."""
    if scene.quoted(first.i):
        return None
    if first.lower_ == "as" and first.i + 3 < len(scene.tokens):
        verb, by = scene.tokens[first.i + 1 : first.i + 3]
        carries = verb.tag_ == "VBN" and verb.lemma_ in scene.stances.words("carrying-verbs") and by.lower_ == "by"
        noun = next((t for t in by.children if t.dep_ == "pobj"), None) if carries else None
        source = noun_phrase(scene, noun) if noun is not None else None
        found = source is not None and any(m.type in MEDIA for m in names.inside(scene, source.region))
        found = found or names.media(scene, source, scene.stances)
        return ((first.i, first.i + 3), source) if source is not None and found else None
    for cue in scene.stances.prepositions.get(first.lower_, ()):
        last = first.i + len(cue.words) + 1
        said = [t.lower_ for t in scene.tokens[first.i + 1 : last]]
        if said != list(cue.words) or last >= len(scene.tokens):
            continue
        noun = next((c for t in scene.tokens[first.i : last] for c in t.children if c.dep_ == "pobj"), None)
        source = noun_phrase(scene, noun) if noun is not None else None
        source = _with_name(scene, source, names) if source is not None else None
        if source is not None and source.region[0] <= last + 1 and names.media(scene, source, scene.stances):
            return (first.i, last), source
    return None


def _with_name(scene: Scene, source: Source, names: Names) -> Source:
    """With the outlet's name where the parse has left it behind its noun: "per state news agency KCNA: …"."""
    behind = source.region[1]
    found = names.at(scene, behind)[:1] if behind < len(scene.tokens) else []
    if not any(m.type in MEDIA and m.kind == "name" for m in found) or scene.tokens[behind].pos_ != "PROPN":
        return source
    last = behind
    while last + 1 < len(scene.tokens) and names.at(scene, last + 1)[:1] == found:
        last += 1
    return Source((source.region[0], last + 1), (last,))


# ------------------------------------------------------------------------------------------ he said. "…"; "…," he said


def carried_on(
    scene: Scene, drafts: Sequence[Draft], before: Sequence[Draft], scenes: Sequence[Scene], names: Names
) -> tuple[Draft, ...]:
    """The drafts whose speaker goes on: a quotation that follows, or opens the next paragraph, comes the same way."""
    out: list[Draft] = []
    for d in drafts:
        if d.follows is not None and not d.hops:
            leader = next((x for x in (*out, *before) if _same(x, d.follows)), d.follows)
            d = replace(d, hops=leader.hops)
        elif not d.hops and _quoted_on(scene, d):
            last = next((x for x in reversed(out) if x.source is not None), None)
            same = last is not None and _who(scene, last, names) == _who(scene, d, names)
            d = replace(d, hops=last.hops) if last is not None and same else d
        if not d.hops and d.follows is None and _quoted_by_nobody(scene, d):
            d = replace(d, hops=_last_outlet((*before, *out), scenes, names))
        elif before and not d.hops and _opens(scene, d):
            d = replace(d, hops=_hops_of_speaker(scene, d, before, scenes, names))
        elif not scene.wide and not d.hops and d.follows is None and (_taken_up(scene, d) or _shares(scene, d, out)):
            d = replace(d, hops=_hops_of_last(scene, d, (*before, *out), scenes, names))
        out.append(d)
    return tuple(out)


def _same(a: Draft, b: Draft) -> bool:
    return (a.place, a.anchor, a.cue) == (b.place, b.anchor, b.cue)


def _quoted_on(scene: Scene, draft: Draft) -> bool:
    """As in "…, the minister was quoted as saying": by the outlet that was named for it before."""
    verb = scene.tokens[draft.anchor]
    words = [t.lower_ for a, b in draft.cue for t in scene.tokens[a:b]]
    passive = any(t.dep_ == "auxpass" for v in (verb, *verb.ancestors) for t in v.children)
    return draft.source is not None and words[-2:-1] == ["as"] and "quoted" in words and passive


def _quoted_by_nobody(scene: Scene, draft: Draft) -> bool:
    """As in "…," she was quoted as saying, which leaves out by whom."""
    verb = scene.tokens[draft.anchor]
    above = (t for t in (verb, *verb.ancestors) if t.lower_ == "quoted")
    quoted = next(above, None)
    return quoted is not None and any(t.dep_ == "auxpass" for t in quoted.children) and draft.source is not None


def _last_outlet(drafts: Sequence[Draft], scenes: Sequence[Scene], names: Names) -> tuple[Hop, ...]:
    """The outlet that the text followed last, if it has named one in this or the last paragraph."""
    for d in reversed(drafts):
        if d.source is not None and names.media(scenes[d.place], d.source, scenes[d.place].stances):
            return (Hop(d.place, d.source, d.cue),)
    return ()


def _who(scene: Scene, draft: Draft, names: Names) -> set[str]:
    return {m.actor for m in names.of(scene, draft.source)}


def _opens(scene: Scene, draft: Draft) -> bool:
    """Whether a quotation opens its paragraph and nothing says that it was spoken elsewhere: "…," she said."""
    if draft.frame != "quotation" or draft.source is None or not scene.quotes or draft.first > scene.start + 1:
        return False
    verb = scene.tokens[draft.anchor]
    elsewhere = any(t.dep_ in {"prep", "dobj", "dative", "npadvmod", "advcl"} and _place(t) for t in verb.children)
    return scene.quoted(draft.first) and not elsewhere


def _place(token: Token) -> bool:
    """A circumstance of the speaking: all but a participle that explains ("using the initials of …")."""
    return token.dep_ != "advcl" or token.tag_ != "VBG"


def _hops_of_speaker(
    scene: Scene, draft: Draft, before: Sequence[Draft], scenes: Sequence[Scene], names: Names
) -> tuple[Hop, ...]:
    """The outlets by which the same person's words came in the paragraph before, if those were its last."""
    speakers = names.of(scene, draft.source)
    if len(speakers) != 1 or speakers[0].type != "Person":
        return ()
    last = next((d for d in reversed(before) if d.source is not None), None)
    if last is None or last.place != scene.place - 1:
        return ()
    earlier = scenes[last.place]
    if earlier.tokens[last.anchor].lemma_ == "tell":
        return ()  # who told one outlet something may have told others more
    if _who(earlier, last, names) != {speakers[0].actor}:
        return ()
    return _media(last, scenes, names)


def _taken_up(scene: Scene, draft: Draft) -> bool:
    """Whether "he", "the spokesman" or a name goes on to speak, and nothing says that it was elsewhere."""
    verb = scene.tokens[draft.anchor]
    if draft.source is None or verb.pos_ != "VERB" or draft.source.region[1] - draft.source.region[0] > 3:
        return False
    other = (t for t in verb.children if not draft.covers(t.i) and not draft.covers(t.right_edge.i))
    return not any(t.dep_ in {"prep", "dobj", "dative", "npadvmod"} and not t.is_punct for t in other)


def _shares(scene: Scene, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a verb shares its subject with one before it: "denounced it, according to NTB, and warned that …"."""
    joined = scene.tokens[draft.anchor].dep_ == "conj" and draft.source is not None
    sources = (d.source for d in before if d.place == draft.place and d.source is not None)
    return joined and any(draft.source is not None and s.region == draft.source.region for s in sources)


def _hops_of_last(
    scene: Scene, draft: Draft, before: Sequence[Draft], scenes: Sequence[Scene], names: Names
) -> tuple[Hop, ...]:
    """The outlets by which the same person's words came right before: in this sentence or the last one that told
    something, in this paragraph or at the end of the one before.
    """
    who, here = _who(scene, draft, names), scene.sentence(draft.anchor)
    if len(who) != 1 or names.of(scene, draft.source)[0].type != "Person":
        return ()
    named = [d for d in before if d.source is not None]
    beside = (d for d in reversed(named) if d.place == scene.place and scene.sentence(d.anchor) == here)
    if (same := next((d for d in beside if _who(scene, d, names) == who), None)) is not None:
        return _media(same, scenes, names)
    last = next((d for d in reversed(named) if d.place < scene.place or scene.sentence(d.anchor) != here), None)
    if last is None or last.place < scene.place - (here[0] <= scene.start):
        return ()
    earlier = scenes[last.place]
    told = earlier.tokens[last.anchor].lemma_ == "tell"  # who told one outlet something may have told others more
    return () if told or _who(earlier, last, names) != who else _media(last, scenes, names)


def _media(draft: Draft, scenes: Sequence[Scene], names: Names) -> tuple[Hop, ...]:
    return tuple(h for h in draft.hops if names.media(scenes[h.place], h.source, scenes[h.place].stances))


def carried_after(scene: Scene, drafts: Sequence[Draft], names: Names) -> tuple[Draft, ...]:
    """The drafts of a sentence after which the text says who carried them: "The statement was carried by KCNA."."""
    out = tuple(drafts)
    for verb in scene.tokens[scene.start :]:
        own = next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
        texts = scene.stances.words("texts") | scene.stances.words("claims")
        told = own is not None and own.lemma_.lower() in texts and own.left_edge.lower_ in _THE
        by = agent(verb) if told and verb.lemma_ in scene.stances.words("carrying-verbs") else None
        source = noun_phrase(scene, by, None) if by is not None else None
        first = scene.sentence(verb.i)[0]
        if source is None or not names.media(scene, source, scene.stances) or first <= scene.start:
            continue
        hop = Hop(scene.place, source, ((verb.i, verb.i + 1),))
        last = scene.sentence(first - 1)
        out = tuple(replace(d, hops=(hop,)) if _spoken(d, last) else d for d in out)
    return out


def _spoken(draft: Draft, sentence: Region) -> bool:
    return draft.source is not None and not draft.hops and sentence[0] <= draft.anchor < sentence[1]


# ------------------------------------------------------------------- X warned the North, Russian news agency Tass said.


def signed(scene: Scene, drafts: Sequence[Draft], names: Names) -> tuple[Draft, ...]:
    """The drafts where an outlet with a noun before its name closes a sentence and the parse took it for an object."""
    out = tuple(drafts)
    for a, b in sorted(set(scene.sentences)):
        found = _signature(scene, a, b, names)
        if found is not None and not scene.quoted(found[2]):
            out = tuple(_signing(scene, out, a, *found))
    return out


def _signature(scene: Scene, a: int, b: int, names: Names) -> tuple[int, int, int] | None:
    """The first word, the name and the verb of a last ", Russian news agency Tass reported."."""
    verb = scene.tokens[b - 2] if b - a > 6 and scene.tokens[b - 1].text == "." else None
    if verb is None or verb.tag_ not in _FINITE or verb.dep_ not in {"relcl", "acl"}:
        return None
    name, first = verb.i - 1, verb.i - 1
    if not any(m.type in MEDIA for m in names.at(scene, name)[:1]) or verb.lemma_ not in scene.stances.verbs:
        return None
    while first > a and scene.tokens[first].pos_ in _IN_NAME:
        first -= 1
    comma = scene.tokens[first].text == ","
    return (first + 1, name, verb.i) if comma and first > a + 3 and first + 1 < name else None


def _signing(scene: Scene, drafts: Sequence[Draft], a: int, first: int, name: int, verb: int) -> Iterator[Draft]:
    cues = scene.stances.verbs[scene.tokens[verb].lemma_]
    source, cue = Source((first, verb), (name,)), ((verb, verb + 1),)
    hole = (first - 1, verb + 1)
    for d in drafts:
        parts = tuple(t for p in d.content for x in minus(p, [hole]) if (t := trim(scene.tokens, x)))
        if d.anchor != verb and parts:
            yield replace(d, content=parts)
    content = trim(scene.tokens, (a, first - 1))
    if content:
        yield Draft(scene.place, source, cue, (content,), cues[0].act, verb, "clause", "verb:signed")
