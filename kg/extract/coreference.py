"""Which actor each reference means: names by their words, nominals and pronouns by what the document said before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import ids
from kg.extract.nominals import Title
from kg.extract.persons import Persons
from kg.extract.references import Reference
from kg.lexicon import Lexicon
from kg.lexicon.actors import Known, Noun
from kg.text import ParsedText

# How far back, in sentences, a pronoun or a bare noun may reach.
_PRONOUN_REACH, _NOUN_REACH = 3, 40
_LEADERS = ("leader", "president", "prime-minister", "chancellor")


@dataclass
class Entity:
    """An actor inside one document, while it is being read."""

    key: str
    label: str
    type: str
    gender: str | None = None
    plural: bool = False
    state: str | None = None
    family: str = ""
    nouns: set[str] = field(default_factory=set)
    named: bool = True


@dataclass(frozen=True)
class Seen:
    """One place where an entity, or a group of them, was referred to."""

    entities: tuple[Entity, ...]
    reference: Reference
    sentence: int


@dataclass(frozen=True)
class Resolved:
    """A reference with the actors that it means, and the rule that said so."""

    reference: Reference
    entities: tuple[Entity, ...]
    method: str


class Reader:
    """Reads the references of one document in order and remembers who was spoken of."""

    def __init__(self, parsed: ParsedText, references: list[Reference], titles: dict[tuple[int, int], list[Title]], lexicon: Lexicon):
        self.lexicon, self.actors = lexicon, lexicon.actors
        self.parsed, self.day = parsed, parsed.document.published
        self.references, self.titles = references, titles
        self.entities: dict[str, Entity] = {}
        self.seen: list[Seen] = []
        self.at: dict[tuple[int, int], list[Resolved]] = {}
        self.acronyms: dict[str, Entity] = {}
        starts = [(i, s.start) for i, p in enumerate(parsed.paragraphs) for s in p.doc.sents]
        self.ordinal = {start: n for n, start in enumerate(starts)}
        self.states = _state_counts(references, self.actors.known, parsed.document.publisher, lexicon)
        self.institutions = Counter((r.noun.slug, r.state) for r in references if r.noun and r.state)
        self.persons = Persons(references, lexicon, self.day)

    def read(self) -> Iterator[Resolved]:
        """The references with their actors; one that means nobody is left out."""
        for reference in sorted(self.references, key=self._order):
            entities, method = self._resolve(reference)
            if not entities:
                continue
            resolved = Resolved(reference, entities, method)
            self.at.setdefault((reference.paragraph, reference.start), []).append(resolved)
            self._remember(resolved)
            yield resolved

    def _order(self, r: Reference) -> tuple[int, int, int]:
        """Inner references before outer ones, a name before the noun that it explains ("the minister, NAME")."""
        named = [o.end for o in self.references if o.paragraph == r.paragraph and o.start == r.same and o.kind == "name"] if r.same else []
        return r.paragraph, max([r.end, *named]), -r.start

    def _remember(self, resolved: Resolved) -> None:
        reference = resolved.reference
        self.seen.append(Seen(resolved.entities, reference, self._sentence(reference)))
        self._learn_acronym(reference, resolved.entities)
        group = self._coordinated(reference)
        if len(group) > 1:
            self.seen.append(Seen(group, reference.but(plural=True, how="group"), self._sentence(reference)))

    def _sentence(self, reference: Reference) -> int:
        return self.ordinal[(reference.paragraph, reference.sentence)]

    def _coordinated(self, reference: Reference) -> tuple[Entity, ...]:
        """The actors of the list that this reference ends: the US, South Korea and Japan."""
        doc = self.parsed.paragraphs[reference.paragraph].doc
        heads = {doc[reference.head].i, *(t.i for t in doc[reference.head].conjuncts if t.i < reference.head)}
        if len(heads) < 2:
            return ()
        near = [s for s in self.seen[-12:] if s.reference.paragraph == reference.paragraph and s.reference.head in heads]
        return tuple({e.key: e for s in near if s.reference.how != "group" for e in s.entities}.values())

    def _learn_acronym(self, reference: Reference, entities: tuple[Entity, ...]) -> None:
        """"National Aerospace Technology Administration (NATA)": the letters mean the same from here on."""
        doc = self.parsed.paragraphs[reference.paragraph].doc
        after = doc[reference.last : reference.last + 3]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and len(entities) == 1:
            short = after[1].text
            if is_acronym(short):
                self.acronyms[short] = entities[0]

    # --- what a reference means ---------------------------------------------------------------------------------------
    def _resolve(self, r: Reference) -> tuple[tuple[Entity, ...], str]:
        if r.text in self.acronyms and (r.how == "acronym" or not r.actors):
            return (self.acronyms[r.text],), "name:acronym"
        if r.kind == "pronoun":
            return self._pronoun(r), f"pronoun:{r.how}"
        if r.kind == "name":
            return self._name(r)
        if r.same is not None and (found := self._starting(r.paragraph, r.same)):
            self._note(found, r)
            return found, "nominal:apposition"
        if r.how == "kin":
            return self._kin(r), "nominal:kin"
        return self._role(r) if r.how == "role" else self._institution(r)

    def _name(self, r: Reference) -> tuple[tuple[Entity, ...], str]:
        titles = self.titles.get((r.paragraph, r.start), [])
        if r.actors:
            known = [self.actors.known[a] for a in r.actors]
            best = max(known, key=lambda k: (k.slug in self.entities, self.states[k.state or ""], -known.index(k)))
            entity = self._known(best)
            method = f"name:{r.how}"
        elif r.how == "acronym":
            return (), ""
        elif r.how == "person":
            entity, method = self._person(r, titles)
        else:
            label = self._organisation_label(r)
            entity, method = self._new(label, "Organisation", None), "name:organisation"
        for title in titles:
            self._title(entity, title, r)
        return (entity,), method

    def _organisation_label(self, r: Reference) -> str:
        """One name for "Fars News" and "the Fars News": the words as they stand."""
        return r.text

    def _title(self, entity: Entity, title: Title, r: Reference) -> None:
        """What a title says of the one who bears it."""
        entity.nouns.add(title.noun.slug)
        entity.gender = entity.gender or title.noun.gender
        owner = self._owner_state(r.but(owner=title.owner)) if title.owner is not None else None
        body = self.actors.known.get(title.body or "")
        entity.state = entity.state or title.state or owner or (body.state if body else None)

    def _note(self, entities: tuple[Entity, ...], r: Reference) -> None:
        for entity in entities:
            if r.noun:
                entity.nouns.add(r.noun.slug)
            entity.gender = entity.gender or r.gender
            entity.state = entity.state or r.state

    def _known(self, known: Known) -> Entity:
        if known.slug not in self.entities:
            nouns = {known.noun} if known.noun else set()
            nouns |= {noun for body, noun in self.actors.held(known.slug) if self.actors.holder(body, noun, self.day) == known.slug}
            self.entities[known.slug] = Entity(
                known.slug, known.label, known.type, known.gender, known.type == "Group", known.state, known.family, nouns
            )
        return self.entities[known.slug]

    def _new(self, label: str, type_: str, state: str | None, named: bool = True) -> Entity:
        key = "~" + ids.slug(label)
        return self.entities.setdefault(key, Entity(key, label, type_, plural=type_ == "Group", state=state, named=named))

    def _person(self, r: Reference, titles: list[Title]) -> tuple[Entity, str]:
        known, label, method = self.persons.find(r, titles, self._named_in_full(), self.states)
        if known is not None:
            return self._known(known), method
        entity = self._new(label, "Person", None)
        entity.family = entity.family or self.persons.family(label)
        return entity, method

    def _named_in_full(self) -> list[Entity]:
        """Persons in the order in which they were last named in full, the latest first."""
        order: dict[str, Entity] = {}
        for seen in reversed(self.seen):
            if seen.reference.kind == "name" and seen.reference.last - seen.reference.first > 1:
                for entity in seen.entities:
                    if entity.type == "Person":
                        order.setdefault(entity.key, entity)
        return list(order.values())

    # --- nominals -----------------------------------------------------------------------------------------------------
    def _starting(self, paragraph: int, start: int) -> tuple[Entity, ...]:
        """The actors of the longest reference that starts there."""
        found = self.at.get((paragraph, start), [])
        return max(found, key=lambda x: x.reference.end).entities if found else ()

    def _owner(self, r: Reference) -> tuple[Entity, ...]:
        found = [x for x in self.at.get((r.paragraph, r.owner), []) if x.reference.end <= r.end] if r.owner is not None else []
        return max(found, key=lambda x: x.reference.end).entities if found else ()

    def _owner_state(self, r: Reference) -> str | None:
        """The state of the possessor: "its military", "the ministry's spokesman"."""
        return next((s for e in self._owner(r) if (s := _state(e))), None)

    def _state_of(self, r: Reference) -> str | None:
        body = self.actors.known.get(r.body or "")
        return r.state or self._owner_state(r) or (body.state if body else None)

    def _institution(self, r: Reference) -> tuple[tuple[Entity, ...], str]:
        noun, state = r.noun, self._state_of(r)
        assert noun is not None
        one = not r.plural or noun.slug in _COLLECTIVE
        if r.plural and state is None and "State" in noun.denotes and (found := self._several(r)):
            return found, "nominal:several"
        if "State" in noun.denotes and not noun.composed:
            return self._country(r, state)
        if "Government" in noun.denotes and (known := self.actors.known.get(r.body or "")) and known.type == "Person":
            return (self._made(_tidy(r.text), "Government", state),), "nominal:institution"
        if state in self.actors.known and noun.composed and one:
            return (self._known(self.actors.composed(state, noun.slug)),), "nominal:institution"
        if r.body and (known := self.actors.known.get(r.body)) and known.noun == noun.slug:
            return (self._known(known),), "nominal:institution"
        if known := self._acronym_after(r):
            return (self._known(known),), "nominal:acronym"
        if r.definite and one and (entity := self._earlier(r, noun, state)):
            return (entity,), "nominal:antecedent"
        if not (r.definite or r.plural or noun.unnamed or r.state):
            return (), ""
        if state is None and noun.composed and not noun.unnamed and one and (default := self._default_state(r, noun)):
            return (self._known(self.actors.composed(default, noun.slug)),), "nominal:institution-of-context"
        if (noun.composed or noun.unnamed or r.plural) and not noun.speaks:
            known_entity = self._alone(noun) if r.plural and state is None and not r.body and r.owner is None else None
            return (known_entity or self._new(self._label(r), noun.denotes[0], state, named=False),), "nominal:as-said"
        return (), ""

    def _acronym_after(self, r: Reference) -> Known | None:
        """"the Joint Chiefs of Staff (JCS)": the letters are a known name of such a body."""
        doc = self.parsed.paragraphs[r.paragraph].doc
        if r.noun is None or r.last + 2 >= len(doc) or doc[r.last].text != "(":
            return None
        short = next((o for o in self.references if o.paragraph == r.paragraph and o.first == r.last + 1 and o.kind == "name" and len(o.actors) == 1), None)
        known = self.actors.known[short.actors[0]] if short else None
        return known if known and known.noun == r.noun.slug else None

    def _made(self, label: str, type_: str, state: str | None) -> Entity:
        """An actor that its label names for good: the Biden administration."""
        key = ids.slug(label)
        return self.entities.setdefault(key, Entity(key, label, type_, state=state))

    def _alone(self, noun: Noun) -> Entity | None:
        """An actor that the ontology keeps for the noun without a state: media reports."""
        found = next((k for k in self.actors.known.values() if k.noun == noun.slug and k.state is None and not k.organ), None)
        return self._known(found) if found else None

    def _country(self, r: Reference, state: str | None) -> tuple[tuple[Entity, ...], str]:
        """"the country", "the regime", "Kim's regime"."""
        if state and not _described(r, self.parsed):
            return (self._known(self.actors.known[state]),), "nominal:state"
        if r.definite and not r.plural and len(r.text.split()) == 1:
            apposed = self._state_of_named_person(r)
            found = apposed or next((e for e in self._ranked(r, _PRONOUN_REACH) if e.type == "State"), None)
            return ((found,) if found else ()), "nominal:state"
        if r.noun and (r.noun.unnamed or r.plural):
            return (self._new(self._label(r), "Group", None, named=False),), "nominal:as-said"
        return (), ""

    def _state_of_named_person(self, r: Reference) -> Entity | None:
        """"the country's leader NAME": the country is NAME's."""
        for other in self.references:
            if other.paragraph == r.paragraph and 0 < other.first - r.last <= 6 and other.kind == "name" and len(other.actors) == 1:
                known = self.actors.known[other.actors[0]]
                between = self.parsed.paragraphs[r.paragraph].doc[r.last].text if other.first > r.last else ""
                if known.type == "Person" and known.state and between == "'s" and known.state in self.actors.known:
                    return self._known(self.actors.known[known.state])
        return None

    def _several(self, r: Reference) -> tuple[Entity, ...]:
        """"both nations", "the two countries", "the allies": those last named together, else the states of the last
        sentence that names just so many."""
        if not r.definite and r.count is None:
            return ()
        now = self._sentence(r)
        for seen in reversed(self.seen):
            if now - seen.sentence > _PRONOUN_REACH:
                break
            states = tuple(e for e in seen.entities if e.type == "State")
            if len(states) > 1 and len(states) == len(seen.entities) and r.count in (None, len(states)):
                return states
        if r.count is None:
            return ()
        for sentence in range(now, now - _PRONOUN_REACH - 1, -1):
            named = {e.key: e for s in self.seen if s.sentence == sentence for e in s.entities if e.type == "State"}
            if len(named) == r.count:
                return tuple(named.values())
        return ()

    def _earlier(self, r: Reference, noun: Noun, state: str | None = None) -> Entity | None:
        """The last actor that was called so, else the most salient of a class that the noun can stand for."""
        recent = [e for e in self._recent(r, _NOUN_REACH) if state is None or _state(e) == state]
        called = next((e for e in recent if noun.slug in self._called(e) and e.key != "~" + ids.slug(self._label(r))), None)
        if called or noun.slug in _COLLECTIVE or (noun.composed and noun.denotes[0] not in _TELLING):
            return called
        reach = _PRONOUN_REACH if noun.speaks else _NOUN_REACH
        ranked = [e for e in self._ranked(r, reach) if state is None or _state(e) == state]
        return next((e for e in ranked if self.actors.is_a(e.type, *noun.denotes) and e.type not in ("Group", "State")), None)

    def _called(self, entity: Entity) -> set[str]:
        return {broad for noun in entity.nouns for broad in self.actors.called(noun)}

    def _default_state(self, r: Reference, noun: Noun) -> str | None:
        """Whose institution it is when nothing says so: the one that the text names elsewhere, that of the body of the
        same kind named last, the outlet's own, or the one state of the text that the ontology knows to have it."""
        elsewhere = [(n, s) for (slug, s), n in self.institutions.items() if slug == noun.slug and s is not None]
        if elsewhere:
            return max(elsewhere)[1]
        having = {s for s in self.states if self.actors.has_institution(s, noun.slug)}
        mates = [s for e in self._ranked(r, _NOUN_REACH) if e.type == noun.denotes[0] and (s := e.state)]
        mates = [s for s in mates if s in having or not having]
        if mates and noun.denotes[0] not in ("Group", "Media"):
            return mates[0]
        near = [s for e in self._near(r) if (s := _state(e)) in having]
        if near and "Media" in noun.denotes:
            return near[0]
        home = self._home()
        if home in having or (home and noun.denotes[0] in ("Government", "Ministry", "Military")):
            return home
        if noun.denotes[0] == "Group":
            return near[0] if near else None
        return max(sorted(having), key=lambda s: self.states[s]) if having else self._salient_state(r, noun)

    def _salient_state(self, r: Reference, noun: Noun) -> str | None:
        """The state that the text speaks of just here: for "the government" alone."""
        if "State" not in noun.denotes:
            return None
        return next((s for e in self._ranked(r, _PRONOUN_REACH) if (s := _state(e))), None)

    def _near(self, r: Reference) -> Iterable[Entity]:
        """The actors named by ontology names in the reference's own sentence, the nearest first."""
        own = [o for o in self.references if (o.paragraph, o.sentence) == (r.paragraph, r.sentence) and len(o.actors) == 1]
        return [self._known(self.actors.known[o.actors[0]]) for o in sorted(own, key=lambda o: abs(o.first - r.first))]

    def _home(self) -> str | None:
        """The state of the publisher, where the ontology knows it."""
        publisher = self.parsed.document.publisher
        return publisher_state(publisher, self.lexicon) if publisher else None

    def _role(self, r: Reference) -> tuple[tuple[Entity, ...], str]:
        noun, state = r.noun, self._state_of(r)
        assert noun is not None
        if noun.slug == "counterpart":
            return self._counterpart(r), "nominal:counterpart"
        if r.plural and r.definite and (pair := self._pair(r, noun)):
            return pair, "nominal:several"
        described = bool(state or r.body or r.owner is not None)
        if not r.plural and (r.definite or not noun.unnamed) and described and (holder := self._holder(r, noun, state)):
            return (self._known(self.actors.known[holder]),), "nominal:office"
        if r.definite and not r.plural and not (r.body or r.owner is not None) and (found := self._earlier_person(r, noun, state)):
            return (found,), "nominal:antecedent"
        if not r.plural and not noun.unnamed and r.definite and not described and (near := self._leader_nearby(r, noun)):
            return (near,), "nominal:office-of-context"
        if r.plural or noun.unnamed or described:
            return (self._unnamed(r, noun, state),), "nominal:as-said"
        return (), ""

    def _unnamed(self, r: Reference, noun: Noun, state: str | None) -> Entity:
        """Someone who stays unnamed; "one official" is one of the officials before."""
        label = self._label(r)
        if r.determiner in ("one", "another") and not r.plural:
            group = next((e for e in self._recent(r, _PRONOUN_REACH) if e.type == "Group" and noun.slug in e.nouns), None)
            label = f"{' '.join(group.label.split()[:-1])} {label}".strip() if group else label
            state = state or (group.state if group else None)
        entity = self._new(label, "Group" if r.plural else "Person", state, named=False)
        self._note((entity,), r)
        return entity

    def _pair(self, r: Reference, noun: Noun) -> tuple[Entity, ...]:
        """"the two ministers": the last persons who are called so."""
        people = [e for e in self._recent(r, _PRONOUN_REACH) if e.type == "Person" and noun.slug in self._called(e)]
        return tuple(people[: r.count]) if r.count and len(people) >= r.count else ()

    def _holder(self, r: Reference, noun: Noun, state: str | None) -> str | None:
        """Who held the office on the day of the document."""
        owners = [e.key for e in self._owner(r)]
        bodies = [b for b in (r.body, *owners, None if noun.unnamed else state) if b]
        nouns = _LEADERS if noun.slug == "leader" else (noun.slug, *(n.slug for n in self.actors.noun.values() if noun.slug in n.broader))
        return next((h for b in bodies for n in nouns if (h := self.actors.holder(b, n, self.day))), None)

    def _leader_nearby(self, r: Reference, noun: Noun) -> Entity | None:
        """"the leader", "the president" of the state that the text speaks of."""
        for entity in self._ranked(r, _PRONOUN_REACH):
            state = _state(entity)
            if state and (holder := self._holder(r.but(state=state), noun, state)):
                return self._known(self.actors.known[holder])
        return None

    def _earlier_person(self, r: Reference, noun: Noun, state: str | None = None) -> Entity | None:
        """The most salient person who is called so; of words for unnamed speakers, any person just named."""
        near = [e for e in self._ranked(r, _PRONOUN_REACH) if e.type == "Person" and _agrees(e, r.gender)]
        people = [*near, *(e for e in self._recent(r, _NOUN_REACH) if e.type == "Person" and _agrees(e, r.gender))]
        if state:
            people = [e for e in people if e.state == state]
        called = next((e for e in people if self._called(e) & self.actors.called(noun.slug)), None)
        if called or state or not noun.unnamed:
            return called
        return near[0] if near else None

    def _counterpart(self, r: Reference) -> tuple[Entity, ...]:
        """"his Russian counterpart": who holds there the office that he holds here."""
        for owner in self._owner(r):
            for noun in sorted(owner.nouns, key=lambda n: (n not in _LEADERS, n)):
                wanted = _LEADERS if noun in _LEADERS else (noun,)
                for slug in wanted:
                    if r.state and (holder := self.actors.holder(r.state, slug, self.day)):
                        return (self._known(self.actors.known[holder]),)
        if r.state:
            return (self._new(self._label(r), "Person", r.state, named=False),)
        return ()

    def _kin(self, r: Reference) -> tuple[Entity, ...]:
        noun = r.noun
        assert noun is not None
        for owner in self._owner(r):
            if owner.type == "Person" and (relative := self.actors.kin.get((owner.key, noun.slug))):
                return (self._known(self.actors.known[relative]),)
            if owner.type == "Person":
                return (self._new(f"{owner.label}'s {noun.label}", "Person", owner.state, named=False),)
        return ()

    def _label(self, r: Reference) -> str:
        """How an actor without a name is called: the words, without articles, the possessor by its own name."""
        words = r.text
        for owner in self._owner(r) if r.owner is not None else ():
            paragraph = self.parsed.paragraphs[r.paragraph]
            found = max((x.reference for x in self.at[(r.paragraph, r.owner)] if x.reference.end <= r.end), key=lambda x: x.end)  # type: ignore[index]
            words = f"{owner.label} {paragraph.doc.text[found.end : r.end].removeprefix(chr(39) + 's').strip()}"
        body = self.actors.known.get(r.body or "")
        if body and r.owner is None and body.label.lower() not in words.lower():
            words = f"{body.label} {words}"
        elif r.state and r.owner is None:
            known = self.actors.known[r.state].label
            inside = any(o.paragraph == r.paragraph and r.start <= o.start and o.end <= r.end and r.state in o.actors for o in self.references)
            words = words if inside else f"{known} {words}"
        return _tidy(words)

    # --- pronouns -----------------------------------------------------------------------------------------------------
    def _pronoun(self, r: Reference) -> tuple[Entity, ...]:
        if r.how == "who":
            return self._relative(r)
        barred = self._coarguments(r)
        if r.how == "they":
            return self._plural(r, barred)
        if r.how == "it" and not self._it_acts(r):
            return ()
        nearby = [*self._sharing(r), *self._ranked(r, _PRONOUN_REACH)]
        fits = [e for e in nearby if e.key not in barred and _can_be(e, r.how)]
        return (fits[0],) if fits else ()

    def _sharing(self, r: Reference) -> list[Entity]:
        """Of a possessive: the first of the list that it stands in ("the US and its allies"), else whoever the
        subject of its own clause names ("technology used by North Korea helps its program")."""
        doc = self.parsed.paragraphs[r.paragraph].doc
        token = doc[r.head]
        if token.tag_ != "PRP$":
            return []
        before = token.i - 1
        while before > 0 and doc[before].lower_ in ("some", "of", "all", "most", "many"):
            before -= 1
        if doc[before].lower_ in ("and", "or", "with"):
            listed = [s for s in self.seen if s.reference.paragraph == r.paragraph and s.reference.last == before and s.reference.how != "group"]
            if listed:
                return list(listed[-1].entities)
        verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in t.children)), None)
        inside = {t.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree if t.i < token.i} if verb is not None else set()
        return self._headed(r, inside)

    def _headed(self, r: Reference, heads: set[int]) -> list[Entity]:
        """Entities whose references in the paragraph have one of the tokens as head, the uppermost first."""
        doc = self.parsed.paragraphs[r.paragraph].doc
        near = [s for s in self.seen if s.reference.paragraph == r.paragraph and s.reference.head in heads and s.reference.how != "group"]
        near.sort(key=lambda s: sum(1 for _ in doc[s.reference.head].ancestors))
        return [e for s in near for e in s.entities]

    def _plural(self, r: Reference, barred: set[str]) -> tuple[Entity, ...]:
        here = [s for s in self.seen if s.sentence == self._sentence(r) and not barred & {e.key for e in s.entities}]
        if not any(_plural_antecedent(s) for s in here) and self.parsed.paragraphs[r.paragraph].doc[r.head].tag_ == "PRP$":
            bodies = [s for s in here if not s.reference.subject and s.entities[0].type != "Person" and s.reference.how != "demonym"]
            if bodies:
                return bodies[-1].entities
        ranked = sorted(
            (s for s in self.seen if 0 <= self._sentence(r) - s.sentence <= 2 and _plural_antecedent(s)),
            key=lambda s: (self._sentence(r) - s.sentence, not s.reference.subject, -len(s.entities), -s.reference.end),
        )
        return next((s.entities for s in ranked if not barred & {e.key for e in s.entities}), ())

    def _relative(self, r: Reference) -> tuple[Entity, ...]:
        """The noun before "who" or "which"."""
        doc = self.parsed.paragraphs[r.paragraph].doc
        clause = next((t for t in [doc[r.head], *doc[r.head].ancestors] if t.dep_ == "relcl"), None)
        if clause is None:
            return ()
        noun = clause.head.i
        found = [s for s in self.seen if s.reference.paragraph == r.paragraph and s.reference.first <= noun < s.reference.last]
        return max(found, key=lambda s: s.reference.end - s.reference.start).entities if found else ()

    def _coarguments(self, r: Reference) -> set[str]:
        """An object pronoun is not the subject of its own verb: "Kim told him"."""
        doc = self.parsed.paragraphs[r.paragraph].doc
        token = doc[r.head]
        if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith("self"):
            return set()
        verb = token.head.head if token.dep_ == "pobj" else token.head
        heads = {c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")}
        return {e.key for s in self.seen if s.reference.paragraph == r.paragraph and s.reference.head in heads for e in s.entities}

    def _it_acts(self, r: Reference) -> bool:
        """"it said", "its launch": whether an actor is meant; things fall, fly and are."""
        token = self.parsed.paragraphs[r.paragraph].doc[r.head]
        if token.dep_ == "expl":
            return False
        if token.tag_ == "PRP$":
            return True
        verb = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ == "be":
            return False
        speaks = any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) or verb.lemma_ in self.lexicon.stances.verbs
        return speaks or (token.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children))

    # --- who was spoken of --------------------------------------------------------------------------------------------
    def _recent(self, r: Reference, reach: int) -> list[Entity]:
        """Entities named before, the latest first."""
        now = self._sentence(r)
        order = [s for s in reversed(self.seen) if now - s.sentence <= reach]
        return list({e.key: e for s in order if s.reference.how != "group" for e in s.entities}.values())

    def _ranked(self, r: Reference, reach: int) -> list[Entity]:
        """Entities named before, the most salient first: near sentences, then subjects, then the nearest."""
        now = self._sentence(r)
        rows: dict[str, tuple[tuple[float, int], Entity]] = {}
        for seen in self.seen:
            distance = now - seen.sentence
            if 0 <= distance <= reach and seen.reference.how != "group":
                weight = -2.0 * distance + (1.5 if seen.reference.subject else 0.0) - (1.0 if seen.reference.how == "demonym" else 0.0)
                for entity in seen.entities:
                    score = (weight, seen.reference.paragraph * 100_000 + seen.reference.end)
                    if entity.key not in rows or score >= rows[entity.key][0]:
                        rows[entity.key] = (score, entity)
        return [e for _, e in sorted(rows.values(), key=lambda row: row[0], reverse=True)]


