"""GELU written as onnxruntime fuses it, in a small graph and in the shipped one. Needs onnx, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import numpy as np
import onnxruntime
import pytest

from s3graph.matching.embedded_encoder import embedded_folder

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("onnx"), reason="needs the package onnx")
VALUES = np.linspace(-6, 6, 1001, dtype=np.float32)


@pytest.fixture(scope="module")
def onnx() -> Any:
    return importlib.import_module("onnx")


@pytest.fixture(scope="module")
def halve_last() -> Any:
    return importlib.import_module("training.gelu").halve_last


@pytest.fixture
def exported(onnx: Any) -> Any:
    """GELU as PyTorch exports it."""
    numbers = {"root": 2**0.5, "one": 1.0, "half": 0.5}
    steps = (("Div", "x", "root"), ("Erf", "div"), ("Add", "erf", "one"), ("Mul", "half", "add"), ("Mul", "x", "mul"))
    ends = [onnx.helper.make_tensor_value_info(name, 1, [len(VALUES)]) for name in ("x", "y")]
    outputs = ("div", "erf", "add", "mul", "y")
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node(kind, names, [out]) for (kind, *names), out in zip(steps, outputs, strict=True)],
        "gelu",
        ends[:1],
        ends[1:],
        [onnx.numpy_helper.from_array(np.array(value, np.float32), name) for name, value in numbers.items()],
    )
    return onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 18)], ir_version=10)


def said(model: Any) -> Any:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": VALUES})[0]


def test_the_half_comes_last_and_the_numbers_stay(exported: Any, halve_last: Any) -> None:
    before = said(exported)
    halve_last(exported.graph)
    assert [(list(node.input), list(node.output)) for node in exported.graph.node[-2:]] == [
        (["x", "add"], ["mul"]),
        (["mul", "half"], ["y"]),
    ]
    assert np.allclose(said(exported), before, atol=1e-6)


def test_what_has_it_last_stays_as_it_is(exported: Any, halve_last: Any) -> None:
    halve_last(exported.graph)
    once = exported.SerializeToString()
    halve_last(exported.graph)
    assert exported.SerializeToString() == once


def test_the_shipped_graph_has_it_last(onnx: Any, halve_last: Any) -> None:
    shipped = onnx.load(embedded_folder() / "transformer.onnx")
    written = shipped.SerializeToString()
    halve_last(shipped.graph)
    assert shipped.SerializeToString() == written
