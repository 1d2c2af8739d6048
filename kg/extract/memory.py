"""What a reader of one document remembers: which actors were spoken of, where, and how salient they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from kg import ids
from kg.extract.references import Reference, Sheet, according, passes_on, quoted, speaks
from kg.lexicon import Lexicon
from kg.lexicon.actors import Known
from kg.lexicon.words import pieces
from kg.model import Document

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass
class Entity:
    """An actor inside one document, while it is being read; `nouns` are the slugs of nouns that it was called by,
    `bodies` the keys of the bodies that it speaks for. One `introduced` has no name ("a panel of eleven countries").
    """

    key: str
    label: str
    type: str
    gender: str | None = None
    plural: bool = False
    state: str | None = None
    family: str = ""
    nouns: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    introduced: bool = False

    @property
    def loose(self) -> bool:
        """Whether nouns that it was never called by do not mean it."""
        return self.plural or self.introduced

    @property
    def of_state(self) -> str | None:
        """The state that it is, or belongs to."""
        return self.key if self.type == "State" else self.state

    def agrees(self, gender: str | None) -> bool:
        return gender is None or self.gender in (None, gender)


@dataclass(frozen=True)
class Seen:
    """One place where an entity, or a group of them, was referred to, and the rule that said so."""

    entities: tuple[Entity, ...]
    reference: Reference
    sentence: int
    method: str

    @property
    def group(self) -> bool:
        return self.reference.how == "group"

    @property
    def plural(self) -> bool:
        return len(self.entities) > 1 or self.entities[0].plural or self.reference.plural


class Memory:
    """The entities of a document by key, and where they were seen, in reading order."""

    def __init__(self, document: Document, sheets: Sequence[Sheet], references: Sequence[Reference], lexicon: Lexicon):
        self.day, self.sheets, self.references, self.lexicon = document.published, sheets, references, lexicon
        self.entities: dict[str, Entity] = {}
        self.seen: list[Seen] = []
        self.home = publisher_state(document.publisher, lexicon)
        self.states = self._count_states()
        self._at: dict[tuple[int, int], list[Seen]] = {}
        self._by_paragraph: dict[int, list[Reference]] = {}
        for reference in references:
            self._by_paragraph.setdefault(reference.paragraph, []).append(reference)
        starts = [(s.index, start) for s in sheets for start in dict.fromkeys(s.sentence)]
        self._ordinal = {start: n for n, start in enumerate(starts)}
        self._quoted = quoted(sheets)
        # Of each sentence how many before it are told, not quoted: a quotation of three paragraphs takes no one away.
        self._told = [0, *accumulate(not self._wholly_quoted(*start) for start in starts)]

    def _count_states(self) -> Counter[str]:
        """How often the text speaks of each state, by its name, its people or its actors."""
        actors = self.lexicon.actors
        named = (actors.known[r.actors[0]] for r in self.references if len(r.actors) == 1)
        return Counter(k.state for k in named if k.state and (k.organ or not actors.is_a(k.type, "Outlet")))

    # --- entities -----------------------------------------------------------------------------------------------------
    def known(self, known: Known) -> Entity:
        """The entity of an actor of the ontology, with the offices that it holds on the day of the document."""
        if known.slug not in self.entities:
            actors = self.lexicon.actors
            nouns = {n for body, n in actors.held(known.slug) if actors.holder(body, n, self.day) == known.slug}
            nouns |= {known.noun} if known.noun else set()
            self.entities[known.slug] = Entity(
                key=known.slug,
                label=known.label,
                type=known.type,
                gender=known.gender,
                plural=known.type == "Group",
                state=known.state,
                family=known.family,
                nouns=nouns,
                bodies={*known.bodies},
            )
        return self.entities[known.slug]

    def slug(self, slug: str) -> Entity:
        return self.known(self.lexicon.actors.known[slug])

    def new(self, label: str, type_: str, state: str | None, certain: bool = False) -> Entity:
        """The entity that only its label names; `certain` where the label means one actor in every text."""
        key = ids.slug(label) if certain else "~" + ids.slug(label)
        return self.entities.setdefault(key, Entity(key, label, type_, plural=type_ == "Group", state=state))

    # --- where they were seen -----------------------------------------------------------------------------------------
    def sentence(self, reference: Reference) -> int:
        """The number of the sentence in the document."""
        return self._ordinal[(reference.paragraph, reference.sentence)]

    def quotes(self, reference: Reference) -> bool:
        """Whether the words stand inside quotation marks."""
        return reference.head in self._quoted[reference.paragraph]

    def _wholly_quoted(self, paragraph: int, start: int) -> bool:
        sheet, inside = self.sheets[paragraph], self._quoted[paragraph]
        if start not in inside and start + 1 not in inside:
            return False
        same = takewhile(lambda t: sheet.sentence[t.i] == start, sheet.tokens[start:])
        return all(t.i in inside for t in same if t.is_alpha)

    def near(self, r: Reference, place: tuple[int, int], reach: int) -> bool:
        """Whether a sentence, given by paragraph and first token, lies at most `reach` sentences before."""
        return self.sentence(r) - self._ordinal[place] <= reach

    def _distance(self, r: Reference, seen: Seen) -> int:
        """How many sentences lie between, those of quotations left out for who speaks outside them."""
        now = self.sentence(r)
        if now == seen.sentence or self.quotes(r):
            return now - seen.sentence
        return max(1, self._told[now] - self._told[seen.sentence])

    def remember(self, reference: Reference, entities: tuple[Entity, ...], method: str) -> Seen:
        seen = Seen(entities, reference, self.sentence(reference), method)
        self.seen.append(seen)
        self._at.setdefault((reference.paragraph, reference.start), []).append(seen)
        group = self._coordinated(reference)
        if len(group) > 1:
            self.seen.append(Seen(group, reference.but(plural=True, how="group"), seen.sentence, method))
        return seen

    def _coordinated(self, reference: Reference) -> tuple[Entity, ...]:
        """The actors of the list that this reference ends: the US, South Korea and Japan."""
        token = self.sheets[reference.paragraph].tokens[reference.head]
        if token.dep_ != "conj":
            return ()
        heads = {token.i, *(t.i for t in token.conjuncts if t.i < token.i)}
        near = [
            s for s in self.seen[-12:] if s.reference.paragraph == reference.paragraph and s.reference.head in heads
        ]
        return tuple({e.key: e for s in near if not s.group for e in s.entities}.values())

    def starting(self, paragraph: int, start: int | None, end: int | None = None) -> Seen | None:
        """The longest reference that starts there, and ends no later than `end`."""
        found = (
            [s for s in self._at.get((paragraph, start), []) if end is None or s.reference.end <= end]
            if start is not None
            else []
        )
        return max(found, key=lambda s: s.reference.end, default=None)

    def owner(self, r: Reference) -> tuple[Entity, ...]:
        """Who possesses what the reference speaks of: "its military", "the ministry's spokesman"."""
        found = self.starting(r.paragraph, r.owner, r.end) or self.starting(r.paragraph, r.of)
        return found.entities if found else ()

    def state_of(self, r: Reference) -> str | None:
        """The state that the words around a noun name, themselves or by a body or possessor."""
        body = self.lexicon.actors.known.get(r.body or "")
        owned = next((s for e in self.owner(r) if (s := e.of_state)), None)
        return r.state or owned or (body.state if body else None)

    def named_in(self, r: Reference) -> Iterable[Reference]:
        """The names of the ontology in the paragraph of a reference that mean one actor."""
        return (o for o in self._by_paragraph.get(r.paragraph, ()) if o.kind == "name" and len(o.actors) == 1)

    # --- salience -----------------------------------------------------------------------------------------------------
    def recent(self, r: Reference, reach: int) -> list[Entity]:
        """Entities seen up to `reach` sentences back, the latest first."""
        return list({e.key: e for s in self._back(r, reach) for e in s.entities}.values())

    def ranked(self, r: Reference, reach: int) -> list[Entity]:
        """Entities seen up to `reach` sentences back, the most salient first: near sentences, subjects, the nearest.

        Who speaks on ("it added") is rather whoever has spoken, not somebody of whom a quotation speaks.
        """
        on = speaks(self.head(r), self.lexicon)
        best: dict[str, tuple[float, int]] = {}
        for seen in self._back(r, reach):
            reference = seen.reference
            aside = self._aside(r, seen)
            if aside and (reference.kind != "name" or (on and seen.sentence == self.sentence(r))):
                continue
            # Who is only quoted about gains nothing by being a subject there.
            told = 1.5 * reference.subject + 0.4 * reference.main + (on and self._spoke(reference))
            weight = (
                (-1.5 if aside and on else told)
                - (reference.how == "demonym")
                # "It fired missiles at Israel, the Israeli army said. In May it …" goes on about whoever fired them.
                - 2.0 * (not on and _told_behind(self.head(reference)))
                # Nobody speaks of himself as "he".
                - 1.0 * (self.quotes(r) and not self.quotes(reference))
                - 2.0 * self._distance(r, seen)
            )
            score = (weight, seen.reference.paragraph * 100_000 + seen.reference.end)
            for entity in seen.entities:
                best[entity.key] = max(best.get(entity.key, score), score)
        return [self.entities[key] for key in sorted(best, key=lambda k: best[k], reverse=True)]

    def _aside(self, r: Reference, seen: Seen) -> bool:
        """Whether it was named in a quotation that the reference does not belong to."""
        return self.quotes(seen.reference) and not self.quotes(r)

    def head(self, r: Reference) -> "Token":
        return self.sheets[r.paragraph].tokens[r.head]

    def _spoke(self, r: Reference) -> float:
        """How much says that words were given to it: "according to X" as much as "X said"; less that it passed on
        another's ("…, the ministry said, X reported").
        """
        token = self.head(r)
        if according(token):
            return 2.4
        return 0.5 - passes_on(token, self.lexicon) if speaks(token, self.lexicon) else 0.0

    def _back(self, r: Reference, reach: int) -> Iterable[Seen]:
        for seen in reversed(self.seen):
            if self._distance(r, seen) > reach:
                break
            if not seen.group:
                yield seen

    def acted(self, r: Reference, kind: str) -> Entity | None:
        """The entity of a type that is the subject of the words just before, if it did not merely speak."""
        did = (s for s in self._back(r, 1) if s.reference.subject and s.reference.kind == "name")
        did = (s for s in did if not self._spoke(s.reference))
        return next((e for s in did for e in s.entities if e.type == kind), None)

    def most_named(self, kind: str) -> Entity | None:
        """Of the entities of a type that were named before, the one named most often, if there is only one."""
        seen = {e.key: e for s in self.seen if not s.group for e in s.entities if e.type == kind}
        counts = Counter(e.key for s in self.seen if not s.group for e in s.entities if e.type == kind)
        top = counts.most_common(2)
        alone = len(top) == 1 or (len(top) == 2 and top[0][1] > top[1][1])
        return seen[top[0][0]] if alone else None

    def called(self, entity: Entity) -> set[str]:
        """The nouns that an entity answers to: those that it was called by, and broader ones."""
        return {broad for noun in entity.nouns for broad in self.lexicon.actors.called(noun)}

    def _holds(self, r: Reference, slug: str) -> bool:
        """Whether the words of a nominal name the actor themselves."""
        return any(r.start <= o.start and o.end <= r.end and slug in o.actors for o in self.named_in(r))

    def label(self, r: Reference) -> str:
        """How an actor without a name is called: the words, without articles, the possessor by its own name."""
        first = self.sheets[r.paragraph].tokens[r.first]
        plain = first.is_sent_start and first.is_title and first.pos_ != "PROPN" and not first.ent_type_
        words = r.text[:1].lower() + r.text[1:] if plain else r.text
        owner = self.starting(r.paragraph, r.owner, r.end)
        body = self.lexicon.actors.known.get(r.body or "")
        if owner is not None:
            rest = self.sheets[r.paragraph].words[owner.reference.end : r.end]
            words = f"{owner.entities[0].label} {rest.removeprefix(chr(39) + 's').lstrip(chr(39) + '’').strip()}"
        elif r.of is not None and (owners := self.owner(r)):
            words = f"{owners[0].label} {tidy(words)}"
        elif body and not self._holds(r, body.slug):
            words = f"{body.label} {words}"
        elif r.state and not body and not self._holds(r, r.state):
            words = f"{self.lexicon.actors.known[r.state].label} {words}"
        return tidy(words)


def _told_behind(speaker: "Token") -> bool:
    """Whether somebody, or who owns it, is only named behind the words as their speaker: "…, the army said", "according
    to Japan's Defense Ministry"."""
    while speaker.dep_ in ("poss", "compound", "amod", "nmod"):
        speaker = speaker.head
    if according(speaker):
        return True
    clauses = (c for c in speaker.head.children if c.dep_ == "ccomp") if speaker.dep_ == "nsubj" else ()
    return any(c.i < speaker.i for c in clauses)


def tidy(words: str) -> str:
    """Without the sign of the possessive and an article or possessive in front.

    >>> tidy("the ministry's spokesman")
    'ministry spokesman'
    """
    text = words.replace("'s ", " ").replace("’s ", " ")
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "some", "both", "its", "their", "his", "her") and rest else text


def publisher_state(publisher: str | None, lexicon: Lexicon) -> str | None:
    """The state of an outlet that the ontology knows by that name."""
    for i, _, found, _ in lexicon.actors.names.find(pieces(publisher or "")):
        known = lexicon.actors.known[found[0].slug]
        if i <= 1 and lexicon.actors.is_a(known.type, "Outlet", "Media"):
            return known.state
    return None
