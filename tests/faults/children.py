"""The test's end of the process that forks victims."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from tests.faults.victim import Ended, Order

ROOT = Path(__file__).resolve().parents[2]


class Victims:
    """Runs while inside ``with``; ``meet`` waits until the child has met its end."""

    def __enter__(self) -> Victims:
        words = [sys.executable, "-m", "tests.faults.victim"]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)

    def meet(self, order: Order) -> Ended:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that forks victims has fallen"
        table = json.loads(answer)
        return Ended(**{**table, "points": tuple(table["points"])})
