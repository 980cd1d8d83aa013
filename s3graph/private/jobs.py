"""Import jobs: what was asked for, how far it has come, how it ended. They outlive the service that runs them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from s3graph.errors import S3GraphError
from s3graph.model import Text
from s3graph.private.database import PrivateDatabase
from s3graph.private.job import Draft, Job, JobState, job_of

KEPT = 500
"""Ended jobs that are remembered."""
ATTEMPTS = 2
"""Times a job is begun: once more where the service fell while it ran."""


class Jobs:
    """All jobs of a data directory. Each change is one transaction, and makes the job's ``revision`` one higher."""

    def __init__(self, database: PrivateDatabase) -> None:
        self._database = database

    def add(self, draft: Draft, identity: str = "") -> Job:
        """A job at the end of the queue, under an id of ``new_id``."""
        identity = identity or new_id()
        options = json.dumps(asdict(draft.options))
        row = (identity, draft.source, draft.key, draft.file_name, options, draft.kind.value, draft.delivery, _now())
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO job (id, source, key, file_name, options, kind, delivery, created_at, state) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, JobState.QUEUED.value),
            )
        return self.known(identity)

    def get(self, identity: str) -> Job | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM job WHERE id = ?", (identity,)).fetchone()
        return None if row is None else job_of(row)

    def known(self, identity: str) -> Job:
        """KeyError where there is none."""
        found = self.get(identity)
        if found is None:
            raise KeyError(identity)
        return found

    def list(self, sources: tuple[str, ...] | None = None) -> tuple[Job, ...]:
        """Newest first, of these sources, of all where None."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM job ORDER BY number DESC").fetchall()
        return tuple(job_of(row) for row in rows if sources is None or row["source"] in sources)

    def open(self, source: str | None = None) -> int:
        """How many wait or run, of one source or of all."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT COUNT(*) FROM job WHERE ended_at IS NULL AND source = COALESCE(?, source)", (source,)
            ).fetchone()
        return int(count)

    def take(self) -> Job | None:
        """The first of the queue, which runs now; None where nothing waits."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT id FROM job WHERE state = ? ORDER BY number LIMIT 1", (JobState.QUEUED.value,)
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE job SET state = ?, attempts = attempts + 1, started_at = COALESCE(started_at, ?), "
                "revision = revision + 1 WHERE id = ?",
                (JobState.RUNNING.value, _now(), row["id"]),
            )
        return self.known(row["id"])

    def put_back(self, job: Job) -> None:
        """Back to its place in the queue, this beginning not counted."""
        self._change(job, {"state": JobState.QUEUED.value, "attempts": job.attempts - 1, "progress": "{}"})

    def tell(self, job: Job, progress: dict[str, Any]) -> None:
        """How far it has come; see ``Job.progress``."""
        self._change(job, {"progress": json.dumps(progress)})

    def end(self, job: Job, state: JobState, said: Text | None = None, **known: int | None) -> None:
        """Its last state, and the sentence that says so; ``release`` and ``delivery`` as far as they are ``known``."""
        progress = {**self.known(job.id).progress, **(said._asdict() if said else {})}
        self._change(job, {"state": state.value, "ended_at": _now(), "progress": json.dumps(progress), **known})

    def fail(self, job: Job, error: S3GraphError) -> None:
        """It could not be done. The error is kept by its name and its words."""
        problem = json.dumps(error.detail._asdict())
        values = {"state": JobState.FAILED.value, "ended_at": _now(), "problem": problem}
        self._change(job, {**values, "error": type(error).__name__})

    def cancel(self, job: Job) -> Job:
        """A waiting job ends at once, a running one is marked for whoever runs it; an ended one stays as it is."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET cancelled = 1, revision = revision + 1 WHERE id = ? AND ended_at IS NULL", (job.id,)
            )
            connection.execute(
                "UPDATE job SET state = ?, ended_at = ? WHERE id = ? AND state = ?",
                (JobState.CANCELLED.value, _now(), job.id, JobState.QUEUED.value),
            )
        return self.known(job.id)

    def recover(self) -> None:
        """After the service fell: what ran is the first of the queue again."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET state = ?, revision = revision + 1 WHERE state = ?",
                (JobState.QUEUED.value, JobState.RUNNING.value),
            )

    def forget(self) -> tuple[str, ...]:
        """Removes the jobs that ended long ago; returns their ids."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "DELETE FROM job WHERE ended_at IS NOT NULL AND number <= (SELECT MAX(number) FROM job) - ? "
                "RETURNING id",
                (KEPT,),
            ).fetchall()
        return tuple(row["id"] for row in rows)

    def _change(self, job: Job, values: Mapping[str, object]) -> None:
        """The names of the columns are this module's own."""
        columns = ", ".join(f"{name} = ?" for name in values)
        with self._database.transaction() as connection:
            connection.execute(
                f"UPDATE job SET {columns}, revision = revision + 1 WHERE id = ?",  # noqa: S608
                (*values.values(), job.id),
            )


def new_id() -> str:
    """What cannot be guessed."""
    return str(uuid.uuid4())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
