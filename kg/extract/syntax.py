"""Who stands to a trigger word as subject, object or behind a preposition: one place for the parser's labels."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.extract.referents import RELATIVE, antecedent, antecedents, meant, without_pronoun
from kg.extract.wholes import owners, possessors

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "csubj")
_INTENTIONS = frozenset({
    "possibility", "plan", "idea", "option", "decision", "intention", "way", "proposal", "policy", "process", "verge",
    "point", "midst", "negotiation", "talk", "effort", "bid", "move", "wish", "readiness", "pledge", "deal",
    "agreement", "preparation",
})  # fmt: skip
_HELP = frozenset({
    "support", "help", "aid", "assist", "back", "bolster", "reinforce", "fight", "join", "protect", "defend",
})  # fmt: skip


def is_passive(verb: "Token") -> bool:
    """Passive voice, with or without its auxiliary ("missiles fired by …")."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    own = any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    return (verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not own) or _set_off(verb)


def _set_off(verb: "Token") -> bool:
    """A participle that the parser took for the verb: "that the rocket, launched at ten, vanished", "a missile fired at
    the port on Sunday was examined"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.i < 2:
        return False
    named = [c for c in verb.children if c.dep_ == "nsubj" and verb.i - c.right_edge.i < 3]
    behind = any(c.right_edge.i == verb.i - 1 for c in named) and any(c.dep_ == "prep" for c in verb.children)
    if verb.nbor(-1).text != "," and not behind:
        return False
    bare = named and not any(c.dep_ in ("appos", "relcl", "acl", "conj") for c in named[0].children)
    conjuncts = [c for c in verb.children if c.dep_ in ("conj", "dep")]
    joined = any(c.tag_ in ("VBD", "VBZ", "VBP") or any(g.dep_ == "auxpass" for g in c.children) for c in conjuncts)
    return bool(bare) and joined and not any(c.dep_ in ("aux", "cc", "dobj") for c in verb.children)


def subjects(verb: "Token", depth: int = 0) -> list["Token"]:
    """Who does it: subject, agent of a passive, the subject of the verb that governs an infinitive or participle."""
    if is_passive(verb):
        return [p for by in verb.children if by.lower_ == "by" for p in by.children if p.dep_ == "pobj"]
    own = [antecedent(c) for c in verb.children if c.dep_ in _SUBJECTS]
    # A second subject behind the verb is a source: "X fires missiles: JCS"; so is one before a colon, "JCS: X fires".
    own = [c for c in own if c.i < verb.i] or own
    own = [c for c in own if c.i + 1 == len(c.doc) or c.nbor(1).text != ":"] or own
    if own or depth > 4:
        return own
    if _gerund(verb):
        return _controller(verb, depth, verb.head.head)
    if prefixed := _before_prefix(verb):
        return [prefixed]
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text == ",":
        # "It launched on the day of the vote, firing two rockets": not the vote.
        clause = next((a for a in verb.ancestors if a.tag_ in ("VBD", "VBZ", "VBP")), None)
        return subjects(clause, depth + 1) if clause is not None else []
    if verb.dep_ == "acl":
        # "Is in a hurry to earn": whose hurry it is.
        infinitive = any(c.tag_ == "TO" for c in verb.children)
        if infinitive and verb.head.lemma_ in _INTENTIONS and (whose := possessors(verb.head)):
            # "Russia's negotiations to acquire missiles"
            return whose
        aim = infinitive and not owners(verb.head)
        return [verb.head, *(_carrier_subjects(verb.head, depth) if aim else [])]
    gerund = verb.dep_ == "pobj" and verb.lower_.endswith("ing")
    if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "ccomp", "pcomp") or gerund:
        return _controller(verb, depth)
    return _of_first_verb(verb)


def _of_first_verb(verb: "Token") -> list["Token"]:
    """The subject of the verb before, where the parser takes the next for the main one: "X halted, then resumed it"."""
    own = [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i and c.tag_ in ("VBD", "VBN")]
    first = own if verb.tag_ == "VBD" else []
    plain = [c for c in first if not any(t.dep_ in ("mark", "advmod", "prep") and t.i < c.i for t in c.children)]
    return [s for c in plain for s in c.children if s.dep_ in _SUBJECTS]


def _before_prefix(verb: "Token") -> "Token | None":
    """The subject of a verb that the parser took for an adjective: "it test-fired missiles"."""
    if verb.dep_ != "amod" or not is_prefixed(verb) or verb.i < 3:
        return None
    before = verb.nbor(-3)
    return before if before.dep_ == "nsubj" and before.pos_ in ("PRON", "PROPN") else None


def is_prefixed(verb: "Token") -> bool:
    """Whether the verb is the second part of a word: "test-fired", "submarine-launched"."""
    return verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).pos_ in ("NOUN", "PROPN")


def _gerund(verb: "Token") -> bool:
    """A gerund that the parser took for an adjective: "of shipping rockets"."""
    before = verb.nbor(-1) if verb.i else None
    return (
        verb.tag_ == "VBG"
        and verb.dep_ == "amod"
        and verb.head.i > verb.i
        and before is not None
        # "of shipping rockets", "denied supplying shells"
        and before.pos_ in ("ADP", "VERB")
    )


def _controller(verb: "Token", depth: int, governor: "Token | None" = None) -> list["Token"]:
    """The subject that a verb without one shares; `governor` where it is not the head that the parser gives."""
    governor = governor if governor is not None else verb.head
    blamed = governor.dep_ == "prep" and governor.lower_ in ("of", "for", "from", "against")
    before = governor.nbor(-1) if blamed and governor.i else None
    if before is not None and governor.lower_ == "of" and before.pos_ == "PROPN" and before.dep_ == "conj":
        # "Accuses X of supplying shells and Y of providing parts"
        return [before]
    if blamed and governor.head.dep_ == "dobj" and governor.head.head.lemma_ in ("accuse", "suspect", "convict"):
        # "accused companies of shipping", with the preposition hung on the companies.
        return [governor.head]
    charged = governor.lower_ == "of"
    while governor.dep_ in ("prep", "mark", "acomp"):
        governor = governor.head
    if verb.dep_ in ("xcomp", "ccomp") or blamed:
        # "ordered the army to fire", "accused Iran of sending": who is told or blamed does it.
        told = [c for c in governor.children if c.dep_ in ("dobj", "dative") and c.lemma_ not in _INTENTIONS]
        if blamed and not charged:
            # "sanctions imposed on companies for supplying parts"
            told = [p for w in governor.children if w.lower_ in ("on", "against") for p in w.children] or told
        if told and governor.pos_ == "VERB":
            return told
        if is_passive(governor):
            return objects(governor)
    if governor.pos_ in ("NOUN", "PROPN"):
        return possessors(governor) or (_carrier_subjects(governor, depth) if governor.lemma_ in _INTENTIONS else [])
    found = subjects(governor, depth + 1)
    return found or (objects(governor) if is_passive(governor) and verb.dep_ == "conj" else [])


def _carrier_subjects(noun: "Token", depth: int) -> list["Token"]:
    """The subject of the verb that has the noun as object: "it could review the possibility of sending weapons"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return subjects(verb, depth + 1) if verb.pos_ in ("VERB", "AUX") else []


