"""Neighbouring columns that belong together, as the passages of a topic: the largest value of each such segment,
and the largest few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def largest(values: Floats, starts: NDArray[np.int64]) -> Floats:
    """``[row, segment]`` of ``values[row, column]``: segments begin at ``starts``, and none is empty.

    The largest of a segment is the larger of two windows, at its begin and its end, that are at least half as long (M.
    A. Bender and M. Farach-Colton, *The LCA Problem Revisited*, 2000). Most segments have a column or two, for which
    NumPy's own ``reduceat`` takes five times as long.

    >>> largest(np.array([[1, 5, 2, 9, 3, 4]], np.float32), np.array([0, 1, 3]))
    array([[1., 5., 9.]], dtype=float32)
    """
    lengths = np.diff(starts, append=values.shape[1])
    found = np.maximum(values.take(starts, axis=1), values.take(starts + lengths - 1, axis=1))
    windows, width = values, 1
    while len(longer := np.flatnonzero(lengths > 2 * width)):
        windows = np.maximum(windows[:, :-width], windows[:, width:])
        width *= 2
        first, last = starts[longer], starts[longer] + lengths[longer] - width
        found[:, longer] = np.maximum(windows.take(first, axis=1), windows.take(last, axis=1))
    return found


def top_means(values: Floats, starts: NDArray[np.int64], weights: Sequence[float]) -> Floats:
    """Weighted sum of each segment's largest distinct values in each row; what a segment lacks counts zero.

    Equal values count once: two facets with the same words are one piece of evidence.
    """
    left = values.copy()
    lengths = np.diff(np.append(starts, values.shape[1]))
    total = np.zeros((len(values), len(starts)), np.float32)
    for weight in weights:
        largest = np.maximum.reduceat(left, starts, axis=1)
        total += weight * np.where(np.isfinite(largest), largest, 0)
        left[left == np.repeat(largest, lengths, axis=1)] = -np.inf
    return total
