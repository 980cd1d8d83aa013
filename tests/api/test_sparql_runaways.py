"""Eight ways to bring an endpoint down. Each is ended, told as a problem, and hurts nobody who asks next."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from s3graph.querying import QueryFleet
from tests.api.endpoint import Running, publish, serving

EX = "https://example.org/"
VALUE, NEXT = NamedNode(f"{EX}value"), NamedNode(f"{EX}next")
SIZE = 1500
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{EX}value> ?o }}"
_CROSSED = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(60)))} }}" for n in range(6))
_NEST = "".join(f"OPTIONAL {{ ?a{n} ?p{n} ?b{n} . ?c{n} ?q{n} ?d{n} " for n in range(6)) + "}" * 6
_EITHER = f"(<{EX}next>|^<{EX}next>)"
RUNAWAYS = {
    "cartesian-count": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "cartesian-order": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "unbound-closure": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {_EITHER}* ?b . ?b {_EITHER}* ?c }}",
    "crossed-values": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSSED} }}",
    "regex-join": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f "
    'FILTER(REGEX(CONCAT(STR(?a), STR(?c), STR(?e)), "(0|1)*7$")) }',
    "deep-optional": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_NEST} }}",
    "huge-construct": "CONSTRUCT { ?a ?x ?c } WHERE { ?a ?b ?c . ?d ?x ?f . ?g ?h ?i } ORDER BY ?i ?f",
    "exhausting-strings": "SELECT ?z WHERE { "
    + 'BIND("0123456789abcdef" AS ?s0) '
    + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}, ?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(16))
    + " BIND(STRLEN(?s16) AS ?z) }",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("runaways") / "data"
    nodes = [NamedNode(f"{EX}{n}") for n in range(SIZE)]
    values = [Triple(node, VALUE, Literal(n)) for n, node in enumerate(nodes)]
    chain = [Triple(node, NEXT, following) for node, following in pairwise(nodes)]
    publish(root, {"one": (*values, *chain)})
    with serving(root, query_seconds=1, query_memory_mb=150, query_concurrency=2, query_queue_seconds=20) as service:
        yield service


def fleet_of(running: Running) -> QueryFleet:
    with running.state.current.lend() as lent:
        assert lent is not None
        assert isinstance(lent.fleet, QueryFleet)
        return lent.fleet


def crew_of(running: Running) -> set[int]:
    """The processes that answer, once there are as many as there should be."""
    fleet, until = fleet_of(running), time.monotonic() + 20
    while len(fleet.workers) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    return set(fleet.workers)


def ask(running: Running, text: str) -> httpx2.Response:
    return httpx2.post(running.sparql, data={"query": text}, headers={"Accept-Language": "en"}, timeout=60)


def private_mb(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_is_ended_and_hurts_nobody(running: Running, name: str) -> None:
    before = crew_of(running)
    response = ask(running, RUNAWAYS[name])
    assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    assert response.json()["type"].rsplit("/", 1)[1] in ("query-timeout", "query-fell")
    assert "S3GRAPH_QUERY_" in response.json()["detail"]
    assert '"value":"1500"' in ask(running, COUNT).text
    after = crew_of(running)
    assert len(before & after) < 2, "whoever ran away is gone"
    assert all(private_mb(pid) < 50 for pid in after)


def test_others_are_answered_while_two_run_away(running: Running) -> None:
    """Two fill all places: whoever asks meanwhile waits for its turn and is answered."""
    ended: list[int] = []
    threads = [
        threading.Thread(target=lambda: ended.append(ask(running, RUNAWAYS["cartesian-count"]).status_code))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    assert '"value":"1500"' in ask(running, COUNT).text
    for thread in threads:
        thread.join()
    assert ended == [503, 503]


def test_a_process_that_is_killed_is_one_query_at_most(running: Running) -> None:
    for pid in crew_of(running):
        os.kill(pid, signal.SIGKILL)
    assert '"value":"1500"' in ask(running, COUNT).text, "they were idle: nobody has lost anything"
    running_away = threading.Thread(target=ask, args=(running, RUNAWAYS["cartesian-count"]))
    running_away.start()
    for pid in crew_of(running):
        os.kill(pid, signal.SIGKILL)
    running_away.join()
    assert '"value":"1500"' in ask(running, COUNT).text


def test_a_replica_that_is_killed_is_started_again(running: Running) -> None:
    replica = fleet_of(running).pid
    assert replica is not None
    os.kill(replica, signal.SIGKILL)
    until = time.monotonic() + 20
    while fleet_of(running).pid == replica and time.monotonic() < until:
        ask(running, COUNT)
    assert '"value":"1500"' in ask(running, COUNT).text
    assert fleet_of(running).pid != replica


def test_a_new_release_takes_over_while_the_old_one_still_answers(running: Running) -> None:
    many = f"SELECT * WHERE {{ ?a <{EX}value> ?b . ?c <{EX}value> ?d }} LIMIT 30000"
    with httpx2.stream("GET", running.sparql, params={"query": many, "format": "tsv"}, timeout=60) as old:
        chunks = old.iter_bytes()
        size = len(next(chunks))
        publish(running.root, {"two": (Triple(NamedNode(f"{EX}more"), VALUE, Literal(SIZE)),)})
        until = time.monotonic() + 60
        while '"value":"1501"' not in ask(running, COUNT).text and time.monotonic() < until:
            time.sleep(0.05)
        found = ask(running, COUNT)
        assert (found.headers["s3graph-release"], '"value":"1501"' in found.text) == ("2", True)
        assert old.headers["s3graph-release"] == "1"
        assert size + sum(map(len, chunks)) > 1_000_000


def test_nothing_is_left_open(running: Running) -> None:
    """Handles of the service after many answers, refusals, ends and kills."""
    crew_of(running)
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    for text in (COUNT, "SELECT nonsense", RUNAWAYS["exhausting-strings"], RUNAWAYS["cartesian-order"], COUNT):
        ask(running, text)
    crew_of(running)
    assert len(list(Path("/proc/self/fd").iterdir())) <= open_before + 2
