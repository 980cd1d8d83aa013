"""Files that wait for a word: kept where that was asked for, delivered once, and not for ever."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.errors import ConflictError
from s3graph.graph import DataDirectory
from s3graph.intake.held_files import HELD_SECONDS
from s3graph.intake.queue import ImportQueue, Intake
from s3graph.intake.request import ImportRequest, Outcome
from s3graph.intake.task import Task
from s3graph.private import Draft, Job, JobOptions, Jobs, JobState, PrivateDatabase
from tests.intake.test_queue import Writers, ended


@pytest.fixture
def writers() -> Writers:
    return Writers()


@pytest.fixture
def queue(tmp_path: Path, writers: Writers) -> Iterator[ImportQueue]:
    directory = DataDirectory.open(tmp_path / "data")
    made = ImportQueue(directory, Jobs(PrivateDatabase(directory.private)), Intake(all_readers(), writers))
    made.start()
    yield made
    made.stop()


def send(queue: ImportQueue, identity: str, *, source: str = "exempel", hold: bool = True) -> Job:
    queue.place(identity).write_bytes(identity.encode())
    options = JobOptions(format="ttl", dry_run=True, merge=True, hold=hold)
    return ended(queue, queue.submit(Draft(source, "key", "fil.ttl", options), identity))


def held(queue: ImportQueue) -> list[bytes]:
    return [path.read_bytes() for path in (queue.place("x").parents[1] / "reports").glob("*/delivered")]


@pytest.mark.parametrize(("outcome", "removal"), [(Outcome.CHECKED, False), (Outcome.UNCONFIRMED, True)])
def test_a_checked_file_is_delivered_without_being_sent_again(
    queue: ImportQueue, writers: Writers, outcome: Outcome, removal: bool
) -> None:
    writers.act = lambda *_: outcome
    job = send(queue, "one")
    assert queue.held.is_held(job)
    read: list[bytes] = []

    def reading(task: Task, _: object) -> Outcome:
        assert isinstance(task.work, ImportRequest)
        read.append(task.work.path.read_bytes())
        return Outcome.REFUSED

    writers.act = reading
    confirmed = queue.confirm(job, "another")
    assert ended(queue, confirmed).state is JobState.REFUSED
    assert read == [b"one"]
    request = writers.done[-1].work
    assert isinstance(request, ImportRequest)
    assert (request.dry_run, request.merge, request.confirm_removal, request.format) == (False, True, removal, "ttl")
    assert (confirmed.key, confirmed.file_name, held(queue)) == ("another", "fil.ttl", [])
    with pytest.raises(ConflictError, match="not kept any longer"):
        queue.confirm(job, "key")


def test_nothing_is_held_that_was_not_asked_for_or_cannot_be_confirmed(queue: ImportQueue, writers: Writers) -> None:
    for outcome, hold in ((Outcome.CHECKED, False), (Outcome.REFUSED, True), (Outcome.UNCHANGED, True)):
        writers.act = lambda *_, outcome=outcome: outcome
        job = send(queue, f"{outcome}", hold=hold)
        assert not queue.held.is_held(job)
        with pytest.raises(ConflictError):
            queue.confirm(job, "key")
    assert held(queue) == []


def test_the_last_file_of_a_source_alone_is_waited_for(queue: ImportQueue, writers: Writers) -> None:
    writers.act = lambda *_: Outcome.CHECKED
    first, other, second = send(queue, "one"), send(queue, "other", source="annan"), send(queue, "two")
    assert [queue.held.is_held(job) for job in (first, other, second)] == [False, True, True]


def test_a_file_is_not_delivered_once_its_source_has_changed(queue: ImportQueue, writers: Writers) -> None:
    writers.act = lambda *_: Outcome.CHECKED
    job = send(queue, "one")
    writers.act = lambda *_: Outcome.REVERSED
    send(queue, "two", hold=False)
    with pytest.raises(ConflictError, match="has changed since"):
        queue.confirm(job, "key")


def test_a_file_is_held_for_a_day(queue: ImportQueue, writers: Writers) -> None:
    writers.act = lambda *_: Outcome.CHECKED
    job = send(queue, "one")
    (path,) = (queue.place("x").parents[1] / "reports").glob("*/delivered")
    old = time.time() - HELD_SECONDS
    os.utime(path, (old, old))
    assert not queue.held.is_held(job)
    send(queue, "two", source="annan", hold=False)
    assert held(queue) == []
