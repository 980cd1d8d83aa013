"""A release is made of what has changed: texts are encoded once, and what is unchanged is not written again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from s3graph.graph import DataDirectory, Release, Releases
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportRequest
from s3graph.matching.encoder import Floats, HashingEncoder
from s3graph.model import Language
from tests.intake.partner import WHOLE


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is encoded from here on."""
    texts: list[str] = []
    encode = HashingEncoder.encode

    def listening(self: HashingEncoder, given: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        texts.extend(given)
        return encode(self, given, language, need=need)

    monkeypatch.setattr(HashingEncoder, "encode", listening)
    return texts


def deliver(desk: Desk, folder: Path, content: str) -> Release:
    path = folder / "leverans.ttl"
    path.write_text(content, "utf-8")
    run_import(ImportRequest(path, "provgarden"), desk)
    return Releases(DataDirectory.open(desk.settings.data_dir)).current()


@pytest.mark.soak
def test_only_new_texts_are_encoded(desk: Desk, tmp_path: Path, encoded: list[str]) -> None:
    deliver(desk, tmp_path, WHOLE)
    assert 0 < len(encoded) < 10
    assert all(f'"{text}"' in WHOLE for text in encoded)
    encoded.clear()
    release = deliver(desk, tmp_path, WHOLE.replace("Test Yard", "Yard for Tests"))
    assert encoded == ["Yard for Tests"]
    vectors = np.load(release.index_path / "vectors.npy")
    encoded.clear()
    again = deliver(desk, tmp_path, WHOLE.replace("2500000.0", "2600000.0").replace("Test Yard", "Yard for Tests"))
    assert (encoded, again.number) == ([], release.number + 1)
    assert np.array_equal(np.load(again.index_path / "vectors.npy"), vectors)


@pytest.mark.soak
def test_unchanged_graphs_are_not_written_again(desk: Desk, tmp_path: Path) -> None:
    """Most of a release's files are the former one's under a second name; the engine merges some in passing."""
    deliver(desk, tmp_path, WHOLE)
    former = Releases(DataDirectory.open(desk.settings.data_dir)).current()
    deliveries = dict(_inodes(desk.settings.data_dir / "deliveries"))
    release = deliver(desk, tmp_path, WHOLE.replace("Test Yard", "Yard for Tests"))
    shared = {inode for _, inode in _inodes(former.store_path)}
    mine = list(release.store_path.rglob("*.sst"))
    written = sum(path.stat().st_size for path in mine if path.stat().st_ino not in shared)
    whole = sum(path.stat().st_size for path in mine)
    assert 0 < written < whole / 2
    kept = dict(_inodes(desk.settings.data_dir / "deliveries"))
    assert {path: kept[path] for path in deliveries if "source.json" not in path} == {
        path: inode for path, inode in deliveries.items() if "source.json" not in path
    }


def _inodes(folder: Path) -> Iterator[tuple[str, int]]:
    for root, _, files in os.walk(folder):
        for name in files:
            path = Path(root) / name
            yield str(path), path.stat().st_ino
