"""The trained network that comes along, at work beside the rules."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli
from kg.errors import InputError
from kg.tagger import SHIPPED
from kg.tagger.reader import ENCODER, Tagger, checked
from kg.workers import Reader, network

TEXT = (
    "The harbour master told reporters that two cranes had failed, Oslo Radio reported.\n"
    "“We warned them twice,” she added.\n"
    "The cranes are forty years old.\n"
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(SHIPPED)


def parts(tagger: Tagger, text: str) -> list[tuple[list[str], list[str], list[str]]]:
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line.replace("“", '"').replace("”", '"').rstrip("\n")))
        at += len(line)
    found = tagger.proposals(lines)
    return [tuple([text[a:b] for a, b in p] for p in (q.source, q.cue, q.content)) for q in found if q.score > 0.9]  # type: ignore[misc]


def test_claims_are_read_with_source_cue_and_content(tagger: Tagger) -> None:
    found = parts(tagger, TEXT)
    assert (["Oslo Radio"], ["reported"]) in [(s, c) for s, c, _ in found]
    assert (["she"], ["added"], ["“We warned them twice,”"]) in found
    assert any(s == ["The harbour master"] and "two cranes had failed" in " ".join(c) for s, _, c in found)
    assert not any("forty" in " ".join(c) for _, _, c in found)


def test_a_text_is_read_alike_whatever_is_read_beside_it(tagger: Tagger) -> None:
    line = "The harbour master told reporters that two cranes had failed."
    assert tagger.proposals([(0, line)]) == tagger.proposals([(0, line)])
    assert tagger.proposals([(0, "")]) == []


def test_long_paragraphs_are_read_to_their_end(tagger: Tagger) -> None:
    text = "The cranes are old. " * 80 + "The mayor said the bridge is safe."
    assert any(text[slice(*p.cue[0])] == "said" for p in tagger.proposals([(0, text)]))


def test_the_same_folder_builds_the_same_graph(tmp_path: Path) -> None:
    article = tmp_path / "cranes.txt"
    article.write_text("Two cranes have failed\n\n" + TEXT, encoding="utf-8")
    for store in ("one", "two"):
        made = CliRunner().invoke(
            cli.main, ["build", str(article), "--store", str(tmp_path / store), "--extractor", "tagger", "--jobs", "1"]
        )
        assert made.exit_code == 0, made.output
    one, two = (next((tmp_path / s).rglob("manifest.json")).read_bytes() for s in ("one", "two"))
    assert one == two
    assert json.loads(one)["manifest"]["options"]["trained reader"] == network(SHIPPED)


def test_another_network_is_another_reader(tmp_path: Path) -> None:
    for file in SHIPPED.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert Reader(trained=tmp_path).fingerprint() == Reader(trained=SHIPPED).fingerprint() != Reader().fingerprint()
    with (tmp_path / ENCODER).open("ab") as file:
        file.write(b"x")
    assert Reader(trained=tmp_path).fingerprint() != Reader(trained=SHIPPED).fingerprint()


def test_without_its_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.tagger.reader.find_spec", lambda name: None)
    with pytest.raises(InputError, match="needs onnxruntime") as refused:
        checked(SHIPPED)
    assert "pip install onnxruntime tokenizers" in refused.value.remedy


def test_a_folder_that_holds_no_network_is_an_error_of_the_command(tmp_path: Path) -> None:
    missing = CliRunner().invoke(cli.main, ["build", __file__, "--extractor", "tagger", "--tagger", str(tmp_path)])
    assert missing.exit_code != 0
    assert "no encoder.onnx" in missing.output
