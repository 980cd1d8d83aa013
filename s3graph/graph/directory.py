"""The data directory: what lies where, and which version of that layout it has."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from s3graph.errors import FormatVersionError, StorageError
from s3graph.graph.storage import storage_errors, write_whole
from s3graph.model import Text

FORMAT = 1


@dataclass(frozen=True)
class DataDirectory:
    """Paths below one root, which must be one filesystem: releases are renamed and hard-linked within it."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> DataDirectory:
        """Made on first use. FormatVersionError where a newer version of the software wrote it."""
        directory = cls(root.absolute())
        with storage_errors(root):
            directory.deliveries.mkdir(parents=True, exist_ok=True)
            directory.releases.mkdir(exist_ok=True)
            if not directory.format.exists():
                with suppress(FileNotFoundError):  # a writer that was faster has tidied up
                    write_whole(directory.format, json.dumps({"format": FORMAT}).encode())
        directory._check_format()
        return directory

    @property
    def deliveries(self) -> Path:
        return self.root / "deliveries"

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def private(self) -> Path:
        return self.root / "private.sqlite"

    @property
    def incoming(self) -> Path:
        """Files sent in over HTTP, until their job ends."""
        return self.root / "incoming"

    @property
    def reports(self) -> Path:
        """Reports of jobs, as long as the job is remembered."""
        return self.root / "reports"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def log(self) -> Path:
        """What was withdrawn or erased, and when; one JSON object a line."""
        return self.root / "log.jsonl"

    @property
    def format(self) -> Path:
        return self.root / "format"

    def _check_format(self) -> None:
        try:
            found = int(json.loads(self.format.read_text("utf-8"))["format"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StorageError(
                Text(
                    sv=f"{self.root} är ingen datakatalog för s3graph: {self.format.name} går inte att läsa.",
                    en=f"{self.root} is no data directory of s3graph: {self.format.name} cannot be read.",
                )
            ) from error
        if found > FORMAT:
            raise FormatVersionError(
                Text(
                    sv=f"{self.root} har format {found}; den här versionen läser högst {FORMAT}. Uppgradera s3graph.",
                    en=f"{self.root} has format {found}; this version reads at most {FORMAT}. Upgrade s3graph.",
                )
            )
