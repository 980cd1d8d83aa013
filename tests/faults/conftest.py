"""A small data directory with one release of one source, and the process that makes imports which something befalls."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.faults.children import Victims
from tests.faults.state import State
from tests.faults.victim import Order
from tests.intake.partner import ACTOR, HEAD, WHOLE

SOURCE = "provgarden"
RENAMED = WHOLE.replace("Provgården", "Nya Provgården")


class Story(NamedTuple):
    """A data directory as it stands ``before``, an import, and how all stands ``after`` it was made undisturbed."""

    base: Path
    template: Order
    before: State
    after: State
    points: tuple[str, ...]
    seconds: float

    def copy(self, folder: Path) -> Path:
        """A data directory to do harm to."""
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(self.base, folder, symlinks=True))

    def order(self, data: Path) -> Order:
        """The import, into that directory."""
        return replace(self.template, data=str(data))


@pytest.fixture(scope="session")
def victims() -> Iterator[Victims]:
    with Victims() as started:
        yield started


@pytest.fixture(scope="session")
def story(victims: Victims, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The second delivery of a source, which adds and takes away a few statements."""
    return told(victims, tmp_path_factory.mktemp("story"), HEAD + ACTOR, RENAMED)


@pytest.fixture(scope="session")
def stories(victims: Victims, story: Story, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Story]:
    """One for each way in which the writer changes its store."""
    folder = tmp_path_factory.mktemp("stories")
    other = RENAMED.replace("provgarden", "provhuset").replace("provrobot", "provarm")
    return {
        "few": story,
        "first": told(victims, folder / "first", "", WHOLE),
        "many": told(victims, folder / "many", HEAD + ACTOR, RENAMED, bulk=True),
        "anew": told(victims, folder / "anew", WHOLE, other, options={"confirm_removal": True}),
    }


def told(victims: Victims, folder: Path, first: str, second: str, **given: Any) -> Story:
    """The story of a second file after a first, of which there may be none; both are taken in undisturbed."""
    base, other = folder / "base", folder / "other"
    folder.mkdir(exist_ok=True)
    template = Order(str(other), str(_written(folder / "second.ttl", second)), SOURCE, **given)
    if first:
        earlier = Order(str(base), str(_written(folder / "first.ttl", first)), SOURCE)
        assert victims.meet(earlier).outcome == "accepted"
    before = State.of(base)
    shutil.copytree(base, other, symlinks=True)
    ended = victims.meet(template)
    assert ended.outcome == "accepted", ended
    return Story(base, template, before, State.of(other), ended.points, ended.seconds)


def _written(path: Path, content: str) -> Path:
    path.write_text(content, "utf-8")
    return path
