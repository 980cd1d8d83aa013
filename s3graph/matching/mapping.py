"""Arrays that stay in their files: mapped, not read, and shared by every process that has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(path: Path) -> NDArray[Any]:
    """The array of a ``.npy`` file, to be read only. OSError or ValueError where it is none, or not whole."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
