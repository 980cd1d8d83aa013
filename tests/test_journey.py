"""From an empty machine to an answered need, and a partner's file on its way into the answers, with real processes."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import command
from tests.intake.partner import ENDS_BEFORE_IT_STARTS, WHOLE
from tests.running import ENDED, FirstRun, Service, run_command

pytestmark = pytest.mark.xdist_group("embedded")
ROBOTS = "Vi är en verkstad som vill prova en robot"
FOLLOW_SECONDS = 120


@pytest.fixture(scope="module")
def service(first_run: FirstRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    """``make run`` a second time, on what the first has left."""
    data = Path(shutil.copytree(first_run.data, tmp_path_factory.mktemp("journey") / "data", symlinks=True))
    running = Service(data, run_command())
    yield running, data
    assert running.end() in ENDED
    assert "Traceback" not in running.said


def test_the_first_command_ends_with_an_answered_need(first_run: FirstRun) -> None:
    said = first_run.said
    for words in ("Laddar medföljande data", "Publicerar utgåva 1", "Svar ur utgåva 1", "1. ", "https://"):
        assert words in said
    assert said.index("Laddar") < said.index("Svar ur utgåva 1") < said.index(first_run.address)
    assert "Traceback" not in said


def test_the_same_command_again_answers_without_loading(service: tuple[Service, Path]) -> None:
    said = service[0].said
    assert "Laddar" not in said
    assert said.index("Svar ur utgåva 1") < said.index(service[0].address)


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
