"""Memory that was freed, handed back to the system."""

from __future__ import annotations

import ctypes
import os

_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
"""Of glibc; other C libraries have none, and need none."""


def hand_back() -> None:
    """What was held in the heaps of many threads stays with glibc once it is freed, until it is told."""
    if _TRIM is not None:
        _TRIM(0)
