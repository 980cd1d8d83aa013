"""The largest value of each segment, against NumPy's own."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

import s3graph.matching.segments
from s3graph.matching.segments import largest


@pytest.mark.parametrize("longest", [1, 2, 3, 4, 5, 8, 9, 130])
def test_it_is_what_numpy_finds_however_long_segments_are(longest: int) -> None:
    chance = np.random.default_rng(longest)
    lengths = chance.integers(1, longest, 200, endpoint=True)
    values = chance.standard_normal((3, lengths.sum())).astype(np.float32)
    starts = np.cumsum(lengths) - lengths
    assert np.array_equal(largest(values, starts), np.maximum.reduceat(values, starts, axis=1))


def test_no_segments_have_no_largest() -> None:
    assert largest(np.zeros((2, 0), np.float32), np.zeros(0, np.int64)).shape == (2, 0)


def test_example() -> None:
    assert doctest.testmod(s3graph.matching.segments).failed == 0
