"""Rules for verbs that report: one rule a frame, tried in the order of `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses import additions, apart, clause_after, foreign, frame, span_of, whole
from kg.extract.scene import Draft, Hop, Region, Scene, Source, matched, trim
from kg.extract.sources import agent, felt, noun_phrase, passive, source_of, subject
from kg.lexicon.stances import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

Match = tuple[Cue, tuple[int, ...]]
Rule = Callable[[Scene, "Token", tuple[Match, ...], Source | None], Draft | None]
_VERBAL = frozenset({"VERB", "AUX"})
_QUESTION = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})


def matches(scene: Scene, verb: Token) -> tuple[Match, ...]:
    """The cues that the verb can be, longest first."""
    stances = scene.stances.verbs
    cues = stances.get(verb.lower_) or stances.get(verb.lemma_.lower()) or ()
    if verb.lemma_.lower() in stances and verb.lower_ in stances:
        cues = tuple(dict.fromkeys((*stances[verb.lower_], *stances[verb.lemma_.lower()])))
    return tuple(matched(scene, verb, cues))


def draft(
    scene: Scene,
    verb: Token,
    match: Match,
    source: Source | None,
    content: tuple[Region, ...],
    frame_name: str,
    method: str,
    more: tuple[int, ...] = (),
    target: Region | None = None,
) -> Draft:
    """A draft with the verb's group as its cue."""
    cue, places = match
    return Draft(
        scene.place,
        source,
        cue_regions(scene, verb, (*places, *more), content),
        content,
        cue.act,
        verb.i,
        frame_name,
        method,
        target,
        negated(verb),
    )


def cue_regions(scene: Scene, verb: Token, places: tuple[int, ...], content: tuple[Region, ...]) -> tuple[Region, ...]:
    """Auxiliaries, verb, fixed words and the hearer between them, and the "that" or "to" before the content."""
    doc = scene.tokens
    a = verb.i
    while (
        a > scene.sentence(verb.i)[0]
        and doc[a - 1].head == verb
        and doc[a - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}
    ):
        a -= 1
    b = max([verb.i, *places]) + 1
    first = next((x for x, _ in sorted(content) if x >= b), None)
    if first is None or doc[first - 1].lower_ not in {"that", "to"} or first - 1 < b:
        return ((a, b),)
    if all(t.head != verb or t.dep_ in {"dobj", "dative", "prt"} for t in doc[b : first - 1]) and first - b < 8:
        return ((a, first),)
    return (a, b), (first - 1, first)


def negated(verb: Token) -> bool:
    """Whether "not", "never", "neither" or "nor" undoes the act."""
    if any(t.dep_ == "neg" or t.lower_ in {"never", "neither", "nor"} for t in verb.children if t.i < verb.i):
        return True
    return verb.dep_ == "conj" and any(t.lower_ == "nor" for t in verb.head.children)


def read_verb(scene: Scene, verb: Token) -> Draft | None:
    """The attribution that the verb makes, by the first rule that fits."""
    found = matches(scene, verb)
    if not found or undone(scene, verb) or felt(scene, verb):
        return None
    source = source_of(scene, verb)
    for rule in RULES:
        made = rule(scene, verb, found, source)
        if made is not None:
            return made if _owned(scene, verb, made) else None
    return None


def _owned(scene: Scene, verb: Token, made: Draft) -> bool:
    """Whether somebody does what the verb says: an active verb without a subject is no hidden source but a lost one."""
    if made.source is None:
        return made.frame == "raising" or passive(verb)
    if made.frame == "object" and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head.lemma_.lower() in scene.stances.words("texts") or scene.tokens[verb.i - 1].text == ","
    return scene.wide or not any(t.dep_ == "aux" and t.lower_ in _UNREAL for t in verb.children)


_UNREAL = frozenset({"will", "would", "may", "might", "could", "should", "must", "shall", "'ll", "'d", "wo"})