# Classes so narrow that any body of the class may be meant by another noun for it: "the spy agency".
_TELLING = frozenset({"IntelligenceAgency", "Parliament", "Court"})
# Plural in form, one actor with a state: "Ukraine's forces", "Russian authorities".
_COLLECTIVE = frozenset({"military", "authorities", "ally", "troops", "state-media", "marines", "special-forces", "partners", "police", "joint-chiefs-of-staff", "intelligence", "security-service"})  # fmt: skip


def _described(r: Reference, parsed: ParsedText) -> bool:
    """Another country than the possessor: "its neighbouring country", "his second home state"."""
    tokens = parsed.paragraphs[r.paragraph].doc[r.first : r.last]
    return any(t.pos_ == "ADJ" and t.dep_ == "amod" and t.ent_type_ not in ("NORP", "GPE") for t in tokens)


def is_acronym(word: str) -> bool:
    """Two to eight capital letters."""
    return word.isupper() and word.isalpha() and 2 <= len(word) <= 8


def _state(entity: Entity) -> str | None:
    return entity.key if entity.type == "State" else entity.state


def _agrees(entity: Entity, gender: str | None) -> bool:
    return gender is None or entity.gender in (None, gender)


def _can_be(entity: Entity, how: str) -> bool:
    """Whether the pronoun fits: a person for "he" and "she", a body or state for "it"."""
    if how in ("he", "she"):
        return entity.type == "Person" and entity.gender in (None, {"he": "male", "she": "female"}[how])
    return entity.type not in ("Person", "Group") and not entity.plural


def _plural_antecedent(seen: Seen) -> bool:
    return len(seen.entities) > 1 or seen.entities[0].plural or seen.entities[0].type == "Group"


def _tidy(words: str) -> str:
    text = words.replace("'s ", " ").replace("’s ", " ")
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "some", "both", "its", "their", "his", "her") and rest else text


def publisher_state(publisher: str, lexicon: Lexicon) -> str | None:
    """The state of an outlet that the ontology knows by that name."""
    from kg.lexicon.words import pieces

    for i, j, found, _ in lexicon.actors.names.find(pieces(publisher)):
        known = lexicon.actors.known[found[0].slug]
        if i == 0 and lexicon.actors.is_a(known.type, "Media") and j:
            return known.state
    return None


def _state_counts(references: list[Reference], known: dict[str, Known], publisher: str | None, lexicon: Lexicon) -> Counter[str]:
    """How often the text speaks of each state, by its name, its people or its actors."""
    counts: Counter[str] = Counter()
    for reference in references:
        if len(reference.actors) == 1 and (state := known[reference.actors[0]].state):
            counts[state] += 1
    if publisher and (home := publisher_state(publisher, lexicon)):
        counts[home] += 1
    return counts
