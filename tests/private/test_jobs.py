"""Jobs: in the order they came, each change whole, and taken up again after a fall."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from s3graph.errors import StorageError
from s3graph.model import Text
from s3graph.private import Draft, Job, JobKind, JobOptions, Jobs, JobState, PrivateDatabase, jobs


@pytest.fixture
def kept(tmp_path: Path) -> Jobs:
    return Jobs(PrivateDatabase(tmp_path / "private.sqlite"))


def add(kept: Jobs, source: str = "exempel") -> Job:
    return kept.add(Draft(source, "key", "fil.ttl", JobOptions(merge=True)))


def taken(kept: Jobs) -> Job:
    job = kept.take()
    assert job is not None
    return job


def test_jobs_are_taken_in_the_order_they_came(kept: Jobs) -> None:
    first, second = add(kept), kept.add(Draft("annan", "key", kind=JobKind.REVERSAL, delivery=3))
    running = taken(kept)
    assert (running.id, running.state, running.attempts, running.options.merge) == (first.id, JobState.RUNNING, 1, True)
    kept.tell(running, {"sv": "Läser", "en": "Reading", "rows": 7})
    kept.end(running, JobState.ACCEPTED, Text("Mottagen", "Accepted"), release=7, delivery=2)
    ended = kept.known(first.id)
    assert (ended.state, ended.release, ended.delivery, ended.ended_at is not None) == (JobState.ACCEPTED, 7, 2, True)
    assert ended.progress == {"sv": "Mottagen", "en": "Accepted", "rows": 7}
    following = taken(kept)
    assert (following.id, following.kind, following.delivery) == (second.id, JobKind.REVERSAL, 3)
    assert kept.take() is None
    assert [job.id for job in kept.list()] == [second.id, first.id]
    assert [job.id for job in kept.list(("exempel",))] == [first.id]
    assert kept.list(()) == ()
    assert (kept.open(), kept.open("annan"), kept.open("exempel")) == (1, 1, 0)
    assert kept.get("finns-inte") is None


def test_every_change_is_a_new_revision(kept: Jobs) -> None:
    job = add(kept)
    seen = [job.revision]
    changes: tuple[Callable[[], object], ...] = (
        kept.take,
        lambda: kept.tell(job, {"rows": 1}),
        lambda: kept.cancel(job),
        lambda: kept.end(job, JobState.CANCELLED),
    )
    for change in changes:
        change()
        seen.append(kept.known(job.id).revision)
    assert seen == sorted(set(seen))


def test_a_job_that_waits_again_keeps_its_place_and_its_attempts(kept: Jobs) -> None:
    first, _ = add(kept), add(kept)
    kept.put_back(taken(kept))
    again = taken(kept)
    assert (again.id, again.attempts, again.progress) == (first.id, 1, {})


def test_what_ran_when_the_service_fell_is_first_again(kept: Jobs) -> None:
    job, other = add(kept), add(kept, "annan")
    for attempt in (1, 2, 3):
        assert (taken(kept).id, kept.known(job.id).attempts) == (job.id, attempt)
        kept.recover()
    assert kept.known(other.id).attempts == 0


def test_a_failure_is_kept_by_its_name_and_its_words(kept: Jobs) -> None:
    add(kept)
    running = taken(kept)
    kept.fail(running, StorageError(Text("Disken är full", "The disk is full")))
    fallen = kept.known(running.id)
    assert (fallen.state, fallen.error, fallen.problem) == (
        JobState.FAILED,
        "StorageError",
        Text("Disken är full", "The disk is full"),
    )


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_by_who_runs_it(kept: Jobs) -> None:
    waiting, other = add(kept), add(kept)
    assert kept.cancel(waiting).state is JobState.CANCELLED
    running = taken(kept)
    assert running.id == other.id
    marked = kept.cancel(running)
    assert (marked.state, marked.cancelled) == (JobState.RUNNING, True)
    kept.end(running, JobState.CANCELLED)
    before = kept.known(running.id)
    assert kept.cancel(before) == before


def test_one_job_is_taken_once_whoever_asks(kept: Jobs) -> None:
    for _ in range(20):
        add(kept)
    found: list[str] = []

    def work() -> None:
        while job := kept.take():
            found.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(set(found)) == 20


def test_only_so_many_ended_jobs_are_remembered(kept: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KEPT", 2)
    made = [add(kept) for _ in range(4)]
    for _ in made[:3]:
        kept.end(taken(kept), JobState.ACCEPTED)
    assert kept.forget() == (made[0].id, made[1].id)
    assert kept.forget() == ()
    assert {job.id for job in kept.list()} == {made[2].id, made[3].id}
