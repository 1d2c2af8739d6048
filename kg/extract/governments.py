"""Whether a capital's name stands for a government ("Seoul said") or for a place ("in Seoul")."""

import re

from spacy.tokens import Token

from kg.extract.references import Sheet

_WHERE = frozenset({
    "in", "near", "at", "around", "outside", "inside", "through", "across", "throughout", "within", "off",
    "above", "into", "via"
})  # fmt: skip
_MOTION = frozenset({
    "airport", "arrive", "base", "born", "come", "depart", "drive", "flight", "fly", "go", "hold", "land",
    "leave", "live", "march", "move", "relocate", "reside", "return", "sail", "ship", "travel", "trip", "walk"
})  # fmt: skip
_PLACE = frozenset({
    "airport", "area", "base", "bureau", "city", "district", "embassy", "hospital", "meeting", "metro", "museum",
    "neighborhood", "neighbourhood", "outskirt", "port", "province", "region", "site", "square", "station",
    "street", "suburb", "summit", "time", "university", "zone"
})  # fmt: skip
_DATELINE = re.compile(
    r"^\W*[A-Z][\w.'/-]{1,30}(?: (?:[A-Z][\w.'/-]*|d[aeo]|la|al|el)){0,4}"
    r"(, [^.(]{3,25}\.?( \d{1,2})?)? ?(\([^)]{2,40}\)|/[A-Z]+/)?,? *(--|–|—|- |/[A-Z]+/)"
)


def governs(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the tokens [first, last), a capital's name, stand for the government here."""
    tokens = sheet.tokens
    token, after = tokens[last - 1], tokens[last] if last < len(tokens) else None
    inside_person = any(t.ent_type_ == "PERSON" and t.ent_iob_ == "I" for t in tokens[first:last])
    if inside_person or _dateline(sheet, first, last):
        return False
    if after is not None and _place_after(tokens, token, after):
        return False
    where = tokens[first - 1] if first else None
    while where is not None and where.i and where.lower_ in ("the", "central", "downtown", "both", "and"):
        where = tokens[where.i - 1]
    if where is not None and where.lower_ in _WHERE and where.pos_ in ("ADP", "ADV", "SCONJ"):
        return False
    if where is not None and where.lower_ in ("from", "to", "for") and where.pos_ == "ADP":
        return where.head.lemma_.lower() not in _MOTION
    return token.dep_ != "npadvmod"


def _place_after(tokens: list[Token], token: Token, after: Token) -> bool:
    following = tokens[after.i + 1] if after.i + 1 < len(tokens) else None
    if after.text == "-":
        return following is not None and following.lower_ in ("based", "born", "area")
    if after.text == "'s":
        owned = token.head if token.dep_ == "poss" else following
        return owned is not None and owned.lemma_.lower() in _PLACE
    if after.text == ",":
        return following is not None and following.ent_type_ == "GPE" and token.dep_ == "pobj"
    return after.lemma_.lower() in _PLACE


def _dateline(sheet: Sheet, first: int, last: int) -> bool:
    """The place at the head of an agency's story: "SEOUL, Aug. 2 (Yonhap) --", "MOSCOW (Reuters) -"."""
    if first > 3:
        return False
    tokens = sheet.tokens
    shouted = (
        all(t.is_upper for t in tokens[first:last]) and last < len(tokens) and tokens[last].text in (",", "(", ".")
    )
    return shouted or bool(_DATELINE.match(sheet.words))
