"""Whether a capital's name stands for a government ("Seoul said") or for a place ("in Seoul")."""

import re

from spacy.tokens import Doc, Token

_WHERE = frozenset("in near at around outside inside through across throughout within off above into via".split())
_MOTION = frozenset(
    "airport arrive base born come depart drive flight fly go hold land leave live march move relocate reside return sail "
    "ship travel trip walk".split()
)
_PLACE = frozenset(
    "airport area base bureau city district embassy hospital meeting metro museum neighborhood neighbourhood outskirt port "
    "province region site square station street suburb summit time university zone".split()
)
_DATELINE = re.compile(r"^\W*[A-Z][\w .'/-]{2,40}?(, [^.(]{3,25}\.?( \d{1,2})?)? ?(\([^)]{2,40}\)|/[A-Z]+/)?,? *(--|–|—|- |/[A-Z]+/)")


def governs(doc: Doc, first: int, last: int) -> bool:
    """Whether the tokens [first, last), a capital's name, stand for the government here."""
    token, after = doc[last - 1], doc[last] if last < len(doc) else None
    if _dateline(doc, first, last) or any(t.ent_type_ == "PERSON" and t.ent_iob_ == "I" for t in doc[first:last]):
        return False
    if after is not None and _place_after(doc, token, after):
        return False
    where = doc[first - 1] if first else None
    while where is not None and where.i and where.lower_ in ("the", "central", "downtown", "both", "and"):
        where = doc[where.i - 1]
    if where is not None and where.lower_ in _WHERE and where.pos_ in ("ADP", "ADV", "SCONJ"):
        return False
    if where is not None and where.lower_ in ("from", "to", "for") and where.pos_ == "ADP":
        return where.head.lemma_.lower() not in _MOTION
    return token.dep_ != "npadvmod"


def _place_after(doc: Doc, token: Token, after: Token) -> bool:
    following = doc[after.i + 1] if after.i + 1 < len(doc) else None
    if after.text == "-":
        return following is not None and following.lower_ in ("based", "born", "area", "area's")
    if after.text == "'s":
        owned = token.head if token.dep_ == "poss" else following
        return owned is not None and owned.lemma_.lower() in _PLACE
    if after.text == ",":
        return following is not None and following.ent_type_ == "GPE" and token.dep_ == "pobj"
    return after.lemma_.lower() in _PLACE


def _dateline(doc: Doc, first: int, last: int) -> bool:
    """The place at the head of an agency's story: "SEOUL, Aug. 2 (Yonhap) --", "MOSCOW (Reuters) -"."""
    if first > 3:
        return False
    shouted = doc[first:last].text.isupper() and last < len(doc) and doc[last].text in (",", "(", ".")
    return shouted or bool(_DATELINE.match(doc.text))