def undone(scene: Scene, verb: Token) -> bool:
    """Whether the speech act is only refused, planned or wished for: "declined to say", "if asked"."""
    up = verb.head
    if verb.dep_ == "pcomp" and up.dep_ == "prep":
        up = up.head if up.head.pos_ in _VERBAL else up.head.head
        return up.lemma_ in scene.stances.words("undoing-verbs")
    if not any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.lefts):
        return False
    if scene.wide:
        return bool(verb.dep_ == "xcomp" and up.lemma_ in scene.stances.words("undoing-verbs"))
    return not (verb.dep_ == "xcomp" and up.pos_ in _VERBAL and up.lemma_ in scene.stances.words("aspect-verbs"))


def pick(found: tuple[Match, ...], name: str) -> Match | None:
    return next((m for m in found if name in m[0].act.frames), None)


# ------------------------------------------------------------------------------------------------------------- the rules


def as_saying(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "TASS quoted him as saying that …", "he was quoted by Yonhap as saying …"."""
    if pick(found, "citing") is None:
        return None
    prep = next((t for t in verb.subtree if t.lower_ == "as" and t.i > verb.i), None)
    saying = next((t for t in prep.children if t.dep_ == "pcomp" and t.pos_ in _VERBAL), None) if prep else None
    if saying is None or prep is None:
        return None
    match = pick(matches(scene, saying), "clause")
    body = _clause(scene, saying) or _rest(scene, saying)
    if match is None or body is None:
        return None
    said, hops = cited_by(scene, verb)
    cue = (verb.i, saying.i + 1) if said is None or said.region[0] < verb.i else (prep.i, saying.i + 1)
    content = (_bare(scene, body, saying),)
    return Draft(
        scene.place, said, (cue,), content, match[0].act, saying.i, "clause", "verb:quoted-as-saying", hops=hops
    )


def cited_by(scene: Scene, verb: Token) -> tuple[Source | None, tuple[Hop, ...]]:
    """Whose words a verb of quoting gives, and who gives them: "TASS quoted him", "he was quoted by TASS"."""
    dep = "nsubjpass" if passive(verb) else "dobj"
    who = next((t for t in verb.children if t.dep_ == dep), None)
    by = agent(verb) if passive(verb) else subject(verb)
    relay = noun_phrase(scene, by, verb) if by is not None else None
    hops = (Hop(scene.place, relay, ((verb.i, verb.i + 1),)),) if relay else ()
    return noun_phrase(scene, who, None) if who is not None else None, hops


def _clause(scene: Scene, verb: Token) -> Region | None:
    head = clause_after(scene, verb)
    return span_of(scene, head, verb) if head is not None else None


def _rest(scene: Scene, verb: Token) -> Region | None:
    """What follows the verb in its sentence, for a complement that the parse lost."""
    return whole(scene, (verb.i + 1, scene.sentence(verb.i)[1]))


def clause(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X said that …", "X told reporters …"."""
    match = pick(found, "clause")
    head = clause_after(scene, verb)
    if match is None or head is None:
        return None
    body = span_of(scene, head, verb)
    if body is None:
        return None
    return draft(scene, verb, match, source, (_bare(scene, body, verb),), "clause", "verb:clause")


def _bare(scene: Scene, region: Region, verb: Token) -> Region:
    """Content without the "that" that opens it and the day of speaking before it."""
    a, b = region
    doc = scene.tokens
    if doc[a].lower_ == "that" and doc[a].dep_ not in {"det", "nsubj", "dobj"} and a + 1 < b:
        a += 1
    return a, b


def parenthesis(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "…, X said.", "…, said X, …": the content stands before the cue, and may go on after it."""
    match = pick(found, "clause")
    if match is None or source is None or not _inserted(scene, verb, source):
        return None
    start, end = frame(verb, source)
    doc = scene.tokens
    left = whole(scene, (max(scene.sentence(verb.i)[0], scene.start), start))
    right = _after(scene, verb, end)
    spoken = [r for r in (left, right) if r and any(t.pos_ in _VERBAL for t in doc[r[0] : r[1]])]
    if (
        left is None
        or not spoken
        or (
            doc[end - 1].i + 1 < scene.sentence(verb.i)[1]
            and right is None
            and doc[start - 1].text not in _DASHES | {","}
        )
    ):
        return None
    parts = (left, right) if right else (left,)
    return draft(scene, verb, match, source, parts, "clause", "verb:parenthesis")


_DASHES = frozenset({"-", "--", "–", "—"})
_COMPLEMENTS = frozenset({"dobj", "xcomp", "acomp", "attr", "oprd", "ccomp"})


def _inserted(scene: Scene, verb: Token, source: Source) -> bool:
    """Whether "X said" stands like a parenthesis: after a comma, with nothing of its own to say."""
    start, _ = frame(verb, source)
    doc = scene.tokens
    if start <= max(scene.start, scene.sentence(verb.i)[0]) or doc[start - 1].text not in _DASHES | {
        ",",
        '"',
        "''",
        "?",
        "!",
    }:
        return False
    if doc[start - 1].text in {'"', "''"} and not any(q.end == start for q in scene.quotes):
        return False
    if subject(verb) is None and source.region[0] < verb.i:
        return False
    if any(t.dep_ == "mark" or t.tag_ in {"WDT", "WP", "WRB"} for t in verb.lefts) or verb.dep_ in {
        "relcl",
        "acl",
        "xcomp",
    }:
        return False
    if any(t.dep_ in _COMPLEMENTS and t.i > verb.i and not apart(t) and not _hearer(scene, verb, t) for t in verb.children):
        return False
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(t.dep_ == "aux" for t in verb.children)


def _hearer(scene: Scene, verb: Token, noun: Token) -> bool:
    """Whether an object is who is told: "told reporters"."""
    cues = scene.stances.verbs.get(verb.lower_) or scene.stances.verbs.get(verb.lemma_.lower()) or ()
    return noun.dep_ in {"dobj", "dative"} and any(c.act.name == "tell" for c in cues)


def _after(scene: Scene, verb: Token, end: int) -> Region | None:
    """The content after "…, X said, …" if it goes on there."""
    doc = scene.tokens
    stop = scene.sentence(verb.i)[1]
    for t in verb.children:
        if (
            t.i >= end
            and t.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj"}
            and t.right_edge.i + 1 < stop
            and t.left_edge.i == end
        ):
            end = t.right_edge.i + 1
    if end + 2 >= stop or doc[end].text not in _DASHES | {","}:
        return None
    first = doc[end + 1]
    if first.tag_ == "VBG" or first.lower_ in {
        "citing",
        "according",
        "who",
        "which",
        "in",
        "on",
        "as",
        "after",
        "when",
        "during",
        "while",
        "but",
    }:
        return None
    cuts = [
        i
        for i in range(end + 1, stop - 1)
        if doc[i].text == "," and not scene.quoted(i) and foreign(scene, doc[i + 1], stop)
    ]
    return trim(doc, (end + 1, min([stop, *cuts])))


def predicate(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X called the launch a mistake"."""
    match = pick(found, "predicate")
    if match is None or passive(verb):
        return None
    small = next(
        (
            t
            for t in verb.children
            if t.i > verb.i
            and t.dep_ in {"ccomp", "xcomp"}
            and t.pos_ in {"NOUN", "ADJ", "PROPN"}
            and any(c.dep_ == "nsubj" for c in t.children)
        ),
        None,
    )
    oprd = next((t for t in verb.children if t.dep_ == "oprd" and t.i > verb.i), None)
    obj = next((t for t in verb.children if t.dep_ in {"dobj", "nsubj"} and t.i > verb.i), None)
    twice = [t for t in verb.children if t.dep_ == "dobj" and t.i > verb.i]
    last = small if small is not None else oprd if oprd is not None else twice[1] if len(twice) == 2 else None
    if last is None:
        return None
    a = min([t.left_edge.i for t in (last, obj) if t is not None])
    region = whole(
        scene, (max(a, verb.i + 1), min([last.right_edge.i + 1, *additions(scene, last, verb, last.right_edge.i + 1)]))
    )
    return draft(scene, verb, match, source, (region,), "predicate", "verb:predicate") if region else None


def taken_as(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X views the drills as a rehearsal", "what X has described as a test"."""
    match = pick(found, "as")
    prep = next(
        (t for t in verb.children if t.lower_ == "as" and t.i > verb.i and t.dep_ in {"prep", "mark", "advmod"}), None
    )
    obj = next((t for t in verb.children if t.dep_ == "dobj"), None)
    if prep is None and obj is not None and obj.i > verb.i:
        prep = next((t for t in obj.children if t.lower_ == "as" and t.dep_ == "prep"), None)
    if match is None or prep is None or not list(prep.children):
        return None
    a = prep.right_edge.i + 1
    end = min([a, *additions(scene, prep, verb, a)])
    if obj is not None and obj.i > verb.i:
        region = whole(scene, (min(obj.left_edge.i, obj.i), end))
        places: tuple[int, ...] = ()
    else:
        region, places = whole(scene, (prep.i + 1, end)), (prep.i,)
    return draft(scene, verb, match, source, (region,), "as", "verb:as", places) if region else None


def charge(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X accused Y of …": Y is the target, no content."""
    match = pick(found, "charge")
    if match is None:
        return None
    prep = scene.tokens[match[1][-1]]
    obj = next((t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}), None)
    end = prep.right_edge.i + 1
    region = whole(scene, (prep.i + 1, min([end, *additions(scene, prep, verb, end)])))
    if region is None or obj is None or obj.i > prep.i:
        return None
    target = (obj.left_edge.i, min(obj.right_edge.i + 1, prep.i if obj.i < prep.i else obj.right_edge.i + 1))
    return draft(scene, verb, match, source, (region,), "charge", "verb:charge", target=target)


def request(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X urged Y to …", "X called on Y to …": who shall act, and what."""
    match = pick(found, "request")
    if match is None:
        return None
    act = next(
        (
            t
            for t in verb.children
            if t.dep_ in {"xcomp", "ccomp", "advcl"}
            and t.i > verb.i
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in t.lefts)
        ),
        None,
    )
    at = max([verb.i, *match[1]])
    if act is None:
        act = next(
            (
                t
                for t in scene.tokens[at].subtree
                if t.dep_ in {"acl", "relcl", "xcomp"}
                and t.i > at
                and any(c.lower_ == "to" and c.dep_ == "aux" for c in t.lefts)
            ),
            None,
        )
    if act is None or act.i < at:
        return None
    who = next((t for t in act.children if t.dep_ == "nsubj" and t.i > at), None) or next(
        (t for t in verb.children if t.dep_ in {"dobj", "dative"} and at < t.i < act.i), None
    )
    if who is None:
        who = next((t for t in scene.tokens[at].children if t.dep_ == "pobj" and at < t.i < act.i), None)
    if who is None and not passive(verb):
        return None
    first = who.left_edge.i if who is not None else act.left_edge.i
    end = act.right_edge.i + 1
    region = whole(scene, (max(first, at + 1), min([end, *additions(scene, act, verb, end)])))
    target = (who.left_edge.i, min(who.right_edge.i + 1, act.i)) if who is not None else None
    return draft(scene, verb, match, source, (region,), "request", "verb:request", target=target) if region else None


def infinitive(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X vowed to …": the content is the infinitive, "to" belongs to the cue."""
    match = pick(found, "infinitive")
    act = next(
        (
            t
            for t in verb.children
            if t.dep_ == "xcomp" and t.i > verb.i and any(c.lower_ == "to" and c.dep_ == "aux" for c in t.lefts)
        ),
        None,
    )
    if match is None or act is None or passive(verb):
        return None
    end = act.right_edge.i + 1
    to = next(c.i for c in act.lefts if c.lower_ == "to" and c.dep_ == "aux")
    region = whole(scene, (to + 1, min([end, *additions(scene, act, verb, end)])))
    return draft(scene, verb, match, source, (region,), "infinitive", "verb:infinitive") if region else None


def gerund(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X denied sending shells"."""
    match = pick(found, "gerund")
    act = next((t for t in verb.children if t.dep_ in {"xcomp", "ccomp"} and t.i > verb.i and t.tag_ == "VBG"), None)
    if match is None or act is None or passive(verb):
        return None
    end = act.right_edge.i + 1
    region = whole(scene, (act.left_edge.i, min([end, *additions(scene, act, verb, end)])))
    return draft(scene, verb, match, source, (region,), "gerund", "verb:gerund") if region else None


def raising(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X is believed to …": nobody is named who believes it."""
    match = pick(found, "raising")
    if match is None:
        return None
    act = next(
        (
            t
            for t in verb.children
            if t.dep_ in {"xcomp", "ccomp", "oprd", "advcl"} and t.i > verb.i and any(c.lower_ == "to" for c in t.lefts)
        ),
        None,
    )
    modal = match[0].act.name == "seem"
    if act is None or not (modal or (passive(verb) and agent(verb) is None)):
        return None
    who = next((t for t in verb.children if t.dep_ in {"nsubjpass", "nsubj"} and t.i < verb.i), None)
    if who is None and verb.dep_ in {"acl", "relcl"}:
        who = verb.head
    to = next((c.i for c in act.lefts if c.lower_ == "to"), act.i)
    end = act.right_edge.i + 1
    if verb.dep_ == "acl":
        end = min(
            [end, *(t.left_edge.i for a in act.children if a.dep_ == "attr" for t in a.children if t.dep_ == "acl")]
        )
    body = whole(scene, (to + 1, min([end, *additions(scene, act, verb, end)])))
    if body is None:
        return None
    name = noun_phrase(scene, who, verb) if who is not None else None
    parts = (name.region, body) if name else (body,)
    return draft(scene, verb, match, None, parts, "raising", "verb:hidden-source", (to,))


def impersonal(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "it is alleged that …", "it was reported that …"."""
    match = pick(found, "clause")
    if match is None or not passive(verb):
        return None
    it = next((t for t in verb.children if t.lower_ == "it" and t.i < verb.i), None)
    head = next(
        (t for t in verb.children if t.dep_ in {"ccomp", "advcl", "csubjpass"} and t.i > verb.i and _that(t)), None
    )
    body = span_of(scene, head, verb) if it is not None and head is not None else None
    return draft(scene, verb, match, source, (_bare(scene, body, verb),), "clause", "verb:impersonal") if body else None


def _that(clause_head: Token) -> bool:
    return any(t.lower_ == "that" for t in clause_head.lefts)


def thing(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "X denied the allegations", "X warned of more launches"; passive: "the strike was condemned by X"."""
    match = pick(found, "object") or pick(found, "matter")
    if match is None:
        return None
    if passive(verb) and source is None:
        return None
    at = match[1][-1] if match[1] else None
    obj = _object(scene, verb, at)
    if (
        obj is None
        or ("object" not in match[0].act.frames and _person(obj))
        or obj.pos_ == "PRON"
        and obj.lower_ in {"itself", "himself", "herself", "themselves", "what", "who", "whom", "which"}
    ):
        return None
    end = _with_phrases(scene, verb, obj)
    if obj.i < verb.i:
        region = noun_phrase(scene, obj, verb)
        body = region.region if region else None
    else:
        body = whole(
            scene, (max(obj.left_edge.i, verb.i + 1), min([end, *additions(scene, obj, verb, end), *_when(obj)]))
        )
    return draft(scene, verb, match, source, (body,), "object", "verb:object") if body else None


def _person(noun: Token) -> bool:
    return noun.ent_type_ in {"PERSON", "NORP"} or (
        noun.pos_ == "PRON" and noun.lower_ in {"him", "her", "them", "me", "us", "you"}
    )


def _with_phrases(scene: Scene, verb: Token, obj: Token) -> int:
    """The end of an object with the phrases that follow it directly: the parser often hangs them on the verb."""
    end = obj.right_edge.i + 1
    for t in sorted(verb.children, key=lambda c: c.i):
        if (
            t.i == end
            and t.dep_ == "prep"
            and t.i > verb.i
            and t.lower_ not in _CIRCUMSTANCES
            and not _of_time(scene, t)
        ):
            end = t.right_edge.i + 1
    return end


_CIRCUMSTANCES = frozenset(
    {"by", "during", "after", "before", "since", "until", "despite", "without", "through", "via", "while"}
)


def _of_time(scene: Scene, prep: Token) -> bool:
    """Whether a phrase gives the time or the medium of an act: "on Friday", "in a statement"."""
    noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
    return noun is not None and (noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_.lower() in scene.stances.words("texts"))


def _when(noun: Token) -> Iterator[int]:
    """Where a phrase of time at the end of an object begins: it belongs to the act."""
    for t in noun.children:
        if (
            t.dep_ == "prep"
            and t.i > noun.i
            and any(c.dep_ == "pobj" and (c.ent_type_ in {"DATE", "TIME"} or c.lower_ == "time") for c in t.children)
        ):
            yield t.i


def _object(scene: Scene, verb: Token, at: int | None) -> Token | None:
    """The noun that the verb, or the preposition at `at`, takes."""
    if at is not None:
        last = scene.tokens[at]
        if last.dep_ == "prt" or last.pos_ not in {"ADP", "SCONJ", "PART"}:
            return next((t for t in verb.children if t.dep_ == "dobj" and t.i > verb.i), None)
        return next((t for t in last.children if t.dep_ in {"pobj", "pcomp"}), None)
    deps = {"nsubjpass"} if passive(verb) else {"dobj"}
    return next((t for t in verb.children if t.dep_ in deps), None)


def rest(scene: Scene, verb: Token, found: tuple[Match, ...], source: Source | None) -> Draft | None:
    """ "CBS said it was …" whose clause the parse has lost: what follows up to the end of the sentence."""
    match = next((m for m in found if "clause" in m[0].act.frames and not m[0].words), None)
    if match is None or source is None or match[0].act.name not in {"say", "tell"} or source.region[0] > verb.i:
        return None
    if any(t.dep_ == "dobj" and t.i > verb.i and not _hearer(scene, verb, t) for t in verb.children):
        return None
    if scene.quoted(verb.i) or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    doc = scene.tokens
    a, end = verb.i + 1, scene.sentence(verb.i)[1]
    that = next((t.i for t in doc[a : min(a + 14, end)] if t.lower_ == "that" and t.tag_ == "IN"), None)
    a = that + 1 if that is not None else a
    first = doc[a] if a < end else None
    if first is None or (
        that is None and (first.pos_ in {"ADP", "ADV", "PUNCT", "CCONJ", "SCONJ"} or first.tag_ in {"VBG", "TO"})
    ):
        return None
    head = next((t for t in doc[a:end] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    if head is None and scene.headline:
        head = doc[end - 1]
    if head is None or head.i - a > 25:
        return None
    body = whole(scene, (a, min([end, *additions(scene, head, verb, end)])))
    return draft(scene, verb, match, source, (body,), "clause", "verb:rest") if body else None


RULES: tuple[Rule, ...] = (
    as_saying,
    raising,
    impersonal,
    clause,
    predicate,
    taken_as,
    charge,
    request,
    infinitive,
    gerund,
    parenthesis,
    thing,
    rest,
)


def mistaken(scene: Scene, noun: Token) -> Draft | None:
    """ "South Korea's military reports that …" where the verb was taken for a noun."""
    cues = tuple(
        c
        for c in scene.stances.verbs.get(noun.lower_, ())
        if not c.words and "clause" in c.act.frames and not c.act.attitude
    )
    doc, a = scene.tokens, noun.left_edge.i
    that = noun.i + 1
    if (
        not cues
        or noun.tag_ != "NNS"
        or noun.dep_ != "ROOT"
        or a == noun.i
        or that >= scene.sentence(noun.i)[1] - 2
        or doc[that].lower_ != "that"
    ):
        return None
    region, body = trim(doc, (max(a, scene.start), noun.i)), whole(scene, (that + 1, scene.sentence(noun.i)[1]))
    if region is None or body is None or doc[region[0]].pos_ == "ADJ":
        return None
    end = min([body[1], *additions(scene, doc[that + 1], noun, body[1])])
    return Draft(
        scene.place,
        Source(region, (region[1] - 1,)),
        ((noun.i, that + 1),),
        ((body[0], end),),
        cues[0].act,
        noun.i,
        "clause",
        "verb:mistaken",
    )


def verb_drafts(scene: Scene) -> Iterator[Draft]:
    """All attributions that verbs of the paragraph make."""
    for token in scene.tokens[scene.start :]:
        if token.pos_ in _VERBAL or token.tag_.startswith("VB"):
            made = read_verb(scene, token)
        else:
            made = mistaken(scene, token) if token.tag_ == "NNS" else None
        if made is not None:
            yield made
