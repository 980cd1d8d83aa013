"""The points at which an import can be cut off: around each of its stages, and before each call that reaches the disk.

The stages are those of the picture in docs/architecture.md: a file is read, identities resolved, the statements
validated, the delivery kept, the graph changed (its marker put down last), then come checkpoint, index, manifest, the
release's own name, ``current``, and last the delivery's name and the number.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph

from s3graph.graph import Deliveries, Releases, Writer, storage, writer
from s3graph.intake import assessing, publishing
from s3graph.intake.importing import Desk
from s3graph.intake.resolving import Resolving

Reached = Callable[[str], None]
"""Told the name of each point before the work goes on."""
_STAGES: tuple[tuple[Any, str, str], ...] = (
    (Desk, "stage", "read"),
    (Resolving, "identify", "resolve"),
    (assessing, "validate_delivery", "validate"),
    (Deliveries, "hold", "keep"),
    (Writer, "apply", "apply"),
    (publishing, "build_index", "index"),
    (Releases, "point_at", "current"),
    (Deliveries, "keep", "named"),
)
STAGES = (
    "read", "resolve", "validate", "keep", "apply", "backup", "index", "manifest.json", "release", "current",
    "named", "last",
)  # fmt: skip
"""In the order in which an accepted import comes to their ends."""
_DISK: tuple[tuple[Any, str], ...] = (
    (os, "fsync"), (os, "rmdir"), (os, "link"), (np, "save"),
    (Path, "rename"), (Path, "replace"), (Path, "unlink"), (Path, "symlink_to"), (Path, "mkdir"), (Path, "write_text"),
)  # fmt: skip
_OF_STORE = ("update", "remove", "bulk_load", "bulk_extend", "remove_graph", "flush", "backup")


def watch(reached: Reached) -> None:
    """From now on every import of this process comes by ``reached``; there is no way back, so fork first."""
    for owner, name, stage in _STAGES:
        setattr(owner, name, _told(getattr(owner, name), reached, stage, f"{stage} done"))
    for owner, name in _DISK:
        setattr(owner, name, _told(getattr(owner, name), reached, name))
    _tell_files(reached)
    _tell_store(reached)


def _told(original: Callable[..., Any], reached: Reached, before: str, after: str = "") -> Callable[..., Any]:
    def telling(*given: Any, **named: Any) -> Any:
        reached(before)
        result = original(*given, **named)
        if after:
            reached(after)
        return result

    return telling


def _tell_files(reached: Reached) -> None:
    """The files that the writer writes whole go by their own names, a release's folder by ``release``."""
    write, move = storage.write_whole, storage.move_folder

    def writing(path: Path, content: bytes) -> None:
        _told(write, reached, path.name, f"{path.name} done")(path, content)

    def moving(source: Path, target: Path) -> None:
        name = "release" if target.parent.name == "releases" else target.name
        _told(move, reached, name, f"{name} done")(source, target)

    writer.write_whole = writing  # type: ignore[attr-defined]
    writer.move_folder = moving  # type: ignore[attr-defined]


def _tell_store(reached: Reached) -> None:
    """pyoxigraph's own class cannot be changed: the writer gets one around it."""

    class Store:
        read_only = staticmethod(pyoxigraph.Store.read_only)

        def __init__(self, path: str) -> None:
            self._store = pyoxigraph.Store(path)

        def __len__(self) -> int:
            return len(self._store)

        def __getattr__(self, name: str) -> Any:
            found = getattr(self._store, name)
            return _told(found, reached, name, f"{name} done") if name in _OF_STORE else found

    writer.Store = Store  # type: ignore[attr-defined,assignment]
