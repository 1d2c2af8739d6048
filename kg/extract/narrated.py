"""What the outlet says in its own voice: every event outside all attributions gets a narrated attribution."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import ids
from kg.model import Attribution, EventMention, Span

if TYPE_CHECKING:
    from kg.text import ParsedText


def narrated(
    parsed: "ParsedText", attributions: Sequence[Attribution], events: Sequence[EventMention]
) -> tuple[tuple[Attribution, ...], tuple[EventMention, ...]]:
    """Narrated attributions, one per sentence that tells of events in the outlet's own voice, and all events, each
    with the attribution that holds it in `within`."""
    known = {a.id for a in attributions}
    own: dict[Span, Attribution] = {}
    placed = []
    for event in events:
        if event.within not in known:
            content = _sentence(parsed, event.trigger) or event.evidence
            claim = own.setdefault(content, _claim(parsed, content))
            event = replace(event, within=claim.id)
        placed.append(event)
    return tuple(sorted(own.values(), key=lambda a: (a.start, a.id))), tuple(placed)


def _claim(parsed: "ParsedText", content: Span) -> Attribution:
    offsets = f"{content.start}-{content.end}"
    return Attribution(
        id=ids.digest("claim", parsed.document.id, "", "", offsets, "narrated"),
        source=None,
        cue=(),
        content=(content,),
        kind="narrated",
        stance="assert",
        certainty="certain",
        polarity="positive",
        method="rule:outlet-voice",
    )


def _sentence(parsed: "ParsedText", trigger: Span) -> Span | None:
    """The sentence around the trigger, without the blanks and full stop at its ends."""
    for paragraph in parsed.paragraphs:
        if paragraph.start <= trigger.start < paragraph.end:
            at = trigger.start - paragraph.start
            for sentence in paragraph.doc.sents:
                if sentence.start_char <= at < sentence.end_char:
                    text = sentence.text.rstrip().rstrip(".")
                    return paragraph.char_span(sentence.start_char, sentence.start_char + len(text))
    return None
