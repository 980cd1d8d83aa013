"""The doctor: everything fine on a whole installation, and what is broken named with what to do."""

from __future__ import annotations

import shutil

import pytest

from s3graph.graph import DataDirectory, Releases, WriterLock
from s3graph.intake import doctor
from s3graph.intake.doctor import Check, examine
from s3graph.intake.importing import Desk
from s3graph.model import Language
from s3graph.querying.sandbox import sandbox_state


def of(desk: Desk, name: str) -> Check:
    return next(check for check in examine(desk.settings) if check.name == name)


def test_a_whole_installation_is_fine(desk: Desk) -> None:
    checks = examine(desk.settings)
    assert [check.name for check in checks if not check.fine] == []
    assert {check.name for check in checks} == {
        "shelves", "shapes", "data", "space", "release", "lock", "encoder", "queries",
    }  # fmt: skip
    assert all(check.text.sv and check.text.en for check in checks)
    assert checks[0].to_json(Language.EN)["fine"] is True


def test_an_empty_directory_has_no_release_yet(empty_desk: Desk) -> None:
    assert not of(empty_desk, "release").fine
    assert of(empty_desk, "data").fine


def test_a_broken_release_is_told(desk: Desk) -> None:
    release = Releases(DataDirectory.open(desk.settings.data_dir)).current()
    (release.index_path / "meta.json").write_text("{", "utf-8")
    assert "index" in of(desk, "release").text.sv.lower()
    shutil.rmtree(release.store_path)
    found = of(desk, "release")
    assert not found.fine
    assert "releases restore" in found.text.sv


def test_another_encoder_than_the_index_was_built_with_is_told(desk: Desk) -> None:
    other = desk.settings.model_copy(update={"encoder": "nonsense"})
    found = next(check for check in examine(other) if check.name == "encoder")
    assert not found.fine
    assert "S3GRAPH_ENCODER" in found.text.sv


def test_little_space_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_SPACE", 1 << 60)
    assert "prune" in of(desk, "space").text.sv


def test_a_kernel_that_does_not_confine_queries_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert of(desk, "queries").fine is (sandbox_state() == "on")
    monkeypatch.setattr(doctor, "sandbox_state", lambda: "off")
    found = of(desk, "queries")
    assert (found.fine, "seccomp" in found.text.sv, "SERVICE" in found.text.en) == (False, True, True)


def test_a_running_import_is_no_fault(desk: Desk) -> None:
    with WriterLock(DataDirectory.open(desk.settings.data_dir)):
        found = of(desk, "lock")
    assert found.fine
    assert "pågår" in found.text.sv
