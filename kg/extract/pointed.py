"""What the trained network points at in a paragraph: goods that the ontology knows, and mentions of two states."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import wholes
from kg.extract.arms import Arm
from kg.extract.building import States
from kg.extract.fillers import Filling, filling
from kg.model import Mention
from kg.tagger.happenings import GIVER, RECIPIENT

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.setting import Setting
    from kg.lexicon.events import Frame
    from kg.tagger.happenings import Happening

# How sure the network must be that goods change hands, and of each party.
_SURE, _PARTY = 0.98, 0.9


@dataclass(frozen=True, slots=True)
class Pointed:
    """Goods that change hands, with the plain frame of such transfers and how it reads them, and the two parties."""

    token: "Token"
    arm: Arm
    frame: "Frame"
    item: Filling
    giver: Mention
    recipient: Mention

    def party(self, role: str) -> Mention:
        return self.giver if role == "giver" else self.recipient


def pointed(seen: Sequence["Happening"], scene: "Setting", states: States) -> list[Pointed]:
    """The handovers that the network is sure of, in text order, each good once: as it is most sure of it."""
    sure = [h for h in seen if h.score >= _SURE and not h.is_launch]
    acting = {m: state for m in states.by_id.values() if (state := states.slug(m))} if sure else {}
    best: dict[int, tuple[float, Pointed]] = {}
    for handover in sure:
        found = _pointed(handover, scene, states, acting)
        if found is not None and handover.score > best.get(found.token.i, (0.0, found))[0]:
            best[found.token.i] = handover.score, found
    return [best[i][1] for i in sorted(best)]


def _pointed(handover: "Happening", scene: "Setting", states: States, acting: Mapping[Mention, str]) -> Pointed | None:
    arm = _goods(handover, scene)
    giver = _party({m: handover.scored((m.span.start, m.span.end), GIVER) for m in acting}, handover, acting)
    if arm is None or giver is None:
        return None
    others = (m for m, state in acting.items() if state != acting[giver])
    recipient = _party({m: handover.scored((m.span.start, m.span.end), RECIPIENT) for m in others}, handover, acting)
    token = scene.paragraph.doc[arm.head]
    plain = next(_plain(token, scene), None) if recipient else None
    if recipient is None or plain is None:
        return None
    return Pointed(token, arm, *plain, states.standing_for(giver), states.standing_for(recipient))


def _goods(handover: "Happening", scene: "Setting") -> Arm | None:
    """The goods that the network points at, if the ontology knows them; in "containers of shells" the shells."""
    start, end = (place - scene.paragraph.start for place in handover.anchor)
    span = scene.paragraph.doc.char_span(start, end, alignment_mode="expand")
    at = span[0].i if span is not None and len(span) else -1
    arm = next((a for a in scene.arms.values() if a.first <= at <= a.head and not a.modifier), None)
    if arm is None or (arm.first and scene.paragraph.doc[arm.first - 1].text == "-"):
        # "Anti-tank", where the parser takes the word for a tank.
        return None
    return scene.arms.get(wholes.unwrapped(scene.paragraph.doc[arm.head]).i, arm)


def _party(scores: Mapping[Mention, float], handover: "Happening", acting: Mapping[Mention, str]) -> Mention | None:
    """Of the state that most speaks for, the mention nearest to the goods, a name rather than a pronoun."""
    best = max(scores, key=lambda m: (scores[m], m.id), default=None)
    if best is None or scores[best] < _PARTY:
        return None
    same = (m for m in scores if acting[m] == acting[best] and scores[m] >= _PARTY)
    return min(same, key=lambda m: (m.kind == "pronoun", abs(m.span.start - handover.anchor[0]), m.id))


def _plain(goods: "Token", scene: "Setting") -> Iterator[tuple["Frame", Filling]]:
    """The plain frames of the kinds of transfer that hand over such goods, none of a kind of another one's."""
    events = scene.lexicon.events
    frames = {f for entries in events.by_verb.values() for _, f in entries if f.name == f.type}
    fitting: dict[Frame, Filling] = {}
    for frame in sorted((f for f in frames if events.is_a(f.type, "Transfer")), key=lambda f: f.name):
        for argument in (a for a in frame.of("item") if a.functions != ("none",)):
            if frame not in fitting and (found := filling(argument, goods, scene)):
                fitting[frame] = found
    for frame, item in fitting.items():
        if not any(o is not frame and events.is_a(frame.type, o.type) for o in fitting):
            yield frame, item
