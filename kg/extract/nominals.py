"""Common nouns that stand for actors: "South Korea's military", "the ministry", "a senior official", "its allies"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.modifiers import (
    DEFINITE,
    Before,
    Names,
    after,
    apposed,
    apposed_after,
    before,
    given,
    links,
    named_after,
    relative_of,
)
from kg.extract.references import Found, Reference, Sheet, Title, according, refer, speaks
from kg.lexicon.actors import Form, Noun
from kg.lexicon.words import pieces

_HOW = {"PersonNoun": "role", "KinNoun": "kin", "CounterpartNoun": "counterpart"}
_EACH = frozenset({"each", "either", "neither"})
_TOLD = ("dobj", "dative", "pobj")
_MODIFIERS = ("compound", "nmod", "amod")


def nominals(sheet: Sheet, known: list[Reference]) -> tuple[list[Reference], list[Title]]:
    """The nominals of a paragraph, and the titles of its names. `known` are the names."""
    names: Names = {i: r for r in known for i in range(r.first, r.last)}
    found: list[Reference] = []
    titles: list[Title] = []
    for first, last, end, forms in sheet.nouns:
        if address := _addressing(forms, sheet, last, names):
            titles.append(address)
        form = _form(forms, sheet, first, last)
        if form is None or _inside_name(sheet, names, first, last, form.noun):
            continue
        made = _nominal(sheet, form, Found(first, last, end, forms), names)
        if isinstance(made, Title):
            titles.append(made)
        elif made is not None:
            found.append(made)
            names.update({i: made for i in range(made.first, made.last) if i not in names})
    linked = [_linked(r, sheet, [*found, *_organisations(known)]) for r in found]
    return [*linked, *_one_of_them(sheet, names), *_one_of_those(sheet, linked)], titles


def _one_of_them(sheet: Sheet, names: Names) -> Iterator[Reference]:
    """ "One of them, NAME, said": the name says who; without one it is one of those who spoke."""
    for token in sheet.tokens[:-2]:
        if token.lower_ == "one" and [t.lower_ for t in sheet.tokens[token.i + 1 : token.i + 3]] == ["of", "them"]:
            name = apposed_after(sheet, token.i + 3, names)
            if name is not None or speaks(token, sheet.lexicon) or according(token):
                yield refer(sheet, token.i, token.i + 3, "nominal", "role", same=name.start if name else None)


def _one_of_those(sheet: Sheet, found: list[Reference]) -> Iterator[Reference]:
    """ "One of the officials": somebody of those who were called so."""
    for r in found:
        noun, first = r.noun, r.first - 3
        if noun is None or noun.kind != "PersonNoun" or not r.plural or r.determiner != "the" or first < 0:
            continue
        one = sheet.tokens[first]
        if one.lower_ == "one" and one.nbor().lower_ == "of" and (speaks(one, sheet.lexicon) or according(one)):
            single = refer(sheet, first, r.last, "nominal", "role", head=first, noun=noun, core=r.core, state=r.state)
            yield single.but(text=noun.label, determiner="one", gender=r.gender)


def _addressing(forms: tuple[Form, ...], sheet: Sheet, last: int, names: Names) -> Title | None:
    """ "Ms." before a name says who "she" is."""
    noun = next((f.noun for f in forms if f.noun.kind == "AddressNoun" and f.noun.gender), None)
    name = names.get(last)
    person = noun is not None and name is not None and name.first == last and name.how == "person"
    return Title(name.start, noun, None, None, None) if person and name and noun else None


def _organisations(known: list[Reference]) -> Iterator[Reference]:
    return (r for r in known if r.how == "organisation")


def _linked(r: Reference, sheet: Sheet, found: list[Reference]) -> Reference:
    """With the nominal after "of" or "for": a spokesman for the Joint Chiefs of Staff."""
    if r.state or r.body or r.owner is not None or r.last >= len(sheet.tokens):
        return r
    if r.noun is None or sheet.tokens[r.last].lower_ not in links(r.noun):
        return r
    after = next((o for o in found if r.last < o.first <= r.last + 2), None)
    return r.but(of=after.start) if after else r


def _form(forms: tuple[Form, ...], sheet: Sheet, first: int, last: int) -> Form | None:
    """The reading that fits the head's part of speech and number; None where the words are no noun for an actor."""
    tokens, head = sheet.tokens, _head(sheet, first, last)
    whose = any(_alone_before_person(f, sheet, head) for f in forms)
    if _really_verb(sheet, first, last) or (_part_of_compound(sheet, head, first, last) and not whose):
        return None
    misread = head.dep_ == "amod" and _really_verb(sheet, head.head.i, head.head.i + 1)
    phrase = last - first > 1 and head.pos_ in ("ADJ", "X", "PRON")
    if head.pos_ not in ("NOUN", "PROPN") and not misread and not phrase:
        return None
    plural = head.tag_ in ("NNS", "NNPS")
    form = next((f for f in forms if f.plural == plural), forms[0])
    if form.noun.kind == "AddressNoun" or (form.noun.speaks and not _speaks(tokens[last - 1], sheet)):
        return None
    return form


