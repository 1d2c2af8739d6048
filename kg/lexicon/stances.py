"""The speech acts of the ontology as readers of text need them: cue words to look up, and what they mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, cast

from kg.model import Certainty, Polarity
from kg.ontology import Ontology, expand, local

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act: what its cues say about a claim, and the frames in which they take their content.

    `negated` names the act that a "not" makes of it; None: a negated cue claims nothing.
    """

    name: str
    stance: str
    certainty: Certainty | None
    polarity: Polarity
    frames: frozenset[str]
    attitude: bool
    negated: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word of an act. `words` are the particles and fixed words that must follow the lemma."""

    words: tuple[str, ...]
    act: Act


@dataclass(frozen=True)
class Stances:
    """The cues by form or lemma, and the word lists by name, as `ontology/stances.ttl` gives them."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    adverbs: Mapping[str, tuple[Cue, ...]]
    prepositions: Mapping[str, tuple[Cue, ...]]
    lists: Mapping[str, frozenset[str]]
    certainty: Mapping[str, Certainty]

    def act(self, name: str) -> Act | None:
        """The act of that name, if any cue has it."""
        return self._acts.get(name)

    @cached_property
    def _acts(self) -> dict[str, Act]:
        tables = (self.verbs, self.nouns, self.adjectives, self.adverbs, self.prepositions)
        return {c.act.name: c.act for table in tables for cues in table.values() for c in cues}

    def words(self, name: str) -> frozenset[str]:
        """A word list of the ontology: "light-verbs", "hearers" …"""
        return self.lists.get(name, frozenset())


class Forms(Protocol):
    """From a lemma to the forms under which text shows it."""

    def __call__(self, lemma: str) -> Iterable[str]: ...


def read_stances(ontology: Ontology) -> Stances:
    """The stances of the ontology."""
    acts = {iri: _act(ontology, iri) for iri in ontology.instances("kg:SpeechAct")}
    lists = {local(iri): iri for iri in ontology.instances("kg:WordList")}
    words = {name: frozenset(ontology.texts(iri, "kg:word")) for name, iri in lists.items()}
    sure = {name: _certainty(ontology, iri) for name, iri in lists.items()}
    return Stances(
        verbs=_table(ontology, acts, "kg:verb", verb_forms),
        nouns=_table(ontology, acts, "kg:noun", noun_forms),
        adjectives=_table(ontology, acts, "kg:adjective", lambda w: (w,)),
        adverbs=_table(ontology, acts, "kg:adverb", lambda w: (w,)),
        prepositions=_table(ontology, acts, "kg:preposition", lambda w: (w,)),
        lists=words,
        certainty={w: c for name, c in sure.items() if c for w in words[name]},
    )


def _act(ontology: Ontology, iri: str) -> Act:
    negative = ontology.iri(iri, "kg:polarity") == expand("kg:Negative")
    return Act(
        name=local(iri),
        stance=local(ontology.iri(iri, "kg:stance") or "assert"),
        certainty=_certainty(ontology, iri),
        polarity="negative" if negative else "positive",
        frames=frozenset(local(f).removesuffix("Frame").lower() for f in ontology.iris(iri, "kg:frame")),
        attitude=expand("kg:Attitude") in ontology.types(iri),
        negated=local(negated) if (negated := ontology.iri(iri, "kg:whenNegated")) else None,
    )


def _certainty(ontology: Ontology, iri: str) -> Certainty | None:
    given = ontology.iri(iri, "kg:certainty")
    return cast(Certainty, local(given).lower()) if given else None


def _table(ontology: Ontology, acts: Mapping[str, Act], predicate: str, forms: Forms) -> dict[str, tuple[Cue, ...]]:
    table: dict[str, list[Cue]] = {}
    for iri, act in acts.items():
        for text in ontology.texts(iri, predicate):
            first, *rest = text.split()
            for form in forms(first):
                table.setdefault(form, []).append(Cue(tuple(rest), act))
    # A cue with fixed words says more than its bare head, so it is tried first.
    return {form: tuple(sorted(dict.fromkeys(cues), key=lambda c: -len(c.words))) for form, cues in table.items()}


def verb_forms(lemma: str) -> tuple[str, ...]:
    """The lemma and its regular forms; irregular ones come from the tagger's lemma.

    >>> verb_forms("deny")
    ('deny', 'denies', 'denied', 'denying')
    >>> verb_forms("urge"), verb_forms("quip")[2:]
    (('urge', 'urges', 'urged', 'urging'), ('quiped', 'quiping', 'quipped', 'quipping'))
    """
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    es = "es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"
    plain = (lemma, lemma + es, lemma + "ed", lemma + "ing")
    short = (
        len(lemma) > 2
        and lemma[-1] not in "wxy" + _VOWELS
        and lemma[-2] in _VOWELS
        and (lemma[-3] not in _VOWELS or lemma[-4:-2] == "qu")
    )
    return (*plain, lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing") if short else plain


def noun_forms(lemma: str) -> tuple[str, ...]:
    """The lemma and its plural.

    >>> noun_forms("threat"), noun_forms("worry")
    (('threat', 'threats'), ('worry', 'worries'))
    """
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, lemma[:-1] + "ies"
    return lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
