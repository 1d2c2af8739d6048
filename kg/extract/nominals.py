"""Common nouns that stand for actors: "South Korea's military", "the ministry", "a senior official", "its allies"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.references import Reference, is_subject
from kg.lexicon import Lexicon
from kg.lexicon.actors import Form, Noun
from kg.lexicon.words import pieces
from kg.text import Paragraph

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "many", "few", "other", "most", "any", "no", "which", "what", "whatever", "such", "every", "more"})  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all", "each", "either", "neither"})
_OWNERS = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_LINKS = frozenset({"of", "for", "at", "from", "with", "in"})


@dataclass(frozen=True)
class _Left:
    """What stands before the head: the first token of the phrase and what it says."""

    first: int
    state: str | None = None
    body: str | None = None
    owner: int | None = None
    determiner: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Title:
    """What stands before a name: "South Korean Defense Minister", "news agency"."""

    name: int
    noun: Noun
    state: str | None
    body: str | None
    owner: int | None


def nominals(
    paragraph: Paragraph, index: int, known: list[Reference], lexicon: Lexicon
) -> tuple[list[Reference], list[Title]]:
    """The nominals of a paragraph, and the titles of its names. `known` are the names."""
    doc = paragraph.doc
    text = pieces(doc.text)
    token_at = {c: t.i for t in doc for c in range(t.idx, t.idx + len(t))}
    names = {i: r for r in known for i in range(r.first, r.last)}
    found: list[Reference] = []
    titles: list[Title] = []
    for i, j, forms, _ in lexicon.actors.nouns.find(text):
        first, last = token_at[text[i].start], token_at[text[j - 1].end - 1] + 1
        form = None if _really_verb(doc, first, last, lexicon) else _form(forms, doc, first, last, lexicon)
        if form is None or form.noun.kind == "AddressNoun" or _inside_name(names, first, last, form.noun):
            continue
        if form.noun.speaks and not _speaks(doc[last - 1], lexicon):
            continue
        made = _nominal(paragraph, index, form, first, last, names, [*known, *found], lexicon)
        if isinstance(made, Title):
            titles.append(made)
        elif made is not None:
            found.append(made)
    return found, titles


def _really_verb(doc: Doc, first: int, last: int, lexicon: Lexicon) -> bool:
    """"The military reports that …": a verb that the tagger took for a plural noun."""
    token = doc[first]
    if last - first > 1 or not first or token.lower_[-1:] != "s" or token.lemma_ not in lexicon.stances.verbs:
        return False
    return token.i + 1 < len(doc) and doc[first - 1].pos_ in ("NOUN", "PROPN", "ADJ") and doc[last].lower_ in ("that", '"')


def _form(forms: tuple[Form, ...], doc: Doc, first: int, last: int, lexicon: Lexicon) -> Form | None:
    """The reading that fits the head's part of speech and number."""
    head = _head(doc, first, last)
    misread = head.dep_ == "amod" and _really_verb(doc, head.head.i, head.head.i + 1, lexicon)
    if head.pos_ not in ("NOUN", "PROPN") and not misread and not (last - first > 1 and head.pos_ in ("ADJ", "X", "PRON")):
        return None
    part = head.dep_ == "compound" and head.head.i >= last and head.head.pos_ == "PROPN" and last - first == 1
    if part and last < len(doc) and doc[last].pos_ == "PROPN" and head.head.ent_type_ != "PERSON":
        return None
    inside = head.dep_ in ("compound", "nmod", "amod") and head.head.i >= last and head.head.pos_ == "NOUN"
    inside = inside and not _really_verb(doc, head.head.i, head.head.i + 1, lexicon)
    if inside and not _title_case(doc, first, last) and last - first == 1:
        return None
    plural = head.tag_ in ("NNS", "NNPS")
    fitting = [f for f in forms if f.plural == plural] or list(forms)
    return fitting[0]


