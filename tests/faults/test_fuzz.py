"""Files broken by chance, of every format and packing: read, or refused as a file; never anything else, never for long.

A seed that fails is read again by ``python -m tests.faults.fuzzing SEED 1``.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.command import ROOT
from tests.faults.mutation import mutated, valid

FEW, MANY = 3_000, 150_000


def check(first: int, count: int) -> None:
    words = [sys.executable, "-m", "tests.faults.fuzzing", str(first), str(count)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    wrong = [line for line in lines if line.startswith("wrong")]
    assert not wrong, wrong[:5]
    assert done.returncode == 0, f"ended at {lines[-1]}: {done.returncode} {done.stderr}"
    read = int(lines[-1].removeprefix("read "))
    assert count // 50 < read < count // 2, "some are whole enough to be read, most are not"


def test_a_few_broken_files() -> None:
    check(0, FEW)


@pytest.mark.soak
def test_many_broken_files() -> None:
    check(FEW, MANY)


def test_the_broken_files_are_of_every_format_and_packing_and_can_be_made_again() -> None:
    endings = {mutated(seed)[0] for seed in range(FEW)}
    assert endings == set(valid())
    assert len(endings) == 28
    assert mutated(7) == mutated(7)
