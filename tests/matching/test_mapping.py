from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from s3graph.matching.mapping import mapped

ROWS = np.arange(12, dtype=np.int8).reshape(4, 3)


def test_an_array_is_mapped_as_it_was_saved(tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", ROWS)
    found = mapped(tmp_path / "rows.npy")
    assert np.array_equal(found, ROWS)
    assert found.dtype == ROWS.dtype
    assert not found.flags.writeable
    assert not found.flags.owndata


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", ROWS)
    whole = (tmp_path / "rows.npy").read_bytes()
    (tmp_path / "rows.npy").write_bytes(whole[:-1])
    with pytest.raises(ValueError, match="mmap"):
        mapped(tmp_path / "rows.npy")
