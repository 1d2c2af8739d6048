"""Words that may refer to an actor, before it is decided to which one."""

from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from kg.lexicon.actors import Noun

Kind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True)
class Reference:
    """The tokens [first, last) of a paragraph; `start`/`end` are offsets in the paragraph's text.

    `how` is what was recognised: state, demonym, people, capital, name (of the ontology), person, organisation (by
    the language model), acronym; institution, role, kin, group (nominals); he, she, it, they, who, which (pronouns).
    `actors` are the slugs that a name may stand for. `owner` is the start of the reference that possesses this one,
    `same` the start of the name that this nominal is in apposition to, `state` the state that its modifiers name.
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
    actors: tuple[str, ...] = ()
    noun: Noun | None = None
    plural: bool = False
    definite: bool = False
    determiner: str = ""
    state: str | None = None
    body: str | None = None
    owner: int | None = None
    same: int | None = None
    gender: str | None = None
    titles: tuple[Noun, ...] = ()
    count: int | None = None
    subject: bool = False

    def but(self, **changes: object) -> "Reference":
        return replace(self, **changes)  # type: ignore[arg-type]


SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})


def is_subject(token: Token) -> bool:
    """Whether the phrase that the token heads is a subject, or one of the names that share one."""
    while token.dep_ in ("conj", "appos", "compound", "nmod") and token.head is not token:
        token = token.head
    return token.dep_ in SUBJECT


def head_of(tokens: list[Token]) -> Token:
    """The token that the others hang from."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[-1])
