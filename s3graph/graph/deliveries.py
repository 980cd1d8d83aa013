"""Sources and their deliveries: the system of record, from which every store can be built again.

``deliveries/{source}/source.json`` says who the source is; ``deliveries/{source}/{number}/`` holds one accepted file as
canonical N-Triples (``graph.nt.gz``) and what is known about it (``delivery.json``). A delivery that no release names
yet lies in ``{number}.pending`` and is taken away when its import did not come to its end.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from s3graph.errors import NotFoundError, StorageError, UsageError
from s3graph.graph.directory import DataDirectory
from s3graph.graph.ntriples import NTriples
from s3graph.graph.release import Manifest
from s3graph.graph.storage import move_folder, remove_folder, storage_errors, sync_file, sync_folder, write_whole
from s3graph.model import Text

SOURCE_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
REFERENCE_GRAPHS = ("ontology", "places", "codes", "sni2007", "areas", "competences")
"""Graphs that come with the software and change with it alone."""
RESERVED = frozenset(
    (*REFERENCE_GRAPHS, "catalogue", "derived", "identities", "confirmations", "aggregates", "questions")
)
"""Names of graphs that are no source's."""
_PENDING = ".pending"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Source:
    """One partner's one dataset. ``speaks_for`` is the IRI of the actor it belongs to, ``licence`` an IRI.

    ``register`` is the register it holds, None for all that are no registers.
    """

    name: str
    label: Text
    profile: str = "partner"
    speaks_for: str | None = None
    licence: str | None = None
    shipped: bool = False
    withdrawn_at: str | None = None
    register: str | None = None

    @classmethod
    def from_json(cls, content: str) -> Source:
        table = json.loads(content)
        return cls(**{**table, "label": Text(*table["label"])})


@dataclass(frozen=True)
class Delivery:
    """One accepted file of a source. ``digest`` is the SHA-256 of its canonical N-Triples.

    ``origin`` is the address it was fetched from, ``etag`` the mark it had there; empty for files that were sent.
    ``former`` is the number of the delivery whose place it took, 0 for none; None where that was not written down yet.
    """

    source: str
    number: int
    digest: str
    triples: int
    blank_nodes: bool
    accepted_at: str
    file_name: str
    origin: str = ""
    etag: str = ""
    former: int | None = None


@dataclass(frozen=True)
class Draft:
    """What is about to be kept: the source as it will be known, and the file's statements."""

    source: Source
    content: NTriples
    accepted_at: str
    file_name: str
    origin: str = ""
    etag: str = ""
    former: int | None = None


def check_source_name(name: str) -> None:
    """UsageError where a name cannot be a source's."""
    if not SOURCE_NAME.fullmatch(name) or name in RESERVED:
        raise UsageError(
            Text(
                sv=f"Källan kan inte heta '{name}'. Använd gemener a-z, siffror och bindestreck, högst 64 tecken, och "
                f"inte {', '.join(sorted(RESERVED))}.",
                en=f"A source cannot be called '{name}'. Use lower-case a-z, digits and hyphens, at most 64 "
                f"characters, and none of {', '.join(sorted(RESERVED))}.",
            )
        )


