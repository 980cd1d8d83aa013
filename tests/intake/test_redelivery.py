"""A partner delivers again and again: what is the same is nothing, what differs is shown before it counts, all of it
can be taken back. Each test is one story."""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph import cli
from s3graph.errors import ReadError
from s3graph.graph import DataDirectory, Release, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.upkeep import restore_release
from s3graph.model import Language
from s3graph.settings import Settings
from s3graph.vocabulary import SKOS, entity
from tests.intake.packing import FORMATS, PACKINGS, written
from tests.intake.partner import ACTOR, HEAD, INITIATIVE, WHOLE
from tests.intake.snapshot import said, snapshot

ROBOT = entity("initiative", "provrobot")
CLAIM = """
<https://w3id.org/s3graph/id/initiative/provrobot> dct:relation [
    a s3:Claim ;
    rdf:subject <https://w3id.org/s3graph/id/initiative/provrobot> ;
    rdf:predicate s3:owner ;
    rdf:object <https://w3id.org/s3graph/id/actor/provgarden> ;
    s3:basis <https://w3id.org/s3graph/id/basis/{basis}> ] .
"""
ALIKE = CLAIM.format(basis="general") + CLAIM.format(basis="inferred")
"""Nameless nodes that differ in one statement."""


@pytest.fixture(scope="module")
def once(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Release 2 holds the partner's whole file; not to be changed."""
    folder = tmp_path_factory.mktemp("once")
    root = shutil.copytree(shipped, folder / "data", symlinks=True)
    desk = Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))
    assert deliver(desk, folder, WHOLE.encode()).release == 2
    return desk


@pytest.fixture
def delivered(once: Desk, tmp_path: Path) -> Desk:
    root = shutil.copytree(once.settings.data_dir, tmp_path / "data", symlinks=True)
    return Desk(once.readers, once.settings.model_copy(update={"data_dir": root}))


def deliver(desk: Desk, folder: Path, content: bytes, name: str = "leverans.ttl", **given: object) -> ImportReport:
    path = folder / name
    path.write_bytes(content)
    return run_import(ImportRequest(path, "provgarden", **given), desk)  # type: ignore[arg-type]


def current(desk: Desk) -> Release:
    return Releases(DataDirectory.open(desk.settings.data_dir)).current()


def shuffled(content: bytes, seed: int) -> bytes:
    """N-Triples in another order, some twice, with other labels of blank nodes."""
    chance = random.Random(seed)  # noqa: S311 - test data
    lines = content.splitlines(keepends=True)
    lines += chance.sample(lines, 5)
    chance.shuffle(lines)
    return re.sub(rb"_:(\w+)", lambda found: b"_:n%d" % (hash(found.group(1)) & 0xFFFFFFFF), b"".join(lines))


def test_the_same_content_however_it_is_written_is_no_news(delivered: Desk, tmp_path: Path) -> None:
    before = snapshot(delivered.settings.data_dir)
    versions = [(f"b.{suffix}", written(WHOLE, suffix)) for suffix in FORMATS]
    versions += [(f"c.nt.{packing}", PACKINGS[packing](written(WHOLE, "nt"))) for packing in PACKINGS if packing]
    versions += [(f"d{seed}.nt", shuffled(written(WHOLE, "nt"), seed)) for seed in range(5)]
    assert len(versions) == 14
    for name, content in versions:
        report = deliver(delivered, tmp_path, content, name)
        assert (report.outcome, report.release) == (Outcome.UNCHANGED, 2), name
        assert (report.difference.statements_added, report.difference.statements_removed) == (0, 0)
        assert "Oförändrad" in report.to_text(Language.SV)
    assert snapshot(delivered.settings.data_dir) == before


@pytest.mark.soak
def test_nameless_nodes_that_are_nearly_alike_keep_their_names(delivered: Desk, tmp_path: Path) -> None:
    content = written(WHOLE + ALIKE, "nt")
    first = deliver(delivered, tmp_path, content, "a.nt")
    assert first.outcome is Outcome.ACCEPTED, first.to_text(Language.EN)
    again = deliver(delivered, tmp_path, shuffled(content, 7), "a.nt")
    assert again.outcome is Outcome.UNCHANGED
    marked = content.replace(b"basis/inferred", b"basis/self-declared")
    report = deliver(delivered, tmp_path, shuffled(marked, 8), "a.nt")
    assert (report.outcome, report.difference.changed) == (Outcome.ACCEPTED, 1)
    assert report.difference.statements_added == report.difference.statements_removed == 6


