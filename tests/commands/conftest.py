"""A data directory with what is shipped, indexed by the stand-in encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.intake.importing import Desk
from s3graph.intake.renewal import renew
from s3graph.settings import Settings


@pytest.fixture(scope="session")
def shipped_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be written to."""
    root = tmp_path_factory.mktemp("shipped") / "data"
    renew(Desk(all_readers(), Settings(data_dir=root, encoder="hashing")))
    return root


@pytest.fixture
def shipped_data(shipped_once: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return Path(shutil.copytree(shipped_once, tmp_path / "data", symlinks=True))
