"""Files written whole or not at all, and the operating system's errors said in our words."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s3graph.errors import StorageError
from s3graph.model import Text

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_IN_WORDS = ("no space left", "file too large", "requested and")
"""RocksDB's words, and NumPy's, which tells of a short write without its number."""
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """OSError inside becomes StorageError naming ``place``; so does pyoxigraph's RuntimeError for a damaged store."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise _translated(place, error) from error


def _translated(place: Path, error: OSError | RuntimeError) -> StorageError:
    text = str(error).lower()
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or any(words in text for words in _FULL_IN_WORDS):
        return StorageError(
            Text(
                sv=f"Disken är full: {place} gick inte att skriva. Inget har ändrats. Frigör plats och försök igen.",
                en=f"The disk is full: {place} could not be written. Nothing has changed. Free some space, try again.",
            )
        )
    if number in _DENIED:
        return StorageError(
            Text(
                sv=f"Rättigheter saknas till {place}. Ge kontot som kör s3graph rätt att läsa och skriva där.",
                en=f"No permission for {place}. Let the account that runs s3graph read and write there.",
            )
        )
    return StorageError(
        Text(
            sv=f"{place} går inte att läsa eller skriva: {error}. Se 's3graph doctor'.",
            en=f"{place} cannot be read or written: {error}. See 's3graph doctor'.",
        )
    )


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file in one move; after a crash it is the old one or the new one, also where two processes write."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Makes the content of a file durable."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Makes renames in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move_folder(source: Path, target: Path) -> None:
    """Renames a finished folder into place. The target must not exist."""
    source.rename(target)
    sync_folder(target.parent)


def point_link(link: Path, target: str) -> None:
    """Makes a symbolic link point elsewhere in one atomic step."""
    beside = link.with_name(link.name + ".new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)
    sync_folder(link.parent)


def remove_folder(folder: Path) -> None:
    """Takes a folder away under another name first, so that a crash never leaves half of one in its place."""
    if not folder.exists():
        return
    beside = folder.with_name(folder.name + ".gone")
    shutil.rmtree(beside, ignore_errors=True)
    folder.rename(beside)
    shutil.rmtree(beside)
