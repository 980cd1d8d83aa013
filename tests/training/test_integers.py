"""Products in bytes: as near as they are said to be, each text by itself, safe for every processor. Needs onnx."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.model import Language

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("onnx"), reason="needs the package onnx")
SIXTEEN_BITS = 2**15 - 1


@pytest.fixture(scope="module")
def integers() -> Any:
    return importlib.import_module("training.integers")


@pytest.fixture(scope="module")
def weights() -> Any:
    return importlib.import_module("training.weights")


def test_every_layer_is_multiplied_in_bytes() -> None:
    graph = importlib.import_module("onnx").load(embedded_folder() / "transformer.onnx").graph
    kinds = [node.op_type for node in graph.node]
    assert kinds.count("MatMulIntegerToFloat") == 6 * 6
    assert not [weight.name for weight in graph.initializer if weight.name.endswith(".int8")]


def test_no_two_products_leave_sixteen_bits() -> None:
    """As ``vpmaddubsw`` adds them, which cuts off what does not fit: then vectors would differ between processors."""
    onnx = importlib.import_module("onnx")
    graph = onnx.load(embedded_folder() / "transformer.onnx").graph
    found = [onnx.numpy_helper.to_array(kept) for kept in graph.initializer if kept.name.endswith(".bytes")]
    assert len(found) == 6 * 6
    for whole in found:
        pairs = np.abs(whole.astype(np.int64)).reshape(-1, 2, whole.shape[1]).sum(axis=1)
        assert 100 < pairs.max() <= SIXTEEN_BITS // 255


def test_the_graph_that_compares_vectors_is_the_one_that_is_made() -> None:
    made = importlib.import_module("training.products")
    assert made.products_file().read_bytes() == made.graph().SerializeToString()


def test_a_matrix_in_bytes_is_nearly_itself(weights: Any) -> None:
    matrix = np.random.default_rng(3).standard_normal((64, 8)).astype(np.float32)
    matrix[:, 5] = 0
    whole, steps = weights.in_bytes(matrix)
    assert np.abs(whole * steps - matrix).max() <= steps.max() / 2 + 1e-6
    assert not whole[:, 5].any()


def test_channels_of_unlike_size_are_brought_nearer(integers: Any) -> None:
    chance = np.random.default_rng(4)
    entering = (chance.standard_normal((1000, 4)) * [1, 1, 1, 50] + [0, 0, 9, 0]).astype(np.float32)
    mean, scale = integers.channels(entering, np.ones(4, np.float32))
    assert np.allclose(mean, entering.mean(axis=0))
    even = (entering - mean) * scale
    assert 1 < even.std(axis=0).max() / even.std(axis=0).min() < 8
    assert np.prod(scale) == pytest.approx(1, rel=1e-4)


@pytest.mark.soak
def test_rewritten_again_it_says_the_same(
    integers: Any, weights: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it is measured on fewer texts than are read for a model that is shipped."""
    monkeypatch.setattr(integers, "TEXTS", 50)
    model = Path(shutil.copytree(embedded_folder(), tmp_path / "model"))
    integers.rewrite(model)
    importlib.import_module("training.manifest").write_manifest(model)
    texts = ["svetsa", "Vi behöver hjälp att hitta kunder i Tyskland och en testbädd."]
    ours, theirs = (EmbeddedEncoder(folder).encode(texts, Language.SV) for folder in (model, embedded_folder()))
    assert (ours * theirs).sum(axis=1).min() > 0.998
    before, after = weights.read(embedded_folder()), weights.read(model)
    assert before.keys() == after.keys()
    bias = "encoder.layer.2.intermediate.dense.bias"
    assert np.array_equal(before[bias], after[bias])
