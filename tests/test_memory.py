"""Memory that was freed goes back to the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3graph import memory

MIB = 1 << 20
PIECES = 6400
"""Of ten KiB each: too small to be a mapping of its own, so that they lie in a heap one after the other."""


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


@pytest.mark.skipif(memory._TRIM is None, reason="this C library has no malloc_trim")
def test_what_lies_below_something_that_is_still_used_is_handed_back() -> None:
    pieces = [bytearray(10 * 1024) for _ in range(PIECES)]
    last = pieces[-1]
    del pieces
    before = resident_bytes()
    memory.hand_back()
    assert before - resident_bytes() > 32 * MIB
    assert len(last) == 10 * 1024
