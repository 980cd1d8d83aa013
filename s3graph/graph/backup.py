"""Everything that cannot be made again, in one file: deliveries, the current release, the private database."""

from __future__ import annotations

import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from s3graph.errors import ReadError, StorageError
from s3graph.graph.directory import DataDirectory
from s3graph.graph.lock import WriterLock
from s3graph.graph.release import Releases
from s3graph.graph.release_store import ReleaseStore
from s3graph.graph.storage import point_link, storage_errors
from s3graph.model import Text


def back_up(directory: DataDirectory, archive: Path) -> int:
    """Writes a tar file while the service runs; returns the release it holds. LockedError while an import is running.

    The file appears under its name only when it is whole.
    """
    with WriterLock(directory), storage_errors(archive):
        release = Releases(directory).current()
        beside = archive.with_name(archive.name + ".new")
        try:
            with tarfile.open(beside, "w") as tar:
                tar.add(directory.format, "format")
                tar.add(directory.deliveries, "deliveries")
                tar.add(release.path, f"releases/{release.number}", filter=_without_dumps)
                tar.add(directory.releases / "last", "releases/last")
                if directory.log.exists():
                    tar.add(directory.log, directory.log.name)
                _add_private(tar, directory.private)
            beside.replace(archive)
        finally:
            beside.unlink(missing_ok=True)
        return release.number


def restore_backup(root: Path, archive: Path) -> int:
    """Fills an empty data directory from a backup; returns its release. Nothing is left behind where it fails.

    StorageError where the directory holds something already, ReadError where the file is no whole backup.
    """
    if root.exists() and any(root.iterdir()):
        raise StorageError(
            Text(
                sv=f"{root} är inte tom. Återställ till en ny katalog och byt S3GRAPH_DATA_DIR.",
                en=f"{root} is not empty. Restore into a new directory and change S3GRAPH_DATA_DIR.",
            )
        )
    with storage_errors(archive):
        archive.stat()
    with storage_errors(root):
        root.absolute().parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{root.name}.", dir=root.absolute().parent))
        try:
            number = _unpacked(beside, archive)
            if root.exists():
                root.rmdir()
            beside.rename(root)
            root.chmod(0o755)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return number


def _unpacked(folder: Path, archive: Path) -> int:
    """Reads the release through once: a restore that cannot be read is none."""
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        numbers = [int(path.name) for path in (folder / "releases").iterdir() if path.name.isdecimal()]
        point_link(folder / "current", f"releases/{numbers[0]}")
        release = Releases(DataDirectory.open(folder)).current()
        whole = len(ReleaseStore.open(release)) == release.manifest.quads
    except (tarfile.TarError, EOFError, IndexError, FileNotFoundError, StorageError) as error:
        raise _no_backup(archive) from error
    if not whole:
        raise _no_backup(archive)
    return release.number


def _without_dumps(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """They can be made again, and may be being made now."""
    return None if member.name.split("/")[2:3] == ["dumps"] else member


def _add_private(tar: tarfile.TarFile, database: Path) -> None:
    """A consistent copy of the SQLite file, also while it is written to."""
    if database.exists():
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / database.name
            source, target = sqlite3.connect(database), sqlite3.connect(copy)
            try:
                source.backup(target)
            finally:
                source.close()
                target.close()
            tar.add(copy, database.name)


def _no_backup(archive: Path) -> ReadError:
    return ReadError(
        Text(
            sv=f"{archive} är ingen hel säkerhetskopia från 's3graph backup'. Inget har ändrats.",
            en=f"{archive} is no whole backup of 's3graph backup'. Nothing has changed.",
        )
    )
