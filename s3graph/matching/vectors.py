"""Unit vectors of many texts, one byte a number and one scale a row, mapped from their file rather than read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from s3graph.matching.mapping import mapped

Floats = NDArray[np.float32]
Rows = NDArray[np.void]
Record = np.void | NDArray[np.void]

BLOCK = 1024
"""Rows made floats at a time: a block stays in the processor's cache, so that a quarter of the memory is no slower."""
AT_ONCE = 4
"""Rows a product is quickest with: OpenBLAS takes 31 ms for three and 21 for four, 200,000 vectors each."""
_LARGEST = 127


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
        """``[asked, row]``: the product of each vector asked for with every row."""
        values = self.rows["values"]
        beside = -len(asked) % AT_ONCE if len(asked) > 1 else 0
        filled = np.concatenate([asked, np.zeros((beside, values.shape[1]), np.float32)])
        found = np.empty((len(filled), len(values)), np.float32)
        block = np.empty((BLOCK, values.shape[1]), np.float32)
        for start in range(0, len(values), BLOCK):
            some = values[start : start + BLOCK]
            np.copyto(block[: len(some)], some)
            np.matmul(filled, block[: len(some)].T, out=found[:, start : start + BLOCK])
        found = found[: len(asked)]
        found *= self.rows["scale"]
        return found


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
