"""What stands around a common noun: possessors, states and determiners before it, names and "of …" after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.references import Reference, Sheet, capital_at
from kg.lexicon.actors import Noun
from kg.lexicon.words import pieces

INDEFINITE = frozenset({
    "a", "an", "one", "another", "some", "several", "many", "few", "other", "most", "any", "no", "which", "what",
    "whatever", "such", "every", "more"
})  # fmt: skip
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "either", "neither"})
_OWNERS = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_GIVEN = frozenset({"name", "sign", "nickname", "pseudonym", "alias"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_LINKS = frozenset({"of", "for", "at", "from", "with", "in"})
# Bodies that sit in their own capital: "the ministry in Seoul" is South Korea's, "the embassy in Seoul" is not.
_AT_HOME = frozenset({"Government", "Ministry", "Military", "Parliament", "IntelligenceAgency", "Court"})
_MEDIA = frozenset({"Media", "Outlet", "Wire"})
_STATES = ("state", "capital", "demonym", "people")


@dataclass(frozen=True)
class Before:
    """What stands before the noun: the first token of the phrase, and what its words say."""

    first: int
    state: str | None = None
    body: str | None = None
    owner: int | None = None
    determiner: str = ""
    count: int | None = None


Names = dict[int, Reference]
"""Of each token the innermost reference found so far that it belongs to."""


def before(sheet: Sheet, first: int, names: Names) -> Before:
    """Walk left from the noun over modifiers, possessors and determiner; prepositions and verbs end the phrase."""
    here, i = Before(first), first - 1
    while i >= sheet.sentence[first]:
        token = sheet.tokens[i]
        if token.lower_ in ("a", "an") and not here.determiner and _another(sheet.tokens[i + 1 : first + 1]):
            return Before(first)
        if token.lower_ in ("the", "a", "an"):
            return replace(here, determiner=token.lower_)
        if token.tag_ == "PRP$" and token.lower_ in _OWNERS:
            return replace(here, first=i, owner=token.idx, determiner="its")
        if token.tag_ == "POS":
            return _possessed(names.get(i - 1), here)
        if token.lower_ in INDEFINITE | DEFINITE or token.lower_ in _NUMBERS or token.pos_ == "NUM":
            if token.lower_ == "that" and (token.pos_ == "SCONJ" or sheet.tokens[first].tag_ in ("NNS", "NNPS")):
                return here
            here, i = _counted(token, here, sheet.tokens[i + 1].text == "-"), i - 1
            continue
        step = _modified(sheet, i, first, names.get(i), here)
        if step is None:
            return here
        here, i = step, step.first - 1
    return here


def _another(words: Sequence[Token]) -> bool:
    """Whether "a" belongs to the noun before a plural: "…, a new step analysts say would help"."""
    *adjectives, noun, last = words if len(words) > 1 else (words[0], words[0])
    return last.tag_ == "NNS" and noun.tag_ == "NN" and all(t.tag_ == "JJ" for t in adjectives)


def _counted(token: Token, here: Before, compound: bool) -> Before:
    """A number or an indefinite word; "twenty-nine" belongs to the phrase, "two" and "some" do not."""
    here = replace(here, first=token.i) if compound else here
    word = here.determiner or (token.lower_ if token.lower_ in INDEFINITE | DEFINITE else "some")
    return replace(here, determiner=word, count=_NUMBERS.get(token.lower_, here.count))


def _modified(sheet: Sheet, i: int, first: int, reference: Reference | None, here: Before) -> Before | None:
    """One step further left over a name or a modifier; None where the phrase ends."""
    if reference is not None:
        return _by(reference, here, sheet)
    token = sheet.tokens[i]
    hyphened = _hyphened(sheet.tokens, i)
    last = next((n.last for n in sheet.nouns if n.first == first), first + 1)
    if token.pos_ == "ADJ" and token.head.i >= last and sheet.tokens[first].dep_ == "compound":
        # "a senior foreign ministry official": the adjective is the outer noun's.
        return None
    if token.pos_ == "NOUN" and not hyphened and token.dep_ not in ("compound", "nmod", "amod", "npadvmod", "poss"):
        return None
    modifier = (
        token.pos_ in ("ADJ", "NOUN", "PROPN") or token.text == "-" or (token.pos_ in ("VERB", "ADV") and hyphened)
    )
    return replace(here, first=i) if modifier else None


def _hyphened(tokens: list[Token], i: int) -> bool:
    return (i + 1 < len(tokens) and tokens[i + 1].text == "-") or (i > 0 and tokens[i - 1].text == "-")


def _by(reference: Reference, here: Before, sheet: Sheet) -> Before | None:
    """A state's or a body's name before the noun: "Russian", "Kyiv", "NATO", "Foreign Ministry"."""
    if reference.how == "person" or len(reference.actors) > 1:
        return None
    if reference.kind == "nominal":
        return replace(here, first=reference.first, owner=reference.start)
    slug = reference.actors[0] if reference.actors else None
    if reference.how in _STATES and sheet.lexicon.actors.known[str(slug)].type == "State":
        return replace(here, first=reference.first, state=here.state or slug)
    owner = reference.start if here.owner is None else here.owner
    return replace(here, first=reference.first, body=here.body or slug, owner=owner)


def _possessed(reference: Reference | None, here: Before) -> Before:
    """The possessor before the sign: a name ("Japan's"), a nominal ("the country's") or something else."""
    if reference is None:
        return here
    if reference.how in ("state", "capital", "demonym") and len(reference.actors) == 1:
        return replace(here, first=reference.first, state=here.state or reference.actors[0], determiner="its")
    return replace(here, first=reference.first, owner=reference.start, determiner="its")


def links(noun: Noun) -> frozenset[str]:
    """The prepositions that name whose the noun is: persons are advisers "to" someone, troops go "to" places."""
    return _LINKS | {"to"} if noun.kind == "PersonNoun" else _LINKS


def after(sheet: Sheet, last: int, names: Names, noun: Noun) -> tuple[str | None, str | None]:
    """The state and the body after "of", "for", "at": Ministry of Defense of Ukraine, spokesman for the JCS."""
    tokens = sheet.tokens
    if last >= len(tokens) or tokens[last].lower_ not in links(noun):
        return None, None
    link = tokens[last].lower_
    if link == "in" and noun.denotes[0] in _AT_HOME and (home := capital_at(sheet, last + 1)):
        return home, None
    for token in tokens[last + 1 : last + 6]:
        reference = names.get(token.i)
        if reference is not None and reference.kind == "name" and reference.first >= last:
            slug = reference.actors[0] if len(reference.actors) == 1 else None
            owns = reference.last < len(tokens) and tokens[reference.last].tag_ == "POS"
            if reference.how in ("state", "capital") and link in ("of", "for", "from") and not owns:
                return slug, None
            return None, slug if reference.how == "name" else None
        if token.lower_ not in ("the", "a", "an") and token.pos_ not in ("ADJ", "NOUN", "PROPN", "DET"):
            break
    return None, None


def named_after(sheet: Sheet, last: int, names: Names) -> Reference | None:
    """The name that the noun is a title of: "Spokesman Lee", "news agency Yonhap", "spokesperson Col. Lee"."""
    last = _past_link(sheet, last, names)
    while last < len(sheet.tokens) and last not in names and _is_address(sheet.tokens[last], sheet):
        last += 1
    name = names.get(last)
    if name is None or name.first != last or name.how not in ("person", "name", "organisation"):
        return None
    return name


def _past_link(sheet: Sheet, last: int, names: Names) -> int:
    """Past "to the U.S." in "Ambassador to the U.S. Anatoly Antonov"; where no name follows, nothing is passed."""
    tokens = sheet.tokens
    if last + 1 >= len(tokens) or tokens[last].lower_ not in ("to", "of", "for"):
        return last
    start = last + 2 if tokens[last + 1].lower_ == "the" else last + 1
    place = names.get(start)
    after = names.get(place.last) if place is not None and place.how != "person" else None
    person = after is not None and after.first == place.last and after.kind == "name" if place is not None else False
    return place.last if person and place is not None else last


def relative_of(sheet: Sheet, last: int, names: Names) -> int | None:
    """The start of the name in "the sister of (North Korean leader) NAME": whose relative it is."""
    tokens = sheet.tokens
    if last >= len(tokens) or tokens[last].lower_ != "of":
        return None
    head = next((t for t in tokens[last].children if t.dep_ == "pobj"), None)
    name = names.get(head.i) if head is not None else None
    near = name is not None and name.first - last <= 6 and not any(t.is_punct for t in tokens[last : name.first])
    return name.start if name is not None and near and name.kind == "name" else None


def _is_address(token: Token, sheet: Sheet) -> bool:
    """A capitalised title between noun and name: "spokesperson Col. Lee", "press secretary, Maj. Gen. Ryder"."""
    if not token.text[:1].isupper():
        return False
    forms = next(sheet.lexicon.actors.nouns.at(pieces(token.text), 0), None)
    return forms is not None and any(f.noun.kind == "AddressNoun" or not f.noun.unnamed for f in forms[1])


def apposed(sheet: Sheet, first: int, last: int, names: Names, noun: Noun) -> int | None:
    """The start of the name that the nominal explains: "its minister, NAME," and "NAME, the leader's sister,"."""
    tokens = sheet.tokens
    if last < len(tokens) and tokens[last].tag_ == "POS":
        return None
    name = apposed_after(sheet, last, names)
    if name is not None and _explains(noun, name, sheet):
        return name.start
    opening = first - 1
    while opening > 0 and tokens[opening].lower_ in ("the", "a", "an", "who", "is", "was"):
        opening -= 1
    copula = opening + 1 < first and tokens[opening + 1].lower_ in ("is", "was")
    if opening >= 0 and (copula or tokens[opening].text in (",", "-", "–", "—", "(")):
        last_of_name = opening if copula else opening - 1
        name = names.get(last_of_name)
        if (
            name is not None
            and name.last == last_of_name + 1
            and _explains(noun, name, sheet)
            and _closes(tokens, last)
            and not _other_speaker(sheet, name, first, last)
        ):
            return name.start
    return None


def _other_speaker(sheet: Sheet, name: Reference, first: int, last: int) -> bool:
    """ "It was signed by the council, the monitors said": a name under a preposition is no speaker."""
    under = sheet.tokens[name.last - 1].dep_ == "pobj" or sheet.tokens[name.last - 1].head.dep_ == "pobj"
    subject = sheet.tokens[last - 1].dep_ == "nsubj" and sheet.tokens[last - 1].head.i == last
    return under and subject and sheet.tokens[first - 1].lower_ != "who"


def gives(sheet: Sheet, first: int) -> bool:
    """Whether a name at token `first` is all that somebody gave: "by his call sign, NAME", "her first name, NAME"."""
    comma = first > 0 and sheet.tokens[first - 1].text == ","
    noun = first - 1 - comma
    own = any(t.lower_ in ("his", "her", "their") for t in sheet.tokens[max(0, noun - 3) : max(0, noun)])
    return own and sheet.tokens[noun].lemma_ in _GIVEN


def given(sheet: Sheet, head: Token, names: Names) -> int | None:
    """The start of the name that the one who is spoken of gave: "a gunner who gave only his call sign, NAME"."""
    found = (names[t.i] for t in head.subtree if t.i in names and t.i > head.i)
    return next((r.start for r in found if r.how == "person" and gives(sheet, r.first)), None)


def apposed_after(sheet: Sheet, last: int, names: Names) -> Reference | None:
    """The name between commas behind a phrase that ends at token `last`."""
    tokens, stop, start = sheet.tokens, last + 7, last
    if last < len(tokens) and tokens[last].lower_ in ("of", "for", "to", "at"):
        while last < min(stop, len(tokens)) and tokens[last].pos_ in ("ADP", "DET", "PROPN", "ADJ", "NOUN", "PART"):
            last += 1
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return None
    following = last + 1
    while following < len(tokens) - 1 and following not in names and _is_address(tokens[following], sheet):
        following += 1
    if last - start > 1:  # "the commander of the fleet, Rear Admiral NAME"
        following = _past_rank(tokens, following, names)
    article = tokens[following].lower_ == "the" and following + 1 in names
    name = names.get(following + article)
    if name is None or name.first != following + article:
        return None
    if article and tokens[name.head].dep_ != "appos":
        return None
    end = tokens[name.last] if name.last < len(tokens) else None
    return name if end is None or end.is_punct or end.lower_ == "who" else None


def _past_rank(tokens: Sequence[Token], first: int, names: Names) -> int:
    """Past a rank of two words before a person's name; where no such name follows, nothing is passed."""
    name = next((names[i] for i in range(first + 1, min(first + 3, len(tokens))) if i in names), None)
    own = name is not None and name.how == "person" and tokens[name.last - 1].ent_type_ == "PERSON"
    ranked = all(t.pos_ == "PROPN" and t.is_title for t in tokens[first : name.first]) if name is not None else False
    return name.first if name is not None and own and ranked else first


def _explains(noun: Noun, name: Reference, sheet: Sheet) -> bool:
    """A noun for persons explains a person's name, one for bodies a body's."""
    known = sheet.lexicon.actors.known.get(name.actors[0]) if name.actors else None
    person = name.how == "person" or (known is not None and known.type == "Person")
    if noun.kind == "ActorNoun":
        # "…, built by the Guards, state media reported": a body that is no outlet is no explanation of media.
        if known is not None and noun.denotes[0] in _MEDIA and known.type not in _MEDIA:
            return False
        return name.how in ("name", "organisation") and not person
    return person


def _closes(tokens: list[Token], i: int) -> bool:
    """A sign, a verb or the end after the phrase."""
    return (
        i >= len(tokens)
        or tokens[i].is_punct
        or tokens[i].pos_ in ("VERB", "AUX", "ADP", "SCONJ")
        or tokens[i].lower_ == "who"
    )
