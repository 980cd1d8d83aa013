"""The command line as a process of its own, over a data directory, with the stand-in encoder."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120


def environment(data: Path, **changed: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
    given = {"DATA_DIR": str(data), "ENCODER": "hashing", "LANGUAGE": "sv", **changed}
    return kept | {f"S3GRAPH_{name}": value for name, value in given.items()}


def run(data: Path, *words: str, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs to its end. What lies beyond ``largest`` bytes of a file cannot be written, as on a full disk."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=limit,
    )


def started(data: Path, *words: str, **changed: str) -> subprocess.Popen[str]:
    """Runs on, in a process group of its own; ``changed`` are settings."""
    return subprocess.Popen(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment(data, **changed),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
