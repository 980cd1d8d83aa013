"""An import on a disk that takes no more: one sentence, nothing changed, and the next import works.

Two ways to fill a disk. One makes every write of the process fail, RocksDB's too (RLIMIT_FSIZE); it works everywhere.
The other is a small file system that really is full; it needs the right to mount one in a namespace of one's own.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.children import Victims
from tests.faults.command import run
from tests.faults.conftest import Story
from tests.faults.points import STAGES
from tests.faults.slices import some
from tests.faults.state import State
from tests.faults.victim import Ended
from tests.intake.partner import WHOLE

pytestmark = pytest.mark.xdist_group("faults")
KIBIBYTE = 1 << 10
SMALL = 'mount -t tmpfs -o size=12m tmpfs "$0" && exec "$@"'


class Disk(NamedTuple):
    """Where data lies as the process knows it, the same place as the test sees it, and how the disk is filled."""

    victims: Victims
    data: Path
    seen: Path
    fault: str

    def free(self) -> None:
        """There is room again."""
        self.seen.with_name("balloon").unlink(missing_ok=True)


@pytest.fixture
def limited(tmp_path: Path, victims: Victims) -> Disk:
    return Disk(victims, tmp_path / "data", tmp_path / "data", "limit")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    """A file system of a few MiB."""
    folder = tmp_path_factory.mktemp("small")
    within = ("unshare", "--map-root-user", "--mount", "sh", "-c", SMALL, str(folder))
    if subprocess.run([*within, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here: unshare --map-root-user --mount is not allowed")
    with Victims(*within) as victims:
        yield Disk(victims, folder / "data", victims.root / folder.relative_to("/") / "data", "fill")


def check_refused(ended: Ended, folder: Path) -> None:
    """What, where, what to do, in both languages, with the exit code for disks."""
    assert (ended.error, ended.code) == ("StorageError", 3), ended
    assert ended.sv.startswith("Disken är full: ")
    assert ended.en.startswith("The disk is full: ")
    for said, change, remedy in ((ended.sv, "Inget har ändrats", "Frigör"), (ended.en, "Nothing has changed", "Free")):
        assert str(folder) in said
        assert change in said
        assert remedy in said


def full_from(point: int, story: Story, disk: Disk) -> bool:
    """Whether the import was refused, the disk having been full since that point."""
    story.copy(disk.seen)
    order = story.order(disk.data)
    ended = disk.victims.meet(replace(order, fault=disk.fault, at=point))
    state = State.of(disk.seen)
    if ended.outcome == "accepted":
        assert state.current == story.after.current, "what is said to be published is"
    else:
        check_refused(ended, disk.data)
        before = story.before._replace(store=state.store, left_over=state.left_over)
        assert state == before, "nothing of it is seen, and what is left over the next writer takes away"
    disk.free()
    again = disk.victims.meet(order)
    assert again.outcome == ("unchanged" if ended.outcome else "accepted"), again
    assert State.of(disk.seen) == story.after
    return not ended.outcome


@pytest.mark.parametrize("stage", some(STAGES, ("read", "index", "current")))
def test_a_disk_full_after_a_stage_leaves_all_as_it_was(stage: str, story: Story, limited: Disk) -> None:
    refused = full_from(story.points.index(f"{stage} done"), story, limited)
    assert refused == (STAGES.index(stage) < STAGES.index("manifest.json"))


@pytest.mark.parametrize("stage", some(("read", "keep", "backup", "manifest.json"), ("keep", "manifest.json")))
def test_a_small_disk_full_after_a_stage_leaves_all_as_it_was(stage: str, story: Story, small: Disk) -> None:
    refused = full_from(story.points.index(f"{stage} done"), story, small)
    assert refused == (STAGES.index(stage) < STAGES.index("manifest.json"))


@pytest.mark.soak
@pytest.mark.parametrize(("name", "step"), [("few", 1), ("anew", 2)])
def test_a_disk_full_from_any_point_leaves_all_as_it_was(
    name: str, step: int, stories: Mapping[str, Story], limited: Disk
) -> None:
    story = stories[name]
    refused = [full_from(point, story, limited) for point in range(0, len(story.points), step)]
    assert sum(refused) > 25
    assert refused == sorted(refused, reverse=True), "once all is written, a full disk does not matter"


@pytest.mark.soak
def test_a_small_disk_full_from_any_point_leaves_all_as_it_was(story: Story, small: Disk) -> None:
    refused = [full_from(point, story, small) for point in range(0, len(story.points), 2)]
    assert sum(refused) > 15


def test_a_first_start_on_a_full_disk_says_so(tmp_path: Path) -> None:
    fallen = run(tmp_path / "data", "match", "energi", largest=20 * KIBIBYTE)
    assert fallen.returncode == 3, fallen.stderr
    assert "Disken är full" in fallen.stderr
    assert "Traceback" not in fallen.stderr
    assert State.of(tmp_path / "data").current is None


@pytest.mark.soak
@pytest.mark.parametrize("kibibytes", [60, 1, 1200])
def test_the_command_says_that_the_disk_is_full(shipped: Path, tmp_path: Path, kibibytes: int) -> None:
    data = Path(shutil.copytree(shipped, tmp_path / "data", symlinks=True))
    file = tmp_path / "provgarden.ttl"
    file.write_text(WHOLE, "utf-8")
    before = State.of(data)
    done = run(data, "import", str(file), "--source", "provgarden", largest=kibibytes * KIBIBYTE)
    assert done.returncode == 3, done.stderr
    assert "Disken är full" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert State.of(data)._replace(store="") == before._replace(store="")
    again = run(data, "import", str(file), "--source", "provgarden")
    assert again.returncode == 0, again.stderr
    assert run(data, "doctor").returncode == 0
