"""From an empty machine to an answered need, and a partner's file on its way into the answers, with real processes."""

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
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.conftest import ROOT, command
from tests.intake.partner import ENDS_BEFORE_IT_STARTS, WHOLE

pytestmark = pytest.mark.xdist_group("embedded")
ROBOTS = "Vi är en verkstad som vill prova en robot"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
START_SECONDS = 300
"""Generous: the first start encodes every text, half a minute of one core, and the machine may have other work."""
FOLLOW_SECONDS = 120
ENDED = {0, 130}
"""130 is what a shell expects of a program ended by SIGINT; 0 where whoever runs the tests has it ignored."""


class Service:
    """A real ``s3graph serve`` on a free port. ``said`` is what it has written so far."""

    def __init__(self, data: Path, words: list[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "s3graph.cli", *words, "--port", "0"],
            cwd=ROOT,
            env=environment | {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_LANGUAGE": "sv"},
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
            self._kill()
            raise

    def ask(self, text: str) -> tuple[int, list[str]]:
        """The release that answered, and the labels of the actors."""
        response = httpx2.post(f"{self.address}api/v1/matches", json={"text": text, "limit": 50}, timeout=20)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert int(response.headers["S3Graph-Release"]) == answer["release"]
        return answer["release"], [match["actor"]["label"] for match in answer["matches"]]

    def end(self) -> int:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._kill()
            raise
        self._close()
        return code

    def _kill(self) -> None:
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


def run_command() -> list[str]:
    """The words of ``make run`` after the name of the program."""
    recipe = re.search(r"^run:.*\n\t\$\(BIN\)/s3graph (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    return shlex.split(recipe.group(1))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    """``make run`` on an empty data directory."""
    data = tmp_path_factory.mktemp("journey") / "data"
    running = Service(data, run_command())
    yield running, data
    assert running.end() in ENDED
    assert "Traceback" not in running.said


def test_the_first_command_ends_with_an_answered_need(service: tuple[Service, Path]) -> None:
    said = service[0].said
    for words in ("Laddar medföljande data", "Publicerar utgåva 1", "Svar ur utgåva 1", "1. ", "https://"):
        assert words in said
    assert said.index("Laddar") < said.index("Svar ur utgåva 1") < said.index(service[0].address)


def test_a_broken_file_is_refused_and_the_mended_one_is_in_the_answers(
    service: tuple[Service, Path], tmp_path: Path
) -> None:
    running, data = service
    before, labels = running.ask(ROBOTS)
    assert "Provgården" not in labels
    path = tmp_path / "provgarden.ttl"
    path.write_text(ENDS_BEFORE_IT_STARTS, "utf-8")
    refused = command(data, "import", str(path), "--source", "provgarden")
    assert refused.returncode == 1
    assert "Provrobot" in refused.stdout or "provrobot" in refused.stdout
    assert re.search(r"rad \d+", refused.stdout), refused.stdout
    assert running.ask(ROBOTS) == (before, labels)
    path.write_text(WHOLE, "utf-8")
    accepted = command(data, "import", str(path), "--source", "provgarden")
    assert accepted.returncode == 0, accepted.stderr
    until = time.monotonic() + FOLLOW_SECONDS
    while (answer := running.ask(ROBOTS))[0] == before and time.monotonic() < until:
        time.sleep(0.2)
    assert answer[0] == before + 1
    assert "Provgården" in answer[1]


def test_a_port_in_use_is_said_in_one_sentence(service: tuple[Service, Path]) -> None:
    running, data = service
    port = running.address.rstrip("/").rsplit(":", 1)[1]
    done = command(data, "serve", "--port", port)
    assert done.returncode == 3
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