class Deliveries:
    """Reading is free to everyone; what changes files is for the holder of the writer's lock."""

    def __init__(self, directory: DataDirectory) -> None:
        self._root = directory.deliveries

    def sources(self) -> tuple[Source, ...]:
        """All sources, withdrawn ones included, by name."""
        return tuple(self.source(path.parent.name) for path in sorted(self._root.glob("*/source.json")))

    def source(self, name: str) -> Source:
        """NotFoundError naming the known ones where there is no such source."""
        path = self._root / name / "source.json"
        if not SOURCE_NAME.fullmatch(name) or not path.exists():
            known = ", ".join(sorted(other.parent.name for other in self._root.glob("*/source.json")))
            raise NotFoundError(
                Text(
                    sv=f"Källan {name} finns inte. Det finns: {known or 'inga'}.",
                    en=f"There is no source {name}. There are: {known or 'none'}.",
                )
            )
        return _readable(path, Source.from_json)

    def of(self, source: str) -> tuple[Delivery, ...]:
        """The kept deliveries of a source, oldest first; none where the source is unknown."""
        return tuple(self._delivery(path) for path in self._folders(source) if path.suffix != _PENDING)

    def get(self, source: str, number: int) -> Delivery:
        """A kept delivery, or the pending one. StorageError where it is missing."""
        for path in self._folders(source):
            if int(path.stem) == number:
                return self._delivery(path)
        raise StorageError(
            Text(
                sv=f"Leverans {number} av källan {source} saknas i {self._root}.",
                en=f"Delivery {number} of the source {source} is missing from {self._root}.",
            )
        )

    def sender(self, delivery: Delivery) -> Source:
        """The source as it was known when the delivery was accepted."""
        return _readable(self._folder(delivery) / "source.json", Source.from_json)

    def content(self, delivery: Delivery) -> NTriples:
        """What the delivery says, blank nodes under the names kept. StorageError where it is damaged."""
        path = self._folder(delivery) / "graph.nt.gz"
        with storage_errors(path):
            try:
                return NTriples.read(gzip.decompress(path.read_bytes()))
            except (EOFError, zlib.error) as error:
                raise _damaged(path) from error

    def hold(self, draft: Draft) -> Delivery:
        """Writes a delivery that no release names yet. Ends with everything on disk or nothing of it."""
        taken = [int(path.stem) for path in self._folders(draft.source.name)]
        delivery = Delivery(
            source=draft.source.name,
            number=max(taken, default=0) + 1,
            digest=draft.content.digest,
            triples=len(draft.content),
            blank_nodes=bool(draft.content.apart()[1]),
            accepted_at=draft.accepted_at,
            file_name=draft.file_name,
            origin=draft.origin,
            etag=draft.etag,
            former=draft.former,
        )
        folder = self._root / draft.source.name / f"{delivery.number:04d}{_PENDING}"
        with storage_errors(folder):
            folder.mkdir(parents=True)
            with (folder / "graph.nt.gz").open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed:
                for piece in draft.content.pieces():
                    packed.write(piece)
            sync_file(folder / "graph.nt.gz")
            write_whole(folder / "source.json", _json(asdict(draft.source)))
            write_whole(folder / "delivery.json", _json(asdict(delivery)))
            sync_folder(folder.parent)
        return delivery

    def keep(self, delivery: Delivery) -> None:
        """Makes a pending delivery a kept one, and its source known; harmless where that was done already."""
        pending = self._root / delivery.source / f"{delivery.number:04d}{_PENDING}"
        if pending.exists():
            source = _readable(pending / "source.json", Source.from_json)
            self.save(source)
            move_folder(pending, pending.with_suffix(""))

    def save(self, source: Source) -> None:
        """Replaces what is known of a source."""
        folder = self._root / source.name
        with storage_errors(folder):
            folder.mkdir(exist_ok=True)
            write_whole(folder / "source.json", _json(asdict(source)))

    def erase(self, source: str) -> None:
        """Removes a source and all its deliveries from the disk."""
        with storage_errors(self._root / source):
            remove_folder(self._root / source)

    def recover(self, manifest: Manifest | None) -> None:
        """Keeps the pending deliveries that the current release names, and removes the others."""
        named = {(name, state.delivery) for name, state in manifest.sources.items()} if manifest else set()
        with storage_errors(self._root):
            for pending in sorted(self._root.glob(f"*/*{_PENDING}")):
                if (pending.parent.name, int(pending.stem)) in named:
                    self.keep(self._delivery(pending))
                else:
                    remove_folder(pending)
            for unfinished in self._root.glob("*/*.new"):
                unfinished.unlink()
            for folder in list(self._root.iterdir()):
                if not any(folder.iterdir()):
                    folder.rmdir()

    def _folders(self, source: str) -> list[Path]:
        folder = self._root / source
        return sorted(path for path in folder.glob("[0-9]*") if path.is_dir()) if folder.is_dir() else []

    def _folder(self, delivery: Delivery) -> Path:
        kept = self._root / delivery.source / f"{delivery.number:04d}"
        return kept if kept.exists() else kept.with_suffix(_PENDING)

    def _delivery(self, path: Path) -> Delivery:
        return _readable(path / "delivery.json", lambda content: Delivery(**json.loads(content)))


def _json(table: object) -> bytes:
    return json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _readable(path: Path, read: Callable[[str], _T]) -> _T:
    try:
        return read(path.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StorageError:
    return StorageError(
        Text(sv=f"{path} är skadad och går inte att läsa.", en=f"{path} is damaged and cannot be read.")
    )
