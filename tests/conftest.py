"""What tests of several rooms share: the software's own data with its own encoder, made once a test run and worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def command(data: Path, *words: str, language: str = "sv", **more: str) -> subprocess.CompletedProcess[str]:
    """Runs ``s3graph`` as a process of its own, with settings as they come but for the data directory and ``more``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
    environment |= {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_LANGUAGE": language, **more}
    return subprocess.run(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The command line, where it is run in this process, leaves the language it was asked in for all that follow."""
    before = os.environ.get("S3GRAPH_LANGUAGE")
    yield
    os.environ.pop("S3GRAPH_LANGUAGE", None)
    if before is not None:
        os.environ["S3GRAPH_LANGUAGE"] = before


@pytest.fixture(scope="session")
def embedded_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with what is shipped as release 1, indexed by the embedded encoder. Copy it to change it.

    Tests that use it belong to the xdist group ``embedded``, so that it is made once.
    """
    data = tmp_path_factory.mktemp("embedded") / "data"
    loaded = command(data, "match", "energi")
    assert loaded.returncode == 0, loaded.stderr
    return data
