"""Whether two mentions or clusters may speak of one event, and how much says that they do.

A conflict is a value that one event cannot have twice (its day, its kind, its weapon class). What remains is weighed:
each weight has its words, so that a merge can be explained.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from kg.resolve.background import Background
from kg.resolve.facts import Facts

# Two tellings of one launch may differ by the minutes of detection; salvos lie further apart.
_SAME_CLOCK_MINUTES = 45
_OTHER_CLOCK_MINUTES = 120
_MINUTE = 60.0
# "Nearly 150" and "148" are one number of goods; numbers tenfold apart count other things.
_ROUNDED = 0.05
_OTHER_THINGS = 10
# Characters over which nearness in the text fades out.
_NEAR = 2000

# Words of a place that name no place.
_COMMON = re.compile(
    r"(the|an?|of|area|near|city|port|region|province|coast|site|airport|international|main|launch"
    r"|(north|south|east|west|northern|southern|eastern|western)+)"
)

Reasons = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts inside one document. A document rarely speaks of two like events without dating them apart."""

    same_day: float = 3.0
    overlap: float = 0.5
    news: float = 1.5
    undated: float = 0.5
    party: float = 1.0
    weapon: float = 1.0
    site: float = 1.5
    toward: float = 0.5
    count: float = 0.75
    other_count: float = -1.5
    apart: float = -2.0
    threshold: float = 2.2


WITHIN = Weights()
# Across documents only a shared time can make two mentions one; the rest says how sure that is.
ACROSS = Weights(
    same_day=0.5, overlap=0.3, news=0.0, undated=0.0, party=0.2, weapon=0.1, site=0.15, toward=0.05, count=0.1,
    other_count=-0.05, apart=0.0, threshold=0.6,
)  # fmt: skip
DOUBTFUL = 0.4


def conflict(a: Facts, b: Facts, background: Background) -> str:
    """Why the two cannot be one event; empty: nothing speaks against it."""
    if not _types_fit(a, b, background):
        return f"{_names(a.types, background)} against {_names(b.types, background)}"
    if not _days_fit(a, b):
        return f"{days(a)} against {days(b)}"
    if a.documents & b.documents and ((a.news and b.past) or (b.news and a.past)):
        return "the news of the day against what came before"
    if a.family(background) == "transfer":
        return _transfer_conflict(a, b, background)
    if not _parties_fit(a, b, background):
        return f"{_names(a.agents, background)} against {_names(b.agents, background)}"
    if not _weapons_fit(a, b, background) and not _surely_one_moment(a, b, background):
        return f"{_names(a.weapons, background)} against {_names(b.weapons, background)}"
    if a.real != b.real and not (_one_day(a, b) or _only_possible(a) or _only_possible(b)):
        return "what is planned against what has happened"
    if a.documents & b.documents and _other_site(a, b, background):
        return f"{_names(a.sites, background)} against {_names(b.sites, background)}"
    return ""


def weigh(a: Facts, b: Facts, background: Background, weights: Weights) -> Reasons:
    """What speaks for one event, and what against, each with its words."""
    parts = _party_reasons(a, b, background, weights), _weapon_reasons(a, b, background, weights)
    reasons = [*_time_reasons(a, b, weights), *parts[0], *parts[1]]
    if _same_site(a, b, background):
        reasons.append((weights.site, "same site"))
    elif _other_site(a, b, background):
        reasons.append((-weights.site - 0.05, "other site"))
    if a.towards & b.towards:
        reasons.append((weights.toward, "same direction"))
    if a.counts and b.counts:
        fit = _counts_fit(a, b, background)
        reasons.append((weights.count, "same number") if fit else (weights.other_count, "other number"))
    return reasons


def transfer_reasons(a: Facts, b: Facts, background: Background) -> Reasons:
    """What speaks for one transfer: giver, recipient and items."""
    reasons: Reasons = []
    for one, two, word in ((a.givers, b.givers, "giver"), (a.recipients, b.recipients, "recipient")):
        if one and two and _sides_fit(one, two, background):
            reasons.append((1.5, f"same {word}"))
    if shared_items(a.items, b.items, background):
        reasons.append((1.5, "same kind of goods"))
    if a.real == b.real:
        reasons.append((0.25, "told alike"))
    return reasons


def nearness(a: Facts, b: Facts) -> float:
    """1 for neighbours in the text, 0 for mentions far apart."""
    return max(0.0, 1.0 - abs(a.place - b.place) / _NEAR)


def days(facts: Facts) -> str:
    """The days of an event in words.

    >>> from datetime import date
    >>> days(Facts(("m",), frozenset(), frozenset(), earliest=date(2024, 5, 30), latest=date(2024, 5, 30)))
    '2024-05-30'
    """
    if facts.earliest is None and facts.latest is None:
        return "no date"
    if facts.earliest == facts.latest:
        return str(facts.earliest)
    return f"{facts.earliest or '…'} to {facts.latest or '…'}"