def objects(verb: "Token", depth: int = 0) -> list["Token"]:
    """What it is done to: direct object, subject of a passive, the noun that a participle stands behind."""
    if is_passive(verb):
        # "The army was given shells": the shells are.
        own = [c for c in verb.children if c.dep_ == "dobj"] if _given_to(verb) else []
        named = ("nsubj",) if _set_off(verb) else ("nsubjpass", "csubjpass")
        own = own or [a for c in verb.children if c.dep_ in named for a in _coordinated(c)]
        # "Several more were fired", where the parser sees no subject.
        own = own or [c for c in verb.children if c.lower_ == "more" and c.i < verb.i and any(c.children)]
        if own or verb.dep_ == "acl":
            return own or [verb.head]
        if verb.dep_ == "xcomp" and depth < 1 and is_passive(verb.head):
            # "It is believed to have been fired"
            return objects(verb.head, depth + 1)
        if verb.dep_ == "pcomp" and verb.tag_ == "VBN" and depth < 1:
            # "It hit a house after being fired from afar": what hit it.
            return subjects(verb.head.head, depth + 1) if verb.head.head.pos_ == "VERB" else []
        if verb.dep_ != "conj" or depth > 2:
            return []
        # "Has sent 100 and is expected to send more": what the verbs share is their subject.
        return objects(verb.head, depth + 1) if is_passive(verb.head) else subjects(verb.head, depth + 1)
    given = _first_of_two(verb)
    if measured := _measured(verb):
        return measured
    own = [a for c in verb.children if c.dep_ in ("dobj", "obj", "oprd") and c not in given for a in antecedents(c)]
    before = without_pronoun(verb)
    if own and not (before and all(o.pos_ in ("PROPN", "PRON") for o in own)):
        return own
    if before:
        return before
    if _gerund(verb):
        return [verb.head]
    # "Of handing over missiles", where the parser takes "over" for a preposition.
    if phrasal := [p for c in verb.children if c.dep_ == "prt" for p in c.children if p.dep_ == "pobj"]:
        return phrasal
    # "Also delivered were ten guns"
    if verb.tag_ == "VBN" and (behind_be := [c for c in verb.children if c.dep_ == "conj" and c.lemma_ == "be"]):
        return [c for c in behind_be[0].children if c.dep_ in ("attr", "nsubj") and c.i > behind_be[0].i]
    # "Launched several more", where the parser sees an adverb.
    if more := [
        c for c in verb.children if c.lower_ == "more" and c.dep_ == "advmod" and c.i in (verb.i + 1, verb.i + 2)
    ]:
        return more
    if verb.dep_ == "relcl" and any(c.dep_ in _SUBJECTS and c.lower_ not in RELATIVE for c in verb.children):
        return meant(verb.head, verb.left_edge.i)
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.dep_ == "relcl" and depth < 1:
        # "weapons it plans to sell"
        return objects(verb.head, depth + 1)
    # A passive infinitive or raised verb: "missiles were reported to have been fired".
    return []


