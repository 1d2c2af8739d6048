"""What a relative clause is about, with and without its pronoun."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"that", "which", "who", "whom", "what"})


def without_pronoun(verb: "Token") -> list["Token"]:
    """What a relative clause without a pronoun is about, where the parser joins the clause to another verb: "pays for
    the shells Oslo has sent Riga"."""
    first = next((c.left_edge for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if first is None or first.i <= verb.sent.start or verb.dep_ not in ("conj", "ccomp", "advcl"):
        return []
    before = first.nbor(-1)
    opened = any(c.dep_ in ("mark", "cc") and c.i < first.i for c in verb.children)
    if before.tag_ != "NNS" or before.dep_ == "npadvmod" or opened:
        return []
    while before.dep_ == "conj" and before.head.pos_ == "NOUN":
        before = before.head
    return [before]


def antecedent(token: "Token") -> "Token":
    """What a relative pronoun stands for; "what" in "what it wants is missiles" stands for the missiles."""
    clause = token.head
    while clause.dep_ == "xcomp" and clause.tag_ == "VB" and token.dep_ == "dobj":
        # "tanks that it intends to give"
        clause = clause.head
    if token.lower_ in RELATIVE and clause.dep_ == "conj" and clause.head.dep_ == "relcl":
        # "Which can carry a warhead and which it tested"
        clause = clause.head
    if token.lower_ in RELATIVE and clause.dep_ == "relcl":
        return clause.head
    if token.lower_ == "what" and clause.dep_ in ("csubj", "nsubj") and clause.head.lemma_ == "be":
        return next((c for c in clause.head.children if c.dep_ == "attr" and c.i > clause.head.i), token)
    return token


def antecedents(token: "Token") -> list["Token"]:
    found = antecedent(token)
    return meant(found, token.i) if found is not token else [found]


def meant(noun: "Token", pronoun: int) -> list["Token"]:
    """What a relative clause may be about: the noun that the parse hangs it on, or the last one of its "of" phrase.

    "Checking the performance of weapons that it sells".
    """
    inner = [p for w in noun.children if w.lower_ == "of" for p in w.children if p.dep_ == "pobj"]
    if noun.dep_ == "appos" and any(p.lower_ == "which" for p in inner):
        # "Missiles, one of which it fired"
        return [noun.head]
    # "The guns and rockets that it sold"
    whole = (
        noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and not any(c.dep_ in ("det", "poss") for c in noun.children)
    )
    return [*([noun.head] if whole else []), noun, *(p for p in inner if p.right_edge.i + 1 == pronoun)]
