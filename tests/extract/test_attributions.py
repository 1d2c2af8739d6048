"""Who said what: sentences with all their claims, articles, and what must hold for any text."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import lexicon
from kg.extract.attributions import attributions
from kg.extract.mentions import mentions
from kg.extract.times import times
from kg.lexicon import Lexicon
from kg.model import Attribution, Mention
from kg.text import ParsedText

Parse = Callable[..., ParsedText]
FOLDER = Path(__file__).parent.parent / "cases"
CASES = yaml.safe_load((FOLDER / "attributions.yaml").read_text(encoding="utf-8"))
ARTICLES = yaml.safe_load((FOLDER / "attributions-articles.yaml").read_text(encoding="utf-8"))
TODAY = date(2024, 6, 1)
USUAL = {"kind": "indirect", "certainty": "certain", "polarity": "positive"}


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.load()


def read(text: ParsedText, words: Lexicon) -> tuple[tuple[Mention, ...], tuple[Attribution, ...]]:
    named = mentions(text, words)
    return named, attributions(text, named, times(text, words), words)


def shown(named: tuple[Mention, ...], found: tuple[Attribution, ...]) -> Iterator[dict[str, Any]]:
    """The claims as the table writes them: usual values and empty fields left out."""
    number = {a.id: n for n, a in enumerate(found)}
    for a in found:
        row: dict[str, Any] = {
            "source": a.source.text if a.source else None,
            "content": " … ".join(s.text for s in a.content),
            "cue": " … ".join(s.text for s in a.cue),
            "stance": a.stance,
            "kind": a.kind,
            "certainty": a.certainty,
            "polarity": a.polarity,
            "via": [r.span.text for r in a.relays if r.span],
            "target": [m.span.text for t in a.target for m in named if m.id == t],
            "within": number[a.within] if a.within else None,
            "refers_to": [number[r] for r in a.refers_to],
        }
        yield {
            k: v
            for k, v in row.items()
            if k in {"source", "content", "cue", "stance"} or v not in (USUAL.get(k), [], None)
        }


def case(row: dict[str, Any]) -> Any:
    """A row of the table; a known miss must go on missing until it is mended."""
    marks = [pytest.mark.xfail(strict=True, reason=row["miss"])] if "miss" in row else []
    return pytest.param(row, id=str(row["text"])[:70], marks=marks)


@pytest.mark.parametrize("row", [case(r) for r in CASES])
def test_a_sentence_makes_these_claims(row: dict[str, Any], words: Lexicon, parse: Parse) -> None:
    named, found = read(parse(row["text"], published=TODAY), words)
    assert list(shown(named, found)) == row["claims"]


# ---------------------------------------------------------------------------------------------------------- articles


def tokens(text: str | None) -> set[str]:
    import re

    return set(re.findall(r"\w+", (text or "").lower()))


def close(a: str, b: str) -> float:
    x, y = tokens(a), tokens(b)
    return len(x & y) / len(x | y) if x | y else 1.0


def fits(source: str | None, gold: str | None) -> bool:
    mine, theirs = tokens(source) - {"the", "a", "an"}, tokens(gold) - {"the", "a", "an"}
    return mine == theirs or bool(mine and theirs and (mine <= theirs or theirs <= mine))


def pairs(found: list[dict[str, Any]], gold: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Claims found and expected, matched one to one by content, best first."""
    scored = sorted(
        ((close(f["content"], g["content"]) + 0.3 * fits(f["source"], g["source"]), -i, -j)
         for i, f in enumerate(found) for j, g in enumerate(gold) if close(f["content"], g["content"]) >= 0.5),
        reverse=True,
    )  # fmt: skip
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in scored:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((found[-i], gold[-j]))
    return out


@pytest.fixture(scope="module")
def articles(words: Lexicon, parse: Parse) -> list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    read_all = []
    for article in ARTICLES:
        text = parse(article["text"], published=article["published"], name=article["name"], title=article.get("title"))
        named, found = read(text, words)
        read_all.append((list(shown(named, found)), article["claims"]))
    return read_all


def test_composed_articles_give_up_their_claims(articles: list[Any]) -> None:
    matched = [(f, g) for found, gold in articles for f, g in pairs(found, gold)]
    free = sum(bool(g.get("optional")) for _, g in matched)
    needed = sum(not g.get("optional") for _, gold in articles for g in gold)
    made = sum(len(found) for found, _ in articles) - free
    what = 2 * (len(matched) - free) / (made + needed)
    who = 2 * sum(fits(f["source"], g["source"]) for f, g in matched if not g.get("optional")) / (made + needed)
    assert what >= 0.97
    assert who >= 0.96


