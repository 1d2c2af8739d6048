"""Who is who across documents, by hand-made mentions."""

from collections.abc import Iterable
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.lexicon import Lexicon, load
from kg.model import Actor, Decision, Document, Extraction, Mention
from kg.resolve.actors import outlet, resolve_actors
from tests.resolve.worlds import Article

SLUGS = {
    "North Korea": "north-korea",
    "South Korean": "south-korea",
    "Ukrainian": "ukraine",
    "KCNA": "kcna",
    "US": "united-states",
}


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return load()


def article(name: str, *said: tuple[str, str], publisher: str | None = None) -> tuple[Document, Extraction]:
    """A document of the words in order; each is a mention: known by SLUGS, else unknown under the label given."""
    text = " ".join(w for w, _ in said)
    document, mentions, at = Article(text, name, publisher=publisher).document, [], 0
    for w, how in said:
        start = text.index(w, at)
        at, label = start + len(w), how.partition(":")[2] or w
        slug = SLUGS.get(w) or "~" + ids.slug(label)
        kind = "nominal" if how.startswith("nominal") else "name"
        type_ = "State" if w in SLUGS else how.partition(":")[0].removeprefix("nominal-") or "Person"
        mention = ids.digest("mention", document.id, start, at, kind)
        mentions.append(Mention(mention, document.span(start, at), kind, slug, label, type_, "test"))  # type: ignore[arg-type]
    return document, Extraction(document.id, tuple(mentions))


Made = tuple[tuple[Actor, ...], tuple[Decision, ...], dict[str, str]]


def resolved(articles: Iterable[tuple[Document, Extraction]], words: Lexicon, decided: Iterable[Decision] = ()) -> Made:
    pairs = list(articles)
    return resolve_actors([d for d, _ in pairs], {e.document: e for _, e in pairs}, words, decided)


def labels(made: Made) -> list[str]:
    return sorted(a.label for a in made[0])


def test_an_actor_of_the_ontology_is_one_everywhere(words: Lexicon) -> None:
    actors, decisions, actor_of = resolved([article("a", ("KCNA", "")), article("b", ("KCNA", ""))], words)
    assert [(a.id, a.label, len(a.mentions)) for a in actors] == [("kcna", "KCNA", 2)]
    assert set(actor_of.values()) == {"kcna"} and decisions == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Baek Sung Joon", "Baek Seong-jun", True),
        ("Baek Jong Eun", "Baek Jong Un", True),
        ("Park Young Ho", "Park Yong-ho", True),
        ("Tanaka Hiro", "Hiro Tanaka", True),
        ("Oleksiy Hrynko", "Oleksii Hrynko", True),
        ("Olena Hrynko", "Oleksii Hrynko", False),
        ("Han Myung-soo", "Han Min-seok", False),
        ("Park Young Ho", "Park Young Soo", False),
        ("John Smith", "Joan Smith", False),
        ("Lee", "Lee", False),
    ],
)
def test_spellings_of_unknown_names(one: str, other: str, same: bool, words: Lexicon) -> None:
    made = resolved([article("a", (one, "Person")), article("b", (other, "Person"))], words)
    assert (len(made[0]) == 1) is same, made[0]
    assert len(made[1]) == (1 if same else 0)
    assert all(d.because and d.by for d in made[1])


def test_another_spelling_of_a_known_person(words: Lexicon) -> None:
    actors, decisions, _ = resolved([article("a", ("Shin Won Seek", "Person"))], words)
    assert [a.id for a in actors] == ["shin-won-sik"]
    assert [d.judgement for d in decisions] == ["same"]


def test_titles_of_different_states_keep_people_apart(words: Lexicon) -> None:
    one = article("a", ("Ukrainian", ""), ("Ivan Petrenko", "Person"))
    other = article("b", ("South Korean", ""), ("Ivan Petrenko", "Person"))
    again = article("c", ("Ukrainian", ""), ("Ivan Petrenko", "Person"))
    made = resolved([one, other, again], words)
    people = [a for a in made[0] if a.type == "Person"]
    assert sorted(len(a.mentions) for a in people) == [1, 2]
    assert len({a.id for a in people}) == 2 and {a.label for a in people} == {"Ivan Petrenko"}


