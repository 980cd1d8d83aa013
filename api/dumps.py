"""Dumps for askers: written one at a time by a process of their own, while those who wait cost nothing but a place."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from s3graph.errors import BusyError
from s3graph.graph import Release
from s3graph.model import Text
from s3graph.querying.dumping import NAME, Dump, dumped

MOST_WAITING = 64


class Dumps:
    """Whoever asks for a file that is being written waits for the same one."""

    def __init__(self) -> None:
        self._turn = ThreadPoolExecutor(1, thread_name_prefix="dump")
        self._lock = threading.Lock()
        self._ended = False
        self._awaited: dict[Path, Future[Path]] = {}

    async def file(self, release: Release, dump: Dump) -> Path:
        """BusyError where too many files wait to be written, StorageError where this one cannot be."""
        path = dump.path(release)
        if await asyncio.to_thread(path.exists):
            return path
        return await asyncio.shield(asyncio.wrap_future(self._asked(path, release, dump)))

    def close(self) -> None:
        """Ends what is being written; nothing of it is left."""
        with self._lock:
            self._ended = True
        self._turn.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            if process.name == NAME:
                process.kill()
        self._turn.shutdown()

    def _asked(self, path: Path, release: Release, dump: Dump) -> Future[Path]:
        with self._lock:
            known = self._awaited.get(path)
            if known is not None:
                return known
            if self._ended or len(self._awaited) >= MOST_WAITING:
                raise _busy()
            future = self._turn.submit(dumped, release, dump)
            self._awaited[path] = future
        future.add_done_callback(lambda _: self._done(path))
        return future

    def _done(self, path: Path) -> None:
        with self._lock:
            self._awaited.pop(path, None)


def _busy() -> BusyError:
    return BusyError(
        Text(
            sv="Många filer väntar redan på att skrivas. Försök igen om en stund.",
            en="Many files are waiting to be written already. Try again in a moment.",
        )
    )
