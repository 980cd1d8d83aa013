"""Arrays that stay in their files: mapped, not read, and shared by every process that has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import StorageError
from s3graph.model import Text


def mapped(path: Path) -> NDArray[Any]:
    """The array of a ``.npy`` file, to be read only. OSError or ValueError where it is none, or not whole."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def unreadable(path: Path) -> StorageError:
    """What to say of an index that is no whole one of this format."""
    return StorageError(
        Text(
            sv=f"Indexet {path} går inte att läsa. Bygg om utgåvan med 's3graph releases restore'.",
            en=f"The index {path} cannot be read. Rebuild the release with 's3graph releases restore'.",
        )
    )
