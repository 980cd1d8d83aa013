from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Triple

from s3graph.errors import LockedError
from s3graph.graph import DataDirectory, Draft, GraphChange, Manifest, NTriples, Releases, ReleaseStore, Source, Writer
from s3graph.graph import writer as writer_module
from s3graph.model import Text
from s3graph.vocabulary import CATALOGUE, graph
from tests.graph.conftest import Deliver
from tests.graph.triples import BLANK, TO_BLANK, numbered

IUC = graph("iuc")


def content(directory: DataDirectory, name: str = "iuc") -> set[Triple]:
    """A source's graph in the current release."""
    store = ReleaseStore.open(Releases(directory).current())
    return {quad.triple for quad in store.quads(None, None, None, graph(name))}


def test_delivered_triples_are_in_the_release_and_its_index(directory: DataDirectory, delivering: Deliver) -> None:
    release = delivering("iuc", (*numbered(0, 5), BLANK, TO_BLANK))
    assert release.number == 1
    assert content(directory) == {*numbered(0, 5), BLANK, TO_BLANK}
    assert (release.index_path / "quads").read_text() == str(7 + 1), "seven statements and the writer's marker"


@pytest.mark.parametrize("reload_share", [0.0, 10.0], ids=["a fresh store is loaded", "one update"])
@pytest.mark.parametrize("bulk", [1, 50_000], ids=["bulk", "few"])
def test_a_redelivery_replaces_what_its_source_said_and_nothing_else(
    directory: DataDirectory, delivering: Deliver, monkeypatch: pytest.MonkeyPatch, reload_share: float, bulk: int
) -> None:
    monkeypatch.setattr(writer_module, "RELOAD_SHARE", reload_share)
    monkeypatch.setattr(writer_module, "BULK", bulk)
    delivering("other", (*numbered(0, 3), TO_BLANK))
    delivering("iuc", (*numbered(0, 50), BLANK, TO_BLANK))
    delivering("iuc", (*numbered(10, 60), TO_BLANK))
    assert content(directory) == {*numbered(10, 60), TO_BLANK}
    assert content(directory, "other") == {*numbered(0, 3), TO_BLANK}


def test_earlier_releases_do_not_change(directory: DataDirectory, delivering: Deliver) -> None:
    first = delivering("iuc", numbered(0, 9))
    delivering("iuc", numbered(5, 12))
    store = ReleaseStore.open(first)
    assert {quad.triple for quad in store.quads(None, None, None, IUC)} == set(numbered(0, 9))


def test_after_going_back_the_next_delivery_starts_from_the_restored_release(
    directory: DataDirectory, delivering: Deliver
) -> None:
    delivering("iuc", numbered(0, 9))
    delivering("iuc", numbered(5, 12))
    with Writer(directory) as writer:
        writer.releases.point_at(writer.releases.get(1))
    third = delivering("other", numbered(0, 1))
    assert third.number == 3
    assert content(directory) == set(numbered(0, 9))
    assert third.manifest.sources["iuc"].delivery == 1


def test_a_failure_leaves_no_trace(directory: DataDirectory, delivering: Deliver) -> None:
    delivering("iuc", numbered(0, 9))
    before = _files(directory)
    with pytest.raises(ZeroDivisionError):
        _failing_delivery(directory)
    assert _files(directory) == before
    assert delivering("iuc", numbered(0, 10)).number == 2
    assert content(directory) == set(numbered(0, 10))
    assert content(directory, "new") == set()


def test_numbers_are_not_used_twice_after_a_release_was_dropped(directory: DataDirectory, delivering: Deliver) -> None:
    delivering("iuc", numbered(0, 2))
    delivering("iuc", numbered(0, 3))
    with Writer(directory) as writer:
        writer.releases.point_at(writer.releases.get(1))
        writer.releases.drop(writer.releases.get(2))
    assert delivering("iuc", numbered(0, 4)).number == 3


def test_a_second_writer_is_refused_while_the_first_is_at_work(directory: DataDirectory) -> None:
    with Writer(directory), pytest.raises(LockedError, match="Another import is running"), Writer(directory):
        pass


def test_a_damaged_writers_store_is_made_anew(directory: DataDirectory, delivering: Deliver) -> None:
    delivering("iuc", numbered(0, 9))
    (directory.store / "CURRENT").write_bytes(b"nonsense")
    delivering("iuc", numbered(1, 9))
    assert content(directory) == set(numbered(1, 9))


def test_the_marker_names_the_release_alone(directory: DataDirectory, delivering: Deliver) -> None:
    delivering("iuc", numbered(0, 2))
    release = delivering("iuc", numbered(0, 3))
    marked = [quad.subject for quad in ReleaseStore.open(release).quads(None, None, None, CATALOGUE)]
    assert [str(subject) for subject in marked] == ["<https://w3id.org/s3graph/id/release/2>"]


def _files(directory: DataDirectory) -> set[Path]:
    """Everything but the writer's store, which may be remade."""
    return {path for path in directory.root.rglob("*") if directory.store not in (path, *path.parents)}


def _failing_delivery(directory: DataDirectory) -> None:
    with Writer(directory) as writer:
        writer.deliveries.hold(Draft(Source("new", Text("n", "n")), NTriples.of(numbered(0, 4)), "2026", "f"))
        writer.apply([GraphChange.between(graph("new"), NTriples(), NTriples.of(numbered(0, 4)))])
        writer.publish(Manifest(2, "2026", "e", "t", 0), lambda store, path: _fail())


def _fail() -> None:
    raise ZeroDivisionError


def test_a_property_is_read_as_it_is_written_over_all_graphs(directory: DataDirectory, delivering: Deliver) -> None:
    delivering("iuc", (*numbered(0, 3), TO_BLANK))
    delivering("other", numbered(2, 5))
    with Writer(directory) as writer:
        for predicate in {triple.predicate for triple in (*numbered(0, 5), TO_BLANK)}:
            expected = [
                (str(quad.subject).encode(), str(quad.object).encode()) for quad in writer.quads(None, predicate)
            ]
            found = [pair for pair in writer.pairs(predicate) if b"_:" not in pair[1]]
            assert sorted(found) == sorted(pair for pair in expected if b"_:" not in pair[1])
            others = [quad for quad in writer.quads(None, predicate) if quad.graph_name != IUC]
            assert len(list(writer.pairs(predicate, [IUC]))) == len(others)
        assert list(writer.pairs(IUC)) == []
