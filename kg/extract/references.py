"""Words that may refer to an actor, before it is decided to which one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from spacy.tokens import Doc, Token

from kg.extract.misspelt import Misspelt, misspelt
from kg.extract.quotes import quotes
from kg.lexicon import Lexicon
from kg.lexicon.actors import Form, Noun
from kg.lexicon.words import Piece, pieces
from kg.text import Paragraph

Kind = Literal["name", "nominal", "pronoun"]
SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})


class Found(NamedTuple):
    """A common noun in the tokens [first, last); it ends at the character `end`."""

    first: int
    last: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Sheet:
    """A paragraph laid out for looking things up: its pieces, where tokens and sentences start, places named in it."""

    paragraph: Paragraph
    index: int
    lexicon: Lexicon

    @property
    def doc(self) -> Doc:
        return self.paragraph.doc

    @cached_property
    def words(self) -> str:
        """The text that the offsets of references count in."""
        return self.paragraph.text

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces(self.words)

    @cached_property
    def tokens(self) -> list[Token]:
        return list(self.paragraph.doc)

    @cached_property
    def titled(self) -> bool:
        """A headline: most words have capitals, so that a capital says nothing."""
        long = [t for t in self.tokens if t.is_alpha and len(t) > 3]
        return sum(t.text[:1].isupper() for t in long) > 0.7 * len(long)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _ in self.lexicon.places.find(self.words)]

    @cached_property
    def nouns(self) -> list["Found"]:
        """The common nouns for actors."""
        found = self.lexicon.actors.nouns.find(self.pieces)
        at = ((self.pieces[i].start, self.pieces[j - 1].end, forms) for i, j, forms, _ in found)
        exact = [Found(self.token_at(start), self.token_at(end - 1) + 1, end, forms) for start, end, forms in at]
        nearly = [Found(m.first, m.last, self._end(m.last), forms) for m, forms in self._misspelt_nouns()]
        taken = {i for f in nearly for i in range(f.first, f.last)}
        return sorted([*nearly, *(f for f in exact if f.first not in taken)], key=lambda f: f.first)

    @cached_property
    def misspelt(self) -> tuple[Misspelt, ...]:
        """Names of bodies with a word written a little wrong."""
        return tuple(misspelt(self))

    def _misspelt_nouns(self) -> Iterator[tuple[Misspelt, tuple[Form, ...]]]:
        nouns = self.lexicon.actors.noun
        return ((m, (Form(nouns[m.slug], nouns[m.slug].collective),)) for m in self.misspelt if m.slug in nouns)

    def _end(self, last: int) -> int:
        """The character after token `last` - 1."""
        return self.tokens[last - 1].idx + len(self.tokens[last - 1])

    @cached_property
    def noun_ends(self) -> frozenset[int]:
        return frozenset(noun.last for noun in self.nouns)

    @cached_property
    def sentence(self) -> list[int]:
        """For each token the first token of its sentence."""
        starts: list[int] = []
        for token in self.tokens:
            starts.append(token.i if token.is_sent_start or not starts else starts[-1])
        return starts

    @cached_property
    def _offsets(self) -> list[int]:
        return [t.idx for t in self.tokens]

    def token_at(self, offset: int) -> int:
        """The index of the token that holds a character of the paragraph's text."""
        return bisect_right(self._offsets, offset) - 1


@dataclass(frozen=True)
class Reference:
    """The tokens [first, last) of a paragraph; `start`/`end` are offsets in the paragraph's text.

    `how` is what was recognised: state, demonym, people, capital, name (of the ontology), person, organisation (by
    the language model), acronym; institution, role, kin, counterpart (nominals); he, she, it, they, who (pronouns).
    `actors` are the slugs that a name may stand for; the noun of a nominal begins at token `core`. `owner` is the start
    of the reference that possesses this one, `of` that of the one after "of" or "for", `same` the start of the name
    that this nominal is in apposition to, `state` the state that its modifiers name and `body` the actor. It is a
    `main` subject where its verb is the sentence's.
    """

    paragraph: int
    first: int
    last: int
    start: int
    end: int
    head: int
    sentence: int
    kind: Kind
    how: str
    text: str
    subject: bool
    main: bool
    actors: tuple[str, ...] = ()
    noun: Noun | None = None
    core: int = 0
    plural: bool = False
    definite: bool = False
    determiner: str = ""
    count: int | None = None
    state: str | None = None
    body: str | None = None
    owner: int | None = None
    of: int | None = None
    same: int | None = None
    gender: str | None = None

    def but(self, **changes: Any) -> "Reference":
        """The same words, read otherwise."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Title:
    """What stands before a name: "South Korean Defense Minister", "news agency". `name` is the name's start."""

    name: int
    noun: Noun
    state: str | None
    body: str | None
    owner: int | None


