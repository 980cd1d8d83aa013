"""Where the shelves lie (ontology, shapes, queries, models): in the wheel inside the package, else beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from s3graph.errors import StorageError
from s3graph.model import Text

_PACKAGE = Path(__file__).resolve().parent
SHELVES = ("ontology", "shapes", "queries", "models")


class FileState(NamedTuple):
    """A file as it was last written: what was read of it holds as long as this is the same."""

    path: Path
    written: int
    size: int


@cache
def shelf(name: str) -> Path:
    """Folder of one of ``SHELVES``. StorageError where the installation lacks it."""
    for place in (_PACKAGE / "shelves" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise StorageError(
        Text(
            sv=f"Mappen {name} saknas i installationen; installera om paketet s3graph.",
            en=f"The folder {name} is missing from the installation; reinstall the package s3graph.",
        )
    )


def states(files: Iterable[Path]) -> tuple[FileState, ...]:
    """Of files that are there, in their order."""
    return tuple(FileState(file, found.st_mtime_ns, found.st_size) for file in files for found in (file.stat(),))
