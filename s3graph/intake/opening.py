"""A delivered file on the disk, opened for reading: a pipe or a device has no end to wait for."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from s3graph.errors import ReadError, StorageError
from s3graph.graph.storage import storage_errors
from s3graph.model import Text


def opened(path: Path) -> BinaryIO:
    """StorageError where there is none or it may not be read, ReadError where it is a folder, a pipe or a device."""
    with storage_errors(path):
        if not path.exists():
            raise StorageError(
                Text(
                    sv=f"Filen {path} finns inte. Kontrollera namn och mapp.",
                    en=f"There is no file {path}. Check its name and folder.",
                )
            )
        if not path.is_file():
            raise ReadError(
                Text(
                    sv=f"{path} är ingen fil. Ange en fil, eller '-' för att läsa från standard in.",
                    en=f"{path} is not a file. Give a file, or '-' to read from standard input.",
                )
            )
        return path.open("rb")
