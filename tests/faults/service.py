"""The service as a process of its own, spoken to over HTTP alone."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.faults.command import SECONDS, started

_POLL_SECONDS = 0.05
_NOT_READY = 503
_NEED = json.dumps({"text": "Vi vill prova en robot i vår verkstad", "language": "sv"}).encode()


class Served:
    """Runs while inside ``with``, unless it is killed before; ``token`` is a key that may deliver."""

    def __init__(self, data: Path, token: str) -> None:
        self._token = token
        self._process = started(data, "serve", "--port", "0")
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, name="stderr")
        self._listener.start()

    def __enter__(self) -> Served:
        deadline = time.monotonic() + SECONDS
        while not (found := [line for line in self._said if "http://" in line]):
            assert self._process.poll() is None, self._said
            assert time.monotonic() < deadline, self._said
            time.sleep(_POLL_SECONDS)
        self._address = found[0][found[0].index("http://") :].split()[0].rstrip("/")
        self.seen_release()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(SECONDS)
        self._listener.join()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()

    def kill(self, *, with_its_children: bool) -> None:
        """SIGKILL: of the one process, or of all it started."""
        if with_its_children:
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait(SECONDS)

    def deliver(self, file: Path, source: str) -> str:
        """The path of the job."""
        answer = self._ask(f"/api/v1/imports?source={source}&name={file.name}", file.read_bytes())
        path: str = answer["links"]["self"]
        return path

    def job(self, path: str) -> dict[str, Any]:
        return self._ask(path)

    def ended(self, path: str) -> dict[str, Any]:
        """The job once it has ended."""
        return self.once(path, lambda job: bool(job["ended"]))

    def once(self, path: str, is_so: Any) -> dict[str, Any]:
        """The job once something holds of it, or it has ended."""
        deadline = time.monotonic() + SECONDS
        while not (is_so(job := self.job(path)) or job["ended"]):
            assert time.monotonic() < deadline, job
            time.sleep(_POLL_SECONDS)
        return job

    def seen_release(self, at_least: int = 0) -> int:
        """The release that needs are answered from, once there is one, of at least that number."""
        deadline = time.monotonic() + SECONDS
        while (number := self._answering()) < at_least:
            assert time.monotonic() < deadline
            time.sleep(_POLL_SECONDS)
        return number

    def _answering(self) -> int:
        """-1 while no release is loaded."""
        try:
            return int(self._ask("/api/v1/matches", _NEED)["release"])
        except urllib.error.HTTPError as error:
            if error.code != _NOT_READY:
                raise
            error.close()
            return -1

    def _ask(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        kind = "application/json" if body is _NEED else "application/octet-stream"
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind, "Accept": "application/json"}
        request = urllib.request.Request(self._address + path, body, headers)  # noqa: S310 - 127.0.0.1
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
        return found

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.append(line)
