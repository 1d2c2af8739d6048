"""What a claimant does with a claim: stance, certainty, polarity, from the cue and the mood of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.scene import Draft, Scene
from kg.lexicon.stances import Act, Cue, Stances
from kg.model import Certainty, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORDER: tuple[Certainty, ...] = ("certain", "probable", "possible", "doubtful")
_NEGATIVE = frozenset({"no", "not", "n't", "never", "neither", "nobody", "nothing", "none"})
# A quotation of so few words is judged by them: "Groundless," he said.
_SHORT = 4
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_VERBAL = frozenset({"VERB", "AUX"})


def stance(scene: Scene, draft: Draft, head: Token | None) -> str:
    """The stance of the cue; plain saying takes on what the words themselves do. `head` is that of the content."""
    act = draft.act
    if act.name == "reaffirm" and head is not None and _promises(scene, draft, head):
        return "vow"
    if act.stance != "assert":
        return act.stance
    if draft.frame in {"predicate", "as"} or _calls(scene, draft, head):
        return _named(scene, draft) or act.stance
    if draft.frame not in {"clause", "quotation"} or head is None:
        return act.stance
    if sum(b - a for a, b in draft.content) <= _SHORT and _has(scene, draft, "refusals"):
        return "deny"
    return _performed(scene, draft, head) or act.stance


def _calls(scene: Scene, draft: Draft, head: Token | None) -> bool:
    """Whether a quotation is but a name that its verb gives: 'which it called a "brazen breach"'."""
    name = draft.frame == "quotation" and head is not None and head.pos_ in {"NOUN", "ADJ"}
    return name and any("predicate" in c.act.frames for c in _cues(scene, scene.tokens[draft.anchor]))


def _named(scene: Scene, draft: Draft) -> str | None:
    """What a name does: "a crime" condemns, "groundless" denies, of no claim "a dangerous, false step" condemns."""
    claim, bad = _has(scene, draft, "claims"), _bad(scene, draft)
    if (claim and _has(scene, draft, "fictions")) or (_has(scene, draft, "refusals") and (claim or not bad)):
        return "deny"
    return "condemn" if bad else None


def _bad(scene: Scene, draft: Draft) -> bool:
    """Whether a name is bad, apart from what an added clause tells: "a fair answer to foes who harm us"."""
    inside = [scene.tokens[i] for a, b in draft.content for i in range(a, b)]
    own = [t for t in inside if not any(u.dep_ == "relcl" and draft.covers(u.head.i) for u in (t, *t.ancestors))]
    listed = scene.stances.words("bad")
    return any(t.lemma_.lower() in listed or t.lower_ in listed for t in own)


def _promises(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether the content is what the speaker will do: "he would help", "we will help"."""
    subject = next((t for t in head.children if t.dep_ == "nsubj"), None)
    own = subject is not None and (subject.lower_ in _PRONOUNS or _self(scene, draft, subject))
    return own and any(t.lower_ in {"will", "would", "shall", "'ll"} for t in head.lefts)


