"""Where a release lies for its queries: in memory, or, where it is too large for that, in a folder beside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from s3graph.graph import Release
from s3graph.settings import Settings

BYTES_A_QUAD = 720
"""Measured: 878 MB for 1.3 million quads, each in its graph and in the default graph."""
_MEBIBYTE = 1 << 20
_SHARE = 0.8
_PREFIX = ".queries-"


class Place:
    """``memory_bytes`` is what a child may take beyond the release."""

    def __init__(self, release: Release, settings: Settings) -> None:
        self.memory_bytes = settings.query_memory_mb * _MEBIBYTE
        self._beside = release.path.parent
        self._folder: Path | None = None
        allowed = min(settings.query_replica_mb * _MEBIBYTE, _available() * _SHARE)
        self.in_memory = release.manifest.quads * BYTES_A_QUAD <= allowed

    def prepared(self) -> str:
        """An empty folder for a replica that starts; empty where it has memory enough."""
        self.clear()
        if self.in_memory:
            return ""
        _sweep(self._beside)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self._beside))
        return str(self._folder / "store")

    def clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _available() -> float:
    """Bytes of memory the machine has left; without end where it does not say."""
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024.0
    return float("inf")


def _sweep(beside: Path) -> None:
    """Removes what services that were killed have left."""
    for folder in beside.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