def _title_case(doc: Doc, first: int, last: int) -> bool:
    return all(t.text[:1].isupper() for t in doc[first:last] if t.is_alpha and t.lower_ not in ("of", "for", "the", "to"))


def _head(doc: Doc, first: int, last: int) -> Token:
    """The last word before "of" or "to": ministers of defense."""
    for token in doc[first + 1 : last]:
        if token.lower_ in ("of", "to", "for"):
            return doc[token.i - 1]
    return doc[last - 1]


def _inside_name(names: dict[int, Reference], first: int, last: int, noun: Noun) -> bool:
    """Part of a longer name, or a name of the ontology itself; marked organisations give way to institutions."""
    for name in {id(names[i]): names[i] for i in range(first, last) if i in names}.values():
        around = name.first <= first and last <= name.last
        if name.how == "organisation":
            if noun.kind != "ActorNoun" and around:
                return True
        elif around or (name.how == "name" and not (first <= name.first and name.last <= last)):
            return True
    return False


def _speaks(token: Token, lexicon: Lexicon) -> bool:
    """Whether the noun is the subject of a verb of saying, or what something is "according to"."""
    return (token.dep_ == "nsubj" and token.head.lemma_ in lexicon.stances.verbs) or (
        token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
    )


def _nominal(
    paragraph: Paragraph, index: int, form: Form, first: int, last: int,
    names: dict[int, Reference], before: list[Reference], lexicon: Lexicon,
) -> Reference | Title | None:  # fmt: skip
    doc = paragraph.doc
    head = _head(doc, first, last)
    left = _left(doc, first, names, before)
    state, body, owner = left.state, left.body, left.owner
    if state is None and body is None and owner is None:
        state, body = _right(doc, last, names, before)
    named = _named_after(doc, last, names, lexicon)
    if named is not None and _titles(form, named):
        return Title(named.start, form.noun, state, body, owner)
    if not _stands_alone(form, doc, head, left, state):
        return None
    # Inside a longer phrase ("a foreign ministry official") the article is not the inner noun's.
    determiner = "" if head.dep_ in ("compound", "nmod", "amod") and head.head.i >= last else left.determiner
    start, end = doc[left.first].idx, doc[last - 1].idx + len(doc[last - 1])
    return Reference(
        paragraph=index, first=left.first, last=last, start=start, end=end, head=head.i, sentence=head.sent.start,
        kind="nominal", how=_how(form.noun), text=doc.text[start:end], noun=form.noun, plural=form.plural,
        definite=determiner in _DEFINITE or (not determiner and (owner is not None or not form.plural)),
        determiner=determiner,
        state=state, body=body, owner=owner, same=_apposed(doc, left.first, last, names, form.noun, lexicon), gender=form.noun.gender,
        count=left.count, subject=is_subject(head),
    )  # fmt: skip


def _titles(form: Form, named: Reference) -> bool:
    """A singular noun for a person before a person's name, one for an organisation before an organisation's."""
    person = form.noun.kind in ("PersonNoun", "KinNoun")
    if form.plural:
        return False
    return person if named.how == "person" else True


def _how(noun: Noun) -> str:
    return {"PersonNoun": "role", "KinNoun": "kin"}.get(noun.kind, "institution")


def _stands_alone(form: Form, doc: Doc, head: Token, left: _Left, state: str | None) -> bool:
    """Bare singular words without article are no references ("president" in "elected president", "in general")."""
    if form.plural or left.determiner or left.owner is not None or state or left.body:
        return True
    if head.text[:1].isupper() and not head.is_sent_start:
        return True
    return form.noun.kind == "ActorNoun" and head.dep_ in ("nsubj", "nsubjpass") and form.noun.bare


