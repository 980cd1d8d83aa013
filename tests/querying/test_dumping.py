"""Dumps: whole, the same each time, written by another process, and nothing left of one that was ended."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, Store, Triple, parse

from s3graph.errors import NotFoundError, StorageError
from s3graph.graph import Manifest, Release, ReleaseStore
from s3graph.querying import dumping
from s3graph.querying.dumping import Dump, DumpFormat, check_graph, dumped, write
from s3graph.vocabulary import DCT, RDF, S3, SKOS, entity, graph

EVERYTHING = [Dump(None, kind) for kind in DumpFormat] + [Dump("b", kind) for kind in DumpFormat]


def release_of(folder: Path, quads: Iterator[Quad]) -> Release:
    release = Release(1, folder)
    store = Store(str(release.store_path))
    store.bulk_extend(quads)
    store.flush()
    release.manifest_path.write_bytes(Manifest(1, "2026-11-01T12:00:00Z", "test", "test", len(store)).to_json())
    return release


def quads(count: int) -> Iterator[Quad]:
    """Two graphs that have every third statement in common."""
    for index in range(count):
        node = entity("sme", str(index))
        triple = Triple(node, SKOS.prefLabel, Literal(f"Företag {index}", language="sv"))
        yield Quad(triple.subject, triple.predicate, triple.object, graph("a"))
        if index % 3 == 0:
            yield Quad(triple.subject, triple.predicate, triple.object, graph("b"))
        yield Quad(node, RDF.type, S3.SME, graph("b"))


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return release_of(tmp_path, quads(30))


@pytest.mark.parametrize("dump", EVERYTHING, ids=lambda dump: dump.file_name)
def test_a_dump_holds_what_the_release_holds(release: Release, dump: Dump) -> None:
    write(release, dump)
    kind = RdfFormat.TURTLE if dump.format is DumpFormat.TURTLE else RdfFormat.N_QUADS
    found = list(parse(gzip.decompress(dump.path(release).read_bytes()), format=kind))
    stored = list(ReleaseStore.open(release).quads(None, None, None, graph("b") if dump.graph_name else None))
    if kind == RdfFormat.N_QUADS:
        assert set(found) == set(stored)
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in stored}
    assert len(found) == len(set(found))


@pytest.mark.parametrize("dump", EVERYTHING, ids=lambda dump: dump.file_name)
def test_it_is_the_same_each_time(release: Release, dump: Dump) -> None:
    written = set()
    for _ in range(4):
        write(release, dump)
        written.add(dump.path(release).read_bytes())
    assert len(written) == 1


def test_turtle_is_short(release: Release) -> None:
    write(release, EVERYTHING[0])
    text = gzip.decompress(EVERYTHING[0].path(release).read_bytes()).decode()
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert 'skos:prefLabel "Företag 7"@sv' in text


def test_another_process_writes_it_once(release: Release) -> None:
    dump = EVERYTHING[1]
    path = dumped(release, dump)
    written = path.stat()
    assert dumped(release, dump) == path
    assert path.stat().st_mtime_ns == written.st_mtime_ns
    assert list(path.parent.iterdir()) == [path]


def test_what_a_release_does_not_have(release: Release) -> None:
    check_graph(ReleaseStore.open(release), "a")
    with pytest.raises(NotFoundError, match="a, b"):
        check_graph(ReleaseStore.open(release), "c")


def test_a_writer_that_is_killed_leaves_nothing(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumping, "write", _dies_halfway)
    dump = EVERYTHING[0]
    with pytest.raises(StorageError):
        dumped(release, dump)
    assert list(dump.path(release).parent.iterdir()) == []


def _dies_halfway(release: Release, dump: Dump) -> None:
    path = dump.path(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(f"{path.name}.{os.getpid()}.new").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_full_disk_leaves_nothing(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dumping, "serialize", full)
    with pytest.raises(StorageError) as raised:
        write(release, EVERYTHING[0])
    assert "full" in raised.value.detail.en
    assert list(EVERYTHING[0].path(release).parent.iterdir()) == []


def grown(release: Release) -> int:
    """By how many KiB this process has grown while the dump of everything was made in both formats."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for kind in DumpFormat:
        dumped(release, Dump(None, kind))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def many(count: int) -> Iterator[Quad]:
    for index in range(count):
        node = entity("sme", str(index // 13))
        yield Quad(
            node, DCT.description, Literal(f"En uppgift om företaget, nummer {index}", language="sv"), graph("a")
        )


@pytest.mark.soak
def test_a_large_release_does_not_grow_who_asks(tmp_path: Path) -> None:
    release = release_of(tmp_path, many(1_300_000))
    assert grown(release) < 20_000


def test_who_asks_does_not_grow(tmp_path: Path) -> None:
    release = release_of(tmp_path, many(60_000))
    assert grown(release) < 10_000
    assert threading.active_count() < 50
    with gzip.open(Dump(None, DumpFormat.N_QUADS).path(release), "rb") as packed:
        assert len(list(islice(packed, 60_001))) == 60_000
