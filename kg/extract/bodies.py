"""Which body or state a nominal means: "South Korea's military", "the ministry", "the country", "both nations"."""

from collections.abc import Sequence

from kg import ids
from kg.extract.memory import Entity, Memory, tidy
from kg.extract.references import Reference, speaks
from kg.extract.several import several, sharing
from kg.extract.whose import FAR, NEAR, default_state, elsewhere_and_far, pointed_at
from kg.extract.writings import author
from kg.lexicon.actors import Known, Noun
from kg.lexicon.words import pieces

Meaning = tuple[tuple[Entity, ...], str]
NOBODY: Meaning = ((), "")
_CALLED = (("(",), (",", "known", "as"), (",", "called"), ("known", "as"), (",", "or"))
# Classes so narrow that any body of the class may be meant by another noun for it: "the spy agency".
_TELLING = frozenset({"IntelligenceAgency", "Parliament", "Court"})

# Classes of which a state has one of each kind: "the intelligence agencies" of one are several.
_SINGLE = frozenset({"Military", "Ministry", "Government", "Media"})


def body(r: Reference, noun: Noun, memory: Memory) -> Meaning:
    """The body, state or states that a nominal means, and the rule that says so."""
    state = memory.state_of(r)
    one = not r.plural or noun.collective
    if state is None and noun.composed and one and (state := pointed_at(r, memory)):
        r = r.but(state=state)
    if r.plural and state is None and "State" in noun.denotes and (found := several(r, memory)):
        return found, "nominal:several"
    if r.plural and noun.composed and len(owners := memory.owner(r)) > 1 and all(e.type == "State" for e in owners):
        # "both countries' foreign ministries"
        return tuple(
            memory.known(memory.lexicon.actors.composed(e.key, noun.slug)) for e in owners
        ), "nominal:institution"
    if "Military" in noun.denotes and (group := _armed_group(r, memory)):
        return (group,), "nominal:institution"
    if {*noun.denotes} & _SINGLE and noun.composed and state and (others := sharing(r, memory)):
        # "the US and South Korean militaries"
        slugs = [*(o.actors[0] for o in others), state]
        return tuple(memory.known(memory.lexicon.actors.composed(s, noun.slug)) for s in slugs), "nominal:institution"
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
    if named := _named_in_text(r, noun, memory):
        return (named,), "nominal:named-elsewhere"
    if "Government" in noun.denotes and r.definite and (bearer := _with_the_word(r, memory)):
        return (bearer,), "nominal:antecedent"
    if writer := author(r, noun, memory):
        return (writer,), "nominal:author"
    if r.definite and one and not _described(r, memory) and (entity := _earlier(r, noun, state, memory)):
        return (entity,), "nominal:antecedent"
    return _of_context(r, noun, state, one, memory)


def _armed_group(r: Reference, memory: Memory) -> Entity | None:
    """ "Houthi forces" are the Houthis, whatever state they are in."""
    known = memory.lexicon.actors.known.get(r.body or "")
    return memory.known(known) if known is not None and known.type == "ArmedGroup" else None


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
    before = memory.sheets[r.paragraph].tokens[max(r.core - 2, 0) : r.core]
    owned = bool(before) and (before[0].tag_ in ("POS", "PRP$"))
    other = "Group" in noun.denotes and owned and before[-1].dep_ == "amod"  # "its European allies": some of its allies
    composed = state in actors.known and noun.composed and one and not other
    return actors.composed(state, noun.slug) if composed and state else None


def _of_context(r: Reference, noun: Noun, state: str | None, one: bool, memory: Memory) -> Meaning:
    """A body that nothing before names: of the state that the text is about, or just as it is called."""
    actors = memory.lexicon.actors
    if not (r.definite or r.plural or noun.unnamed or r.state):
        return _introduced(r, noun, memory)
    anyones = state is None and noun.composed and not noun.unnamed and one
    if anyones and not _described(r, memory) and (default := default_state(r, noun, memory)):
        return (memory.known(actors.composed(default, noun.slug)),), "nominal:institution-of-context"
    if noun.speaks or not (noun.composed or noun.unnamed or r.plural or r.state):
        return NOBODY
    bare = r.plural and state is None and r.body is None and r.owner is None
    kept = actors.alone(noun.slug) if bare else None
    return (memory.known(kept) if kept else memory.new(memory.label(r), noun.denotes[0], state),), "nominal:as-said"


def _introduced(r: Reference, noun: Noun, memory: Memory) -> Meaning:
    """ "A panel of eleven countries said": a body without a name that speaks, and may be taken up later."""
    if noun.composed or noun.speaks or "State" in noun.denotes or not speaks(memory.head(r), memory.lexicon):
        return NOBODY
    entity = memory.new(tidy(r.text), noun.denotes[0], None)
    entity.nouns.add(noun.slug)
    entity.introduced = True
    return (entity,), "nominal:as-said"


def _named_in_text(r: Reference, noun: Noun, memory: Memory) -> Entity | None:
    """ "sanctions monitors say", "an 11-country monitoring group said": the only such body that the text names, be it
    later.
    """
    told = noun.speaks and not noun.composed and not r.state and not r.body and r.owner is None and r.of is None
    words = [t.lower_ for t in memory.sheets[r.paragraph].tokens[r.core : r.last]]
    if not told or words == [noun.label] or _of_another_kind(r, memory):
        return None
    slugs = {o.actors[0] for o in memory.references if o.kind == "name" and len(o.actors) == 1}
    bodies = [k for k in map(memory.lexicon.actors.known.__getitem__, sorted(slugs)) if k.noun == noun.slug]
    return memory.known(bodies[0]) if len(bodies) == 1 else None


