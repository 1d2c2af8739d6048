"""The reader, the checker and the converter of corpus/, and the rules that our own texts must keep."""

import json
import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import corpus_agreement  # noqa: E402
import corpus_check  # noqa: E402
import corpus_format  # noqa: E402
import corpus_stats  # noqa: E402
import swap_states  # noqa: E402

import corpus  # noqa: E402

EVENTS = ROOT / "corpus" / "events"
HEADER = "# manner: test | topic: test | group: g1\n"
OTHERS = sorted((ROOT.parent / "shared").glob("data/polnear/*.jsonl")) + sorted(
    (ROOT.parent / "shared").glob("data/reference/*.csv")
)


def blocks_of(tmp_path: Path, text: str) -> tuple[list[corpus_format.Block], list[str]]:
    (tmp_path / "01-test.txt").write_text(text, "utf-8")
    blocks, problems = corpus_format.read(tmp_path)
    return blocks, [p.message for p in [*problems, *corpus_check.check(blocks)]]


def words(block: corpus_format.Block | corpus_format.Document, spans: corpus_format.Spans) -> list[str]:
    return [block.text[s:e] for s, e in spans]


def test_marks_nest_and_parts_may_be_apart(tmp_path: Path) -> None:
    blocks, problems = blocks_of(
        tmp_path,
        HEADER
        + '[1t "Two flew,"] [1s+2s he] [1c said], [2c adding] [2t that [3s Tokyo], which saw \\[one\\], [3c~ feared] '
        '[3t more]]. [1t "Both fell."]\n',
    )
    assert problems == []
    (block,) = blocks
    assert block.text == '"Two flew," he said, adding that Tokyo, which saw [one], feared more. "Both fell."'
    one, two, three = block.attributions
    assert words(block, one.content) == ['"Two flew,"', '"Both fell."']
    assert one.source == two.source and words(block, one.source) == ["he"]
    assert words(block, two.content) == ["that Tokyo, which saw [one], feared more"]
    assert (words(block, three.cue), three.attitude, one.attitude) == (["feared"], True, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1s He] [1c said] [1t no", "never closed"),
        ("He said] no", "closes nothing"),
        ("[He] said no", "opens no mark"),
        ("[1s He ] [1c said] [1t no]", "blank at its edge"),
        ("[1s He] [1c said] no", "has no content"),
        ("[1s He] said [1t no]", "has no cue"),
        ("[1s He] [1c said] [1t no] [3c so] [3t it]", "not numbered [1, 2]"),
        ("[1t It [1c said] no]", "overlaps itself"),
        ("[1s He] and [1s she] [1c said] [1t no]", "source in two places"),
        ("He left, [1c saying] [1t no]", "the subject of its clause"),
        ("[1s He] [1c said] [1t she [2c said]] [2t no]", "the rest of it does not"),
        ('[1s He] [1c said] [1t "no]', "odd number"),
        ("[1s He] [1c said] [1t “no]", "do not pair"),
        ("[1s He] [1c said] [1t no]. [^2t Yes.]", "nothing of the block before"),
        ("[1s He] [1c said] [1t no]\n\n[^1t Yes], [1s he] [1c said] [1t so]", "not numbered [2]"),
        ("[1s He] [1c said]  [1t no]", "doubled"),
        ("one\ntwo", "a block is one line"),
        ("no claim here\n\nNo claim here.", "the same text stands"),
        ("a\n\n# manner: m | group: g2\nb", "the header does not read"),
        ("a\n\n# manner: m | topic: t | group: g2\nb\n\n# manner: m | topic: t | group: g1\nc", "taken up again"),
    ],
)
def test_what_breaks_a_rule_is_named(tmp_path: Path, text: str, message: str) -> None:
    _, problems = blocks_of(tmp_path, HEADER + text + "\n")
    assert any(message in p for p in problems), problems


def test_a_block_without_a_header_is_refused(tmp_path: Path) -> None:
    assert blocks_of(tmp_path, "Some words.\n") == ([], ["no header stands before this block"])


RUNNING = """# manner: test | topic: test | group: g1
= [1s He][1c :] [1t all well]

[1s He] [1c said]: [1t "All well.]

[^1t "Truly."] [2s He] [2c~ hopes so] [2t it is].
"""


