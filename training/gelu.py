"""GELU in an exported graph, written as onnxruntime knows it: it then takes one pass and not five."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import numpy_helper


def halve_last(graph: onnx.GraphProto) -> None:
    """``x (1 + erf) / 2`` in place of ``x ((1 + erf) / 2)``, as PyTorch has it: the same number, a half being exact."""
    made_by = {name: node for node in graph.node for name in node.output}
    halves = {kept.name for kept in graph.initializer if np.array_equal(numpy_helper.to_array(kept), 0.5)}
    for node in graph.node:
        inner = next((made_by[name] for name in node.input if name in made_by and _halves(made_by[name], halves)), None)
        if node.op_type == "Mul" and inner is not None:
            (half,) = set(inner.input) & halves
            (value,), (whole,) = set(node.input) - set(inner.output), set(inner.input) - {half}
            inner.input[:], node.input[:] = [value, whole], [inner.output[0], half]


def _halves(node: onnx.NodeProto, halves: set[str]) -> bool:
    return node.op_type == "Mul" and bool(set(node.input) & halves)
