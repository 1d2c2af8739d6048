"""Which body or state a nominal means: "South Korea's military", "the ministry", "the country", "both nations"."""

from kg import ids
from kg.extract.memory import Entity, Memory, Seen, tidy
from kg.extract.references import Reference
from kg.lexicon.actors import Known, Noun

Meaning = tuple[tuple[Entity, ...], str]
NOBODY: Meaning = ((), "")
# How far back, in sentences, words that say little ("the country") and words that say more ("the ministry") reach.
NEAR, FAR = 3, 40
# Classes so narrow that any body of the class may be meant by another noun for it: "the spy agency".
_TELLING = frozenset({"IntelligenceAgency", "Parliament", "Court"})


def body(r: Reference, noun: Noun, memory: Memory) -> Meaning:
    """The body, state or states that a nominal means, and the rule that says so."""
    state = memory.state_of(r)
    one = not r.plural or noun.collective
    if r.plural and state is None and "State" in noun.denotes and (found := _several(r, memory)):
        return found, "nominal:several"
    if r.plural and noun.composed and len(owners := memory.owner(r)) > 1 and all(e.type == "State" for e in owners):
        # "both countries' foreign ministries"
        return tuple(
            memory.known(memory.lexicon.actors.composed(e.key, noun.slug)) for e in owners
        ), "nominal:institution"
    if "State" in noun.denotes and not noun.composed:
        return _country(r, noun, state, memory)
    if known := _stated(r, noun, state, one, memory):
        return (memory.known(known),), "nominal:institution"
    if "Government" in noun.denotes and _of_person(r, memory):
        made = memory.new(tidy(r.text), "Government", state, certain=True)
        made.nouns.add(noun.slug)
        return (made,), "nominal:institution"
    if known := _acronym_after(r, noun, memory):
        return (memory.known(known),), "nominal:acronym"
    if r.definite and one and not _described(r, memory) and (entity := _earlier(r, noun, state, memory)):
        return (entity,), "nominal:antecedent"
    return _of_context(r, noun, state, one, memory)


def _of_person(r: Reference, memory: Memory) -> bool:
    """ "the Biden administration"."""
    known = memory.lexicon.actors.known.get(r.body or "")
    return known is not None and known.type == "Person"


def _stated(r: Reference, noun: Noun, state: str | None, one: bool, memory: Memory) -> Known | None:
    """The body that the words themselves name: a state's, or one that bears the noun."""
    actors = memory.lexicon.actors
    known = actors.known.get(r.body or "")
    if known and known.noun == noun.slug:
        return known
    if known and known.type == "Person" and "Government" in noun.denotes:
        return None
    composed = state in actors.known and noun.composed and one
    return actors.composed(state, noun.slug) if composed and state else None


def _of_context(r: Reference, noun: Noun, state: str | None, one: bool, memory: Memory) -> Meaning:
    """A body that nothing before names: of the state that the text is about, or just as it is called."""
    actors = memory.lexicon.actors
    if not (r.definite or r.plural or noun.unnamed or r.state):
        return NOBODY
    anyones = state is None and noun.composed and not noun.unnamed and one
    if anyones and not _described(r, memory) and (default := _default_state(r, noun, memory)):
        return (memory.known(actors.composed(default, noun.slug)),), "nominal:institution-of-context"
    if noun.speaks or not (noun.composed or noun.unnamed or r.plural or r.state):
        return NOBODY
    bare = r.plural and state is None and r.body is None and r.owner is None
    kept = actors.alone(noun.slug) if bare else None
    return (memory.known(kept) if kept else memory.new(memory.label(r), noun.denotes[0], state),), "nominal:as-said"


def _acronym_after(r: Reference, noun: Noun, memory: Memory) -> Known | None:
    """ "the Joint Chiefs of Staff (JCS)": the letters are a known name of such a body."""
    tokens = memory.sheets[r.paragraph].tokens
    if r.last + 2 >= len(tokens) or tokens[r.last].text != "(":
        return None
    short = next((o for o in memory.named_in(r) if o.first == r.last + 1), None)
    known = memory.lexicon.actors.known[short.actors[0]] if short else None
    return known if known and known.noun == noun.slug else None


