"""One writer at a time: an advisory lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from types import TracebackType

from s3graph.errors import LockedError
from s3graph.graph.directory import DataDirectory
from s3graph.graph.storage import storage_errors
from s3graph.model import Text

_POLL_SECONDS = 0.05


class WriterLock:
    """Held inside ``with``. LockedError where another process holds it longer than ``wait`` seconds.

    ``waiting`` is called once where it has to be waited for.
    """

    def __init__(self, directory: DataDirectory, wait: float = 0.0, waiting: Callable[[], None] | None = None) -> None:
        self._directory = directory
        self._wait = wait
        self._waiting = waiting
        self._descriptor = -1

    def __enter__(self) -> WriterLock:
        path = self._directory.lock
        with storage_errors(path):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        deadline = time.monotonic() + self._wait
        while not self._taken():
            if time.monotonic() >= deadline:
                os.close(self._descriptor)
                raise LockedError(
                    Text(
                        sv=f"En annan import pågår i {self._directory.root}. Vänta tills den är klar och försök igen.",
                        en=f"Another import is running in {self._directory.root}. Wait until it is done and try again.",
                    )
                )
            if self._waiting is not None:
                self._waiting()
                self._waiting = None
            time.sleep(_POLL_SECONDS)
        return self

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)
