"""What stands behind the prepositions of a clause or noun phrase."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_PREPOSITIONAL = ("prep", "dative", "agent", "advmod", "prt", "mark", "amod", "acl")
_CLAUSES = ("relcl", "advcl", "ccomp", "conj", "parataxis")
# What stands behind these tells of another transfer: "in return for the dispatch of …", "as payment for the troops".
PRICES = frozenset({"return", "exchange", "payment", "repayment", "compensation"})


def is_price(noun: "Token") -> bool:
    """Whether the noun says that something is given for something: "in return", "as payment"."""
    return noun.lower_ in PRICES and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "as")


def behind(root: "Token") -> dict[str, list["Token"]]:
    """What stands behind each preposition in the clause or noun phrase of `root`."""
    found: dict[str, list[Token]] = {}
    for word in within_clause(root):
        if word.head.lower_ in ("according", "along") or (word.lower_ == "of" and _of_another(word, root)):
            continue
        if _absolute(word):
            continue
        if word.dep_ in _PREPOSITIONAL:
            objects_ = [c for c in word.children if c.dep_ in ("pobj", "pcomp", "dobj")]
            # "From around Sariwon"
            objects_ += [p for c in word.children if c.lower_ == "around" for p in c.children if p.dep_ == "pobj"]
        elif word.tag_ == "VBG":
            objects_ = [c for c in word.children if c.dep_ in ("dobj", "pobj")]
        else:
            continue
        if objects_:
            found.setdefault(word.lower_, []).extend(objects_)
    return found


def _absolute(word: "Token") -> bool:
    """Whether "with" opens what happens beside: "sent 20 launchers, with another ten expected in May"."""
    inner = (c for p in word.children for c in p.children)
    return (
        word.lower_ == "with"
        and word.i > 0
        and word.nbor(-1).text == ","
        and any(c.dep_ == "acl" or c.lower_ == "due" for c in inner)
    )


def along_with(root: "Token") -> list["Token"]:
    """What comes with the rest: "shipped shells to Russia, along with missiles"."""
    ways = [w for w in within_clause(root) if w.lower_ == "with" and w.head.lower_ in ("along", "together")]
    return [c for w in ways for c in w.children if c.dep_ == "pobj"]


def _of_another(word: "Token", root: "Token") -> bool:
    """Whether an "of" belongs to what was before or after: "its first test since a salvo of ten rockets"."""
    above = word.head
    while above != root and above != above.head:
        if above.lower_ in ("since", "after", "before", "until", "following"):
            return True
        above = above.head
    return False


def further_on(root: "Token") -> dict[str, list["Token"]]:
    """What stands behind each preposition right of a word, wherever the parser hung it, up to the next clause."""
    found: dict[str, list[Token]] = {}
    nominal = root.pos_ in ("NOUN", "PROPN")
    parts = {p.i for of in root.children if of.lower_ == "of" for o in of.children for p in (o, *o.conjuncts)}
    for word in root.doc[root.i + 1 : root.sent.end]:
        finite = word.pos_ in ("VERB", "AUX") and word.tag_ in ("VBD", "VBZ", "VBP", "VB")
        if finite or (word.pos_ == "SCONJ" and word.dep_ == "mark"):
            break
        inside = word.head.i in parts and bool(parts)
        if nominal and not inside and (word.is_punct or word.dep_ == "cc") and word.text not in "-'\"":
            break
        if is_price(word) or word.text == ";":
            break
        # "Was fired on Monday, landing in a field": there it landed.
        landing = word.head.dep_ == "advcl" and word.head.tag_ == "VBG" and word.head.i > root.i
        other = landing or word.head.lower_ in ("according", "along") or _absolute(word)
        if word.pos_ == "ADP" and not other:
            found.setdefault(word.lower_, []).extend(c for c in word.children if c.dep_ in ("pobj", "pcomp"))
    return found


def within_clause(root: "Token") -> Iterator["Token"]:
    """The tokens below `root` that are not in a clause of their own, in text order."""
    return iter(sorted(_below(root), key=lambda t: t.i))


def _below(root: "Token") -> Iterator["Token"]:
    yield root
    for child in () if is_price(root) else root.children:
        if not opens_clause(child) and child.dep_ != "poss":
            yield from _below(child)


def opens_clause(token: "Token") -> bool:
    """Whether the token heads a clause that speaks of something else."""
    if token.dep_ in _CLAUSES:
        return token.pos_ in ("VERB", "AUX")
    return (
        token.dep_ == "acl"
        and token.pos_ == "VERB"
        and token.lower_ not in ("involving", "including", "using", "carrying")
    )
