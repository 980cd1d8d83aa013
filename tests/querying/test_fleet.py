from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from s3graph.errors import BusyError, LimitError, QueryError, QueryTimeoutError
from s3graph.graph import Release
from s3graph.querying import QueryFleet, guard
from s3graph.querying.sandbox import sandbox_state
from s3graph.settings import Settings
from tests.querying.conftest import SIZE

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ex:value ?o }".replace("ex:value", "<https://example.org/value>")
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LONG = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def fleet(release: Release) -> Iterator[QueryFleet]:
    chosen = Settings(query_seconds=2, query_memory_mb=200, query_result_mb=1, query_concurrency=2)
    with QueryFleet(release, chosen) as running:
        yield running


def answer(fleet: QueryFleet, text: str, media_type: str = "text/csv") -> bytes:
    return b"".join(fleet.run(text, media_type).chunks)


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def test_the_default_graph_has_each_triple_once_and_named_graphs_are_there(fleet: QueryFleet) -> None:
    assert answer(fleet, COUNT) == f"n\r\n{SIZE}\r\n".encode()
    assert answer(fleet, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").split() == [b"n", b"801"]


def test_every_form_is_answered_in_its_formats(fleet: QueryFleet) -> None:
    assert b'"boolean":true' in answer(fleet, "ASK { ?s ?p 7 }", "application/sparql-results+json")
    described = answer(fleet, "DESCRIBE <https://example.org/7>", "application/n-triples")
    assert described.startswith(b"<https://example.org/7> <https://example.org/value> ")
    assert fleet.run("CONSTRUCT WHERE { ?s ?p 7 }").media_type == "text/turtle"
    with pytest.raises(QueryError, match="cannot be answered as text/csv"):
        fleet.run("ASK { ?s ?p ?o }", "text/csv")


def test_a_runaway_is_ended_at_its_deadline_while_others_are_answered(fleet: QueryFleet) -> None:
    failed: list[QueryError] = []

    def run() -> None:
        try:
            answer(fleet, RUNAWAY)
        except QueryError as error:
            failed.append(error)

    runaway = threading.Thread(target=run)
    runaway.start()
    time.sleep(0.3)
    assert answer(fleet, COUNT).startswith(b"n")
    assert runaway.is_alive()
    runaway.join(20)
    assert [type(error) for error in failed] == [QueryTimeoutError]
    assert "2 s (S3GRAPH_QUERY_SECONDS)" in str(failed[0])


def test_a_query_that_takes_too_much_memory_falls_alone(fleet: QueryFleet) -> None:
    with pytest.raises(QueryError, match="S3GRAPH_QUERY_MEMORY_MB"):
        fleet.run(GREEDY, "text/csv", seconds=60)
    assert answer(fleet, COUNT).startswith(b"n")


def test_an_answer_that_is_too_long_is_cut(fleet: QueryFleet) -> None:
    result = fleet.run(LONG, "text/csv")
    with pytest.raises(LimitError, match="S3GRAPH_QUERY_RESULT_MB"):
        list(result.chunks)


def test_more_at_once_than_allowed_are_refused_and_an_abandoned_one_frees_its_place(fleet: QueryFleet) -> None:
    first, second = fleet.run(LONG), fleet.run(LONG)
    with pytest.raises(BusyError):
        fleet.run(COUNT)
    del first, second
    assert answer(fleet, COUNT).startswith(b"n")


def test_a_wrong_query_is_told_with_its_place(fleet: QueryFleet) -> None:
    with pytest.raises(QueryError, match="Line 1, character 25 of the query: cannot be read"):
        fleet.run("SELECT * WHERE { ?s ?p }")
    with pytest.raises(LimitError, match="S3GRAPH_QUERY_LENGTH"):
        fleet.run("SELECT * WHERE { ?s ?p ?o } #" + "x" * 60_000)


@pytest.mark.skipif(sandbox_state() != "on", reason="this kernel has no seccomp for unprivileged processes")
def test_service_fails_in_the_child_too(fleet: QueryFleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_check", lambda text, tokens: None)
    with pytest.raises(QueryError, match=r"(?i)permitted|permission"):
        fleet.run("SELECT * WHERE { SERVICE <http://127.0.0.1:8099/sparql> { ?s ?p ?o } }")


def test_a_killed_replica_is_started_again(release: Release, settings: Settings) -> None:
    with QueryFleet(release, settings) as fleet:
        assert answer(fleet, COUNT).startswith(b"n")
        first = fleet.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        time.sleep(0.2)
        assert answer(fleet, COUNT).startswith(b"n")
        assert fleet.pid not in (None, first)


def test_nothing_runs_on_after_a_fleet_is_closed(release: Release, settings: Settings) -> None:
    with QueryFleet(release, settings) as fleet:
        running = fleet.run(LONG)
        replica = fleet.pid
        assert replica is not None
        until = time.monotonic() + 5
        while {str(pid) for pid in fleet.workers} != set(child := children(replica)):
            assert time.monotonic() < until, child
            time.sleep(0.02)
    running.chunks.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    left = [replica, *map(int, child)]
    while left and time.monotonic() < deadline:
        left = [pid for pid in left if Path(f"/proc/{pid}").exists() and "zombie" not in _state(pid)]
        time.sleep(0.05)
    assert left == []


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text("utf-8")
    except FileNotFoundError:
        return "zombie"


def test_a_query_that_fails_over_merged_graphs_leaves_none_of_them(release: Release) -> None:
    one, two = (f"FROM <https://w3id.org/s3graph/graph/{name}>" for name in ("one", "two"))
    with QueryFleet(release, Settings(query_concurrency=1)) as alone:
        with pytest.raises(QueryError):
            alone.run(f"SELECT * {one} {two} {{ ?s ?p }}", "text/csv")
        assert answer(alone, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p 7 } }") == b"n\r\n2\r\n"
