"""The test's end of the process that forks victims."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.faults.victim import Ended, Order

ROOT = Path(__file__).resolve().parents[2]


class Victims:
    """Runs while inside ``with``, by the command ``within``; ``meet`` waits until the child has met its end."""

    def __init__(self, *within: str) -> None:
        self._within = within

    @property
    def root(self) -> Path:
        """Its root folder, should it see other file systems than the test."""
        return Path(f"/proc/{self._process.pid}/root")

    def __enter__(self) -> Victims:
        words = [*self._within, sys.executable, "-m", "tests.faults.victim"]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._answer() == "ready"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)

    def meet(self, order: Order) -> Ended:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        table = self._answer()
        return Ended(**{**table, "points": tuple(table["points"])})

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that forks victims has fallen"
        return json.loads(line)
