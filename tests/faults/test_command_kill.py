"""The command and its writer process killed apart: the one that is left ends by itself, and the next import works."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Releases
from tests.faults.command import SECONDS, run, started
from tests.faults.state import State
from tests.intake.partner import WHOLE

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.soak]


def writer_of(command: int) -> int:
    """The process that the command has spawned to write."""
    children = Path(f"/proc/{command}/task/{command}/children").read_text("utf-8").split()
    (found,) = [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return int(found)


@pytest.mark.parametrize(
    ("killed", "begun"), [("command", "Granskar"), ("command", "Publicerar"), ("writer", "Granskar")]
)
def test_a_command_or_its_writer_killed_alone(killed: str, begun: str, shipped: Path, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "provgarden.ttl"
    shutil.copytree(shipped, data, symlinks=True)
    file.write_text(WHOLE, "utf-8")
    before = State.of(data)
    words = ("import", str(file), "--source", "provgarden")
    with started(data, *words) as process:
        assert process.stderr is not None
        while not process.stderr.readline().startswith(begun):
            assert process.poll() is None
        os.kill(process.pid if killed == "command" else writer_of(process.pid), signal.SIGKILL)
        said = process.communicate(timeout=SECONDS)[1]
    if killed == "writer":
        assert process.returncode == 3, said
        assert "Inget halvt finns kvar" in said
        assert State.of(data).current == before.current
    again = run(data, *words)
    assert again.returncode == 0, again.stderr
    state = State.of(data)
    assert [release.number for release in state.releases] == [1, 2]
    assert state.left_over == ()
    assert Releases(DataDirectory.open(data)).current().manifest.sources["provgarden"].delivery == 1
