"""Jobs: in the order they came, each change whole, and taken up again after a fall."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from s3graph.model import Text
from s3graph.private import Job, JobOptions, Jobs, JobState, PrivateDatabase
from s3graph.private.jobs import ATTEMPTS


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(PrivateDatabase(tmp_path / "private.sqlite"))


def add(jobs: Jobs, source: str = "exempel") -> Job:
    return jobs.add(source, "key", "fil.ttl", JobOptions(merge=True))


def test_jobs_are_taken_in_the_order_they_came(jobs: Jobs) -> None:
    first, second = add(jobs), add(jobs, "annan")
    taken = jobs.take()
    assert taken is not None
    assert (taken.id, taken.state, taken.attempts, taken.options.merge) == (first.id, JobState.RUNNING, 1, True)
    jobs.end(taken, JobState.ACCEPTED, release=7)
    ended = jobs.known(first.id)
    assert (ended.state, ended.release, ended.ended_at is not None) == (JobState.ACCEPTED, 7, True)
    following = jobs.take()
    assert following is not None
    assert following.id == second.id
    assert jobs.take() is None
    assert [job.id for job in jobs.list()] == [second.id, first.id]
    assert [job.id for job in jobs.list(("exempel",))] == [first.id]
    assert jobs.get("finns-inte") is None


def test_a_job_that_waits_again_keeps_its_place_and_its_attempts(jobs: Jobs) -> None:
    first, _ = add(jobs), add(jobs)
    taken = jobs.take()
    assert taken is not None
    jobs.put_back(taken, Text("väntar", "waits"))
    again = jobs.take()
    assert again is not None
    assert (again.id, again.attempts, again.progress["en"]) == (first.id, 1, "waits")


def test_what_ran_when_the_service_fell_is_begun_again_and_then_fails(jobs: Jobs) -> None:
    job = add(jobs)
    for _ in range(ATTEMPTS):
        assert jobs.take() is not None
        jobs.recover()
    fallen = jobs.known(job.id)
    assert fallen.state is JobState.FAILED
    assert fallen.problem is not None
    assert "deliver the file again" in fallen.problem.en
    assert jobs.take() is None


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_by_who_runs_it(jobs: Jobs) -> None:
    waiting, ended = add(jobs), add(jobs)
    assert jobs.cancel(waiting).state is JobState.CANCELLED
    running = jobs.take()
    assert running is not None
    assert running.id == ended.id
    marked = jobs.cancel(running)
    assert (marked.state, marked.cancelled) == (JobState.RUNNING, True)
    jobs.recover()
    assert jobs.known(running.id).state is JobState.CANCELLED
    assert jobs.cancel(jobs.known(running.id)).state is JobState.CANCELLED


def test_one_job_is_taken_once_whoever_asks(jobs: Jobs) -> None:
    for _ in range(20):
        add(jobs)
    taken: list[str] = []

    def work() -> None:
        while job := jobs.take():
            taken.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 20
