"""Releases: immutable published states under one number, and which of them is current."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

from s3graph.errors import NotFoundError, StorageError
from s3graph.graph.directory import DataDirectory
from s3graph.graph.storage import point_link, remove_folder, storage_errors
from s3graph.model import Text


@dataclass(frozen=True)
class SourceState:
    """The delivery of a source that a release holds. ``digest`` is the SHA-256 of its canonical N-Triples."""

    delivery: int
    triples: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """What a release is made of. ``reference`` maps the shipped graphs to the SHA-256 of their files.

    ``job`` is the id of the import job that made it, empty where no job did.
    """

    number: int
    published_at: str
    event: str
    software: str
    quads: int
    sources: Mapping[str, SourceState] = field(default_factory=dict)
    reference: Mapping[str, str] = field(default_factory=dict)
    encoder: str = ""
    job: str = ""

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_json(cls, content: str) -> Manifest:
        """ValueError, KeyError or TypeError where it is none."""
        table = json.loads(content)
        table["sources"] = {name: SourceState(**state) for name, state in table["sources"].items()}
        return cls(**table)


@dataclass(frozen=True)
class Release:
    """A release as it lies in the data directory; nothing below ``path`` ever changes, dumps aside."""

    number: int
    path: Path

    @property
    def store_path(self) -> Path:
        return self.path / "store"

    @property
    def index_path(self) -> Path:
        return self.path / "index"

    @property
    def dumps_path(self) -> Path:
        """Files made from the store when somebody asks for them: the one thing here that may come later, or go."""
        return self.path / "dumps"

    @property
    def manifest_path(self) -> Path:
        return self.path / "manifest.json"

    @cached_property
    def manifest(self) -> Manifest:
        try:
            return Manifest.from_json(self.manifest_path.read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StorageError(
                Text(
                    sv=f"Utgåva {self.number} är skadad: {self.manifest_path} går inte att läsa.",
                    en=f"Release {self.number} is damaged: {self.manifest_path} cannot be read.",
                )
            ) from error


class Releases:
    """The releases of a data directory."""

    def __init__(self, directory: DataDirectory) -> None:
        self._directory = directory

    def current_number(self) -> int | None:
        """None where nothing has been published. One readlink: cheap enough to ask for every request."""
        try:
            return int(self._directory.current.readlink().name)
        except (FileNotFoundError, ValueError):
            return None

    def current(self) -> Release:
        """NotFoundError where nothing has been published."""
        number = self.current_number()
        if number is None:
            raise NotFoundError(
                Text(
                    sv=f"Inget är publicerat i {self._directory.root} än. Kör 's3graph serve' eller 's3graph import'.",
                    en=f"Nothing is published in {self._directory.root} yet. Run 's3graph serve' or 's3graph import'.",
                )
            )
        return self.get(number)

    def list(self) -> tuple[Release, ...]:
        """All kept releases, oldest first."""
        numbers = sorted(int(path.name) for path in self._directory.releases.iterdir() if path.name.isdecimal())
        return tuple(Release(number, self._directory.releases / str(number)) for number in numbers)

    def get(self, number: int) -> Release:
        """NotFoundError naming the kept ones where there is no such release."""
        release = Release(number, self._directory.releases / str(number))
        if not release.manifest_path.is_file():
            kept = ", ".join(str(other.number) for other in self.list())
            raise NotFoundError(
                Text(
                    sv=f"Utgåva {number} finns inte. Bevarade utgåvor: {kept or 'inga'}.",
                    en=f"There is no release {number}. Kept releases: {kept or 'none'}.",
                )
            )
        return release

    def made_by(self, job: str) -> Release | None:
        """The kept release that an import job made."""
        return next((release for release in reversed(self.list()) if release.manifest.job == job), None)

    def point_at(self, release: Release) -> None:
        """Makes a release current in one atomic step. Only for the holder of the writer's lock."""
        with storage_errors(self._directory.current):
            point_link(self._directory.current, f"releases/{release.number}")

    def drop(self, release: Release) -> None:
        """Removes a kept release. Only for the holder of the writer's lock."""
        with storage_errors(release.path):
            remove_folder(release.path)

    def superfluous(self, keep: int) -> tuple[Release, ...]:
        """What pruning would remove: all but the current, the last ``keep`` and the last of every month."""
        releases = self.list()
        last_of_month = {release.manifest.published_at[:7]: release.number for release in releases}
        kept = {release.number for release in releases[-keep:]} | set(last_of_month.values())
        kept.add(self.current_number() or 0)
        return tuple(release for release in releases if release.number not in kept)
