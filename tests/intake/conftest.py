"""Data directories with what is shipped, indexed by the stand-in encoder; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.intake.importing import Desk
from s3graph.settings import Settings


@pytest.fixture
def desk(shipped: Path, tmp_path: Path) -> Desk:
    root = tmp_path / "data"
    shutil.copytree(shipped, root, symlinks=True)
    return Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    return Desk(all_readers(), Settings(data_dir=tmp_path / "data", encoder="hashing"))
