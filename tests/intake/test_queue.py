"""The queue of imports over a scripted writer: order, cancelling, falling and going on, nothing left lying about."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.errors import BusyError, ConflictError, NotFoundError, StorageError
from s3graph.graph import DataDirectory, Manifest, SourceState, Writer
from s3graph.intake import queue as room
from s3graph.intake.queue import ImportQueue, Intake
from s3graph.intake.request import ImportRequest, Outcome, Progress, Say
from s3graph.intake.task import Ending, Task
from s3graph.intake.writer_process import EndedError
from s3graph.model import Text
from s3graph.private import Draft, Job, Jobs, JobState, PrivateDatabase

SAID = Text("Oförändrad", "Unchanged")
SECONDS = 20


class Writers:
    """Does tasks as a test tells it to. ``done`` are the tasks in the order in which they were begun."""

    def __init__(self) -> None:
        self.done: list[Task] = []
        self.begun = threading.Semaphore(0)
        self.act: Callable[[Task, threading.Event], Outcome] = lambda task, ended: Outcome.UNCHANGED

    def __call__(self, task: Task, say: Say, ended: threading.Event) -> Ending:
        self.done.append(task)
        self.begun.release()
        say(Progress(Text("Läser", "Reading"), 1, 2, 3))
        task.folder.mkdir(exist_ok=True)
        (task.folder / "report.json").write_bytes(b"{}")
        return Ending(self.act(task, ended), None, SAID)

    def until_ended(self, _: Task, ended: threading.Event) -> Outcome:
        assert ended.wait(SECONDS)
        raise EndedError(Text("slut", "ended"))


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory.open(tmp_path / "data")


@pytest.fixture
def writers() -> Writers:
    return Writers()


@pytest.fixture
def jobs(directory: DataDirectory) -> Jobs:
    return Jobs(PrivateDatabase(directory.private))


@pytest.fixture
def queue(directory: DataDirectory, jobs: Jobs, writers: Writers) -> Iterator[ImportQueue]:
    made = ImportQueue(directory, jobs, Intake(all_readers(), writers))
    directory.incoming.mkdir()
    directory.reports.mkdir()
    yield made
    made.stop()


def send(queue: ImportQueue, identity: str, source: str = "exempel") -> Job:
    queue.place(identity).write_bytes(b"a file")
    return queue.submit(Draft(source, "key", "fil.ttl"), identity)


def ended(queue: ImportQueue, job: Job) -> Job:
    """The job once it has ended."""
    for _ in range(SECONDS * 100):
        found = queue.jobs.known(job.id)
        if found.state.ended and not queue.place(job.id).exists():
            return found
        threading.Event().wait(0.01)
    raise AssertionError(f"{job.id} is still {queue.jobs.known(job.id).state}")


def emptied(folder: Path) -> bool:
    """Whether a folder is emptied: a job ends first, what is left of it goes after."""
    for _ in range(SECONDS * 100):
        if not any(folder.iterdir()):
            return True
        threading.Event().wait(0.01)
    return False


def test_jobs_are_done_in_order_and_their_files_go_and_their_reports_stay(
    queue: ImportQueue, writers: Writers, directory: DataDirectory
) -> None:
    sent = [send(queue, name) for name in ("one", "two", "three")]
    queue.start()
    for job in sent:
        found = ended(queue, job)
        assert (found.state, found.progress["en"], found.progress["rows"]) == (JobState.UNCHANGED, "Unchanged", 3)
        assert queue.report(job, "json") == b"{}"
        assert queue.report(job, "sv.txt") is None
    assert [task.work.job for task in writers.done] == ["one", "two", "three"]
    assert list(directory.incoming.iterdir()) == []


def test_a_waiting_job_is_cancelled_without_having_begun(queue: ImportQueue, writers: Writers) -> None:
    job = send(queue, "one")
    assert queue.cancel(job).state is JobState.CANCELLED
    assert not queue.place("one").exists()
    queue.start()
    after = send(queue, "two")
    assert ended(queue, after).state is JobState.UNCHANGED
    assert [task.work.job for task in writers.done] == ["two"]


def test_a_running_job_is_cancelled_without_a_trace_and_the_next_one_begins(
    queue: ImportQueue, writers: Writers, directory: DataDirectory
) -> None:
    writers.act = writers.until_ended
    queue.start()
    job = send(queue, "one")
    assert writers.begun.acquire(timeout=SECONDS)
    assert queue.cancel(queue.jobs.known("one")).state is JobState.RUNNING
    found = ended(queue, job)
    assert (found.state, found.progress["en"]) == (JobState.CANCELLED, "Cancelled. Nothing has changed.")
    assert emptied(directory.reports)
    writers.act = lambda task, ended: Outcome.REFUSED
    assert ended(queue, send(queue, "two")).state is JobState.REFUSED
    with pytest.raises(ConflictError, match="ended already"):
        queue.cancel(found)


def test_a_job_cancelled_between_being_taken_and_being_begun_is_cancelled(queue: ImportQueue, writers: Writers) -> None:
    send(queue, "one")
    taken = queue.jobs.take()
    assert taken is not None
    queue.cancel(taken)
    queue.jobs.recover()
    queue.start()
    assert ended(queue, taken).state is JobState.CANCELLED
    assert writers.done == []


def test_an_import_that_commits_as_it_is_cancelled_is_accepted(queue: ImportQueue, writers: Writers) -> None:
    def too_late(_: Task, told: threading.Event) -> Outcome:
        assert told.wait(SECONDS)
        return Outcome.UNCHANGED

    writers.act = too_late
    queue.start()
    job = send(queue, "one")
    assert writers.begun.acquire(timeout=SECONDS)
    queue.cancel(queue.jobs.known("one"))
    assert ended(queue, job).state is JobState.UNCHANGED


def test_stopping_ends_what_runs_and_starting_goes_on_with_it(
    queue: ImportQueue, writers: Writers, directory: DataDirectory, jobs: Jobs
) -> None:
    writers.act = writers.until_ended
    queue.start()
    job, waiting = send(queue, "one"), send(queue, "two")
    assert writers.begun.acquire(timeout=SECONDS)
    queue.stop()
    found = jobs.known(job.id)
    assert (found.state, found.attempts, queue.place("one").exists()) == (JobState.QUEUED, 0, True)
    writers.act = lambda task, ended: Outcome.UNCHANGED
    again = ImportQueue(directory, jobs, Intake(all_readers(), writers))
    again.start()
    try:
        assert [ended(again, one).state for one in (job, waiting)] == [JobState.UNCHANGED] * 2
    finally:
        again.stop()


def test_what_fell_with_the_service_is_begun_twice_and_then_fails(queue: ImportQueue, writers: Writers) -> None:
    job = send(queue, "one")
    for _ in range(2):
        assert queue.jobs.take() is not None
        queue.jobs.recover()
    queue.start()
    found = ended(queue, job)
    assert (found.state, writers.done) == (JobState.FAILED, [])
    assert found.problem is not None
    assert "deliver the file again" in found.problem.en


def test_what_was_published_before_the_service_fell_is_accepted(
    queue: ImportQueue, writers: Writers, directory: DataDirectory
) -> None:
    job = send(queue, "one")
    assert queue.jobs.take() is not None
    publish_for(directory, "one")
    queue.start()
    found = ended(queue, job)
    assert (found.state, found.release, found.delivery, writers.done) == (JobState.ACCEPTED, 1, 7, [])


def test_a_writer_that_falls_after_publishing_has_published(
    queue: ImportQueue, writers: Writers, directory: DataDirectory
) -> None:
    def falls(task: Task, _: threading.Event) -> Outcome:
        assert isinstance(task.work, ImportRequest)
        publish_for(directory, task.work.job)
        raise StorageError(Text("föll", "fell"))

    writers.act = falls
    queue.start()
    found = ended(queue, send(queue, "one"))
    assert (found.state, found.release) == (JobState.ACCEPTED, 1)
    assert queue.report(found, "json") == b"{}"


@pytest.mark.parametrize("error", [StorageError(Text("full disk", "disk full")), ZeroDivisionError("secret")])
def test_a_job_that_falls_leaves_nothing_and_the_queue_goes_on(
    queue: ImportQueue, writers: Writers, directory: DataDirectory, error: Exception
) -> None:
    def falls(_: Task, __: threading.Event) -> Outcome:
        writers.act = lambda task, ended: Outcome.CHECKED
        raise error

    writers.act = falls
    queue.start()
    one, two = send(queue, "one"), send(queue, "two")
    found = ended(queue, one)
    assert found.problem is not None
    assert (found.state, "secret" in found.problem.en) == (JobState.FAILED, False)
    assert ended(queue, two).state is JobState.CHECKED
    assert [folder.name for folder in directory.reports.iterdir()] == ["two"]


def test_files_and_reports_of_no_job_are_removed_at_the_start(queue: ImportQueue, directory: DataDirectory) -> None:
    job = send(queue, "one")
    queue.jobs.end(job, JobState.FAILED)
    (directory.incoming / "half-sent").write_bytes(b"x")
    (directory.reports / "forgotten").mkdir()
    (directory.reports / "one").mkdir()
    queue.start()
    assert list(directory.incoming.iterdir()) == []
    assert [folder.name for folder in directory.reports.iterdir()] == ["one"]


def test_a_full_queue_takes_no_more(queue: ImportQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_OPEN", 2)
    send(queue, "one")
    queue.check_room()
    send(queue, "two")
    with pytest.raises(BusyError, match="2 imports are waiting"):
        queue.check_room()


def test_nothing_is_taken_back_while_an_import_of_the_source_waits(queue: ImportQueue) -> None:
    job = send(queue, "one")
    with pytest.raises(ConflictError, match="waiting or running"):
        queue.take_back("exempel", None, "key")
    queue.cancel(job)
    with pytest.raises(NotFoundError, match="no source exempel"):
        queue.take_back("exempel", None, "key")


def publish_for(directory: DataDirectory, job: str) -> None:
    """A release that says the job made it, with delivery 7 of the source."""
    with Writer(directory) as writer:
        manifest = Manifest(writer.number, "2026-11-01T12:00:00Z", "test", "test", 0, job=job)
        sources = {"exempel": SourceState(7, 1, "digest")}
        writer.apply(())
        writer.publish(replace(manifest, sources=sources), lambda store, path: path.mkdir())