def shared_items(one: Iterable[str], two: Iterable[str], background: Background) -> bool:
    """Whether some item of one is, or is a kind of, an item of the other."""
    return any(item_fits(a, b, background) for a in one for b in two)


def item_fits(a: str, b: str, background: Background) -> bool:
    """Concepts by the ontology; plain words by their last word, their head."""
    return background.comparable(a, b) or a.split()[-1:] == b.split()[-1:] != []


def _same_site(a: Facts, b: Facts, background: Background) -> bool:
    return any(site_fits(x, y, background) for x in a.sites for y in b.sites)


def _other_site(a: Facts, b: Facts, background: Background) -> bool:
    """Whether both name places that the ontology knows, and none of them fits: an "east coast" is nowhere exactly."""
    ones, twos = ([s for s in f.sites if s in background.above] for f in (a, b))
    return bool(ones and twos) and not _same_site(a, b, background)


def site_fits(a: str, b: str, background: Background) -> bool:
    """The same place, one inside the other, or a shared name ("wonsan area", "wonsan").

    >>> site_fits("wonsan area", "wonsan", Background()), site_fits("sunan", "wonsan", Background())
    (True, False)
    """
    if background.comparable(a, b):
        return True
    return bool(set(site_words(a)) & set(site_words(b)))


def site_words(site: str) -> list[str]:
    return [w for w in site.replace("-", " ").split() if not _COMMON.fullmatch(w)]


def coverage(one: Iterable[str], two: Iterable[str], background: Background) -> bool:
    """Whether each item of the one fits some item of the other, and the other way round."""
    ones, twos = list(one), list(two)
    sides = ((ones, twos), (twos, ones))
    return all(shared_items([item], others, background) for items, others in sides for item in items)


def _transfer_conflict(a: Facts, b: Facts, background: Background) -> str:
    for one, two, word in ((a.givers, b.givers, "from"), (a.recipients, b.recipients, "to")):
        if one and two and not _sides_fit(one, two, background):
            return f"{word} {_names(one, background)} against {word} {_names(two, background)}"
    if a.items and b.items and not shared_items(_exact(a.items, background), _exact(b.items, background), background):
        return f"{_names(a.items, background)} against {_names(b.items, background)}"
    # Of soldiers a number that grows is told again and again: "3,000", then "10,000 in all".
    troops = any(background.under(t, "TroopDeployment") for t in a.types | b.types)
    if a.counts and b.counts and not troops and (not _counts_fit(a, b, background) or _worlds_apart(a, b)):
        return f"{_numbers(a)} against {_numbers(b)}"
    if a.real != b.real and (_plans(a) != _plans(b) or not coverage(a.items, b.items, background)):
        return "what may come against what has been sent"
    alike = any(background.comparable(x, y) for x in a.types for y in b.types)
    if not (alike or _part_of(a.items, b.items, background) or _part_of(b.items, a.items, background)):
        return f"{_names(a.types, background)} against {_names(b.types, background)}"
    return ""


def _exact(items: Iterable[str], background: Background) -> list[str]:
    """The items without those that another one tells more exactly: missiles and "weapons" are no drones."""
    known = list(items)
    return [i for i in known if not any(o != i and background.under(o, i) for o in known)]


def _part_of(one: Iterable[str], two: Iterable[str], background: Background) -> bool:
    """Whether every item of the one is an item of the other, or a kind of one."""
    ones, twos = list(one), list(two)
    return bool(ones) and all(any(background.under(a, b) for b in twos) for a in ones)


def _types_fit(a: Facts, b: Facts, background: Background) -> bool:
    """Equal, one below the other; transfers also where their goods agree, whatever the verb was."""
    if a.family(background) == "transfer" == b.family(background):
        return True
    # A "rocket" of which nothing more is said may be the one that carried a satellite.
    one_flight = a.family(background) == "launch" == b.family(background) and _one_is_vaguer(a, b, background)
    return one_flight or all(_type_fits(x, y, background) for x in a.types for y in b.types)


def _one_is_vaguer(a: Facts, b: Facts, background: Background) -> bool:
    """Whether the weapons of one are kinds of those of the other."""
    return bool(a.weapons and b.weapons) and all(background.comparable(x, y) for x in a.weapons for y in b.weapons)


def _type_fits(one: str, two: str, background: Background) -> bool:
    """A "weapons test" may be a launch; the weapons tell."""
    return background.comparable(one, two) or any(
        general == "WeaponsTest" and background.under(exact, "Launch") for general, exact in ((one, two), (two, one))
    )


def _days_fit(a: Facts, b: Facts) -> bool:
    earliest = max((d for d in (a.earliest, b.earliest) if d), default=None)
    latest = min((d for d in (a.latest, b.latest) if d), default=None)
    return not (earliest and latest) or earliest <= latest