def _head(sheet: Sheet, first: int, last: int) -> Token:
    """The last word before "of" or "to": ministers of defense. A full stop heads nothing: "Sens."."""
    for token in sheet.tokens[first + 1 : last]:
        if token.lower_ in ("of", "to", "for"):
            return sheet.tokens[token.i - 1]
    return sheet.tokens[last - 2 if last - first > 1 and sheet.tokens[last - 1].text == "." else last - 1]


def _really_verb(sheet: Sheet, first: int, last: int) -> bool:
    """ "The military reports that …": a verb that the tagger took for a plural noun."""
    tokens, token = sheet.tokens, sheet.tokens[first]
    if last - first > 1 or not first or last >= len(tokens) or token.lower_[-1:] != "s":
        return False
    speaks = token.lemma_ in sheet.lexicon.stances.verbs
    return speaks and tokens[first - 1].pos_ in ("NOUN", "PROPN", "ADJ") and tokens[last].lower_ in ("that", '"')


def _part_of_compound(sheet: Sheet, head: Token, first: int, last: int) -> bool:
    """A single word that only describes the next: "military drills", "Armed Services Committee"."""
    if last - first > 1 or head.dep_ not in _MODIFIERS or head.head.i < last:
        return False
    if head.head.pos_ == "PROPN":
        named = last < len(sheet.tokens) and sheet.tokens[last].pos_ == "PROPN" and head.head.ent_type_ != "PERSON"
        return head.dep_ == "compound" and named
    if _really_verb(sheet, head.head.i, head.head.i + 1):
        return False
    return head.head.pos_ == "NOUN" and not head.text[:1].isupper()


def _speaks(token: Token, sheet: Sheet) -> bool:
    """Whether the noun is the subject of a verb of saying, or what something is "according to"."""
    return speaks(token, sheet.lexicon) or (
        token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
    )


def _inside_name(sheet: Sheet, names: Names, first: int, last: int, noun: Noun) -> bool:
    """Part of a longer name, or a name of the ontology itself; marked organisations give way to institutions."""
    for name in {r.start: r for i in range(first, last) if (r := names.get(i)) is not None}.values():
        around = name.first <= first and last <= name.last
        if name.how == "organisation":
            linked = sheet.tokens[last].lower_ in ("of", "for", "in", "(") if name.last > last else False
            goes_on = name.last > last and not (linked and noun.composed)
            if around and (noun.kind != "ActorNoun" or goes_on):
                return True
        elif name.how == "name" and around and _of_another_state(sheet, name, first, noun, names):
            continue
        elif around or (name.how == "name" and not (first <= name.first and name.last <= last)):
            return True
    return False


def _of_another_state(sheet: Sheet, name: Reference, first: int, noun: Noun, names: Names) -> bool:
    """ "Russia's Security Council" is not the one that the name alone means."""
    known = sheet.lexicon.actors.known[name.actors[0]]
    state = before(sheet, first, names).state if known.noun == noun.slug else None
    return state is not None and state != known.state


def _nominal(sheet: Sheet, form: Form, found: Found, names: Names) -> Reference | Title | None:
    first, last = found.first, found.last
    head, left = _head(sheet, first, last), before(sheet, first, names)
    state, body = left.state, left.body
    if state is None and body is None and left.owner is None:
        state, body = after(sheet, last, names, form.noun)
    named = named_after(sheet, last, names)
    if named is not None and _titles(form, named):
        return Title(named.start, form.noun, state, body, left.owner)
    if not _stands_alone(form, sheet, head, left, state):
        return None
    if name := _outlet_before(sheet, form.noun, left.first, first, names):
        return name
    if form.noun.kind == "ActorNoun" and _proper(sheet, left.first, first, head, names, form.noun.composed):
        return _own_name(sheet, form, left, last, head, state or body)
    # Inside a longer phrase ("a foreign ministry official") the article is not the inner noun's.
    determiner = "" if head.dep_ in _MODIFIERS and head.head.i >= last else left.determiner
    return refer(
        sheet,
        left.first,
        last,
        "nominal",
        _HOW.get(form.noun.kind, "institution"),
        head=head.i,
        end=found.end,
        noun=form.noun,
        core=first,
        plural=form.plural,
        definite=(determiner in DEFINITE and not (determiner in _EACH and not form.plural))
        or determiner == "its"
        or (not determiner and not form.plural),
        determiner=determiner,
        count=left.count,
        state=state,
        body=body,
        owner=left.owner,
        of=relative_of(sheet, last, names) if form.noun.kind == "KinNoun" and left.owner is None else None,
        same=_same(form, sheet, left, last, head, names),
        gender=form.noun.gender,
    )


