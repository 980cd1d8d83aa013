"""A release too large for memory is answered from disk alike, and leaves nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s3graph.errors import QueryError
from s3graph.graph import Release
from s3graph.querying import QueryFleet, guard, placing
from s3graph.querying.placing import Place
from s3graph.querying.sandbox import sandbox_state
from s3graph.settings import Settings
from tests.querying.conftest import SIZE
from tests.querying.test_fleet import COUNT, RUNAWAY, answer

ON_DISK = Settings(query_replica_mb=0, query_seconds=2, query_concurrency=2)


def left(release: Release) -> list[Path]:
    return list(release.path.parent.glob(".queries-*"))


@pytest.fixture(scope="module")
def fleet(release: Release) -> Iterator[QueryFleet]:
    with QueryFleet(release, ON_DISK) as running:
        yield running
    assert left(release) == []


def test_a_release_lies_where_it_fits(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Place(release, Settings()).in_memory
    assert not Place(release, ON_DISK).in_memory
    monkeypatch.setattr(placing, "_available", lambda: 1000.0)
    assert not Place(release, Settings()).in_memory, "nor where the machine has no memory left"


def test_it_answers_from_disk_with_each_triple_once(fleet: QueryFleet, release: Release) -> None:
    assert answer(fleet, COUNT) == f"n\r\n{SIZE}\r\n".encode()
    assert answer(fleet, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <https://example.org/value> ?o } }").split() == [
        b"n",
        str(2 * SIZE).encode(),
    ]
    assert len(left(release)) == 1


def test_a_runaway_on_disk_is_ended_too(fleet: QueryFleet) -> None:
    with pytest.raises(QueryError, match="S3GRAPH_QUERY_SECONDS"):
        answer(fleet, RUNAWAY)
    assert answer(fleet, COUNT).startswith(b"n")


@pytest.mark.skipif(sandbox_state() != "on", reason="this kernel has no seccomp for unprivileged processes")
def test_the_network_is_closed_there_too(fleet: QueryFleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_check", lambda text, tokens: None)
    with pytest.raises(QueryError, match=r"(?i)permitted|permission"):
        fleet.run("SELECT * WHERE { SERVICE <http://127.0.0.1:8099/sparql> { ?s ?p ?o } }")


def test_what_a_killed_service_left_is_swept(release: Release) -> None:
    (release.path.parent / ".queries-999999999-abc").mkdir()
    place = Place(release, ON_DISK)
    assert Path(place.prepared()).parent.is_dir()
    assert len([folder for folder in left(release) if "999999999" in folder.name]) == 0
    place.clear()


def test_graphs_that_say_the_same_are_one_there_too(fleet: QueryFleet) -> None:
    both = "BASE <https://w3id.org/s3graph/graph/> SELECT (COUNT(*) AS ?n) FROM <one> FROM <two> FROM NAMED <two> "
    assert answer(fleet, both + "{ ?s ?p ?o }") == f"n\r\n{SIZE}\r\n".encode()
    assert answer(fleet, both + "{ GRAPH ?g { ?s ?p ?o } }") == f"n\r\n{SIZE}\r\n".encode()
    assert answer(fleet, both + "{ ?s ?p ?o . GRAPH <one> { ?s ?p ?o } }") == b"n\r\n0\r\n", "not among the named"
