"""Where the shelves lie (ontology, shapes, queries, models): in the wheel inside the package, else beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from s3graph.errors import StorageError
from s3graph.model import Text

_PACKAGE = Path(__file__).resolve().parent
SHELVES = ("ontology", "shapes", "queries", "models")


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