def _performed(scene: Scene, draft: Draft, head: Token) -> str | None:
    """What the words themselves do: "we condemn …", "we will …", "… violates the pact", "the reports are false"."""
    subject = next((t for t in head.children if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if _refuted(scene, draft, head) or (subject is None and _no_proof(scene, draft, head)):
        return "deny"
    if subject is None and draft.frame == "quotation" and head.pos_ in {"NOUN", "ADJ"} and _bad(scene, draft):
        return "condemn"  # "A reckless step," he said.
    if subject is None:
        return "deny" if _spread(scene, draft, head) else None
    if subject.lemma_.lower() in scene.stances.words("claims") and (
        _has(scene, draft, "refusals") or _has(scene, draft, "fictions")
    ):
        return "deny"
    if _self(scene, draft, subject):
        return _own_act(scene, head, subject)
    if draft.frame == "clause" and _country(subject) and (own := _own_act(scene, head, subject)):
        return own
    if _outraged(scene, draft, head) or _strongly(scene, draft, head):
        return "condemn"
    blow = head.lemma_.lower() in scene.stances.words("blows")
    against = not blow and any(c.act.name == "oppose" for c in scene.stances.verbs.get(head.lower_, ()))
    if against:
        return "condemn"
    blamed = subject.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"} and _has(scene, draft, "blame", head)
    blamed = blamed and not any(c.act.stance == "suggest" for t in (head, *head.conjuncts) for c in _cues(scene, t))
    return "accuse" if blamed else "suggest" if _possible(head) else None


def _cues(scene: Scene, verb: Token) -> tuple[Cue, ...]:
    """The cues that are this verb alone, without particles."""
    return tuple(c for c in scene.stances.verbs.get(verb.lower_, ()) if not c.words)


def _country(subject: Token) -> bool:
    """Whether the subject of what is said can be its speaker: "it had never …", "his country had never …"."""
    owned = any(t.dep_ == "poss" and t.lower_ in {"its", "his", "her", "their"} for t in subject.lefts)
    return subject.lower_ in _PRONOUNS or (owned and subject.lemma_.lower() in {"country", "government", "nation"})


def _outraged(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether the main clause finds something past bearing: "is an outrage", "cannot be tolerated"."""
    outrages = scene.stances.words("outrages")
    for verb in (head, *head.conjuncts):
        children = [t for t in verb.children if draft.covers(t.i)]
        if verb.lemma_ == "be" and any(
            w.lower_ in outrages or w.lemma_.lower() in outrages
            for t in children
            if t.dep_ in {"attr", "acomp"}
            for w in (t, *t.conjuncts)
        ):
            return True
        if verb.lemma_ == "be" and any(t.dep_ == "attr" and _act_of(scene, t) for t in children):
            return True
        never = any(t.dep_ == "neg" for t in children) and any(t.dep_ == "auxpass" for t in children)
        if never and verb.lemma_ in scene.stances.words("bearing") and any(t.tag_ == "MD" for t in children):
            return True
    return False


def _act_of(scene: Scene, noun: Token) -> bool:
    """Whether something is called "an act of" what is bad."""
    of = (c for t in noun.children if t.lower_ == "of" for c in t.children if c.dep_ == "pobj")
    return noun.lemma_ == "act" and any(c.lemma_.lower() in scene.stances.words("bad") for c in of)


def _strongly(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether one condemns for another whom one speaks for: 'said Oslo "strongly condemns" the raid'."""
    if head.tag_ not in {"VBZ", "VBP"}:
        return False
    marked = scene.quoted(head.i) or any(t.tag_ == "RB" and t.i == head.i - 1 for t in head.lefts)
    return marked and draft.covers(head.i) and any(c.act.name == "condemn" for c in _cues(scene, head))


def _possible(head: Token) -> bool:
    """Whether the clause says only what may be: "may have failed", "could be a rehearsal"; no leave, no ability."""
    words = {t.lower_ for t in head.lefts if t.dep_ in {"aux", "neg"}}
    if words & {"may", "might"}:
        return not words & {"not", "n't"} or "have" in words
    named = head.lemma_ == "be" and any(t.dep_ == "attr" for t in head.children)
    likely = any(t.dep_ == "acomp" and t.lower_ in {"possible", "conceivable"} for t in head.children)
    if likely and any(t.dep_ == "expl" or t.lower_ == "it" for t in head.lefts):
        return "neg" not in {t.dep_ for t in head.children}
    going_on = head.tag_ == "VBG" and "be" in words  # "could be sending a signal"
    return "could" in words and ("have" in words or named or going_on)


def _no_proof(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether there is said to be nothing behind what others have said: "there is no evidence of any such deal"."""
    proofs, claims = scene.stances.words("proofs"), scene.stances.words("claims")
    there = any(t.dep_ == "expl" for t in head.children)
    noun = next((t for t in head.children if t.dep_ in {"attr", "nsubj"} and t.lemma_.lower() in proofs), None)
    if not there or noun is None or not any(t.lower_ in {"no", "zero"} for t in noun.lefts):
        return False
    after = [t for t in noun.subtree if t.i > noun.i and draft.covers(t.i) and not t.is_punct]
    back = {"it", "them", "this", "that", "these", "those", "whatsoever"}
    pointing = any((t.lower_ in back and t.dep_ != "det") or t.lemma_.lower() in claims for t in after)
    return pointing or (not after and noun.lemma_.lower() in {"evidence", "proof"})


def _refuted(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether a second clause refuses what the first tells of: "There are insinuations, and they are groundless"."""
    claims, refusals = scene.stances.words("claims"), scene.stances.words("refusals")
    told = [t for t in scene.tokens[draft.first : head.i + 6] if t.lemma_.lower() in claims]
    for verb in head.conjuncts:
        own = next((t for t in verb.children if t.dep_ == "nsubj"), None)
        if told and verb.lemma_ == "be" and own is not None and own.lower_ in {"it", "they", "these", "this"}:
            return any(t.dep_ in {"acomp", "attr"} and t.lemma_.lower() in refusals for t in verb.children)
    return False


def _spread(scene: Scene, draft: Draft, head: Token) -> bool:
    """Whether the subject is the spreading of what is called false: "Repeating a false report is …"."""
    top = next((t for t in head.children if t.dep_ == "csubj" and t.tag_ == "VBG" and draft.covers(t.i)), None)
    told = next((t for t in top.children if t.dep_ == "dobj"), None) if top is not None else None
    return told is not None and any(t.lower_ in scene.stances.words("refusals") for t in told.lefts)


def _own_act(scene: Scene, head: Token, subject: Token) -> str | None:
    """What "we …" or "China …" does: the act of its verb, a vow in the future tense, a denial of what was done."""
    if head.tag_ in {"VBP", "VB", "VBG", "VBZ"}:
        for cue in _cues(scene, head):
            if cue.act.stance in {"condemn", "vow", "warn", "deny"} and not _of_others(cue.act, head):
                return cue.act.stance
    if subject.lower_ in {"i", "we"} and head.tag_ == "VBP" and _urges(scene, head):
        return "suggest"
    words = {t.lower_ for t in head.children}
    if subject.lower_ not in {"i", "we"}:
        sees = any(
            c.act.name in {"perceive", "think", "know"} for c in scene.stances.verbs.get(head.lemma_.lower(), ())
        )
        done = words & {"has", "have", "had"} and not sees and not any(t.dep_ == "auxpass" for t in head.lefts)
        return "deny" if done and "never" in words else None
    if words & {"will", "shall", "'ll", "wo"}:
        return "vow"
    doubted = any(c.act.stance in {"deny", "question"} for c in scene.stances.verbs.get(head.lemma_.lower(), ()))
    return "deny" if words & {"have", "'ve"} and words & {"never", "not", "n't"} and not doubted else None


def _urges(scene: Scene, head: Token) -> bool:
    """Whether a verb wants others to do something: "we urge …", "we call on …"."""
    nxt = (head.nbor().lower_,) if head.i + 1 < len(head.doc) else ()
    return any(c.act.name == "urge" and c.words in {(), nxt} for c in scene.stances.verbs.get(head.lower_, ()))


def _of_others(act: Act, head: Token) -> bool:
    """Whether a verb of one's own plans has another for its subject: "we expect them to learn" is no vow."""
    clauses = [t for t in head.children if t.dep_ in {"ccomp", "xcomp"}]
    return act.attitude and any(c.dep_ == "nsubj" for t in clauses for c in t.children)


def _has(scene: Scene, draft: Draft, words: str, head: Token | None = None) -> bool:
    """Whether the content, or its sentence around `head`, has a word of a list of the ontology."""
    listed = scene.stances.words(words)
    first, end = scene.sentence(head.i) if head is not None else (0, len(scene.tokens))
    return any(
        scene.tokens[i].lemma_.lower() in listed or scene.tokens[i].lower_ in listed
        for a, b in draft.content
        for i in range(max(a, first), min(b, end))
    )


def _self(scene: Scene, draft: Draft, subject: Token) -> bool:
    """Whether the subject of the content is the speaker: "we" in a quotation, or the source's own name."""
    if subject.lower_ in {"i", "we"}:
        return draft.frame == "quotation"
    source = draft.source.region if draft.source and not draft.follows else (0, 0)
    return any(t.text == subject.text for t in scene.tokens[source[0] : source[1]])


def certainty(scene: Scene, draft: Draft, head: Token | None) -> Certainty:
    """The weaker of what the cue says and what hedges in the content's main clause say."""
    found: list[Certainty] = [draft.act.certainty or "certain"]
    if head is not None:
        found += [
            c
            for t in _clause_words(head)
            if draft.covers(t.i) and (c := _hedge(scene.stances, t)) and (t != head or c != "possible")
        ]
    return max(found, key=_ORDER.index)


def _hedge(stances: Stances, token: Token) -> Certainty | None:
    if (
        token.lemma_.lower() in {"believe", "think", "expect", "suspect", "estimate", "presume", "assume"}
        and token.tag_ != "VBN"
    ):
        return None
    return stances.certainty.get(token.lower_) or stances.certainty.get(token.lemma_.lower())


def _clause_words(head: Token) -> list[Token]:
    """The verb group with its adverbs and predicate, and the verb that it hangs under by "to"."""
    words = [head]
    for t in head.children:
        if t.dep_ in {"aux", "auxpass", "advmod", "acomp", "oprd", "neg"}:
            words += [t, *t.children]
        elif t.dep_ == "xcomp":
            words += [t, *(c for c in t.children if c.dep_ in {"aux", "advmod"})]
    return words


def polarity(draft: Draft, head: Token | None) -> Polarity:
    """Whether the claim says that its content is so: a denying cue and a negated main clause each turn it."""
    negative = draft.act.polarity == "negative"
    if draft.negated:
        negative = not negative
    if (
        head is not None
        and head.pos_ in _VERBAL
        and any(t.dep_ == "neg" or t.lower_ in _NEGATIVE for t in head.children if draft.covers(t.i))
    ):
        negative = not negative
    return "negative" if negative else "positive"


def content_head(scene: Scene, draft: Draft) -> Token | None:
    """The verb or noun on which the content hangs."""
    inside = {i for a, b in draft.content for i in range(a, b)}
    tops = [t for i in sorted(inside) if (h := (t := scene.tokens[i]).head.i) == i or h not in inside]
    tops = [t for t in tops if not t.is_punct]
    verbal = (t for t in tops if t.pos_ in _VERBAL and draft.frame != "as")
    return next(verbal, tops[0] if tops else None)
