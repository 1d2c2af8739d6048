"""Claims about an event that their own words do not name: of a thing, a pronoun, a relative clause, a shell noun."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.extract import syntax, wholes
from kg.extract.anaphors import antecedent, takes_up
from kg.extract.building import States, innermost
from kg.extract.candidates import Trigger, candidates
from kg.extract.fillers import filling
from kg.model import Attribution, EventMention, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.lexicon.events import Frame

_KINDS = ("Launch", "Transfer")
# What may stand for missiles told of before: "it", "one of which", "none of them".
_PRONOUNS = frozenset(
    {"it", "they", "them", "which", "that", "one", "none", "some", "all", "both", "each", "two", "most"}
    | {"first", "second", "third", "other", "others", "half"}
)
_SUBJECTS = frozenset({"it", "this", "that", "they", "these", "those", "both", "none", "one", "there", "nothing"})
# Characters in which a pronoun, and a noun like "the report", finds what it stands for.
_NEAR, _FAR = 500, 900
_MOST_WORDS = 14


def things(
    scene: "Setting", used: set[int], attributions: Sequence[Attribution], before: Sequence[EventMention]
) -> Iterator[EventMention]:
    """What is claimed of a weapon or good that an event told before is about: "these munitions are meant for …"."""
    for head, arm in scene.arms.items():
        token = scene.paragraph.doc[head]
        span = scene.paragraph.span(arm.first, head + 1)
        within = innermost(span, attributions)
        if within is None or arm.modifier or head in used or not takes_up(token) or token.dep_ == "pobj":
            continue
        # "The containers": in them is what was said to be handed over.
        packed = arm.concept == "good"
        taken = antecedent(
            ("Transfer",) if packed else _KINDS, None if packed else arm.concept, before, scene.lexicon, near=True
        )
        if taken is not None and any(r.concept for r in taken.roles if r.name in ("weapon", "item", "system")):
            name = "item" if any(taken.role("item")) else "weapon"
            made = _again(taken, span, within, "thing")
            yield replace(made, roles=(Role(name, span, concept=arm.concept),))


def pointers(
    scene: "Setting", attributions: Sequence[Attribution], states: States, before: Sequence[EventMention]
) -> Iterator[EventMention]:
    """For claims of this paragraph without a launch or transfer in their words the one that they speak of."""
    kinds = [e for e in before if any(scene.lexicon.events.is_a(e.type, k) for k in _KINDS)]
    start, end = scene.paragraph.start, scene.paragraph.end
    for claim in attributions:
        if not start <= claim.content[0].start < end or any(claim.holds(e.trigger) for e in kinds):
            continue
        root = _root(claim, scene)
        earlier = [e for e in kinds if e.trigger.start < claim.content[0].start and e.modality != "generic"]
        if root is None or not earlier:
            continue
        ways = (
            ("relative", root, _of_relative(claim, root, scene, earlier)),
            *(("flight", verb, found) for verb, found in _of_flight(claim, scene, earlier)),
            ("shell", root, _of_shell(claim, root, scene, states, attributions, earlier)),
            ("pronoun", root, _of_pronoun(claim, root, scene, earlier)),
        )
        for how, token, found in ways:
            if found is not None:
                yield _again(found, scene.paragraph.span(token.i, token.i + 1), claim, how)
                break


def _again(event: EventMention, span: Span, claim: Attribution, how: str) -> EventMention:
    """A mention that takes up an event and adds nothing to it."""
    return replace(
        event, id=ids.digest("event-mention", span.document, event.type, span.start, span.end, how), trigger=span,
        evidence=span, roles=(), when=None, quantities=(), outcome=None, method=f"noun:{how}", within=claim.id,
        antecedent=event.id, part_of=None,
    )  # fmt: skip


def _root(claim: Attribution, scene: "Setting") -> "Token | None":
    part = claim.content[0]
    start = scene.paragraph.start
    found = scene.paragraph.doc.char_span(part.start - start, part.end - start, alignment_mode="expand")
    return found.root if found is not None and len(found) else None


def _of_relative(
    claim: Attribution, root: "Token", scene: "Setting", earlier: Sequence[EventMention]
) -> EventMention | None:
    """ "A launch that Oslo says was aided by …", "… to Ukraine, a charge that Kyiv called untrue"."""
    for cue in claim.cue:
        found = scene.paragraph.doc.char_span(
            cue.start - scene.paragraph.start, cue.end - scene.paragraph.start, alignment_mode="expand"
        )
        verb = found.root if found is not None else None
        if verb is None:
            continue
        clause = next((t for t in (verb, *verb.ancestors) if t.dep_ in ("relcl", "pcomp", "ROOT")), verb)
        free = clause.dep_ == "pcomp" and any(c.lower_ == "what" for c in clause.children)
        noun = clause.head if clause.dep_ == "relcl" else clause.head.head if free else None
        if noun is not None and noun.i < root.i and not any(s.lower_ == "who" for s in clause.children):
            return _named_by(noun, scene, earlier)
        first = scene.paragraph.doc.char_span(
            claim.content[0].start - scene.paragraph.start, claim.content[0].end - scene.paragraph.start
        )
        # "… on Friday that Tokyo said is believed to have landed": the verb's subject is outside the claim.
        if first is not None and first[0].tag_ in ("VBZ", "VBD", "VBP", "MD") and claim.kind != "direct":
            inside = [e for e in earlier if in_sentence(e, verb, scene) and e.trigger.start < cue.start]
            return inside[-1] if inside else None
    return None


def _named_by(noun: "Token", scene: "Setting", earlier: Sequence[EventMention]) -> EventMention | None:
    """The event that the noun tells of, whose weapon or good it is, or behind which it stands as "a charge"."""
    span = scene.paragraph.span(noun.i, noun.i + 1)
    events = scene.lexicon.events
    for event in reversed(earlier):
        if event.trigger.covers(span) or any(r.span.covers(span) for r in event.roles if r.name in ("weapon", "item")):
            return event
    if noun.lemma_.lower() not in events.shells and noun.lemma_.lower() not in events.by_noun:
        return None
    inside = [e for e in earlier if in_sentence(e, noun, scene) and e.trigger.start < span.start]
    return inside[-1] if inside else None


def in_sentence(event: EventMention, token: "Token", scene: "Setting") -> bool:
    """Whether an event is told in the sentence of a word."""
    start = scene.paragraph.start
    return start + token.sent.start_char <= event.trigger.start < start + token.sent.end_char


def _of_flight(
    claim: Attribution, scene: "Setting", earlier: Sequence[EventMention]
) -> Iterator[tuple["Token", EventMention]]:
    """ "It flew 300 km", "one of which came down near …": the launch told last, if it is near."""
    events = scene.lexicon.events
    launches = [e for e in earlier if events.is_a(e.type, "Launch")]
    start = scene.paragraph.start
    for token in scene.paragraph.doc:
        place = start + token.idx
        if not launches or place - launches[-1].trigger.start > _NEAR or token.pos_ != "VERB":
            continue
        if any(p.start <= place < p.end for p in claim.content):
            for words, frame in events.by_verb.get(syntax.form(token, events.by_verb) or "", ()):
                after = {c.lower_ for c in token.children if c.i > token.i}
                if all(w in after for w in words[1:]) and _flies(token, frame, scene):
                    yield token, launches[-1]
                    return


def _flies(verb: "Token", frame: "Frame", scene: "Setting") -> bool:
    """Whether a pronoun's flight is told: with what the frame asks for (a distance, a sea, a target)."""
    weapon = next((a for a in frame.arguments if a.fillers == ("launched",)), None)
    where = next((a for a in frame.arguments if a.role == "_where"), None)
    if weapon is None or where is None:
        return False
    trigger = Trigger(verb, verbal=True)
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")] or candidates("subject", trigger, scene)
    raised = own or [c for a in list(verb.ancestors)[:2] for c in a.children if c.dep_ in ("nsubj", "nsubjpass")]
    said = any(s.lower_ in _PRONOUNS and s.i < verb.i for s in raised)
    heads = (h for f in where.functions for h in candidates(f, trigger, scene))
    return said and any(filling(where, h, scene) for h in (*heads, *_measures(verb)))


