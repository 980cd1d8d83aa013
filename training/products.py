"""The one-node graph by which ``s3graph.matching.vectors`` lets onnxruntime multiply in bytes.

Run: ``python -m training.products`` (writes ``models/products.onnx``; needs onnx).
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from s3graph.matching.vectors import products_file
from training.integers import DOMAIN

OPSET, IR = 18, 9


def graph() -> onnx.ModelProto:
    """``rows[row, dimension]`` of bytes, 128 being nothing, by ``columns[dimension, column]``, times their steps."""
    constants = {"one": np.float32(1), "zero": np.uint8(128), "none": np.int8(0)}
    node = helper.make_node(
        "MatMulIntegerToFloat", ["rows", "columns", "one", "steps", "zero", "none"], ["products"], domain=DOMAIN
    )
    made = helper.make_graph(
        [node],
        "products",
        [
            helper.make_tensor_value_info("rows", TensorProto.UINT8, ["row", "dimension"]),
            helper.make_tensor_value_info("columns", TensorProto.INT8, ["dimension", "column"]),
            helper.make_tensor_value_info("steps", TensorProto.FLOAT, ["column"]),
        ],
        [helper.make_tensor_value_info("products", TensorProto.FLOAT, ["row", "column"])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(DOMAIN, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=IR)


if __name__ == "__main__":
    onnx.save(graph(), products_file())