def test_what_would_change_is_seen_first_and_leaves_no_trace(delivered: Desk, tmp_path: Path) -> None:
    changed = (
        HEAD
        + ACTOR.replace('"Test Yard"@en', '"Yard for Tests"@en')
        + INITIATIVE.format(end="2029").replace("initiative/provrobot", "initiative/provrobot-2")
    )
    before = snapshot(delivered.settings.data_dir)
    looked = deliver(delivered, tmp_path, changed.encode(), dry_run=True)
    assert looked.outcome is Outcome.CHECKED
    assert snapshot(delivered.settings.data_dir) == before
    counts = looked.difference
    assert (counts.added, counts.changed, counts.removed, counts.before) == (1, 1, 1, 2)
    told = looked.to_text(Language.EN)
    assert "Entities: 1 new, 1 changed, 1 removed (before: 2)." in told
    for line in ("  new: initiative/provrobot-2", "  changed: actor/provgarden", "  removed: initiative/provrobot"):
        assert line in told.splitlines()
    done = deliver(delivered, tmp_path, changed.encode())
    assert done.outcome is Outcome.ACCEPTED
    assert done.difference == counts
    assert done.to_json()["difference"] == looked.to_json()["difference"]


def test_a_file_that_is_not_taken_leaves_no_trace(delivered: Desk, tmp_path: Path) -> None:
    before = snapshot(delivered.settings.data_dir)
    assert deliver(delivered, tmp_path, WHOLE.replace('"2028"', '"1999"').encode()).outcome is Outcome.REFUSED
    for broken in (WHOLE + "<a", "# nothing"):
        with pytest.raises(ReadError, match=r"leverans\.ttl"):
            deliver(delivered, tmp_path, broken.encode())
    assert snapshot(delivered.settings.data_dir) == before


@pytest.mark.parametrize(
    ("share", "outcome"),
    [(0.3, Outcome.UNCONFIRMED), pytest.param(0.9, Outcome.ACCEPTED, marks=pytest.mark.soak)],
)
def test_how_much_may_go_unconfirmed_is_a_setting(
    delivered: Desk, tmp_path: Path, share: float, outcome: Outcome
) -> None:
    own = Desk(delivered.readers, delivered.settings.model_copy(update={"import_removal": share}))
    before = snapshot(own.settings.data_dir)
    report = deliver(own, tmp_path, (HEAD + ACTOR).encode())
    assert report.outcome is outcome
    assert report.difference.removed_share >= 0.5
    if outcome is Outcome.UNCONFIRMED:
        assert "50\N{NO-BREAK SPACE}% av det som provgarden har sagt" in report.to_text(Language.SV)
        assert snapshot(own.settings.data_dir) == before
        assert deliver(own, tmp_path, (HEAD + ACTOR).encode(), confirm_removal=True).outcome is Outcome.ACCEPTED


@pytest.mark.soak
def test_adding_then_replacing_then_going_back(delivered: Desk, tmp_path: Path) -> None:
    """--merge adds, the whole file again takes away what it lacks, and releases restore brings all of it back."""
    second = HEAD + INITIATIVE.format(end="2029").replace("initiative/provrobot", "initiative/provrobot-2")
    added = deliver(delivered, tmp_path, second.encode(), merge=True)
    assert (added.outcome, added.difference.added, added.difference.removed) == (Outcome.ACCEPTED, 1, 0)
    with_both = said(current(delivered))
    replaced = deliver(delivered, tmp_path, WHOLE.encode())
    assert (replaced.release, replaced.difference.removed) == (4, 1)
    restore_release(delivered.settings, 3)
    assert said(current(delivered)) == with_both
    same = deliver(delivered, tmp_path, second.encode(), merge=True)
    assert (same.outcome, same.release) == (Outcome.UNCHANGED, 3)
    restore_release(delivered.settings, 2)
    onwards = deliver(delivered, tmp_path, WHOLE.replace("Test Yard", "Yard").encode())
    assert (onwards.release, onwards.difference.changed) == (5, 1)
    assert not ReleaseStore.open(current(delivered)).knows(entity("initiative", "provrobot-2"))


def test_the_command_shows_the_difference_as_text_and_json(
    delivered: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """And reads standard input."""
    path = tmp_path / "changed.ttl"
    path.write_text(WHOLE.replace("Test Yard", "Yard"), "utf-8")
    root = str(delivered.settings.data_dir)
    monkeypatch.setenv("S3GRAPH_ENCODER", "hashing")

    def call(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["s3graph", "--data-dir", root, "--language", "sv", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        return capfd.readouterr().out

    order = ("--source", "provgarden", "--dry-run")
    told = call("import", str(path), *order)
    assert "Poster: 0 nya, 1 ändrade, 0 borttagna (före: 2). Påståenden: 1 nya, 1 borttagna" in told
    with path.open("rb") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", _Input(stream))
        piped = json.loads(call("import", "-", "--format", "ttl", *order, "--json"))
    assert piped["difference"]["entities"] == {"added": 0, "changed": 1, "removed": 0, "before": 2}
    assert piped["outcome"] == "checked"
    assert ReleaseStore.open(current(delivered)).label(entity("actor", "provgarden"), Language.EN) == "Test Yard"
    assert list(ReleaseStore.open(current(delivered)).quads(ROBOT, SKOS.prefLabel))


class _Input:
    """Standard input as far as the command reads it."""

    def __init__(self, stream: object) -> None:
        self.buffer = stream
