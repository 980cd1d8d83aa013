"""A power failure takes what was written and not synced: before a release is current, all that it is made of is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.graph import Release, Releases
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportRequest
from s3graph.settings import Settings
from tests.faults.conftest import RENAMED, SOURCE
from tests.intake.partner import WHOLE


def test_what_a_release_is_made_of_is_synced_before_it_is_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store apart: RocksDB syncs what a checkpoint holds by itself."""
    data, synced, looked_at = tmp_path / "data", set[int](), []
    fsync, point_at = os.fsync, Releases.point_at

    def noting(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def looking(releases: Releases, release: Release) -> None:
        for path in _made_of(release, data):
            looked_at.append(path.name)
            assert path.stat().st_ino in synced, path
        point_at(releases, release)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Releases, "point_at", looking)
    desk = Desk(all_readers(), Settings(data_dir=data, encoder="hashing"))
    for content in (WHOLE, RENAMED):
        file = tmp_path / "provgarden.ttl"
        file.write_text(content, "utf-8")
        run_import(ImportRequest(file, SOURCE), desk)
    assert {"manifest.json", "vectors.npy", "graph.nt.gz", "delivery.json", "index"} <= set(looked_at)


def _made_of(release: Release, data: Path) -> Iterator[Path]:
    yield from (release.manifest_path, release.path.parent, release.index_path)
    yield from release.index_path.iterdir()
    (pending,) = (data / "deliveries").glob("*/*.pending")
    yield from (pending, pending.parent)
    yield from pending.iterdir()
