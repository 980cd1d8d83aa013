"""Answers queries on one release in processes that can be ended at their deadline."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple

from s3graph.errors import BusyError, LimitError, QueryError, QueryTimeoutError
from s3graph.graph import Release
from s3graph.model import Text
from s3graph.querying.formats import formats_of
from s3graph.querying.frames import Frame, FrameReader, Kind
from s3graph.querying.guard import QueryForm, check_length, form_of
from s3graph.settings import Settings

READ = 1 << 16
START_SECONDS = 120.0
_GRACE_SECONDS = 2.0
_MEBIBYTE = 1 << 20


class QueryResult(NamedTuple):
    """``chunks`` are the bytes of the answer in ``media_type``, and may still end in a QueryError or LimitError."""

    form: QueryForm
    media_type: str
    chunks: Iterator[bytes]


class QueryFleet:
    """One replica process of a release, a forked child for each query. May be shared between threads.

    The replica starts at once and is ready when the first query needs it; one that has died is started again.
    """

    def __init__(self, release: Release, settings: Settings) -> None:
        self._release = release
        self._settings = settings
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(settings.query_concurrency)
        self._replica: _Replica | None = _Replica(release)

    def __enter__(self) -> QueryFleet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The replica's process; None once closed."""
        return self._replica.process.pid if self._replica else None

    def run(self, text: str, media_type: str | None = None, seconds: float | None = None) -> QueryResult:
        """Waits for the first bytes of the answer; take its chunks, or close them.

        QueryError where the query is wrong or fails, QueryTimeoutError at its deadline, LimitError where query or
        answer are too long, BusyError where too many are running.
        """
        check_length(text, self._settings.query_length)
        form = form_of(text)
        chosen = media_type or formats_of(form)[0]
        if chosen not in formats_of(form):
            raise QueryError(
                Text(
                    sv=f"{form.upper()} kan inte besvaras som {chosen}. Välj {' eller '.join(formats_of(form))}.",
                    en=f"{form.upper()} cannot be answered as {chosen}. Choose {' or '.join(formats_of(form))}.",
                )
            )
        if not self._places.acquire(blocking=False):
            raise BusyError(
                Text(
                    sv=f"{self._settings.query_concurrency} frågor körs redan. Försök igen om en stund.",
                    en=f"{self._settings.query_concurrency} queries are running already. Try again in a moment.",
                )
            )
        answer = _Answer(self._settings, seconds or self._settings.query_seconds, self._places.release)
        try:
            answer.start(self._started(), text, chosen)
        except BaseException:
            answer.close()
            raise
        return QueryResult(form, chosen, answer)

    def close(self) -> None:
        """Ends the replica; queries under way end with it."""
        with self._lock:
            if self._replica is not None:
                self._replica.close()
                self._replica = None

    def _started(self) -> _Replica:
        """The replica, alive and loaded. QueryError where it cannot be started."""
        with self._lock:
            if self._replica is None:
                raise QueryError(Text(sv="Tjänsten stängs av.", en="The service is being shut down."))
            if self._replica.process.poll() is not None:
                self._replica.close()
                self._replica = _Replica(self._release)
            self._replica.wait()
            return self._replica