def test_a_document_joins_its_blocks_and_what_runs_on(tmp_path: Path) -> None:
    blocks, problems = blocks_of(tmp_path, RUNNING)
    assert problems == [] and [b.headline for b in blocks] == [True, False, False]
    (doc,) = corpus_format.documents(blocks)
    assert doc.text == 'He: all well\n\nHe said: "All well.\n\n"Truly." He hopes so it is.'
    assert [words(doc, a.content) for a in doc.attributions] == [["all well"], ['"All well.', '"Truly."'], ["it is"]]
    (line,) = corpus_format.to_jsonl([doc], core=True)
    row = json.loads(line)
    assert row["doc_id"] == "g1" and len(row["attributions"]) == 2
    assert row["attributions"][0] == {"source": [0, 2], "cue": [2, 3], "content": [4, 12]}


def test_flat_keeps_the_outermost(tmp_path: Path) -> None:
    blocks, _ = blocks_of(tmp_path, HEADER + "[1t [2s She] [2c said] [2t it fell]], [1c reported] [1s Yonhap].\n")
    (line,) = corpus_format.to_jsonl(corpus_format.documents(blocks), flat=True)
    assert [a["source"] for a in json.loads(line)["attributions"]] == [[27, 33]]


def test_eight_words_shared_are_found(tmp_path: Path) -> None:
    blocks, _ = blocks_of(tmp_path, HEADER + "[1s He] [1c said] [1t a b c d e f].\n")
    assert [p.message[-16:] for p in corpus_check.shared(blocks, ["So he said a b c d e f g"])] == ["said a b c d e f"]
    assert list(corpus_check.shared(blocks, ["He said a b c d e"])) == []


def test_statistics_count_what_is_there(tmp_path: Path) -> None:
    blocks, _ = blocks_of(tmp_path, RUNNING)
    docs = list(corpus_format.documents(blocks))
    counted = corpus_stats.measure(json.loads(line) for line in corpus_format.to_jsonl(docs))
    assert counted["attributions"] == 3 and counted["kind"] == {"mixed": 1, "indirect": 2}
    assert counted["source"] == {"personal pronoun": 3}
    assert "nested 0, attitudes and plans (~) 1, documents 1" in corpus_stats.table(docs, blocks, [])


def test_rows_show_the_parts_side_by_side(tmp_path: Path) -> None:
    blocks, _ = blocks_of(tmp_path, RUNNING)
    assert list(corpus_stats.rows(blocks))[-2:] == [
        '01-test.txt:6 ^1 |  |  | "Truly."',
        "01-test.txt:6 2~ | He | hopes so | it is",
    ]


AGREED = [
    # first reading, second reading, who-what j50, all three exact, cue exact
    ("[1s He] [1c said] [1t that it fell].", "[1s He] [1c said] [1t that it fell].", 100, 100, 100),
    ("[1s He] [1c said] [1t that it fell].", "[1s He] [1c said that] [1t it fell].", 100, 0, 0),
    ("[1s He] [1c said] [1t that it fell].", "He [1c said] [1t that it fell].", 0, 0, 100),
    ("[1s He] [1c said] [1t that it fell].", "He said that it fell.", 0, 0, 0),
    ("[2t [1s He] [1c said] [1t no]], [2s she] [2c said].", "[1t He said no], [1s she] [1c said].", 67, 67, 67),
    ("He left.", "He left.", None, None, None),
]


@pytest.mark.parametrize(("one", "other", "who_what", "exact", "cue"), AGREED)
def test_two_readings_are_compared(
    tmp_path: Path, one: str, other: str, who_what: int | None, exact: int | None, cue: int | None
) -> None:
    first, _ = blocks_of(tmp_path, HEADER + one + "\n")
    second, _ = blocks_of(tmp_path, HEADER + other + "\n")
    for pair in ((first, second), (second, first)):
        counts, problems = corpus_agreement.agreement(*pair)
        got = {name: round(100 * count.f1) for name, count in counts.items() if count.first + count.second}
        assert problems == []
        assert [got.get(n) for n in ("who-what j50", "all three exact", "cue exact")] == [who_what, exact, cue]
    assert list(corpus_agreement.differences(first, second)) == [] or exact != 100


def test_a_paragraph_that_only_one_reader_had_is_named(tmp_path: Path) -> None:
    first, _ = blocks_of(tmp_path, HEADER + "Nobody spoke.\n")
    second, _ = blocks_of(tmp_path, HEADER + "[1s He] [1c said] [1t no].\n")
    counts, problems = corpus_agreement.agreement(first, second)
    assert not counts and [p.message for p in problems] == ["the first reading has no paragraph of these words"]