def refer(sheet: Sheet, first: int, last: int, kind: Kind, how: str, **more: Any) -> Reference:
    """A reference of whole tokens; `start` and `end` in `more` give other offsets than theirs."""
    head = head_of(sheet.tokens[first:last]) if more.get("head") is None else sheet.tokens[more.pop("head")]
    end = sheet.tokens[last - 1]
    start, stop = more.pop("start", sheet.tokens[first].idx), more.pop("end", end.idx + len(end))
    return Reference(
        paragraph=sheet.index,
        first=first,
        last=last,
        start=start,
        end=stop,
        head=head.i,
        sentence=sheet.sentence[head.i],
        kind=kind,
        how=how,
        text=sheet.words[start:stop],
        subject=is_subject(head),
        main=_heads_sentence(head),
        **more,
    )


def capital_at(sheet: Sheet, first: int) -> str | None:
    """The state whose capital is named at a token, also as a place: "in Seoul"."""
    if first >= len(sheet.tokens):
        return None
    start = next((i for i, p in enumerate(sheet.pieces) if p.start == sheet.tokens[first].idx), None)
    found = next(sheet.lexicon.actors.names.at(sheet.pieces, start), None) if start is not None else None
    return next((n.slug for n in found[1] if n.how == "capital"), None) if found else None


_PARTS = ("compound", "nmod")


def _proper(token: Token) -> bool:
    return bool(token.head.pos_ == "PROPN")


def speaks(token: Token, lexicon: Lexicon) -> bool:
    """Whether the token is the subject of a verb of saying, said whole: "put the number at ten", not "put it up"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ == "be":
        return False
    cues = lexicon.stances.verbs.get(verb.lemma_, ())
    if any(not c.words for c in cues):
        return True
    after = {t.lower_ for t in verb.subtree if t.i > verb.i} if cues else set()
    return any(after.issuperset(c.words) for c in cues)


def according(token: Token) -> bool:
    """Whether the token is the source in "according to X"."""
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"


def passes_on(token: Token, lexicon: Lexicon) -> bool:
    """Whether the speaking subject only passes on what another said: the wire in "…, the minister said, X reported"."""
    said = (c for c in token.head.children if c.dep_ == "ccomp" and c.i < min(token.i, token.head.i))
    return any(speaks(c, lexicon) and c.pos_ != "PRON" for verb in said for c in verb.children)


def quoted(sheets: Sequence[Sheet]) -> list[frozenset[int]]:
    """Of each paragraph the tokens inside quotation marks, also where a quotation goes on from the one before."""
    found, running = [], False
    for sheet in sheets:
        marks = quotes(sheet.paragraph, running)
        running = bool(marks) and not marks[-1].closed
        found.append(frozenset(i for q in marks for i in range(q.first, q.last)))
    return found


def head_of(tokens: Sequence[Token]) -> Token:
    """The token that the others hang from."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])


def is_subject(token: Token) -> bool:
    """Whether the phrase that the token heads is a subject, or one of the names that share one."""
    top = _top(token)
    return top.dep_ in SUBJECT or _lost_subject(top)


def _lost_subject(noun: Token) -> bool:
    """Whether a person opens a clause without a subject: "Cole, for her part, pressed the king"."""
    opens = noun.dep_ == "npadvmod" and noun.ent_type_ == "PERSON" and noun.i < noun.head.i
    return opens and not any(t.dep_ in SUBJECT for t in noun.head.children)


def _top(token: Token) -> Token:
    while token.head.i != token.i and (token.dep_ in ("conj", "appos") or (token.dep_ in _PARTS and _proper(token))):
        token = token.head
    return token


def _heads_sentence(token: Token) -> bool:
    top = _top(token)
    return (top.dep_ in SUBJECT or _lost_subject(top)) and (
        top.head.dep_ == "ROOT" or (top.head.dep_ == "conj" and top.head.head.dep_ == "ROOT")
    )
