"""The first command on an empty machine: time, megabytes downloaded, and that torch is not among them.

Run: ``python -m benchmarks.first_command``. A clone of this repository's last commit, a new virtual environment.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def downloaded(folder: Path) -> list[Path]:
    """The packages that the run-time installation fetches."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "-d", str(folder)]
    subprocess.run([*fetch, "-c", str(ROOT / "constraints.txt"), *project["dependencies"]], check=True)
    return sorted(folder.iterdir())


def first_answer_seconds(folder: Path) -> float:
    """``git clone`` done, ``make run`` until the address of the service is on the screen."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("S3GRAPH_", "VIRTUAL_ENV"))
    }
    started = time.perf_counter()
    running = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environment | {"S3GRAPH_PORT": "0", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    try:
        for line in running.stdout:
            print("   ", line, end="")
            if re.search(r"http://127\.0\.0\.1:\d+/", line):
                return time.perf_counter() - started
        raise SystemExit("the service did not start")
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)
        running.stdout.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        packages = downloaded(Path(folder) / "packages")
        size = sum(path.stat().st_size for path in packages) / 1e6
        heavy = [path.name for path in packages if path.name.startswith(("torch", "nvidia"))]
        print(f"{len(packages)} packages, {size:.0f} MB downloaded, torch or CUDA among them: {heavy or 'no'}")
        print(f"clone to answered need: {first_answer_seconds(Path(folder) / 'clone'):.0f} s")


if __name__ == "__main__":
    main()
