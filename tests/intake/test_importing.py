from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.companies import companies
from s3graph.errors import LockedError, ReadError, StorageError, UsageError
from s3graph.graph import DataDirectory, Deliveries, Releases, ReleaseStore, WriterLock
from s3graph.intake import importing
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.writer_process import import_file
from s3graph.model import Language
from s3graph.vocabulary import DERIVED, S3, entity, graph
from tests.intake.partner import ACTOR, ENDS_BEFORE_IT_STARTS, HEAD, WHOLE

ROBOT = entity("initiative", "provrobot")


def deliver(desk: Desk, folder: Path, content: str, **given: object) -> ImportReport:
    path = folder / "leverans.ttl"
    path.write_text(content, "utf-8")
    return run_import(ImportRequest(path, "provgarden", **given), desk)  # type: ignore[arg-type]


def current(desk: Desk) -> ReleaseStore:
    return ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())


def test_a_whole_file_is_in_the_next_release(desk: Desk, tmp_path: Path) -> None:
    report = deliver(desk, tmp_path, WHOLE)
    assert (report.outcome, report.release, report.removed) == (Outcome.ACCEPTED, 2, 0)
    store = current(desk)
    assert store.release is not None
    assert store.release.manifest.sources["provgarden"].triples == report.added
    assert store.label(ROBOT, Language.EN) == "Test Robot"
    bounds = {quad.predicate: str(quad.object) for quad in store.quads(ROBOT, None, None, DERIVED)}
    assert bounds[S3.startsOn].startswith('"2026-03-01"')
    assert bounds[S3.endsOn].startswith('"2028-12-31"')


def test_a_broken_file_changes_nothing_and_says_what_to_mend(desk: Desk, tmp_path: Path) -> None:
    report = deliver(desk, tmp_path, ENDS_BEFORE_IT_STARTS)
    assert (report.outcome, report.release) == (Outcome.REFUSED, 1)
    finding = report.validation.findings[0]
    assert finding.focus == ROBOT
    assert ENDS_BEFORE_IT_STARTS.splitlines()[(finding.line or 0) - 1].strip().startswith('eurio:endDate "2024"')
    assert "provrobot" in report.to_text(Language.SV)
    assert not current(desk).knows(ROBOT)
    assert not Deliveries(DataDirectory.open(desk.settings.data_dir)).of("provgarden")


def test_the_same_content_again_is_no_new_release(desk: Desk, tmp_path: Path) -> None:
    deliver(desk, tmp_path, WHOLE)
    shuffled = HEAD + WHOLE.removeprefix(HEAD + ACTOR) + ACTOR
    report = deliver(desk, tmp_path, shuffled)
    assert (report.outcome, report.release, report.added, report.removed) == (Outcome.UNCHANGED, 2, 0, 0)


@pytest.mark.soak
def test_a_redelivery_takes_the_place_of_the_former(desk: Desk, tmp_path: Path) -> None:
    deliver(desk, tmp_path, WHOLE)
    report = deliver(desk, tmp_path, HEAD + ACTOR)
    assert (report.outcome, report.release, report.added) == (Outcome.ACCEPTED, 3, 0)
    assert not current(desk).knows(ROBOT)
    deliveries = Deliveries(DataDirectory.open(desk.settings.data_dir))
    assert [delivery.number for delivery in deliveries.of("provgarden")] == [1, 2]


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    report = deliver(desk, tmp_path, WHOLE, dry_run=True)
    assert (report.outcome, report.release) == (Outcome.CHECKED, 1)
    assert report.added > 20
    assert not current(desk).knows(ROBOT)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("# nothing\n", "no statements"),
        ("<https://example.org/a> <https://example.org/b> 'c\n", "line 1, column"),
        ("<a> <b> <c> .", "the address is not complete"),
    ],
    ids=["empty", "only a comment", "broken", "relative"],
)
def test_a_file_that_cannot_be_read_is_refused(desk: Desk, tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        deliver(desk, tmp_path, content)


def test_a_file_without_a_known_class_is_refused(desk: Desk, tmp_path: Path) -> None:
    report = deliver(desk, tmp_path, "<https://example.org/a> <https://example.org/b> 'c' .")
    assert report.outcome is Outcome.REFUSED
    assert report.validation.checked == 0
    assert current(desk).graphs().count(graph("provgarden")) == 0


def test_a_source_may_not_describe_what_another_speaks_for(desk: Desk, tmp_path: Path) -> None:
    foreign = ACTOR.replace("actor/provgarden", "actor/exempelaktor-tra")
    report = deliver(desk, tmp_path, HEAD + foreign)
    assert report.outcome is Outcome.REFUSED
    assert "example" in report.to_text(Language.EN)


def test_an_actor_takes_over_what_was_collected_about_it(desk: Desk, tmp_path: Path) -> None:
    mine = ACTOR.replace("actor/provgarden", "actor/almi-kalmar-lan")
    assert deliver(desk, tmp_path, HEAD + mine).outcome is Outcome.REFUSED
    assert deliver(desk, tmp_path, HEAD + mine, speaks_for="almi-kalmar-lan").outcome is Outcome.ACCEPTED


def test_shipped_sources_and_reserved_names_cannot_be_delivered_to(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(WHOLE, "utf-8")
    refused = {"platform": "comes with the software", "catalogue": "cannot be called", "../x": "cannot be called"}
    for name, said in refused.items():
        with pytest.raises(UsageError, match=said):
            run_import(ImportRequest(path, name), desk)


def test_an_import_beside_another_is_refused_where_it_may_not_wait(desk: Desk, tmp_path: Path) -> None:
    with WriterLock(DataDirectory.open(desk.settings.data_dir)), pytest.raises(LockedError):
        deliver(desk, tmp_path, WHOLE)


def test_a_missing_file_is_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"finns-inte\.ttl"):
        run_import(ImportRequest(tmp_path / "finns-inte.ttl", "provgarden"), desk)


def test_the_spawned_writer_process_reports_and_refuses_like_the_import_itself(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leverans.ttl"
    path.write_text(WHOLE, "utf-8")
    heard: list[str] = []
    telling = Desk(desk.readers, desk.settings, lambda text: heard.append(text.text.en))
    assert import_file(ImportRequest(path, "provgarden"), telling).outcome is Outcome.ACCEPTED
    assert heard == ["Reading leverans.ttl", "Validating against the shapes", "Publishing release 2"]
    with pytest.raises(UsageError, match="cannot be called"):
        import_file(ImportRequest(path, "catalogue"), desk)


@pytest.mark.soak
def test_an_identical_file_is_not_looked_at_again_but_new_terms_are(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert deliver(desk, tmp_path, WHOLE).outcome is Outcome.ACCEPTED
    assert deliver(desk, tmp_path, WHOLE, licence="https://example.org/licence").outcome is Outcome.ACCEPTED
    monkeypatch.setattr(importing, "assess", lambda *_: pytest.fail("validated again"))
    again = deliver(desk, tmp_path, WHOLE)
    assert (again.outcome, again.release) == (Outcome.UNCHANGED, 3)
    assert again.difference.before == 2
    assert again.difference.statements_before > 20


def test_a_register_of_companies_leaves_the_index_as_it_was(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "register.nt"
    indexes = []
    for count in (20, 25):
        path.write_text("\n".join(companies(count, faults=0)), "utf-8")
        assert run_import(ImportRequest(path, "register"), desk).outcome is Outcome.ACCEPTED
        release = Releases(DataDirectory.open(desk.settings.data_dir)).current()
        indexes.append(release.index_path / "vectors.npy")
    assert indexes[0].samefile(indexes[1])
