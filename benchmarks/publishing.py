"""Point queries beside two queries that never end, while release after release is published: 1.3 million statements.

Run: ``python -m benchmarks.publishing [SECONDS] [COMPANIES]``. One client asks one company after the other, first with
nothing beside it, then beside two runaways, then with deliveries over HTTP going on as well, without a pause. The goal
is a p99 under 100 ms and no error in the last, which is all that one client of a shared machine sees of the others.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.endpoint import RUNAWAY, Server, percentiles, point
from benchmarks.mixed_load import Partner, Seen, prepared, service

RUNAWAYS = ("127.0.0.2", "127.0.0.3")
ASKING = "127.0.0.4"


@contextmanager
def running_away(server: Server) -> Iterator[None]:
    """Two at any time; as soon as one has been ended the next begins."""
    over = threading.Event()

    def again(source: str) -> None:
        while not over.is_set():
            status = server.ask(RUNAWAY, source=source).status
            assert status == 503, status

    threads = [threading.Thread(target=again, args=(source,)) for source in RUNAWAYS]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@contextmanager
def delivering(port: int, key: str, seconds: float) -> Iterator[Seen]:
    seen = Seen()
    partner = threading.Thread(target=Partner(port, key, seen).work, args=(time.monotonic() + seconds,))
    partner.start()
    try:
        yield seen
    finally:
        partner.join()


def points(server: Server, count: int, seconds: float) -> None:
    taken: list[float] = []
    refused = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        told = server.ask(point(len(taken) % (count // 100)), source=ASKING)
        refused += told.status != 200
        taken.append(told.seconds)
    taken.sort()
    print(f"  {len(taken)} answers, {refused} refused, {percentiles(taken)}, slowest {taken[-1] * 1000:.0f} ms")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        data, key = prepared(Path(folder), count)
        with service(data) as (pid, port), ExitStack() as beside:
            server = Server(port, "/sparql", pid)
            server.ask("ASK {}")
            print("alone")
            points(server, count, seconds)
            print("beside two runaways")
            beside.enter_context(running_away(server))
            points(server, count, seconds)
            print("beside two runaways and deliveries")
            seen = beside.enter_context(delivering(port, key, seconds))
            points(server, count, seconds)
        print(f"  releases published {len(seen.published)}, deliveries that failed {len(seen.wrong)}: {seen.wrong[:3]}")


if __name__ == "__main__":
    main()
