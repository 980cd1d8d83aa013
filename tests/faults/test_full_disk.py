"""An import on a disk that takes no more: one sentence, nothing changed, and the next import works."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Releases
from tests.intake.partner import WHOLE

ROOT = Path(__file__).resolve().parents[2]
KIBIBYTE = 1 << 10


def run(data: Path, *words: str, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process that may write files of ``largest`` bytes: what lies beyond fails as on a full disk."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    environment = os.environ | {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_ENCODER": "hashing", "S3GRAPH_LANGUAGE": "sv"}
    return subprocess.run(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limit,
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("full") / "data"
    assert run(data, "match", "energi").returncode == 0
    return data


@pytest.mark.parametrize("kibibytes", [1, 60, 1200])
def test_an_import_on_a_full_disk_changes_nothing(filled: Path, tmp_path: Path, kibibytes: int) -> None:
    data = Path(shutil.copytree(filled, tmp_path / "data", symlinks=True))
    file = tmp_path / "provgarden.ttl"
    file.write_text(WHOLE, "utf-8")
    before = Releases(DataDirectory.open(data)).current_number()
    done = run(data, "import", str(file), "--source", "provgarden", largest=kibibytes * KIBIBYTE)
    assert done.returncode == 3, done.stderr
    assert "Disken är full" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert Releases(DataDirectory.open(data)).current_number() == before
    again = run(data, "import", str(file), "--source", "provgarden")
    assert again.returncode == 0, again.stderr
    assert Releases(DataDirectory.open(data)).current_number() == (before or 0) + 1
    assert run(data, "doctor").returncode == 0


def test_a_first_start_on_a_full_disk_says_so(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "match", "energi", largest=20 * KIBIBYTE)
    assert done.returncode == 3, done.stderr
    assert "Disken är full" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(tmp_path / "data", "match", "energi").returncode == 0
