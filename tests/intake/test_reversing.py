"""Taking back: the source says what it said before, everything else is untouched, and so on back to nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from s3graph.errors import ConflictError, NotFoundError, UsageError
from s3graph.graph import DataDirectory, Deliveries, Release, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.reversing import Reversal, take_back
from s3graph.intake.upkeep import restore_release, withdraw_source
from s3graph.model import Language
from s3graph.vocabulary import CATALOGUE
from tests.conftest import command
from tests.intake.partner import ACTOR, HEAD, WHOLE

CHANGED = WHOLE.replace("Provrobot", "Provroboten")
OTHER = WHOLE.replace("Provrobot", "En annan robot")
RIVAL = (HEAD + ACTOR).replace("provgarden", "annangard").replace("Provgården", "Annangård")


def deliver(desk: Desk, text: str, source: str = "provgarden", **given: object) -> ImportReport:
    path = desk.settings.data_dir.parent / "file.ttl"
    path.write_text(text, "utf-8")
    report = run_import(ImportRequest(path, source, **given), desk)  # type: ignore[arg-type]
    assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
    return report


def current(desk: Desk) -> Release:
    return Releases(DataDirectory.open(desk.settings.data_dir)).current()


def said(desk: Desk) -> set[str]:
    """Everything but what the catalogue says of the release itself."""
    store = ReleaseStore.open(current(desk))
    return {str(quad) for quad in store.quads(None, None, None) if quad.graph_name != CATALOGUE}


@pytest.mark.soak
def test_a_delivery_taken_back_leaves_what_was_before_and_then_nothing(desk: Desk) -> None:
    deliver(desk, RIVAL, "annangard")
    empty = said(desk)
    deliver(desk, WHOLE)
    before = said(desk)
    second = deliver(desk, CHANGED)
    assert said(desk) != before
    report = take_back(desk, Reversal("provgarden", 2))
    assert (report.outcome, report.release) == (Outcome.REVERSED, (second.release or 0) + 1)
    assert (report.difference.changed, report.added, report.removed) == (1, 1, 1)
    assert said(desk) == before
    manifest = current(desk).manifest
    assert (manifest.sources["provgarden"].delivery, manifest.event) == (1, "take back provgarden 2")
    take_back(desk, Reversal("provgarden"))
    assert said(desk) == empty
    assert "provgarden" not in current(desk).manifest.sources
    assert "annangard" in current(desk).manifest.sources
    assert Deliveries(DataDirectory.open(desk.settings.data_dir)).source("provgarden").withdrawn_at
    with pytest.raises(NotFoundError, match="nothing to take back"):
        take_back(desk, Reversal("provgarden"))


@pytest.mark.soak
def test_what_was_taken_back_does_not_come_back_by_taking_back_the_next(desk: Desk) -> None:
    for text in (WHOLE, CHANGED):
        deliver(desk, text)
    first = Reversal("provgarden")
    take_back(desk, first)
    whole = said(desk)
    deliver(desk, OTHER)
    assert current(desk).manifest.sources["provgarden"].delivery == 3
    take_back(desk, first)
    assert said(desk) == whole


@pytest.mark.soak
def test_after_a_withdrawal_there_is_nothing_before_the_next_delivery(desk: Desk) -> None:
    deliver(desk, WHOLE)
    withdraw_source(desk.settings, "provgarden")
    deliver(desk, CHANGED)
    take_back(desk, Reversal("provgarden"))
    assert "provgarden" not in current(desk).manifest.sources


@pytest.mark.soak
def test_after_going_back_to_a_release_its_delivery_is_the_one_before(desk: Desk) -> None:
    first = deliver(desk, WHOLE)
    before = said(desk)
    deliver(desk, CHANGED)
    assert first.release is not None
    restore_release(desk.settings, first.release)
    deliver(desk, OTHER)
    take_back(desk, Reversal("provgarden"))
    assert said(desk) == before


def test_only_the_last_delivery_is_taken_back_and_nothing_of_the_software_s(desk: Desk) -> None:
    deliver(desk, WHOLE)
    number = current(desk).number
    with pytest.raises(ConflictError, match="Delivery 7 of provgarden does not hold; delivery 1 does"):
        take_back(desk, Reversal("provgarden", 7))
    with pytest.raises(UsageError, match="comes with the software"):
        take_back(desk, Reversal("platform"))
    with pytest.raises(NotFoundError, match="no source okand"):
        take_back(desk, Reversal("okand"))
    with pytest.raises(UsageError, match="cannot be called"):
        take_back(desk, Reversal("identities"))
    assert current(desk).number == number


@pytest.mark.soak
def test_who_a_source_was_comes_back_with_what_it_said(desk: Desk) -> None:
    deliver(desk, WHOLE)
    deliver(desk, CHANGED, licence="https://creativecommons.org/licenses/by/4.0/")
    deliveries = Deliveries(DataDirectory.open(desk.settings.data_dir))
    assert deliveries.source("provgarden").licence
    take_back(desk, Reversal("provgarden"))
    assert deliveries.source("provgarden").licence is None


@pytest.mark.soak
def test_identities_that_came_with_a_delivery_go_with_it(desk: Desk) -> None:
    numbered = ACTOR.replace("s3:financing", 's3:organisationNumber "5560000001" ;\n    s3:financing', 1)
    deliver(desk, HEAD + numbered, speaks_for="provgarden")
    before = said(desk)
    twin = numbered.replace("actor/provgarden", "actor/tvillingen").replace("Provgården", "Tvillingen")
    report = deliver(desk, HEAD + twin, "tvilling", speaks_for="provgarden")
    assert [resolution.alias.value[-10:] for resolution in report.resolutions] == ["tvillingen"]
    take_back(desk, Reversal("tvilling"))
    assert said(desk) == before


@pytest.mark.soak
def test_a_reversal_that_is_not_committed_changes_nothing(desk: Desk) -> None:
    deliver(desk, WHOLE)
    deliver(desk, CHANGED)
    before, number = said(desk), current(desk).number

    def refuse(report: ImportReport) -> None:
        assert report.outcome is Outcome.REVERSED
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_back(replace(desk, commit=refuse), Reversal("provgarden"))
    assert (said(desk), current(desk).number) == (before, number)
    assert take_back(desk, Reversal("provgarden")).release == number + 1


@pytest.mark.soak
def test_the_command_says_what_came_back(desk: Desk) -> None:
    data: Path = desk.settings.data_dir
    deliver(desk, WHOLE)
    words = ("sources", "take-back", "provgarden")
    done = command(data, *words, "--delivery", "1", language="en", S3GRAPH_ENCODER="hashing")
    assert done.returncode == 0, done.stderr
    assert "Taken back: in release" in done.stdout
    assert "provgarden" not in current(desk).manifest.sources
    again = command(data, *words, language="en", S3GRAPH_ENCODER="hashing")
    assert (again.returncode, "nothing to take back" in again.stderr) == (2, True)
