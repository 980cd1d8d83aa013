from __future__ import annotations

import os
from pathlib import Path

import pytest

from s3graph.errors import ReadError, StorageError
from s3graph.intake.opening import opened


def test_a_file_is_opened_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"a")
    (tmp_path / "b.ttl").symlink_to("a.ttl")
    with opened(tmp_path / "b.ttl") as stream:
        assert stream.read() == b"a"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"no file .*a\.ttl"):
        opened(tmp_path / "a.ttl")


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(ReadError, match="not a file"):
            opened(path)
