"""How a launch ended, where the sentence says so further on: it failed, or reached what it was meant to reach."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.extract.triggers import Reading


_PARTS = frozenset({
    "stage", "engine", "booster", "vehicle", "payload", "warhead", "satellite", "attempt", "effort", "bid", "flight",
    "liftoff", "ignition", "separation", "device", "craft",
})  # fmt: skip


def negated(token: "Token") -> bool:
    """Whether the word itself is denied: "did not explode"."""
    return any(c.dep_ == "neg" or c.lower_ in ("not", "never", "n't") for c in token.children)


def fails_later(reading: "Reading", scene: "Setting") -> bool:
    """Failure told further on in the sentence of the thing launched: "but it exploded", "ended in failure"."""
    if not scene.lexicon.events.is_a(reading.frame.type, "Launch"):
        return False
    failure = scene.lexicon.events.governors["Failure"]
    token = reading.token
    down = reading.frame.type == "SatelliteLaunch" and token.lemma_ in ("crash", "plunge")
    if token.lemma_ in failure or down:
        return True
    for other in token.sent[token.i - token.sent.start + 1 :]:
        phrase = f"{other.lemma_.lower()} {other.nbor(1).lower_}" if other.i + 1 < len(other.doc) else ""
        if failure & {other.lemma_.lower(), phrase} and not any(c.dep_ == "neg" for c in other.children):
            return other.pos_ in ("VERB", "NOUN") and _about_it(other, token, scene)
    return False


def hits_later(reading: "Reading", scene: "Setting") -> bool:
    """Success told further on in the sentence: "and hit the target", "before landing in the preset area"."""
    if not scene.lexicon.events.is_a(reading.frame.type, "Launch"):
        return False
    token, success = reading.token, scene.lexicon.events.governors["Success"]
    for verb in (*token.ancestors, *token.sent[token.i - token.sent.start :]):
        told = verb.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP") and not negated(verb)
        things = [o for c in verb.children for o in (c, *c.children) if o.dep_ in ("dobj", "pobj")] if told else []
        for thing in things:
            end = thing.lemma_.lower()
            how = {f"{verb.lemma_} {c.lower_} {end}" for c in thing.children if c.dep_ in ("amod", "compound")}
            if success & {f"{verb.lemma_} {end}", *how}:
                return verb == token or token.is_ancestor(verb) or _about_it(verb, token, scene)
    return False


def _about_it(word: "Token", trigger: "Token", scene: "Setting") -> bool:
    if word.dep_ == "pobj" and word.head.lower_ in ("after", "before", "following", "despite", "since"):
        return False
    verb = word if word.pos_ == "VERB" else next((a for a in word.ancestors if a.pos_ == "VERB"), None)
    # "It appeared to have failed".
    while verb is not None and verb.dep_ == "xcomp" and verb.head.lemma_ in ("appear", "seem", "believe", "think"):
        verb = verb.head
    if verb is None:
        return False
    if verb == trigger or verb in trigger.ancestors:
        return True
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        described = verb.dep_ == "acl" and (trigger.is_ancestor(verb) or verb.head in trigger.ancestors)
        return verb.dep_ == "conj" or described
    definite = any(c.lower_ in ("the", "that", "this", "one") for c in subject.children)
    # "Its two attempts to launch a satellite ended in failure".
    definite = definite or any(s.is_ancestor(trigger) for s in verb.children if s.dep_ == "nsubj")
    # "Fired a missile as the talks stalled" tells of the talks.
    launched = subject.i in scene.arms or subject.lemma_ in scene.lexicon.events.by_noun or subject.lemma_ in _PARTS
    return subject.pos_ == "PRON" or (subject.pos_ == "NOUN" and definite and launched)
