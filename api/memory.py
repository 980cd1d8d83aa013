"""Memory that was freed, handed back to the system."""

from __future__ import annotations

import ctypes

_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""Of glibc; other C libraries have none, and need none."""


def hand_back() -> None:
    """What a release held lies in the heaps of many threads once it is freed; glibc keeps it there until it is told."""
    if _TRIM is not None:
        _TRIM(0)
