"""A real process is killed (SIGKILL) at every step in which an import touches the disk."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.vocabulary import graph
from tests.graph.conftest import deliver
from tests.graph.triples import BLANK, numbered

ROOT = Path(__file__).resolve().parents[2]
STEPS = 60
"""More than an import has; steps beyond its end kill nobody."""
SLICE = range(0, STEPS, 4)

CHILD = """
import os, signal, sys
from pathlib import Path
import pyoxigraph
from s3graph.graph import DataDirectory, storage
from tests.graph.conftest import deliver
from tests.graph.triples import BLANK, numbered

left = int(sys.argv[2])

def step(*_):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def before(module, name):
    original = getattr(module, name)
    def stepping(*args, **kwargs):
        step()
        return original(*args, **kwargs)
    setattr(module, name, stepping)

for module, name in ((os, "fsync"), (Path, "rename"), (Path, "replace"), (Path, "unlink"), (Path, "symlink_to"),
                     (Path, "mkdir"), (os, "rmdir")):
    before(module, name)

class Store:
    read_only = staticmethod(pyoxigraph.Store.read_only)
    def __init__(self, path):
        self.store = pyoxigraph.Store(path)
    def __len__(self):
        return len(self.store)
    def __getattr__(self, name):
        original = getattr(self.store, name)
        def stepping(*args, **kwargs):
            step()
            result = original(*args, **kwargs)
            step()
            return result
        return stepping if name in ("update", "backup", "remove", "extend", "flush") else original

from s3graph.graph import writer
writer.Store = Store
deliver(DataDirectory(Path(sys.argv[1])), "iuc", (*numbered(5, 30), BLANK))
print("left", left)
"""


def killed_import(root: Path, step: int) -> bool:
    """Whether the import was killed; it delivers other content of the same source."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(root), str(step)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def check_killed_at(step: int, root: Path) -> bool:
    directory = DataDirectory.open(root)
    deliver(directory, "iuc", (*numbered(0, 20), BLANK))
    killed = killed_import(root, step)
    release = Releases(directory).current()
    said = {quad.triple for quad in ReleaseStore.open(release).quads(None, None, None, graph("iuc"))}
    old, new = {*numbered(0, 20), BLANK}, {*numbered(5, 30), BLANK}
    assert said == (old if release.number == 1 else new), "the last release is whole"
    assert len(ReleaseStore.open(release)) == release.manifest.quads
    following = deliver(directory, "other", numbered(0, 3))
    store = ReleaseStore.open(following)
    assert {quad.triple for quad in store.quads(None, None, None, graph("iuc"))} == said, "the next import is possible"
    names = {path.name for path in (*directory.root.iterdir(), *directory.releases.iterdir())}
    assert not [name for name in names if name.endswith((".new", ".gone"))], "nothing is left of the unfinished one"
    assert not list(directory.deliveries.glob("*/*.pending"))
    kept = {int(path.name) for path in (directory.deliveries / "iuc").iterdir() if path.is_dir()}
    assert kept == ({1} if release.number == 1 else {1, 2})
    return killed


def test_an_import_killed_at_some_steps_leaves_the_last_release(tmp_path: Path) -> None:
    killed = [check_killed_at(step, tmp_path / str(step)) for step in SLICE]
    assert killed[0], "the first step kills"
    assert not killed[-1], "there is no step that late: every step was tried"


@pytest.mark.soak
def test_an_import_killed_at_every_step_leaves_the_last_release(tmp_path: Path) -> None:
    killed = [check_killed_at(step, tmp_path / str(step)) for step in range(STEPS)]
    assert sum(killed) > 20
    assert killed == sorted(killed, reverse=True), "killed up to the last step, then not"
