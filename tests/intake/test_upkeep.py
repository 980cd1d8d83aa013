from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from loaders import all_readers
from s3graph.errors import LockedError, NotFoundError, ReadError, StorageError, UsageError
from s3graph.graph import DataDirectory, Deliveries, Releases, ReleaseStore, Source, WriterLock
from s3graph.graph.backup import back_up, restore_backup
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportRequest, Outcome
from s3graph.intake.upkeep import prune_releases, purge_source, register_source, restore_release, withdraw_source
from s3graph.matching import Index, Matcher, NeedRequest
from s3graph.matching.encoder import HashingEncoder
from s3graph.model import Text
from s3graph.settings import Settings
from s3graph.vocabulary import DCT, entity, graph
from tests.intake.partner import ACTOR, HEAD, WHOLE

ROBOT = entity("initiative", "provrobot")


@pytest.fixture(scope="module")
def delivered(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release 2 holds the partner's whole file, release 3 the actor alone; not to be changed."""
    folder = tmp_path_factory.mktemp("delivered")
    root = Path(shutil.copytree(shipped, folder / "data", symlinks=True))
    for content in (WHOLE, HEAD + ACTOR):
        path = folder / "a.ttl"
        path.write_text(content, "utf-8")
        run_import(ImportRequest(path, "provgarden"), Desk(all_readers(), Settings(data_dir=root, encoder="hashing")))
    return root


@pytest.fixture
def partner(delivered: Path, tmp_path: Path) -> Desk:
    root = shutil.copytree(delivered, tmp_path / "data", symlinks=True)
    return Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))


def releases(desk: Desk) -> Releases:
    return Releases(DataDirectory.open(desk.settings.data_dir))


def test_going_back_shows_the_earlier_state(partner: Desk) -> None:
    restore_release(partner.settings, 2)
    assert releases(partner).current_number() == 2
    assert ReleaseStore.open(releases(partner).current()).knows(ROBOT)
    with pytest.raises(NotFoundError, match="Kept releases: 1, 2, 3"):
        restore_release(partner.settings, 9)


@pytest.mark.soak
def test_pruning_keeps_the_current_the_last_and_one_a_month(partner: Desk) -> None:
    restore_release(partner.settings, 1)
    assert prune_releases(partner.settings, 1) == (2,)
    assert [release.number for release in releases(partner).list()] == [1, 3]


@pytest.mark.soak
def test_a_source_is_known_before_it_delivers(desk: Desk, tmp_path: Path) -> None:
    """As a partner needs it that delivers over HTTP what the platform has collected about it."""
    almi = entity("actor", "almi-kalmar-lan").value
    source = Source("almi", Text("Almi", "Almi"), speaks_for=almi)
    assert register_source(desk.settings, source) is None
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + ACTOR.replace("actor/provgarden", "actor/almi-kalmar-lan"), "utf-8")
    report = run_import(ImportRequest(path, "almi"), desk)
    assert (report.outcome, report.release) == (Outcome.ACCEPTED, 2)
    licensed = replace(source, licence="https://example.org/licence")
    release = register_source(desk.settings, licensed)
    assert release is not None
    assert release.number == 3
    said = ReleaseStore.open(release).quads(entity("source", "almi"), DCT.license)
    assert [quad.object for quad in said] == [NamedNode("https://example.org/licence")]
    assert register_source(desk.settings, licensed) is None
    for wrong, why in ((replace(source, name="platform"), "comes with"), (replace(source, profile="x"), "No source")):
        with pytest.raises(UsageError, match=why):
            register_source(desk.settings, wrong)


@pytest.mark.soak
def test_a_withdrawn_source_leaves_the_next_release_and_keeps_its_deliveries(partner: Desk) -> None:
    release = withdraw_source(partner.settings, "provgarden")
    assert graph("provgarden") not in ReleaseStore.open(release).graphs()
    assert not ReleaseStore.open(release).knows(entity("source", "provgarden"))
    deliveries = Deliveries(DataDirectory.open(partner.settings.data_dir))
    assert deliveries.source("provgarden").withdrawn_at is not None
    assert len(deliveries.of("provgarden")) == 2
    with pytest.raises(UsageError, match="withdrawn already"):
        withdraw_source(partner.settings, "provgarden")


@pytest.mark.soak
def test_a_purged_source_is_nowhere_any_more(partner: Desk) -> None:
    assert purge_source(partner.settings, "provgarden") == (2, 3)
    root = DataDirectory.open(partner.settings.data_dir)
    for release in releases(partner).list():
        store = ReleaseStore.open(release)
        assert not [quad for quad in store.quads() if "provgarden" in str(quad)]
        assert len(store) == release.manifest.quads
        assert "provgarden" not in release.manifest.sources
        assert not [file.name for file in release.index_path.iterdir() if b"provgarden" in file.read_bytes()]
    assert not (root.deliveries / "provgarden").exists()
    events = [json.loads(line)["event"] for line in root.log.read_text("utf-8").splitlines()]
    assert events == ["withdraw", "purge"]
    with pytest.raises(NotFoundError):
        purge_source(partner.settings, "provgarden")


def test_a_restored_backup_answers_and_takes_deliveries(partner: Desk, tmp_path: Path) -> None:
    root = DataDirectory.open(partner.settings.data_dir)
    with sqlite3.connect(root.private) as database:
        database.execute("CREATE TABLE kept (need TEXT)")
        database.execute("INSERT INTO kept VALUES ('ett behov')")
    database.close()
    assert back_up(root, tmp_path / "s3graph.tar") == 3
    fresh = tmp_path / "fresh"
    assert restore_backup(fresh, tmp_path / "s3graph.tar") == 3
    settings = partner.settings.model_copy(update={"data_dir": fresh})
    restored = DataDirectory.open(fresh)
    original, copy = ReleaseStore.open(releases(partner).current()), ReleaseStore.open(Releases(restored).current())
    assert set(copy.quads()) == set(original.quads())
    kept = sqlite3.connect(restored.private)
    assert kept.execute("SELECT need FROM kept").fetchall() == [("ett behov",)]
    kept.close()
    matcher = Matcher(Index.load(Releases(restored).current().index_path), HashingEncoder(), 3)
    assert matcher.match(NeedRequest("Vi behöver hjälp med robotar i verkstaden"), date(2026, 1, 1)).release == 3
    path = tmp_path / "a.ttl"
    path.write_text(WHOLE, "utf-8")
    assert run_import(ImportRequest(path, "provgarden"), Desk(partner.readers, settings)).release == 4


def test_a_backup_waits_for_no_import(desk: Desk, tmp_path: Path) -> None:
    root = DataDirectory.open(desk.settings.data_dir)
    with WriterLock(root), pytest.raises(LockedError):
        back_up(root, tmp_path / "s3graph.tar")
    assert not list(tmp_path.glob("*.tar*"))


def test_half_a_backup_restores_nothing(desk: Desk, tmp_path: Path) -> None:
    whole = tmp_path / "whole.tar"
    back_up(DataDirectory.open(desk.settings.data_dir), whole)
    half = tmp_path / "half.tar"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    before = set(tmp_path.iterdir())
    with pytest.raises(ReadError, match="no whole backup"):
        restore_backup(tmp_path / "fresh", half)
    assert set(tmp_path.iterdir()) == before


def test_a_backup_is_not_restored_over_data(desk: Desk, tmp_path: Path) -> None:
    back_up(DataDirectory.open(desk.settings.data_dir), tmp_path / "s3graph.tar")
    with pytest.raises(StorageError, match="is not empty"):
        restore_backup(desk.settings.data_dir, tmp_path / "s3graph.tar")