def _parties_fit(a: Facts, b: Facts, background: Background) -> bool:
    if a.family(background) == "launch":
        return not (a.agents and b.agents) or _sides_fit(a.agents, b.agents, background)
    return not (a.parties and b.parties) or bool(shared_parties(a, b, background))


def shared_parties(a: Facts, b: Facts, background: Background) -> list[str]:
    return sorted(x for x in a.parties if any(background.same_side(x, y) for y in b.parties))


def _sides_fit(one: Iterable[str], two: Iterable[str], background: Background) -> bool:
    return all(any(background.same_side(x, y) for y in two) for x in one) or all(
        any(background.same_side(x, y) for x in one) for y in two
    )


def _weapons_fit(a: Facts, b: Facts, background: Background) -> bool:
    return all(background.compatible(x, y) for x in a.weapons for y in b.weapons)


def _surely_one_moment(a: Facts, b: Facts, background: Background) -> bool:
    """Sources may differ on the class of one missile: then the day and the hour, or the day and the site, are one."""
    if a.documents & b.documents or not _one_day(a, b):
        return False
    return _clocks(a, b) == "same" or _same_site(a, b, background)


def _one_day(a: Facts, b: Facts) -> bool:
    return a.days == 1 == b.days and a.earliest == b.earliest


def _only_possible(facts: Facts) -> bool:
    return facts.unreal and not facts.planned


def _plans(facts: Facts) -> bool:
    return facts.planned and not facts.real


def _time_reasons(a: Facts, b: Facts, weights: Weights) -> Iterator[tuple[float, str]]:
    if _one_day(a, b):
        yield weights.same_day, f"same day {a.earliest}"
    elif a.days and b.days:
        yield weights.overlap, f"{days(a)} lies in {days(b)}" if a.days <= b.days else f"{days(b)} lies in {days(a)}"
    elif a.days or b.days:
        known = a if a.days else b
        if known.fresh:
            yield weights.news, "the news of the day"
    elif a.lead or b.lead:
        yield weights.news, "the lead"
    else:
        yield weights.undated, "both undated"
    clocks = _clocks(a, b)
    if clocks == "same":
        yield weights.weapon, "same hour"
    elif clocks == "other":
        yield -3 * weights.weapon, "other hour"
    if (a.apart and a.place > b.place) or (b.apart and b.place > a.place):
        yield weights.apart, "told as another one"


def _clocks(a: Facts, b: Facts) -> str:
    gaps = [max(0.0, (max(s, t) - min(e, f)).total_seconds() / _MINUTE) for s, e in a.clocks for t, f in b.clocks]
    if not gaps:
        return ""
    return "same" if min(gaps) <= _SAME_CLOCK_MINUTES else "other" if min(gaps) > _OTHER_CLOCK_MINUTES else ""


def _party_reasons(a: Facts, b: Facts, background: Background, weights: Weights) -> Iterator[tuple[float, str]]:
    shared = shared_parties(a, b, background)
    for actor in background.own(shared)[:2]:
        yield weights.party, f"same party {background.label(actor)}"
    if not shared and (not a.parties or not b.parties):
        yield weights.party / 4, "no other party"


def _weapon_reasons(a: Facts, b: Facts, background: Background, weights: Weights) -> Iterator[tuple[float, str]]:
    if a.weapons & b.weapons:
        yield weights.weapon, f"same weapon {_names(a.weapons & b.weapons, background)}"
    elif a.weapons and b.weapons and _weapons_fit(a, b, background):
        yield weights.weapon / 2, "weapons that fit"
    elif a.weapons and b.weapons:
        yield -weights.weapon, "other weapon"
    else:
        yield weights.weapon / 4, "no other weapon"


def _counts_fit(a: Facts, b: Facts, background: Background) -> bool:
    goods = a.family(background) == "transfer" == b.family(background)
    roughly = 1.0 + (_ROUNDED if goods else 0.0)
    return any(low <= top * roughly and bottom <= high * roughly for low, high in a.counts for bottom, top in b.counts)


def _worlds_apart(a: Facts, b: Facts) -> bool:
    """ "More than a million shells" are not the "more than 1,000 containers": they count different things."""
    gaps = [max(x, y) / max(min(x, y), 1.0) for x, _ in a.counts for y, _ in b.counts]
    return min(gaps) > _OTHER_THINGS


def _numbers(facts: Facts) -> str:
    low, high = min(facts.counts)
    return f"{low:,.0f}" if low == high else f"{low:,.0f} or more" if high == inf else f"{low:,.0f} to {high:,.0f}"


def _names(names: Iterable[str], background: Background) -> str:
    return " and ".join(sorted(background.label(n) for n in names)) or "none named"