def _earlier(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Entity | None:
    """The last actor that was called so, else the most salient of a class that the noun can stand for."""
    own = "~" + ids.slug(memory.label(r))
    recent = [e for e in memory.recent(r, FAR) if state is None or e.of_state == state]
    called = next((e for e in recent if noun.slug in memory.called(e) and e.key != own), None)
    if called or noun.collective or (noun.composed and noun.denotes[0] not in _TELLING):
        return called
    ranked = [e for e in memory.ranked(r, NEAR if noun.speaks else FAR) if state is None or e.of_state == state]
    fits = memory.lexicon.actors.is_a
    return next(
        (e for e in ranked if fits(e.type, *noun.denotes) and e.type not in ("Group", "State") and not e.plural), None
    )


def _default_state(r: Reference, noun: Noun, memory: Memory) -> str | None:
    """Whose institution it is when nothing says so: the one that the text names elsewhere, that of the body of the
    same kind named last, the outlet's own, or the one state of the text that the ontology knows to have it."""
    class_ = noun.denotes[0]
    if elsewhere := _named_elsewhere(noun, memory):
        return elsewhere
    having = {s for s in memory.states if memory.lexicon.actors.has_institution(s, noun.slug)}
    mates = [
        e.state for e in memory.ranked(r, FAR) if e.type == class_ and (e.state in having or (e.state and not having))
    ]
    if mates and class_ not in ("Group", "Media"):
        return mates[0]
    near = [s for e in _named_near(r, memory) if (s := e.of_state) in having]
    if near and class_ in ("Media", "Group"):
        return near[0]
    if memory.home in having or (memory.home in memory.states and class_ in ("Government", "Ministry", "Military")):
        return memory.home
    if having and "State" not in noun.denotes:
        return None if class_ == "Group" else max(sorted(having), key=lambda s: memory.states[s])
    if "State" in noun.denotes:
        return next((s for e in memory.ranked(r, NEAR) if (s := e.of_state)), None)
    return memory.lexicon.actors.rare(noun.slug)


def _named_elsewhere(noun: Noun, memory: Memory) -> str | None:
    """The state whose institution of that kind the text names most."""
    counts: dict[str, int] = {}
    for other in memory.references:
        if other.noun == noun and other.state:
            counts[other.state] = counts.get(other.state, 0) + 1
    return max(sorted(counts), key=lambda s: counts[s]) if counts else None


def _named_near(r: Reference, memory: Memory) -> list[Entity]:
    """The actors named by ontology names in the reference's own sentence, the nearest first."""
    own = [o for o in memory.named_in(r) if o.sentence == r.sentence]
    return [memory.slug(o.actors[0]) for o in sorted(own, key=lambda o: abs(o.first - r.first))]


def _country(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Meaning:
    """ "the country", "the regime", "Kim's regime", "his country"."""
    if state in memory.lexicon.actors.known and not _described(r, memory):
        return (memory.slug(str(state)),), "nominal:state"
    if r.definite and not r.plural and r.last - r.first == 1:
        found = _state_of_the_named(r, memory) or next((e for e in memory.ranked(r, NEAR) if e.type == "State"), None)
        return ((found,) if found else ()), "nominal:state"
    if noun.unnamed or r.plural:
        return (memory.new(memory.label(r), "Group", None),), "nominal:as-said"
    return NOBODY


def _described(r: Reference, memory: Memory) -> bool:
    """Another country than the possessor: "its neighbouring country", "his second home state"."""
    tokens = memory.sheets[r.paragraph].tokens[r.first : r.core]
    return any(t.dep_ == "amod" and t.ent_type_ not in ("NORP", "GPE") for t in tokens)


def _state_of_the_named(r: Reference, memory: Memory) -> Entity | None:
    """ "the country's leader NAME": the country is NAME's."""
    tokens, known = memory.sheets[r.paragraph].tokens, memory.lexicon.actors.known
    if r.last >= len(tokens) or tokens[r.last].tag_ != "POS":
        return None
    for name in memory.named_in(r):
        person = known[name.actors[0]]
        if 0 < name.first - r.last <= 6 and person.type == "Person" and person.state in known:
            return memory.slug(str(person.state))
    return None


def _several(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """ "both nations", "the two countries", "the allies": those last named together, else the states of the last
    sentence that names just so many."""
    if not r.definite and r.count is None:
        return ()
    now = memory.sentence(r)
    for seen in reversed(memory.seen):
        if now - seen.sentence > NEAR:
            break
        states = tuple(e for e in seen.entities if e.type == "State")
        if 1 < len(states) == len(seen.entities) and r.count in (None, len(states)):
            return states
    for sentence in range(now, now - NEAR - 1, -1) if r.count else ():
        named = {e.key: e for s in memory.seen if s.sentence == sentence for e in s.entities if _alone(s, memory)}
        if len(named) == r.count:
            return tuple(named.values())
    most = sorted(memory.states, key=lambda s: (-memory.states[s], s))
    return tuple(memory.slug(s) for s in most[:2]) if r.determiner == "both" and len(most) > 1 else ()


def _alone(seen: Seen, memory: Memory) -> bool:
    """A state that is spoken of for itself, not in "South Korea's military"."""
    if seen.reference.how == "demonym" or any(e.type != "State" for e in seen.entities):
        return False
    tokens = memory.sheets[seen.reference.paragraph].tokens
    return seen.reference.last >= len(tokens) or tokens[seen.reference.last].tag_ != "POS"
