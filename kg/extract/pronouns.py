"""Pronouns of the third person: where they stand, and whom they mean. Who "I" and "we" are, the speaker tells."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.memory import Entity, Memory, Seen
from kg.extract.references import SUBJECT, Reference, Sheet, refer, speaks
from kg.extract.whose import NEAR

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
    "who": "who", "which": "who", "whose": "who",
    "both": "both",
}  # fmt: skip
# "it appears that", "it is clear that": nobody acts.
_EMPTY = frozenset(
    {"be", "appear", "seem", "look", "remain", "become", "mark", "come", "represent", "follow", "occur", "mean"}
)
# "its range", "the sixth of its kind": what things have and actors have not.
_OF_THINGS = frozenset(
    {"range", "altitude", "apogee", "trajectory", "payload", "speed", "flight", "kind", "type", "sort"}
)
# "the three said": how many.
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_GENDERS = {"he": "male", "she": "female"}


def pronouns(sheet: Sheet) -> Iterator[Reference]:
    """Personal, possessive and relative pronouns of the third person."""
    for token in sheet.tokens:
        how = _PRONOUNS.get(token.lower_)
        if how and (how != "who" or token.tag_ in ("WP", "WDT", "WP$")) and (how != "both" or _by_itself(token)):
            plural = how in ("they", "both")
            yield refer(sheet, token.i, token.i + 1, "pronoun", how, plural=plural, gender=_GENDERS.get(how))
        elif token.lower_ in _NUMBERS and token.i and token.nbor(-1).lower_ == "the" and _by_itself(token):
            yield refer(sheet, token.i, token.i + 1, "pronoun", "both", plural=True)


def _by_itself(both: "Token") -> bool:
    """Whether "both" or "the two" is a subject by itself, no part of "both sides" or "both of them"."""
    return both.dep_ in ("nsubj", "nsubjpass") and all(c.lower_ == "the" for c in both.children)


def antecedent(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """Whom a pronoun means; nobody where things may be meant."""
    if r.how == "who":
        return _relative(r, memory)
    if r.how == "both":
        return _pair(r, memory)
    barred = _coarguments(r, memory)
    if r.how in ("it", "they") and _means_a_thing(r, memory):
        return ()
    if r.how == "they":
        return _plural(r, barred, memory)
    if r.how == "it" and not _acts(r, memory):
        return ()
    if r.how == "it" and (words := _words_speak(r, memory)):
        return words
    nearby = [*_sharing(r, memory), *memory.ranked(r, NEAR)]
    fitting = [e for e in nearby if _fits(e, r.how)]
    free = [e for e in fitting if e.key not in barred]
    # "The air force shot down drones, it said": where nobody else was spoken of, the speaker speaks of itself.
    found = next(iter(free or (fitting if r.subject else [])), None)
    if found is None:
        return ()
    found.gender = found.gender or _GENDERS.get(r.how)
    return (found,)


def _words_speak(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """ "The statement called … It said": whose words spoke in the sentence before, if it is said to speak again."""
    token = memory.sheets[r.paragraph].tokens[r.head]
    now = memory.sentence(r)
    if not speaks(token, memory.lexicon):
        return ()
    before = [s for s in memory.seen if now - 2 <= s.sentence < now and s.reference.subject and not s.group]
    spoke = [s for s in before if speaks(memory.head(s.reference), memory.lexicon)]
    noun = spoke[-1].reference.noun if spoke else None
    return spoke[-1].entities if noun is not None and noun.speaks and "State" not in noun.denotes else ()


def _fits(entity: Entity, how: str) -> bool:
    """A person for "he" and "she", a body or state for "it"."""
    if how in _GENDERS:
        return entity.type == "Person" and entity.agrees(_GENDERS[how])
    return entity.type not in ("Person", "Group") and not entity.plural


def _sharing(r: Reference, memory: Memory) -> list[Entity]:
    """Of a possessive: the first of the list that it stands in ("the US and its allies"), else whoever the subject of
    its own clause names ("technology used by North Korea helps its program")."""
    tokens = memory.sheets[r.paragraph].tokens
    token = tokens[r.head]
    if r.subject and token.head.dep_ not in ("ROOT", "parataxis"):
        # "the White House released images that it says show …": the subject of the clause around.
        return _subject(r, memory)
    if token.tag_ != "PRP$":
        return []
    before = token.i - 1
    while before > 0 and tokens[before].lower_ in ("some", "of", "all", "most", "many"):
        before -= 1
    if tokens[before].lower_ in ("and", "or", "with"):
        listed = [s for s in _here(r, memory) if s.reference.last == before]
        if listed:
            return list(listed[-1].entities)
    return _subject(r, memory)


def _subject(r: Reference, memory: Memory) -> list[Entity]:
    """Whom the subject of the clause around the pronoun names, the uppermost first."""
    tokens = memory.sheets[r.paragraph].tokens
    for verb in tokens[r.head].ancestors:
        inside = {t.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree}
        near = [s for s in _here(r, memory) if s.reference.head in inside and s.reference.head < r.head]
        if inside and (near or r.head not in inside):
            near.sort(key=lambda s: sum(1 for _ in tokens[s.reference.head].ancestors))
            return [e for s in near for e in s.entities]
    return []


def _means_a_thing(r: Reference, memory: Memory) -> bool:
    """Whether the subject of the clause around is a thing that the pronoun agrees with: "the missiles flew their path",
    "the missile carries a warhead, allowing it to …". What is said of a speech is said of the speaker."""
    token = memory.sheets[r.paragraph].tokens[r.head]
    if token.tag_ == "PRP$" and token.head.lemma_ in _OF_THINGS:
        return True
    verb = token.head if token.dep_ in SUBJECT else None
    own = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in _OF_THINGS] if verb is not None else []
    if any(g.tag_ == "PRP$" for c in own for g in c.children):
        # "It made its maiden flight in April"
        return True
    if verb is not None and verb.lemma_ in memory.lexicon.stances.verbs:
        return False
    heads = {s.reference.head for s in _here(r, memory)}
    for clause in token.ancestors:
        subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != token.i), None)
        if subject is None or clause.lemma_ in memory.lexicon.stances.verbs:
            continue
        if subject.tag_ in ("WDT", "WP") and clause.dep_ == "relcl":
            subject = clause.head
        inside = {t.i for t in subject.subtree}
        plural = subject.tag_ in ("NNS", "NNPS")
        return subject.pos_ == "NOUN" and plural == (r.how == "they") and not inside & heads and token.i not in inside
    return False


def _here(r: Reference, memory: Memory) -> list[Seen]:
    return [s for s in memory.seen if s.reference.paragraph == r.paragraph and not s.group]


def _plural(r: Reference, barred: set[str], memory: Memory) -> tuple[Entity, ...]:
    now, token = memory.sentence(r), memory.sheets[r.paragraph].tokens[r.head]
    # One body may be many people where it speaks or has something ("the police said they"); else things may be meant.
    loose = token.tag_ == "PRP$" or speaks(token, memory.lexicon) or _just_said(r, memory)
    open_ = [s for s in memory.seen if 0 <= now - s.sentence <= 2 and not barred & {e.key for e in s.entities}]
    here = [s for s in open_ if s.sentence == now]
    if not any(s.plural for s in here) and token.tag_ == "PRP$":
        # One body, spoken of as many people: "the North fired balloons, marking their eighth launch", and, where the
        # subject is a person, another: "he warned the South, saying that their actions …".
        own = [e for e in _subject(r, memory) if e.key not in barred and e.type != "Person"]
        if own:
            return (own[0],)
        bodies = [
            s
            for s in here
            if not s.reference.subject and s.entities[0].type != "Person" and s.reference.how != "demonym"
        ]
        if bodies:
            return bodies[-1].entities
    order = sorted(
        (s for s in open_ if s.plural and (loose or len(s.entities) > 1 or s.entities[0].type == "Group")),
        key=lambda s: (now - s.sentence, not s.reference.subject, -len(s.entities), -s.reference.end),
    )
    return order[0].entities if order else ()


def _pair(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """Of "both" and "the three" that speak the last so many that were named together, or that a plural just meant."""
    now = memory.sentence(r)
    if not speaks(memory.head(r), memory.lexicon):
        return ()
    near = (s for s in reversed(memory.seen) if now - s.sentence <= 2)
    count = _NUMBERS.get(r.text.lower(), 2)
    named = [s for s in memory.seen if s.reference.kind == "name" and not s.group]
    for sentence in (now, now - 1) if r.text in _NUMBERS else ():
        people = {e.key: e for s in named if s.sentence == sentence for e in s.entities if e.type == "Person"}
        if len(people) == count:
            return tuple(people.values())
    return next((s.entities for s in near if len(s.entities) == count), ())


def _relative(r: Reference, memory: Memory) -> tuple[Entity, ...]:
    """The noun before "who" or "which"."""
    token = memory.sheets[r.paragraph].tokens[r.head]
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    if clause is None:
        return ()
    noun = clause.head.i
    found = [s for s in _here(r, memory) if s.reference.first <= noun < s.reference.last]
    return max(found, key=lambda s: s.reference.end - s.reference.start).entities if found else ()


def _coarguments(r: Reference, memory: Memory) -> set[str]:
    """Whom the pronoun cannot mean: an object is not the subject of its own verb ("Kim told him")."""
    token = memory.sheets[r.paragraph].tokens[r.head]
    if token.dep_ == "nsubj" and r.how in ("it", "they"):
        # "…, it added": the speaker is none of those spoken of.
        said = [c for c in token.head.children if c.dep_ == "ccomp" and c.i < token.i]
        # Nor is he who is told: "told CNN it was worried".
        told = [c for c in token.head.head.children if c.dep_ in ("dobj", "dative") and c.i < token.i]
        inside = {t.i for c in (*said, *told) for t in c.subtree}
        return {e.key for s in _here(r, memory) if s.reference.head in inside for e in s.entities}
    if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
        return set()
    verb = token.head.head if token.dep_ == "pobj" else token.head
    heads = {c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")}
    return {e.key for s in _here(r, memory) if s.reference.head in heads for e in s.entities}


def _acts(r: Reference, memory: Memory) -> bool:
    """ "it said", "its launch": whether an actor is meant; things fall, fly and are."""
    token = memory.sheets[r.paragraph].tokens[r.head]
    if token.tag_ == "PRP$":
        return True
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ in _EMPTY:
        return False
    speaks_on = verb.lemma_ in memory.lexicon.stances.verbs or any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
    return (
        _just_said(r, memory) or speaks_on or (token.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children))
    )


def _just_said(r: Reference, memory: Memory) -> bool:
    """ "The ministry said it was watching": the speaker, of itself."""
    before = memory.sheets[r.paragraph].tokens[max(0, r.head - 1)]
    return before.pos_ == "VERB" and before.lemma_ in memory.lexicon.stances.verbs
