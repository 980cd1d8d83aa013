"""Two imports at once: one waits for the other, both are whole in the end, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Deliveries, Releases, ReleaseStore
from s3graph.vocabulary import S3, entity, graph
from tests.faults.command import SECONDS, run, started
from tests.faults.service import Served
from tests.intake.partner import WHOLE

pytestmark = pytest.mark.xdist_group("faults")
OTHER = WHOLE.replace("provgarden", "provhuset").replace("provrobot", "provarm")


@pytest.fixture
def data(shipped: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped, tmp_path / "data", symlinks=True))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, content in (("provgarden", WHOLE), ("provhuset", OTHER)):
        (tmp_path / f"{name}.ttl").write_text(content, "utf-8")
    return {name: tmp_path / f"{name}.ttl" for name in ("provgarden", "provhuset")}


def check_both_are_there(data: Path) -> None:
    directory = DataDirectory.open(data)
    releases = Releases(directory)
    assert [release.number for release in releases.list()] == [1, 2, 3]
    for number, held in ((2, 1), (3, 2)):
        release = releases.get(number)
        store = ReleaseStore.open(release)
        assert len(store) == release.manifest.quads
        assert len(release.manifest.sources.keys() & {"provgarden", "provhuset"}) == held
        for name in release.manifest.sources.keys() & {"provgarden", "provhuset"}:
            (delivery,) = Deliveries(directory).of(name)
            assert delivery.digest == release.manifest.sources[name].digest
            assert len(list(store.quads(None, None, None, graph(name)))) == delivery.triples
    last = ReleaseStore.open(releases.current())
    assert {quad.subject for quad in last.quads(None, None, S3.Initiative)} >= {
        entity("initiative", "provrobot"),
        entity("initiative", "provarm"),
    }


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out + err


@pytest.mark.soak
def test_two_commands_at_once_both_end_well(data: Path, files: dict[str, Path]) -> None:
    running = [started(data, "import", str(path), "--source", name) for name, path in files.items()]
    found = [ended(process) for process in running]
    assert [code for code, _ in found] == [0, 0], found
    check_both_are_there(data)


@pytest.mark.soak
def test_two_commands_on_an_empty_directory_both_end_well(tmp_path: Path, files: dict[str, Path]) -> None:
    """Each would load what is shipped: one does."""
    data = tmp_path / "new"
    running = [started(data, "import", str(path), "--source", name) for name, path in files.items()]
    found = [ended(process) for process in running]
    assert [code for code, _ in found] == [0, 0], found
    check_both_are_there(data)


@pytest.mark.soak
def test_a_command_and_the_service_at_once_both_end_well(data: Path, files: dict[str, Path]) -> None:
    token = run(data, "keys", "create", "--label", "Provgården", "--source", "provhuset").stdout.strip()
    with Served(data, token) as service:
        process = started(data, "import", str(files["provgarden"]), "--source", "provgarden")
        job = service.deliver(files["provhuset"], "provhuset")
        code, said = ended(process)
        assert code == 0, said
        assert service.ended(job)["state"] == "accepted"
        assert service.seen_release(at_least=3) == 3
    check_both_are_there(data)
