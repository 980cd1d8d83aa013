"""A data directory with what is shipped, indexed by the stand-in encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def shipped_data(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return Path(shutil.copytree(shipped, tmp_path / "data", symlinks=True))