def _left(doc: Doc, first: int, names: dict[int, Reference], before: list[Reference]) -> _Left:
    """Walk left from the noun over modifiers, possessors and determiner; prepositions and verbs end the phrase."""
    here, i = _Left(first), first - 1
    while i >= doc[first].sent.start:
        token = doc[i]
        if token.lower_ in ("the", "a", "an"):
            return _Left(here.first, here.state, here.body, here.owner, token.lower_, here.count)
        if token.lower_ == "that" and (token.pos_ == "SCONJ" or doc[first].tag_ in ("NNS", "NNPS")):
            return here
        if token.lower_ in _INDEFINITE | _DEFINITE or token.lower_ in _NUMBERS or token.pos_ == "NUM":
            count = _NUMBERS.get(token.lower_, here.count)
            word = here.determiner or (token.lower_ if token.lower_ in _INDEFINITE | _DEFINITE else "")
            here, i = _Left(here.first, here.state, here.body, here.owner, word or "some", count), i - 1
            continue
        if token.lower_ in _OWNERS and token.tag_ == "PRP$":
            return _Left(i, here.state, here.body, token.idx, "the", here.count)
        if token.text in ("'s", "'") and token.tag_ == "POS":
            return _possessed(doc, i, names, before, here)
        reference = names.get(i) or next((r for r in reversed(before) if r.kind == "nominal" and r.first <= i < r.last), None)
        if reference is not None:
            step = _modifier(reference, here)
            if step is None:
                return here
            here, i = step, reference.first - 1
            continue
        if token.pos_ in ("ADJ", "NOUN", "PROPN") or token.text == "-" or (token.pos_ in ("VERB", "ADV") and _hyphened(doc, i)):
            if doc[first].i != token.head.i and token.head.i >= first + 1 and token.pos_ == "ADJ" and doc[first].dep_ == "compound":
                return here
            if token.pos_ == "NOUN" and token.dep_ not in ("compound", "nmod", "amod", "npadvmod", "poss") and not _hyphened(doc, i):
                return here
            here, i = _Left(i, here.state, here.body, here.owner, here.determiner, here.count), i - 1
            continue
        return here
    return here


def _hyphened(doc: Doc, i: int) -> bool:
    return (i + 1 < len(doc) and doc[i + 1].text == "-") or (i > 0 and doc[i - 1].text == "-")


def _modifier(reference: Reference, here: _Left) -> _Left | None:
    """A state's or a body's name before the noun: "Russian", "Kyiv", "NATO", "Foreign Ministry"."""
    if reference.how == "person" or len(reference.actors) > 1:
        return None
    if reference.kind == "nominal":
        return _Left(reference.first, here.state, here.body, reference.start, here.determiner, here.count)
    slug = reference.actors[0] if reference.actors else None
    if reference.how in ("state", "demonym", "capital", "people"):
        return _Left(reference.first, here.state or slug, here.body, here.owner, here.determiner, here.count)
    return _Left(reference.first, here.state, here.body or slug, here.owner or reference.start, here.determiner, here.count)


def _possessed(
    doc: Doc, i: int, names: dict[int, Reference], before: list[Reference], here: _Left
) -> _Left:
    """The possessor before the sign: a name ("Japan's"), a nominal ("the country's") or something else."""
    reference = names.get(i - 1) or next((r for r in reversed(before) if r.last == i and r.kind == "nominal"), None)
    if reference is None:
        return here
    if reference.how in ("state", "capital", "demonym") and len(reference.actors) == 1:
        return _Left(reference.first, here.state or reference.actors[0], here.body, here.owner, "the", here.count)
    return _Left(reference.first, here.state, here.body, reference.start, "the", here.count)


def _right(
    doc: Doc, last: int, names: dict[int, Reference], before: list[Reference]
) -> tuple[str | None, str | None]:
    """The state or body after "of", "for", "at": Ministry of Defense of Ukraine, spokesman for the JCS."""
    if last >= len(doc) or doc[last].lower_ not in _LINKS:
        return None, None
    for token in doc[last + 1 : min(last + 6, doc[last].sent.end)]:
        reference = names.get(token.i)
        if reference is not None:
            slug = reference.actors[0] if len(reference.actors) == 1 else None
            follows = doc[reference.last].text if reference.last < len(doc) else ""
            if reference.how in ("state", "capital") and doc[last].lower_ in ("of", "for", "from") and follows != "'s":
                return slug, None
            return None, slug if reference.how == "name" else None
        if token.lower_ not in ("the", "a", "an") and token.pos_ not in ("ADJ", "NOUN", "PROPN", "DET"):
            break
    return None, None


