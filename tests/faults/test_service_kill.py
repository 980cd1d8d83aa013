"""The service killed in the middle of an import over HTTP: after a restart the job comes to its end, once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.companies import companies
from s3graph.graph import DataDirectory, Deliveries, Releases
from tests.faults.command import run
from tests.faults.service import Served
from tests.faults.state import State

pytestmark = pytest.mark.xdist_group("faults")
SOURCE = "register"
COMPANIES, THIRTEEN = 1500, 13
"""And the statements of each."""


@pytest.fixture(scope="module")
def prepared(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A data directory with what is shipped, a file whose import takes a while, and a key for it."""
    folder = tmp_path_factory.mktemp("prepared")
    file = folder / "register.nt"
    file.write_text("".join(f"{line}\n" for line in companies(COMPANIES, faults=0)), "utf-8")
    shutil.copytree(shipped, folder / "data", symlinks=True)
    token = run(folder / "data", "keys", "create", "--label", "Register", "--source", SOURCE).stdout.strip()
    return folder / "data", file, token


def check_killed(prepared: tuple[Path, Path, str], data: Path, begun: str, *, with_its_children: bool) -> None:
    """Killed as soon as the job says ``begun``; the writer process is killed with it or left to itself."""
    base, file, token = prepared
    shutil.copytree(base, data, symlinks=True)
    before = State.of(data)
    with Served(data, token) as service:
        job = service.deliver(file, SOURCE)
        service.once(job, lambda found: begun in found["progress"]["text"])
        service.kill(with_its_children=with_its_children)
    if with_its_children:
        assert State.of(data).current == before.current
    with Served(data, token) as service:
        found = service.ended(job)
        assert (found["state"], found["release"]) == ("accepted", 2), found
        assert service.seen_release(at_least=2) == 2
    directory = DataDirectory.open(data)
    state = State.of(data)
    assert state.left_over == ()
    assert state.jobs == ((SOURCE, "accepted"),)
    assert state.current is not None
    assert state.store == state.current.graph
    (delivery,) = Deliveries(directory).of(SOURCE)
    assert (delivery.triples, Releases(directory).current().manifest.sources[SOURCE].triples) == (
        THIRTEEN * COMPANIES,
    ) * 2


@pytest.mark.soak
def test_a_job_of_a_service_killed_with_its_writer_is_begun_again(
    prepared: tuple[Path, Path, str], tmp_path: Path
) -> None:
    check_killed(prepared, tmp_path / "data", "Granskar", with_its_children=True)


@pytest.mark.soak
@pytest.mark.parametrize(("begun", "with_its_children"), [("Läser", True), ("Granskar", False), ("Publicerar", True)])
def test_a_job_of_a_killed_service_comes_to_its_end(
    prepared: tuple[Path, Path, str], tmp_path: Path, begun: str, *, with_its_children: bool
) -> None:
    check_killed(prepared, tmp_path / "data", begun, with_its_children=with_its_children)
