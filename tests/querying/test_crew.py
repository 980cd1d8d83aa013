"""Children that have scanned: kept while they are asked again, replaced when they have rested or are too large."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from typing import Any

import pytest

from s3graph.errors import QueryError
from s3graph.graph import Release
from s3graph.querying import QueryFleet, crew
from s3graph.querying.worker import Replica
from s3graph.settings import Settings

SCAN = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def run(release: Release, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, float], tuple[list[int], list[int]]]:
    """The only child before and after a query, where every child that was asked counts as worn."""
    monkeypatch.setattr(crew, "WORN_BYTES", 0)
    monkeypatch.setattr(crew, "_LOOK_SECONDS", 0.05)

    def ran(worn_mb: int, rest: float) -> tuple[list[int], list[int]]:
        monkeypatch.setattr(crew, "REST_SECONDS", rest)
        with QueryFleet(release, Settings(query_concurrency=1, query_worn_mb=worn_mb)) as fleet:
            fleet.wait()
            pids = []
            for _ in range(3):
                assert b"".join(fleet.run(SCAN, "text/csv").chunks).startswith(b"n")
                pids.append(_only(fleet))
            resting = pids[-1]
            _until(lambda: rest > 1 or _only(fleet) != resting)
            return pids, [_only(fleet)]

    return ran


def test_a_worn_child_is_asked_again(run: Callable[[int, float], tuple[list[int], list[int]]]) -> None:
    before, after = run(1024, 600.0)
    assert len({*before, *after}) == 1


def test_a_worn_child_that_has_rested_is_replaced(run: Callable[[int, float], tuple[list[int], list[int]]]) -> None:
    before, after = run(1024, 0.5)
    assert after != before[-1:]


def test_beyond_the_memory_for_worn_children_each_is_replaced_at_once(
    run: Callable[[int, float], tuple[list[int], list[int]]],
) -> None:
    before, _ = run(0, 600.0)
    assert len(set(before)) == 3


def test_a_crew_closed_while_its_replica_loads_says_nothing(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Ctrl-C comes at once: pytest makes an error of what a thread raises."""
    waited = select.select

    def late(*given: Any) -> Any:
        found = waited(*given)
        time.sleep(0.3)
        return found

    monkeypatch.setattr(select, "select", late)
    fleet = QueryFleet(release, Settings(query_concurrency=1))
    time.sleep(0.05)
    fleet.close()


def test_a_replica_that_is_closed_forks_no_more(release: Release) -> None:
    replica = Replica(release)
    replica.close()
    with pytest.raises(QueryError):
        replica.fork(1 << 30)


def _only(fleet: QueryFleet) -> int:
    """The child; waited for where it is being replaced."""
    _until(lambda: len(fleet.workers) == 1)
    return fleet.workers[0]


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)
