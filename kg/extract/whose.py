"""Whose institution it is where its own words do not say so: "the foreign ministry", "the Joint Chiefs of Staff"."""

from collections.abc import Iterator

from kg.extract.memory import Entity, Memory
from kg.extract.references import SUBJECT, Reference, Sheet, capital_at, is_subject, speaks
from kg.lexicon.actors import Noun

# How far back, in sentences, words that say little ("the country") and words that say more ("the ministry") reach.
NEAR, FAR = 3, 40
_OFFICIAL = ("Government", "Ministry", "Military")


def default_state(r: Reference, noun: Noun, memory: Memory) -> str | None:
    """The state that the text names elsewhere with such an institution, that of the body of the same kind named last,
    that of the person who speaks of it, the outlet's own, or the one of the text that the ontology knows to have it.
    """
    class_ = noun.denotes[0]
    if elsewhere := _named_elsewhere(noun, memory):
        return elsewhere
    having = {s for s in memory.states if memory.lexicon.actors.has_institution(s, noun.slug)}
    mates = [e for e in memory.ranked(r, FAR) if e.type == class_ and (e.state in having or (e.state and not having))]
    mates = [e for e in mates if not elsewhere_and_far(e, r, noun, memory)]
    if mates and class_ not in ("Group", "Media"):
        return mates[0].state
    if class_ not in ("Group", "Media") and (speakers := _of_speaker(r, memory)):
        return speakers
    if class_ == "Media" and (teller := _of_teller(r, memory)) in having:
        return teller
    near = [s for e in _named_near(r, memory, class_ == "Media") if (s := e.of_state) in having]
    if near and class_ in ("Media", "Group"):
        return near[0]
    if class_ == "Media" and (
        salient := next((s for e in memory.ranked(r, NEAR) if (s := e.of_state) in having), None)
    ):
        return salient  # "Kim toured the yard. His navy tested a torpedo, state media reported"
    # An outlet's own country only where no other of the text is known to have one.
    if class_ == "Agency" and having and memory.home in having:
        return max(sorted(having), key=lambda s: (memory.states[s], s == memory.home))
    own = memory.home is not None and memory.lexicon.actors.has_institution(memory.home, noun.slug)
    if memory.home in having or (not having and class_ in _OFFICIAL and (own or memory.home in memory.states)):
        return memory.home
    if having and "State" not in noun.denotes:
        return None if class_ == "Group" else max(sorted(having), key=lambda s: memory.states[s])
    if "State" in noun.denotes and not memory.lexicon.actors.rare(noun.slug):
        return next((s for e in memory.ranked(r, NEAR) if (s := e.of_state)), None)
    return memory.lexicon.actors.rare(noun.slug)


def elsewhere_and_far(body: Entity, r: Reference, noun: Noun, memory: Memory) -> bool:
    """Whether a body of another state was named too long ago for "the presidential office" of an outlet's own state to
    be that one: the outlet's has no other name, as the Kremlin has.
    """
    actors, home = memory.lexicon.actors, memory.home
    if (
        "Government" not in noun.denotes
        or home is None
        or body.of_state in (None, home)
        or not actors.has_institution(home, noun.slug)
    ):
        return False
    own = actors.composed(home, noun.slug).label.casefold()
    return noun.label.casefold() in own and body not in memory.recent(r, NEAR)


def pointed_at(r: Reference, memory: Memory) -> str | None:
    """The state that its own sentence points at: "In CAPITAL, the ministry said"; "STATE's answer was cool: the
    ministry said"; "A, B and C protested, the ministry said" (the outlet's own, else the first);
    "He flew to STATE. The ministry there said".
    """
    sheet = memory.sheets[r.paragraph]
    if r.last < len(sheet.tokens) and sheet.tokens[r.last].lower_ == "there":
        return next((s for e in memory.recent(r, NEAR) if (s := e.of_state)), None)
    if _locative(sheet, r):
        place = sheet.sentence[r.head] + 1
        fronted = next((o.actors[0] for o in memory.named_in(r) if o.first == place and o.how == "state"), None)
        if fronted := capital_at(sheet, place) or fronted:
            return fronted
    tokens, start = sheet.tokens, sheet.sentence[r.head]
    here = [s for s in memory.seen if s.reference.paragraph == r.paragraph and s.reference.sentence == start]
    colon = next((t.i for t in tokens[start : r.first] if t.text == ":"), None)
    if colon is not None:
        owners = (s for s in here if s.reference.last < colon and tokens[s.reference.last].tag_ == "POS")
        return next((e.key for s in owners for e in s.entities if e.type == "State"), None)
    if not speaks(tokens[r.head], memory.lexicon):
        return None
    groups = (
        s
        for s in here
        if (s.group or len(s.entities) > 1) and s.reference.end < r.start and is_subject(tokens[s.reference.head])
    )
    together = next((s.entities for s in groups if all(e.type == "State" for e in s.entities)), ())
    states = [e.key for e in together]
    return memory.home if memory.home in states else next(iter(states), None)


def _locative(sheet: Sheet, r: Reference) -> bool:
    tokens, start = sheet.tokens, sheet.sentence[r.head]
    return tokens[start].lower_ == "in" and any(t.text == "," for t in tokens[start + 2 : min(r.first, start + 5)])


def _of_speaker(r: Reference, memory: Memory) -> str | None:
    """The state of the person in whose words it stands: "a Finnish deputy said that the spy agency knew"."""
    verbs = memory.lexicon.stances.verbs
    around = (v for v in memory.head(r).ancestors if v.lemma_ in verbs)
    subjects = {c.i for v in around for c in v.children if c.dep_ == "nsubj" and c.i < r.first}
    here = (s for s in memory.seen if s.reference.paragraph == r.paragraph and not s.group)
    people = (e for s in here if subjects & {*range(s.reference.first, s.reference.last)} for e in s.entities)
    return next((e.state for e in people if e.type == "Person" and e.state), None)


def _of_teller(r: Reference, memory: Memory) -> str | None:
    """The state of who tells it something: "He told state television"."""
    head = memory.head(r)
    own = {c.i for c in head.head.children if c.dep_ == "nsubj"} if head.dep_ in ("dobj", "dative") else set()
    here = (s for s in reversed(memory.seen) if s.reference.paragraph == r.paragraph and s.reference.head in own)
    return next((e.of_state for s in here for e in s.entities if e.of_state), None)


def _named_elsewhere(noun: Noun, memory: Memory) -> str | None:
    """The state whose institution of that kind the text names most."""
    counts: dict[str, int] = {}
    for other in memory.references:
        if other.noun == noun and other.state:
            counts[other.state] = counts.get(other.state, 0) + 1
    return max(sorted(counts), key=lambda s: counts[s]) if counts else None


def _named_near(r: Reference, memory: Memory, telling: bool = False) -> Iterator[Entity]:
    """The actors named by ontology names in the reference's own sentence, the nearest first; for those who are
    `telling` what somebody did ("X held a parade, state media reported, as Y watched") that one before all.
    """
    own = [o for o in memory.named_in(r) if o.sentence == r.sentence]
    tokens, head = memory.sheets[r.paragraph].tokens, memory.head(r)
    verb = head.head
    clauses = [*verb.children, *([verb.head] if verb.dep_ == "parataxis" else [])]
    told = {c.i for c in clauses if c.dep_ in ("ccomp", "ROOT") and c.i < head.i} if telling else set()
    doers = {o.first for o in own if tokens[o.head].dep_ in SUBJECT and tokens[o.head].head.i in told}
    return (memory.slug(o.actors[0]) for o in sorted(own, key=lambda o: (o.first not in doers, abs(o.first - r.first))))
