"""Which person a nominal means: "the president", "the spokesman", "his counterpart", "the leader's sister"."""

from collections import Counter
from collections.abc import Sequence

from kg.extract.bodies import NOBODY, Meaning
from kg.extract.memory import Entity, Memory, Seen
from kg.extract.references import Reference, according, speaks
from kg.extract.several import sharing, speaking_together
from kg.extract.whose import FAR, NEAR
from kg.lexicon.actors import Noun


def person(r: Reference, noun: Noun, memory: Memory) -> Meaning:
    """The person or persons that a nominal means, and the rule that says so."""
    if noun.kind == "CounterpartNoun":
        return _counterpart(r, memory), "nominal:counterpart"
    if noun.kind == "KinNoun":
        return _relative(r, noun, memory), "nominal:kin"
    return _role(r, noun, memory)


def _role(r: Reference, noun: Noun, memory: Memory) -> Meaning:
    state, owned = memory.state_of(r), r.body is not None or r.owner is not None or r.of is not None
    described = state is not None or owned
    if r.plural:
        pair = _pair(r, noun, memory) if r.definite else ()
        pair = pair or (() if described else speaking_together(r, noun, memory))
        if pair:
            return pair, "nominal:several"
        bare = r.definite and not described and r.count is None and _bare(r, memory)
        if bare and (group := _group(r, noun, memory)):
            return group, "nominal:antecedent"
        return (*_beside(r, memory), _unnamed(r, noun, state, memory)), "nominal:as-said"
    if (r.definite or not noun.unnamed) and described and (holder := _holder(r, noun, state, memory)):
        return (memory.slug(holder),), "nominal:office"
    if r.definite and not owned and (found := _earlier(r, noun, state, memory)):
        return (found,), "nominal:antecedent"
    if r.definite and owned and (found := _speaker_for(r, noun, memory)):
        return (found,), "nominal:antecedent"
    if r.definite and not noun.unnamed and not described and (found := _of_context(r, noun, memory)):
        return (found,), "nominal:office-of-context"
    if noun.unnamed or described:
        return (_unnamed(r, noun, state, memory),), "nominal:as-said"
    speaker = _going_on(r, memory)
    return ((speaker,), "nominal:antecedent") if speaker else NOBODY


