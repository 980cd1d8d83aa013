"""A release, or one graph of it, as a packed file: written beside the release's store by a process of its own."""

from __future__ import annotations

import gzip
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from io import BufferedIOBase
from pathlib import Path
from typing import IO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from s3graph.errors import NotFoundError, StorageError
from s3graph.graph import Release, ReleaseStore
from s3graph.graph.storage import storage_errors
from s3graph.model import Text
from s3graph.vocabulary import PREFIXES, graph

NAME = "dump"
"""Of the process that writes, so that whoever ends can end it."""
_LEVEL = 6
_PREFIX = b"@prefix "


class DumpFormat(StrEnum):
    """Turtle has no names of graphs: a dump of everything in it is the union, each triple once."""

    TURTLE = "ttl"
    N_QUADS = "nq"


@dataclass(frozen=True)
class Dump:
    """Which file. ``graph_name`` is the name of one graph, None for all of the release."""

    graph_name: str | None
    format: DumpFormat

    @property
    def file_name(self) -> str:
        return f"{self.graph_name or 's3graph'}.{self.format}.gz"

    def path(self, release: Release) -> Path:
        """Where it lies once it has been asked for; gone with the release, and never part of a backup."""
        folder = release.dumps_path / ("graph" if self.graph_name else "all")
        return folder / self.file_name


def dumped(release: Release, dump: Dump) -> Path:
    """The file, written now if nobody has asked for it before; blocks for as long as that takes.

    The caller's memory does not grow with the release. The file appears under its name only when it is whole, and is
    the same, byte for byte, each time it is written. NotFoundError where the release has no such graph, StorageError
    where it cannot be written.
    """
    path = dump.path(release)
    if not path.exists():
        process = multiprocessing.get_context("spawn").Process(
            target=write, args=(release, dump), name=NAME, daemon=True
        )
        process.start()
        process.join()
        _beside(path, process.pid).unlink(missing_ok=True)
        process.close()
    if not path.exists():
        raise _unwritten(path)
    return path


def write(release: Release, dump: Dump) -> None:
    """What that process does."""
    store = ReleaseStore.open(release)
    path = dump.path(release)
    beside = _beside(path, os.getpid())
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as file, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
                _write(store, dump, packed)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def check_graph(store: ReleaseStore, name: str) -> None:
    """NotFoundError naming the graphs there are where this is none of them."""
    known = [one.value.rsplit("/", 1)[-1] for one in store.graphs()]
    if name not in known:
        listed = ", ".join(known)
        raise NotFoundError(
            Text(
                sv=f"Ingen graf heter {name[:80]}. Det finns: {listed}.",
                en=f"No graph is called {name[:80]}. There are: {listed}.",
            )
        )


def _write(store: ReleaseStore, dump: Dump, packed: gzip.GzipFile) -> None:
    names = (graph(dump.graph_name),) if dump.graph_name else store.graphs()
    if dump.format is DumpFormat.N_QUADS:
        for name in names:
            serialize(store.quads(None, None, None, name), cast(IO[bytes], packed), format=RdfFormat.N_QUADS)
        return
    ordered = _PrefixesInOrder(packed)
    serialize(_once(store, names), cast(IO[bytes], ordered), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    ordered.flush()


def _once(store: ReleaseStore, names: tuple[NamedNode, ...]) -> Iterator[Triple]:
    """Graph after graph; of a triple that several have, the first."""
    if len(names) == 1:
        yield from (quad.triple for quad in store.quads(None, None, None, names[0]))
        return
    seen: set[bytes] = set()
    for name in names:
        for quad in store.quads(None, None, None, name):
            digest = _digest(quad)
            if digest not in seen:
                seen.add(digest)
                yield quad.triple


def _beside(path: Path, writer: int | None) -> Path:
    """Where a process writes it, until it is whole."""
    return path.with_name(f"{path.name}.{writer}.new")


def _digest(quad: Quad) -> bytes:
    return blake2b(str(quad.triple).encode(), digest_size=16).digest()


class _PrefixesInOrder(BufferedIOBase):
    """Sorts the lines of prefixes, which the serializer writes in another order every time, and passes on the rest."""

    def __init__(self, packed: gzip.GzipFile) -> None:
        self._packed = packed
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if self._head is None:
            return self._packed.write(content)
        self._head += content
        lines = self._head.split(b"\n")
        if any(line and not _begins(line) for line in lines):
            self._pass_on(lines)
        return len(content)

    def flush(self) -> None:
        if self._head:
            self._pass_on(self._head.split(b"\n"))

    def _pass_on(self, lines: list[bytes]) -> None:
        count = next((number for number, line in enumerate(lines) if not line.startswith(_PREFIX)), len(lines))
        self._packed.write(b"\n".join([*sorted(lines[:count]), *lines[count:]]))
        self._head = None


def _begins(line: bytes) -> bool:
    """Whether it is a line of a prefix, or may become one."""
    return line.startswith(_PREFIX) or _PREFIX.startswith(line)


def _unwritten(path: Path) -> StorageError:
    return StorageError(
        Text(
            sv=f"{path} kunde inte skrivas. Se loggen, och 's3graph doctor'.",
            en=f"{path} could not be written. See the log, and 's3graph doctor'.",
        )
    )
