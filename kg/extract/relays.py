"""Who passes words on without being asked by the grammar: hearers, carriers, outlets that cite and quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.claimants import MEDIA, Names
from kg.extract.conveyed import beside, carried_after, signed
from kg.extract.cues import hearer
from kg.extract.nounphrases import noun_phrase
from kg.extract.scene import Draft, Hop, Region, Scene, Source, trim
from kg.extract.sources import quotes_someone
from kg.extract.voices import agent, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_CITING = frozenset({"citing", "quoting"})
_ON = frozenset({"on", "via", "through"})


def relayed(scene: Scene, drafts: Sequence[Draft], names: Names) -> tuple[Draft, ...]:
    """The drafts of a paragraph with the hops that stand beside them, and with the source that an outlet cites."""
    drafts = beside(scene, signed(scene, drafts, names), names)
    drafts = tuple(_through(scene, d, names) for d in drafts)
    heard = tuple(_cited(scene, _heard(scene, d, names), names) for d in drafts)
    out = carried_after(scene, tuple(x for d in heard for x in (d, *_named_by(scene, d, names))), names)
    for word in scene.tokens[scene.start :]:
        if word.lower_ in _CITING:
            out = _quoting(scene, out, word, names)
        elif word.lemma_ in scene.stances.words("carrying-verbs") and word.tag_ == "VBN":
            out = _carried(scene, out, word, names)
    return out


# -------------------------------------------------------------------------------------- told TASS, interview with CNN


def _heard(scene: Scene, draft: Draft, names: Names) -> Draft:
    """A draft that an outlet was told: "Peskov told TASS", "in an interview with CNN"."""
    verb = scene.tokens[draft.anchor]
    quoting = _quoted_by(scene, draft)
    if quoting is not None:
        return replace(draft, hops=(*draft.hops, quoting))
    if draft.source is None or verb.pos_ not in {"VERB", "AUX"} or draft.follows is not None:
        return draft
    joined = [verb.head] if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} else []
    speaking = [t for h in draft.source.heads for t in scene.tokens[h].children if t.dep_ == "acl" and t.tag_ == "VBG"]
    heard = [n for t in (verb, *joined, *speaking) for n in _hearers(scene, t)]
    for noun in (*heard, *_asked(scene, draft)):
        if draft.covers(noun.i) or any(a <= noun.i < b for a, b in (draft.source.region,)):
            continue
        if _outlet(scene, noun, names):
            source = noun_phrase(scene, noun)
            return (
                replace(draft, hops=(*draft.hops, Hop(scene.place, source, ((verb.i, verb.i + 1),))))
                if source
                else draft
            )
    return draft


def _asked(scene: Scene, draft: Draft) -> Iterator[Token]:
    """Who is named in ", in an interview with X" behind the content, wherever the parse hangs it."""
    for text in scene.tokens[draft.anchor : scene.sentence(draft.anchor)[1]]:
        before = scene.tokens[text.head.i - 1] if text.head.i else text
        beside = text.dep_ == "pobj" and not draft.covers(text.i) and before.text == ","
        if beside and text.lemma_.lower() in scene.stances.words("texts"):
            yield from (o for p in text.children if p.lower_ == "with" for o in p.children if o.dep_ == "pobj")


def _outlet(scene: Scene, noun: Token, names: Names) -> bool:
    """Whether a hearer is an outlet: by its mention, or by a word before it ("Ukrainian outlet RBC")."""
    if noun.pos_ == "NOUN" and noun.lemma_.lower() in scene.stances.words("hearers"):
        return False
    named = any(t.pos_ == "PROPN" and t.ent_type_ not in {"GPE", "NORP"} for t in noun.lefts)
    if noun.head.lemma_ == "tell" and noun.lower_ in scene.stances.words("broadcasters") and not named:
        return False
    # "Rossiya 1 television": the name may only stand before its noun.
    words = [noun, *(t for t in noun.children if noun.pos_ == "NOUN" and t.dep_ in {"compound", "nmod"})]
    if any(m.type in MEDIA for t in words for m in names.at(scene, t.i)[:1]):
        return True
    media = scene.stances.words("media")
    # A noun that only begins with such a word is no outlet: "told a press conference".
    named = noun.pos_ == "PROPN" or noun.lemma_.lower() in media
    return named and any(
        t.lemma_.lower() in media and t.dep_ in {"compound", "nmod", "amod", "appos"} for t in noun.subtree
    )


def _quoted_by(scene: Scene, draft: Draft) -> Hop | None:
    """The outlet of "KCNA quoted Kim as expressing satisfaction"."""
    up = next((t for t in scene.tokens[draft.anchor].ancestors if quotes_someone(scene, t)), None)
    if up is None or draft.source is None or draft.hops or not draft.source.region[0] > up.i - 1:
        return None
    if not any(t.lower_ == "as" and t.i < draft.anchor for t in up.children):
        return None
    own = subject(up)
    source = noun_phrase(scene, own, up) if own is not None and own.i < up.i else None
    return Hop(scene.place, source, ((up.i, up.i + 1),)) if source else None


def _hearers(scene: Scene, verb: Token) -> Iterator[Token]:
    for t in verb.children:
        if t.pos_ in {"PROPN", "NOUN"} and (t.dep_ == "dative" or hearer(scene, verb, t)):
            yield t
        if t.dep_ in {"advcl", "acl"} and t.tag_ == "VBG" and not any(c.dep_ == "ccomp" for c in t.children):
            yield from _hearers(scene, t)
        if t.dep_ == "prep":
            for noun in (c for c in t.children if c.dep_ == "pobj"):
                if t.lower_ == "to":
                    yield noun
                elif t.lower_ == "in":  # "in a tirade on state television"
                    yield from (o for p in noun.children if p.lower_ in _ON for o in p.children if o.dep_ == "pobj")
                if noun.lemma_.lower() in scene.stances.words("texts"):
                    yield from (
                        o for p in noun.children if p.lower_ in {"with", "to"} for o in p.children if o.dep_ == "pobj"
                    )


def _through(scene: Scene, draft: Draft, names: Names) -> Draft:
    """A draft whose source speaks by another's mouth: "The king, through his spokesman Jon Berg, denied it"."""
    if draft.source is None or draft.hops or scene.wide:
        return draft
    near = scene.tokens[draft.source.region[1] : draft.anchor]
    by = next((t for t in near if t.lower_ in {"through", "via"} and t.nbor(-1).text == ","), None)
    noun = next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None
    source = noun_phrase(scene, noun) if noun is not None else None
    inside = names.inside(scene, source.region) if source is not None else []
    people = {m.actor for m in inside if m.type == "Person" and m.kind != "pronoun"}
    if by is None or source is None or not people - {m.actor for m in names.of(scene, draft.source)}:
        return draft
    return replace(draft, hops=(Hop(scene.place, source, ((by.i, by.i + 1),)),))


