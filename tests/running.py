"""A real service in a process of its own, on a free port of this machine, and what ``make run`` does on a new one."""

from __future__ import annotations

import os
import queue
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
START_SECONDS = 300
"""Generous: the first start encodes every text, half a minute of one core, and the machine may have other work."""

ENDED = {0, 130}
"""130 is what a shell expects of a program ended by SIGINT; 0 where whoever runs the tests has it ignored."""


def run_command() -> list[str]:
    """The words of ``make run`` after the name of the program."""
    recipe = re.search(r"^run:.*\n\t\$\(BIN\)/s3graph (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    return shlex.split(recipe.group(1))


class Service:
    """A real ``s3graph serve`` on a free port. ``said`` is what it has written so far."""

    def __init__(self, data: Path, words: list[str], **more: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "s3graph.cli", *words, "--port", "0"],
            cwd=ROOT,
            env=environment | {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_LANGUAGE": "sv", **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.said = ""
        try:
            self.address = self._wait_for(ADDRESS)
        except AssertionError:
            self.kill()
            raise

    def ask(self, text: str) -> tuple[int, list[str]]:
        """The release that answered, and the labels of the actors."""
        response = httpx2.post(f"{self.address}api/v1/matches", json={"text": text, "limit": 50}, timeout=20)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert int(response.headers["S3Graph-Release"]) == answer["release"]
        return answer["release"], [match["actor"]["label"] for match in answer["matches"]]

    @property
    def number(self) -> int:
        """Of the process."""
        return self._process.pid

    def end(self) -> int:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._close()
        return code

    def kill(self) -> None:
        """``kill -9``: nothing of it is told."""
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        while not self._lines.empty():
            self.said += self._lines.get()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def _wait_for(self, wanted: re.Pattern[str]) -> str:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not (self._process.poll() is not None and self._lines.empty()):
            try:
                line = self._lines.get(timeout=1)
            except queue.Empty:
                continue
            self.said += line
            if hit := wanted.search(line):
                return hit.group()
        raise AssertionError(f"the service did not start:\n{self.said}")


class FirstRun:
    """``make run`` as it went on an empty data directory. ``data`` is what it left."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.said = (folder / "said").read_text("utf-8")
        self.address = (folder / "address").read_text("utf-8")

    @classmethod
    def make(cls, folder: Path) -> None:
        """Into a folder that is not there yet; ends it as Ctrl-C does, once it says where it is to be found."""
        service = Service(folder / "data", run_command())
        assert service.end() in ENDED, service.said
        (folder / "said").write_text(service.said, "utf-8")
        (folder / "address").write_text(service.address, "utf-8")
