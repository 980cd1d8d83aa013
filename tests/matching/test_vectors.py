from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from s3graph.matching.vectors import BLOCK, Floats, Vectors, _split, floats, packed


@pytest.fixture(scope="module")
def exact() -> Floats:
    """Unit vectors as long as the embedded encoder's, of more than one block and not a whole number of them."""
    drawn = np.random.default_rng(3).standard_normal((2 * BLOCK + 7, 384)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def test_cosines_differ_by_rounding_only(exact: Floats) -> None:
    asked = exact[[0, BLOCK, 2 * BLOCK + 6]]
    found = Vectors(packed(exact)).cosines(asked)
    assert found.shape == (3, len(exact))
    assert np.abs(found - asked @ exact.T).max() < 3e-3
    assert np.abs(found - asked @ exact.T).mean() < 5e-4
    assert list(found.argmax(axis=1)) == [0, BLOCK, 2 * BLOCK + 6]


def test_cosines_are_the_product_of_what_is_kept(exact: Floats) -> None:
    vectors = Vectors(packed(exact))
    assert np.abs(vectors.cosines(exact[:2]) - exact[:2] @ vectors[:].T).max() < 1e-4


def test_what_is_asked_is_split_so_that_two_products_fit_in_sixteen_bits(exact: Floats) -> None:
    columns, steps = _split(exact[:50])
    assert columns.shape == (384, 100)
    assert np.abs(columns.astype(int)).max() * 2 * 255 < 2**15
    assert np.abs((columns * steps).reshape(384, 2, 50).sum(axis=1).T - exact[:50]).max() < 2e-5


def test_a_kept_row_is_the_same_however_it_is_reached(exact: Floats, tmp_path: Path) -> None:
    rows = packed(exact)
    np.save(tmp_path / "vectors.npy", rows)
    loaded = Vectors.load(tmp_path / "vectors.npy")
    assert len(loaded) == len(exact)
    assert np.array_equal(loaded[[5, 9]], floats(rows)[[5, 9]])
    assert np.array_equal(loaded[3:6], floats(rows[3:6]))
    assert not loaded.rows.flags.writeable


def test_zeros_and_nothing_are_kept_as_they_are() -> None:
    assert not floats(packed(np.zeros((2, 4), np.float32))).any()
    none = Vectors(packed(np.zeros((0, 4), np.float32)))
    assert none.cosines(np.ones((2, 4), np.float32)).shape == (2, 0)
