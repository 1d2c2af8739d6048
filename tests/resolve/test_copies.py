"""Text that documents share is found wherever it stands."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.copies import SURE, copies
from tests.resolve.worlds import Article

STORY = (
    "The ministry said on Tuesday that a cargo of machine parts had left the northern harbour for the islands. "
    "Two tugs escorted the ship past the breakwater while officials watched from the quay. "
    "A spokesman declined to name the buyer and said the papers were in order. "
    "The harbour master counted forty crates and a single crane on the after deck. "
    "Nobody on the quay would say when the next ship was due."
)
OTHER = (
    "Farmers in the valley brought in the last of the barley this week after a dry summer. "
    "Prices at the market were steady and the mills took all that was offered. "
    "The weather office expects rain by the weekend."
)


def found(*articles: Article) -> list[tuple[str, str, str]]:
    names = {a.document.id: a.name for a in articles}
    return [(names[c.copy], c.kind, names[c.origin]) for c in copies([a.document for a in articles])]


def wire(name: str = "wire", published: str = "2024-05-30") -> Article:
    return Article(STORY, name, published, "Agency", wire="Agency")


def test_an_edited_copy_points_to_the_earliest_version() -> None:
    cut = Article(STORY.split(" The harbour master")[0], "cut", "2024-05-31", "Daily")
    swapped = STORY.replace("Tuesday", "Tuesday morning").replace("Nobody on the quay", "None of the officials")
    edited = Article(f"{swapped} {OTHER[:87]}", "edited", "2024-06-01", "Post")
    assert found(edited, cut, wire()) == [("cut", "copy", "wire"), ("edited", "copy", "wire")] or found(
        edited, cut, wire()
    ) == [("edited", "copy", "wire"), ("cut", "copy", "wire")]


def test_reordered_paragraphs_are_a_copy_with_its_passages() -> None:
    sentences = STORY.split(". ")
    mixed = Article(". ".join([*sentences[2:], *sentences[:2]]), "mixed", "2024-05-31")
    (copy,) = copies([wire().document, mixed.document])
    assert copy.kind == "copy"
    for one, two in copy.passages:
        assert [w.strip(".,").lower() for w in one.text.split()] == [w.strip(".,").lower() for w in two.text.split()]


def test_a_quoted_passage_is_an_excerpt() -> None:
    sentence = STORY.split(". ")[0]
    long = Article(
        f"{OTHER} {OTHER.upper()} {sentence}, it is recalled. " + OTHER.replace(" ", " so ", 30), "long", "2024-06-02"
    )
    assert found(wire(), long) == [("long", "excerpt", "wire")]


def test_a_whole_wire_inside_a_long_article_is_copied() -> None:
    long = Article(f"{OTHER}\n\n{STORY}\n\n" + OTHER.replace(" ", " so "), "long", "2024-06-02")
    assert found(wire(), long) == [("long", "copy", "wire")]


@pytest.mark.parametrize("text", [OTHER, "The ministry said on Tuesday that a cargo was lost.", "Rain.", ""])
def test_others_share_nothing(text: str) -> None:
    if text:
        assert found(wire(), Article(text, "other")) == []


def test_of_one_day_the_agency_is_the_origin_of_who_credits_it() -> None:
    credited = Article(STORY + " More follows.", "credited", "2024-05-30", "Daily", wire="Agency")
    assert found(credited, wire()) == [("credited", "copy", "wire")]


def test_page_furniture_is_nobodys_text() -> None:
    footer = "\n\nSHARE THIS ARTICLE\n\nSubscribe to our newsletter"
    a, b = Article(OTHER + footer, "a"), Article("The tide was high at noon today." + footer, "b")
    assert found(a, b) == []


def test_the_reason_says_how_much_and_when() -> None:
    (copy,) = copies([wire().document, Article(STORY, "late", "2024-06-02", "Daily").document])
    assert copy.share == 1.0
    words = len(STORY.split())
    assert copy.because == (
        f"{words} words, 100% of late and 100% of wire, are the same, which is of 2024-05-30, 3 days earlier"
    )


@given(st.integers(0, 60), st.integers(0, 40), st.integers(0, 40))
def test_no_sure_passage_is_missed(start: int, before: int, after: int) -> None:
    """Any SURE words of the story, set between other words, leave a common fingerprint."""
    from kg.resolve.copies import _fingerprints

    words = STORY.lower().split()
    passage = words[start : start + SURE]
    other = [f"x{n}" for n in range(before)] + passage + [f"y{n}" for n in range(after)]
    shared = {f for f, _ in _fingerprints(words)} & {f for f, _ in _fingerprints(other)}
    assert shared or len(passage) < SURE


@given(st.permutations(range(5)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    articles = [wire(), *(Article(STORY[n * 40 :], f"c{n}", f"2024-06-0{n + 1}") for n in range(4))]
    assert copies([articles[n].document for n in order]) == copies([a.document for a in articles])


def test_random_texts_of_common_words_share_nothing() -> None:
    chance = random.Random(7)
    vocabulary = sorted(set(STORY.lower().split()))
    texts = [" ".join(chance.choices(vocabulary, k=300)) for _ in range(20)]
    assert found(*(Article(t, str(n)) for n, t in enumerate(texts))) == []