def test_the_sample_has_no_marks(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main(["sample", "--every", "40"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("## 01-") and "[1" not in printed


def test_our_two_readings_agree(capsys: pytest.CaptureFixture[str]) -> None:
    """The figures that corpus/README.md reports."""
    assert corpus.main(["agreement"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("255 paragraphs\n")
    (row,) = [line.split() for line in printed.splitlines() if line.startswith("who-what j50  ")]
    assert row[2] == "90.5"


def test_the_command_prints_documents(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main(["jsonl", "--part", "dev", "--flat"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows and all(corpus_format.part_of(row["doc_id"]) == "dev" for row in rows)


def test_our_corpus_keeps_every_rule() -> None:
    blocks, problems = corpus_format.read()
    problems += corpus_check.check(blocks)
    assert [str(p) for p in problems] == []


def test_both_parts_of_the_corpus_are_filled() -> None:
    docs = list(corpus_format.documents(corpus_format.read()[0]))
    if len(docs) < 50:
        pytest.skip("the corpus is still too small to be split")
    dev = sum(corpus_format.part_of(d.id) == "dev" for d in docs) / len(docs)
    assert 0.04 < dev < 0.2


@pytest.mark.skipif(not OTHERS, reason="the corpora to compare with are not on this machine")
def test_our_corpus_shares_no_run_of_words_with_another() -> None:
    blocks, _ = corpus_format.read()
    assert [str(p) for p in corpus_check.shared(blocks, (p.read_text("utf-8") for p in OTHERS))] == []


@pytest.mark.parametrize("name", ["events", "swapped"])
def test_the_marks_of_the_events_corpus_stand_on_words(name: str) -> None:
    rows = [json.loads(line) for line in (EVENTS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len({row["doc_id"] for row in rows}) == len(rows) == {"events": 244 + 250, "swapped": 247}[name]
    for row in rows:
        text, goods = row["text"], [t["goods"] for t in row["transfers"]]
        named = [*(t[side] for t in row["transfers"] for side in ("giver", "recipient"))]
        assert {n for names in (*named, *(q["agent"] for q in row["launches"])) for n in names} <= set(row["parties"])
        assert all(not set(t["giver"]) & set(t["recipient"]) for t in row["transfers"])
        words = [w for launch in row["launches"] for w in launch["words"]]
        places = [*goods, *words, *row["unsure"], *row["other"]]
        doubled = {tuple(g) for g in goods} & {tuple(w) for w in words}
        assert len({tuple(p) for p in places}) == len(places) - len(doubled), row["doc_id"]
        times = [p for launch in row["launches"] for p in launch["times"]]
        for start, end in (*places, *times, *(p for found in row["parties"].values() for p in found)):
            assert text[start:end].strip() == text[start:end] != "", (row["doc_id"], start)


def test_the_figures_of_the_events_corpus_are_those_that_its_readme_tells() -> None:
    rows = [json.loads(line) for line in (EVENTS / "events.jsonl").read_text("utf-8").splitlines()]
    told = (EVENTS / "README.md").read_text("utf-8")
    assert f"{sum(len(row['transfers']) for row in rows):,} goods" in told
    launches = [launch for row in rows for launch in row["launches"]]
    assert f"{len(launches)} launches told of by {sum(len(q['words']) for q in launches):,} words" in told


def test_the_copies_with_other_states_are_what_the_tool_makes() -> None:
    lines = (EVENTS / "events.jsonl").read_text("utf-8").splitlines()
    made = list(swap_states.swapped(lines))
    assert made == (EVENTS / "swapped.jsonl").read_text("utf-8").splitlines()
    text = json.loads(made[0])["text"]
    assert not any(f" {name} " in text for name in ("Moscow", "Pyongyang", "Tehran", "Kyiv"))


@pytest.mark.parametrize(
    ("words", "place", "moved"),
    [
        ("Moscow", (0, 6), "Cairo"),
        ("Moscow's army", (0, 13), "Cairo's army"),
        ("army", (9, 13), "army"),
        ("the North", (18, 27), "Sudan"),
        ("Iran", (31, 35), "Pakistan"),
        ("sc", (2, 4), "Cairo"),
    ],
)
def test_what_is_replaced_moves_every_place(words: str, place: tuple[int, int], moved: str) -> None:
    class Chance(random.Random):
        def sample(self, population, k, *, counts=None):
            return list(population)[:k]

    text = "Moscow's army met the North in Iran."
    assert text[slice(*place)] == words
    made = swap_states.copied({"doc_id": "a", "text": text, "unsure": [list(place)]}, Chance())
    assert made["text"] == "Cairo's army met Sudan in Pakistan."
    assert made["text"][slice(*made["unsure"][0])] == moved
