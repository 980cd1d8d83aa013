"""Unit vectors of many texts, one byte a number and one scale a row, mapped from their file rather than read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import ArrayLike, NDArray

from s3graph.matching.mapping import mapped
from s3graph.resources import shelf

Floats = NDArray[np.float32]
Rows = NDArray[np.void]
Record = np.void | NDArray[np.void]

BLOCK = 4096
"""Rows multiplied at a time: a block of them stays in the processor's cache."""
FINER = 128
"""What is asked is split into whole steps and rests of so many to a step: together finer than a row's own bytes."""
STEPS = 63
"""Most whole steps: two products of a row's byte with them fit into the 16 bits some processors add them in."""
_LARGEST = 127
_SIGN = np.uint8(128)
"""What turns an int8 into a byte in which 128 is nothing, as onnxruntime multiplies fastest."""


@dataclass(frozen=True, eq=False)
class Vectors:
    """``rows`` are records of ``scale`` (float32) and ``values`` (int8): a vector is their product."""

    rows: Rows

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """The file stays mapped: it is shared with every process that has it, and only what is met is read."""
        return cls(mapped(path))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, places: slice | ArrayLike) -> Floats:
        """The vectors at some places, as floats."""
        return floats(self.rows[places])  # type: ignore[index]

    def cosines(self, asked: Floats) -> Floats:
        """``[asked, row]``: the product of each vector asked for with every row, within a few hundred-thousandths."""
        columns, steps = _split(asked)
        records, scales = _as_bytes(self.rows), self.rows["scale"]
        beside = np.zeros((records.shape[1] - len(columns), columns.shape[1]), np.int8)
        columns = np.concatenate([beside, columns])
        found = np.empty((len(asked), len(records)), np.float32)
        block = np.empty((BLOCK, records.shape[1]), np.uint8)
        for start in range(0, len(records), BLOCK):
            place = slice(start, start + BLOCK)
            some = records[place]
            filled = np.bitwise_xor(some, _SIGN, out=block[: len(some)])
            (products,) = _session().run(None, {"rows": filled, "columns": columns, "steps": steps})
            whole, rests = products.T[: len(asked)], products.T[len(asked) :]
            np.add(whole, rests, out=found[:, place])
            found[:, place] *= scales[place]
        return found


def _as_bytes(rows: Rows) -> NDArray[np.uint8]:
    """``[row, byte]`` of whole records, the scale's bytes first: neighbours in memory are read twice as fast as parts
    of records, and what meets a column of nothing adds nothing."""
    return rows.view(np.uint8).reshape(len(rows), rows.dtype.itemsize)


def _split(asked: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Vectors as whole steps and, after all of them, as rests: ``[dimension, column]``, and a step for each column."""
    steps = np.maximum(np.abs(asked).max(axis=1, initial=0) / STEPS, np.finfo(np.float32).tiny)
    whole = np.rint(asked / steps[:, None])
    rests = np.rint((asked / steps[:, None] - whole) * FINER)
    columns = np.concatenate([whole, rests]).astype(np.int8).T
    return np.ascontiguousarray(columns), np.concatenate([steps, steps / FINER]).astype(np.float32)


def products_file() -> Path:
    """Where the graph lies that multiplies rows by columns in bytes (``training.products`` writes it)."""
    return shelf("models") / "products.onnx"


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(products_file()), options, providers=["CPUExecutionProvider"])


def packed(vectors: Floats) -> Rows:
    """Rows of records; a number is off by at most half a hundred-and-twenty-seventh of the largest of its row."""
    scales = np.abs(vectors).max(axis=1, initial=0) / _LARGEST
    rows = np.zeros(len(vectors), record(vectors.shape[1]))
    rows["scale"] = scales
    rows["values"] = np.rint(vectors / np.maximum(scales, 1e-12)[:, None])
    return rows


def floats(rows: Rows) -> Floats:
    """``[row, dimension]``."""
    return np.asarray(rows["values"].astype(np.float32) * rows["scale"][..., None], np.float32)


def record(dimension: int) -> np.dtype[Any]:
    return np.dtype([("scale", "<f4"), ("values", "i1", (dimension,))])