def _named_after(doc: Doc, last: int, names: dict[int, Reference], lexicon: Lexicon) -> Reference | None:
    """The name that the noun is a title of: "Spokesman Lee", "news agency Yonhap", "spokesperson Col. Lee"."""
    while last < len(doc) and last not in names and _is_address(doc[last], lexicon):
        last += 1
    after = names.get(last)
    if after is None or after.first != last or after.how not in ("person", "name", "organisation"):
        return None
    return after


def _is_address(token: Token, lexicon: Lexicon) -> bool:
    if not token.text[:1].isupper():
        return False
    forms = next(lexicon.actors.nouns.at(pieces(token.text), 0), None)
    return forms is not None and any(f.noun.kind == "AddressNoun" or not f.noun.unnamed for f in forms[1])


def _apposed(
    doc: Doc, first: int, last: int, names: dict[int, Reference], noun: Noun, lexicon: Lexicon
) -> int | None:
    """The start of the name that the nominal explains: "its minister, NAME," and "NAME, the leader's sister,"."""
    if last < len(doc) and doc[last].text in ("'s", "'"):
        return None
    if last + 1 < len(doc) and doc[last].text == ",":
        following = last + 1
        while following < len(doc) - 1 and following not in names and _is_address(doc[following], lexicon):
            following += 1
        after = names.get(following)
        closed = after is not None and (after.last >= len(doc) or doc[after.last].is_punct or doc[after.last].lower_ == "who")
        if after is not None and after.first == following and closed and _explains(noun, after, lexicon):
            return after.start
    opening = first - 1
    while opening > 0 and doc[opening].lower_ in ("the", "a", "an", "who", "is", "was"):
        opening -= 1
    if opening > 0 and doc[opening].text in (",", "-", "–", "—", "("):
        before = names.get(opening - 1)
        if before is not None and before.last == opening and _explains(noun, before, lexicon) and _closes(doc, last):
            return before.start
    return None


def _explains(noun: Noun, name: Reference, lexicon: Lexicon) -> bool:
    """A noun for persons explains a person's name, one for bodies a body's."""
    known = lexicon.actors.known.get(name.actors[0]) if name.actors else None
    person = name.how == "person" or (known is not None and known.type == "Person")
    if noun.kind in ("PersonNoun", "KinNoun"):
        return person
    return name.how in ("name", "organisation") and not person


def _closes(doc: Doc, i: int) -> bool:
    """A comma, bracket, verb or the end after a name in apposition."""
    return i >= len(doc) or doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX", "ADP", "SCONJ") or doc[i].lower_ == "who"


def pronouns(paragraph: Paragraph, index: int) -> Iterator[Reference]:
    """Personal, possessive and relative pronouns of the third person. Who "I" and "we" are, the speaker tells."""
    for token in paragraph.doc:
        how = _PRONOUNS.get(token.lower_)
        if how and token.pos_ in ("PRON", "DET", "SCONJ") and not (how == "who" and token.tag_ not in ("WP", "WDT")):
            yield Reference(
                paragraph=index, first=token.i, last=token.i + 1, start=token.idx, end=token.idx + len(token),
                head=token.i, sentence=token.sent.start, kind="pronoun", how=how, text=token.text,
                plural=how == "they", subject=is_subject(token),
                gender={"he": "male", "she": "female"}.get(how),
            )  # fmt: skip


_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
    "who": "who", "which": "who", "whose": "who",
}  # fmt: skip
