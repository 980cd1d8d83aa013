"""What a data directory holds, as far as anybody can see it: compared before and after a fault."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from s3graph.graph import DataDirectory, Release, Releases, ReleaseStore

_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LEFT_OVER = (".new", ".gone", ".pending", ".old")


class Published(NamedTuple):
    """One release: its manifest, its whole graph and its whole index as digests, moments left out."""

    number: int
    manifest: str
    graph: str
    matching: str

    @classmethod
    def of(cls, release: Release) -> Published:
        output = BytesIO()
        ReleaseStore.open(release).dump(output)
        manifest = release.manifest_path.read_bytes()
        return cls(release.number, _digest(manifest), _graph(output.getvalue()), _files(release.index_path))


class State(NamedTuple):
    """``deliveries`` are the files kept, with what is known of the sources; ``left_over`` what nobody will come back
    for; ``store`` the writer's own graph, empty where it cannot be opened."""

    current: Published | None
    releases: tuple[Published, ...]
    deliveries: tuple[tuple[str, str], ...]
    jobs: tuple[tuple[str, str], ...]
    left_over: tuple[str, ...]
    store: str

    @classmethod
    def of(cls, data: Path) -> State:
        directory = DataDirectory.open(data)
        releases = Releases(directory)
        return cls(
            current=current(data),
            releases=tuple(Published.of(release) for release in releases.list()),
            deliveries=tuple(
                (str(path.relative_to(data)), _digest(path.read_bytes()))
                for path in sorted(directory.deliveries.rglob("*"))
                if path.is_file()
            ),
            jobs=_jobs(directory.private),
            left_over=_left_over(directory),
            store=_writers(directory.store),
        )


def current(data: Path) -> Published | None:
    """The current release alone, as its readers see it."""
    releases = Releases(DataDirectory.open(data))
    return Published.of(releases.current()) if releases.current_number() else None


def _left_over(directory: DataDirectory) -> tuple[str, ...]:
    places = (directory.root, directory.releases, *directory.releases.iterdir(), *directory.deliveries.iterdir())
    found = [path for place in places if place.is_dir() for path in place.iterdir() if path.suffix in _LEFT_OVER]
    found += [folder for folder in directory.deliveries.iterdir() if not any(folder.iterdir())]
    if directory.incoming.exists():
        found += directory.incoming.iterdir()
    return tuple(sorted(str(path.relative_to(directory.root)) for path in found))


def _jobs(path: Path) -> tuple[tuple[str, str], ...]:
    if not path.exists():
        return ()
    with closing(sqlite3.connect(path)) as connection:
        return tuple(connection.execute("SELECT source, state FROM job ORDER BY number"))


def _writers(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        content = Store.read_only(str(path)).dump(format=RdfFormat.N_QUADS)
    except (OSError, RuntimeError):
        return ""
    return _graph(content or b"")


def _graph(content: bytes) -> str:
    return _digest(b"".join(sorted(content.splitlines(keepends=True))))


def _files(folder: Path) -> str:
    return _digest(b"".join(path.name.encode() + path.read_bytes() for path in sorted(folder.iterdir())))


def _digest(content: bytes) -> str:
    return hashlib.sha256(_MOMENT.sub(b"", content)).hexdigest()