def _signs(sheet: Sheet, head: Token) -> bool:
    """The bare noun after the colon of a headline, or before it: "North fires missile: military", "PM: no deal"."""
    if sheet.paragraph.section.part != "headline":
        return False
    last = head.i + 1 == len(sheet.tokens)
    words = [t.text for t in sheet.tokens[max(1, head.i - 2) : head.i]]
    return (last and ":" in words) or (not last and head.i < 2 and head.nbor().text == ":")


def _same(form: Form, sheet: Sheet, left: Before, last: int, head: Token, names: Names) -> int | None:
    """The start of the name of the one whom the nominal means."""
    apposition = apposed(sheet, left.first, last, names, form.noun)
    person = form.noun.kind == "PersonNoun" and not form.plural
    return given(sheet, head, names) if apposition is None and person else apposition


def _outlet_before(sheet: Sheet, noun: Noun, start: int, first: int, names: Names) -> Reference | None:
    """The name before the noun of an outlet that nobody marked: "the BTA news agency"."""
    tokens = sheet.tokens[start:first]
    own = [t for t in tokens if t.i not in names]
    if noun.denotes[0] not in ("Wire", "Outlet") or not own or own[-1].i != first - 1:
        return None
    named = all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in own) and not own[0].is_sent_start
    return refer(sheet, own[0].i, first, "name", "organisation", noun=noun) if named else None


def _proper(sheet: Sheet, start: int, first: int, head: Token, names: Names, composed: bool) -> bool:
    """A name of its own, more than the noun and its state: "Presidential Security Service", "Ground Forces"."""
    own = (t for t in sheet.tokens[start:first] if t.i not in names or names[t.i].last > first)
    more = [t for t in own if t.tag_ != "POS"]
    if (
        head.is_title
        and more
        and not (composed and sheet.titled)
        and all(t.is_title and not t.is_sent_start for t in more)
    ):
        return True
    return head.ent_type_ == "ORG" and any(t.pos_ == "PROPN" and t.ent_type_ == "ORG" and t.is_title for t in more)


def _own_name(sheet: Sheet, form: Form, left: Before, last: int, head: Token, whose: str | None) -> Reference:
    """A body by a name of its own. Every state may have an "Education Ministry": that is one in its document only."""
    first = next(t.i for t in sheet.tokens[left.first :] if t.text[:1].isupper())
    everywhere = whose is not None or form.noun.denotes[0] != "Ministry"
    return refer(
        sheet,
        first,
        last,
        "name" if everywhere else "nominal",
        "organisation",
        head=head.i,
        noun=form.noun,
        state=whose if whose in sheet.lexicon.actors.known else None,
        plural=form.plural,
    )


def _titles(form: Form, named: Reference) -> bool:
    """A singular noun for a person before a person's name, one for an organisation before an organisation's."""
    if form.plural and not (form.noun.collective and named.how != "person"):
        return False
    return form.noun.kind != "ActorNoun" if named.how == "person" else True


def _alone_before_person(form: Form, sheet: Sheet, head: Token) -> bool:
    """ "a ministry spokesperson", "a senior department official": of the body named before."""
    person = next(sheet.lexicon.actors.nouns.at(pieces(head.head.text), 0), None) if head.head.i == head.i + 1 else None
    plain = head.i > 0 and head.nbor(-1).pos_ in ("DET", "ADJ") and not form.plural
    people = person is not None and any(f.noun.kind == "PersonNoun" for f in person[1])
    return plain and people and form.noun.denotes[0] in ("Ministry", "Agency")


def _stands_alone(form: Form, sheet: Sheet, head: Token, left: Before, state: str | None) -> bool:
    """Bare singular words without article are no references ("president" in "elected president", "in general")."""
    if form.plural or left.determiner or left.owner is not None or state or left.body:
        return True
    if (head.text[:1].isupper() and sheet.sentence[head.i] != head.i) or _signs(sheet, head):
        return True
    inside = head.dep_ in _MODIFIERS and (form.noun.composed or _alone_before_person(form, sheet, head))
    subject = head.dep_ in ("nsubj", "nsubjpass") and form.noun.bare
    # "told state television"
    told = form.noun.denotes[:1] == ("Media",) and any(t.dep_ in ("compound", "amod") for t in head.children)
    return form.noun.kind == "ActorNoun" and (subject or inside or (told and head.dep_ in _TOLD))
