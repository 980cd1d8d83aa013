"""The one writer: changes the writer's store and publishes releases from it.

The writer's store is private and derived. It carries a marker, the release it equals; where the marker is not that of
``current`` (a crash in between, a release restored), the store is copied anew from the current release. So a change
needs no transaction of its own: it takes the marker away first and puts the new one down last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import cast

from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store, Triple

from s3graph.errors import StorageError
from s3graph.graph.deliveries import Deliveries
from s3graph.graph.directory import DataDirectory
from s3graph.graph.lock import WriterLock
from s3graph.graph.ntriples import NTriples, graph_of
from s3graph.graph.release import Manifest, Release, Releases
from s3graph.graph.release_store import ReleaseStore
from s3graph.graph.storage import move_folder, remove_folder, storage_errors, sync_file, sync_folder, write_whole
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
    """What one named graph loses and gains, and what it holds then."""

    graph: NamedNode
    removed: NTriples
    added: NTriples
    content: NTriples

    @classmethod
    def between(cls, graph: NamedNode, old: NTriples, new: NTriples) -> GraphChange:
        """The difference of two contents of a graph."""
        return cls(graph, *old.changed_to(new), new)

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


class Writer:
    """Inside ``with``: holds the lock, has cleaned up after a crash, and has a store that equals ``base``.

    ``number`` is the release that ``publish`` will make. LockedError where another writer is at work for longer than
    ``wait`` seconds; ``waiting`` is called where it has to wait.
    """

    def __init__(self, directory: DataDirectory, wait: float = 0.0, waiting: Callable[[], None] | None = None) -> None:
        self.directory = directory
        self.releases = Releases(directory)
        self.deliveries = Deliveries(directory)
        self.base: Release | None = None
        self.number = 0
        self._lock = WriterLock(directory, wait, waiting)
        self._stack = ExitStack()

    def __enter__(self) -> Writer:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            with storage_errors(self.directory.root):
                self._recover()
                self._store = self._in_line()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(AttributeError):
            del self._store  # let go of already where it was about to be replaced
        with self._stack:
            if error is not None:
                with suppress(OSError, StorageError):
                    self._recover()

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        graph: NamedNode | None = None,
        value: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """What the writer's store holds now."""
        return self._store.quads_for_pattern(subject, predicate, value, graph)

    def pairs(self, predicate: NamedNode, without: Sequence[NamedNode] = ()) -> Iterator[tuple[bytes, bytes]]:
        """Subjects and values of a property over all graphs but some, addresses as N-Triples writes them."""
        others = f"FILTER(?g NOT IN ({', '.join(map(str, without))}))" if without else ""
        found = self._store.query(f"SELECT ?s ?o WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} {others} }}")
        written = cast(QuerySolutions, found).serialize(format=QueryResultsFormat.TSV)
        for line in (written or b"").splitlines()[1:]:
            subject, _, value = line.partition(b"\t")
            yield subject, value

    def content(self, graph: NamedNode) -> NTriples:
        """One graph as it is now, numbers as the store spells them."""
        return graph_of(self._store, graph)

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
            for path in draft.index_path.iterdir():
                sync_file(path)
            sync_folder(draft.index_path)
            write_whole(draft.manifest_path, manifest.to_json())
            move_folder(draft.path, final.path)
            self.releases.point_at(final)
        with suppress(OSError, StorageError):
            self._settle(manifest, self.number)
        self.base, self.number = final, self.number + 1
        return final

    def _change(self, changes: Sequence[GraphChange]) -> None:
        """What goes goes before what comes, for the store holds 1.0 and 1.00 as one; few quads go in ONE update."""
        apart = [(change.graph, *change.removed.apart(), *change.added.apart()) for change in changes]
        lost = [(graph, removed) for graph, removed, _, _, _ in apart]
        gained = [(graph, added) for graph, _, _, added, _ in apart]
        bulk = sum(len(added) for _, added in gained) >= BULK
        self._store.update(_text([], [*self._markers(), *(lost if bulk else ())]))
        for graph, _, removed, _, added in apart:
            for triple in removed:
                self._store.remove(Quad(triple.subject, triple.predicate, triple.object, graph))
            added.load_into(self._store, graph)
        if bulk:
            for graph, added in gained:
                added.load_into(self._store, graph)
        self._store.update(_text([*(() if bulk else gained), _marker(self.number)], () if bulk else lost))

    def _reload(self, changes: Sequence[GraphChange]) -> None:
        beside = self.directory.store.with_name("store.new")
        fresh = Store(str(beside))
        markers = list(self._markers())
        changed = {change.graph: change.content for change in changes}
        kept = (name for name in self._store.named_graphs() if isinstance(name, NamedNode) and name not in changed)
        for name in kept:
            graph_of(self._store, name).load_into(fresh, name)
        for name, content in changed.items():
            content.load_into(fresh, name)
        fresh.update(_text([_marker(self.number)], markers))
        fresh.flush()
        del fresh, self._store
        remove_folder(self.directory.store)
        move_folder(beside, self.directory.store)
        self._store = Store(str(self.directory.store))

    def _markers(self) -> Iterator[tuple[NamedNode, NTriples]]:
        for quad in self.quads(None, RDF.type, CATALOGUE):
            if quad.object == S3.Release:
                yield CATALOGUE, NTriples.of([quad.triple])

    def _recover(self) -> None:
        """Takes away what an unfinished import left behind."""
        for path in (*self.directory.root.iterdir(), *self.directory.releases.iterdir()):
            if path.suffix in (".new", ".gone"):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)  # a store may still be open in it: the next writer again
                else:
                    path.unlink()
        finished = max(self.releases.current_number() or 0, self._finished())
        for release in self.releases.list():
            if release.number > finished:
                self.releases.drop(release)
        self.base = self.releases.current() if self.releases.current_number() is not None else None
        self._settle(self.base.manifest if self.base else None, finished)
        self.number = finished + 1

    def _settle(self, manifest: Manifest | None, number: int) -> None:
        """What is left to do once a release is current; where a full disk forbids it now, the next writer does it."""
        self.deliveries.recover(manifest)
        self._finish(number)

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
        here = [quad.triple for quad in markers]
        return here == list(_marker(self.base.number)[1]) if self.base else len(store) == 0


def _marker(number: int) -> tuple[NamedNode, NTriples]:
    return CATALOGUE, NTriples.of([Triple(entity("release", str(number)), RDF.type, S3.Release)])


def _text(added: Sequence[tuple[NamedNode, NTriples]], removed: Sequence[tuple[NamedNode, NTriples]]) -> str:
    """One SPARQL update, which pyoxigraph runs as one transaction; terms were serialised by pyoxigraph itself."""
    parts = []
    for verb, graphs in (("DELETE", removed), ("INSERT", added)):
        said = [f"GRAPH {name} {{\n{b''.join(content.lines).decode()}}}\n" for name, content in graphs if content]
        if said:
            parts.append(f"{verb} DATA {{\n{''.join(said)}}}")
    return " ;\n".join(parts)
