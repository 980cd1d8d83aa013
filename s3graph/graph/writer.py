"""The one writer: changes the writer's store and publishes releases from it.

The writer's store is private and derived. It carries a marker, the release it equals; where the marker is not that of
``current`` (a crash in between, a release restored), the store is copied anew from the current release. So a change
needs no transaction of its own: it takes the marker away first and puts the new one down last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from s3graph.errors import StorageError
from s3graph.graph.deliveries import Deliveries
from s3graph.graph.directory import DataDirectory
from s3graph.graph.lock import WriterLock
from s3graph.graph.release import Manifest, Release, Releases
from s3graph.graph.release_store import ReleaseStore
from s3graph.graph.storage import move_folder, remove_folder, storage_errors, write_whole
from s3graph.model import Text
from s3graph.vocabulary import CATALOGUE, RDF, S3, entity

RELOAD_SHARE = 0.4
"""Above this share of removed quads a fresh store is loaded: removing runs at 60,000 quads a second, loading at 130,000
(docs/figures.md)."""
BULK = 50_000
"""From this many added quads on they are bulk-loaded."""

BuildIndex = Callable[[ReleaseStore, Path], None]


@dataclass(frozen=True)
class GraphChange:
    """What one named graph loses and gains."""

    graph: NamedNode
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]

    @classmethod
    def between(cls, graph: NamedNode, old: Iterable[Triple], new: Iterable[Triple]) -> GraphChange:
        """The difference of two contents of a graph."""
        before, after = set(old), set(new)
        return cls(graph, tuple(sorted(before - after, key=str)), tuple(sorted(after - before, key=str)))

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


class Writer:
    """Inside ``with``: holds the lock, has cleaned up after a crash, and has a store that equals ``base``.

    ``number`` is the release that ``publish`` will make. LockedError where another writer is at work.
    """

    def __init__(self, directory: DataDirectory, wait: float = 0.0) -> None:
        self.directory = directory
        self.releases = Releases(directory)
        self.deliveries = Deliveries(directory)
        self.base: Release | None = None
        self.number = 0
        self._wait = wait
        self._stack = ExitStack()

    def __enter__(self) -> Writer:
        with ExitStack() as stack:
            stack.enter_context(WriterLock(self.directory, self._wait))
            with storage_errors(self.directory.root):
                self._recover()
                self._store = self._in_line()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._store
        with self._stack:
            if error is not None:
                self._recover()

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, graph: NamedNode | None = None
    ) -> Iterator[Quad]:
        """What the writer's store holds now."""
        return self._store.quads_for_pattern(subject, predicate, None, graph)

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """One graph as it is now."""
        return (quad.triple for quad in self.quads(graph=graph))

    def __len__(self) -> int:
        return len(self._store)

    def apply(self, changes: Sequence[GraphChange]) -> None:
        """Makes all changes, and marks the store as being release ``number``."""
        removed = sum(len(change.removed) for change in changes)
        with storage_errors(self.directory.store):
            if removed > RELOAD_SHARE * max(len(self._store), 1):
                self._reload(changes)
            else:
                self._change(changes)
            for change in changes:
                if next(self.quads(graph=change.graph), None) is None:
                    self._store.remove_graph(change.graph)

    def publish(self, manifest: Manifest, build_index: BuildIndex) -> Release:
        """A release of the store as it is: checkpoint, index built from that checkpoint, manifest; then current."""
        final = Release(self.number, self.directory.releases / str(self.number))
        draft = Release(self.number, final.path.with_name(f"{self.number}.new"))
        with storage_errors(draft.path):
            draft.path.mkdir()
            self._store.flush()
            self._store.backup(str(draft.store_path))
        build_index(ReleaseStore.open(draft), draft.index_path)
        with storage_errors(draft.path):
            write_whole(draft.manifest_path, manifest.to_json())
            move_folder(draft.path, final.path)
            self.releases.point_at(final)
            self.deliveries.recover(manifest)
            self._finish(self.number)
        self.base, self.number = final, self.number + 1
        return final

    def _change(self, changes: Sequence[GraphChange]) -> None:
        """What goes goes before what comes, for the store holds 1.0 and 1.00 as one; few quads go in ONE update."""
        apart = [_sorted_out(change) for change in changes]
        ground, blank = [change for change, _ in apart], [change for _, change in apart]
        lost, gained = _all(ground, "removed"), _all(ground, "added")
        bulk = len(gained) >= BULK
        self._store.update(_text([], [*self._markers(), *(lost if bulk else ())]))
        for quad in _all(blank, "removed"):
            self._store.remove(quad)
        self._store.extend(_all(blank, "added"))
        if bulk:
            self._store.bulk_extend(gained)
        self._store.update(_text([*(() if bulk else gained), _marker(self.number)], () if bulk else lost))

    def _reload(self, changes: Sequence[GraphChange]) -> None:
        beside = self.directory.store.with_name("store.new")
        fresh = Store(str(beside))
        lost = {quad for change in changes for quad in _quads(change.graph, change.removed)} | set(self._markers())
        gained = chain.from_iterable(_quads(change.graph, change.added) for change in changes)
        kept = (quad for quad in self._store.quads_for_pattern(None, None, None, None) if quad not in lost)
        fresh.bulk_extend(chain(kept, gained, [_marker(self.number)]))
        fresh.flush()
        del fresh, self._store
        remove_folder(self.directory.store)
        move_folder(beside, self.directory.store)
        self._store = Store(str(self.directory.store))

    def _markers(self) -> Iterator[Quad]:
        return self._store.quads_for_pattern(None, RDF.type, S3.Release, CATALOGUE)

    def _recover(self) -> None:
        """Takes away what an unfinished import left behind."""
        for path in (*self.directory.root.iterdir(), *self.directory.releases.iterdir()):
            if path.suffix in (".new", ".gone"):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        finished = max(self.releases.current_number() or 0, self._finished())
        for release in self.releases.list():
            if release.number > finished:
                self.releases.drop(release)
        self.base = self.releases.current() if self.releases.current_number() is not None else None
        self.deliveries.recover(self.base.manifest if self.base else None)
        self._finish(finished)
        self.number = finished + 1

    def _finished(self) -> int:
        """The highest number ever published; numbers are not used twice, also after pruning."""
        try:
            return int(json.loads((self.directory.releases / "last").read_text("utf-8")))
        except FileNotFoundError:
            return 0
        except ValueError as error:
            raise StorageError(
                Text(sv="Filen releases/last är skadad.", en="The file releases/last is damaged.")
            ) from error

    def _finish(self, number: int) -> None:
        if number != self._finished():
            write_whole(self.directory.releases / "last", str(number).encode())

    def _in_line(self) -> Store:
        """The writer's store, copied from the current release where it is not equal to it."""
        path = self.directory.store
        if path.exists() and self._marked(path):
            return Store(str(path))
        remove_folder(path)
        if self.base is not None:
            beside = path.with_name("store.new")
            Store.read_only(str(self.base.store_path)).backup(str(beside))
            move_folder(beside, path)
        return Store(str(path))

    def _marked(self, path: Path) -> bool:
        try:
            store = Store(str(path))
        except (OSError, RuntimeError):
            return False
        markers = list(store.quads_for_pattern(None, RDF.type, S3.Release, CATALOGUE))
        return markers == [_marker(self.base.number)] if self.base else len(store) == 0