class _Replica:
    """The process and the socket it is spoken to through."""

    def __init__(self, release: Release) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "s3graph.querying.replica", str(release.store_path), str(theirs.fileno())]
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self._turn = threading.Lock()
        self._ready = False

    def wait(self) -> None:
        """Until it has loaded the release."""
        if not self._ready:
            readable, _, _ = select.select([self.control], [], [], START_SECONDS)
            self._ready = bool(readable) and self.control.recv(16) == b"ready"
            if not self._ready:
                self.close()
                raise QueryError(
                    Text(
                        sv="Utgåvan gick inte att läsa in för frågor. Se 's3graph doctor'.",
                        en="The release could not be loaded for queries. See 's3graph doctor'.",
                    )
                )

    def fork(self, request: dict[str, object], pipe: int) -> int:
        """A handle (pidfd) to the child that answers into the pipe."""
        message = json.dumps(request, ensure_ascii=False).encode()
        with self._turn:
            try:
                socket.send_fds(self.control, [message], [pipe])
                _, handles, _, _ = socket.recv_fds(self.control, 16, 1)
            except OSError as error:
                raise _fell() from error
        if not handles:
            raise _fell()
        return handles[0]

    def close(self) -> None:
        self.control.close()
        try:
            self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class _Answer(Iterator[bytes]):
    """The answer of one child. Owns the child, its pipe, and a place in the fleet, until it ends or is closed."""

    def __init__(self, settings: Settings, seconds: float, release_place: Callable[[], None]) -> None:
        self._settings = settings
        self._seconds = seconds
        self._release_place: Callable[[], None] | None = release_place
        self._deadline = time.monotonic() + seconds
        self._pipe, self._child = -1, -1
        self._frames = FrameReader()
        self._first: Frame | None = None
        self._sent = 0
        self._closing = threading.Lock()

    def start(self, replica: _Replica, text: str, media_type: str) -> None:
        """Forks the child and waits for its first frame."""
        self._pipe, theirs = os.pipe()
        try:
            self._deadline = time.monotonic() + self._seconds
            request: dict[str, object] = {
                "query": text,
                "media_type": media_type,
                "memory_bytes": self._settings.query_memory_mb * _MEBIBYTE,
                "seconds": self._seconds + _GRACE_SECONDS,
            }
            self._child = replica.fork(request, theirs)
        finally:
            os.close(theirs)
        self._first = self._frame()

    def __next__(self) -> bytes:
        frame, self._first = self._first, None
        frame = frame or self._frame()
        if frame.kind is Kind.END:
            self.close()
            raise StopIteration
        self._sent += len(frame.content)
        most = self._settings.query_result_mb
        if self._sent > most * _MEBIBYTE:
            self.close()
            raise LimitError(
                Text(
                    sv=f"Svaret är större än {most} MiB (S3GRAPH_QUERY_RESULT_MB). Använd LIMIT.",
                    en=f"The answer is larger than {most} MiB (S3GRAPH_QUERY_RESULT_MB). Use LIMIT.",
                )
            )
        return frame.content

    def close(self) -> None:
        """Ends the child where it still runs. May be called again."""
        with self._closing:
            if self._release_place is None:
                return
            release, self._release_place = self._release_place, None
            if self._child >= 0:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._child, signal.SIGKILL)
                os.close(self._child)
            if self._pipe >= 0:
                os.close(self._pipe)
            release()

    def __del__(self) -> None:
        self.close()

    def _frame(self) -> Frame:
        """The next frame; whatever else comes ends the child and is raised."""
        try:
            while (frame := self._frames.take()) is None:
                left = self._deadline - time.monotonic()
                if left <= 0 or not select.select([self._pipe], [], [], left)[0]:
                    raise _too_slow(self._seconds)
                content = os.read(self._pipe, READ)
                if not content:
                    raise _out_of_memory(self._settings.query_memory_mb)
                self._frames.feed(content)
            if frame.kind is Kind.ERROR:
                raise _refused(json.loads(frame.content))
        except QueryError:
            self.close()
            raise
        return frame


def _refused(said: dict[str, str]) -> QueryError:
    """pyoxigraph's message stays in English: it quotes the grammar."""
    if said["kind"] == "SyntaxError":
        return QueryError(
            Text(sv=f"Frågan går inte att läsa: {said['text']}", en=f"The query cannot be read: {said['text']}")
        )
    return QueryError(Text(sv=f"Frågan gick inte att köra: {said['text']}", en=f"The query failed: {said['text']}"))


def _too_slow(seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        Text(
            sv=f"Frågan avbröts efter {seconds:g} s (S3GRAPH_QUERY_SECONDS). Gör den snävare, eller använd LIMIT.",
            en=f"The query was ended after {seconds:g} s (S3GRAPH_QUERY_SECONDS). Narrow it, or use LIMIT.",
        )
    )


def _out_of_memory(megabytes: int) -> QueryError:
    return QueryError(
        Text(
            sv=f"Frågan föll, troligen för att den behövde mer än {megabytes} MiB minne (S3GRAPH_QUERY_MEMORY_MB). Gör "
            "den snävare.",
            en=f"The query fell, most likely because it needed more than {megabytes} MiB of memory "
            "(S3GRAPH_QUERY_MEMORY_MB). Narrow it.",
        )
    )


def _fell() -> QueryError:
    return QueryError(
        Text(
            sv="Processen som besvarar frågor avbröts. Försök igen; den startas på nytt.",
            en="The process that answers queries was ended. Try again; it is started anew.",
        )
    )