def _measures(verb: "Token") -> list["Token"]:
    """ "Flew about 300 kilometers": a measure without a preposition."""
    return [t for t in verb.subtree if t.i > verb.i and t.dep_ in ("npadvmod", "dobj", "obj")]


def _of_shell(
    claim: Attribution,
    root: "Token",
    scene: "Setting",
    states: States,
    attributions: Sequence[Attribution],
    earlier: Sequence[EventMention],
) -> EventMention | None:
    """ "Denied the report", "called the American allegations baseless": what was claimed before, by those who are named
    or else by others."""
    noun = _shell(root, scene)
    if noun is None or sum(len(s.text.split()) for s in claim.content) > _MOST_WORDS:
        return None
    whose = {states.slug(m) for o in wholes.owners(noun) if (m := scene.mention(o))} - {None}
    mine = set(claim.claimants)
    place = scene.paragraph.start + noun.idx
    for event in reversed(earlier):
        within = next((a for a in attributions if a.id == event.within), None)
        by = {states.slug(states.by_id.get(c)) for c in within.claimants} if within else set()
        if whose and not whose & by:
            continue
        if not whose and (place - event.trigger.start > _FAR or (within and mine & set(within.claimants))):
            continue
        return event
    return None


def _of_pronoun(
    claim: Attribution, root: "Token", scene: "Setting", earlier: Sequence[EventMention]
) -> EventMention | None:
    """ "They look like an improved version", "this is not true", "there were four or five": what was told right before,
    where the subject stands for no actor, or somebody says that it is not so."""
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "expl") and c.i < root.i), None)
    if subject is None or subject.lower_ not in _SUBJECTS:
        return None
    near = scene.paragraph.start + root.idx - earlier[-1].trigger.start <= _NEAR
    nobody = scene.mention(subject) is None or claim.stance == "deny"
    return earlier[-1] if near and nobody else None


def _shell(root: "Token", scene: "Setting") -> "Token | None":
    """The definite shell noun that a claim's words are, or that is their subject; with a complement it is its own."""
    for noun in (root, *(c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))):
        known = noun.lemma_.lower() in scene.lexicon.events.shells and noun.pos_ in ("NOUN", "PROPN")
        owned = takes_up(noun) or any(c.dep_ == "poss" for c in noun.children)
        after = [noun.nbor(1)] if noun.i + 1 < len(noun.doc) else []
        full = any(t.i > noun.i and t.lower_ in ("of", "on", "about", "that") for t in (*after, *noun.children))
        if known and owned and not full:
            return noun
    return None
