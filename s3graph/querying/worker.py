"""The processes of one release as the service holds them: its replica, and the children that answer."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress

from s3graph.errors import QueryError, QueryFellError
from s3graph.graph import Release
from s3graph.model import Text

START_SECONDS = 600.0
"""A release of a hundred million statements is written to disk in less."""


class Worker:
    """A child: the socket it is spoken to through, and a handle (pidfd) to end it by.

    ``touched``: bytes of memory it has of its own, as it said last; ``idle_since``: when it was last given back.
    """

    def __init__(self, pid: int, handle: int, channel: socket.socket) -> None:
        self.pid = pid
        self._handle = handle
        self.channel = channel
        self.touched = 0
        self.idle_since = 0.0
        channel.setblocking(False)

    def alive(self) -> bool:
        return not select.select([self._handle], [], [], 0)[0]

    def end(self) -> None:
        """At once, whatever it does. May be called again."""
        if self._handle >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            os.close(self._handle)
            self._handle = -1
            self.channel.close()


class Replica:
    """The process that holds the release. ``target``: the folder it is written to where it does not fit in memory."""

    def __init__(self, release: Release, target: str = "") -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "s3graph.querying.replica", str(release.store_path), str(theirs.fileno())]
            self._process = subprocess.Popen([*command, target], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self._turn = threading.Lock()
        self.loaded = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, memory_bytes: int) -> Worker:
        """A new child, once the release is loaded. QueryError where the replica has ended, or cannot load it."""
        with self._turn:
            self._wait()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                with theirs:
                    message = json.dumps({"memory_bytes": memory_bytes}).encode()
                    socket.send_fds(self._control, [message], [theirs.fileno()])
                    said, handles, _, _ = socket.recv_fds(self._control, 16, 1)
            except OSError as error:
                ours.close()
                raise _fell() from error
            if not handles:
                ours.close()
                raise _fell()
            return Worker(int(said), handles[0], ours)

    def close(self) -> None:
        """Ends it at once: it has nothing to lose. Its children end with it, and who waits for one hears so."""
        self._process.kill()
        self._process.wait()
        with self._turn:
            self._control.close()

    def _wait(self) -> None:
        """Until it has loaded the release, or is closed."""
        if not self.loaded and self._control.fileno() >= 0:
            readable, _, _ = select.select([self._control], [], [], START_SECONDS)
            self.loaded = bool(readable) and self._control.recv(16) == b"ready"
        if not self.loaded:
            raise QueryError(
                Text(
                    sv="Utgåvan gick inte att läsa in för frågor. Se 's3graph doctor'.",
                    en="The release could not be loaded for queries. See 's3graph doctor'.",
                )
            )


def _fell() -> QueryFellError:
    return QueryFellError(
        Text(
            sv="Processen som besvarar frågor avbröts. Försök igen; den startas på nytt.",
            en="The process that answers queries was ended. Try again; it is started anew.",
        )
    )