def receivers(verb: "Token") -> list["Token"]:
    """Whom something is given: the object without preposition."""
    if is_passive(verb) and _given_to(verb):
        return [antecedent(c) for c in verb.children if c.dep_ == "nsubjpass"]
    things = objects(verb)
    found = [c for c in verb.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP"] or _first_of_two(verb)
    found = found or [c for c in verb.children if c.dep_ == "dobj" and (_measured(verb) or c not in things)]
    # "gave Moscow missiles": the parser takes the receiver for a part of the object's name.
    beside = [c for o in things for c in o.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    return found or [c for c in beside if c.i == verb.i + 1 and c.tag_ == "NNP"]


def _first_of_two(verb: "Token") -> list["Token"]:
    """ "To sell it at least ten of the batteries", where the parser sees two objects."""
    objects_ = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    return objects_[:1] if len(objects_) == 2 and objects_[0].pos_ in ("PRON", "PROPN") else []


def _measured(verb: "Token") -> list["Token"]:
    """What is given in "has sent Moscow upward of 10,000 shells", which the parser hangs on an adverb."""
    adverbs = (c for c in verb.children if c.lower_ in ("upward", "upwards") and c.i > verb.i)
    return [p for adverb in adverbs for of in adverb.children for p in of.children if p.dep_ == "pobj"]


def _given_to(verb: "Token") -> bool:
    """Whether the subject of a passive is who gets the object: "the army was given shells"."""
    return any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)


def is_form(token: "Token", verbs: Collection[str]) -> bool:
    """Whether the token is a form of one of the verbs, also where the parser's lemma is wrong ("staging": "stag")."""
    return form(token, verbs) is not None


def form(token: "Token", verbs: Collection[str]) -> str | None:
    """The verb among `verbs` that the token is a form of."""
    if token.lemma_.lower() in verbs:
        return token.lemma_.lower()
    word = token.lower_
    stems = [word.removesuffix(e) for e in ("ing", "ed", "es", "s") if word.endswith(e)]
    options = [o for s in stems for o in (s, s + "e", s[:-1])]
    return next((o for o in (word, *options) if o in verbs), None)


def helped(verb: "Token") -> list["Token"]:
    """Whom the event supports: "troops to support X's forces"."""
    found = []
    for child in verb.subtree:
        if child.lemma_ in _HELP and child.pos_ == "VERB" and child.dep_ in ("xcomp", "advcl", "acl", "relcl"):
            # Whom they fight they do not help; "to help Russia fight Ukraine" helps who fights.
            found += [c for c in child.children if c.dep_ == "dobj" and child.lemma_ != "fight"]
            found += [s for f in child.children if f.dep_ == "ccomp" for s in f.children if s.dep_ == "nsubj"]
            found += [p for w in child.children if w.lower_ in ("for", "alongside", "with") for p in w.children]
    # "Sent to train in the north of the country"
    ends = (e for c in aims(verb) for e in (c, *(x for x in c.children if x.dep_ in ("xcomp", "ccomp"))))
    ways = (w for e in ends for w in e.children if w.lower_ in ("in", "at", "near"))
    return found + [p for w in ways for p in w.children if p.dep_ == "pobj"]


def aims(verb: "Token") -> list["Token"]:
    """What somebody does it for: "entered to help", "came in to support"."""
    return [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and any(t.tag_ == "TO" for t in c.children)]


def _coordinated(token: "Token") -> list["Token"]:
    """What a relative pronoun stands for, with the plural that it is coordinated with: "two missiles and several drones
    that were launched"."""
    found = antecedent(token)
    first = found.head if found is not token and found.dep_ == "conj" else found
    return [first, found] if first is not found and first.tag_ == found.tag_ == "NNS" else [found]
