"""Training end to end on a few lines, from a tiny encoder with random weights: what is written can be read."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.tagger import SHIPPED
from kg.tagger.happenings import AGENT, GIVER, RECIPIENT, TIME
from kg.tagger.reader import TOKENIZER, Happenings, Tagger

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
transformers = pytest.importorskip("transformers", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")

TEXT = "The mayor said the bridge is safe. Nobody crossed it."
GIVEN = "Oslo will part with two ferries. Rome will get them. Rome fired a rocket on Friday."
HAPPENED = {
    "doc_id": "ferries",
    "text": GIVEN,
    "parties": {"norway": [[0, 4]], "italy": [[33, 37], [53, 57]]},
    "transfers": [{"goods": [24, 31], "giver": ["norway"], "recipient": ["italy"]}],
    "launches": [{"words": [[58, 63]], "agent": ["italy"], "times": [[76, 82]]}],
    "other": [[66, 72]],
}
ROW = {"doc_id": "bridge", "text": TEXT, "attributions": [{"source": [0, 9], "cue": [10, 14], "content": [15, 33]}]}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(0)
    config = transformers.BertConfig(
        hidden_size=48, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64, max_position_embeddings=256
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    (folder / TOKENIZER).write_bytes((SHIPPED / TOKENIZER).read_bytes())
    return folder


def test_what_is_learnt_is_written_and_read(base: Path, tmp_path: Path) -> None:
    from kg.tagger.training import TASKS, Plan, train

    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "made"
    corpus.write_text((json.dumps(ROW) + "\n") * 8, encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    train(
        [corpus],
        base,
        out,
        Plan(epochs=60, rate=3e-3, tokens=128),
        lambda *step: told.append(step),
        TASKS["attributions"],
    )
    assert sum(done for _, done, _ in told) == told[-1][2]
    (found,) = Tagger(out).proposals([(0, TEXT)])
    assert [TEXT[a:b] for part in (found.source, found.cue, found.content) for a, b in part] == [
        "The mayor",
        "said",
        "the bridge is safe",
    ]


def test_what_happens_is_learnt_with_weights_packed(base: Path, tmp_path: Path) -> None:
    from kg.tagger.training import TASKS, Plan, train

    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "made"
    corpus.write_text((json.dumps(HAPPENED) + "\n") * 8, encoding="utf-8")
    train([corpus], base, out, Plan(epochs=60, rate=3e-3, tokens=128), lambda *_: None, TASKS["events"])
    handed, launched = Happenings(out).read_in([(0, GIVEN)], [0])[0]
    assert GIVEN[slice(*handed.anchor)].startswith("fer") and not handed.is_launch
    assert handed.scored((0, 4), GIVER) > 0.5 > handed.scored((0, 4), RECIPIENT)
    assert handed.scored((53, 57), RECIPIENT) > 0.5 > handed.scored((53, 57), GIVER)
    assert GIVEN[slice(*launched.anchor)] == "fired" and launched.is_launch
    assert min(launched.scored((53, 57), AGENT), launched.scored((76, 82), TIME)) > 0.5


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no json", r"corpus\.jsonl, line 1: no JSON"),
        ('{"text": "A b."}', "line 1: no document with attributions"),
        ('{"text": "A b.", "attributions": []}', "hold no attributions to learn from"),
    ],
)
def test_a_corpus_that_cannot_be_learnt_from_is_refused(base: Path, tmp_path: Path, line: str, message: str) -> None:
    from kg.tagger.training import TASKS, Plan, train

    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        train([corpus], base, tmp_path / "made", Plan(1), lambda *_: None, TASKS["attributions"])
    assert not (tmp_path / "made").exists()