def test_stances_and_relays_of_composed_articles(articles: list[Any]) -> None:
    matched = [(f, g) for found, gold in articles for f, g in pairs(found, gold) if not g.get("optional")]
    assert sum(f["stance"] in g["stance"] for f, g in matched) / len(matched) >= 0.97
    passed = [(f, g) for f, g in matched if f.get("via") or g.get("via")]
    right = [
        len(f.get("via", [])) == len(g.get("via", [])) and all(map(fits, f.get("via", []), g.get("via", [])))
        for f, g in passed
    ]
    assert sum(right) / len(right) >= 0.8


# ------------------------------------------------------------------------------------------------ paragraphs, chains


def test_a_quotation_goes_on_in_the_next_paragraph(words: Lexicon, parse: Parse) -> None:
    text = parse('"We warned them," the envoy said. "They laughed.\n\n"They will not laugh again."')
    _, found = read(text, words)
    assert [a.source.text if a.source else None for a in found] == ["the envoy"] * 3
    assert [a.content[0].text for a in found] == ["We warned them", "They laughed", "They will not laugh again"]


def test_a_colon_announces_the_next_paragraph(words: Lexicon, parse: Parse) -> None:
    _, found = read(parse('The general stressed the need for patience, saying:\n\n"Patience wins."'), words)
    assert (found[-1].source.text if found[-1].source else None, found[-1].content[0].text) == (
        "The general",
        "Patience wins",
    )


def test_a_denial_refers_to_the_accusations_before(words: Lexicon, parse: Parse) -> None:
    text = parse(
        "Kyiv accused Minsk of sheltering the pilots. Warsaw claims that the pilots have left, "
        "but both Minsk and Moscow have denied these allegations."
    )
    _, found = read(text, words)
    denial = next(a for a in found if a.stance == "deny")
    by_id = {a.id: a.content[0].text for a in found}
    assert "sheltering the pilots" in {by_id[r] for r in denial.refers_to}
    assert denial.id not in denial.refers_to


def test_the_publisher_is_no_relay(words: Lexicon, parse: Parse) -> None:
    sentence = "The envoy told the BBC that talks would resume."
    _, elsewhere = read(parse(sentence), words)
    _, own = read(parse(sentence, publisher="BBC"), words)
    assert [len(a.relays) for a in elsewhere] == [1]
    assert [len(a.relays) for a in own] == [0]


def test_the_day_of_speaking_is_no_day_of_the_content(words: Lexicon, parse: Parse) -> None:
    _, found = read(parse("The ministry said on Wednesday that the ship had sunk on Monday.", published=TODAY), words)
    assert [a.said_on.earliest if a.said_on else None for a in found] == [date(2024, 5, 29)]


def test_attitudes_are_claims_only_where_breadth_is_asked_for(words: Lexicon, parse: Parse) -> None:
    text = parse("The guild supports the reform.")
    assert attributions(text, (), (), words) == ()
    assert [a.content[0].text for a in attributions(text, (), (), words, wide=True)] == ["the reform"]


# -------------------------------------------------------------------------------------------------------- properties

PIECES = st.lists(
    st.sampled_from(
        ["said", "Kim", "that", "the", "missile", ",", ".", '"', "“", "”", "''", "according", "to", "reportedly", "is",
         "believed", "denied", "as", "KCNA", ":", "-", "(", ")", "who", "and", "claims", "of", "it", "not", "accused",
         "\n\n", "warned", "?", "—", "by"]
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_any_text_gives_grounded_distinct_and_repeatable_claims(pieces: list[str]) -> None:
    text = " ".join(pieces)
    parsed = PARSE(text)
    found = attributions(parsed, (), (), WORDS)
    assert found == attributions(parsed, (), (), WORDS)
    assert len({a.id for a in found}) == len(found)
    for a in found:
        assert a.content
        for span in (*a.content, *a.cue, *([a.source] if a.source else [])):
            assert parsed.document.text[span.start : span.end] == span.text
        assert not any(c.overlaps(p) for c in a.cue for p in a.content)
        assert a.within is None or a.within in {b.id for b in found}


@pytest.fixture(scope="module", autouse=True)
def _for_properties(words: Lexicon, parse: Parse) -> None:
    global PARSE, WORDS
    PARSE, WORDS = parse, words


PARSE: Parse
WORDS: Lexicon