# ------------------------------------------------------------------------------------------------ Yonhap said, citing


def _cited(scene: Scene, draft: Draft, names: Names) -> Draft:
    """A draft of an outlet that cites somebody: the one cited is the source, the outlet a hop."""
    if (
        scene.wide
        or draft.source is None
        or not (draft.frame == "clause" or draft.method == "quote:after")
        or not names.media(scene, draft.source, scene.stances)
    ):
        return draft
    word = _citing(scene, draft, draft.source)
    cited = _object(scene, word) if word is not None and not _as_saying(scene, word) else None
    if word is None or cited is None or not names.of(scene, cited):
        return draft
    hop = Hop(draft.place, draft.source, draft.cue)
    content = tuple((a, min(b, word.i - 1)) if a < word.i <= b else (a, b) for a, b in draft.content)
    after = next((a for a, _ in content if cited.region[0] < a < cited.region[1]), cited.region[1])
    cited = replace(cited, region=trim(scene.tokens, (cited.region[0], after)) or cited.region)
    return replace(
        draft,
        source=cited,
        cue=(_cue(word),),
        anchor=word.i,
        content=content,
        hops=(*draft.hops, hop),
        method=draft.method + "+citing",
    )


def _named_by(scene: Scene, draft: Draft, names: Names) -> Iterator[Draft]:
    """What a person tells from a body that is cited for it is said by that body too: "…, the deputy said, citing X"."""
    if scene.wide or draft.source is None or draft.frame != "clause" or draft.hops:
        return
    word = _citing(scene, draft, draft.source)
    cited = _object(scene, word) if word is not None and not _as_saying(scene, word) else None
    spoken = names.of(scene, draft.source)
    if word is None or cited is None or not _cites_for(scene, word, draft) or any(m.type != "Person" for m in spoken):
        return
    if any(_material(scene.tokens[h]) for h in cited.heads):
        return
    if spoken and any(m.type != "Person" for m in names.of(scene, cited)):
        hop = Hop(draft.place, draft.source, draft.cue)
        cue = (_cue(word),)
        yield replace(draft, source=cited, cue=cue, anchor=word.i, hops=(hop,), method=draft.method + "+citing")


def _cites_for(scene: Scene, word: Token, draft: Draft) -> bool:
    """Whether a word of citing belongs to a verb, or stands between commas before what the verb tells."""
    if word.head.i == draft.anchor:
        return True
    between = draft.anchor < word.i < draft.first and scene.tokens[word.i - 1].text == ","
    return between and not any(t.pos_ in {"VERB", "AUX"} for t in scene.tokens[draft.anchor + 1 : word.i])


