"""Identities and confirmations as an operator decides them, by command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from s3graph import cli
from s3graph.graph import DataDirectory, Releases
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportRequest, Outcome
from tests.intake.partner import ACTOR, HEAD
from tests.intake.snapshot import said

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("S3GRAPH_ENCODER", "hashing")

    def call(*words: str) -> tuple[int, str, str]:
        root = str(desk.settings.data_dir)
        monkeypatch.setattr(sys, "argv", ["s3graph", "--data-dir", root, "--language", "en", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.mark.soak
def test_a_pair_is_listed_accepted_and_rejected_by_command(desk: Desk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + ACTOR + ACTOR.replace("actor/provgarden", "actor/provgarden-ab"), "utf-8")
    assert run_import(ImportRequest(path, "provgarden"), desk).outcome is Outcome.ACCEPTED
    before = said(Releases(DataDirectory.open(desk.settings.data_dir)).current())
    (asked,) = [q for q in json.loads(run("identities", "list", "--json")[1]) if "provgarden" in q["alias"]]
    assert (asked["same"], asked["ground"]) == (None, "homepage")
    listed = run("identities", "list")[1]
    assert f"{asked['id']}  open" in listed
    assert "[same homepage]" in listed
    assert run("identities", "accept", asked["id"]) == (0, "", "Release 3 is published.\n")
    assert f"{asked['id']}  same" in run("identities", "list")[1]
    assert run("identities", "reject", asked["id"])[0] == 0
    assert said(Releases(DataDirectory.open(desk.settings.data_dir)).current()) == before
    code, _, error = run("identities", "accept", "ffffffff")
    assert (code, "identities list" in error) == (2, True)


@pytest.mark.soak
def test_an_actor_confirms_by_command(run: Run) -> None:
    assert run("confirm", "almi-kalmar-lan")[0] == 0
    assert run("confirm", "almi-kalmar-lan", "--undo")[0] == 0
    assert run("confirm", "almi-kalmar-lan", "--undo")[0] == 2
    assert run("confirm", "finns-inte")[0] == 2


def test_a_source_is_registered_by_command(run: Run) -> None:
    assert run("sources", "register", "almi", "--speaks-for", "almi-kalmar-lan", "--label", "Almi")[0] == 0
    shown = json.loads(run("sources", "show", "almi")[1])
    assert shown["speaks_for"].endswith("id/actor/almi-kalmar-lan")
    assert shown["label"] == ["Almi", "Almi"]
    assert run("sources", "register", "platform")[0] == 2
