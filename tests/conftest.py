"""What tests of several rooms share: the software's own data, indexed by its own encoder and by the stand-in."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.intake.importing import Desk
from s3graph.intake.renewal import renew
from s3graph.settings import Settings
from tests.running import FirstRun
from tests.sharing import made_once

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module is a group of its own where it names none: what it shares is made on one worker."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::", 1)[0]))


def pytest_collection_finish() -> None:
    """All that stands now stands until the end: the garbage collector need not walk it again for every test."""
    gc.collect()
    gc.freeze()


def command(data: Path, *words: str, language: str = "sv", **more: str) -> subprocess.CompletedProcess[str]:
    """Runs ``s3graph`` as a process of its own, with settings as they come but for the data directory and ``more``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("S3GRAPH_")}
    environment |= {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_LANGUAGE": language, **more}
    return subprocess.run(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The command line, where it is run in this process, leaves the language it was asked in for all that follow."""
    before = os.environ.get("S3GRAPH_LANGUAGE")
    yield
    os.environ.pop("S3GRAPH_LANGUAGE", None)
    if before is not None:
        os.environ["S3GRAPH_LANGUAGE"] = before


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """``make run`` on an empty data directory, ended once it answers. The one time that every text is encoded."""
    return FirstRun(made_once(tmp_path_factory, "first-run", FirstRun.make))


@pytest.fixture(scope="session")
def embedded_data(first_run: FirstRun) -> Path:
    """A data directory with what is shipped as release 1, indexed by the embedded encoder. Copy it to change it.

    Tests that use it belong to the xdist group ``embedded``, so that no worker waits for another that makes it.
    """
    return first_run.data


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with what is shipped as release 1, indexed by the stand-in encoder. Copy it to change it."""
    return made_once(
        tmp_path_factory,
        "shipped",
        lambda data: renew(Desk(all_readers(), Settings(data_dir=data, encoder="hashing"))),
    )
