"""Everything in a data directory, byte for byte, to tell whether anything has been done to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from s3graph.graph import Release, ReleaseStore

KEPT_BY_THE_PLATFORM = ("catalogue", "identities")


def snapshot(root: Path) -> dict[str, str]:
    """A digest by path; links by where they lead. The writer's store is left out: it is derived, and opening it writes
    to it."""
    return {
        str(path.relative_to(root)): str(path.readlink()) if path.is_symlink() else _digest(path)
        for path in sorted(root.rglob("*"))
        if (path.is_symlink() or path.is_file()) and path.relative_to(root).parts[0] != "store"
    }


def said(release: Release, *graphs: str) -> dict[str, list[str]]:
    """Every statement by graph, sorted; of all graphs but those in which the platform keeps its books, or of some."""
    found: dict[str, list[str]] = {}
    for quad in ReleaseStore.open(release).quads():
        name = str(quad.graph_name).strip("<>").rsplit("/", 1)[-1]
        if name in graphs if graphs else name not in KEPT_BY_THE_PLATFORM:
            found.setdefault(name, []).append(str(quad.triple))
    return {name: sorted(lines) for name, lines in found.items()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