def _marker(number: int) -> Quad:
    return Quad(entity("release", str(number)), RDF.type, S3.Release, CATALOGUE)


def _quads(graph: NamedNode, triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def _all(changes: Iterable[GraphChange], side: str) -> list[Quad]:
    return [quad for change in changes for quad in _quads(change.graph, getattr(change, side))]


def _sorted_out(change: GraphChange) -> tuple[GraphChange, GraphChange]:
    """The part an update can say, and the part with blank nodes, which it cannot name."""
    removed, added = _by_ground(change.removed), _by_ground(change.added)
    return GraphChange(change.graph, removed[0], added[0]), GraphChange(change.graph, removed[1], added[1])


def _by_ground(triples: Iterable[Triple]) -> tuple[tuple[Triple, ...], tuple[Triple, ...]]:
    """Triples without blank nodes, and those with one."""
    ground: list[Triple] = []
    other: list[Triple] = []
    for triple in triples:
        blank = isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        (other if blank else ground).append(triple)
    return tuple(ground), tuple(other)


def _text(added: Sequence[Quad], removed: Sequence[Quad]) -> str:
    """One SPARQL update, which pyoxigraph runs as one transaction; terms are serialised by pyoxigraph itself."""
    parts = [
        f"{verb} DATA {{\n" + "".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n" for quad in quads) + "}"
        for verb, quads in (("DELETE", removed), ("INSERT", added))
        if quads
    ]
    return " ;\n".join(parts)
