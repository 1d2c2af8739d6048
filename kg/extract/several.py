"""Whom a plural takes up: "both nations", "the two countries", "the allies", "the lawmakers"."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.memory import Entity, Memory, Seen
from kg.extract.references import Reference, according, speaks
from kg.lexicon.actors import Noun

# How far back, in sentences, a plural reaches.
_NEAR = 3


def several(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """States: those named together in the nearest sentence, or the just so many that it tells dealings of."""
    if r.count is None and (not r.definite or r.determiner == "all"):
        return ()
    now, denied = memory.sentence(r), _denies(r, memory)
    for sentence in range(now, now - _NEAR - 1, -1):
        here = [s for s in memory.seen if s.sentence == sentence]
        if denied:
            here = _untold(here, memory)
        if found := _listed(here, r.count) or (_dealing(here, r.count, memory, denied) if r.count else ()):
            return found
    most = sorted(memory.states, key=lambda s: (-memory.states[s], s))
    return tuple(memory.slug(s) for s in most[:2]) if r.determiner == "both" and len(most) > 1 else ()


def _denies(r: Reference, memory: Memory) -> bool:
    """ "Both countries deny it": they are not those who told it."""
    verb = memory.head(r).head
    cues = memory.lexicon.stances.verbs.get(verb.lemma_, ())
    return verb.pos_ == "VERB" and any(c.act.stance == "deny" and not c.words for c in cues)


def _untold(here: Sequence[Seen], memory: Memory) -> list[Seen]:
    """What a sentence speaks of without those who tell it, a state also by what it has: "Moscow's war"."""
    told = [s for s in here if not (_tells(s, memory) or _of_teller(s, memory))]
    tellers = {e.key for s in here if s not in told for e in s.entities}
    return [s for s in told if not tellers & {e.key for e in s.entities}]


def _of_teller(seen: Seen, memory: Memory) -> bool:
    """ "officials in Seoul and Washington allege", "Seoul's spy agency said"."""
    token = memory.head(seen.reference)
    while token.dep_ in ("conj", "pobj", "prep", "poss", "compound", "amod", "nmod"):
        token = token.head
    return speaks(token, memory.lexicon) and not _seems(token, memory)


def _listed(here: Sequence[Seen], count: int | None) -> tuple[Entity, ...]:
    """The last states that stand in one list or mean one plural."""
    for seen in reversed(here):
        states = tuple(e for e in seen.entities if e.type == "State")
        if 1 < len(states) == len(seen.entities) and count in (None, len(states)):
            return states
    return ()


def _dealing(here: Sequence[Seen], count: int, memory: Memory, owned: bool = False) -> tuple[Entity, ...]:
    """The states that a sentence names for themselves, or whose leaders it names, without those that only tell it."""
    named = {e.key: e for s in here if _alone(s, memory) for e in s.entities}
    if len(named) == count:
        return tuple(named.values())
    having = {e.key: e for s in here if s.reference.how != "demonym" for e in s.entities if e.type == "State"}
    if owned and len(having) == count:
        return tuple(having.values())
    told = {e.key: e for s in here if _alone(s, memory) and not _tells(s, memory) for e in s.entities}
    people = (s for s in here if s.reference.kind == "name" and not s.group and not _tells(s, memory))
    states = (e.state for s in people for e in s.entities if e.type == "Person")
    leaders = {s: memory.slug(s) for s in states if s in memory.lexicon.actors.known}
    told |= {s: e for s, e in leaders.items() if e.type == "State"}
    return tuple(told.values()) if len(told) == count else ()


def _tells(seen: Seen, memory: Memory) -> bool:
    token = memory.head(seen.reference)
    while token.dep_ == "conj":
        token = token.head
    return (speaks(token, memory.lexicon) and not _seems(token, memory)) or according(token)


def _seems(subject: Token, memory: Memory) -> bool:
    """Whether the verb only lets its subject seem something: "Minsk appeared to have bought it" tells nothing."""
    cues = memory.lexicon.stances.verbs.get(subject.head.lemma_, ())
    return bool(cues) and all(c.act.frames == {"raising"} for c in cues)


def _alone(seen: Seen, memory: Memory) -> bool:
    """A state that is spoken of for itself, not in "South Korea's military"."""
    if seen.reference.how == "demonym" or any(e.type != "State" for e in seen.entities):
        return False
    tokens = memory.sheets[seen.reference.paragraph].tokens
    return seen.reference.last >= len(tokens) or tokens[seen.reference.last].tag_ != "POS"


def speaking_together(r: Reference, noun: Noun, memory: Memory) -> tuple[Entity, ...]:
    """ "the lawmakers said": the persons who spoke together last, where the noun can mean them."""
    if not r.definite or noun.denotes[0] != "Person" or not speaks(memory.head(r), memory.lexicon):
        return ()
    now = memory.sentence(r)
    spoke = (s for s in reversed(memory.seen) if now - s.sentence <= _NEAR and _tells(s, memory) and s.sentence < now)
    last = next(spoke, None)
    if last is None or r.count not in (None, len(last.entities)):
        return ()
    fitting = noun.unnamed or any(noun.slug in memory.called(e) for e in last.entities)
    people = all(e.type == "Person" for e in last.entities)
    return last.entities if len(last.entities) > 1 and people and fitting else ()


def sharing(r: Reference, memory: Memory) -> tuple[Reference, ...]:
    """The names of other states that share a noun: the first two of "US, Ukrainian and South Korean officials"."""
    tokens, at = memory.sheets[r.paragraph].tokens, r.first
    named = {o.last: o for o in memory.named_in(r) if o.how in ("state", "demonym", "name")}
    found: list[Reference] = []
    while at >= 2 and tokens[at - 1].lower_ in (("and", ",") if found else ("and",)):
        comma = len(found) > 0 and tokens[at - 1].lower_ == "and"
        before = named.get(at - 1)
        if comma or before is None or not _adjective(before, memory):
            break
        found.insert(0, before)
        at = before.first
    return tuple(found)


def _adjective(name: Reference, memory: Memory) -> bool:
    """Whether the name of a state can stand before a noun: "Danish", "US", but not "Denmark"."""
    state = memory.lexicon.actors.known[name.actors[0]].type == "State"
    return state and (name.how == "demonym" or name.text.replace(".", "").isupper())
