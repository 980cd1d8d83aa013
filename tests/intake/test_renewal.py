from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from s3graph import resources
from s3graph.graph import REFERENCE_GRAPHS, DataDirectory, Releases, ReleaseStore
from s3graph.intake import shipped as shipped_module
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.renewal import renew, up_to_date
from s3graph.intake.request import ImportRequest
from s3graph.intake.upkeep import withdraw_source
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import FORMAT
from s3graph.validation import reference as reference_module
from s3graph.vocabulary import graph
from tests.intake.partner import WHOLE

ENCODER = HashingEncoder()


@pytest.fixture
def newer_software(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the ontology shelf that newer software might bring; the tests change files in it."""
    folder = tmp_path / "newer"
    shutil.copytree(resources.shelf("ontology"), folder)
    for module in (shipped_module, reference_module):
        monkeypatch.setattr(module, "shelf", lambda name: folder)
    return folder


def test_an_empty_data_directory_gets_everything_shipped(shipped: Path, desk: Desk) -> None:
    release = Releases(DataDirectory.open(shipped)).current()
    assert set(release.manifest.sources) == {"platform", "example"}
    names = {name.value.rsplit("/", 1)[-1] for name in ReleaseStore.open(release).graphs()}
    assert names >= {*REFERENCE_GRAPHS, "platform", "example", "catalogue", "derived"}
    assert up_to_date(desk.settings, ENCODER)


def test_nothing_new_is_no_release(desk: Desk) -> None:
    assert renew(desk).renewed == ()
    assert Releases(DataDirectory.open(desk.settings.data_dir)).current_number() == 1


@pytest.mark.soak
def test_the_example_can_be_left_out(empty_desk: Desk) -> None:
    settings = empty_desk.settings.model_copy(update={"example_data": False})
    renewal = renew(Desk(empty_desk.readers, settings))
    assert set(renewal.release.manifest.sources) == {"platform"}


def test_newer_reference_data_is_published_over_an_older_directory(desk: Desk, newer_software: Path) -> None:
    places = newer_software / "places.ttl"
    places.write_text(places.read_text("utf-8").replace('"Kalmar län"@sv', '"Kalmars län"@sv'), "utf-8")
    assert not up_to_date(desk.settings, ENCODER)
    renewal = renew(desk)
    assert (renewal.release.number, renewal.renewed, renewal.failing) == (2, ("places",), {})
    before = Releases(DataDirectory.open(desk.settings.data_dir)).get(1)
    assert renewal.release.manifest.sources == before.manifest.sources
    said = {str(q.object) for q in ReleaseStore.open(renewal.release).quads(None, None, None, graph("places"))}
    assert '"Kalmars län"@sv' in said
    assert '"Kalmar län"@sv' not in said


@pytest.mark.soak
def test_a_source_that_no_longer_meets_the_contract_is_reported_and_kept(
    desk: Desk, newer_software: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(WHOLE, "utf-8")
    run_import(ImportRequest(path, "provgarden"), desk)
    industry = newer_software / "competences" / "industri.ttl"
    industry.write_text(industry.read_text("utf-8").replace("c:robotik a", "c:robotteknik a"), "utf-8")
    assert "c:robotteknik a" in industry.read_text("utf-8")
    renewal = renew(desk)
    assert set(renewal.failing or {}) == {"provgarden"}
    assert "provgarden" in renewal.release.manifest.sources


def test_a_withdrawn_shipped_source_does_not_come_back(desk: Desk, newer_software: Path) -> None:
    withdraw_source(desk.settings, "example")
    example = newer_software / "example-source.ttl"
    example.write_text(example.read_text("utf-8") + "\n# newer\n", "utf-8")
    assert renew(desk).renewed == ()
    assert up_to_date(desk.settings, ENCODER)


@pytest.mark.soak
def test_another_encoder_makes_a_release_with_its_index(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HashingEncoder, "revision", "2")
    renewal = renew(desk)
    assert renewal.release.number == 2
    assert renewal.release.manifest.encoder == "s3graph/hashing 2"


def test_an_index_of_older_software_is_built_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.index.FORMAT", FORMAT + 1)
    assert not up_to_date(desk.settings, ENCODER)
    assert renew(desk).release.number == 2
    assert up_to_date(desk.settings, ENCODER)
