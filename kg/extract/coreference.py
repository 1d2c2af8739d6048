"""Which actor each reference means: names by their words, nominals and pronouns by what the document said before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.bodies import NOBODY, Meaning, body
from kg.extract.memory import Entity, Memory, Seen, tidy
from kg.extract.offices import describe, one_of_them, person
from kg.extract.persons import Persons
from kg.extract.pronouns import antecedent
from kg.extract.references import Reference, Sheet, Title
from kg.lexicon import Lexicon
from kg.model import Document

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = {"his": "male", "her": "female"}

Titles = Mapping[tuple[int, int], Sequence[Title]]
"""The titles of a name, by paragraph and start of the name."""


class Reader:
    """Reads the references of one document in order and remembers who was spoken of."""

    def __init__(
        self,
        document: Document,
        sheets: Sequence[Sheet],
        references: Sequence[Reference],
        titles: Titles,
        lexicon: Lexicon,
    ):
        self.actors, self.titles, self.references = lexicon.actors, titles, references
        self.memory = Memory(document, sheets, references, lexicon)
        self.persons = Persons(references, lexicon, document.published)
        self.acronyms: dict[str, Entity] = {}
        texts = {(r.paragraph, r.start): r.text for r in references}
        named = ((place, t) for place, found in titles.items() for t in found if t.noun.kind == "KinNoun")
        self.kin = {(place[0], t.owner): texts[place] for place, t in named if t.owner is not None and place in texts}

    def read(self) -> Iterator[Seen]:
        """The references with their actors; one that means nobody is left out."""
        ends = {(r.paragraph, r.start): r.end for r in self.references if r.kind != "pronoun"}

        def order(r: Reference) -> tuple[int, int, int]:
            # Inner references before outer ones; what a nominal explains or belongs to before it, though it stands
            # behind ("the minister, NAME", "a spokesman for the ministry").
            later = [ends.get((r.paragraph, start), 0) for start in (r.same, r.of) if start is not None]
            return r.paragraph, max([r.end, *later]), -r.start

        for reference in sorted(self.references, key=order):
            entities, method = self._meaning(reference)
            if entities:
                self._learn_acronym(reference, entities)
                yield self.memory.remember(reference, entities, self._spelled(reference, method))

    def _spelled(self, r: Reference, method: str) -> str:
        """The rule, or that the words were misspelt."""
        body = r.core if r.kind == "nominal" else r.first
        wrong = any(m.first == body and m.last == r.last for m in self.memory.sheets[r.paragraph].misspelt)
        return f"{r.kind}:misspelt" if wrong and r.kind != "pronoun" else method

    def _meaning(self, r: Reference) -> Meaning:
        if r.text in self.acronyms and not r.actors:
            return (self.acronyms[r.text],), "name:acronym"
        if r.kind == "pronoun":
            return antecedent(r, self.memory), f"pronoun:{r.how}"
        if r.kind == "name" or r.how == "organisation":
            return self._name(r)
        explained = self.memory.starting(r.paragraph, r.same)
        if explained is not None:
            for entity in explained.entities:
                describe(entity, r)
            return explained.entities, "nominal:apposition"
        if named := self._announced(r):
            return named, "nominal:headline"
        if states := self._of_several(r):
            return states, "nominal:of-several"
        if r.noun is None:
            return one_of_them(r, self.memory), "nominal:one-of-them"
        return body(r, r.noun, self.memory) if r.noun.kind == "ActorNoun" else person(r, r.noun, self.memory)

    def _of_several(self, r: Reference) -> tuple[Entity, ...]:
        """The states whose officials speak together: "the diplomats of Japan, the United States and South Korea"."""
        ofs = (c for c in self.memory.head(r).children if c.lower_ == "of")
        whose = next((p for of in ofs for p in of.children if p.dep_ == "pobj"), None)
        if not r.plural or whose is None:
            return ()
        beside = {whose.i, *(t.i for t in whose.conjuncts)}
        slugs = [
            o.actors[0] for o in self.memory.named_in(r) if o.head in beside and o.how in ("state", "capital", "name")
        ]
        states = [k for s in dict.fromkeys(slugs) if (k := self.actors.known[s]).type == "State"]
        return tuple(map(self.memory.known, states)) if len(states) == len(beside) > 1 else ()

    def _announced(self, r: Reference) -> tuple[Entity, ...]:
        """ "Shells sent to Russia: defense chief": in a headline whoever the text then calls so by name."""
        headline = self.memory.sheets[r.paragraph].paragraph.section.part == "headline"
        bare = not (r.determiner or r.state or r.body or r.plural or r.owner is not None or r.of is not None)
        if not headline or not bare or r.noun is None or r.noun.kind != "PersonNoun" or r.noun.unnamed:
            return ()
        places = sorted(place for place, found in self.titles.items() if any(t.noun == r.noun for t in found))
        after = [place for place in places if place[0] > r.paragraph]
        name = next((x for x in self.references if after and (x.paragraph, x.start) == after[0]), None)
        return self._name(name)[0] if name is not None else ()

    def _learn_acronym(self, r: Reference, entities: tuple[Entity, ...]) -> None:
        """ "National Aerospace Technology Administration (NATA)": the letters mean the same from here on."""
        short = bracketed(self.memory.sheets[r.paragraph], r.last)
        if short and len(entities) == 1:
            self.acronyms.setdefault(short, entities[0])

    def _name(self, r: Reference) -> Meaning:
        titles = self.titles.get((r.paragraph, r.start), ())
        if r.how == "people" and not self._as_one(r):
            return (self.memory.new(r.text, "Group", self.actors.known[r.actors[0]].state),), "name:people"
        if r.actors:
            entity, method = self._known(r), f"name:{r.how}"
        elif r.how == "person" or (r.how == "organisation" and self.persons.named(r.text)):
            entity, method = self._person(r, titles)
        elif r.how == "organisation":
            entity, method = self._organisation(r), "name:organisation"
        else:
            return NOBODY
        for title in titles:
            self._bear(entity, title, r)
        return (entity,), method

    def _as_one(self, r: Reference) -> bool:
        """ "the Russians" are their state; "Russians" are some of them."""
        return r.first > 0 and self.memory.sheets[r.paragraph].tokens[r.first - 1].lower_ == "the"

    def _organisation(self, r: Reference) -> Entity:
        """A body by its name, or by the last word of the name: "the Post" after "New York Post"."""
        named = (e for s in reversed(self.memory.seen) for e in s.entities if self.actors.is_a(e.type, "Organisation"))
        fuller = next((e for e in named if e.label.split()[-1] == r.text), None) if r.last - r.first == 1 else None
        type_ = r.noun.denotes[0] if r.noun else "Organisation"
        return fuller or self.memory.new(tidy(r.text), type_, r.state)

    def _known(self, r: Reference) -> Entity:
        """Of the actors that share a name, that of the state said right before it, one that the text has named before
        or whose state it speaks of."""
        known, memory = [self.actors.known[a] for a in r.actors], self.memory
        beside = self._state_before(r) if len(known) > 1 else None
        short = self.acronyms.get(r.text)
        ranks = {
            k.slug: (
                beside is not None and k.state == beside,
                short is not None and k.slug == short.key,
                k.slug in memory.entities,
                memory.states[k.state or ""],
                -n,
            )
            for n, k in enumerate(known)
        }
        return memory.known(max(known, key=lambda k: ranks[k.slug]))

    def _state_before(self, r: Reference) -> str | None:
        """The state that stands right before a name: "South Korea's Defense Intelligence Agency"."""
        near = (s for s in reversed(self.memory.seen) if s.reference.paragraph == r.paragraph)
        beside = (s for s in near if 0 <= r.first - s.reference.last <= 1)
        return next((e.key for s in beside for e in s.entities if e.type == "State"), None)

    def _person(self, r: Reference, titles: Sequence[Title]) -> tuple[Entity, str]:
        gender = own_gender(self.memory.head(r)) if r.subject else None
        before = [e for e in self._named_in_full(r) if e.agrees(gender)]
        other = self.kin.get((r.paragraph, r.start))
        known, label, method = self.persons.find(r, titles, before, self.memory.states, other)
        if known is not None:
            return self.memory.known(known), method
        entity = self.memory.new(label, "Person", None)
        entity.family = entity.family or self.persons.family(label)
        return entity, method

    def _named_in_full(self, r: Reference) -> list[Entity]:
        """Persons named in full before: one who was just the subject, then those named most often, then the latest."""
        now, times, last, just = self.memory.sentence(r), Counter[str](), dict[str, int](), set[str]()
        for n, seen in enumerate(self.memory.seen):
            if seen.reference.kind == "name" and not seen.group and " " in seen.reference.text:
                for entity in seen.entities:
                    times[entity.key] += 1
                    last[entity.key] = n
                    if seen.reference.subject and now - seen.sentence <= 2:
                        just.add(entity.key)
        people = [e for e in map(self.memory.entities.__getitem__, times) if e.type == "Person"]
        latest = max((last[e.key] for e in people if e.key in just), default=-1)
        return sorted(people, key=lambda e: (last[e.key] == latest, times[e.key], last[e.key]), reverse=True)

    def _bear(self, entity: Entity, title: Title, r: Reference) -> None:
        """What a title says of the one who bears it."""
        entity.nouns.add(title.noun.slug)
        entity.gender = entity.gender or title.noun.gender
        entity.state = entity.state or self.memory.state_of(
            r.but(state=title.state, body=title.body, owner=title.owner)
        )


def bracketed(sheet: Sheet, last: int) -> str | None:
    """The acronym in brackets after a name: two to eight capital letters."""
    tokens = sheet.tokens
    if last + 2 >= len(tokens) or tokens[last].text != "(" or tokens[last + 2].text != ")":
        return None
    word: str = tokens[last + 1].text
    return word if word.isupper() and word.isalpha() and 2 <= len(word) <= 8 else None


def own_gender(subject: "Token") -> str | None:
    """The gender that a subject's own possession tells: "X praised his army"."""
    objects = [t for t in subject.head.children if t.dep_ in ("dobj", "prep")]
    nouns = [n for t in objects for n in ([t] if t.dep_ == "dobj" else t.children)]
    whose = (c.lower_ for n in nouns for c in n.children if c.dep_ == "poss")
    return next((_OWN[w] for w in whose if w in _OWN), None)