def _material(noun: Token) -> bool:
    """Whether somebody cites what is known and nobody who knows it: "citing newly declassified intelligence"."""
    whose = any(t.dep_ in {"det", "poss", "compound", "nummod"} or t.ent_type_ for t in noun.lefts)
    return noun.tag_ == "NN" and not whose


def _citing(scene: Scene, draft: Draft, outlet: Source) -> Token | None:
    """The word behind an outlet by which it cites: "…, citing X", "Yonhap, which cited X"."""
    a, b = scene.sentence(draft.anchor)
    for t in scene.tokens[max(a, outlet.region[1]) : b]:
        added = t.dep_ == "relcl" and t.head.i in outlet.heads and any(c.tag_ == "WDT" for c in t.children)
        cites = t.lower_ in _CITING or _refers(t) or (added and t.tag_ in {"VBD", "VBZ"} and quotes_someone(scene, t))
        if cites and not draft.covers(t.i):
            return t
    return None


def _refers(noun: Token) -> bool:
    """Whether it is the noun of "with reference to X"."""
    return noun.lower_ == "reference" and noun.head.lower_ == "with" and any(t.lower_ == "to" for t in noun.children)


def _cue(word: Token) -> Region:
    return (word.i - 1, word.i + 2) if _refers(word) else (word.i, word.i + 1)


def _as_saying(scene: Scene, word: Token) -> bool:
    """Whether words of their own follow: "the paper wrote, quoting her as saying …" owns what stands before."""
    return any(t.lower_ == "as" and t.i > word.i and any(c.tag_ == "VBG" for c in t.children) for t in word.subtree)


def _object(scene: Scene, word: Token) -> Source | None:
    noun = next((t for t in word.children if t.dep_ == "dobj"), None)
    if _refers(word):
        noun = next((t for to in word.children for t in to.children if t.dep_ == "pobj"), None)
    if noun is None:
        noun = next(
            (t for t in scene.tokens[word.i + 1 : word.i + 7] if t.pos_ in {"PROPN", "NOUN"} and t.dep_ != "compound"),
            None,
        )
    return noun_phrase(scene, noun) if noun is not None and noun.i > word.i else None


# -------------------------------------------------------------------------------- with state media quoting leader Kim


def _quoting(scene: Scene, drafts: tuple[Draft, ...], word: Token, names: Names) -> tuple[Draft, ...]:
    """As in "…, with state media quoting Kim. He vowed …": a hop of the clause before and of what he says next."""
    before = [m for t in scene.tokens[max(0, word.i - 2) : word.i] for m in names.at(scene, t.i)[:1] if m.type in MEDIA]
    if not before or any(a <= word.i < b for d in drafts for a, b in d.cue):
        return drafts
    media = scene.tokens[word.i - 1]
    source, cited = noun_phrase(scene, media, word), _object(scene, word)
    if source is None:
        return drafts
    hop = Hop(
        scene.place,
        Source((max(source.region[0], scene.sentence(word.i)[0]), source.region[1]), (media.i,)),
        ((word.i, word.i + 1),),
    )
    actors = {m.actor for m in names.of(scene, cited)}
    return tuple(replace(d, hops=(*d.hops, hop)) if _under(scene, d, word, actors, names) else d for d in drafts)


def _under(scene: Scene, draft: Draft, word: Token, actors: set[str], names: Names) -> bool:
    anchor = scene.tokens[draft.anchor]
    if draft.source is None or draft.hops:
        return False
    if scene.sentence(anchor.i) == scene.sentence(word.i):
        return anchor.i < word.i
    return anchor.i > word.i and bool(actors & {m.actor for m in names.of(scene, draft.source)})


# ------------------------------------------------------------------------------------- in a statement carried by KCNA


def _carried(scene: Scene, drafts: tuple[Draft, ...], word: Token, names: Names) -> tuple[Draft, ...]:
    """As in "in a statement carried by KCNA": a hop of what is said in that sentence."""
    on = (o for p in word.children if p.lower_ in _ON for o in p.children if o.dep_ == "pobj")
    noun = agent(word) or next(on, None)
    if noun is None or word.dep_ != "acl" or not any(m.type in MEDIA for m in names.at(scene, noun.i)[:1]):
        return drafts
    source = noun_phrase(scene, noun)
    if source is None:
        return drafts
    hop = Hop(scene.place, source, ((word.i, word.i + 1),))
    return tuple(
        replace(d, hops=(*d.hops, hop))
        if d.source is not None
        and scene.sentence(d.anchor) == scene.sentence(word.i)
        and not d.covers(word.i)
        and d.source.region != source.region
        and all(h.source.region != source.region for h in d.hops)
        else d
        for d in drafts
    )