def _beside(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """Those of other states who share the noun: "US and European officials" are two groups."""
    states = sharing(r, memory) if r.state else ()
    words = memory.sheets[r.paragraph].words[: r.end]
    inside = next((o for o in memory.named_in(r) if o.first == r.first), None)
    if inside is None:
        return ()
    groups = []
    for state in states:
        group = memory.new(f"{state.text} {words[inside.end :].strip()}", "Group", state.actors[0])
        describe(group, r.but(state=None))
        groups.append(group)
    return tuple(groups)


def _group(r: Reference, noun: Noun, memory: Memory) -> tuple[Entity, ...]:
    """ "the officials": those without a name who were called so before and have spoken."""
    near = (s for s in reversed(memory.seen) if memory.sentence(r) - s.sentence <= NEAR and _spoke(s, memory))
    called = (tuple(e for e in s.entities if e.type == "Group" and noun.slug in e.nouns) for s in near)
    return next((found for found in called if found), ())


def _bare(r: Reference, memory: Memory) -> bool:
    """Whether no phrase behind a noun says which is meant: "the officials", not "the officials in Rome"."""
    return not any(t.i > r.head and t.dep_ == "prep" for t in memory.head(r).children)


def _spoke(seen: Seen, memory: Memory) -> bool:
    token = memory.head(seen.reference)
    return speaks(token, memory.lexicon) or according(token)


def one_of_them(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """ "one of them said": of the unnamed who spoke last."""
    near = (s for s in reversed(memory.seen) if memory.sentence(r) - s.sentence <= NEAR and _spoke(s, memory))
    group = next((e for s in near for e in s.entities if e.type == "Group" and e.nouns), None)
    noun = memory.lexicon.actors.noun.get(min(group.nouns)) if group is not None else None
    if group is None or noun is None or noun.kind != "PersonNoun":
        return ()
    one = memory.new(" ".join([*group.label.split()[:-1], noun.label]), "Person", group.state)
    one.nouns.add(noun.slug)
    return (one,)


def _going_on(r: Reference, memory: Memory) -> Entity | None:
    """The person who has just spoken, of whom a word for an office says more: "the general said"."""
    now = memory.sentence(r)
    if not (r.definite and _bare(r, memory) and speaks(memory.head(r), memory.lexicon)):
        return None
    here = [s for s in memory.seen if s.reference.paragraph == r.paragraph and now - 2 <= s.sentence < now]
    spoke = [s for s in here if speaks(memory.head(s.reference), memory.lexicon) and s.reference.main]
    person = spoke[-1].entities[0] if spoke and len(spoke[-1].entities) == 1 else None
    return person if person and person.type == "Person" and person.agrees(r.gender) else None


def _holder(r: Reference, noun: Noun, state: str | None, memory: Memory) -> str | None:
    """Who held the office on the day of the document."""
    owners = [e.key for e in memory.owner(r)]
    bodies = [b for b in (r.body, *owners, None if noun.unnamed else state) if b]
    actors = memory.lexicon.actors
    wanted = actors.bearers(noun.slug) if noun.unnamed or noun.heads else (noun.slug,)
    return next((h for b in bodies for n in wanted if (h := actors.holder(b, n, memory.day))), None)


def _of_context(r: Reference, noun: Noun, memory: Memory) -> Entity | None:
    """ "the leader", "the president" of the state that the text speaks of."""
    for entity in memory.ranked(r, NEAR):
        state = entity.of_state
        if state and (holder := _holder(r.but(state=state), noun, state, memory)):
            return memory.slug(holder)
    return None


def _earlier(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Entity | None:
    """The most salient person who is called so; of words for unnamed speakers, any person just named."""
    near = [e for e in memory.ranked(r, NEAR) if e.type == "Person" and e.agrees(r.gender)]
    people = [*near, *(e for e in memory.recent(r, FAR) if e.type == "Person" and e.agrees(r.gender))]
    # "the spokesman" for whom the text called a spokesperson.
    wanted = {noun.slug, *(noun.broader if noun.unnamed else ())}
    called = next((e for e in people if (state is None or e.state == state) and memory.called(e) & wanted), None)
    if called and noun.unnamed and near and _only_announced(called, memory) and not _only_announced(near[0], memory):
        return near[0]
    if called or state or not noun.unnamed:
        return called
    return _main_speaker(r, near[0], people, memory) if near else None


def _main_speaker(r: Reference, last: Entity, people: Sequence[Entity], memory: Memory) -> Entity:
    """The person named last, or, where a paragraph of others stands between, whom the text has quoted throughout."""
    seen = Counter(e.key for s in memory.seen if s.reference.kind == "name" for e in s.entities)
    opens = r.sentence <= 1 and r.first < 3 and speaks(memory.head(r), memory.lexicon)
    others = memory.seen[-1]
    between = others.reference.paragraph < r.paragraph and not any(
        last in s.entities for s in memory.seen if s.sentence == others.sentence
    )
    if not (opens and between and seen[last.key] == 1):
        return last
    return max(people, key=lambda e: (seen[e.key] if seen[e.key] > 1 else 0, e == last))


def _only_announced(entity: Entity, memory: Memory) -> bool:
    """Whether only a headline has spoken of somebody, without a name: "No plan to leave — Chilean diplomat"."""
    places = [s.reference for s in memory.seen if entity in s.entities]
    return all(p.kind == "nominal" and memory.sheets[p.paragraph].paragraph.section.part == "headline" for p in places)


def _speaker_for(r: Reference, noun: Noun, memory: Memory) -> Entity | None:
    """ "the Kremlin official", "the ministry's spokesman": who was named before as speaking for that body."""
    bodies = {r.body, *(e.key for e in memory.owner(r))}
    people = [e for e in memory.ranked(r, FAR) if e.type == "Person" and e.agrees(r.gender) and e.bodies & bodies]
    wanted = {noun.slug, *(noun.broader if noun.unnamed else ())}
    called = next((e for e in people if memory.called(e) & wanted), None)
    return called or (people[0] if people and noun.unnamed else None)


def _pair(r: Reference, noun: Noun, memory: Memory) -> tuple[Entity, ...]:
    """ "the two ministers": the last persons who are called so."""
    people = [e for e in memory.recent(r, NEAR) if e.type == "Person" and noun.slug in memory.called(e)]
    return tuple(people[: r.count]) if r.count and len(people) >= r.count else ()


def _unnamed(r: Reference, noun: Noun, state: str | None, memory: Memory) -> Entity:
    """Someone who stays unnamed; "one official" is one of the officials before."""
    label = memory.label(r)
    if r.determiner in ("one", "another") and not r.plural:
        before = memory.recent(r, NEAR)
        group = next((e for e in before if e.type == "Group" and noun.slug in e.nouns), None)
        label = f"{' '.join(group.label.split()[:-1])} {label}".strip() if group else label
        state = state or (group.state if group else None)
    entity = memory.new(label, "Group" if r.plural else "Person", state)
    describe(entity, r)
    return entity


def describe(entity: Entity, r: Reference) -> None:
    """What a nominal says of the one that it means."""
    if r.noun:
        entity.nouns.add(r.noun.slug)
    entity.gender = entity.gender or r.gender
    entity.state = entity.state or r.state


def _counterpart(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """ "his Russian counterpart": who holds there the office that he holds here."""
    actors = memory.lexicon.actors
    for owner in memory.owner(r) if r.state else ():
        nouns = sorted(owner.nouns, key=lambda n: (n not in actors.heads, n))
        for noun in nouns:
            for same in actors.heads if noun in actors.heads else (noun, *actors.noun[noun].broader):
                if holder := actors.holder(str(r.state), same, memory.day):
                    return (memory.slug(holder),)
    if r.state is None:
        return ()
    called = {noun for owner in memory.owner(r) for noun in memory.called(owner)}
    people = (e for e in memory.recent(r, FAR) if e.type == "Person" and e.state == r.state)
    named = next((e for e in people if called & e.nouns), None)
    return (named or memory.new(memory.label(r), "Person", r.state),)


def _relative(r: Reference, noun: Noun, memory: Memory) -> tuple[Entity, ...]:
    """ "the leader's sister", "Kim's wife"."""
    owner = next((e for e in memory.owner(r) if e.type == "Person"), None)
    if owner is None:
        return ()
    kin = memory.lexicon.actors.kin.get((owner.key, noun.slug))
    if kin:
        return (memory.slug(kin),)
    entity = memory.new(f"{owner.label}'s {noun.label}", "Person", owner.state)
    describe(entity, r)
    return (entity,)