def test_the_label_is_the_most_frequent_fullest_name(words: Lexicon) -> None:
    made = resolved(
        [
            article("a", ("Baek Sung Joon", "Person"), ("Lee", "Person:Baek Sung Joon")),
            article("b", ("Baek Sung-jun", "Person")),
            article("c", ("Baek Sung-jun", "Person"), ("Lee", "Person:Baek Sung-jun")),
        ],
        words,
    )
    assert labels(made)[0] in ("Baek Sung-jun", "Baek Sung Joon")


def test_unnamed_people_stay_in_their_document(words: Lexicon) -> None:
    made = resolved([article(n, ("US officials", "nominal-Group")) for n in "ab"], words)
    assert labels(made) == ["US officials", "US officials"]
    assert all("-of-" in a.id for a in made[0]) and made[1] == ()


def test_unknown_bodies_of_one_name_are_one(words: Lexicon) -> None:
    made = resolved(
        [article("a", ("Harbour Watch", "Organisation")), article("b", ("Harbour Watch", "Organisation"))], words
    )
    assert [(a.id, a.label) for a in made[0]] == [("harbour-watch", "Harbour Watch")]
    assert len(made[1]) == 1


def test_a_persons_word_goes_first(words: Lexicon) -> None:
    pair = [article("a", ("Ivan Petrenko", "Person")), article("b", ("Ivan Petrenko", "Person"))]
    _, (merge,), _ = resolved(pair, words)
    apart = Decision(merge.left, merge.right, "different", 1, "two men", "an analyst")
    made = resolved(pair, words, [apart])
    assert len(made[0]) == 2 and made[1] == (apart,)
    strangers = [article("a", ("Ivan Petrenko", "Person")), article("b", ("Vanya", "Person"))]
    names = [f"{ids.slug(n)}-of-{d.id}" for n, (d, _) in zip(("Ivan Petrenko", "Vanya"), strangers, strict=True)]
    same = Decision(ids.actor_iri(names[0]), ids.actor_iri(names[1]), "same", 1, "his nickname", "an analyst")
    assert labels(resolved(strangers, words, [same])) == ["Ivan Petrenko"]
    known = Decision(names[0], "kim-jong-un", "same", 1, "a joke", "an analyst")
    assert [a.id for a in resolved(strangers[:1], words, [known])[0]] == ["kim-jong-un"]


def test_a_publisher_that_the_ontology_knows_is_that_outlet(words: Lexicon) -> None:
    made = resolved([article("a", ("KCNA", ""), publisher="The Korea Herald")], words)
    assert [(a.id, a.aliases) for a in made[0]] == [("kcna", ()), ("korea-herald", ("The Korea Herald",))]
    assert outlet("Yonhap News Agency", words) == "yonhap"
    assert outlet("Village Herald", words) is None and outlet(None, words) is None
    assert outlet("North Korea", words) is None


def test_the_order_of_the_documents_does_not_matter(words: Lexicon) -> None:
    articles = [
        article("a", ("Baek Sung Joon", "Person"), ("US officials", "nominal-Group")),
        article("b", ("Baek Seong-jun", "Person"), ("North Korea", "")),
        article("c", ("Sung-jun Baek", "Person"), ("Harbour Watch", "Organisation")),
        article("d", ("Harbour Watch", "Organisation"), ("Lee", "Person")),
    ]
    assert len({str(resolved(order, words)) for order in permutations(articles)}) == 1


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.sampled_from(["Baek Sung Joon", "Baek Sung-jun", "Lee", "Ivan Petrenko", "Harbour Watch"]),
        min_size=1,
        max_size=6,
    )
)
def test_every_mention_has_one_actor(names: list[str]) -> None:
    words = load_once()
    made = resolved([article(str(n), (name, "Person")) for n, name in enumerate(names)], words)
    actors, _, actor_of = made
    assert sorted(m for a in actors for m in a.mentions) == sorted(actor_of)
    assert {a.id for a in actors} >= set(actor_of.values())
    assert len({a.id for a in actors}) == len(actors)


_LEXICON: list[Lexicon] = []


def load_once() -> Lexicon:
    if not _LEXICON:
        _LEXICON.append(load())
    return _LEXICON[0]
