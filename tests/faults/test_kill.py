"""An import killed (SIGKILL) between any two of its steps, and at any moment while others read."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.companies import companies
from tests.faults.children import Victims
from tests.faults.conftest import Story, told
from tests.faults.points import STAGES
from tests.faults.reading import reading
from tests.faults.slices import some
from tests.faults.state import Published, State, current

pytestmark = pytest.mark.xdist_group("faults")
MOMENTS = 50


@pytest.fixture(scope="module")
def register(victims: Victims, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A register of companies delivered again: half of them gone, as many come, so that the import takes a while."""
    lines = [f"{line}\n" for line in companies(1500, faults=0)]
    third = len(lines) // 3
    folder = tmp_path_factory.mktemp("register")
    return told(victims, folder, "".join(lines[: 2 * third]), "".join(lines[third:]))


def check_unharmed(story: Story, data: Path, victims: Victims) -> Published | None:
    """The last release is whole, the same import works, and then all is as if nothing had happened.

    Gives the release that was current after the fault.
    """
    found = current(data)
    assert found in (story.before.current, story.after.current), "the last release is whole"
    again = victims.meet(story.order(data))
    assert again.outcome == ("accepted" if found == story.before.current else "unchanged"), again
    state = State.of(data)
    assert state == story.after, "and the next import ends as an undisturbed one"
    assert state.current
    assert state.store == state.current.graph, "the writer's store was rebuilt where it had to be"
    shutil.rmtree(data)
    return found


def killed_at(point: int, story: Story, data: Path, victims: Victims) -> Published | None:
    ended = victims.meet(replace(story.order(story.copy(data)), fault="kill", at=point))
    assert ended.signal == signal.SIGKILL, ended
    return check_unharmed(story, data, victims)


def test_an_import_passes_its_stages_in_order(story: Story) -> None:
    passed = list(dict.fromkeys(point.removesuffix(" done") for point in story.points if point.endswith(" done")))
    assert [stage for stage in passed if stage in STAGES] == list(STAGES)


@pytest.mark.parametrize("stage", some(STAGES, ("index", "current")))
def test_an_import_killed_after_a_stage_leaves_the_last_release(
    stage: str, story: Story, tmp_path: Path, victims: Victims
) -> None:
    found = killed_at(story.points.index(f"{stage} done"), story, tmp_path / "data", victims)
    published = STAGES.index(stage) >= STAGES.index("current")
    assert found == (story.after.current if published else story.before.current)


@pytest.mark.soak
@pytest.mark.parametrize(("name", "step"), [("few", 1), ("anew", 1), ("first", 2), ("many", 2)])
def test_an_import_killed_at_every_point_leaves_the_last_release(
    name: str, step: int, stories: Mapping[str, Story], tmp_path: Path, victims: Victims
) -> None:
    story = stories[name]
    assert len(story.points) > 50
    found = [killed_at(point, story, tmp_path / "data", victims) for point in range(0, len(story.points), step)]
    published = [release == story.after.current for release in found]
    assert published == sorted(published), "from one point on it is published, and not before"


def test_the_stories_change_the_store_in_different_ways(stories: Mapping[str, Story]) -> None:
    calls = {name: set(story.points) & {"bulk_load", "remove", "update"} for name, story in stories.items()}
    folders = {name: story.points.count("rename") for name, story in stories.items()}
    assert "bulk_load" not in calls["few"]
    assert "bulk_load" in calls["many"]
    assert folders["anew"] > folders["few"]
    assert stories["first"].before.current is None


def check_moments(seeds: range, story: Story, data: Path, victims: Victims) -> int:
    """How many were really killed, the others having come to their end before."""
    killed = 0
    for seed in seeds:
        after = random.Random(seed).uniform(0, story.seconds)  # noqa: S311 - a moment, no secret
        with reading(story.copy(data)) as seen:
            ended = victims.meet(replace(story.order(data), after=after))
        assert ended.signal == signal.SIGKILL or ended.outcome == "accepted", ended
        killed += ended.signal == signal.SIGKILL
        assert seen, "others read meanwhile"
        assert seen <= {story.before.current, story.after.current}, "and always got a whole answer"
        check_unharmed(story, data, victims)
    return killed


def test_an_import_killed_at_some_moments_under_load_leaves_the_last_release(
    register: Story, tmp_path: Path, victims: Victims
) -> None:
    assert check_moments(range(2), register, tmp_path / "data", victims) > 0


@pytest.mark.soak
def test_an_import_killed_at_fifty_moments_under_load_leaves_the_last_release(
    register: Story, tmp_path: Path, victims: Victims
) -> None:
    assert check_moments(range(MOMENTS), register, tmp_path / "data", victims) > MOMENTS // 2


def test_a_store_that_does_not_carry_the_marker_of_the_current_release_is_rebuilt(
    story: Story, tmp_path: Path, victims: Victims
) -> None:
    """A former store, one that is damaged, one that is missing: the import that follows ends the same."""
    for name, harm in HARM.items():
        data = story.copy(tmp_path / name)
        harm(data / "store")
        check_unharmed(story, data, victims)


def _emptied(store: Path) -> None:
    for path in store.glob("*.sst"):
        path.write_bytes(b"")


def _shortened(store: Path) -> None:
    (store / "CURRENT").write_text("MANIFEST-", "utf-8")


HARM: Mapping[str, Callable[[Path], None]] = {"missing": shutil.rmtree, "emptied": _emptied, "shortened": _shortened}