def _of_another_kind(r: Reference, memory: Memory) -> bool:
    """ "election monitors" are other monitors; "an 11-country group" is one of any kind."""
    words = [t for t in memory.head(r).lefts if t.i < r.core and t.dep_ == "compound" and t.pos_ in ("NOUN", "PROPN")]
    return any(t.i == 0 or t.nbor(-1).text != "-" for t in words)


def _acronym_after(r: Reference, noun: Noun, memory: Memory) -> Known | None:
    """ "the Joint Chiefs of Staff (JCS)", "the space agency, known as NADA": the letters are a known name of such a
    body.
    """
    tokens = memory.sheets[r.paragraph].tokens
    after = [t.lower_ for t in tokens[r.last : r.last + 4]]
    skipped = next((len(w) for w in _CALLED if after[: len(w)] == list(w)), 0)
    short = next((o for o in memory.named_in(r) if o.first == r.last + skipped), None) if skipped else None
    known = memory.lexicon.actors.known[short.actors[0]] if short else None
    return known if known and known.noun == noun.slug else None


def _earlier(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Entity | None:
    """The last actor that was called so, else the most salient of a class that the noun can stand for."""
    own = "~" + ids.slug(memory.label(r))
    recent = [e for e in memory.recent(r, FAR) if state is None or e.of_state == state]
    word = memory.head(r).lower_
    called = next((e for e in recent if e.key != own and _so_called(e, noun, word, memory)), None)
    if called and elsewhere_and_far(called, r, noun, memory):
        called = None
    since = recent[: recent.index(called)] if called else recent
    if ministry := _of_minister(noun, [e for e in since if e.type == "Person"], memory):
        return ministry
    if called or noun.collective or (noun.composed and noun.denotes[0] not in _TELLING):
        return called
    ranked = [e for e in memory.ranked(r, NEAR if noun.speaks else FAR) if state is None or e.of_state == state]
    fits = memory.lexicon.actors.is_a
    return next(
        (e for e in ranked if fits(e.type, *noun.denotes) and e.type not in ("Group", "State") and not e.loose), None
    )


def _with_the_word(r: Reference, memory: Memory) -> Entity | None:
    """ "the administration" after "the Aerospace Administration": the body in whose name the word stands last, if the
    text has named it since it last spoke of such a government.
    """
    if r.last - r.core > 1 or r.core - r.first > 1 or r.state or r.body or r.owner is not None:
        return None
    word, now = memory.head(r).lower_, memory.sentence(r)
    for seen in reversed(memory.seen):
        if now - seen.sentence > FAR or any(e.type == "Government" and word in e.label.lower() for e in seen.entities):
            return None
        if seen.reference.kind == "name" and seen.reference.text.lower().split()[-1] == word:
            return next((e for e in seen.entities if memory.lexicon.actors.is_a(e.type, "Organisation")), None)
    return None


def _so_called(entity: Entity, noun: Noun, word: str, memory: Memory) -> bool:
    """Whether it was called so before, or has the word in its name: "the department" after "the State Department"."""
    if entity.type == noun.denotes[0] == "Ministry" and not noun.composed and word in entity.label.lower().split():
        return True
    # Another word for the noun does not fit all that the noun fits: no "department" is a foreign ministry.
    return noun.slug in memory.called(entity) and (word == noun.label or noun.slug in entity.nouns or noun.composed)


def _of_minister(noun: Noun, people: Sequence[Entity], memory: Memory) -> Entity | None:
    """ "the ministry" of the foreign minister who was named last."""
    actors = memory.lexicon.actors
    for person in people if noun.denotes[0] == "Ministry" and not noun.composed else ():
        titles = [actors.noun[n].label for n in sorted(person.nouns) if n in actors.noun]
        offices = [title.removesuffix("er") + "ry" for title in titles if title.endswith(" minister")]
        forms = (f for office in offices for _, found, _ in actors.nouns.at(pieces(office), 0) for f in found)
        composed = next((f.noun.slug for f in forms if f.noun.composed), None)
        if composed and person.state in actors.known:
            return memory.known(actors.composed(str(person.state), composed))
    return None


def _country(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Meaning:
    """ "the country", "the regime", "Kim's regime", "his country"."""
    if state in memory.lexicon.actors.known and not _described(r, memory):
        return (memory.slug(str(state)),), "nominal:state"
    bare = r.definite and not r.plural and r.last - r.first == 1
    if noun.label == "regime" and bare and (whose := memory.acted(r, "State") or memory.most_named("State")):
        # Nobody calls his own state so: whom the text is about, not who speaks.
        return (whose,), "nominal:state"
    if bare and _plainly(r, memory):
        found = _state_of_the_named(r, memory) or next((e for e in memory.ranked(r, NEAR) if e.type == "State"), None)
        return ((found,) if found else ()), "nominal:state"
    if noun.unnamed or r.plural:
        return (memory.new(memory.label(r), "Group", None),), "nominal:as-said"
    return NOBODY


def _plainly(r: Reference, memory: Memory) -> bool:
    """ "the country", not "the other country"."""
    return r.first > 0 and memory.sheets[r.paragraph].tokens[r.first - 1].lower_ in ("the", "this", "that")


def _described(r: Reference, memory: Memory) -> bool:
    """Another country than the possessor: "its neighbouring country", "his second home state", "his neighbour"."""
    tokens = memory.sheets[r.paragraph].tokens[r.first : r.core]
    return memory.sheets[r.paragraph].tokens[r.core].lemma_ in ("neighbour", "neighbor") or any(
        t.dep_ == "amod" and t.ent_type_ not in ("NORP", "GPE") for t in tokens
    )


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
