"""Keeps a fixed number of warm children ready, and replaces those that were ended or are worn.

A child copies the pages it reads (decision 32), so one that has scanned is large, and fast at the next scan. It is kept
while it is asked again and the memory of all such children is within bounds, and replaced when it has rested a while.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

from s3graph.errors import BusyError, QueryError
from s3graph.graph import Release
from s3graph.model import Text
from s3graph.querying.placing import Place
from s3graph.querying.worker import Replica, Worker
from s3graph.settings import Settings

WORN_BYTES = 40 << 20
"""Memory a child may have of its own without being worn: it must not stay larger while idle."""
REST_SECONDS = 10.0
"""How long a worn child is kept when nobody asks."""
_LOOK_SECONDS = 2.0
_PAUSE_SECONDS = 1.0


class Event(StrEnum):
    """What happens to processes; counted by whoever is told."""

    REPLICA_STARTED = "replica_started"
    WORKER_STARTED = "worker_started"
    WORKER_ENDED = "worker_ended"
    WORKER_WORN = "worker_worn"


Observe = Callable[[Event], None]


class Crew:
    """The replica of a release and up to ``query_concurrency`` children of it. May be shared between threads.

    The replica starts at once; children are forked by a thread of its own as soon as it has loaded, so that nobody who
    asks waits for a fork. A replica that has died is started again.
    """

    def __init__(self, release: Release, place: Place, settings: Settings, observe: Observe) -> None:
        self._release = release
        self._place = place
        self._size = settings.query_concurrency
        self._worn_bytes = settings.query_worn_mb << 20
        self._observe = observe
        self._changed = threading.Condition()
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._failed: QueryError | None = None
        self._closed = False
        self._replica = self._start()
        self._hiring = threading.Thread(target=self._hire, name="query-workers", daemon=True)
        self._hiring.start()

    @property
    def pid(self) -> int | None:
        """The replica's process; None once closed."""
        return None if self._closed else self._replica.pid

    @property
    def workers(self) -> tuple[int, ...]:
        """Processes of the children."""
        with self._changed:
            return tuple(sorted(worker.pid for worker in (*self._idle, *self._busy)))

    def take(self, seconds: float = 0.0, *, patient: bool = False) -> Worker | None:
        """An idle child; None where none comes within ``seconds``. It must be given back or ended.

        BusyError where all of them are busy, unless ``patient``: it is waited for then. QueryError where the release
        cannot be loaded or the crew is closed.
        """
        until = time.monotonic() + seconds
        with self._changed:
            while True:
                worker = self._pick(patient=patient)
                left = until - time.monotonic()
                if worker is not None or left <= 0:
                    return worker
                self._changed.wait(left)

    def give_back(self, worker: Worker, *, spent: bool = False) -> None:
        """After a whole answer. ``spent``: it must answer no more."""
        with self._changed:
            self._busy.discard(worker)
            worker.idle_since = time.monotonic()
            if spent or self._closed or self._worn_with(worker) > self._worn_bytes:
                self._retire(worker)
            else:
                self._idle.append(worker)
            self._changed.notify_all()

    def end(self, worker: Worker) -> None:
        """In the middle of an answer, or after it fell. Another takes its place."""
        with self._changed:
            if worker in self._busy:
                self._busy.discard(worker)
                self._observe(Event.WORKER_ENDED)
            worker.end()
            self._changed.notify_all()

    def close(self) -> None:
        """Ends all processes; answers under way end with them."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            for worker in self._idle:
                worker.end()
            self._idle.clear()
            self._changed.notify_all()
        self._replica.close()
        self._hiring.join()
        self._place.clear()

    def _pick(self, *, patient: bool) -> Worker | None:
        """Of those that live; the lock is held."""
        if self._closed:
            raise QueryError(Text(sv="Tjänsten stängs av.", en="The service is being shut down."))
        while self._idle:
            worker = self._idle.pop()
            if worker.alive():
                self._busy.add(worker)
                return worker
            worker.end()
            self._observe(Event.WORKER_ENDED)
            self._changed.notify_all()
        if len(self._busy) >= self._size and not patient:
            raise BusyError(
                Text(
                    sv=f"{self._size} frågor körs redan (S3GRAPH_QUERY_CONCURRENCY). Försök igen om en stund.",
                    en=f"{self._size} queries are running already (S3GRAPH_QUERY_CONCURRENCY). Try again in a moment.",
                )
            )
        if self._failed is not None:
            raise self._failed
        return None

    def _start(self) -> Replica:
        self._observe(Event.REPLICA_STARTED)
        return Replica(self._release, self._place.prepared())

    def _hire(self) -> None:
        """Runs in a thread of its own until the crew is closed."""
        while True:
            with self._changed:
                self._changed.wait_for(self._wanting, _LOOK_SECONDS)
                if self._closed:
                    return
                self._retire_rested()
                if not self._wanting():
                    continue
            try:
                worker = self._replica.fork(self._place.memory_bytes)
            except QueryError as error:
                self._restart(error)
            else:
                self._employ(worker)

    def _wanting(self) -> bool:
        return self._closed or len(self._idle) + len(self._busy) < self._size

    def _worn_with(self, worker: Worker) -> int:
        """Bytes of all worn children where this one is kept; the lock is held. Nothing where it is not worn itself."""
        if worker.touched <= WORN_BYTES:
            return 0
        kept = (other.touched for other in (*self._idle, *self._busy) if other.touched > WORN_BYTES)
        return worker.touched + sum(kept)

    def _retire_rested(self) -> None:
        """The lock is held."""
        before = time.monotonic() - REST_SECONDS
        for worker in [one for one in self._idle if one.touched > WORN_BYTES and one.idle_since < before]:
            self._idle.remove(worker)
            self._retire(worker)

    def _retire(self, worker: Worker) -> None:
        self._observe(Event.WORKER_WORN)
        worker.end()

    def _employ(self, worker: Worker) -> None:
        with self._changed:
            self._failed = None
            if self._closed:
                worker.end()
            else:
                self._observe(Event.WORKER_STARTED)
                self._idle.appendleft(worker)
            self._changed.notify_all()

    def _restart(self, error: QueryError) -> None:
        """A replica that could not load its release is not started again and again without a pause."""
        with self._changed:
            if self._closed:
                return
            self._failed = error if not self._replica.loaded else None
            self._changed.notify_all()
            if self._failed is not None:
                self._changed.wait_for(lambda: self._closed, _PAUSE_SECONDS)
        with suppress(OSError):
            self._replica.close()
        with self._changed:
            if not self._closed:
                self._replica = self._start()
