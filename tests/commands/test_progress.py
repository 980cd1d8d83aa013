"""Progress on a terminal and elsewhere, and Ctrl-C in the middle of an import, through a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Releases, WriterLock
from tests.conftest import ROOT
from tests.intake.partner import WHOLE

SECONDS = 20
_SHOW = """
import time
from s3graph.commands.progress import shown
from s3graph.intake.request import Progress
from s3graph.model import Language, Text

with shown(Language.EN) as say:
    text = Text(sv="Läser a.nt", en="Reading a.nt")
    say(Progress(text, 0, 100, 0))
    for done in (20, 40, 60):
        time.sleep(0.6)
        say(Progress(text, done, 100, done * 1000))
    say(Progress(Text(sv="Granskar", en="Validating")))
    time.sleep(0.3)
print("over")
"""


_IN_FRONT = """
import fcntl, os, signal, sys, termios

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Runs a program as a shell does: the terminal sends it Ctrl-C, and it hears it."""
_HEARING = _IN_FRONT.replace("fcntl.ioctl(0, termios.TIOCSCTTY, 0)", "")


class Terminal:
    """A program on a terminal of its own, 120 columns wide. ``seen`` is what stood on it so far."""

    def __init__(self, words: list[str], data: Path | None = None) -> None:
        ours, theirs = pty.openpty()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
        environment |= {"TERM": "xterm", "COLUMNS": "120", "S3GRAPH_LANGUAGE": "en", "S3GRAPH_ENCODER": "hashing"}
        if data is not None:
            environment["S3GRAPH_DATA_DIR"] = str(data)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _IN_FRONT, *words],
            cwd=ROOT,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._ours = ours
        self.seen = ""

    def until(self, words: str) -> None:
        """Reads until the words have come."""
        end = time.monotonic() + SECONDS
        while words not in self.seen:
            assert time.monotonic() < end, self.seen
            assert self._read(), self.seen

    def press(self, key: bytes) -> None:
        os.write(self._ours, key)

    def ended(self) -> int:
        """The exit code; what still comes is read."""
        while self._read():
            pass
        os.close(self._ours)
        return self.process.wait(SECONDS)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], SECONDS)[0]:
            return False
        try:
            found = os.read(self._ours, 65_536)
        except OSError:
            return False
        self.seen += found.decode("utf-8", "replace")
        return bool(found)


@contextmanager
def importing(desk_data: Path, path: Path) -> Iterator[Terminal]:
    """An import that waits for another one."""
    with WriterLock(DataDirectory.open(desk_data)):
        words = [sys.executable, "-m", "s3graph.cli", "import", str(path), "--source", "provgarden"]
        terminal = Terminal(words, desk_data)
        terminal.until("Waiting for another import")
        yield terminal


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "leverans.ttl"
    path.write_text(WHOLE, "utf-8")
    return path


def test_a_terminal_shows_a_bar_with_rate_and_time_left() -> None:
    terminal = Terminal([sys.executable, "-c", _SHOW])
    assert terminal.ended() == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.seen)
    assert re.search(r"Reading a\.nt \S+ +40% \d+\s\d+ statements/s 0:00:0\d 0:00:0\d", plain), plain
    assert re.search(r"Validating \S+ +0:00:00", plain), plain
    assert plain.rstrip().endswith("over")


def test_elsewhere_each_step_is_a_plain_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SHOW], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("over\n", "Reading a.nt\nValidating\n")


@pytest.mark.soak
def test_ctrl_c_on_a_terminal_ends_an_import_without_a_trace(shipped_data: Path, delivery: Path) -> None:
    with importing(shipped_data, delivery) as terminal:
        terminal.press(b"\x03")
        code = terminal.ended()
    assert code == 130
    assert "Cancelled. Nothing has changed." in terminal.seen
    assert "Traceback" not in terminal.seen
    assert Releases(DataDirectory.open(shipped_data)).current_number() == 1
    assert not (shipped_data / "deliveries" / "provgarden").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_an_import_that_is_reading_stdin(shipped_data: Path, number: signal.Signals, code: int) -> None:
    words = [sys.executable, "-m", "s3graph.cli", "import", "-", "--format", "ttl", "--source", "provgarden"]
    environment = os.environ | {
        "S3GRAPH_DATA_DIR": str(shipped_data),
        "S3GRAPH_LANGUAGE": "en",
        "TMPDIR": str(shipped_data),
    }
    hearing = [sys.executable, "-c", _HEARING, *words]
    with subprocess.Popen(hearing, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        until = time.monotonic() + SECONDS
        while not list(shipped_data.glob("*.stdin")):
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(number)
        said = process.stderr.read().decode()
        assert process.wait(SECONDS) == code, said
    assert "Cancelled. Nothing has changed." in said
    assert "Traceback" not in said
    assert list(shipped_data.glob("*.stdin")) == []
